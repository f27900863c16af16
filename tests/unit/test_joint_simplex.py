"""The simplex method on arrays compared with exact arithmetic, and the bounds that use it."""

import math
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pytest
from oracle.joint.simplex import Constraint, Programme, ratio_range
from support.tiers import seeds

from doichieu.joint.linear_programme import (
    FEASIBILITY_TOLERANCE,
    LinearProgramme,
    Solver,
)
from doichieu.joint.problems import Problem, read_problems
from doichieu.joint.simplex import NO_ROW, Constraints, Ratios, minimize, proven_minima
from doichieu.joint.single_level import Bounds, SingleLevel
from doichieu.joint.sparse_rows import Array, Rows

RATIOS = 6
NEAR = 1e-9


@dataclass(frozen=True)
class Case:
    """Constraints and ratios of small whole numbers, which doubles hold exactly."""

    constraints: Constraints
    ratios: Ratios

    def minimum(self, place: int) -> float:
        """The exact minimum of a ratio, without the rows that are relaxed for it."""
        found = [Constraint(terms(line), 0, 0) for line in self.constraints.equal]
        found += [
            Constraint(terms(line), -Fraction(constant))
            for row, (line, constant) in enumerate(
                zip(self.constraints.lines, self.constraints.constants, strict=True)
            )
            if row not in self.ratios.relaxed[place]
        ]
        one = [Constraint({"one": Fraction(1)}, 1, 1)]
        numerator, denominator = (
            terms(line) | {"one": Fraction(constant)}
            for line, constant in (
                (self.ratios.numerators[place], self.ratios.numerator_constants[place]),
                (self.ratios.denominators[place], self.ratios.denominator_constants[place]),
            )
        )
        if not any(self.ratios.denominators[place]):
            lower = Programme(found + one).range(numerator).lower
            return float(lower / Fraction(self.ratios.denominator_constants[place]))
        # Points with a denominator of zero or less are excluded.
        found.append(Constraint(denominator, Fraction(0)))
        return float(ratio_range(found + one, numerator, denominator).lower)


def constraints_of(equal: np.ndarray, lines: np.ndarray, constants: np.ndarray) -> Constraints:
    """Constraints with half-widths of one."""
    return Constraints(equal, lines, constants, np.full(len(lines), FEASIBILITY_TOLERANCE))


def terms(line: np.ndarray) -> dict[object, Fraction]:
    """The coefficients of a line by the places of its unknowns."""
    return {place: Fraction(value) for place, value in enumerate(line) if value}


def random_case(rng: np.random.Generator) -> Case:
    """Constraints around zero, bounded or not, some active at zero; ratios bounded or not.

    With relaxed rows, a denominator may be zero or negative at some points.
    """
    unknowns = int(rng.integers(2, 7))
    box = np.vstack((np.eye(unknowns), -np.eye(unknowns)))
    others = rng.integers(-3, 4, (int(rng.integers(0, 8)), unknowns)).astype(float)
    is_open = rng.random() < 0.3
    lines = np.vstack((box[is_open:], others))
    constants = rng.integers(0, 5, len(lines)).astype(float)
    relaxed = rng.integers(0, len(lines), (RATIOS, 2))
    relaxed[rng.random(RATIOS) < 0.5] = NO_ROW
    denominators = rng.integers(-1, 2, (RATIOS, unknowns)).astype(float)
    denominators[rng.random(RATIOS) < 0.4] = 0.0
    equal = rng.integers(-2, 3, (int(rng.integers(0, 3)), unknowns)).astype(float)
    return Case(
        constraints_of(equal, lines, constants),
        Ratios(
            rng.integers(-3, 4, (RATIOS, unknowns)).astype(float),
            rng.integers(-3, 4, RATIOS).astype(float),
            denominators,
            rng.integers(1, 30, RATIOS).astype(float),
            relaxed,
        ),
    )


