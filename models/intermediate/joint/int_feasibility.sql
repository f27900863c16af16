{% set least_base, greatest_base = '(level_lower - left_upper - slack)', '(level_upper - left_lower + slack)' %}
with

check_terms as (

    select * from {{ ref('int_check_terms') }}

),

-- Only a check that can fail bounds its figures.
checkable as not materialized (

    select check_id from {{ ref('int_checks') }}
    where reading = 'half' and is_checkable

),

identity_checks as (

    select * from {{ ref('int_identity_checks') }}
    where reading = 'half' and check_id in (select checkable.check_id from checkable)

),

terms as (

    select * from {{ ref('int_terms') }}
    where reading = 'half'

),

-- Growth on a negative base has two readings, and so bounds nothing.
ratio_checks as not materialized (

    select * from {{ ref('int_ratio_checks') }}
    where reading = 'half' and not has_two_readings and check_id in (select checkable.check_id from checkable)

),

change_checks as not materialized (

    select * from {{ ref('int_change_checks') }}
    where reading = 'half' and check_id in (select checkable.check_id from checkable)

),

repeat_checks as (

    select * from {{ ref('int_repeat_checks') }}
    where reading = 'half'

),

joint_figures as (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'half'

),

joint_verdicts as (

    select * from {{ ref('int_joint_verdicts') }}

),

joint_feasibility as (

    select * from {{ ref('int_joint_feasibility') }}

),

statements as not materialized (

    select * from {{ ref('int_statements') }}
    where reading = 'half'

),

implied as (

    select * from {{ ref('int_implied') }}
    where reading = 'half'

),

