"""`orchestrate.py watch`: the verdict on the seeds after every save; nothing is published.

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
from doichieu.base.exit_status import PUBLISHED
from doichieu.base.faults import InputRefused
from doichieu.derive.deriver import Deriver
from doichieu.inputs import read_inputs
from doichieu.inputs.files import FIGURE_SUFFIXES
from doichieu.report.console import (
    count,
    make_console,
    print_audit,
    print_faults,
    print_findings,
    print_refusal,
    print_structure,
)
from doichieu.report.findings import find

# Seconds between two looks at the seeds. A change is over when two looks in a row find the same
# state: an editor may write in several steps, or write another file and rename it.
PAUSE = 0.1

State = dict[str, tuple[int, int, int]]
"""The files of a seeds folder, by path: time of writing, size and inode."""


def watch(options: argparse.Namespace) -> int:
    """Print the verdict on the seeds now and after every save, until Ctrl-C."""
    console = make_console()
    try:
        with ExitStack() as stack:
            folder = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="doichieu-watch-"))
            )
            processes = WarmProcesses(options.seeds, folder, stack)
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
    """The two warm processes and their working folder."""

    def __init__(self, seeds: Path, folder: Path, stack: ExitStack) -> None:
        """Start the processes; `stack` ends them."""
        self.seeds = seeds
        self._auditor = stack.enter_context(Auditor(folder))
        self._deriver = stack.enter_context(Deriver(folder))

    def verdict(self, console: Console) -> None:
        """Read, derive and audit the seeds, and print the result as a run would."""
        try:
            inputs = read_inputs(self.seeds)
        except InputRefused as refusal:
            print_faults(refusal.faults, publishes=False)
            return
        warehouse = self._deriver.warehouse
        if structure := self._deriver.derive(inputs, with_tests=True):
            print_structure(structure)
            return
        self._auditor.begin(warehouse, docs=None)
        findings = find(warehouse)
        outcomes = self._auditor.outcomes()
        if refused := refusals(outcomes):
            print_refusal(findings, refused)
            return
        print_findings(console, findings)
        print_audit(console, outcomes)
        console.print("[green]A run would publish this[/]: python orchestrate.py")
