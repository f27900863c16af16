with

conflicts as (

    select * from {{ ref('int_conflicts') }}

),

conflict_checks as (

    select * from {{ ref('int_conflict_checks') }}

),

verdicts as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

-- The figures that may be wrong. A limit does not say what a figure should be.
figures as (

    select
        conflicts.report_id,
        conflicts.figure_no,
        min(conflicts.size) as least_size,
        max(coalesce(verdicts.joint_severity, 0)) as severity
    from conflicts
    inner join conflict_checks
        on conflicts.conflict_id = conflict_checks.conflict_id
    inner join verdicts
        on conflict_checks.check_id = verdicts.check_id
    where verdicts.kind != 'limit'
    group by conflicts.report_id, conflicts.figure_no

),

-- Only the gravest: nobody repairs a panel with a hundred thousand misprints figure by figure.
final as (

    select *
    from figures
    qualify
        row_number() over (order by severity desc, least_size asc, report_id asc, figure_no asc)
        <= {{ var('most_repaired_figures') }}

)

select * from final
