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
            (one.report_id, one.figure_no, one.other_figure_no, one.edit)
            = (other.report_id, other.other_figure_no, other.figure_no, other.edit)

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
    inner join problems_of_figures as problems using (report_id, figure_no)
    inner join problems_of_figures as same_problems
        on
            (problems.report_id, problems.problem_no, both_ways.other_figure_no)
            = (same_problems.report_id, same_problems.problem_no, same_problems.figure_no)

),

final as (select * from counts where found != expected)

select * from final
