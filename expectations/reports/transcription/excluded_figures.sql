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
        source_file
    from figures
    where correction = 'exclude'

)

select * from final
