"""The identities of tables: a row and the rows that make it up, where words and figures agree.

A sum is declared where words call the parts complete and it holds in at least half of the columns
in which all are printed: where it then fails is what the audit is to find. Parts of an incomplete
list are at most their whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from doichieu.documents.draft import DraftedFigure, Row
from doichieu.documents.naming import slug
from doichieu.documents.tables.parts import Relation
from doichieu.documents.tables.reading import TableFigure
from doichieu.documents.tables.rows import Row as TableRow
from doichieu.documents.tables.subjects import scope_of

SUM, SUBSET = "sum", "subset"
_LEVELS = frozenset(("level", "plan_level", "prior_level"))
# Of the columns that print all, a sum must hold in so many.
_LEAST_SHARE = Decimal("0.5")
# Under a heading that breaks the whole down, it may hold in fewer where it misses no more than this
# share of the whole.
_LITTLE = Decimal("0.01")

# Territory, period, measure, basis and unit of one column.
_Column = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class _Group:
    """Rows of one dimension that break down one row under the same headings."""

    total: str
    heading: str
    relation: Relation
    parts: tuple[str, ...]


def identities_of(
    figures: Sequence[TableFigure], ids: Sequence[str], known: Iterable[Row], report_id: str
) -> tuple[Row, ...]:
    """The rows of identities.csv that hold in the tables of one report.

    `ids` are the indicators of the figures. What would close a circle with those declared before
    it, or with the `known` ones, is left out.
    """
    values = _values(figures, ids)
    below = _Below(known)
    rows: list[Row] = []
    for group in _groups(figures, ids):
        relation, parts = _holding(group, values)
        parts = tuple(part for part in parts if not below.closes_circle(group.total, part))
        if not parts or (relation == SUM and len(parts) != len(group.parts)):
            continue
        name = slug(f"{report_id} {group.total} {group.heading} {relation} {' '.join(parts)}")
        for part in parts:
            below.add(group.total, part)
            rows.append(
                {
                    "identity_id": name,
                    "relation": relation,
                    "total_indicator_id": group.total,
                    "part_indicator_id": part,
                    "coefficient": "1",
                    "report_id": report_id,
                }
            )
    return tuple({(row["identity_id"], row["part_indicator_id"]): row for row in rows}.values())


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


def _groups(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[_Group]:
    """The rows of each whole, by the headings that break it down and the dimension of a column."""
    totals: dict[tuple[object, ...], str] = {}
    members: dict[tuple[object, ...], dict[str, Relation]] = defaultdict(dict)
    for one, indicator_id in zip(figures, ids, strict=True):
        if one.figure.measure not in _LEVELS:
            continue
        dimension = one.column.dimension
        table = scope_of(one.block.title_text) or one.block.sheet.name
        totals.setdefault((table, _place(one.row), dimension), indicator_id)
        whole = one.row.whole_in(one.column.column)
        relation = one.row.relation_in(one.column.column)
        if whole is None or whole.territory_id != one.row.territory_id:
            continue
        if relation in (Relation.PART, Relation.OF_WHICH):
            heading = " ".join(row.label.text for row in one.row.above if _breaks_down(row))
            members[table, _place(whole), dimension, heading].setdefault(indicator_id, relation)
    found = []
    for (*whole_place, heading), parts in members.items():
        total = totals.get(tuple(whole_place), "")
        for relation, same in groupby(sorted(parts, key=parts.__getitem__), parts.__getitem__):
            if total:
                found.append(_Group(total, str(heading), relation, tuple(same)))
    return found


def _breaks_down(row: TableRow) -> bool:
    return not row.columns and row.label.is_breakdown


def _place(row: TableRow) -> tuple[object, ...]:
    return row.row, row.path


def _values(
    figures: Sequence[TableFigure], ids: Sequence[str]
) -> dict[str, dict[_Column, tuple[Decimal, Decimal]]]:
    """Each indicator's printed levels with one unit of their last place, by column."""
    found: dict[str, dict[_Column, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for one, indicator_id in zip(figures, ids, strict=True):
        figure = one.figure
        number = _number(figure)
        if figure.measure in _LEVELS and number is not None:
            column = figure.territory_id, figure.period_id, figure.measure, figure.basis
            found[indicator_id].setdefault((*column, figure.unit_id), number)
    return found


def _number(figure: DraftedFigure) -> tuple[Decimal, Decimal] | None:
    plain = figure.printed.replace(".", "").replace(",", ".").replace("−", "-")
    try:
        value = Decimal(plain)
    except ArithmeticError:
        return None
    return value, Decimal(1).scaleb(-len(plain.partition(".")[2]))


def _holding(
    group: _Group, values: Mapping[str, Mapping[_Column, tuple[Decimal, Decimal]]]
) -> tuple[str, tuple[str, ...]]:
    """The relation that the figures bear out, and the parts that it binds."""
    totals = values[group.total]
    if group.relation == Relation.PART and len(group.parts) > 1:
        columns = [column for column in totals if all(column in values[p] for p in group.parts)]
        held = [c for c in columns if _adds_up(totals[c], [values[p][c] for p in group.parts])]
        near = bool(group.heading) and all(
            _misses_little(totals[c], [values[p][c] for p in group.parts]) for c in columns
        )
        if held and (near or len(held) >= _LEAST_SHARE * len(columns)):
            return SUM, group.parts
    return SUBSET, tuple(part for part in group.parts if _is_within(totals, values[part]))


def _adds_up(total: tuple[Decimal, Decimal], parts: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether two parts or more that are not zero make up the total, within their rounding."""
    room = (total[1] + sum((step for _, step in parts), Decimal(0))) / 2
    gap = abs(total[0] - sum((value for value, _ in parts), Decimal(0)))
    return gap <= room and sum(value != 0 for value, _ in parts) > 1


def _misses_little(
    total: tuple[Decimal, Decimal], parts: Sequence[tuple[Decimal, Decimal]]
) -> bool:
    gap = abs(total[0] - sum((value for value, _ in parts), Decimal(0)))
    return gap <= _LITTLE * abs(total[0])


def _is_within(
    totals: Mapping[_Column, tuple[Decimal, Decimal]],
    parts: Mapping[_Column, tuple[Decimal, Decimal]],
) -> bool:
    both = [(totals[column], parts[column]) for column in totals.keys() & parts.keys()]
    held = [part[0] - part[1] <= total[0] + total[1] for total, part in both]
    return bool(held) and sum(held) * 2 > len(held)
