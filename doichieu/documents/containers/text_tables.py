"""Tables of text documents: cells put into rows and columns; layout is set apart from data."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.document import Cell, Sheet

MOST_CELLS = 2_000_000
_MOST_SPANNED = 1000
# Longer than the words of a cell of figures: the text of a page that is laid out in a table.
_LONG = 600
# The share of numbers that a table which lays out a page does not reach.
_MOST_LAID_OUT = 0.3
_NUMBER = re.compile(
    r"[(]?\s*[+\-−–]?\s*(\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?)\s*%?\s*[)]?(?:[¹²³⁴⁵⁶⁷⁸⁹⁰*]|\(\d\))*"
)
_NEGATIVE = re.compile(r"\s*[(]?\s*[\-−–]")
_ENGLISH = re.compile(r"\d,\d{3}\.\d|\d(?:,\d{3}){2}|(?<![\d.,])0\.\d|\d\.\d{1,2}(?!\d)|\d\.\d{4}")
_VIETNAMESE = re.compile(r"\d\.\d{3},\d|\d(?:\.\d{3}){2}|(?<![\d.,])0,\d|\d,\d{1,2}(?!\d)|\d,\d{4}")


@dataclass(frozen=True)
class RawCell:
    """A cell as its table's source gives it, before it has a place."""

    text: str
    rows: int = 1
    columns: int = 1
    indent: int = 0
    align: str = ""
    bold: bool = False
    italic: bool = False


Rows = Sequence[Sequence[RawCell]]


def is_data(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether a table has figures; else it lays out text: a letterhead, a picture's caption.

    Numbers of the first column only count its rows. A text as long as an article's is laid out,
    unless so many cells are numbers that it must be a note.
    """
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    cells = [cell for row in rows for cell in row if cell.text.strip()]
    figures = sum(is_number(cell.text) for row in rows for cell in row[1:])
    if any(len(cell.text) > _LONG for cell in cells):
        return figures > _MOST_LAID_OUT * len(cells)
    return figures >= 2


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else, but for its sign, percent and note marks."""
    return _NUMBER.fullmatch(text.strip()) is not None


def sheet_of(name: str, rows: Sequence[Sequence[RawCell]], above: tuple[str, ...]) -> Sheet:
    """The rows of a table as a sheet; a cell that an earlier one spans has its place beside it.

    Raises CannotOpen where the table has more cells than a document may.
    """
    english = _english(cell.text for row in rows for cell in row)
    cells: dict[tuple[int, int], Cell] = {}
    taken: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        column = 1
        for raw in row:
            while taken.get(column, 0) >= number:
                column += 1
            width, height = min(raw.columns, _MOST_SPANNED), min(raw.rows, len(rows) - number + 1)
            for spanned in range(column, column + width):
                taken[spanned] = number + height - 1
            if raw.text.strip():
                cells[number, column] = _cell(raw, number, column, height, width, english)
            if len(cells) > MOST_CELLS:
                raise CannotOpen(f"'{name}' has over {MOST_CELLS} cells.", "Split the document.")
            column += width
    return Sheet(name, cells, above=above)


def _cell(raw: RawCell, row: int, column: int, rows: int, columns: int, english: bool) -> Cell:
    return Cell(
        row,
        column,
        raw.text.rstrip(),
        stored=number_of(raw.text, english),
        rows=rows,
        columns=columns,
        indent=raw.indent,
        align=raw.align,
        bold=raw.bold,
        italic=raw.italic,
    )


def number_of(text: str, english: bool) -> float | None:
    """The number that a cell prints, in its Vietnamese or English format; None for words."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    group, mark = (",", ".") if english else (".", ",")
    digits = re.sub(r"\s", "", match[1]).replace(group, "").replace(mark, ".")
    value = float(digits) if digits.count(".") < 2 else None
    return -value if value is not None and _NEGATIVE.match(text) else value


def _english(texts: Iterable[str]) -> bool:
    """Whether more numbers can only be English (1,091.9) than only Vietnamese (1.091,9)."""
    english = vietnamese = 0
    for text in texts:
        if is_number(text):
            english += bool(_ENGLISH.search(text))
            vietnamese += bool(_VIETNAMESE.search(text))
    return english > vietnamese
