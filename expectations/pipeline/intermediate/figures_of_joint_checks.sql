with

figures as (

    select
        *,
        bool_or(quantity = 'level') over (partition by report_id, problem_no, indicator_id) as has_level
    from intermediate.int_joint_figures
    where half_sign != 0

),

open_figures as (

    select * from intermediate.int_joint_solutions
    where subject = 'feasibility' and not isfinite(lower) and not isfinite(upper)

),

-- Where only model B explains the figures, the check uses only the levels and the rates computed from them.
used as (

    select figures.*
    from figures
    inner join intermediate.int_joint_verdicts as verdicts using (report_id, problem_no)
    anti join open_figures using (report_id, problem_no, indicator_id, quantity, figure_basis)
    where
        (verdicts.single_level != 'not_checkable' or verdicts.unsolved_reason is not null)
        and (
            (verdicts.single_level, verdicts.printed_base, verdicts.decoupled)
            != ('contradiction', 'consistent', 'consistent')
            or figures.over_quantity is null
            or (figures.quantity in ('completion', 'growth') and figures.has_level)
        )

),

counts as (

    select
        'intermediate.int_check_figures, of joint checks' as table_name,
        (select count(*) from intermediate.int_check_figures where kind = 'joint') as found,
        count(*) as expected
    from used
    inner join intermediate.int_quantities as quantities using (report_id, observation_no, quantity)
    where used.figure_basis = quantities.basis

),

final as (select * from counts where found != expected)

select * from final
