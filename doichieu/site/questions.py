"""What the site asks of a finished warehouse: SQL that answers in JSON, ready to be written.

One answer for the index that every page opens with, one for each report, one for each indicator
over time, one for the revisions. Nothing is computed from them here: DuckDB makes the text.

A browser holds only so much. Of a large collection the site has some reports whole, those first in
which something stands out, then the newest, and tells how many it leaves to the data files.
"""

from collections.abc import Iterator
from typing import Any

from doichieu.report.findings import STANDS_OUT

# Figures of all reports of the site together, and of those that are asked for at once, so that
# memory does not grow with the site.
MOST_FIGURES = 100_000
BATCH_FIGURES = 25_000
MOST_REVISIONS = 20_000

# Newest first: the place of a report in this order names its file.
REPORT_PLACES = """
create or replace temp table report_places as
with

counted as (

    select
        report_id,
        count(*) as figures,
        bool_or(check_status = 'contradicted') as has_contradiction,
        bool_or(check_status = 'suspect') as has_suspect
    from marts.figures
    group by report_id

),

ordered as (

    select
        reports.*,
        counted.* exclude (report_id),
        row_number() over (
            order by
                periods.end_date desc nulls last,
                reports.published desc nulls last,
                reports.report_id
        ) as age
    from reference.reports as reports
    inner join counted using (report_id)
    left join staging.stg_periods as periods on reports.period_id = periods.period_id

),

chosen as (

    select
        *,
        sum(figures) over (
            order by has_contradiction desc, has_suspect desc, age rows unbounded preceding
        ) as figures_so_far
    from ordered
    qualify figures_so_far <= $most_figures or figures_so_far = figures

)

select
    * exclude (figures, figures_so_far, has_contradiction, has_suspect, age),
    row_number() over (order by age) as place,
    sum(figures) over (order by age rows unbounded preceding) // $batch_figures as batch
from chosen
order by place
"""

TOLD_REPORTS = """
create or replace temp table told_reports as
select report_id, place from report_places
where batch = $batch
"""

INDICATOR_PLACES = """
create or replace temp view indicator_places as
select indicators.*, row_number() over (order by indicators.indicator_id) as place
from reference.indicators as indicators
where indicators.indicator_id in (select indicator_id from marts.figures)
"""

INDEX = """
with

status_counts as (

    select
        report_id,
        count(*) as figures,
        count(*) filter (where check_status = 'confirmed') as confirmed,
        count(*) filter (where check_status = 'suspect') as suspect,
        count(*) filter (where check_status = 'contradicted') as contradicted,
        count(*) filter (where check_status = 'unverifiable') as unverifiable
    from marts.figures
    group by report_id

),

plan_counts as (

    select
        report_id,
        count(*) filter (where status in ('ahead', 'met')) as ahead,
        count(*) filter (where status = 'behind') as behind
    from marts.plan_completion
    group by report_id

),

reports as (

    select list({
        id: report_id,
        title: title,
        publisher: publisher,
        published: published,
        url: url,
        territory: territory_id,
        period: period_id,
        figures: figures,
        confirmed: confirmed,
        suspect: suspect,
        contradicted: contradicted,
        unverifiable: unverifiable,
        ahead: coalesce(ahead, 0),
        behind: coalesce(behind, 0),
        quarantined: report_id in (select report_id from intermediate.int_quarantined_reports)
    } order by place) as found
    from report_places
    inner join status_counts using (report_id)
    left join plan_counts using (report_id)

),

indicators as (

    select list({
        id: indicator_id,
        vi: name_vi,
        en: name_en,
        unit: unit_id,
        kind: kind,
        better: better
    } order by place) as found
    from indicator_places

),

units as (

    select list({id: unit_id, vi: name_vi, en: name_en} order by unit_id) as found
    from reference.units

),

territories as (

    select list({id: territory_id, vi: name_vi, en: name_en} order by territory_id) as found
    from reference.territories
    where
        territory_id in (select territory_id from marts.figures)
        or territory_id in (select territory_id from report_places)
        or territory_id in (select territory_id from marts.revisions)

),

periods as (

    select list({
        id: period_id,
        form: form,
        ends: end_date
    } order by end_date, start_date desc) as found
    from staging.stg_periods

),

identities as (

    select list({
        relation: relation,
        total: total_indicator_id,
        part: part_indicator_id,
        report: report_id
    } order by identity_id, part_indicator_id) as found
    from reference.identities

)

select cast(to_json({
    reports: coalesce(reports.found, []),
    indicators: coalesce(indicators.found, []),
    units: coalesce(units.found, []),
    territories: coalesce(territories.found, []),
    periods: coalesce(periods.found, []),
    identities: coalesce(identities.found, []),
    left_out: (select count(distinct report_id) from marts.figures)
        - (select count(*) from report_places),
    revisions: (select count(*) from marts.revisions)
}) as varchar) as answer
from reports, indicators, units, territories, periods, identities
"""

