with

final as (

    select
        report_id,
        figure_no,
        indicator_id,
        printed,
        number_format,
        'no number in staging.stg_figures' as fault
    from staging.stg_figures
    where number_parts is null

)

select * from final
