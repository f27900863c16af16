"""Conflicts: the smallest sets of a problem's figures that cannot all hold.

Smallest sets by implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, Smallest MUS
Extraction with Minimal Hitting Set Dualization, CP 2015): a conflict has a figure in common with
the figures that each maximal set without a conflict leaves out.
"""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import highspy
import numpy as np

from doichieu.joint.holding import Figures, Holding, Implied, ImpliedBox
from doichieu.joint.kernel.instance import instance
from doichieu.joint.linear_programme import COMMON_OPTIONS, Solver
from doichieu.joint.posed import Posed
from doichieu.joint.problems import Problem
from doichieu.joint.single_level import INFINITY
from doichieu.joint.threads import in_threads

# The search for a smallest set ends after so many tests, or fewer where each takes long because of
# many figures; then a set counts of which as many figures were left out as possible, again by so
# many tests. So many tests more look for others of the same size as the smallest.
TEST_LIMIT = 400
FIGURE_TEST_LIMIT = 40_000
MORE_TESTS = 100
# At most so many sets of the same size, and so many rounds without the figures found before.
SET_LIMIT = 12
ROUND_LIMIT = 12
# A smallest hitting set is left to HiGHS after so many nodes of the search tree, and given up after
# so many of its own.
BRANCH_LIMIT = 500
NODE_LIMIT = 10_000

TABLE = """
create or replace temp table joint_conflicts (
    report_id varchar, problem_no bigint, conflict_no integer, indicator_id varchar,
    quantity varchar, figure_basis varchar, is_smallest boolean, lower double, upper double
)
"""
ADD = """
insert into joint_conflicts
select
    report_id, problem_no, conflict_no, indicator_id, quantity, figure_basis, is_smallest, lower,
    upper
from columns inner join joint_batch using (place)
inner join (select * from joint_items where subject = 'feasibility') as figures
    on joint_batch.structure_no = figures.structure_no and columns.figure = figures.column_no
"""
IMPLIED_BOXES = """
select place, indicator_id, quantity, rests_on, wide_lower, wide_upper
from joint_batch inner join joint_boxes using (report_id, problem_no)
where model_id = 'printed_base' order by all
"""


class ConflictFigure(NamedTuple):
    """A figure of a conflict, by its place in the problem.

    `lower` and `upper` are what the other figures leave it, as a plain ratio or in the indicator's
    unit, infinite where unbounded; both are NaN where they leave nothing, or where it is not asked
    because there are too many figures. `is_smallest`: it is proven that no smaller set conflicts,
    with the figures of earlier rounds left out.
    """

    conflict_no: int
    figure: int
    is_smallest: bool
    lower: float
    upper: float


class Contradiction(NamedTuple):
    """A problem that cannot hold, its place in joint_batch, and its boxes of model B."""

    place: int
    problem: Problem
    implied_boxes: list[ImpliedBox]


def write_conflicts(session: Any, batches: Iterable[list[Posed]], joint_boxes: Any) -> Any:
    """A relation like int_joint_conflicts, with those of all problems, none of which can hold.

    DuckDB finds a relation like int_joint_boxes by the name of the parameter.
    """
    session.sql(TABLE)
    for batch in batches:
        boxes: dict[int, list[ImpliedBox]] = defaultdict(list)
        for place, *box in session.sql(IMPLIED_BOXES).fetchall():
            boxes[place].append(ImpliedBox(*box))
        contradictions = (
            Contradiction(place, posed.problem(row), boxes[place])
            for posed in batch
            for row, place in enumerate(posed.places.tolist())
        )
        rows = [row for found in in_threads(found_in, contradictions) for row in found]
        if rows:
            names = ("place", *ConflictFigure._fields)
            columns = dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True))  # noqa: F841
            session.sql(ADD)
    return session.table("joint_conflicts")


def found_in(contradiction: Contradiction) -> list[tuple[Any, ...]]:
    """The place of the problem and each figure of its conflicts; none where memory runs out."""
    place, problem, boxes = contradiction
    try:
        return [(place, *figure) for figure in conflicts_of(problem, boxes)]
    except MemoryError:
        return []


class EndOfSearch(Exception):
    """The search has run as many tests as it may."""


def conflicts_of(problem: Problem, implied_boxes: Iterable[ImpliedBox]) -> Iterator[ConflictFigure]:
    """The figures of each conflict; the boxes are those of model B."""
    instance().clear()
    holding = Holding(problem, implied_boxes)
    implied = Implied(holding)
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
                yield ConflictFigure(number, figure, is_smallest, *ends)
        left -= frozenset().union(*found)


def smallest_conflicts(holding: Holding, left: Figures) -> tuple[list[Figures], bool]:
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


def reduced(holding: Holding, figures: Sequence[int]) -> Figures:
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

    holding: Holding
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
        maximal, is_known = self.holding.grown(figures, self.left)
        if is_known:
            self.tests += len(self.left - maximal)
            return maximal
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


def minimum_hitting_set(sets: Sequence[Figures], excluded: Sequence[Figures]) -> Figures | None:
    """A smallest set with a figure of each set, and that contains none of the excluded ones.

    None where there is none, or HiGHS finds none.
    """
    try:
        return branched(sets, excluded)
    except EndOfSearch:
        return by_programme(sets, excluded)


def branched(sets: Sequence[Figures], excluded: Sequence[Figures]) -> Figures | None:
    """The same by branching on the figures of a set that is not hit. Raises EndOfSearch.

    HiGHS takes a hundred times longer to set up so small a programme. A smallest one has at most as
    many figures as there are sets.
    """
    nodes = iter(range(BRANCH_LIMIT))

    def extended(chosen: Figures, barred: Figures, size: int) -> Figures | None:
        if next(nodes, None) is None:
            raise EndOfSearch
        missed = sorted((one - barred for one in sets if not one & chosen), key=len)
        if any(one <= chosen for one in excluded) or len(chosen) + disjoint(missed) > size:
            return None
        if not missed:
            return chosen
        for figure in sorted(missed[0]):
            if found := extended(chosen | {figure}, barred, size):
                return found
            barred |= {figure}  # all sets with this figure too have been tried
        return None

    sizes = (extended(frozenset(), frozenset(), size) for size in range(len(sets) + 1))
    return next((found for found in sizes if found is not None), None)


def disjoint(sets: Iterable[Figures]) -> int:
    """How many of these sets have no figure in common with an earlier one: each needs its own."""
    seen, count = frozenset[int](), 0
    for one in sets:
        if not one & seen:
            seen |= one
            count += 1
    return count


def by_programme(sets: Sequence[Figures], excluded: Sequence[Figures]) -> Figures | None:
    """The same as an integer programme."""
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
