with

observations as not materialized (

    select * from intermediate.int_observations

),

-- An interval narrower than this may contain no round plan.
bounded_plans as (

    select * from intermediate.int_implied
    where
        reading = 'half'
        and is_plan_implied
        and plan_lower > 0
        and isfinite(plan_upper)
        and plan_upper - plan_lower > 1e-6

),

counts as (

    select
        'intermediate.int_implied' as table_name,
        'intermediate.int_observations with a plan or a base, printed or implied' as compared_with,
        (select count(*) from intermediate.int_implied) as found,
        count(*) filter (
            where (level_lower is not null and coalesce(completion_lower, growth_lower, change_lower) is not null)
            or coalesce(plan_level_lower, prior_level_lower) is not null
        ) as expected
    from observations
    union all
    select
        'intermediate.int_rates' as table_name,
        'intermediate.int_observations with a completion or a growth' as compared_with,
        (select count(*) from intermediate.int_rates) as found,
        count(*) filter (where coalesce(completion_lower, growth_lower) is not null) as expected
    from observations
    union all
    select
        'intermediate.int_roundest_plans' as table_name,
        'intermediate.int_implied with a bounded plan' as compared_with,
        count(roundest.roundest_plan) as found,
        count(bounded_plans.plan_lower) as expected
    from bounded_plans
    left join intermediate.int_roundest_plans as roundest
        using (report_id, territory_id, period_id, indicator_id, basis)

),

final as (select * from counts where found != expected)

select * from final
