with

of_joint_conflicts as (

    select found.*
    from intermediate.int_joint_conflicts as found
    inner join intermediate.int_joint_problems as places using (problem_id)
    inner join intermediate.int_statements as printed
        on
            (places.report_id, places.territory_id, places.period_id, found.indicator_id, found.quantity)
            = (printed.report_id, printed.territory_id, printed.period_id, printed.indicator_id, printed.quantity)
            and found.figure_basis = printed.basis
    anti join intermediate.int_restated_figures as restated
        on
            (printed.report_id, printed.figure_no, printed.period_id, printed.basis, printed.quantity)
            = (restated.report_id, restated.figure_no, restated.period_id, restated.basis, restated.quantity)
    where printed.reading = 'wide'

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

    select
        'intermediate.int_conflict_sets, of intermediate.int_joint_conflicts' as table_name,
        count(*) filter (where set_id like '%#%') as found,
        (select count(*) from of_joint_conflicts) as expected
    from intermediate.int_conflict_sets

    union all

    select
        'intermediate.int_conflict_checks' as table_name,
        count(*) filter (where is_within) as found,
        (select count(*) from within) as expected
    from intermediate.int_conflict_checks

),

final as (select * from counts where found != expected)

select * from final
