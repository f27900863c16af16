"""The oracle of the joint problem compared with results calculated without it."""

import itertools
import random
from collections import Counter
from fractions import Fraction

import pytest
from support.tiers import seeds

from oracle import ENTIRE, HALF, INFINITY, WIDE, Interval
from oracle.joint.groups import Group, random_groups
from oracle.joint.judgement import Judgement
from oracle.joint.models import SingleLevel, rounding_of
from oracle.joint.reports import Figure, Identity, Report, Subject, problems_of
from oracle.joint.simplex import ONE, Constraint, Programme, ratio_range

# The printed figures of an indicator, in the order of MEASURES; blank where not printed.
Said = dict[str, tuple[str, ...]]
MEASURES = ("level", "plan_pct", "increase_pct", "plan_level", "prior_level", "share_pct")


def judge(said: Said, *identities: tuple[str, ...], **factors: int) -> Judgement:
    """The one problem of a report; an identity is a relation, a total and its parts."""
    figures = [
        Figure(indicator, measure, printed)
        for indicator, numbers in said.items()
        for measure, printed in zip(MEASURES, numbers, strict=False)
        if printed
    ]
    bound = [
        Identity(f"x{number}", relation, total, tuple((part, ONE) for part in parts))
        for number, (relation, total, *parts) in enumerate(identities)
    ]
    names = {member for identity in bound for member in identity.members}
    units = {name: Fraction(factors.get(name, 1)) for name in names}
    report = Report("report", "en", tuple(figures), tuple(bound), units)
    (problem,) = problems_of(report)
    return Judgement(problem)


def models(judgement: Judgement) -> tuple[str, str, str]:
    """The statuses of the three models."""
    return judgement.single_level, judgement.printed_base, judgement.decoupled


def shipped(exports_plan: str = "51.49", exports_level: str = "690") -> Judgement:
    """The foreign trade of the shipped report."""
    return judge(
        {
            "trade": ("2010", "65.26", "44.6"),
            "exports": (exports_level, exports_plan, "13.1"),
            "imports": ("1320", "75.86", "69.2"),
            "local_exports": ("61", "46.9", "27.1"),
        },
        ("sum", "trade", "exports", "imports"),
        ("subset", "exports", "local_exports"),
    )


# ----- the design's worked numbers ---------------------------------------------------------


def test_severity_of_the_shipped_report() -> None:
    judgement = shipped()
    assert models(judgement) == ("consistent", "consistent", "consistent")
    assert judgement.holds_with(Fraction("0.165"))
    assert not judgement.holds_with(Fraction("0.155"))


def test_severity_of_a_misprint_in_the_shipped_report() -> None:
    judgement = shipped(exports_plan="51.94")
    assert judgement.single_level == "contradiction"
    assert judgement.holds_with(Fraction("14.75"))
    assert not judgement.holds_with(Fraction("14.65"))


@pytest.mark.parametrize(
    ("indicator", "quantity", "end", "digits"),
    [
        ("exports", "implied_plan", "upper", "1341.057"),
        ("trade", "implied_prior", "lower", "1389.279"),
        ("exports", "contribution", "lower", "0.05724"),
        ("exports", "contribution", "upper", "0.05774"),
        ("imports", "contribution", "lower", "0.38793"),
        ("imports", "contribution", "upper", "0.38882"),
    ],
)
def test_tight_bounds_of_the_shipped_report(
    indicator: str, quantity: str, end: str, digits: str
) -> None:
    bounds = {(one, what): bounds for one, _, what, bounds in shipped().bounds()}
    last_place = Fraction(1, 10 ** len(digits.partition(".")[2]))
    assert abs(getattr(bounds[indicator, quantity], end) - Fraction(digits)) <= last_place / 2


def test_passes_decoupled_and_fails_single_level() -> None:
    judgement = judge(
        {
            "total": ("4", "50.00", "30.00"),
            "a": ("2", "40.00", "100.00"),
            "b": ("2", "60.00", "0.00"),
        },
        ("sum", "total", "a", "b"),
    )
    assert not judgement.single_level_holds(HALF)
    # At the wide interval plans and priors of 1.5 to 9 may be rounded to whole numbers.
    assert judgement.single_level == "suspect"
    assert judgement.decoupled == "consistent"


