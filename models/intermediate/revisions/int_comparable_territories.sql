with

territories as not materialized (

    select * from {{ ref('territories') }}

),

predecessors as (

    select
        successor_id,
        count(*) as predecessors
    from territories
    where successor_id is not null
    group by successor_id

),

-- A province that was renamed without a merger covers the same area under another key; a merged one does
-- not, and is compared with itself only.
final as (

    select
        territories.territory_id,
        case when predecessors.predecessors = 1 then territories.successor_id else territories.territory_id end
            as comparable_id
    from territories
    left join predecessors
        on territories.successor_id = predecessors.successor_id

)

select * from final
