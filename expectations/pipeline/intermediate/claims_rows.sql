with

implied as (

    select
        *,
        last_day(end_date) = end_date as is_of_whole_months,
        month(end_date) - month(start_date) + 1 as months
    from intermediate.int_implied
    inner join staging.stg_periods using (period_id)
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where reading = 'half'

),

-- The level of a report's period, and that of the period it is compared with.
levels as (

    select hash(report_id, territory_id, indicator_id, start_date, end_date) as level_key
    from intermediate.int_observations
    inner join staging.stg_periods using (period_id)
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where reading = 'half' and basis = '' and level_lower is not null
    union
    select
        hash(
            report_id, territory_id, indicator_id,
            cast(start_date - to_months(case basis when '' then 12 else months end) as date),
            cast(case
                when basis != '' then start_date - interval 1 day
                when is_of_whole_months then last_day(end_date - interval 1 year)
                else end_date - interval 1 year
            end as date)
        ) as level_key
    from implied
    where
        prior_lower is not null
        and (basis = '' or (is_of_whole_months and months = case basis when 'previous_month' then 1 else 3 end))

),

counts as (

    select
        'intermediate.int_claims, levels' as table_name,
        (select count(*) from intermediate.int_claims where quantity = 'level') as found,
        (select count(*) from levels) as expected
    union all
    select
        'intermediate.int_claims, plans' as table_name,
        (select count(*) from intermediate.int_claims where quantity = 'plan') as found,
        count(distinct hash(report_id, territory_id, indicator_id, basis, plan_start_date, plan_end_date)) as expected
    from implied
    where plan_lower is not null

),

final as (select * from counts where found != expected)

select * from final
