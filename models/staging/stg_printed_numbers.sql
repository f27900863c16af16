with

figures as (

    select * from {{ ref('stg_figures') }}

),

plain_digits as (

    select
        report_id,
        figure_no,
        measure,
        qualifier,
        case number_format
            {%- for format, words in var('number_formats').items() %}
                when '{{ format }}'
                    then
                        case
                            when {{ matches_whole('read_as', words.pattern) }}
                                then
                                    replace(
                                        replace(replace(read_as, '{{ words.group }}', ''), '{{ words.decimal }}', '.'),
                                        '−', '-'
                                    )
                        end
            {%- endfor %}
        end as digits
    from figures

),

places as (

    select
        *,
        case when digits like '%.%' then length(digits) - strpos(digits, '.') else 0 end as decimals,
        length(digits) - length(rtrim(digits, '0')) as trailing_zeros
    from plain_digits

),

final as (

    select
        report_id,
        figure_no,
        measure,
        qualifier,
        decimals,
        cast(digits as {{ exact() }}) as value,
        cast(power(10, -decimals) as {{ exact() }}) as last_place,
        case
            when decimals = 0 and cast(digits as {{ exact() }}) != 0
                then cast(power(10, trailing_zeros) as {{ exact() }})
            else cast(power(10, -decimals) as {{ exact() }})
        end as zero_step
    from places

)

select * from final
