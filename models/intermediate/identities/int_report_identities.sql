with

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

observed as not materialized (

    select * from {{ ref('int_observed') }}

),

printed as (

    select distinct
        report_id,
        indicator_id
    from observed

),

-- A share or a contribution is about its total too, even where the report prints no other figure of that.
meant as (

    select distinct
        observed.report_id,
        totals.indicator_id
    from observed
    inner join members as parts
        on
            observed.indicator_id = parts.indicator_id
            and coalesce(parts.only_report_id, observed.report_id) = observed.report_id
            and parts.role = 'part'
            and parts.is_weighted_mean
    inner join members as totals
        on
            parts.identity_id = totals.identity_id
            and parts.subject_indicator_id = totals.subject_indicator_id
            and totals.role = 'total'
    where
        (observed.quantity = 'contribution' and parts.relation = 'sum')
        or (observed.quantity = 'share' and observed.basis in ('', totals.indicator_id))

),

mentioned as (

    select * from printed
    union
    select * from meant

),

touched as (

    select distinct
        mentioned.report_id,
        members.identity_id,
        members.subject_indicator_id
    from mentioned
    inner join members
        on
            mentioned.indicator_id = members.indicator_id
            and coalesce(members.only_report_id, mentioned.report_id) = mentioned.report_id

),

-- In how many relations with a mentioned member each indicator is.
neighbours as (

    select
        touched.report_id,
        members.indicator_id,
        count(*) as relations
    from touched
    inner join members
        on
            touched.identity_id = members.identity_id
            and touched.subject_indicator_id = members.subject_indicator_id
    group by touched.report_id, members.indicator_id

),

-- An indicator that is not mentioned still links two relations of which it is a member.
linked as (

    select
        neighbours.report_id,
        members.identity_id,
        members.subject_indicator_id,
        members.role,
        mentioned.indicator_id is not null
        or neighbours.relations > case when touched.report_id is null then 0 else 1 end as is_linked
    from neighbours
    inner join members
        on
            neighbours.indicator_id = members.indicator_id
            and coalesce(members.only_report_id, neighbours.report_id) = neighbours.report_id
    left join touched
        on
            neighbours.report_id = touched.report_id
            and members.identity_id = touched.identity_id
            and members.subject_indicator_id = touched.subject_indicator_id
    left join mentioned
        on
            neighbours.report_id = mentioned.report_id
            and members.indicator_id = mentioned.indicator_id

),

in_use as (

    select
        report_id,
        identity_id,
        subject_indicator_id
    from linked
    where is_linked
    group by report_id, identity_id, subject_indicator_id
    having count(distinct role) = 2

    union

    -- What is declared for one report is about that report.
    select
        only_report_id as report_id,
        identity_id,
        subject_indicator_id
    from members
    where only_report_id is not null

),

lists as (

    select
        report_id,
        string_agg(identity_id || '/' || subject_indicator_id, ' ' order by identity_id, subject_indicator_id)
            as relations
    from in_use
    group by report_id

),

-- Reports that use the same relations share their components: the first of them stands for all.
scopes as (

    select
        report_id,
        min(report_id) over (partition by relations) as scope_id
    from lists

),

final as (

    select
        in_use.report_id,
        in_use.identity_id,
        in_use.subject_indicator_id,
        scopes.scope_id
    from in_use
    inner join scopes
        on in_use.report_id = scopes.report_id

)

select * from final
