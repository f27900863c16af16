"""The findings of a warehouse: the rows that the console, the pages and the manifest show."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.contradictions import IS_OPEN, MOST_FIGURES
from doichieu.base.parts import files_by_table
from doichieu.base.sql import with_values
from doichieu.base.warehouse import opened
from doichieu.report.named import with_names

Row = dict[str, Any]

# The most severe are shown; the warehouse contains all.
MOST_SHOWN = 50
MOST_REPAIRS = 3
# Figures of conflicts, all together.
MOST_CONFLICTING = 100
MOST_AT_AN_END = 10

COUNTS = """
select
    (select count(distinct report_id) from marts.figures) as reports,
    (select count(*) from marts.figures) as figures,
    (select count(distinct indicator_id) from marts.figures) as indicators,
    (select count(*) from marts.reconciliation) as checks
"""

PLAN_COMPLETION = with_names("marts.plan_completion")
NAMED_FIGURES = with_names("marts.figures")

GROWTH = f"""
select
    *,
    -- The tighter bounds that all figures give together, where they exist.
    coalesce(tight_contribution_pts_lower, contribution_pts_lower) as points_lower,
    coalesce(tight_contribution_pts_upper, contribution_pts_upper) as points_upper
from ({with_names("marts.growth")})
"""

STATUSES = """
select check_status, count(*) as figures
from marts.figures
group by check_status
order by check_status
"""

UNVERIFIABLE = f"""
select name_en
from ({NAMED_FIGURES})
where check_status = 'unverifiable'
group by name_en
order by min(row(report_id, indicator_id))
"""

CHECKS = f"""
select
    reconciliation.* exclude (unit),
    case
        when reconciliation.quantity in ('completion', 'growth', 'share') then '%'
        -- A growth against the points that add up to it.
        when reconciliation.kind = 'points' then '%'
        when reconciliation.quantity = 'contribution' then 'percentage points'
        else coalesce(printed_units.name_en, reconciliation.unit)
    end as unit,
    case
        -- The distance between two percentages is in percentage points.
        when
            reconciliation.quantity in ('completion', 'growth', 'share', 'contribution')
            or coalesce(printed_units.unit_id, reconciliation.indicator_unit_id) = 'percent'
            then 'percentage points'
        else coalesce(printed_units.name_en, reconciliation.unit)
    end as gap_unit,
    limits.reason
from ({with_names("marts.reconciliation", unit="indicators.unit_id")}) as reconciliation
left join staging.stg_measures as measures on reconciliation.quantity = measures.measure
left join reference.units as printed_units
    on reconciliation.kind = 'limit' and measures.unit_kind = printed_units.unit_id
inner join (
    select check_id, limit_indicator_id, limit_severity, quantity from intermediate.int_verdicts
) as verdicts
    on reconciliation.check_id = verdicts.check_id
left join reference.limits
    on
        verdicts.limit_indicator_id = limits.indicator_id
        and verdicts.quantity = limits.measure
        and verdicts.limit_severity = limits.severity
where reconciliation.verdict = $verdict
    and ({IS_OPEN}) = $is_open
order by reconciliation.report_id, reconciliation.severity desc nulls first, reconciliation.check_id
limit $most
"""

# The first figures of each conflict, the smallest conflict of each report first. A conflict is open
# where a contradiction that it explains is.
CONFLICTS = f"""
with open_conflicts as (
    select conflict_id, bool_or({IS_OPEN}) as is_open
    from intermediate.int_conflict_checks
    inner join marts.reconciliation using (check_id)
    group by conflict_id
)
select
    conflicts.*,
    figures.* exclude (report_id, figure_no),
    staged.read_as,
    staged.number_format,
    count(repairs.report_id) over (partition by conflicts.conflict_id) > 0 as is_mended
from marts.conflicts
inner join open_conflicts using (conflict_id)
inner join ({NAMED_FIGURES}) as figures
    on conflicts.report_id = figures.report_id and conflicts.figure_no = figures.figure_no
inner join staging.stg_figures as staged
    on conflicts.report_id = staged.report_id and conflicts.figure_no = staged.figure_no
left join (select distinct report_id, figure_no from marts.repair_candidates) as repairs
    on conflicts.report_id = repairs.report_id and conflicts.figure_no = repairs.figure_no
where open_conflicts.is_open = $is_open
qualify
    row_number() over (partition by conflicts.conflict_id order by conflicts.figure_no) <= $first
