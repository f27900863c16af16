with

figures as (

    select * from marts.figures

),

statuses as (

    select
        check_figures.report_id,
        check_figures.figure_no,
        bool_or(checks.verdict = 'suspect') as is_suspect,
        bool_or(checks.verdict = 'consistent' and checks.kind != 'limit') as is_confirmed
    from intermediate.int_check_figures as check_figures
    inner join intermediate.int_verdicts using (report_id, kind, check_no)
    inner join marts.reconciliation as checks using (check_id)
    group by check_figures.report_id, check_figures.figure_no

),

contradicted as (

    select distinct
        report_id,
        figure_no
    from marts.conflicts

),

final as (

    select
        figures.report_id,
        figures.figure_no,
        figures.indicator_id,
        figures.printed,
        figures.check_status,
        'marts.figures' as table_name
    from figures
    left join statuses
        on
            figures.report_id = statuses.report_id
            and figures.figure_no = statuses.figure_no
    left join contradicted
        on
            figures.report_id = contradicted.report_id
            and figures.figure_no = contradicted.figure_no
    where
        figures.check_status is distinct from case
            when contradicted.figure_no is not null then 'contradicted'
            when statuses.is_suspect then 'suspect'
            when statuses.is_confirmed then 'confirmed'
            else 'unverifiable'
        end

)

select * from final
