with

published as (

    select
        report_id,
        figure_no,
        feasible_lower,
        feasible_upper
    from marts.figures
    where feasible_lower is not null or feasible_upper is not null

),

found as (

    select
        report_id,
        figure_no,
        case when isfinite(lower) then lower end as feasible_lower,
        case when isfinite(upper) then upper end as feasible_upper
    from intermediate.int_feasibility
    where isfinite(lower) or isfinite(upper)

),

final as (

    select
        coalesce(published.report_id, found.report_id) as report_id,
        coalesce(published.figure_no, found.figure_no) as figure_no,
        published.feasible_lower,
        published.feasible_upper,
        found.feasible_lower as lower_found,
        found.feasible_upper as upper_found,
        'intermediate.int_feasibility, marts.figures' as table_name
    from published
    full join found
        on
            published.report_id = found.report_id
            and published.figure_no = found.figure_no
    where
        published.feasible_lower is distinct from found.feasible_lower
        or published.feasible_upper is distinct from found.feasible_upper
        or published.feasible_lower > published.feasible_upper

)

select * from final
