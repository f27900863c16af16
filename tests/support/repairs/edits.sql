select
    coalesce(e.report_id, f.report_id) as report_id,
    coalesce(e.figure_no, f.figure_no) as figure_no,
    e.insertions,
    e.digits,
    e.wrong,
    e.unreturned,
    case when e.report_id is null then 'missing from' else 'not an edit of the figure, in' end
    || ' intermediate.int_repair_trials' as fault
from (
    select
        t.report_id,
        t.figure_no,
        count(*) filter (where t.other_figure_no is null) as alone,
        count(*) filter (where t.edit = 'digit inserted') as insertions,
        max(length(regexp_replace(s.read_as, '[^0-9]', '', 'g'))) as digits,
        count(*) filter (where t.other_figure_no is not null and r.report_id is null) as unreturned,
        count(*) filter (
            where t.read_as is null
            or t.measure is null
            or t.alternatives is distinct from t.of_kind
            or (t.edit in ('rows swapped', 'columns swapped')) is distinct from (t.other_figure_no is not null)
            or (t.measure is distinct from s.measure)
            is distinct from (t.edit = 'direction turned' and left(s.read_as, 1) not in ('-', '−', '+'))
            or (t.read_as = s.read_as and t.edit <> 'direction turned')
            or (t.other_figure_no is not null and t.read_as is distinct from o.read_as)
        ) as wrong
    from (select
        *,
        count(*) over (partition by report_id, figure_no, edit) as of_kind
    from intermediate.int_repair_trials) as t
    left join staging.stg_figures as s on t.report_id = s.report_id and t.figure_no = s.figure_no
    left join staging.stg_figures as o on t.report_id = o.report_id and t.other_figure_no = o.figure_no left join
        (select distinct
            report_id,
            figure_no,
            other_figure_no
        from intermediate.int_repair_trials where other_figure_no is not null) as r
        on t.report_id = r.report_id and t.figure_no = r.other_figure_no and t.other_figure_no = r.figure_no
    group by t.report_id, t.figure_no
) as e
-- The digits of a range are not edited, nor is a figure beyond a limit.
full join (
    select distinct report_id, figure_no
    from intermediate.int_conflicts
    inner join intermediate.int_conflict_checks as checks using (report_id, conflict_id)
    inner join staging.stg_figures using (report_id, figure_no)
    where checks.kind <> 'limit' and not regexp_matches(substr(read_as, 2), '[-–−]')
) as f on e.report_id = f.report_id and e.figure_no = f.figure_no
where
    e.report_id is null
    or e.wrong > 0
    or e.unreturned > 0
    or (f.report_id is null and e.alone > 0)
    or (f.report_id is not null and e.insertions < 9 * e.digits)