def strictly(judgement: Judgement, reading: str) -> bool:
    """Whether one true level over true plans explains the figures."""
    observed = judgement.problem.observed[reading]
    readings = {subject: one.interval for subject, one in observed.items()}
    model = SingleLevel(judgement.problem, observed)
    return Programme(model.constraints(readings)).is_feasible


def test_an_honest_office_is_not_condemned_for_rounding_its_plans() -> None:
    """Levels 12.4 + 13.4 = 25.8; plans 20.9 + 30.9 = 51.8, truncated to 20, 30 and 51.

    12.4 / 20 = 62.00 %, 13.4 / 30 = 44.67 %, 25.8 / 51 = 50.59 %. For one true level the first part
    must be 41.9 % of the total, and is at least 11 / 25; from the printed levels the plans are
    19.35 + 29.10 and 51.39. With truncated plans one true level explains all.
    """
    judgement = judge(
        {"total": ("26", "50.59"), "a": ("12", "62.00"), "b": ("13", "44.67")},
        ("sum", "total", "a", "b"),
    )
    assert not strictly(judgement, HALF)
    assert not strictly(judgement, WIDE)
    assert models(judgement) == ("suspect", "contradiction", "consistent")
    assert judgement.verdict == "suspect"


@pytest.mark.parametrize(
    ("rate", "status"),
    [("72.50", "suspect"), ("93.60", "suspect"), ("93.80", "contradiction")],
)
def test_plans_that_are_not_printed_may_be_rounded_too(rate: str, status: str) -> None:
    """The office of the last test, and five parts of its first part, which have only rates.

    Their plans, and that of their total, may be one off. A total of at least 11 at 62.01 % used a
    plan of at least 17.74; at 93.7 % its parts used 11.74, so their true plans are at most 16.74.
    """
    said = {"total": ("26", "50.59"), "a": ("12", "62.00"), "b": ("13", "44.67")}
    parts = [f"p{number}" for number in range(5)]
    judgement = judge(
        said | dict.fromkeys(parts, ("", rate)), ("sum", "total", "a", "b"), ("sum", "a", *parts)
    )
    assert models(judgement) == (status, "contradiction", "consistent")


# ----- small cases -------------------------------------------------------------------------


def test_figures_of_one_quantity_are_intersected() -> None:
    def level(*numbers: str) -> Interval:
        figures = tuple(Figure("a", "level", printed) for printed in numbers)
        identity = Identity("x", "sum", "total", (("a", ONE),))
        (problem,) = problems_of(Report("r", "en", figures, (identity,), {"a": ONE, "total": ONE}))
        return problem.observed[HALF][Subject("a", "level")].interval

    assert level("12", "11.6") == Interval(Fraction("11.55"), Fraction("11.65"))
    assert level("12", "11.5") == Interval(Fraction("11.5"), Fraction("11.55"))
    assert level("12", "13.0") == Interval(Fraction("12.95"), Fraction("13.05"))


def test_problems_are_of_a_basis_and_a_component() -> None:
    sum_of_two = Identity("x", "sum", "total", (("a", ONE), ("b", ONE)))
    apart = Identity("y", "subset", "c", (("d", ONE),))
    figures = (
        Figure("total", "level", "5"),
        Figure("a", "plan_pct", "50", basis="council"),
        Figure("c", "plan_pct", "50", basis="central"),
        Figure("a", "share_pct", "50", basis="total"),
        Figure("elsewhere", "level", "5"),
    )
    report = Report("r", "en", figures, (sum_of_two, apart), dict.fromkeys("abcd", ONE))
    found = {(one.basis, one.indicators) for one in problems_of(report)}
    assert found == {
        ("", ("a", "b", "total")),
        ("council", ("a", "b", "total")),
        ("central", ("c", "d")),
    }


def test_other_figures_bound_a_level() -> None:
    """A total of 9.5 to 10.5 less a part of 5.5 to 6.5."""
    judgement = judge({"total": ("10",), "a": ("4",), "b": ("6",)}, ("sum", "total", "a", "b"))
    assert judgement.feasibility(Subject("a", "level")) == Interval(3, 5)
    assert judgement.feasibility(Subject("total", "level")) == Interval(9, 11)


def test_a_sign_is_no_bound() -> None:
    """The part is at most 10.5; its completion is unbounded."""
    judgement = judge({"total": ("10",), "a": ("3", "60")}, ("subset", "total", "a"))
    assert judgement.feasibility(Subject("a", "level")) == Interval(-INFINITY, Fraction("10.5"))
    assert judgement.feasibility(Subject("total", "level")) == Interval(Fraction("2.5"), INFINITY)
    assert judgement.feasibility(Subject("a", "completion")) == ENTIRE


