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

parts as (

    select
        identities.identity_id,
        identities.relation,
        nullif(identities.report_id, '') as only_report_id,
        identities.total_indicator_id,
        identities.part_indicator_id,
        identities.coefficient,
        part_units.factor / total_units.factor as unit_ratio,
        min(identities.coefficient) over (partition by identities.identity_id) as least_coefficient
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

-- A sum is one relation of all its parts; in a subset, each part is a relation of its own.
relations as (

    select
        *,
        case relation when 'sum' then total_indicator_id else part_indicator_id end as subject_indicator_id
    from parts

),

totals as (

    select distinct
        identity_id,
        relation,
        only_report_id,
        subject_indicator_id,
        total_indicator_id as indicator_id,
        'total' as role,
        cast(1 as double) as coefficient,
        cast(1 as double) as unit_ratio,
        least_coefficient > 0 as is_weighted_mean
    from relations

),

final as (

    select * from totals

    union all

    select
        identity_id,
        relation,
        only_report_id,
        subject_indicator_id,
        part_indicator_id as indicator_id,
        'part' as role,
        coefficient,
        unit_ratio,
        least_coefficient > 0 as is_weighted_mean
    from relations

)

select * from final
