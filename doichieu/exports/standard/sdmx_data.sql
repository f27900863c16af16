-- The figures as SDMX-CSV 2.0: a row a figure, columns as `structure.xml.j2` describes them.
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
        left(period_id, 4) as year,
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
            when 'year' then year
            when 'half' then year || '-S' || right(period_id, 1)
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
        'dataflow' as "STRUCTURE",
        'DOICHIEU:FIGURES(1.0.0)' as "STRUCTURE_ID",
        'I' as "ACTION",
        timed.freq as "FREQ",
        counted.territory_id as "REF_AREA",
        counted.indicator_id as "INDICATOR",
        counted.measure as "MEASURE",
        case
            when counted.basis != '' then counted.basis
            when stated.quantity in ('completion', 'plan_level') then '_plan'
            when stated.quantity in ('growth', 'prior_level', 'change', 'contribution') then '_year'
            when stated.quantity = 'share' then '_total'
            else '_Z'
        end as "BASIS",
        counted.report_id as "REPORT",
        counted.occurrence as "OCCURRENCE",
        timed.time_period as "TIME_PERIOD",
        counted.numbers[1] as "OBS_VALUE",
        counted.unit_id as "UNIT_MEASURE",
        cast(round(log10(stated.parts)) as integer) - 2 as "DECIMALS",
        case
            when counted.value is null then 'O'
            when prefix(counted.qualifier, 'estimated') then 'E'
            when counted.check_status in ('contradicted', 'suspect') then 'U'
            when counted.check_status = 'unverifiable' then 'V'
            else 'A'
        end as "OBS_STATUS",
        'F' as "CONF_STATUS",
        counted.check_status as "CHECK_STATUS",
        counted.numbers[2] as "HALF_LOWER",
        counted.numbers[3] as "HALF_UPPER",
        counted.numbers[4] as "WIDE_LOWER",
        counted.numbers[5] as "WIDE_UPPER",
        counted.numbers[6] as "FEASIBLE_LOWER",
        counted.numbers[7] as "FEASIBLE_UPPER",
        nullif(replace(counted.qualifier, ' ', '_'), '') as "QUALIFIER",
        counted.printed as "PRINTED",
        counted.correction as "CORRECTION",
        counted.figure_no as "FIGURE_NO",
        counted.place as "PLACE"
    from counted
    inner join stated
        using (report_id, figure_no)
    inner join timed
        using (period_id)

)

select * from final
order by "REPORT", "FIGURE_NO"