def test_minima_are_exact_or_undetermined() -> None:
    """Almost every minimum is found, and no unbounded ratio has one."""
    rng = np.random.default_rng(2021)
    seen: Counter[str] = Counter()
    for _ in seeds(50, 150):
        case = random_case(rng)
        for place, found in enumerate(minimize(case.constraints, case.ratios)):
            exact = case.minimum(place)
            if math.isnan(found):
                seen["undetermined" if math.isfinite(exact) else "unbounded"] += 1
            else:
                assert found == pytest.approx(exact, rel=NEAR, abs=NEAR)
                seen["determined"] += 1
    assert seen["determined"] > max(100, 10 * seen["undetermined"]), seen
    assert seen["unbounded"] > 20, seen


# x and y from -1/2 to 1/2. The minimum of (x + 3/2) / (y + 7/2) is at the corner left, top.
SQUARE = constraints_of(
    np.zeros((0, 2)),
    np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]),
    np.array([0.5, 0.5, 0.5, 0.5]),
)
LEFT, RIGHT, BOTTOM, TOP = range(4)


def corner_ratio(relaxed: tuple[int, int] = (NO_ROW, NO_ROW)) -> Ratios:
    """(x + 3/2) / (y + 7/2)."""
    return Ratios(
        np.array([[1.0, 0.0]]),
        np.array([1.5]),
        np.array([[0.0, 1.0]]),
        np.array([3.5]),
        np.array([relaxed]),
    )


def test_a_square() -> None:
    assert minimize(SQUARE, corner_ratio()).tolist() == pytest.approx([1 / 4])


def test_a_relaxed_row_bounds_nothing() -> None:
    ratios = corner_ratio((LEFT, RIGHT))
    assert np.isnan(minimize(SQUARE, ratios)).all()
    # A constant numerator depends on y alone.
    constant = replace(ratios, numerators=np.zeros((1, 2)))
    assert minimize(SQUARE, constant).tolist() == pytest.approx([1.5 / 4])


@pytest.mark.parametrize(
    ("vertex", "is_optimal"),
    [
        ((LEFT, TOP), True),
        ((LEFT, BOTTOM), False),
        ((RIGHT, TOP), False),
        ((LEFT, RIGHT), False),  # singular
        ((LEFT, NO_ROW), False),
    ],
)
def test_only_an_optimal_vertex_is_proven(vertex: tuple[int, int], is_optimal: bool) -> None:
    (found,) = proven_minima(SQUARE, corner_ratio(), np.array([vertex]))
    assert found == pytest.approx(1 / 4 if is_optimal else math.nan, nan_ok=True)


@pytest.mark.parametrize("slope", [7e-11, 1e-13])
def test_a_tiny_reduced_cost_matters_where_a_row_lies_far_away(slope: float) -> None:
    """Minimize y >= slope * x - 1 for -70 / slope <= x <= 1: the minimum is -71, not near -1."""
    constraints = constraints_of(
        np.zeros((0, 2)),
        np.array([[1.0, 0.0], [-1.0, 0.0], [-slope, 1.0]]),
        np.array([70 / slope, 1.0, 1.0]),
    )
    ratios = Ratios(
        np.array([[0.0, 1.0]]), np.zeros(1), np.zeros((1, 2)), np.ones(1), np.full((1, 2), NO_ROW)
    )
    near, far = proven_minima(constraints, repeated(ratios, 2), np.array([(1, 2), (0, 2)]))
    assert math.isnan(near)
    assert far == pytest.approx(-71)
    (found,) = minimize(constraints, ratios)
    assert found == pytest.approx(-71 if slope > 1e-12 else math.nan, nan_ok=True)


def repeated(ratios: Ratios, times: int) -> Ratios:
    """The same ratio several times."""
    return Ratios(*(np.repeat(lines, times, axis=0) for lines in vars(ratios).values()))


