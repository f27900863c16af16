"""`orchestrate.py watch`: the verdict on the seeds, then what every save changes of it; nothing is
published.

Two processes stay warm between saves: one has read the compiled models, the other has imported
Great Expectations.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.markup import escape

from doichieu.audit.auditor import Auditor, refusals
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.exit_status import PUBLISHED
from doichieu.base.faults import Fault, InputRefused
from doichieu.derive.deriver import Deriver
from doichieu.inputs import read_inputs
from doichieu.inputs.files import FIGURE_SUFFIXES
from doichieu.report.changes import Changes, change_sections, changes_since
from doichieu.report.console import (
    make_console,
    print_faults,
    print_findings,
    print_refusal,
    print_structure,
)
from doichieu.report.findings import ALL, MOST_SHOWN, Findings, find
from doichieu.report.screen import Item, print_screen
from doichieu.report.sections import audit_section, section, statuses, summary_section
from doichieu.report.wording import count

# The lines of a round besides the verdict: its heading, the faults mended, how it ends.
OTHERS = 5
# Seconds between two looks at the seeds. A change is over when two looks in a row find the same
# state: an editor may write in several steps, or write another file and rename it.
PAUSE = 0.1

State = dict[str, tuple[int, int, int]]
"""The files of a seeds folder, by path: time of writing, size and inode."""


def watch(options: argparse.Namespace) -> int:
    """Print the verdict on the seeds, and after every save what changed, until Ctrl-C."""
    console = make_console()
    try:
        with ExitStack() as stack:
            folder = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="doichieu-watch-"))
            )
            processes = WarmProcesses(options, folder, stack)
            console.print(f"Watching {escape(str(options.seeds))}; the first verdict takes long …")
            seen: State = {}
            while True:
                now = settled(options.seeds, seen)
                changed = sorted(path for path in {*seen, *now} if seen.get(path) != now.get(path))
                print_round(console, changed if seen else [])
                start = perf_counter()
                processes.verdict(console)
                console.print(f"({perf_counter() - start:.1f} s) Waiting for a save; Ctrl-C ends.")
                seen = now
    except KeyboardInterrupt:
        console.print("\nStopped watching. Nothing was published.")
    return PUBLISHED


def state_of(seeds: Path) -> State:
    """The files of a seeds folder that a run would read, as they are now."""
    found: State = {}
    for path in seeds.glob("*/*"):
        if path.suffix.lower() not in FIGURE_SUFFIXES or path.name.startswith("."):
            continue
        try:
            stat = path.stat()
        except OSError:
            continue  # deleted since the listing: the next look shows it
        found[path.relative_to(seeds).as_posix()] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def settled(seeds: Path, seen: State) -> State:
    """Wait until the seeds differ from `seen` and no longer change; returns their state."""
    before = state_of(seeds)
    while True:
        time.sleep(PAUSE)
        now = state_of(seeds)
        if now == before != seen:
            return now
        before = now


def print_round(console: Console, changed: Sequence[str]) -> None:
    """Print the heading of a round: the time and the files that were saved."""
    files = ", ".join(changed) if len(changed) <= 3 else count(len(changed), "file")
    console.rule(escape(f"{datetime.now():%H:%M:%S} {files}".strip()), align="left")


class WarmProcesses:
    """The two warm processes, their working folder, and what was printed last."""

    def __init__(self, options: argparse.Namespace, folder: Path, stack: ExitStack) -> None:
        """Start the processes; `stack` ends them."""
        self.options = options
        self._seen = folder / "seen.duckdb"
        self._faults: list[Fault] = []
        self._unmet: set[tuple[str, str]] = set()
        self._auditor = stack.enter_context(Auditor(folder))
        self._deriver = stack.enter_context(Deriver(folder))

    def verdict(self, console: Console) -> None:
        """Read, derive and audit the seeds; print the result as a run would, and after that what
        has changed."""
        full, again = self.options.full, self.options.again
        try:
            inputs = read_inputs(self.options.seeds)
        except InputRefused as refusal:
            self.print_faults(console, refusal.faults)
            return
        mended, self._faults = len(self._faults), []
        if mended:
            console.print(f"The input can be read again: {count(mended, 'fault')} mended.")
        warehouse = self._deriver.warehouse
        if structure := self._deriver.derive(inputs, with_tests=True):
            print_structure(structure, again=again, full=full)
            return
        self._auditor.begin(warehouse, docs=None)
        most = ALL if full else MOST_SHOWN
        findings = find(warehouse, most)
        changes = changes_since(self._seen, warehouse, most)
        outcomes = self._auditor.outcomes()
        refused = refusals(outcomes)
        if changes:
            self.print_changes(console, findings, changes, outcomes)
        elif refused:
            print_refusal(findings, refused, self.listing, pages=again, full=full, used=OTHERS)
        else:
            audit = audit_section(outcomes, again)
            print_findings(console, findings, self.listing, audit, full=full, used=OTHERS)
        self._unmet = {(one.suite, one.description) for one in outcomes if one.state != "passed"}
        if refused and changes:
            console.print("[red]A run would be refused.[/] Nothing was published.")
        elif not refused:
            console.print("[green]A run would publish this[/]: python orchestrate.py")

    def listing(self, query: str) -> str:
        """The command that lists everything."""
        return str(self.options.again)

    def print_faults(self, console: Console, faults: list[Fault]) -> None:
        """Print the faults that were not there before, and how many others there are."""
        known = set(self._faults)
        new = [fault for fault in faults if fault not in known]
        kept = len(faults) - len(new)
        if known:
            mended = len(self._faults) - kept
            console.print(f"{count(kept, 'fault')} as before, {mended:,} mended, {len(new):,} new.")
        self._faults = faults
        if new:
            again, full = self.options.again, self.options.full
            heading = "New" if kept else "The input could not be read"
            print_faults(new, publishes=False, again=again, full=full, heading=heading)

    def print_changes(
        self,
        console: Console,
        findings: Findings,
        changes: Changes,
        outcomes: Sequence[ExpectationOutcome],
    ) -> None:
        """Print what has changed since the last verdict, or in a line that nothing has."""
        unmet = {(one.suite, one.description): one for one in outcomes if one.state != "passed"}
        new = [one for name, one in unmet.items() if name not in self._unmet]
        met = sorted(description for _, description in self._unmet - unmet.keys())
        audit = [
            section(
                "Expectations that are no longer met",
                [Item((f"  {escape(one.severity)}: {escape(one.description)}",)) for one in new],
                len(new),
                self.options.again,
            ),
            section(
                "Expectations that are met again",
                [Item((f"  {escape(description)}",)) for description in met],
                len(met),
                self.options.again,
            ),
        ]
        if not (any(changes.counted.values()) or new or met):
            console.print(f"No change: {statuses(findings)}.")
            return
        sections = [*change_sections(changes, self.listing), *audit, summary_section(findings)]
        print_screen(console, sections, used=OTHERS, full=self.options.full)
