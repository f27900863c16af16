"""From an opened document to its draft."""

from doichieu.documents.document import Document
from doichieu.documents.draft import Draft, Drafted
from doichieu.documents.known import Known
from doichieu.documents.report_row import report_row


def draft(document: Document, known: Known, report_id: str) -> Draft:
    """Draft the text and the tables of a document as one report."""
    report = report_row(document, known, report_id)
    parts = []
    # What reads the one takes a while to load, and is not needed for the other.
    if document.lines:
        from doichieu.documents.prose.drafting import draft_prose

        parts.append(draft_prose(document.lines, known, report))
    if document.sheets:
        from doichieu.documents.tables.drafting import draft_tables

        parts.append(draft_tables(document.sheets, known, report))
    joined = Drafted(
        figures=tuple(row for part in parts for row in part.figures),
        left_out=tuple(row for part in parts for row in part.left_out),
        indicators=tuple(row for part in parts for row in part.indicators),
        units=tuple(row for part in parts for row in part.units),
        identities=tuple(row for part in parts for row in part.identities),
    )
    return Draft(document, report, joined)
