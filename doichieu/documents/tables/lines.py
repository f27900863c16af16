"""The lines of a table's body: a label over one or several rows, with how it is set off."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from doichieu.documents.document import Cell
from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.labels import (
    Label,
    begins_with_magnitude,
    carries_on,
    is_running_number,
    is_translation,
    leads_of_which,
    read_label,
    runs_on,
    says_rates,
    split_numbering,
    unit_in,
    without_brackets,
)
from doichieu.documents.tables.units import unit_words
from doichieu.documents.tables.words import (
    is_ditto,
    is_figure,
    is_placeholder,
    is_unit_words,
    joined,
)

# A step of a cell's indent is about as wide as three blanks.
_BLANKS_A_STEP = 3
# Labels that differ by one leading blank stand at one depth: the blank was typed by accident.
_SAME_DEPTH = 1
# "ASEAN" and "OPEC" are short forms.
_LEAST_CAPITALS, _LEAST_CAPITALS_OF_WORD = 4, 6
# "THCS", "NSNN": letters without a vowel are no word in capitals.
SHORT_FORM = re.compile(r"[B-DF-HJ-NP-TV-XZ]+")
# From the second column on, most labels of a column of translations have words left of them.
_MOST_OTHERS = 0.2


@dataclass(frozen=True, order=True)
class Weight:
    """How much a label is set off: in capitals, bold, upright rather than slanted."""

    capitals: bool = False
    bold: bool = False
    upright: bool = False


@dataclass(frozen=True)
class Line:
    """A label with the figures beside it, from one row of a sheet or from several.

    `row` is the one with the figures, the first where none has. `place` is where the words begin:
    their column, and how many depths of that column lie left of them; `anchor` is the same of the
    cell that leads them ("Trong đó:"). `figures` are its cells with numbers; `is_leaf` says that
    it has any, or marks for missing ones. `unit` is what its unit column or its own brackets say;
    `units_over` are the units that it prints where others have figures, by column. `is_banner`
    says that it has no other words than over its columns: it heads all below it.
    """

    row: int
    label: Label
    place: tuple[int, int]
    anchor: tuple[int, int]
    weight: Weight
    figures: tuple[Cell, ...] = ()
    is_leaf: bool = False
    unit: str = ""
    units_over: Mapping[int, str] = field(default_factory=dict)
    is_banner: bool = False

    @cached_property
    def _by_column(self) -> dict[int, Cell]:
        return {cell.column: cell for cell in self.figures}

    def figure_in(self, column: int) -> Cell | None:
        """The cell with a number in the column."""
        return self._by_column.get(column)


@dataclass(frozen=True)
class _Raw:
    """One row of a sheet: its label cells and what stands beside them."""

    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    words: tuple[str, ...]
    figures: tuple[Cell, ...]
    is_leaf: bool
    unit: str
    units_over: Mapping[int, str]
    number: str = ""
    is_banner: bool = False

    @property
    def text(self) -> str:
        return joined(self.words)


def read_lines(blocks: Sequence[Block]) -> list[list[Line]]:
    """The lines of each part of a table, from top to bottom; depths hold for all its parts."""
    parts = [_rows(block) for block in blocks]
    depths = _depths(cell for raws in parts for raw in raws for cell in raw.cells)
    return [[_line(raw, depths) for raw in _with_units(raws)] for raws in parts]


def _rows(block: Block) -> list[_Raw]:
    translations = _translation_columns(block)
    raws = [raw for row in block.body_rows for raw in _apart(_raw(block, row, translations))]
    shown = [raw for raw in raws if (raw.cells or raw.figures) and not _is_note(raw)]
    return [raw for raw in _joined(shown) if raw.words]


def _raw(block: Block, row: int, translations: frozenset[int]) -> _Raw:
    cells = [cell for cell in block.labels(row) if cell.column not in translations]
    numbers = [cell for cell in cells[:-1] if is_running_number(cell.text)]
    names = _different([cell for cell in cells if cell not in numbers and _has_words(cell)])
    beside = [cell for column in block.value_columns if (cell := block.cell(row, column))]
    figures = tuple(cell for cell in beside if is_figure(cell))
    others = [cell for cell in beside if not is_figure(cell)]
    is_leaf = bool(figures) or any(is_placeholder(cell.text) for cell in others)
    banner = not names and not is_leaf and _is_banner(others)
    if banner:
        names = others[:1]
    unit = block.cell(row, block.unit_column) if block.unit_column else None
    return _Raw(
        rows=(row,),
        cells=tuple(names),
        words=tuple(cell.text for cell in names),
        figures=figures,
        is_leaf=is_leaf,
        unit=joined([unit.text]) if unit else "",
        units_over={} if figures else _units_over(others),
        number=numbers[0].text if numbers else "",
        is_banner=banner,
    )


def _has_words(cell: Cell) -> bool:
    return not is_placeholder(cell.text)


def _different(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, where one that only repeats the one left of it is that one."""
    found: list[Cell] = []
    for cell in cells:
        if found and joined([found[-1].text]) == joined([cell.text]):
            found.pop()
        found.append(cell)
    return found


def _apart(raw: _Raw) -> list[_Raw]:
    """The row, after a heading of its own for each label cell left of the last one."""
    names = [cell for cell in raw.cells if not leads_of_which(cell.text)]
    if len(names) < 2:
        return [raw]
    first, *others = raw.cells
    heading = replace(
        raw, cells=(first,), words=(first.text,), figures=(), is_leaf=False, unit="", units_over={}
    )
    rest = replace(raw, cells=tuple(others), words=tuple(cell.text for cell in others), number="")
    return [heading, *_apart(rest)]


