"""The figures of a text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.prose.naming import name_indicators
from doichieu.documents.prose.reading import read_figures


def draft_prose(lines: Sequence[str], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the paragraphs as a figure, or leave it out with the reason."""
    read = read_figures(lines, known, report)
    named = name_indicators(read.around, read.figures, known, report)
    return replace(named, left_out=read.left_out, units=read.units)
