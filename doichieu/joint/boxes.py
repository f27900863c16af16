"""Models B and D: each quantity lies in an interval of its own, and the identities hold on each."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from doichieu.joint.linear import NOISE_OF_DOUBLES, Infeasible, LinearProgramme, Undetermined
from doichieu.joint.problems import QUANTITIES, Identity, Unknown

INFINITY = float("inf")
NOWHERE = float("nan")  # in no box


@dataclass(frozen=True)
class Box:
    """What a model leaves of one unknown; an end may be infinite."""

    unknown: Unknown
    lower: float
    upper: float

    @property
    def half_width(self) -> float:
        """Half of its width; of one with no room, a share of its ends, so of nought alone nought;
        of an open one, its end.
        """
        if self.upper - self.lower < INFINITY:
            share = 1e-15 * max(abs(self.lower), abs(self.upper))
            return max((self.upper - self.lower) / 2, share)
        return max(abs(self.anchor), 1.0)

    @property
    def anchor(self) -> float:
        """Its middle, or the one end that it has."""
        if self.upper - self.lower < INFINITY:
            return (self.lower + self.upper) / 2
        return next((end for end in (self.lower, self.upper) if abs(end) < INFINITY), 0.0)


def violation(
    boxes: list[Box], identities: list[Identity], witness: Mapping[Unknown, float]
) -> float:
    """By how many half-widths all boxes must grow before the identities can hold; 0 if they can.

    `witness` are values for which the identities hold, of some unknowns: no more is asked of a
    quantity whose boxes they all lie in.
    """
    # Nothing binds one quantity to another, and each has a scale of its own.
    violations = (
        _violation(
            [box for box in boxes if box.unknown.quantity == quantity],
            [identity for identity in identities if identity.total.quantity == quantity],
        )
        for quantity in QUANTITIES
        if not all(
            box.lower <= witness.get(box.unknown, NOWHERE) <= box.upper
            for box in boxes
            if box.unknown.quantity == quantity
        )
    )
    return max(violations, default=0.0)


def _violation(boxes: list[Box], identities: list[Identity]) -> float:
    columns = {box.unknown: column for column, box in enumerate(boxes)}
    for identity in identities:
        for unknown, _ in identity.terms:
            columns.setdefault(unknown, len(columns))
    anchors, units = np.zeros(len(columns)), np.ones(len(columns))
    widths = [box.half_width for box in boxes if box.half_width > 0]
    for column, box in enumerate(boxes):
        # What is nought alone has no width of its own: it grows as others do.
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
    # What doubles make of it may part what touches; beyond the solver's depth nothing fails.
    noise = NOISE_OF_DOUBLES * float(np.max(np.abs(anchors) / units, initial=0.0))
    with contextlib.suppress(Infeasible, Undetermined):
        programme = LinearProgramme(
            np.array(rows),
            (np.array(lower), np.array(upper)),
            (np.append(-free, 0.0), np.append(free, INFINITY)),
        )
        return max(programme.least(costs)[0] - noise, 0.0)
    return 0.0
