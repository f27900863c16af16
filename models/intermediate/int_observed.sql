with

quantities as (

    select * from {{ ref('int_quantities') }}

),

ranked as (

    select
        *,
        row_number() over same_quantity as precision_rank,
        max(lower) over (partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading)
            as greatest_lower,
        min(upper) over (partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading)
            as least_upper
    from quantities
    window
        same_quantity as (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading
            order by span, figure_no
        )

),

-- A quantity that a report prints twice must satisfy both prints; where they exclude each other,
-- which is a contradiction of its own, the more precise one stands.
final as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        quantity,
        reading,
        value,
        width,
        case when greatest_lower <= least_upper then greatest_lower else lower end as lower,
        case when greatest_lower <= least_upper then least_upper else upper end as upper
    from ranked
    where precision_rank = 1

)

select * from final
