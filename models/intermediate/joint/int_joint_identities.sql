with

problems as (

    select distinct
        problem_id,
        report_id,
        component_id
    from {{ ref('int_joint_figures') }}

),

components as (

    select * from {{ ref('int_components') }}

),

report_identities as (

    select * from {{ ref('int_report_identities') }}

),

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

parts as (

    select
        parts.identity_id,
        parts.relation,
        parts.subject_indicator_id,
        totals.indicator_id as total_indicator_id,
        parts.indicator_id as part_indicator_id,
        parts.coefficient * parts.unit_ratio as coefficient
    from members as parts
    inner join members as totals
        on
            parts.identity_id = totals.identity_id
            and parts.subject_indicator_id = totals.subject_indicator_id
            and totals.role = 'total'
    where parts.role = 'part'

),

final as (

    select
        problems.problem_id,
        parts.identity_id,
        parts.relation,
        parts.total_indicator_id,
        parts.part_indicator_id,
        parts.coefficient
    from problems
    inner join components
        on
            problems.report_id = components.report_id
            and problems.component_id = components.component_id
    inner join parts
        on components.indicator_id = parts.total_indicator_id
    inner join report_identities
        on
            problems.report_id = report_identities.report_id
            and parts.identity_id = report_identities.identity_id
            and parts.subject_indicator_id = report_identities.subject_indicator_id

)

select * from final
