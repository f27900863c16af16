{{ config(materialized='view') }}
{% set intervals = ['half', 'wide'] %}
{#- quantity, ends, slack, slack_base, rounding, is_own, condition -#}
{% set terms = [
    ('level', 'level_{}', '0', none, none, 'true', "basis = ''"),
    ('plan_level', 'plan_level_{}', '0', none, none, 'true', 'true'),
    ('prior_level', 'prior_level_{}', '0', none, none, 'is_prior_own', 'true'),
    ('implied_plan', 'plan_{}', 'plan_{}_slack', none, none, 'is_plan_implied', 'true'),
    ('implied_prior', 'prior_{}', 'prior_{}_slack', none, none, 'is_prior_implied', 'not is_prior_ambiguous'),
    (
        'completion', 'completion_pct_{}', '0', 'plan_{}_lower - plan_{}_slack',
        'greatest(plan_{}_slack, plan_level_{}_slack)', 'true', 'not may_plan_be_negative'
    ),
    (
        'growth', 'growth_pct_{}', '{}_base_slack', 'prior_{}_lower - prior_{}_slack',
        '{}_base_slack', 'true', 'not may_prior_be_negative'
    ),
    ('contribution', '100 * contribution_{}', '{}_change_slack', none, '{}_base_slack', 'true', 'true'),
] %}
{#- kind and quantity of the check, coefficient of the term in it, and the terms that it compares -#}
{% set uses = [
    (
        'members.relation', 'terms.quantity', 'members.coefficient * members.unit_ratio',
        'terms.quantity not in ' ~ ratio_quantities(),
    ),
    (
        "'range'", 'terms.quantity', '1',
        "terms.quantity in ('completion', 'growth') and members.relation = 'sum' and members.is_weighted_mean",
    ),
    (
        "'points'", "'contribution'", '1',
        "members.relation = 'sum' and terms.quantity = case members.role when 'total' then 'growth' else 'contribution' end",
    ),
] %}
with

members as not materialized (

    select * from {{ ref('int_relation_members') }}

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

-- Each quantity of an observation that a check of an identity can use.
terms as not materialized (

    {%- for quantity, ends, slack, slack_base, rounding, is_own, condition in terms %}
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
                {{ (rounding or 'cast(null as double)').replace('{}', interval) }} as {{ interval }}_rounding,
            {%- endfor %}
            level_half_lower is not null as is_level_printed,
            {{ is_own }} as is_own
        from observations
        where {{ ends.replace('{}', 'half') }}_lower is not null and {{ condition }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- Levels are compared in a sum or a subset, rates in a range, contributions in points. Only with positive coefficients
-- is a total's rate a mean of its parts'. Contributions have their signs already, and a printed growth alone creates no
-- check of them.
used as (

    {%- for kind, quantity, coefficient, condition in uses %}
        select
            terms.* exclude (quantity, is_level_printed, is_own),
            {{ kind }} as kind,
            members.identity_id,
            members.subject_indicator_id,
            {{ quantity }} as quantity,
            members.size,
            members.role,
            terms.quantity as term_quantity,
            {{ coefficient }} as coefficient,
            members.unit_ratio,
            abs(members.coefficient * members.unit_ratio) as weight,
            case when not is_level_printed then abs(members.coefficient) else 0 end as unprinted_levels,
            terms.is_own and ({{ kind }} != 'points' or members.role = 'part') as is_occasion
        from terms
        inner join members using (report_id, indicator_id)
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

final as (

    select
        report_id,
        kind,
        identity_id,
        subject_indicator_id,
        territory_id,
        period_id,
        basis,
        quantity,
        size,
        is_occasion,
        role,
        indicator_id,
        observation_no,
        term_quantity,
        coefficient,
        unit_ratio,
        weight,
        unprinted_levels,
    {%- for interval in intervals %}
        coefficient * case when coefficient >= 0 then {{ interval }}_lower else {{ interval }}_upper end
            as {{ interval }}_lower,
        coefficient * case when coefficient >= 0 then {{ interval }}_upper else {{ interval }}_lower end
            as {{ interval }}_upper,
        weight * case kind when 'range' then 0 else {{ interval }}_slack end as {{ interval }}_slack,
        {{ interval }}_slack_base,
        unit_ratio * {{ interval }}_rounding as {{ interval }}_rounding
        {{- ',' if not loop.last }}
    {%- endfor %}
    from used

)

select * from final
