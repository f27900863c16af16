with

figures as (

    select * from staging.stg_figures
    where correction is distinct from 'exclude'

),

observed as not materialized (

    select * from intermediate.int_observed

),

observations as (

    select * from intermediate.int_observations

),

about_growth as (

    select measure from staging.stg_measures
    where quantity in ('prior_level', 'growth', 'change', 'contribution')

),

counts as (

    select
        'intermediate.int_quantities' as table_name,
        'the figures of staging.stg_figures that are not excluded, twice' as compared_with,
        (select count(*) from intermediate.int_quantities) as found,
        (select 2 * count(*) from figures) as expected
    union all
    select
        'intermediate.int_earlier_periods' as table_name,
        'the periods and bases of figures about growth that have a period before' as compared_with,
        (select count(*) from intermediate.int_earlier_periods) as found,
        count(distinct hash(period_id, basis)) as expected
    from figures
    inner join staging.stg_periods as periods using (period_id)
    semi join about_growth using (measure)
    where
        form != 'years'
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
        'intermediate.int_statements' as table_name,
        'intermediate.int_quantities, intermediate.int_earlier_levels' as compared_with,
        (select count(*) from intermediate.int_statements) as found,
        (select count(*) from intermediate.int_quantities) + (select count(*) from intermediate.int_earlier_levels)
            as expected
    union all
    select
        'intermediate.int_observed' as table_name,
        'the quantities of intermediate.int_statements' as compared_with,
        (select count(*) from observed) as found,
        (
            select count(distinct row(report_id, territory_id, period_id, indicator_id, basis, quantity, reading))
            from intermediate.int_statements
        ) as expected
    union all
    select
        'intermediate.int_observations' as table_name,
        'the indicators, periods and bases of intermediate.int_observed' as compared_with,
        (select count(*) from observations) as found,
        (select count(distinct row(report_id, territory_id, period_id, indicator_id, basis, reading)) from observed)
            as expected

),

final as (select * from counts where found != expected)

select * from final
