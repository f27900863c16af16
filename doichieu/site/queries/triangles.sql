-- One answer an indicator: what each report gave as the level or the plan of a period, the earliest report first, and how
-- far that is from the report it is compared with. If a report of the site gives a period, all others that give it are
-- there too: a report of the site is its place, another its name and dates.
with

claims as (

    select
        indicator_places.place as indicator_place,
        claims.*,
        report_places.place as report_place
    from intermediate.int_claims as claims
    inner join indicator_places using (indicator_id)
    left join report_places using (report_id)
    window
        subject as (
            partition by
                claims.comparable_id, claims.indicator_id, claims.quantity, claims.basis, claims.start_date,
                claims.end_date
        )
    qualify
        count(report_places.place) over subject > 0
        and bool_or(claims.quantity = 'plan' or claims.is_printed) over subject

),

numbered as (

    select
        *,
        dense_rank() over (partition by indicator_id order by report_order) - 1 as report_no
    from claims

),

reports as (

    select
        numbered.indicator_place,
        list(
            coalesce(
                to_json(numbered.report_place),
                to_json({id: reports.report_id, published: reports.published, period: reports.period_id})
            ) order by numbered.report_no
        ) as found
    from (select distinct indicator_place, report_id, report_place, report_no from numbered) as numbered
    inner join reference.reports using (report_id)
    group by numbered.indicator_place

),

revisions as (

    select
        revisions.*,
        areas.comparable_id
    from marts.revisions
    inner join (select distinct territory_id, comparable_id from numbered) as areas using (territory_id)

),

cells as (

    select
        numbered.indicator_place,
        numbered.comparable_id,
        numbered.quantity,
        numbered.basis,
        numbered.period_id,
        numbered.end_date,
        list(json_array(
            numbered.report_no,
            nullif(numbered.territory_id, numbered.comparable_id),
            case when isfinite(numbered.lower) then numbered.lower end,
            case when isfinite(numbered.upper) then numbered.upper end,
            case
                when numbered.is_printed
                    then case numbered.observed_quantity
                        when 'level' then observations.level
                        when 'plan' then observations.plan_level
                        when 'prior' then observations.prior_level
                    end
            end,
            numbered.is_printed,
            numbered.observed_quantity,
            numbered.observed_period_id,
            numbered.observed_basis,
            earlier.report_no,
            revisions.difference_pct,
            revisions.is_within_rounding
        ) order by numbered.report_no) as found
    from numbered
    inner join intermediate.int_observations as observations
        on
            numbered.report_id = observations.report_id
            and numbered.territory_id = observations.territory_id
            and numbered.indicator_id = observations.indicator_id
            and numbered.observed_period_id = observations.period_id
            and numbered.observed_basis = observations.basis
    left join revisions
        on
            numbered.report_id = revisions.later_report_id
            and numbered.comparable_id = revisions.comparable_id
            and numbered.indicator_id = revisions.indicator_id
            and numbered.period_id = revisions.period_id
            and numbered.quantity = revisions.quantity
            and numbered.basis = revisions.basis
    left join (select distinct indicator_id, report_id, report_no from numbered) as earlier
        on
            revisions.indicator_id = earlier.indicator_id
            and revisions.earlier_report_id = earlier.report_id
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

)

select
    indicator_places.place,
    cast(to_json({
        reports: coalesce(any_value(reports.found), []),
        triangles: coalesce(
            list(triangle order by triangle.territory, triangle.quantity, triangle.basis)
            filter (where triangle is not null),
            []
        )
    }) as varchar) as answer
from indicator_places
left join triangles on indicator_places.place = triangles.indicator_place
left join reports on indicator_places.place = reports.indicator_place
where indicator_places.indicator_id in (select indicator_id from marts.revisions)
group by indicator_places.place
order by indicator_places.place
