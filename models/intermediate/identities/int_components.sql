with recursive

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

report_identities as (

    select * from {{ ref('int_report_identities') }}

),

-- Reports that use the same relations share one graph.
identities as (

    select distinct
        report_identities.scope_id,
        members.identity_id,
        members.indicator_id,
        members.role
    from report_identities
    inner join members
        on
            report_identities.identity_id = members.identity_id
            and report_identities.subject_indicator_id = members.subject_indicator_id
    where report_identities.report_id = report_identities.scope_id

),

reports as (

    select distinct
        report_id,
        scope_id
    from report_identities

),

-- Every indicator that identities connect to another, itself included.
reached as (

    select distinct
        scope_id,
        indicator_id,
        indicator_id as reached_id
    from identities

    union

    select
        reached.scope_id,
        reached.indicator_id,
        neighbours.indicator_id as reached_id
    from reached
    inner join identities
        on
            reached.scope_id = identities.scope_id
            and reached.reached_id = identities.indicator_id
    inner join identities as neighbours
        on
            identities.scope_id = neighbours.scope_id
            and identities.identity_id = neighbours.identity_id

),

parts as (

    select distinct
        scope_id,
        indicator_id
    from identities
    where role = 'part'

),

-- A component has the name of a total that is no part of another.
components as (

    select
        reached.scope_id,
        reached.indicator_id,
        coalesce(min(case when parts.indicator_id is null then reached.reached_id end), min(reached.reached_id))
            as component_id
    from reached
    left join parts
        on
            reached.scope_id = parts.scope_id
            and reached.reached_id = parts.indicator_id
    group by reached.scope_id, reached.indicator_id

),

final as (

    select
        reports.report_id,
        components.indicator_id,
        components.component_id
    from reports
    inner join components
        on reports.scope_id = components.scope_id

)

select * from final
