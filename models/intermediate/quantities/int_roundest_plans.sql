with

implied as (

    select * from {{ ref('int_implied') }}
    where reading = 'half' and is_plan_implied

),

bounded as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        plan_lower,
        plan_upper
    from implied
    where plan_lower > 0 and plan_upper < {{ infinity() }}

),

-- Steps in which plans are set: 10, 5, 1, 0.5 and so on.
exponents as (

    select unnest(generate_series(-6, 18)) as exponent

),

steps as (

    select power(10, exponent) as step from exponents
    union all
    select power(10, exponent) / 2 as step from exponents

),

-- The multiple of each step nearest to the middle of the plan's interval.
multiples as (

    select
        bounded.*,
        steps.step,
        {{ fifteen_digits("round((bounded.plan_lower + bounded.plan_upper) / 2 / steps.step) * steps.step") }}
            as multiple
    from bounded
    cross join steps

),

final as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        arg_max(multiple, step) as roundest_plan
    from multiples
    where multiple between plan_lower and plan_upper
    group by report_id, territory_id, period_id, indicator_id, basis

)

select * from final
