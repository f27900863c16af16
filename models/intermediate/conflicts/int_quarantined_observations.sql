with

open_contradictions as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction' and not is_acknowledged and {{ var('quarantine') }}

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
        report_id,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id
    from open_contradictions
    inner join check_figures using (report_id, kind, check_no)
    inner join figures using (report_id, figure_no)

),

-- And all that identities link to them.
final as (

    select * from of_figures

    union

    select
        report_id,
        of_figures.territory_id,
        of_figures.period_id,
        members.indicator_id
    from of_figures
    inner join components using (report_id, indicator_id)
    inner join components as members using (report_id, component_id)

)

select * from final
