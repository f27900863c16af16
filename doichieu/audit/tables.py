"""The rows that an expectation found, as a table for analysts.

The columns that analysts need come first: the report, the figure, what was printed, what the others
imply. The columns for maintainers follow, under their own names. A column that is empty in every
row is left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doichieu.audit.names import Names, name_of
from doichieu.base.formats import decimals_for, interval, outward, plain

# The columns that are shown first, in this order, and their headings.
FIRST = {
    "report_id": "report",
    "earlier_report_id": "earlier report",
    "later_report_id": "later report",
    "indicator_id": "indicator",
    "figure_no": "figure",
    "measure": "measure",
    "quantity": "quantity",
    "basis": "basis",
    "printed": "printed",
    "left": "stands for",
    "right": "the others imply",
    "gap": "apart by",
    "verdict": "verdict",
    "severity": "severity θ",
    "fault": "fault",
    "territory_id": "territory",
    "period_id": "period",
}
LAST = ("check_id", "table_name")


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
    joined = [_join_sides(row) for row in rows]
    found = [
        column
        for column in (joined[0] if joined else [])
        if any(row[column] not in (None, "") for row in joined)
    ]
    first = [column for column in FIRST if column in found]
    last = [column for column in LAST if column in found]
    columns = [*first, *(c for c in found if c not in FIRST and c not in LAST), *last]
    return Table(
        [FIRST.get(column, column.replace("_", " ")) for column in columns],
        [
            [
                Cell(_text(column, row[column]), name_of(names, column, row[column]))
                for column in columns
            ]
            for row in joined
        ],
    )


def _join_sides(row: dict[str, Any]) -> dict[str, Any]:
    """The two ends of either side of a check as one interval."""
    sides = {f"{side}_{end}" for side in ("left", "right") for end in ("lower", "upper")}
    if not sides <= row.keys():
        return row
    # A joint check compares many figures and has no sides.
    has_sides = any(row[side] is not None for side in sides)
    joined = {
        side: interval(_end(row[f"{side}_lower"]), _end(row[f"{side}_upper"]))
        if has_sides
        else None
        for side in ("left", "right")
    }
    return {column: value for column, value in row.items() if column not in sides} | joined


def _end(value: float | str | None) -> float | None:
    """An end as a number; None where it is unbounded or unknown."""
    return None if value is None or not math.isfinite(float(value)) else float(value)


def _text(column: str, value: Any) -> str:
    """A value in full; a distance or a factor only to its first digits."""
    if value is None:
        return "–"
    if column in ("gap", "severity") and (number := _end(value)) is not None:
        decimals = decimals_for(0, number) + 2
        return plain(outward(number, decimals, up=False), decimals)
    return str(value)