REPORTS = """
with

figures as (

    select
        figures.report_id,
        list({
            no: figures.figure_no,
            indicator: figures.indicator_id,
            territory: figures.territory_id,
            period: figures.period_id,
            measure: figures.measure,
            quantity: measures.quantity,
            basis: figures.basis,
            printed: figures.printed,
            read_as: staged.read_as,
            unit: figures.unit_id,
            qualifier: figures.qualifier,
            value: figures.value,
            half: [figures.half_lower, figures.half_upper],
            wide: [figures.wide_lower, figures.wide_upper],
            place: figures.place,
            file: figures.source_file,
            status: figures.check_status,
            feasibility: [figures.feasible_lower, figures.feasible_upper],
            correction: figures.correction,
            reason: corrections.reason,
            evidence: corrections.evidence,
            note: figures.note
        } order by figures.figure_no) as found
    from marts.figures
    semi join told_reports using (report_id)
    inner join staging.stg_measures as measures using (measure)
    inner join staging.stg_figures as staged
        on figures.report_id = staged.report_id and figures.figure_no = staged.figure_no
    left join reference.corrections
        on figures.report_id = corrections.report_id and figures.figure_no = corrections.figure_no
    group by figures.report_id

),

plans as (

    select
        plans.report_id,
        list({
            territory: plans.territory_id,
            period: plans.period_id,
            indicator: plans.indicator_id,
            basis: plans.basis,
            unit: plans.unit_id,
            level: plans.level,
            plan_pct: plans.plan_pct,
            completion: [100 * observations.completion_lower, 100 * observations.completion_upper],
            implied_plan: [plans.implied_plan_lower, plans.implied_plan_upper],
            tight_plan: [plans.tight_plan_lower, plans.tight_plan_upper],
            roundest_plan: plans.roundest_plan,
            elapsed_pct: plans.elapsed_pct,
            pace_gap_pts: plans.pace_gap_pts,
            remaining: [plans.remaining_lower, plans.remaining_upper],
            required_ratio: [plans.required_ratio_lower, plans.required_ratio_upper],
            status: plans.status
        } order by
            plans.pace_gap_pts nulls last, plans.indicator_id, plans.territory_id, plans.period_id,
            plans.basis
        ) as found
    from marts.plan_completion as plans
    semi join told_reports using (report_id)
    inner join intermediate.int_observations as observations
        on
            plans.report_id = observations.report_id
            and plans.territory_id = observations.territory_id
            and plans.period_id = observations.period_id
            and plans.indicator_id = observations.indicator_id
            and plans.basis = observations.basis
            and observations.reading = 'half'
    group by plans.report_id

),

-- The nearest whole of which a base above zero is told: the one that a contribution is measured to.
totals as (

    select
        parents.report_id,
        parents.indicator_id,
        wholes.territory_id,
        wholes.period_id,
        wholes.basis,
        arg_min(parents.parent_indicator_id, parents.preference) as total_indicator_id
    from intermediate.int_parents as parents
    semi join told_reports using (report_id)
    inner join marts.growth as wholes
        on
            parents.report_id = wholes.report_id
            and parents.parent_indicator_id = wholes.indicator_id
    where parents.is_whole and wholes.implied_prior_lower > 0
    group by all

),

growth as (

    select
        growth.report_id,
        list({
            territory: growth.territory_id,
            period: growth.period_id,
            indicator: growth.indicator_id,
            basis: growth.basis,
            unit: growth.unit_id,
            level: growth.level,
            growth_pct: growth.growth_pct,
            implied_prior: [growth.implied_prior_lower, growth.implied_prior_upper],
            tight_prior: [growth.tight_prior_lower, growth.tight_prior_upper],
            change: [growth.change_lower, growth.change_upper],
            -- What all figures leave of it together, where that is told.
            contribution: [
                coalesce(growth.tight_contribution_pts_lower, growth.contribution_pts_lower),
                coalesce(growth.tight_contribution_pts_upper, growth.contribution_pts_upper)
            ],
            own_contribution: [growth.contribution_pts_lower, growth.contribution_pts_upper],
            total: totals.total_indicator_id,
            share_pct: growth.share_pct,
            prior_share_pct: growth.prior_share_pct
        } order by
            growth.growth_pct desc nulls last, growth.indicator_id, growth.territory_id,
            growth.period_id, growth.basis
        ) as found
    from marts.growth
    semi join told_reports using (report_id)
    left join totals
        on
            growth.report_id = totals.report_id
            and growth.indicator_id = totals.indicator_id
            and growth.territory_id = totals.territory_id
            and growth.period_id = totals.period_id
            and growth.basis = totals.basis
    group by growth.report_id

),

check_figures as (

    select check_id, list(figure_no order by figure_no) as figures
    from intermediate.int_check_figures
    semi join told_reports using (report_id)
    group by check_id

),

limits as (

    select distinct limit_checks.check_id, limits.reason, limits.severity
    from intermediate.int_limit_checks as limit_checks
    semi join told_reports using (report_id)
    inner join reference.limits
        on
            limit_checks.limit_indicator_id = limits.indicator_id
            and limit_checks.quantity = limits.measure
            and limit_checks.severity = limits.severity

),

reconciliation as (

    select reconciliation.*, __STANDS_OUT__ as stands_out
    from marts.reconciliation as reconciliation
    semi join told_reports using (report_id)

),

checks as (

    select
        checks.report_id,
        list({
            id: checks.check_id,
            kind: checks.kind,
            territory: checks.territory_id,
            period: checks.period_id,
            basis: checks.basis,
            indicator: checks.indicator_id,
            quantity: checks.quantity,
            unit: case
                when checks.quantity in ('completion', 'growth', 'share') then 'percent'
                when checks.quantity = 'contribution' then 'point'
                when checks.kind = 'limit' and measures.unit_kind != 'indicator'
                    then measures.unit_kind
                else indicators.unit_id
            end,
            "left": [checks.left_lower, checks.left_upper],
            "right": [checks.right_lower, checks.right_upper],
            gap: checks.gap,
            verdict: checks.verdict,
            alone: checks.decoupled,
            stands_out: checks.stands_out,
            severity: checks.severity,
            acknowledged: checks.is_acknowledged,
            figures: coalesce(check_figures.figures, []),
            reason: case when checks.verdict != 'consistent' then limits.reason end
        } order by
            list_position(
                ['contradiction', 'suspect', 'not_checkable', 'consistent'], checks.verdict
            ),
            checks.kind = 'limit',
            checks.gap desc nulls last,
            checks.severity desc nulls last,
            checks.kind,
            checks.check_id
        ) as found
    from reconciliation as checks
    inner join reference.indicators using (indicator_id)
    left join staging.stg_measures as measures on checks.quantity = measures.measure
    left join check_figures using (check_id)
    left join limits using (check_id)
    group by checks.report_id

),

repairs as (

    select
        repairs.report_id,
        list({
            no: repairs.figure_no,
            printed: repairs.printed,
            candidate: repairs.candidate,
            measure: repairs.candidate_measure,
            other: repairs.other_figure_no,
            edit: repairs.edit
        } order by repairs.rank, repairs.figure_no) as found
    from marts.repair_candidates as repairs
    semi join told_reports using (report_id)
    where repairs.other_figure_no is null or repairs.figure_no < repairs.other_figure_no
    group by repairs.report_id

)

select
    told_reports.place,
    cast(to_json({
        id: told_reports.report_id,
        figures: figures.found,
        plans: coalesce(plans.found, []),
        growth: coalesce(growth.found, []),
        checks: coalesce(checks.found, []),
        repairs: coalesce(repairs.found, [])
    }) as varchar) as answer
from told_reports
inner join figures using (report_id)
left join plans using (report_id)
left join growth using (report_id)
left join checks using (report_id)
left join repairs using (report_id)
order by told_reports.place
""".replace("__STANDS_OUT__", STANDS_OUT)

