"""The rows that an expectation found, as a table for analysts.

The columns that analysts need come first: the report, the figure, what was printed, what the others
imply. The columns for maintainers follow, under their own names. A column that is empty in every
row is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doichieu.audit.names import Names, name_of
from doichieu.base.formats import readable

# The columns that are shown first, in this order, and their headings.
FIRST = {
    "report_id": "report",
    "earlier_report_id": "earlier report",
    "later_report_id": "later report",
    "conflict_rank": "conflict",
    "indicator_id": "indicator",
    "figure_no": "figure",
    "measure": "measure",
    "quantity": "quantity",
    "basis": "basis",
    "printed": "printed",
    "left": "stands for",
    "right": "the others imply",
    "implied": "the others imply",
    "gap": "apart by",
    "verdict": "verdict",
    "severity": "severity θ",
    "fault": "fault",
    "territory_id": "territory",
    "period_id": "period",
    "one_edit_mends_it": "one edit mends it",
}
LAST = ("check_id", "conflict_id", "table_name")


@dataclass(frozen=True)
class Cell:
    """A value as it is shown, and its name where it is a key."""

    text: str
    name: str


@dataclass(frozen=True)
class Table:
    """Rows to show: a heading for each column, a cell for each heading in each row."""

    headings: list[str]
    rows: list[list[Cell]]


def make_table(rows: Sequence[dict[str, Any]], names: Names) -> Table:
    """Arrange rows of one expectation; all have the same columns."""
    texts = [readable(row) for row in rows]
    found = [
        column
        for column in (texts[0] if texts else [])
        if any(row[column] not in ("–", "") for row in texts)
    ]
    first = [column for column in FIRST if column in found]
    last = [column for column in LAST if column in found]
    columns = [*first, *(c for c in found if c not in FIRST and c not in LAST), *last]
    return Table(
        [FIRST.get(column, column.replace("_", " ")) for column in columns],
        [
            [Cell(shown[column], name_of(names, column, row.get(column))) for column in columns]
            for row, shown in zip(rows, texts, strict=True)
        ],
    )
