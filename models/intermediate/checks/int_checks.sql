{% set intervals = ['half', 'wide'] %}
with

checks as (

    select * from {{ ref('int_identity_checks') }}
    {%- for relation in ['int_ratio_checks', 'int_repeat_checks', 'int_limit_checks'] %}
        union all by name
        select * from {{ ref(relation) }}
    {%- endfor %}

),

-- A side that is unbounded in both directions agrees with any other: the check is not checkable.
bounded as (

    select
        *,
    {%- for interval in intervals %}
        {% set left = interval ~ '_left_lower', interval ~ '_left_upper' %}
        {% set right = interval ~ '_right_lower', interval ~ '_right_upper' %}
        is_checkable and not {{ is_open(*left) }} and not {{ is_open(*right) }} as {{ interval }}_is_checkable,
        {{ double_tolerance(
            interval ~ '_magnitude',
            "kind != 'limit' and quantity in ('level', 'plan_level', 'prior_level', 'change')"
        ) }} as {{ interval }}_tolerance,
        {{ distance(*(left + right)) }} as {{ interval }}_distance
        {{- ',' if not loop.last }}
    {%- endfor %}
    from checks

),

-- Two figures of a repeat that only touch do not agree.
measured as (

    select
        *,
    {%- for interval in intervals %}
        {% set distance, tolerance = interval ~ '_distance', interval ~ '_tolerance' %}
        case
            when not {{ interval }}_is_checkable then null
            when {{ interval }}_touch_gap > 0 and {{ distance }} >= -{{ tolerance }}
                then greatest({{ distance }}, {{ interval }}_touch_gap)
            when {{ distance }} <= {{ tolerance }} then 0
            else {{ distance }}
        end as {{ interval }}_gap
        {{- ',' if not loop.last }}
    {%- endfor %}
    from bounded

),

-- A figure beyond a warning limit is suspect, never a contradiction. So is a check whose roundings are not known.
final as (

    select
        report_id,
        kind,
        check_no,
        identity_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        severity as limit_severity,
        limit_indicator_id,
        coalesce(figure_no, earlier_figure_no) as figure_no,
        later_figure_no,
        half_is_checkable as is_checkable,
        {%- for interval in intervals %}
            {%- for side in ['left_lower', 'left_upper', 'right_lower', 'right_upper'] %}
                case when {{ interval }}_is_checkable then {{ interval }}_{{ side }} end as {{ interval }}_{{ side }},
            {%- endfor %}
            {{ interval }}_gap,
        {%- endfor %}
        half_slack,
        case
            when not half_is_checkable then 'not_checkable'
            else {{ status(
                'half_gap = 0',
                "coalesce(wide_gap, 0) = 0 or severity = 'warning' or not coalesce(is_decisive, true)"
            ) }}
        end as decoupled
    from measured

)

select * from final