order by conflicts.report_id, conflicts.rank, conflicts.figure_no
limit $most
"""

VERDICTS = """
select kind, verdict, count(*) as checks
from marts.reconciliation
group by kind, verdict
order by kind, verdict
"""

CHECK_FIGURES = f"""
select
    verdicts.check_id,
    figures.*,
    staged.read_as,
    staged.number_format
from intermediate.int_verdicts as verdicts
inner join intermediate.int_check_figures as check_figures using (report_id, kind, check_no)
inner join ({NAMED_FIGURES}) as figures
    on check_figures.report_id = figures.report_id and check_figures.figure_no = figures.figure_no
inner join staging.stg_figures as staged
    on figures.report_id = staged.report_id and figures.figure_no = staged.figure_no
where verdicts.check_id in (select unnest($check_ids))
order by figures.figure_no
"""

REPAIRS = f"""
select
    repairs.*,
    figures.indicator_id,
    figures.measure,
    figures.name_en,
    concat_ws(
        ' ',
        nullif(figures.territory_id, reports.territory_id),
        nullif(figures.period_id, reports.period_id)
    ) as place,
    others.printed as other_printed,
    others.indicator_id as other_indicator_id,
    others.name_en as other_name_en,
    concat_ws(
        ' ',
        nullif(others.territory_id, reports.territory_id),
        nullif(others.period_id, reports.period_id)
    ) as other_place
from marts.repair_candidates as repairs
inner join ({NAMED_FIGURES}) as figures using (report_id, figure_no)
inner join reference.reports on repairs.report_id = reports.report_id
left join ({NAMED_FIGURES}) as others
    on repairs.report_id = others.report_id and repairs.other_figure_no = others.figure_no
where
    repairs.rank <= $most
    and (repairs.other_figure_no is null or figure_no < repairs.other_figure_no)
order by
    repairs.report_id,
    figures.territory_id,
    figures.period_id,
    repairs.rank,
    figure_no,
    repairs.candidate,
    repairs.candidate_measure,
    repairs.other_figure_no
limit 50
"""

REVISIONS = f"""
select *
from ({with_names("marts.revisions", report="named.later_report_id")})
where not is_within_rounding
order by
    abs(difference_pct) desc nulls last,
    later_report_id,
    earlier_report_id,
    territory_id,
    period_id,
    indicator_id,
    basis,
    quantity
"""

QUARANTINED = """
select distinct report_id
from intermediate.int_quarantined_observations
order by report_id
"""

CORRECTIONS = """
select
    figures.report_id,
    figures.figure_no,
    figures.printed,
    figures.correction,
    figures.check_status,
    corrections.corrected_printed,
    corrections.reason
from marts.figures
inner join reference.corrections using (report_id, figure_no)
order by figures.report_id, figures.figure_no
"""

TABLES = """
select schema_name || '.' || table_name as name
from duckdb_tables()
where schema_name in ('reference', 'staging', 'intermediate', 'marts')
"""


@dataclass(frozen=True)
class Check:
    """A check that is not consistent, with its figures."""

    row: Row
    figures: list[Row]


@dataclass(frozen=True)
class Conflict:
    """Figures that cannot all hold; without any one of them the others can.

    Attributes:
        figures: the first as printed; `implied_lower` and `implied_upper` are what the others leave
            each, `size` the number of all.
        is_mended: whether a single edit of one of them makes the report consistent.
    """

    figures: list[Row]
    is_mended: bool

    @property
    def omitted(self) -> int:
        """How many of its figures are not shown."""
        return int(self.figures[0]["size"]) - len(self.figures)


@dataclass(frozen=True)
class Extremes:
    """The rows of a mart ranked by one number: all, or the highest and the lowest of a long mart.

    Attributes:
        rows: of a short mart, by report and then from high to low, unknown last; of a long mart,
            from high to low without the unknown.
        count: the number of rows of the mart.
    """

    rows: list[Row]
    count: int

    @property
    def omitted(self) -> int:
        """How many rows of the mart are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Findings:
    """Everything that the console and the manifest show."""

    counts: Row
    plan_completion: Extremes
    growth: Extremes
    statuses: dict[str, int]
    unverifiable: list[str]
    verdicts: list[Row]
    contradiction_counts: dict[str, int]
    conflicts: list[Conflict]
    settled_conflicts: list[Conflict]
    contradictions: list[Check]
    settled_contradictions: list[Check]
    suspects: list[Check]
    not_checkable: list[Check]
    repairs: list[Row]
    revisions: list[Row]
    quarantined: list[str]
    corrections: list[Row]
    table_rows: dict[str, int]


