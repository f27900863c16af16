-- What the front page of a collection shows, of all reports: counts, and the first rows of each list.
with

counts as (

    select
        count(distinct report_id) as reports,
        count(*) as figures,
        count(distinct territory_id) as territories
    from marts.figures

),

periods as (

    select
        year(periods.end_date) as year,
        periods.form,
        count(*) as reports
    from reference.reports as reports
    semi join marts.figures using (report_id)
    inner join staging.stg_periods as periods using (period_id)
    group by all

),

kinds as (

    select coalesce(list({year: year, form: form, reports: reports} order by year desc, form), []) as found
    from periods

),

conflicts as (

    select
        (select count(distinct conflict_id) from marts.conflicts) as count,
        coalesce(list(found order by place) filter (where place <= $first), []) as found
    from conflict_rows

),

years as (

    select coalesce(list(distinct year order by year desc), []) as found
    from plan_rows

),

newest_plans as (

    select
        *,
        row_number() over (
            partition by indicator_id
            order by behind desc nulls last, territory_id, basis, report_id
        ) as distance
    from plan_rows
    where is_newest and year = (select max(year) from plan_rows)

),

indicators as (

    select
        indicator_id,
        count(*) as plans,
        count(*) filter (where status = 'behind') as behind,
        count(*) filter (where status in ('ahead', 'met')) as ahead,
        coalesce(list({
            report: report_id, territory: territory_id, period: period_id, indicator: indicator_id,
            basis: basis, pace_gap_pts: pace_gap_pts, pace_gap: pace_gap
        } order by distance) filter (where status = 'behind' and distance <= 3), []) as farthest
    from newest_plans
    group by indicator_id

),

ranked_indicators as (

    select *, row_number() over (order by behind / plans desc, plans desc, indicator_id) as place
    from indicators

),

plans as (

    select
        coalesce(sum(plans), 0) as count,
        coalesce(sum(behind), 0) as behind,
        coalesce(list({
            indicator: indicator_id, plans: plans, behind: behind, ahead: ahead, farthest: farthest
        } order by place) filter (where place <= $first), []) as found
    from ranked_indicators

),

contradicted as (

    select distinct report_id, indicator_id
    from marts.figures
    where check_status = 'contradicted'

),

-- Beyond rounding, with every report that a row compares: several where periods are added up.
compared as (

    select
        *,
        unnest(string_split(earlier_report_id || ' + ' || later_report_id, ' + ')) as report_id
    from marts.revisions
    where not is_within_rounding

),

-- The greatest revision of each quantity of a place and a period. A figure that contradicts others of its report is
-- likely misprinted, not revised.
revised as (

    select * exclude (report_id)
    from compared
    anti join (
        select compared.* exclude (report_id) from compared inner join contradicted using (report_id, indicator_id)
    ) as misprinted
        using (
            territory_id, period_id, indicator_id, basis, quantity, earlier_report_id, later_report_id
        )
    qualify
        row_number() over (
            partition by territory_id, period_id, indicator_id
            order by abs(difference_pct) desc nulls last, quantity, basis, earlier_report_id, later_report_id
        ) = 1

),

first_revised as (

    select
        *,
        row_number() over (
            order by
                abs(difference_pct) desc nulls last, territory_id, indicator_id, period_id
        ) as place
    from revised
    qualify place <= $first

),

revisions as (

    select
        (select count(*) from marts.revisions where not is_within_rounding) as count,
        coalesce(list({
            territory: territory_id, period: period_id, indicator: indicator_id, basis: basis,
            unit: unit_id, quantity: quantity,
            earlier_report: earlier_report_id, earlier: [earlier_lower, earlier_upper],
            later_report: later_report_id, later: [later_lower, later_upper],
            difference_pct: difference_pct
        } order by place), []) as found
    from first_revised

)

select cast(to_json({
    reports: counts.reports,
    figures: counts.figures,
    territories: counts.territories,
    kinds: kinds.found,
    conflicts: {count: conflicts.count, rows: conflicts.found},
    years: years.found,
    plans: {count: plans.count, behind: plans.behind, rows: plans.found},
    revisions: {count: revisions.count, rows: revisions.found}
}) as varchar) as answer
from counts, kinds, conflicts, years, plans, revisions
