"""What the shares of a table are shares of: the row that its column prints as 100 %."""

import re
from collections import defaultdict
from collections.abc import Sequence

from doichieu.documents.tables.reading import TableFigure

SHARE = "share_pct"
_WHOLE = re.compile(r"100(?:[.,]0+)?")


def totals_of_shares(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[str]:
    """The indicator that each figure is a share of, for its basis.

    Blank for the 100 % itself, where a column prints none, and for figures that are no shares.
    Of several, the nearest above a share counts, else the first below it. `ids` are the
    indicators of the figures, which are in reading order.
    """
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(figures):
        if one.figure.measure == SHARE:
            columns[id(one.block), one.column.column].append(place)
    totals = [""] * len(figures)
    for places in columns.values():
        wholes = [place for place in places if _WHOLE.fullmatch(figures[place].figure.printed)]
        for place in places:
            above = [whole for whole in wholes if whole <= place]
            nearest = above[-1:] or wholes[:1]
            if nearest and ids[nearest[0]] != ids[place]:
                totals[place] = ids[nearest[0]]
    return totals
