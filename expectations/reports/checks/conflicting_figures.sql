with

open_conflicts as (

    select conflict_checks.conflict_id
    from intermediate.int_conflict_checks as conflict_checks
    inner join marts.reconciliation as reconciliation
        on conflict_checks.check_id = reconciliation.check_id
    where not (reconciliation.is_acknowledged or reconciliation.is_quarantined)

),

-- One edit of a figure of the conflict makes the report consistent.
mended as (

    select distinct conflicts.conflict_id
    from marts.conflicts as conflicts
    inner join marts.repair_candidates as repairs
        on
            conflicts.report_id = repairs.report_id
            and conflicts.figure_no = repairs.figure_no

),

final as (

    select
        conflicts.report_id,
        conflicts.rank as conflict_rank,
        conflicts.figure_no,
        figures.indicator_id,
        figures.measure,
        figures.printed,
        conflicts.implied_lower,
        conflicts.implied_upper,
        figures.unit_id,
        figures.place,
        figures.territory_id,
        figures.period_id,
        case when mended.conflict_id is null then 'no' else 'yes' end as one_edit_mends_it,
        conflicts.conflict_id
    from marts.conflicts as conflicts
    inner join marts.figures as figures
        on
            conflicts.report_id = figures.report_id
            and conflicts.figure_no = figures.figure_no
    left join mended
        on conflicts.conflict_id = mended.conflict_id
    where conflicts.conflict_id in (select open_conflicts.conflict_id from open_conflicts)
    order by conflicts.report_id, conflicts.rank, conflicts.figure_no

)

select * from final
