with

check_figures as (

    select * from {{ ref('int_check_figures') }}

),

figures as (

    select * from {{ ref('stg_figures') }}

),

final as (

    select distinct
        check_figures.report_id,
        check_figures.check_id
    from check_figures
    inner join figures
        on
            check_figures.report_id = figures.report_id
            and check_figures.figure_no = figures.figure_no
    where figures.correction = 'acknowledge'

)

select * from final
