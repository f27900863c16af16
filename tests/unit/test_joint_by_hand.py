"""Sums of two parts whose severities, bounds and feasibility intervals are known by hand.

Each is asked of the kernel, and of HiGHS, which solves what the kernel cannot.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from support.large_problems import Found, Row, Rows, posed_of, solutions_of

from doichieu.joint.groups import Structure
from doichieu.joint.holding import Holding, Implied
from doichieu.joint.kernel.instance import instance
from doichieu.joint.linear_programme import Undetermined
from doichieu.joint.single_level import SingleLevel

INFINITY = float("inf")
TRADE = (
    "t level 2009.5 2010.5, t completion 0.65255 0.65265, t growth 1.4455 1.4465, "
    "a level 689.5 690.5, a completion 0.51485 0.51495, a growth 1.1305 1.1315, "
    "b level 1319.5 1320.5, b completion 0.75855 0.75865, b growth 1.6915 1.6925"
)
EVEN = "t level 16 16, a level 8 8, b level 8 8"
OFF = "t level 0.995 1.005, a level 49.5 50.5, b level 0.95 1.05"
BASES = {"completion": "plan", "growth": "prior"}


@pytest.fixture(params=["kernel", "HiGHS"], autouse=True)
def solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The solver that is asked."""
    if request.param == "HiGHS":
        monkeypatch.setattr(Structure, "fits", False)
    yield request.param


def rows_of(says: str, **parts: float) -> Rows:
    """A report of t = Σ coefficient × part, of a and b unless parts are named."""
    figures: list[Row] = []
    for figure in says.split(", "):
        name, quantity, *ends = figure.split()
        lower, upper = map(float, ends)
        interval = (lower, upper, 1)
        of = BASES.get(quantity)
        width = upper - lower or 0.01  # one unit in the last place, also of an exact number
        figures.append((name, quantity, "", name, of, 1.0, *interval, *interval, width, width))
    identities = [("i", "sum", "t", part, by) for part, by in (parts or {"a": 1, "b": 1}).items()]
    boxes = [("decoupled", "t", "level", "implied", *[-INFINITY, INFINITY] * 2)]
    return figures, [(*one[:4], float(one[4]), 1.0, 1.0) for one in identities], boxes


def solved(says: str, **parts: float) -> list[Found]:
    """The solutions of such a report."""
    (found,) = solutions_of(rows_of(says, **parts))
    return found


@pytest.mark.parametrize(
    ("says", "severity"),
    [
        (TRADE, 0.15958582310),
        # The completion of a with two digits exchanged.
        (TRADE.replace("0.51485 0.51495", "0.51935 0.51945"), 14.67012970),
        # Each figure passes each check alone: plans imply another split than bases. The half-widths
        # must grow eightfold, until all levels may be zero.
        (
            "t level 3.5 4.5, a level 1.5 2.5, b level 1.5 2.5, t completion 0.49995 0.50005, "
            "a completion 0.39995 0.40005, b completion 0.59995 0.60005, t growth 1.29995 1.30005, "
            "a growth 1.99995 2.00005, b growth 0.99995 1.00005",
            8,
        ),
        ("t level 4 5, a level 0.5 1.5, b level 1.5 2.5", 1),
        ("t level 2.5 3.5, a level 0.5 1.5, b level 1.5 2.5", 0),
        ("t level 0.5 1.5, a level 0.5 1.5, b level 0.5 1.5", Fraction(2, 3)),
        # Where b may be negative, and where its plan forbids that.
        (OFF, 50 / Fraction("0.555")),
        (f"{OFF}, b completion 0.49995 0.50005", 49 / Fraction("0.505")),
        ("t level 4 4, a level 1 1, b level 2 2", INFINITY),
    ],
)
def test_severities(says: str, severity: Any) -> None:
    (found,) = (one.lower for one in solved(says) if one.subject == "single_level")
    assert found == pytest.approx(float(severity), rel=2e-7, abs=1e-8)


def ends(
    found: list[Found], subject: str
) -> dict[tuple[str | None, str | None], tuple[float, float]]:
    return {
        (one.indicator_id, one.quantity): (one.lower, one.upper)
        for one in found
        if one.subject == subject
    }


def near(expected: dict[str, tuple[float, float]]) -> dict[tuple[str, ...], Any]:
    return {tuple(name.split()): pytest.approx(both) for name, both in expected.items()}


