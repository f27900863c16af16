with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

-- Few quantities are printed twice in a report: only these are sorted, which is slow.
repeated as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        quantity
    from quantities
    where reading = 'half'
    group by all
    having count(*) > 1

),

in_repeats as (

    select
        quantities.*,
        repeated.report_id is not null as is_repeated
    from quantities
    left join repeated
        on
            quantities.report_id = repeated.report_id
            and quantities.territory_id = repeated.territory_id
            and quantities.period_id = repeated.period_id
            and quantities.indicator_id = repeated.indicator_id
            and quantities.basis = repeated.basis
            and quantities.quantity = repeated.quantity

),

ranked as (

    select
        *,
        row_number() over same_quantity as precision_rank,
        max(lower) over (partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading)
            as greatest_lower,
        min(upper) over (partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading)
            as least_upper
    from in_repeats
    where is_repeated
    window
        same_quantity as (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity, reading
            order by span, figure_no
        )

),

-- Figures in two units that touch may be apart, or overlap, by the rounding to doubles.
met as (

    select
        *,
        greatest_lower - least_upper <= {{ double_tolerance(
            'abs(greatest_lower) + abs(least_upper)', "quantity in ('level', 'plan_level', 'prior_level')"
        ) }} as is_met
    from ranked
    where precision_rank = 1

),

-- A quantity that a report prints twice must satisfy both figures; where they exclude each other, which is
-- a contradiction of its own, the more precise one is used.
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
        last_place,
        lower,
        upper
    from in_repeats
    where not is_repeated

    union all

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
        last_place,
        case when is_met then least(greatest_lower, least_upper) else lower end as lower,
        case when is_met then greatest(greatest_lower, least_upper) else upper end as upper
    from met

)

select * from final
