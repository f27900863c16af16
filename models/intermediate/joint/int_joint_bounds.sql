with

problems as (

    select * from {{ ref('int_joint_problems') }}

),

solutions as (

    select * from {{ ref('int_joint_solutions') }}

),

pair_bounds as (

    select * from {{ ref('int_pair_bounds') }}

),

bounds as (

    select
        problem_id,
        indicator_id,
        identity_id,
        quantity,
        lower,
        upper
    from solutions
    where subject = 'bound'

    union all

    select
        problem_id,
        indicator_id,
        identity_id,
        quantity,
        lower,
        upper
    from pair_bounds

),

final as (

    select
        bounds.problem_id,
        problems.report_id,
        problems.territory_id,
        problems.period_id,
        problems.basis,
        bounds.indicator_id,
        bounds.identity_id,
        bounds.quantity,
        bounds.lower,
        bounds.upper
    from bounds
    inner join problems
        on bounds.problem_id = problems.problem_id

)

select * from final
