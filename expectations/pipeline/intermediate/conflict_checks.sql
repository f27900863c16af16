with

contradictions as (

    select check_id from intermediate.int_verdicts
    where verdict = 'contradiction' and kind != 'joint'

),

-- Of a single check, the figures that it uses.
listed as (

    select
        'intermediate.int_contradiction_figures' as table_name,
        (select count(*) from intermediate.int_contradiction_figures where kind != 'joint') as found,
        count(*) as expected
    from contradictions
    inner join intermediate.int_check_figures using (check_id)

),

-- The conflicts of which all figures are figures of a contradiction.
within as (

    select conflicts.conflict_id
    from intermediate.int_conflicts as conflicts
    inner join intermediate.int_contradiction_figures as figures
        on
            conflicts.report_id = figures.report_id
            and conflicts.figure_no = figures.figure_no
    group by conflicts.conflict_id, figures.check_id
    having count(*) = min(conflicts.size)

),

counts as (

    select * from listed
    union all
    select
        'intermediate.int_conflict_checks' as table_name,
        count(*) filter (where is_within) as found,
        (select count(*) from within) as expected
    from intermediate.int_conflict_checks

),

final as (select * from counts where found != expected)

select * from final
