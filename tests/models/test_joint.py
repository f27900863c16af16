"""The joint models against their oracle, on random groups.

If a change of all half-widths by a millionth changes a result, doubles may decide it either way:
such comparisons are counted, and must be rare.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, islice
from typing import Any

import duckdb
import pytest
from oracle import ENTIRE, HALF, LEVELS, Interval
from oracle.joint.conflicts import Holding
from oracle.joint.groups import Group, random_groups, tables_of
from oracle.joint.judgement import CONTRADICTION, NOT_CHECKABLE, SUSPECT, Judgement
from oracle.joint.reports import Problem, Subject, problems_of
from support.random_collections import write_seeds
from support.tiers import seeds

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.joint import problems as joint
from doichieu.joint.single_level import SingleLevel

GROUPS = len(seeds(200, 2_000))
# Groups compared in all numbers.
WITH_NUMBERS = len(seeds(30, 120))
# Problems in which a figure is moved.
MOVED = len(seeds(50, 300))
# The change of half-widths that detects results near an edge.
NEAR = Fraction(1, 10**6)
# The allowed error of a severity, as a fraction of it.
SEVERITY_TOLERANCE = Fraction(1, 10**4)
# A larger severity may be overestimated: the search may stop early.
EXACT_SEVERITY_LIMIT = 1_000
# The error of a bound in doubles, as a fraction of the numbers it is computed from.
ROUNDING_TOLERANCE = Fraction(1, 10**12)
# The most sets of figures of which each is shown to hold.
SMALLER_SETS = len(seeds(200, 2_000))
MODELS = ("single_level", "printed_base", "decoupled")
# The name of a problem.
KEY = "report_id || '/' || problem_no"

Place = tuple[str, str]
"""A report and a basis: each group is one component."""
Name = tuple[str, ...]
"""Indicator and quantity, and the identity of a contribution between them."""
Ends = dict[Place, dict[Name, tuple[float, float]]]


@dataclass
class Differences:
    """Where the models differ from the oracle, and how much was compared."""

    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def compare(self, what: str, is_right: bool, message: str, is_near: bool = False) -> None:
        """Count one comparison; near an edge both results are admissible."""
        self.seen[what] += 1
        if is_near:
            self.seen[f"{what} near an edge"] += 1
        elif not is_right:
            self.wrong.append(f"{what}: {message}")

    def report(self, **at_least: int) -> None:
        """Fail with the first differences, or if too many results are near an edge or too few are
        compared.

        `at_least` are the least counts of comparisons and findings.
        """
        summary = f"{len(self.wrong)} differences"
        assert not self.wrong, "\n".join([summary, str(self.seen), *self.wrong[:20]])
        for what, count in at_least.items():
            assert self.seen[what] >= count, self.seen
        for what, count in list(self.seen.items()):
            assert self.seen[f"{what} near an edge"] < count / 100, self.seen


@dataclass
class Judged:
    """A problem judged exactly, and with half-widths slightly smaller and slightly larger."""

    exact: Judgement

    @property
    def place(self) -> Place:
        return self.exact.problem.report.name, self.exact.problem.basis

    @cached_property
    def stretched(self) -> tuple[Judgement, Judgement]:
        return Judgement(self.exact.problem, 1 - NEAR), Judgement(self.exact.problem, 1 + NEAR)

    def statuses(self, model: str) -> set[str]:
        """The statuses of a model with other half-widths."""
        return {getattr(one, model) for one in self.stretched}


@dataclass(frozen=True)
class Engine:
    """The tables of the joint problems in a warehouse."""

    warehouse: duckdb.DuckDBPyConnection

    @cached_property
    def places(self) -> dict[str, Place]:
        """The place of each problem."""
        rows = self.rows(f"select {KEY}, report_id, basis from intermediate.int_joint_problems")
        return {problem: (report, basis) for problem, report, basis in rows}

    @cached_property
    def verdicts(self) -> dict[Place, dict[str, Any]]:
        """The severity and the status of each model."""
        columns = ("severity", *MODELS)
        rows = self.rows(f"select {KEY}, {', '.join(columns)} from intermediate.int_joint_verdicts")
        return {
            self.places[problem]: dict(zip(columns, values, strict=True))
            for problem, *values in rows
        }

    @cached_property
    def bounds(self) -> Ends:
        """By indicator, identity and quantity, in the words of the oracle."""
        return self._ends(
            "bound",
            "indicator_id, coalesce(identity_id, ''), "
            "case when quantity in ('plan', 'prior') then 'implied_' || quantity else quantity end",
        )

    @cached_property
    def feasibilities(self) -> Ends:
        """By indicator and quantity."""
        return self._ends("feasibility", "indicator_id, quantity")

    def _ends(self, subject: str, name: str) -> Ends:
        found: Ends = defaultdict(dict)
        for problem, lower, upper, *key in self.rows(
            f"select {KEY}, lower, upper, {name} from intermediate.int_joint_solutions "
            f"where subject = '{subject}'"
        ):
            found[self.places[problem]][tuple(key)] = lower, upper
        return found

    @cached_property
    def conflicts(self) -> dict[Place, dict[int, tuple[set[Subject], bool]]]:
        """The figures of each conflict, and whether it is known to be a smallest one."""
        found: dict[Place, dict[int, tuple[set[Subject], bool]]] = defaultdict(dict)
        for problem, number, is_smallest, indicator, quantity, basis in self.rows(
            f"select {KEY}, conflict_no, is_smallest, indicator_id, quantity, figure_basis "
            "from intermediate.int_joint_conflicts order by all"
        ):
            subject = Subject(indicator, quantity, basis if quantity == "share" else "")
            figures, _ = found[self.places[problem]].setdefault(number, (set(), is_smallest))
            figures.add(subject)
        return found

    @cached_property
    def posed(self) -> list[joint.Problem]:
        """The problems as they are posed to the solver."""
        return joint.read_problems(
            self.rows(
                f"select {KEY}, {joint.FIGURE_COLUMNS} from intermediate.int_joint_figures "
                "order by all"
            ),
            self.rows(
                f"select {KEY}, {joint.IDENTITY_COLUMNS} from intermediate.int_joint_identities "
                "inner join intermediate.int_joint_problems using (report_id, component_id) "
                "order by all"
            ),
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.warehouse.execute(query).fetchall()


@pytest.fixture(scope="module")
def groups() -> list[Group]:
    return random_groups(2021, GROUPS)


@pytest.fixture(scope="module")
def engine(
    groups: list[Group],
    compiled_models: CompiledModels,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """A warehouse in which every group is a report."""
    folder = write_seeds(tmp_path_factory.mktemp("groups"), tables_of(groups))
    with compiled_models.build(read_inputs(folder)) as warehouse:
        yield Engine(warehouse)


@pytest.fixture(scope="module")
def judged(groups: list[Group]) -> dict[Place, Judged]:
    """Every problem of every group."""
    found = (
        Judged(Judgement(problem)) for group in groups for problem in problems_of(group.report)
    )
    return {one.place: one for one in found}


@pytest.fixture(scope="module")
def some(groups: list[Group], judged: dict[Place, Judged]) -> dict[Place, Judged]:
    """The problems that are compared in all numbers."""
    names = {group.report.name for group in groups[:WITH_NUMBERS]}
    return {place: one for place, one in judged.items() if place[0] in names}


def test_every_problem_is_there(engine: Engine, judged: dict[Place, Judged]) -> None:
    assert set(engine.verdicts) == set(judged)


def test_statuses(engine: Engine, judged: dict[Place, Judged]) -> None:
    differences = Differences()
    statuses: set[tuple[str, str]] = set()
    for place, one in judged.items():
        # The oracle does not decide whether a check covers single quantities.
        is_checked = one.exact.single_level != NOT_CHECKABLE
        for model in MODELS if is_checked else MODELS[:2]:
            actual, exact = engine.verdicts[place][model], getattr(one.exact, model)
            statuses.add((model, exact))
            is_near = actual != exact and actual in one.statuses(model)
            message = f"{place} {actual}, not {exact}"
            differences.compare(model, actual == exact, message, is_near)
    differences.report()
    # Every status of every model occurs.
    assert len(statuses) == 4 + 4 + 3


@pytest.fixture(scope="module")
def large_and_failing(judged: dict[Place, Judged]) -> dict[Place, Judged]:
    """The first problems of at least five parts that fail at the half interval."""
    found = (
        (place, one)
        for place, one in judged.items()
        if len({subject.indicator for subject in one.exact.problem.observed[HALF]}) > 5
        and one.exact.single_level in (SUSPECT, CONTRADICTION)
    )
    return dict(islice(found, WITH_NUMBERS))


def test_severity(
    engine: Engine, some: dict[Place, Judged], large_and_failing: dict[Place, Judged]
) -> None:
    """With slightly more than the severity all figures hold, with slightly less they do not."""
    differences = Differences()
    too_precise = {
        engine.places[problem.problem_id] for problem in engine.posed if is_too_precise(problem)
    }
    for place, one in (some | large_and_failing).items():
        if one.exact.single_level == NOT_CHECKABLE or place in too_precise:
            continue
        severity = engine.verdicts[place]["severity"]
        if severity is None:
            # Severities beyond the effect of any misprint are reported as infinite.
            is_hopeless = not one.exact.holds_with(Fraction(10**6))
            differences.compare("infinite", is_hopeless, f"{place} has no severity")
            continue
        claimed = Fraction(severity)
        slack = claimed * SEVERITY_TOLERANCE + NEAR
        is_enough = one.exact.holds_with(claimed + slack)
        is_least = claimed <= slack or not one.exact.holds_with(claimed - slack)
        is_far = not is_least and not one.exact.holds_with(Fraction(EXACT_SEVERITY_LIMIT))
        message = f"{place} {severity} {is_enough} {is_least}"
        differences.compare("severity", is_enough and (is_least or is_far), message)
    differences.report(severity=WITH_NUMBERS)


def is_too_precise(problem: joint.Problem) -> bool:
    """Whether a figure is printed more precisely than doubles resolve, so its interval is wider."""
    return any(row.half_width > row.interval.half_width for row in SingleLevel(problem).rows)


def test_a_severity_is_the_same_in_any_order_of_the_figures(engine: Engine) -> None:
    """One figure of each problem is moved far out first."""
    rng = random.Random(2021)
    differences = Differences()
    problems = [problem for problem in engine.posed if len(problem.unknowns) > 9]
    for problem in rng.sample(problems, MOVED):
        moved = with_one_moved(problem, rng)
        severities = [SingleLevel(in_some_order(moved, rng)).severity() for _ in range(4)]
        least, most = min(severities), max(severities)
        is_same = most <= least * (1 + SEVERITY_TOLERANCE) + NEAR
        what = "severity" if most <= EXACT_SEVERITY_LIMIT else "beyond the limit"
        is_right = is_same or least > EXACT_SEVERITY_LIMIT
        differences.compare(what, is_right, f"{problem.problem_id} {severities}")
    differences.report(severity=MOVED // 2)


def with_one_moved(problem: joint.Problem, rng: random.Random) -> joint.Problem:
    """The problem with one figure up to a thousand half-widths away, or ten times as large."""
    ratios = list(problem.ratios)
    place = rng.randrange(len(ratios))
    interval = ratios[place].half
    middles = (
        interval.middle + rng.choice((-1, 1)) * interval.half_width * 10 ** rng.uniform(0.5, 3),
        interval.middle * rng.choice((10, Fraction(1, 10))),
    )
    middle = float(rng.choice(middles))
    ends = middle - interval.half_width, middle + interval.half_width
    moved = replace(interval, lower=ends[0], upper=ends[1])
    ratios[place] = replace(ratios[place], half=moved)
    return replace(problem, ratios=ratios)


def in_some_order(problem: joint.Problem, rng: random.Random) -> joint.Problem:
    """The problem with its figures and identities in another order."""
    return replace(
        problem,
        ratios=rng.sample(problem.ratios, len(problem.ratios)),
        identities=rng.sample(problem.identities, len(problem.identities)),
    )


def test_bounds(engine: Engine, some: dict[Place, Judged]) -> None:
    differences = Differences()
    for place, one in some.items():
        if one.exact.single_level != NOT_CHECKABLE:
            compare_ends(differences, one, engine.bounds[place], named_bounds)
    differences.report(finite=5 * WITH_NUMBERS)


def test_feasibility(engine: Engine, some: dict[Place, Judged]) -> None:
    differences = Differences()
    for place, one in some.items():
        compare_ends(differences, one, engine.feasibilities[place], named_feasible)
    differences.report(finite=5 * WITH_NUMBERS)


def test_conflicts(engine: Engine, judged: dict[Place, Judged]) -> None:
    """Each conflict cannot hold, and can without any one of its figures. No smaller set conflicts,
    and once all that were found are taken out, the rest can hold."""
    differences = Differences()
    for place, one in judged.items():
        found = engine.conflicts.get(place, {})
        contradicts = one.exact.verdict == CONTRADICTION
        is_near = one.stretched[0].verdict != one.stretched[1].verdict
        message = f"{place} {one.exact.verdict} {found}"
        differences.compare("problems", bool(found) == contradicts, message, is_near)
        exact = Holding(one.exact.problem)
        left = set(exact.subjects)
        sizes: list[int] = []
        for figures, is_smallest in found.values():
            assert is_smallest, message
            is_conflict = not exact.holds(figures)
            compare_set(differences, one, "conflicts", figures, is_conflict)
            for figure in figures:
                rest = figures - {figure}
                compare_set(differences, one, "without one", rest, exact.holds(rest))
            if len(figures) > max(sizes, default=0):
                left -= set().union(*(sets for sets, _ in found.values() if len(sets) in sizes))
                sizes.append(len(figures))
                if math.comb(len(left), len(figures) - 1) <= SMALLER_SETS:
                    for smaller in map(set, combinations(sorted(left), len(figures) - 1)):
                        compare_set(differences, one, "smaller", smaller, exact.holds(smaller))
        if found:
            left = left.difference(*(sets for sets, _ in found.values()))
            compare_set(differences, one, "rest", left, exact.holds(left))
    differences.report(conflicts=30, smaller=1_000)


def compare_set(
    differences: Differences, one: Judged, what: str, figures: set[Subject], is_right: bool
) -> None:
    """Count whether a set of figures holds as expected, or whether that is near an edge."""
    is_near = not is_right and (
        Holding(one.exact.problem, 1 - NEAR).holds(figures)
        != Holding(one.exact.problem, 1 + NEAR).holds(figures)
    )
    differences.compare(what, is_right, f"{one.place} {sorted(figures)}", is_near)


def named_bounds(judgement: Judgement) -> dict[Name, Interval]:
    """The tight bounds of a problem by the warehouse's names."""
    return {
        (indicator, identity, quantity): bounds
        for indicator, identity, quantity, bounds in judgement.bounds()
    }


