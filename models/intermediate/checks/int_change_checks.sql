with

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

-- A printed change is compared with the level less a printed base, or else less the base that the growth implies:
-- L - L / f, with one level L.
compared as (

    select
        *,
        prior_level_lower is not null as is_base_printed,
        case
            when prior_level_lower is null
                then 1 - {{ quotient_upper('1', '1', 'growth_lower', 'growth_upper') }}
        end as rise_lower,
        case
            when prior_level_lower is null
                then 1 - {{ quotient_lower('1', '1', 'growth_lower', 'growth_upper') }}
        end as rise_upper
    from observations
    where
        change_lower is not null
        and level_lower is not null
        and (prior_level_lower is not null or growth_lower is not null)

),

-- The growth may have been computed from a rounded level and a rounded base.
sides as (

    select
        *,
        case when is_base_printed then 0 else change_slack end as slack,
        case
            when is_base_printed then level_lower - prior_level_upper
            else {{ product_lower('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as difference_lower,
        case
            when is_base_printed then level_upper - prior_level_lower
            else {{ product_upper('level_lower', 'level_upper', 'rise_lower', 'rise_upper') }}
        end as difference_upper,
        is_base_printed or not may_prior_be_negative as is_certain
    from compared

),

final as (

    select
        {{ check_id("'ratio'", "''", "report_id", "territory_id", "period_id", "basis", "indicator_id", "'change'") }}
            as check_id,
        'ratio' as kind,
        cast(null as varchar) as identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        'change' as quantity,
        reading,
        is_certain as is_checkable,
        change_lower as left_lower,
        change_upper as left_upper,
        case when is_certain then difference_lower - slack end as right_lower,
        case when is_certain then difference_upper + slack end as right_upper,
        -- A quotient has a few roundings to doubles more than a difference of printed levels.
        case when is_base_printed then 1 else 10 end * (
            {{ size('change_lower', 'change_upper') }}
            + {{ size('level_lower', 'level_upper') }}
            + {{ size('difference_lower', 'difference_upper') }}
        ) as magnitude,
        case when is_base_printed then 'prior_level' else 'growth' end as base_quantity,
        level_lower,
        level_upper,
        prior_level_lower,
        prior_level_upper,
        rise_lower,
        rise_upper,
        slack
    from sides

)

select * from final
