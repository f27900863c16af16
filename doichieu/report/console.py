"""The console: progress, the result of a run, refusals and faults."""

import os
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.faults import Fault, Unfinished
from doichieu.base.paths import WAREHOUSE
from doichieu.base.typed import nearby, shell_command
from doichieu.derive.dbt import StructureFault
from doichieu.report.findings import Findings
from doichieu.report.screen import Item, Section, print_screen
from doichieu.report.sections import (
    Listing,
    contradiction_sections,
    finding_sections,
    refusal_section,
)
from doichieu.report.wording import count, row_text

# Lines of a log are not wrapped, so that they can be searched.
PLAIN_WIDTH = 200
# What a run may have printed before it refuses its inputs.
STAGE_LINES = 3
UNTOUCHED = "Nothing was published; releases/current has not changed."
REMEDY = (
    "Compare the figures above with the printed report. Correct an error of the transcription in "
    "seeds/figures; correct or acknowledge an error of the report in "
    "seeds/reference/corrections.csv; or publish with --quarantine, without the figures that "
    "contradict each other."
)


class Output(Console):
    """A console on which a command goes on when its reader leaves, as `head` does."""

    def on_broken_pipe(self) -> None:
        """Print nothing more; rich would end the command with the status of a refusal."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


def make_console(*, errors: bool = False) -> Console:
    """A console for standard output or standard error; plain text when it is not a terminal."""
    console = Output(stderr=errors, highlight=False)
    if not console.is_terminal:
        console = Output(stderr=errors, highlight=False, width=PLAIN_WIDTH)
    return console


class Progress:
    """The stages of a run, shown as they pass."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.lines = 0
        """How many lines it has printed."""
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
            self.lines += 1
            yield notes
        result = f"{name}: {'; '.join(notes)}" if notes else name
        self.console.print(f"[green]✓[/] {escape(result)} ({perf_counter() - start:.1f} s)")
        self.lines += 1

    def step(self, done: int, of: int) -> None:
        """Show how far the current stage has come."""
        if self._status is not None:
            self._status.update(f"{self._stage} … {done} of {of}")


def print_faults(
    faults: Sequence[Fault],
    *,
    publishes: bool,
    again: str,
    full: bool,
    used: int = 0,
    heading: str = "The input could not be read",
) -> None:
    """Print the faults of the inputs with their places.

    `publishes` says that their command would have published them; the command `again` lists all
    faults, which are printed where `full`. `used` lines of the screen are taken.
    """
    untouched = ["Nothing was published."] if publishes else []
    title = f"[bold red]{heading}: {count(len(faults), 'fault')}[/]."
    items = [fault_item(fault) for fault in faults]
    sections = [
        Section(title, items, len(items), again, has_count=True),
        Section(fixed=untouched),
    ]
    print_screen(make_console(errors=True), sections, used=used + STAGE_LINES, full=full)


def fault_item(fault: Fault) -> Item:
    """A fault: its place, the problem and the remedy, a row to copy."""
    lines = [
        f"  [bold]{escape(fault.place)}[/]",
        f"    {escape(f'{fault.problem} {fault.remedy}')}",
    ]
    return Item(tuple(lines), folds=4, row=fault.row)


def print_program_fault(error: Exception) -> None:
    """Print a fault of the program; the traceback goes to a file for the maintainer."""
    console = make_console(errors=True)
    console.print("[bold red]A fault of the program, not of the input.[/]")
    console.print(escape(f"{type(error).__name__}: {error}"))
    print_log(console, "".join(traceback.format_exception(error)))


def print_unfinished(failure: Unfinished) -> None:
    """Print why a run could not be finished, and that nothing was published."""
    console = make_console(errors=True)
    console.print("[bold red]The run could not be finished.[/]")
    console.print(escape(str(failure)))
    if failure.details:
        print_log(console, failure.details)
    console.print(UNTOUCHED)


def print_log(console: Console, details: str) -> None:
    """Keep the details of a fault, and print where."""
    console.print(escape(keep_log(details)))


def keep_log(details: str) -> str:
    """Keep the details of a fault in a file; returns a sentence that names it.

    Where there is no room for one, the sentence says so: it must not hide the fault itself.
    """
    try:
        handle, path = tempfile.mkstemp(prefix="doichieu-fault-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.write(details)
    except OSError as error:
        reason = error.strerror or str(error)
        return f"The details, for the maintainer, could not be kept: {reason}"
    return f"The details, for the maintainer, are in {path}"


def print_structure(
    faults: Sequence[StructureFault], *, again: str, full: bool, used: int = 0
) -> None:
    """Print the dbt tests that found rows: what each guards, and some of the rows.

    There are no findings to print: dbt stops at the model whose test failed.
    """
    items = [
        Item(
            (
                f"  [bold]{escape(fault.description or fault.name)}[/] ({escape(fault.name)})",
                f"    {escape(fault.message)}",
                *(f"      {escape(row_text(row))}" for row in fault.rows),
            )
        )
        for fault in faults
    ]
    title = "[bold red]The audit refused this release: its structure is broken[/]."
    sections = [
        Section(title, items, len(items), again),
        Section(fixed=["Who acts: the maintainer of the models.", UNTOUCHED]),
    ]
    print_screen(make_console(errors=True), sections, used=used, full=full)


def print_refusal(
    findings: Findings,
    outcomes: Sequence[ExpectationOutcome],
    listing: Listing,
    *,
    pages: str,
    full: bool,
    used: int = 0,
) -> None:
    """Print why the audit refused: the contradictions, then the rows of each expectation.

    `pages` names what lists all expectations.
    """
    sections = [
        Section("[bold red]The audit refused this release.[/]"),
        *contradiction_sections(findings, listing),
        refusal_section(findings, outcomes, pages),
        Section(note=REMEDY if findings.contradictions else ""),
        Section(fixed=[UNTOUCHED]),
    ]
    print_screen(make_console(errors=True), sections, used=used, full=full)


def print_refused_build(place: Path | None) -> None:
    """Print where to inspect the refused build: its validation pages and its tables, if any.

    A collection in parts has neither where a part's structure is broken.
    """
    if place is None:
        return
    kept = {"page": place / "site" / "validation" / "index.html", "database": place / WAREHOUSE}
    shown = [f"{what} {nearby(path)}" for what, path in kept.items() if path.exists()]
    if shown:
        line = f"To inspect what was refused: {', '.join(shown)}"
        # One line, so that paths can be copied.
        make_console(errors=True).print(escape(line), soft_wrap=True)


def print_findings(
    console: Console,
    findings: Findings,
    listing: Listing,
    *ends: Section,
    full: bool,
    used: int = 0,
) -> None:
    """Print the result of a run: contradictions, plan completion, growth, what else was found, and
    the sections `ends`."""
    print_screen(console, [*finding_sections(findings, listing), *ends], used=used, full=full)


def release_section(release: Path) -> Section:
    """Where the release is and how to open it."""
    current = nearby(release.parent / "current")
    return Section(
        fixed=[
            f"[bold]Published[/]: {escape(str(nearby(release)))}",
            escape(f"  page     {current / 'site' / 'index.html'}"),
            escape(f"  shell    {shell_command(release.parent)}"),
        ]
    )
