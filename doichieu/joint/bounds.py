"""The minimum and maximum of quantities and ratios over the points that a problem's figures allow.

The simplex method on arrays (`simplex.py`) finds most of them together; HiGHS finds the others.
"""

import contextlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from doichieu.joint.linear_programme import (
    FEASIBILITY_TOLERANCE,
    Array,
    Infeasible,
    LinearProgramme,
    Undetermined,
)
from doichieu.joint.problems import Terms, Unknown
from doichieu.joint.scale import Scale
from doichieu.joint.simplex import NO_ROW, Constraints, Ratios, minimize

INFINITY = float("inf")
# A coefficient counts as at least this fraction of the constant of its row.
COEFFICIENT_FLOOR = 1e-15


class Objective:
    """A linear form, or the ratio of two, to minimize and maximize. Objectives compare by identity.

    At x its value is `offset + factor * (numerator @ (x, 1)) / (denominator @ (x, 1))`, with
    coefficients of the order of one. `relaxed_rows` are the two rows of one figure, which need not
    hold for this objective; it is empty where all rows must hold.
    """

    def __init__(
        self,
        scale: Scale,
        numerator: Terms,
        denominator: Unknown | None = None,
        sign: int = 1,
        relaxed: int | None = None,
    ) -> None:
        """Pose it: `sign` is the sign of the denominator, `relaxed` the place of a figure."""
        self.denominator_unknown, self.sign = denominator, sign
        self.relaxed_rows = () if relaxed is None else (2 * relaxed, 2 * relaxed + 1)
        coefficients, constant = scale.row(numerator)
        self.numerator = np.append(coefficients, constant)
        self.denominator = np.zeros_like(self.numerator)
        if denominator is None:
            unit = max(np.abs(coefficients).max(), abs(constant) * COEFFICIENT_FLOOR)
            self.offset, self.factor = constant, unit
            self.numerator[-1], self.denominator[-1] = 0.0, 1.0
            self.numerator /= unit
            return
        column = scale.columns[denominator]
        self.denominator[column] = scale.units[column]
        self.denominator[-1] = scale.anchors[column]
        self.offset = constant / self.denominator[-1] if self.denominator[-1] else 0.0
        self.numerator -= self.offset * self.denominator
        unit, size = float(np.abs(self.numerator).max()) or 1.0, scale.size(denominator)
        self.numerator *= sign / unit
        self.denominator *= sign / size
        self.factor = unit / size

    def unscaled(self, lower: float, upper: float) -> tuple[float, float]:
        """Bounds of the objective from bounds of the scaled ratio."""
        return self.offset + self.factor * lower, self.offset + self.factor * upper


@dataclass(frozen=True)
class FeasibleRegion:
    """The points x that a problem's figures allow, and the bounds of objectives over them.

    `lines @ x + constants >= 0`: two rows a figure, in the order of the figures. `fixed` are rows
    that hold for all printed figures, with a lower and an upper bound; the upper is infinite or
    equal to the lower. `point` is a feasible point, if one is known.
    """

    scale: Scale
    lines: Array
    constants: Array
    fixed: list[tuple[Array, tuple[float, float]]]
    point: Array | None
    _proven: dict[Objective, tuple[float, float]] = field(
        init=False, repr=False, default_factory=dict
    )

    def bounds(self, objective: Objective) -> tuple[float, float]:
        """Minimum and maximum, infinite where unbounded. Raises Infeasible and Undetermined."""
        return self._proven.get(objective) or self._programme.bounds(objective)

    def solve_at_vertices(self, objectives: Sequence[Objective]) -> None:
        """Find and keep the bounds of many objectives at once, as far as a vertex proves them."""
        if self.point is None or not objectives:
            return
        constraints = self._around(self.point)
        if constraints.constants.min(initial=0.0) < 0:
            return
        here = np.append(self.point, 1.0)
        numerators = np.array([objective.numerator for objective in objectives])
        denominators = np.array([objective.denominator for objective in objectives])
        relaxed = np.array([one.relaxed_rows or (NO_ROW, NO_ROW) for one in objectives])
        # Each objective twice: its maximum is the minimum of its negative.
        twice = np.tile(np.arange(len(objectives)), 2)
        signs = np.repeat([1.0, -1.0], len(objectives))
        minima = minimize(
            constraints,
            Ratios(
                numerators[twice, :-1] * signs[:, None],
                (numerators @ here)[twice] * signs,
                denominators[twice, :-1],
                (denominators @ here)[twice],
                relaxed[twice],
            ),
        )
        lower, upper = (minima * signs).reshape(2, -1).tolist()
        for objective, low, high in zip(objectives, lower, upper, strict=True):
            if not math.isnan(low) and not math.isnan(high):
                self._proven[objective] = objective.unscaled(low, high)

    @cached_property
    def _programme(self) -> "_HomogeneousProgramme":
        return _HomogeneousProgramme(self)

    def _around(self, point: Array) -> Constraints:
        """All rows in the displacement from a point."""
        equalities = [line for line, (lower, upper) in self.fixed if lower == upper]
        inequalities = [(line, -lower) for line, (lower, upper) in self.fixed if lower != upper]
        lines = np.vstack((self.lines, *(line for line, _ in inequalities)))
        constants = np.append(self.constants, [constant for _, constant in inequalities])
        largest = np.abs(lines).max(axis=1)
        sizes = np.maximum(largest, np.abs(constants))
        return Constraints(
            np.array(equalities).reshape(-1, len(point)),
            lines / sizes[:, None],
            (lines @ point + constants) / sizes,
            # A fraction of a half-width, at any distance of the row from the printed value.
            FEASIBILITY_TOLERANCE * largest / sizes,
        )


