"""Sheets for the tests of tables, written as rows of words and numbers."""

from collections.abc import Sequence

from doichieu.documents.document import Cell, Sheet


def sheet(*rows: Sequence[str | float | None], name: str = "A", decimals: int = 1) -> Sheet:
    """A sheet whose numbers are displayed with so many decimals, or none where they are whole."""
    cells = {}
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if isinstance(value, str) and value:
                cells[row, column] = Cell(row, column, value)
            elif isinstance(value, int | float):
                places = 0 if isinstance(value, int) else decimals
                text = f"{value:.{places}f}".replace(".", ",")
                cells[row, column] = Cell(row, column, text, float(value))
    return Sheet(name, cells)
