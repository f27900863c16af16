with

figures as (

    select * from {{ source('print', 'figures') }}

),

reports as (

    select * from {{ ref('reports') }}

),

corrections as (

    select * from {{ ref('corrections') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

units as (

    select * from {{ ref('units') }}

),

typed as (

    select
        report_id,
        cast(figure_no as integer) as figure_no,
        indicator_id,
        nullif(territory_id, '') as own_territory_id,
        nullif(period_id, '') as own_period_id,
        measure,
        coalesce(basis, '') as basis,
        printed,
        unit_id,
        coalesce(qualifier, '') as qualifier,
        nullif(place, '') as place,
        nullif(note, '') as note,
        nullif(number_format, '') as own_number_format,
        {{ source_file('source_path') }} as source_file
    from figures

),

resolved as (

    select
        typed.report_id,
        typed.figure_no,
        coalesce(typed.own_territory_id, reports.territory_id) as territory_id,
        coalesce(typed.own_period_id, reports.period_id) as period_id,
        typed.indicator_id,
        typed.measure,
        measures.quantity,
        typed.basis,
        typed.printed,
        coalesce(corrections.corrected_printed, typed.printed) as read_as,
        typed.unit_id,
        case
            when measures.unit_kind in ('indicator', 'difference') then printed_units.factor / own_units.factor
            else 1
        end as unit_ratio,
        typed.qualifier,
        coalesce(typed.own_number_format, reports.number_format) as number_format,
        typed.place,
        typed.note,
        typed.source_file,
        corrections.action as correction,
        coalesce(
            indicators.kind = 'count'
            and measures.unit_kind in ('indicator', 'difference')
            and printed_units.factor = 1,
            false
        ) as is_count,
        measures.sign,
        measures.base,
        measures.divisor,
        measures.spread
    from typed
    left join reports
        on typed.report_id = reports.report_id
    left join corrections
        on
            typed.report_id = corrections.report_id
            and typed.figure_no = corrections.figure_no
    left join measures
        on typed.measure = measures.measure
    left join indicators
        on typed.indicator_id = indicators.indicator_id
    left join units as own_units
        on indicators.unit_id = own_units.unit_id
    left join units as printed_units
        on typed.unit_id = printed_units.unit_id

),

{{ numbers_of('resolved') }},

{{ intervals_of('numbers') }},

{{ quantities_of('intervals') }},

-- An observation has the number of its first figure.
observations as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        min(figure_no) as observation_no
    from resolved
    group by report_id, territory_id, period_id, indicator_id

),

final as (

    select
        quantities.report_id,
        quantities.figure_no,
        observations.observation_no,
        quantities.territory_id,
        quantities.period_id,
        quantities.indicator_id,
        quantities.measure,
        quantities.quantity,
        quantities.basis,
        quantities.printed,
        quantities.read_as,
        quantities.unit_id,
        quantities.unit_ratio,
        quantities.qualifier,
        quantities.number_format,
        quantities.place,
        quantities.note,
        quantities.source_file,
        quantities.correction,
        quantities.is_count,
        quantities.parts,
        quantities.number_parts,
        quantities.upper_number_parts,
        quantities.place_parts,
        quantities.upper_place_parts,
        quantities.half_lower_parts,
        quantities.half_upper_parts,
        quantities.wide_lower_parts,
        quantities.wide_upper_parts,
        quantities.value,
        quantities.half_lower,
        quantities.half_upper,
        quantities.wide_lower,
        quantities.wide_upper,
        quantities.half_width,
        quantities.wide_width,
        quantities.last_place,
        quantities.half_span,
        quantities.wide_span
    from quantities
    left join observations
        on
            quantities.report_id = observations.report_id
            and quantities.territory_id = observations.territory_id
            and quantities.period_id = observations.period_id
            and quantities.indicator_id = observations.indicator_id

)

select * from final
