with

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

parents as (

    select * from {{ ref('int_parents') }}

),

-- A printed rate and its two levels.
completions as (

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        indicator_id as base_indicator_id,
        'plan_level' as base_quantity,
        'completion' as quantity,
        reading,
        true as is_checkable,
        completion_lower as rate_lower,
        completion_upper as rate_upper,
        level_lower,
        level_upper,
        plan_level_lower as base_lower,
        plan_level_upper as base_upper,
        1 as unit_ratio,
        0 as shift
    from observations
    where completion_lower is not null and level_lower is not null and plan_level_lower is not null

),

growths as (

    select
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        indicator_id as base_indicator_id,
        'prior_level' as base_quantity,
        'growth' as quantity,
        reading,
        true as is_checkable,
        growth_lower as rate_lower,
        growth_upper as rate_upper,
        level_lower,
        level_upper,
        prior_level_lower as base_lower,
        prior_level_upper as base_upper,
        1 as unit_ratio,
        100 as shift
    from observations
    where growth_lower is not null and level_lower is not null and prior_level_lower is not null

),

-- A share names its parent in the basis, or has only one.
shared as (

    select
        observations.*,
        parents.parent_indicator_id,
        parents.unit_ratio
    from observations
    left join parents
        on
            observations.report_id = parents.report_id
            and observations.indicator_id = parents.indicator_id
            and (
                observations.basis = parents.parent_indicator_id
                or (observations.basis = '' and parents.parents = 1)
            )
    where observations.share_lower is not null

),

shares as (

    select
        shared.report_id,
        shared.territory_id,
        shared.period_id,
        shared.basis,
        shared.indicator_id,
        shared.parent_indicator_id as base_indicator_id,
        'level' as base_quantity,
        'share' as quantity,
        shared.reading,
        shared.level_lower is not null and bases.level_lower is not null as is_checkable,
        shared.share_lower as rate_lower,
        shared.share_upper as rate_upper,
        shared.level_lower * shared.unit_ratio as level_lower,
        shared.level_upper * shared.unit_ratio as level_upper,
        bases.level_lower as base_lower,
        bases.level_upper as base_upper,
        shared.unit_ratio,
        0 as shift
    from shared
    left join observations as bases
        on
            shared.report_id = bases.report_id
            and shared.territory_id = bases.territory_id
            and shared.period_id = bases.period_id
            and shared.parent_indicator_id = bases.indicator_id
            and bases.basis = ''
            and shared.reading = bases.reading

),

rates as (

    select * from completions
    union all
    select * from growths
    union all
    select * from shares

),

-- A negative rate of a level that is not negative implies a negative base, where the printed base allows one.
signed as (

    select
        *,
        case
            when rate_upper < 0 and level_lower >= 0 and base_lower < 0 and rate_lower <= level_lower / base_lower
                then least(base_upper, 0)
            else base_upper
        end as signed_upper
    from rates

),

-- An office may divide the change by the absolute value of a negative base: f = 1 + (L - Q) / |Q| = 2 - L / Q.
computed as (

    select
        *,
        quantity = 'growth' and coalesce(base_lower < 0, false) as has_two_readings,
        {{ quotient_lower('level_lower', 'level_upper', 'base_lower', 'signed_upper') }} as quotient_lower,
        {{ quotient_upper('level_lower', 'level_upper', 'base_lower', 'signed_upper') }} as quotient_upper,
        2 - {{ quotient_upper('level_lower', 'level_upper', 'base_lower', 'least(base_upper, 0)') }} as absolute_lower,
        2 - {{ quotient_lower('level_lower', 'level_upper', 'base_lower', 'least(base_upper, 0)') }} as absolute_upper
    from signed

),

-- Of the two readings the one nearer to the printed rate counts.
chosen as (

    select
        *,
        has_two_readings
        and {{ distance('rate_lower', 'rate_upper', 'absolute_lower', 'absolute_upper') }}
        < {{ distance('rate_lower', 'rate_upper', 'quotient_lower', 'quotient_upper') }} as is_absolute
    from computed

),

final as (

    select
        {{ check_id("'ratio'", "''", "report_id", "territory_id", "period_id", "basis", "indicator_id", "quantity") }}
            as check_id,
        'ratio' as kind,
        cast(null as varchar) as identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        reading,
        is_checkable,
        100 * rate_lower - shift as left_lower,
        100 * rate_upper - shift as left_upper,
        case when is_checkable then 100 * case when is_absolute then absolute_lower else quotient_lower end - shift end
            as right_lower,
        case when is_checkable then 100 * case when is_absolute then absolute_upper else quotient_upper end - shift end
            as right_upper,
        100 * rate_upper + 100 as magnitude,
        base_indicator_id,
        base_quantity,
        level_lower,
        level_upper,
        base_lower,
        base_upper,
        rate_lower,
        rate_upper,
        unit_ratio,
        has_two_readings
    from chosen

)

select * from final
