with

bounds as (

    select * from intermediate.int_joint_solutions
    inner join intermediate.int_joint_problems using (report_id, problem_no)
    where subject = 'bound' and quantity = 'plan'

),

plans as (

    select
        marts.*,
        own.level as printed_level,
        coalesce(own.completion, own.level / nullif(greatest(own.plan_level, 0), 0)) as completion,
        coalesce(own.completion_half_lower, if(own.level_half_lower > 0, own.plan_level_half_lower, 0), 0) > 0
            as is_above_zero,
        is_above_zero and round(100 * (own.level_half_lower / own.plan_level_half_upper), 13) >= 100 as do_levels_reach,
        coalesce(marts.plan_pct >= 100, own.completion_half_lower >= 1, do_levels_reach, false) as is_reached,
        own.is_plan_implied,
        own.plan_half_lower,
        own.plan_half_upper,
        least(bounds.upper, plan_half_upper) as met_upper,
        greatest(bounds.lower, plan_half_lower) <= met_upper + 1e-9 * greatest(abs(met_upper), 1) as do_meet,
        case when do_meet then bounds.lower end as tight_lower,
        case when do_meet then bounds.upper end as tight_upper,
        indicators.kind = 'flow' and periods.is_year_to_date as has_pace
    from marts.plan_completion as marts
    inner join intermediate.int_observations as own using (report_id, territory_id, period_id, indicator_id, basis)
    left join bounds using (report_id, territory_id, period_id, indicator_id, basis)
    inner join reference.indicators as indicators using (indicator_id)
    inner join staging.stg_periods as periods using (period_id)

),

faulty as (

    select
        {% for column, condition in columns.items() %}
            count(*) filter (where ({{ column }} is not null) is distinct from ({{ condition }})) as {{ column }},
        {% endfor %}
        'marts.plan_completion' as table_name
    from plans

),

counts as (

    select * from faulty
    unpivot (faulty_rows for column_name in (columns(* exclude (table_name))))

),

final as (select * from counts where faulty_rows > 0)

select * from final
