with

verdicts as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction' and {{ var('quarantine') }}

),

acknowledged as (

    select * from {{ ref('int_acknowledged_checks') }}

),

components as not materialized (

    select * from {{ ref('int_components') }}

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

open_contradictions as (

    select verdicts.*
    from verdicts
    left join acknowledged
        on verdicts.check_id = acknowledged.check_id
    where acknowledged.check_id is null

),

-- The indicator of the check and those of its figures: of a check outside a component, these alone.
of_figures as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id
    from open_contradictions

    union

    select
        figures.report_id,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id
    from open_contradictions
    inner join check_figures
        on open_contradictions.check_id = check_figures.check_id
    inner join figures
        on
            check_figures.report_id = figures.report_id
            and check_figures.figure_no = figures.figure_no

),

-- All that identities link to them.
of_components as (

    select distinct
        of_figures.report_id,
        of_figures.territory_id,
        of_figures.period_id,
        members.indicator_id
    from of_figures
    inner join components
        on
            of_figures.report_id = components.report_id
            and of_figures.indicator_id = components.indicator_id
    inner join components as members
        on
            components.report_id = members.report_id
            and components.component_id = members.component_id

),

final as (

    select * from of_figures
    union
    select * from of_components

)

select * from final
