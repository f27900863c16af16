"""What there is on a day is of that day: "Số dự án còn hiệu lực đến 30/6"."""

from doichieu.documents.tables.periods import is_since_january, period_id, says_so_far, says_until
from doichieu.documents.tables.reading import TableFigure


def period_of(one: TableFigure, kind: str) -> str:
    """The period of a figure of an indicator of this kind.

    A stock that header or title count until a day is that of the day.
    """
    days, figure = one.days, one.figure
    if kind != "stock" or days is None or not is_since_january(days):
        return figure.period_id
    words = one.column.words if one.column.names_period else one.block.title_text
    if says_so_far(words) or not says_until(words):
        return figure.period_id
    return period_id((days[1], days[1]))
