with

trials as (

    select * from {{ ref('int_repair_trials') }}

),

swaps as (

    select * from {{ ref('int_repair_swaps') }}

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}

),

joint_feasibility as not materialized (

    select * from {{ ref('int_joint_solutions') }}
    where subject = 'feasibility'

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}
    where is_own

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

components as not materialized (

    select * from {{ ref('int_components') }}

),

contradictions as not materialized (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

contradiction_figures as not materialized (

    select * from {{ ref('int_contradiction_figures') }}

),

-- What all other figures of the component allow a quantity, in every problem that contains it: model S.
allowed as (

    select
        report_id,
        observation_no,
        quantity,
        figure_basis as basis,
        bool_and(joint_feasibility.report_id is not null) as is_any_allowed,
        max(joint_feasibility.lower) as allowed_lower,
        min(joint_feasibility.upper) as allowed_upper,
        max(joint_feasibility.lower - joint_feasibility.upper) as allowed_gap
    from joint_figures
    left join joint_feasibility using (report_id, problem_no, indicator_id, quantity, figure_basis)
    group by all

),

tried as (

    select distinct
        report_id,
        figure_no,
        observation_no,
        basis,
        quantity
    from trials

),

-- Where a quantity is printed again, the other figures constrain it too.
repeated as (

    select
        tried.report_id,
        tried.figure_no,
        max(case when quantities.figure_no != tried.figure_no then quantities.half_lower end) as repeated_lower,
        min(case when quantities.figure_no != tried.figure_no then quantities.half_upper end) as repeated_upper,
        list(quantities.half_span) as spans
    from tried
    inner join quantities using (report_id, observation_no, basis, quantity)
    group by tried.report_id, tried.figure_no
    having repeated_lower is not null

),

met as (

    select
        trials.*,
        allowed.* exclude (report_id, observation_no, quantity, basis),
        repeated.* exclude (report_id, figure_no),
        swaps.is_restored,
        greatest(trials.lower, repeated.repeated_lower) as met_lower,
        least(trials.upper, repeated.repeated_upper) as met_upper,
        {{ var('touch') }} * (trials.upper - trials.lower) as touch
    from trials
    left join allowed using (report_id, observation_no, quantity, basis)
    left join repeated using (report_id, figure_no)
    left join swaps using (report_id, figure_no, other_figure_no)

),

-- Two numbers of one precision that only touch are not the same. An edit that only prints more or fewer decimals than
-- any of them mends nothing. Two figures of one problem were swapped in it, and it was solved again.
agreeing as (

    select *
    from met
    where
        coalesce(
            is_restored,
            is_any_allowed
            and allowed_gap <= touch
            and {{ distance('met_lower', 'met_upper', 'allowed_lower', 'allowed_upper') }} <= touch,
            is_any_allowed is null
        )
        and (
            repeated_lower is null
            or (
                len(list_filter(spans, lambda one: abs(one - span) <= {{ var('touch') }} * span)) > 0
                and case
                    when upper > lower then met_upper - met_lower > touch
                    else lower >= repeated_lower and upper <= repeated_upper
                end
            )
        )

),

-- An edit that no other figure constrains restores nothing, and prevents no swap. Two figures without a common problem
-- change independently.
restoring as (

    select
        report_id,
        agreeing.figure_no,
        figures.read_as as printed,
        agreeing.read_as as candidate,
        agreeing.measure as candidate_measure,
        agreeing.other_figure_no,
        agreeing.edit,
        case when agreeing.is_any_allowed is null then 'repeat' else 'single_level' end as restores,
        agreeing.alternatives,
        figures.territory_id,
        figures.period_id,
        coalesce(components.component_id, figures.indicator_id) as component_id
    from agreeing
    inner join figures using (report_id, figure_no)
    left join components using (report_id, indicator_id)
    where
        agreeing.is_restored
        or (
            coalesce(agreeing.allowed_lower, agreeing.repeated_lower) is not null
            and (
                agreeing.other_figure_no is null
                or (report_id, agreeing.other_figure_no, agreeing.figure_no)
                in (select (pairs.report_id, pairs.figure_no, pairs.other_figure_no) from agreeing as pairs)
            )
        )

),

-- The figures of each contradiction, and the component, territory and period in which it is.
contradicted as (

    select
        report_id,
        kind,
        check_no,
        contradictions.territory_id,
        contradictions.period_id,
        coalesce(components.component_id, contradictions.indicator_id) as component_id,
        list(contradiction_figures.figure_no) as figure_nos
    from contradictions
    inner join contradiction_figures using (report_id, kind, check_no)
    left join components using (report_id, indicator_id)
    group by all

),

-- A contradiction of the component, in any basis, that has no edited figure remains; one elsewhere that has the figure
-- was not tried.
final as (

    select * from restoring
    anti join contradicted
        on
            restoring.report_id = contradicted.report_id
            and case
                when
                    (restoring.territory_id, restoring.period_id, restoring.component_id)
                    = (contradicted.territory_id, contradicted.period_id, contradicted.component_id)
                    then not list_has_any(figure_nos, [figure_no, other_figure_no])
                else list_contains(figure_nos, figure_no)
            end

)

select * from final
