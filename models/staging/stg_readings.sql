with

printed_numbers as (

    select * from {{ ref('stg_printed_numbers') }}

),

{{ readings_of('printed_numbers', ['report_id', 'figure_no']) }},

final as (

    select * from readings

)

select * from final
