"""What a row changes in the measure of its columns."""

import re
from dataclasses import replace

from doichieu.documents.document import Cell
from doichieu.documents.tables.column import PERCENT, Column
from doichieu.documents.tables.labels import says_index, says_share
from doichieu.documents.tables.periods import Base
from doichieu.documents.tables.rows import Row
from doichieu.documents.tables.words import number_of

_GROWS = re.compile(r"(?i)(?<!\w)(?:tốc độ tăng|tỷ lệ tăng trưởng|growth rate|growth$)(?!\w)")
_GROWTH = re.compile(r"(?i)(?<!\w)(?:lạm phát|inflation)(?!\w)")


def of_row(column: Column, row: Row, cell: Cell) -> Column:
    """The column as it holds for a cell of the row.

    A heading may announce indices or shares below it, whatever the header says, and a row may be
    a rate of growth. Inflation is one among indices, and so is a negative rate.
    """
    words = " > ".join(row.path)
    if column.measure == "level" and row.unit in ("", PERCENT):
        if says_index(words):
            return replace(column, measure="index_pct", unit=PERCENT, base=Base("same", words))
        if says_share(words):
            return replace(column, measure="share_pct", unit=PERCENT)
        if row.unit == PERCENT and _GROWS.search(row.label.text):
            return replace(column, measure="increase_pct", unit=PERCENT, base=Base("same", words))
    if column.measure == "index_pct":
        if _GROWTH.search(row.label.text):
            return replace(column, measure="increase_pct")
        if (number_of(cell) or 0) < 0:
            doubt = "a negative index: read as growth"
            return replace(column, measure="increase_pct", doubts=(*column.doubts, doubt))
    return column
