"""The tables of a sheet: for each its title, its header, its rows, its labels and its values."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from doichieu.documents.document import Cell, Sheet
from doichieu.documents.tables.covering import header_spans, spans, visible_cell
from doichieu.documents.tables.cuts import Part, cut, is_word, visible_rows
from doichieu.documents.tables.labels import is_translation
from doichieu.documents.tables.units import counted_in_title, in_brackets, units_listed
from doichieu.documents.tables.words import (
    continues,
    is_code_header,
    is_enclosure,
    is_figure,
    is_note,
    is_placeholder,
    is_unit_header,
    is_unit_words,
    joined,
    names_units,
)

_MOST_LEAD_ROWS = 20
_LAST_COLUMN = 1 << 20
# Words that name at least this share of the figures to their right begin a table of their own.
_MOST = 0.8


@dataclass(frozen=True)
class Block:
    """One table of a sheet.

    `title` are the lines above it, without those that only say a unit: these are `remarks`
    (corner cells such as "Đơn vị tính: Tỷ đồng"). `header_rows` name the columns. `body_rows` run
    from the first row below the header to the last one with a figure; some have no figures
    (headings, units). `label_columns` have the words that name a row, from the left;
    `unit_column` its unit, where there is such a column. `value_columns` have its figures; what
    is hidden, has codes, or has no header where others have one, is in `helper_columns`. `notes`
    are the lines below. `continues` says that the title calls it the continuation of the one
    before.
    """

    sheet: Sheet
    title: tuple[Cell, ...]
    remarks: tuple[Cell, ...]
    header_rows: tuple[int, ...]
    body_rows: tuple[int, ...]
    label_columns: tuple[int, ...]
    unit_column: int | None
    value_columns: tuple[int, ...]
    helper_columns: tuple[int, ...] = ()
    notes: tuple[Cell, ...] = ()
    continues: bool = False

    @cached_property
    def title_text(self) -> str:
        """The lines of the title, joined by blanks; of two languages the Vietnamese alone.

        What the table is enclosed with is no part of it.
        """
        lines = [cell.text for cell in self.title if not is_enclosure(cell.text)]
        own = [line for line in lines if len(line.split()) < 3 or not is_translation(line)]
        return joined(lines if all(map(is_translation, lines)) else own)

    def cell(self, row: int, column: int) -> Cell | None:
        """The visible cell at the place; None where nothing is displayed."""
        return visible_cell(self.sheet, row, column)

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell at the place, or the merged one that spans it."""
        return self._spans.get((row, column))

    def header_of(self, column: int) -> tuple[Cell, ...]:
        """The header cells over a column, from top to bottom; a merged cell counts for each."""
        found: list[Cell] = []
        for row in self.header_rows:
            cell = self.covering(row, column)
            if cell is not None and cell not in found:
                found.append(cell)
        return tuple(found)

    def phrases_of(self, column: int) -> tuple[str, ...]:
        """The header of a column as phrases, the widest first.

        Cells below each other that span the same columns are one phrase, wrapped over rows.
        """
        phrases: list[tuple[tuple[int, int], list[str]]] = []
        for cell in self.header_of(column):
            span = (cell.column, cell.columns)
            if phrases and phrases[-1][0] == span:
                phrases[-1][1].append(cell.text)
            else:
                phrases.append((span, [cell.text]))
        return tuple(joined(texts) for _, texts in phrases)

    def labels(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row that name it, from the left."""
        cells = (self.cell(row, column) for column in self.label_columns)
        return tuple(cell for cell in cells if cell is not None)

    def figures(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row that display a number, in its value columns."""
        cells = (self.cell(row, column) for column in self.value_columns)
        return tuple(cell for cell in cells if cell is not None and is_figure(cell))

    @cached_property
    def declared_units(self) -> tuple[str, ...]:
        """The units that the lines above the table declare, or else its title."""
        corner = [unit for cell in self.remarks for unit in units_listed(cell.text)]
        return tuple(corner or in_brackets(self.title_text))

    @cached_property
    def counted_unit(self) -> str:
        """What the title counts, where no words declare a unit; "" where it counts nothing."""
        return "" if self.declared_units else counted_in_title(self.title_text)

    @cached_property
    def _spans(self) -> Mapping[tuple[int, int], Cell]:
        return header_spans(self.sheet, self.header_rows, self.value_columns)


def find_blocks(sheet: Sheet) -> list[Block]:
    """The tables of a sheet, from top to bottom; none where it has no figures."""
    rows = visible_rows(sheet)
    parts = cut(rows)
    blocks = [block for part in parts for block in _side_by_side(sheet, rows, part)]
    return _with_headers(blocks)


def _side_by_side(sheet: Sheet, rows: Mapping[int, Sequence[Cell]], part: "Part") -> list[Block]:
    """The tables that stand beside each other in the same rows; mostly there is one."""
    starts = [0, *_columns_of_more_names(rows, part)]
    blocks: list[Block] = []
    for start, stop in pairwise([*starts, _LAST_COLUMN]):
        window = {
            row: [cell for cell in cells if start <= cell.column < stop]
            for row, cells in rows.items()
        }
        block = _block(sheet, window, part)
        if block is not None and not block.title and blocks:
            first = blocks[0]
            block = replace(block, title=first.title, remarks=block.remarks or first.remarks)
        if block is not None:
            blocks.append(block)
    return blocks


def _columns_of_more_names(rows: Mapping[int, Sequence[Cell]], part: "Part") -> list[int]:
    """The columns right of figures in which words name most of the figures further right."""
    figures: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for row in part.body:
        figures.update(cell.column for cell in rows[row] if is_figure(cell))
        words.update(
            cell.column
            for cell in rows[row]
            if is_word(cell) and not is_unit_words(cell.text) and not is_note(cell.text)
        )
    if not words:
        return []
    first = min((column for column in figures if column > min(words)), default=_LAST_COLUMN)
    found = []
    for column, count in sorted(words.items()):
        right = max((figures[other] for other in figures if other > column), default=0)
        if column > first and count > figures[column] and right and count >= _MOST * right:
            found.append(column)
    return [column for column in found if column - 1 not in found]


def _block(sheet: Sheet, rows: Mapping[int, Sequence[Cell]], part: Part) -> Block | None:
    codes = {cell.column for row in part.lead for cell in rows[row] if is_code_header(cell.text)}
    labels, values = _columns(sheet, rows, part, codes)
    if not values or not (labels or part.lead):
        return None
    first_value = min(values)
    title, remarks, header, headings = _lead(rows, part.lead, first_value)
    unit_column = _unit_column(rows, part.body, labels, header)
    named = _named(sheet, header, values)
    unnamed = {column for column in values if named and column not in named}
    shown = tuple(column for column in values if column not in unnamed)
    return Block(
        sheet=sheet,
        title=tuple(title),
        remarks=tuple(remarks),
        header_rows=tuple(header),
        body_rows=(*headings, *part.body),
        label_columns=tuple(column for column in labels if column != unit_column),
        unit_column=unit_column,
        value_columns=shown,
        helper_columns=tuple(sorted(unnamed | codes)),
        notes=tuple(cell for row in part.after for cell in rows[row]),
        continues=continues(joined(cell.text for cell in title)),
    )


def _columns(
    sheet: Sheet, rows: Mapping[int, Sequence[Cell]], part: Part, codes: Collection[int]
) -> tuple[list[int], list[int]]:
    """The columns of labels, and those of values: where figures stand right of the labels.

    Columns of codes are neither.
    """
    words: dict[int, int] = {}
    figures: dict[int, int] = {}
    for row in part.body:
        for cell in rows[row]:
            if cell.column in codes:
                continue
            if is_figure(cell):
                figures[cell.column] = figures.get(cell.column, 0) + 1
            elif not is_placeholder(cell.text):
                words[cell.column] = words.get(cell.column, 0) + 1
    headed = {column for (_, column), cell in spans(sheet, part.lead).items() if cell.column > 1}
    values = sorted(
        column
        for column, count in figures.items()
        if count >= words.get(column, 0) or (column in headed and count >= 2)
    )
    values = [column for column in values if not _is_label_column(column, values, headed)]
    if not values:
        return [], []
    labels = sorted(column for column in words if column < values[0])
    labels += sorted(column for column in figures if column < values[0] and column not in labels)
    return sorted(labels), values


def _is_label_column(column: int, values: Sequence[int], headed: set[int]) -> bool:
    """Whether numbers of the leftmost columns are names: ages, years, running numbers."""
    return column == values[0] and column not in headed and len(values) > 1 and column <= 2


def _lead(
    rows: Mapping[int, Sequence[Cell]], lead: Sequence[int], first_value: int
) -> tuple[list[Cell], list[Cell], list[int], list[int]]:
    """The rows above the figures as title, remarks, header rows and headings of the first rows."""
    recent = list(lead)[-_MOST_LEAD_ROWS:]
    title: list[Cell] = []
    remarks: list[Cell] = []
    header: list[int] = []
    for row in recent:
        cells = rows[row]
        if len(cells) == 1 and _is_corner(cells[0], bool(title), bool(header)):
            remarks.append(cells[0])
        elif not header and all(cell.column < first_value for cell in cells):
            title.extend(cells)
        else:
            header.append(row)
    headings = []
    while header and _is_heading(rows[header[-1]], first_value):
        headings.insert(0, header.pop())
    return title, remarks, _without_counters(rows, header), headings


def _without_counters(rows: Mapping[int, Sequence[Cell]], header: Sequence[int]) -> list[int]:
    """The header rows without the last one, where it only counts the columns: 1, 2, 3 …"""
    if len(header) < 2:
        return list(header)
    last = rows[header[-1]]
    above = {cell.column for row in header[:-1] for cell in rows[row]}
    counts = (
        len(last) > 1
        and last[0].text.strip(" ()") in ("1", "A")
        and all(len(cell.text.strip(" ()")) <= 2 or "=" in cell.text for cell in last)
        and all(cell.column in above for cell in last if is_figure(cell))
    )
    return list(header[:-1]) if counts else list(header)


def _is_corner(cell: Cell, below_title: bool, below_header: bool) -> bool:
    says_units = is_unit_words(cell.text) or names_units(cell.text)
    return not below_header and (cell.column > 1 or below_title) and says_units


def _is_heading(cells: Sequence[Cell], first_value: int) -> bool:
    """Whether a row below the header already belongs to the rows: a heading, or only units."""
    values = [cell for cell in cells if cell.column >= first_value]
    if len(values) == len(cells) and all(cell.text.strip()[:1] == "(" for cell in values):
        return False
    if any(not is_unit_words(cell.text) for cell in values):
        return False
    return bool(values) or all(cell.column < first_value for cell in cells)


def _unit_column(
    rows: Mapping[int, Sequence[Cell]],
    body: Sequence[int],
    labels: Sequence[int],
    header: Sequence[int],
) -> int | None:
    """The last label column whose header says units, or most of whose words are such or ditto."""
    headed = {cell.column for row in header for cell in rows[row] if is_unit_header(cell.text)}
    for column in reversed(labels[1:]):
        if column in headed:
            return column
        texts = [cell.text for row in body for cell in rows[row] if cell.column == column]
        units = [text for text in texts if is_unit_words(text)]
        if len(units) * 2 > len(texts):
            return column
    return None


def _named(sheet: Sheet, header: Sequence[int], values: Sequence[int]) -> set[int]:
    """The value columns that the header names.

    A merged cell names a column of its own only where no narrower cell names others below it.
    """
    narrowest: dict[int, Cell] = {}
    for (_, column), cell in header_spans(sheet, header, values).items():
        if column not in narrowest or cell.columns < narrowest[column].columns:
            narrowest[column] = cell
    found = set()
    for column in values:
        cell = narrowest.get(column)
        if cell is None:
            continue
        inside = range(cell.column, cell.column + cell.columns)
        beside = [narrowest[other] for other in values if other in inside]
        if all(other.columns >= cell.columns for other in beside):
            found.add(column)
    return found


def _with_headers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, where one without a header has that of the block before it."""
    found: list[Block] = []
    for block in blocks:
        if not block.header_rows and found:
            before = found[-1]
            block = replace(
                block,
                header_rows=before.header_rows,
                value_columns=tuple(
                    sorted({*block.value_columns, *block.helper_columns} & {*before.value_columns})
                ),
            )
        found.append(block)
    return found
