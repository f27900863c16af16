-- What each report gave as the level or the plan of a period, a row each, and how far that is from the report it is
-- compared with. If a report of the site gives a period, all others that give it are there too. An indicator that has
-- revisions, but none of these, has one row without a report.
create or replace temp table triangle_cells as
with

-- Most claims of a large collection are about quantities that no report of the site gives: they are left out first.
given as (

    select distinct
        comparable_id,
        indicator_id,
        quantity,
        basis,
        start_date,
        end_date
    from intermediate.int_claims
    semi join report_places using (report_id)

),

claims as (

    select
        indicator_places.place as indicator_place,
        claims.*,
        report_places.place as report_place
    from intermediate.int_claims as claims
    semi join given using (comparable_id, indicator_id, quantity, basis, start_date, end_date)
    inner join indicator_places using (indicator_id)
    left join report_places using (report_id)
    qualify
        bool_or(claims.quantity = 'plan' or claims.is_printed) over (
            partition by
                claims.comparable_id, claims.indicator_id, claims.quantity, claims.basis, claims.start_date,
                claims.end_date
        )

),

numbered as (

    select
        *,
        dense_rank() over (partition by indicator_id order by report_order) - 1 as report_no
    from claims

),

revisions as (

    select
        revisions.*,
        areas.comparable_id
    from marts.revisions
    inner join (select distinct territory_id, comparable_id from numbered) as areas using (territory_id)

),

-- The cells of an indicator are in one batch: its answer is one file.
batches as (

    select
        indicator_places.place as indicator_place,
        sum(count(numbered.report_id)) over (order by indicator_places.place) // $batch_figures as batch
    from indicator_places
    left join numbered on indicator_places.place = numbered.indicator_place
    where indicator_places.indicator_id in (select indicator_id from marts.revisions)
    group by indicator_places.place

),

final as (

    select
        batches.batch,
        batches.indicator_place,
        numbered.comparable_id,
        numbered.quantity,
        numbered.basis,
        numbered.period_id,
        numbered.end_date,
        numbered.report_id,
        numbered.report_place,
        numbered.report_no,
        nullif(numbered.territory_id, numbered.comparable_id) as own_territory_id,
        case when isfinite(numbered.lower) then numbered.lower end as lower,
        case when isfinite(numbered.upper) then numbered.upper end as upper,
        case
            when numbered.is_printed
                then case numbered.observed_quantity
                    when 'level' then observations.level
                    when 'plan' then observations.plan_level
                    when 'prior' then observations.prior_level
                end
        end as printed,
        numbered.is_printed,
        numbered.observed_quantity,
        numbered.observed_period_id,
        numbered.observed_basis,
        earlier.report_no as earlier_report_no,
        revisions.difference_pct,
        revisions.is_within_rounding
    from batches
    left join numbered using (indicator_place)
    left join intermediate.int_observations as observations
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

)

select * from final
