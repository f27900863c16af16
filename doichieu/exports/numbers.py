"""The numbers of a workbook: the value of a cell and the decimals that it shows."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from doichieu.base.formats import (
    in_full,
    places,
    rounded,
    rounded_distance,
    rounded_ends,
    rounded_factor,
)
from doichieu.exports.catalogue import Column, Table

WHOLE_FORMAT = "#,##0"
# Differences have their sign.
SIGNED = "percentage points"
# Columns with the numbers that a report prints: all their digits are shown.
PRINTED = {"level", "value"}


class Number(NamedTuple):
    """A number for a cell, and the decimals that are shown."""

    value: float
    decimals: int
    is_signed: bool = False

    @property
    def format(self) -> str:
        """The number format of its cell."""
        shown = WHOLE_FORMAT + ("." + "0" * self.decimals if self.decimals > 0 else "")
        return f"+{shown};-{shown};0" if self.is_signed else shown


def with_numbers(table: Table, row: Sequence[Any]) -> list[Any]:
    """A row whose doubles are numbers to show; an infinite one stays as it is, for a text."""
    named = dict(zip((column.name for column in table.columns), row, strict=True))
    cells = []
    for column in table.columns:
        value = named[column.name]
        if column.kind == "DOUBLE" and value is not None and math.isfinite(value):
            value = number_of(table, column, named)
        cells.append(value)
    return cells


def number_of(table: Table, column: Column, row: dict[str, Any]) -> Number:
    """The number of a cell, with its decimals."""
    value, is_signed = row[column.name], table.unit(column) == SIGNED
    stem, _, end = column.name.rpartition("_")
    # The limits of the reference tables are declared, no ends of a rounded figure.
    if table.schema != "marts" or column.name in PRINTED:
        return Number(value, places(in_full(value)), is_signed)
    if end in ("lower", "upper"):
        lower, upper, decimals = rounded_ends(
            finite(row[f"{stem}_lower"]), finite(row[f"{stem}_upper"])
        )
        shown = lower if end == "lower" else upper
        assert shown is not None
        return Number(shown, decimals, is_signed)
    if column.name == "gap":
        return Number(*rounded_distance(value))
    if column.name == "severity":
        value = rounded_factor(value)
    return Number(value, rounded(value)[1], is_signed)


def finite(value: float | None) -> float | None:
    """A number that is no infinity, or None."""
    return None if value is None or not math.isfinite(value) else value
