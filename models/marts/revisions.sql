with

claims as not materialized (

    select * from {{ ref('int_claims') }}

),

period_sums as (

    select * from {{ ref('int_period_sums') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- A level that one report printed, or a plan that it used, and the same quantity in a later report.
two_reports as (

    select
        earlier.territory_id,
        earlier.start_date,
        earlier.end_date,
        earlier.indicator_id,
        earlier.basis,
        earlier.quantity,
        earlier.report_id as earlier_report_id,
        later.report_id as later_report_id,
        earlier.lower as earlier_lower,
        earlier.upper as earlier_upper,
        later.lower as later_lower,
        later.upper as later_upper
    from claims as earlier
    inner join claims as later
        on
            earlier.comparable_id = later.comparable_id
            and earlier.indicator_id = later.indicator_id
            and earlier.quantity = later.quantity
            and earlier.basis = later.basis
            and earlier.start_date = later.start_date
            and earlier.end_date = later.end_date
            and earlier.report_order < later.report_order
            and earlier.report_id != later.report_id
    where earlier.quantity = 'plan' or earlier.is_printed

),

-- The sum of the parts of a period, and the latest printed figure of the period.
parts_and_total as (

    select
        totals.territory_id,
        totals.start_date,
        totals.end_date,
        totals.indicator_id,
        totals.basis,
        'parts_of_period' as quantity,
        period_sums.report_ids as earlier_report_id,
        totals.report_id as later_report_id,
        period_sums.lower as earlier_lower,
        period_sums.upper as earlier_upper,
        totals.lower as later_lower,
        totals.upper as later_upper
    from period_sums
    inner join claims as totals
        on
            period_sums.comparable_id = totals.comparable_id
            and period_sums.indicator_id = totals.indicator_id
            and period_sums.start_date = totals.start_date
            and period_sums.end_date = totals.end_date
            and totals.quantity = 'level'
            and totals.is_printed
    qualify
        totals.report_order = max(totals.report_order) over (
            partition by totals.comparable_id, totals.indicator_id, totals.start_date, totals.end_date
        )

),

compared as (

    select * from two_reports
    union all
    select * from parts_and_total

),

final as (

    select
        compared.territory_id,
        {{ period_name('compared.start_date', 'compared.end_date') }} as period_id,
        compared.indicator_id,
        compared.basis,
        indicators.unit_id,
        compared.quantity,
        compared.earlier_report_id,
        compared.later_report_id,
        {{ bound('compared.earlier_lower') }} as earlier_lower,
        {{ bound('compared.earlier_upper') }} as earlier_upper,
        {{ bound('compared.later_lower') }} as later_lower,
        {{ bound('compared.later_upper') }} as later_upper,
        round(
            100 * {{ bound('(compared.later_lower + compared.later_upper)') }}
            / nullif({{ bound('(compared.earlier_lower + compared.earlier_upper)') }}, 0) - 100,
            10
        ) as difference_pct,
        -- A gap can be seen between unbounded sides, but agreement only between bounded ones.
        case
            when not {{ meet(
                'compared.earlier_lower', 'compared.earlier_upper', 'compared.later_lower', 'compared.later_upper',
                double_tolerance(size('compared.earlier_lower', 'compared.earlier_upper'), 'false')
            ) }} then false
            when
                isfinite(compared.earlier_lower) and isfinite(compared.earlier_upper)
                and isfinite(compared.later_lower) and isfinite(compared.later_upper)
                then true
        end as is_within_rounding
    from compared
    inner join indicators
        on compared.indicator_id = indicators.indicator_id

)

select * from final
