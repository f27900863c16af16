with

statements as not materialized (

    select * from {{ ref('int_statements') }}
    where reading = 'wide'

),

observed as not materialized (

    select * from {{ ref('int_observed') }}
    where reading = 'wide'

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
    group by all
    having count(*) > 1

),

in_repeats as (

    select
        statements.*,
        observed.lower = statements.lower as is_lower,
        observed.upper = statements.upper as is_upper
    from statements
    inner join repeated
        on
            statements.report_id = repeated.report_id
            and statements.territory_id = repeated.territory_id
            and statements.period_id = repeated.period_id
            and statements.indicator_id = repeated.indicator_id
            and statements.basis = repeated.basis
            and statements.quantity = repeated.quantity
    inner join observed
        on
            statements.report_id = observed.report_id
            and statements.territory_id = observed.territory_id
            and statements.period_id = observed.period_id
            and statements.indicator_id = observed.indicator_id
            and statements.basis = observed.basis
            and statements.quantity = observed.quantity

),

-- What remains: one figure that gives both ends where there is one, else one for each end.
ranked as (

    select
        *,
        row_number() over (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity
            order by case when is_lower and is_upper then 0 else 1 end, span, figure_no
        ) as rank_of_both,
        row_number() over (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity
            order by case when is_lower then 0 else 1 end, span, figure_no
        ) as rank_of_lower,
        row_number() over (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity
            order by case when is_upper then 0 else 1 end, span, figure_no
        ) as rank_of_upper,
        bool_or(is_lower and is_upper) over (
            partition by report_id, territory_id, period_id, indicator_id, basis, quantity
        ) as has_both
    from in_repeats

),

final as (

    select
        report_id,
        figure_no,
        territory_id,
        period_id,
        indicator_id,
        basis,
        quantity
    from ranked
    where case when has_both then rank_of_both > 1 else rank_of_lower > 1 and rank_of_upper > 1 end

)

select * from final
