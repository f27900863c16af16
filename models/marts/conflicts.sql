with

conflicts as (

    select * from {{ ref('int_conflicts') }}

),

checks as (

    select * from {{ ref('int_conflict_checks') }}
    where nearness = 1

),

final as (

    select
        conflict_id,
        conflicts.report_id,
        conflicts.figure_no,
        conflicts.size,
        {{ bound('conflicts.lower') }} as implied_lower,
        {{ bound('conflicts.upper') }} as implied_upper,
        checks.check_id,
        conflicts.is_smallest,
        cast(
            dense_rank() over (partition by conflicts.report_id order by conflicts.size, conflict_id) as integer
        ) as rank
    from conflicts
    inner join checks using (conflict_id)

)

select * from final
