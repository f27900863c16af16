with

observations as (

    select * from {{ ref('int_observations') }}
    where reading = 'half' and (completion_lower is not null or plan_level_lower is not null)

),

implied as (

    select * from {{ ref('int_implied') }}
    where reading = 'half'

),

roundest_plans as (

    select * from {{ ref('int_roundest_plans') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

periods as (

    select * from {{ ref('stg_periods') }}

),

quarantined as (

    select * from {{ ref('int_quarantined_observations') }}

),

joint_bounds as (

    select * from {{ ref('int_joint_bounds') }}

),

-- Where the report prints the plan and no percentage, the percentage follows from the levels.
completions as (

    select
        observations.report_id,
        observations.territory_id,
        observations.period_id,
        observations.indicator_id,
        observations.basis,
        observations.level,
        observations.level_lower,
        observations.level_upper,
        observations.completion_lower is null as is_completion_derived,
        observations.plan_level_lower,
        observations.plan_level_upper,
        coalesce(
            observations.completion,
            case when observations.plan_level > 0 then observations.level / observations.plan_level end
        ) as completion,
        case
            when observations.completion_lower is not null then observations.completion_lower
            when observations.level_lower is not null
                then {{ quotient_lower('level_lower', 'level_upper', 'plan_level_lower', 'plan_level_upper') }}
        end as completion_lower,
        case
            when observations.completion_upper is not null then observations.completion_upper
            when observations.level_lower is not null
                then {{ quotient_upper('level_lower', 'level_upper', 'plan_level_lower', 'plan_level_upper') }}
        end as completion_upper
    from observations
    left join quarantined
        on
            observations.report_id = quarantined.report_id
            and observations.territory_id = quarantined.territory_id
            and observations.period_id = quarantined.period_id
            and observations.indicator_id = quarantined.indicator_id
    where quarantined.report_id is null

),

-- Remaining over achieved: (1 - p) / p = 1 / p - 1.
ratios as (

    select
        *,
        case
            when completion_lower is not null
                then {{ quotient_lower('1', '1', 'completion_lower', 'completion_upper') }} - 1
        end as ratio_lower,
        case
            when completion_lower is not null
                then {{ quotient_upper('1', '1', 'completion_lower', 'completion_upper') }} - 1
        end as ratio_upper
    from completions

),

-- Only flows counted from the first day of the year have a pace.
paced as (

    select
        ratios.*,
        indicators.unit_id,
        indicators.better,
        periods.elapsed_pct,
        indicators.kind = 'flow' and periods.is_year_to_date as has_pace,
        -- A plan that is reached has no rest: it is exceeded. A range of percentages has no single completion.
        coalesce(
            coalesce(
                ratios.completion, case when not ratios.is_completion_derived then ratios.completion_lower end
            ) >= 1,
            false
        ) as is_reached,
        case
            when ratios.level_lower is null then null
            when ratios.is_completion_derived then ratios.plan_level_lower - ratios.level_upper
            else {{ product_lower('level_lower', 'level_upper', 'ratio_lower', 'ratio_upper') }}
        end as remaining_lower,
        case
            when ratios.level_lower is null then null
            when ratios.is_completion_derived then ratios.plan_level_upper - ratios.level_lower
            else {{ product_upper('level_lower', 'level_upper', 'ratio_lower', 'ratio_upper') }}
        end as remaining_upper
    from ratios
    inner join indicators
        on ratios.indicator_id = indicators.indicator_id
    inner join periods
        on ratios.period_id = periods.period_id

),

final as (

    select
        paced.report_id,
        paced.territory_id,
        paced.period_id,
        paced.indicator_id,
        paced.basis,
        paced.unit_id,
        paced.level,
        {{ fifteen_digits('100 * paced.completion') }} as plan_pct,
        {{ bound('implied.plan_lower') }} as implied_plan_lower,
        {{ bound('implied.plan_upper') }} as implied_plan_upper,
        {{ tightened('lower', 'implied.plan_', 'tight_plans.') }} as tight_plan_lower,
        {{ tightened('upper', 'implied.plan_', 'tight_plans.') }} as tight_plan_upper,
        roundest_plans.roundest_plan,
        paced.elapsed_pct,
        case when paced.has_pace then round(100 * paced.completion - paced.elapsed_pct, 9) end as pace_gap_pts,
        case when not paced.is_reached then {{ fifteen_digits(bound('paced.remaining_lower')) }} end as remaining_lower,
        case when not paced.is_reached then {{ fifteen_digits(bound('paced.remaining_upper')) }} end as remaining_upper,
        case when not paced.is_reached then {{ fifteen_digits(bound('paced.ratio_lower')) }} end
            as required_ratio_lower,
        case when not paced.is_reached then {{ fifteen_digits(bound('paced.ratio_upper')) }} end
            as required_ratio_upper,
        case when paced.is_reached then 0 - {{ fifteen_digits(bound('paced.remaining_upper')) }} end as excess_lower,
        case when paced.is_reached then 0 - {{ fifteen_digits(bound('paced.remaining_lower')) }} end as excess_upper,
        case
            when paced.better != 'lower' and paced.is_reached then 'met'
            when not paced.has_pace or paced.completion_lower is null then null
            when 100 * paced.completion_lower > paced.elapsed_pct
                then case paced.better when 'lower' then 'behind' else 'ahead' end
            when 100 * paced.completion_upper < paced.elapsed_pct
                then case paced.better when 'lower' then 'ahead' else 'behind' end
            else 'on_pace'
        end as status
    from paced
    left join implied
        on
            paced.report_id = implied.report_id
            and paced.territory_id = implied.territory_id
            and paced.period_id = implied.period_id
            and paced.indicator_id = implied.indicator_id
            and paced.basis = implied.basis
    left join joint_bounds as tight_plans
        on
            paced.report_id = tight_plans.report_id
            and paced.territory_id = tight_plans.territory_id
            and paced.period_id = tight_plans.period_id
            and paced.indicator_id = tight_plans.indicator_id
            and paced.basis = tight_plans.basis
            and tight_plans.quantity = 'implied_plan'
    left join roundest_plans
        on
            paced.report_id = roundest_plans.report_id
            and paced.territory_id = roundest_plans.territory_id
            and paced.period_id = roundest_plans.period_id
            and paced.indicator_id = roundest_plans.indicator_id
            and paced.basis = roundest_plans.basis

)

select * from final
