with

figures as (

    select * from {{ ref('stg_figures') }}

),

printed_numbers as (

    select * from {{ ref('stg_printed_numbers') }}

),

readings as (

    select * from {{ ref('stg_readings') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

-- An excluded figure is shown, but nothing is computed from it.
included as (

    select
        figures.report_id,
        figures.figure_no,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id,
        figures.basis,
        figures.measure,
        figures.unit_id,
        figures.qualifier,
        measures.quantity,
        measures.sign,
        measures.base,
        measures.divisor,
        measures.spread,
        printed_numbers.value,
        printed_numbers.last_place,
        printed_numbers.upper_value,
        printed_numbers.upper_last_place,
        figures.unit_ratio
    from figures
    inner join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no
    inner join measures
        on figures.measure = measures.measure
    where figures.correction is distinct from 'exclude'

),

{{ stated_values('included') }},

used as (

    select
        stated.*,
        readings.reading,
        readings.lower,
        readings.upper
    from stated
    inner join readings
        on
            stated.report_id = readings.report_id
            and stated.figure_no = readings.figure_no

),

{{ quantities_of('used', [
    'report_id', 'figure_no', 'territory_id', 'period_id', 'indicator_id', 'basis', 'quantity', 'reading', 'measure',
    'unit_id', 'qualifier', 'sign', 'base'
]) }},

-- Figures of one quantity with the same last place, in the same unit and of the same sense, are the same number if the
-- report is right. A rise and an index, or words before a number, round otherwise; a wording without a single value is
-- compared with itself only.
final as (

    select
        * exclude (measure, unit_id, qualifier, sign, base),
        case
            when qualifier in ('', 'estimated')
                then
                    unit_id || '/' || cast(last_place as varchar)
                    || '/' || cast(sign as varchar) || '/' || cast(cast(base as integer) as varchar)
                    || case when value is null then '/' || measure else '' end
        end as precision_id
    from quantities

)

select * from final
