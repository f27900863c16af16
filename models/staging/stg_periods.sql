with

figures as (

    select * from {{ ref('stg_figures') }}

),

reports as (

    select * from {{ ref('reports') }}

),

named as (

    select period_id from figures
    union
    select period_id from reports

),

forms as (

    select
        period_id,
        cast(left(period_id, 4) as integer) as first_year,
        case
            {%- for form, pattern in var('period_formats').items() %}
                when {{ matches_whole('period_id', pattern) }} then '{{ form }}'
            {%- endfor %}
        end as form,
        substr(period_id, 6) as rest
    from named

),

months as (

    select
        *,
        case form
            when 'half' then 6 * cast(right(rest, 1) as integer) - 5
            when 'quarter' then 3 * cast(right(rest, 1) as integer) - 2
            when 'month' then cast(rest as integer)
            when 'date' then cast(left(rest, 2) as integer)
            else 1
        end as first_month,
        case form
            when 'year' then 12
            when 'half' then 6 * cast(right(rest, 1) as integer)
            when 'quarter' then 3 * cast(right(rest, 1) as integer)
            when 'months' then cast(replace(rest, 'M', '') as integer)
            when 'month' then cast(rest as integer)
            when 'to_date' then cast(substr(rest, 5, 2) as integer)
            when 'date' then cast(left(rest, 2) as integer)
            when 'years' then 12
        end as last_month,
        case when form = 'years' then cast(right(rest, 4) as integer) else first_year end as last_year
    from forms

),

dates as (

    select
        period_id,
        form,
        first_year,
        last_year,
        first_month,
        last_month,
        case
            when form = 'date' then make_date(first_year, first_month, cast(right(rest, 2) as integer))
            else make_date(first_year, first_month, 1)
        end as start_date,
        case
            when form in ('to_date', 'date')
                then make_date(first_year, last_month, cast(right(rest, 2) as integer))
            else last_day(make_date(last_year, last_month, 1))
        end as end_date
    from months

),

-- A plan is of the year of the period, or of its several years. A year is twelve equal months here, as plans are
-- divided; only an incomplete month counts by its days. How several years are divided is not known.
final as (

    select
        period_id,
        form,
        start_date,
        end_date,
        make_date(first_year, 1, 1) as plan_start_date,
        make_date(last_year, 12, 31) as plan_end_date,
        first_month = 1 and form not in ('date', 'years') as is_year_to_date,
        case when form != 'years' then {{ fifteen_digits(
            "(last_month - 1 + cast(day(end_date) as double) / day(last_day(end_date))) / 12 * 100"
        ) }} end as elapsed_pct
    from dates

)

select * from final
