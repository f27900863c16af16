{% set ends = {'lower': '-' ~ infinity(), 'upper': infinity()} %}
{% set least_base, greatest_base = '(level_lower - change_upper - slack)', '(level_upper - change_lower + slack)' %}
with

check_terms as not materialized (

    select * from {{ ref('int_check_terms') }}

),

-- Only a check that can fail bounds its figures.
checkable as not materialized (

    select * from {{ ref('int_checks') }}
    where is_checkable

),

-- Growth on a negative base has two meanings, and so bounds nothing.
ratio_checks as (

    select * from {{ ref('int_ratio_checks') }}
    semi join checkable using (report_id, kind, check_no)
    where not has_two_meanings

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

joint_verdicts as (

    select * from {{ ref('int_joint_verdicts') }}

),

joint_feasibility as (

    select * from {{ ref('int_joint_solutions') }}
    where subject = 'feasibility'

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

repeated as (

    select * from {{ ref('int_observed') }}
    where is_repeated

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

weighted as (

    select
        check_terms.* exclude (half_lower, half_upper),
        check_terms.half_lower as lower,
        check_terms.half_upper as upper,
        checkable.check_no,
        checkable.half_left_lower as left_lower,
        checkable.half_left_upper as left_upper,
        checkable.half_right_lower as right_lower,
        checkable.half_right_upper as right_upper,
        checkable.half_slack as slack
    from check_terms
    inner join checkable
        on
            check_terms.report_id = checkable.report_id
            and check_terms.kind = checkable.kind
            and check_terms.identity_id = checkable.identity_id
            and check_terms.subject_indicator_id = checkable.indicator_id
            and check_terms.quantity = checkable.quantity
            and check_terms.territory_id = checkable.territory_id
            and check_terms.period_id = checkable.period_id
            and check_terms.basis = checkable.basis

),

sums as (

    select
        report_id,
        kind,
        check_no,
    {%- for end_ in ends %}
        coalesce({{ compensated_sum('case when isfinite(' ~ end_ ~ ') then ' ~ end_ ~ ' end') }}, 0)
            as finite_{{ end_ }},
        count(case when not isfinite({{ end_ }}) then 1 end) as infinite_{{ end_ }}
        {{- ',' if not loop.last }}
    {%- endfor %}
    from weighted
    where role = 'part'
    group by all

),

-- The ends of the sum of all other parts, each end separately: it is infinite where one of theirs is.
others as (

    select
        weighted.*,
    {%- for end_, infinite in ends.items() %}
        case
            when sums.infinite_{{ end_ }} > cast(role = 'part' and not isfinite({{ end_ }}) as integer)
                then {{ infinite }}
            else sums.finite_{{ end_ }} - case when role = 'part' and isfinite({{ end_ }}) then {{ end_ }} else 0 end
        end as others_{{ end_ }}
        {{- ',' if not loop.last }}
    {%- endfor %}
    from weighted
    inner join sums using (report_id, kind, check_no)

),

-- The interval that the other terms of a check allow a term, times its coefficient.
left_over as (

    select
        *,
        case
            when role = 'total' and kind = 'subset' then left_lower - slack
            when role = 'total' then right_lower
            when kind in ('subset', 'range') then -{{ infinity() }}
            else left_lower - others_upper - slack
        end as rest_lower,
        case
            when role = 'total' and kind = 'subset' then {{ infinity() }}
            when role = 'total' then right_upper
            when kind = 'subset' then right_upper
            when kind = 'range' then {{ infinity() }}
            else left_upper - others_lower + slack
        end as rest_upper
    from others

),

term_intervals as (

    select
        report_id,
        observation_no,
        basis,
        term_quantity,
        case when coefficient >= 0 then rest_lower else rest_upper end / coefficient as lower,
        case when coefficient >= 0 then rest_upper else rest_lower end / coefficient as upper
    from left_over

),

-- The printed rate or change that implies a term together with the level; none where the term itself is printed.
implied as (

    select
        term_intervals.*,
        observations.* exclude (report_id, observation_no, basis),
        case term_intervals.term_quantity
            when 'implied_plan' then case when observations.is_plan_implied then 'completion' end
            when 'implied_prior' then nullif(observations.prior_source, 'printed')
        end as implied_by
    from term_intervals
    left join observations using (report_id, observation_no, basis)

),

of_terms as (

    select
        * exclude (level_half_lower, level_half_upper),
    {%- for end_ in ends %}
        level_half_{{ end_ }} as level_{{ end_ }},
        case implied_by
            when 'completion' then completion_half_{{ end_ }}
            when 'growth' then growth_half_{{ end_ }}
            when 'change' then change_half_{{ end_ }}
        end as implying_{{ end_ }}
        {{- ',' if not loop.last }}
    {%- endfor %}
    from implied

),

-- Rate = level / base, where a base is printed or an identity leaves one. A negative rate of a level that is not
-- negative has a negative base: only the negative bases that the others allow count for the rate. The interval of the
-- level does not depend on the level's own sign.
quotients as (

    select
        report_id,
        observation_no,
        basis,
        quantity,
        base_observation_no,
        base_quantity,
        half_level_lower as level_lower,
        half_level_upper as level_upper,
        half_base_lower as base_lower,
        half_base_upper as base_upper,
        half_base_upper as signed_upper,
        half_rate_lower as rate_lower,
        half_rate_upper as rate_upper,
        unit_ratio
    from ratio_checks
    where quantity != 'change'

    union all

    select
        report_id,
        observation_no,
        basis,
        implied_by as quantity,
        null as base_observation_no,
        null as base_quantity,
        level_lower,
        level_upper,
        lower as base_lower,
        upper as base_upper,
        case when implying_upper < 0 and level_lower >= 0 and lower < 0 then least(upper, 0) else upper end
            as signed_upper,
        implying_lower as rate_lower,
        implying_upper as rate_upper,
        1 as unit_ratio
    from of_terms
    where implied_by in ('completion', 'growth')

),

-- Change = level - base, likewise.
differences as (

    select
        report_id,
        observation_no,
        basis,
        base_quantity,
        half_level_lower as level_lower,
        half_level_upper as level_upper,
        half_base_lower as base_lower,
        half_base_upper as base_upper,
        half_left_lower as change_lower,
        half_left_upper as change_upper
    from ratio_checks
    where quantity = 'change' and base_quantity = 'prior_level'

    union all

    select
        report_id,
        observation_no,
        basis,
        null as base_quantity,
        level_lower,
        level_upper,
        lower as base_lower,
        upper as base_upper,
        implying_lower as change_lower,
        implying_upper as change_upper
    from of_terms
    where implied_by = 'change'

),

-- Change = level - level / growth.
growth_changes as (

    select
        *,
        half_level_lower as level_lower,
        half_level_upper as level_upper,
        half_left_lower as change_lower,
        half_left_upper as change_upper,
        half_slack as slack
    from ratio_checks
    where quantity = 'change' and base_quantity = 'growth'

),

-- Each quantity from the others. Under model S the joint problem adds what all other figures of the component leave;
-- nothing where only model B explains them.
quantity_intervals as (

    select
        report_id,
        observation_no,
        case when term_quantity = 'level' then '' else basis end as basis,
        case term_quantity
            when 'implied_plan' then 'plan_level'
            when 'implied_prior' then 'prior_level'
            else term_quantity
        end as quantity,
    {%- for end_ in ends %}
        case
            when term_quantity = 'growth' then ({{ end_ }} + 100) / 100
            when term_quantity in {{ ratio_quantities() }} then {{ end_ }} / 100
            else {{ end_ }}
        end as {{ end_ }}
        {{- ',' if not loop.last }}
    {%- endfor %}
    from of_terms
    where implied_by is null

    {%- for relation, observation, basis, quantity, lower, upper, condition in [
        (
            'quotients', 'observation_no', 'basis', 'quantity',
            quotient_lower('level_lower', 'level_upper', 'base_lower', 'signed_upper'),
            quotient_upper('level_lower', 'level_upper', 'base_lower', 'signed_upper'), 'true'
        ),
        (
            'quotients', 'base_observation_no', "case base_quantity when 'level' then '' else basis end", 'base_quantity',
            quotient_lower('level_lower', 'level_upper', 'rate_lower', 'rate_upper'),
            quotient_upper('level_lower', 'level_upper', 'rate_lower', 'rate_upper'), 'base_quantity is not null'
        ),
        (
            'quotients', 'observation_no', "''", "'level'",
            product_lower('rate_lower', 'rate_upper', 'base_lower', 'base_upper') ~ ' / unit_ratio',
            product_upper('rate_lower', 'rate_upper', 'base_lower', 'base_upper') ~ ' / unit_ratio', 'true'
        ),
        (
            'differences', 'observation_no', 'basis', "'change'",
            'level_lower - base_upper', 'level_upper - base_lower', 'true'
        ),
        (
            'differences', 'observation_no', "''", "'level'",
            'base_lower + change_lower', 'base_upper + change_upper', 'true'
        ),
        (
            'differences', 'observation_no', 'basis', 'base_quantity',
            'level_lower - change_upper', 'level_upper - change_lower', 'base_quantity is not null'
        ),
        (
            'growth_changes', 'observation_no', 'basis', "'change'", 'half_right_lower', 'half_right_upper', 'true'
        ),
        (
            'growth_changes', 'observation_no', "''", "'level'",
            quotient_lower('(change_lower - slack)', '(change_upper + slack)', 'half_rise_lower', 'half_rise_upper'),
            quotient_upper('(change_lower - slack)', '(change_upper + slack)', 'half_rise_lower', 'half_rise_upper'),
            'true'
        ),
        (
            'growth_changes', 'observation_no', 'basis', "'growth'",
            quotient_lower('level_lower', 'level_upper', least_base, greatest_base),
            quotient_upper('level_lower', 'level_upper', least_base, greatest_base), 'true'
        ),
    ] %}
        union all

        select
            report_id,
            {{ observation }} as observation_no,
            {{ basis }} as basis,
            {{ quantity }} as quantity,
            {{ lower }} as lower,
            {{ upper }} as upper
        from {{ relation }}
        where {{ condition }}
    {%- endfor %}

    union all

    select
        report_id,
        joint_figures.observation_no,
        figure_basis as basis,
        quantity,
        joint_feasibility.lower,
        joint_feasibility.upper
    from joint_feasibility
    inner join joint_figures using (report_id, problem_no, indicator_id, quantity, figure_basis)
    inner join joint_verdicts using (report_id, problem_no)
    where joint_verdicts.single_level = 'consistent' or joint_verdicts.printed_base != 'consistent'

),

-- Each figure of a quantity that is printed again bounds the others.
figure_intervals as (

    select
        quantities.report_id,
        quantities.figure_no,
        quantity,
        quantity_intervals.lower,
        quantity_intervals.upper
    from quantities
    inner join quantity_intervals using (report_id, observation_no, basis, quantity)

    union all

    select
        quantities.report_id,
        quantities.figure_no,
        quantity,
        other.half_lower as lower,
        other.half_upper as upper
    from repeated
    inner join quantities using (report_id, observation_no, basis, quantity)
    inner join quantities as other using (report_id, observation_no, basis, quantity)
    where quantities.figure_no != other.figure_no

),

met as (

    select
        report_id,
        figure_no,
        max(lower) as lower,
        min(upper) as upper,
        -- A rate has fewer digits than a level, and a linear programme gives it with a greater error.
        case when any_value(quantity) in {{ ratio_quantities() }} then 500 else 8 end as doubles
    from figure_intervals
    group by report_id, figure_no

),

-- Two exact intervals, or two that touch, may miss each other by the rounding to doubles.
touching as (

    select
        report_id,
        figure_no,
        least(lower, upper) as lower,
        greatest(lower, upper) as upper
    from met
    where lower - upper <= {{ double_tolerance('doubles * ' ~ size('lower', 'upper'), 'false') }}

),

final as (

    select
        report_id,
        figure_no,
        {{ printed_lower('touching.lower', 'touching.upper') }} as lower,
        {{ printed_upper('touching.lower', 'touching.upper') }} as upper
    from touching
    inner join figures using (report_id, figure_no)
    inner join measures using (measure)

)

select * from final
