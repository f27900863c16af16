{% set counted = {
    'lower': "count(level_half_lower) filter (where basis = '') + count(plan_level_half_lower)
        + count(prior_level_half_lower) + count(plan_half_lower)
        + count(prior_half_lower) filter (where not is_prior_ambiguous) + sum(completions + growths + contributions)",
    'slack_base': "sum(case when plan_half_lower is null then 0 else completions end)
        + sum(case when prior_half_lower is null then 0 else growths end)",
    'rounding': 'sum(completions + growths + contributions)',
} %}
with

-- Each observation in each relation of its indicator, and of how many checks its rates and contribution are terms.
members as (

    select
        observations.*,
        cast(relation = 'sum' and is_weighted_mean as integer) as means,
        cast(relation = 'sum' and role = 'total' as integer) as totals,
        case when completion_half_lower is null or may_plan_be_negative then 0 else means end as completions,
        case when growth_half_lower is null or may_prior_be_negative then 0 else means + totals end as growths,
        cast(relation = 'sum' and role = 'part' and contribution_half_lower is not null as integer) as contributions
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
        {% for column, expected in counted.items() %}
            union all
            select
                'intermediate.int_check_terms.{{ interval }}_{{ column }}' as compared,
                (select count({{ interval }}_{{ column }}) from intermediate.int_check_terms) as found,
                coalesce({{ expected | replace('half', interval) }}, 0) as expected
            from members
        {% endfor %}
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
