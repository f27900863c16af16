with

figures as (

    select * from staging.stg_figures
    where correction is distinct from 'exclude'

),

counts as (

    select
        'intermediate.int_earlier_periods' as table_name,
        (select count(*) from intermediate.int_earlier_periods) as found,
        count(distinct row(period_id, basis)) as expected
    from staging.stg_figures
    inner join staging.stg_periods using (period_id)
    where
        quantity in ('prior_level', 'growth', 'change', 'contribution')
        and form != 'years'
        and case
            when basis in ('', 'previous_december') then true
            when basis like 'base_%' then basis < 'base_' || year(start_date)
            when end_date != last_day(end_date) then false
            when basis = 'previous_month' then month(start_date) = month(end_date)
            when form = 'date' then month(end_date) % 3 = 0
            else month(start_date) + 2 = month(end_date)
        end
    union all
    select
        'intermediate.int_earlier_levels' as table_name,
        (select count(*) from intermediate.int_earlier_levels) as found,
        count(distinct row(levels.report_id, levels.figure_no, later.observation_no, later.basis)) as expected
    from figures as later
    inner join figures as levels using (report_id, territory_id, indicator_id)
    inner join reference.indicators using (indicator_id)
    inner join intermediate.int_earlier_periods as earlier
        on later.period_id = earlier.period_id and later.basis = earlier.basis
    inner join staging.stg_periods as periods
        on levels.period_id = periods.period_id and earlier.end_date = periods.end_date
    where
        (later.quantity in ('growth', 'change') and levels.quantity = 'level')
        and (
            periods.start_date = earlier.start_date
            or indicators.kind = 'stock'
            or (indicators.kind != 'flow' and periods.form = 'date')
        )
    union all
    select
        'intermediate.int_quantities.precision_id' as table_name,
        (select count(precision_id) from intermediate.int_quantities where is_own) as found,
        count(*) as expected
    from figures
    where qualifier in ('', 'estimated')

),

final as (select * from counts where found != expected)

select * from final
