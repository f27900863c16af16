with

conflicts as (

    select * from {{ ref('int_conflicts') }}

),

conflict_checks as (

    select * from {{ ref('int_conflict_checks') }}

),

verdicts as not materialized (

    select * from {{ ref('int_verdicts') }}

),

-- A limit does not say what a figure should be.
final as (

    select
        report_id,
        figure_no,
        max(coalesce(verdicts.joint_severity, 0)) as severity,
        min(conflicts.size) as size
    from conflicts
    inner join conflict_checks using (report_id, conflict_id)
    inner join verdicts using (report_id, kind, check_no)
    where kind != 'limit'
    group by report_id, figure_no
    order by severity desc, size asc, report_id asc, figure_no asc
    limit {{ var('most_repaired_figures') }}

)

select * from final
