"""The console: progress, the result of a run, refusals and faults."""

import os
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.contradictions import MOST_FIGURES, counted
from doichieu.base.faults import Fault, Unfinished
from doichieu.base.formats import interval, number, printed, readable, signed
from doichieu.base.paths import PROJECT, RELEASES, WAREHOUSE
from doichieu.derive.dbt import StructureFault
from doichieu.report.findings import (
    Check,
    Conflict,
    Extremes,
    Findings,
    Row,
)
from doichieu.report.wording import (
    UNSOLVED,
    conflict_heading,
    conflict_line,
    correction_line,
    distance,
    figure_line,
    finding,
    heading,
    repair_line,
)

# Lines of a log are not wrapped, so that they can be searched.
PLAIN_WIDTH = 200
WIDE_ENOUGH = 116
MOST_FAULTS = 100
UNTOUCHED = "Nothing was published; releases/current has not changed."
MOST_ROWS = 10
COLOURS = {"ahead": "green", "met": "green", "behind": "red", "on_pace": "yellow"}
PLAN_NUMBERS = ("level", "% of plan", "pace, pts", "remaining ÷ achieved", "implied plan")
GROWTH_NUMBERS = ("growth, %", "change", "points of its total's")


def make_console(*, errors: bool = False) -> Console:
    """A console for standard output or standard error; plain text when it is not a terminal."""
    console = Console(stderr=errors, highlight=False)
    if not console.is_terminal:
        console = Console(stderr=errors, highlight=False, width=PLAIN_WIDTH)
    return console


