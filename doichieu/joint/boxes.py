"""Models B and D: each quantity lies in its own interval, a box, and the identities hold."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from doichieu.joint.linear_programme import (
    ROUNDING_TOLERANCE,
    Infeasible,
    LinearProgramme,
    Undetermined,
)
from doichieu.joint.problems import QUANTITIES, Identity, Unknown

INFINITY = float("inf")
# An unknown without a value lies in no box.
MISSING = float("nan")
# The half-width of a box of zero width, as a fraction of its ends: doubles can still represent it.
HALF_WIDTH_FLOOR = 1e-15


@dataclass(frozen=True)
class Box:
    """The interval that a model leaves one unknown, in its unit; an end may be infinite."""

    unknown: Unknown
    lower: float
    upper: float

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.upper - self.lower < INFINITY

    @property
    def half_width(self) -> float:
        """Half the width of a bounded box, zero only for [0, 0]; else the size of its anchor."""
        if self.is_bounded:
            floor = HALF_WIDTH_FLOOR * max(abs(self.lower), abs(self.upper))
            return max((self.upper - self.lower) / 2, floor)
        return max(abs(self.anchor), 1.0)

    @property
    def anchor(self) -> float:
        """The middle of a bounded box; else its finite end, or zero where it has none."""
        if self.is_bounded:
            return (self.lower + self.upper) / 2
        return next((end for end in (self.lower, self.upper) if abs(end) < INFINITY), 0.0)


def intersected(boxes: Iterable[Box]) -> list[Box]:
    """One box for each unknown, in which it lies if it lies in all of its boxes."""
    found: dict[Unknown, Box] = {}
    for box in boxes:
        other = found.get(box.unknown, box)
        lower, upper = max(box.lower, other.lower), min(box.upper, other.upper)
        found[box.unknown] = Box(box.unknown, lower, upper)
    return list(found.values())


def violation(
    boxes: list[Box], identities: list[Identity], witness: Mapping[Unknown, float]
) -> float:
    """The number of half-widths by which all boxes must grow until the identities can hold; 0 if
    they can.

    `witness` maps unknowns to values for which the identities hold. A quantity whose boxes contain
    all these values needs no programme. Where HiGHS cannot decide, no violation is reported.
    """
    # No row links two quantities, and each has its own scale.
    violations = (
        _violation(
            [box for box in boxes if box.unknown.quantity == quantity],
            [identity for identity in identities if identity.total.quantity == quantity],
        )
        for quantity in QUANTITIES
        if not all(
            box.lower <= witness.get(box.unknown, MISSING) <= box.upper
            for box in boxes
            if box.unknown.quantity == quantity
        )
    )
    return max(violations, default=0.0)


def _violation(boxes: list[Box], identities: list[Identity]) -> float:
    """Minimize t: every box grown by t half-widths, every identity satisfied."""
    columns = {box.unknown: column for column, box in enumerate(boxes)}
    for identity in identities:
        for unknown, _ in identity.terms:
            columns.setdefault(unknown, len(columns))
    anchors, units = np.zeros(len(columns)), np.ones(len(columns))
    widths = [box.half_width for box in boxes if box.half_width > 0]
    for column, box in enumerate(boxes):
        # The box [0, 0] has no width: it grows with the narrowest of the others.
        anchors[column], units[column] = box.anchor, box.half_width or min(widths, default=1.0)
    units[len(boxes) :] = max(units[: len(boxes)], default=1.0)
    rows, lower, upper = [], [], []
    for identity in identities:
        line = np.zeros(len(columns) + 1)
        constant = 0.0
        for unknown, coefficient in identity.terms:
            column = columns[unknown]
            line[column] += coefficient * units[column]
            constant += coefficient * anchors[column]
        size = np.abs(line).max()
        rows.append(line / size)
        lower.append(-constant / size)
        upper.append(-constant / size if identity.is_sum else INFINITY)
    for column, box in enumerate(boxes):
        for sign, end in ((1.0, box.lower), (-1.0, box.upper)):
            if abs(end) < INFINITY:
                line = np.zeros(len(columns) + 1)
                line[column], line[-1] = sign, 1.0
                rows.append(line)
                lower.append(sign * (end - anchors[column]) / units[column])
                upper.append(INFINITY)
    free = np.full(len(columns), INFINITY)
    costs = np.zeros(len(columns) + 1)
    costs[-1] = 1.0
    # Rounding in doubles may part intervals that touch.
    rounding = ROUNDING_TOLERANCE * float(np.max(np.abs(anchors) / units, initial=0.0))
    with contextlib.suppress(Infeasible, Undetermined):
        programme = LinearProgramme(
            np.array(rows),
            (np.array(lower), np.array(upper)),
            (np.append(-free, 0.0), np.append(free, INFINITY)),
        )
        return max(programme.minimize(costs)[0] - rounding, 0.0)
    return 0.0
