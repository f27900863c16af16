-- Exactly the edits repair that meet what all other figures leave the one edited, in every problem it belongs
-- to, and the other figures of its quantity, and after which no contradiction is left; of two figures in each
-- other's place, those with which everything holds.
with

quantities as (

    select * from intermediate.int_quantities
    where is_own

),

trials as (

    select *, row_number() over () as trial_no
    from intermediate.int_repair_trials

),

repeated as (

    select
        trials.trial_no,
        max(quantities.half_lower) as lower, min(quantities.half_upper) as upper
    from trials
    inner join quantities using (report_id, observation_no, basis, quantity)
    where trials.figure_no != quantities.figure_no
    group by all

),

-- As precise as one of the figures of its quantity, its own among them.
precise as (

    select distinct trials.trial_no
    from trials
    inner join quantities using (report_id, observation_no, basis, quantity)
    where abs(quantities.half_span - trials.span) <= 1e-9 * trials.span

),

met as (

    select
        trials.* exclude (lower, upper),
        greatest(trials.lower, repeated.lower) as lower,
        least(trials.upper, repeated.upper) as upper,
        1e-9 * (trials.upper - trials.lower) as touch,
        repeated.trial_no is not null as is_repeated,
        -- More than a point in common; an exact number lies within the others.
        repeated.trial_no is null or (
            precise.trial_no is not null
            and case
                when trials.lower = trials.upper then trials.lower between repeated.lower and repeated.upper
                else least(trials.upper, repeated.upper) - greatest(trials.lower, repeated.lower) > touch
            end
        ) as agrees
    from trials
    left join repeated using (trial_no)
    left join precise using (trial_no)

),

joint as (

    select
        met.trial_no,
        bool_and(coalesce(
            met.lower <= left_over.upper + met.touch
            and left_over.lower <= met.upper + met.touch
            and met.lower - met.upper <= met.touch,
            false
        )) as holds
    from met
    inner join intermediate.int_joint_figures as figures using (report_id, observation_no, quantity)
    left join (from intermediate.int_joint_solutions where subject = 'feasibility') as left_over
        using (report_id, problem_no, indicator_id, quantity, figure_basis)
    where figures.figure_basis = met.basis
    group by all

),

judged as (

    select
        met.*,
        places.territory_id, places.period_id, places.indicator_id, places.read_as as printed,
        joint.holds is not null as is_joint,
        joint.holds is not null or met.is_repeated as is_tried,
        met.agrees and coalesce(joint.holds, true) as holds
    from met
    left join joint using (trial_no)
    inner join staging.stg_figures as places using (report_id, figure_no)

),

-- The figures of every contradiction, and the component, territory and period in which it lies.
contradictions as (

    select
        report_id, kind, check_no,
        list(figures.figure_no) as figure_nos,
        any_value(row(territory_id, period_id, coalesce(component_id, indicator_id))) as location
    from intermediate.int_verdicts as verdicts
    left join intermediate.int_components as components using (report_id, indicator_id)
    inner join intermediate.int_contradiction_figures as figures using (report_id, kind, check_no)
    where verdicts.verdict = 'contradiction'
    group by all

),

-- An edit leaves a contradiction beside it that has none of the figures it changes, and one elsewhere that has.
lasting as (

    select distinct judged.trial_no
    from judged
    left join intermediate.int_components as components using (report_id, indicator_id)
    inner join contradictions
        on
            judged.report_id = contradictions.report_id
            and if(
                contradictions.location = row(territory_id, period_id, coalesce(component_id, indicator_id)),
                not list_has_any(figure_nos, [judged.figure_no, judged.other_figure_no]),
                list_contains(figure_nos, judged.figure_no)
            )

),

wanted as (

    select
        judged.report_id, judged.figure_no, judged.printed, judged.read_as as candidate,
        judged.measure as candidate_measure, judged.other_figure_no, judged.edit,
        case when judged.is_joint then 'single_level' else 'repeat' end as restores, judged.alternatives
    from judged
    left join intermediate.int_repair_swaps as swaps using (report_id, figure_no, other_figure_no)
    anti join lasting using (trial_no)
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

found as (select * exclude (territory_id, period_id, component_id) from intermediate.int_repairs)

select 'lost' as fault, * from (select * from wanted except all select * from found)
union all
select 'repairs nothing' as fault, * from (select * from found except all select * from wanted)
