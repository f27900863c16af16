"""The identities of tables: a whole and what makes it up, where words and figures agree.

A sum is declared where words call the parts complete and it holds in at least half of the columns
in which all are printed: where it then fails is what the audit is to find. Parts of an incomplete
list are at most their whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from doichieu.documents.draft import Row
from doichieu.documents.naming import slug
from doichieu.documents.tables.breakdowns import Breakdown, by_columns, by_rows
from doichieu.documents.tables.levels import (
    Level,
    Levels,
    adds_up,
    is_within,
    misses_little,
    not_far,
    printed_levels,
)
from doichieu.documents.tables.reading import TableFigure

SUM, SUBSET = "sum", "subset"
# So many breakdowns of a table that end with their rest show how it breaks down.
_LEAST_ALIKE = 2


def identities_of(
    figures: Sequence[TableFigure], ids: Sequence[str], known: Iterable[Row], report_id: str
) -> tuple[Row, ...]:
    """The rows of identities.csv that hold in the tables of one report.

    `ids` are the indicators of the figures. What would close a circle with those declared before
    it, or with the `known` ones, is left out.
    """
    levels = printed_levels(figures, ids)
    sums, others = _sums(by_rows(figures, ids), levels)
    sums += by_columns(figures, ids)
    below = _Below(known)
    rows: dict[tuple[str, str], Row] = {}
    for relation, one in (*((SUM, one) for one in sums), *((SUBSET, one) for one in others)):
        parts = one.parts if relation == SUM else _within(one, levels)
        free = tuple(part for part in parts if not below.closes_circle(one.total, part))
        if relation == SUM and free != parts:
            continue
        name = slug(f"{report_id} {one.total} {one.heading} {relation} {' '.join(free)}")
        for part in free:
            below.add(one.total, part)
            rows[name, part] = {
                "identity_id": name,
                "relation": relation,
                "total_indicator_id": one.total,
                "part_indicator_id": part,
                "coefficient": "1",
                "report_id": report_id,
            }
    return tuple(rows.values())


class _Below:
    """Which indicators are parts of which, so that none becomes a part of itself."""

    def __init__(self, known: Iterable[Row]) -> None:
        self._parts: dict[str, set[str]] = defaultdict(set)
        for row in known:
            self.add(row["total_indicator_id"], row["part_indicator_id"])

    def add(self, total: str, part: str) -> None:
        """Note that one is a part of the other."""
        self._parts[total].add(part)

    def closes_circle(self, total: str, part: str) -> bool:
        """Whether the total is the part, or a part of it over any number of steps."""
        seen: set[str] = set()
        waiting = [part]
        while waiting:
            each = waiting.pop()
            if each == total:
                return True
            waiting.extend(self._parts[each] - seen)
            seen |= self._parts[each]
        return False


def _sums(
    breakdowns: Sequence[Breakdown], levels: Levels
) -> tuple[list[Breakdown], list[Breakdown]]:
    """Those that make up their whole, each run of rows by itself, and all others.

    One that misses its whole in every column is a sum where its rows are one in another dimension
    and it misses little; or where it ends with the rest of its kind, as two others of its table do
    that are sums.
    """
    sums: list[Breakdown] = []
    others: list[Breakdown] = []
    for one in breakdowns:
        found = _runs(one, levels) if one.says_complete else []
        sums += found
        others += [] if found else [one]
    proven = {one.rows for one in sums}
    ended = Counter((one.table, one.heading) for one in sums if one.has_rest)

    def is_like_others(one: Breakdown) -> bool:
        alike = one.has_rest and ended[one.table, one.heading] >= _LEAST_ALIKE
        return alike and one.says_complete and _is_not_far(one, levels)

    late = [
        one
        for one in others
        if (one.rows in proven and _is_near(one, levels)) or is_like_others(one)
    ]
    return [*sums, *late], [one for one in others if one not in late]


def _runs(one: Breakdown, levels: Levels) -> list[Breakdown]:
    """The breakdown if it is a sum, or the runs of its rows that each are one, all rows used."""
    if _is_sum(one, levels):
        return [one]
    runs: list[Breakdown] = []
    start = 0
    for stop in range(2, len(one.parts) + 1):
        run = replace(one, parts=one.parts[start:stop], rows=one.rows[start:stop])
        if _is_sum(run, levels):
            runs.append(run)
            start = stop
    return runs if start == len(one.parts) and len(runs) > 1 else []


def _is_sum(one: Breakdown, levels: Levels) -> bool:
    """Whether it adds up in half of the columns that print the whole and all parts.

    Under a heading that breaks the whole down, one column is enough where the others miss little.
    """
    held = [adds_up(total, parts) for total, parts in _columns(one, levels)]
    near = bool(one.heading) and _is_near(one, levels)
    return any(held) and (near or sum(held) * 2 >= len(held))


def _is_near(one: Breakdown, levels: Levels) -> bool:
    """Whether the parts miss their whole by little in every column."""
    columns = _columns(one, levels)
    return bool(columns) and all(misses_little(total, parts) for total, parts in columns)


def _is_not_far(one: Breakdown, levels: Levels) -> bool:
    """Whether the parts are the whole but for a third of it, in every column."""
    columns = _columns(one, levels)
    return bool(columns) and all(not_far(total, parts) for total, parts in columns)


def _columns(one: Breakdown, levels: Levels) -> list[tuple[Level, list[Level]]]:
    """The whole and its parts in each column that prints them all."""
    if len(one.parts) < 2:
        return []
    return [
        (total, [levels[part][of] for part in one.parts])
        for of, total in levels[one.total].items()
        if all(of in levels[part] for part in one.parts)
    ]


def _within(one: Breakdown, levels: Levels) -> tuple[str, ...]:
    """The parts that are at most their whole in most columns."""
    found = []
    for part in one.parts:
        common = levels[one.total].keys() & levels[part].keys()
        held = [is_within(levels[part][of], levels[one.total][of]) for of in common]
        if sum(held) * 2 > len(held):
            found.append(part)
    return tuple(found)
