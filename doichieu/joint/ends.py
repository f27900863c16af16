"""The least and the greatest that the figures of a problem leave of quantities and ratios."""

import contextlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from doichieu.joint.linear import TOLERANCE, Array, Infeasible, LinearProgramme, Undetermined
from doichieu.joint.problems import Terms, Unknown
from doichieu.joint.scale import Scale
from doichieu.joint.vertices import NO_ROW, Ratios, Rows, least

INFINITY = float("inf")


class Span:
    """What is asked for its ends: a numerator, or its ratio to what it is over.

    It is `middle + spread * (above @ x) / (below @ x)`, where the last of x is one, and numbers are
    of the order of one. `released` is the place of a figure that may then say anything: `rows` are
    its rows. Spans are told apart by identity.
    """

    def __init__(
        self,
        scale: Scale,
        numerator: Terms,
        over: Unknown | None = None,
        sign: int = 1,
        released: int | None = None,
    ) -> None:
        """Pose it; `sign` is that of what the numerator is over."""
        self.over, self.sign = over, sign
        self.rows = () if released is None else (2 * released, 2 * released + 1)
        coefficients, constant = scale.row(numerator)
        self.above = np.append(coefficients, constant)
        self.below = np.zeros_like(self.above)
        if over is None:
            unit = max(np.abs(coefficients).max(), abs(constant) * 1e-15)
            self.middle, self.spread = constant, unit
            self.above[-1], self.below[-1] = 0.0, 1.0
            self.above /= unit
            return
        column = scale.columns[over]
        self.below[column], self.below[-1] = scale.units[column], scale.anchors[column]
        self.middle = constant / self.below[-1] if self.below[-1] else 0.0
        self.above -= self.middle * self.below
        unit, size = float(np.abs(self.above).max()) or 1.0, scale.size(over)
        self.above *= sign / unit
        self.below *= sign / size
        self.spread = unit / size

    def ends(self, lower: float, upper: float) -> tuple[float, float]:
        """The ends of what is asked by those of the ratio."""
        return self.middle + self.spread * lower, self.middle + self.spread * upper


@dataclass(frozen=True)
class Held:
    """What figures leave open: points x at which `lines @ x + constants` is not below nought.

    Two lines a figure, in the order of the figures. `fixed` holds besides, whatever is printed:
    lines with their lower and upper ends, the upper infinite or the same. `point` is one of them,
    if it is known. What was proven of it is remembered.
    """

    scale: Scale
    lines: Array
    constants: Array
    fixed: list[tuple[Array, tuple[float, float]]]
    point: Array | None
    _proven: dict[Span, tuple[float, float]] = field(init=False, repr=False, default_factory=dict)

    def ends(self, span: Span) -> tuple[float, float]:
        """The ends of one span: as proven, or by HiGHS. Raises Infeasible, and Undetermined."""
        return self._proven.get(span) or self._programme.ends(span)

    def prove(self, spans: Sequence[Span]) -> None:
        """Find the ends of many spans together, as far as they are proven at a vertex."""
        told = zip(spans, self._at_vertices(spans), strict=True)
        self._proven.update((span, ends) for span, ends in told if ends)

    @cached_property
    def _programme(self) -> "_Homogeneous":
        return _Homogeneous(self)

    def _at_vertices(self, spans: Sequence[Span]) -> list[tuple[float, float] | None]:
        """The ends of all spans that are proven at a vertex; None of those that are not."""
        unproven: list[tuple[float, float] | None] = [None] * len(spans)
        if self.point is None or not spans:
            return unproven
        rows = self._around(self.point)
        if rows.constants.min(initial=0.0) < 0:
            return unproven
        here = np.append(self.point, 1.0)
        above = np.array([span.above for span in spans])
        below = np.array([span.below for span in spans])
        released = np.array([span.rows or (NO_ROW, NO_ROW) for span in spans])
        twice = np.tile(np.arange(len(spans)), 2)
        signs = np.repeat([1.0, -1.0], len(spans))
        found = least(
            rows,
            Ratios(
                above[twice, :-1] * signs[:, None],
                (above @ here)[twice] * signs,
                below[twice, :-1],
                (below @ here)[twice],
                released[twice],
            ),
        )
        lower, upper = (found * signs).reshape(2, -1).tolist()
        return [
            None if math.isnan(low) or math.isnan(high) else span.ends(low, high)
            for span, low, high in zip(spans, lower, upper, strict=True)
        ]

    def _around(self, point: Array) -> Rows:
        """All rows, by the distance from a point."""
        equal = [line for line, (lower, upper) in self.fixed if lower == upper]
        above = [(line, -lower) for line, (lower, upper) in self.fixed if lower != upper]
        lines = np.vstack((self.lines, *(line for line, _ in above)))
        constants = np.append(self.constants, [constant for _, constant in above])
        largest = np.abs(lines).max(axis=1)
        sizes = np.maximum(largest, np.abs(constants))
        return Rows(
            np.array(equal).reshape(-1, len(point)),
            lines / sizes[:, None],
            (lines @ point + constants) / sizes,
            # A share of a half-width, however far from the print the row lies.
            TOLERANCE * largest / sizes,
        )


