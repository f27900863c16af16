with

-- The figures of every quantity of a joint conflict.
of_joint_conflicts as (

    select
        report_id,
        found.problem_no,
        found.conflict_no,
        quantities.figure_no
    from intermediate.int_joint_conflicts as found
    inner join intermediate.int_joint_figures
        using (report_id, problem_no, indicator_id, quantity, figure_basis)
    inner join intermediate.int_quantities as quantities using (report_id, observation_no, quantity)
    where found.figure_basis = quantities.basis

),

-- A conflict that has no other figure than those.
found as (

    select row(report_id, problem_no, conflict_no) as joint_conflict
    from of_joint_conflicts
    inner join intermediate.int_conflicts as conflicts using (report_id, figure_no)
    group by report_id, problem_no, conflict_no, conflicts.conflict_id
    having count(distinct figure_no) = min(conflicts.size)

),

-- The conflicts of which all figures are figures of a contradiction.
within as (

    select conflicts.conflict_id
    from intermediate.int_conflicts as conflicts
    inner join intermediate.int_contradiction_figures as figures using (report_id, figure_no)
    group by conflicts.conflict_id, figures.kind, figures.check_no
    having count(*) = min(conflicts.size)

),

counts as (

    select
        'intermediate.int_conflicts, of intermediate.int_joint_conflicts' as table_name,
        (select count(distinct joint_conflict) from found) as found,
        count(distinct row(report_id, problem_no, conflict_no)) as expected
    from intermediate.int_joint_conflicts
    union all
    select
        'intermediate.int_conflict_checks' as table_name,
        count(*) filter (where is_within) as found,
        (select count(*) from within) as expected
    from intermediate.int_conflict_checks

),

final as (select * from counts where found != expected)

select * from final
