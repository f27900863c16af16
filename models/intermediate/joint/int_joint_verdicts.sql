with

problems as (

    select * from {{ ref('int_joint_problems') }}

),

levels as (

    select distinct problem_id from {{ ref('int_joint_figures') }}
    where quantity = 'level'

),

identities as (

    select * from {{ ref('int_joint_identities') }}

),

boxes as (

    select * from {{ ref('int_joint_boxes') }}

),

pair_severities as not materialized (

    select * from {{ ref('int_pair_severities') }}

),

solutions as (

    select * from {{ ref('int_joint_solutions') }}

),

feasibility as (

    select * from {{ ref('int_joint_feasibility') }}

),

-- The boxes of a pair: for each quantity, the total's interval must intersect the sum of its parts' intervals.
pair_terms as (

    select
        problem_id,
        total_indicator_id as indicator_id,
        cast(1 as double) as coefficient
    from identities

    union

    select
        problem_id,
        part_indicator_id as indicator_id,
        -coefficient as coefficient
    from identities

),

pair_sums as (

    select
        boxes.problem_id,
        boxes.model_id,
        boxes.reading,
        boxes.quantity,
        sum(least(pair_terms.coefficient * boxes.lower, pair_terms.coefficient * boxes.upper)) as lower,
        sum(greatest(pair_terms.coefficient * boxes.lower, pair_terms.coefficient * boxes.upper)) as upper,
        sum(case when isfinite(boxes.upper - boxes.lower) then boxes.upper - boxes.lower else 0 end) as width,
        sum(abs(pair_terms.coefficient) * {{ size('boxes.lower', 'boxes.upper') }}) as magnitude
    from pair_severities
    inner join pair_terms
        on pair_severities.problem_id = pair_terms.problem_id
    inner join boxes
        on
            pair_terms.problem_id = boxes.problem_id
            and pair_terms.indicator_id = boxes.indicator_id
    group by all
    having count(*) = 3

),

pair_boxes as (

    select
        problem_id,
        bool_and(model_id != 'printed_base' or reading != 'half' or {{ holds_zero() }}) as is_printed_base_half,
        bool_and(model_id != 'printed_base' or reading != 'wide' or {{ holds_zero() }}) as is_printed_base_wide,
        bool_and(model_id != 'decoupled' or reading != 'half' or {{ holds_zero() }}) as is_decoupled_half,
        bool_and(model_id != 'decoupled' or reading != 'wide' or {{ holds_zero() }}) as is_decoupled_wide
    from pair_sums
    group by problem_id

),

answers as (

    select
        problem_id,
        max(case when subject = 'single_level' and reading = 'half' then lower end) as severity,
        bool_or(subject = 'single_level' and reading = 'half' and lower <= 1 + {{ touch() }}) as is_single_level_half,
        bool_or(subject = 'single_level' and lower <= 1 + {{ touch() }}) as is_single_level_wide,
        bool_or(subject = 'printed_base' and reading = 'half' and lower <= {{ touch() }}) as is_printed_base_half,
        bool_or(subject = 'printed_base' and lower <= {{ touch() }}) as is_printed_base_wide,
        bool_or(subject = 'decoupled' and reading = 'half' and lower <= {{ touch() }}) as is_decoupled_half,
        bool_or(subject = 'decoupled' and lower <= {{ touch() }}) as is_decoupled_wide
    from solutions
    group by problem_id
    having bool_or(reading = 'half')

    union all

    select
        pair_severities.problem_id,
        pair_severities.severity,
        pair_severities.is_half_held as is_single_level_half,
        pair_severities.is_wide_held or coalesce(solutions.lower <= 1 + {{ touch() }}, false) as is_single_level_wide,
        pair_boxes.is_printed_base_half,
        pair_boxes.is_printed_base_wide,
        pair_boxes.is_decoupled_half,
        pair_boxes.is_decoupled_wide
    from pair_severities
    inner join pair_boxes
        on pair_severities.problem_id = pair_boxes.problem_id
    left join solutions
        on
            pair_severities.problem_id = solutions.problem_id
            and solutions.subject = 'single_level'

),

-- Where the others bound no figure, nothing can fail.
bounded as (

    select distinct problem_id from feasibility
    where isfinite(lower) or isfinite(upper)

),

reasons as (

    select
        problem_id,
        quantity as unsolved_reason
    from solutions
    where subject = 'unsolved'

),

judged as (

    select
        problems.*,
        reasons.unsolved_reason,
        answers.severity,
        (bounded.problem_id is not null or not answers.is_single_level_half)
        and not isnan(answers.severity) as is_checkable,
        levels.problem_id is not null as has_levels,
        {{ status('answers.is_single_level_half', 'answers.is_single_level_wide') }} as single_level,
        {{ status('answers.is_printed_base_half', 'answers.is_printed_base_wide') }} as printed_base,
        {{ status('answers.is_decoupled_half', 'answers.is_decoupled_wide') }} as decoupled
    from problems
    inner join answers
        on problems.problem_id = answers.problem_id
    left join bounded
        on problems.problem_id = bounded.problem_id
    left join levels
        on problems.problem_id = levels.problem_id
    left join reasons
        on problems.problem_id = reasons.problem_id

),

-- A model without a figure that can fail neither holds nor fails.
final as (

    select
        problem_id,
        report_id,
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
