"""Minimize many ratios over the same rows, all at once: the simplex method on numpy arrays.

HiGHS needs more time to set up so small a programme than to solve it, and each problem has some
dozens of objectives. Here all are pivoted together, one pivot of each at a time. A result is
accepted only where a proof from the original rows succeeds: the point is feasible, and no reduced
cost is negative. All else is left to HiGHS (`linear_programme.py`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.linear_programme import FEASIBILITY_TOLERANCE, ROUNDING_TOLERANCE
from doichieu.joint.sparse_rows import Array, Places

Flags = NDArray[np.bool_]

# Rows and ratios are scaled to the order of one, so the limits below have no unit.
# While pivoting, a variable enters the basis only where its reduced cost is larger than this. The
# proof is stricter.
REDUCED_COST_TOLERANCE = 1e-12
# In the proof, a reduced cost counts as zero below this fraction of the absolute products summed to
# obtain it. An absolute tolerance would prove nothing: a row may lie so far away that even the
# smallest reduced cost changes the minimum.
CANCELLATION_TOLERANCE = 1e-14
# A row of equalities with no larger coefficient is the sum of earlier ones, apart from rounding.
ZERO_ROW_TOLERANCE = 1e-14
# The ratio test ignores rows with a smaller coefficient: a pivot on it would lose all digits.
PIVOT_TOLERANCE = 1e-9
# A denominator below this cannot be distinguished from zero.
DENOMINATOR_TOLERANCE = 1e-9
# Pivots for each variable; most problems need one. Give up on cycling pivots.
PIVOT_LIMIT = 12
NO_ROW = -1
# The memory of one problem, in bytes: ratios are pivoted in groups that stay within it, and a
# problem whose single dictionary is larger than the limit is left to HiGHS, which is faster there.
MEMORY_BUDGET = 16 * 2**20
DICTIONARY_LIMIT = 256 * 2**10
# A pivot and the proof after it hold this many arrays of the size of the dictionaries.
ARRAYS_AT_ONCE = 4
DOUBLE = 8


def dictionary_size(rows: int, unknowns: int) -> int:
    """The bytes of one dictionary: its rows, the ratio's two lines, and a column of constants."""
    return (rows + 2) * (unknowns + 1) * DOUBLE


def fits(rows: int, unknowns: int) -> bool:
    """Whether a problem is small enough to be pivoted on dense arrays."""
    return dictionary_size(rows, unknowns) <= DICTIONARY_LIMIT


