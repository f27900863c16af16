"""Statuses, severity, bounds and feasibility intervals of a problem under the three models."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from oracle import ENTIRE, HALF, INFINITY, READINGS, WIDE, Interval
from oracle.joint.models import (
    SingleLevel,
    box_constraints,
    decoupled_boxes,
    is_growth_used,
    printed_base_boxes,
    roundings_of,
    scaled,
    true,
)
from oracle.joint.reports import Observed, Problem, Subject
from oracle.joint.simplex import Constraint, Programme, Terms, ratio_range

CONSISTENT, SUSPECT, CONTRADICTION = "consistent", "suspect", "contradiction"
NOT_CHECKABLE = "not_checkable"
TRUE_QUANTITIES = {"level": "level", "implied_plan": "plan", "implied_prior": "prior"}


def status(holds_half: bool, holds_wide: bool) -> str:
    """Consistent at the half interval, suspect at the wide one only, else a contradiction."""
    if holds_half:
        return CONSISTENT
    return SUSPECT if holds_wide else CONTRADICTION


def range_of(constraints: list[Constraint], numerator: Terms, base: Terms | None) -> Interval:
    """The bounds of a quantity, or of a ratio of two."""
    if base is None:
        return Programme(constraints).range(numerator)
    return ratio_range(constraints, numerator, base)


def stretched(interval: Interval, factor: Fraction) -> Interval:
    """The interval with its half-width multiplied; a single finite end moves by its own size."""
    if interval.is_bounded:
        return interval.widened(interval.width / 2 * (factor - 1))
    lower, upper = (
        end if math.isinf(end) else sign * abs(end) * (factor - 1) + end
        for sign, end in zip((-1, 1), interval, strict=True)
    )
    return Interval(lower, upper)


@dataclass(frozen=True)
class Judgement:
    """One problem, judged exactly.

    `stretch` is a factor on the half-width of every interval. One slightly below or above 1 finds
    results so near an edge that doubles may decide them otherwise.
    """

    problem: Problem
    stretch: Fraction = field(default=Fraction(1))

    def _observed(self, reading: str) -> Mapping[Subject, Observed]:
        return {
            subject: one._replace(interval=stretched(one.interval, self.stretch))
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
        """Whether one true level explains all figures if half-widths grow by a factor."""
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
        """Whether the other figures bound any figure."""
        return any(not bounds.is_entire for _, bounds in self.feasibilities())

    def feasibilities(self) -> Iterator[tuple[Subject, Interval]]:
        """The feasibility interval of each printed quantity, where the others agree."""
        for subject in self._model(HALF).subjects:
            bounds = self.feasibility(subject)
            if bounds is not None:
                yield subject, bounds

    def feasibility(self, subject: Subject) -> Interval | None:
        """The values that all other figures allow a quantity; None where they contradict each
        other."""
        constraints = self._constraints(HALF, without=subject)
        if not Programme(constraints).is_feasible:
            return None
        bounds = range_of(constraints, *self._model(HALF).quantity(subject))
        printed = self._observed(HALF)[subject].interval.intersected(bounds)
        if printed.is_empty and self.single_level_holds(HALF):
            return ENTIRE  # the base may be zero, and zero over zero may be anything
        if subject.quantity == "contribution":
            return bounds
        if bounds.lower == bounds.upper == 0:
            return bounds
        # A bound of zero only states the sign, which is known without any figure.
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
        # Ratios alone do not state the size of anything.
        sized = () if self.problem.is_free_of_scale else self.problem.indicators
        for indicator in sized:
            for name, quantity in TRUE_QUANTITIES.items():
                yield indicator, "", name, programme.range(true(quantity, indicator))
        for identity in self.problem.sums:
            if self._is_base_open(identity.total):
                continue
            for part, weight in self.problem.weights(identity).items():
                contribution = self._contribution(constraints, identity.total, part, weight)
                yield part, identity.name, "contribution", contribution

    def _is_base_open(self, total: str) -> bool:
        """Whether a figure is a ratio to the total's prior, which may have either sign."""
        observed = self.problem.observed[HALF]
        bases = {
            sums.total
            for indicator, quantity, _ in observed
            if quantity == "contribution" and (sums := self.problem.sum_of(indicator))
        }
        is_named = total in bases or Subject(total, "growth") in observed
        return is_named and not is_growth_used(self.problem, total)

    def _contribution(
        self, constraints: list[Constraint], total: str, part: str, weight: Fraction
    ) -> Interval:
        """The contribution of a part to the growth of a total.

        A prior that may have either sign is taken to have the sign of the total's level.
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
        """The status of the model of percentages of printed levels."""
        has_level = any(subject.quantity == "level" for subject in self.problem.observed[HALF])
        if self.single_level == NOT_CHECKABLE or not has_level:
            return NOT_CHECKABLE
        return self._box_status(printed_base=True)

    @cached_property
    def decoupled(self) -> str:
        """The status of the model that treats every quantity alone."""
        return self._box_status(printed_base=False)

    def _box_status(self, printed_base: bool) -> str:
        half, wide = (self.boxes_hold(reading, printed_base) for reading in READINGS)
        return status(half, wide)

    def boxes_hold(self, reading: str, printed_base: bool) -> bool:
        """Whether levels, plans and priors can lie in their boxes, each of these quantities
        alone."""
        observed = self._observed(reading)
        if printed_base:
            boxes = printed_base_boxes(self.problem, observed, reading)
        else:
            boxes = decoupled_boxes(self.problem, observed)
        boxes = {name: stretched(box, self.stretch) for name, box in boxes.items()}
        return all(
            Programme(box_constraints(self.problem, quantity, boxes)).is_feasible
            for quantity in TRUE_QUANTITIES.values()
        )

    @cached_property
    def verdict(self) -> str:
        """A contradiction or suspect only where the models of all real offices fail."""
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
