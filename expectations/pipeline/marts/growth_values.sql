with

bounds as (

    select * from intermediate.int_joint_solutions
    inner join intermediate.int_joint_problems using (report_id, problem_no)
    where subject = 'bound' and quantity = 'prior'

),

growths as (

    select
        marts.*,
        own.level as printed_level,
        own.share,
        own.level is not null and (report_id, territory_id, period_id, indicator_id) in (
            select (totals.report_id, totals.territory_id, totals.period_id, parents.indicator_id)
            from intermediate.int_observations as totals
            inner join intermediate.int_parents as parents
                on (totals.report_id, totals.indicator_id) = (parents.report_id, parents.parent_indicator_id)
            where totals.level != 0 and parents.is_weighted_mean
        ) as has_two_levels,
        coalesce(own.prior_level > 0, own.level - own.change > 2e-15 * (abs(own.level) + abs(own.change))) as has_base,
        coalesce(own.growth, if(has_base, coalesce(own.level, own.prior_level + own.change), null)) as growth,
        own.prior_half_lower,
        own.prior_half_upper,
        -- Intervals that exclude each other have no tighter ends.
        least(bounds.upper, prior_half_upper) as met_upper,
        greatest(bounds.lower, prior_half_lower) <= met_upper + 1e-9 * greatest(abs(met_upper), 1) as do_meet,
        case when do_meet then bounds.lower end as tight_lower,
        case when do_meet then bounds.upper end as tight_upper
    from marts.growth as marts
    inner join intermediate.int_observations as own using (report_id, territory_id, period_id, indicator_id, basis)
    left join bounds using (report_id, territory_id, period_id, indicator_id, basis)

),

faulty as (

    select
        {% for column, condition in columns.items() %}
            count(*) filter (where ({{ column }} is not null) is distinct from ({{ condition }})) as {{ column }},
        {% endfor %}
        'marts.growth' as table_name
    from growths

),

counts as (

    select * from faulty
    unpivot (faulty_rows for column_name in (columns(* exclude (table_name))))

),

final as (select * from counts where faulty_rows > 0)

select * from final
