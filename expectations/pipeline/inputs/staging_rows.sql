with

figures as not materialized (

    select * from staging.stg_figures

),

periods as (

    select period_id from figures
    union
    select period_id from reference.reports

),

counts as (

    select
        'staging.stg_printed_numbers' as table_name,
        'staging.stg_figures' as compared_with,
        (select count(*) from staging.stg_printed_numbers) as found,
        (select count(*) from figures) as expected
    union all
    select
        'staging.stg_readings' as table_name,
        'staging.stg_figures, twice' as compared_with,
        (select count(*) from staging.stg_readings) as found,
        (select 2 * count(*) from figures) as expected
    union all
    select
        'staging.stg_periods' as table_name,
        'the periods of staging.stg_figures and reference.reports' as compared_with,
        (select count(*) from staging.stg_periods) as found,
        (select count(*) from periods) as expected

),

final as (select * from counts where found != expected)

select * from final
