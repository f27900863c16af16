{% set quantities = ['completion', 'growth', 'plan_level', 'prior_level', 'change', 'share', 'contribution'] %}
with

observed as not materialized (

    select * from {{ ref('int_observed') }}

),

levels as (

    select * from observed
    where quantity = 'level'

),

by_basis as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        reading,
        bool_or(quantity = 'prior_level' and is_own) as is_prior_own,
    {%- for quantity in quantities %}
        max(case when quantity = '{{ quantity }}' then value end) as {{ quantity }},
        max(case when quantity = '{{ quantity }}' then width end) as {{ quantity }}_width,
        max(case when quantity = '{{ quantity }}' then lower end) as {{ quantity }}_lower,
        max(case when quantity = '{{ quantity }}' then upper end) as {{ quantity }}_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from observed
    group by all

),

-- A level has no basis: it belongs to the observations of every basis.
with_levels as (

    select
        by_basis.*,
        levels.value as level,
        levels.lower as level_lower,
        levels.upper as level_upper,
        levels.width as level_width,
        coalesce(levels.width, 0) + coalesce(greatest(levels.width, by_basis.prior_level_width), 0) as change_slack,
        {{ may_be_negative('plan_level_lower', 'levels.lower', 'completion_upper') }} as may_plan_be_negative,
        {{ may_be_negative('prior_level_lower', 'levels.lower', 'growth_upper') }} as may_prior_be_negative
    from by_basis
    left join levels
        on
            by_basis.report_id = levels.report_id
            and by_basis.territory_id = levels.territory_id
            and by_basis.period_id = levels.period_id
            and by_basis.indicator_id = levels.indicator_id
            and by_basis.reading = levels.reading

),

-- Both intervals take a base to be of one kind.
final as (

    select
        * replace (
            bool_or(may_plan_be_negative) over both_readings as may_plan_be_negative,
            bool_or(may_prior_be_negative) over both_readings as may_prior_be_negative
        )
    from with_levels
    window both_readings as (partition by report_id, territory_id, period_id, indicator_id, basis)

)

select * from final
