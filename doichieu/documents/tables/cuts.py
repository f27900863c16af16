"""Which rows of a sheet make up each of its tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doichieu.documents.document import Cell, Sheet
from doichieu.documents.tables.covering import visible_cell
from doichieu.documents.tables.words import (
    is_ditto,
    is_figure,
    is_note,
    is_placeholder,
    is_unit_words,
    is_year,
    joined,
    numbered,
)


@dataclass(frozen=True)
class Part:
    """The rows of one table: those above its figures, and those from its first to its last."""

    lead: tuple[int, ...]
    body: tuple[int, ...]
    after: tuple[int, ...]


def visible_rows(sheet: Sheet) -> dict[int, list[Cell]]:
    """The cells of each row that are not hidden and display something, from the left."""
    rows: dict[int, list[Cell]] = {}
    for row, column in sorted(sheet.cells):
        cell = visible_cell(sheet, row, column)
        if cell is not None:
            rows.setdefault(row, []).append(cell)
    return rows


def cut(rows: Mapping[int, Sequence[Cell]]) -> list[Part]:
    """Cut the rows into tables: each begins with a title or a header, and ends with a figure."""
    order = list(rows)
    names = _columns_of_names(rows)
    has_figures: list[bool] = []
    for row in order:
        cells = rows[row]
        if _is_row_of_years(cells):
            has_figures.append(any(has_figures[-1:]))
        else:
            has_figures.append(_is_data(cells) and _is_named(cells, names))
    headers = [not has_figures[i] and _is_header(rows[row]) for i, row in enumerate(order)]
    cuts: list[int] = []
    last_figure: int | None = None
    for i in range(len(order)):
        if has_figures[i]:
            last_figure = i
        elif (
            headers[i]
            and last_figure is not None
            and (not cuts or cuts[-1] <= last_figure)
            and any(has_figures[i:])
        ):
            cuts.append(_lead_from(rows, order, last_figure + 1, i))
    edges = [0, *cuts, len(order)]
    parts = []
    for start, stop in pairwise(edges):
        figures = [i for i in range(start, stop) if has_figures[i]]
        if figures:
            first, last = figures[0], figures[-1]
            parts.append(
                Part(
                    tuple(order[start:first]),
                    tuple(order[first : last + 1]),
                    tuple(order[last + 1 : stop]),
                )
            )
    return parts


def _columns_of_names(rows: Mapping[int, Sequence[Cell]]) -> set[int]:
    """The columns that have more words than figures, in the rows that have figures."""
    balance: Counter[int] = Counter()
    for cells in rows.values():
        if _is_data(cells):
            balance.update({cell.column: 1 for cell in cells if is_word(cell)})
            balance.subtract({cell.column: 1 for cell in cells if is_figure(cell)})
    return {column for column, more in balance.items() if more > 0}


def _is_named(cells: Sequence[Cell], names: set[int]) -> bool:
    """Whether the words of a row name it: not so where all of them are over columns of figures."""
    words = [cell for cell in cells if is_word(cell)]
    return not words or any(cell.column in names or cell.column == 1 for cell in words)


def _lead_from(
    rows: Mapping[int, Sequence[Cell]], order: Sequence[int], start: int, header: int
) -> int:
    """Where the title above a header begins: below the notes of the table before it."""
    first = header
    while first > start and not is_note(joined(cell.text for cell in rows[order[first - 1]])):
        first -= 1
        if numbered(rows[order[first]][0].text):
            break
    return first


def _is_data(cells: Sequence[Cell]) -> bool:
    """Whether a row has figures: not years alone, and no numbers that count columns."""
    figures = [cell for cell in cells if is_figure(cell)]
    if not figures or all(is_year(cell) for cell in figures):
        return False
    if figures[-1].column == 1 and any(is_word(cell) for cell in cells):
        return False  # the number of a table in a cell of its own
    before = [cell for cell in cells if cell.column < figures[0].column]
    counted = [cell for cell in cells if cell.column >= figures[0].column]
    return any(is_word(cell) for cell in before) or not _counts_up(counted)


def _is_row_of_years(cells: Sequence[Cell]) -> bool:
    """Whether a row is a label and years: of a header, or figures that look like years."""
    return (
        len(cells) > 1
        and cells[0].column == 1
        and not is_figure(cells[0])
        and all(is_year(cell) for cell in cells[1:])
    )


def is_word(cell: Cell) -> bool:
    """Whether a cell has words, or a mark that repeats those above it."""
    letters = [mark for mark in cell.text if mark.isalpha()]
    return len(letters) > 1 or is_ditto(cell.text)


def _counts_up(cells: Sequence[Cell]) -> bool:
    """Whether the numbers are 1, 2, 3 …: they count columns or name school years.

    A column may say how it is computed: "3=2/1".
    """
    numbers = [cell.text.partition("=")[0].strip("() ") for cell in cells]
    if len(numbers) < 2 or not all(number.isdecimal() for number in numbers):
        return False
    values = [int(number) for number in numbers]
    return values == list(range(values[0], values[0] + len(values)))


def _is_header(cells: Sequence[Cell]) -> bool:
    """Whether a row names columns: two cells of words right of the labels that are no units."""
    words = [cell for cell in cells if cell.column > 1 and not is_placeholder(cell.text)]
    names = [cell for cell in words if not is_unit_words(cell.text)]
    return len(names) >= 2
