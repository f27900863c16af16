with

-- The figures of conflicts that are more than a limit.
failing as (

    select distinct
        report_id,
        figure_no,
        figures.measure,
        figures.read_as,
        regexp_replace(figures.read_as, '[^0-9]', '', 'g') as digits,
        figures.upper_number_parts is not null as is_range
    from intermediate.int_conflicts
    inner join intermediate.int_conflict_checks as checks using (report_id, conflict_id)
    inner join staging.stg_figures as figures using (report_id, figure_no)
    where checks.kind != 'limit'

),

trials as (

    select
        report_id,
        figure_no,
        edit,
        count(*) as edits,
        min(alternatives) as alternatives
    from intermediate.int_repair_trials
    group by report_id, figure_no, edit

),

kinds as (

    select
        report_id,
        figure_no,
        count(*) filter (where edit not in ('rows swapped', 'columns swapped')) as kinds
    from trials
    group by report_id, figure_no

),

-- A digit replaced or inserted, and four factors; of several digits one dropped and the mark moved, two that differ
-- swapped; a direction turned. Of zero some edits are zero again, and a range is not edited.
wanted as (

    select
        *,
        case when length(digits) > 1 then 8 else 6 end
        + cast(replace(digits, left(digits, 1), '') != '' as integer)
        + cast(
            left(read_as, 1) in ('-', '−', '+')
            or measure
            in ('increase_pct', 'decrease_pct', 'over_plan_pct', 'under_plan_pct', 'increase_by', 'decrease_by')
            as integer
        ) as kinds
    from failing
    where not is_range and trim(digits, '0') != ''

),

final as (

    select
        wanted.report_id,
        wanted.figure_no,
        'intermediate.int_repair_trials, kinds of edit' as table_name,
        kinds.kinds as found,
        wanted.kinds as expected
    from wanted
    left join kinds using (report_id, figure_no)
    where
        -- Of more figures than that only the gravest are tried.
        (kinds.kinds is not null or (select count(*) from failing) < 2000)
        and kinds.kinds is distinct from wanted.kinds

    union all

    select
        report_id,
        figure_no,
        'intermediate.int_repair_trials, ' || edit as table_name,
        edits as found,
        alternatives as expected
    from trials
    where edits != alternatives

)

select * from final
