"""What the shares of a table are shares of: what its column or its row prints as 100 %."""

import re
from collections import defaultdict
from collections.abc import Sequence

from doichieu.documents.tables.reading import TableFigure

SHARE = "share_pct"
_WHOLE = re.compile(r"100(?:[.,]0+)?")


def totals_of_shares(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[str]:
    """The indicator that each figure is a share of, for its basis.

    Where a column prints 100 % in each of several rows, the others are shares of it, row by row.
    Of several totals in a column, the nearest above a share counts, else the first below it.
    Blank for the 100 % itself, where neither prints one, and for figures that are no shares.
    `ids` are the indicators of the figures, which are in reading order.
    """
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(figures):
        if one.figure.measure == SHARE:
            columns[id(one.block), one.column.column].append(place)
    of_rows = {
        (id(figures[place].block), figures[place].row.row): place
        for places in columns.values()
        if len(places) > 1 and all(_is_whole(figures[place]) for place in places)
        for place in places
    }
    totals = [""] * len(figures)
    for places in columns.values():
        wholes = _totals_in(figures, places)
        for place in places:
            one = figures[place]
            in_row = of_rows.get((id(one.block), one.row.row))
            above = [whole for whole in wholes if whole <= place]
            nearest = [in_row] if in_row is not None else above[-1:] or wholes[:1]
            if nearest and ids[nearest[0]] != ids[place]:
                totals[place] = ids[nearest[0]]
    return totals


def _totals_in(figures: Sequence[TableFigure], places: Sequence[int]) -> list[int]:
    """The rows that a column of shares prints as 100 %, without parts that are all of something.

    A row is no total where its column prints less than 100 % for the row that it is a part of.
    """
    printed = {figures[place].row.label.text: figures[place] for place in places}
    found = []
    for place in places:
        parent = printed.get(figures[place].figure.parent_label)
        if _is_whole(figures[place]) and (parent is None or _is_whole(parent)):
            found.append(place)
    return found


def _is_whole(one: TableFigure) -> bool:
    return _WHOLE.fullmatch(one.figure.printed) is not None
