"""Whether some of a problem's figures hold at the wide interval, and what they leave another one.

A set of figures holds where model S or model B holds with the other figures left out. Rounding
slack, identities and the signs of plans and bases are those of the whole problem, so a set holds if
a larger one does. The kernel answers with a proof; HiGHS answers what it leaves open.
"""

import contextlib
import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from doichieu.joint.boxes import Box, intersected, violation
from doichieu.joint.groups import Flags
from doichieu.joint.linear_programme import Infeasible, LinearProgramme, Undetermined
from doichieu.joint.problems import QUANTITIES, Problem, Quantity, Ratio, Unknown
from doichieu.joint.questions import Answer, Questions
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import INFINITY, SingleLevel
from doichieu.joint.sparse_rows import Array

Figures = frozenset[int]
"""Figures of a problem, by their place in it."""

# So many times the figures of a problem it is asked what the others leave one, which takes longer
# the more there are: of a conflict of hundreds only the first figures have an answer.
FIGURE_IMPLIED_LIMIT = 20_000
# A multiplier counts as zero below this fraction of the largest.
CORE_TOLERANCE = 1e-9
# The rate that each base follows from.
RATES: dict[Quantity, str] = {"plan": "completion", "prior": "growth"}


class ImpliedBox(NamedTuple):
    """A box of model B at the wide interval, as in int_joint_boxes: it rests on a level and a rate
    or a change."""

    indicator_id: str
    quantity: Quantity
    rests_on: str
    lower: float
    upper: float


class Holding:
    """Whether sets of figures of a problem hold at the wide interval."""

    def __init__(self, problem: Problem, implied_boxes: Iterable[ImpliedBox]) -> None:
        """Pose both models."""
        self.problem = problem
        self.wide = Questions.of(problem.widened())
        self.printed_base = PrintedBaseHolding(problem, implied_boxes)

    @cached_property
    def single_level(self) -> "SingleLevelHolding":
        """Model S for HiGHS, which answers what the kernel leaves open."""
        return SingleLevelHolding(self.problem)

    def holds(self, figures: Figures, is_sure: bool = True) -> bool:
        """Whether model S or model B holds; true where no solver can decide.

        With `is_sure`, a set that does not hold is confirmed: the kernel's answer is a proof,
        HiGHS must find it in two ways.
        """
        return self._single_level_holds(figures, is_sure) or self.printed_base.holds(figures)

    def _single_level_holds(self, figures: Figures, is_sure: bool) -> bool:
        (answer,) = self.wide.holds(self._flags(figures)[None])
        if answer == Answer.UNANSWERED:
            return self.single_level.holds(figures, is_sure)
        return bool(answer == Answer.YES)

    def core(self, figures: Figures) -> Figures:
        """Figures of a set that does not hold, fewer where that is easy, which do not hold."""
        core = self.single_level.core(figures)
        if self.holds(core):
            core |= self.printed_base.core(figures)
        return figures if self.holds(core) else core

    def grown(self, figures: Figures, within: Figures) -> tuple[Figures, bool]:
        """A set that holds, with the figures given and as many others as are easy to find; and
        whether it is known to be maximal."""
        if self.wide.can_ask:
            (answer,) = self.wide.holds(self._flags(figures)[None])
        if not self.wide.can_ask or answer == Answer.UNANSWERED:
            return self.single_level.grown(figures, within), False
        grown = figures
        if answer == Answer.YES:
            flags = self.wide.grown(self._flags(figures), sorted(within - figures))
            grown = frozenset(np.flatnonzero(flags[: len(self.problem.ratios)]).tolist())
        # Model S does not hold with any figure more, so only model B may.
        for figure in sorted(within - grown):
            if self.printed_base.holds(grown | {figure}):
                grown |= {figure}
        return grown, True

    def _flags(self, figures: Figures) -> Flags:
        """The rows of rounded bases, which are the last, always hold."""
        return self.wide.flags(figures, len(self.problem.ratios))


