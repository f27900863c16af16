with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

earlier_levels as (

    select * from {{ ref('int_earlier_levels') }}

),

final as (

    select
        *,
        true as is_own
    from quantities

    union all by name

    select
        *,
        false as is_own
    from earlier_levels

)

select * from final
