"""The findings of a warehouse: the rows that the console, the pages and the manifest show."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.contradictions import IS_OPEN, MOST_FIGURES
from doichieu.base.sql import with_values
from doichieu.base.warehouse import opened
from doichieu.report.named import with_names

Row = dict[str, Any]

# The gravest rows of each kind: more than a screen has lines. The warehouse contains all.
MOST_SHOWN = 60
MOST_REPAIRS = 3
MOST_AT_AN_END = 10
# More than any table has: for who asks for all rows.
ALL = 2**62

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
limit $most
"""

CHECKS = f"""
select
    reconciliation.* exclude (unit),
    case
        when reconciliation.quantity in ('completion', 'growth', 'share') then '%'
        -- A growth against the points that add up to it.
        when reconciliation.kind = 'points' then '%'
        when reconciliation.quantity = 'contribution' then 'percentage points'
        -- The change of a percentage is in points.
        when
            (reconciliation.quantity = 'change' or measures.unit_kind = 'difference')
            and reconciliation.indicator_unit_id = 'percent'
            then 'percentage points'
        else coalesce(printed_units.name_en, printed_units.unit_id, reconciliation.unit)
    end as unit,
    case
        -- The distance between two percentages is in percentage points.
        when
            reconciliation.quantity in ('completion', 'growth', 'share', 'contribution')
            or coalesce(printed_units.unit_id, reconciliation.indicator_unit_id) = 'percent'
            then 'percentage points'
        else coalesce(printed_units.name_en, printed_units.unit_id, reconciliation.unit)
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
    and reconciliation.check_id in (@among)
order by
    reconciliation.severity desc nulls first,
    reconciliation.report_id,
    reconciliation.check_id
limit $most
"""

# A conflict is as grave, and as open, as the contradictions that it explains. Those without a
# severity are the gravest: no rounding explains them.
EXPLAINED = f"""
select
    conflict_id,
    bool_or({IS_OPEN}) as is_open,
    bool_or(severity is null) as is_beyond_rounding,
    max(severity) as severity
from intermediate.int_conflict_checks
inner join marts.reconciliation using (check_id)
group by conflict_id
"""

# The first figures of the gravest conflicts.
CONFLICTS = f"""
with explained as ({EXPLAINED}),

ranked as (
    select
        conflicts.*,
        dense_rank() over (
            order by
                explained.is_beyond_rounding desc,
                explained.severity desc,
                conflicts.report_id,
                conflicts.rank,
                conflicts.conflict_id
        ) as nth
    from marts.conflicts
    inner join explained using (conflict_id)
    where explained.is_open = $is_open and conflicts.conflict_id in (@among)
    qualify
        row_number() over (partition by conflict_id order by conflicts.figure_no) <= $first
)

select
    ranked.* exclude (nth),
    figures.* exclude (report_id, figure_no),
    staged.read_as,
    staged.number_format
from ranked
inner join ({NAMED_FIGURES}) as figures
    on ranked.report_id = figures.report_id and ranked.figure_no = figures.figure_no
inner join staging.stg_figures as staged
    on ranked.report_id = staged.report_id and ranked.figure_no = staged.figure_no
where ranked.nth <= $most
order by ranked.nth, ranked.figure_no
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

# The likeliest single edits of each of some conflicts; a swap of two of its figures once.
REPAIRS = f"""
with edits as (
    select distinct
        conflicts.conflict_id,
        repairs.*
    from marts.conflicts
    inner join marts.repair_candidates as repairs using (report_id, figure_no)
    where conflicts.conflict_id in (select unnest($conflict_ids))
    qualify
        row_number() over (
            partition by
                conflicts.conflict_id,
                least(figure_no, repairs.other_figure_no),
                greatest(figure_no, repairs.other_figure_no),
                case when repairs.other_figure_no is null then repairs.candidate end,
                case when repairs.other_figure_no is null then repairs.candidate_measure end
            order by figure_no
        ) = 1
)

