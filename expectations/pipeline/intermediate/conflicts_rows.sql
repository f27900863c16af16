with

contradictions as (

    select check_id from intermediate.int_verdicts
    where verdict = 'contradiction'

),

-- Of a joint check, every quantity of its problem.
quantities_of_problems as (

    select figures.*
    from intermediate.int_joint_figures as figures
    inner join contradictions
        on figures.problem_id = contradictions.check_id
    inner join intermediate.int_statements as printed
        using (report_id, territory_id, period_id, indicator_id, quantity, reading)
    where reading = 'wide' and figures.figure_basis = printed.basis

),

of_conflicts as (

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

counts as (

    select
        'intermediate.int_contradiction_figures' as table_name,
        count(*) as found,
        count(*) filter (where kind != 'joint') + (select count(*) from quantities_of_problems) as expected
    from intermediate.int_contradiction_figures
    union all
    select
        'intermediate.int_conflict_sets, of intermediate.int_joint_conflicts' as table_name,
        count(*) filter (where set_id like '%#%') as found,
        (select count(*) from of_conflicts) as expected
    from intermediate.int_conflict_sets

),

final as (select * from counts where found != expected)

select * from final
