with

contradictions as (

    select check_id from marts.reconciliation
    where verdict = 'contradiction'

),

sizes as (

    select
        conflict_id,
        report_id,
        min(size) as size,
        count(distinct figure_no) as figures,
        count(*) as listed
    from marts.conflicts
    group by conflict_id, report_id

),

contained as (

    select conflicts.conflict_id
    from marts.conflicts as conflicts
    inner join marts.conflicts as larger
        on
            conflicts.report_id = larger.report_id
            and conflicts.figure_no = larger.figure_no
            and conflicts.conflict_id != larger.conflict_id
    group by conflicts.conflict_id, larger.conflict_id
    having count(*) = min(conflicts.size)

),

final as (

    select
        check_id as offender,
        'a contradiction without a conflict' as fault
    from contradictions
    anti join intermediate.int_conflict_checks using (check_id)
    union all
    select
        conflict_id as offender,
        'not the number of its figures' as fault
    from sizes
    where size != figures or figures != listed
    union all
    select
        conflict_id as offender,
        'contained in another conflict' as fault
    from contained

)

select * from final
