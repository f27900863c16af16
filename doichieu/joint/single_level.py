"""Model S: one unrounded level stands behind value, completion and growth of each indicator."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from doichieu.joint.ends import INFINITY, Held, Span
from doichieu.joint.linear import (
    NOISE_OF_DOUBLES,
    Array,
    Infeasible,
    LinearProgramme,
    Solver,
    Undetermined,
)
from doichieu.joint.problems import Identity, Problem, Ratio, Reading, Unknown
from doichieu.joint.scale import Scale, scale_of

# What touches within this share of its half-width holds.
TOUCH = 1e-9
# What only just holds is bounded with this much room, or the solver might find none at all.
ROOM = 1e-7
NO_ROOM = 0.0
MOST_STEPS = 80
MOST_BY_WEIGHTS = 25
FAR = 1e3
# How near a severity is told.
CLOSE = 1e-7
FAR_BESIDE = 1e-3
# A step that gains less of it leads nowhere soon.
WORTH = 1e-5
# Beyond what any slip of a digit or a mark can do, and beyond what doubles can tell.
MOST = 1e13
LITTLE = 1e-3
NOISE = 1e-9
FINEST = 1e-6
# An end at nought may come out as large a share of what a figure says.
NOUGHT = 1e-7


@dataclass(frozen=True)
class Ends:
    """What a quantity of an indicator lies between; infinite where nothing bounds it."""

    indicator_id: str
    quantity: str
    lower: float
    upper: float
    basis: str = ""
    identity_id: str | None = None


@dataclass(frozen=True)
class Row:
    """A printed ratio in scaled columns: numerator and what it is over, each with its constant."""

    ratio: Ratio
    reading: Reading
    numerator: Array
    numerator_constant: float
    over: Array
    over_constant: float

    @cached_property
    def off_middle(self) -> tuple[Array, float]:
        """Numerator less middle times what it is over: zero for the number as printed."""
        middle = self.reading.middle
        return (
            self.numerator - middle * self.over,
            self.numerator_constant - middle * self.over_constant,
        )

    @cached_property
    def usual_over(self) -> float:
        """The order of what the numerator is over."""
        return float(max(abs(self.over_constant), np.abs(self.over).max()))

    @cached_property
    def half_width(self) -> float:
        """Half the reading's width, or the least that the solver can tell where that is more.

        It can tell less than any print has, but where nothing is printed that says how large the
        numerator is: there a percentage counts as one of six digits.
        """
        coefficients, _ = self.off_middle
        return max(self.reading.half_width, FINEST * np.abs(coefficients).max() / self.usual_over)


class Rows:
    """All rows of a problem at once, as arrays with one entry, or one line, a row."""

    def __init__(self, rows: list[Row], columns: int) -> None:
        """Gather them; `columns` is how many unknowns there are."""
        self.off_middle = np.array([row.off_middle[0] for row in rows]).reshape(-1, columns)
        self.off_middle_constant = np.array([row.off_middle[1] for row in rows])
        self.over = np.array([row.over for row in rows]).reshape(-1, columns)
        self.over_constant = np.array([row.over_constant for row in rows])
        self.usual_over = np.array([row.usual_over for row in rows])
        self.half_width = np.array([row.half_width for row in rows])
        self.sign = np.array([row.reading.sign for row in rows])

    def width(self, point: Array, little: float) -> Array:
        """How far each numerator may be from its middle at a point: a share of what it is over.

        What is over next to nothing counts as over a little of what is usual.
        """
        over = self.sign * (np.vecdot(self.over, point) + self.over_constant)
        return self.half_width * np.maximum(over, little * self.usual_over)

    def sides(self, factor: float) -> tuple[Array, Array]:
        """Of each row in turn what must not be below zero for it to hold: from below, from above.

        Each within so many half-widths. Lines of coefficients, and their constants.
        """
        give = factor * self.half_width * self.sign
        give_line, give_constant = give[:, None] * self.over, give * self.over_constant
        lines = np.stack((give_line + self.off_middle, give_line - self.off_middle), axis=1)
        constants = np.stack(
            (give_constant + self.off_middle_constant, give_constant - self.off_middle_constant),
            axis=1,
        )
        return lines.reshape(-1, self.over.shape[1]), constants.ravel()


class SingleLevel:
    """One problem under model S, in one reading.

    The wide reading is for offices that round more coarsely: each percentage by itself may be of a
    rounded plan or base.
    """

    def __init__(self, problem: Problem, is_wide: bool = False) -> None:
        """Pose it."""
        if is_wide:
            problem = problem.with_rounded_bases()
        self.problem = problem
        self.scale: Scale = scale_of(problem)
        self.rows = [row for row in self._rows(is_wide) if row.reading.sign != 0]
        self.relations = [
            (*self.scale.row(identity.terms), identity.is_sum) for identity in problem.identities
        ]
        self._all = Rows(self.rows, len(self.scale.columns))
        self._fixed = list(self._fixed_rows())
        self._best: Array | None = None
        # One programme is asked at a time.
        self._solver = Solver()
        self._held_with: dict[float, Held] = {}

    def _rows(self, is_wide: bool) -> Iterator[Row]:
        for ratio in self.problem.ratios:
            over = self.scale.row(((ratio.over, 1.0),)) if ratio.over else self._one()
            reading = ratio.wide if is_wide else ratio.half
            yield Row(ratio, reading, *self.scale.row(ratio.numerator), *over)

    def _one(self) -> tuple[Array, float]:
        return np.zeros(len(self.scale.columns)), 1.0

    # The least factor by which all half-widths must grow.

    def severity(self) -> float:
        """The least theta for which all figures hold, each within theta half-widths.

        By the method of Dinkelbach as Crouzeix, Ferland and Schaible extended it to the greatest
        of several ratios (Journal of Optimization Theory and Applications 47, 1985): at each step a
        linear programme tells whether a point needs less than the best one, by weights taken there.
        Where its steps grow short the open interval is halved: whether any point will do is a
        linear programme for every theta. The best point found is kept for `witness`.
        """
        best = np.zeros(len(self.scale.columns))
        search = _Search()
        for _ in range(MOST_STEPS):
            try:
                if search.is_closing_in:
                    needed = search.theta if self._is_held_within(search.theta) else INFINITY
                else:
                    point = self._nearest(search.theta, best)
                    needed = self.needed(point)
                    if needed < search.enough:
                        best = self._best = point
                    # A point off the mark proves nothing against all others.
                    if search.is_too_small(needed) and self._is_held_within(search.theta):
                        needed = search.theta
            except Infeasible:
                # Some point always needs no more than enough: here it lies out of sight.
                needed = INFINITY
            except Undetermined:
                # Beyond the solver's depth nothing is told.
                if search.is_left():
                    continue
                break
            search.learn(needed)
            if search.is_done:
                break
        if search.too_small >= MOST:
            return INFINITY
        if search.enough == INFINITY:
            return float("nan")
        # What doubles make of the numbers may part what touches.
        is_touching = search.enough <= 1 + self._noise()
        return min(search.enough, 1.0) if is_touching else search.enough

    def witness(self) -> dict[Unknown, float]:
        """What the unknowns are at the best point found; nothing where there is none."""
        if self._best is None:
            return {}
        values = self.scale.anchors + self.scale.units * self._best
        return dict(zip(self.scale.columns, values.tolist(), strict=True))

    def _noise(self) -> float:
        sizes = (
            abs(row.numerator_constant) / (row.half_width * max(abs(row.over_constant), TOUCH))
            for row in self.rows
            if row.over_constant
        )
        return float(TOUCH + NOISE_OF_DOUBLES * max(sizes, default=0.0))

    def holds(self) -> bool:
        """Whether all figures can hold at once. Raises Undetermined where no solver can decide."""
        try:
            point = self._nearest(1.0, np.zeros(len(self.scale.columns)))
        except Infeasible:
            return False
        return self.needed(point) <= 1 + self._noise() or self._is_held_within(1.0)

    def needed(self, point: Array) -> float:
        """The factor that a point needs: the greatest distance from a middle, in half-widths."""
        off = np.vecdot(self._all.off_middle, point) + self._all.off_middle_constant
        return float(np.max(np.abs(off) / self._all.width(point, NOISE), initial=0.0))

    def _nearest(self, theta: float, best: Array) -> Array:
        """The point that stays furthest within theta half-widths, as the best one weighs them."""
        lines, constants = self._all.sides(theta)
        largest = np.abs(lines).max(axis=1)
        # Any weight above nought is right; this one is near the best, and not out of scale.
        weights = np.maximum(np.repeat(self._all.width(best, LITTLE), 2), NOISE * largest)
        sizes = np.maximum(weights, largest)
        costs = np.zeros(len(self.scale.columns) + 1)
        costs[-1] = 1.0
        programme = self._posed(
            np.column_stack((lines, weights)) / sizes[:, None],
            -constants / sizes,
            np.where(costs, -max(theta, 1.0), -INFINITY),
        )
        least, found = programme.least(costs)
        if least == -INFINITY:
            raise Undetermined("the costs have a least end")
        return self._on_identities(found[:-1])

    def _is_held_within(self, theta: float) -> bool:
        """Whether any point stays within theta half-widths, be it with all of it over nought."""
        lines, constants = self._all.sides(theta)
        sizes = np.abs(lines).max(axis=1)
        unbounded = np.full(len(self.scale.columns), -INFINITY)
        return self._posed(lines / sizes[:, None], -constants / sizes, unbounded).has_points()

    def _posed(self, rows: Array, lower: Array, column_lower: Array) -> LinearProgramme:
        """These rows with their lower ends, and what holds whatever is printed."""
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
            self._solver,
        )

    def _on_identities(self, point: Array) -> Array:
        """The nearest point at which the identities hold as well as doubles can tell.

        A solver is content with a little less, and that little may be many half-widths of a part.
        """
        for _ in range(2):
            lines, apart = [], []
            for coefficients, constant, is_sum in self.relations:
                size = np.abs(coefficients).max()
                off = (coefficients @ point + constant) / size
                if is_sum or off < 0:
                    lines.append(coefficients / size)
                    apart.append(off)
            if not lines:
                break
            point = point - np.linalg.lstsq(np.array(lines), np.array(apart), rcond=None)[0]
        return point

    def _fixed_rows(self) -> Iterator[tuple[Array, tuple[float, float]]]:
        """What holds whatever is printed: identities, and the signs of what figures are over.

        Where nothing is printed but ratios, all could be twice as much, or nought: what they are
        over adds up to one each.
        """
        for coefficients, constant, is_sum in self.relations:
            size = np.abs(coefficients).max()
            yield coefficients / size, (-constant / size, -constant / size if is_sum else INFINITY)
        over_rows = [row for row in self.rows if row.ratio.over]
        for row in over_rows:
            sign, size = row.reading.sign, np.abs(row.over).max()
            yield sign * row.over / size, (-sign * row.over_constant / size, INFINITY)
        if over_rows and not self.problem.has_scale:
            yield sum(row.reading.sign * row.over for row in over_rows), (len(over_rows),) * 2

    # What the figures leave of each quantity.

    def bounds(self, severity: float) -> list[Ends]:
        """Ends of each level, plan and base, and of each part's contribution to growth.

        Of a problem that holds, with a severity no greater than one. None where it holds so barely
        that the solver finds no point.
        """
        for room in (NO_ROOM, ROOM) if has_room(severity) else (ROOM, 10 * ROOM, 100 * ROOM):
            with contextlib.suppress(Infeasible, Undetermined):
                return self._bounds(self._held(room))
        return []

    def _held(self, room: float) -> Held:
        """What all figures leave open, each with so much more room than it has.

        All that is ever asked of it is found at once, and once.
        """
        if room not in self._held_with:
            held = Held(self.scale, *self._all.sides(1 + room), self._fixed, self._best)
            held.prove([*self._unknowns, *self._contributions, *self._figures])
            self._held_with[room] = held
        return self._held_with[room]

    @cached_property
    def _unknowns(self) -> dict[Span, Unknown]:
        """Each level, plan and base; none where all could be twice as much."""
        unknowns = self.scale.columns if self.problem.has_scale else ()
        return {Span(self.scale, ((unknown, 1.0),)): unknown for unknown in unknowns}

    @cached_property
    def _contributions(self) -> dict[Span, tuple[Identity, Unknown]]:
        """What each part of a sum adds to the growth of its total."""
        signs = {row.ratio.over: row.reading.sign for row in self.rows}
        spans = {}
        for identity in self.problem.identities:
            if not identity.is_sum or identity.total.quantity != "level":
                continue
            over = identity.total._replace(quantity="prior")
            sign = signs.get(over, self.scale.sign(identity.total))
            for part, coefficient in identity.terms[1:]:
                rise = ((part, -coefficient), (part._replace(quantity="prior"), coefficient))
                spans[Span(self.scale, rise, over, sign)] = identity, part
        return spans

    @cached_property
    def _figures(self) -> dict[Span, Row]:
        """What each figure tells, by the others alone."""
        return {
            Span(self.scale, row.ratio.numerator, row.ratio.over, row.reading.sign, place): row
            for place, row in enumerate(self.rows)
        }

    def _bounds(self, held: Held) -> list[Ends]:
        names = {"plan": "implied_plan", "prior": "implied_prior", "level": "level"}
        found = []
        for span, unknown in self._unknowns.items():
            size, is_nought = self.scale.size(unknown), self.scale.is_nought(unknown)
            ends = without_signs(held.ends(span), size, is_nought=is_nought)
            found.append(Ends(unknown.indicator_id, names[unknown.quantity], *ends))
        for span, (identity, part) in self._contributions.items():
            ends, name = held.ends(span), identity.identity_id
            found.append(Ends(part.indicator_id, "contribution", *ends, identity_id=name))
        return found

    def feasibilities(self, severity: float) -> list[Ends]:
        """For each figure, what the others leave it; none where the others exclude each other."""
        held = self._held(NO_ROOM if has_room(severity) else TOUCH)
        found = []
        for span, row in self._figures.items():
            ratio = row.ratio
            try:
                ends = held.ends(span)
            except (Infeasible, Undetermined):
                continue
            if ratio.quantity != "contribution":
                size = abs(row.reading.middle) + row.reading.half_width
                ends = without_signs(ends, size)
            found.append(Ends(ratio.indicator_id, ratio.quantity, *ends, ratio.basis))
        return found


def has_room(severity: float) -> bool:
    """Whether all figures hold, and not so barely that a solver might miss it."""
    return severity <= 1 - ROOM


def without_signs(
    ends: tuple[float, float], size: float, is_nought: bool = False
) -> tuple[float, float]:
    """Ends without one at nought, which only tells that a quantity of this size has a sign; of what
    is exactly nought that is all there is to tell.
    """
    lower, upper = ends
    return (
        (0.0 if is_nought else -INFINITY) if abs(lower) <= NOUGHT * size else lower,
        (0.0 if is_nought else INFINITY) if abs(upper) <= NOUGHT * size else upper,
    )


@dataclass
class _Search:
    """A search for the least theta: the next to try, and what the ones before have told."""

    theta: float = 1.0
    too_small: float = 0.0
    enough: float = INFINITY
    steps: int = 0
    probes: list[float] = field(default_factory=lambda: [FAR_BESIDE, CLOSE / 2])
    is_closing_in: bool = False

    def learn(self, needed: float) -> None:
        """What the best point for this theta needs; and which theta to try next."""
        gain = 1 - needed / self.enough if self.enough < INFINITY else 1.0
        if self.is_too_small(needed):
            self.too_small = max(self.too_small, self.theta)
        self.enough = min(self.enough, needed)
        self.steps += 1
        is_gaining = gain > WORTH and self.steps < MOST_BY_WEIGHTS
        if self.is_closing_in or not is_gaining:
            self._close_in(is_below=needed <= self.theta)
        elif self.enough > FAR * max(self.too_small, 1.0):
            self.theta = min(FAR * max(self.too_small, 1.0), MOST)
        else:
            self.theta = self.enough

    def is_too_small(self, needed: float) -> bool:
        """Whether theta is less than its best point needs, and than is known to be enough."""
        return needed > self.theta * (1 + TOUCH) and self.theta < self.enough

    def is_left(self) -> bool:
        """Leave a theta of which nothing is told for a greater one; false where there is none."""
        if not self.is_closing_in and self.enough < INFINITY:
            self._close_in(is_below=False)
        else:
            self.theta = (self.theta + self.enough) / 2
        return self.theta < self.enough * (1 - CLOSE / 4)

    def _close_in(self, is_below: bool) -> None:
        """Beside the best point first, as most often there is none better; then always halfway.

        So close to a point a programme may be told to have none, wrongly: it is asked further off.
        """
        if self.is_closing_in and is_below:
            self.probes.clear()
        self.is_closing_in = True
        while self.probes:
            beside = self.enough * (1 - self.probes.pop(0))
            if beside > self.too_small:
                self.theta = beside
                return
        self.theta = (self.too_small + self.enough) / 2

    @property
    def is_done(self) -> bool:
        """Whether nothing worth a word is left open."""
        return self.too_small >= MOST or self.enough <= self.too_small * (1 + CLOSE) + NOISE
