"""Scaling: each unknown is measured from its printed value, in half-widths, so of the order of one.

A half-width may be a billionth of a level: measured from zero, it would be smaller than a solver's
tolerance.
"""

from dataclasses import dataclass

import numpy as np

from doichieu.joint.linear_programme import Array
from doichieu.joint.problems import Problem, Ratio, Terms, Unknown

# A unit is at least this fraction of its unknown: what doubles can still represent.
UNIT_FLOOR = 1e-15

Known = dict[Unknown, tuple[float, float]]
"""Anchor and unit of each unknown that has them so far."""


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

    def is_zero(self, unknown: Unknown) -> bool:
        """Whether the figures fix an unknown at exactly zero."""
        column = self.columns[unknown]
        return bool(self.anchors[column] == 0 and self.units[column] < self.sizes[column])

    def sign(self, unknown: Unknown) -> int:
        """The sign of an unknown's anchor."""
        return -1 if self.anchors[self.columns[unknown]] < 0 else 1

    def row(self, terms: Terms) -> tuple[Array, float]:
        """A linear form as coefficients of the columns and a constant."""
        coefficients, constant = np.zeros(len(self.columns)), 0.0
        for unknown, coefficient in terms:
            column = self.columns[unknown]
            coefficients[column] += coefficient * self.units[column]
            constant += coefficient * self.anchors[column]
        return coefficients, constant


def scale_of(problem: Problem) -> Scale:
    """Anchor every unknown at the value that the figures imply, starting from printed levels."""
    known: Known = {}
    for ratio in problem.ratios:
        if ratio.denominator is None and len(ratio.numerator) == 1:
            known[ratio.numerator[0][0]] = ratio.half.middle, ratio.half.half_width
    while _anchor_by_ratios(problem.ratios, known) or _anchor_by_identities(problem, known):
        pass
    unknowns = problem.unknowns
    sizes = [abs(anchor) + unit for anchor, unit in known.values()]
    usual = (float(np.median(sizes)) if sizes else 0.0) or 1.0
    pairs = np.array([known.get(unknown, (0.0, usual)) for unknown in unknowns])
    anchors, units = pairs[:, 0], pairs[:, 1]
    # An unknown that is exactly zero has no magnitude: it takes the usual one.
    sizes = np.where(pairs.any(axis=1), np.maximum(np.abs(anchors), units), usual)
    return Scale(
        {unknown: column for column, unknown in enumerate(unknowns)},
        anchors,
        np.maximum(units, UNIT_FLOOR * sizes),
        sizes,
    )


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
                    known[other] = known[one][0] + by, known[one][1] + half_width
        if ratio.denominator is None or len(ratio.numerator) > 1 or middle == 0:
            continue
        if above in known and ratio.denominator not in known:
            value, unit = known[above]
            anchor = coefficient * value / middle
            spread = abs(anchor) * half_width / abs(middle)
            known[ratio.denominator] = anchor, abs(coefficient / middle) * unit + spread
        elif ratio.denominator in known and above not in known:
            value, unit = known[ratio.denominator]
            known[above] = (
                middle * value / coefficient,
                (abs(middle) * unit + abs(value) * half_width) / abs(coefficient),
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
        known[unknown] = (
            -sum(by * anchor for (anchor, _), by in rest) / coefficient,
            sum(abs(by) * unit for (_, unit), by in rest) / abs(coefficient),
        )
    return len(known) > before
