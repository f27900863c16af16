with

solutions as (

    select * from {{ ref('int_joint_solutions') }}
    where subject = 'feasibility'

),

figures as (

    select * from {{ ref('int_joint_figures') }}

),

final as (

    select
        report_id,
        problem_no,
        figures.observation_no,
        quantity,
        figure_basis,
        solutions.lower,
        solutions.upper
    from solutions
    inner join figures
        using (report_id, problem_no, indicator_id, quantity, figure_basis)

)

select * from final
