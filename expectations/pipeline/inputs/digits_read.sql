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
        figures.read_as,
        printed_numbers.value,
        printed_numbers.decimals,
        'staging.stg_printed_numbers' as table_name
    from figures
    inner join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no
    where
        printed_numbers.decimals is distinct from length(
            split_part(figures.read_as, case figures.number_format when 'vi' then ',' else '.' end, 2)
        )
        or round(abs(printed_numbers.value) * power(10, printed_numbers.decimals))
        is distinct from cast(regexp_replace(figures.read_as, '[^0-9]', '', 'g') as double)
        or (printed_numbers.value < 0)
        is distinct from (printed_numbers.value != 0 and left(figures.read_as, 1) in ('-', '−'))

)

select * from final
