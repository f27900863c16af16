with

observations as (

    select * from {{ ref('int_observations') }}
    where reading = 'half'

),

implied as not materialized (

    select * from {{ ref('int_implied') }}
    where reading = 'half'

),

periods as not materialized (

    select * from {{ ref('stg_periods') }}

),

earlier_periods as (

    select * from {{ ref('int_earlier_periods') }}

),

reports as (

    select * from {{ ref('reports') }}

),

territories as (

    select * from {{ ref('int_comparable_territories') }}

),

quarantined as (

    select * from {{ ref('int_quarantined_observations') }}

),

-- Observations in quarantine claim nothing.
observations_in_use as not materialized (

    select observations.*
    from observations
    left join quarantined
        on
            observations.report_id = quarantined.report_id
            and observations.territory_id = quarantined.territory_id
            and observations.period_id = quarantined.period_id
            and observations.indicator_id = quarantined.indicator_id
    where quarantined.report_id is null

),

implied_in_use as not materialized (

    select implied.*
    from implied
    left join quarantined
        on
            implied.report_id = quarantined.report_id
            and implied.territory_id = quarantined.territory_id
            and implied.period_id = quarantined.period_id
            and implied.indicator_id = quarantined.indicator_id
    where quarantined.report_id is null

),

levels as (

    select
        observations.report_id,
        observations.territory_id,
        observations.indicator_id,
        'level' as quantity,
        '' as basis,
        true as is_printed,
        periods.start_date,
        periods.end_date,
        observations.level_lower as lower,
        observations.level_upper as upper
    from observations_in_use as observations
    inner join periods
        on observations.period_id = periods.period_id
    where observations.level_lower is not null and observations.basis = ''

),

-- The level that a report implies for the period compared with, widened by the rounding of that base.
priors as (

    select
        implied.report_id,
        implied.territory_id,
        implied.indicator_id,
        'level' as quantity,
        '' as basis,
        not implied.is_prior_implied as is_printed,
        earlier_periods.start_date,
        earlier_periods.end_date,
        implied.prior_lower - implied.prior_slack as lower,
        implied.prior_upper + implied.prior_slack as upper
    from implied_in_use as implied
    inner join earlier_periods
        on
            implied.period_id = earlier_periods.period_id
            and implied.basis = earlier_periods.basis
    where implied.prior_lower is not null and not implied.is_prior_ambiguous

),

plans as (

    select
        implied.report_id,
        implied.territory_id,
        implied.indicator_id,
        'plan' as quantity,
        implied.basis,
        not implied.is_plan_implied as is_printed,
        periods.plan_start_date as start_date,
        periods.plan_end_date as end_date,
        implied.plan_lower - implied.plan_slack as lower,
        implied.plan_upper + implied.plan_slack as upper
    from implied_in_use as implied
    inner join periods
        on implied.period_id = periods.period_id
    where implied.plan_lower is not null

),

claims as (

    select * from levels
    union all
    select * from priors
    union all
    select * from plans

),

-- Where a report both prints a level and implies it, the printed one counts.
ranked as (

    select
        *,
        row_number() over (
            partition by report_id, territory_id, indicator_id, quantity, basis, start_date, end_date
            order by case when is_printed then 0 else 1 end, upper - lower, lower
        ) as preference
    from claims

),

final as (

    select
        claims.report_id,
        claims.territory_id,
        territories.comparable_id,
        claims.indicator_id,
        claims.quantity,
        claims.basis,
        claims.is_printed,
        cast(claims.start_date as date) as start_date,
        cast(claims.end_date as date) as end_date,
        claims.lower,
        claims.upper,
        rank() over (order by periods.end_date, reports.published, claims.report_id) as report_order
    from ranked as claims
    inner join territories
        on claims.territory_id = territories.territory_id
    inner join reports
        on claims.report_id = reports.report_id
    inner join periods
        on reports.period_id = periods.period_id
    where claims.preference = 1

)

select * from final
