with

observations as not materialized (

    select *
    from {{ ref('int_observations') }}
    anti join {{ ref('int_quarantined_observations') }}
        using (report_id, territory_id, period_id, indicator_id)

),

periods as (

    select * from {{ ref('stg_periods') }}

),

earlier_periods as (

    select * from {{ ref('int_earlier_periods') }}

),

-- Sorts as text: no report needs to know the others.
reports as (

    select
        reports.report_id,
        concat_ws(' ', cast(periods.end_date as date), coalesce(reports.published, '~'), reports.report_id)
            as report_order
    from {{ ref('reports') }} as reports
    inner join periods
        using (period_id)

),

-- A province that was renamed without a merger covers the same area under another key; a merged one does
-- not, and is compared with itself only.
territories as (

    select
        territory_id,
        case
            when successor_id is not null and count(*) over (partition by successor_id) = 1 then successor_id
            else territory_id
        end as comparable_id
    from {{ ref('territories') }}

),

-- A printed level, the level that a report gives for the period compared with, and the plan: where these two are
-- printed themselves, the printed number counts. What is implied is widened by the rounding of that base or plan.
claims as (

    select
        report_id,
        territory_id,
        indicator_id,
        'level' as quantity,
        '' as basis,
        true as is_printed,
        'level' as observed_quantity,
        period_id as observed_period_id,
        basis as observed_basis,
        start_date,
        end_date,
        level_half_lower as lower,
        level_half_upper as upper
    from observations
    inner join periods
        using (period_id)
    where basis = '' and level_half_lower is not null

    union all

    select
        report_id,
        territory_id,
        indicator_id,
        'level' as quantity,
        '' as basis,
        is_prior_own or not is_prior_implied as is_printed,
        'prior' as observed_quantity,
        period_id as observed_period_id,
        basis as observed_basis,
        start_date,
        end_date,
        case when is_prior_own then prior_level_half_lower else prior_half_lower - prior_half_slack end as lower,
        case when is_prior_own then prior_level_half_upper else prior_half_upper + prior_half_slack end as upper
    from observations
    inner join earlier_periods
        using (period_id, basis)
    where prior_half_lower is not null and not is_prior_ambiguous

    union all

    select
        report_id,
        territory_id,
        indicator_id,
        'plan' as quantity,
        basis,
        plan_level_half_lower is not null as is_printed,
        'plan' as observed_quantity,
        period_id as observed_period_id,
        basis as observed_basis,
        plan_start_date as start_date,
        plan_end_date as end_date,
        coalesce(plan_level_half_lower, plan_half_lower - plan_half_slack) as lower,
        coalesce(plan_level_half_upper, plan_half_upper + plan_half_slack) as upper
    from observations
    inner join periods
        using (period_id)
    where plan_half_lower is not null

),

-- A report gives a quantity of an area once: where it both prints a level and implies it, or writes of the area under
-- its old and its new key, the printed one counts, then the narrowest.
once as (

    select * replace (cast(start_date as date) as start_date, cast(end_date as date) as end_date)
    from claims
    inner join territories
        using (territory_id)
    inner join reports
        using (report_id)
    qualify
        row_number() over (
            partition by report_id, comparable_id, indicator_id, quantity, basis, start_date, end_date
            order by
                case when is_printed then 0 else 1 end, upper - lower, lower, territory_id, observed_period_id,
                observed_basis
        ) = 1

),

final as (

    select
        report_id,
        territory_id,
        comparable_id,
        indicator_id,
        {{ period_name('start_date', 'end_date') }} as period_id,
        quantity,
        basis,
        is_printed,
        observed_quantity,
        observed_period_id,
        observed_basis,
        start_date,
        end_date,
        lower,
        upper,
        report_order
    from once

)

select * from final