def test_bounds_of_trade() -> None:
    """Tighter than from its own figures alone: a plan to 1341.167, a base from 1389.215."""
    found = ends(solved(TRADE), "bound")
    contributions = {name: found.pop((name, "contribution")) for name in "ab"}
    assert found == near(
        {
            "a plan": (1338.964948053209, 1341.0571871303948),
            "a prior": (609.3680954485197, 610.7916850950907),
            "a level": (689.5, 690.5),
            "b plan": (1739.273709879391, 1740.821303803309),
            "b prior": (779.615952732644, 780.6680461129175),
            "b level": (1319.5, 1320.5),
            "t plan": (3078.985673791466, 3080.9899624549844),
            "t prior": (1389.2794691560532, 1390.8682116914563),
            "t level": (2009.5, 2010.5),
        }
    )
    assert [round(100 * end, 3) for end in contributions["a"]] == [5.724, 5.774]
    assert [round(100 * end, 3) for end in contributions["b"]] == [38.793, 38.882]


def test_bounds_where_a_part_is_subtracted() -> None:
    """t = 2a - 4b: plans of 16 and 4 to 8 leave a 16 to 24."""
    says = "t level 8 8, a level 8 8, b level 2 2, t completion 0.5 0.5, b completion 0.25 0.5"
    found = ends(solved(says, a=2, b=-4), "bound")
    assert {name: both for name, both in found.items() if name[1] != "prior"} == near(
        {
            "t level": (8, 8),
            "a level": (8, 8),
            "b level": (2, 2),
            "t plan": (16, 16),
            "a plan": (16, 24),
            "b plan": (4, 8),
        }
    )


@pytest.mark.parametrize(
    ("says", "coefficients", "contributions"),
    [
        # Bases of 4 to 8 and 8 to 16: a adds at most 4 / 12, b takes off at most 8 / 20.
        ("a growth 1 2, b growth 0.5 1", {}, {"a": (0, 1 / 3), "b": (-0.4, 0)}),
        # In a total base of 16, each at most a quarter.
        ("t growth 1 1, a growth 1 2, b growth 0.5 1", {}, {"a": (0, 0.25), "b": (-0.25, 0)}),
        # Of t = a - b with bases of 4 to 8 and 8 to 16, that of a is 12 to 24.
        (
            "t growth 1 2, b growth 0.5 1",
            {"a": 1, "b": -1},
            {"a": (-1, 1), "b": (0, 2)},
        ),
    ],
)
def test_contributions(says: str, coefficients: dict[str, float], contributions: Any) -> None:
    levels = "t level 8 8, a level 16 16, b level 8 8" if coefficients else EVEN
    found = ends(solved(f"{levels}, {says}", **coefficients), "bound")
    assert {name: found[name, "contribution"] for name in contributions} == {
        name: pytest.approx(both, abs=1e-12) for name, both in contributions.items()
    }


@pytest.mark.parametrize(
    ("says", "coefficients", "feasible"),
    [
        # Without a plan, a may be negative: that zero is its least value states no bound.
        (
            "t level 9 11, a level 1.5 2.5, b level 5 9",
            {"a": 2, "b": 1},
            {"a level": (-INFINITY, 3), "b level": (4, 8), "t level": (8, 14)},
        ),
        # Plans of 4 and 8 to 16 in 16 to 20.
        (
            "t level 8 8, a level 4 4, b level 4 4, t completion 0.4 0.5, a completion 1 1, "
            "b completion 0.25 0.5",
            {},
            {
                "a level": (4, 4),
                "b level": (4, 4),
                "t level": (8, 8),
                "a completion": (1 / 3, INFINITY),
                "b completion": (0.25, 1 / 3),
                "t completion": (0.4, 2 / 3),
            },
        ),
        # Levels that contradict each other: each is left what the two others imply.
        (
            "t level 6 6, a level 4 4, b level 4 4",
            {},
            {"a level": (2, 2), "b level": (2, 2), "t level": (8, 8)},
        ),
        # A growth that reaches zero leaves the base of the total unbounded.
        (
            "t level 8 8, a level 4 4, b level 4 4, t growth 0 1, a growth 1 1, b growth 1 1",
            {},
            {
                "t level": (8, 8),
                "a level": (4, 4),
                "b level": (4, 4),
                "t growth": (1, 1),
                "a growth": (-INFINITY, 1),
                "b growth": (-INFINITY, 1),
            },
        ),
    ],
)
def test_feasibility_intervals(says: str, coefficients: dict[str, float], feasible: Any) -> None:
    assert ends(solved(says, **coefficients), "feasibility") == near(feasible)


