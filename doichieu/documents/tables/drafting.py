"""The figures of tables."""

from collections.abc import Mapping, Sequence

from doichieu.documents.document import Sheet
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known


def draft_tables(sheets: Sequence[Sheet], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the tables as a figure, or leave it out with the reason."""
    return Drafted()