class SingleLevelHolding:
    """Model S at the wide interval with some figures left out."""

    def __init__(self, problem: Problem) -> None:
        self.model = SingleLevel(problem, is_wide=True)
        places = {ratio.key: place for place, ratio in enumerate(problem.ratios)}
        # The rows of rounded bases belong to no figure, and always hold.
        self.figures = [places.get(row.ratio.key) for row in self.model.figures]
        lines, constants = self.model.constraints()
        self.sizes = lines.largest
        self.lines, self.lower = lines.over(self.sizes), -constants / self.sizes

    @cached_property
    def _programme(self) -> LinearProgramme:
        free = np.full(self.lines.width, -INFINITY)
        return self.model.programme(self.lines, self.lower, free)

    def holds(self, figures: Figures, is_sure: bool = True) -> bool:
        """Whether these figures hold; true where HiGHS cannot decide."""
        programme = self._programme
        for place, figure in enumerate(self.figures):
            is_kept = figure is None or figure in figures
            for row in (2 * place, 2 * place + 1):
                lower = self.lower[row] if is_kept else -INFINITY
                if programme.row_bounds[0][row] != lower:
                    programme.bound_row(row, lower, INFINITY)
        try:
            return programme.is_feasible(is_sure)
        except Undetermined:
            return True

    def grown(self, figures: Figures, within: Figures) -> Figures:
        """The figures that hold where the others miss by as few half-widths as possible."""
        elastic = sorted(within - figures)
        programme, costs = self._elastic(figures, elastic)
        try:
            _, point = programme.minimize(costs)
        except (Infeasible, Undetermined):
            return figures
        missing = point[self.lines.width :]
        grown = figures.union(
            figure
            for figure, distance in zip(elastic, missing, strict=True)
            if distance <= TOUCH_TOLERANCE
        )
        return grown if self.holds(grown, is_sure=False) else figures

    def core(self, within: Figures) -> Figures:
        """Figures that suffice to prove that all of these do not hold; all where none is found.

        The constraints with a multiplier where the figures miss by as little as possible.
        """
        programme, costs = self._elastic(frozenset(), sorted(within))
        try:
            programme.minimize(costs)
        except (Infeasible, Undetermined):
            return within
        duals = np.abs(programme.row_duals()[: 2 * len(self.figures)]).reshape(-1, 2).max(axis=1)
        least = CORE_TOLERANCE * duals.max(initial=0.0)
        return frozenset(
            figure
            for figure, dual in zip(self.figures, duals, strict=True)
            if figure in within and dual > least
        )

    def _elastic(self, kept: Figures, elastic: list[int]) -> tuple[LinearProgramme, Array]:
        """A programme in which some figures hold and others miss by columns of their own, in
        half-widths; and the costs of these columns."""
        columns = {figure: place for place, figure in enumerate(elastic)}
        half_widths = self.model.half_widths()
        slack: dict[int, tuple[int, float]] = {}
        lower = self.lower.copy()
        for place, figure in enumerate(self.figures):
            for row in (2 * place, 2 * place + 1):
                if figure in columns:
                    slack[row] = columns[figure], half_widths[place] / self.sizes[row]
                elif figure is not None and figure not in kept:
                    lower[row] = -INFINITY
        unknowns = self.lines.width
        column_lower = np.append(np.full(unknowns, -INFINITY), np.zeros(len(elastic)))
        lines = self.lines.with_entries(slack, unknowns + len(elastic))
        programme = self.model.programme(lines, lower, column_lower)
        return programme, np.append(np.zeros(unknowns), np.ones(len(elastic)))


