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
        coalesce(prior_level, {{ difference('level', 'change') }}) as base,
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

-- A level belongs to every basis.
levels as (

    select distinct
        report_id,
        territory_id,
        period_id,
        indicator_id,
        level
    from observations
    where level != 0

),

-- A printed share names its total in the basis; where it names none, it is of the only one.
printed_shares as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        share
    from observations
    where share is not null

),

parts as (

    select distinct
        report_id,
        territory_id,
        period_id,
        indicator_id
    from bounded

),

-- The nearest total of which the part's share is printed, else the nearest with a known level, whether its growth is
-- printed or not.
shares as (

    select
        parts.*,
        parents.parent_indicator_id as total_indicator_id,
        parents.unit_ratio,
        levels.level,
        printed_shares.share
    from parts
    inner join parents
        using (report_id, indicator_id)
    left join levels
        on
            parts.report_id = levels.report_id
            and parts.territory_id = levels.territory_id
            and parts.period_id = levels.period_id
            and parents.parent_indicator_id = levels.indicator_id
    left join printed_shares
        on
            parts.report_id = printed_shares.report_id
            and parts.territory_id = printed_shares.territory_id
            and parts.period_id = printed_shares.period_id
            and parts.indicator_id = printed_shares.indicator_id
            and printed_shares.basis in (parents.parent_indicator_id, case when parents.parents = 1 then '' end)
    where coalesce(printed_shares.share, levels.level) is not null
    qualify
        row_number() over (
            partition by parts.report_id, parts.territory_id, parts.period_id, parts.indicator_id
            order by
                case when printed_shares.share is null then 1 else 0 end asc,
                parents.preference asc,
                printed_shares.basis desc
        ) = 1

),

-- A share without a name for its total may be of any of several.
shared as (

    select
        bounded.*,
        case when shares.share is not null or unnamed.share is null then shares.total_indicator_id end
            as total_indicator_id,
        shares.unit_ratio,
        coalesce(shares.share, unnamed.share, bounded.level * shares.unit_ratio / shares.level) as share_of_total
    from bounded
    left join shares
        using (report_id, territory_id, period_id, indicator_id)
    left join printed_shares as unnamed
        on
            bounded.report_id = unnamed.report_id
            and bounded.territory_id = unnamed.territory_id
            and bounded.period_id = unnamed.period_id
            and bounded.indicator_id = unnamed.indicator_id
            and unnamed.basis = ''

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
        shared.report_id,
        shared.territory_id,
        shared.period_id,
        shared.indicator_id,
        shared.basis,
        indicators.unit_id,
        shared.level,
        round(100 * shared.factor - 100, 9) + 0 as growth_pct,
        {{ bound('shared.prior_half_lower') }} as implied_prior_lower,
        {{ bound('shared.prior_half_upper') }} as implied_prior_upper,
        {{ tightened('lower', 'shared.prior_half_', 'tight_priors.') }} as tight_prior_lower,
        {{ tightened('upper', 'shared.prior_half_', 'tight_priors.') }} as tight_prior_upper,
        {{ fifteen_digits(bound('shared.change_lower')) }} as change_lower,
        {{ fifteen_digits(bound('shared.change_upper')) }} as change_upper,
        {{ bound('contributions.lower') }} as contribution_pts_lower,
        {{ bound('contributions.upper') }} as contribution_pts_upper,
        {{ tightened('lower', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_lower,
        {{ tightened('upper', 'contributions.', 'joint_contributions.') }} as tight_contribution_pts_upper,
        case when shared.share_of_total is not null then shared.total_indicator_id end as total_indicator_id,
        {{ fifteen_digits('100 * shared.share_of_total') }} as share_pct,
        {{ fifteen_digits('100 * shared.prior * shared.unit_ratio / nullif(share_totals.prior, 0)') }}
            as prior_share_pct
    from shared
    inner join indicators
        using (indicator_id)
    left join tight_priors
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join contributions
        using (report_id, observation_no, basis)
    left join joint_contributions
        on
            shared.report_id = joint_contributions.report_id
            and shared.territory_id = joint_contributions.territory_id
            and shared.period_id = joint_contributions.period_id
            and shared.indicator_id = joint_contributions.indicator_id
            and shared.basis = joint_contributions.basis
            and contributions.total_indicator_id = joint_contributions.total_indicator_id
    left join totals as share_totals
        on
            shared.report_id = share_totals.report_id
            and shared.territory_id = share_totals.territory_id
            and shared.period_id = share_totals.period_id
            and shared.indicator_id = share_totals.indicator_id
            and shared.basis = share_totals.basis
            and shared.total_indicator_id = share_totals.total_indicator_id

)

select * from final
