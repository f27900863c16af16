with

checks as not materialized (

    select * from {{ ref('int_checks') }}

),

components as (

    select * from {{ ref('int_components') }}

),

joint_verdicts as (

    select * from {{ ref('int_joint_verdicts') }}

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

figures as (

    select * from {{ ref('stg_figures') }}

),

acknowledged as (

    select distinct
        report_id,
        kind,
        check_no
    from check_figures
    inner join figures using (report_id, figure_no)
    where figures.correction = 'acknowledge'

),

-- The result of the component, for information: it does not change the verdict of a single check.
single as (

    select
        checks.*,
        joint_verdicts.single_level,
        joint_verdicts.printed_base,
        joint_verdicts.severity as joint_severity,
        checks.decoupled as verdict
    from checks
    left join components
        on
            checks.report_id = components.report_id
            and case when checks.kind not in ('repeat', 'limit') then checks.indicator_id end = components.indicator_id
    left join joint_verdicts
        on
            components.report_id = joint_verdicts.report_id
            and components.component_id = joint_verdicts.component_id
            and checks.territory_id = joint_verdicts.territory_id
            and checks.period_id = joint_verdicts.period_id
            and case checks.quantity when 'share' then '' else checks.basis end = joint_verdicts.basis

),

-- All figures of a component together: faults that no single check can show. A problem that could not be solved is
-- not checkable, and says why; one whose figures do not bound each other is no check.
joint as (

    select
        report_id,
        'joint' as kind,
        problem_no as check_no,
        territory_id,
        period_id,
        basis,
        component_id as indicator_id,
        'all' as quantity,
        true as is_checkable,
        decoupled,
        single_level,
        printed_base,
        severity as joint_severity,
        unsolved_reason,
        {{ verdict('decoupled', 'single_level', 'printed_base') }} as verdict
    from joint_verdicts
    where single_level != 'not_checkable' or unsolved_reason is not null

),

verdicts as (

    select * from single
    union all by name
    select * from joint

),

-- The same check has the same name in every run.
final as (

    select
        verdicts.* exclude (figure_no, later_figure_no, half_slack),
        concat_ws(
            '/',
            kind,
            coalesce(identity_id, limit_severity, ''),
            report_id,
            territory_id,
            period_id,
            basis,
            indicator_id,
            case kind when 'joint' then '' else quantity end,
            figure_no || coalesce('-' || later_figure_no, '')
        ) as check_id,
        acknowledged.report_id is not null as is_acknowledged
    from verdicts
    left join acknowledged using (report_id, kind, check_no)

)

select * from final
