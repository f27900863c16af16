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

-- A level that one report printed, or a plan that it used, against what a later report says of it.
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

-- The parts of a period, added up, against the period as it was printed last.
parts_and_whole as (

    select
        wholes.territory_id,
        wholes.start_date,
        wholes.end_date,
        wholes.indicator_id,
        wholes.basis,
        'parts_of_period' as quantity,
        period_sums.report_ids as earlier_report_id,
        wholes.report_id as later_report_id,
        period_sums.lower as earlier_lower,
        period_sums.upper as earlier_upper,
        wholes.lower as later_lower,
        wholes.upper as later_upper
    from period_sums
    inner join claims as wholes
        on
            period_sums.comparable_id = wholes.comparable_id
            and period_sums.indicator_id = wholes.indicator_id
            and period_sums.start_date = wholes.start_date
            and period_sums.end_date = wholes.end_date
            and wholes.quantity = 'level'
            and wholes.is_printed
    qualify
        wholes.report_order = max(wholes.report_order) over (
            partition by wholes.comparable_id, wholes.indicator_id, wholes.start_date, wholes.end_date
        )

),

compared as (

    select * from two_reports
    union all
    select * from parts_and_whole

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
        -- What has no end may lie apart or not: only of two bounded sides can it be told that they agree.
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
