with

observations as not materialized (

    select * from intermediate.int_observations

),

levels as (

    select * from observations
    where basis = '' and level_half_lower is not null

),

counts as (

    select
        'intermediate.int_observations.level_half_lower' as compared,
        (select count(level_half_lower) from observations) as found,
        count(*) as expected
    from intermediate.int_observations
    semi join levels using (report_id, observation_no)
    {% for interval in ['half', 'wide'] %}
        union all
        select
            'intermediate.int_observations, completions and growths at the {{ interval }} intervals' as compared,
            count(completion_pct_{{ interval }}_lower) + count(completion_pct_{{ interval }}_upper)
            + count(growth_pct_{{ interval }}_lower) + count(growth_pct_{{ interval }}_upper) as found,
            2 * (count(completion_{{ interval }}_lower) + count(growth_{{ interval }}_lower)) as expected
        from observations
        union all
        select
            'intermediate.int_terms.{{ interval }}_lower' as compared,
            (select count({{ interval }}_lower) from intermediate.int_terms) as found,
            (select count(level_{{ interval }}_lower) from levels)
            + count(plan_level_{{ interval }}_lower) + count(prior_level_{{ interval }}_lower)
            + count(contribution_{{ interval }}_lower) + count(plan_{{ interval }}_lower)
            + count(prior_{{ interval }}_lower) filter (where not is_prior_ambiguous)
            + count(completion_{{ interval }}_lower) filter (where not may_plan_be_negative)
            + count(growth_{{ interval }}_lower) filter (where not may_prior_be_negative) as expected
        from observations
        union all
        select
            'intermediate.int_terms.{{ interval }}_slack_base' as compared,
            (select count({{ interval }}_slack_base) from intermediate.int_terms) as found,
            count(prior_{{ interval }}_lower) as expected
        from observations
        where growth_{{ interval }}_lower is not null and not may_prior_be_negative
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
