with

-- A range is two numbers with a dash between them, each with its own sign.
ranges as (

    select
        *,
        strpos(translate(read_as[2:], '–−', '--'), '-') as dash
    from staging.stg_figures

),

numbers as (

    select
        *,
        number_parts as number,
        place_parts as place_value,
        case when dash > 0 then read_as[1:dash] else read_as end as number_text
    from ranges

    union all

    select
        *,
        upper_number_parts as number,
        upper_place_parts as place_value,
        case when dash > 0 then read_as[dash + 2:] end as number_text
    from ranges
    where upper_number_parts is not null or dash > 0

),

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        read_as,
        number,
        place_value,
        parts,
        'staging.stg_figures' as table_name
    from numbers
    where
        round(log10(parts / place_value)) is distinct from length(
            split_part(number_text, case number_format when 'vi' then ',' else '.' end, 2)
        )
        or abs(number) // place_value is distinct from try_cast(translate(number_text, '.,+-–−', '') as bigint)
        or (number < 0) is distinct from (number != 0 and left(number_text, 1) in ('-', '−'))

)

select * from final
