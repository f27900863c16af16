with

-- The conflicts other than two figures of one quantity that exclude each other.
compared as (

    select conflict_id
    from intermediate.int_conflict_checks
    group by conflict_id
    having bool_and(kind != 'repeat')

),

-- The figures of each quantity in a conflict, and whether one of them gives both ends of its interval.
of_quantities as (

    select
        conflicts.conflict_id,
        report_id,
        observation_no,
        quantity,
        count(*) as figures,
        bool_or(
            quantities.wide_lower = observed.wide_lower and quantities.wide_upper = observed.wide_upper
        ) as has_both
    from intermediate.int_conflicts as conflicts
    semi join compared using (conflict_id)
    inner join intermediate.int_quantities as quantities using (report_id, figure_no)
    inner join intermediate.int_observed as observed using (report_id, observation_no, basis, quantity)
    where quantities.is_own
    group by conflicts.conflict_id, report_id, observation_no, basis, quantity

),

final as (

    select
        *,
        'intermediate.int_conflicts' as table_name
    from of_quantities
    where figures > case when has_both then 1 else 2 end

)

select * from final
