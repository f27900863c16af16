with

verdicts as (

    select * from intermediate.int_joint_verdicts

),

severities as (

    select
        report_id,
        problem_no,
        lower as severity
    from intermediate.int_joint_solutions
    where subject = 'single_level'

),

-- A severity that the solver cannot determine is null.
final as (

    select
        verdicts.report_id,
        verdicts.problem_no,
        verdicts.single_level,
        verdicts.printed_base,
        verdicts.decoupled,
        verdicts.severity,
        severities.severity as severity_found,
        'intermediate.int_joint_verdicts' as table_name
    from verdicts
    left join severities using (report_id, problem_no)
    where
        verdicts.severity is distinct from
        case
            when verdicts.single_level != 'not_checkable' and isfinite(severities.severity) then severities.severity
        end
        or (verdicts.single_level = 'consistent' and verdicts.severity > 1 + {{ var('touch') }})
        or (verdicts.single_level in ('suspect', 'contradiction') and verdicts.severity <= 1)
        or (verdicts.single_level = 'not_checkable') != (verdicts.decoupled = 'not_checkable')

)

select * from final
