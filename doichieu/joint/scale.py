"""Scaling: each unknown is measured from its printed value, in half-widths, so of the order of one.

A half-width may be a billionth of a level: measured from zero, it would be smaller than a solver's
tolerance. A number that stands for itself alone has no half-width: its unknown is measured in
halves of its last printed place.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from doichieu.joint.problems import FigureKey, Problem, Ratio, Terms, Unknown
from doichieu.joint.sparse_rows import Array, Form

# A unit is at least this fraction of its unknown: what doubles can still represent.
UNIT_FLOOR = 1e-15


class Anchor(NamedTuple):
    """A value that the figures imply for an unknown, and how far they leave it, in its unit.

    `spread` is zero where they fix it. `grain` is then what it is measured in.
    """

    value: float
    spread: float
    grain: float

    @property
    def unit(self) -> float:
        """What the unknown is measured in; zero where nothing is known of it."""
        return self.spread or self.grain


Known = dict[Unknown, Anchor]
"""The unknowns that are anchored so far."""


@dataclass(frozen=True)
class Scale:
    """value = anchor + unit * x for each unknown, in the order of `columns`.

    `sizes` are the orders of magnitude of the unknowns. All are in the indicators' units.
    """

    columns: dict[Unknown, int]
    anchors: Array
    units: Array
    sizes: Array

    def size(self, unknown: Unknown) -> float:
        """The order of magnitude of an unknown, in its own unit."""
        return float(self.sizes[self.columns[unknown]])

    def sign(self, unknown: Unknown) -> int:
        """The sign of an unknown's anchor."""
        return -1 if self.anchors[self.columns[unknown]] < 0 else 1

    def row(self, terms: Terms) -> Form:
        """A linear form of unknowns as one of the columns."""
        coefficients: dict[int, float] = {}
        constants = []
        for unknown, coefficient in terms:
            column = self.columns[unknown]
            scaled = coefficient * float(self.units[column])
            coefficients[column] = coefficients.get(column, 0.0) + scaled
            constants.append(coefficient * float(self.anchors[column]))
        return Form.of(coefficients, math.fsum(constants))


def scale_of(problem: Problem, left_out: Collection[FigureKey] = ()) -> Scale:
    """Anchor every unknown at the value that the figures imply; by those left out only where the
    others do not suffice.

    A figure left out may be printed a thousand times too large: measured from it, what the others
    leave would lose three digits.
    """
    known: Known = {}
    if left_out:
        _anchor(problem, [one for one in problem.ratios if one.key not in left_out], known)
    _anchor(problem, problem.ratios, known)
    unknowns = problem.unknowns
    every = [abs(anchor.value) + anchor.unit for anchor in known.values()]
    usual = (float(np.median(every)) if every else 0.0) or 1.0
    pairs = [known.get(unknown, Anchor(0.0, usual, usual)) for unknown in unknowns]
    anchors = np.array([anchor.value for anchor in pairs])
    units = np.array([anchor.unit for anchor in pairs])
    # An unknown that is exactly zero has no magnitude: it takes the usual one.
    sizes = np.where((anchors != 0) | (units != 0), np.maximum(np.abs(anchors), units), usual)
    return Scale(
        {unknown: column for column, unknown in enumerate(unknowns)},
        anchors,
        np.maximum(units, UNIT_FLOOR * sizes),
        sizes,
    )


def _anchor(problem: Problem, ratios: list[Ratio], known: Known) -> None:
    """Anchor the unknowns that some figures imply, starting from printed levels."""
    for ratio in ratios:
        unknown, _ = ratio.numerator[0]
        if ratio.denominator is None and len(ratio.numerator) == 1 and unknown not in known:
            spread = 0.0 if ratio.half.is_exact else ratio.half.half_width
            known[unknown] = Anchor(ratio.half.middle, spread, ratio.last_place / 2)
    while _anchor_by_ratios(ratios, known) or _anchor_by_identities(problem, known):
        pass


def _anchor_by_ratios(ratios: list[Ratio], known: Known) -> bool:
    """Anchor one side of each ratio whose other side is anchored; whether any was."""
    before = len(known)
    for ratio in ratios:
        ((above, coefficient),) = ratio.numerator[:1]
        middle, half_width = ratio.half.middle, ratio.half.half_width
        if ratio.denominator is None and len(ratio.numerator) == 2:
            # Their difference: a rounded and a true quantity, or a level and its base.
            greater, less = (unknown for unknown, _ in ratio.numerator)
            for one, other, by in ((greater, less, -middle), (less, greater, middle)):
                if one in known and other not in known:
                    anchor = known[one]
                    known[other] = anchor._replace(
                        value=anchor.value + by, spread=anchor.spread + half_width
                    )
        if ratio.denominator is None or len(ratio.numerator) > 1 or middle == 0:
            continue
        if above in known and ratio.denominator not in known:
            by = coefficient / middle
            value, spread, grain = known[above]
            widened = abs(by) * spread + abs(by * value) * half_width / abs(middle)
            known[ratio.denominator] = Anchor(by * value, widened, abs(by) * grain)
        elif ratio.denominator in known and above not in known:
            value, spread, grain = known[ratio.denominator]
            known[above] = Anchor(
                middle * value / coefficient,
                (abs(middle) * spread + abs(value) * half_width) / abs(coefficient),
                abs(middle / coefficient) * grain,
            )
    return len(known) > before


def _anchor_by_identities(problem: Problem, known: Known) -> bool:
    """Anchor the only unknown of an identity that is not anchored yet; whether any was."""
    before = len(known)
    for identity in problem.identities:
        missing = [term for term in identity.terms if term[0] not in known]
        if len(missing) != 1:
            continue
        ((unknown, coefficient),) = missing
        rest = [(known[one], by) for one, by in identity.terms if one != unknown]
        known[unknown] = Anchor(
            -math.fsum(by * anchor.value for anchor, by in rest) / coefficient,
            sum(abs(by) * anchor.spread for anchor, by in rest) / abs(coefficient),
            max(abs(by) * anchor.grain for anchor, by in rest) / abs(coefficient),
        )
    return len(known) > before