figures as (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

weighted as (

    select
        check_terms.*,
        identity_checks.left_lower,
        identity_checks.left_upper,
        identity_checks.right_lower,
        identity_checks.right_upper,
        identity_checks.slack,
        case when check_terms.coefficient >= 0 then terms.lower else terms.upper end * check_terms.coefficient
            as lower,
        case when check_terms.coefficient >= 0 then terms.upper else terms.lower end * check_terms.coefficient
            as upper
    from check_terms
    inner join identity_checks
        on check_terms.check_id = identity_checks.check_id
    inner join terms
        on
            check_terms.report_id = terms.report_id
            and check_terms.territory_id = terms.territory_id
            and check_terms.period_id = terms.period_id
            and check_terms.basis = terms.basis
            and check_terms.indicator_id = terms.indicator_id
            and check_terms.term_quantity = terms.quantity

),

-- The ends of the sum of all other parts, each end separately: it is infinite where one of theirs is.
others as (

    select
        *,
        {{ sum_of_other_parts('lower', '-' ~ infinity()) }} as others_lower,
        {{ sum_of_other_parts('upper', infinity()) }} as others_upper
    from weighted

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
        territory_id,
        period_id,
        basis,
        indicator_id,
        term_quantity,
        case when coefficient >= 0 then rest_lower else rest_upper end / coefficient as lower,
        case when coefficient >= 0 then rest_upper else rest_lower end / coefficient as upper
    from left_over

),

levels as (

    select * from {{ ref('int_observations') }}
    where reading = 'half'

),

-- The printed quantities of a term: the term itself, or level and rate or change, each given the other.
given as (

    select
        term_intervals.*,
        levels.level_lower,
        levels.level_upper,
        case
            when term_intervals.term_quantity = 'implied_plan' and implied.is_plan_implied then levels.completion_lower
            when term_intervals.term_quantity = 'implied_prior' and implied.prior_source = 'growth'
                then levels.growth_lower
        end as rate_lower,
        case
            when term_intervals.term_quantity = 'implied_plan' and implied.is_plan_implied then levels.completion_upper
            when term_intervals.term_quantity = 'implied_prior' and implied.prior_source = 'growth'
                then levels.growth_upper
        end as rate_upper,
        case
            when term_intervals.term_quantity = 'implied_prior' and implied.prior_source = 'change'
                then levels.change_lower
        end as change_lower,
        case
            when term_intervals.term_quantity = 'implied_prior' and implied.prior_source = 'change'
                then levels.change_upper
        end as change_upper
    from term_intervals
    left join levels
        on
            term_intervals.report_id = levels.report_id
            and term_intervals.territory_id = levels.territory_id
            and term_intervals.period_id = levels.period_id
            and term_intervals.basis = levels.basis
            and term_intervals.indicator_id = levels.indicator_id
    left join implied
        on
            term_intervals.report_id = implied.report_id
            and term_intervals.territory_id = implied.territory_id
            and term_intervals.period_id = implied.period_id
            and term_intervals.basis = implied.basis
            and term_intervals.indicator_id = implied.indicator_id

),

-- A negative rate of a level that is not negative has a negative base: only the negative bases that the others
-- allow count for the rate. The interval of the level does not depend on the level's own sign.
signed as (

    select
        * exclude (upper),
        case when rate_upper < 0 and level_lower >= 0 and lower < 0 then least(upper, 0) else upper end as upper
    from given

),

from_identities as (

    select
        report_id,
        territory_id,
        period_id,
        case when term_quantity = 'level' then '' else basis end as basis,
        indicator_id,
        case term_quantity
            when 'implied_plan' then 'plan_level'
            when 'implied_prior' then 'prior_level'
            else term_quantity
        end as quantity,
        case
            when term_quantity = 'growth' then (lower + 100) / 100
            when term_quantity in {{ ratio_quantities() }} then lower / 100
            else lower
        end as lower,
        case
            when term_quantity = 'growth' then (upper + 100) / 100
            when term_quantity in {{ ratio_quantities() }} then upper / 100
            else upper
        end as upper
    from given
    where rate_lower is null and change_lower is null

    union all

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        'change' as quantity,
        level_lower - upper as lower,
        level_upper - lower as upper
    from given
    where change_lower is not null

    union all

    select
        report_id,
        territory_id,
        period_id,
        '' as basis,
        indicator_id,
        'level' as quantity,
        lower + change_lower as lower,
        upper + change_upper as upper
    from given
    where change_lower is not null

    union all

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        case term_quantity when 'implied_plan' then 'completion' else 'growth' end as quantity,
        {{ quotient_lower('level_lower', 'level_upper', 'lower', 'upper') }} as lower,
        {{ quotient_upper('level_lower', 'level_upper', 'lower', 'upper') }} as upper
    from signed
    where rate_lower is not null

    union all

    select
        report_id,
        territory_id,
        period_id,
        '' as basis,
        indicator_id,
        'level' as quantity,
        {{ product_lower('lower', 'upper', 'rate_lower', 'rate_upper') }} as lower,
        {{ product_upper('lower', 'upper', 'rate_lower', 'rate_upper') }} as upper
    from given
    where rate_lower is not null

),

from_ratios as (

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        {{ quotient_lower('level_lower', 'level_upper', 'base_lower', 'base_upper') }} as lower,
        {{ quotient_upper('level_lower', 'level_upper', 'base_lower', 'base_upper') }} as upper
    from ratio_checks

    union all

    select
        report_id,
        territory_id,
        period_id,
        case base_quantity when 'level' then '' else basis end as basis,
        base_indicator_id as indicator_id,
        base_quantity as quantity,
        {{ quotient_lower('level_lower', 'level_upper', 'rate_lower', 'rate_upper') }} as lower,
        {{ quotient_upper('level_lower', 'level_upper', 'rate_lower', 'rate_upper') }} as upper
    from ratio_checks

    union all

    select
        report_id,
        territory_id,
        period_id,
        '' as basis,
        indicator_id,
        'level' as quantity,
        {{ product_lower('rate_lower', 'rate_upper', 'base_lower', 'base_upper') }} / unit_ratio as lower,
        {{ product_upper('rate_lower', 'rate_upper', 'base_lower', 'base_upper') }} / unit_ratio as upper
    from ratio_checks

),

-- Level, change, and the base or the growth: each from the other two.
from_changes as (

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        'change' as quantity,
        right_lower as lower,
        right_upper as upper
    from change_checks

    union all

    select
        report_id,
        territory_id,
        period_id,
        '' as basis,
        indicator_id,
        'level' as quantity,
        case base_quantity
            when 'prior_level' then left_lower + prior_level_lower
            else {{ quotient_lower('(left_lower - slack)', '(left_upper + slack)', 'rise_lower', 'rise_upper') }}
        end as lower,
        case base_quantity
            when 'prior_level' then left_upper + prior_level_upper
            else {{ quotient_upper('(left_lower - slack)', '(left_upper + slack)', 'rise_lower', 'rise_upper') }}
        end as upper
    from change_checks

    union all

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        base_quantity as quantity,
        level_lower - left_upper as lower,
        level_upper - left_lower as upper
    from change_checks
    where base_quantity = 'prior_level'

    union all

    -- L / (L - C), where no level and no base may be below zero.
    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        base_quantity as quantity,
        {{ quotient_lower('level_lower', 'level_upper', least_base, greatest_base) }} as lower,
        {{ quotient_upper('level_lower', 'level_upper', least_base, greatest_base) }} as upper
    from change_checks
    where base_quantity = 'growth'

),

-- The intervals under model S, from all other figures of the component; none where only model B explains the
-- report.
from_joint as (

    select
        joint_figures.report_id,
        joint_figures.territory_id,
        joint_figures.period_id,
        joint_figures.figure_basis as basis,
        joint_figures.indicator_id,
        joint_figures.quantity,
        joint_feasibility.lower,
        joint_feasibility.upper
    from joint_feasibility
    inner join joint_figures
        on
            joint_feasibility.problem_id = joint_figures.problem_id
            and joint_feasibility.indicator_id = joint_figures.indicator_id
            and joint_feasibility.quantity = joint_figures.quantity
            and joint_feasibility.figure_basis = joint_figures.figure_basis
    inner join joint_verdicts
        on joint_feasibility.problem_id = joint_verdicts.problem_id
    where joint_verdicts.single_level = 'consistent' or joint_verdicts.printed_base != 'consistent'

),

quantity_intervals as (

    select * from from_identities
    union all
    select * from from_ratios
    union all
    select * from from_changes
    union all
    select * from from_joint

),

figure_intervals as (

    select
        statements.report_id,
        statements.figure_no,
        statements.quantity,
        quantity_intervals.lower,
        quantity_intervals.upper
    from statements
    inner join quantity_intervals
        on
            statements.report_id = quantity_intervals.report_id
            and statements.territory_id = quantity_intervals.territory_id
            and statements.period_id = quantity_intervals.period_id
            and statements.basis = quantity_intervals.basis
            and statements.indicator_id = quantity_intervals.indicator_id
            and statements.quantity = quantity_intervals.quantity

    union all

    select
        statements.report_id,
        statements.figure_no,
        statements.quantity,
        other.lower,
        other.upper
    from repeat_checks
    inner join statements
        on
            repeat_checks.report_id = statements.report_id
            and repeat_checks.territory_id = statements.territory_id
            and repeat_checks.period_id = statements.period_id
            and repeat_checks.basis = statements.basis
            and repeat_checks.indicator_id = statements.indicator_id
            and repeat_checks.quantity = statements.quantity
            and statements.figure_no in (repeat_checks.earlier_figure_no, repeat_checks.later_figure_no)
    inner join statements as other
        on
            statements.report_id = other.report_id
            and statements.territory_id = other.territory_id
            and statements.period_id = other.period_id
            and statements.basis = other.basis
            and statements.indicator_id = other.indicator_id
            and statements.quantity = other.quantity
            and other.figure_no in (repeat_checks.earlier_figure_no, repeat_checks.later_figure_no)
            and statements.figure_no != other.figure_no

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
        touching.report_id,
        touching.figure_no,
        {{ printed_lower('touching.lower', 'touching.upper') }} as lower,
        {{ printed_upper('touching.lower', 'touching.upper') }} as upper
    from touching
    inner join figures
        on
            touching.report_id = figures.report_id
            and touching.figure_no = figures.figure_no
    inner join measures
        on figures.measure = measures.measure

)

select * from final
