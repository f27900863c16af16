-- The figures as observations of SDMX: a row a figure, its columns the components of `sdmx.py` in lower case.
with

figures as (

    select * from marts.figures

),

stated as (

    select
        report_id,
        figure_no,
        quantity,
        parts
    from staging.stg_figures

),

periods as (

    select
        period_id,
        form,
        left(period_id, 4) as first_year,
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date
    from staging.stg_periods

),

-- A period that SDMX has no form of its own for is a range: its first day, and how long it lasts.
timed as (

    select
        period_id,
        case form
            when 'year' then 'A'
            when 'half' then 'S'
            when 'quarter' then 'Q'
            when 'month' then 'M'
            else '_O'
        end as freq,
        case form
            when 'year' then first_year
            when 'half' then first_year || '-S' || right(period_id, 1)
            when 'months' then start_date || '/P' || month(end_date) || 'M'
            when 'to_date' then start_date || '/P' || (end_date - start_date + 1) || 'D'
            when 'years' then start_date || '/P' || (year(end_date) - year(start_date) + 1) || 'Y'
            else period_id
        end as time_period
    from periods

),

-- A key is unique, though a report may print a number more than once.
counted as (

    select
        *,
        decimal_texts(
            [value, half_lower, half_upper, wide_lower, wide_upper, feasible_lower, feasible_upper]
        ) as numbers,
        row_number() over (
            partition by report_id, territory_id, period_id, indicator_id, measure, basis
            order by figure_no
        ) as occurrence
    from figures

),

-- The order of the codes of OBS_STATUS is that of SDMX's guideline for one code an observation.
final as (

    select
        timed.freq,
        counted.territory_id as ref_area,
        counted.indicator_id as indicator,
        counted.measure,
        basis_code(counted.basis, stated.quantity) as basis,
        counted.report_id as report,
        counted.occurrence,
        timed.time_period,
        counted.numbers[1] as obs_value,
        counted.unit_id as unit_measure,
        cast(round(log10(stated.parts)) as integer) - 2 as decimals,
        case
            when counted.value is null then 'O'
            when prefix(counted.qualifier, 'estimated') then 'E'
            when counted.check_status in ('contradicted', 'suspect') then 'U'
            when counted.check_status = 'unverifiable' then 'V'
            else 'A'
        end as obs_status,
        'F' as conf_status,
        counted.check_status,
        counted.numbers[2] as half_lower,
        counted.numbers[3] as half_upper,
        counted.numbers[4] as wide_lower,
        counted.numbers[5] as wide_upper,
        counted.numbers[6] as feasible_lower,
        counted.numbers[7] as feasible_upper,
        nullif(replace(counted.qualifier, ' ', '_'), '') as qualifier,
        counted.printed,
        counted.correction,
        counted.figure_no,
        counted.place
    from counted
    inner join stated
        using (report_id, figure_no)
    inner join timed
        using (period_id)

)

select * from final
order by report, figure_no
