{% set sources = [
    'int_identity_checks', 'int_ratio_checks', 'int_change_checks', 'int_repeat_checks', 'int_limit_checks'
] %}
with

checks as (

    {%- for source in sources %}
        select
            check_id,
            kind,
            identity_id,
            report_id,
            territory_id,
            period_id,
            basis,
            indicator_id,
            quantity,
            reading,
            is_checkable,
            left_lower,
            left_upper,
            right_lower,
            right_upper,
            magnitude,
            {{ 'touch_gap' if source == 'int_repeat_checks' else '0' }} as touch_gap,
            {{ 'severity' if source == 'int_limit_checks' else "'critical'" }} as limit_severity
        from {{ ref(source) }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- A side that is unbounded in both directions agrees with any other: the check is not checkable.
bounded as (

    select
        * exclude (is_checkable),
        is_checkable
        and not {{ is_open('left_lower', 'left_upper') }}
        and not {{ is_open('right_lower', 'right_upper') }} as is_checkable,
        {{ double_tolerance(
            'magnitude', "kind != 'limit' and quantity in ('level', 'plan_level', 'prior_level', 'change')"
        ) }} as tolerance,
        {{ distance('left_lower', 'left_upper', 'right_lower', 'right_upper') }} as distance
    from checks

),

final as (

    select
        check_id,
        kind,
        identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        reading,
        limit_severity,
        is_checkable,
        case when is_checkable then left_lower end as left_lower,
        case when is_checkable then left_upper end as left_upper,
        case when is_checkable then right_lower end as right_lower,
        case when is_checkable then right_upper end as right_upper,
        case
            when not is_checkable then null
            -- Two figures of a repeat that only touch do not agree.
            when touch_gap > 0 and distance >= -tolerance then greatest(distance, touch_gap)
            when distance <= tolerance then 0
            else distance
        end as gap
    from bounded

)

select * from final
