"""Model S: one unrounded level behind the value, completion and growth of each indicator."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from doichieu.joint.bounds import INFINITY, FeasibleRegion, Objective
from doichieu.joint.linear_programme import (
    ROUNDING_TOLERANCE,
    Array,
    Infeasible,
    LinearProgramme,
    Solver,
    Undetermined,
)
from doichieu.joint.problems import Identity, Interval, Problem, Ratio, Unknown
from doichieu.joint.scale import Scale, scale_of
from doichieu.joint.severity_search import SEVERITY_LIMIT, TOUCH_TOLERANCE, SeveritySearch

STEP_LIMIT = 80
# Before bounding a problem that only just holds, widen its intervals by this fraction: otherwise a
# solver might find no point at all.
RELAXATION = 1e-7
NO_RELAXATION = 0.0
# In Dinkelbach's weights, and when a point is measured, a denominator counts as at least this
# fraction of its usual size.
WEIGHT_FLOOR = 1e-3
DENOMINATOR_FLOOR = 1e-9
# A weight is at least this fraction of the largest coefficient of its row.
ROW_WEIGHT_FLOOR = 1e-9
# A half-width is at least this fraction of the row's largest coefficient over its denominator: a
# percentage without a level counts as one of six digits.
HALF_WIDTH_FLOOR = 1e-6
# A bound counts as zero below this fraction of the quantity: the error of a solver's zero.
ZERO_TOLERANCE = 1e-7


@dataclass(frozen=True)
class Bounds:
    """Minimum and maximum of a quantity, in its unit or a plain ratio; infinite if unbounded."""

    indicator_id: str
    quantity: str
    lower: float
    upper: float
    basis: str = ""
    identity_id: str | None = None


@dataclass(frozen=True)
class FigureRow:
    """A printed ratio in scaled columns: coefficients and constant of numerator and denominator."""

    ratio: Ratio
    interval: Interval
    numerator: Array
    numerator_constant: float
    denominator: Array
    denominator_constant: float

    @cached_property
    def deviation(self) -> tuple[Array, float]:
        """Numerator - middle × denominator: zero for the number as printed."""
        middle = self.interval.middle
        return (
            self.numerator - middle * self.denominator,
            self.numerator_constant - middle * self.denominator_constant,
        )

    @cached_property
    def denominator_size(self) -> float:
        """The usual size of the denominator."""
        return float(max(abs(self.denominator_constant), np.abs(self.denominator).max()))

    @cached_property
    def half_width(self) -> float:
        """The interval's half-width, or the smallest that the solver can resolve if that is larger.

        Only a ratio whose numerator has no printed size can be printed more precisely than that.
        """
        floor = HALF_WIDTH_FLOOR * np.abs(self.deviation[0]).max() / self.denominator_size
        return max(self.interval.half_width, floor)


class FigureRows:
    """All figures of a problem as arrays: one entry, or one line, a figure."""

    def __init__(self, rows: list[FigureRow], columns: int) -> None:
        """Stack the rows; `columns` is the number of unknowns."""
        self.deviation = np.array([row.deviation[0] for row in rows]).reshape(-1, columns)
        self.deviation_constant = np.array([row.deviation[1] for row in rows])
        self.denominator = np.array([row.denominator for row in rows]).reshape(-1, columns)
        self.denominator_constant = np.array([row.denominator_constant for row in rows])
        self.denominator_size = np.array([row.denominator_size for row in rows])
        self.half_width = np.array([row.half_width for row in rows])
        self.sign = np.array([row.interval.sign for row in rows])

    def allowance(self, point: Array, floor: float) -> Array:
        """How far each deviation may be from zero at a point: half-width × denominator.

        A denominator counts as at least the fraction `floor` of its usual size.
        """
        denominator = np.vecdot(self.denominator, point) + self.denominator_constant
        return self.half_width * np.maximum(self.sign * denominator, floor * self.denominator_size)

    def sides(self, theta: float) -> tuple[Array, Array]:
        """The constraints `lines @ x + constants >= 0` for intervals of θ half-widths.

        Two lines a figure: its lower end, then its upper end.
        """
        allowed = theta * self.half_width * self.sign
        line, constant = allowed[:, None] * self.denominator, allowed * self.denominator_constant
        lines = np.stack((line + self.deviation, line - self.deviation), axis=1)
        constants = np.stack(
            (constant + self.deviation_constant, constant - self.deviation_constant), axis=1
        )
        return lines.reshape(-1, self.denominator.shape[1]), constants.ravel()


class SingleLevel:
    """One problem under model S, at the half or the wide interval.

    At the wide interval, each percentage may have been computed from a rounded plan or base.
    """

    def __init__(self, problem: Problem, is_wide: bool = False) -> None:
        """Scale the problem and set up its rows."""
        if is_wide:
            problem = problem.with_rounded_bases()
        self.problem = problem
        self.scale: Scale = scale_of(problem)
        self.rows = [row for row in self._rows(is_wide) if row.interval.sign != 0]
        self.relations = [
            (*self.scale.row(identity.terms), identity.is_sum) for identity in problem.identities
        ]
        self._all = FigureRows(self.rows, len(self.scale.columns))
        self._fixed = list(self._fixed_rows())
        self._best: Array | None = None
        # Reused: only one programme at a time is solved.
        self._solver = Solver()
        self._regions: dict[float, FeasibleRegion] = {}

    def _rows(self, is_wide: bool) -> Iterator[FigureRow]:
        one = np.zeros(len(self.scale.columns)), 1.0
        for ratio in self.problem.ratios:
            base = self.scale.row(((ratio.denominator, 1.0),)) if ratio.denominator else one
            interval = ratio.wide if is_wide else ratio.half
            yield FigureRow(ratio, interval, *self.scale.row(ratio.numerator), *base)

    def _fixed_rows(self) -> Iterator[tuple[Array, tuple[float, float]]]:
        """Rows that hold for all printed figures: identities, and the signs of denominators.

        Where only ratios are printed, every solution can be multiplied by any factor: the
        denominators are normalized to a mean of one.
        """
        for coefficients, constant, is_sum in self.relations:
            size = np.abs(coefficients).max()
            yield coefficients / size, (-constant / size, -constant / size if is_sum else INFINITY)
        ratio_rows = [row for row in self.rows if row.ratio.denominator]
        for row in ratio_rows:
            sign, size = row.interval.sign, np.abs(row.denominator).max()
            lower = -sign * row.denominator_constant / size
            yield sign * row.denominator / size, (lower, INFINITY)
        if ratio_rows and not self.problem.has_scale:
            signed = sum(row.interval.sign * row.denominator for row in ratio_rows)
            yield signed, (len(ratio_rows),) * 2

    # -- severity

    def severity(self) -> float:
        """The smallest θ for which all figures hold, each within θ half-widths.

        Infinite beyond SEVERITY_LIMIT, NaN where HiGHS cannot decide.

        Dinkelbach's method, extended to the maximum of several ratios by Crouzeix, Ferland and
        Schaible (Journal of Optimization Theory and Applications 47, 1985): each step solves a
        linear programme for a point that needs a smaller θ than the best one, with weights taken
        there. When steps gain little, bisection takes over: for a given θ, feasibility is a linear
        programme. The best point found is kept for `witness`.
        """
        best = np.zeros(len(self.scale.columns))
        search = SeveritySearch()
        for _ in range(STEP_LIMIT):
            try:
                if search.is_bisecting:
                    needed = search.theta if self._is_feasible(search.theta) else INFINITY
                else:
                    point = self._nearest(search.theta, best)
                    needed = self.needed(point)
                    if needed < search.feasible:
                        best = self._best = point
                    # An inexact point does not prove that every other point needs as much.
                    if search.is_infeasible(needed) and self._is_feasible(search.theta):
                        needed = search.theta
            except Infeasible:
                # A point exists for any θ that is feasible: the solver misses it here.
                needed = INFINITY
            except Undetermined:
                if search.skip():
                    continue
                break
            search.learn(needed)
            if search.is_done:
                break
        if search.infeasible >= SEVERITY_LIMIT:
            return INFINITY
        if search.feasible == INFINITY:
            return float("nan")
        # Rounding in doubles may part intervals that touch.
        is_touching = search.feasible <= 1 + self._tolerance()
        return min(search.feasible, 1.0) if is_touching else search.feasible

    def witness(self) -> dict[Unknown, float]:
        """The unknowns' values at the best point found by `severity`; empty if there is none."""
        if self._best is None:
            return {}
        values = self.scale.anchors + self.scale.units * self._best
        return dict(zip(self.scale.columns, values.tolist(), strict=True))

    def holds(self) -> bool:
        """Whether all figures can hold at once. Raises Undetermined where HiGHS cannot decide."""
        try:
            point = self._nearest(1.0, np.zeros(len(self.scale.columns)))
        except Infeasible:
            return False
        return self.needed(point) <= 1 + self._tolerance() or self._is_feasible(1.0)

    def needed(self, point: Array) -> float:
        """The θ that a point needs: its largest deviation from a middle, in half-widths."""
        deviation = np.vecdot(self._all.deviation, point) + self._all.deviation_constant
        allowance = self._all.allowance(point, DENOMINATOR_FLOOR)
        return float(np.max(np.abs(deviation) / allowance, initial=0.0))

    def _tolerance(self) -> float:
        """How far θ may exceed one and still hold: touching, and rounding in doubles."""
        sizes = (
            abs(row.numerator_constant)
            / (row.half_width * max(abs(row.denominator_constant), TOUCH_TOLERANCE))
            for row in self.rows
            if row.denominator_constant
        )
        return float(TOUCH_TOLERANCE + ROUNDING_TOLERANCE * max(sizes, default=0.0))

    # -- some of the figures

    def constraints(self) -> tuple[Array, Array]:
        """The constraints `lines @ x + constants >= 0`, two lines for each figure of `rows`.

        Relaxed by what `holds` allows: touching, and rounding in doubles.
        """
        return self._all.sides(1 + self._tolerance())

    def half_widths(self) -> Array:
        """The half-width of each figure's constraint, near the printed values."""
        return self._all.allowance(np.zeros(len(self.scale.columns)), WEIGHT_FLOOR)

    def programme(self, lines: Array, lower: Array, column_lower: Array) -> LinearProgramme:
        """A programme of lines with lower bounds, and the rows that hold whatever is printed.

        It may have more columns than the scale. It has a solver of its own.
        """
        return self._posed(lines, lower, column_lower, Solver())

    def left_by(self, kept: Sequence[int], place: int) -> tuple[float, float]:
        """What figures, given by their places in `rows`, leave another one, as a plain ratio or in
        the indicator's unit. Raises Infeasible and Undetermined.
        """
        row = self.rows[place]
        ratio = row.ratio
        objective = Objective(self.scale, ratio.numerator, ratio.denominator, row.interval.sign)
        both = [line for one in kept for line in (2 * one, 2 * one + 1)]

        def bounds(theta: float) -> tuple[float, float]:
            lines, constants = (side[both] for side in self._all.sides(theta))
            return FeasibleRegion(self.scale, lines, constants, self._fixed, None).bounds(objective)

        try:
            ends = bounds(1.0)
        except (Infeasible, Undetermined):  # the others may only just hold
            ends = bounds(1 + TOUCH_TOLERANCE)
        if ratio.quantity != "contribution":
            ends = without_signs(ends, abs(row.interval.middle) + row.interval.half_width)
        return ends

    def _nearest(self, theta: float, best: Array) -> Array:
        """The point that lies furthest within θ half-widths, weighted as at the best point."""
        lines, constants = self._all.sides(theta)
        largest = np.abs(lines).max(axis=1)
        # Any positive weight is valid; these are close to the best point's, and well scaled.
        allowance = np.repeat(self._all.allowance(best, WEIGHT_FLOOR), 2)
        weights = np.maximum(allowance, ROW_WEIGHT_FLOOR * largest)
        sizes = np.maximum(weights, largest)
        costs = np.zeros(len(self.scale.columns) + 1)
        costs[-1] = 1.0
        programme = self._posed(
            np.column_stack((lines, weights)) / sizes[:, None],
            -constants / sizes,
            np.where(costs, -max(theta, 1.0), -INFINITY),
        )
        minimum, found = programme.minimize(costs)
        if minimum == -INFINITY:
            raise Undetermined("unbounded, though the costs have a lower bound")
        return self._on_identities(found[:-1])

    def _is_feasible(self, theta: float) -> bool:
        """Whether any point lies within θ half-widths, even one with all denominators zero."""
        lines, constants = self._all.sides(theta)
        sizes = np.abs(lines).max(axis=1)
        unbounded = np.full(len(self.scale.columns), -INFINITY)
        return self._posed(lines / sizes[:, None], -constants / sizes, unbounded).is_feasible()

    def _posed(
        self, rows: Array, lower: Array, column_lower: Array, solver: Solver | None = None
    ) -> LinearProgramme:
        """A programme of these rows, their lower bounds, and the fixed rows."""
        fixed = np.zeros((len(self._fixed), len(column_lower)))
        for place, (line, _) in enumerate(self._fixed):
            fixed[place, : len(line)] = line
        upper = np.full(len(rows), INFINITY)
        return LinearProgramme(
            np.vstack((rows, fixed)),
            (
                np.append(lower, [bounds[0] for _, bounds in self._fixed]),
                np.append(upper, [bounds[1] for _, bounds in self._fixed]),
            ),
            (column_lower, np.full(len(column_lower), INFINITY)),
            solver or self._solver,
        )

    def _on_identities(self, point: Array) -> Array:
        """The nearest point at which the identities hold to the precision of doubles.

        A solver's tolerance may be many half-widths of a small part.
        """
        for _ in range(2):
            lines, residuals = [], []
            for coefficients, constant, is_sum in self.relations:
                size = np.abs(coefficients).max()
                residual = (coefficients @ point + constant) / size
                if is_sum or residual < 0:
                    lines.append(coefficients / size)
                    residuals.append(residual)
            if not lines:
                break
            point = point - np.linalg.lstsq(np.array(lines), np.array(residuals), rcond=None)[0]
        return point

    # -- bounds of a problem that holds, and feasibility intervals

    def bounds(self, severity: float) -> list[Bounds]:
        """Bounds of each level, plan and base, and of each part's contribution to growth.

        The severity of the problem must be at most one. Empty where the solver finds no point
        because the problem only just holds.
        """
        relaxations = (RELAXATION, 10 * RELAXATION, 100 * RELAXATION)
        for relaxation in (NO_RELAXATION, RELAXATION) if has_room(severity) else relaxations:
            with contextlib.suppress(Infeasible, Undetermined):
                return self._bounds(self._region(relaxation))
        return []

    def _region(self, relaxation: float) -> FeasibleRegion:
        """The points that all figures allow, half-widths relaxed by a fraction.

        The bounds of all objectives over it are computed together, once.
        """
        if relaxation not in self._regions:
            sides = self._all.sides(1 + relaxation)
            region = FeasibleRegion(self.scale, *sides, self._fixed, self._best)
            region.solve_at_vertices([*self._unknowns, *self._contributions, *self._figures])
            self._regions[relaxation] = region
        return self._regions[relaxation]

    @cached_property
    def _unknowns(self) -> dict[Objective, Unknown]:
        """An objective for each level, plan and base; none where no size is printed."""
        unknowns = self.scale.columns if self.problem.has_scale else ()
        return {Objective(self.scale, ((unknown, 1.0),)): unknown for unknown in unknowns}

    @cached_property
    def _contributions(self) -> dict[Objective, tuple[Identity, Unknown]]:
        """An objective for the contribution of each part of a sum to the growth of its total."""
        signs = {row.ratio.denominator: row.interval.sign for row in self.rows}
        objectives = {}
        for identity in self.problem.identities:
            if not identity.is_sum or identity.total.quantity != "level":
                continue
            base = identity.total._replace(quantity="prior")
            sign = signs.get(base, self.scale.sign(identity.total))
            for part, coefficient in identity.terms[1:]:
                rise = ((part, -coefficient), (part._replace(quantity="prior"), coefficient))
                objectives[Objective(self.scale, rise, base, sign)] = identity, part
        return objectives

    @cached_property
    def _figures(self) -> dict[Objective, FigureRow]:
        """An objective for each figure, over the region without the figure itself."""
        return {
            Objective(
                self.scale, row.ratio.numerator, row.ratio.denominator, row.interval.sign, place
            ): row
            for place, row in enumerate(self.rows)
        }

    def _bounds(self, region: FeasibleRegion) -> list[Bounds]:
        names = {"plan": "implied_plan", "prior": "implied_prior", "level": "level"}
        found = []
        for objective, unknown in self._unknowns.items():
            size, is_zero = self.scale.size(unknown), self.scale.is_zero(unknown)
            ends = without_signs(region.bounds(objective), size, is_zero=is_zero)
            found.append(Bounds(unknown.indicator_id, names[unknown.quantity], *ends))
        for objective, (identity, part) in self._contributions.items():
            ends, name = region.bounds(objective), identity.identity_id
            found.append(Bounds(part.indicator_id, "contribution", *ends, identity_id=name))
        return found

    def feasibilities(self, severity: float) -> list[Bounds]:
        """The feasibility interval of each figure; none where the others exclude each other."""
        region = self._region(NO_RELAXATION if has_room(severity) else TOUCH_TOLERANCE)
        found = []
        for objective, row in self._figures.items():
            try:
                ends = region.bounds(objective)
            except (Infeasible, Undetermined):
                continue
            ratio = row.ratio
            if ratio.quantity not in ("contribution", "change"):
                ends = without_signs(ends, abs(row.interval.middle) + row.interval.half_width)
            found.append(Bounds(ratio.indicator_id, ratio.quantity, *ends, ratio.basis))
        return found


def has_room(severity: float) -> bool:
    """Whether all figures hold with enough room for a solver to find a point."""
    return severity <= 1 - RELAXATION


def without_signs(
    ends: tuple[float, float], size: float, is_zero: bool = False
) -> tuple[float, float]:
    """Bounds where one at zero, which only states the sign of the quantity, becomes infinite.

    `size` is the size of the quantity. A quantity that is exactly zero keeps its bounds at zero.
    """
    lower, upper = ends
    return (
        (0.0 if is_zero else -INFINITY) if abs(lower) <= ZERO_TOLERANCE * size else lower,
        (0.0 if is_zero else INFINITY) if abs(upper) <= ZERO_TOLERANCE * size else upper,
    )
