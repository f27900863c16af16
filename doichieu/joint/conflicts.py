"""Conflicts: the smallest sets of a problem's figures that cannot all hold.

A set of figures holds at the wide interval where model S or model B holds with the other figures
left out. Rounding slack, identities and the signs of plans and bases are those of the whole
problem, so a set holds if a larger one does.

Smallest sets by implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, Smallest MUS
Extraction with Minimal Hitting Set Dualization, CP 2015): a conflict has a figure in common with
the figures that each maximal set without a conflict leaves out.
"""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import highspy
import numpy as np

from doichieu.joint.boxes import Box, intersected, violation
from doichieu.joint.linear_programme import (
    COMMON_OPTIONS,
    Infeasible,
    LinearProgramme,
    Solver,
    Undetermined,
)
from doichieu.joint.problems import Problem, Ratio, Unknown
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import INFINITY, SingleLevel

Figures = frozenset[int]
"""Figures of a problem, by their place in it."""

# The search for smallest sets ends after so many tests of a set, fewer for many figures; what it
# found by then counts, and a set that is only known to be irreducible.
TEST_LIMIT = 2_000
FIGURE_TEST_LIMIT = 100_000
# At most so many sets of the same size, and so many rounds without the figures found before.
SET_LIMIT = 12
ROUND_LIMIT = 12
# Figures of a box of model B, by the column `source`, and the rate of each base.
RATES = {"plan": "completion", "prior": "growth"}
PRINTED = {"level": "level", "plan": "plan_level", "prior": "prior_level"}


class ConflictFigure(NamedTuple):
    """A figure of a conflict, as a row for the warehouse.

    `lower` and `upper` are what the other figures leave it, as a plain ratio or in the indicator's
    unit, infinite where unbounded; both are null where they leave nothing. `is_smallest`: no
    smaller set conflicts, with the figures of earlier rounds left out.
    """

    problem_id: str
    conflict_no: int
    indicator_id: str
    quantity: str
    figure_basis: str
    is_smallest: bool
    lower: float | None
    upper: float | None


class EndOfSearch(Exception):
    """The search has made as many tests as it may."""


def conflicts_of(problem: Problem, boxes: Iterable[Sequence[Any]]) -> Iterator[ConflictFigure]:
    """The figures of each conflict; `boxes` are rows with BOX_COLUMNS."""
    holding = Holding(problem, boxes)
    implied = Implied(problem)
    left = frozenset(range(len(problem.ratios)))
    number = 0
    for _ in range(ROUND_LIMIT):
        found, is_smallest = smallest_conflicts(holding, left)
        if not found:
            return
        for figures in found:
            number += 1
            for figure in sorted(figures):
                ends = implied.left_to(figure, figures)
                yield ConflictFigure(
                    problem.problem_id, number, *problem.ratios[figure].key, is_smallest, *ends
                )
        left -= frozenset().union(*found)


