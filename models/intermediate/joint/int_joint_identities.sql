with

components as (

    select * from {{ ref('int_components') }}

),

indicators as not materialized (

    select * from {{ ref('indicators') }}

),

units as not materialized (

    select * from {{ ref('units') }}

),

parts as (

    select * from {{ ref('int_relation_members') }}
    where role = 'part'

),

factors as (

    select
        indicators.indicator_id,
        units.factor
    from indicators
    inner join units
        using (unit_id)

),

final as (

    select
        parts.report_id,
        components.component_id,
        parts.identity_id,
        parts.relation,
        parts.total_indicator_id,
        parts.indicator_id as part_indicator_id,
        parts.coefficient * parts.unit_ratio as coefficient,
        total_units.factor as total_factor,
        part_units.factor as part_factor
    from parts
    inner join factors as total_units
        on parts.total_indicator_id = total_units.indicator_id
    inner join factors as part_units
        on parts.indicator_id = part_units.indicator_id
    inner join components
        on parts.report_id = components.report_id and parts.total_indicator_id = components.indicator_id

)

select * from final