def test_the_others_bound_a_rate() -> None:
    """A level of 29.5 to 30.5 over plans that add up to 49 to 51."""
    judgement = judge(
        {"total": ("30", "60.0"), "a": ("", "", "", "20"), "b": ("", "", "", "30")},
        ("sum", "total", "a", "b"),
    )
    feasibility = judgement.feasibility(Subject("total", "completion"))
    assert feasibility == Interval(Fraction("29.5") / 51, Fraction("30.5") / 49)


def test_share_and_contribution() -> None:
    """A total of 1000 and a share of 25 % leave the part 250, grown from 200; b is in thousands."""
    judgement = judge(
        {"total": ("1000", "", "25.0"), "a": ("250", "", "25.0", "", "", "25.0"), "b": ("0.750",)},
        ("sum", "total", "a", "b"),
        b=1000,
    )
    assert judgement.single_level == "consistent"
    feasibility = judgement.feasibility(Subject("a", "share"))
    assert feasibility == Interval(Fraction("249.5") / Fraction("1000"), Fraction("250.5") / 1000)
    bounds = {one: bounds for one, _, what, bounds in judgement.bounds() if what == "contribution"}
    assert bounds["a"].lower < Fraction(50, 800) < bounds["a"].upper


def test_nothing_checks_a_part_alone() -> None:
    judgement = judge({"a": ("3", "60", "5")}, ("sum", "total", "a", "b"))
    assert models(judgement) == ("not_checkable", "not_checkable", "consistent")


def test_printed_base_needs_levels() -> None:
    judgement = judge(
        {"total": ("", "50"), "a": ("", "60"), "b": ("", "70")}, ("sum", "total", "a", "b")
    )
    assert models(judgement) == ("contradiction", "not_checkable", "consistent")
    assert judgement.verdict == "suspect"


def test_negative_levels_reverse_the_order() -> None:
    said: Said = {"total": ("-10", "50.0"), "a": ("-4", "40.0"), "b": ("-6", "60.0")}
    judgement = judge(said, ("sum", "total", "a", "b"))
    assert models(judgement) == ("consistent", "consistent", "consistent")
    bounds = {(one, what): bounds for one, _, what, bounds in judgement.bounds()}
    assert bounds["a", "implied_plan"].upper < -8
    said = {"total": ("-10", "50.0"), "a": ("-4", "60.0"), "b": ("-6", "70.0")}
    assert judge(said, ("sum", "total", "a", "b")).single_level == "contradiction"


def test_roundings_of_a_plan() -> None:
    unit = Fraction(1)
    assert rounding_of(Interval(Fraction("1339.8"), Fraction("1340.3")), unit) == 1
    assert rounding_of(Interval(Fraction("19.352"), Fraction("19.358")), unit) == Fraction(1, 1000)
    assert rounding_of(Interval(Fraction(5), INFINITY), unit) == 1
    assert rounding_of(Interval(Fraction(1, 3), Fraction(1, 3)), unit) == Fraction(1, 10**12)


# ----- whole groups ------------------------------------------------------------------------


def own_status(group: Group, judgement: Judgement) -> str:
    """The status of the model that an office's practice satisfies."""
    return {
        "true": judgement.single_level,
        "printed_level": judgement.printed_base,
        "rounded_base": judgement.decoupled,
    }[group.practice]


def test_honest_groups_satisfy_the_model_of_their_practice() -> None:
    """Groups that round to nearest at the half interval, those that truncate at the wide one."""
    seen: Counter[tuple[str, str]] = Counter()
    for group in random_groups(7, len(seeds(150, 400))):
        if group.is_spoilt or not group.is_positive:
            continue
        rounding = "truncation" if group.rounding == "truncation" else "nearest"
        for problem in problems_of(group.report):
            status = own_status(group, Judgement(problem))
            seen[rounding, status] += 1
            assert status != "contradiction", group.report
            assert rounding == "truncation" or status != "suspect", group.report
    assert seen["nearest", "consistent"] > 20, seen
    assert seen["truncation", "consistent"] + seen["truncation", "suspect"] > 10, seen


