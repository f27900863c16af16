with

figures as (

    select * from {{ ref('stg_figures') }}

),

periods as not materialized (

    select * from {{ ref('stg_periods') }}

),

named as (

    select distinct
        period_id,
        basis
    from figures
    where measure in ({{ quoted(measures_of_basis('growth')) }})

),

-- Several years have no period before them: their growth may be an average a year.
compared as (

    select
        period_id,
        periods.form,
        periods.start_date,
        periods.end_date,
        named.basis,
        {{ years_back('named.basis', 'periods.start_date') }} as years,
        periods.end_date = last_day(periods.end_date) as ends_with_month,
        12 * (year(periods.end_date) - year(periods.start_date))
        + month(periods.end_date) - month(periods.start_date) + 1 as months
    from named
    inner join periods
        using (period_id)
    where periods.form != 'years'

),

-- A month is compared with a month, a quarter with a quarter; a stock at the end of either with the end of the one
-- before. December of the year before is a month, and a stock of its last day.
dated as (

    select
        period_id,
        form,
        basis,
        case
            when years > 0 then start_date - to_years(years)
            when basis = 'previous_december' then make_date(year(end_date) - 1, 12, 1)
            when not ends_with_month then null
            when basis = 'previous_month' and months = 1 then start_date - interval 1 month
            when basis = 'previous_quarter' and months = 3 then start_date - interval 3 month
            when basis = 'previous_quarter' and form = 'date' and month(end_date) % 3 = 0
                then end_date - interval 3 month
        end as start_date,
        case
            when years > 0 and ends_with_month then last_day(end_date - to_years(years))
            when years > 0 then end_date - to_years(years)
            when basis = 'previous_december' then make_date(year(end_date) - 1, 12, 31)
            when form = 'date' and basis = 'previous_quarter' then last_day(end_date - interval 3 month)
            when form = 'date' then last_day(end_date - interval 1 month)
            else start_date - interval 1 day
        end as end_date
    from compared

),

final as (

    select
        period_id,
        basis,
        cast(case when form = 'date' and basis != 'previous_december' then end_date else start_date end as date)
            as start_date,
        cast(end_date as date) as end_date
    from dated
    where start_date is not null

)

select * from final
