"""Severities that are hard to find: at their points, denominators are zero."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from support.tiers import seeds

from doichieu.joint.problems import (
    QUANTITIES,
    Identity,
    Interval,
    Problem,
    Quantity,
    Ratio,
    Terms,
    Unknown,
)
from doichieu.joint.single_level import INFINITY, SingleLevel, without_signs

ORDERS = seeds(12, 60)


def figure(
    indicator: str, quantity: str, base: Quantity | None, middle: float, half: float
) -> Ratio:
    """A printed figure with the same half and wide interval."""
    interval = Interval(middle - half, middle + half, 1)
    numerator: Terms = ((Unknown(indicator, "level"), 1.0),)
    over = Unknown(indicator, base) if base else None
    return Ratio(indicator, quantity, "", numerator, over, interval, interval, 2 * half, 2 * half)


def sums(total: str, parts: dict[str, float]) -> list[Identity]:
    """The identity total = Σ coefficient × part, for each quantity."""
    terms = {total: 1.0} | {part: -by for part, by in parts.items()}
    return [
        Identity(
            "x",
            True,
            Unknown(total, quantity),
            tuple((Unknown(name, quantity), by) for name, by in terms.items()),
        )
        for quantity in QUANTITIES
    ]


def in_many_orders(problem: Problem) -> Iterable[SingleLevel]:
    rng = random.Random(1)
    for _ in ORDERS:
        ratios = rng.sample(problem.ratios, len(problem.ratios))
        yield SingleLevel(replace(problem, ratios=ratios))


def test_a_severity_with_a_level_of_zero_is_found_in_any_order() -> None:
    """Percentages so far apart allow only a level of zero: 128 / 0.5 = 256."""
    ratios = [
        figure("part", "growth", "prior", 1.5296, 5e-5),
        figure("part", "completion", "plan", 0.7354, 5e-5),
        figure("total", "growth", "prior", 1.826, 5e-5),
        figure("total", "completion", "plan", 1.0119, 5e-5),
        figure("large", "level", None, 128.0, 0.5),
        figure("large", "growth", "prior", 1.8214879875577545, 5e-5),
        figure("large", "completion", "plan", 0.10119, 5e-5),
    ]
    problem = Problem("joint", ratios, sums("total", {"large": 1e6, "part": -12.0}))
    severities = [model.severity() for model in in_many_orders(problem)]
    assert severities == pytest.approx([256] * len(ORDERS), rel=1e-4)


def test_percentages_that_a_part_of_zero_explains_hold_in_any_order() -> None:
    """Where only percentages are printed, a part may be negligible in its total."""
    percentages = {
        "total": (0.911979887853683, 1.0),
        "first": (1.26, 1.0),
        "second": (0.935, 1.0),
        "large": (9.1, 1e6 / 12),
        "third": (11.7, 1 / 12),
        "fourth": (0.21, 1 / 12),
        "fifth": (0.76, 1 / 12),
    }
    ratios = [
        figure(name, "completion", "plan", middle, 0.005)
        for name, (middle, _) in percentages.items()
    ]
    parts = {name: by for name, (_, by) in percentages.items() if name != "total"}
    problem = Problem("joint", ratios, sums("total", parts))
    assert all(model.holds() and model.severity() < 1e-3 for model in in_many_orders(problem))


@pytest.mark.parametrize(("end", "is_kept"), [(0.9e-7, False), (1.1e-7, True)])
@pytest.mark.parametrize("size", [1.0, 41_585.0])
def test_a_bound_that_only_states_a_sign_is_none(end: float, is_kept: bool, size: float) -> None:
    """A solver's zero may be off by this fraction of the quantity."""
    ends = -2 * size, end * size
    assert without_signs(ends, size) == (ends if is_kept else (ends[0], INFINITY))
    ends = end * size, 2 * size
    assert without_signs(ends, size) == (ends if is_kept else (-INFINITY, ends[1]))
