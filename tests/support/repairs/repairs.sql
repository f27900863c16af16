-- Exactly the edits repair that meet what all other figures leave the one edited, in every problem it belongs
-- to, and its other prints; of two figures in each other's place, those with which everything holds.
with

repeated as (

    select trials.report_id, trials.figure_no, trials.trial_no, max(prints.lower) as lower, min(prints.upper) as upper
    from intermediate.int_repair_trials as trials
    inner join intermediate.int_quantities as prints
        using (report_id, territory_id, period_id, indicator_id, basis, quantity)
    where prints.reading = 'half' and trials.figure_no != prints.figure_no
    group by all

),

met as (

    select
        edits.* exclude (number_format, qualifier),
        trials.* exclude (report_id, figure_no, trial_no, lower, upper),
        greatest(trials.lower, repeated.lower) as lower,
        least(trials.upper, repeated.upper) as upper,
        1e-9 * (trials.upper - trials.lower) as touch,
        repeated.report_id is not null as is_repeated
    from intermediate.int_repair_edits as edits
    inner join intermediate.int_repair_trials as trials using (report_id, figure_no, trial_no)
    left join repeated using (report_id, figure_no, trial_no)

),

joint as (

    select
        met.report_id, met.figure_no, met.trial_no,
        bool_and(coalesce(
            met.lower <= left_over.upper + met.touch
            and left_over.lower <= met.upper + met.touch
            and met.lower - met.upper <= met.touch,
            false
        )) as holds
    from met
    inner join intermediate.int_joint_figures as figures
        using (report_id, territory_id, period_id, indicator_id, quantity)
    left join intermediate.int_joint_feasibility as left_over
        using (problem_id, indicator_id, quantity, figure_basis)
    where figures.reading = 'half' and figures.figure_basis = met.basis
    group by all

),

judged as (

    select
        met.*,
        met.lower - met.upper <= met.touch as agrees,
        joint.holds is not null as is_joint,
        joint.holds is not null or met.is_repeated as is_tried,
        coalesce(joint.holds, met.lower - met.upper <= met.touch) as holds
    from met
    left join joint using (report_id, figure_no, trial_no)

),

wanted as (

    select
        judged.report_id, judged.figure_no, judged.printed, judged.read_as as candidate,
        judged.measure as candidate_measure, judged.edit, judged.other_figure_no, judged.alternatives,
        case when judged.is_joint then 'single_level' else 'repeat' end as restores
    from judged
    left join intermediate.int_repair_swaps as swaps using (report_id, figure_no, other_figure_no)
    where
        case
            when judged.other_figure_no is null then judged.is_tried and judged.holds
            when swaps.report_id is not null then swaps.is_restored and judged.agrees
            else judged.is_tried and judged.holds and exists (
                select 1 from judged as partners
                where
                    partners.report_id = judged.report_id
                    and partners.figure_no = judged.other_figure_no
                    and partners.other_figure_no = judged.figure_no
                    and partners.holds
            )
        end

),

found as (select * from intermediate.int_repairs)

select 'lost' as fault, * from (select * from wanted except all select * from found)
union all
select 'repairs nothing' as fault, * from (select * from found except all select * from wanted)
