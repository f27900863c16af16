with

figures as (

    select * from marts.figures

),

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        measure,
        printed
    from figures
    where check_status = 'unverifiable'
    order by report_id, figure_no

)

select * from final
