"""`orchestrate.py draft`: documents become drafts; a draft that is accepted becomes seeds."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from doichieu.base.exit_status import FAULT, PUBLISHED, UNREADABLE
from doichieu.base.faults import Fault, InputRefused
from doichieu.base.typed import command as typed_command
from doichieu.base.typed import quoted
from doichieu.documents.folder.place import Drafts
from doichieu.documents.many import SUFFIXES, Outcome, Written, documents_in, draft_many
from doichieu.inputs.words import as_typed
from doichieu.report.console import (
    STAGE_LINES,
    Progress,
    keep_log,
    make_console,
    print_faults,
)
from doichieu.report.screen import LINES, Item, Section, print_screen
from doichieu.report.sections import section
from doichieu.report.wording import count

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
    in_order = sorted(outcomes, key=lambda one: documents.index(one.document))
    print_outcomes(console, in_order, options.again, options.full)
    return status_of(outcomes)


def accept_draft(options: argparse.Namespace) -> int:
    """Move one draft into the seeds; prints what it did."""
    from doichieu.documents.folder.accept import accept  # drafting needs none of it

    console = make_console()
    drafts = Drafts(options.drafts)
    with drafts.lock(lambda: console.print(WAITING)):
        accepted = accept(drafts.named(options.accept), options.seeds)
    print_accepted(console, accepted, options.again, options.full)
    return PUBLISHED


def print_accepted(console: Console, accepted: "Accepted", again: str, full: bool) -> None:
    """Print what an acceptance changed in the seeds, and what it left as it was."""
    file = escape(as_typed(accepted.figures_file))
    if not accepted.is_new:
        console.print(f"Nothing to do: {file} has these figures already.", soft_wrap=True)
        return
    head = (
        f"[green]✓[/] {file}: {count(accepted.figures, 'figure')}, "
        f"from {escape(as_typed(accepted.read_from))}"
    )
    added = accepted.added
    lines = [
        f"  {table}.csv: new {escape(listed(ids))}" for table, ids in added.rows.items() if ids
    ]
    if added.other_ids:
        pairs = [f"{old} → {new}" for old, new in added.other_ids.items()]
        lines.append(f"  in another unit than in the seeds, so with another id: {listed(pairs)}")
    if added.present:
        lines.append(f"  already in the seeds, not changed: {escape(listed(added.present))}")
    if added.unused:
        lines.append(f"  left out, no figure needs them: {escape(listed(added.unused))}")
    if accepted.unsure:
        unsure = count(accepted.unsure, "figure")
        lines.append(f"  {unsure} still unsure: a note that begins with ?")
    aliases = [
        f"  '{alias.name}' is from now on a name of {alias.indicator_id} ({alias.column})"
        for alias in added.aliases
    ]
    sections = [
        Section(fixed=[head, *lines]),
        section("Remembered", [Item((escape(one),)) for one in aliases], len(aliases), again),
        Section(fixed=["A run publishes it: python orchestrate.py"]),
    ]
    print_screen(console, sections, full=full)


def listed(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} and {more:,} more" if more > 0 else shown


def print_outcomes(console: Console, outcomes: Sequence[Outcome], again: str, full: bool) -> None:
    """Print what was drafted, then what could not be read: each on half a screen."""
    faults = [fault for one in outcomes for fault in one.faults]
    broken = [one for one in outcomes if one.broken]
    half = LINES // 2 if faults or broken else 0
    drafted = [one.written for one in outcomes if one.written]
    items = [written_item(one.document, one.written) for one in outcomes if one.written]
    sections = [
        Section(
            "[bold]Drafted[/]" if len(items) > 1 else "",
            sorted(items, key=lambda item: len(item.lines) == 1),
            len(items),
            again,
            "what needs a hand first",
        )
    ]
    if drafted:
        folder = as_typed(drafted[0].folder) if len(drafted) == 1 else "<folder>"
        then = typed_command("check") + f" {quoted(folder) if len(drafted) == 1 else folder}"
        sections.append(
            Section(
                fixed=[
                    escape(
                        f"Look at index.html in each folder. Then: {then}, and draft --accept with "
                        "the name of the folder."
                    )
                ]
            )
        )
    print_screen(console, sections, used=half + STAGE_LINES, full=full)
    if faults:
        which = "The document" if len(outcomes) == 1 else "Some documents"
        print_faults(
            faults,
            publishes=False,
            again=again,
            full=full,
            used=half,
            heading=f"{which} could not be drafted",
        )
    if broken:
        details = keep_log("\n".join(f"{as_typed(one.document)}\n{one.broken}" for one in broken))
        names = escape(listed([as_typed(one.document) for one in broken]))
        make_console(errors=True).print(
            f"[bold red]A fault of the program[/] with {names}. {escape(details)}", soft_wrap=True
        )


def written_item(document: Path, written: Written) -> Item:
    """What one draft holds, and what it needs."""
    found = [
        f"{count(written.figures, 'figure')}, {written.unsure:,} unsure",
        f"{count(written.left_out, 'number')} left out",
        count(written.new_indicators, "new indicator"),
    ]
    lines = [
        f"{escape(as_typed(document))} → [bold]{escape(as_typed(written.folder))}[/]: "
        f"{'; '.join(found)}"
    ]
    if written.lacks:
        columns = " and ".join(written.lacks)
        lines.append(f"  [yellow]its words do not say it[/]: fill in {columns} in reports.csv")
    lines += [f"  [yellow]look[/]: {escape(remark)}" for remark in written.remarks]
    return Item(tuple(lines), noun="remark")


def status_of(outcomes: Sequence[Outcome]) -> int:
    """The exit status: the worst of all documents."""
    if any(one.broken for one in outcomes):
        return FAULT
    return UNREADABLE if any(one.faults for one in outcomes) else PUBLISHED


def _no_documents(named: Sequence[Path]) -> Fault:
    where = ", ".join(as_typed(path) for path in named)
    remedy = f"It reads {', '.join(SUFFIXES)}."
    return Fault(where, None, None, "There is no document in it.", remedy)
