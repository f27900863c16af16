-- One answer an indicator of a batch: its vintages by quantity and period, the earliest report first. A report of the
-- site is its place, another its name and dates.
with

given as (

    select * from triangle_cells
    where batch = $batch

),

reports as (

    select
        given.indicator_place,
        list(
            coalesce(
                to_json(given.report_place),
                to_json({id: reports.report_id, published: reports.published, period: reports.period_id})
            ) order by given.report_no
        ) as found
    from (select distinct indicator_place, report_id, report_place, report_no from given) as given
    inner join reference.reports using (report_id)
    group by given.indicator_place

),

cells as (

    select
        indicator_place,
        comparable_id,
        quantity,
        basis,
        period_id,
        end_date,
        list(json_array(
            report_no,
            own_territory_id,
            lower,
            upper,
            printed,
            is_printed,
            observed_quantity,
            observed_period_id,
            observed_basis,
            earlier_report_no,
            difference_pct,
            is_within_rounding
        ) order by report_no) as found
    from given
    where report_id is not null
    group by all

),

triangles as (

    select
        indicator_place,
        {
            territory: comparable_id, quantity: quantity, basis: basis,
            periods: list({period: period_id, cells: found} order by end_date, period_id)
        } as triangle
    from cells
    group by indicator_place, comparable_id, quantity, basis

),

final as (

    select
        given.indicator_place as place,
        cast(to_json({
            reports: coalesce(any_value(reports.found), []),
            triangles: coalesce(
                list(triangle order by triangle.territory, triangle.quantity, triangle.basis)
                filter (where triangle is not null),
                []
            )
        }) as varchar) as answer
    from (select distinct indicator_place from given) as given
    left join triangles using (indicator_place)
    left join reports using (indicator_place)
    group by given.indicator_place

)

select * from final
order by place
