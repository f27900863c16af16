"""The figures of a text."""

from collections.abc import Mapping, Sequence

from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known


def draft_prose(lines: Sequence[str], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the paragraphs as a figure, or leave it out with the reason."""
    return Drafted()
