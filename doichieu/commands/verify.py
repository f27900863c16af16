"""`orchestrate.py verify`: compare a transcription with its report's text, on the console."""

import argparse
from collections.abc import Sequence

from rich.markup import escape

from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers import open_document
from doichieu.documents.folder.checking import read_with_drafts
from doichieu.documents.folder.read import DraftFolder, is_draft
from doichieu.inputs import Inputs, read_inputs
from doichieu.inputs.files import figure_files, report_in
from doichieu.inputs.words import as_typed
from doichieu.report.console import make_console
from doichieu.report.screen import Item, Section, print_screen
from doichieu.report.sections import section
from doichieu.report.wording import count
from doichieu.verify.outcome import Doubtful, Figure, Unclaimed, Verification
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
    remarks = [*document.remarks]
    if note := text_note(options.text, report["text_sha256"]):
        remarks.append(note)
    sections = outcome_sections(outcome, remarks, options.again)
    print_screen(make_console(), sections, used=1, full=options.full)
    return PUBLISHED if outcome.clean else REFUSED


def read_report(options: argparse.Namespace) -> Inputs:
    """Read a report's figures from the seeds; where they have none, from its draft.

    Raises InputRefused where there is neither.
    """
    folder = options.seeds / "figures"
    files = figure_files(folder, []) or []
    if found := [path for path in files if report_in(path) == options.report]:
        return read_inputs(options.seeds, found)
    draft = options.drafts / options.report
    if is_draft(draft):
        make_console().print(f"The figures are those of the draft {escape(as_typed(draft))}.")
        return read_with_drafts(options.seeds, [DraftFolder.read(draft)])
    known = ", ".join(sorted(map(report_in, files))) or "none"
    problem = f"there is no file of figures for the report '{options.report}', and no draft."
    raise InputRefused([Fault(str(folder), None, None, problem, f"Known reports: {known}.")])


def named(figure: Figure) -> str:
    """A figure by its number, indicator, measure and printed number."""
    return escape(
        f"figure {figure.figure_no} ({figure.indicator_id}, {figure.measure}, {figure.printed})"
    )


def outcome_sections(outcome: Verification, remarks: Sequence[str], again: str) -> list[Section]:
    """The figures not found and doubted, then the numbers that no figure claims."""
    missing = [f"{named(one.figure)}: {escape(one.why)}" for one in outcome.missing]
    kinds = {
        "Not found": missing,
        "Misworded": [doubt_line(one) for one in outcome.misworded],
        "Out of order": [doubt_line(one) for one in outcome.out_of_order],
        "No figure claims": [left_line(one) for one in outcome.unclaimed],
        "Set apart by rule": [f"{escape(one.rule)}: {left_line(one)}" for one in outcome.set_apart],
        "Notes": [escape(note) for note in (*outcome.notes, *remarks)],
    }
    found = len(outcome.found) + len(outcome.found_in_cells)
    counts = (
        f"{count(found, 'figure')} found, {len(outcome.missing):,} not found, "
        f"{len(outcome.out_of_order):,} out of order, {len(outcome.misworded):,} misworded; "
        f"{count(len(outcome.unclaimed), 'number')} unclaimed, "
        f"{len(outcome.set_apart):,} set apart by rule."
    )
    verdict = "[green]Clean.[/]" if outcome.clean else "[red]Not clean.[/]"
    return [
        *(
            section(title, [Item((f"  {line}",)) for line in lines], len(lines), again)
            for title, lines in kinds.items()
        ),
        Section(fixed=[counts, verdict]),
    ]


def doubt_line(doubt: Doubtful) -> str:
    """A figure that does not agree with its text, and why."""
    return f"{named(doubt.figure)}, paragraph {doubt.number.paragraph}: {escape(doubt.why)}"


def left_line(left: Unclaimed) -> str:
    """A number that no figure claims, among its words."""
    return escape(f"{left.number.printed}, paragraph {left.number.paragraph}: {left.snippet}")
