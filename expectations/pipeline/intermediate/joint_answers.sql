with

problems as (

    select
        problems.report_id,
        problems.problem_no,
        verdicts.unsolved_reason
    from intermediate.int_joint_problems as problems
    left join intermediate.int_joint_verdicts as verdicts using (report_id, problem_no)

),

answers as (

    select
        report_id,
        problem_no,
        count(*) filter (where subject = 'single_level') as severities,
        count(*) filter (where subject = 'single_level_wide') as wide_severities,
        count(*) filter (where subject in ('printed_base', 'decoupled')) as models,
        count(*) filter (where subject in ('printed_base_wide', 'decoupled_wide')) as wide_models,
        count(*) filter (where subject in ('printed_base', 'decoupled') and lower > {{ var('touch') }})
            as failed_models,
        max(lower) filter (where subject = 'single_level') as severity
    from intermediate.int_joint_solutions
    group by report_id, problem_no

),

final as (

    select
        report_id,
        problem_no,
        answers.* exclude (report_id, problem_no),
        'intermediate.int_joint_solutions' as table_name
    from problems
    full join answers using (report_id, problem_no)
    where
        problems.unsolved_reason is null
        and not coalesce(
            answers.severities = 1
            and answers.models = 2
            and answers.wide_models = answers.failed_models
            and answers.wide_severities = case when answers.severity > 1 + {{ var('touch') }} then 1 else 0 end,
            false
        )

)

select * from final
