with

failing as (

    select distinct
        conflicts.report_id,
        conflicts.figure_no
    from intermediate.int_conflicts as conflicts
    inner join intermediate.int_conflict_checks as checks
        using (conflict_id)
    where checks.check_id not like 'limit/%'

),

edits as (

    select
        report_id,
        figure_no,
        count(*) as edits,
        max(trial_no) as last_trial
    from intermediate.int_repair_edits
    group by report_id, figure_no

),

counts as (

    select
        'intermediate.int_failing_figures' as table_name,
        'the figures of conflicts, or the two thousand gravest' as compared_with,
        count(*) as found,
        (select count(*) from failing) as expected
    from intermediate.int_failing_figures
    having found < 2000
    union all
    select
        'intermediate.int_repair_edits' as table_name,
        'the numbers of its trials' as compared_with,
        sum(edits) as found,
        sum(last_trial) as expected
    from edits
    union all
    select
        'intermediate.int_repair_trials' as table_name,
        'intermediate.int_repair_edits' as compared_with,
        (select count(*) + count(value) from intermediate.int_repair_trials) as found,
        count(*) + count(*) filter (
            where measures.spread = 0 and not regexp_matches(edits.read_as, '^.[^-–−]*[-–−]')
        ) as expected
    from intermediate.int_repair_edits as edits
    inner join staging.stg_measures as measures
        on edits.measure = measures.measure

),

final as (select * from counts where found != expected)

select * from final
