"""The least of many ratios over one set of rows, all at once: the simplex method, on arrays.

A solver takes longer to get ready for so small a programme than to solve it, and some dozens are
asked of each problem. Here all are walked from vertex to vertex together, a step of each at a time.
What is told is proven afterwards, by the rows as they are where `equal` holds: at the vertex that
was reached all hold, and no way that they leave open leads further down. What is not proven so is
not told, and is HiGHS's to answer (`linear.py`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.linear import NOISE_OF_DOUBLES, TOLERANCE, Array

Places = NDArray[np.intp]

# A lesser slope is no way down, for the walk; the proof is stricter.
LEAST_GAIN = 1e-12
# A slope is told from none beyond so large a share of the products that it is the sum of, and of
# the largest such sum. A mere tolerance would be no proof: a row may lie so far from nought that
# the least slope makes a difference.
NOISE = 1e-14
# A lesser coefficient blocks no way.
LEAST_COEFFICIENT = 1e-9
# What is so little below the line of a ratio is not told from nought.
LEAST_BELOW = 1e-9
# Steps for each unknown; most need one. Who goes round is given up.
MOST_STEPS = 12
NO_ROW = -1


@dataclass(frozen=True)
class Rows:
    """Points, each as its distance x from one that lies within all rows.

    `equal @ x` is nought, and `lines @ x + constants` not below nought; each line is of the order
    of one. `rooms` are how little below counts as nought, each beside what doubles make of it.
    """

    equal: Array
    lines: Array
    constants: Array
    rooms: Array


@dataclass(frozen=True)
class Ratios:
    """(above @ x + above_constants) / (below @ x + below_constants), a line a ratio.

    What is below the line is above nought where x is; points where it is not count for nothing.
    `released` are the places of two rows that need not hold for a ratio, a line a ratio; NO_ROW
    where all must.
    """

    above: Array
    above_constants: Array
    below: Array
    below_constants: Array
    released: Places


def least(rows: Rows, ratios: Ratios) -> Array:
    """The least of each ratio, attained at a vertex; not a number where that is not proven."""
    ways = null_space(rows.equal)
    if ways is None:
        return np.full(len(ratios.above), np.nan)
    rows = replace(rows, lines=rows.lines @ ways)
    ratios = replace(ratios, above=ratios.above @ ways, below=ratios.below @ ways)
    lines = np.column_stack((rows.lines, rows.constants))
    above = np.column_stack((ratios.above, ratios.above_constants))
    below = np.column_stack((ratios.below, ratios.below_constants))
    # One goes ahead to a vertex, from where all start: none is far from another.
    ahead = Dictionaries.of(lines, np.vstack((above, below, above[:1], below[:1])))
    ahead.settle()
    return proven(rows, ratios, ahead.for_each(len(lines), ratios.released).walk())


def null_space(lines: Array) -> Array | None:
    """Columns that span what the lines take to nought, by elimination: what two unknowns have
    nothing to do with each other stays nought, and a slope of nought is told from rounding.

    None where a line all but follows from others, too little to be divided by and too much for
    rounding.
    """
    lines = lines.copy()
    pivots = {}
    for row, line in enumerate(lines):
        column = int(np.abs(line).argmax())
        if abs(line[column]) <= NOISE:
            continue
        if abs(line[column]) <= TOLERANCE:
            return None
        line /= line[column]
        others = np.arange(len(lines)) != row
        lines[others] -= np.outer(lines[others, column], line)
        pivots[column] = row
    free = [column for column in range(lines.shape[1]) if column not in pivots]
    ways = np.zeros((lines.shape[1], len(free)))
    ways[free, np.arange(len(free))] = 1.0
    ways[list(pivots)] = -lines[np.ix_(list(pivots.values()), free)]
    return ways


@dataclass
class Dictionaries:
    """Ratios on their way to a vertex, each with a dictionary (Chvátal, Linear Programming, 2).

    A dictionary tells the rows, and in its last two lines what is above and below the line of the
    ratio, by the rows or unknowns that are nought where it stands (`by_way`, NO_ROW for an
    unknown); its last column is what they are there. `by_row` are the rows that its lines tell.
    """

    told: Array
    by_row: Places
    by_way: Places
    released: Places

    @classmethod
    def of(cls, rows: Array, others: Array) -> "Dictionaries":
        """One dictionary by the unknowns; others than the rows may be below nought."""
        places = np.append(np.arange(len(rows)), np.full(len(others) - 2, NO_ROW))
        by_way = np.full((1, rows.shape[1] - 1), NO_ROW)
        return cls(np.vstack((rows, others))[None], places[None], by_way, np.full((1, 2), NO_ROW))

    def for_each(self, size: int, released: Places) -> "Dictionaries":
        """The one dictionary again for each ratio, whose lines follow those of the rows."""
        many = len(released)
        lines = np.broadcast_to(self.told[0, :size], (many, *self.told[0, :size].shape))
        ratios = self.told[0, size:-2].reshape(2, many, -1).transpose(1, 0, 2)
        return Dictionaries(
            np.concatenate((lines, ratios), axis=1),
            np.repeat(self.by_row[:, :size], many, axis=0),
            np.repeat(self.by_way, many, axis=0),
            released,
        )

    def settle(self) -> None:
        """Go along each unknown, up or down, as far as some row blocks it: to a vertex."""
        for way in range(self.by_way.shape[1]):
            for direction in (1.0, -1.0):
                row, is_blocked = self.first_blocking(np.array([way]), np.array([direction]))
                if is_blocked.all():
                    self.exchange(row, np.array([way]))
                    break

    def walk(self) -> Places:
        """Go down until no way leads further; returns the rows that are nought there.

        NO_ROW for all of a ratio that has no end, or goes round.
        """
        vertices = np.full_like(self.by_way, NO_ROW)
        left = np.arange(len(self.told))
        for _ in range(MOST_STEPS * self.by_way.shape[1]):
            way, direction, is_down = self.steepest()
            if is_down.all():
                row, is_blocked = self.first_blocking(way, direction)
                if is_blocked.all():
                    self.exchange(row, way)
                    continue
                is_left = is_blocked
            else:
                vertices[left[~is_down]] = self.by_way[~is_down]
                is_left = is_down
            if not is_left.any():
                break
            self.keep(is_left)
            left = left[is_left]
        return vertices

    def keep(self, is_left: NDArray[np.bool_]) -> None:
        """Let go of the others."""
        self.told, self.by_row = self.told[is_left], self.by_row[is_left]
        self.by_way, self.released = self.by_way[is_left], self.released[is_left]

    def steepest(self) -> tuple[Places, Array, NDArray[np.bool_]]:
        """The way that leads down most, in which direction, and whether any leads down at all."""
        above, below = self.told[:, -2], self.told[:, -1]
        slope = above[:, :-1] * below[:, -1:] - above[:, -1:] * below[:, :-1]
        gain = np.where(self.is_free(self.by_way), np.abs(slope), -slope)
        way = gain.argmax(axis=1)
        every = np.arange(len(way))
        return way, -np.sign(slope[every, way]), gain[every, way] > LEAST_GAIN

    def first_blocking(self, way: Places, direction: Array) -> tuple[Places, NDArray[np.bool_]]:
        """The line that is first nought on the way, and whether there is one.

        Of those that are nought at almost the same place the steepest, for the sake of accuracy
        (Harris, Mathematical Programming 5, 1973).
        """
        every = np.arange(len(way))
        lines = self.told[:, :-2]
        fall = -lines[every, :, way] * direction[:, None]
        is_blocking = (fall > LEAST_COEFFICIENT) & ~self.is_free(self.by_row)
        height = np.maximum(lines[:, :, -1], 0.0)
        fall = np.where(is_blocking, fall, 1.0)
        furthest = np.where(is_blocking, (height + TOLERANCE) / fall, np.inf).min(axis=1)
        is_first = is_blocking & (height / fall <= furthest[:, None])
        return np.where(is_first, fall, 0.0).argmax(axis=1), is_blocking.any(axis=1)

    def exchange(self, row: Places, way: Places) -> None:
        """Tell everything by the row in place of what was the way."""
        every = np.arange(len(way))
        line, column = self.told[every, row], self.told[every, :, way]
        pivot = line[every, way][:, None]
        self.told -= column[:, :, None] * (line / pivot)[:, None, :]
        self.told[every, :, way] = column / pivot
        self.told[every, row] = -line / pivot
        self.told[every, row, way] = 1 / pivot[:, 0]
        self.by_row[every, row], self.by_way[every, way] = (
            self.by_way[every, way],
            self.by_row[every, row],
        )

    def is_free(self, places: Places) -> NDArray[np.bool_]:
        """Whether what stands there may be below nought too: an unknown, or a row let go."""
        is_released = (places == self.released[:, :1]) | (places == self.released[:, 1:])
        return (places == NO_ROW) | is_released


def proven(rows: Rows, ratios: Ratios, vertices: Places) -> Array:
    """What the ratios are at their vertices; not a number where they may be less elsewhere, nor
    anywhere where one of the vertices is none.

    A ratio of linear functions whose lower one is above nought has no least but where none is
    nearby (Charnes and Cooper, Naval Research Logistics Quarterly 9, 1962).
    """
    told = np.full(len(vertices), np.nan)
    found = np.flatnonzero((vertices != NO_ROW).all(axis=1))
    at, released = vertices[found], ratios.released[found]
    try:
        back = np.linalg.inv(rows.lines[at])
    except np.linalg.LinAlgError:
        return told
    points = -np.vecmat(rows.constants[at], back.transpose(0, 2, 1))
    slack = points @ rows.lines.T + rows.constants
    sizes = np.abs(points) @ np.abs(rows.lines).T + np.abs(rows.constants)
    rooms = rows.rooms + NOISE_OF_DOUBLES * sizes
    beside = np.abs(slack) - rooms
    is_nought = np.take_along_axis(beside, at, axis=1).max(axis=1, initial=0.0) <= 0
    every = np.arange(len(found))
    for place in released.T:
        slack[every[place != NO_ROW], place[place != NO_ROW]] = 0.0
    above = np.vecdot(ratios.above[found], points) + ratios.above_constants[found]
    below = np.vecdot(ratios.below[found], points) + ratios.below_constants[found]
    slope = ratios.above[found] * below[:, None] - above[:, None] * ratios.below[found]
    uphill = np.vecmat(slope, back)
    products = np.vecmat(np.abs(slope), np.abs(back))
    largest = products.max(axis=1, initial=0.0, keepdims=True)
    noise = NOISE * products + NOISE_OF_DOUBLES * largest
    is_free = (at == released[:, :1]) | (at == released[:, 1:])
    is_least = np.where(is_free, np.abs(uphill), -uphill) <= noise
    is_proven = (
        is_nought
        & ((slack + rooms).min(axis=1, initial=0.0) >= 0)
        & (below > LEAST_BELOW)
        & is_least.all(axis=1)
    )
    told[found[is_proven]] = above[is_proven] / below[is_proven]
    return told
