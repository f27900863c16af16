with

observations as not materialized (

    select *
    from {{ ref('int_observations') }}
    anti join {{ ref('int_quarantined_observations') }}
        using (report_id, territory_id, period_id, indicator_id)

),

parents as (

    select * from {{ ref('int_parents') }}
    where is_weighted_mean

),

indicators as (

    select * from {{ ref('indicators') }}

),

joint_bounds as not materialized (

    select * from {{ ref('int_joint_solutions') }}
    inner join {{ ref('int_joint_problems') }} using (report_id, problem_no)
    where subject = 'bound'

),

tight_priors as (

    select * from joint_bounds
    where quantity = 'prior'

),

members as not materialized (

    select * from {{ ref('int_relation_members') }}
    where role = 'part' and coefficient > 0

),

-- Where the report prints no growth, it follows from two of level, base and change.
bases as (

    select
        *,
        coalesce(prior_level, level - change) as base,
        coalesce(level, prior_level + change) as reached
    from observations
    where coalesce(growth_half_lower, change_half_lower, prior_level_half_lower) is not null

),

growths as (

    select
        *,
        coalesce(growth, case when base > 0 then reached / base end) as factor
    from bases

),

-- The change as printed, or L - Q = L * (1 - 1 / f), with the same level in both terms; for two printed levels, their
-- difference.
changes as (

    select
        *,
        -- Growth on a negative base has two meanings: a base that is known otherwise gives the change.
        growth_half_lower is null or (may_prior_be_negative and not is_prior_ambiguous) as is_of_base,
        case when not may_prior_be_negative then level / nullif(factor, 0) end as prior,
        case
            when level_half_lower is not null
                then 1 - {{ quotient_upper('1', '1', 'growth_half_lower', 'growth_half_upper') }}
        end as rise_lower,
        case
            when level_half_lower is not null
                then 1 - {{ quotient_lower('1', '1', 'growth_half_lower', 'growth_half_upper') }}
        end as rise_upper
    from growths

),

bounded as (

    select
        *,
        case
            when change_half_lower is not null then change_half_lower
            when is_of_base then level_half_lower - prior_half_upper
            else {{ product_lower('level_half_lower', 'level_half_upper', 'rise_lower', 'rise_upper') }}
        end as change_lower,
        case
            when change_half_lower is not null then change_half_upper
            when is_of_base then level_half_upper - prior_half_lower
            else {{ product_upper('level_half_lower', 'level_half_upper', 'rise_lower', 'rise_upper') }}
        end as change_upper
    from changes

),

-- What the report prints of the totals of each part. In another order these joins pair all figures of a report.
totals as materialized (

    select
        bounded.report_id,
        bounded.territory_id,
        bounded.period_id,
        bounded.basis,
        parents.indicator_id,
        parents.unit_ratio,
        parents.preference,
        bounded.indicator_id as total_indicator_id,
        bounded.prior,
        bounded.prior_half_lower,
        bounded.prior_half_upper
    from parents
    inner join bounded
        on
            parents.report_id = bounded.report_id
            and parents.parent_indicator_id = bounded.indicator_id

),

of_totals as not materialized (

    select
        totals.*,
        parts.observation_no,
        parts.change_lower * totals.unit_ratio as change_lower,
        parts.change_upper * totals.unit_ratio as change_upper
    from bounded as parts
    inner join totals
        using (report_id, territory_id, period_id, indicator_id, basis)

),

-- To the growth of the nearest total with a base known to be above zero.
contributions as (

    select
        *,
        {% set interval = ['change_lower', 'change_upper', 'prior_half_lower', 'prior_half_upper'] %}
        100 * {{ quotient_lower(*interval) }} as lower,
        100 * {{ quotient_upper(*interval) }} as upper
    from of_totals
    where prior_half_lower > 0
    qualify row_number() over (partition by report_id, observation_no, basis order by preference) = 1

),

-- In the nearest total with a known level, whether its growth is printed or not. A level belongs to every basis.
shares as materialized (

    select
        observations.report_id,
        observations.territory_id,
        observations.period_id,
        parents.indicator_id,
        parents.unit_ratio,
        parents.parent_indicator_id as total_indicator_id,
        observations.level
    from parents
    inner join observations
        on
            parents.report_id = observations.report_id
            and parents.parent_indicator_id = observations.indicator_id
    where observations.level != 0
    qualify
        row_number() over (
            partition by
                observations.report_id, observations.territory_id, observations.period_id, parents.indicator_id
            order by parents.preference
        ) = 1

),

-- The joint problem's bounds on the part's contribution to each of its totals, without the coefficient.
joint_contributions as (

    select
        joint_bounds.report_id,
        joint_bounds.territory_id,
        joint_bounds.period_id,
        joint_bounds.basis,
        joint_bounds.indicator_id,
        members.total_indicator_id,
        100 * max(joint_bounds.lower / members.coefficient) as lower,
        100 * min(joint_bounds.upper / members.coefficient) as upper
    from joint_bounds
    inner join members
        using (report_id, identity_id, indicator_id)
    where joint_bounds.quantity = 'contribution'
    group by all

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
        {{ bound('bounded.prior_half_lower') }} as implied_prior_lower,
        {{ bound('bounded.prior_half_upper') }} as implied_prior_upper,
        {{ tightened('lower', 'bounded.prior_half_', 'tight_priors.') }} as tight_prior_lower,
        {{ tightened('upper', 'bounded.prior_half_', 'tight_priors.') }} as tight_prior_upper,
        {{ fifteen_digits(bound('bounded.change_lower')) }} as change_lower,
        {{ fifteen_digits(bound('bounded.change_upper')) }} as change_upper,
        {{ bound('contributions.lower') }} as contribution_pts_lower,
        {{ bound('contributions.upper') }} as contribution_pts_upper,
        {{ tightened('lower', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_lower,
        {{ tightened('upper', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_upper,
        {{ fifteen_digits(
            '100 * coalesce(bounded.share, bounded.level * shares.unit_ratio / nullif(shares.level, 0))'
        ) }} as share_pct,
        {{ fifteen_digits('100 * bounded.prior * shares.unit_ratio / nullif(share_totals.prior, 0)') }}
            as prior_share_pct
    from bounded
    inner join indicators
        using (indicator_id)
    left join tight_priors
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join contributions
        using (report_id, observation_no, basis)
    left join joint_contributions
        on
            bounded.report_id = joint_contributions.report_id
            and bounded.territory_id = joint_contributions.territory_id
            and bounded.period_id = joint_contributions.period_id
            and bounded.indicator_id = joint_contributions.indicator_id
            and bounded.basis = joint_contributions.basis
            and contributions.total_indicator_id = joint_contributions.total_indicator_id
    left join shares
        using (report_id, territory_id, period_id, indicator_id)
    left join totals as share_totals
        on
            bounded.report_id = share_totals.report_id
            and bounded.territory_id = share_totals.territory_id
            and bounded.period_id = share_totals.period_id
            and bounded.indicator_id = share_totals.indicator_id
            and bounded.basis = share_totals.basis
            and shares.total_indicator_id = share_totals.total_indicator_id

)

select * from final
