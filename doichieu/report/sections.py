"""The findings of a collection as the sections of a screen, the gravest first."""

from collections.abc import Callable, Sequence

from rich.markup import escape

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.contradictions import MOST_FIGURES, counted
from doichieu.base.statuses import STATUSES
from doichieu.report.findings import REVISED, Check, Conflict, Findings, Row
from doichieu.report.screen import Item, Section
from doichieu.report.tables import growth_table, plan_table
from doichieu.report.wording import (
    UNSOLVED,
    conflict_heading,
    conflict_line,
    correction_line,
    count,
    distance,
    figure_line,
    finding,
    heading,
    repair_line,
    revision_line,
    row_text,
)

Listing = Callable[[str], str]
"""The command that lists all rows of a query."""

# Of an expectation that is not met.
MOST_ROWS = 10
# The lines of a conflict that stops a release, for a line of anything else.
OPEN_CONFLICTS = 4
GRAVEST = "the gravest first"
IN_ORDER = {"critical": 0, "warning": 1, "info": 2}

# The queries that list what a section shows in part.
CONFLICTS = "from marts.conflicts"
CHECKS = "from marts.reconciliation where verdict = '{verdict}'"
OPEN = f"{CHECKS} and not (is_acknowledged or is_quarantined)"
SETTLED = f"{CHECKS} and (is_acknowledged or is_quarantined)"
PLANS = "from marts.plan_completion order by pace_gap_pts"
GROWTH = "from marts.growth order by growth_pct"
REVISIONS = f"from marts.revisions where {REVISED} order by abs(difference_pct) desc"
CORRECTIONS = "from marts.figures where correction is not null"
UNGUARDED = "from unguarded()"
QUARANTINED = "select distinct report_id from int_quarantined_observations"


def finding_sections(findings: Findings, listing: Listing) -> list[Section]:
    """Everything that was found, with the command for each list that is shown in part."""
    has_reports = findings.counts["reports"] > 1
    return [
        *contradiction_sections(findings, listing),
        checks_section(
            "Suspect, please review",
            findings.suspects,
            findings.counted["suspects"],
            listing(OPEN.format(verdict="suspect")),
        ),
        *settled_sections(findings, listing),
        plan_table(findings.plan_completion, has_reports, listing(PLANS)),
        growth_table(findings.growth, has_reports, listing(GROWTH)),
        *other_sections(findings, listing),
    ]


def contradiction_sections(findings: Findings, listing: Listing) -> list[Section]:
    """The statuses and what contradicts itself: the conflicts, then the checks behind them."""
    counts = counted(findings.contradiction_counts)
    return [
        summary_section(findings),
        conflicts_section(
            "Conflicts: at least one figure of each is wrong, in print or as transcribed",
            findings.conflicts,
            findings.counted["conflicts"],
            listing(CONFLICTS),
            weight=OPEN_CONFLICTS,
        ),
        checks_section(
            f"Contradictions, {counts}; the checks behind them",
            findings.contradictions,
            findings.contradiction_counts["open"],
            listing(OPEN.format(verdict="contradiction")),
            is_detail=True,
        ),
    ]


def summary_section(findings: Findings) -> Section:
    """The figures by status, and the number of contradictions."""
    counts = counted(findings.contradiction_counts)
    return Section(
        fixed=[f"[bold]Checks[/]: {statuses(findings)}", f"[bold]Contradictions[/]: {counts}"]
    )


def settled_sections(findings: Findings, listing: Listing) -> list[Section]:
    """The contradictions that stop nothing: acknowledged, or in quarantine."""
    return [
        conflicts_section(
            "Conflicts, acknowledged or in quarantine",
            findings.settled_conflicts,
            findings.counted["settled_conflicts"],
            listing(CONFLICTS),
        ),
        checks_section(
            "Contradictions, acknowledged or in quarantine; the checks behind them",
            findings.settled_contradictions,
            findings.counted["settled_contradictions"],
            listing(SETTLED.format(verdict="contradiction")),
            is_detail=True,
        ),
    ]


def conflicts_section(
    title: str, conflicts: Sequence[Conflict], number: int, listing: str, *, weight: int = 1
) -> Section:
    """Sets of figures that cannot all hold, and the edits that would mend each."""
    items = [conflict_item(one) for one in conflicts]
    return section(title, items, number, listing, GRAVEST, weight=weight)


def conflict_item(conflict: Conflict) -> Item:
    """A conflict: its figures with what the others imply for each, and the likely right value."""
    lines = [f"  [bold]{escape(conflict_heading(conflict.figures))}[/]"]
    lines += [f"    {escape(conflict_line(figure))}" for figure in conflict.figures]
    edits = [
        f"    {'or another' if nth else 'one edit mends it'}: {escape(repair_line(row))}"
        for nth, row in enumerate(conflict.repairs)
    ]
    return Item(
        tuple(lines),
        tuple(edits) or ("    No single edit of one figure mends it.",),
        "figure",
        conflict.omitted,
        folds=3,
    )