def named_feasible(judgement: Judgement) -> dict[Name, Interval]:
    """The feasibility intervals of a problem by the warehouse's names."""

    def name(subject: Subject) -> tuple[str, str]:
        return subject.indicator, subject.quantity

    return {name(subject): bounds for subject, bounds in judgement.feasibilities()}


def compare_ends(
    differences: Differences,
    one: Judged,
    actual: Mapping[Name, tuple[float, float]],
    judge: Callable[[Judgement], dict[Name, Interval]],
) -> None:
    """Compare intervals with those of the oracle; a missing one is unbounded."""
    problem, exact = one.exact.problem, judge(one.exact)
    # With slightly smaller and larger half-widths, where needed.
    around: list[dict[Name, Interval]] = []
    for name in sorted(actual.keys() | exact.keys()):
        claimed, truth = actual.get(name, ENTIRE), exact.get(name, ENTIRE)
        for side, called in enumerate(("lower", "upper")):
            is_right = is_end(problem, name, side, claimed[side], [truth])
            if not is_right:
                around = around or [judge(other) for other in one.stretched]
                all_near = [truth, *(other[name] for other in around if name in other)]
                is_right = is_end(problem, name, side, claimed[side], all_near)
            is_near = not is_right and any(other.keys() != exact.keys() for other in around)
            what = "finite" if math.isfinite(claimed[side]) else "infinite"
            message = f"{one.place} {name} {called} {claimed[side]}, not {float(truth[side])}"
            differences.compare(what, is_right, message, is_near)


def is_end(
    problem: Problem, name: Name, side: int, claimed: float, intervals: list[Interval]
) -> bool:
    """Whether a claimed end is that of one of these intervals, or between their ends."""
    ends = [one[side] for one in intervals]
    finite = [Fraction(end) for end in ends if not math.isinf(end)]
    if math.isinf(claimed):
        # A bound that only states a sign may be missing as well.
        return claimed in ends or (0 in ends and claimed == ENTIRE[side])
    slack = ROUNDING_TOLERANCE * size_of(problem, name, finite)
    return bool(finite) and min(finite) - slack <= Fraction(claimed) <= max(finite) + slack


def size_of(problem: Problem, name: Name, ends: list[Fraction]) -> Fraction:
    """The size of the numbers that an end is computed from: the levels, or about one."""
    sizes = [abs(end) for end in ends]
    indicator, quantity = name[0], name[-1]
    factors = problem.report.factors
    if quantity not in (*LEVELS, "implied_plan", "implied_prior"):
        return max([Fraction(1), *sizes])
    sizes += [
        abs(one.value) * factors[subject.indicator] / factors[indicator]
        for subject, one in problem.observed[HALF].items()
        if subject.quantity in LEVELS
    ]
    return max(sizes, default=Fraction(0))
