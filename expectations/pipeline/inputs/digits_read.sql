with

figures as (

    select * from staging.stg_figures

),

printed_numbers as (

    select * from staging.stg_printed_numbers

),

-- A range is two numbers with a dash between them, each with its own sign.
numbers as (

    select
        figures.*,
        printed_numbers.value,
        printed_numbers.last_place,
        regexp_extract(figures.read_as, '^.[^-–−]*') as number_text
    from figures
    inner join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no

    union all

    select
        figures.*,
        printed_numbers.upper_value as value,
        printed_numbers.upper_last_place as last_place,
        regexp_extract(figures.read_as, '^.[^-–−]*[-–−](.+)$', 1) as number_text
    from figures
    inner join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no
    where printed_numbers.upper_value is not null or regexp_matches(figures.read_as, '^.[^-–−]*[-–−]')

),

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        read_as,
        value,
        last_place,
        'staging.stg_printed_numbers' as table_name
    from numbers
    where
        -round(log10(last_place)) is distinct from length(
            split_part(number_text, case number_format when 'vi' then ',' else '.' end, 2)
        )
        or round(abs(value) / last_place)
        is distinct from cast(nullif(regexp_replace(number_text, '[^0-9]', '', 'g'), '') as double)
        or (value < 0) is distinct from (value != 0 and left(number_text, 1) in ('-', '−'))

)

select * from final
