{% set one_quantity = 'report_id, territory_id, period_id, indicator_id, basis, quantity, reading' %}
with

statements as not materialized (

    select * from {{ ref('int_statements') }}

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
    from statements
    where reading = 'half'
    group by all
    having count(*) > 1

),

in_repeats as (

    select
        statements.* replace (
            -- An office may round the plan or the base of a count, as it rounds those of other levels.
            greatest(
                statements.width,
                statements.last_place * case statements.reading when 'half' then 0.5 else 1 end
            ) as width
        ),
        statements.upper = statements.lower as is_exact,
        repeated.report_id is not null as is_repeated
    from statements
    left join repeated
        on
            statements.report_id = repeated.report_id
            and statements.territory_id = repeated.territory_id
            and statements.period_id = repeated.period_id
            and statements.indicator_id = repeated.indicator_id
            and statements.basis = repeated.basis
            and statements.quantity = repeated.quantity

),

-- Figures of one precision are the same number, or exclude each other.
compared as (

    select
        *,
        bool_or(is_own) over same_quantity as is_any_own,
        max(case when not is_exact then lower end) over same_quantity as greatest_lower,
        min(case when not is_exact then upper end) over same_quantity as least_upper,
        max(case when is_exact then lower end) over same_quantity as greatest_exact,
        min(case when is_exact then upper end) over same_quantity as least_exact,
        max(case when not is_exact and value = lower then lower end) over same_quantity as greatest_open_lower,
        min(case when not is_exact and value = upper then upper end) over same_quantity as least_open_upper,
        min(coalesce(value, lower)) over same_precision as least_of_precision,
        max(coalesce(value, lower)) over same_precision as greatest_of_precision,
        min(coalesce(value, upper)) over same_precision as least_end_of_precision,
        max(coalesce(value, upper)) over same_precision as greatest_end_of_precision,
        row_number() over (partition by {{ one_quantity }} order by span, figure_no) as precision_rank
    from in_repeats
    where is_repeated
    window
        same_quantity as (partition by {{ one_quantity }}),
        same_precision as (partition by {{ one_quantity }}, precision_id)

),

agreed as (

    select
        *,
        bool_or(
            precision_id is not null
            and (least_of_precision != greatest_of_precision or least_end_of_precision != greatest_end_of_precision)
        ) over (partition by {{ one_quantity }}) as is_misprinted,
        {{ double_tolerance(
            size('greatest_lower', 'least_upper') ~ ' + ' ~ size('greatest_exact', 'least_exact'),
            "quantity in ('level', 'plan_level', 'prior_level', 'change')"
        ) }} as tolerance
    from compared

),

-- Intervals that only touch exclude each other. An exact number lies in all others, or at an end: but more than 700 are
-- not 700.
met as (

    select
        * exclude (is_own),
        is_any_own as is_own,
        not is_misprinted
        and coalesce(least_upper - greatest_lower > tolerance, true)
        and coalesce(greatest_exact - least_exact <= tolerance, true)
        and coalesce(greatest_lower - least_exact <= tolerance and greatest_exact - least_upper <= tolerance, true)
        and coalesce(least_exact - greatest_open_lower > tolerance, true)
        and coalesce(least_open_upper - greatest_exact > tolerance, true)
            as is_met
    from agreed
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
        upper,
        is_own
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
        case when is_met then greatest(greatest_lower, least_exact) else lower end as lower,
        case when is_met then least(least_upper, greatest_exact) else upper end as upper,
        is_own
    from met

)

select * from final
