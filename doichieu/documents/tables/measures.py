"""What a row changes in the measure of its columns."""

import re
from dataclasses import replace

from doichieu.documents.document import Cell
from doichieu.documents.tables.column import OF_WHAT, PLAN_OF_RATE, Column
from doichieu.documents.tables.directions import says_change
from doichieu.documents.tables.headers import (
    COMPARES_NOTHING,
    has_own_rate,
    names_rate,
    names_several_rates,
    rate_in,
    rate_of_title,
)
from doichieu.documents.tables.labels import says_index, says_share
from doichieu.documents.tables.periods import Base, base_of, split_comparison
from doichieu.documents.tables.rows import Row
from doichieu.documents.tables.units import without_units
from doichieu.documents.tables.words import PERCENT, number_of

ROW_COMPARES = "the row does not say of which row above it is a rate"
# The words of a row that compares, and names nothing else.
_LEADS = re.compile(
    r"(?i)\W*(?:(?:tỷ lệ|tốc độ|mức|chỉ số|tăng|giảm|phát triển|hoặc|và|%|index)\W*)*"
)
_GROWS = re.compile(
    r"(?i)(?<!\w)(?:tốc độ tăng|tỷ lệ tăng trưởng|tỷ lệ tăng(?=\W*(?:\(|\d|$))"
    r"|growth rate|growth$)(?!\w)"
)
_BEGINS_WITH_GROWTH = re.compile(r"(?i)tăng trưởng(?!\w)")
_GROWTH = re.compile(r"(?i)(?<!\w)(?:lạm phát|inflation)(?!\w)")
# "Chỉ số giá tiêu dùng", "CPI": a number in percent that compares with a base.
_INDEX = re.compile(r"(?i)(?<!\w)(?:chỉ\s+số\s+(?:giá|sản\s+xuất)|cpi|iip|price\s+index)(?!\w)")


def of_row(column: Column, row: Row, cell: Cell, amounts: str, title: str) -> Column:
    """The column as it holds for a cell of the row; `amounts` is the unit of the row's amounts.

    A heading may announce indices or shares below it, whatever the header says, and a row may be
    a rate of growth. Inflation is one among indices, and so is a negative rate. Percent beside
    amounts in another unit is unsure where neither its header, a heading nor the title says of
    what it is.
    """
    if compared := _compared(column, row):
        return compared
    words = " > ".join(row.path)
    is_rate = says_index(words) or says_share(words) or _names_growth(row)
    if column.measure == "plan_level" and row.unit == PERCENT and is_rate:
        return _doubted(column, PLAN_OF_RATE)
    over = row.unit_over(column.column)
    column = _among_titled_rates(column, row, row.unit or over, title)
    in_percent = column.is_level and PERCENT in (column.unit, over)
    if column.measure == "level" and (in_percent or row.unit in ("", PERCENT)):
        if says_index(words):
            base = Base("same", words)
            return replace(_said(column), measure="index_pct", unit=PERCENT, base=base)
        if says_share(words):
            return replace(_said(column), measure="share_pct", unit=PERCENT)
        if (row.unit or over) == PERCENT and _names_growth(row):
            return replace(column, measure="increase_pct", unit=PERCENT, base=Base("same", words))
        if (in_percent or row.unit == PERCENT) and _INDEX.search(row.label.text):
            return _doubted(column, COMPARES_NOTHING)
    titled = names_rate(title) and not names_several_rates(title)
    unnamed = in_percent and not column.dimension and not titled
    if unnamed and amounts not in ("", PERCENT):
        return _doubted(_said(column), OF_WHAT)
    if column.measure == "index_pct":
        if _GROWTH.search(row.label.text):
            return replace(column, measure="increase_pct")
        if (number_of(cell) or 0) < 0:
            return _doubted(
                replace(column, measure="increase_pct"), "a negative index: read as growth"
            )
    return column


def _compared(column: Column, row: Row) -> Column | None:
    """The column for a row that compares what stands above it: "So với tháng trước (%)"."""
    bare = without_units(row.label.bare)
    before, after = split_comparison(bare)
    in_percent = PERCENT in (row.unit, column.unit)
    if column.measure != "level" or not in_percent or not after or not _LEADS.fullmatch(before):
        return None
    base = base_of(after, column.days[1].year if column.days else None)[0]
    measure = "increase_pct" if says_change(before) else "index_pct"
    measure = "plan_pct" if base.kind == "plan" else measure
    return _doubted(replace(column, measure=measure, unit=PERCENT, base=base), ROW_COMPARES)


def _names_growth(row: Row) -> bool:
    """Whether a row or a heading over it names a rate of growth."""
    return bool(_GROWS.search(row.headed) or _BEGINS_WITH_GROWTH.match(row.label.bare))


def _among_titled_rates(column: Column, row: Row, unit: str, title: str) -> Column:
    """The column for a row, where only the title of its table says which rates it prints.

    A row in another unit is none of them, and a row may name another rate.
    """
    if column.base or says_change(column.words) or rate_in(column.words):
        return column
    names_growth = _names_growth(row)
    has_rate = has_own_rate(row.label.text)
    if column.measure == rate_of_title(title):
        if unit not in ("", PERCENT):
            return replace(column, measure="level", unit="")
        if has_rate and column.measure == "increase_pct":
            return replace(column, measure="level")
        is_other = names_growth and column.measure == "share_pct"
        return replace(column, measure="increase_pct") if is_other else column
    if OF_WHAT not in column.doubts or column.unit:
        return column
    if names_growth:
        return replace(_said(column), measure="increase_pct", unit=PERCENT)
    return _said(column) if has_rate else column


def _said(column: Column) -> Column:
    """The column without the doubt about what it is a percentage of."""
    return replace(column, doubts=tuple(doubt for doubt in column.doubts if doubt != OF_WHAT))


def _doubted(column: Column, doubt: str) -> Column:
    return replace(column, doubts=(*column.doubts, doubt))