def _is_banner(cells: Sequence[Cell]) -> bool:
    """Whether the only cells of a row are units, or one heading over several columns.

    A heading that announces rates, or has a unit, is one of all columns, merged or not.
    """
    if len(cells) == 1:
        text = cells[0].text
        return (
            cells[0].columns > 1 or says_rates(text) or bool(unit_in(text)) or is_unit_words(text)
        )
    return bool(cells) and all(is_unit_words(cell.text) for cell in cells)


def _units_over(cells: Iterable[Cell]) -> dict[int, str]:
    found = {}
    for cell in cells:
        unit = cell.text if is_unit_words(cell.text) else unit_in(cell.text)
        for column in range(cell.column, cell.column + cell.columns) if unit else ():
            found[column] = unit_words(unit)
    return found


def _is_note(raw: _Raw) -> bool:
    return not raw.is_leaf and raw.text.startswith(("(*", "*"))


def _translation_columns(block: Block) -> frozenset[int]:
    """The label columns whose words repeat in another language those left of them."""
    found = set()
    for column in block.label_columns[1:]:
        alone = beside = 0
        for row in block.body_rows:
            cell = block.cell(row, column)
            if cell is None:
                continue
            others = [
                other.text
                for other in block.labels(row)
                if other.column < column
                and not is_running_number(other.text)
                and not leads_of_which(other.text)
            ]
            translated = any(not is_translation(text) for text in others)
            if translated and is_translation(cell.text):
                beside += 1
            else:
                alone += 1
        if beside > 1 and alone <= _MOST_OTHERS * (alone + beside):
            found.add(column)
    return frozenset(found)


def _joined(raws: Sequence[_Raw]) -> list[_Raw]:
    """The rows, where one label over several rows is one."""
    found: list[_Raw] = []
    for raw in raws:
        if found and _is_one(found[-1], raw):
            before = found[-1]
            found[-1] = replace(
                before,
                rows=before.rows + raw.rows,
                words=before.words + raw.words,
                figures=before.figures or raw.figures,
                is_leaf=before.is_leaf or raw.is_leaf,
                unit=before.unit or raw.unit,
                units_over={**before.units_over, **raw.units_over},
            )
        else:
            found.append(raw)
    return found


def _is_one(before: _Raw, after: _Raw) -> bool:
    if after.rows[0] - before.rows[-1] > 1 or not before.words:
        return False
    if before.is_leaf:
        return (
            not after.is_leaf
            and carries_on(after.text)
            and not after.units_over
            and not split_numbering(after.text)[0]
        )
    if not after.words:
        return bool(after.figures)
    if before.is_banner or after.is_banner or after.number:
        return False
    return not before.units_over and runs_on(before.text, after.text)


def _with_units(raws: Sequence[_Raw]) -> list[_Raw]:
    """The rows, where a ditto mark for a unit is the unit above it."""
    found: list[_Raw] = []
    last = ""
    for raw in raws:
        unit = last if is_ditto(raw.unit) else raw.unit
        last = unit or last
        found.append(replace(raw, unit=unit))
    return found


def _line(raw: _Raw, depths: Mapping[tuple[int, int], int]) -> Line:
    with_figures = {cell.row for cell in raw.figures}
    row = next((row for row in raw.rows if row in with_figures), raw.rows[0])
    named = next((cell for cell in raw.cells if not leads_of_which(cell.text)), raw.cells[0])
    label = read_label(raw.words, raw.number)

    def place(cell: Cell) -> tuple[int, int]:
        return cell.column, depths[cell.column, _offset(cell)]

    return Line(
        row=row,
        label=label,
        place=(0, 0) if raw.is_banner else place(named),
        anchor=(0, 0) if raw.is_banner else place(raw.cells[0]),
        weight=_weight(label, named),
        figures=raw.figures,
        is_leaf=raw.is_leaf,
        unit=_unit(raw, label),
        units_over=raw.units_over,
        is_banner=raw.is_banner,
    )


def _unit(raw: _Raw, label: Label) -> str:
    """The unit that a row says itself: in its column, in brackets, or in all the words of it."""
    if raw.is_banner:
        return ""
    all_of_it = begins_with_magnitude(label.bare) and is_unit_words(label.bare)
    return unit_words(raw.unit or label.unit or (label.bare if all_of_it else ""))


def _offset(cell: Cell) -> int:
    """How far the words of a cell begin from its left edge, in blanks."""
    if cell.align in ("center", "right"):
        return 0
    text = cell.text.split("\n")[0]
    return cell.indent * _BLANKS_A_STEP + len(text) - len(text.lstrip())


def _depths(cells: Iterable[Cell]) -> dict[tuple[int, int], int]:
    """For each column and offset, how many clearly smaller offsets the column has."""
    offsets: dict[int, set[int]] = {}
    for cell in cells:
        offsets.setdefault(cell.column, set()).add(_offset(cell))
    found: dict[tuple[int, int], int] = {}
    for column, values in offsets.items():
        depth, start = -1, None
        for value in sorted(values):
            if start is None or value - start > _SAME_DEPTH:
                depth, start = depth + 1, value
            found[column, value] = depth
    return found


def _weight(label: Label, cell: Cell) -> Weight:
    letters = "".join(letter for letter in without_brackets(label.bare) if letter.isalpha())
    least = _LEAST_CAPITALS if len(label.bare.split()) > 1 else _LEAST_CAPITALS_OF_WORD
    enough = len(letters) >= least or not letters.isascii()
    capitals = enough and letters.isupper() and SHORT_FORM.fullmatch(letters) is None
    return Weight(capitals, cell.bold, cell.bold and not cell.italic)
