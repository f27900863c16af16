"""One document: opened, read, drafted, written."""

import re
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers import open_document
from doichieu.documents.document import Document
from doichieu.documents.drafting import draft
from doichieu.documents.folder.write import write_draft
from doichieu.documents.known import Known
from doichieu.documents.many import Written
from doichieu.documents.report_row import other_report, own_id
from doichieu.inputs.values import judge_slug
from doichieu.inputs.words import as_typed

# The words around each number are read together: beyond these bounds that takes minutes.
LONGEST_PARAGRAPH = 20_000
MOST_NUMBERS = 10_000


def draft_one(path: Path, known: Known, drafts: Path, report_id: str = "") -> Written:
    """Draft one document into a hidden folder of `drafts`.

    Raises InputRefused where the document cannot be read or has no figures, or where what was
    given cannot be the id of a report.
    """
    if report_id and (problem := judge_slug(report_id)):
        raise InputRefused([Fault("--report", None, None, *problem)])
    document = open_document(path)
    if too_long := _too_long(document):
        raise InputRefused([too_long])
    made = draft(document, known, report_id or own_id(document, known))
    if not made.drafted.figures:
        raise InputRefused([_without_figures(document, len(made.drafted.left_out))])
    return Written(
        folder=write_draft(made, known, drafts),
        report_id=made.report["report_id"],
        figures=len(made.drafted.figures),
        unsure=sum(bool(figure.doubts) for figure in made.drafted.figures),
        left_out=len(made.drafted.left_out),
        new_indicators=len(made.drafted.indicators),
        lacks=tuple(name for name in ("territory_id", "period_id") if not made.report[name]),
        remarks=(*other_report(document, known, made.report["report_id"]), *document.remarks),
    )


def _too_long(document: Document) -> Fault | None:
    """The fault of a text that is beyond the bounds; None of others."""
    where = as_typed(document.path)
    for paragraph, line in enumerate(document.lines, start=1):
        if len(line) > LONGEST_PARAGRAPH:
            problem = (
                f"Paragraph {paragraph} has {len(line):,} characters, more than "
                f"{LONGEST_PARAGRAPH:,}: it begins '{line[:40]} …'."
            )
            return Fault(where, None, None, problem, "Part it into paragraphs.")
    numbers = sum(len(re.findall(r"\d+", line)) for line in document.lines)
    if numbers <= MOST_NUMBERS:
        return None
    problem = f"Its text has {numbers:,} numbers, more than {MOST_NUMBERS:,}."
    remedy = "Split it, or draft the tables from a workbook."
    return Fault(where, None, None, problem, remedy)


def _without_figures(document: Document, left_out: int) -> Fault:
    """The fault of a document in which no number became a figure."""
    what = f"none of its {left_out} numbers is a figure" if left_out else "it prints no number"
    return Fault(
        as_typed(document.path),
        None,
        None,
        f"No figure was found in it: {what}.",
        "Is it the right document? Figures can be typed as docs/transcribing.md says.",
    )
