"""What the three models say of a problem: statuses, severity, bounds, feasibility.

`stretch` is a factor on the half-width of every interval: 1 judges as it should be, a little less
or more tells what is so near an edge that doubles may judge it wrongly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from oracle.joint.models import (
    SingleLevel,
    box_constraints,
    decoupled_boxes,
    printed_base_boxes,
    roundings_of,
    scaled,
    true,
)
from oracle.joint.prints import EVERYTHING, HALF, INFINITY, READINGS, WIDE, Interval
from oracle.joint.reports import Observed, Problem, Subject
from oracle.joint.simplex import Constraint, Programme, Terms, ratio_range

CONSISTENT, SUSPECT, CONTRADICTION = "consistent", "suspect", "contradiction"
NOT_CHECKABLE = "not_checkable"
TRUE_QUANTITIES = {"level": "level", "implied_plan": "plan", "implied_prior": "prior"}


def status(holds_half: bool, holds_wide: bool) -> str:
    """A model holds, holds only where prints are read widely, or fails."""
    if holds_half:
        return CONSISTENT
    return SUSPECT if holds_wide else CONTRADICTION


def range_of(constraints: list[Constraint], numerator: Terms, base: Terms | None) -> Interval:
    """The bounds of a quantity, or of a ratio of two."""
    if base is None:
        return Programme(constraints).range(numerator)
    return ratio_range(constraints, numerator, base)


@dataclass(frozen=True)
class Judgement:
    """One problem, judged exactly."""

    problem: Problem
    stretch: Fraction = field(default=Fraction(1))

    def _observed(self, reading: str) -> Mapping[Subject, Observed]:
        return {
            subject: one._replace(interval=one.interval.stretched(self.stretch))
            for subject, one in self.problem.observed[reading].items()
        }

    # -- single level

    def _model(self, reading: str) -> SingleLevel:
        observed = self.problem.observed[reading]
        if reading == HALF:
            return SingleLevel(self.problem, observed)
        roundings = {
            base: width * self.stretch
            for base, width in roundings_of(self.problem, observed).items()
        }
        return SingleLevel(self.problem, observed, roundings)

    def _constraints(self, reading: str, without: Subject | None = None) -> list[Constraint]:
        readings = {subject: one.interval for subject, one in self._observed(reading).items()}
        return self._model(reading).constraints(readings, without)

    def holds_with(self, theta: Fraction) -> bool:
        """Whether one true level stands behind all figures if half-widths grow by a factor."""
        return Judgement(self.problem, self.stretch * theta).single_level_holds(HALF)

    def single_level_holds(self, reading: str) -> bool:
        return Programme(self._constraints(reading)).is_feasible

    @cached_property
    def single_level(self) -> str:
        """The status of the model of one true level."""
        if self.single_level_holds(HALF):
            return CONSISTENT if self._is_checkable else NOT_CHECKABLE
        return status(False, self.single_level_holds(WIDE))

    @property
    def _is_checkable(self) -> bool:
        """Whether the other figures leave less than everything to any one figure."""
        return any(not bounds.is_open for _, bounds in self.feasibilities())

    def feasibilities(self) -> Iterator[tuple[Subject, Interval]]:
        """What the other figures leave to each quantity that is printed, if they agree."""
        for subject in self._model(HALF).subjects:
            bounds = self.feasibility(subject)
            if bounds is not None:
                yield subject, bounds

    def feasibility(self, subject: Subject) -> Interval | None:
        """What all other figures leave to a quantity; None where they exclude each other."""
        constraints = self._constraints(HALF, without=subject)
        if not Programme(constraints).is_feasible:
            return None
        bounds = range_of(constraints, *self._model(HALF).quantity(subject))
        printed = self._observed(HALF)[subject].interval.met(bounds)
        if printed.lower > printed.upper and self.single_level_holds(HALF):
            return EVERYTHING  # as the base may be nought, and nothing over nothing is anything
        if subject.quantity == "contribution":
            return bounds
        # That it is not below zero, or not above, was known without any figure.
        return Interval(
            bounds.lower if bounds.lower != 0 else -INFINITY,
            bounds.upper if bounds.upper != 0 else INFINITY,
        )

    def bounds(self) -> Iterator[tuple[str, str, str, Interval]]:
        """Indicator, identity, quantity and tight bounds, where one true level is possible."""
        constraints = self._constraints(HALF)
        programme = Programme(constraints)
        if not programme.is_feasible:
            return
        # Ratios alone say nothing of how large anything is.
        sized = () if self.problem.is_free_of_scale else self.problem.indicators
        for indicator in sized:
            for name, quantity in TRUE_QUANTITIES.items():
                yield indicator, "", name, programme.range(true(quantity, indicator))
        for identity in self.problem.sums:
            for part, weight in self.problem.weights(identity).items():
                contribution = self._contribution(constraints, identity.total, part, weight)
                yield part, identity.name, "contribution", contribution

    def _contribution(
        self, constraints: list[Constraint], total: str, part: str, weight: Fraction
    ) -> Interval:
        """What a part adds to the growth of a total.

        A prior that may be of either sign is taken to have the sign of the total's level.
        """
        model = self._model(HALF)
        base, sign = true("prior", total), model.signs[total]
        priors = Programme(constraints).range(base)
        if priors.lower < 0 < priors.upper and sign:
            constraints = [*constraints, Constraint(scaled(base, Fraction(sign)), Fraction(0))]
        return ratio_range(constraints, model.contribution(part, weight), base)

    # -- boxes

    @cached_property
    def printed_base(self) -> str:
        """The status of the model of percentages computed from printed levels."""
        has_level = any(subject.quantity == "level" for subject in self.problem.observed[HALF])
        if self.single_level == NOT_CHECKABLE or not has_level:
            return NOT_CHECKABLE
        return self._box_status(printed_base=True)

    @cached_property
    def decoupled(self) -> str:
        """The status of the model in which every quantity stands by itself."""
        return self._box_status(printed_base=False)

    def _box_status(self, printed_base: bool) -> str:
        half, wide = (self.boxes_hold(reading, printed_base) for reading in READINGS)
        return status(half, wide)

    def boxes_hold(self, reading: str, printed_base: bool) -> bool:
        """Whether levels, plans and priors can lie in their boxes, each by themselves."""
        observed = self._observed(reading)
        if printed_base:
            boxes = printed_base_boxes(self.problem, observed, reading)
        else:
            boxes = decoupled_boxes(self.problem, observed)
        boxes = {name: box.stretched(self.stretch) for name, box in boxes.items()}
        return all(
            Programme(box_constraints(self.problem, quantity, boxes)).is_feasible
            for quantity in TRUE_QUANTITIES.values()
        )

    @cached_property
    def verdict(self) -> str:
        """The worst that can be said: the models of real offices must all fail for it."""
        failing = (SUSPECT, CONTRADICTION)
        if self.decoupled == CONTRADICTION:
            return CONTRADICTION
        if self.single_level == self.printed_base == CONTRADICTION:
            return CONTRADICTION
        if self.decoupled == SUSPECT:
            return SUSPECT
        if self.single_level == CONTRADICTION and self.printed_base == NOT_CHECKABLE:
            return SUSPECT
        both_fail = self.single_level in failing and self.printed_base in failing
        return SUSPECT if both_fail else CONSISTENT
