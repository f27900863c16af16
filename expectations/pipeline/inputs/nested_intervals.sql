with

printed_numbers as (

    select * from staging.stg_printed_numbers

),

half as (

    select * from staging.stg_readings
    where reading = 'half'

),

wide as (

    select * from staging.stg_readings
    where reading = 'wide'

),

final as (

    select
        half.report_id,
        half.figure_no,
        printed_numbers.value,
        half.lower as half_lower,
        half.upper as half_upper,
        wide.lower as wide_lower,
        wide.upper as wide_upper,
        'staging.stg_readings' as table_name
    from half
    left join wide
        on
            half.report_id = wide.report_id
            and half.figure_no = wide.figure_no
    left join printed_numbers
        on
            half.report_id = printed_numbers.report_id
            and half.figure_no = printed_numbers.figure_no
    where
        not coalesce(
            wide.lower <= half.lower
            and half.lower <= printed_numbers.value
            and coalesce(printed_numbers.upper_value, printed_numbers.value) <= half.upper
            and half.upper <= wide.upper,
            false
        )

)

select * from final
