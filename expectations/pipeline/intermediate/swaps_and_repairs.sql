with

swaps as (

    select * from intermediate.int_repair_trials
    where other_figure_no is not null

),

problems_of_figures as (

    select distinct
        report_id,
        swaps.figure_no,
        figures.problem_no
    from swaps
    inner join intermediate.int_joint_figures as figures using (report_id, observation_no, quantity)
    where swaps.basis = figures.figure_basis

),

-- Two figures swapped are tried in both orders.
both_ways as (

    select
        one.report_id,
        one.figure_no,
        one.other_figure_no
    from swaps as one
    inner join swaps as other
        on
            one.report_id = other.report_id
            and one.figure_no = other.other_figure_no
            and one.other_figure_no = other.figure_no
            and one.edit = other.edit

),

counts as (

    select
        'intermediate.int_repair_trials, swaps' as table_name,
        (select count(*) from swaps) as found,
        count(*) as expected
    from both_ways
    union all
    select
        'intermediate.int_repair_swaps' as table_name,
        (select count(*) from intermediate.int_repair_swaps) as found,
        count(distinct row(both_ways.report_id, both_ways.figure_no, both_ways.other_figure_no)) as expected
    from both_ways
    inner join problems_of_figures as problems
        on both_ways.report_id = problems.report_id and both_ways.figure_no = problems.figure_no
    inner join problems_of_figures as same_problems
        on
            problems.report_id = same_problems.report_id
            and problems.problem_no = same_problems.problem_no
            and both_ways.other_figure_no = same_problems.figure_no
    union all
    select
        'intermediate.int_repairs, every edit that gives a text that repairs' as table_name,
        (select count(*) from intermediate.int_repairs) as found,
        count(*) as expected
    from intermediate.int_repair_trials
    where row(report_id, figure_no, read_as, measure, coalesce(other_figure_no, 0)) in (
        select row(report_id, figure_no, candidate, candidate_measure, coalesce(other_figure_no, 0))
        from intermediate.int_repairs
    )

),

final as (select * from counts where found != expected)

select * from final
