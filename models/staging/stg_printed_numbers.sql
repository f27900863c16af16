with

figures as (

    select * from {{ ref('stg_figures') }}

),

{{ numbers_of('figures', ['report_id', 'figure_no']) }},

final as (

    select * from numbers

)

select * from final
