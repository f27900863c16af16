with

check_terms as (

    select * from {{ ref('int_check_terms') }}

),

terms as (

    select * from {{ ref('int_terms') }}

),

readings as (

    select 'half' as reading
    union all
    select 'wide' as reading

),

-- Each term times its coefficient, in the unit of the total.
weighted as (

    select
        check_terms.*,
        readings.reading,
        terms.lower is not null as is_present,
        case when check_terms.coefficient >= 0 then terms.lower else terms.upper end * check_terms.coefficient
            as lower,
        case when check_terms.coefficient >= 0 then terms.upper else terms.lower end * check_terms.coefficient
            as upper,
        abs(check_terms.slack_coefficient) * terms.slack as slack,
        terms.slack_base
    from check_terms
    cross join readings
    left join terms
        on
            check_terms.report_id = terms.report_id
            and check_terms.territory_id = terms.territory_id
            and check_terms.period_id = terms.period_id
            and check_terms.basis = terms.basis
            and check_terms.indicator_id = terms.indicator_id
            and check_terms.term_quantity = terms.quantity
            and readings.reading = terms.reading

),

-- Slack is in the unit of levels; divided by the total's base it is in points. Without level and base of
-- the total, the rounding behind its contributions is unknown.
sides as (

    select
        check_id,
        kind,
        identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        subject_indicator_id as indicator_id,
        quantity,
        reading,
        bool_and(is_present) as is_checkable,
        max(case when role = 'total' then lower end) as total_lower,
        max(case when role = 'total' then upper end) as total_upper,
        {{ compensated_sum("case when role = 'part' then lower end") }} as parts_lower,
        {{ compensated_sum("case when role = 'part' then upper end") }} as parts_upper,
        min(case when role = 'part' then lower end) as least_lower,
        max(case when role = 'part' then upper end) as greatest_upper,
        {{ compensated_sum('slack') }} * case
            when max(kind) != 'points' then 1
            when sum(slack) = 0 or max(slack_base) is null then 0
            when max(slack_base) <= 0 then {{ infinity() }}
            else 100 / max(slack_base)
        end as slack,
        {{ compensated_sum(
            size('lower', 'upper') ~ " + case when kind in ('range', 'points') then 100 else 0 end"
        ) }} as magnitude
    from weighted
    group by all

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
        is_checkable,
        case kind when 'subset' then parts_lower else total_lower end as left_lower,
        case kind when 'subset' then parts_upper else total_upper end as left_upper,
        case kind
            when 'subset' then -{{ infinity() }}
            when 'range' then least_lower
            else parts_lower - slack
        end as right_lower,
        case kind
            when 'subset' then total_upper + slack
            when 'range' then greatest_upper
            else parts_upper + slack
        end as right_upper,
        slack,
        magnitude
    from sides

)

select * from final
