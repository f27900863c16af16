with

-- The figures of conflicts that are more than a limit. Of too many, edits of the gravest alone are tried.
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

kinds as (

    select
        report_id,
        figure_no,
        count(distinct case when other_figure_no is null then edit end) as kinds
    from intermediate.int_repair_trials
    group by report_id, figure_no

),

-- A digit replaced or inserted, and four factors; of several digits one dropped and the mark moved, two that differ
-- swapped; a direction turned. Of zero some edits are zero again, and a range is not edited.
wanted as (

    select
        *,
        case when length(digits) > 1 then 8 else 6 end
        + cast(replace(digits, left(digits, 1), '') != '' as integer)
        + cast(left(read_as, 1) in ('-', '−', '+') or regexp_matches(measure, '(crease|er_plan)_(pct|by)$') as integer)
            as expected
    from failing
    where not is_range and trim(digits, '0') != ''

),

final as (

    select
        wanted.*,
        'intermediate.int_repair_trials, kinds of edit' as table_name,
        kinds.kinds as found
    from wanted
    left join kinds using (report_id, figure_no)
    where
        kinds.kinds is distinct from wanted.expected
        and (kinds.kinds > 0 or (select count(*) from failing) < {{ var('most_repaired_figures') }})

)

select * from final