class Progress:
    """The stages of a run, shown as they pass."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._status: Status | None = None
        self._stage = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[list[str]]:
        """Show a stage while it runs; at its end show what the block appended to the list."""
        notes: list[str] = []
        start = perf_counter()
        self._stage = name
        if self.console.is_terminal:
            with self.console.status(f"{name} …") as self._status:
                yield notes
            self._status = None
        else:
            self.console.print(f"{name} …")
            yield notes
        result = f"{name}: {'; '.join(notes)}" if notes else name
        self.console.print(f"[green]✓[/] {escape(result)} ({perf_counter() - start:.1f} s)")

    def step(self, done: int, of: int) -> None:
        """Show how far the current stage has come."""
        if self._status is not None:
            self._status.update(f"{self._stage} … {done} of {of}")


def print_faults(
    faults: Sequence[Fault], *, publishes: bool, heading: str = "The input could not be read"
) -> None:
    """Print the faults of the inputs with their places; `publishes` says that their command
    would have published them."""
    console = make_console(errors=True)
    console.print(f"[bold red]{heading}: {count(len(faults), 'fault')}.[/]")
    for fault in faults[:MOST_FAULTS]:
        console.print(f"  [bold]{escape(fault.place)}[/]")
        console.print(f"    {escape(fault.problem)} {escape(fault.remedy)}")
        if fault.row:
            console.print(escape(fault.row), soft_wrap=True)  # one line, to be copied
    if len(faults) > MOST_FAULTS:
        console.print(f"  … and {len(faults) - MOST_FAULTS} more.")
    if publishes:
        console.print("Nothing was published.")


def print_program_fault(error: Exception) -> None:
    """Print a fault of the program; the traceback goes to a file for the maintainer."""
    path = keep_log("".join(traceback.format_exception(error)))
    console = make_console(errors=True)
    console.print("[bold red]A fault of the program, not of the input.[/]")
    console.print(escape(f"{type(error).__name__}: {error}"))
    console.print(escape(f"The details, for the maintainer, are in {path}"))


def print_unfinished(failure: Unfinished) -> None:
    """Print why a run could not be finished, and that nothing was published."""
    console = make_console(errors=True)
    console.print("[bold red]The run could not be finished.[/]")
    console.print(escape(str(failure)))
    console.print(UNTOUCHED)


def keep_log(details: str) -> str:
    """Keep the details of a fault for the maintainer; returns the path of the file."""
    handle, path = tempfile.mkstemp(prefix="doichieu-fault-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(details)
    return path


def print_structure(faults: Sequence[StructureFault]) -> None:
    """Print the dbt tests that found rows: what each guards, and some of the rows.

    There are no findings to print: dbt stops at the model whose test failed.
    """
    console = make_console(errors=True)
    console.print("[bold red]The audit refused this release: its structure is broken.[/]")
    for fault in faults:
        console.print(f"[bold]{escape(fault.description or fault.name)}[/] ({fault.name})")
        console.print(f"  {escape(fault.message)}")
        for row in fault.rows:
            console.print(f"    {escape(row_text(row))}")
    console.print("Who acts: the maintainer of the models.")
    console.print(UNTOUCHED)


def row_text(row: Row) -> str:
    """A row of any table: column names and values."""
    return ", ".join(f"{name} {text}" for name, text in readable(row).items() if text != "–")


def print_refusal(findings: Findings, outcomes: Sequence[ExpectationOutcome]) -> None:
    """Print why the audit refused: the contradictions, then the rows of each expectation."""
    console = make_console(errors=True)
    console.print("[bold red]The audit refused this release.[/]")
    print_contradictions(console, findings)
    shown = {check.row["check_id"] for check in findings.contradictions}
    for outcome in outcomes:
        # The conflicts are shown above, with what their figures are.
        if outcome.table == "marts.conflicts" and findings.conflicts:
            continue
        console.print(f"[bold]{escape(outcome.description)}[/] ({escape(outcome.table)})")
        console.print(f"  {outcome.state}: {count(outcome.unexpected_count or 0, 'row')}")
        if outcome.error:
            console.print(f"  {escape(outcome.error)}")
        for row in outcome.rows[:MOST_ROWS]:
            if row.get("check_id") in shown:
                continue
            console.print(f"    {escape(row_text(row))}")
        console.print(f"  Who acts: {escape(str(outcome.meta.get('who_acts', '')))}")
    if findings.contradictions:
        console.print(
            "Compare the figures above with the printed report. Correct an error of the "
            "transcription in seeds/figures; correct or acknowledge an error of the report in "
            "seeds/reference/corrections.csv; or publish with --quarantine, without the figures "
            "that contradict each other."
        )
    console.print(UNTOUCHED)


def print_refused_build(place: Path | None) -> None:
    """Print where to inspect the refused build: its validation pages and its tables, if any.

    A collection in parts has neither where a part's structure is broken.
    """
    if place is None:
        return
    kept = {"page": place / "site" / "validation" / "index.html", "database": place / WAREHOUSE}
    shown = [f"{what} {shown_path(path)}" for what, path in kept.items() if path.exists()]
    if shown:
        line = f"To inspect what was refused: {', '.join(shown)}"
        # One line, so that paths can be copied.
        make_console(errors=True).print(escape(line), soft_wrap=True)


def print_contradictions(console: Console, findings: Findings) -> None:
    """Print what contradicts itself: the conflicts first, then the checks and edits behind them."""
    if not findings.contradictions:
        return
    print_conflicts(console, findings.conflicts)
    title = f"Contradictions, {counted(findings.contradiction_counts)}; the checks behind them"
    print_checks(console, title, findings.contradictions)
    print_repairs(console, findings)


def print_conflicts(console: Console, conflicts: Sequence[Conflict]) -> None:
    """Print sets of figures that cannot all hold, with what the others imply for each figure."""
    if not conflicts:
        return
    console.print(
        "[bold]Conflicts[/]: at least one figure of each is wrong, in print or as transcribed"
    )
    for conflict in conflicts:
        console.print(f"  [bold]{escape(conflict_heading(conflict.figures))}[/]")
        for figure in conflict.figures:
            console.print(f"    {escape(conflict_line(figure))}")
        if conflict.omitted:
            console.print(f"    … {conflict.omitted:,} more figures; marts.conflicts contains all.")
        if not conflict.is_mended:
            console.print("    No single edit of one figure mends it.")


def print_checks(console: Console, title: str, checks: Sequence[Check]) -> None:
    """Print checks with their intervals and figures."""
    if not checks:
        return
    console.print(f"[bold]{title}[/]")
    for check in checks:
        console.print(f"  {escape(heading(check.row))}")
        gap = f" {distance(check.row)}" if check.row["gap"] else ""
        console.print(f"    {check.row['kind']}: {escape(finding(check.row))}.{gap}")
        for figure in check.figures[:MOST_FIGURES]:
            console.print(f"      {escape(figure_line(figure))}")
        if len(check.figures) > MOST_FIGURES:
            console.print(f"      … {len(check.figures) - MOST_FIGURES:,} more figures.")


def print_repairs(console: Console, findings: Findings) -> None:
    """Print the likeliest single edits that mend a component or a figure printed twice."""
    if findings.repairs:
        title = "Each of these edits alone would mend its conflict; see the printed report"
        console.print(f"[bold]{title}[/]")
    for row in findings.repairs:
        console.print(f"  {escape(repair_line(row))}")


def print_findings(console: Console, findings: Findings) -> None:
    """Print the result of a run: plan completion, growth and checks."""
    print_plan_completion(console, findings)
    print_growth(console, findings)
    console.print(f"[bold]Checks[/]: {statuses(findings)}")
    print_checks(console, "Suspect, please review", findings.suspects)
    if findings.suspects and not findings.contradictions:
        print_repairs(console, findings)
    counts = findings.contradiction_counts
    console.print(f"[bold]Contradictions[/]: {counted(counts)}")
    if findings.settled_contradictions:
        print_conflicts(console, findings.settled_conflicts)
        settled = findings.settled_contradictions
        print_checks(console, "Contradictions, acknowledged or in quarantine", settled)
    for check in findings.not_checkable:
        why = UNSOLVED.get(check.row["unsolved_reason"], "")
        line = f"not checkable: {heading(check.row)}, {check.row['kind']}{why and f': {why}'}"
        console.print(f"  {escape(line)}")
    for row in findings.corrections:
        console.print(f"  {escape(correction_line(row))}")
    for row in findings.revisions:
        console.print(f"  revised: {escape(revision_line(row))}")
    if findings.unverifiable:
        console.print(f"  cannot be cross-checked: {escape(', '.join(findings.unverifiable))}")
    for report_id in findings.quarantined:
        console.print(f"[yellow]In quarantine, in part not in the marts:[/] {escape(report_id)}")


def print_plan_completion(console: Console, findings: Findings) -> None:
    """Print the indicators ahead of and behind their plans, by pace, report by report."""
    # A narrow terminal needs the room for the names; page and mart show the implied plan.
    numbers = PLAN_NUMBERS if console.width >= WIDE_ENOUGH else PLAN_NUMBERS[:-1]
    table = make_table("Plan completion", ("indicator", "status"), numbers)
    print_rows(console, table, findings, findings.plan_completion, plan_cells)


def plan_cells(row: Row) -> list[str]:
    """A row of plan completion."""
    basis = f", {row['basis']}" if row["basis"] else ""
    status = row["status"] or "–"
    return [
        escape(f"{row['name_en']}{basis}, {row['unit']}"),
        f"[{COLOURS.get(status, 'default')}]{status.replace('_', ' ')}[/]",
        printed(row["level"]),
        number(row["plan_pct"]),
        signed(row["pace_gap_pts"]),
        rest_of_plan(row),
        known_interval(row["implied_plan_lower"], row["implied_plan_upper"]),
    ]


def rest_of_plan(row: Row) -> str:
    """What remains of a plan as a multiple of what is achieved; by how much one is exceeded."""
    plan_pct = row["plan_pct"]
    if plan_pct is not None and plan_pct >= 100:
        return f"exceeded by {number(plan_pct - 100)} %" if plan_pct > 100 else "none"
    return known_interval(row["required_ratio_lower"], row["required_ratio_upper"])


def print_growth(console: Console, findings: Findings) -> None:
    """Print what grew and by how much, fastest first, report by report."""
    table = make_table("Growth", ("indicator",), GROWTH_NUMBERS)
    print_rows(console, table, findings, findings.growth, growth_cells)


def growth_cells(row: Row) -> list[str]:
    """A row of growth."""
    basis = f", on {row['basis'].removeprefix('base_').replace('_', ' ')}" if row["basis"] else ""
    return [
        escape(f"{row['name_en']}{basis}, {row['unit']}"),
        signed(row["growth_pct"]),
        known_interval(row["change_lower"], row["change_upper"]),
        known_interval(row["points_lower"], row["points_upper"]),
    ]


def print_rows(
    console: Console,
    table: Table,
    findings: Findings,
    shown: Extremes,
    cells: Callable[[Row], list[str]],
) -> None:
    """Print rows of a mart; of several reports, with the title of each."""
    last = None
    for row in shown.rows:
        if findings.counts["reports"] > 1 and row["report_id"] != last:
            table.add_row(f"[dim]{escape(row['title'])}[/]")
        last = row["report_id"]
        table.add_row(*cells(row)[: len(table.columns)])
    print_table(console, table, shown)


def make_table(title: str, words: Sequence[str], numbers: Sequence[str]) -> Table:
    """A table without lines, words left-aligned and numbers right-aligned."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading_ in words:
        table.add_column(heading_, justify="left", no_wrap=heading_ == "status")
    for heading_ in numbers:
        table.add_column(heading_, justify="right", no_wrap=True)
    return table


