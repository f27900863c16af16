with

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
        lower,
        upper
    from solutions
    where subject = 'protection'

    union all

    select
        problem_id,
        indicator_id,
        quantity,
        lower,
        upper
    from pair_protection

)

select * from final
