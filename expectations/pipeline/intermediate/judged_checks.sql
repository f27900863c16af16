with

-- Repeats and limits compare two intervals alone, without a component.
verdicts as (

    select
        *,
        case when kind not in ('repeat', 'limit') then indicator_id end as bound_indicator_id
    from intermediate.int_verdicts

),

components as (

    select * from intermediate.int_components

),

problems as not materialized (

    select * from intermediate.int_joint_verdicts

),

final as (

    select
        verdicts.check_id,
        verdicts.kind,
        problems.problem_no,
        verdicts.single_level,
        problems.single_level as single_level_of_problem,
        verdicts.printed_base,
        problems.printed_base as printed_base_of_problem,
        verdicts.joint_severity,
        problems.severity as severity_of_problem,
        'intermediate.int_verdicts' as table_name
    from verdicts
    left join components
        on
            verdicts.report_id = components.report_id
            and verdicts.bound_indicator_id = components.indicator_id
    left join problems
        on
            components.report_id = problems.report_id
            and components.component_id = problems.component_id
            and verdicts.territory_id = problems.territory_id
            and verdicts.period_id = problems.period_id
            and problems.basis = case verdicts.quantity when 'share' then '' else verdicts.basis end
    where
        verdicts.single_level is distinct from problems.single_level
        or verdicts.printed_base is distinct from problems.printed_base
        or verdicts.joint_severity is distinct from problems.severity

)

select * from final
