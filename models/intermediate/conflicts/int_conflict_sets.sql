with

joint_conflicts as (

    select * from {{ ref('int_joint_conflicts') }}

),

problems as (

    select * from {{ ref('int_joint_problems') }}

),

verdicts as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

restated as (

    select * from {{ ref('int_restated_figures') }}

),

-- All quantities of a check are of its own territory and period.
restated_in_checks as (

    select distinct
        report_id,
        figure_no,
        territory_id,
        period_id
    from restated

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

statements as not materialized (

    select * from {{ ref('int_statements') }}

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

of_problems as (

    select
        joint_conflicts.problem_id || '#' || joint_conflicts.conflict_no as set_id,
        problems.report_id,
        statements.figure_no,
        joint_conflicts.is_smallest,
        {{ printed_lower('joint_conflicts.lower', 'joint_conflicts.upper') }} as lower,
        {{ printed_upper('joint_conflicts.lower', 'joint_conflicts.upper') }} as upper
    from joint_conflicts
    inner join problems
        on joint_conflicts.problem_id = problems.problem_id
    inner join statements
        on
            statements.reading = 'half'
            and problems.report_id = statements.report_id
            and problems.territory_id = statements.territory_id
            and problems.period_id = statements.period_id
            and joint_conflicts.indicator_id = statements.indicator_id
            and joint_conflicts.quantity = statements.quantity
            and joint_conflicts.figure_basis = statements.basis
    inner join figures
        on
            statements.report_id = figures.report_id
            and statements.figure_no = figures.figure_no
    inner join measures
        on figures.measure = measures.measure
    left join restated
        on
            statements.report_id = restated.report_id
            and statements.figure_no = restated.figure_no
            and statements.territory_id = restated.territory_id
            and statements.period_id = restated.period_id
            and statements.basis = restated.basis
            and statements.quantity = restated.quantity
    where restated.figure_no is null

),

solved as (

    select distinct problem_id from joint_conflicts

),

-- The figures of a single check that fails; and of a problem whose conflicts the solver cannot find, all of them. The
-- conflicts of the component already explain a sum or a subset of which they contain a figure.
of_checks as (

    select
        verdicts.check_id as set_id,
        verdicts.kind,
        check_figures.report_id,
        check_figures.figure_no,
        verdicts.kind != 'joint' as is_smallest
    from verdicts
    inner join check_figures
        on verdicts.check_id = check_figures.check_id
    left join solved
        on verdicts.check_id = solved.problem_id
    left join restated_in_checks as restated
        on
            check_figures.report_id = restated.report_id
            and check_figures.figure_no = restated.figure_no
            and verdicts.territory_id = restated.territory_id
            and verdicts.period_id = restated.period_id
    where
        solved.problem_id is null
        and (verdicts.kind in ('repeat', 'limit') or restated.figure_no is null)

),

explained as (

    select distinct of_checks.set_id
    from of_checks
    inner join of_problems
        on
            of_checks.report_id = of_problems.report_id
            and of_checks.figure_no = of_problems.figure_no
    where of_checks.kind in ('sum', 'subset')

),

-- Where the other figures exclude each other, the other figure of a repeat still says what it leaves.
repeated as (

    select
        of_checks.set_id,
        of_checks.report_id,
        of_checks.figure_no,
        quantities.lower,
        quantities.upper
    from of_checks
    inner join of_checks as partners
        on
            of_checks.set_id = partners.set_id
            and of_checks.figure_no != partners.figure_no
    inner join quantities
        on
            quantities.reading = 'half'
            and partners.report_id = quantities.report_id
            and partners.figure_no = quantities.figure_no
    where of_checks.kind = 'repeat'

),

of_other_checks as (

    select
        of_checks.set_id,
        of_checks.report_id,
        of_checks.figure_no,
        of_checks.is_smallest,
        coalesce(feasibility.lower, {{ printed_lower('repeated.lower', 'repeated.upper') }}) as lower,
        coalesce(feasibility.upper, {{ printed_upper('repeated.lower', 'repeated.upper') }}) as upper
    from of_checks
    inner join figures
        on
            of_checks.report_id = figures.report_id
            and of_checks.figure_no = figures.figure_no
    inner join measures
        on figures.measure = measures.measure
    left join explained
        on of_checks.set_id = explained.set_id
    left join feasibility
        on
            of_checks.report_id = feasibility.report_id
            and of_checks.figure_no = feasibility.figure_no
    left join repeated
        on
            of_checks.set_id = repeated.set_id
            and of_checks.figure_no = repeated.figure_no
    where explained.set_id is null

),

final as (

    select * from of_problems
    union all
    select * from of_other_checks

)

select * from final