def test_what_contradicts_itself_leaves_each_figure_exact_ends() -> None:
    """The intervals of the others are not widened: they have points in common."""
    says = "t level 5.5 6.5, a level 3.5 4.5, b level 3.5 4.5"
    exact = {("t", "level"): (7, 9), ("a", "level"): (1, 3), ("b", "level"): (1, 3)}
    found = ends(solved(says), "feasibility")
    assert found == {name: pytest.approx(both, rel=1e-12) for name, both in exact.items()}


def test_others_that_touch_but_for_rounding_leave_a_figure_that_contradicts_them() -> None:
    """Levels of 1.5 and 2.5 are short of 4 by less than a billionth; plans of 1.5 and 5 leave 4 /
    6.5."""
    says = (
        "t level 4.0000000004 5, a level 0.5 1.5, b level 1.5 2.5, "
        "t completion 0.4 0.5, a completion 1 1, b completion 0.5 0.5"
    )
    found = ends(solved(says), "feasibility")
    assert found["t", "completion"] == pytest.approx((4 / 6.5, 4 / 6.5), rel=1e-7)


@pytest.mark.parametrize("times", ["e1", "e3", "e4", "e8"])
def test_a_level_printed_far_too_large_leaves_its_ends_to_the_last_digit(times: str) -> None:
    """They are measured from the others, not from the number that was printed."""
    parts = "a level 1000000.1105 1000000.1115, b level 1952244.0995 1952244.1005"
    lower, upper = (str(float(f"{end}{times}")) for end in ("2952244.2105", "2952244.2115"))
    found = ends(solved(f"t level {lower} {upper}, {parts}"), "feasibility")
    assert found["t", "level"] == pytest.approx((2952244.21, 2952244.212), rel=1e-15)


def test_what_cannot_be_measured_anew_has_no_sign_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The zero of a level that only its sign bounds is no end."""

    def undecided(*_: object) -> None:
        raise Undetermined

    monkeypatch.setattr(SingleLevel, "left_by", undecided)
    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, rows_of(TRADE))
        model = SingleLevel(posed.problem(0))
        row = next(row for row in model.rows if row.ratio.denominator is None)
    assert model._measured_anew(row, (0.0, 5.0)) == (-INFINITY, 5.0)


def test_levels_that_only_just_add_up_leave_exact_percentages(solver: str) -> None:
    """Levels of 1.975 and 0.475 at most make 2.45, at the ends of all three intervals."""
    says = (
        "t level 2.45 2.55, t completion 0.405 0.415, a level 1.965 1.975, "
        "a completion 0.405 0.415, b level 0.465 0.475, b completion 0.415 0.425"
    )
    found = solved(says)
    plans = {name: ends(found, "bound")[name, "plan"] for name in "tab"}
    # HiGHS needs wider intervals to find a point.
    near_to = {"rel": 1e-13 if solver == "kernel" else 1e-6}
    least, most = Fraction("2.45") / Fraction("0.415"), Fraction("2.45") / Fraction("0.405")
    least_a, most_a = Fraction("1.975") / Fraction("0.415"), Fraction("1.975") / Fraction("0.405")
    least_b, most_b = Fraction("0.475") / Fraction("0.425"), Fraction("0.475") / Fraction("0.415")
    exact = {
        "t": (max(least, least_a + least_b), min(most, most_a + most_b)),
        "a": (max(least_a, least - most_b), min(most_a, most - least_b)),
        "b": (max(least_b, least - most_a), min(most_b, most - least_a)),
    }
    for name, (lower, upper) in exact.items():
        assert plans[name] == pytest.approx((float(lower), float(upper)), **near_to)


def test_what_a_rounding_error_seems_to_bound_is_unbounded() -> None:
    """Without its figures a part may have any size, with the growth of the total."""
    says = (
        "t level 2664258.6115 2664258.6125, t growth 1.32495 1.32505, "
        "a level 322736.3915 322736.3925, a growth 0.82255 0.82265, "
        "b level 407283.9765 407283.9775, b growth 0.91505 0.91515, "
        "c level 486647.1625 486647.1635, c growth 0.88955 0.88965, "
        "d level 1447591.0785 1447591.0795, d growth 1.07555 1.07565"
    )
    with duckdb.connect() as session:
        ((posed,),) = posed_of(session, rows_of(says, a=1, b=1, c=1, d=1))
    instance().clear()
    problem = posed.problem(0)
    places = {ratio.key[:2]: place for place, ratio in enumerate(problem.ratios)}
    kept = frozenset(place for (name, _), place in places.items() if name != "b")
    lower, upper = Implied(Holding(problem, ())).left_to(places["t", "level"], kept)
    least = Fraction(169491710519007187883, 55981268004240)
    assert (lower, upper) == (pytest.approx(float(least), rel=1e-12), INFINITY)
