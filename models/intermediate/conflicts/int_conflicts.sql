with

joint_conflicts as (

    select
        conflicts.*,
        figures.observation_no
    from {{ ref('int_joint_conflicts') }} as conflicts
    inner join {{ ref('int_joint_figures') }} as figures
        using (report_id, problem_no, indicator_id, quantity, figure_basis)

),

contradictions as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

repeated as (

    select * from {{ ref('int_observed') }}
    where is_repeated

),

observations as not materialized (

    select * from {{ ref('stg_observations') }}

),

feasibility as not materialized (

    select * from {{ ref('int_feasibility') }}

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

ends_of_repeated as (

    select
        quantities.*,
        quantities.wide_lower = repeated.wide_lower as is_lower,
        quantities.wide_upper = repeated.wide_upper as is_upper,
        is_lower and is_upper as is_both
    from repeated
    inner join quantities using (report_id, observation_no, basis, quantity)

),

-- A figure restates a quantity, and adds nothing, where others give both ends of the wide interval that the checks
-- use: the most precise figure that gives both ends, or else one for each end.
restated as (

    select
        report_id,
        figure_no,
        observation_no,
        basis,
        quantity
    from ends_of_repeated
    window same_quantity as (partition by report_id, observation_no, basis, quantity)
    qualify
        case
            when bool_or(is_both) over same_quantity
                then row_number() over (same_quantity order by is_both desc, wide_span asc, figure_no asc) > 1
            else
                row_number() over (same_quantity order by is_lower desc, wide_span asc, figure_no asc) > 1
                and row_number() over (same_quantity order by is_upper desc, wide_span asc, figure_no asc) > 1
        end

),

-- All quantities of a check are of its own territory and period, and a base is of its own basis: a level of an earlier
-- period may be the base of several.
restated_in_place as (

    select distinct
        restated.report_id,
        restated.figure_no,
        observations.territory_id,
        observations.period_id,
        case when restated.quantity = 'prior_level' then restated.basis end as base_basis
    from restated
    inner join observations using (report_id, observation_no)

),

-- The figures of each conflict of a joint problem.
of_problems as (

    select
        joint_conflicts.report_id,
        'joint' as kind,
        joint_conflicts.problem_no as check_no,
        joint_conflicts.conflict_no,
        quantities.figure_no,
        joint_conflicts.is_smallest,
        joint_conflicts.lower,
        joint_conflicts.upper
    from joint_conflicts
    inner join quantities
        on
            joint_conflicts.report_id = quantities.report_id
            and joint_conflicts.observation_no = quantities.observation_no
            and joint_conflicts.figure_basis = quantities.basis
            and joint_conflicts.quantity = quantities.quantity
    anti join restated
        on
            quantities.report_id = restated.report_id
            and quantities.figure_no = restated.figure_no
            and quantities.observation_no = restated.observation_no
            and quantities.basis = restated.basis
            and quantities.quantity = restated.quantity

),

-- The figures of a single check that fails; and of a problem whose conflicts the solver cannot find, all of them.
of_checks as (

    select
        contradictions.report_id,
        contradictions.kind,
        contradictions.check_no,
        check_figures.figure_no
    from contradictions
    inner join check_figures using (report_id, kind, check_no)
    anti join of_problems using (report_id, kind, check_no)
    left join restated_in_place as restated
        on
            contradictions.report_id = restated.report_id
            and check_figures.figure_no = restated.figure_no
            and contradictions.territory_id = restated.territory_id
            and contradictions.period_id = restated.period_id
            and contradictions.basis = coalesce(restated.base_basis, contradictions.basis)
    where contradictions.kind in ('repeat', 'limit') or restated.figure_no is null

),

-- All sets but those of sums and subsets, which smaller ones explain.
not_added as (

    select
        report_id,
        kind,
        check_no,
        conflict_no,
        figure_no
    from of_problems
    union all
    select
        report_id,
        kind,
        check_no,
        0 as conflict_no,
        figure_no
    from of_checks
    where kind not in ('sum', 'subset')

),

sized as (

    select
        *,
        count(*) over (partition by report_id, kind, check_no, conflict_no) as size
    from not_added

),

-- A conflict that contains all figures of a smaller set is no smallest one.
not_smallest as (

    select
        sized.report_id,
        sized.kind,
        sized.check_no,
        sized.conflict_no
    from sized
    inner join sized as smaller using (report_id, figure_no)
    where sized.size > smaller.size
    group by
        sized.report_id,
        sized.kind,
        sized.check_no,
        sized.conflict_no,
        smaller.kind,
        smaller.check_no,
        smaller.conflict_no,
        smaller.size
    having count(*) = smaller.size

),

-- The smallest conflicts of the component already explain a sum or a subset of which they contain a figure.
explained as (

    select distinct
        of_checks.report_id,
        of_checks.kind,
        of_checks.check_no
    from of_checks
    inner join of_problems using (report_id, figure_no)
    anti join not_smallest
        on
            of_problems.report_id = not_smallest.report_id
            and of_problems.kind = not_smallest.kind
            and of_problems.check_no = not_smallest.check_no
            and of_problems.conflict_no = not_smallest.conflict_no
    where of_checks.kind in ('sum', 'subset')

),

-- Where the other figures exclude each other, the other figure of a repeat still says what it leaves.
partners as (

    select
        of_checks.report_id,
        of_checks.kind,
        of_checks.check_no,
        of_checks.figure_no as other_figure_no,
        quantities.half_lower as lower,
        quantities.half_upper as upper
    from of_checks
    inner join quantities using (report_id, figure_no)
    where of_checks.kind = 'repeat' and quantities.is_own

),

sets as (

    select
        of_problems.* exclude (lower, upper),
        {{ printed_lower('lower', 'upper') }} as lower,
        {{ printed_upper('lower', 'upper') }} as upper
    from of_problems
    inner join figures using (report_id, figure_no)
    inner join measures using (measure)

    union all

    select
        of_checks.report_id,
        of_checks.kind,
        of_checks.check_no,
        0 as conflict_no,
        of_checks.figure_no,
        of_checks.kind != 'joint' as is_smallest,
        coalesce(feasibility.lower, {{ printed_lower('partners.lower', 'partners.upper') }}) as lower,
        coalesce(feasibility.upper, {{ printed_upper('partners.lower', 'partners.upper') }}) as upper
    from of_checks
    anti join explained using (report_id, kind, check_no)
    inner join figures using (report_id, figure_no)
    inner join measures using (measure)
    left join feasibility using (report_id, figure_no)
    left join partners
        on
            of_checks.report_id = partners.report_id
            and of_checks.kind = partners.kind
            and of_checks.check_no = partners.check_no
            and of_checks.figure_no != partners.other_figure_no

),

named as (

    select
        report_id,
        kind,
        check_no,
        conflict_no,
        report_id || '/' || {{ joined_texts('cast(figure_no as varchar)', '-', 'figure_no') }} as conflict_id,
        cast(count(*) as integer) as size
    from sets
    group by report_id, kind, check_no, conflict_no

),

-- A set of figures has one name, wherever it was found.
members as (

    select
        named.conflict_id,
        sets.report_id,
        sets.figure_no,
        named.size,
        sets.is_smallest,
        sets.lower,
        sets.upper
    from sets
    inner join named using (report_id, kind, check_no, conflict_no)
    qualify row_number() over (partition by conflict_id, figure_no order by kind, check_no, conflict_no) = 1

),

-- A set that contains another conflict is none: without its other figures the rest still cannot hold.
containing as (

    select members.conflict_id
    from members
    inner join members as smaller using (report_id, figure_no)
    where members.size > smaller.size
    group by members.conflict_id, smaller.conflict_id, smaller.size
    having count(*) = smaller.size

),

final as (

    select * from members
    anti join containing using (conflict_id)

)

select * from final
