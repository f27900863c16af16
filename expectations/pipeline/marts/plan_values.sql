with

plans as (

    select
        marts.*,
        observations.level as printed_level,
        coalesce(observations.completion, observations.level / nullif(greatest(observations.plan_level, 0), 0))
            as completion,
        coalesce(observations.completion_lower, observations.level_lower, 0) > 0
        and coalesce(observations.completion_lower, observations.plan_level_lower, 0) > 0 as is_above_zero,
        coalesce(marts.plan_pct >= 100, observations.completion_lower >= 1, false) as is_reached,
        implied.plan_lower,
        implied.plan_upper,
        bounds.lower as tight_lower,
        bounds.upper as tight_upper,
        roundest.roundest_plan as roundest_found,
        indicators.kind = 'flow' and periods.is_year_to_date as has_pace
    from marts.plan_completion as marts
    inner join intermediate.int_observations as observations
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join intermediate.int_implied as implied
        using (report_id, territory_id, period_id, indicator_id, basis, reading)
    left join intermediate.int_joint_bounds as bounds
        on
            (marts.report_id, marts.territory_id, marts.period_id, marts.indicator_id, marts.basis)
            = (bounds.report_id, bounds.territory_id, bounds.period_id, bounds.indicator_id, bounds.basis)
            and bounds.quantity = 'implied_plan'
    left join intermediate.int_roundest_plans as roundest
        using (report_id, territory_id, period_id, indicator_id, basis)
    inner join reference.indicators as indicators using (indicator_id)
    inner join staging.stg_periods as periods using (period_id)
    where observations.reading = 'half'

),

counts as (

    {% for column, condition in columns.items() %}
        select
            'marts.plan_completion.{{ column }}' as column_name,
            count(*) as faulty_rows
        from plans
        where ({{ column }} is not null) is distinct from ({{ condition }})
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select * from counts
    where faulty_rows > 0

)

select * from final
