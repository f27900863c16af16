with

components as (

    select * from {{ ref('int_components') }}

),

parts as (

    select * from {{ ref('int_relation_members') }}
    where role = 'part'

),

final as (

    select
        parts.report_id,
        components.component_id,
        parts.identity_id,
        parts.relation,
        parts.total_indicator_id,
        parts.indicator_id as part_indicator_id,
        parts.coefficient * parts.unit_ratio as coefficient
    from parts
    inner join components
        on parts.report_id = components.report_id and parts.total_indicator_id = components.indicator_id

)

select * from final
