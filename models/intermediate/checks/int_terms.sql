{#- quantity, ends, slack, slack_base, is_own, condition -#}
{% set intervals = ['half', 'wide'] %}
{% set terms = [
    ('level', 'level_{}', '0', none, 'true', "basis = ''"),
    ('plan_level', 'plan_level_{}', '0', none, 'true', 'true'),
    ('prior_level', 'prior_level_{}', '0', none, 'is_prior_own', 'true'),
    ('implied_plan', 'plan_{}', 'plan_{}_slack', none, 'is_plan_implied', 'true'),
    ('implied_prior', 'prior_{}', 'prior_{}_slack', none, 'is_prior_implied', 'not is_prior_ambiguous'),
    ('completion', 'completion_pct_{}', '0', none, 'true', 'not may_plan_be_negative'),
    (
        'growth', 'growth_pct_{}', '{}_base_slack',
        'prior_{}_lower - prior_{}_slack', 'true', 'not may_prior_be_negative'
    ),
    ('contribution', '100 * contribution_{}', '{}_change_slack', none, 'true', 'true'),
] %}
{{ config(materialized='view') }}
with

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

final as (

    {%- for quantity, ends, slack, slack_base, is_own, condition in terms %}
        select
            report_id,
            observation_no,
            territory_id,
            period_id,
            indicator_id,
            basis,
            '{{ quantity }}' as quantity,
            {%- for interval in intervals %}
                {{ ends.replace('{}', interval) }}_lower as {{ interval }}_lower,
                {{ ends.replace('{}', interval) }}_upper as {{ interval }}_upper,
                {{ slack.replace('{}', interval) }} as {{ interval }}_slack,
                {{ (slack_base or 'cast(null as double)').replace('{}', interval) }} as {{ interval }}_slack_base,
            {%- endfor %}
            {{ is_own }} as is_own
        from observations
        where {{ ends.replace('{}', 'half') }}_lower is not null and {{ condition }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from final