def checks_section(
    title: str, checks: Sequence[Check], number: int, listing: str, *, is_detail: bool = False
) -> Section:
    """Checks with their intervals and figures."""
    items = [check_item(check) for check in checks]
    return section(title, items, number, listing, GRAVEST, is_detail=is_detail)


def check_item(check: Check) -> Item:
    """A check: its subject, its two intervals, its figures."""
    gap = f" {distance(check.row)}" if check.row["gap"] else ""
    figures = check.figures[:MOST_FIGURES]
    return Item(
        (
            f"  {escape(heading(check.row))}",
            f"    {check.row['kind']}: {escape(finding(check.row))}.{escape(gap)}",
            *(f"      {escape(figure_line(figure))}" for figure in figures),
        ),
        noun="figure",
        omitted=len(check.figures) - len(figures),
    )


def other_sections(findings: Findings, listing: Listing) -> list[Section]:
    """What informs: what could not be checked, corrections, revisions, quarantine."""
    number = findings.counted
    return [
        section(
            "Not checkable",
            [Item((f"  {escape(unsolved_line(check.row))}",)) for check in findings.not_checkable],
            number["not_checkable"],
            listing(OPEN.format(verdict="not_checkable")),
        ),
        section(
            "Revised",
            [Item((f"  {escape(revision_line(row))}",)) for row in findings.revisions],
            number["revisions"],
            listing(REVISIONS),
            "the largest differences first",
        ),
        section(
            "Corrections",
            [Item((f"  {escape(correction_line(row))}",)) for row in findings.corrections],
            number["corrections"],
            listing(CORRECTIONS),
        ),
        section(
            "In quarantine, in part not in the marts",
            [Item((f"  {escape(report_id)}",)) for report_id in findings.quarantined],
            number["quarantined"],
            listing(QUARANTINED),
        ),
        unverifiable_section(findings.unverifiable, number["unverifiable"], listing(UNGUARDED)),
    ]


def unverifiable_section(names: Sequence[str], number: int, listing: str) -> Section:
    """The indicators of figures that no check covers."""
    if not number:
        return Section()
    title = f"[bold]Cannot be cross-checked[/]: {count(number, 'indicator')}"
    more = f" and {number - len(names):,} more" if number > len(names) else ""
    item = Item((f"  {escape(', '.join(names))}{more}",))
    shown = 2 if more else 1  # with names left out, the command stands beside them
    return Section(title, [item], shown, listing, has_count=True)


def section(
    title: str,
    items: Sequence[Item],
    number: int,
    listing: str,
    order: str = "",
    *,
    is_detail: bool = False,
    weight: int = 1,
) -> Section:
    """A section; nothing at all where there is nothing."""
    if not number:
        return Section()
    title = f"[bold]{escape(title)}[/]"
    return Section(title, items, number, listing, order, is_detail, weight=weight)


def statuses(findings: Findings) -> str:
    """How many figures are confirmed, suspect, contradicted and unverifiable."""
    found = [f"{findings.statuses.get(status, 0):,} {status}" for status in STATUSES]
    number = findings.counts["reports"]
    reports = f" in {number:,} reports" if number > 1 else ""
    return f"of {count(findings.counts['figures'], 'figure')}{reports}, " + ", ".join(found)


def unsolved_line(row: Row) -> str:
    """A check that has no verdict, and why."""
    why = UNSOLVED.get(row["unsolved_reason"], "")
    return f"{heading(row)}, {row['kind']}{why and f': {why}'}"


def audit_section(outcomes: Sequence[ExpectationOutcome], listing: str) -> Section:
    """How many expectations passed, and those that did not but do not stop a release."""
    noted = [outcome for outcome in outcomes if outcome.state != "passed"]
    asked = count(len(outcomes), "expectation")
    items = [
        Item(
            (
                f"  [yellow]{outcome.severity}[/]: {escape(outcome.description)} "
                f"({count(outcome.unexpected_count or 0, 'row')})",
            )
        )
        for outcome in sorted(noted, key=lambda one: IN_ORDER.get(one.severity, 0))
    ]
    title = f"[bold]Audit[/]: {asked} asked, {len(outcomes) - len(noted):,} passed"
    return Section(title, items, len(items), listing, has_count=True)


def refusal_section(
    findings: Findings, outcomes: Sequence[ExpectationOutcome], listing: str
) -> Section:
    """The expectations that stop a release, without the conflicts, which have their own section."""
    shown = {check.row["check_id"] for check in findings.contradictions}
    items = [
        Item(
            (
                f"  {escape(outcome.description)} ({escape(outcome.table)})",
                f"    {outcome.state}: {count(outcome.unexpected_count or 0, 'row')}",
                *([f"    {escape(outcome.error)}"] if outcome.error else []),
                *(
                    f"      {escape(row_text(row))}"
                    for row in outcome.rows[:MOST_ROWS]
                    if row.get("check_id") not in shown
                ),
            ),
            (f"    Who acts: {escape(str(outcome.meta.get('who_acts', '')))}",),
        )
        for outcome in outcomes
        if not (outcome.table == "marts.conflicts" and findings.conflicts)
    ]
    return section("Expectations that are not met", items, len(items), listing, GRAVEST)
