"""The order of reading of a page of a PDF: its columns one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from doichieu.documents.containers.assembling import goes_on
from doichieu.documents.containers.pdf_lines import Line
from doichieu.documents.containers.pdf_margins import Page

# Two columns that the content has line by line: so many lines with a gap at the same place, each
# side with so many letters on average.
_FEWEST_ROWS = 5
_FEWEST_LETTERS = 14
_DISORDER = 0.1
# So many lines with a sentence that goes on below, which end so near to the longest one, in sizes
# of letters, show where a column ends.
_FEWEST_FULL, _RAGGED = 2, 6


@dataclass(frozen=True)
class Run:
    """Lines below each other in one column; `right` is where its column ends, in points."""

    lines: tuple[Line, ...]
    right: float

    @property
    def left(self) -> float:
        """Where its column begins."""
        return min(line.left for line in self.lines)


def runs_of(pages: Sequence[tuple[Page, float]]) -> list[list[Run]]:
    """The columns of pages, given with their widths; those of a page in the order of reading."""
    split = [_descending(_ordered(list(page.lines))) for page, _ in pages]
    bare: list[tuple[list[Line], float, bool]] = []
    for runs, (_, width) in zip(split, pages, strict=True):
        several = any(_side_by_side(a, b) for a in runs for b in runs)
        bare.extend((run, width, several) for run in runs)
    found = iter([Run(tuple(run), _right(run, bare, width, many)) for run, width, many in bare])
    return [[next(found) for _ in runs] for runs in split]


def _ordered(lines: list[Line]) -> list[Line]:
    """The lines as they are read; the order of the content is kept where it is one of reading."""
    gutter = _gutter(lines)
    if gutter is not None:
        lines = _parted(lines, gutter)
    jumps = sum(
        1
        for above, below in pairwise(lines)
        if below.base > above.base + above.size and _overlap(above, below)
    )
    if jumps > max(2, _DISORDER * len(lines)):
        return sorted(lines, key=lambda line: -line.base)
    return lines


def _overlap(one: Line, other: Line) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the gap between two columns is, if lines reach over both."""
    gaps = [
        (line.segments[0].right, line.segments[1].left, line)
        for line in lines
        if len(line.segments) == 2
    ]
    best: list[Line] = []
    place = None
    for _, middle, _ in gaps:
        x = middle - 1
        over = [line for left, right, line in gaps if left < x < right]
        if len(over) > len(best):
            best, place = over, x
    if len(best) < _FEWEST_ROWS:
        return None
    for side in (0, 1):
        letters = [sum(c.isalpha() for c in line.segments[side].text) for line in best]
        if sum(letters) < _FEWEST_LETTERS * len(letters):
            return None
    return place


def _parted(lines: Sequence[Line], gutter: float) -> list[Line]:
    """The lines with those left of the gutter before those right of it, zone by zone.

    A line that crosses the gutter ends a zone.
    """
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        sides = [
            [segment for segment in line.segments if segment.right <= gutter],
            [segment for segment in line.segments if segment.left >= gutter],
        ]
        if sum(map(len, sides)) < len(line.segments):
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for side, column in zip(sides, (left, right), strict=True):
            if side:
                column.append(replace(line, segments=tuple(side)))
    return [*ordered, *left, *right]


def _descending(lines: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.base < runs[-1][-1].base + line.size / 2:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _side_by_side(one: Sequence[Line], other: Sequence[Line]) -> bool:
    return max(line.right for line in one) < min(line.left for line in other)


def _right(
    run: Sequence[Line],
    runs: Sequence[tuple[Sequence[Line], float, bool]],
    width: float,
    several: bool,
) -> float:
    """Where the column of a run ends: at the longest line of all columns that begin there."""
    left = min(line.left for line in run)
    near = 3 * run[0].size
    same = [other for other, _, _ in runs if abs(min(line.left for line in other) - left) < near]
    right = max(line.right for other in same for line in other)
    size = run[0].size
    full = sum(
        above.right > right - _RAGGED * size and goes_on(below.text)
        for other in same
        for above, below in pairwise(other)
    )
    # Short lines alone do not show where the column ends: its margins are taken as equal.
    return right if several or full >= _FEWEST_FULL else max(right, width - 1.25 * left)
