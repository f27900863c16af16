"""Numbers of the order of one: each unknown as its distance from what was printed, in half-widths.

A half-width may be a billionth of a level. Measured from nought a solver's tolerance would swallow
it; measured from the print it is the unit.
"""

from dataclasses import dataclass

import numpy as np

from doichieu.joint.linear import Array
from doichieu.joint.problems import Problem, Ratio, Terms, Unknown


@dataclass(frozen=True)
class Scale:
    """value = anchor + unit * x for each unknown; all in the order of `columns`.

    `sizes` are the orders of the unknowns, each in its own unit.
    """

    columns: dict[Unknown, int]
    anchors: Array
    units: Array
    sizes: Array

    def size(self, unknown: Unknown) -> float:
        """The order of an unknown, in its own unit."""
        return float(self.sizes[self.columns[unknown]])

    def is_nought(self, unknown: Unknown) -> bool:
        """Whether an unknown is told to be exactly nought."""
        column = self.columns[unknown]
        return bool(self.anchors[column] == 0 and self.units[column] < self.sizes[column])

    def sign(self, unknown: Unknown) -> int:
        """The sign of what an unknown is taken to be about."""
        return -1 if self.anchors[self.columns[unknown]] < 0 else 1

    def row(self, terms: Terms) -> tuple[Array, float]:
        """A linear expression as coefficients of the columns and a constant."""
        coefficients, constant = np.zeros(len(self.columns)), 0.0
        for unknown, coefficient in terms:
            column = self.columns[unknown]
            coefficients[column] += coefficient * self.units[column]
            constant += coefficient * self.anchors[column]
        return coefficients, constant


def scale_of(problem: Problem) -> Scale:
    """Anchor every unknown at what the figures make of it, step by step from the printed ones."""
    known: dict[Unknown, tuple[float, float]] = {}
    for ratio in problem.ratios:
        if ratio.over is None and len(ratio.numerator) == 1:
            known[ratio.numerator[0][0]] = ratio.half.middle, ratio.half.half_width
    while _tell_ratios(problem.ratios, known) or _tell_identities(problem, known):
        pass
    unknowns = problem.unknowns
    sizes = [abs(anchor) + unit for anchor, unit in known.values()]
    usual = (float(np.median(sizes)) if sizes else 0.0) or 1.0
    told = np.array([known.get(unknown, (0.0, usual)) for unknown in unknowns])
    anchors, units = told[:, 0], told[:, 1]
    # What is exactly nought has no order of its own: it stands among others.
    sizes = np.where(told.any(axis=1), np.maximum(np.abs(anchors), units), usual)
    return Scale(
        {unknown: column for column, unknown in enumerate(unknowns)},
        anchors,
        np.maximum(units, 1e-15 * sizes),
        sizes,
    )


def _tell_ratios(ratios: list[Ratio], known: dict[Unknown, tuple[float, float]]) -> bool:
    """Anchor one side of each ratio of which the other is anchored; whether any was."""
    before = len(known)
    for ratio in ratios:
        ((above, coefficient),) = ratio.numerator[:1]
        middle, half_width = ratio.half.middle, ratio.half.half_width
        if ratio.over is None and len(ratio.numerator) == 2:
            used, true = (unknown for unknown, _ in ratio.numerator)
            for one, other in ((used, true), (true, used)):
                if one in known and other not in known:
                    known[other] = known[one][0], known[one][1] + half_width
        if ratio.over is None or len(ratio.numerator) > 1 or middle == 0:
            continue
        if above in known and ratio.over not in known:
            value, unit = known[above]
            anchor = coefficient * value / middle
            spread = abs(anchor) * half_width / abs(middle)
            known[ratio.over] = anchor, abs(coefficient / middle) * unit + spread
        elif ratio.over in known and above not in known:
            value, unit = known[ratio.over]
            known[above] = (
                middle * value / coefficient,
                (abs(middle) * unit + abs(value) * half_width) / abs(coefficient),
            )
    return len(known) > before


def _tell_identities(problem: Problem, known: dict[Unknown, tuple[float, float]]) -> bool:
    """Anchor the one unknown that an identity has left; whether any was."""
    before = len(known)
    for identity in problem.identities:
        open_ = [term for term in identity.terms if term[0] not in known]
        if len(open_) != 1:
            continue
        ((unknown, coefficient),) = open_
        rest = [(known[one], by) for one, by in identity.terms if one != unknown]
        known[unknown] = (
            -sum(by * anchor for (anchor, _), by in rest) / coefficient,
            sum(abs(by) * unit for (_, unit), by in rest) / abs(coefficient),
        )
    return len(known) > before
