with

figures as not materialized (

    select * from staging.stg_figures
    inner join staging.stg_printed_numbers using (report_id, figure_no)

),

-- A range is two numbers with a dash between them, each with its own sign.
numbers as (

    select
        *,
        value as number,
        last_place as place_value,
        regexp_extract(read_as, '^.[^-–−]*') as number_text
    from figures

    union all

    select
        *,
        upper_value as number,
        upper_last_place as place_value,
        regexp_extract(read_as, '^.[^-–−]*[-–−](.+)$', 1) as number_text
    from figures
    where upper_value is not null or regexp_matches(read_as, '^.[^-–−]*[-–−]')

),

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        read_as,
        number,
        place_value,
        'staging.stg_printed_numbers' as table_name
    from numbers
    where
        -round(log10(place_value)) is distinct from length(
            split_part(number_text, case number_format when 'vi' then ',' else '.' end, 2)
        )
        or round(abs(number) / place_value)
        is distinct from cast(nullif(regexp_replace(number_text, '[^0-9]', '', 'g'), '') as double)
        or (number < 0) is distinct from (number != 0 and left(number_text, 1) in ('-', '−'))

)

select * from final
