with

problems as (

    select * from {{ ref('int_joint_problems') }}

),

levels as (

    select distinct
        report_id,
        problem_no
    from {{ ref('int_joint_figures') }}
    where quantity = 'level'

),

solutions as (

    select * from {{ ref('int_joint_solutions') }}

),

-- Where the others bound no figure, nothing can fail.
answers as (

    select
        report_id,
        problem_no,
        max(case when subject = 'unsolved' then quantity end) as unsolved_reason,
        max(case when subject = 'single_level' then lower end) as severity,
        bool_or(subject = 'feasibility' and (isfinite(lower) or isfinite(upper))) as is_bounded,
        bool_or(subject = 'single_level' and lower <= 1 + {{ var('touch') }}) as is_single_level_half,
        bool_or(subject in ('single_level', 'single_level_wide') and lower <= 1 + {{ var('touch') }})
            as is_single_level_wide,
    {%- for model in ['printed_base', 'decoupled'] %}
        bool_or(subject = '{{ model }}' and lower <= {{ var('touch') }}) as is_{{ model }}_half,
        bool_or(subject in ('{{ model }}', '{{ model }}_wide') and lower <= {{ var('touch') }}) as is_{{ model }}_wide
        {{- ',' if not loop.last }}
    {%- endfor %}
    from solutions
    group by report_id, problem_no

),

judged as (

    select
        problems.*,
        answers.unsolved_reason,
        answers.severity,
        answers.severity is not null and (answers.is_bounded or not answers.is_single_level_half) as is_checkable,
        levels.problem_no is not null as has_levels,
        {{ status('answers.is_single_level_half', 'answers.is_single_level_wide') }} as single_level,
        {{ status('answers.is_printed_base_half', 'answers.is_printed_base_wide') }} as printed_base,
        {{ status('answers.is_decoupled_half', 'answers.is_decoupled_wide') }} as decoupled
    from problems
    inner join answers
        using (report_id, problem_no)
    left join levels
        using (report_id, problem_no)

),

-- A model without a figure that can fail neither holds nor fails.
final as (

    select
        report_id,
        problem_no,
        territory_id,
        period_id,
        basis,
        component_id,
        case when is_checkable and isfinite(severity) then severity end as severity,
        case when is_checkable then single_level else 'not_checkable' end as single_level,
        case when is_checkable and has_levels then printed_base else 'not_checkable' end as printed_base,
        case when is_checkable then decoupled else 'not_checkable' end as decoupled,
        unsolved_reason
    from judged

)

select * from final