class _Homogeneous:
    """The half-widths as they are, over points (x, tau): x / tau is a point of the problem.

    With tau fixed at one, a quantity is bounded; with a denominator fixed instead, a ratio is
    (Charnes and Cooper, Naval Research Logistics Quarterly 9, 1962).
    """

    def __init__(self, held: Held) -> None:
        self.columns = len(held.scale.columns)
        rows, self.row_bounds = [], []
        for line in np.column_stack((held.lines, held.constants)):
            rows.append(line / np.abs(line).max())
            self.row_bounds.append((0.0, INFINITY))
        for coefficients, bounds in held.fixed:
            rows.append(np.append(coefficients, -bounds[0]))
            self.row_bounds.append((0.0, 0.0 if bounds[1] == bounds[0] else INFINITY))
        self.over_rows: dict[Unknown, int] = {}
        for unknown, column in held.scale.columns.items():
            size = held.scale.size(unknown)
            line = np.zeros(self.columns + 1)
            line[column], line[-1] = held.scale.units[column], held.scale.anchors[column]
            self.over_rows[unknown] = len(rows)
            rows.append(line / size)
            self.row_bounds.append((-INFINITY, INFINITY))
        lower, upper = map(np.array, zip(*self.row_bounds, strict=True))
        free = np.full(self.columns, INFINITY)
        self.programme = LinearProgramme(
            np.array(rows), (lower, upper), (np.append(-free, 1.0), np.append(free, 1.0))
        )

    def ends(self, span: Span) -> tuple[float, float]:
        """The least and the greatest of what is asked. Raises Infeasible, and Undetermined."""
        for row in span.rows:
            self.programme.bound_row(row, -INFINITY, INFINITY)
        try:
            return span.ends(*(self._range(span.above) if span.over is None else self._ratio(span)))
        finally:
            for row in span.rows:
                self.programme.bound_row(row, *self.row_bounds[row])

    def _ratio(self, span: Span) -> tuple[float, float]:
        assert span.over
        row = self.over_rows[span.over]
        with contextlib.suppress(Undetermined):
            self.programme.least(np.zeros_like(span.above))  # points must exist, not only rays
        self.programme.bound_column(self.columns, 0.0, INFINITY)
        self.programme.bound_row(row, span.sign, span.sign)
        try:
            return self._range(span.above)
        except Infeasible:  # what it is over is nought everywhere
            return -INFINITY, INFINITY
        finally:
            self.programme.bound_row(row, -INFINITY, INFINITY)
            self.programme.bound_column(self.columns, 1.0, 1.0)

    def _range(self, costs: Array) -> tuple[float, float]:
        return self._least(costs), -self._least(-costs)

    def _least(self, costs: Array) -> float:
        """The least of the costs; without end where the solver cannot tell one."""
        try:
            return self.programme.least(costs)[0]
        except Undetermined:
            return -INFINITY
