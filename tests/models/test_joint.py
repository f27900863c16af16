"""The joint models against their oracle, on thousands of random groups.

What is so near an edge that it turns where all half-widths grow or shrink by a millionth may be
told either way by doubles; it is counted, and must be rare.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice

import duckdb
import pytest
from oracle.joint.groups import Group, random_groups, tables_of
from oracle.joint.judgement import CONTRADICTION, NOT_CHECKABLE, SUSPECT, Judgement
from oracle.joint.prints import EVERYTHING, HALF, LEVELS, Interval
from oracle.joint.reports import Problem, Subject, problems_of
from support.random_collections import write_seeds

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.joint import problems as joint
from doichieu.joint.single_level import SingleLevel

GROUPS = 2_000
# So many of them are held against the oracle in all numbers.
WITH_NUMBERS = 120
# So many of them have a figure moved.
MOVED = 300
NEAR = Fraction(1, 10**6)
# The severity is found by trying, and as exact as anyone reads it.
SEVERITY = Fraction(1, 10**4)
# Beyond so many half-widths a search may stop short of the least.
FAR = 1_000
# What doubles leave of a number beside the nearness of edges.
RELATIVE = Fraction(1, 10**12)
MODELS = ("single_level", "printed_base", "decoupled")

Place = tuple[str, str]
"""A report and a basis: each group is one component."""
Name = tuple[str, ...]
"""Indicator and quantity, and the identity of a contribution between them."""


@dataclass
class Differences:
    """What the models tell otherwise than the oracle, and how much was compared."""

    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def compare(self, what: str, is_right: bool, is_near: bool, told: str) -> None:
        """Count one comparison; near an edge both answers are admissible."""
        self.seen[what] += 1
        if is_near:
            self.seen[f"{what} near an edge"] += 1
        elif not is_right:
            self.wrong.append(f"{what}: {told}")


@dataclass
class Judged:
    """A problem judged exactly, and with half-widths a little less and a little more."""

    exact: Judgement

    @property
    def place(self) -> Place:
        return self.exact.problem.report.name, self.exact.problem.basis

    @cached_property
    def stretched(self) -> tuple[Judgement, Judgement]:
        return Judgement(self.exact.problem, 1 - NEAR), Judgement(self.exact.problem, 1 + NEAR)

    def statuses(self, model: str) -> set[str]:
        """What a model says near the edges."""
        return {getattr(one, model) for one in self.stretched}


@dataclass(frozen=True)
class Engine:
    """What the warehouse holds of the joint problems."""

    warehouse: duckdb.DuckDBPyConnection

    @cached_property
    def problems(self) -> dict[str, Place]:
        return {
            problem: (report, basis)
            for problem, report, basis in self.rows(
                "select problem_id, report_id, basis from intermediate.int_joint_problems"
            )
        }

    @cached_property
    def verdicts(self) -> dict[Place, dict[str, str]]:
        return {
            self.problems[problem]: dict(zip(MODELS, statuses, strict=True))
            for problem, *statuses in self.rows(
                f"select problem_id, {', '.join(MODELS)} from intermediate.int_joint_verdicts"
            )
        }

    @cached_property
    def severities(self) -> dict[Place, float | None]:
        return {
            self.problems[problem]: severity
            for problem, severity in self.rows(
                "select problem_id, severity from intermediate.int_joint_verdicts"
            )
        }

    @cached_property
    def bounds(self) -> dict[Place, dict[Name, tuple[float, float]]]:
        """Of each problem, by indicator, identity and quantity."""
        found: dict[Place, dict[Name, tuple[float, float]]] = defaultdict(dict)
        for problem, indicator, identity, quantity, lower, upper in self.rows(
            "select problem_id, indicator_id, coalesce(identity_id, ''), quantity, lower, upper "
            "from intermediate.int_joint_bounds"
        ):
            found[self.problems[problem]][indicator, identity, quantity] = lower, upper
        return found

    @cached_property
    def feasibilities(self) -> dict[Place, dict[Name, tuple[float, float]]]:
        """Of each problem, by indicator and quantity."""
        found: dict[Place, dict[Name, tuple[float, float]]] = defaultdict(dict)
        for problem, indicator, quantity, lower, upper in self.rows(
            "select problem_id, indicator_id, quantity, lower, upper "
            "from intermediate.int_joint_feasibility"
        ):
            found[self.problems[problem]][indicator, quantity] = lower, upper
        return found

    def rows(self, query: str) -> Iterator[tuple[object, ...]]:
        return iter(self.warehouse.execute(query).fetchall())


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
    seeds = write_seeds(tmp_path_factory.mktemp("groups"), tables_of(groups))
    with compiled_models.build(read_inputs(seeds)) as warehouse:
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
    told: set[tuple[str, str]] = set()
    for place, one in judged.items():
        # Nobody is told what quantities by themselves allow where nothing checks them.
        is_checked = one.exact.single_level != NOT_CHECKABLE
        for model in MODELS if is_checked else MODELS[:2]:
            actual, exact = engine.verdicts[place][model], getattr(one.exact, model)
            told.add((model, exact))
            is_near = actual != exact and actual in one.statuses(model)
            differences.compare(model, actual == exact, is_near, f"{place} {actual}, not {exact}")
    report(differences)
    # Nothing that can be told goes untried.
    assert len(told) == 4 + 4 + 3


@pytest.fixture(scope="module")
def large_and_failing(judged: dict[Place, Judged]) -> dict[Place, Judged]:
    """The first problems of at least five parts that are not possible at the half reading."""
    return dict(
        islice(
            (
                (place, one)
                for place, one in judged.items()
                if len({subject.indicator for subject in one.exact.problem.observed[HALF]}) > 5
                and one.exact.single_level in (SUSPECT, CONTRADICTION)
            ),
            WITH_NUMBERS,
        )
    )


def test_severity(
    engine: Engine, some: dict[Place, Judged], large_and_failing: dict[Place, Judged]
) -> None:
    """With a little more than the severity all figures are possible, with a little less not."""
    differences = Differences()
    coarse = {
        engine.problems[problem.problem_id]
        for problem in posed(engine)
        if is_told_coarsely(problem)
    }
    for place, one in (some | large_and_failing).items():
        if one.exact.single_level == NOT_CHECKABLE or place in coarse:
            continue
        severity = engine.severities[place]
        if severity is None:
            # Beyond all that a slip can do no number is told.
            is_hopeless = not one.exact.holds_with(Fraction(10**6))
            differences.compare("severity", is_hopeless, False, f"{place} is not told")
            continue
        claimed = Fraction(severity)
        slack = claimed * SEVERITY + NEAR
        is_enough = one.exact.holds_with(claimed + slack)
        is_least = claimed <= slack or not one.exact.holds_with(claimed - slack)
        differences.compare(
            "severity",
            is_enough and (is_least or not one.exact.holds_with(Fraction(FAR))),
            False,
            f"{place} {severity} {is_enough} {is_least}",
        )
    report(differences)


def test_a_severity_is_the_same_in_whatever_order_the_figures_stand(engine: Engine) -> None:
    """One figure of each problem is moved far out first; what weighs most comes first or last."""
    rng = random.Random(2021)
    differences = Differences()
    problems = [problem for problem in posed(engine) if len(problem.unknowns) > 9]
    for problem in rng.sample(problems, MOVED):
        moved = with_one_moved(problem, rng)
        severities = [SingleLevel(in_some_order(moved, rng)).severity() for _ in range(4)]
        least, most = min(severities), max(severities)
        is_same = most <= least * (1 + SEVERITY) + NEAR or least > FAR
        differences.compare("severity", is_same, False, f"{problem.problem_id} {severities}")
    report(differences)


def is_told_coarsely(problem: joint.Problem) -> bool:
    """Whether a figure says more than doubles can tell, and is read as wider than it is."""
    return any(row.half_width > row.reading.half_width for row in SingleLevel(problem).rows)


def posed(engine: Engine) -> list[joint.Problem]:
    """The problems of the warehouse as they are posed to the solver."""
    figures = engine.warehouse.table("intermediate.int_joint_figures")
    identities = engine.warehouse.table("intermediate.int_joint_identities")
    return joint.read_problems(
        figures.query("figures", joint.BOTH_READINGS)
        .select(joint.FIGURE_COLUMNS)
        .order("all")
        .fetchall(),
        identities.select(joint.IDENTITY_COLUMNS).order("all").fetchall(),
    )


def with_one_moved(problem: joint.Problem, rng: random.Random) -> joint.Problem:
    """The same with one figure up to a thousand half-widths from where it is, or ten times it."""
    ratios = list(problem.ratios)
    place = rng.randrange(len(ratios))
    reading = ratios[place].half
    middles = (
        reading.middle + rng.choice((-1, 1)) * reading.half_width * 10 ** rng.uniform(0.5, 3),
        reading.middle * rng.choice((10, Fraction(1, 10))),
    )
    moved = replace(reading, middle=float(rng.choice(middles)))
    ratios[place] = replace(ratios[place], half=moved)
    return replace(problem, ratios=ratios)


def in_some_order(problem: joint.Problem, rng: random.Random) -> joint.Problem:
    """The same with its figures and its identities in another order."""
    return replace(
        problem,
        ratios=rng.sample(problem.ratios, len(problem.ratios)),
        identities=rng.sample(problem.identities, len(problem.identities)),
    )


def test_bounds(engine: Engine, some: dict[Place, Judged]) -> None:
    differences = Differences()
    for place, one in some.items():
        if one.exact.single_level != NOT_CHECKABLE:
            compare_ends(differences, "bounds", one, engine.bounds[place], named_bounds)
    report(differences)


def test_feasibility(engine: Engine, some: dict[Place, Judged]) -> None:
    differences = Differences()
    for place, one in some.items():
        actual = engine.feasibilities[place]
        compare_ends(differences, "feasibility", one, actual, named_feasible)
    report(differences)


def named_bounds(judgement: Judgement) -> dict[Name, Interval]:
    """The tight bounds of a problem, as the warehouse names them."""
    return {
        (indicator, identity, quantity): bounds
        for indicator, identity, quantity, bounds in judgement.bounds()
    }


def named_feasible(judgement: Judgement) -> dict[Name, Interval]:
    """The feasibility intervals of a problem, as the warehouse names them."""

    def name(subject: Subject) -> tuple[str, str]:
        return subject.indicator, subject.quantity

    return {name(subject): bounds for subject, bounds in judgement.feasibilities()}


def compare_ends(
    differences: Differences,
    what: str,
    one: Judged,
    actual: Mapping[Name, tuple[float, float]],
    told_by: Callable[[Judgement], dict[Name, Interval]],
) -> None:
    """Hold intervals against those of the oracle; one that is not there has no ends."""
    problem, exact = one.exact.problem, told_by(one.exact)
    # What a little less and a little more width allow, where it is needed.
    around: list[dict[Name, Interval]] = []
    for name in sorted(actual.keys() | exact.keys()):
        claimed, truth = actual.get(name, EVERYTHING), exact.get(name, EVERYTHING)
        for side, called in enumerate(("lower", "upper")):
            is_right = is_end(problem, name, side, claimed[side], [truth])
            if not is_right:
                around = around or [told_by(other) for other in one.stretched]
                all_near = [truth, *(other[name] for other in around if name in other)]
                is_right = is_end(problem, name, side, claimed[side], all_near)
            is_near = not is_right and any(other.keys() != exact.keys() for other in around)
            told = f"{one.place} {name} {called} {claimed[side]}, not {float(truth[side])}"
            differences.compare(what, is_right, is_near, told)


def is_end(
    problem: Problem, name: Name, side: int, claimed: float, intervals: list[Interval]
) -> bool:
    """Whether a claimed end is that of one of these intervals, or between their ends."""
    ends = [one[side] for one in intervals]
    finite = [Fraction(end) for end in ends if not math.isinf(end)]
    if math.isinf(claimed):
        # What is only known not to be below zero, or above, may have no end as well.
        return claimed in ends or (0 in ends and claimed == EVERYTHING[side])
    slack = RELATIVE * size_of(problem, name, finite)
    return bool(finite) and min(finite) - slack <= Fraction(claimed) <= max(finite) + slack


def size_of(problem: Problem, name: Name, ends: list[Fraction]) -> Fraction:
    """How large the numbers are that an end is computed from: the levels, or about one."""
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


def report(differences: Differences) -> None:
    """Fail with the first differences, or where too much is near an edge."""
    wrong = differences.wrong
    assert not wrong, "\n".join([f"{len(wrong)} differences", str(differences.seen), *wrong[:20]])
    for what, count in differences.seen.items():
        assert differences.seen[f"{what} near an edge"] < count / 100, differences.seen
