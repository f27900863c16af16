with

problems as (

    select * from {{ ref('int_joint_problems') }}

),

solutions as (

    select * from {{ ref('int_joint_solutions') }}

),

pair_feasibility as (

    select * from {{ ref('int_pair_feasibility') }}

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
    where subject = 'feasibility'

    union all

    select
        pair_feasibility.problem_id,
        pair_feasibility.indicator_id,
        pair_feasibility.quantity,
        case pair_feasibility.quantity when 'level' then '' else problems.basis end as figure_basis,
        pair_feasibility.lower,
        pair_feasibility.upper
    from pair_feasibility
    inner join problems
        on pair_feasibility.problem_id = problems.problem_id

)

select * from final
