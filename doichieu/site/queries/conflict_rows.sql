-- The gravest conflicts of all reports: their figures, and the edits that mend them.
create or replace temp table conflict_rows as
with

-- Where no rounding error, however large, explains a check, it has no severity: nothing is graver.
gravities as (

    select
        explained.conflict_id,
        max(coalesce(checks.severity, 'infinity')) as severity,
        bool_and(checks.is_acknowledged) as is_acknowledged,
        bool_or(checks.is_quarantined) as is_quarantined
    from intermediate.int_conflict_checks as explained
    inner join marts.reconciliation as checks using (check_id)
    group by explained.conflict_id

),

listed as (

    select
        conflicts.*,
        gravities.* exclude (conflict_id),
        row_number() over (
            order by gravities.severity desc, conflicts.report_id, conflicts.rank, conflicts.conflict_id
        ) as place
    from (select distinct conflict_id, report_id, check_id, size, rank from marts.conflicts) as conflicts
    inner join gravities using (conflict_id)
    qualify place <= $most

),

members as (

    select * from marts.conflicts
    semi join listed using (conflict_id)

),

-- Of a swap of two figures of one conflict, one row is enough.
repairs as (

    select members.conflict_id, repairs.*
    from members
    inner join marts.repair_candidates as repairs using (report_id, figure_no)
    left join members as others
        on members.conflict_id = others.conflict_id and repairs.other_figure_no = others.figure_no
    where others.figure_no is null or repairs.figure_no < others.figure_no

),

repair_lists as (

    select
        conflict_id,
        list(distinct figure_no) as mended,
        count(*) as count,
        list({
            no: figure_no, candidate: candidate, measure: candidate_measure,
            other: other_figure_no, edit: edit
        } order by rank, figure_no)[:$most_repairs] as repairs
    from repairs
    group by conflict_id

),

-- First the figures that an edit mends, so that none of them is left out of a large conflict.
figure_lists as (

    select
        members.conflict_id,
        list({
            no: figures.figure_no, indicator: figures.indicator_id, territory: figures.territory_id,
            period: figures.period_id, basis: figures.basis, measure: figures.measure, unit: figures.unit_id,
            read_as: staged.read_as, place: figures.place,
            implied: [members.implied_lower, members.implied_upper]
        } order by
            list_contains(coalesce(repair_lists.mended, []), members.figure_no) desc, members.figure_no
        )[:$most_figures] as figures
    from members
    inner join marts.figures using (report_id, figure_no)
    inner join staging.stg_figures as staged using (report_id, figure_no)
    left join repair_lists on members.conflict_id = repair_lists.conflict_id
    group by members.conflict_id

)

select
    listed.place,
    {
        id: listed.conflict_id,
        report: listed.report_id,
        title: reports.title,
        territory: checks.territory_id,
        period: checks.period_id,
        size: listed.size,
        severity: case when isfinite(listed.severity) then listed.severity end,
        acknowledged: listed.is_acknowledged,
        quarantined: listed.is_quarantined,
        figures: figure_lists.figures,
        repairs: coalesce(repair_lists.repairs, []),
        repair_count: coalesce(repair_lists.count, 0)
    } as found
from listed
inner join reference.reports as reports using (report_id)
inner join marts.reconciliation as checks using (check_id)
inner join figure_lists using (conflict_id)
left join repair_lists using (conflict_id)
