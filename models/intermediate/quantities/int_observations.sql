{% set common = ['level', 'completion', 'growth'] %}
{% set rare = ['plan_level', 'prior_level', 'change', 'share', 'contribution'] %}
{% set intervals = ['half', 'wide'] %}
{% set ends = ['half_lower', 'half_upper', 'wide_lower', 'wide_upper'] %}
{# A base, its rate, what is subtracted from the rate in percent, and an interval. #}
{% set rates = [
    ('plan', 'completion', 0, 'half'), ('plan', 'completion', 0, 'wide'),
    ('prior', 'growth', 100, 'half'), ('prior', 'growth', 100, 'wide'),
] %}
with

observed as not materialized (

    select * from {{ ref('int_observed') }}

),

names as (

    select * from {{ ref('stg_observations') }}

),

by_basis as (

    select distinct
        report_id,
        observation_no,
        basis
    from observed

),

{%- for quantity in common %}

    {{ quantity }} as not materialized (

        select * {{ 'exclude (basis)' if quantity == 'level' }} from observed
        where quantity = '{{ quantity }}'

    ),
{%- endfor %}

-- Most observations have none of these.
rare_quantities as (

    select
        report_id,
        observation_no,
        basis,
        {%- for quantity in rare %}
            {%- for number in ['value'] + ends + ['half_width', 'wide_width'] %}
                max(case when quantity = '{{ quantity }}' then {{ number }} end) as {{ quantity }}_{{ number }},
            {%- endfor %}
        {%- endfor %}
        bool_or(quantity = 'prior_level' and is_own) as is_prior_own
    from observed
    where quantity in ({{ quoted(rare) }})
    group by report_id, observation_no, basis

),

-- A level has no basis: it belongs to the observations of every basis.
stated as (

    select
        report_id,
        observation_no,
        basis,
        names.territory_id,
        names.period_id,
        names.indicator_id,
        {%- for quantity in common %}
            {{ quantity }}.value as {{ quantity }},
            {%- for end_ in ends %}
                {{ quantity }}.{{ end_ }} as {{ quantity }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        {%- for quantity in rare %}
            rare_quantities.{{ quantity }}_value as {{ quantity }},
            {%- for end_ in ends %}
                rare_quantities.{{ quantity }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        {%- for interval in intervals %}
            coalesce(level.{{ interval }}_width, 0) as {{ interval }}_slack,
            coalesce(rare_quantities.plan_level_{{ interval }}_width, 0) as plan_level_{{ interval }}_slack,
            coalesce(greatest(level.{{ interval }}_width, rare_quantities.prior_level_{{ interval }}_width), 0)
                as {{ interval }}_base_slack,
        {%- endfor %}
        coalesce(rare_quantities.is_prior_own, false) as is_prior_own
    from by_basis
    inner join names
        using (report_id, observation_no)
    left join level
        using (report_id, observation_no)
    left join completion
        using (report_id, observation_no, basis)
    left join growth
        using (report_id, observation_no, basis)
    left join rare_quantities
        using (report_id, observation_no, basis)

),

-- What the printed ratios imply: plan P = L / p and base Q = L / f. Both intervals take a base to be of one kind.
quotients as (

    select
        {%- for base, rate in [('plan', 'completion'), ('prior', 'growth')] %}
            {{ may_be_negative(base ~ '_level_half_lower', 'level_half_lower', rate ~ '_half_upper') }}
            or {{ may_be_negative(base ~ '_level_wide_lower', 'level_wide_lower', rate ~ '_wide_upper') }}
                as may_{{ base }}_be_negative,
        {%- endfor %}
        {%- for base, rate, shift, interval in rates %}
            {%- for end_ in ['lower', 'upper'] %}
                {{ quotient(end_, 'level_' ~ interval, rate ~ '_' ~ interval) }}
                    as implied_{{ base }}_{{ interval }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        *
    from stated

),

-- Growth implies a base, else the change does: Q = L - C. Growth on a base that may be negative has two meanings, and
-- is used last.
sourced as (

    select
        *,
        case
            when implied_prior_half_lower is not null and not may_prior_be_negative then 'growth'
            when level_half_lower is not null and change_half_lower is not null then 'change'
            when prior_level_half_lower is not null then 'printed'
            when implied_prior_half_lower is not null then 'growth'
        end as prior_source
    from quotients

),

-- A printed plan or base is used where no ratio implies one. An office that rounds a plan or a base rounds it no finer
-- than the level.
implied as (

    select
        *,
        {%- for interval in intervals %}
            {%- for end_, other in [('lower', 'upper'), ('upper', 'lower')] %}
                coalesce(implied_plan_{{ interval }}_{{ end_ }}, plan_level_{{ interval }}_{{ end_ }})
                    as plan_{{ interval }}_{{ end_ }},
                case prior_source
                    when 'growth' then implied_prior_{{ interval }}_{{ end_ }}
                    when 'change'
                        then {{ difference('level_' ~ interval ~ '_' ~ end_, 'change_' ~ interval ~ '_' ~ other) }}
                    when 'printed' then prior_level_{{ interval }}_{{ end_ }}
                end as prior_{{ interval }}_{{ end_ }},
            {%- endfor %}
            case
                when implied_plan_half_lower is null then 0
                else greatest({{ interval }}_slack, plan_level_{{ interval }}_slack)
            end as plan_{{ interval }}_slack,
            case when prior_source in ('growth', 'change') then {{ interval }}_base_slack else 0 end
                as prior_{{ interval }}_slack,
            {{ interval }}_slack + {{ interval }}_base_slack as {{ interval }}_change_slack,
        {%- endfor %}
        implied_plan_half_lower is not null as is_plan_implied,
        coalesce(prior_source in ('growth', 'change'), false) as is_prior_implied,
        coalesce(prior_source = 'growth' and may_prior_be_negative, false) as is_prior_ambiguous
    from sourced

),

-- A percentage may have been computed from rounded numbers, so where a level is printed the true rate reaches further:
-- to the level's ends over a base one rounding further out. Where only the plan or base is printed, the rate times its
-- number reaches over the ends of its interval. A range states no single plan.
reaches as (

    select
        {%- for base, rate, shift, interval in rates %}
            {%- set ratio, printed = rate ~ '_' ~ interval, base ~ '_level' %}
            {%- for end_, outermost, sign in [('lower', 'least', '-'), ('upper', 'greatest', '+')] %}
                coalesce(
                    level_{{ interval }}_{{ end_ }},
                    {{ outermost }}(
                        {{ ratio }}_lower * coalesce({{ printed }}, {{ printed }}_{{ interval }}_lower),
                        {{ ratio }}_lower * coalesce({{ printed }}, {{ printed }}_{{ interval }}_upper),
                        {{ ratio }}_upper * coalesce({{ printed }}, {{ printed }}_{{ interval }}_lower),
                        {{ ratio }}_upper * coalesce({{ printed }}, {{ printed }}_{{ interval }}_upper)
                    )
                ) as reach_{{ ratio }}_{{ end_ }},
                {{ base }}_{{ interval }}_{{ end_ }} {{ sign }} {{ base }}_{{ interval }}_slack
                    as outer_{{ ratio }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        *
    from implied

),

final as (

    select
        report_id,
        observation_no,
        basis,
        territory_id,
        period_id,
        indicator_id,
        {%- for quantity in common + rare %}
            {{ quantity }},
            {%- for end_ in ends %}
                {{ quantity }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        {%- for base in ['plan', 'prior'] %}
            {%- for end_ in ends + ['half_slack', 'wide_slack'] %}
                {{ base }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        {%- for base, rate, shift, interval in rates %}
            {%- set ratio = rate ~ '_' ~ interval %}
            {%- for end_, outermost in {'lower': 'least', 'upper': 'greatest'}.items() %}
                100 * case
                    when {{ ratio }}_{{ end_ }} is not null
                        then
                            {{ outermost }}(
                                {{ ratio }}_{{ end_ }}, {{ quotient(end_, 'reach_' ~ ratio, 'outer_' ~ ratio) }}
                            )
                end - {{ shift }} as {{ rate }}_pct_{{ interval }}_{{ end_ }},
            {%- endfor %}
        {%- endfor %}
        plan_level_half_slack,
        plan_level_wide_slack,
        half_base_slack,
        wide_base_slack,
        half_change_slack,
        wide_change_slack,
        may_plan_be_negative,
        may_prior_be_negative,
        is_prior_own,
        is_plan_implied,
        is_prior_implied,
        is_prior_ambiguous,
        prior_source
    from reaches

)

select * from final
