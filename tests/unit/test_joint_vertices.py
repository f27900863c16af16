"""The least of many ratios at once, held to exact arithmetic; what is not proven is not told."""

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from oracle.joint.simplex import Constraint, Programme, ratio_range

from doichieu.joint.linear import TOLERANCE, Array, LinearProgramme, Solver
from doichieu.joint.problems import read_problems
from doichieu.joint.single_level import Ends, SingleLevel
from doichieu.joint.vertices import NO_ROW, Ratios, Rows, least, proven

SETS = 150
RATIOS = 6
NEAR = 1e-9


@dataclass(frozen=True)
class Asked:
    """Rows and ratios of small whole numbers, so that doubles hold them exactly."""

    rows: Rows
    ratios: Ratios

    def exact(self, place: int) -> float:
        """The least of a ratio in fractions, without the rows that are released for it."""
        constraints = [Constraint(terms(line), 0, 0) for line in self.rows.equal]
        constraints += [
            Constraint(terms(line), -Fraction(constant))
            for row, (line, constant) in enumerate(
                zip(self.rows.lines, self.rows.constants, strict=True)
            )
            if row not in self.ratios.released[place]
        ]
        one = [Constraint({"one": Fraction(1)}, 1, 1)]
        above, below = (
            terms(line) | {"one": Fraction(constant)}
            for line, constant in (
                (self.ratios.above[place], self.ratios.above_constants[place]),
                (self.ratios.below[place], self.ratios.below_constants[place]),
            )
        )
        if not any(self.ratios.below[place]):
            lower = Programme(constraints + one).range(above).lower
            return float(lower / Fraction(self.ratios.below_constants[place]))
        # Points where it is not above nought are not asked about.
        constraints.append(Constraint(below, Fraction(0)))
        return float(ratio_range(constraints + one, above, below).lower)


def rows_of(equal: np.ndarray, lines: np.ndarray, constants: np.ndarray) -> Rows:
    """Rows of which each half-width is one."""
    return Rows(equal, lines, constants, np.full(len(lines), TOLERANCE))


def terms(line: np.ndarray) -> dict[object, Fraction]:
    """A line of coefficients by the places of its unknowns."""
    return {place: Fraction(value) for place, value in enumerate(line) if value}


def drawn(rng: np.random.Generator) -> Asked:
    """Rows around nought, bounded or not, some of them through it; ratios that have an end or not.

    Where rows are released, what is below the line of a ratio may be nought or less somewhere.
    """
    unknowns = int(rng.integers(2, 7))
    box = np.vstack((np.eye(unknowns), -np.eye(unknowns)))
    others = rng.integers(-3, 4, (int(rng.integers(0, 8)), unknowns)).astype(float)
    is_open = rng.random() < 0.3
    lines = np.vstack((box[is_open:], others))
    constants = rng.integers(0, 5, len(lines)).astype(float)
    released = rng.integers(0, len(lines), (RATIOS, 2))
    released[rng.random(RATIOS) < 0.5] = NO_ROW
    below = rng.integers(-1, 2, (RATIOS, unknowns)).astype(float)
    below[rng.random(RATIOS) < 0.4] = 0.0
    return Asked(
        rows_of(
            rng.integers(-2, 3, (int(rng.integers(0, 3)), unknowns)).astype(float), lines, constants
        ),
        Ratios(
            rng.integers(-3, 4, (RATIOS, unknowns)).astype(float),
            rng.integers(-3, 4, RATIOS).astype(float),
            below,
            rng.integers(1, 30, RATIOS).astype(float),
            released,
        ),
    )


def test_what_is_told_is_the_least() -> None:
    """Held to exact arithmetic: nothing else is told, nothing that has no end, and almost all."""
    rng = np.random.default_rng(2021)
    seen: Counter[str] = Counter()
    for _ in range(SETS):
        asked = drawn(rng)
        for place, told in enumerate(least(asked.rows, asked.ratios)):
            exact = asked.exact(place)
            if math.isnan(told):
                seen["not told" if math.isfinite(exact) else "without end"] += 1
            else:
                assert told == pytest.approx(exact, rel=NEAR, abs=NEAR)
                seen["told"] += 1
    assert seen["told"] > 10 * seen["not told"], seen
    assert seen["without end"] > 20, seen


# x and y from nought to one, measured from the middle; of x / (3 + y) the least is at (0, 1).
SQUARE = rows_of(
    np.zeros((0, 2)),
    np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]),
    np.array([0.5, 0.5, 0.5, 0.5]),
)
LEFT, RIGHT, BOTTOM, TOP = range(4)


def over_three(released: tuple[int, int] = (NO_ROW, NO_ROW)) -> Ratios:
    """One more than x, over three and y."""
    return Ratios(
        np.array([[1.0, 0.0]]),
        np.array([1.5]),
        np.array([[0.0, 1.0]]),
        np.array([3.5]),
        np.array([released]),
    )


