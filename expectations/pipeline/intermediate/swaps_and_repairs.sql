with

edits as (

    select
        *,
        coalesce(other_figure_no, 0) as other_no
    from intermediate.int_repair_edits

),

problems_of_figures as (

    select distinct
        figures.problem_id,
        trials.report_id,
        trials.figure_no
    from intermediate.int_repair_trials as trials
    inner join intermediate.int_joint_figures as figures
        using (report_id, territory_id, period_id, indicator_id, quantity)
    where figures.reading = 'half' and trials.basis = figures.figure_basis

),

counts as (

    select
        'intermediate.int_repair_swaps' as table_name,
        (select count(*) from intermediate.int_repair_swaps) as found,
        2 * count(distinct row(report_id, figure_no, other_figure_no)) as expected
    from intermediate.int_repair_swap_trials
    union all
    select
        'intermediate.int_repair_swap_trials' as table_name,
        (select count(*) from intermediate.int_repair_swap_trials) as found,
        count(*) as expected
    from edits as one
    inner join edits as other
        on one.report_id = other.report_id and one.figure_no = other.other_no and one.other_no = other.figure_no
    inner join problems_of_figures as problems
        on one.report_id = problems.report_id and one.figure_no = problems.figure_no
    inner join problems_of_figures as same_problems
        on other.figure_no = same_problems.figure_no and problems.problem_id = same_problems.problem_id
    where one.figure_no < one.other_no and other.other_no between 1 and other.figure_no
    union all
    select
        'intermediate.int_repairs, every edit that gives a text that repairs' as table_name,
        (select count(*) from intermediate.int_repairs) as found,
        count(*) as expected
    from edits
    where row(report_id, figure_no, read_as, measure, other_no) in (
        select row(report_id, figure_no, candidate, candidate_measure, coalesce(other_figure_no, 0))
        from intermediate.int_repairs
    )

),

final as (select * from counts where found != expected)

select * from final
