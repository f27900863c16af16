"""The figures of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doichieu.documents.document import Sheet
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.naming import slug
from doichieu.documents.tables.reading import read_tables


def draft_tables(sheets: Sequence[Sheet], known: Known, report: Mapping[str, str]) -> Drafted:
    """Draft every number of the tables as a figure, or leave it out with the reason."""
    read = read_tables(sheets, known, report)
    figures = tuple(
        replace(one.figure, indicator_id=slug(" ".join((*one.row.path, *one.column.dimension))))
        for one in read.figures
    )
    return Drafted(figures=figures, left_out=read.left_out, units=read.units)
