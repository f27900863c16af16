with

-- Each observation in each relation of its indicator; rates and contributions are terms of sums.
members as (

    select
        observations.*,
        case relation when 'sum' then role end as sums,
        sums is not null and is_weighted_mean as is_mean
    from intermediate.int_observations as observations
    inner join intermediate.int_relation_members using (report_id, indicator_id)

),

counts as (

    select
        'intermediate.int_observations.level_half_lower' as compared,
        (select count(level_half_lower) from intermediate.int_observations) as found,
        count(*) as expected
    from intermediate.int_observations as every
    semi join intermediate.int_observations as levels
        on
            (every.report_id, every.observation_no) = (levels.report_id, levels.observation_no)
            and levels.basis = '' and levels.level_half_lower is not null
    {% for interval in ['half', 'wide'] %}
        union all
        select
            'intermediate.int_observations, completions and growths at the {{ interval }} intervals' as compared,
            count(completion_pct_{{ interval }}_lower) + count(completion_pct_{{ interval }}_upper)
            + count(growth_pct_{{ interval }}_lower) + count(growth_pct_{{ interval }}_upper) as found,
            2 * (count(completion_{{ interval }}_lower) + count(growth_{{ interval }}_lower)) as expected
        from intermediate.int_observations
        union all
        select
            'intermediate.int_check_terms.{{ interval }}_lower' as compared,
            (select count({{ interval }}_lower) from intermediate.int_check_terms) as found,
            count(level_{{ interval }}_lower) filter (where basis = '')
            + count(plan_level_{{ interval }}_lower) + count(prior_level_{{ interval }}_lower)
            + count(plan_{{ interval }}_lower) + count(prior_{{ interval }}_lower) filter (where not is_prior_ambiguous)
            + count(completion_{{ interval }}_lower) filter (where is_mean and not may_plan_be_negative)
            + count(growth_{{ interval }}_lower) filter (where is_mean and not may_prior_be_negative)
            + count(growth_{{ interval }}_lower) filter (where sums = 'total' and not may_prior_be_negative)
            + count(contribution_{{ interval }}_lower) filter (where sums = 'part') as expected
        from members
        union all
        select
            'intermediate.int_check_terms.{{ interval }}_slack_base' as compared,
            (select count({{ interval }}_slack_base) from intermediate.int_check_terms) as found,
            count(prior_{{ interval }}_lower) filter (where is_mean)
            + count(prior_{{ interval }}_lower) filter (where sums = 'total') as expected
        from members
        where growth_{{ interval }}_lower is not null and not may_prior_be_negative
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
