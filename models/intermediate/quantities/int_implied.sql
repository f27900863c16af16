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

-- Growth implies a base, else the change does: Q = L - C. Growth on a base that may be negative has two readings, and
-- is used last.
sourced as (

    select
        *,
        case
            when quotient_prior_lower is not null and not may_prior_be_negative then 'growth'
            when level_lower is not null and change_lower is not null then 'change'
            when prior_level_lower is not null then 'printed'
            when quotient_prior_lower is not null then 'growth'
        end as prior_source
    from quotients

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
        coalesce(prior_source in ('growth', 'change'), false) as is_prior_implied,
        prior_source,
        coalesce(prior_source = 'growth' and may_prior_be_negative, false) as is_prior_ambiguous,
        coalesce(quotient_plan_lower, plan_level_lower) as plan_lower,
        coalesce(quotient_plan_upper, plan_level_upper) as plan_upper,
        case prior_source
            when 'growth' then quotient_prior_lower
            when 'change' then level_lower - change_upper
            when 'printed' then prior_level_lower
        end as prior_lower,
        case prior_source
            when 'growth' then quotient_prior_upper
            when 'change' then level_upper - change_lower
            when 'printed' then prior_level_upper
        end as prior_upper,
        -- An office that rounds a plan or a base rounds it no finer than the level.
        case
            when quotient_plan_lower is null then 0
            else greatest(level_width, coalesce(plan_level_width, 0))
        end as plan_slack,
        case
            when prior_source in ('growth', 'change') then greatest(level_width, coalesce(prior_level_width, 0))
            else 0
        end as prior_slack
    from sourced
    where prior_source is not null or quotient_plan_lower is not null or plan_level_lower is not null

)

select * from final
