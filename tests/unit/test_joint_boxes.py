"""How much the boxes of models B and D must grow until the identities can hold."""

import math

import pytest

from doichieu.joint.boxes import Box, violation
from doichieu.joint.problems import Identity, Unknown

T, X, Y = (Unknown(name, "level") for name in "txy")
SUM = Identity("sum", True, T, ((T, 1.0), (X, -1.0), (Y, -1.0)))


@pytest.mark.parametrize(
    ("total", "witness", "growth"),
    [
        (100.0, {}, 0.0),
        (100.0, {T: 100.0, X: 60.0, Y: 40.0}, 0.0),
        (103.0, {T: 100.0, X: 60.0, Y: 40.0}, 1.0),  # three boxes of ± 0.5, 3 apart
        (103.0, {T: 103.0, X: 60.0}, 1.0),  # y has no value
        (103.0, {}, 1.0),
    ],
)
def test_a_witness_counts_only_inside_all_boxes(
    total: float, witness: dict[Unknown, float], growth: float
) -> None:
    boxes = [Box(T, total - 0.5, total + 0.5), Box(X, 59.5, 60.5), Box(Y, 39.5, 40.5)]
    assert violation(boxes, [SUM], witness) == pytest.approx(growth)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize(("total", "growth"), [(40.9, 0.0), (42.0, 1.0)])
def test_an_exact_box_does_not_grow(total: float, growth: float, unit: float) -> None:
    """The parts end at 40.5, 42 begins at 41.5: the other two grow by halves until they meet."""
    boxes = [
        Box(T, (total - 0.5) * unit, (total + 0.5) * unit),
        Box(X, 0.0, 0.0),
        Box(Y, 39.5 * unit, 40.5 * unit),
    ]
    assert violation(boxes, [SUM], {}) == pytest.approx(growth)


@pytest.mark.parametrize(("total", "growth"), [(11.0, 0.0), (12.0, math.inf)])
def test_exact_boxes_alone_hold_or_never_do(total: float, growth: float) -> None:
    boxes = [Box(T, total, total), Box(X, 6.0, 6.0), Box(Y, 5.0, 5.0)]
    assert violation(boxes, [SUM], {}) == growth


def test_an_empty_box_is_violated() -> None:
    assert violation([Box(T, 0.0, -4.5)], [], {}) > 1.0
