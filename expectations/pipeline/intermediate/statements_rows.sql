with

figures as (

    select * from staging.stg_figures
    where correction is distinct from 'exclude'

),

counts as (

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
