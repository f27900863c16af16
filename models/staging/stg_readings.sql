with

printed_numbers as (

    select * from {{ ref('stg_printed_numbers') }}

),

-- Half-widths in exact decimals. Trailing zeros may be rounding only in a whole-number level.
widths as (

    select
        *,
        cast(last_place * 0.5 as {{ exact() }}) as half_width,
        case
            when measure in ('level', 'plan_level', 'prior_level')
                then
                    greatest(
                        last_place,
                        least(cast(zero_step * 0.5 as {{ exact() }}), cast(abs(value) * 0.01 as {{ exact() }}))
                    )
            else last_place
        end as wide_width,
        greatest(last_place, least(zero_step, cast(abs(value) * 0.1 as {{ exact() }}))) as qualified_width
    from printed_numbers

),

readings as (

    select
        *,
        'half' as reading,
        half_width as width
    from widths

    union all

    select
        *,
        'wide' as reading,
        wide_width as width
    from widths

),

final as (

    select
        report_id,
        figure_no,
        reading,
        value - case
            when qualifier in ('nearly', 'about') then qualified_width
            when qualifier = 'over' then 0
            else width
        end as lower,
        value + case
            when qualifier in ('over', 'about') then qualified_width
            when qualifier = 'nearly' then 0
            else width
        end as upper
    from readings

)

select * from final
