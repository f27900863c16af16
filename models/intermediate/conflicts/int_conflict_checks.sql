with

conflicts as (

    select * from {{ ref('int_conflicts') }}

),

contradiction_figures as (

    select * from {{ ref('int_contradiction_figures') }}

),

verdicts as not materialized (

    select * from {{ ref('int_verdicts') }}

),

figures_of_checks as (

    select
        *,
        count(*) over (partition by report_id, kind, check_no) as figures
    from contradiction_figures

),

shared as (

    select
        report_id,
        kind,
        check_no,
        figures,
        conflicts.conflict_id,
        count(*) = conflicts.size as is_within
    from conflicts
    inner join figures_of_checks using (report_id, figure_no)
    group by report_id, kind, check_no, figures, conflicts.conflict_id, conflicts.size

),

-- A check that contains no conflict fails with one that shares a figure with it.
explained as (

    select *
    from shared
    qualify is_within or not bool_or(is_within) over (partition by report_id, kind, check_no)

),

-- The check that says most about the conflict comes first: a single comparison, of few figures.
final as (

    select
        verdicts.check_id,
        explained.* exclude (figures),
        cast(
            row_number() over (
                partition by conflict_id
                order by is_within desc, kind = 'joint' asc, figures asc, verdicts.check_id asc
            ) as integer
        ) as nearness
    from explained
    inner join verdicts using (report_id, kind, check_no)

)

select * from final
