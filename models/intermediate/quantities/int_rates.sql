{% set rates = [('completion', 'plan', 0), ('growth', 'prior', 100)] %}
with

observations as (

    select * from {{ ref('int_observations') }}

),

implied as (

    select * from {{ ref('int_implied') }}

),

outer_bases as (

    select
        observations.*,
        coalesce(greatest(observations.level_width, observations.prior_level_width), 0) as base_slack,
    {%- for rate, base, shift in rates %}
        {% set x = base ~ '_level' %}
        {# A range states no single base. #}
        {% set printed = ['coalesce(' ~ x ~ ', ' ~ x ~ '_lower)', 'coalesce(' ~ x ~ ', ' ~ x ~ '_upper)'] %}
        least(1, {{ quotient_lower(printed[0], printed[1], x ~ '_lower', x ~ '_upper') }}) as {{ base }}_shift_lower,
        greatest(1, {{ quotient_upper(printed[0], printed[1], x ~ '_lower', x ~ '_upper') }}) as {{ base }}_shift_upper,
        implied.{{ base }}_lower - implied.{{ base }}_slack as {{ base }}_least,
        implied.{{ base }}_upper + implied.{{ base }}_slack as {{ base }}_most
        {{- ',' if not loop.last }}
    {%- endfor %}
    from observations
    left join implied
        on
            observations.report_id = implied.report_id
            and observations.territory_id = implied.territory_id
            and observations.period_id = implied.period_id
            and observations.indicator_id = implied.indicator_id
            and observations.basis = implied.basis
            and observations.reading = implied.reading

),

-- A percentage may have been computed from rounded numbers, so where a level is printed the true rate reaches
-- further: to the level's ends over a base one rounding further out. Where only the plan or base is printed, the
-- rate may be off by the rounding of that figure.
final as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        reading,
        base_slack,
        prior_least as base_floor,
    {%- for rate, base, shift in rates %}
        may_{{ base }}_be_negative,
        100 * case
            when {{ rate }}_lower is null then null
            when level_lower is null and {{ base }}_level_lower is null then {{ rate }}_lower
            when level_lower is null
                then {{ product_lower(
                    rate ~ '_lower', rate ~ '_upper', base ~ '_shift_lower', base ~ '_shift_upper'
                ) }}
            else
                least(
                    {{ rate }}_lower,
                    {{ quotient_lower('level_lower', 'level_upper', base ~ '_least', base ~ '_most') }}
                )
        end - {{ shift }} as {{ rate }}_lower_pct,
        100 * case
            when {{ rate }}_lower is null then null
            when level_lower is null and {{ base }}_level_lower is null then {{ rate }}_upper
            when level_lower is null
                then {{ product_upper(
                    rate ~ '_lower', rate ~ '_upper', base ~ '_shift_lower', base ~ '_shift_upper'
                ) }}
            else
                greatest(
                    {{ rate }}_upper,
                    {{ quotient_upper('level_lower', 'level_upper', base ~ '_least', base ~ '_most') }}
                )
        end - {{ shift }} as {{ rate }}_upper_pct
        {{- ',' if not loop.last }}
    {%- endfor %}
    from outer_bases
    where completion_lower is not null or growth_lower is not null

)

select * from final
