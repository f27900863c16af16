with

statements as not materialized (

    select * from {{ ref('int_statements') }}

),

pairs as (

    select
        earlier.report_id,
        earlier.territory_id,
        earlier.period_id,
        earlier.basis,
        earlier.indicator_id,
        earlier.quantity,
        earlier.reading,
        earlier.figure_no as earlier_figure_no,
        later.figure_no as later_figure_no,
        case when earlier.quantity in {{ ratio_quantities() }} then 100 else 1 end as scale,
        case when earlier.quantity = 'growth' then 100 else 0 end as shift,
        earlier.lower as earlier_lower,
        earlier.upper as earlier_upper,
        later.lower as later_lower,
        later.upper as later_upper,
        earlier.value as earlier_value,
        later.value as later_value,
        coalesce(earlier.precision_id = later.precision_id, false) as is_one_precision,
        (earlier.upper = earlier.lower and later.upper = later.lower)
        or (
            (earlier.upper = earlier.lower or later.upper = later.lower)
            and earlier.value is distinct from later.value
        ) as may_touch,
        least(earlier.last_place, later.last_place) as finer_place
    from statements as earlier
    inner join statements as later
        on
            earlier.report_id = later.report_id
            and earlier.territory_id = later.territory_id
            and earlier.period_id = later.period_id
            and earlier.basis = later.basis
            and earlier.indicator_id = later.indicator_id
            and earlier.quantity = later.quantity
            and earlier.reading = later.reading
            and earlier.figure_no < later.figure_no

),

-- Two numbers of one precision must be the same: they are compared bare. Of a wording without a single value the ends
-- are compared, the lower ones if these differ.
bare as (

    select
        *,
        case
            when not is_one_precision then earlier_lower
            when earlier_value is not null then earlier_value
            when earlier_lower != later_lower then earlier_lower
            else earlier_upper
        end as earlier_bare,
        case
            when not is_one_precision then later_lower
            when later_value is not null then later_value
            when earlier_lower != later_lower then later_lower
            else later_upper
        end as later_bare
    from pairs

),

-- Other intervals must overlap in more than a point. An exact number may be an end, but not the one that the other
-- figure prints: more than 700 are not 700. `touch_gap` is what parts two that only touch, the least step by which one
-- of the numbers would have to differ.
final as (

    select
        {{ check_id("'repeat'", "''", "report_id", "territory_id", "period_id", "basis", "indicator_id", "quantity") }}
        || '/' || earlier_figure_no || '-' || later_figure_no as check_id,
        'repeat' as kind,
        cast(null as varchar) as identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        reading,
        true as is_checkable,
        scale * earlier_bare - shift as left_lower,
        scale * case when is_one_precision then earlier_bare else earlier_upper end - shift as left_upper,
        scale * later_bare - shift as right_lower,
        scale * case when is_one_precision then later_bare else later_upper end - shift as right_upper,
        scale * (
            {{ size('earlier_lower', 'earlier_upper') }} + {{ size('later_lower', 'later_upper') }}
        ) as magnitude,
        case when is_one_precision or may_touch then 0 else scale * finer_place end as touch_gap,
        earlier_figure_no,
        later_figure_no
    from bare

)

select * from final
