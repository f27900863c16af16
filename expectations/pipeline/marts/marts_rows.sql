with

observations as not materialized (

    select * from intermediate.int_observations
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)

),

checks as not materialized (

    select * from marts.reconciliation

),

counts as (

    select
        'marts.plan_completion' as table_name,
        (select count(*) from marts.plan_completion) as found,
        count(*) filter (where completion_half_lower is not null or plan_level_half_lower is not null) as expected
    from observations
    union all
    select
        'marts.growth' as table_name,
        (select count(*) from marts.growth) as found,
        count(*) filter (where coalesce(growth_half_lower, change_half_lower, prior_level_half_lower) is not null)
            as expected
    from observations
    union all
    select
        'marts.reconciliation, checks in intermediate.int_quarantined_observations' as table_name,
        count(*) filter (where is_quarantined) as found,
        count(*) filter (where quarantined.report_id is not null) as expected
    from checks
    left join intermediate.int_quarantined_observations as quarantined
        using (report_id, territory_id, period_id, indicator_id)

),

final as (select * from counts where found != expected)

select * from final
