with

observations as not materialized (

    select *
    from {{ ref('int_observations') }}
    anti join {{ ref('int_quarantined_observations') }}
        using (report_id, territory_id, period_id, indicator_id)
    where completion_half_lower is not null or plan_level_half_lower is not null

),

indicators as (

    select * from {{ ref('indicators') }}

),

periods as (

    select * from {{ ref('stg_periods') }}

),

joint_bounds as (

    select * from {{ ref('int_joint_solutions') }}
    inner join {{ ref('int_joint_problems') }} using (report_id, problem_no)
    where subject = 'bound' and quantity = 'plan'

),

-- Where the report prints the plan and no percentage, the percentage follows from the levels.
completions as (

    select
        * replace (
            coalesce(completion, case when plan_level > 0 then level / plan_level end) as completion
        ),
        completion_half_lower is null as is_completion_derived,
        coalesce(completion_half_lower, {{ quotient('lower', 'level_half', 'plan_level_half') }}) as completion_lower,
        coalesce(completion_half_upper, {{ quotient('upper', 'level_half', 'plan_level_half') }}) as completion_upper
    from observations

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
        -- Ranges have no single completion: the least one counts.
        coalesce(
            ratios.completion,
            case
                when not ratios.is_completion_derived or ratios.plan_level_half_lower > 0 then ratios.completion_lower
            end
        ) as least_completion,
        -- A plan that is reached has no rest: it is exceeded. Doubles may part a level from a plan that it equals.
        coalesce({{ fifteen_digits('100 * least_completion') }} >= 100, false) as is_reached,
        case
            when ratios.level_half_lower is null then null
            when ratios.is_completion_derived then ratios.plan_level_half_lower - ratios.level_half_upper
            else {{ product_lower('level_half_lower', 'level_half_upper', 'ratio_lower', 'ratio_upper') }}
        end as remaining_lower,
        case
            when ratios.level_half_lower is null then null
            when ratios.is_completion_derived then ratios.plan_level_half_upper - ratios.level_half_lower
            else {{ product_upper('level_half_lower', 'level_half_upper', 'ratio_lower', 'ratio_upper') }}
        end as remaining_upper
    from ratios
    inner join indicators
        using (indicator_id)
    inner join periods
        using (period_id)

),

implied_plans as (

    select
        report_id,
        observation_no,
        basis,
        plan_half_lower as lower,
        plan_half_upper as upper
    from observations
    where is_plan_implied and plan_half_lower > 0 and plan_half_upper < {{ infinity() }}

),

exponents as (

    select unnest(generate_series(-6, 18)) as exponent

),

-- Steps in which plans are set: 10, 5, 1, 0.5 and so on. A multiple, divided by a power of ten once, is the double
-- nearest to its decimal.
steps as (

    select
        unnest([1, 0.5]) * greatest(power(10, exponent), 1) as factor,
        greatest(power(10, -exponent), 1) as divisor,
        factor / divisor as step
    from exponents

),

-- The roundest plan is a multiple of the greatest step that has one in the interval, the one nearest to its middle. A
-- step of more than twice the plan has none; one that is narrower than the interval has one, so only a few are tried.
roundest_plans as (

    select
        implied_plans.report_id,
        implied_plans.observation_no,
        implied_plans.basis,
        arg_max(round((lower + upper) / 2 / step) * factor / divisor, step) as roundest_plan
    from implied_plans
    inner join steps
        on steps.step <= 2 * implied_plans.upper and steps.step > (implied_plans.upper - implied_plans.lower) / 10
    where round((lower + upper) / 2 / step) * factor / divisor between lower and upper
    group by implied_plans.report_id, implied_plans.observation_no, implied_plans.basis

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
        {{ bound('paced.plan_half_lower') }} as implied_plan_lower,
        {{ bound('paced.plan_half_upper') }} as implied_plan_upper,
        {{ tightened('lower', 'paced.plan_half_', 'tight_plans.') }} as tight_plan_lower,
        {{ tightened('upper', 'paced.plan_half_', 'tight_plans.') }} as tight_plan_upper,
        roundest_plans.roundest_plan,
        paced.elapsed_pct,
        case when paced.has_pace then round(100 * paced.completion - paced.elapsed_pct, 9) + 0 end as pace_gap_pts,
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
            when {{ fifteen_digits('100 * paced.completion_lower') }} > paced.elapsed_pct
                then case paced.better when 'lower' then 'behind' else 'ahead' end
            when {{ fifteen_digits('100 * paced.completion_upper') }} < paced.elapsed_pct
                then case paced.better when 'lower' then 'ahead' else 'behind' end
            else 'on_pace'
        end as status
    from paced
    left join joint_bounds as tight_plans
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join roundest_plans
        using (report_id, observation_no, basis)

)

select * from final
