"""Model S: one unrounded level behind the value, completion and growth of each indicator."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from doichieu.joint.bounds import INFINITY, FeasibleRegion, FixedRow, Objective
from doichieu.joint.linear_programme import (
    ROUNDING_TOLERANCE,
    Infeasible,
    LinearProgramme,
    Undetermined,
    rounding_error,
)
from doichieu.joint.problems import (
    SIGN_OF_TOTAL,
    FigureKey,
    Interval,
    Problem,
    Ratio,
    Unknown,
)
from doichieu.joint.scale import Scale, scale_of
from doichieu.joint.severity_search import SEVERITY_LIMIT, TOUCH_TOLERANCE, SeveritySearch
from doichieu.joint.sparse_rows import Array, Form, Rows, least_norm, stacked

STEP_LIMIT = 80
# Before bounding a problem that only just holds, widen its intervals by this fraction: otherwise a
# solver might find no point at all.
RELAXATION = 1e-7
NO_RELAXATION = 0.0
# A problem of more figures is so large that its objectives are solved in an order of their own.
IN_TURN_FIGURES = 100
NOTHING = (float("nan"), float("nan"))
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
# What the others leave a figure is measured anew where it is at most this fraction of the print.
FAR_LESS = 0.01


Ends = tuple[float, float]
"""Minimum and maximum, in the unit of a quantity or as a plain ratio; infinite if unbounded."""


@dataclass(frozen=True)
class FigureRow:
    """A printed ratio in scaled columns; a level has the denominator one."""

    ratio: Ratio
    interval: Interval
    numerator: Form
    denominator: Form

    @cached_property
    def deviation(self) -> Form:
        """Numerator - middle × denominator: zero for the number as printed."""
        return self.numerator.plus(-self.interval.middle, self.denominator)

    @cached_property
    def denominator_size(self) -> float:
        """The usual size of the denominator."""
        return max(abs(self.denominator.constant), self.denominator.largest)

    @cached_property
    def half_width(self) -> float:
        """The interval's half-width, or the smallest that the solver can resolve if that is larger.

        Only a ratio whose numerator has no printed size can be printed more precisely than that.
        """
        floor = HALF_WIDTH_FLOOR * self.deviation.largest / self.denominator_size
        return max(self.interval.half_width, floor)

    @property
    def size(self) -> float:
        """The size of what it states: of a level, that of its unknown."""
        if self.ratio.denominator:
            return abs(self.interval.middle) + self.interval.half_width
        return abs(self.numerator.constant) + self.numerator.largest

    @property
    def rounding(self) -> float:
        """The rounding error of the print in doubles, in half-widths."""
        size = abs(self.denominator.constant)
        if not size:
            return 0.0
        error = rounding_error(self.numerator.constant, is_quotient=bool(self.ratio.denominator))
        return error / (self.half_width * max(size, TOUCH_TOLERANCE))


class FigureRows:
    """All figures of a problem as arrays: one entry, or one line, a figure. None is exact."""

    def __init__(self, rows: list[FigureRow], columns: int) -> None:
        """Stack the rows; `columns` is the number of unknowns."""
        self.deviation = Rows.of([row.deviation for row in rows], columns)
        self.deviation_constant = np.array([row.deviation.constant for row in rows])
        # With the columns of the deviation, so that one can be added to the other.
        self.denominator = Rows.of(
            [row.deviation.times(0.0).plus(1.0, row.denominator) for row in rows], columns
        )
        self.denominator_constant = np.array([row.denominator.constant for row in rows])
        self.denominator_size = np.array([row.denominator_size for row in rows])
        self.half_width = np.array([row.half_width for row in rows])
        self.sign = np.array([row.interval.sign for row in rows])

    def allowance(self, point: Array, floor: float) -> Array:
        """How far each deviation may be from zero at a point: half-width × denominator.

        A denominator counts as at least the fraction `floor` of its usual size.
        """
        denominator = self.denominator.at(point) + self.denominator_constant
        return self.half_width * np.maximum(self.sign * denominator, floor * self.denominator_size)

    def sides(self, theta: float) -> tuple[Rows, Array]:
        """The constraints `lines @ x + constants >= 0` for intervals of θ half-widths.

        Two lines a figure: its lower end, then its upper end.
        """
        allowed = theta * self.half_width * self.sign
        constant = allowed * self.denominator_constant
        constants = np.stack(
            (constant + self.deviation_constant, constant - self.deviation_constant), axis=1
        )
        grown = self.denominator.by(allowed)
        lines = stacked(
            replace(grown, values=grown.values + sign * self.deviation.values) for sign in (1, -1)
        )
        # One figure after the other.
        order = np.arange(len(lines)).reshape(2, -1).T.ravel()
        return lines.taken(order), constants.ravel()


class SingleLevel:
    """One problem under model S, at the half or the wide interval.

    At the wide interval, each percentage may have been computed from a rounded plan or base. An
    exact figure is an equality that no θ widens. Unknowns are measured from the figures `left_out`
    only where the others do not suffice.
    """

    def __init__(
        self, problem: Problem, is_wide: bool = False, left_out: Collection[FigureKey] = ()
    ) -> None:
        """Scale the problem and set up its rows."""
        if is_wide:
            problem = problem.with_rounded_bases()
        self.problem = problem
        self.scale: Scale = scale_of(problem, left_out)
        rows = [row for row in self._rows(is_wide) if row.interval.sign != 0]
        self.exact = [row for row in rows if row.interval.is_exact]
        self.rows = [row for row in rows if not row.interval.is_exact]
        self.relations = list(self._relations())
        self._all = FigureRows(self.rows, len(self.scale.columns))
        self._fixed = list(self._fixed_rows())
        self._best: Array | None = None
        self._regions: dict[float, FeasibleRegion] = {}

    def _rows(self, is_wide: bool) -> Iterator[FigureRow]:
        one = Form.of({}, 1.0)
        for ratio in self.problem.ratios:
            base = self.scale.row(((ratio.denominator, 1.0),)) if ratio.denominator else one
            interval = ratio.wide if is_wide else ratio.half
            yield FigureRow(ratio, interval, self.scale.row(ratio.numerator), base)

    def _relations(self) -> Iterator[tuple[Form, bool]]:
        """Forms that are zero, or at least zero where the flag is False; of the order of one.

        First the exact figures, then the identities. Between exact numbers, a constant within the
        rounding error of doubles is zero.
        """
        for row in self.exact:
            yield row.deviation.times(1 / row.deviation.largest), True
        exact = {
            row.ratio.numerator[0][0]
            for row in self.exact
            if row.ratio.denominator is None and len(row.ratio.numerator) == 1
        }
        for identity in self.problem.identities:
            form = self.scale.row(identity.terms)
            if exact.issuperset(unknown for unknown, _ in identity.terms):
                values = [
                    by * self.scale.anchors[self.scale.columns[unknown]]
                    for unknown, by in identity.terms
                ]
                if abs(form.constant) <= ROUNDING_TOLERANCE * np.abs(values).sum():
                    form = replace(form, constant=0.0)
            yield form.times(1 / form.largest), identity.is_sum

    def _fixed_rows(self) -> Iterator[FixedRow]:
        """Rows that hold for all printed figures: exact ones, identities, signs of denominators.

        Where only ratios are printed, every solution can be multiplied by any factor: the
        denominators are normalized to a mean of one.
        """
        for form, is_equality in self.relations:
            yield FixedRow(form, -form.constant, -form.constant if is_equality else INFINITY)
        ratio_rows = [row for row in (*self.exact, *self.rows) if row.ratio.denominator]
        for row in ratio_rows:
            form = row.denominator.times(row.interval.sign / row.denominator.largest)
            yield FixedRow(form, -form.constant, INFINITY)
        if ratio_rows and not self.problem.has_scale:
            signed = Form.of({})
            for row in ratio_rows:
                signed = signed.plus(row.interval.sign, row.denominator)
            yield FixedRow(signed, len(ratio_rows), len(ratio_rows))

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
        deviation = self._all.deviation.at(point) + self._all.deviation_constant
        allowance = self._all.allowance(point, DENOMINATOR_FLOOR)
        return float(np.max(np.abs(deviation) / allowance, initial=0.0))

    def _tolerance(self) -> float:
        """How far θ may exceed one and still hold: touching, and rounding in doubles."""
        return TOUCH_TOLERANCE + max((row.rounding for row in self.rows), default=0.0)

    # -- some of the figures

    @property
    def figures(self) -> list[FigureRow]:
        """Every figure that constrains anything: first those with a width, then the exact ones."""
        return [*self.rows, *self.exact]

    def constraints(self) -> tuple[Rows, Array]:
        """The constraints `lines @ x + constants >= 0`, two lines for each of `figures`.

        Relaxed by what `holds` allows: touching, and rounding in doubles.
        """
        lines, constants = self._all.sides(1 + self._tolerance())
        both = [
            row.deviation.times(sign / row.deviation.largest)
            for row in self.exact
            for sign in (1.0, -1.0)
        ]
        exact = Rows.of(both, lines.width)
        return stacked((lines, exact)), np.append(constants, [form.constant for form in both])

    def half_widths(self) -> Array:
        """The half-width of each figure's constraint, near the printed values.

        An exact figure counts as one of half a unit in its last place.
        """
        widths = self._all.allowance(np.zeros(len(self.scale.columns)), WEIGHT_FLOOR)
        return np.append(widths, np.ones(len(self.exact)))

    def programme(
        self, lines: Rows, lower: Array, column_lower: Array, *, with_exact: bool = False
    ) -> LinearProgramme:
        """A programme of lines with lower bounds, and the rows that hold whatever is printed.

        It may have more columns than the scale. With `with_exact`, the exact figures hold too.
        """
        fixed_rows = self._fixed[0 if with_exact else len(self.exact) :]
        fixed = Rows.of([row.form for row in fixed_rows], len(column_lower))
        upper = np.full(len(lines), INFINITY)
        return LinearProgramme(
            stacked((lines, fixed)),
            (
                np.append(lower, [row.lower for row in fixed_rows]),
                np.append(upper, [row.upper for row in fixed_rows]),
            ),
            (column_lower, np.full(len(column_lower), INFINITY)),
        )

    def left_by(self, kept: Sequence[int], place: int) -> tuple[float, float]:
        """What figures, given by their places in `figures`, leave another one, as a plain ratio or
        in the indicator's unit. Raises Infeasible and Undetermined.
        """
        row = self.figures[place]
        ratio = row.ratio
        objective = Objective(self.scale, ratio.numerator, ratio.denominator, row.interval.sign)
        wide = [one for one in kept if one < len(self.rows)]
        both = np.array([line for one in wide for line in (2 * one, 2 * one + 1)], np.intp)
        exact = [self._fixed[one - len(self.rows)] for one in kept if one >= len(self.rows)]
        fixed = exact + self._fixed[len(self.exact) :]

        def bounds(theta: float) -> tuple[float, float]:
            lines, constants = self._all.sides(theta)
            lines, constants = lines.taken(both), constants[both]
            return FeasibleRegion(self.scale, lines, constants, fixed, None).bounds(objective)

        try:
            ends = bounds(1.0)
        except (Infeasible, Undetermined):  # the others may only just hold
            ends = bounds(1 + TOUCH_TOLERANCE)
        return without_signs(ends, row.size) if len(ratio.numerator) == 1 else ends

    def _nearest(self, theta: float, best: Array) -> Array:
        """The point that lies furthest within θ half-widths, weighted as at the best point."""
        lines, constants = self._all.sides(theta)
        # Any positive weight is valid; these are close to the best point's, and well scaled.
        allowance = np.repeat(self._all.allowance(best, WEIGHT_FLOOR), 2)
        weights = np.maximum(allowance, ROW_WEIGHT_FLOOR * lines.largest)
        sizes = np.maximum(weights, lines.largest)
        costs = np.zeros(len(self.scale.columns) + 1)
        costs[-1] = 1.0
        programme = self.programme(
            lines.with_column(weights).over(sizes),
            -constants / sizes,
            np.where(costs, -max(theta, 1.0), -INFINITY),
            with_exact=True,
        )
        minimum, found = programme.minimize(costs)
        if minimum == -INFINITY:
            raise Undetermined("unbounded, though the costs have a lower bound")
        return self._on_identities(found[:-1])

    def _is_feasible(self, theta: float) -> bool:
        """Whether any point lies within θ half-widths, even one with all denominators zero."""
        lines, constants = self._all.sides(theta)
        unbounded = np.full(len(self.scale.columns), -INFINITY)
        sizes = lines.largest
        lines, lower = lines.over(sizes), -constants / sizes
        return self.programme(lines, lower, unbounded, with_exact=True).is_feasible()

    def _on_identities(self, point: Array) -> Array:
        """The nearest point at which the identities and the exact figures hold to the precision of
        doubles.

        A solver's tolerance may be many half-widths of a small part.
        """
        for _ in range(2):
            forms, residuals = [], []
            for form, is_equality in self.relations:
                residual = form.at(point)
                if is_equality or residual < 0:
                    forms.append(form)
                    residuals.append(residual)
            if not forms:
                break
            point = point - least_norm(Rows.of(forms, len(point)), np.array(residuals))
        return point

    # -- bounds of a problem that holds, and feasibility intervals

    def bounds(self, severity: float) -> list[Ends]:
        """Bounds of each unknown, NaN where no size is printed, and of each contribution.

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

        The bounds of all objectives over it are computed together where there are many.
        """
        if relaxation not in self._regions:
            sides = self._all.sides(1 + relaxation)
            region = FeasibleRegion(self.scale, *sides, self._fixed, self._best)
            if len(self.rows) > IN_TURN_FIGURES:
                region.solve([*self._unknowns, *self._contributions, *self._figures])
            self._regions[relaxation] = region
        return self._regions[relaxation]

    @cached_property
    def _unknowns(self) -> list[Objective]:
        """An objective for each level, plan and base; none where no size is printed."""
        unknowns = self.scale.columns if self.problem.has_scale else ()
        return [Objective(self.scale, ((unknown, 1.0),)) for unknown in unknowns]

    @cached_property
    def _contributions(self) -> list[Objective]:
        """An objective for each contribution to the growth of a total."""
        return [
            Objective(
                self.scale,
                ((one.part, one.coefficient), (one.prior, -one.coefficient)),
                one.base,
                self.scale.sign(one.identity.total) if one.sign == SIGN_OF_TOTAL else one.sign,
            )
            for one in self.problem.contributions
        ]

    @cached_property
    def _figures(self) -> dict[Objective, FigureRow]:
        """An objective for each figure, over the region without the figure itself."""
        relaxed = [(row, (2 * place, 2 * place + 1)) for place, row in enumerate(self.rows)]
        # An exact figure is one of the first fixed rows, which follow the lines.
        first = 2 * len(self.rows)
        relaxed += [(row, (first + place,)) for place, row in enumerate(self.exact)]
        return {
            Objective(
                self.scale, row.ratio.numerator, row.ratio.denominator, row.interval.sign, rows
            ): row
            for row, rows in relaxed
        }

    def _bounds(self, region: FeasibleRegion) -> list[Ends]:
        sizes = self.scale.sizes.tolist()
        unknowns = [
            without_signs(region.bounds(one), size)
            for one, size in zip(self._unknowns, sizes, strict=False)
        ]
        return [*(unknowns or [NOTHING] * len(sizes)), *map(region.bounds, self._contributions)]

    def feasibilities(self, severity: float) -> dict[FigureKey, Ends]:
        """The feasibility interval of each figure; none where the others exclude each other."""
        is_held = severity <= 1 + TOUCH_TOLERANCE
        relaxations = [NO_RELAXATION if has_room(severity) else TOUCH_TOLERANCE]
        if not is_held and len(self.rows) <= IN_TURN_FIGURES:
            # Others that hold are not widened. Rounding in doubles may part others that touch.
            relaxations.insert(0, NO_RELAXATION)
        found: dict[FigureKey, Ends] = {}
        for relaxation in relaxations:
            region = self._region(relaxation)
            for objective, row in self._figures.items():
                ratio = row.ratio
                if ratio.key in found:
                    continue
                try:
                    ends = region.bounds(objective)
                except (Infeasible, Undetermined):
                    continue
                if not is_held and is_far_less(ends, row):
                    ends = self._measured_anew(row, ends)
                elif len(ratio.numerator) == 1:
                    ends = without_signs(ends, row.size)
                found[ratio.key] = without_zero_bases(ratio, ends) if is_held else ends
        return found

    def _measured_anew(self, row: FigureRow, ends: Ends) -> Ends:
        """What the others leave a figure, not measured from the number printed for it."""
        key = row.ratio.key
        model = SingleLevel(self.problem, left_out=(key,))
        keys = [one.ratio.key for one in model.figures]
        kept = [place for place, one in enumerate(keys) if one != key]
        with contextlib.suppress(Infeasible, Undetermined):
            return model.left_by(kept, keys.index(key))
        return without_signs(ends, row.size)


def is_far_less(ends: Ends, row: FigureRow) -> bool:
    """Whether all that the others leave a printed size is a small part of it."""
    is_size = row.ratio.denominator is None and len(row.ratio.numerator) == 1
    return is_size and max(map(abs, ends)) <= FAR_LESS * row.size


def has_room(severity: float) -> bool:
    """Whether all figures hold with enough room for a solver to find a point."""
    return severity <= 1 - RELAXATION


def without_signs(ends: tuple[float, float], size: float) -> tuple[float, float]:
    """Bounds where one at zero, which only states the sign of the quantity, becomes infinite.

    `size` is the size of the quantity. A quantity that can only be zero keeps both.
    """
    lower, upper = ends
    is_zero = [abs(end) <= ZERO_TOLERANCE * size for end in ends]
    if all(is_zero):
        return 0.0, 0.0
    return -INFINITY if is_zero[0] else lower, INFINITY if is_zero[1] else upper


def without_zero_bases(ratio: Ratio, ends: Ends) -> Ends:
    """What the others leave a figure, or all numbers where that excludes the printed one although
    all figures hold together.

    All figures then hold because a base may be zero: any percentage of zero is zero.
    """
    middle, half_width = ratio.half.middle, ratio.half.half_width
    reach = half_width + RELAXATION * max(half_width, ratio.last_place)
    reach += ROUNDING_TOLERANCE * abs(middle)
    is_excluded = ends[0] > middle + reach or ends[1] < middle - reach
    return (-INFINITY, INFINITY) if is_excluded else ends
