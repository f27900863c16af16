"""The three models of how an office calculates percentages, as constraints on true quantities.

Every indicator has a true level, a true plan and a true prior: the level of the period that it is
compared with. All three satisfy every identity.

- single level: one true level behind value, completion and growth; at the wide interval, each
  percentage may be computed from a rounded plan or prior;
- printed base: percentages are computed from the printed level, over a plan or prior that may be
  rounded like it;
- decoupled: every quantity alone, as in the checks of single identities.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from oracle import ENTIRE, HALF, LEVELS, Interval
from oracle.joint.reports import Observed, Problem, Subject
from oracle.joint.simplex import ONE, Constraint, Terms, Variable

TRUE = ("level", "plan", "prior")
# The rate, its base, and the measure in which the base is printed.
RATES = (("completion", "plan", "plan_level"), ("growth", "prior", "prior_level"))
ZERO = Fraction(0)
# A plan may be rounded to at most this many places more than its level.
MOST_PLACES = 12

Readings = Mapping[Subject, Interval]


def true(quantity: str, indicator: str, coefficient: Fraction = ONE) -> Terms:
    """A true quantity of an indicator, multiplied by a coefficient."""
    return {(quantity, indicator): coefficient}


def added(*all_terms: Terms) -> Terms:
    """The sum of linear forms."""
    result: dict[object, Fraction] = {}
    for terms in all_terms:
        for variable, coefficient in terms.items():
            result[variable] = result.get(variable, ZERO) + coefficient
    return result


def scaled(terms: Terms, factor: Fraction) -> Terms:
    """A linear form multiplied by a number."""
    return {variable: coefficient * factor for variable, coefficient in terms.items()}


def identity_constraints(problem: Problem, *quantities: str) -> Iterator[Constraint]:
    """Total = Σ weight × part for a sum; part ≤ total for each part of a subset."""
    for identity in problem.identities:
        weights = problem.weights(identity)
        for quantity in quantities:
            total = true(quantity, identity.total, -ONE)
            parts = [true(quantity, part, weight) for part, weight in weights.items()]
            if identity.relation == "sum":
                yield Constraint(added(total, *parts), ZERO, ZERO)
            else:
                for part in parts:
                    yield Constraint(added(total, part), upper=ZERO)


# ----- single level ------------------------------------------------------------------------


def sign_of(printed: Observed | None) -> int:
    """The sign of a printed quantity: 0 where it may be either, 1 where it is not printed."""
    if printed is None or printed.interval.lower >= 0:
        return 1
    return -1 if printed.interval.upper <= 0 else 0


def roundings_of(
    problem: Problem, observed: Mapping[Subject, Observed]
) -> dict[tuple[str, str], Fraction]:
    """How far a rounded plan or prior may lie from the true one, by base and indicator.

    It is truncated at the last place of the level, or of its own figure where that is coarser. One
    with neither is rounded like the coarsest amount of the problem, or to a whole unit where that
    is larger than another's.
    """
    roundings: dict[tuple[str, str], Fraction] = {}
    members = {name for one in problem.identities for name in one.members}
    factors = {name: problem.report.factors[name] for name in members}
    amounts = (*LEVELS, "change")
    coarsest = max(
        (
            printed.width * factors[subject.indicator]
            for subject, printed in observed.items()
            if subject.quantity in amounts
        ),
        default=None,
    )
    for indicator in problem.indicators:
        level = observed.get(Subject(indicator, "level"))
        for _, base, printed_as in RATES:
            printed = observed.get(Subject(indicator, printed_as))
            widths = [level.unit] if level else []
            if printed:
                widths.append(printed.width)
            if not widths and coarsest is not None:
                is_large = factors[indicator] > min(factors.values())
                widths = [coarsest / factors[indicator], ONE if is_large else ZERO]
            if widths:
                roundings[base, indicator] = max(widths)
    return roundings


class SingleLevel:
    """One true level behind all figures; each figure is a constraint that can be left out.

    `signed` are the quantities that determine signs, `roundings` the plans and
    priors that may have been rounded before the division, and how far.
    """

    def __init__(
        self,
        problem: Problem,
        signed: Mapping[Subject, Observed],
        roundings: Mapping[tuple[str, str], Fraction] | None = None,
    ) -> None:
        self.problem = problem
        self.signed = signed
        self.roundings = roundings or {}
        self.signs = {
            indicator: sign_of(signed.get(Subject(indicator, "level")))
            for indicator in problem.indicators
        }
        self.subjects = [subject for subject in signed if self._is_used(subject)]

    def quantity(self, subject: Subject) -> tuple[Terms, Terms | None]:
        """Numerator and base of a figure; None for a level."""
        indicator, quantity, _ = subject
        if quantity == "level":
            return true("level", indicator), None
        for rate, base, printed in RATES:
            if quantity == printed:
                return true(base, indicator), None
            if quantity == rate:
                return true("level", indicator), self.used(subject, base, indicator)
        if quantity == "change":
            used = self.used(subject, "prior", indicator, -ONE)
            return added(true("level", indicator), used), None
        if quantity == "share":
            parent = self.problem.parent_of(subject)
            assert parent
            ratio = self.problem.report.ratio(indicator, parent)
            return true("level", indicator, ratio), true("level", parent)
        identity = self.problem.sum_of(indicator)
        assert identity
        weight = self.problem.weights(identity)[indicator]
        used = self.used(subject, "prior", indicator, -weight)
        rise = added(true("level", indicator, weight), used)
        return rise, self.used(subject, "prior", identity.total)

    def used(
        self, subject: Subject, base: str, indicator: str, coefficient: Fraction = ONE
    ) -> Terms:
        """The plan or prior that the office divided by: the rounded one where it may be rounded."""
        if (base, indicator) in self.roundings:
            return {(base, indicator, subject): coefficient}
        return true(base, indicator, coefficient)

    def contribution(self, part: str, weight: Fraction) -> Terms:
        """The true change of a part, in the unit of the total."""
        return added(true("level", part, weight), true("prior", part, -weight))

    def constraints(self, readings: Readings, without: Subject | None = None) -> list[Constraint]:
        """All figures, `without` one of them, and all identities."""
        found = list(identity_constraints(self.problem, *TRUE))
        bases = []
        for subject in self.subjects:
            numerator, base = self.quantity(subject)
            found += self._roundings({**numerator, **(base or {})})
            reading = ENTIRE if subject == without else readings[subject]
            if base is None:
                found.append(Constraint(numerator, *reading))
            else:
                sign = self.sign(subject)
                bases.append(scaled(base, Fraction(sign)))
                found.append(Constraint(bases[-1], ZERO))
                found += self._ratio(scaled(numerator, Fraction(sign)), base, sign, reading)
        if bases and self.problem.is_free_of_scale:
            # Every solution can be multiplied: the bases are normalized to a mean of one.
            found.append(Constraint(added(*bases), Fraction(len(bases)), Fraction(len(bases))))
        return found

    def _roundings(self, used: Iterable[Variable]) -> Iterator[Constraint]:
        """A rounded quantity lies near the true one."""
        for variable in used:
            if len(variable) == 3:
                quantity, indicator, _ = variable
                apart = added({variable: ONE}, true(quantity, indicator, -ONE))
                width = self.roundings[quantity, indicator]
                yield Constraint(apart, -width, width)

    def _ratio(
        self, numerator: Terms, base: Terms, sign: int, reading: Interval
    ) -> Iterator[Constraint]:
        """lower * base <= numerator <= upper * base, multiplied by the sign of the base."""
        if not math.isinf(reading.lower):
            lower = scaled(base, -sign * Fraction(reading.lower))
            yield Constraint(added(numerator, lower), ZERO)
        if not math.isinf(reading.upper):
            upper = scaled(base, -sign * Fraction(reading.upper))
            yield Constraint(added(numerator, upper), upper=ZERO)

    def sign(self, subject: Subject) -> int:
        """The sign of the base of a ratio."""
        indicator, quantity, _ = subject
        if quantity == "share":
            return self.signs[self.problem.parent_of(subject) or indicator]
        if quantity == "contribution":
            identity = self.problem.sum_of(indicator)
            assert identity
            indicator, quantity = identity.total, "growth"
        if quantity == "growth":
            return int(is_growth_used(self.problem, indicator))
        (printed_as,) = (printed for rate, _, printed in RATES if rate == quantity)
        printed = self.signed.get(Subject(indicator, printed_as))
        if printed:
            return sign_of(printed)
        if Subject(indicator, "level") not in self.signed:
            return 1
        rate = sign_of(self.signed.get(Subject(indicator, quantity)))
        return rate * self.signs[indicator] if rate else max(self.signs[indicator], 0)

    def _is_used(self, subject: Subject) -> bool:
        """Whether a figure constrains anything: a ratio with a base of either sign does not."""
        if subject.quantity == "share" and self.problem.parent_of(subject) is None:
            return False
        if subject.quantity == "contribution" and self.problem.sum_of(subject.indicator) is None:
            return False
        is_ratio = self.quantity(subject)[1] is not None
        return not is_ratio or self.sign(subject) != 0


# ----- boxes: printed base and decoupled ---------------------------------------------------

Boxes = dict[tuple[str, str], Interval]
"""By quantity and indicator."""


def box_constraints(problem: Problem, quantity: str, boxes: Boxes) -> list[Constraint]:
    """One quantity of every indicator in its box, and all identities."""
    found = list(identity_constraints(problem, quantity))
    found += [
        Constraint(true(quantity, indicator), *box)
        for (boxed, indicator), box in boxes.items()
        if boxed == quantity
    ]
    return found


def is_growth_used(problem: Problem, indicator: str) -> bool:
    """Whether the base of a growth cannot be below zero, at either interval: else it has two
    readings."""
    return all(growth_sign(observed, indicator) == 1 for observed in problem.observed.values())


def growth_sign(observed: Mapping[Subject, Observed], indicator: str) -> int:
    """1 where the base of an indicator's growth is not below zero; 0 where it may be."""
    printed = observed.get(Subject(indicator, "prior_level"))
    if printed:
        return max(sign_of(printed), 0)
    level = observed.get(Subject(indicator, "level"))
    if level is None:
        return 1
    rate = sign_of(observed.get(Subject(indicator, "growth")))
    return int(sign_of(level) == 1 and rate >= 0)


