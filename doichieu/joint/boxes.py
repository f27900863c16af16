"""Models B and D: each quantity lies in its own interval, a box, and the identities hold."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isfinite

import numpy as np

from doichieu.joint.linear_programme import (
    ROUNDING_TOLERANCE,
    Infeasible,
    LinearProgramme,
    Undetermined,
    rounding_error,
)
from doichieu.joint.problems import QUANTITIES, Identity, Unknown
from doichieu.joint.sparse_rows import Form, Rows

INFINITY = float("inf")
# An unknown without a value lies in no box.
MISSING = float("nan")
# The least half-width of a box, as a fraction of its ends: doubles can still represent it.
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
    def is_exact(self) -> bool:
        """Whether the box contains one value only: no growth widens it."""
        return self.upper == self.lower

    @property
    def rounding(self) -> float:
        """The rounding error of its ends in doubles, in half-widths."""
        is_quotient = self.unknown.quantity != "level"
        errors = [
            rounding_error(end, is_quotient) for end in (self.lower, self.upper) if isfinite(end)
        ]
        return max(errors, default=0.0) / self.half_width

    @property
    def half_width(self) -> float:
        """Half the width of a bounded box; else the size of its anchor."""
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
    """Minimize t: every box grown by t half-widths, every identity satisfied.

    Exact boxes are constants, which no t moves.
    """
    fixed = {box.unknown: box.anchor for box in boxes if box.is_exact}
    boxes = [box for box in boxes if not box.is_exact]
    columns = {box.unknown: column for column, box in enumerate(boxes)}
    for identity in identities:
        for unknown, _ in identity.terms:
            if unknown not in fixed:
                columns.setdefault(unknown, len(columns))
    units = [box.half_width for box in boxes]
    units += [max(units, default=1.0)] * (len(columns) - len(boxes))
    anchors = [box.anchor for box in boxes] + [0.0] * (len(columns) - len(boxes))
    rows, lower, upper = [], [], []
    for identity in identities:
        known = [fixed.get(unknown) for unknown, _ in identity.terms]
        values = [
            by * (anchors[columns[unknown]] if value is None else value)
            for (unknown, by), value in zip(identity.terms, known, strict=True)
        ]
        constant = fsum(values)
        form = Form.of(
            {columns[one]: by * units[columns[one]] for one, by in identity.terms if one in columns}
        )
        if not form.largest:
            rounding = ROUNDING_TOLERANCE * sum(map(abs, values))
            if constant < -rounding or (identity.is_sum and constant > rounding):
                return INFINITY
            continue
        size = form.largest
        rows.append(form.times(1 / size))
        lower.append(-constant / size)
        upper.append(-constant / size if identity.is_sum else INFINITY)
    growth = len(columns)
    for column, box in enumerate(boxes):
        for sign, end in ((1.0, box.lower), (-1.0, box.upper)):
            if abs(end) < INFINITY:
                rows.append(Form.of({column: sign, growth: 1.0}))
                lower.append(sign * (end - anchors[column]) / units[column])
                upper.append(INFINITY)
    free = np.full(len(columns), INFINITY)
    costs = np.zeros(len(columns) + 1)
    costs[-1] = 1.0
    # Rounding in doubles may part intervals that touch.
    rounding = max((box.rounding for box in boxes), default=0.0)
    with contextlib.suppress(Undetermined):
        programme = LinearProgramme(
            Rows.of(rows, len(costs)),
            (np.array(lower), np.array(upper)),
            (np.append(-free, 0.0), np.append(free, INFINITY)),
        )
        try:
            return max(programme.minimize(costs)[0] - rounding, 0.0)
        except Infeasible:
            return INFINITY
    return 0.0
