"""Which sets of figures can all hold, in exact fractions.

A set holds where one true level, or percentages of printed levels, explain it at the wide interval,
with the other figures left out. What is not a figure stays: identities, the slack of rounded plans
and priors, and the signs of the quantities that a figure is a ratio to.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oracle import ENTIRE, INFINITY, WIDE, Interval
from oracle.joint.judgement import stretched
from oracle.joint.models import (
    TRUE,
    SingleLevel,
    box_constraints,
    boxes_of_figures,
    roundings_of,
)
from oracle.joint.reports import Problem, Subject
from oracle.joint.simplex import Programme

NON_NEGATIVE = Interval(Fraction(0), INFINITY)
NON_POSITIVE = Interval(-INFINITY, Fraction(0))

# The quantity and the indicator of a box, its interval, and the figures that it rests on.
Box = tuple[tuple[str, str], Interval, frozenset[Subject]]


@dataclass(frozen=True)
class Holding:
    """Whether sets of printed quantities hold; `stretch` multiplies all half-widths."""

    problem: Problem
    stretch: Fraction = Fraction(1)

    @property
    def subjects(self) -> list[Subject]:
        return list(self.problem.observed[WIDE])

    def holds(self, kept: Collection[Subject]) -> bool:
        """Whether one of the two models explains all of these."""
        return self.single_level_holds(kept) or self.printed_base_holds(kept)

    @cached_property
    def _model(self) -> SingleLevel:
        observed = self.problem.observed[WIDE]
        roundings = {
            base: width * self.stretch
            for base, width in roundings_of(self.problem, observed).items()
        }
        return SingleLevel(self.problem, observed, roundings)

    def single_level_holds(self, kept: Collection[Subject]) -> bool:
        readings = {
            subject: stretched(one.interval, self.stretch) if subject in kept else ENTIRE
            for subject, one in self.problem.observed[WIDE].items()
        }
        return Programme(self._model.constraints(readings)).is_feasible

    def printed_base_holds(self, kept: Collection[Subject]) -> bool:
        boxes: dict[tuple[str, str], Interval] = {}
        figures = boxes_of_figures(self.problem, self.problem.observed[WIDE], WIDE)
        for name, interval, rests_on in (*figures, *self._signs()):
            if rests_on <= set(kept):
                box = stretched(interval, self.stretch) if rests_on else interval
                boxes[name] = box.intersected(boxes.get(name, ENTIRE))
        if any(box.is_empty for box in boxes.values()):
            return False
        return all(
            Programme(box_constraints(self.problem, quantity, boxes)).is_feasible
            for quantity in TRUE
        )

    def _signs(self) -> Iterator[Box]:
        """The known sign of each quantity that a figure is a ratio to, whichever figures hold."""
        for subject in self._model.subjects:
            base = self._model.quantity(subject)[1]
            if base is not None:
                ((quantity, indicator, *_),) = base
                sign = self._model.sign(subject)
                yield (
                    (quantity, indicator),
                    NON_NEGATIVE if sign > 0 else NON_POSITIVE,
                    frozenset(),
                )
