with

figures as not materialized (

    select * from {{ ref('stg_figures') }}
    where correction is distinct from 'exclude'

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

levels as not materialized (

    select * from figures
    where quantity = 'level'

),

-- An earlier level matters only where growth or a change is printed since then.
compared as not materialized (

    select
        report_id,
        observation_no,
        territory_id,
        period_id,
        indicator_id,
        basis
    from figures
    where quantity in ('growth', 'change')

),

-- Few reports print a level of the period before: only these are searched.
compared_periods as (

    select distinct
        report_id,
        period_id,
        basis
    from compared

),

printed_periods as (

    select distinct
        report_id,
        period_id
    from levels

),

-- Periods of the same days may have several names.
printed_earlier as (

    select
        compared_periods.*,
        periods.period_id as earlier_period_id,
        periods.form,
        earlier_periods.start_date = periods.start_date as is_same_period
    from compared_periods
    inner join earlier_periods
        using (period_id, basis)
    inner join periods
        on earlier_periods.end_date = periods.end_date
    inner join printed_periods
        on
            compared_periods.report_id = printed_periods.report_id
            and periods.period_id = printed_periods.period_id

),

-- A stock is of the last day of its period, whichever period that is; so is a rate, an index or a count that is printed
-- of a date. A flow of one day is no flow of a longer period.
wanted as not materialized (

    select distinct
        report_id,
        compared.observation_no,
        compared.territory_id,
        indicator_id,
        basis,
        printed_earlier.earlier_period_id as period_id
    from printed_earlier
    inner join compared
        using (report_id, period_id, basis)
    inner join indicators
        using (indicator_id)
    where
        printed_earlier.is_same_period
        or indicators.kind = 'stock'
        or (printed_earlier.form = 'date' and indicators.kind != 'flow')

),

final as (

    select
        wanted.report_id,
        levels.figure_no,
        wanted.observation_no,
        wanted.basis
    from wanted
    inner join levels
        using (report_id, territory_id, indicator_id, period_id)

)

select * from final
