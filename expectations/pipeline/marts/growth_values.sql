with

growths as (

    select
        marts.*,
        observations.level as printed_level,
        observations.share,
        coalesce(
            observations.growth,
            coalesce(observations.level, observations.prior_level + observations.change)
            / nullif(greatest(coalesce(observations.prior_level, observations.level - observations.change), 0), 0)
        ) as growth,
        implied.prior_lower,
        implied.prior_upper,
        bounds.lower as tight_lower,
        bounds.upper as tight_upper
    from marts.growth as marts
    inner join intermediate.int_observations as observations
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join intermediate.int_implied as implied
        using (report_id, territory_id, period_id, indicator_id, basis, reading)
    left join intermediate.int_joint_bounds as bounds
        on
            (marts.report_id, marts.territory_id, marts.period_id, marts.indicator_id, marts.basis)
            = (bounds.report_id, bounds.territory_id, bounds.period_id, bounds.indicator_id, bounds.basis)
            and bounds.quantity = 'implied_prior'
    where observations.reading = 'half'

),

counts as (

    {% for column, condition in columns.items() %}
        select
            'marts.growth.{{ column }}' as column_name,
            count(*) as faulty_rows
        from growths
        where ({{ column }} is not null) is distinct from ({{ condition }})
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select * from counts
    where faulty_rows > 0

)

select * from final
