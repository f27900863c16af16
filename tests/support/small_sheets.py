"""Small sheets written as text, a line a row: "*TỔNG SỐ | | 1.000"."""

import re

from doichieu.documents.document import Cell, Sheet

_NUMBER = re.compile(r"-?[0-9][0-9.]*(?:,[0-9]+)?")


def sheet_of(*lines: str, name: str = "Biểu 1") -> Sheet:
    """A sheet whose cells stand between bars.

    A cell that begins with "*" is bold, with "/" italic, with ">" indented by a step each; "·" is
    a blank. "↔" for a cell merges it with the one before it. Numbers have a comma for decimals.
    """
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(lines, start=1):
        for column, written in enumerate(line.split("|"), start=1):
            text = written.strip()
            if text == "↔":
                _widen(cells, row, column)
            elif text:
                cells[row, column] = _cell(row, column, text)
    return Sheet(name, cells)


def _widen(cells: dict[tuple[int, int], Cell], row: int, column: int) -> None:
    start = max(left for above, left in cells if above == row and left < column)
    old = cells[row, start]
    cells[row, start] = Cell(
        row, start, old.text, columns=column - start + 1, bold=old.bold, italic=old.italic
    )


def _cell(row: int, column: int, text: str) -> Cell:
    marks = re.match(r"[*/>]*", text)
    assert marks is not None
    words = text[marks.end() :].replace("·", " ")
    stored = float(words.replace(".", "").replace(",", ".")) if _NUMBER.fullmatch(words) else None
    return Cell(
        row,
        column,
        words,
        stored,
        indent=marks.group().count(">"),
        bold="*" in marks.group(),
        italic="/" in marks.group(),
    )
