with

identities as (

    select * from {{ ref('identities') }}

),

indicators as not materialized (

    select * from {{ ref('indicators') }}

),

units as not materialized (

    select * from {{ ref('units') }}

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

-- A sum is one relation of all its parts; in a subset, each part is a relation of its own.
parts as (

    select
        identities.identity_id,
        case identities.relation when 'sum' then identities.total_indicator_id else identities.part_indicator_id end
            as subject_indicator_id,
        identities.relation,
        nullif(identities.report_id, '') as only_report_id,
        identities.total_indicator_id,
        identities.part_indicator_id as indicator_id,
        'part' as role,
        identities.coefficient,
        part_units.factor / total_units.factor as unit_ratio,
        min(identities.coefficient) over (partition by identities.identity_id) > 0 as is_weighted_mean
    from identities
    inner join indicators as total_indicators
        on identities.total_indicator_id = total_indicators.indicator_id
    inner join indicators as part_indicators
        on identities.part_indicator_id = part_indicators.indicator_id
    inner join units as total_units
        on total_indicators.unit_id = total_units.unit_id
    inner join units as part_units
        on part_indicators.unit_id = part_units.unit_id

),

members as (

    select * from parts
    union all
    select distinct * replace (total_indicator_id as indicator_id, 'total' as role, 1 as coefficient, 1 as unit_ratio)
    from parts

),

printed as (

    select distinct
        report_id,
        indicator_id
    from observations

),

-- A share or a contribution is about its total too, even where the report prints no other figure of that.
mentioned as (

    select * from printed
    union
    select
        observations.report_id,
        parts.total_indicator_id as indicator_id
    from observations
    inner join parts
        on
            observations.indicator_id = parts.indicator_id
            and coalesce(parts.only_report_id, observations.report_id) = observations.report_id
            and parts.is_weighted_mean
    where
        (observations.contribution_half_lower is not null and parts.relation = 'sum')
        or (observations.share_half_lower is not null and observations.basis in ('', parts.total_indicator_id))

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
        report_id,
        indicator_id,
        count(*) as relations
    from touched
    inner join members using (identity_id, subject_indicator_id)
    group by report_id, indicator_id

),

-- An indicator that is not mentioned still links two relations of which it is a member.
linked as (

    select
        neighbours.report_id,
        members.identity_id,
        members.subject_indicator_id,
        members.role
    from neighbours
    inner join members
        on
            neighbours.indicator_id = members.indicator_id
            and coalesce(members.only_report_id, neighbours.report_id) = neighbours.report_id
    where
        (neighbours.report_id, members.indicator_id) in (select (report_id, indicator_id) from mentioned)
        or neighbours.relations > 1
        or (neighbours.report_id, members.identity_id, members.subject_indicator_id) not in (
            select (report_id, identity_id, subject_indicator_id) from touched
        )

),

-- A relation needs its total and a part; what is declared for one report is about that report.
used as (

    select
        report_id,
        identity_id,
        subject_indicator_id
    from linked
    group by report_id, identity_id, subject_indicator_id
    having count(distinct role) = 2
    union
    select
        printed.report_id,
        members.identity_id,
        members.subject_indicator_id
    from members
    inner join printed
        on members.only_report_id = printed.report_id

),

final as (

    select
        used.report_id,
        members.*,
        count(*) over (partition by used.report_id, identity_id, subject_indicator_id) as size
    from used
    inner join members using (identity_id, subject_indicator_id)

)

select * from final
