with

observations as (

    select * from {{ ref('int_observations') }}
    where reading = 'half' and (growth_lower is not null or prior_level is not null)

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

    select * from {{ ref('int_quarantined_reports') }}

),

-- Where the report prints last year's level and no growth, the growth follows from the levels.
growths as (

    select
        observations.*,
        coalesce(observations.growth, observations.level / nullif(observations.prior_level, 0)) as factor,
        coalesce(
            observations.growth_lower,
            {{ quotient_lower('level_lower', 'level_upper', 'prior_level_lower', 'prior_level_upper') }}
        ) as factor_lower,
        coalesce(
            observations.growth_upper,
            {{ quotient_upper('level_lower', 'level_upper', 'prior_level_lower', 'prior_level_upper') }}
        ) as factor_upper
    from observations
    left join quarantined
        on observations.report_id = quarantined.report_id
    where quarantined.report_id is null

),

-- The change L - Q = L * (1 - 1 / f), one level standing behind both; of two printed levels, their
-- difference.
changes as (

    select
        growths.*,
        implied.prior_lower,
        implied.prior_upper,
        growths.level / nullif(growths.factor, 0) as prior,
        case when growths.level is not null then 1 - {{ quotient_upper('1', '1', 'factor_lower', 'factor_upper') }} end
            as rise_lower,
        case when growths.level is not null then 1 - {{ quotient_lower('1', '1', 'factor_lower', 'factor_upper') }} end
            as rise_upper
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
            when growth_lower is null then level_lower - prior_upper
            else {{ product_lower('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as change_lower,
        case
            when growth_lower is null then level_upper - prior_lower
            else {{ product_upper('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as change_upper
    from changes

),

-- The nearest total above a part of which the report tells the base.
totals as (

    select
        parents.report_id,
        parents.indicator_id,
        parents.unit_ratio,
        totals.territory_id,
        totals.period_id,
        totals.basis,
        totals.level,
        totals.prior,
        totals.prior_lower,
        totals.prior_upper,
        row_number() over (
            partition by parents.report_id, parents.indicator_id, totals.territory_id, totals.period_id, totals.basis
            order by parents.preference
        ) as preference
    from parents
    inner join bounded as totals
        on
            parents.report_id = totals.report_id
            and parents.parent_indicator_id = totals.indicator_id

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
        {{ fifteen_digits(bound('bounded.change_lower')) }} as change_lower,
        {{ fifteen_digits(bound('bounded.change_upper')) }} as change_upper,
        100 * {{ bound(quotient_lower(
            'bounded.change_lower * totals.unit_ratio', 'bounded.change_upper * totals.unit_ratio',
            'totals.prior_lower', 'totals.prior_upper'
        )) }} as contribution_pts_lower,
        100 * {{ bound(quotient_upper(
            'bounded.change_lower * totals.unit_ratio', 'bounded.change_upper * totals.unit_ratio',
            'totals.prior_lower', 'totals.prior_upper'
        )) }} as contribution_pts_upper,
        100 * coalesce(bounded.share, bounded.level * totals.unit_ratio / nullif(totals.level, 0)) as share_pct,
        100 * bounded.prior * totals.unit_ratio / nullif(totals.prior, 0) as prior_share_pct
    from bounded
    inner join indicators
        on bounded.indicator_id = indicators.indicator_id
    left join totals
        on
            bounded.report_id = totals.report_id
            and bounded.territory_id = totals.territory_id
            and bounded.period_id = totals.period_id
            and bounded.indicator_id = totals.indicator_id
            and bounded.basis = totals.basis
            and totals.preference = 1

)

select * from final
