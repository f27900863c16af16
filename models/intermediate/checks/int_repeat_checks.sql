with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

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
        later.upper as later_upper
    from quantities as earlier
    inner join quantities as later
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
        scale * earlier_lower - shift as left_lower,
        scale * earlier_upper - shift as left_upper,
        scale * later_lower - shift as right_lower,
        scale * later_upper - shift as right_upper,
        scale * (
            {{ size('earlier_lower', 'earlier_upper') }} + {{ size('later_lower', 'later_upper') }}
        ) as magnitude,
        earlier_figure_no,
        later_figure_no
    from pairs

)

select * from final
