"""The title and the unit of a table of a text stand above it, in the text."""

from dataclasses import replace

from doichieu.documents.document import Cell, Sheet
from doichieu.documents.tables.words import is_unit_words, numbered

_LONGEST = 200


def with_caption(sheet: Sheet) -> Sheet:
    """The table with the short lines above it as its first rows, which are numbered 0, -1 …

    They end at a sentence, and begin with a line that numbers the table; a line that says a unit
    stands at the right, as in a workbook. A sheet of a workbook has its title in it and stays as
    it is.
    """
    lines: list[str] = []
    for line in reversed(sheet.above):
        if line.endswith(".") or len(line) > _LONGEST:
            break
        lines.append(line)
        if numbered(line):
            break
    if not lines:
        return sheet
    width = max((cell.column + cell.columns - 1 for cell in sheet.cells.values()), default=1)
    caption = [_line(line, -i, width) for i, line in enumerate(lines)]
    return replace(
        sheet, cells={(cell.row, cell.column): cell for cell in caption} | dict(sheet.cells)
    )


def _line(text: str, row: int, width: int) -> Cell:
    if is_unit_words(text):
        return Cell(row, width, text, align="right")
    return Cell(row, 1, text, columns=width)
