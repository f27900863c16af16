with

figures as (

    select * from {{ ref('stg_figures') }}

),

-- A limit confirms no figure. A contradiction is about the figures of its conflicts only.
verdicts as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'suspect' or (verdict = 'consistent' and kind != 'limit')

),

check_figures as (

    select * from {{ ref('int_check_figures') }}

),

feasibility as (

    select * from {{ ref('int_feasibility') }}

),

contradicted as (

    select distinct
        report_id,
        figure_no
    from {{ ref('int_conflicts') }}

),

statuses as (

    select
        report_id,
        figure_no,
        bool_or(verdicts.verdict = 'suspect') as is_suspect
    from check_figures
    inner join verdicts using (report_id, kind, check_no)
    group by report_id, figure_no

),

final as (

    select
        report_id,
        figure_no,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id,
        figures.measure,
        figures.basis,
        figures.printed,
        figures.unit_id,
        figures.qualifier,
        case
            when figures.upper_number_parts is null
                then {{ quotient_of_whole_numbers('figures.number_parts', 'figures.parts') }}
        end as value,
        {{ quotient_of_whole_numbers('figures.half_lower_parts', 'figures.parts') }} as half_lower,
        {{ quotient_of_whole_numbers('figures.half_upper_parts', 'figures.parts') }} as half_upper,
        {{ quotient_of_whole_numbers('figures.wide_lower_parts', 'figures.parts') }} as wide_lower,
        {{ quotient_of_whole_numbers('figures.wide_upper_parts', 'figures.parts') }} as wide_upper,
        figures.place,
        figures.source_file,
        case
            when contradicted.figure_no is not null then 'contradicted'
            when statuses.is_suspect then 'suspect'
            when statuses.figure_no is not null then 'confirmed'
            else 'unverifiable'
        end as check_status,
        {{ bound('feasibility.lower') }} as feasible_lower,
        {{ bound('feasibility.upper') }} as feasible_upper,
        figures.correction,
        figures.note
    from figures
    left join statuses using (report_id, figure_no)
    left join contradicted using (report_id, figure_no)
    left join feasibility using (report_id, figure_no)

)

select * from final
