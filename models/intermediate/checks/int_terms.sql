{#- quantity, relation, lower, upper, slack, is_own, condition -#}
{% set terms = [
    ('level', 'int_observations', 'level_lower', 'level_upper', '0', 'true', "basis = ''"),
    ('plan_level', 'int_observations', 'plan_level_lower', 'plan_level_upper', '0', 'true', 'true'),
    ('prior_level', 'int_observations', 'prior_level_lower', 'prior_level_upper', '0', 'is_prior_own', 'true'),
    ('implied_plan', 'int_implied', 'plan_lower', 'plan_upper', 'plan_slack', 'is_plan_implied', 'true'),
    (
        'implied_prior', 'int_implied', 'prior_lower', 'prior_upper', 'prior_slack', 'is_prior_implied',
        'not is_prior_ambiguous'
    ),
    (
        'completion', 'int_rates', 'completion_lower_pct', 'completion_upper_pct', '0', 'true',
        'not may_plan_be_negative'
    ),
    ('growth', 'int_rates', 'growth_lower_pct', 'growth_upper_pct', 'base_slack', 'true', 'not may_prior_be_negative'),
    (
        'contribution', 'int_observations', '100 * contribution_lower', '100 * contribution_upper', 'change_slack',
        'true', 'true'
    ),
] %}
with

final as (

    {%- for quantity, relation, lower, upper, slack, is_own, condition in terms %}
        select
            report_id,
            territory_id,
            period_id,
            indicator_id,
            basis,
            reading,
            '{{ quantity }}' as quantity,
            {{ lower }} as lower,
            {{ upper }} as upper,
            {{ slack }} as slack,
            {{ 'base_floor' if quantity == 'growth' else 'cast(null as double)' }} as slack_base,
            {{ is_own }} as is_own
        from {{ ref(relation) }}
        where {{ lower }} is not null and {{ condition }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from final
