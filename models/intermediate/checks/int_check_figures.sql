with

checks as (

    select * from {{ ref('int_checks') }}

),

members as not materialized (

    select * from {{ ref('int_relation_members') }}

),

ratio_checks as not materialized (

    select * from {{ ref('int_ratio_checks') }}

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}
    where half_sign != 0

),

joint_levels as (

    select
        report_id,
        problem_no,
        observation_no,
        quantity
    from joint_figures
    where quantity = 'level'

),

joint_feasibility as (

    select * from {{ ref('int_joint_solutions') }}
    where subject = 'feasibility'

),

joint_verdicts as (

    select
        *,
        {{ verdict('decoupled', 'single_level', 'printed_base') }} as verdict
    from {{ ref('int_joint_verdicts') }}

),

-- The printed quantities of each term of an identity: itself, or a level and a rate or a change, or the printed plan or
-- base.
of_identities as (

    select
        checks.report_id,
        checks.kind,
        checks.check_no,
        observations.observation_no,
        checks.basis,
        unnest(
            case checks.quantity
                when 'implied_plan'
                    then case when observations.is_plan_implied then ['level', 'completion'] else ['plan_level'] end
                when 'implied_prior'
                    then
                        case
                            when observations.is_prior_implied then ['level', observations.prior_source]
                            else ['prior_level']
                        end
                when 'contribution' then [case members.role when 'total' then 'growth' else 'contribution' end]
                else [checks.quantity]
            end
        ) as quantity
    from checks
    inner join members
        on
            checks.report_id = members.report_id
            and checks.identity_id = members.identity_id
            and checks.indicator_id = members.subject_indicator_id
    inner join observations
        on
            checks.report_id = observations.report_id
            and checks.territory_id = observations.territory_id
            and checks.period_id = observations.period_id
            and checks.basis = observations.basis
            and members.indicator_id = observations.indicator_id

),

-- None occurs twice in a check, which contains an indicator once, and compares it with a different quantity.
of_ratios as (

    select
        report_id,
        kind,
        check_no,
        unnest([observation_no, observation_no, base_observation_no]) as observation_no,
        basis,
        unnest(['level', quantity, base_quantity]) as quantity
    from ratio_checks

),

-- A joint problem without a verdict is no check, and a figure that the others do not bound is not part of one. Where
-- only model B explains the figures, a figure that model B does not contain is not part of it either.
of_problems as (

    select
        joint_figures.report_id,
        'joint' as kind,
        joint_figures.problem_no as check_no,
        joint_figures.observation_no,
        joint_figures.figure_basis as basis,
        joint_figures.quantity
    from joint_figures
    inner join joint_verdicts
        using (report_id, problem_no)
    left join joint_levels as levels
        using (report_id, problem_no, observation_no)
    left join joint_feasibility
        on
            joint_figures.report_id = joint_feasibility.report_id
            and joint_figures.problem_no = joint_feasibility.problem_no
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

ingredients as (

    select * from of_identities
    union all
    select * from of_ratios
    union all
    select * from of_problems

),

final as (

    select
        ingredients.report_id,
        ingredients.kind,
        ingredients.check_no,
        quantities.figure_no
    from ingredients
    inner join quantities
        on
            ingredients.report_id = quantities.report_id
            and ingredients.observation_no = quantities.observation_no
            and ingredients.quantity = quantities.quantity
            and quantities.basis = case ingredients.quantity when 'level' then '' else ingredients.basis end

    union all

    select
        report_id,
        kind,
        check_no,
        unnest([figure_no, later_figure_no]) as figure_no
    from checks
    where kind = 'repeat'

    union all

    select
        report_id,
        kind,
        check_no,
        figure_no
    from checks
    where kind = 'limit'

)

select * from final
