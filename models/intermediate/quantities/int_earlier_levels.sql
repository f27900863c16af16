with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

earlier_periods as (

    select * from {{ ref('int_earlier_periods') }}

),

periods as not materialized (

    select * from {{ ref('stg_periods') }}

),

indicators as not materialized (

    select * from {{ ref('indicators') }}

),

-- An earlier level matters only where growth or a change is printed since then.
compared as (

    select distinct
        report_id,
        territory_id,
        indicator_id,
        period_id,
        basis
    from quantities
    where quantity in ('growth', 'change')

),

-- Periods of the same days may have several names. A stock is of the last day of its period, whichever period that is;
-- so is a rate, an index or a count that is printed of a date. A flow of one day is no flow of a longer period.
wanted as (

    select
        compared.*,
        periods.period_id as earlier_period_id
    from compared
    inner join indicators
        on compared.indicator_id = indicators.indicator_id
    inner join earlier_periods
        on
            compared.period_id = earlier_periods.period_id
            and compared.basis = earlier_periods.basis
    inner join periods
        on
            earlier_periods.end_date = periods.end_date
            and (
                earlier_periods.start_date = periods.start_date
                or indicators.kind = 'stock'
                or (periods.form = 'date' and indicators.kind != 'flow')
            )

),

final as (

    select
        levels.report_id,
        levels.figure_no,
        levels.territory_id,
        wanted.period_id,
        levels.indicator_id,
        wanted.basis,
        'prior_level' as quantity,
        levels.reading,
        levels.value,
        levels.lower,
        levels.upper,
        levels.width,
        levels.last_place,
        levels.span,
        levels.precision_id
    from wanted
    inner join quantities as levels
        on
            wanted.report_id = levels.report_id
            and wanted.territory_id = levels.territory_id
            and wanted.indicator_id = levels.indicator_id
            and wanted.earlier_period_id = levels.period_id
            and levels.quantity = 'level'

)

select * from final
