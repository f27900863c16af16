"""Which cell of a sheet covers a place: merged cells, and headers over empty places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from doichieu.documents.document import Cell, Sheet

_MONTHS = re.compile(r"(?i)\d{1,2}\s+tháng")


def visible_cell(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The cell at the place, where it is not hidden and displays something."""
    if row in sheet.hidden_rows or column in sheet.hidden_columns:
        return None
    cell = sheet.cells.get((row, column))
    return cell if cell is not None and cell.text.strip() else None


def spans(sheet: Sheet, rows: Iterable[int]) -> dict[tuple[int, int], Cell]:
    """The cell that covers each place of some rows; merged cells cover several."""
    wanted = set(rows)
    found: dict[tuple[int, int], Cell] = {}
    for cell in sheet.cells.values():
        if not cell.text.strip():
            continue
        for row in range(cell.row, cell.row + cell.rows):
            if row not in wanted or row in sheet.hidden_rows:
                continue
            for column in range(cell.column, cell.column + cell.columns):
                found[row, column] = cell
    return found


def header_spans(
    sheet: Sheet, rows: Sequence[int], values: Sequence[int]
) -> dict[tuple[int, int], Cell]:
    """The cell that covers each place of a header.

    Cells that are not merged also cover empty places to their right, where both they and the
    columns there have names of their own below: "Thực hiện" over "Năm 2013" and "Năm 2014".
    """
    found = spans(sheet, rows)
    for i in range(len(rows) - 1):
        for column in values:
            if not _begins_name(found.get((rows[i + 1], column))):
                continue
            lines = _lines_up(found, rows[: i + 1], column)
            covered = _empty_beside(found, rows[: i + 2], column, values) if lines else []
            if covered:
                for line in lines:
                    wide = replace(line, columns=covered[-1] - column + 1)
                    found.update({(line.row, other): wide for other in (column, *covered)})
    return found


def _lines_up(
    found: Mapping[tuple[int, int], Cell], rows: Sequence[int], column: int
) -> list[Cell]:
    """The cells of a column, not merged, that end in the last row and make up one phrase."""
    lines: list[Cell] = []
    for row in reversed(rows):
        cell = found.get((row, column))
        if cell is None or (cell.row, cell.column, cell.columns) != (row, column, 1):
            break
        lines.append(cell)
        if _begins_name(cell):
            break
    return lines


def _empty_beside(
    found: Mapping[tuple[int, int], Cell],
    rows: Sequence[int],
    column: int,
    values: Sequence[int],
) -> list[int]:
    """The next columns that are empty in all rows but the last, where they begin a name."""
    covered = []
    for other in values:
        if other <= column:
            continue
        empty = all((row, other) not in found for row in rows[:-1])
        if not empty or not _begins_name(found.get((rows[-1], other))):
            break
        covered.append(other)
    return covered


def _begins_name(cell: Cell | None) -> bool:
    """Whether a cell begins the name of a column, and does not go on with the line above it."""
    if cell is None:
        return False
    text = cell.text.strip()
    return text[:1].isupper() or _MONTHS.match(text) is not None
