-- One answer a year: its shares of plans, those farthest behind first.
with

ranked as (

    select
        *,
        row_number() over (
            partition by year
            order by
                is_newest desc, behind desc nulls last,
                territory_id, indicator_id, period_id, basis, report_id
        ) as place
    from plan_rows

)

select
    year as place,
    cast(to_json({
        count: count(*),
        rows: list({
            report: report_id, territory: territory_id, period: period_id, indicator: indicator_id,
            basis: basis, plan_pct: plan_pct, completion: completion, elapsed_pct: elapsed_pct,
            pace_gap_pts: pace_gap_pts, pace_gap: pace_gap, status: status, newest: is_newest
        } order by place) filter (where place <= $most)
    }) as varchar) as answer
from ranked
group by year
order by year
