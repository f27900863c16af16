"""The cells of one sheet of a workbook, collected while a reader walks over it."""

from dataclasses import dataclass, field, replace

from doichieu.documents.containers.displayed import displayed, is_date, overflows
from doichieu.documents.document import Cell, Sheet


@dataclass(frozen=True)
class Style:
    """How a cell is drawn. `size` is its font's, in points; `across` centres it over the empty
    cells to its right that are styled the same."""

    number_format: str = "General"
    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    indent: int = 0
    align: str = ""
    across: bool = False


@dataclass
class Grid:
    """One sheet in the making; rows and columns count from 1.

    `base_size` is the size in points of the font in whose digits widths are given.
    `shows_zeros` is the setting of the sheet: without it a zero shows nothing.
    """

    name: str
    base_size: float = 10.0
    date1904: bool = False
    hidden: bool = False
    shows_zeros: bool = True
    default_width: float = 8.43
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)
    centred: set[tuple[int, int]] = field(default_factory=set)
    across: set[tuple[int, int]] = field(default_factory=set)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged range: its first cell spans it, the others show nothing."""
        self.merged[top, left] = (bottom - top + 1, right - left + 1)
        self.covered.update(
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        )

    def blank(self, row: int, column: int, style: Style) -> None:
        """Note an empty cell, over which one to its left may be centred."""
        if style.across:
            self.across.add((row, column))

    def words(self, row: int, column: int, text: str, style: Style) -> None:
        """Add a cell of words; one of blanks alone shows nothing."""
        if text.strip():
            self._add(row, column, text, None, style)
        else:
            self.blank(row, column, style)

    def number(self, row: int, column: int, value: float, style: Style) -> None:
        """Add a number as its format shows it; a day or a time is words."""
        text = displayed(value, style.number_format, self.date1904)
        if text and (value or self.shows_zeros):
            stored = None if is_date(style.number_format) else value
            self._add(row, column, text, stored, style)

    def sheet(self) -> Sheet:
        """The sheet, after all its cells were added."""
        for row, column in self.centred:
            right = column + 1
            while (row, right) in self.across:
                right += 1
            cell = self.cells[row, column]
            self.cells[row, column] = replace(cell, columns=max(cell.columns, right - column))
        last_row = max((row for row, _ in self.cells), default=0)
        last_column = max((column for _, column in self.cells), default=0)
        return Sheet(
            self.name,
            self.cells,
            frozenset(row for row in self.hidden_rows if row <= last_row),
            frozenset(column for column in self.hidden_columns if column <= last_column),
            self.hidden,
            {key: width for key, width in self.widths.items() if key <= last_column},
        )

    def _add(self, row: int, column: int, text: str, stored: float | None, style: Style) -> None:
        place = row, column
        if place in self.covered:
            return
        if style.across:
            self.centred.add(place)
        rows, columns = self.merged.get(place, (1, 1))
        self.cells[place] = Cell(
            row,
            column,
            text,
            stored,
            style.number_format,
            rows,
            columns,
            style.indent,
            style.align,
            style.bold,
            style.italic,
            hidden=self.hidden or row in self.hidden_rows or column in self.hidden_columns,
            overflows=stored is not None and self._overflows(column, columns, text, style),
        )

    def _overflows(self, column: int, columns: int, text: str, style: Style) -> bool:
        width = sum(
            self.widths.get(each, self.default_width) for each in range(column, column + columns)
        )
        return overflows(text, style.number_format, width, style.size / self.base_size)
