with

check_terms as not materialized (

    select * from {{ ref('int_check_terms') }}

),

ratio_checks as not materialized (

    select * from {{ ref('int_ratio_checks') }}
    where reading = 'half'

),

change_checks as not materialized (

    select * from {{ ref('int_change_checks') }}
    where reading = 'half'

),

repeat_checks as not materialized (

    select * from {{ ref('int_repeat_checks') }}
    where reading = 'half'

),

limit_checks as (

    select * from {{ ref('int_limit_checks') }}
    where reading = 'half'

),

statements as not materialized (

    select * from {{ ref('int_statements') }}
    where reading = 'half'

),

implied as (

    select * from {{ ref('int_implied') }}
    where reading = 'half'

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}
    where reading = 'half' and sign != 0

),

joint_feasibility as (

    select * from {{ ref('int_joint_feasibility') }}

),

joint_verdicts as (

    select
        *,
        {{ verdict('decoupled', 'single_level', 'printed_base') }} as verdict
    from {{ ref('int_joint_verdicts') }}

),

-- The printed quantities of an implied term: a level and a rate or a change, or the printed plan or base.
sources as (

    {%- for term_quantity, follows_from, quantity in [
        ('implied_plan', 'completion', 'level'),
        ('implied_plan', 'completion', 'completion'),
        ('implied_plan', 'printed', 'plan_level'),
        ('implied_prior', 'growth', 'level'),
        ('implied_prior', 'growth', 'growth'),
        ('implied_prior', 'change', 'level'),
        ('implied_prior', 'change', 'change'),
        ('implied_prior', 'printed', 'prior_level'),
    ] %}
        select
            '{{ term_quantity }}' as term_quantity,
            '{{ follows_from }}' as follows_from,
            '{{ quantity }}' as quantity
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- The printed quantities that a check uses. None occurs twice: a check contains an indicator once, and compares it
-- with a different quantity.
ingredients as (

    select
        check_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        term_quantity as quantity
    from check_terms

    union all

    select
        check_terms.check_id,
        check_terms.report_id,
        check_terms.territory_id,
        check_terms.period_id,
        check_terms.basis,
        check_terms.indicator_id,
        sources.quantity
    from check_terms
    inner join implied
        on
            check_terms.report_id = implied.report_id
            and check_terms.territory_id = implied.territory_id
            and check_terms.period_id = implied.period_id
            and check_terms.basis = implied.basis
            and check_terms.indicator_id = implied.indicator_id
    inner join sources
        on
            check_terms.term_quantity = sources.term_quantity
            and sources.follows_from = case
                when check_terms.term_quantity = 'implied_prior' then implied.prior_source
                when implied.is_plan_implied then 'completion'
                else 'printed'
            end

    union all

    select
        check_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity
    from ratio_checks

    union all

    select
        check_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        'level' as quantity
    from ratio_checks

    union all

    select
        check_id,
        report_id,
        territory_id,
        period_id,
        basis,
        base_indicator_id as indicator_id,
        base_quantity as quantity
    from ratio_checks

    union all

    select
        change_checks.check_id,
        change_checks.report_id,
        change_checks.territory_id,
        change_checks.period_id,
        change_checks.basis,
        change_checks.indicator_id,
        unnest(['change', 'level', change_checks.base_quantity]) as quantity
    from change_checks

),

-- A joint problem without a verdict is no check, and a figure that the others do not bound is not part of one. Where
-- only model B explains the figures, a figure that model B does not contain is not part of it either.
joint_ingredients as (

    select joint_figures.*
    from joint_figures
    inner join joint_verdicts
        on joint_figures.problem_id = joint_verdicts.problem_id
    left join joint_figures as levels
        on
            joint_figures.problem_id = levels.problem_id
            and joint_figures.indicator_id = levels.indicator_id
            and levels.quantity = 'level'
    left join joint_feasibility
        on
            joint_figures.problem_id = joint_feasibility.problem_id
            and joint_figures.indicator_id = joint_feasibility.indicator_id
            and joint_figures.quantity = joint_feasibility.quantity
            and joint_figures.figure_basis = joint_feasibility.figure_basis
    where
        (joint_verdicts.single_level != 'not_checkable' or joint_verdicts.unsolved_reason is not null)
        and not coalesce({{ is_open('joint_feasibility.lower', 'joint_feasibility.upper') }}, false)
        and (
            joint_verdicts.single_level != 'contradiction'
            or joint_verdicts.verdict != 'consistent'
            or joint_figures.over_quantity is null
            or (joint_figures.quantity in ('completion', 'growth') and levels.quantity is not null)
        )

),

-- No figure occurs twice: each branch has checks of other kinds, and a repeat has two figures.
final as (

    select
        joint_ingredients.problem_id as check_id,
        statements.report_id,
        statements.figure_no
    from joint_ingredients
    inner join statements
        on
            joint_ingredients.report_id = statements.report_id
            and joint_ingredients.territory_id = statements.territory_id
            and joint_ingredients.period_id = statements.period_id
            and joint_ingredients.indicator_id = statements.indicator_id
            and joint_ingredients.quantity = statements.quantity
            and joint_ingredients.figure_basis = statements.basis

    union all

    select
        ingredients.check_id,
        statements.report_id,
        statements.figure_no
    from ingredients
    inner join statements
        on
            ingredients.report_id = statements.report_id
            and ingredients.territory_id = statements.territory_id
            and ingredients.period_id = statements.period_id
            and ingredients.indicator_id = statements.indicator_id
            and ingredients.quantity = statements.quantity
            and statements.basis = case ingredients.quantity when 'level' then '' else ingredients.basis end

    union all

    select
        check_id,
        report_id,
        earlier_figure_no as figure_no
    from repeat_checks

    union all

    select
        check_id,
        report_id,
        later_figure_no as figure_no
    from repeat_checks

    union all

    select
        check_id,
        report_id,
        figure_no
    from limit_checks

)

select * from final
