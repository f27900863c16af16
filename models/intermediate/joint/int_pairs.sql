with

problems as (

    select * from {{ ref('int_joint_problems') }}
    where is_pair

),

identities as (

    select * from {{ ref('int_joint_identities') }}

),

figures as (

    select * from {{ ref('int_joint_figures') }}

),

-- A subtracted part moves to the other side: T = A - B is A = T + B.
declared as (

    select
        identities.*,
        min(identities.coefficient) over (partition by identities.problem_id) < 0 as is_rearranged,
        row_number() over (partition by identities.problem_id order by identities.part_indicator_id) as part_no
    from identities
    inner join problems
        on identities.problem_id = problems.problem_id

),

members as (

    select
        problem_id,
        identity_id,
        is_rearranged,
        total_indicator_id as indicator_id,
        case when is_rearranged then '1' else 'total' end as role,
        1.0 as scale
    from declared
    where part_no = 1

    union all

    select
        problem_id,
        identity_id,
        is_rearranged,
        part_indicator_id as indicator_id,
        case
            when not is_rearranged then cast(part_no as varchar)
            when coefficient > 0 then 'total'
            else '2'
        end as role,
        abs(coefficient) as scale
    from declared

),

-- Levels in the unit of the total; a rate has no unit.
scaled as (

    select
        members.*,
        figures.reading,
        figures.quantity || '_' || members.role as interval_name,
        figures.lower * case figures.quantity when 'level' then members.scale else 1 end as lower,
        figures.upper * case figures.quantity when 'level' then members.scale else 1 end as upper
    from members
    inner join figures
        on
            members.problem_id = figures.problem_id
            and members.indicator_id = figures.indicator_id

),

final as (

    select
        problem_id,
        reading,
        min(identity_id) as identity_id,
        bool_or(is_rearranged) as is_rearranged,
        min(case role when 'total' then indicator_id end) as total_indicator_id,
        min(case role when '1' then indicator_id end) as part_1_indicator_id,
        min(case role when '2' then indicator_id end) as part_2_indicator_id,
        {%- for name in pair_intervals() %}
            min(case interval_name when '{{ name }}' then lower end) as {{ name }}_lower,
            min(case interval_name when '{{ name }}' then upper end) as {{ name }}_upper,
        {%- endfor %}
        cast(min(case role when 'total' then scale end) as double) as total_scale,
        cast(min(case role when '1' then scale end) as double) as part_1_scale,
        cast(min(case role when '2' then scale end) as double) as part_2_scale
    from scaled
    group by problem_id, reading

)

select * from final
