"""`orchestrate.py verify`: compare a transcription with its report's text, on the console."""

import argparse

from rich.console import Console
from rich.markup import escape

from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers import open_document
from doichieu.documents.folder.checking import read_with_drafts
from doichieu.documents.folder.read import DraftFolder, is_draft
from doichieu.inputs import Inputs, read_inputs
from doichieu.inputs.words import as_typed
from doichieu.report.console import count, make_console
from doichieu.verify.outcome import Figure, Verification
from doichieu.verify.text_file import text_note
from doichieu.verify.verification import verify


def verify_text(options: argparse.Namespace) -> int:
    """Compare one report's figures with its text; 0 only where none is missing or left over."""
    document = open_document(options.text)
    tables = read_report(options).tables
    [report] = [row for row in tables["reports"] if row["report_id"] == options.report]
    outcome = verify(
        tables["figures"],
        "\n".join(document.lines),
        report=report,
        units=tables["units"],
        indicators=tables["indicators"],
        sheets=document.sheets,
    )
    console = make_console()
    print_outcome(console, outcome)
    for remark in document.remarks:
        console.print(f"[yellow]look[/]: {escape(remark)}")
    if note := text_note(options.text, report["text_sha256"]):
        console.print(f"[yellow]note[/]: {escape(note)}")
    return PUBLISHED if outcome.clean else REFUSED


def read_report(options: argparse.Namespace) -> Inputs:
    """Read a report's figures from the seeds; where they have none, from its draft.

    Raises InputRefused where there is neither.
    """
    folder = options.seeds / "figures"
    found = [path for path in sorted(folder.glob(f"{options.report}.*")) if path.is_file()]
    if found:
        return read_inputs(options.seeds, found[:1])
    draft = options.drafts / options.report
    if is_draft(draft):
        make_console().print(f"The figures are those of the draft {escape(as_typed(draft))}.")
        return read_with_drafts(options.seeds, [DraftFolder.read(draft)])
    known = ", ".join(sorted(path.stem for path in folder.glob("*.csv"))) or "none"
    problem = f"there is no file of figures for the report '{options.report}', and no draft."
    raise InputRefused([Fault(str(folder), None, None, problem, f"Known reports: {known}.")])


def named(figure: Figure) -> str:
    """A figure by its number, indicator, measure and printed number."""
    return escape(
        f"figure {figure.figure_no} ({figure.indicator_id}, {figure.measure}, {figure.printed})"
    )


def print_outcome(console: Console, outcome: Verification) -> None:
    """Print the figures found and not found, and the numbers that no figure claims."""
    for missing in outcome.missing:
        console.print(f"[red]not found[/]: {named(missing.figure)}: {escape(missing.why)}")
    for kind, doubtful in (
        ("out of order", outcome.out_of_order),
        ("misworded", outcome.misworded),
    ):
        for one in doubtful:
            place = f"paragraph {one.number.paragraph}"
            console.print(f"[red]{kind}[/]: {named(one.figure)}, {place}: {escape(one.why)}")
    for left in (*outcome.unclaimed, *outcome.set_apart):
        kind = f"set apart, {left.rule}" if left.rule else "[red]no figure claims[/]"
        where = f"{left.number.printed}, paragraph {left.number.paragraph}"
        console.print(f"{kind}: {where}: {escape(left.snippet)}")
    for note in outcome.notes:
        console.print(f"[yellow]note[/]: {escape(note)}")
    found = len(outcome.found) + len(outcome.found_in_cells)
    console.print(
        f"{count(found, 'figure')} found, {len(outcome.missing)} not found, "
        f"{len(outcome.out_of_order)} out of order, {len(outcome.misworded)} misworded; "
        f"{count(len(outcome.unclaimed), 'number')} unclaimed, "
        f"{len(outcome.set_apart)} set apart by rule."
    )
    console.print("[green]Clean.[/]" if outcome.clean else "[red]Not clean.[/]")
