"""What there is on a day is of that day: "Số dự án còn hiệu lực đến 30/6"."""

import re
from collections.abc import Sequence

from doichieu.documents.tables.periods import (
    Days,
    is_since_january,
    period_id,
    says_so_far,
    says_until,
)
from doichieu.documents.tables.reading import TableFigure

# "Lũy kế các dự án còn hiệu lực" adds up what was licensed in all years.
_IN_FORCE = re.compile(r"(?i)(?<!\w)còn\s+hiệu\s+lực(?!\w)")


def periods_of(figures: Sequence[TableFigure], kinds: Sequence[str]) -> list[str]:
    """The period of each figure; `kinds` are those of the indicators.

    A stock that header or title count until a day is that of the day, and so are the rates of its
    row whose headers name no period, and the shares and ratios in its column.
    """
    stocks = [
        one
        for one, kind in zip(figures, kinds, strict=True)
        if kind == "stock" and _is_until_a_day(one)
    ]
    columns = {_in_column(one) for one in stocks}
    rows = {_in_row(one) for one in stocks} | {
        _in_row(one)
        for one, kind in zip(figures, kinds, strict=True)
        if kind == "rate" and _in_column(one) in columns
    }
    return [
        period_id((one.days[1], one.days[1]))
        if one.days and _in_row(one) in rows and _may_be_on_it(one)
        else one.figure.period_id
        for one in figures
    ]


def _in_column(one: TableFigure) -> tuple[int, int, Days | None]:
    return id(one.block), one.column.column, one.days


def _in_row(one: TableFigure) -> tuple[int, int, Days | None]:
    return id(one.block), one.row.row, one.days


def _is_until_a_day(one: TableFigure) -> bool:
    """Whether words count a figure since January until a day."""
    if one.days is None or not is_since_january(one.days):
        return False
    words = one.column.words if one.column.names_period else one.block.title_text
    return says_until(words) and (not says_so_far(words) or _IN_FORCE.search(words) is not None)


def _may_be_on_it(one: TableFigure) -> bool:
    """Whether a figure beside a stock, or the stock itself, may be of its day."""
    return not one.column.names_period or _is_until_a_day(one)
