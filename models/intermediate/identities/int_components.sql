with recursive

members as (

    select * from {{ ref('int_relation_members') }}

),

lists as (

    select
        report_id,
        string_agg(identity_id || '/' || subject_indicator_id, ' ' order by identity_id, subject_indicator_id)
            as relations
    from members
    where role = 'total'
    group by report_id

),

-- Reports that use the same relations share one graph: the first of them stands for all.
reports as (

    select
        report_id,
        min(report_id) over (partition by relations) as scope_id
    from lists

),

identities as (

    select distinct
        report_id as scope_id,
        identity_id,
        indicator_id,
        role
    from members
    where report_id in (select scope_id from reports)

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
