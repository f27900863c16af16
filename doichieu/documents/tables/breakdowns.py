"""What is broken down in a table: a row by the rows below it, a column by those beside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from doichieu.documents.tables.levels import Level, adds_up, is_amount, level_of
from doichieu.documents.tables.parts import Relation
from doichieu.documents.tables.reading import TableFigure
from doichieu.documents.tables.rows import Row
from doichieu.documents.tables.subjects import scope_of

# Columns add up to one where they do so in nearly all rows of the table, and not in one or two.
_LEAST_ROWS = 3
_LEAST_SHARE = 0.9


@dataclass(frozen=True)
class Breakdown:
    """Indicators that break down one other; `says_complete` where words say that all are there.

    `heading` is the words that announce them, `table` what their table is about. `rows` are their
    places in it: breakdowns in the columns of another dimension may have the same. `has_rest` says
    that the last row is all that the others leave: "Các nước khác".
    """

    total: str
    heading: str
    parts: tuple[str, ...]
    rows: tuple[object, ...] = ()
    says_complete: bool = True
    table: str = ""
    has_rest: bool = False


def by_rows(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[Breakdown]:
    """The rows of each whole, by the headings that break it down and the dimension of a column."""
    totals: dict[tuple[object, ...], str] = {}
    members: dict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
    for one, indicator_id in zip(figures, ids, strict=True):
        if not is_amount(one.figure):
            continue
        dimension = one.column.dimension
        table = scope_of(one.block.title_text) or one.block.sheet.name
        totals.setdefault((table, _place(one.row), dimension), indicator_id)
        whole = one.row.whole_in(one.column.column)
        relation = one.row.relation_in(one.column.column)
        if whole is None or whole.territory_id != one.row.territory_id:
            continue
        if relation in (Relation.PART, Relation.OF_WHICH):
            heading = " ".join(row.label.text for row in one.row.above if _announces(row))
            key = table, _place(whole), dimension, heading, relation
            members[key].setdefault(indicator_id, one.row)
    found = []
    for (*whole_place, heading, relation), parts in members.items():
        total = totals.get(tuple(whole_place), "")
        if total:
            rows = list(parts.values())
            found.append(
                Breakdown(
                    total=total,
                    heading=str(heading),
                    parts=tuple(parts),
                    rows=tuple(map(_place, rows)),
                    says_complete=relation == Relation.PART,
                    table=str(whole_place[0]),
                    has_rest=rows[-1].label.is_rest,
                )
            )
    return found


def by_columns(figures: Sequence[TableFigure], ids: Sequence[str]) -> list[Breakdown]:
    """The columns that add up to the one without a dimension, in nearly all rows of a table."""
    tables: dict[tuple[object, ...], _Columns] = defaultdict(_new_columns)
    for one, indicator_id in zip(figures, ids, strict=True):
        level = level_of(one.figure)
        if level is not None:
            key = id(one.block), one.figure.period_id, one.figure.measure, one.figure.basis
            rows = tables[key][one.column.column, one.column.dimension]
            rows[one.row.row, one.figure.unit_id] = (indicator_id, level)
    found = {}
    for columns in tables.values():
        for breakdown in _of_columns(columns):
            found.setdefault((breakdown.total, breakdown.parts), breakdown)
    return list(found.values())


# The levels of a column with their indicators, by row and unit, by number and dimension of the
# column.
_Rows = dict[tuple[int, str], tuple[str, Level]]
_Columns = dict[tuple[int, tuple[str, ...]], _Rows]


def _new_columns() -> _Columns:
    return defaultdict(dict)


def _of_columns(columns: Mapping[tuple[int, tuple[str, ...]], _Rows]) -> Iterator[Breakdown]:
    whole = next((rows for (_, dimension), rows in sorted(columns.items()) if not dimension), None)
    parts = [rows for (_, dimension), rows in sorted(columns.items()) if dimension]
    start = 0
    for stop in range(2, len(parts) + 1) if whole else ():
        run = parts[start:stop]
        rows = [row for row in whole or () if all(row in column for column in run)]
        sides = [(whole[row], [column[row] for column in run]) for row in rows if whole]
        held = [adds_up(total[1], [part[1] for part in each]) for total, each in sides]
        if len(held) >= _LEAST_ROWS and sum(held) >= _LEAST_SHARE * len(held):
            start = stop
            for total, each in sides:
                yield Breakdown(total[0], "", tuple(part[0] for part in each))


def _announces(row: Row) -> bool:
    return not row.columns and row.label.is_breakdown


def _place(row: Row) -> tuple[object, ...]:
    return row.row, row.path
