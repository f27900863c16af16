with

solutions as (

    select * from {{ ref('int_joint_solutions') }}
    where subject = 'bound'

),

problems as (

    select * from {{ ref('int_joint_problems') }}

),

final as (

    select
        solutions.report_id,
        solutions.problem_no,
        problems.territory_id,
        problems.period_id,
        problems.basis,
        solutions.indicator_id,
        solutions.identity_id,
        case
            when solutions.quantity in ('plan', 'prior') then 'implied_' || solutions.quantity
            else solutions.quantity
        end as quantity,
        solutions.lower,
        solutions.upper
    from solutions
    inner join problems
        using (report_id, problem_no)

)

select * from final
