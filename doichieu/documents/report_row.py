"""The row of reports.csv of a document."""

from doichieu.documents.document import Document
from doichieu.documents.known import Known


def report_row(document: Document, known: Known, report_id: str) -> dict[str, str]:
    """The row of the seeds where there is one, else one that the document's words fill."""
    return dict(known.reports[report_id])