class _HomogeneousProgramme:
    """The feasible region in homogeneous coordinates (x, tau): x / tau is a point of it.

    With tau fixed at one the programme bounds a linear form; with a denominator fixed instead it
    bounds a ratio (Charnes and Cooper, Naval Research Logistics Quarterly 9, 1962).
    """

    def __init__(self, region: FeasibleRegion) -> None:
        self.columns = len(region.scale.columns)
        rows, self.row_bounds = [], []
        for line in np.column_stack((region.lines, region.constants)):
            rows.append(line / np.abs(line).max())
            self.row_bounds.append((0.0, INFINITY))
        for coefficients, bounds in region.fixed:
            rows.append(np.append(coefficients, -bounds[0]))
            self.row_bounds.append((0.0, 0.0 if bounds[1] == bounds[0] else INFINITY))
        self.denominator_rows: dict[Unknown, int] = {}
        for unknown, column in region.scale.columns.items():
            size = region.scale.size(unknown)
            line = np.zeros(self.columns + 1)
            line[column], line[-1] = region.scale.units[column], region.scale.anchors[column]
            self.denominator_rows[unknown] = len(rows)
            rows.append(line / size)
            self.row_bounds.append((-INFINITY, INFINITY))
        lower, upper = map(np.array, zip(*self.row_bounds, strict=True))
        free = np.full(self.columns, INFINITY)
        self.programme = LinearProgramme(
            np.array(rows), (lower, upper), (np.append(-free, 1.0), np.append(free, 1.0))
        )

    def bounds(self, objective: Objective) -> tuple[float, float]:
        """Minimum and maximum of an objective. Raises Infeasible and Undetermined."""
        for row in objective.relaxed_rows:
            self.programme.bound_row(row, -INFINITY, INFINITY)
        try:
            if objective.denominator_unknown is None:
                ends = self._range(objective.numerator)
            else:
                ends = self._ratio(objective, self.denominator_rows[objective.denominator_unknown])
            return objective.unscaled(*ends)
        finally:
            for row in objective.relaxed_rows:
                self.programme.bound_row(row, *self.row_bounds[row])

    def _ratio(self, objective: Objective, row: int) -> tuple[float, float]:
        with contextlib.suppress(Undetermined):
            # Raises Infeasible where the region has no point, only rays.
            self.programme.minimize(np.zeros_like(objective.numerator))
        self.programme.bound_column(self.columns, 0.0, INFINITY)
        self.programme.bound_row(row, objective.sign, objective.sign)
        try:
            return self._range(objective.numerator)
        except Infeasible:  # the denominator is zero at every point
            return -INFINITY, INFINITY
        finally:
            self.programme.bound_row(row, -INFINITY, INFINITY)
            self.programme.bound_column(self.columns, 1.0, 1.0)

    def _range(self, costs: Array) -> tuple[float, float]:
        return self._minimum(costs), -self._minimum(-costs)

    def _minimum(self, costs: Array) -> float:
        """The minimum of the costs; minus infinity where HiGHS cannot decide."""
        try:
            return self.programme.minimize(costs)[0]
        except Undetermined:
            return -INFINITY