def decoupled_boxes(problem: Problem, observed: Mapping[Subject, Observed]) -> Boxes:
    """Level over rate with the slack of rounding, or the printed base where there is no rate."""
    boxes: Boxes = {}
    for indicator in problem.indicators:
        level = observed.get(Subject(indicator, "level"))
        if level:
            boxes["level", indicator] = level.interval
        for rate_name, base, base_name in RATES:
            rate = observed.get(Subject(indicator, rate_name))
            printed = observed.get(Subject(indicator, base_name))
            change = observed.get(Subject(indicator, "change")) if base == "prior" else None
            if rate_name == "growth" and not is_growth_used(problem, indicator):
                rate = None
            if level and (rate or change):
                slack = max(level.width, printed.width if printed else ZERO)
                if rate:
                    implied = level.interval.divided(rate.interval)
                else:
                    assert change
                    implied = level.interval.minus(change.interval)
                boxes[base, indicator] = implied.widened(slack)
            elif printed:
                boxes[base, indicator] = printed.interval
    return boxes


def printed_base_boxes(
    problem: Problem, observed: Mapping[Subject, Observed], reading: str
) -> Boxes:
    """Printed level over rate with the slack of rounding, and within the printed base."""
    boxes: Boxes = {}
    for name, interval, _ in boxes_of_figures(problem, observed, reading):
        boxes[name] = interval.intersected(boxes.get(name, ENTIRE))
    return boxes