@pytest.mark.parametrize(("cut", "is_feasible"), [(2e-10, False), (0.5e-10, True)])
def test_an_infeasible_vertex_proves_nothing(cut: float, is_feasible: bool) -> None:
    """The row x - y >= cut - 1 cuts off the corner, by more or less than the tolerance."""
    constraints = constraints_of(
        SQUARE.equal,
        np.vstack((SQUARE.lines, [[1.0, -1.0]])),
        np.append(SQUARE.constants, 1.0 - cut),
    )
    (found,) = proven_minima(constraints, corner_ratio(), np.array([(LEFT, TOP)]))
    assert found == pytest.approx(1 / 4 if is_feasible else math.nan, nan_ok=True)


def test_without_a_vertex_no_minimum_is_found() -> None:
    """No row contains the third unknown."""
    constraints = constraints_of(
        np.zeros((0, 3)), np.column_stack((SQUARE.lines, np.zeros(4))), SQUARE.constants
    )
    ratios = corner_ratio()
    wide = replace(
        ratios,
        numerators=np.column_stack((ratios.numerators, [[0.0]])),
        denominators=np.column_stack((ratios.denominators, [[0.0]])),
    )
    assert np.isnan(minimize(constraints, wide)).all()


# -- LinearProgramme


def solution(
    matrix: Array, lower: Array, costs: Array, solver: Solver | None
) -> tuple[float, list[float]]:
    """The minimum of the costs and its point; infinity where the programme is infeasible."""
    free, size = np.full(len(matrix), np.inf), np.full(len(costs), 5.0)
    programme = LinearProgramme(Rows.of_dense(matrix), (lower.copy(), free), (-size, size), solver)
    if not programme.is_feasible():
        return math.inf, []
    found, at = programme.minimize(costs)
    return found, at.tolist()


def test_a_reused_solver_finds_what_new_ones_find() -> None:
    rng = np.random.default_rng(7)
    solver = Solver()
    seen: Counter[bool] = Counter()
    for _ in range(100):
        columns = int(rng.integers(2, 6))
        matrix = rng.integers(-3, 4, (int(rng.integers(1, 8)), columns)).astype(float)
        lower = rng.integers(-9, 10, len(matrix)).astype(float)
        costs = rng.integers(-3, 4, columns).astype(float)
        found = solution(matrix, lower, costs, solver)
        assert found == solution(matrix, lower, costs, None)
        seen[math.isfinite(found[0])] += 1
    assert min(seen[True], seen[False]) > 10, seen


# -- bounds of whole problems

FigureRow = tuple[str | float | None, ...]


def figure(
    name: str, quantity: str, middle: float, half: float, base: str | None = None, of: str = ""
) -> FigureRow:
    """A figure, middle ± half: a level, or a ratio to the base of its own or another indicator."""
    interval = (middle - half, middle + half, 1)
    return ("", name, quantity, "", of or name, base, 1.0, *interval, *interval, 2 * half, half)


def levels(name: str, middle: float, half: float) -> list[FigureRow]:
    """A level, a plan twice as large, and a base."""
    return [
        figure(name, "level", middle, half),
        figure(name, "plan_level", 2 * middle, half),
        figure(name, "prior_level", 0.9 * middle, half),
    ]


def problem_of(
    figures: list[FigureRow], identities: list[tuple[str, str, str]], relation: str = "sum"
) -> Problem:
    """A problem of these figures; identities are a name, a total and the names of its parts."""
    rows = [
        ("", name, relation, total, part, 1.0)
        for name, total, parts in identities
        for part in parts
    ]
    (problem,) = read_problems(figures, rows)
    return problem


def ends(found: list[Bounds], name: str, quantity: str = "level") -> tuple[float, float]:
    """The bounds that were found of a quantity."""
    (own,) = (one for one in found if (one.indicator_id, one.quantity) == (name, quantity))
    return own.lower, own.upper


def bounds_of(problem: Problem) -> list[Bounds]:
    """The bounds of a problem that holds."""
    model = SingleLevel(problem)
    severity = model.severity()
    assert severity <= 1
    return model.bounds(severity)


