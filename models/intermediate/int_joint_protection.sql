with

problems as (

    select * from {{ ref('int_joint_problems') }}

),

solutions as (

    select * from {{ ref('int_joint_solutions') }}

),

pair_protection as (

    select * from {{ ref('int_pair_protection') }}

),

final as (

    select
        problem_id,
        indicator_id,
        quantity,
        figure_basis,
        lower,
        upper
    from solutions
    where subject = 'protection'

    union all

    select
        pair_protection.problem_id,
        pair_protection.indicator_id,
        pair_protection.quantity,
        case pair_protection.quantity when 'level' then '' else problems.basis end as figure_basis,
        pair_protection.lower,
        pair_protection.upper
    from pair_protection
    inner join problems
        on pair_protection.problem_id = problems.problem_id

)

select * from final