def rows(connection: Any, query: str, **parameters: Any) -> list[Row]:
    """The rows of a query as dictionaries."""
    result = connection.execute(with_values(query, parameters) if parameters else query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def checks_of(connection: Any, verdict: str, is_open: bool = True) -> list[Check]:
    """The most severe checks of one verdict, with their figures.

    A check is open unless it is acknowledged or its figures are in quarantine.
    """
    found = rows(connection, CHECKS, verdict=verdict, is_open=is_open, most=MOST_SHOWN)
    figures: dict[str, list[Row]] = {row["check_id"]: [] for row in found}
    for figure in rows(connection, CHECK_FIGURES, check_ids=list(figures)):
        figures[figure.pop("check_id")].append(figure)
    return [Check(row, figures[row["check_id"]]) for row in found]


def conflicts_of(connection: Any, is_open: bool) -> list[Conflict]:
    """The smallest conflicts of each report, with their figures."""
    figures = rows(
        connection, CONFLICTS, is_open=is_open, first=MOST_FIGURES, most=MOST_CONFLICTING
    )
    grouped: dict[str, list[Row]] = {}
    for figure in figures:
        grouped.setdefault(figure["conflict_id"], []).append(figure)
    # The last may be cut.
    if len(figures) == MOST_CONFLICTING:
        last = figures[-1]
        if len(grouped[last["conflict_id"]]) < min(last["size"], MOST_FIGURES):
            del grouped[last["conflict_id"]]
    return [Conflict(found, found[0]["is_mended"]) for found in grouped.values()]


def extremes(connection: Any, query: str, by: str) -> Extremes:
    """The rows of a query with the highest and the lowest value of one column."""
    counts = f"select count(*) as counted, count({by}) as known from ({query})"
    counted, known = rows(connection, counts)[0].values()
    if counted <= 2 * MOST_AT_AN_END:
        order = f"report_id, {by} desc nulls last, indicator_id, basis, territory_id, period_id"
        return Extremes(rows(connection, f"{query} order by {order}"), counted)
    ranked = f"{query} where {by} is not null order by"
    keys = ("report_id", "indicator_id", "basis", "territory_id", "period_id")
    most = ", ".join([f"{by} desc", *keys])
    # The same order reversed, so that DuckDB keeps a few rows instead of sorting all.
    least = ", ".join([by, *(f"{key} desc" for key in keys)])
    rest = min(MOST_AT_AN_END, max(known - MOST_AT_AN_END, 0))
    first = rows(connection, f"{ranked} {most} limit {MOST_AT_AN_END}")
    last = rows(connection, f"{ranked} {least} limit {rest}")
    return Extremes([*first, *reversed(last)], counted)


def find(warehouse: Path) -> Findings:
    """Query the findings of a warehouse."""
    with opened(warehouse) as connection:
        tables = {row["name"] for row in rows(connection, TABLES)} | set(files_by_table(connection))
        return Findings(
            counts=rows(connection, COUNTS)[0],
            plan_completion=extremes(connection, PLAN_COMPLETION, "pace_gap_pts"),
            growth=extremes(connection, GROWTH, "growth_pct"),
            statuses={row["check_status"]: row["figures"] for row in rows(connection, STATUSES)},
            unverifiable=[row["name_en"] for row in rows(connection, UNVERIFIABLE)],
            verdicts=rows(connection, VERDICTS),
            contradiction_counts=rows(connection, CONTRADICTIONS)[0],
            conflicts=conflicts_of(connection, is_open=True),
            settled_conflicts=conflicts_of(connection, is_open=False),
            contradictions=checks_of(connection, "contradiction"),
            settled_contradictions=checks_of(connection, "contradiction", is_open=False),
            suspects=checks_of(connection, "suspect"),
            not_checkable=checks_of(connection, "not_checkable"),
            repairs=rows(connection, REPAIRS, most=MOST_REPAIRS),
            revisions=rows(connection, REVISIONS),
            quarantined=[row["report_id"] for row in rows(connection, QUARANTINED)],
            corrections=rows(connection, CORRECTIONS),
            table_rows={
                name: rows(connection, f"select count(*) as rows from {name}")[0]["rows"]
                for name in sorted(tables)
            },
        )
