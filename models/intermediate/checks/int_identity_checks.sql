{{ config(materialized='view') }}
{% set intervals = ['half', 'wide'] %}
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

observations as not materialized (

    select * from {{ ref('int_observations') }}

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
        coalesce(sum(case when role = 'part' and half_rounding is null then greatest(1, weight) end), 0)
            as unprinted_levels,
        case quantity when 'growth' then 1 else 0 end as rise,
    {%- for interval in intervals %}
        {% set lower, upper = interval ~ '_lower', interval ~ '_upper' %}
        {%- for column in [lower, upper, interval ~ '_slack_base', interval ~ '_rounding'] %}
            max(case when role = 'total' then {{ column }} end) as {{ column.replace('_', '_total_', 1) }},
        {%- endfor %}
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

-- A part whose level is not printed has a rate or a contribution of a level that may be rounded as the total's is. The
-- rounding of a base counts as often as a rate is a multiple of it.
roundings as (

    select
        *,
    {%- for interval in intervals %}
        {{ interval }}_level_slack + coalesce(
            nullif(unprinted_levels * {{ interval }}_total_rounding, 0)
            * greatest(1, case kind when 'range' then {{ interval }}_greatest_upper / 100 + rise end), 0
        ) as {{ interval }}_rounding
        {{- ',' if not loop.last }}
    {%- endfor %}
    from sides

),

-- Roundings are in the unit of levels; divided by the total's base they are in points. Without level and base of the
-- total, the rounding behind its parts' rates and contributions is unknown.
slacks as (

    select
        *,
    {%- for interval in intervals %}
        {% set rounding, base = interval ~ '_rounding', interval ~ '_total_slack_base' %}
        case
            when kind in ('sum', 'subset') then {{ rounding }}
            when {{ rounding }} = 0 or {{ base }} is null then 0
            when {{ base }} <= 0 then {{ infinity() }}
            else {{ rounding }} * (100 / {{ base }})
        end as {{ interval }}_slack
        {{- ',' if not loop.last }}
    {%- endfor %}
    from roundings

),

-- An office that prints a level of a component may have computed all its rates from levels that it rounded.
leveled as (

    select distinct
        report_id,
        components.component_id,
        observations.territory_id,
        observations.period_id
    from observations
    inner join components using (report_id, indicator_id)
    where observations.level_half_lower is not null

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
        kind in ('sum', 'subset') or half_total_rounding is not null or leveled.report_id is null as is_decisive,
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
    left join leveled using (report_id, component_id, territory_id, period_id)
    where kind != 'points' or (report_id, identity_id) not in (select (report_id, identity_id) from unsure)

)

select * from final
