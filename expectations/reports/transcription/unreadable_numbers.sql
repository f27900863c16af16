with

figures as (

    select * from staging.stg_figures

),

printed_numbers as (

    select * from staging.stg_printed_numbers

),

final as (

    select
        figures.report_id,
        figures.figure_no,
        figures.indicator_id,
        figures.printed,
        figures.number_format,
        'no value in staging.stg_printed_numbers' as fault
    from figures
    left join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no
    where printed_numbers.value is null

)

select * from final
