with

figures as (

    select * from staging.stg_figures

),

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        printed,
        territory_id,
        period_id
    from figures
    where territory_id is null or period_id is null

)

select * from final
