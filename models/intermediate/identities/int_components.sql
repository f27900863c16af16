with recursive

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

reports as (

    select * from {{ ref('reports') }}

),

-- Reports without identities of their own share one graph, whose scope is blank.
scopes as (

    select '' as scope_id
    union
    select only_report_id as scope_id from members
    where only_report_id is not null

),

identities as (

    select distinct
        scopes.scope_id,
        members.identity_id,
        members.indicator_id,
        members.role
    from members
    inner join scopes
        on coalesce(members.only_report_id, scopes.scope_id) = scopes.scope_id

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
        on
            components.scope_id
            = case when reports.report_id in (select scopes.scope_id from scopes) then reports.report_id else '' end

)

select * from final
