"""The unit of a figure: what its row, its column, a heading or its table says."""

import re
from collections.abc import Sequence
from functools import lru_cache

from doichieu.documents.document import Cell
from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.column import Column
from doichieu.documents.tables.labels import split_numbering
from doichieu.documents.tables.parts import Relation
from doichieu.documents.tables.rows import Row
from doichieu.documents.tables.units import (
    UnitIds,
    choose_unit,
    counted_unit,
    names_other_quantity,
    of_values,
    units_listed,
)
from doichieu.documents.tables.words import PERCENT, POINTS, is_unit_words, number_of

_CHANGES_BY = frozenset({"increase_by", "decrease_by"})
_LAST_BRACKETS = re.compile(r"\(([^()0-9]+)\)\s*$")


def unit_of(
    row: Row, column: Column, cell: Cell, block: Block, above: str, units: UnitIds
) -> tuple[str, bool]:
    """The unit of a figure and whether the words decide it.

    A rate is in percent, and a value in the money of its header. Another amount has the unit of
    its row's mark, of the row, of a heading over its column, of its header, of a heading that is
    one, or of the table; else what its title counts, what the brackets of its label say, or the
    unit of the row above. A change of percent is in points.
    """
    unit, sure = _printed_unit(row, column, cell, block, above, units)
    if column.measure in _CHANGES_BY and unit == PERCENT:
        return POINTS, sure
    return unit, sure


def _printed_unit(
    row: Row, column: Column, cell: Cell, block: Block, above: str, units: UnitIds
) -> tuple[str, bool]:
    """The unit as the words print it, and whether they decide it."""
    if not column.is_level or column.unit in (PERCENT, POINTS):
        return column.unit or PERCENT, True
    if of_values(column.unit, column.dimension):
        return column.unit, True
    if row.note_units:
        return choose_unit(row.note_units, column.dimension)
    if own := row.unit or row.unit_over(column.column) or column.unit or _heading_unit(row):
        return choose_unit(units_listed(own), column.dimension)
    declared = block.declared_units
    if counted := _counted(row, column, declared, units):
        unit, sure = counted
        return unit, sure and _may_count(unit, cell, units)
    if declared:
        return choose_unit(declared, column.dimension)
    if brackets := _in_last_brackets(row):
        return brackets, True
    names = (" ".join(column.dimension), row.label.bare)
    is_measured = any(map(names_other_quantity, names))
    if block.counted_unit and not is_measured:
        return block.counted_unit, _may_count(block.counted_unit, cell, units)
    return ("" if block.counted_unit and is_measured else above), False


def own_unit(row: Row) -> str:
    """The unit that a row says itself, which may be that of rows below it."""
    return row.unit or _in_last_brackets(row)


def _in_last_brackets(row: Row) -> str:
    brackets = _LAST_BRACKETS.search(row.label.text)
    return brackets.group(1) if brackets else ""


def amounts_of(row: Row, column: Column, block: Block) -> str:
    """The unit of a row's amounts, whatever the header of this column says."""
    over = row.unit_over(column.column)
    if over == PERCENT:
        over = next((unit for unit in row.units_over.values() if unit != PERCENT), over)
    own = row.unit or over or _heading_unit(row)
    declared = (*block.declared_units, block.counted_unit)
    return own or next((unit for unit in declared if unit != PERCENT), "")


def _counted(
    row: Row, column: Column, declared: Sequence[str], units: UnitIds
) -> tuple[str, bool] | None:
    """The unit of a figure that its column or its row counts, and whether the words decide it.

    A unit that the table declares for things of that kind says how many make up one: "Số lao động"
    under "Nghìn người". Beside a unit of another kind a count in a row is unsure.
    """
    of_column = counted_unit((*column.dimension, column.words))
    counted = of_column or counted_unit((row.label.bare,))
    amounts = [unit for unit in declared if unit != PERCENT]
    if not (counted or amounts) and (of_whole := _counted_by_whole(row)):
        return of_whole, row.relation_in(column.column) == Relation.PART
    if not counted or len(set(amounts)) > 1:
        return None
    if amounts and units.are_alike(amounts[0], counted):
        return amounts[0], True
    return counted, bool(of_column) or not amounts


def _counted_by_whole(row: Row) -> str:
    """What the row that a row is below counts: "Tiểu học" below "Số trường học".

    Its parts are counted so where they add up to it; "Phòng học" is none.
    """
    if names_other_quantity(row.label.bare):
        return ""
    return counted_unit([above.label.bare for above in row.above[-1:]])


def _may_count(unit: str, cell: Cell, units: UnitIds) -> bool:
    """Whether a number may be one of whole things: "31,5" is no number of accidents."""
    number = number_of(cell)
    return number is None or number == int(number) or not units.is_count(unit)


def _heading_unit(row: Row) -> str:
    """The unit that is all that a label or a heading says: "A. NGHÌN HÀNH KHÁCH"."""
    return next((unit for label in reversed(row.path) if (unit := _unit_alone(label))), "")


@lru_cache(maxsize=4096)
def _unit_alone(label: str) -> str:
    words = split_numbering(label)[1]
    return words if is_unit_words(words) else ""
