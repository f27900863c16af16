with

figures as (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

readings as (

    select * from {{ ref('stg_readings') }}

),

quantities as (

    select * from {{ ref('int_quantities') }}

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

limits as (

    select * from {{ ref('limits') }}

),

-- A level or a change is compared with its limit in the indicator's unit, a percentage as printed.
limited as (

    select
        figures.report_id,
        figures.figure_no,
        figures.territory_id,
        figures.period_id,
        figures.basis,
        figures.indicator_id,
        figures.measure,
        readings.reading,
        case
            when measures.unit_kind = 'difference' and measures.sign < 0 then -quantities.upper
            when measures.unit_kind in ('indicator', 'difference') then quantities.lower
            else cast(readings.lower as double)
        end as lower,
        case
            when measures.unit_kind = 'difference' and measures.sign < 0 then -quantities.lower
            when measures.unit_kind in ('indicator', 'difference') then quantities.upper
            else cast(readings.upper + measures.spread as double)
        end as upper,
        -- Of a level, a plan or a base below zero a percentage may be anything.
        coalesce(
            least(
                observations.level_upper,
                case quantities.quantity
                    when 'completion' then observations.plan_level_upper
                    when 'growth' then observations.prior_level_upper
                end
            ) < 0
            and quantities.quantity in ('completion', 'growth'),
            false
        ) as is_below_zero
    from figures
    inner join measures
        on figures.measure = measures.measure
    inner join readings
        on
            figures.report_id = readings.report_id
            and figures.figure_no = readings.figure_no
    inner join quantities
        on
            readings.report_id = quantities.report_id
            and readings.figure_no = quantities.figure_no
            and readings.reading = quantities.reading
    left join observations
        on
            quantities.report_id = observations.report_id
            and quantities.territory_id = observations.territory_id
            and quantities.period_id = observations.period_id
            and quantities.indicator_id = observations.indicator_id
            and quantities.basis = observations.basis
            and quantities.reading = observations.reading

),

-- A limit of the indicator itself replaces the general one of the same severity.
ranked as (

    select
        limited.*,
        limits.severity,
        limits.indicator_id as limit_indicator_id,
        coalesce(limits.lower, -{{ infinity() }}) as limit_lower,
        coalesce(limits.upper, {{ infinity() }}) as limit_upper,
        row_number() over (
            partition by limited.report_id, limited.figure_no, limited.reading, limits.severity
            order by case when limits.indicator_id = '*' then 1 else 0 end
        ) as preference
    from limited
    inner join limits
        on
            limited.measure = limits.measure
            and limits.indicator_id in (limited.indicator_id, '*')
            and not (limits.indicator_id = '*' and limited.is_below_zero)

),

final as (

    select
        {{ check_id(
            "'limit'", "severity", "report_id", "territory_id", "period_id", "basis", "indicator_id", "measure"
        ) }}
        || '/' || figure_no as check_id,
        'limit' as kind,
        cast(null as varchar) as identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        indicator_id,
        measure as quantity,
        reading,
        true as is_checkable,
        lower as left_lower,
        upper as left_upper,
        limit_lower as right_lower,
        limit_upper as right_upper,
        greatest(abs(lower), abs(upper)) as magnitude,
        figure_no,
        severity,
        limit_indicator_id
    from ranked
    where preference = 1

)

select * from final
