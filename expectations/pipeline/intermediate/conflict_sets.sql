with

contradictions as (

    select
        verdicts.check_id,
        verdicts.kind,
        count(distinct figures.figure_no) filter (
            where kind in ('repeat', 'limit') or restated.figure_no is null
        ) as figures
    from intermediate.int_verdicts as verdicts
    inner join intermediate.int_contradiction_figures as figures using (check_id, kind)
    left join intermediate.int_restated_figures as restated
        on
            (figures.figure_no, verdicts.report_id, verdicts.period_id)
            = (restated.figure_no, restated.report_id, restated.period_id)
    where verdicts.verdict = 'contradiction'
    group by check_id, kind

),

sets as (

    select
        set_id,
        split_part(set_id, '#', 1) as check_id,
        count(*) as figures
    from intermediate.int_conflict_sets
    group by set_id

),

conflicts as (

    select conflict_id from intermediate.int_conflicts
    group by conflict_id
    having min(size) != count(*)

),

final as (

    select
        coalesce(contradictions.check_id, sets.check_id) as offender,
        'intermediate.int_conflict_sets' as table_name
    from contradictions
    full join sets using (check_id)
    where
        contradictions.check_id is null
        or (sets.set_id is null and contradictions.kind not in ('sum', 'subset'))
        or (sets.set_id not like '%#%' and contradictions.kind != 'joint' and sets.figures != contradictions.figures)
    union all
    select
        conflict_id as offender,
        'intermediate.int_conflicts' as table_name
    from conflicts

)

select * from final
