"""`orchestrate.py draft`: documents become drafts; a draft that is accepted becomes seeds."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from doichieu.base.exit_status import FAULT, PUBLISHED, UNREADABLE
from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.place import Drafts
from doichieu.documents.many import SUFFIXES, Outcome, Written, documents_in, draft_many
from doichieu.inputs.words import as_typed
from doichieu.report.console import Progress, count, keep_log, make_console, print_faults

if TYPE_CHECKING:
    from doichieu.documents.folder.accept import Accepted

# How many names a line of the console lists.
MOST_NAMES = 12
WAITING = "Another command is drafting there; waiting for it …"


def draft(options: argparse.Namespace) -> int:
    """Draft documents, or accept a draft; returns the exit status."""
    return accept_draft(options) if options.accept else draft_documents(options)


def draft_documents(options: argparse.Namespace) -> int:
    """Draft each document into a folder of its own; those that are refused leave nothing."""
    console = make_console()
    documents = documents_in(options.documents)
    if not documents:
        raise InputRefused([_no_documents(options.documents)])
    drafts = Drafts(options.drafts, force=options.force)
    outcomes: list[Outcome] = []
    progress = Progress(console)
    with (
        drafts.lock(lambda: console.print(WAITING)),
        progress.stage(f"Draft {count(len(documents), 'document')}") as notes,
    ):

        def take(outcome: Outcome) -> None:
            outcomes.append(drafts.keep(outcome))
            progress.step(len(outcomes), len(documents))

        draft_many(
            documents, options.seeds, drafts.folder, report_id=options.report or "", done=take
        )
        notes.append(f"{sum(one.written is not None for one in outcomes)} drafted")
    print_outcomes(console, sorted(outcomes, key=lambda one: documents.index(one.document)))
    return status_of(outcomes)


def accept_draft(options: argparse.Namespace) -> int:
    """Move one draft into the seeds; prints what it did."""
    from doichieu.documents.folder.accept import accept  # drafting needs none of it

    console = make_console()
    drafts = Drafts(options.drafts)
    with drafts.lock(lambda: console.print(WAITING)):
        accepted = accept(drafts.named(options.accept), options.seeds)
    print_accepted(console, accepted)
    return PUBLISHED


def print_accepted(console: Console, accepted: "Accepted") -> None:
    """Print what an acceptance changed in the seeds, and what it left as it was."""
    file = escape(as_typed(accepted.figures_file))
    if not accepted.is_new:
        console.print(f"Nothing to do: {file} has these figures already.")
        return
    console.print(
        f"[green]✓[/] {file}: {count(accepted.figures, 'figure')}, "
        f"from {escape(as_typed(accepted.read_from))}",
        soft_wrap=True,
    )
    added = accepted.added
    for table, ids in added.rows.items():
        if ids:
            console.print(f"  {table}.csv: new {escape(listed(ids))}")
    for alias in added.aliases:
        name = f"'{alias.name}' is from now on a name of {alias.indicator_id} ({alias.column})"
        console.print(f"  remembered: {escape(name)}")
    if added.other_ids:
        pairs = [f"{old} → {new}" for old, new in added.other_ids.items()]
        console.print(f"  in another unit than in the seeds, so with another id: {listed(pairs)}")
    if added.present:
        console.print(f"  already in the seeds, not changed: {escape(listed(added.present))}")
    if added.unused:
        console.print(f"  left out, no figure needs them: {escape(listed(added.unused))}")
    if accepted.unsure:
        console.print(
            f"  {count(accepted.unsure, 'figure')} still unsure: a note that begins with ?"
        )
    console.print("A run publishes it: python orchestrate.py")


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} and {more:,} more" if more > 0 else shown


def print_outcomes(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print what was drafted, then what could not be read."""
    drafted = [one for one in outcomes if one.written]
    for one in drafted:
        assert one.written
        print_written(console, one.document, one.written)
    if faults := [fault for one in outcomes for fault in one.faults]:
        which = "The document" if len(outcomes) == 1 else "Some documents"
        print_faults(faults, publishes=False, heading=f"{which} could not be drafted")
    for one in outcomes:
        if one.broken:
            log = keep_log(one.broken)
            where = f"{as_typed(one.document)}; the details, for the maintainer, are in {log}"
            errors = make_console(errors=True)
            errors.print(f"[bold red]A fault of the program[/] with {escape(where)}")
    if drafted:
        folder = escape(as_typed(drafted[0].written.folder)) if len(drafted) == 1 else "<folder>"
        console.print(
            f"Look at index.html in each folder. Then: python orchestrate.py check {folder}, and "
            "draft --accept with the name of the folder.",
            soft_wrap=True,
        )


def print_written(console: Console, document: Path, written: Written) -> None:
    """Print what one draft holds, and what it needs."""
    found = [
        f"{count(written.figures, 'figure')}, {written.unsure:,} unsure",
        f"{count(written.left_out, 'number')} left out",
        count(written.new_indicators, "new indicator"),
    ]
    console.print(
        f"{escape(as_typed(document))} → [bold]{escape(as_typed(written.folder))}[/]: "
        f"{'; '.join(found)}",
        soft_wrap=True,  # a path is one word, to be copied
    )
    if written.lacks:
        columns = " and ".join(written.lacks)
        console.print(f"  [yellow]its words do not say it[/]: fill in {columns} in reports.csv")
    for remark in written.remarks:
        console.print(f"  [yellow]look[/]: {escape(remark)}")


def status_of(outcomes: Sequence[Outcome]) -> int:
    """The exit status: the worst of all documents."""
    if any(one.broken for one in outcomes):
        return FAULT
    return UNREADABLE if any(one.faults for one in outcomes) else PUBLISHED


def _no_documents(named: Sequence[Path]) -> Fault:
    where = ", ".join(as_typed(path) for path in named)
    remedy = f"It reads {', '.join(SUFFIXES)}."
    return Fault(where, None, None, "There is no document in it.", remedy)