select
    edits.*,
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
from edits
inner join ({NAMED_FIGURES}) as figures using (report_id, figure_no)
inner join reference.reports on edits.report_id = reports.report_id
left join ({NAMED_FIGURES}) as others
    on edits.report_id = others.report_id and edits.other_figure_no = others.figure_no
qualify
    row_number() over (
        partition by edits.conflict_id
        order by edits.rank, figure_no, edits.candidate, edits.candidate_measure
    ) <= $most
order by
    edits.conflict_id,
    edits.rank,
    figure_no,
    edits.candidate,
    edits.candidate_measure,
    edits.other_figure_no
"""

REVISED = "not is_within_rounding"
REVISIONS = f"""
select *
from ({with_names("marts.revisions", report="named.later_report_id")})
where {REVISED}
order by
    abs(difference_pct) desc nulls last,
    later_report_id,
    earlier_report_id,
    territory_id,
    period_id,
    indicator_id,
    basis,
    quantity
limit $most
"""

QUARANTINED = """
select distinct report_id
from intermediate.int_quarantined_observations
order by report_id
limit $most
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
limit $most
"""

# How many there are of what is listed above in part.
COUNTED = f"""
select
    (select count(*) from ({EXPLAINED}) where is_open) as conflicts,
    (select count(*) from ({EXPLAINED}) where not is_open) as settled_conflicts,
    (
        select count(*) from marts.reconciliation
        where verdict = 'contradiction' and not ({IS_OPEN})
    ) as settled_contradictions,
    (
        select count(*) from marts.reconciliation
        where verdict = 'suspect' and ({IS_OPEN})
    ) as suspects,
    (
        select count(*) from marts.reconciliation
        where verdict = 'not_checkable' and ({IS_OPEN})
    ) as not_checkable,
    (select count(*) from marts.revisions where {REVISED}) as revisions,
    (
        select count(distinct report_id) from intermediate.int_quarantined_observations
    ) as quarantined,
    (
        select count(*) from marts.figures
        inner join reference.corrections using (report_id, figure_no)
    ) as corrections,
    (
        select count(distinct indicator_id) from marts.figures where check_status = 'unverifiable'
    ) as unverifiable
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
        repairs: the likeliest single edits of one of them that make the report consistent.
    """

    figures: list[Row]
    repairs: list[Row]

    @property
    def is_mended(self) -> bool:
        """Whether a single edit of one of them makes the report consistent."""
        return bool(self.repairs)

    @property
    def omitted(self) -> int:
        """How many of its figures are not shown."""
        return int(self.figures[0]["size"]) - len(self.figures)


@dataclass(frozen=True)
class Extremes:
    """The rows of a mart ranked by one number: all, or the highest and the lowest of a long mart.

    Attributes:
        rows: from high to low; of a short mart all, the unknown last; of a long mart without the
            unknown.
        known: how many of the rows have the number.
        count: the number of rows of the mart.
    """

    rows: list[Row]
    known: int
    count: int


@dataclass(frozen=True)
class Findings:
    """What the console shows: the gravest rows of each kind, and the number of all.

    `counts` are those of the reports, figures, indicators and checks; `counted` has the number of
    all rows by the name of their list.
    """

    counts: Row
    counted: dict[str, int]
    plan_completion: Extremes
    growth: Extremes
    statuses: dict[str, int]
    unverifiable: list[str]
    contradiction_counts: dict[str, int]
    conflicts: list[Conflict]
    settled_conflicts: list[Conflict]
    contradictions: list[Check]
    settled_contradictions: list[Check]
    suspects: list[Check]
    not_checkable: list[Check]
    revisions: list[Row]
    quarantined: list[str]
    corrections: list[Row]


def rows(connection: Any, query: str, **parameters: Any) -> list[Row]:
    """The rows of a query as dictionaries."""
    result = connection.execute(with_values(query, parameters) if parameters else query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def checks_of(
    connection: Any,
    verdict: str,
    is_open: bool = True,
    most: int = MOST_SHOWN,
    among: str = "select check_id from marts.reconciliation",
) -> list[Check]:
    """The most severe checks of one verdict, with their figures, of those of the query `among`.

    A check is open unless it is acknowledged or its figures are in quarantine.
    """
    query = CHECKS.replace("@among", among)
    found = rows(connection, query, verdict=verdict, is_open=is_open, most=most)
    figures: dict[str, list[Row]] = {row["check_id"]: [] for row in found}
    for figure in rows(connection, CHECK_FIGURES, check_ids=list(figures)):
        figures[figure.pop("check_id")].append(figure)
    return [Check(row, figures[row["check_id"]]) for row in found]


def conflicts_of(
    connection: Any,
    is_open: bool,
    most: int = MOST_SHOWN,
    among: str = "select conflict_id from marts.conflicts",
) -> list[Conflict]:
    """The gravest conflicts, with their figures and the edits that would mend them, of those of
    the query `among`."""
    query = CONFLICTS.replace("@among", among)
    grouped: dict[str, list[Row]] = {}
    for figure in rows(connection, query, is_open=is_open, first=MOST_FIGURES, most=most):
        grouped.setdefault(figure["conflict_id"], []).append(figure)
    repairs: dict[str, list[Row]] = {}
    if grouped:
        for edit in rows(connection, REPAIRS, conflict_ids=list(grouped), most=MOST_REPAIRS):
            repairs.setdefault(edit["conflict_id"], []).append(edit)
    return [Conflict(figures, repairs.get(name, [])) for name, figures in grouped.items()]


def extremes(connection: Any, query: str, by: str) -> Extremes:
    """The rows of a query with the highest and the lowest value of one column."""
    counts = f"select count(*) as counted, count({by}) as known from ({query})"
    counted, known = rows(connection, counts)[0].values()
    keys = ("report_id", "indicator_id", "basis", "territory_id", "period_id")
    if counted <= 2 * MOST_AT_AN_END:
        order = f"{by} desc nulls last, {', '.join(keys)}"
        return Extremes(rows(connection, f"{query} order by {order}"), known, counted)
    ranked = f"{query} where {by} is not null order by"
    most = ", ".join([f"{by} desc", *keys])
    # The same order reversed, so that DuckDB keeps a few rows instead of sorting all.
    least = ", ".join([by, *(f"{key} desc" for key in keys)])
    rest = min(MOST_AT_AN_END, max(known - MOST_AT_AN_END, 0))
    first = rows(connection, f"{ranked} {most} limit {MOST_AT_AN_END}")
    last = rows(connection, f"{ranked} {least} limit {rest}")
    shown = [*first, *reversed(last)]
    return Extremes(shown, len(shown), counted)


def find(warehouse: Path, most: int = MOST_SHOWN) -> Findings:
    """Query the findings of a warehouse: of each kind at most so many rows, the gravest first."""
    with opened(warehouse) as connection:
        return Findings(
            counts=rows(connection, COUNTS)[0],
            counted=rows(connection, COUNTED)[0],
            plan_completion=extremes(connection, PLAN_COMPLETION, "pace_gap_pts"),
            growth=extremes(connection, GROWTH, "growth_pct"),
            statuses=statuses_of(connection),
            unverifiable=[row["name_en"] for row in rows(connection, UNVERIFIABLE, most=most)],
            contradiction_counts=rows(connection, CONTRADICTIONS)[0],
            conflicts=conflicts_of(connection, True, most),
            settled_conflicts=conflicts_of(connection, False, most),
            contradictions=checks_of(connection, "contradiction", most=most),
            settled_contradictions=checks_of(connection, "contradiction", False, most),
            suspects=checks_of(connection, "suspect", most=most),
            not_checkable=checks_of(connection, "not_checkable", most=most),
            revisions=rows(connection, REVISIONS, most=most),
            quarantined=quarantined_of(connection, most),
            corrections=rows(connection, CORRECTIONS, most=most),
        )


def statuses_of(connection: Any) -> dict[str, int]:
    """The number of figures by their status."""
    return {row["check_status"]: row["figures"] for row in rows(connection, STATUSES)}


def quarantined_of(connection: Any, most: int = ALL) -> list[str]:
    """The reports with observations in quarantine."""
    return [row["report_id"] for row in rows(connection, QUARANTINED, most=most)]
