-- Every share of a plan in all reports, by the year in which its period ends. `is_newest`: the last of the year for
-- its place, indicator and plan. `behind`: by how many points it is behind; negative where it is ahead; of a range by
-- its middle.
create or replace temp table plan_rows as
select
    plans.*,
    year(periods.end_date) as year,
    abs(plans.pace_order) * case plans.status when 'behind' then 1 else -1 end as behind,
    row_number() over (
        partition by year(periods.end_date), plans.territory_id, plans.indicator_id, plans.basis
        order by periods.end_date desc, periods.start_date, report_orders.report_order desc
    ) = 1 as is_newest
from plan_shares as plans
inner join staging.stg_periods as periods using (period_id)
inner join report_orders using (report_id)
where plans.plan_pct is not null or plans.completion[1] is not null or plans.status is not null
