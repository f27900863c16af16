"""The minimum and maximum of quantities and ratios over the points that a problem's figures allow.

HiGHS finds them one at a time, on rows that keep only the coefficients that are not zero.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from doichieu.joint.linear_programme import Infeasible, LinearProgramme, Undetermined
from doichieu.joint.problems import Terms, Unknown
from doichieu.joint.scale import Scale
from doichieu.joint.sparse_rows import Array, Form, Rows, stacked

INFINITY = float("inf")
# A coefficient counts as at least this fraction of the constant of its row.
COEFFICIENT_FLOOR = 1e-15
# Dinkelbach's steps for a ratio, which is of the order of one: they end when one changes it by
# less than this, after this number, or where the denominator is less than this fraction of its
# usual size.
STEP_TOLERANCE = 1e-11
STEP_LIMIT = 20
DENOMINATOR_FLOOR = 1e-6


class FixedRow(NamedTuple):
    """`lower <= form @ x <= upper`: the form has no constant; upper is infinite or the lower."""

    form: Form
    lower: float
    upper: float

    @property
    def is_equality(self) -> bool:
        """Whether both bounds are the same."""
        return self.lower == self.upper


class Objective:
    """A linear form, or the ratio of two, to minimize and maximize. Objectives compare by identity.

    At x its value is `offset + factor * numerator(x) / denominator(x)`, with coefficients of the
    order of one. `relaxed_rows` are the rows of one figure in its region, which need not hold for
    this objective; it is empty where all rows must hold. `kind` is the same for objectives that
    are alike: their minima lie near each other.
    """

    def __init__(
        self,
        scale: Scale,
        numerator: Terms,
        denominator: Unknown | None = None,
        sign: int = 1,
        relaxed_rows: tuple[int, ...] = (),
    ) -> None:
        """Pose it: `sign` is the sign of the denominator."""
        self.denominator_unknown, self.sign = denominator, sign
        self.relaxed_rows = relaxed_rows
        of = denominator.quantity if denominator else ""
        quantities = [unknown.quantity for unknown, _ in numerator]
        self.kind = "/".join([of, *quantities, "relaxed" if relaxed_rows else ""])
        form = scale.row(numerator)
        if denominator is None:
            unit = max(form.largest, abs(form.constant) * COEFFICIENT_FLOOR)
            self.offset, self.factor = form.constant, unit
            self.numerator = Form(form.columns, form.values / unit)
            self.denominator = Form.of({}, 1.0)
            return
        base = scale.row(((denominator, 1.0),))
        self.offset = form.constant / base.constant if base.constant else 0.0
        form = form.plus(-self.offset, base)
        unit = max(form.largest, abs(form.constant)) or 1.0
        size = scale.size(denominator)
        self.numerator, self.denominator = form.times(sign / unit), base.times(sign / size)
        self.factor = unit / size

    def is_negative_at(self, point: Array) -> bool:
        """Whether the value at a point is negative; a denominator of zero counts as positive."""
        size = self.denominator.at(point)
        return bool(self.offset * size + self.factor * self.numerator.at(point) < 0)

    def unscaled(self, lower: float, upper: float) -> tuple[float, float]:
        """Bounds of the objective from bounds of the scaled ratio.

        Rounding may exchange the ends of a single value.
        """
        ends = sorted((lower, upper))
        return self.offset + self.factor * ends[0], self.offset + self.factor * ends[1]


@dataclass(frozen=True)
class FeasibleRegion:
    """The points x that a problem's figures allow, and the bounds of objectives over them.

    `lines @ x + constants >= 0`: two rows a figure, in the order of the figures. `fixed` are rows
    that hold for all printed figures. `point` is a feasible point, if one is known. The rows that
    an objective relaxes are numbered through: first the lines, then the fixed rows.
    """

    scale: Scale
    lines: Rows
    constants: Array
    fixed: list[FixedRow]
    point: Array | None
    _found: dict[Objective, tuple[float, float] | None] = field(
        init=False, repr=False, default_factory=dict
    )

    def bounds(self, objective: Objective) -> tuple[float, float]:
        """Minimum and maximum, infinite where unbounded. Raises Infeasible and Undetermined."""
        if objective not in self._found:
            return self._programme.bounds(objective)
        found = self._found[objective]
        if found is None:
            raise Infeasible
        return found

    def solve(self, objectives: Sequence[Objective]) -> None:
        """Find and keep the bounds of all objectives of a large problem.

        Neighbours differ in a few pivots if all minima of a kind are found first, then all maxima.
        """
        programme = self._programme
        if not programme.is_feasible():
            whole = [one for one in objectives if not one.relaxed_rows]
            self._found.update(dict.fromkeys(whole))
            objectives = [one for one in objectives if one.relaxed_rows]
        place = np.zeros(self.lines.width) if self.point is None else self.point
        alike = sorted(objectives, key=lambda one: (one.kind, one.is_negative_at(place)))
        ends: dict[Objective, list[float]] = {one: [] for one in alike}
        for sign in (1.0, -1.0):
            for objective in alike:
                if objective in self._found:
                    continue
                try:
                    ends[objective].append(sign * programme.least(objective, sign))
                except Infeasible:
                    self._found[objective] = None
        for objective, found in ends.items():
            if len(found) == 2:
                self._found[objective] = objective.unscaled(*found)

    @cached_property
    def _programme(self) -> "_HomogeneousProgramme":
        return _HomogeneousProgramme(self)


class _HomogeneousProgramme:
    """The feasible region in homogeneous coordinates (x, tau): x / tau is a point of it.

    With tau fixed at one the programme bounds a linear form; with a denominator fixed instead it
    bounds a ratio (Charnes and Cooper, Naval Research Logistics Quarterly 9, 1962).
    """

    def __init__(self, region: FeasibleRegion) -> None:
        scale = region.scale
        self.columns = len(scale.columns)
        sizes = np.maximum(region.lines.largest, np.abs(region.constants))
        rows = [region.lines.over(sizes).with_column(region.constants / sizes)]
        fixed = Rows.of([row.form for row in region.fixed], self.columns)
        rows.append(fixed.with_column(np.array([-row.lower for row in region.fixed])))
        # One row an unknown: its value, as a fraction of its size.
        every = np.arange(self.columns)
        values = Rows(self.columns, np.arange(self.columns + 1), every, scale.units / scale.sizes)
        rows.append(values.with_column(scale.anchors / scale.sizes))
        self.first_value = len(region.lines) + len(region.fixed)
        lower = np.zeros(self.first_value + self.columns)
        upper = np.full_like(lower, INFINITY)
        upper[len(region.lines) : self.first_value] = [
            0.0 if row.is_equality else INFINITY for row in region.fixed
        ]
        lower[self.first_value :] = -INFINITY
        self.unknowns = scale.columns
        self.row_bounds = lower.copy(), upper.copy()
        free = np.full(self.columns, INFINITY)
        # The last point, from which the next objective starts.
        self.last = np.append(np.zeros(self.columns), 1.0)
        self.programme = LinearProgramme(
            stacked(rows), (lower, upper), (np.append(-free, 1.0), np.append(free, 1.0))
        )

    def is_feasible(self) -> bool:
        """Whether the region has a point; True where HiGHS cannot decide."""
        try:
            self.programme.minimize(np.zeros(self.columns + 1))
        except Infeasible:
            return False
        except Undetermined:
            return True
        return True

    def bounds(self, objective: Objective) -> tuple[float, float]:
        """Minimum and maximum of an objective. Raises Infeasible and Undetermined."""
        with self._relaxed(objective):
            if objective.denominator_unknown is None:
                ends = self._minimum(objective, 1.0), -self._minimum(objective, -1.0)
            else:
                with self._divided(objective):
                    ends = self._minimum(objective, 1.0), -self._minimum(objective, -1.0)
        return objective.unscaled(*ends)

    def least(self, objective: Objective, sign: float) -> float:
        """The minimum of the scaled objective times a sign. Raises Infeasible.

        Dinkelbach's method (Management Science 13, 1967) finds that of a ratio at points of the
        region itself, each near the one before.
        """
        with self._relaxed(objective):
            if objective.denominator_unknown is None:
                return self._minimum(objective, sign)
            costs = sign * self._dense(objective.numerator)
            denominator = self._dense(objective.denominator)
            size = denominator @ self.last
            value = costs @ self.last / size if size > DENOMINATOR_FLOOR else 0.0
            with contextlib.suppress(Undetermined):
                for _ in range(STEP_LIMIT):
                    minimum, point = self.programme.minimize(costs - value * denominator)
                    if minimum == -INFINITY or denominator @ point <= DENOMINATOR_FLOOR:
                        break
                    before, value = value, float(costs @ point / (denominator @ point))
                    self.last = point
                    if abs(value - before) <= STEP_TOLERANCE * max(1.0, abs(value)):
                        return value
            # Unbounded, or least where the denominator is almost zero.
            with self._divided(objective):
                return self._minimum(objective, sign)

    @contextlib.contextmanager
    def _relaxed(self, objective: Objective) -> Iterator[None]:
        """Without the rows of the objective's own figure."""
        lower, upper = self.row_bounds
        for row in objective.relaxed_rows:
            self.programme.bound_row(row, -INFINITY, INFINITY)
        try:
            yield
        finally:
            for row in objective.relaxed_rows:
                self.programme.bound_row(row, lower[row], upper[row])

    @contextlib.contextmanager
    def _divided(self, objective: Objective) -> Iterator[None]:
        """With the objective's denominator fixed instead of tau. Raises Infeasible."""
        assert objective.denominator_unknown
        row = self.first_value + self.unknowns[objective.denominator_unknown]
        with contextlib.suppress(Undetermined):
            # Raises Infeasible where the region has no point, only rays.
            self.programme.minimize(np.zeros(self.columns + 1))
        self.programme.bound_column(self.columns, 0.0, INFINITY)
        self.programme.bound_row(row, objective.sign, objective.sign)
        try:
            yield
        finally:
            self.programme.bound_row(row, -INFINITY, INFINITY)
            self.programme.bound_column(self.columns, 1.0, 1.0)

    def _dense(self, form: Form) -> Array:
        coefficients = np.zeros(self.columns + 1)
        coefficients[form.columns], coefficients[-1] = form.values, form.constant
        return coefficients

    def _minimum(self, objective: Objective, sign: float) -> float:
        """The minimum of the numerator times a sign; minus infinity where HiGHS cannot decide.

        Raises Infeasible, unless a denominator is fixed: then it is zero at every point.
        """
        try:
            return self.programme.minimize(sign * self._dense(objective.numerator))[0]
        except Undetermined:
            return -INFINITY
        except Infeasible:
            if objective.denominator_unknown is None:
                raise
            return -INFINITY
