with

checks as (

    select * from marts.reconciliation

),

acknowledged as (

    select distinct verdicts.check_id
    from intermediate.int_verdicts as verdicts
    inner join intermediate.int_check_figures as check_figures using (report_id, kind, check_no)
    inner join reference.corrections as corrections
        on
            check_figures.report_id = corrections.report_id
            and check_figures.figure_no = corrections.figure_no
            and corrections.action = 'acknowledge'

),

final as (

    select
        checks.check_id,
        checks.report_id,
        checks.indicator_id,
        checks.verdict,
        checks.is_acknowledged
    from checks
    left join acknowledged
        on checks.check_id = acknowledged.check_id
    where checks.is_acknowledged is distinct from (acknowledged.check_id is not null)

)

select * from final
