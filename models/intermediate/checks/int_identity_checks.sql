{{ config(materialized='view') }}
{#- Each interval, and how far rounding to a whole unit reaches. -#}
{% set intervals = {'half': 0.5, 'wide': 1} %}
{#- What a growth in percent adds to as a factor. -#}
{% set rise = "case term_quantity when 'growth' then 1 else 0 end" %}
with

terms as not materialized (

    select * from {{ ref('int_check_terms') }}

),

members as not materialized (

    select * from {{ ref('int_relation_members') }}

),

parents as (

    select * from {{ ref('int_parents') }}

),

components as (

    select * from {{ ref('int_components') }}

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

-- A relation is checked wherever one of its terms is printed: a missing term is reported, never skipped.
sides as (

    select
        report_id,
        kind,
        identity_id,
        subject_indicator_id as indicator_id,
        territory_id,
        period_id,
        basis,
        quantity,
        count(*) = any_value(size) as is_checkable,
        coalesce(sum(unprinted_levels), 0) as unprinted_levels,
        max(unit_ratio) filter (where unprinted_levels > 0) as unprinted_unit,
        min(unit_ratio) as least_unit,
    {%- for interval in intervals %}
        {% set lower, upper = interval ~ '_lower', interval ~ '_upper' %}
        max(case when role = 'total' then {{ lower }} end) as {{ interval }}_total_lower,
        max(case when role = 'total' then {{ upper }} end) as {{ interval }}_total_upper,
        -- Parts that are added up are no more than their total.
        greatest(
            max(case when role = 'total' then {{ interval }}_slack_base end),
            sum(case when role = 'part' and {{ interval }}_slack_base > 0 then weight * {{ interval }}_slack_base end)
        ) as {{ interval }}_base,
        max({{ interval }}_rounding) as {{ interval }}_rounding,
        max(
            greatest(abs({{ lower }} / 100 + {{ rise }}), abs({{ upper }} / 100 + {{ rise }}))
        ) filter (where unprinted_levels > 0 and (kind = 'range' or role = 'total')) as {{ interval }}_times,
        {{ compensated_sum("case when role = 'part' then " ~ lower ~ " end") }} as {{ interval }}_parts_lower,
        {{ compensated_sum("case when role = 'part' then " ~ upper ~ " end") }} as {{ interval }}_parts_upper,
        min(case when role = 'part' then {{ lower }} end) as {{ interval }}_least_lower,
        max(case when role = 'part' then {{ upper }} end) as {{ interval }}_greatest_upper,
        {{ compensated_sum(interval ~ '_slack') }} as {{ interval }}_level_slack,
        sum({{ size(lower, upper) }} + case when kind in ('range', 'points') then 100 else 0 end)
            as {{ interval }}_magnitude
        {{- ',' if not loop.last }}
    {%- endfor %}
    from terms
    group by report_id, kind, identity_id, subject_indicator_id, territory_id, period_id, basis, quantity
    having bool_or(is_occasion)

),

-- A level that is not printed, and its base, may be rounded like the coarsest number that is, and to a whole unit where
-- that is larger than another of the sum. So its rate or its contribution is off by the rounding of the level, and by
-- that of the base as often as the rate is a multiple of it. Roundings are in the unit of levels; divided by the
-- total's least base they are in points.
slacks as (

    select
        *,
    {%- for interval, step in intervals.items() %}
        {% set base, own = interval ~ '_base', interval ~ '_level_slack' %}
        greatest(
            {{ interval }}_rounding, case when unprinted_unit > least_unit then {{ step }} * unprinted_unit end
        ) as {{ interval }}_coarsest,
        {{ own }} + coalesce(
            nullif(unprinted_levels * {{ interval }}_coarsest, 0) * (1 + greatest(1, {{ interval }}_times)), 0
        ) as {{ interval }}_moved,
        case
            when kind in ('sum', 'subset') then {{ own }}
            when {{ base }} is null or {{ interval }}_moved = 0 then 0
            when {{ base }} <= 0 then {{ infinity() }}
            else {{ interval }}_moved * (100 / {{ base }})
        end as {{ interval }}_slack
        {{- ',' if not loop.last }}
    {%- endfor %}
    from sides

),

-- An office that prints an amount of a component may have calculated all its rates from amounts that it rounded.
amounts as (

    select distinct
        report_id,
        components.component_id
    from figures
    inner join components using (report_id, indicator_id)
    where figures.quantity in ('level', 'plan_level', 'prior_level', 'change')

),

-- If one contribution may belong to another total, the sum of the contributions is not known.
unsure as (

    select
        members.report_id,
        members.identity_id
    from members
    left join parents
        on
            members.report_id = parents.report_id
            and members.indicator_id = parents.indicator_id
            and parents.contribution_coefficient is not null
    where members.role = 'part' and parents.indicator_id is null

),

final as (

    select
        report_id,
        kind,
        cast(
            row_number() over (
                partition by report_id
                order by identity_id, indicator_id, quantity, territory_id, period_id, basis
            ) as integer
        ) as check_no,
        identity_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        is_checkable,
        kind in ('sum', 'subset') or half_base is not null or amounts.report_id is null as is_decisive,
    {%- for interval in intervals %}
        case kind when 'subset' then {{ interval }}_parts_lower else {{ interval }}_total_lower end
            as {{ interval }}_left_lower,
        case kind when 'subset' then {{ interval }}_parts_upper else {{ interval }}_total_upper end
            as {{ interval }}_left_upper,
        case kind
            when 'subset' then -{{ infinity() }}
            when 'range' then {{ interval }}_least_lower - {{ interval }}_slack
            else {{ interval }}_parts_lower - {{ interval }}_slack
        end as {{ interval }}_right_lower,
        case kind
            when 'subset' then {{ interval }}_total_upper + {{ interval }}_slack
            when 'range' then {{ interval }}_greatest_upper + {{ interval }}_slack
            else {{ interval }}_parts_upper + {{ interval }}_slack
        end as {{ interval }}_right_upper,
        {{ interval }}_slack,
        {{ interval }}_magnitude
        {{- ',' if not loop.last }}
    {%- endfor %}
    from slacks
    left join components using (report_id, indicator_id)
    left join amounts using (report_id, component_id)
    where kind != 'points' or (report_id, identity_id) not in (select (report_id, identity_id) from unsure)

)

select * from final