def test_severity_is_at_most_one_where_the_half_interval_holds() -> None:
    seen: Counter[bool] = Counter()
    for group in random_groups(8, len(seeds(30, 60))):
        for problem in problems_of(group.report):
            judgement = Judgement(problem)
            holds = judgement.single_level_holds(HALF)
            assert judgement.holds_with(ONE) == holds
            seen[holds] += 1
    assert min(seen[True], seen[False]) > 5, seen


# ----- linear programmes -------------------------------------------------------------------


def test_an_infeasible_programme() -> None:
    x = {"x": ONE}
    assert not Programme([Constraint(x, ONE), Constraint(x, upper=Fraction(0))]).is_feasible
    both = {"x": ONE, "y": ONE}
    apart = [
        Constraint(both, Fraction(3)),
        Constraint(x, upper=ONE),
        Constraint({"y": ONE}, -ONE, ONE),
    ]
    assert not Programme(apart).is_feasible
    assert Programme(apart[:2]).is_feasible


def test_unbounded_programmes() -> None:
    programme = Programme([Constraint({"x": ONE, "y": -ONE}, Fraction(2))])
    assert programme.range({"x": ONE}) == ENTIRE
    assert programme.range({"x": ONE, "y": -ONE}) == Interval(Fraction(2), INFINITY)
    assert programme.range({"elsewhere": ONE}) == ENTIRE


def test_the_point_is_feasible_and_ranges_are_those_of_the_vertices() -> None:
    """Two variables in a box: a maximum lies where two edges cross."""
    rng = random.Random(3)
    seen = set()
    for _ in seeds(100, 300):
        edges = [(1, 0, -9, 9), (0, 1, -9, 9)]
        for _ in range(rng.randint(1, 4)):
            a, b, lower = (rng.randint(-4, 4) for _ in range(3))
            edges.append((a, b, lower, lower + rng.randint(0, 12)))
        constraints = [
            Constraint({"x": Fraction(a), "y": Fraction(b)}, Fraction(lower), Fraction(upper))
            for a, b, lower, upper in edges
        ]
        programme = Programme(constraints)
        vertices = vertices_of(edges)
        seen.add(bool(vertices))
        assert programme.is_feasible == bool(vertices)
        if vertices:
            point = programme.value("x"), programme.value("y")
            assert all(lo <= a * point[0] + b * point[1] <= up for a, b, lo, up in edges)
            c, d = rng.randint(-5, 5), rng.randint(-5, 5)
            values = [c * x + d * y for x, y in vertices]
            form = {"x": Fraction(c), "y": Fraction(d)}
            assert programme.range(form) == Interval(min(values), max(values))
    assert seen == {True, False}


def vertices_of(edges: list[tuple[int, int, int, int]]) -> list[tuple[Fraction, Fraction]]:
    """The points where two edges cross, inside all edges."""
    lines = [(a, b, end) for a, b, *ends in edges for end in ends]
    vertices = []
    for (a, b, e), (c, d, f) in itertools.combinations(lines, 2):
        determinant = a * d - b * c
        if determinant:
            x, y = Fraction(e * d - b * f, determinant), Fraction(a * f - e * c, determinant)
            if all(lower <= p * x + q * y <= upper for p, q, lower, upper in edges):
                vertices.append((x, y))
    return vertices


def test_ranges_of_ratios() -> None:
    box = [
        Constraint({"x": ONE}, ONE, Fraction(4)),
        Constraint({"y": ONE}, Fraction(2), Fraction(8)),
    ]
    assert ratio_range(box, {"x": ONE}, {"y": ONE}) == Interval(Fraction(1, 8), Fraction(2))
    negative = [box[0], Constraint({"y": ONE}, Fraction(-8), Fraction(-2))]
    assert ratio_range(negative, {"x": ONE}, {"y": ONE}) == Interval(Fraction(-2), Fraction(-1, 8))
    from_zero = [box[0], Constraint({"y": ONE}, Fraction(0), Fraction(8))]
    assert ratio_range(from_zero, {"x": ONE}, {"y": ONE}) == Interval(Fraction(1, 8), INFINITY)
    around = [box[0], Constraint({"y": ONE}, -ONE, ONE)]
    assert ratio_range(around, {"x": ONE}, {"y": ONE}) == ENTIRE
    unbounded = [
        Constraint({"x": ONE, "y": Fraction(-3)}, ONE, Fraction(2)),
        Constraint({"y": ONE}, ONE),
    ]
    assert ratio_range(unbounded, {"x": ONE}, {"y": ONE}) == Interval(Fraction(3), Fraction(5))
