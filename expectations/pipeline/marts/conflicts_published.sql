with

found as (

    select
        *,
        case when isfinite(lower) then lower end as implied_lower,
        case when isfinite(upper) then upper end as implied_upper
    from intermediate.int_conflicts

),

published as not materialized (

    select * from marts.conflicts

),

final as (

    select
        coalesce(published.conflict_id, found.conflict_id) as conflict_id,
        coalesce(published.figure_no, found.figure_no) as figure_no,
        published.implied_lower,
        published.implied_upper,
        found.implied_lower as lower_found,
        found.implied_upper as upper_found,
        'intermediate.int_conflicts, marts.conflicts' as table_name
    from published
    full join found
        on
            published.conflict_id = found.conflict_id
            and published.figure_no = found.figure_no
    where
        {% for column in ['report_id', 'size', 'is_smallest', 'implied_lower', 'implied_upper'] %}
            published.{{ column }} is distinct from found.{{ column }}
            or {% endfor %}
        published.implied_lower > published.implied_upper

)

select * from final
