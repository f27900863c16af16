"""How far a plan or a base may be rounded that no figure states, by hand."""

import pytest

from doichieu.joint.problems import Unknown, read_problems

TONNES, THOUSANDS = 1.0, 1000.0


def rounded_by(*figures: tuple[str, str, float]) -> dict[tuple[str, str], float]:
    """How far each used plan and base may lie from the true one, in the indicator's unit.

    A total in thousand tonnes has three parts in tonnes. Every indicator has a completion. Figures
    are an indicator, a quantity and one unit in its last place.
    """
    names = ("total", "a", "b", "c")
    rates = [(name, "completion", 0.01) for name in names]
    rows = [
        ("", name, quantity, "", name, "plan" if quantity == "completion" else None, 1.0)
        + (0.5, 0.5, 1) * 2
        + (unit, unit)
        for name, quantity, unit in [*rates, *figures]
    ]
    identities = [("", "sum", "sum", "total", part, 0.001, THOUSANDS, TONNES) for part in names[1:]]
    (problem,) = read_problems(rows, identities)
    return {
        (used.indicator_id, used.quantity): ratio.wide.upper
        for ratio in problem.with_rounded_bases().ratios
        if ratio.quantity == "rounding"
        for used, _ in ratio.numerator
        if used.used_for
    }


def test_rates_alone_are_those_of_true_plans() -> None:
    assert rounded_by() == {}


@pytest.mark.parametrize("quantity", ["level", "plan_level", "prior_level", "change"])
def test_others_are_rounded_like_the_amount_that_is_printed(quantity: str) -> None:
    """The total is in larger units: its plan may be a whole one."""
    found = rounded_by(("a", quantity, 10.0))
    assert found["b", "plan"] == found["c", "plan"] == 10.0
    assert found["total", "plan"] == 1.0
    assert found["a", "plan"] == 10.0


def test_the_coarsest_counts_in_each_unit() -> None:
    found = rounded_by(("a", "level", 10.0), ("total", "level", 0.5))
    assert found["total", "plan"] == 0.5
    assert found["b", "plan"] == found["c", "plan"] == 500.0
    # Its own level states how precise its plan is.
    assert found["a", "plan"] == 10.0


def test_only_what_a_figure_refers_to_is_rounded() -> None:
    unknowns = rounded_by(("a", "level", 10.0)).keys()
    assert {Unknown(*one).quantity for one in unknowns} == {"plan"}
