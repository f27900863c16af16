"""Tables of a PDF: lines whose words stand below each other in columns, with numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from doichieu.documents.containers.pdf_letters import Rule
from doichieu.documents.containers.pdf_lines import Line, Segment
from doichieu.documents.containers.pdf_margins import Page
from doichieu.documents.containers.text_tables import RawCell, Rows, is_number

# Shares of the size of letters: two lines of one row; two rows of one table, or of its header.
_SAME_ROW, _NEXT_ROW, _HEADER_ROW = 0.35, 2.6, 4.5
# A cell is at most so high; the frame of a table is at most so far from its words.
_CELL, _FRAME = 6.0, 8.0
# A table has at most so many rows without a number between two that have one.
_MOST_BETWEEN = 3
# A line between two rows is narrower than the table by this share.
_NARROWER = 0.7
_PLACEHOLDERS = frozenset({"-", "–", "—", "...", "…", "x", "X", "."})
# Rules closer than this, in points, are one.
_ONE_RULE = 2.5


class _Placed(NamedTuple):
    segment: Segment
    base: float
    size: float


@dataclass(frozen=True)
class _Row:
    """What stands at one height of a page, from left to right."""

    cells: tuple[_Placed, ...]
    lines: tuple[Line, ...]

    @property
    def base(self) -> float:
        return self.lines[0].base

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def left(self) -> float:
        return self.cells[0].segment.left

    @property
    def right(self) -> float:
        return self.cells[-1].segment.right

    @property
    def has_figures(self) -> bool:
        """Whether it has numbers, and they stand apart from its words."""
        figures = sum(is_number(cell.segment.text) for cell in self.cells)
        return figures > 0 and (len(self.cells) > 1 or figures == len(self.cells))


class _Column(NamedTuple):
    left: float
    right: float
    of_figures: bool


def parted_tables(page: Page, rules: Sequence[Rule], goes_on: bool) -> list[Page | Rows]:
    """The text and the tables of a page in the order of reading.

    `goes_on` says that the page before ends with a table: its last rows may open this one.
    """
    parts: list[Page | Rows] = []
    rest = list(page.lines)
    for rows in _regions(_rows(page.lines), rules, goes_on):
        table = _table(rows, rules)
        inside = {id(line) for row in rows for line in row.lines}
        first = next(i for i, line in enumerate(rest) if id(line) in inside)
        parts += [Page(tuple(rest[:first]), page.height), table]
        rest = [line for line in rest[first:] if id(line) not in inside]
    return [*parts, Page(tuple(rest), page.height)]


def may_have_tables(page: Page) -> bool:
    """Whether some lines of a page have a number apart from their other words."""
    return sum(row.has_figures for row in _rows(page.lines)) > 1


def _rows(lines: Iterable[Line]) -> list[_Row]:
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if groups and groups[-1][0].base - line.base < _SAME_ROW * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = []
    for group in groups:
        cells = [_Placed(one, line.base, line.size) for line in group for one in line.segments]
        rows.append(_Row(tuple(sorted(cells, key=lambda cell: cell.segment.left)), tuple(group)))
    return rows


def _regions(
    rows: Sequence[_Row], rules: Sequence[Rule], goes_on: bool
) -> Iterator[Sequence[_Row]]:
    """The rows of each table, with those of its header."""
    i = 0
    while i < len(rows):
        last = _last_row(rows, i) if rows[i].has_figures else i
        region = rows[i : last + 1]
        if _is_table(region) or (i == 0 and goes_on and rows[0].has_figures):
            top, bottom = _frame(region, rules)
            after = next(
                (n for n in range(last + 1, len(rows)) if rows[n].base < bottom), len(rows)
            )
            first = next((n for n in range(i) if rows[n].base < top), i)
            framed = rows[first:after]
            yield [*_header(rows[:first], framed), *framed]
            last = after - 1
        i = last + 1


def _frame(region: Sequence[_Row], rules: Sequence[Rule]) -> tuple[float, float]:
    """How far up and down the drawn rules of a table go on from its first and last figures."""
    left, right = min(row.left for row in region), max(row.right for row in region)
    size = region[0].size
    inside = sorted(
        rule.base
        for rule in rules
        if rule.left > left - _FRAME * size and rule.right < right + _FRAME * size
    )
    top, bottom = region[0].base, region[-1].base
    for height in inside:
        if 0 < height - top < _CELL * size:
            top = height
    for height in reversed(inside):
        if 0 < bottom - height < _CELL * size:
            bottom = height
    return top, bottom


def _last_row(rows: Sequence[_Row], first: int) -> int:
    last = first
    left, right = rows[first].left, rows[first].right
    for i in range(first + 1, len(rows)):
        row = rows[i]
        if rows[i - 1].base - row.base > _NEXT_ROW * row.size or i - last > _MOST_BETWEEN + 1:
            break
        if row.has_figures:
            last = i
            left, right = min(left, row.left), max(right, row.right)
        elif len(row.cells) > 1:
            continue
        elif row.right - row.left > _NARROWER * (right - left):
            break
        elif last == i - 1 and row.cells[0].segment.text[:1].islower():
            last = i
    return last


def _is_table(rows: Sequence[_Row]) -> bool:
    figures = [sum(is_number(cell.segment.text) for cell in row.cells) for row in rows]
    return sum(count > 1 for count in figures) >= 2 or sum(count > 0 for count in figures) >= 3


def _header(above: Sequence[_Row], region: Sequence[_Row]) -> list[_Row]:
    """The rows above the first figures that stand over columns, from top to bottom."""
    named = [row for row in region if row.has_figures and not is_number(row.cells[0].segment.text)]
    label = named[0].cells[0].segment.right if named else region[0].left
    header: list[_Row] = []
    below = region[0]
    for row in reversed(above):
        over = len(row.cells) > 1 or row.left > label
        if row.base - below.base > _HEADER_ROW * row.size or not over:
            break
        header.insert(0, row)
        below = row
    return header


def _table(rows: Sequence[_Row], rules: Sequence[Rule]) -> Rows:
    columns = _columns(rows)
    table = [_cells(cells, columns) for cells in _banded(rows, columns, rules)]
    return [row for row in table if row]


def _columns(rows: Sequence[_Row]) -> list[_Column]:
    """The columns of the rows with figures: those of figures, then those of words beside them."""
    body = [cell.segment for row in rows if row.has_figures for cell in row.cells]
    columns = _merged(one for one in body if is_number(one.text))
    figures = [_Column(left, right, True) for left, right in columns]
    words = [
        one
        for one in body
        if not is_number(one.text) and not any(_overlap(one, column) for column in figures)
    ]
    return sorted([*figures, *(_Column(left, right, False) for left, right in _merged(words))])


def _merged(segments: Iterable[Segment]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted((one.left, one.right) for one in segments):
        if merged and left < merged[-1][1]:
            merged[-1] = merged[-1][0], max(right, merged[-1][1])
        else:
            merged.append((left, right))
    return merged


def _overlap(one: Segment | _Column, other: Segment | _Column) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _banded(
    rows: Sequence[_Row], columns: Sequence[_Column], rules: Sequence[Rule]
) -> Iterator[list[_Placed]]:
    """The cells of each row of the table: between two rules, else at one height."""
    heights = _heights(rows, rules)
    bands: list[list[_Row]] = []
    band = None
    for row in rows:
        above = sum(height > row.base for height in heights)
        if above != band or not heights:
            bands.append([])
        bands[-1].append(row)
        band = above
    unruled: list[_Row] = []
    for group in bands:
        figures = [row for row in group if row.has_figures]
        if len(group) > 1 and len(figures) < 2:
            yield from _unwrapped(unruled, columns)
            unruled = []
            yield [cell for row in group for cell in row.cells]
        else:
            unruled.extend(group)
    yield from _unwrapped(unruled, columns)


def _heights(rows: Sequence[_Row], rules: Sequence[Rule]) -> list[float]:
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    top, bottom = rows[0].base + 2 * rows[0].size, rows[-1].base - 2 * rows[-1].size
    heights: list[float] = []
    for rule in sorted(rules, key=lambda rule: -rule.base):
        across = rule.right > left and rule.left < right and bottom < rule.base < top
        if across and not (heights and heights[-1] - rule.base < _ONE_RULE):
            heights.append(rule.base)
    return heights


def _unwrapped(rows: Sequence[_Row], columns: Sequence[_Column]) -> Iterator[list[_Placed]]:
    """One row of cells for each row; a label that is wrapped over rows is put together.

    A label without figures goes on in the next row where this has figures and no label, or one
    with a small first letter; it goes on from the row before where it has a small letter itself.
    """
    waiting: list[_Placed] = []
    ready: list[_Placed] = []
    for row in rows:
        cells = list(row.cells)
        labels = [cell for cell in cells if not _is_figure(cell, columns)]
        small = bool(labels) and labels[0].segment.text[:1].islower()
        if len(labels) == len(cells) == 1 and ready and small and not waiting:
            ready += cells
            continue
        if waiting and not (small or not labels):
            yield from filter(None, (ready, waiting))
            ready, waiting = [], []
        elif ready:
            yield ready
            ready = []
        if len(labels) == len(cells) == 1 and not row.has_figures:
            waiting += cells
        else:
            ready, waiting = [*waiting, *cells], []
    yield from filter(None, (ready, waiting))


def _is_figure(cell: _Placed, columns: Sequence[_Column]) -> bool:
    text = cell.segment.text
    return (is_number(text) or text in _PLACEHOLDERS) and any(
        column.of_figures and _overlap(cell.segment, column) for column in columns
    )


def _cells(placed: Sequence[_Placed], columns: Sequence[_Column]) -> list[RawCell]:
    """The cells of a row in the columns that they stand over; wrapped ones are put together."""
    found: dict[int, list[_Placed]] = {}
    last: dict[int, int] = {}
    for cell in sorted(placed, key=lambda cell: (-cell.base, cell.segment.left)):
        over = [i for i, column in enumerate(columns) if _overlap(cell.segment, column)]
        over = over or [_nearest(cell.segment, columns)]
        found.setdefault(over[0], []).append(cell)
        last[over[0]] = max(over[-1], last.get(over[0], 0))
    row: list[RawCell] = []
    free = 0
    for i, cells in sorted(found.items()):
        row += [RawCell("")] * (i - free)
        end = max(i, min([last[i], *(other - 1 for other in found if other > i)]))
        text = "\n".join(cell.segment.text for cell in cells)
        indent = round((cells[0].segment.left - columns[i].left) / cells[0].size)
        label = not columns[i].of_figures
        row.append(RawCell(text, columns=end - i + 1, indent=max(0, indent) if label else 0))
        free = end + 1
    return row


def _nearest(segment: Segment, columns: Sequence[_Column]) -> int:
    middle = (segment.left + segment.right) / 2
    return min(
        range(len(columns)),
        key=lambda i: abs((columns[i].left + columns[i].right) / 2 - middle),
    )