def test_a_square() -> None:
    assert least(SQUARE, over_three()).tolist() == pytest.approx([1 / 4])


def test_a_row_that_is_released_bounds_nothing() -> None:
    assert np.isnan(least(SQUARE, over_three((LEFT, RIGHT)))).all()
    # Of a constant over y nothing but y is asked.
    ratios = over_three((LEFT, RIGHT))
    flat = Ratios(
        np.zeros((1, 2)),
        ratios.above_constants,
        ratios.below,
        ratios.below_constants,
        ratios.released,
    )
    assert least(SQUARE, flat).tolist() == pytest.approx([1.5 / 4])


@pytest.mark.parametrize(
    ("vertex", "is_least"),
    [
        ((LEFT, TOP), True),
        ((LEFT, BOTTOM), False),
        ((RIGHT, TOP), False),
        ((LEFT, RIGHT), False),  # no vertex
        ((LEFT, NO_ROW), False),
    ],
)
def test_a_vertex_proves_itself_the_least_or_nothing(
    vertex: tuple[int, int], is_least: bool
) -> None:
    (told,) = proven(SQUARE, over_three(), np.array([vertex]))
    assert math.isnan(told) is not is_least
    assert math.isnan(told) or told == pytest.approx(1 / 4)


@pytest.mark.parametrize("slope", [7e-11, 1e-13])
def test_the_least_slope_matters_where_a_row_lies_far_off(slope: float) -> None:
    """The least y where y >= slope * x - 1 and x lies from one down to where it makes 70."""
    rows = rows_of(
        np.zeros((0, 2)),
        np.array([[1.0, 0.0], [-1.0, 0.0], [-slope, 1.0]]),
        np.array([70 / slope, 1.0, 1.0]),
    )
    ratios = Ratios(
        np.array([[0.0, 1.0]]), np.zeros(1), np.zeros((1, 2)), np.ones(1), np.full((1, 2), NO_ROW)
    )
    assert np.isnan(proven(rows, ratios, np.array([(1, 2)]))).all()
    (told,) = least(rows, ratios)
    assert math.isnan(told) or told == pytest.approx(-71)


def test_a_vertex_beyond_a_row_proves_nothing() -> None:
    """Where the corner is cut off, at a hair more than the tolerance; and just within it."""
    for cut, is_told in ((2e-10, False), (0.5e-10, True)):
        rows = rows_of(
            SQUARE.equal,
            np.vstack((SQUARE.lines, [[1.0, -1.0]])),  # x - y no less than nought to a cut from one
            np.append(SQUARE.constants, 1.0 - cut),
        )
        (told,) = proven(rows, over_three(), np.array([(LEFT, TOP)]))
        assert math.isnan(told) is not is_told


def test_where_there_is_no_vertex_nothing_is_told() -> None:
    """Here z is in no row at all."""
    rows = rows_of(
        np.zeros((0, 3)),
        np.column_stack((SQUARE.lines, np.zeros(4))),
        SQUARE.constants,
    )
    ratios = over_three()
    wide = Ratios(
        np.column_stack((ratios.above, [[0.0]])),
        ratios.above_constants,
        np.column_stack((ratios.below, [[0.0]])),
        ratios.below_constants,
        ratios.released,
    )
    assert np.isnan(least(rows, wide)).all()


def test_a_part_without_a_level_may_be_nothing_however_large_its_whole() -> None:
    """Its level and its plan may be nought, and the plan no more than its whole's level allows."""
    completion, growth = (0.0005, 0.0015, 1), (1.4735, 1.4745, 1)
    level = (2_010_123_455.5, 2_010_123_456.5, 1)
    figures = [
        ("", "c", "level", "", "c", None, 1.0, *level, *level, 1.0, 0.5),
        *(
            ("", name, quantity, "", name, base, 1.0, *reading, *reading, 0.001, 0.0005)
            for name in "cs"
            for quantity, base, reading in (
                ("completion", "plan", completion),
                ("growth", "prior", growth),
            )
        ),
    ]
    (problem,) = read_problems(figures, [("", "within", "subset", "c", "s", 1.0)])
    model = SingleLevel(problem)
    bounds = {(one.indicator_id, one.quantity): one for one in model.bounds(model.severity())}
    plan = bounds["s", "implied_plan"]
    assert plan.lower <= 0
    assert plan.upper == pytest.approx(2_010_123_456.5 / 0.0005)


