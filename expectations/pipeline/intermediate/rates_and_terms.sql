with

observations as not materialized (

    select * from intermediate.int_observations

),

levels as (

    select * from observations
    where basis = '' and level_lower is not null

),

counts as (

    select
        'intermediate.int_observations.level_lower' as compared,
        (select count(level_lower) from observations) as found,
        count(*) as expected
    from intermediate.int_observations
    semi join levels using (report_id, territory_id, period_id, indicator_id, reading)
    union all
    select
        'intermediate.int_rates, completions and growths' as compared,
        count(completion_lower_pct) + count(completion_upper_pct) + count(growth_lower_pct) + count(growth_upper_pct)
            as found,
        (select 2 * (count(completion_lower) + count(growth_lower)) from observations) as expected
    from intermediate.int_rates
    union all
    select
        'intermediate.int_rates.base_floor' as compared,
        count(rates.base_floor) as found,
        count(implied.prior_lower) as expected
    from intermediate.int_rates as rates
    left join intermediate.int_implied as implied
        using (report_id, territory_id, period_id, indicator_id, basis, reading)
    union all
    select
        'intermediate.int_terms' as compared,
        (select count(*) from intermediate.int_terms) as found,
        (select count(level_lower) from levels)
        + (select count(plan_level_lower) + count(prior_level_lower) + count(contribution_lower) from observations)
        + (select count(plan_lower) + count(prior_lower) filter (not is_prior_ambiguous) from intermediate.int_implied)
        + (select count(completion_lower_pct) from intermediate.int_rates where not may_plan_be_negative)
        + (select count(growth_lower_pct) from intermediate.int_rates where not may_prior_be_negative) as expected
    union all
    select
        'intermediate.int_terms.slack_base' as compared,
        (select count(slack_base) from intermediate.int_terms) as found,
        count(base_floor) filter (where growth_lower_pct is not null and not may_prior_be_negative) as expected
    from intermediate.int_rates

),

final as (select * from counts where found != expected)

select * from final
