with

quarantined as not materialized (

    select * from intermediate.int_quarantined_observations

),

-- The contradictions that put observations into quarantine.
contradictions as (

    select
        check_id,
        report_id,
        territory_id,
        period_id
    from marts.reconciliation
    where is_quarantined and verdict = 'contradiction' and not is_acknowledged

),

indicators as (

    select
        contradictions.*,
        figures.indicator_id
    from contradictions
    inner join intermediate.int_verdicts as verdicts using (check_id)
    inner join intermediate.int_check_figures as check_figures
        on
            (verdicts.report_id, verdicts.kind, verdicts.check_no)
            = (check_figures.report_id, check_figures.kind, check_figures.check_no)
    inner join marts.figures as figures
        on check_figures.report_id = figures.report_id and check_figures.figure_no = figures.figure_no

),

members as (

    select
        indicators.* exclude (indicator_id),
        coalesce(linked.indicator_id, indicators.indicator_id) as indicator_id
    from indicators
    left join intermediate.int_components as components using (report_id, indicator_id)
    left join intermediate.int_components as linked
        on components.report_id = linked.report_id and components.component_id = linked.component_id

),

final as (

    select
        members.*,
        'intermediate.int_quarantined_observations' as table_name
    from members
    anti join quarantined using (report_id, territory_id, period_id, indicator_id)

)

select * from final
