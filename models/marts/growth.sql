with

observations as (

    select * from {{ ref('int_observations') }}
    where reading = 'half' and coalesce(growth_lower, change_lower, prior_level_lower) is not null

),

implied as (

    select * from {{ ref('int_implied') }}
    where reading = 'half'

),

parents as (

    select * from {{ ref('int_parents') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

quarantined as (

    select * from {{ ref('int_quarantined_observations') }}

),

joint_bounds as (

    select * from {{ ref('int_joint_bounds') }}

),

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

-- Where the report prints no growth, it follows from two of level, base and change.
bases as (

    select
        * exclude (change_lower, change_upper),
        change_lower as printed_change_lower,
        change_upper as printed_change_upper,
        coalesce(prior_level, level - change) as base,
        coalesce(level, prior_level + change) as reached
    from observations

),

growths as (

    select
        observations.*,
        coalesce(observations.growth, case when observations.base > 0 then observations.reached / observations.base end)
            as factor
    from bases as observations
    left join quarantined
        on
            observations.report_id = quarantined.report_id
            and observations.territory_id = quarantined.territory_id
            and observations.period_id = quarantined.period_id
            and observations.indicator_id = quarantined.indicator_id
    where quarantined.report_id is null

),

-- The change as printed, or L - Q = L * (1 - 1 / f), with the same level in both terms; for two printed levels, their
-- difference.
changes as (

    select
        growths.*,
        implied.prior_lower,
        implied.prior_upper,
        -- Growth on a negative base has two readings: a base that is known otherwise gives the change.
        growths.growth_lower is null
        or (growths.may_prior_be_negative and not implied.is_prior_ambiguous) as is_of_base,
        case when not growths.may_prior_be_negative then growths.level / nullif(growths.factor, 0) end as prior,
        case
            when growths.level_lower is not null
                then 1 - {{ quotient_upper('1', '1', 'growth_lower', 'growth_upper') }}
        end as rise_lower,
        case
            when growths.level_lower is not null
                then 1 - {{ quotient_lower('1', '1', 'growth_lower', 'growth_upper') }}
        end as rise_upper
    from growths
    left join implied
        on
            growths.report_id = implied.report_id
            and growths.territory_id = implied.territory_id
            and growths.period_id = implied.period_id
            and growths.indicator_id = implied.indicator_id
            and growths.basis = implied.basis

),

bounded as (

    select
        *,
        case
            when printed_change_lower is not null then printed_change_lower
            when is_of_base then level_lower - prior_upper
            else {{ product_lower('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as change_lower,
        case
            when printed_change_lower is not null then printed_change_upper
            when is_of_base then level_upper - prior_lower
            else {{ product_upper('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as change_upper
    from changes

),

totals as (

    select
        parents.indicator_id,
        parents.parent_indicator_id as total_indicator_id,
        parents.unit_ratio,
        parents.preference,
        bounded.report_id,
        bounded.territory_id,
        bounded.period_id,
        bounded.basis,
        bounded.level,
        bounded.prior,
        bounded.prior_lower,
        bounded.prior_upper
    from parents
    inner join bounded
        on
            parents.report_id = bounded.report_id
            and parents.parent_indicator_id = bounded.indicator_id
    where parents.is_whole

),

-- The nearest total of a part with a base known to be above zero.
contributed as (

    select
        *,
        row_number() over (
            partition by report_id, indicator_id, territory_id, period_id, basis
            order by preference
        ) as nearness
    from totals
    where prior_lower > 0

),

-- The nearest total with a known level.
shared as (

    select
        *,
        row_number() over (
            partition by report_id, indicator_id, territory_id, period_id, basis
            order by preference
        ) as nearness
    from totals
    where level != 0

),

-- The joint problem's bounds on the part's contribution to each of its totals, without the coefficient.
joint_contributions as (

    select
        joint_bounds.report_id,
        joint_bounds.territory_id,
        joint_bounds.period_id,
        joint_bounds.basis,
        joint_bounds.indicator_id,
        members.indicator_id as total_indicator_id,
        100 * max(joint_bounds.lower / parts.coefficient) as lower,
        100 * min(joint_bounds.upper / parts.coefficient) as upper
    from joint_bounds
    inner join members
        on
            joint_bounds.identity_id = members.identity_id
            and members.role = 'total'
    inner join members as parts
        on
            joint_bounds.identity_id = parts.identity_id
            and joint_bounds.indicator_id = parts.indicator_id
            and parts.role = 'part'
            and parts.coefficient > 0
    where joint_bounds.quantity = 'contribution'
    group by all

),

contributions as (

    select
        bounded.report_id,
        bounded.territory_id,
        bounded.period_id,
        bounded.indicator_id,
        bounded.basis,
        contributed.total_indicator_id,
        100 * {{ quotient_lower(
            'bounded.change_lower * contributed.unit_ratio', 'bounded.change_upper * contributed.unit_ratio',
            'contributed.prior_lower', 'contributed.prior_upper'
        ) }} as lower,
        100 * {{ quotient_upper(
            'bounded.change_lower * contributed.unit_ratio', 'bounded.change_upper * contributed.unit_ratio',
            'contributed.prior_lower', 'contributed.prior_upper'
        ) }} as upper
    from bounded
    inner join contributed
        on
            bounded.report_id = contributed.report_id
            and bounded.territory_id = contributed.territory_id
            and bounded.period_id = contributed.period_id
            and bounded.indicator_id = contributed.indicator_id
            and bounded.basis = contributed.basis
            and contributed.nearness = 1

),

final as (

    select
        bounded.report_id,
        bounded.territory_id,
        bounded.period_id,
        bounded.indicator_id,
        bounded.basis,
        indicators.unit_id,
        bounded.level,
        round(100 * bounded.factor - 100, 9) as growth_pct,
        {{ bound('bounded.prior_lower') }} as implied_prior_lower,
        {{ bound('bounded.prior_upper') }} as implied_prior_upper,
        {{ tightened('lower', 'bounded.prior_', 'tight_priors.') }} as tight_prior_lower,
        {{ tightened('upper', 'bounded.prior_', 'tight_priors.') }} as tight_prior_upper,
        {{ fifteen_digits(bound('bounded.change_lower')) }} as change_lower,
        {{ fifteen_digits(bound('bounded.change_upper')) }} as change_upper,
        {{ bound('contributions.lower') }} as contribution_pts_lower,
        {{ bound('contributions.upper') }} as contribution_pts_upper,
        {{ tightened('lower', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_lower,
        {{ tightened('upper', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_upper,
        {{ fifteen_digits(
            '100 * coalesce(bounded.share, bounded.level * shared.unit_ratio / nullif(shared.level, 0))'
        ) }} as share_pct,
        {{ fifteen_digits('100 * bounded.prior * shared.unit_ratio / nullif(shared.prior, 0)') }} as prior_share_pct
    from bounded
    inner join indicators
        on bounded.indicator_id = indicators.indicator_id
    left join joint_bounds as tight_priors
        on
            bounded.report_id = tight_priors.report_id
            and bounded.territory_id = tight_priors.territory_id
            and bounded.period_id = tight_priors.period_id
            and bounded.indicator_id = tight_priors.indicator_id
            and bounded.basis = tight_priors.basis
            and tight_priors.quantity = 'implied_prior'
    left join contributions
        on
            bounded.report_id = contributions.report_id
            and bounded.territory_id = contributions.territory_id
            and bounded.period_id = contributions.period_id
            and bounded.indicator_id = contributions.indicator_id
            and bounded.basis = contributions.basis
    left join joint_contributions
        on
            contributions.report_id = joint_contributions.report_id
            and contributions.territory_id = joint_contributions.territory_id
            and contributions.period_id = joint_contributions.period_id
            and contributions.indicator_id = joint_contributions.indicator_id
            and contributions.basis = joint_contributions.basis
            and contributions.total_indicator_id = joint_contributions.total_indicator_id
    left join shared
        on
            bounded.report_id = shared.report_id
            and bounded.territory_id = shared.territory_id
            and bounded.period_id = shared.period_id
            and bounded.indicator_id = shared.indicator_id
            and bounded.basis = shared.basis
            and shared.nearness = 1

)

select * from final
