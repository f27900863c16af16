with

edits as (

    select * from {{ ref('int_repair_edits') }}
    where other_figure_no is not null

),

trials as (

    select * from {{ ref('int_repair_trials') }}

),

joint_figures as (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'half'

),

placed as (

    select
        joint_figures.problem_id,
        edits.report_id,
        edits.figure_no,
        edits.other_figure_no,
        trials.indicator_id,
        trials.quantity,
        trials.basis,
        trials.lower,
        trials.upper
    from edits
    inner join trials
        on
            edits.report_id = trials.report_id
            and edits.figure_no = trials.figure_no
            and edits.trial_no = trials.trial_no
    inner join joint_figures
        on
            trials.report_id = joint_figures.report_id
            and trials.territory_id = joint_figures.territory_id
            and trials.period_id = joint_figures.period_id
            and trials.indicator_id = joint_figures.indicator_id
            and trials.quantity = joint_figures.quantity
            and trials.basis = joint_figures.figure_basis

),

-- Both figures belong to the problem, so only solving it again shows whether it is consistent.
final as (

    select
        placed.problem_id,
        placed.report_id,
        placed.figure_no,
        placed.other_figure_no,
        placed.indicator_id,
        placed.quantity,
        placed.basis,
        placed.lower,
        placed.upper,
        partners.indicator_id as other_indicator_id,
        partners.quantity as other_quantity,
        partners.basis as other_basis,
        partners.lower as other_lower,
        partners.upper as other_upper
    from placed
    inner join placed as partners
        on
            placed.problem_id = partners.problem_id
            and placed.figure_no = partners.other_figure_no
            and placed.other_figure_no = partners.figure_no
    where placed.figure_no < placed.other_figure_no

)

select * from final
