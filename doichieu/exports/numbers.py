"""The numbers of a workbook: how the cells of a column round and show them.

A number format cannot round outward, so the ends of an interval, a gap and a severity are rounded
in the cell itself; of any other number the cell keeps every digit. `sheet_rows.sql` calculates.
"""

from typing import NamedTuple

from doichieu.exports.catalogue import Column, Table

WHOLE_FORMAT = "#,##0"
# Before a number that contradicts others.
MARK = "* "
# Differences have their sign.
SIGNED = "percentage points"
# Columns with the numbers that a report prints: all their digits are shown.
PRINTED = {"level", "value"}
# The column of the decimals that a figure is printed with, beside its value.
DECIMALS = "_decimals"
OF_FIGURE = "value"
# Columns that are rounded in one direction.
ROUNDED = {"gap": "distance", "severity": "factor"}


def number_format(decimals: int, is_signed: bool = False, mark: str = "") -> str:
    """Excel's number format of so many decimals, with a mark before the number."""
    shown = WHOLE_FORMAT + ("." + "0" * decimals if decimals > 0 else "")
    if mark:
        return f'"{mark}"{shown};"{mark}"-{shown}'
    return f"+{shown};-{shown};0" if is_signed else shown


class Number(NamedTuple):
    """The number of a column in SQL, as `numbers_shown` of `sheet_rows.sql` takes it, and the end
    of it that the column has; both ends of an interval are of one number."""

    given: str
    end: str


def number_of(table: Table, column: Column) -> Number:
    """How the numbers of a column are rounded and shown."""
    stem, _, end = column.name.rpartition("_")
    # The limits of the reference tables are declared, no ends of a rounded figure.
    if table.schema == "reference" or column.name in PRINTED:
        decimals = DECIMALS if column.name == OF_FIGURE else None
        return Number(given("printed", column.name, decimals=decimals), "lower")
    if end in ("lower", "upper"):
        return Number(given("ends", f"{stem}_lower", f"{stem}_upper"), end)
    return Number(given(ROUNDED.get(column.name, "calculated"), column.name), "lower")


def given(shown_as: str, lower: str, upper: str | None = None, decimals: str | None = None) -> str:
    """A number before it is rounded; `decimals` is the column with those that it is printed with,
    if it has one."""
    above = f'"{upper}"' if upper else "null::double"
    known = decimals or "null::integer"
    return (
        f"""{{'shown_as': '{shown_as}', 'lower': "{lower}", 'upper': {above}, 'known': {known}}}"""
    )
