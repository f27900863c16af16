with

implied as (

    select * from intermediate.int_implied
    inner join staging.stg_periods using (period_id)
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where reading = 'half'

),

-- The level of a report's period, and that of the period it is compared with.
levels as (

    select row(report_id, territory_id, indicator_id, start_date, end_date) as level_key
    from intermediate.int_observations
    inner join staging.stg_periods using (period_id)
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where reading = 'half' and basis = '' and level_lower is not null
    union
    select
        row(
            implied.report_id, implied.territory_id, implied.indicator_id,
            earlier_periods.start_date, earlier_periods.end_date
        ) as level_key
    from implied
    inner join intermediate.int_earlier_periods as earlier_periods using (period_id, basis)
    where implied.prior_lower is not null and not implied.is_prior_ambiguous

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
        count(distinct row(report_id, territory_id, indicator_id, basis, plan_start_date, plan_end_date)) as expected
    from implied
    where plan_lower is not null

),

final as (select * from counts where found != expected)

select * from final
