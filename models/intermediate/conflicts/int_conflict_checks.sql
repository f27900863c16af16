with

conflicts as (

    select * from {{ ref('int_conflicts') }}

),

figures_of_checks as (

    select * from {{ ref('int_contradiction_figures') }}

),

sizes as (

    select
        check_id,
        count(*) as figures
    from figures_of_checks
    group by check_id

),

shared as (

    select
        conflicts.conflict_id,
        conflicts.report_id,
        conflicts.size,
        figures_of_checks.check_id,
        figures_of_checks.kind,
        count(*) = conflicts.size as is_within
    from conflicts
    inner join figures_of_checks
        on
            conflicts.report_id = figures_of_checks.report_id
            and conflicts.figure_no = figures_of_checks.figure_no
    group by
        conflicts.conflict_id,
        conflicts.report_id,
        conflicts.size,
        figures_of_checks.check_id,
        figures_of_checks.kind

),

-- A check that contains no conflict fails with one that shares a figure with it.
explained as (

    select
        *,
        bool_or(is_within) over (partition by check_id) as has_within
    from shared

),

final as (

    select
        explained.check_id,
        explained.conflict_id,
        explained.report_id,
        explained.is_within,
        -- The check that says most about the conflict comes first: a single comparison, of few figures.
        cast(
            row_number() over (
                partition by explained.conflict_id
                order by
                    case when explained.is_within then 0 else 1 end,
                    case explained.kind when 'joint' then 1 else 0 end,
                    sizes.figures,
                    explained.check_id
            ) as integer
        ) as nearness
    from explained
    inner join sizes
        on explained.check_id = sizes.check_id
    where explained.is_within or not explained.has_within

)

select * from final