def feasibilities_of(problem: Problem) -> list[Bounds]:
    """The feasibility intervals of a problem that holds."""
    model = SingleLevel(problem)
    severity = model.severity()
    assert severity <= 1
    return model.feasibilities(severity)


def test_a_part_without_a_level_may_be_zero_however_large_its_total() -> None:
    """Its level and plan may be zero, and its plan is at most what its total's level allows."""
    rows = [figure("c", "level", 2_010_123_456.0, 0.5)]
    for name in "cs":
        rows.append(figure(name, "completion", 0.001, 0.0005, "plan"))
        rows.append(figure(name, "growth", 1.474, 0.0005, "prior"))
    problem = problem_of(rows, [("within", "c", "s")], "subset")
    lower, upper = ends(bounds_of(problem), "s", "implied_plan")
    assert lower <= 0
    assert upper == pytest.approx(2_010_123_456.5 / 0.0005)


@pytest.mark.parametrize(("half", "upper"), [(0.0005, 0.9055), (0.0006, math.inf)])
def test_intervals_that_touch_still_bound(half: float, upper: float) -> None:
    """A total of 90.5 % and a part of 90.6 %: where they touch, the other part is no higher.

    Where they overlap, the base of the other part may be zero.
    """
    rows = []
    for name, completion, growth in (("t", 0.905, 0.945), ("p", 0.906, 0.945), ("q", 0.855, 1.005)):
        rows.append(figure(name, "completion", completion, half, "plan"))
        rows.append(figure(name, "growth", growth, 0.0005, "prior"))
    problem = problem_of(rows, [("s", "t", "pq")])
    assert SingleLevel(problem).severity() < 0.9
    assert ends(feasibilities_of(problem), "q", "completion")[1] == pytest.approx(upper)


@pytest.mark.parametrize(("total", "finer"), [(3e8, 0.48), (4.9e8, 0.465)])
def test_a_row_far_from_the_print_keeps_the_tolerance_of_its_own_half_width(
    total: float, finer: float
) -> None:
    """A part of two totals is at most the upper end of the one printed to a hundredth."""
    rows = [*levels("t", total, 0.5), *levels("u", total + finer, 0.005)]
    rows += [*levels("p", 100, 0.5), *levels("q", 50, 0.5)]
    rows.append(figure("q", "share", 0.5, 0.5, "level", "p"))
    problem = problem_of(rows, [("t", "t", "p"), ("u", "u", "p")], "subset")
    _, upper = ends(feasibilities_of(problem), "p")
    # Doubles resolve so large a level to some ten-millionths.
    assert upper - total == pytest.approx(finer + 0.005, abs=1e-6)


@pytest.mark.parametrize("half", [5e9, 5e10, 5e11])
def test_an_identity_binds_even_beside_very_coarse_figures(half: float) -> None:
    """t = x + y and t = x + z with a very coarse t and x: y and z are nevertheless equal."""
    rows = [*levels("t", 1e3 * half, half), *levels("x", 1e3 * half, half)]
    rows += [*levels("y", 10, 1), *levels("z", 10.6, 1)]
    bounds = bounds_of(problem_of(rows, [("y", "t", "xy"), ("z", "t", "xz")]))
    for name in "yz":
        assert ends(bounds, name) == pytest.approx((9.6, 11.0), abs=1e-4)


def test_exactly_zero_is_a_bound() -> None:
    rows = [*levels("t", 100, 0.5), *levels("x", 0, 0), *levels("y", 100, 0.5)]
    bounds = bounds_of(problem_of(rows, [("s", "t", "xy")]))
    assert ends(bounds, "x") == (0.0, 0.0)
    assert ends(bounds, "y") == pytest.approx((99.5, 100.5))


def test_only_exact_figures_leave_no_row() -> None:
    """An exact part fixes its total; their plans and bases, which no figure states, are open."""
    bounds = bounds_of(problem_of(levels("p", 6, 0), [("s", "t", "p")]))
    assert ends(bounds, "t") == (6.0, 6.0)