def print_table(console: Console, table: Table, shown: Extremes) -> None:
    """Print a table unless it is empty, and how many rows of the mart it does not show."""
    if shown.rows:
        console.print(table)
        if shown.omitted:
            console.print(f"  … {shown.omitted:,} more; the marts contain all.")
    elif shown.omitted:
        console.print(f"[bold]{table.title}[/]: {shown.omitted:,} in the marts, none to rank.")


def known_interval(lower: float | None, upper: float | None) -> str:
    """An interval, or an empty text when neither end is known."""
    return "" if lower is None and upper is None else interval(lower, upper)


def statuses(findings: Findings) -> str:
    """How many figures are confirmed, suspect, contradicted and unverifiable."""
    order = ("confirmed", "suspect", "contradicted", "unverifiable")
    counts = [f"{findings.statuses.get(status, 0)} {status}" for status in order]
    return f"of {count(findings.counts['figures'], 'figure')}, " + ", ".join(counts)


def revision_line(row: Row) -> str:
    """One quantity in two reports."""
    return (
        f"{row['name_en']} {row['period_id']}, {row['quantity']}: "
        f"{interval(row['earlier_lower'], row['earlier_upper'])} in {row['earlier_report_id']}, "
        f"{interval(row['later_lower'], row['later_upper'])} in {row['later_report_id']} "
        f"({row['unit']})"
    )


