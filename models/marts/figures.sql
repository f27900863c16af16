with

figures as (

    select * from {{ ref('stg_figures') }}

),

printed_numbers as (

    select * from {{ ref('stg_printed_numbers') }}

),

readings as not materialized (

    select * from {{ ref('stg_readings') }}

),

verdicts as (

    select * from {{ ref('int_verdicts') }}

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

-- A limit confirms no figure. A contradiction is about the figures of its conflicts only.
statuses as (

    select
        check_figures.report_id,
        check_figures.figure_no,
        case
            when bool_or(verdicts.verdict = 'suspect') then 'suspect'
            when bool_or(verdicts.verdict = 'consistent' and verdicts.kind != 'limit') then 'confirmed'
        end as check_status
    from check_figures
    inner join verdicts
        on check_figures.check_id = verdicts.check_id
    group by check_figures.report_id, check_figures.figure_no

),

final as (

    select
        figures.report_id,
        figures.figure_no,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id,
        figures.measure,
        figures.basis,
        figures.printed,
        figures.unit_id,
        figures.qualifier,
        case when printed_numbers.upper_value is null then cast(printed_numbers.value as double) end as value,
        cast(half.lower as double) as half_lower,
        cast(half.upper as double) as half_upper,
        cast(wide.lower as double) as wide_lower,
        cast(wide.upper as double) as wide_upper,
        figures.place,
        figures.source_file,
        case
            when contradicted.figure_no is not null then 'contradicted'
            else coalesce(statuses.check_status, 'unverifiable')
        end as check_status,
        {{ bound('feasibility.lower') }} as feasible_lower,
        {{ bound('feasibility.upper') }} as feasible_upper,
        figures.correction,
        figures.note
    from figures
    inner join printed_numbers
        on
            figures.report_id = printed_numbers.report_id
            and figures.figure_no = printed_numbers.figure_no
    inner join readings as half
        on
            figures.report_id = half.report_id
            and figures.figure_no = half.figure_no
            and half.reading = 'half'
    inner join readings as wide
        on
            figures.report_id = wide.report_id
            and figures.figure_no = wide.figure_no
            and wide.reading = 'wide'
    left join statuses
        on
            figures.report_id = statuses.report_id
            and figures.figure_no = statuses.figure_no
    left join contradicted
        on
            figures.report_id = contradicted.report_id
            and figures.figure_no = contradicted.figure_no
    left join feasibility
        on
            figures.report_id = feasibility.report_id
            and figures.figure_no = feasibility.figure_no

)

select * from final
