with

-- The old and the new key of one area count once.
areas as (

    select
        territory_id,
        case count(successor_id) over (partition by successor_id) when 1 then successor_id else territory_id end
            as area_id
    from reference.territories

),

observations as (

    select * from intermediate.int_observations
    inner join areas using (territory_id)
    inner join staging.stg_periods using (period_id)
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)

),

-- The level of a report's period, and that of the period it is compared with.
levels as (

    select row(report_id, area_id, indicator_id, start_date, end_date) as level from observations
    where basis = '' and level_half_lower is not null
    union
    select row(report_id, area_id, indicator_id, earlier_periods.start_date, earlier_periods.end_date)
    from observations
    inner join intermediate.int_earlier_periods as earlier_periods using (period_id, basis)
    where prior_half_lower is not null and not is_prior_ambiguous

),

plans as (

    select distinct row(report_id, area_id, indicator_id, basis, plan_start_date, plan_end_date) as plan
    from observations
    where plan_half_lower is not null

),

counts as (

    {% for quantity, claims in {'level': 'levels', 'plan': 'plans'}.items() %}
        select
            'intermediate.int_claims, {{ claims }}' as table_name,
            (select count(*) from intermediate.int_claims where quantity = '{{ quantity }}') as found,
            (select count(*) from {{ claims }}) as expected
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
