"""The identities of tables: a row and the rows that make it up, where words and figures agree.

A sum is declared where words call the parts complete and it holds in at least half of the columns
in which all are printed: where it then fails is what the audit is to find. Parts of an incomplete
list are at most their whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

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
# A printed number, and one unit of its last place.
_Number = tuple[Decimal, Decimal]
_Values = Mapping[str, Mapping[_Column, _Number]]


@dataclass(frozen=True)
class _Group:
    """Rows that break down one row under the same headings, in the columns of one dimension.

    `rows` are their places in the table; groups of other dimensions may have the same.
    """

    total: str
    heading: str
    parts: tuple[str, ...]
    rows: tuple[object, ...]
    says_complete: bool


def identities_of(
    figures: Sequence[TableFigure], ids: Sequence[str], known: Iterable[Row], report_id: str
) -> tuple[Row, ...]:
    """The rows of identities.csv that hold in the tables of one report.

    `ids` are the indicators of the figures. What would close a circle with those declared before
    it, or with the `known` ones, is left out.
    """
    values = _values(figures, ids)
    sums, others = _sums(_groups(figures, ids), values)
    below = _Below(known)
    rows: dict[tuple[str, str], Row] = {}
    for relation, group in (*((SUM, one) for one in sums), *((SUBSET, one) for one in others)):
        parts = group.parts
        if relation == SUBSET:
            parts = tuple(p for p in parts if _is_within(values[group.total], values[p]))
        free = tuple(part for part in parts if not below.closes_circle(group.total, part))
        if relation == SUM and free != parts:
            continue
        name = slug(f"{report_id} {group.total} {group.heading} {relation} {' '.join(free)}")
        for part in free:
            below.add(group.total, part)
            rows[name, part] = {
                "identity_id": name,
                "relation": relation,
                "total_indicator_id": group.total,
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


def _groups(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[_Group]:
    """The rows of each whole, by the headings that break it down and the dimension of a column."""
    totals: dict[tuple[object, ...], str] = {}
    members: dict[tuple[object, ...], dict[str, object]] = defaultdict(dict)
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
            place = table, _place(whole), dimension, heading, relation
            members[place].setdefault(indicator_id, _place(one.row))
    found = []
    for (*whole_place, heading, relation), parts in members.items():
        total = totals.get(tuple(whole_place), "")
        if total:
            complete = relation == Relation.PART
            places = tuple(parts.values())
            found.append(_Group(total, str(heading), tuple(parts), places, complete))
    return found


def _breaks_down(row: TableRow) -> bool:
    return not row.columns and row.label.is_breakdown


def _place(row: TableRow) -> tuple[object, ...]:
    return row.row, row.path


def _values(
    figures: Sequence[TableFigure], ids: Sequence[str]
) -> dict[str, dict[_Column, _Number]]:
    """Each indicator's printed levels with one unit of their last place, by column."""
    found: dict[str, dict[_Column, _Number]] = defaultdict(dict)
    for one, indicator_id in zip(figures, ids, strict=True):
        figure = one.figure
        number = _number(figure)
        if figure.measure in _LEVELS and number is not None:
            column = figure.territory_id, figure.period_id, figure.measure, figure.basis
            found[indicator_id].setdefault((*column, figure.unit_id), number)
    return found


def _number(figure: DraftedFigure) -> _Number | None:
    plain = figure.printed.replace(".", "").replace(",", ".").replace("−", "-")
    try:
        value = Decimal(plain)
    except ArithmeticError:
        return None
    return value, Decimal(1).scaleb(-len(plain.partition(".")[2]))


def _sums(groups: Sequence[_Group], values: _Values) -> tuple[list[_Group], list[_Group]]:
    """The groups that make up their whole, each breakdown by itself, and all other groups.

    One that misses its whole in every column is a sum where its rows are one in another dimension
    and it misses little.
    """
    sums: list[_Group] = []
    others: list[_Group] = []
    for group in groups:
        found = _breakdowns(group, values) if group.says_complete else []
        sums += found
        others += [] if found else [group]
    proven = {one.rows for one in sums}
    near = [one for one in others if one.rows in proven and _is_near(one, values)]
    return [*sums, *near], [one for one in others if one not in near]


def _breakdowns(group: _Group, values: _Values) -> list[_Group]:
    """The group if it is a sum, or the runs of its rows that each are one, all rows used."""
    if _is_sum(group, values):
        return [group]
    runs: list[_Group] = []
    start = 0
    for stop in range(2, len(group.parts) + 1):
        run = replace(group, parts=group.parts[start:stop], rows=group.rows[start:stop])
        if _is_sum(run, values):
            runs.append(run)
            start = stop
    return runs if start == len(group.parts) and len(runs) > 1 else []


def _is_sum(group: _Group, values: _Values) -> bool:
    """Whether it adds up in enough of the columns that print the whole and all parts."""
    columns = _complete_columns(group, values)
    held = [column for column in columns if _adds_up(*_in_column(group, values, column))]
    near = bool(group.heading) and _is_near(group, values)
    return bool(held) and (near or len(held) >= _LEAST_SHARE * len(columns))


def _is_near(group: _Group, values: _Values) -> bool:
    """Whether the parts miss their whole by little in every column."""
    columns = _complete_columns(group, values)
    sides = [_in_column(group, values, column) for column in columns]
    return bool(sides) and all(_misses_little(total, parts) for total, parts in sides)


def _complete_columns(group: _Group, values: _Values) -> list[_Column]:
    if len(group.parts) < 2:
        return []
    return [c for c in values[group.total] if all(c in values[part] for part in group.parts)]


def _in_column(group: _Group, values: _Values, column: _Column) -> tuple[_Number, list[_Number]]:
    return values[group.total][column], [values[part][column] for part in group.parts]


def _adds_up(total: _Number, parts: Sequence[_Number]) -> bool:
    """Whether two parts or more that are not zero make up the total, within their rounding."""
    room = (total[1] + sum((step for _, step in parts), Decimal(0))) / 2
    gap = abs(total[0] - sum((value for value, _ in parts), Decimal(0)))
    return gap <= room and sum(value != 0 for value, _ in parts) > 1


def _misses_little(total: _Number, parts: Sequence[_Number]) -> bool:
    gap = abs(total[0] - sum((value for value, _ in parts), Decimal(0)))
    return gap <= _LITTLE * abs(total[0])


def _is_within(totals: Mapping[_Column, _Number], parts: Mapping[_Column, _Number]) -> bool:
    both = [(totals[column], parts[column]) for column in totals.keys() & parts.keys()]
    held = [part[0] - part[1] <= total[0] + total[1] for total, part in both]
    return bool(held) and sum(held) * 2 > len(held)
