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

counts as (

    select
        'intermediate.int_quantities' as table_name,
        'the figures of staging.stg_figures that are not excluded, twice' as compared_with,
        (select count(*) from intermediate.int_quantities) as found,
        (select 2 * count(*) from figures) as expected
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
