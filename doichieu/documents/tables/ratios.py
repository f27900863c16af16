"""Columns whose words do not say what they compare: two columns of amounts give their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from doichieu.documents.document import Cell
from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.column import OF_WHAT, Column
from doichieu.documents.tables.headers import COMPARES_NOTHING
from doichieu.documents.tables.parts import decimals
from doichieu.documents.tables.periods import Base
from doichieu.documents.tables.words import PERCENT, number_of

# Two rows or more, and most of them: a row may be misprinted. Where plan and amount have different
# words, more rows must agree.
_LEAST_ROWS, _LEAST_ROWS_APART, _MOST = 2, 3, 0.8
_CHANGES_BY = frozenset({"increase_by", "decrease_by"})
_OF_PLAN = {"index_pct": "plan_pct", "increase_pct": "over_plan_pct"}


def by_figures(block: Block, columns: Mapping[int, Column]) -> dict[int, Column]:
    """The columns of which figures show that they compare two others, in percent or by amounts.

    Of what an index compares with, figures show that it is growth.
    """
    amounts = [one for one in columns.values() if one.is_level and one.unit != PERCENT]
    found = {}
    for number, one in columns.items():
        fitting: list[Column] = []
        if _is_open(one):
            fitting = list(_fitting(block, one, amounts))
        elif one.measure == "index_pct":
            fitting = [each for each in _fitting(block, one, amounts) if _is_growth(one, each)]
        elif one.measure in _CHANGES_BY and COMPARES_NOTHING in one.doubts:
            fitting = list(_differing(block, one, amounts))
        if fitting and all(_same(other, fitting[0]) for other in fitting):
            found[number] = fitting[0]
    return found


def _is_open(column: Column) -> bool:
    """Whether the words of a column in percent do not say what it compares with."""
    compares_nothing = column.measure == "index_pct" and column.base and not column.base.kind
    changes = column.measure == "increase_pct" and COMPARES_NOTHING in column.doubts
    is_open = column.measure == "level" or compares_nothing or changes
    return column.unit == PERCENT and bool(is_open)


def _fitting(block: Block, rate: Column, amounts: Sequence[Column]) -> Iterable[Column]:
    """What a column in percent may be by its figures."""
    for own in amounts:
        for base in amounts:
            compared = _compared(own, base)
            if own.measure != "level" or compared is None:
                continue
            rows = list(_rows(block, rate, own, base))
            least = _LEAST_ROWS if own.dimension == base.dimension else _LEAST_ROWS_APART
            for measure, less in (("index_pct", 0.0), ("increase_pct", 100.0)):
                if _agree(rows, less, least):
                    yield _as_rate(rate, own, base, compared, measure)


def _differing(block: Block, change: Column, amounts: Sequence[Column]) -> Iterable[Column]:
    """What an amount of change may be by its figures: one amount less another."""
    sign = -1 if change.measure == "decrease_by" else 1
    for own in amounts:
        for base in amounts:
            compared = _compared(own, base)
            if own.measure != "level" or compared is None or compared.kind == "plan":
                continue
            rows = list(_rows(block, change, own, base))
            held = sum(
                abs(sign * by.value - (now.value - then.value)) <= by.room + now.room + then.room
                for by, now, then in rows
            )
            if held >= _LEAST_ROWS and held >= _MOST * len(rows):
                yield replace(
                    _as_rate(change, own, base, compared, change.measure), unit=change.unit
                )


def _compared(own: Column, base: Column) -> Base | None:
    """What an amount compares with in another column; None where the two are no such pair."""
    if own is base or own.territory_id != base.territory_id or base.measure in _CHANGES_BY:
        return None
    if base.measure == "plan_level":
        return Base("plan", base.words)
    if own.dimension != base.dimension:
        return None
    if base.measure == "prior_level":
        return Base("same", base.words)
    if base.days is None or own.days is None or base.days[1] >= own.days[1]:
        return None
    compared = Base("days", base.words, base.days)
    return compared if compared.basis(own.days) is not None else None


def _as_rate(rate: Column, own: Column, base: Column, compared: Base, measure: str) -> Column:
    return replace(
        rate,
        measure=_OF_PLAN[measure] if compared.kind == "plan" else measure,
        days=own.days,
        base=compared,
        dimension=own.dimension,
        giver=base.giver,
        doubts=tuple(doubt for doubt in own.doubts if doubt != OF_WHAT),
    )


def _is_growth(index: Column, fitting: Column) -> bool:
    """Whether figures fit what a header compares, as growth and not as an index."""
    return fitting.measure == "increase_pct" and _same(
        replace(index, measure="increase_pct"), fitting
    )


def _same(one: Column, other: Column) -> bool:
    """Whether two readings of a column say the same of its figures."""
    bases = [each.base.basis(each.days) if each.base else None for each in (one, other)]
    return bases[0] == bases[1] and (one.measure, one.days, one.giver, one.dimension) == (
        other.measure,
        other.days,
        other.giver,
        other.dimension,
    )


# Points: small whole numbers leave so much that they fit many rates, and tell nothing.
_LARGEST_ROOM = 15


@dataclass(frozen=True)
class _Number:
    """A printed number, and half of one unit of its last place."""

    value: float
    room: float


def _rows(
    block: Block, rate: Column, own: Column, base: Column
) -> Iterable[tuple[_Number, _Number, _Number]]:
    """The rate, the amount and what it compares with, of the rows that print all three."""
    for row in block.body_rows:
        cells = [block.cell(row, column.column) for column in (rate, own, base)]
        numbers = [_number(cell) for cell in cells if cell is not None]
        printed = [number for number in numbers if number is not None]
        if len(printed) == 3 and all(number.value for number in printed):
            yield printed[0], printed[1], printed[2]


def _agree(rows: Sequence[tuple[_Number, _Number, _Number]], less: float, least: int) -> bool:
    """Whether the rates of most rows are the amounts in percent of the others, less a number."""
    telling = [row for row in rows if _room(*row) <= _LARGEST_ROOM]
    held = sum(_holds(*row, less) for row in telling)
    return held >= least and held >= _MOST * len(telling)


def _holds(rate: _Number, own: _Number, base: _Number, less: float) -> bool:
    ratio = 100 * own.value / base.value
    return abs(rate.value - (ratio - less)) <= _room(rate, own, base)


def _room(rate: _Number, own: _Number, base: _Number) -> float:
    """How many points rounding leaves between a rate and what two amounts give."""
    ratio = 100 * own.value / base.value
    return rate.room + 100 * own.room / abs(base.value) + abs(ratio) * base.room / abs(base.value)


def _number(cell: Cell) -> _Number | None:
    value = number_of(cell)
    if value is None:
        return None
    shown = cell.text.partition(",")[2].strip(" %)")
    places = len(shown) if cell.stored is None else decimals(cell)
    return _Number(value, 10**-places / 2)