def group_size(rows: int, unknowns: int) -> int:
    """How many ratios are pivoted together."""
    return max(MEMORY_BUDGET // (ARRAYS_AT_ONCE * dictionary_size(rows, unknowns)), 1)


@dataclass(frozen=True)
class Constraints:
    """`equal @ x = 0` and `lines @ x + constants >= 0`, which hold at x = 0.

    The slack of a row is its left side. `tolerances` are how far below zero each slack may be, in
    addition to rounding errors. Lines are of the order of one.
    """

    equal: Array
    lines: Array
    constants: Array
    tolerances: Array


@dataclass(frozen=True)
class Ratios:
    """(numerators @ x + numerator_constants) / (denominators @ x + denominator_constants).

    One line a ratio. Its denominator is positive at x = 0; points where it is not are excluded.
    `relaxed` holds, for each ratio, two rows that need not hold for it; NO_ROW for none.
    """

    numerators: Array
    numerator_constants: Array
    denominators: Array
    denominator_constants: Array
    relaxed: Places

    def some(self, group: Places) -> "Ratios":
        """The ratios at these places."""
        return Ratios(*(lines[group] for lines in vars(self).values()))


def minimize(constraints: Constraints, ratios: Ratios) -> Array:
    """The minimum of each ratio, attained at a vertex; NaN where that is not proven."""
    basis = null_space(constraints.equal)
    # Where every figure is exact, no line is left, and so no vertex.
    if basis is None or not len(constraints.lines):
        return np.full(len(ratios.numerators), np.nan)
    constraints = replace(constraints, lines=constraints.lines @ basis)
    ratios = replace(
        ratios, numerators=ratios.numerators @ basis, denominators=ratios.denominators @ basis
    )
    rows = np.column_stack((constraints.lines, constraints.constants))
    numerators = np.column_stack((ratios.numerators, ratios.numerator_constants))
    denominators = np.column_stack((ratios.denominators, ratios.denominator_constants))
    # One dictionary is brought to a vertex, from which all ratios start: their minima are near.
    first = Dictionaries.of(
        rows, np.vstack((numerators, denominators, numerators[:1], denominators[:1]))
    )
    first.reach_vertex()
    size = group_size(*constraints.lines.shape)
    return np.concatenate(
        [
            proven_minima(
                constraints,
                ratios.some(group),
                first.for_each(len(rows), group, ratios.relaxed[group]).optimize(),
            )
            for start in range(0, len(numerators), size)
            for group in [np.arange(start, min(start + size, len(numerators)))]
        ]
    )


def null_space(lines: Array) -> Array | None:
    """A basis, as columns, of the x with `lines @ x = 0`; None where a line is nearly dependent.

    Elimination keeps zeros exact: unknowns that do not depend on each other stay independent, and
    a zero reduced cost can be distinguished from a rounding error. A line is nearly dependent
    where what remains of it is too small to divide by and too large for a rounding error.
    """
    lines = lines.copy()
    pivots = {}
    for row, line in enumerate(lines):
        column = int(np.abs(line).argmax())
        if abs(line[column]) <= ZERO_ROW_TOLERANCE:
            continue
        if abs(line[column]) <= FEASIBILITY_TOLERANCE:
            return None
        line /= line[column]
        others = np.arange(len(lines)) != row
        lines[others] -= np.outer(lines[others, column], line)
        pivots[column] = row
    free = [column for column in range(lines.shape[1]) if column not in pivots]
    basis = np.zeros((lines.shape[1], len(free)))
    basis[free, np.arange(len(free))] = 1.0
    basis[list(pivots)] = -lines[np.ix_(list(pivots.values()), free)]
    return basis


@dataclass
class Dictionaries:
    """One simplex dictionary a ratio (Chvátal, Linear Programming, 1983, chapter 2).

    A dictionary writes the basic variables, and in its last two lines numerator and denominator of
    the ratio, in terms of the nonbasic variables, which are zero at its vertex. The last column
    holds the values there. Variables are the slacks of rows, by the row's place in `basic` and
    `nonbasic`, and the unknowns, by NO_ROW.
    """

    coefficients: Array
    basic: Places
    nonbasic: Places
    relaxed: Places

    @classmethod
    def of(cls, rows: Array, objectives: Array) -> "Dictionaries":
        """One dictionary with the unknowns nonbasic; `objectives` are lines without a sign."""
        basic = np.append(np.arange(len(rows)), np.full(len(objectives) - 2, NO_ROW))
        nonbasic = np.full((1, rows.shape[1] - 1), NO_ROW)
        relaxed = np.full((1, 2), NO_ROW)
        return cls(np.vstack((rows, objectives))[None], basic[None], nonbasic, relaxed)

    def for_each(self, size: int, group: Places, relaxed: Places) -> "Dictionaries":
        """A copy for each ratio of a group, whose lines follow the `size` lines of the rows."""
        many = len(group)
        coefficients = self.coefficients[0]
        lines = np.broadcast_to(coefficients[:size], (many, *coefficients[:size].shape))
        both = coefficients[size:-2].reshape(2, -1, coefficients.shape[1])
        ratios = both[:, group].transpose(1, 0, 2)
        return Dictionaries(
            np.concatenate((lines, ratios), axis=1),
            np.repeat(self.basic[:, :size], many, axis=0),
            np.repeat(self.nonbasic, many, axis=0),
            relaxed,
        )

    def reach_vertex(self) -> None:
        """Let each unknown enter the basis, rising or falling, where some row's slack can leave."""
        for column in range(self.nonbasic.shape[1]):
            for direction in (1.0, -1.0):
                row, is_bounded = self.leaving(np.array([column]), np.array([direction]))
                if is_bounded.all():
                    self.pivot(row, np.array([column]))
                    break

    def optimize(self) -> Places:
        """Pivot until every dictionary is optimal; returns the nonbasic variables, a line a ratio.

        The line of a ratio that is unbounded, or whose pivots cycle, is all NO_ROW.
        """
        vertices = np.full_like(self.nonbasic, NO_ROW)
        left = np.arange(len(self.coefficients))
        for _ in range(PIVOT_LIMIT * self.nonbasic.shape[1]):
            column, direction, is_improving = self.entering()
            if is_improving.all():
                row, is_bounded = self.leaving(column, direction)
                if is_bounded.all():
                    self.pivot(row, column)
                    continue
                is_left = is_bounded
            else:
                vertices[left[~is_improving]] = self.nonbasic[~is_improving]
                is_left = is_improving
            if not is_left.any():
                break
            self.keep(is_left)
            left = left[is_left]
        return vertices

    def keep(self, is_left: Flags) -> None:
        """Drop the dictionaries that are solved."""
        self.coefficients, self.basic = self.coefficients[is_left], self.basic[is_left]
        self.nonbasic, self.relaxed = self.nonbasic[is_left], self.relaxed[is_left]

    def entering(self) -> tuple[Places, Array, Flags]:
        """The entering variable's column, its direction, and whether it improves the ratio.

        The variable of the largest reduced cost enters (Dantzig's rule). Reduced costs are those of
        the ratio, times the square of its denominator.
        """
        numerator, denominator = self.coefficients[:, -2], self.coefficients[:, -1]
        slope = numerator[:, :-1] * denominator[:, -1:] - numerator[:, -1:] * denominator[:, :-1]
        gain = np.where(self.is_free(self.nonbasic), np.abs(slope), -slope)
        column = gain.argmax(axis=1)
        every = np.arange(len(column))
        is_improving = gain[every, column] > REDUCED_COST_TOLERANCE
        return column, -np.sign(slope[every, column]), is_improving

    def leaving(self, column: Places, direction: Array) -> tuple[Places, Flags]:
        """The leaving variable's line, and whether the step is bounded at all: the ratio test.

        Of the slacks that reach zero at almost the same step, the one with the largest coefficient
        leaves, for accuracy (Harris, Mathematical Programming 5, 1973).
        """
        every = np.arange(len(column))
        lines = self.coefficients[:, :-2]
        if not lines.shape[1]:
            # Where equalities alone hold, as among exact figures, nothing limits a step.
            return np.zeros(len(column), int), np.zeros(len(column), bool)
        fall = -lines[every, :, column] * direction[:, None]
        is_blocking = (fall > PIVOT_TOLERANCE) & ~self.is_free(self.basic)
        slack = np.maximum(lines[:, :, -1], 0.0)
        fall = np.where(is_blocking, fall, 1.0)
        step = np.where(is_blocking, (slack + FEASIBILITY_TOLERANCE) / fall, np.inf).min(axis=1)
        is_first = is_blocking & (slack / fall <= step[:, None])
        return np.where(is_first, fall, 0.0).argmax(axis=1), is_blocking.any(axis=1)

    def pivot(self, row: Places, column: Places) -> None:
        """Exchange the basic variable of a line with the nonbasic variable of a column."""
        every = np.arange(len(column))
        line, entering = self.coefficients[every, row], self.coefficients[every, :, column]
        pivot = line[every, column][:, None]
        self.coefficients -= entering[:, :, None] * (line / pivot)[:, None, :]
        self.coefficients[every, :, column] = entering / pivot
        self.coefficients[every, row] = -line / pivot
        self.coefficients[every, row, column] = 1 / pivot[:, 0]
        self.basic[every, row], self.nonbasic[every, column] = (
            self.nonbasic[every, column],
            self.basic[every, row],
        )

    def is_free(self, variables: Places) -> Flags:
        """Whether variables may be negative: unknowns, and slacks of relaxed rows."""
        is_relaxed = (variables == self.relaxed[:, :1]) | (variables == self.relaxed[:, 1:])
        return (variables == NO_ROW) | is_relaxed


def proven_minima(constraints: Constraints, ratios: Ratios, vertices: Places) -> Array:
    """The ratios at their vertices; NaN where the point is infeasible or not proven optimal.

    `vertices` are the rows whose slack is zero, a line a ratio. All is NaN where one vertex is
    singular. A local minimum of a ratio of linear functions with a positive denominator is its
    minimum (Charnes and Cooper, Naval Research Logistics Quarterly 9, 1962).
    """
    minima = np.full(len(vertices), np.nan)
    found = np.flatnonzero((vertices != NO_ROW).all(axis=1))
    at, relaxed = vertices[found], ratios.relaxed[found]
    try:
        inverse = np.linalg.inv(constraints.lines[at])
    except np.linalg.LinAlgError:
        return minima
    points = -np.vecmat(constraints.constants[at], inverse.transpose(0, 2, 1))
    slack = points @ constraints.lines.T + constraints.constants
    sizes = np.abs(points) @ np.abs(constraints.lines).T + np.abs(constraints.constants)
    tolerances = constraints.tolerances + ROUNDING_TOLERANCE * sizes
    excess = np.abs(slack) - tolerances
    is_vertex = np.take_along_axis(excess, at, axis=1).max(axis=1, initial=0.0) <= 0
    every = np.arange(len(found))
    for row in relaxed.T:
        slack[every[row != NO_ROW], row[row != NO_ROW]] = 0.0
    is_feasible = (slack + tolerances).min(axis=1, initial=0.0) >= 0
    numerator = np.vecdot(ratios.numerators[found], points) + ratios.numerator_constants[found]
    denominator = (
        np.vecdot(ratios.denominators[found], points) + ratios.denominator_constants[found]
    )
    slope = (
        ratios.numerators[found] * denominator[:, None]
        - numerator[:, None] * ratios.denominators[found]
    )
    reduced_costs = np.vecmat(slope, inverse)
    products = np.vecmat(np.abs(slope), np.abs(inverse))
    largest = products.max(axis=1, initial=0.0, keepdims=True)
    rounding = CANCELLATION_TOLERANCE * products + ROUNDING_TOLERANCE * largest
    is_free = (at == relaxed[:, :1]) | (at == relaxed[:, 1:])
    is_optimal = np.where(is_free, np.abs(reduced_costs), -reduced_costs) <= rounding
    is_proven = (
        is_vertex & is_feasible & (denominator > DENOMINATOR_TOLERANCE) & is_optimal.all(axis=1)
    )
    minima[found[is_proven]] = numerator[is_proven] / denominator[is_proven]
    return minima
