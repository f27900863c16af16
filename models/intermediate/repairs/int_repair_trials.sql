{% set keys = ['report_id', 'figure_no', 'trial_no'] %}
with

edits as (

    select * from {{ ref('int_repair_edits') }}

),

figures as (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

{{ numbers_of('edits', keys) }},

{{ readings_of('numbers', keys) }},

-- The quantity that the edited figure would state, read like every figure.
used as (

    select
        edits.report_id,
        edits.figure_no,
        edits.trial_no,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id,
        figures.basis,
        measures.quantity,
        measures.sign,
        measures.base,
        measures.divisor,
        measures.spread,
        numbers.value,
        numbers.last_place,
        numbers.upper_value,
        numbers.upper_last_place,
        readings.lower,
        readings.upper,
        figures.unit_ratio
    from edits
    inner join figures
        on
            edits.report_id = figures.report_id
            and edits.figure_no = figures.figure_no
    inner join numbers
        on
            edits.report_id = numbers.report_id
            and edits.figure_no = numbers.figure_no
            and edits.trial_no = numbers.trial_no
    inner join readings
        on
            edits.report_id = readings.report_id
            and edits.figure_no = readings.figure_no
            and edits.trial_no = readings.trial_no
            and readings.reading = 'half'
    inner join measures
        on edits.measure = measures.measure
    where numbers.value is not null

),

{{ stated_values('used') }},

{{ quantities_of('stated', keys + ['territory_id', 'period_id', 'indicator_id', 'basis', 'quantity']) }},

final as (

    select * from quantities

)

select * from final
