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

-- A relation is checked wherever one of its terms is printed: a missing term is reported, never skipped. Slack is in
-- the unit of levels; divided by the total's base it is in points. Without level and base of the total, the rounding
-- behind its contributions is unknown.
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
    {%- for interval in intervals %}
        {% set lower, upper, slack = interval ~ '_lower', interval ~ '_upper', interval ~ '_slack' %}
        {% set base = 'max(' ~ interval ~ '_slack_base)' %}
        max(case when role = 'total' then {{ lower }} end) as {{ interval }}_total_lower,
        max(case when role = 'total' then {{ upper }} end) as {{ interval }}_total_upper,
        {{ compensated_sum("case when role = 'part' then " ~ lower ~ " end") }} as {{ interval }}_parts_lower,
        {{ compensated_sum("case when role = 'part' then " ~ upper ~ " end") }} as {{ interval }}_parts_upper,
        min(case when role = 'part' then {{ lower }} end) as {{ interval }}_least_lower,
        max(case when role = 'part' then {{ upper }} end) as {{ interval }}_greatest_upper,
        {{ compensated_sum(slack) }} * case
            when kind != 'points' then 1
            when sum({{ slack }}) = 0 or {{ base }} is null then 0
            when {{ base }} <= 0 then {{ infinity() }}
            else 100 / {{ base }}
        end as {{ slack }},
        sum({{ size(lower, upper) }} + case when kind in ('range', 'points') then 100 else 0 end)
            as {{ interval }}_magnitude
        {{- ',' if not loop.last }}
    {%- endfor %}
    from terms
    group by report_id, kind, identity_id, subject_indicator_id, territory_id, period_id, basis, quantity
    having bool_or(is_occasion)

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
    {%- for interval in intervals %}
        case kind when 'subset' then {{ interval }}_parts_lower else {{ interval }}_total_lower end
            as {{ interval }}_left_lower,
        case kind when 'subset' then {{ interval }}_parts_upper else {{ interval }}_total_upper end
            as {{ interval }}_left_upper,
        case kind
            when 'subset' then -{{ infinity() }}
            when 'range' then {{ interval }}_least_lower
            else {{ interval }}_parts_lower - {{ interval }}_slack
        end as {{ interval }}_right_lower,
        case kind
            when 'subset' then {{ interval }}_total_upper + {{ interval }}_slack
            when 'range' then {{ interval }}_greatest_upper
            else {{ interval }}_parts_upper + {{ interval }}_slack
        end as {{ interval }}_right_upper,
        {{ interval }}_slack,
        {{ interval }}_magnitude
        {{- ',' if not loop.last }}
    {%- endfor %}
    from sides
    where kind != 'points' or (report_id, identity_id) not in (select (report_id, identity_id) from unsure)

)

select * from final