INDICATORS = """
with

observations as (

    select * from intermediate.int_observations
    where
        reading = 'half'
        and report_id in (select report_id from report_places)
        and report_id not in (select report_id from intermediate.int_quarantined_reports)

)

select
    indicator_places.place,
    cast(to_json({
        id: indicator_places.indicator_id,
        rows: coalesce(list({
            report: report_places.place,
            territory: observations.territory_id,
            period: observations.period_id,
            basis: observations.basis,
            level: observations.level,
            level_reading: [observations.level_lower, observations.level_upper],
            plan_pct: plans.plan_pct,
            completion: [100 * observations.completion_lower, 100 * observations.completion_upper],
            status: plans.status,
            growth_pct: growth.growth_pct,
            growth_reading: [
                100 * observations.growth_lower - 100, 100 * observations.growth_upper - 100
            ]
        } order by
            periods.end_date desc, periods.start_date, observations.territory_id,
            observations.basis, report_places.place
        ) filter (where observations.report_id is not null), [])
    }) as varchar) as answer
from indicator_places
left join observations using (indicator_id)
left join report_places using (report_id)
left join staging.stg_periods as periods on observations.period_id = periods.period_id
left join marts.plan_completion as plans
    on
        observations.report_id = plans.report_id
        and observations.territory_id = plans.territory_id
        and observations.period_id = plans.period_id
        and observations.indicator_id = plans.indicator_id
        and observations.basis = plans.basis
left join marts.growth
    on
        observations.report_id = growth.report_id
        and observations.territory_id = growth.territory_id
        and observations.period_id = growth.period_id
        and observations.indicator_id = growth.indicator_id
        and observations.basis = growth.basis
group by indicator_places.place, indicator_places.indicator_id
order by indicator_places.place
"""