def print_audit(console: Console, outcomes: Sequence[ExpectationOutcome]) -> None:
    """Print how many expectations passed, and those that did not but do not stop a release."""
    noted = [outcome for outcome in outcomes if outcome.state != "passed"]
    asked = count(len(outcomes), "expectation")
    console.print(f"[bold]Audit[/]: {asked} asked, {len(outcomes) - len(noted)} passed")
    for outcome in noted:
        rows = count(outcome.unexpected_count or 0, "row")
        console.print(f"  [yellow]{outcome.severity}[/]: {escape(outcome.description)} ({rows})")


def print_release(console: Console, release: Path) -> None:
    """Print where the release is and how to open it."""
    current = shown_path(release.parent / "current")
    console.print(f"[bold]Published[/]: {escape(str(shown_path(release)))}")
    console.print(escape(f"  page     {current / 'site' / 'index.html'}"))
    console.print(escape(f"  shell    python {shell_command(release.parent)}"))


def shell_command(releases: Path) -> str:
    """The command that opens the DuckDB shell on the current release."""
    named = "" if releases == RELEASES else f" --releases {shown_path(releases)}"
    return f"{shown_path(PROJECT / 'orchestrate.py')} shell{named}"


def shown_path(path: Path) -> Path:
    """A path as the user would type it: relative when it lies below the current folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def count(number_: int, noun: str) -> str:
    """A count with its noun, singular or plural."""
    return f"{number_:,} {noun}{'' if number_ == 1 else 's'}"
