with

figures as (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'wide'

),

identities as (

    select * from {{ ref('int_joint_identities') }}

),

-- A pair is exactly one sum of two parts, solved in SQL. One coefficient may be negative: its part moves
-- to the other side. No figure may be negative or exact (a count), and not all levels may be zero: then the total is
-- positive and can be a divisor. A split of the total resolves eleven digits of a level: longer ones are left to the
-- programmes.
shapes as (

    select
        problem_id,
        count(*) = 2
        and count(distinct identity_id) = 1
        and bool_and(relation = 'sum')
        and max(coefficient) > 0
        and min(coefficient) != 0 as is_pair
    from identities
    group by problem_id

),

contents as (

    select
        problem_id,
        report_id,
        territory_id,
        period_id,
        basis,
        component_id,
        count(*) as figures,
        bool_and(quantity in ('level', 'completion', 'growth'))
        and count(case when quantity = 'level' then 1 end) = 3
        and min(lower) >= 0
        and min(upper - lower) > 0
        and min(last_place / upper) >= 1e-11
        and max(case when quantity = 'level' then lower end) > 0 as is_plain
    from figures
    group by all

),

final as (

    select
        contents.problem_id,
        contents.report_id,
        contents.territory_id,
        contents.period_id,
        contents.basis,
        contents.component_id,
        contents.figures,
        contents.is_plain and shapes.is_pair as is_pair
    from contents
    inner join shapes
        on contents.problem_id = shapes.problem_id

)

select * from final