REVISIONS = """
with

first_revisions as (

    select * from marts.revisions
    order by
        is_within_rounding, abs(difference_pct) desc nulls last, territory_id, indicator_id,
        period_id, quantity, basis, earlier_report_id, later_report_id
    limit $most

)

select cast(to_json({
    rows: coalesce(list({
        territory: territory_id,
        period: period_id,
        indicator: indicator_id,
        basis: basis,
        unit: unit_id,
        quantity: quantity,
        earlier_report: earlier_report_id,
        later_report: later_report_id,
        earlier: [earlier_lower, earlier_upper],
        later: [later_lower, later_upper],
        difference_pct: difference_pct,
        within_rounding: is_within_rounding
    } order by
        is_within_rounding, abs(difference_pct) desc nulls last, territory_id, indicator_id,
        period_id, quantity, basis, earlier_report_id, later_report_id
    ), [])
}) as varchar) as answer
from first_revisions
"""


def answers(
    connection: Any,
    most_figures: int = MOST_FIGURES,
    batch_figures: int = BATCH_FIGURES,
    most_revisions: int = MOST_REVISIONS,
) -> Iterator[tuple[str, str]]:
    """Every data file of the site, as its name without ending and its content in JSON.

    `index` first, then `reports/1` … (newest first), `indicators/1` …, and `revisions`. There are
    as many reports as have `most_figures` together, and at least one.
    """
    bounds = {"most_figures": most_figures, "batch_figures": batch_figures}
    connection.execute(REPORT_PLACES, bounds)
    connection.execute(INDICATOR_PLACES)
    yield "index", connection.execute(INDEX).fetchone()[0]
    batches = "select distinct batch from report_places order by batch"
    for (batch,) in connection.execute(batches).fetchall():
        connection.execute(TOLD_REPORTS, {"batch": batch})
        yield from named("reports", connection.execute(REPORTS))
    yield from named("indicators", connection.execute(INDICATORS))
    yield "revisions", connection.execute(REVISIONS, {"most": most_revisions}).fetchone()[0]


def named(folder: str, found: Any) -> Iterator[tuple[str, str]]:
    """Answers by the place that each tells first."""
    while row := found.fetchone():
        yield f"{folder}/{row[0]}", row[1]
