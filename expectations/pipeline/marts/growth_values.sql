with

bounds as (

    select * from intermediate.int_joint_solutions
    inner join intermediate.int_joint_problems using (report_id, problem_no)
    where subject = 'bound' and quantity = 'prior'

),

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
        observations.prior_half_lower,
        observations.prior_half_upper,
        -- Intervals that exclude each other have no tighter ends.
        least(bounds.upper, prior_half_upper) as met_upper,
        greatest(bounds.lower, prior_half_lower) <= met_upper + 1e-9 * greatest(abs(met_upper), 1) as do_meet,
        case when do_meet then bounds.lower end as tight_lower,
        case when do_meet then bounds.upper end as tight_upper
    from marts.growth as marts
    inner join intermediate.int_observations as observations
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join bounds using (report_id, territory_id, period_id, indicator_id, basis)

),

faulty as (

    select
        {% for column, condition in columns.items() %}
            count(*) filter (where ({{ column }} is not null) is distinct from ({{ condition }})) as {{ column }},
        {% endfor %}
        count(*) as row_count
    from growths

),

counts as (

    select
        'marts.growth' as table_name,
        column_name,
        faulty_rows
    from faulty
    unpivot (faulty_rows for column_name in (columns(* exclude (row_count))))

),

final as (select * from counts where faulty_rows > 0)

select * from final
