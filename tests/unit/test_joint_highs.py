"""Bounds of whole problems as HiGHS finds them, where the kernel leaves a problem open."""

import math

import pytest

from doichieu.joint.problems import Problem, read_problems
from doichieu.joint.single_level import Ends, SingleLevel

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
        ("", name, relation, total, part, 1.0, 1.0, 1.0)
        for name, total, parts in identities
        for part in parts
    ]
    (problem,) = read_problems(figures, rows)
    return problem


def bounds_of(problem: Problem) -> dict[tuple[str, str], Ends]:
    """The bounds of each unknown of a problem that holds, by its indicator and quantity."""
    model = SingleLevel(problem)
    severity = model.severity()
    assert severity <= 1
    ends = model.bounds(severity)
    return {
        (unknown.indicator_id, unknown.quantity): own
        for unknown, own in zip(problem.unknowns, ends, strict=False)
    }


def feasibilities_of(problem: Problem) -> dict[tuple[str, str, str], Ends]:
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
    lower, upper = bounds_of(problem)["s", "plan"]
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
    assert feasibilities_of(problem)["q", "completion", ""][1] == pytest.approx(upper)


@pytest.mark.parametrize(("total", "finer"), [(3e8, 0.48), (4.9e8, 0.465)])
def test_a_row_far_from_the_print_keeps_the_tolerance_of_its_own_half_width(
    total: float, finer: float
) -> None:
    """A part of two totals is at most the upper end of the one printed to a hundredth."""
    rows = [*levels("t", total, 0.5), *levels("u", total + finer, 0.005)]
    rows += [*levels("p", 100, 0.5), *levels("q", 50, 0.5)]
    rows.append(figure("q", "share", 0.5, 0.5, "level", "p"))
    problem = problem_of(rows, [("t", "t", "p"), ("u", "u", "p")], "subset")
    _, upper = feasibilities_of(problem)["p", "level", ""]
    # Doubles resolve so large a level to some ten-millionths.
    assert upper - total == pytest.approx(finer + 0.005, abs=1e-6)


@pytest.mark.parametrize("half", [5e9, 5e10, 5e11])
def test_an_identity_binds_even_beside_very_coarse_figures(half: float) -> None:
    """t = x + y and t = x + z with a very coarse t and x: y and z are nevertheless equal."""
    rows = [*levels("t", 1e3 * half, half), *levels("x", 1e3 * half, half)]
    rows += [*levels("y", 10, 1), *levels("z", 10.6, 1)]
    bounds = bounds_of(problem_of(rows, [("y", "t", "xy"), ("z", "t", "xz")]))
    for name in "yz":
        assert bounds[name, "level"] == pytest.approx((9.6, 11.0), abs=1e-4)


def test_exactly_zero_is_a_bound() -> None:
    rows = [*levels("t", 100, 0.5), *levels("x", 0, 0), *levels("y", 100, 0.5)]
    bounds = bounds_of(problem_of(rows, [("s", "t", "xy")]))
    assert bounds["x", "level"] == (0.0, 0.0)
    assert bounds["y", "level"] == pytest.approx((99.5, 100.5))


def test_only_exact_figures_leave_no_row() -> None:
    """An exact part fixes its total; their plans and bases, which no figure states, are open."""
    bounds = bounds_of(problem_of(levels("p", 6, 0), [("s", "t", "p")]))
    assert bounds["t", "level"] == (6.0, 6.0)
