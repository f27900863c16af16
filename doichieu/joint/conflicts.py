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
from doichieu.joint.problems import QUANTITIES, Problem, Quantity, Ratio, Unknown
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import INFINITY, SingleLevel
from doichieu.joint.sparse_rows import Array

Figures = frozenset[int]
"""Figures of a problem, by their place in it."""

# The search for a smallest set ends after so many tests, or fewer where each takes long because of
# many figures; then a set counts of which as many figures were left out as possible, again by so
# many tests. So many tests more look for others of the same size as the smallest.
TEST_LIMIT = 400
FIGURE_TEST_LIMIT = 40_000
MORE_TESTS = 100
# At most so many sets of the same size, and so many rounds without the figures found before.
SET_LIMIT = 12
ROUND_LIMIT = 12
# A smallest hitting set is given up after so many nodes of its search tree.
NODE_LIMIT = 10_000
# So many times the figures of a problem it is asked what the others leave one, which takes longer
# the more there are: of a conflict of hundreds only the first figures have an answer.
FIGURE_IMPLIED_LIMIT = 20_000
# A multiplier counts as zero below this fraction of the largest.
CORE_TOLERANCE = 1e-9
# Figures of a box of model B, by the column `rests_on`, and the rate of each base.
RATES = {"plan": "completion", "prior": "growth"}
PRINTED = {"level": "level", "plan": "plan_level", "prior": "prior_level"}


