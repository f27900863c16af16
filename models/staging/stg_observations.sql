{{ config(materialized='view') }}
with

final as (

    select
        report_id,
        observation_no,
        territory_id,
        period_id,
        indicator_id
    from {{ ref('stg_figures') }}
    where figure_no = observation_no

)

select * from final