class PrintedBaseHolding:
    """Model B at the wide interval with some figures left out."""

    def __init__(self, problem: Problem, implied_boxes: Iterable[ImpliedBox]) -> None:
        self.problem = problem
        self.questions = Questions.of(problem)
        places = {
            (ratio.indicator_id, ratio.quantity): place
            for place, ratio in enumerate(problem.ratios)
        }
        self.boxes: list[tuple[Box, Figures]] = []
        for place, ratio in enumerate(problem.ratios):
            if ratio.is_unknown:
                box = Box(ratio.numerator[0][0], ratio.wide.lower, ratio.wide.upper)
                self.boxes.append((box, frozenset((place,))))
        for one in implied_boxes:
            box = Box(Unknown(one.indicator_id, one.quantity), one.lower, one.upper)
            rate = RATES[one.quantity] if one.rests_on == "level_and_rate" else "change"
            figures = (places[one.indicator_id, quantity] for quantity in ("level", rate))
            self.boxes.append((box, frozenset(figures)))
        self.signs = list(signs_of(problem.ratios))
        self._known: dict[tuple[Quantity, frozenset[Box]], bool] = {}

    def holds(self, figures: Figures) -> bool:
        """Whether these figures hold; true where HiGHS cannot decide."""
        return all(self._quantity_holds(quantity, figures) for quantity in QUANTITIES)

    def core(self, figures: Figures) -> Figures:
        """The figures of a quantity that does not hold; of the one with the fewest."""
        cores = [
            frozenset().union(
                *(rests_on for _, rests_on in self._kept(quantity, figures)), frozenset[int]()
            )
            for quantity in QUANTITIES
            if not self._quantity_holds(quantity, figures)
        ]
        return min(cores, key=len, default=frozenset())

    def _kept(self, quantity: Quantity, figures: Figures) -> list[tuple[Box, Figures]]:
        """The boxes of a quantity that rest on these figures."""
        return [
            (box, rests_on)
            for box, rests_on in self.boxes
            if box.unknown.quantity == quantity and rests_on <= figures
        ]

    def _quantity_holds(self, quantity: Quantity, figures: Figures) -> bool:
        """Whether one quantity of all indicators holds: no identity links two quantities."""
        kept = [box for box, _ in self._kept(quantity, figures)]
        key = quantity, frozenset(kept)
        if key not in self._known:
            signs = [box for box in self.signs if box.unknown.quantity == quantity]
            self._known[key] = self._growth(quantity, [*kept, *signs]) <= TOUCH_TOLERANCE
        return self._known[key]

    def _growth(self, quantity: Quantity, boxes: list[Box]) -> float:
        """The half-widths by which boxes of a quantity must grow until its identities can hold."""
        boxes = intersected(boxes)
        if self.questions.can_ask:
            ends = np.full((len(self.questions.structure.unknowns), 2), np.nan)
            for box in boxes:
                ends[self.questions.structure.columns[box.unknown]] = box.lower, box.upper
            growth = self.questions.growth(ends, quantity)
            if not math.isnan(growth):
                return growth
        identities = [one for one in self.problem.identities if one.total.quantity == quantity]
        return violation(boxes, identities, {})


def signs_of(ratios: Iterable[Ratio]) -> Iterator[Box]:
    """The boxes that state the sign of each plan, base or level that a figure is a ratio to."""
    for ratio in ratios:
        if ratio.denominator and ratio.wide.sign:
            ends = (0.0, INFINITY) if ratio.wide.sign > 0 else (-INFINITY, 0.0)
            yield Box(ratio.denominator, *ends)


class Implied:
    """What other figures leave a figure, under model S."""

    def __init__(self, holding: Holding) -> None:
        self.holding, self.problem = holding, holding.problem
        self.readings = [(False, holding.printed_base.questions), (True, holding.wide)]
        self.may_ask = max(FIGURE_IMPLIED_LIMIT // len(self.problem.ratios), 1)
        self.places = {ratio.key: place for place, ratio in enumerate(self.problem.ratios)}

    def left_to(self, figure: int, conflict: Figures) -> tuple[float, float]:
        """What all other figures leave a figure; where these exclude each other, what the others of
        its conflict leave it. At the half interval, else at the wide one.

        Both NaN where these leave nothing either, or where no more may be asked.
        """
        if self.may_ask == 0:
            return math.nan, math.nan
        self.may_ask -= 1
        for others in (frozenset(range(len(self.problem.ratios))), conflict):
            for is_wide, questions in self.readings:
                if questions.structure.signs[figure] == 0:
                    continue
                flags = questions.flags(others - {figure}, len(self.problem.ratios))
                answer, ends = questions.left_to(flags, figure)
                if answer == Answer.YES:
                    return float(ends[0]), float(ends[1])
                if answer == Answer.UNANSWERED:
                    with contextlib.suppress(Infeasible, Undetermined):
                        return self._by_programme(figure, others - {figure}, is_wide)
        return math.nan, math.nan

    def _by_programme(self, figure: int, kept: Figures, is_wide: bool) -> tuple[float, float]:
        """The same by HiGHS. Raises Infeasible and Undetermined."""
        left_out = {key for key, place in self.places.items() if place not in kept}
        model = SingleLevel(self.problem, is_wide, left_out)
        figures = [self.places.get(row.ratio.key) for row in model.figures]
        # The rows of rounded bases belong to no figure, and always hold.
        rows = [place for place, one in enumerate(figures) if one is None or one in kept]
        return model.left_by(rows, figures.index(figure))
