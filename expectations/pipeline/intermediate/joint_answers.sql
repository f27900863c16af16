with

problems as (

    select
        problems.*,
        coalesce(severities.is_wide_held, true) as is_wide_held,
        verdicts.severity,
        verdicts.single_level
    from intermediate.int_joint_problems as problems
    left join intermediate.int_pair_severities as severities using (problem_id)
    left join intermediate.int_joint_verdicts as verdicts using (problem_id)

),

answers as (

    select
        problem_id,
        count(*) filter (where subject = 'single_level' and reading = 'half') as severities,
        count(*) filter (where subject = 'single_level' and reading = 'wide') as wide_severities,
        count(*) filter (where subject in ('printed_base', 'decoupled') and reading = 'half') as models,
        count(*) filter (where subject in ('printed_base', 'decoupled') and reading = 'wide') as wide_models,
        count(*) filter (where subject in ('printed_base', 'decoupled') and reading = 'half' and lower > 1e-9)
            as failed_models,
        max(lower) filter (where subject = 'single_level' and reading = 'half') as half_severity
    from intermediate.int_joint_solutions
    group by problem_id

),

final as (

    select
        problems.problem_id,
        problems.is_pair,
        answers.* exclude (problem_id),
        'intermediate.int_joint_solutions' as table_name
    from problems
    full join answers using (problem_id)
    where
        problems.problem_id is null
        or (not problems.is_pair and not coalesce(
            answers.severities = 1
            and answers.models = 2
            and answers.wide_models = answers.failed_models
            and answers.wide_severities = case when answers.half_severity > 1 + 1e-9 then 1 else 0 end,
            false
        ))
        or (problems.is_pair and (answers.problem_id is null) != problems.is_wide_held)

)

select * from final
