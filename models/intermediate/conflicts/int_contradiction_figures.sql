with

verdicts as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'half'

),

statements as not materialized (

    select * from {{ ref('int_statements') }}
    where reading = 'half'

),

final as (

    select
        verdicts.check_id,
        verdicts.kind,
        check_figures.report_id,
        check_figures.figure_no
    from verdicts
    inner join check_figures
        on verdicts.check_id = check_figures.check_id
    where verdicts.kind != 'joint'

    union all

    select
        verdicts.check_id,
        verdicts.kind,
        statements.report_id,
        statements.figure_no
    from verdicts
    inner join joint_figures
        on verdicts.check_id = joint_figures.problem_id
    inner join statements
        on
            joint_figures.report_id = statements.report_id
            and joint_figures.territory_id = statements.territory_id
            and joint_figures.period_id = statements.period_id
            and joint_figures.indicator_id = statements.indicator_id
            and joint_figures.quantity = statements.quantity
            and joint_figures.figure_basis = statements.basis

)

select * from final
