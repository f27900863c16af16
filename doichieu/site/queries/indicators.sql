-- One answer an indicator: its observations over time in the reports of the site.
with

observations as (

    select * from intermediate.int_observations
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where report_id in (select report_id from report_places)

)

select
    indicator_places.place,
    cast(to_json({
        id: indicator_places.indicator_id,
        rows: coalesce(list({
            report: report_places.place,
            territory: observations.territory_id, period: observations.period_id,
            basis: observations.basis,
            level: observations.level,
            level_interval: [observations.level_half_lower, observations.level_half_upper],
            plan_pct: plans.plan_pct, status: plans.status,
            completion: [
                100 * observations.completion_half_lower, 100 * observations.completion_half_upper
            ],
            growth_pct: growth.growth_pct,
            growth_interval: [
                100 * observations.growth_half_lower - 100, 100 * observations.growth_half_upper - 100
            ]
        } order by
            periods.end_date desc, periods.start_date, observations.territory_id,
            observations.basis, report_places.place
        ) filter (where observations.report_id is not null), [])
    }) as varchar) as answer
from indicator_places
left join observations using (indicator_id)
left join marts.plan_completion as plans
    using (report_id, territory_id, period_id, indicator_id, basis)
left join marts.growth using (report_id, territory_id, period_id, indicator_id, basis)
left join report_places using (report_id)
left join staging.stg_periods as periods on observations.period_id = periods.period_id
group by indicator_places.place, indicator_places.indicator_id
order by indicator_places.place