@pytest.mark.parametrize(("room", "upper"), [(0.0005, 0.9055), (0.0006, math.inf)])
def test_the_ends_of_readings_that_touch_are_among_them(room: float, upper: float) -> None:
    """A total of 90.5 % and a part of 90.6: where their readings touch, the other part is no more.

    Where they overlap, the base of the other part may be nought.
    """
    rates = {"t": (0.905, 0.945), "p": (0.906, 0.945), "q": (0.855, 1.005)}
    rows = [
        print_of(name, quantity, middle, room if quantity == "completion" else 0.0005, base)
        for name, middles in rates.items()
        for quantity, base, middle in zip(
            ("completion", "growth"), ("plan", "prior"), middles, strict=True
        )
    ]
    (problem,) = read_problems(rows, [("", "s", "sum", "t", part, 1.0) for part in "pq"])
    model = SingleLevel(problem)
    severity = model.severity()
    assert severity < 0.9
    (found,) = (
        one
        for one in model.feasibilities(severity)
        if (one.indicator_id, one.quantity) == ("q", "completion")
    )
    assert found.upper == pytest.approx(upper)


def answers(
    matrix: Array, lower: Array, costs: Array, solver: Solver | None
) -> tuple[float, list[float]]:
    """The least of the costs, and where; infinite where there are no points."""
    free, size = np.full(len(matrix), np.inf), np.full(len(costs), 5.0)
    programme = LinearProgramme(matrix, (lower.copy(), free), (-size, size), solver)
    if not programme.has_points():
        return math.inf, []
    found, at = programme.least(costs)
    return found, at.tolist()


def test_one_solver_answers_programme_after_programme_as_new_ones_do() -> None:
    rng = np.random.default_rng(7)
    solver = Solver()
    seen: Counter[bool] = Counter()
    for _ in range(100):
        columns = int(rng.integers(2, 6))
        matrix = rng.integers(-3, 4, (int(rng.integers(1, 8)), columns)).astype(float)
        lower = rng.integers(-9, 10, len(matrix)).astype(float)
        costs = rng.integers(-3, 4, columns).astype(float)
        told = answers(matrix, lower, costs, solver)
        assert told == answers(matrix, lower, costs, None)
        seen[math.isfinite(told[0])] += 1
    assert min(seen[True], seen[False]) > 10, seen


Row = tuple[str | float | None, ...]


def print_of(
    name: str, quantity: str, middle: float, half: float, base: str | None = None, of: str = ""
) -> Row:
    """A figure, give or take a half-width, of what is printed or over a base."""
    reading = (middle - half, middle + half, 1)
    return ("", name, quantity, "", of or name, base, 1.0, *reading, *reading, 2 * half, half)


def all_of(name: str, middle: float, half: float) -> list[Row]:
    """A level, a plan twice as large, and a base."""
    return [
        print_of(name, "level", middle, half),
        print_of(name, "plan_level", 2 * middle, half),
        print_of(name, "prior_level", 0.9 * middle, half),
    ]


def level(found: list[Ends], name: str) -> tuple[float, float]:
    """What was found of a level."""
    (ends,) = (one for one in found if (one.indicator_id, one.quantity) == (name, "level"))
    return ends.lower, ends.upper


@pytest.mark.parametrize(("total", "finer"), [(3e8, 0.48), (4.9e8, 0.465)])
def test_a_row_far_from_the_print_is_held_to_its_own_half_width(total: float, finer: float) -> None:
    """A part of two totals is no more than the one whose last place is a hundredth ends at."""
    rows = [*all_of("t", total, 0.5), *all_of("u", total + finer, 0.005)]
    rows += [*all_of("p", 100, 0.5), *all_of("q", 50, 0.5)]
    rows.append(print_of("q", "share", 0.5, 0.5, "level", "p"))
    subsets = [("", name, "subset", name, "p", 1.0) for name in "tu"]
    (problem,) = read_problems(rows, subsets)
    model = SingleLevel(problem)
    severity = model.severity()
    assert severity <= 1
    _, upper = level(model.feasibilities(severity), "p")
    # Doubles tell so large a level to some ten-millionths.
    assert upper - total == pytest.approx(finer + 0.005, abs=1e-6)


@pytest.mark.parametrize("half", [5e9, 5e10, 5e11])
def test_an_identity_that_coarse_figures_all_but_hide_still_binds(half: float) -> None:
    """What is left of one total, less the same part, are two names of one quantity."""
    rows = [*all_of("t", 1e3 * half, half), *all_of("x", 1e3 * half, half)]
    rows += [*all_of("y", 10, 1), *all_of("z", 10.6, 1)]
    sums = [("", name, "sum", "t", part, 1.0) for name in "yz" for part in ("x", name)]
    (problem,) = read_problems(rows, sums)
    model = SingleLevel(problem)
    bounds = model.bounds(model.severity())
    for name in "yz":
        assert level(bounds, name) == pytest.approx((9.6, 11.0), abs=1e-4)


def test_what_is_exactly_nought_is_told() -> None:
    rows = [*all_of("t", 100, 0.5), *all_of("x", 0, 0), *all_of("y", 100, 0.5)]
    (problem,) = read_problems(rows, [("", "s", "sum", "t", part, 1.0) for part in "xy"])
    model = SingleLevel(problem)
    bounds = model.bounds(model.severity())
    assert level(bounds, "x") == (0.0, 0.0)
    assert level(bounds, "y") == pytest.approx((99.5, 100.5))