def smallest_conflicts(holding: "Holding", left: Figures) -> tuple[list[Figures], bool]:
    """The smallest conflicts among some figures, and whether they are known to be the smallest.

    Empty where all can hold.
    """
    if holding.holds(left) or not holding.holds(frozenset()):
        return [], True
    most = min(TEST_LIMIT, FIGURE_TEST_LIMIT // len(left))
    search = ConflictSearch(holding, left, holding.tests + max(most, 1))
    with contextlib.suppress(EndOfSearch):
        search.run()
    if search.found:
        return search.found, True
    return [irreducible(holding, left)], False


def irreducible(holding: "Holding", left: Figures) -> Figures:
    """A conflict of which every figure is needed (Junker, QuickXplain, AAAI 2004)."""

    def needed(base: Figures, is_grown: bool, figures: list[int]) -> Figures:
        if is_grown and not holding.holds(base):
            return frozenset()
        if len(figures) == 1:
            return frozenset(figures)
        middle = len(figures) // 2
        first, second = figures[:middle], figures[middle:]
        of_second = needed(base | frozenset(first), True, second)
        of_first = needed(base | of_second, bool(of_second), first)
        return of_first | of_second

    return needed(frozenset(), False, sorted(left))


@dataclass
class ConflictSearch:
    """The search for all smallest conflicts among some figures, which do not all hold.

    `corrections` are sets of figures without which the others hold; `found` the conflicts.
    """

    holding: "Holding"
    left: Figures
    test_limit: int
    corrections: list[Figures] = field(default_factory=list)
    found: list[Figures] = field(default_factory=list)

    def run(self) -> None:
        """Find them, as many as may be reported. Raises EndOfSearch."""
        while len(self.found) < SET_LIMIT:
            candidate = minimum_hitting_set(self.corrections, self.found)
            if candidate is None or (self.found and len(candidate) > len(self.found[0])):
                return
            if not self._learn(candidate):
                self.found.append(candidate)

    def _learn(self, candidate: Figures) -> bool:
        """Add corrections that the candidate does not hit; whether there are any."""
        grown, is_learning = candidate, False
        while self._holds(grown):
            is_learning = True
            correction = self.left - self._maximal(grown)
            self.corrections.append(correction)
            grown |= correction
        return is_learning

    def _maximal(self, figures: Figures) -> Figures:
        """A maximal set that holds and contains these figures."""
        maximal = self.holding.grown(figures, self.left)
        for figure in sorted(self.left - maximal):
            if self._holds(maximal | {figure}):
                maximal |= {figure}
        return maximal

    def _holds(self, figures: Figures) -> bool:
        if self.holding.tests >= self.test_limit:
            raise EndOfSearch
        return self.holding.holds(figures)


class Holding:
    """Whether sets of figures of a problem hold at the wide interval."""

    def __init__(self, problem: Problem, boxes: Iterable[Sequence[Any]]) -> None:
        """Pose both models; `boxes` are rows with BOX_COLUMNS."""
        self.problem = problem
        self.single_level = SingleLevelHolding(problem)
        self.printed_base = PrintedBaseHolding(problem, boxes)
        self.tests = 0

    def holds(self, figures: Figures) -> bool:
        """Whether model S or model B holds; true where HiGHS cannot decide."""
        self.tests += 1
        return self.single_level.holds(figures) or self.printed_base.holds(figures)

    def grown(self, figures: Figures, within: Figures) -> Figures:
        """A set that holds, with the figures given and as many others as are easy to find."""
        return self.single_level.grown(figures, within)


class SingleLevelHolding:
    """Model S at the wide interval with some figures left out."""

    def __init__(self, problem: Problem) -> None:
        self.model = SingleLevel(problem, is_wide=True)
        places = {ratio.key: place for place, ratio in enumerate(problem.ratios)}
        # The rows of rounded bases belong to no figure, and always hold.
        self.figures = [places.get(row.ratio.key) for row in self.model.rows]
        lines, constants = self.model.constraints()
        self.sizes = np.abs(lines).max(axis=1)
        self.lines, self.lower = lines / self.sizes[:, None], -constants / self.sizes

    @cached_property
    def _programme(self) -> LinearProgramme:
        free = np.full(self.lines.shape[1], -INFINITY)
        return self.model.programme(self.lines, self.lower, free)

    def holds(self, figures: Figures) -> bool:
        """Whether these figures hold; true where HiGHS cannot decide."""
        programme = self._programme
        for place, figure in enumerate(self.figures):
            is_kept = figure is None or figure in figures
            for row in (2 * place, 2 * place + 1):
                lower = self.lower[row] if is_kept else -INFINITY
                if programme.row_bounds[0][row] != lower:
                    programme.bound_row(row, lower, INFINITY)
        try:
            return programme.is_feasible()
        except Undetermined:
            return True

    def grown(self, figures: Figures, within: Figures) -> Figures:
        """The figures that hold where the others miss by as few half-widths as possible."""
        elastic = sorted(within - figures)
        columns = {figure: place for place, figure in enumerate(elastic)}
        half_widths = self.model.half_widths()
        slack = np.zeros((len(self.lines), len(elastic)))
        lower = self.lower.copy()
        for place, figure in enumerate(self.figures):
            for row in (2 * place, 2 * place + 1):
                if figure in columns:
                    slack[row, columns[figure]] = half_widths[place] / self.sizes[row]
                elif figure is not None and figure not in figures:
                    lower[row] = -INFINITY
        unknowns = self.lines.shape[1]
        column_lower = np.append(np.full(unknowns, -INFINITY), np.zeros(len(elastic)))
        programme = self.model.programme(np.hstack((self.lines, slack)), lower, column_lower)
        costs = np.append(np.zeros(unknowns), np.ones(len(elastic)))
        try:
            _, point = programme.minimize(costs)
        except (Infeasible, Undetermined):
            return figures
        missing = point[unknowns:]
        grown = figures.union(one for one in elastic if missing[columns[one]] <= TOUCH_TOLERANCE)
        return grown if self.holds(grown) else figures


class PrintedBaseHolding:
    """Model B at the wide interval with some figures left out."""

    def __init__(self, problem: Problem, boxes: Iterable[Sequence[Any]]) -> None:
        self.problem = problem
        places = {
            (ratio.indicator_id, ratio.quantity): place
            for place, ratio in enumerate(problem.ratios)
        }
        self.boxes: list[tuple[Box, Figures]] = []
        for _, model, reading, indicator_id, quantity, source, lower, upper in boxes:
            if (model, reading) == ("printed_base", "wide"):
                box = Box(Unknown(indicator_id, quantity), lower, upper)
                names = quantities_of(source, quantity)
                self.boxes.append((box, frozenset(places[indicator_id, one] for one in names)))
        self.signs = list(signs_of(problem.ratios))
        self._known: dict[Figures, bool] = {}

    def holds(self, figures: Figures) -> bool:
        """Whether these figures hold; true where HiGHS cannot decide."""
        kept = frozenset(
            place for place, (_, rests_on) in enumerate(self.boxes) if rests_on <= figures
        )
        if kept not in self._known:
            boxes = intersected([*(self.boxes[place][0] for place in sorted(kept)), *self.signs])
            growth = violation(boxes, self.problem.identities, {})
            self._known[kept] = growth <= TOUCH_TOLERANCE
        return self._known[kept]


def quantities_of(source: str, quantity: str) -> list[str]:
    """The figures that bound a box of model B, by its column `source`."""
    if source == "printed":
        return [PRINTED[quantity]]
    return ["level", "change" if source == "level_and_change" else RATES[quantity]]


def signs_of(ratios: Iterable[Ratio]) -> Iterator[Box]:
    """The boxes that state the sign of each plan, base or level that a figure is a ratio to."""
    for ratio in ratios:
        if ratio.denominator and ratio.wide.sign:
            ends = (0.0, INFINITY) if ratio.wide.sign > 0 else (-INFINITY, 0.0)
            yield Box(ratio.denominator, *ends)


def minimum_hitting_set(sets: Sequence[Figures], excluded: Sequence[Figures]) -> Figures | None:
    """A smallest set with a figure of each set, and that contains none of the excluded ones.

    None where there is none, or HiGHS finds none.
    """
    hits = Counter(figure for one in sets for figure in one)
    figures = sorted(hits, key=lambda one: (-hits[one], one))
    if not figures:
        return frozenset()
    columns = {figure: place for place, figure in enumerate(figures)}
    rows = [[columns[one] for one in members] for members in (*sets, *excluded)]
    lower = [1.0] * len(sets) + [-INFINITY] * len(excluded)
    upper = [INFINITY] * len(sets) + [len(one) - 1.0 for one in excluded]
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(figures), len(rows)
    programme.col_cost_ = np.ones(len(figures))
    programme.col_lower_, programme.col_upper_ = np.zeros(len(figures)), np.ones(len(figures))
    programme.row_lower_, programme.row_upper_ = np.array(lower), np.array(upper)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.cumsum([0, *map(len, rows)])
    programme.a_matrix_.index_ = np.array([column for row in rows for column in row])
    programme.a_matrix_.value_ = np.ones(sum(map(len, rows)))
    programme.integrality_ = [highspy.HighsVarType.kInteger] * len(figures)
    solver = Solver()
    for option in ("output_flag", "threads"):
        solver.setOptionValue(option, COMMON_OPTIONS[option])
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return frozenset(figure for figure in figures if values[columns[figure]] > 0.5)


class Implied:
    """What other figures leave a figure, under model S."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _models(self) -> list[tuple[SingleLevel, dict[int, int]]]:
        """Model S at the half and the wide interval, and the row of each figure."""
        places = {ratio.key: place for place, ratio in enumerate(self.problem.ratios)}
        models = []
        for is_wide in (False, True):
            model = SingleLevel(self.problem, is_wide=is_wide)
            rows = {
                places[row.ratio.key]: place
                for place, row in enumerate(model.rows)
                if row.ratio.key in places
            }
            models.append((model, rows))
        return models

    def left_to(self, figure: int, conflict: Figures) -> tuple[float | None, float | None]:
        """What all other figures leave a figure; where these exclude each other, what the others of
        its conflict leave it. At the half interval, else at the wide one."""
        for others in (frozenset(range(len(self.problem.ratios))), conflict):
            for model, rows in self._models:
                if figure not in rows:
                    continue
                left_out = {rows[one] for one in rows if one == figure or one not in others}
                kept = [place for place in range(len(model.rows)) if place not in left_out]
                with contextlib.suppress(Infeasible, Undetermined):
                    return model.left_by(kept, rows[figure])
        return None, None