class ConflictFigure(NamedTuple):
    """A figure of a conflict, as a row for the warehouse.

    `lower` and `upper` are what the other figures leave it, as a plain ratio or in the indicator's
    unit, infinite where unbounded; both are null where they leave nothing, or where it is not asked
    because there are too many figures. `is_smallest`: it is proven that no smaller set conflicts,
    with the figures of earlier rounds left out.
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
    """The search has run as many tests as it may."""


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
    search = ConflictSearch(holding, left)
    with contextlib.suppress(EndOfSearch):
        search.run()
    if search.found:
        return search.found, True
    # In two ways: of all figures a smaller set may be found, of a core more are tried.
    order, core = search.likeliest_first(), holding.core(left)
    tried = [order] if core == left else [order, [one for one in order if one in core]]
    return [min((reduced(holding, figures) for figures in tried), key=len)], False


def test_limit(figures: int) -> int:
    """How many tests a search among so many figures may make."""
    return max(min(TEST_LIMIT, FIGURE_TEST_LIMIT // figures), 1)


def reduced(holding: "Holding", figures: Sequence[int]) -> Figures:
    """A conflict of few figures, of the first ones if possible.

    Every figure is needed unless the tests end before. Junker, QuickXplain: Preferred Explanations
    and Relaxations for Over-Constrained Problems, AAAI 2004.
    """
    tests = iter(range(test_limit(len(figures))))

    def needed(base: Figures, is_grown: bool, figures: Sequence[int]) -> Figures:
        if is_grown:
            if next(tests, None) is None:
                return frozenset(figures)
            if not holding.holds(base):
                return frozenset()
        if len(figures) == 1:
            return frozenset(figures)
        middle = len(figures) // 2
        first, second = figures[:middle], figures[middle:]
        of_second = needed(base | frozenset(first), True, second)
        of_first = needed(base | of_second, bool(of_second), first)
        return of_first | of_second

    return needed(frozenset(), False, figures)


@dataclass
class ConflictSearch:
    """The search for all smallest conflicts among some figures, which do not all hold.

    `corrections` are sets of figures without which the others hold; `found` the conflicts.
    """

    holding: "Holding"
    left: Figures
    tests: int = 0
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

    def likeliest_first(self) -> list[int]:
        """The figures in the order of how much of the small corrections they are."""
        weights = dict.fromkeys(self.left, 0.0)
        for correction in self.corrections:
            for figure in correction:
                weights[figure] += 1 / len(correction) ** 2
        return sorted(self.left, key=lambda figure: (-weights[figure], figure))

    @property
    def limit(self) -> int:
        """How many tests it may make."""
        return test_limit(len(self.left)) + MORE_TESTS * bool(self.found)

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
            # If a solver misses that it holds, the correction is larger, and still one.
            if self._holds(maximal | {figure}, is_sure=False):
                maximal |= {figure}
        return maximal

    def _holds(self, figures: Figures, is_sure: bool = True) -> bool:
        if self.tests >= self.limit:
            raise EndOfSearch
        self.tests += 1
        return self.holding.holds(figures, is_sure)


class Holding:
    """Whether sets of figures of a problem hold at the wide interval."""

    def __init__(self, problem: Problem, boxes: Iterable[Sequence[Any]]) -> None:
        """Pose both models; `boxes` are rows with BOX_COLUMNS."""
        self.problem = problem
        self.single_level = SingleLevelHolding(problem)
        self.printed_base = PrintedBaseHolding(problem, boxes)

    def holds(self, figures: Figures, is_sure: bool = True) -> bool:
        """Whether model S or model B holds; true where HiGHS cannot decide.

        With `is_sure`, a set that does not hold is confirmed by a second way to solve it.
        """
        return self.single_level.holds(figures, is_sure) or self.printed_base.holds(figures)

    def core(self, figures: Figures) -> Figures:
        """Figures of a set that does not hold, fewer where that is easy, which do not hold."""
        core = self.single_level.core(figures)
        if self.holds(core):
            core |= self.printed_base.core(figures)
        return figures if self.holds(core) else core

    def grown(self, figures: Figures, within: Figures) -> Figures:
        """A set that holds, with the figures given and as many others as are easy to find."""
        return self.single_level.grown(figures, within)


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

    def __init__(self, problem: Problem, boxes: Iterable[Sequence[Any]]) -> None:
        self.problem = problem
        places = {
            (ratio.indicator_id, ratio.quantity): place
            for place, ratio in enumerate(problem.ratios)
        }
        self.boxes: list[tuple[Box, Figures]] = []
        for _, model, reading, indicator_id, quantity, rests_on, lower, upper in boxes:
            if (model, reading) == ("printed_base", "wide"):
                box = Box(Unknown(indicator_id, quantity), lower, upper)
                names = quantities_of(rests_on, quantity)
                self.boxes.append((box, frozenset(places[indicator_id, one] for one in names)))
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
            boxes = intersected([*kept, *signs])
            identities = [one for one in self.problem.identities if one.total.quantity == quantity]
            self._known[key] = violation(boxes, identities, {}) <= TOUCH_TOLERANCE
        return self._known[key]


def quantities_of(rests_on: str, quantity: str) -> list[str]:
    """The figures that bound a box of model B, by its column `rests_on`."""
    if rests_on == "printed":
        return [PRINTED[quantity]]
    return ["level", "change" if rests_on == "level_and_change" else RATES[quantity]]


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
    solver.setOptionValue("mip_max_nodes", NODE_LIMIT)
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
        self.may_ask = max(FIGURE_IMPLIED_LIMIT // len(problem.ratios), 1)

    @cached_property
    def _models(self) -> list[tuple[SingleLevel, dict[int, int]]]:
        """Model S at the half and the wide interval, and the row of each figure."""
        places = {ratio.key: place for place, ratio in enumerate(self.problem.ratios)}
        models = []
        for is_wide in (False, True):
            model = SingleLevel(self.problem, is_wide=is_wide)
            rows = {
                places[row.ratio.key]: place
                for place, row in enumerate(model.figures)
                if row.ratio.key in places
            }
            models.append((model, rows))
        return models

    def left_to(self, figure: int, conflict: Figures) -> tuple[float | None, float | None]:
        """What all other figures leave a figure; where these exclude each other, what the others of
        its conflict leave it. At the half interval, else at the wide one.

        Both null where these leave nothing either, or where no more may be asked.
        """
        if self.may_ask == 0:
            return None, None
        self.may_ask -= 1
        for others in (frozenset(range(len(self.problem.ratios))), conflict):
            for model, rows in self._models:
                if figure not in rows:
                    continue
                left_out = {rows[one] for one in rows if one == figure or one not in others}
                kept = [place for place in range(len(model.figures)) if place not in left_out]
                with contextlib.suppress(Infeasible, Undetermined):
                    return model.left_by(kept, rows[figure])
        return None, None