def boxes_of_figures(
    problem: Problem, observed: Mapping[Subject, Observed], reading: str
) -> Iterator[tuple[tuple[str, str], Interval, frozenset[Subject]]]:
    """Each printed level, plan and prior, and each base that the printed level implies with a rate
    or a change: quantity and indicator, interval, and the figures that it rests on."""
    for indicator in problem.indicators:
        of_level, of_change = Subject(indicator, "level"), Subject(indicator, "change")
        level, change = observed.get(of_level), observed.get(of_change)
        if level:
            yield ("level", indicator), level.interval, frozenset((of_level,))
        for rate_name, base, base_name in RATES:
            of_rate, of_base = Subject(indicator, rate_name), Subject(indicator, base_name)
            rate, printed = observed.get(of_rate), observed.get(of_base)
            if printed:
                yield (base, indicator), printed.interval, frozenset((of_base,))
            if level is None:
                continue
            bases = []
            if rate and (rate_name != "growth" or is_growth_used(problem, indicator)):
                bases.append((of_rate, level.stated.divided(rate.interval)))
            if change and base == "prior":
                bases.append((of_change, level.stated.minus(change.interval)))
            for subject, used in bases:
                slack = rounding_of(used, level.unit) / (2 if reading == HALF else 1)
                slack = max(slack, printed.width) if printed else slack
                yield (base, indicator), used.widened(slack), frozenset((of_level, subject))


def rounding_of(used: Interval, unit: Fraction) -> Fraction:
    """The coarsest step, one unit or a decimal part of it, with a multiple in an interval."""
    if not used.is_bounded:
        return unit
    for places in range(MOST_PLACES + 1):
        step = unit / 10**places
        if math.floor(used.upper / step) * step >= used.lower:
            return step
    return unit / 10**MOST_PLACES
