with

observations as (

    select * from {{ ref('int_observations') }}

),

-- What the printed ratios imply: plan P = L / p and base Q = L / f.
quotients as (

    select
        *,
        case
            when level_lower is not null and completion_lower is not null
                then {{ quotient_lower('level_lower', 'level_upper', 'completion_lower', 'completion_upper') }}
        end as quotient_plan_lower,
        case
            when level_lower is not null and completion_lower is not null
                then {{ quotient_upper('level_lower', 'level_upper', 'completion_lower', 'completion_upper') }}
        end as quotient_plan_upper,
        case
            when level_lower is not null and growth_lower is not null
                then {{ quotient_lower('level_lower', 'level_upper', 'growth_lower', 'growth_upper') }}
        end as quotient_prior_lower,
        case
            when level_lower is not null and growth_lower is not null
                then {{ quotient_upper('level_lower', 'level_upper', 'growth_lower', 'growth_upper') }}
        end as quotient_prior_upper
    from observations

),

-- A printed plan or base is used where no ratio implies one.
final as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        reading,
        quotient_plan_lower is not null as is_plan_implied,
        quotient_prior_lower is not null as is_prior_implied,
        coalesce(quotient_plan_lower, plan_level_lower) as plan_lower,
        coalesce(quotient_plan_upper, plan_level_upper) as plan_upper,
        coalesce(quotient_prior_lower, prior_level_lower) as prior_lower,
        coalesce(quotient_prior_upper, prior_level_upper) as prior_upper,
        -- An office that rounds a plan or a base rounds it no finer than the level.
        case
            when quotient_plan_lower is null then 0
            else greatest(level_width, coalesce(plan_level_width, 0))
        end as plan_slack,
        case
            when quotient_prior_lower is null then 0
            else greatest(level_width, coalesce(prior_level_width, 0))
        end as prior_slack
    from quotients
    where
        coalesce(quotient_plan_lower, plan_level_lower, quotient_prior_lower, prior_level_lower) is not null

)

select * from final
