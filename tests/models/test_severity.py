"""Severities that are hard to find: their points lie where what figures are over is nought."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from doichieu.joint.problems import QUANTITIES, Identity, Problem, Quantity, Ratio, Reading, Unknown
from doichieu.joint.single_level import INFINITY, SingleLevel, without_signs

ORDERS = 60


def figure(
    indicator: str, quantity: str, over: Quantity | None, middle: float, half: float
) -> Ratio:
    """A printed figure, read alike at both readings."""
    reading = Reading(middle, half, 1)
    numerator = ((Unknown(indicator, "level"), 1.0),)
    base = Unknown(indicator, over) if over else None
    return Ratio(indicator, quantity, "", numerator, base, reading, reading, 2 * half, 2 * half)


def sums(total: str, parts: dict[str, float]) -> list[Identity]:
    """One identity, of each quantity."""
    return [
        Identity(
            "x",
            True,
            Unknown(total, quantity),
            (
                (Unknown(total, quantity), 1.0),
                *((Unknown(part, quantity), -by) for part, by in parts.items()),
            ),
        )
        for quantity in QUANTITIES
    ]


def in_many_orders(problem: Problem) -> Iterable[SingleLevel]:
    rng = random.Random(1)
    for _ in range(ORDERS):
        ratios = rng.sample(problem.ratios, len(problem.ratios))
        yield SingleLevel(replace(problem, ratios=ratios))


def test_a_severity_whose_point_is_nought_is_found_in_any_order() -> None:
    """Only a level of nought is in keeping with percentages that far apart: 128 / 0.5 = 256."""
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
    for model in in_many_orders(problem):
        assert model.severity() == pytest.approx(256, rel=1e-4)


def test_percentages_that_a_part_of_nought_explains_hold_in_any_order() -> None:
    """Where nothing but percentages is printed, a part may be as good as nothing of its total."""
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
    for model in in_many_orders(Problem("joint", ratios, sums("total", parts))):
        assert model.holds()
        assert model.severity() < 1e-3


@pytest.mark.parametrize(("end", "is_told"), [(0.9e-7, False), (1.1e-7, True)])
@pytest.mark.parametrize("size", [1.0, 41_585.0])
def test_an_end_that_only_tells_a_sign_is_none(end: float, is_told: bool, size: float) -> None:
    """A solver's nought may be as large a share of what a figure says."""
    ends = -2 * size, end * size
    assert without_signs(ends, size) == (ends if is_told else (ends[0], INFINITY))
    ends = end * size, 2 * size
    assert without_signs(ends, size) == (ends if is_told else (-INFINITY, ends[1]))
