with

edits as (

    select * from {{ ref('int_repair_edits') }}

),

trials as not materialized (

    select * from {{ ref('int_repair_trials') }}

),

joint_figures as (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'half'

),

joint_feasibility as (

    select * from {{ ref('int_joint_feasibility') }}

),

quantities as (

    select * from {{ ref('int_quantities') }}
    where reading = 'half'

),

swaps as not materialized (

    select * from {{ ref('int_repair_swaps') }}

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

components as not materialized (

    select * from {{ ref('int_components') }}

),

contradictions as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

contradiction_figures as (

    select * from {{ ref('int_contradiction_figures') }}

),

-- Where a quantity is printed again, the other figures constrain it too. An edit that only prints more or fewer
-- decimals than any of them mends nothing.
repeated as (

    select
        trials.report_id,
        trials.figure_no,
        trials.trial_no,
        max(case when quantities.figure_no != trials.figure_no then quantities.lower end) as lower,
        min(case when quantities.figure_no != trials.figure_no then quantities.upper end) as upper,
        bool_or(abs(quantities.span - trials.span) <= {{ touch() }} * trials.span) as is_one_precision
    from trials
    inner join quantities
        on
            trials.report_id = quantities.report_id
            and trials.territory_id = quantities.territory_id
            and trials.period_id = quantities.period_id
            and trials.indicator_id = quantities.indicator_id
            and trials.basis = quantities.basis
            and trials.quantity = quantities.quantity
    group by all
    having count(case when quantities.figure_no != trials.figure_no then 1 end) > 0

),

met as (

    select
        trials.*,
        trials.upper - trials.lower as reach,
        repeated.report_id is not null as is_repeated,
        greatest(trials.lower, repeated.lower) as met_lower,
        least(trials.upper, repeated.upper) as met_upper,
        -- Two numbers of one precision that only touch are not the same.
        coalesce(
            case
                when trials.upper > trials.lower
                    then
                        least(trials.upper, repeated.upper) - greatest(trials.lower, repeated.lower)
                        > {{ touch() }} * (trials.upper - trials.lower)
                else trials.lower >= repeated.lower and trials.upper <= repeated.upper
            end,
            true
        )
        and coalesce(repeated.is_one_precision, true) as is_met
    from trials
    left join repeated
        on
            trials.report_id = repeated.report_id
            and trials.figure_no = repeated.figure_no
            and trials.trial_no = repeated.trial_no

),

-- A trial against all other figures of its component: model S, in every basis of the figure. The others allow an
-- interval; a trial that overlaps it fits.
joint_trials as (

    select
        met.report_id,
        met.figure_no,
        met.trial_no,
        bool_and(
            joint_feasibility.problem_id is not null
            and greatest(met.met_lower, joint_feasibility.lower) - least(met.met_upper, joint_feasibility.upper)
            <= {{ touch() }} * met.reach
        ) as is_restored
    from met
    inner join joint_figures
        on
            met.report_id = joint_figures.report_id
            and met.territory_id = joint_figures.territory_id
            and met.period_id = joint_figures.period_id
            and met.indicator_id = joint_figures.indicator_id
            and met.quantity = joint_figures.quantity
            and met.basis = joint_figures.figure_basis
    left join joint_feasibility
        on
            joint_figures.problem_id = joint_feasibility.problem_id
            and joint_figures.indicator_id = joint_feasibility.indicator_id
            and joint_figures.quantity = joint_feasibility.quantity
            and joint_figures.figure_basis = joint_feasibility.figure_basis
    group by all

),

-- An edit that no other figure constrains restores nothing, and prevents no swap.
judged as (

    select
        edits.*,
        joint_trials.is_restored is not null or met.is_repeated as is_tried,
        case when joint_trials.is_restored is not null then 'single_level' else 'repeat' end as restores,
        met.is_met as is_same_again,
        met.is_met and coalesce(joint_trials.is_restored, true) as is_restored
    from edits
    inner join met
        on
            edits.report_id = met.report_id
            and edits.figure_no = met.figure_no
            and edits.trial_no = met.trial_no
    left join joint_trials
        on
            edits.report_id = joint_trials.report_id
            and edits.figure_no = joint_trials.figure_no
            and edits.trial_no = joint_trials.trial_no
),

-- Two figures without a common component change independently.
swapped_apart as (

    select
        judged.report_id,
        judged.figure_no,
        judged.trial_no
    from judged
    inner join judged as partners
        on
            judged.report_id = partners.report_id
            and judged.other_figure_no = partners.figure_no
            and judged.figure_no = partners.other_figure_no
    left join swaps
        on
            judged.report_id = swaps.report_id
            and judged.figure_no = swaps.figure_no
            and judged.other_figure_no = swaps.other_figure_no
    where
        swaps.report_id is null
        and judged.is_tried
        and judged.is_restored
        and partners.is_restored

),

swapped_together as (

    select
        judged.report_id,
        judged.figure_no,
        judged.trial_no
    from judged
    inner join swaps
        on
            judged.report_id = swaps.report_id
            and judged.figure_no = swaps.figure_no
            and judged.other_figure_no = swaps.other_figure_no
    where swaps.is_restored and judged.is_same_again

),

restored as (

    select
        report_id,
        figure_no,
        trial_no
    from judged
    where other_figure_no is null and is_tried and is_restored

    union

    select * from swapped_apart

    union

    select * from swapped_together

),

-- Every contradiction of the component, in any basis.
in_components as (

    select
        contradictions.check_id,
        contradictions.report_id,
        contradictions.territory_id,
        contradictions.period_id,
        coalesce(components.component_id, contradictions.indicator_id) as component_id
    from contradictions
    left join components
        on
            contradictions.report_id = components.report_id
            and contradictions.indicator_id = components.indicator_id

),

placed as (

    select
        restored.report_id,
        restored.figure_no,
        restored.trial_no,
        judged.other_figure_no,
        figures.territory_id,
        figures.period_id,
        coalesce(components.component_id, figures.indicator_id) as component_id
    from restored
    inner join judged
        on
            restored.report_id = judged.report_id
            and restored.figure_no = judged.figure_no
            and restored.trial_no = judged.trial_no
    inner join figures
        on
            restored.report_id = figures.report_id
            and restored.figure_no = figures.figure_no
    left join components
        on
            figures.report_id = components.report_id
            and figures.indicator_id = components.indicator_id

),

-- A contradiction without any edited figure remains; one elsewhere, of which the figure is part, was not tried.
remaining as (

    select
        placed.report_id,
        placed.figure_no,
        placed.trial_no
    from placed
    inner join in_components
        on
            placed.report_id = in_components.report_id
            and placed.territory_id = in_components.territory_id
            and placed.period_id = in_components.period_id
            and placed.component_id = in_components.component_id
    left join contradiction_figures
        on
            in_components.check_id = contradiction_figures.check_id
            and contradiction_figures.figure_no in (placed.figure_no, placed.other_figure_no)
    where contradiction_figures.check_id is null

    union

    select
        placed.report_id,
        placed.figure_no,
        placed.trial_no
    from placed
    inner join contradiction_figures
        on
            placed.report_id = contradiction_figures.report_id
            and placed.figure_no = contradiction_figures.figure_no
    inner join in_components
        on contradiction_figures.check_id = in_components.check_id
    where
        placed.territory_id != in_components.territory_id
        or placed.period_id != in_components.period_id
        or placed.component_id != in_components.component_id

),

final as (

    select
        judged.report_id,
        judged.figure_no,
        judged.printed,
        judged.read_as as candidate,
        judged.measure as candidate_measure,
        judged.edit,
        judged.other_figure_no,
        judged.alternatives,
        judged.restores
    from judged
    inner join restored
        on
            judged.report_id = restored.report_id
            and judged.figure_no = restored.figure_no
            and judged.trial_no = restored.trial_no
    left join remaining
        on
            judged.report_id = remaining.report_id
            and judged.figure_no = remaining.figure_no
            and judged.trial_no = remaining.trial_no
    where remaining.trial_no is null

)

select * from final
