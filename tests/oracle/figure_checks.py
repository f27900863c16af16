"""Checks of one observation's figures: ratios, repeats and limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from oracle.checks import Check, Member, Sides, at_both, check_id
from oracle.intervals import INFINITY, NON_POSITIVE, ONE, Interval, point, quotient
from oracle.observations import Observations, are_of_one_precision
from oracle.printed_numbers import HALF
from oracle.seeds import Figure, Key, Row, Seeds
from oracle.wordings import RATES, in_percent

# A rate, and the printed quantity that the level is divided by.
RATIOS = (("completion", "plan_level"), ("growth", "prior_level"))


@dataclass(frozen=True)
class RatioChecks:
    """The level over plan, base or parent's level, compared with the printed percentage."""

    seeds: Seeds
    observations: Observations

    def __iter__(self) -> Iterator[Check]:
        figures_of = self.observations.figures_of
        for key in self.observations.keys:
            for rate, base in RATIOS:
                if all(figures_of(key, quantity) for quantity in (rate, "level", base)):
                    yield self._check(key, rate, Member(key, base))
            if figures_of(key, "change") and figures_of(key, "level"):
                base = "prior_level" if figures_of(key, "prior_level") else "growth"
                if figures_of(key, base):
                    yield self._change_check(key, base)
            if figures_of(key, "share"):
                yield self._check(key, "share", self._total_of_share(key))

    def _change_check(self, key: Key, base: str) -> Check:
        """A printed change compared with the level less its base, which is printed or implied."""
        sources = self.observations.sources
        return Check(
            check_id("ratio", "", key, "change"),
            "ratio",
            None,
            key,
            "change",
            at_both(lambda reading: self._sides_of_change(key, base, reading)),
            frozenset(sources(key, "change") | sources(key, "level") | sources(key, base)),
            (Member(key, base),),
        )

    def _sides_of_change(self, key: Key, base: str, reading: str) -> Sides | None:
        observed = self.observations.observed
        changes, levels = observed(key, "change", reading), observed(key, "level", reading)
        bases = observed(key, base, reading)
        assert changes is not None and levels is not None and bases is not None
        if base == "prior_level":
            differences = levels.minus(bases)
        elif self.observations.may_be_negative(key, "implied_prior"):
            return None
        else:
            # The growth may be that of a rounded level on a rounded base.
            slack = self.observations.change_rounding(key, reading)
            differences = levels.multiplied(rise_of(bases)).widened(slack)
        magnitude = changes.magnitude + levels.magnitude + differences.magnitude
        return Sides(changes, differences, magnitude)

    def _total_of_share(self, key: Key) -> Member | None:
        """The level of the total of a share: of the parent that its basis names, or of the only
        parent."""
        parents = self.seeds.parents(key.report, key.indicator)
        if key.basis:
            parents = [parent for parent in parents if parent == key.basis]
        if len(parents) != 1:
            return None
        return Member(key.of(parents[0]).without_basis(), "level")

    def _check(self, key: Key, rate: str, base: Member | None) -> Check:
        sources = self.observations.sources
        figures = sources(key, rate) | sources(key, "level")
        if base is not None:
            figures |= sources(base.key, base.quantity)
        return Check(
            check_id("ratio", "", key, rate),
            "ratio",
            None,
            key,
            rate,
            at_both(lambda reading: self._sides(key, rate, base, reading)),
            frozenset(figures),
            () if base is None else (base,),
        )

    def _sides(self, key: Key, rate: str, base: Member | None, reading: str) -> Sides | None:
        if base is None:
            return None
        rates = self.observations.observed(key, rate, reading)
        levels = self.observations.observed(key, "level", reading)
        bases = self.observations.observed(base.key, base.quantity, reading)
        if rates is None or levels is None or bases is None:
            return None
        unit_ratio = self.seeds.unit_ratio(key.indicator, base.key.indicator)
        levels = levels.scaled(unit_ratio)
        may_be_below = rates.upper < 0 <= levels.lower and bases.lower < 0
        if may_be_below and rates.lower <= quotient(levels.lower, bases.lower):
            # A negative rate of a level of at least zero has a negative base, if one is possible.
            bases = bases.intersected(NON_POSITIVE)
        quotients = levels.divided(bases)
        if rate == "growth" and bases.lower < 0:
            # Some offices divide the change by the absolute value of a negative base.
            negative = bases.intersected(NON_POSITIVE)
            absolute = point(Fraction(2)).minus(levels.divided(negative))
            quotients = min(quotients, absolute, key=rates.distance)
        printed = in_percent(rate, rates)
        computed = in_percent(rate, quotients)
        return Sides(printed, computed, printed.magnitude + 100)


def rise_of(growth: Interval) -> Interval:
    """The change as a multiple of the level: 1 - 1 / f."""
    return ONE.minus(ONE.divided(growth))


@dataclass(frozen=True)
class RepeatChecks:
    """Each figure compared with every other figure of the same quantity."""

    observations: Observations

    def __iter__(self) -> Iterator[Check]:
        for key, quantity, figures in self.observations.repeats():
            for earlier, later in combinations(figures, 2):
                yield repeat_check(key, quantity, earlier, later)


def repeat_check(key: Key, quantity: str, earlier: Figure, later: Figure) -> Check:
    """Two figures of one quantity."""

    def sides(reading: str) -> Sides:
        left, right = (
            in_percent(quantity, figure.quantities(reading)) for figure in (earlier, later)
        )
        magnitude = max(left.magnitude, right.magnitude) + (100 if quantity in RATES else 0)
        if are_of_one_precision(earlier, later):
            left, right = (
                in_percent(quantity, bare) for bare in bare_intervals(earlier, later, reading)
            )
            return Sides(left, right, magnitude)
        is_exact = [side.width == 0 for side in (left, right)]
        if all(is_exact) or (any(is_exact) and earlier.quantity != later.quantity):
            return Sides(left, right, magnitude)
        finer = min(earlier.last_place, later.last_place) * (100 if quantity in RATES else 1)
        return Sides(left, right, magnitude, touch_gap=finer)

    return Check(
        check_id("repeat", "", key, quantity, f"{earlier.number}-{later.number}"),
        "repeat",
        None,
        key,
        quantity,
        at_both(sides),
        frozenset((earlier.name, later.name)),
    )


def bare_intervals(one: Figure, other: Figure, reading: str) -> tuple[Interval, Interval]:
    """Two numbers of one precision without their intervals.

    Of wordings that state no single quantity, the ends in which they differ, the lower ones first.
    """
    if one.quantity is not None and other.quantity is not None:
        return point(one.quantity), point(other.quantity)
    a, b = one.quantities(reading), other.quantities(reading)
    if a.lower != b.lower:
        return point(a.lower), point(b.lower)
    return point(a.upper), point(b.upper)


@dataclass(frozen=True)
class LimitChecks:
    """Each figure compared with the limits of its measure: the indicator's own, or the general.

    A percentage of a level, a plan or a base below zero may be anything.
    """

    seeds: Seeds
    observations: Observations

    def __iter__(self) -> Iterator[Check]:
        limits = self.seeds.limits
        for figure in self.seeds.figures.values():
            for severity in ("critical", "warning"):
                limit = limits.get((figure.key.indicator, figure.measure, severity))
                if limit is None and not self._is_below_zero(figure):
                    limit = limits.get(("*", figure.measure, severity))
                if limit is not None and not figure.is_excluded:
                    yield limit_check(figure, limit)

    def _is_below_zero(self, figure: Figure) -> bool:
        """Whether a rate or a share has a level or a printed base below zero."""
        bases = {**dict(RATIOS), "share": "level"}
        if figure.wording.quantity not in bases:
            return False
        numbers = (
            self.observations.observed(figure.key, quantity, HALF)
            for quantity in ("level", bases[figure.wording.quantity])
        )
        return any(number is not None and number.upper < 0 for number in numbers)


def limit_check(figure: Figure, limit: Row) -> Check:
    """A level is compared in the indicator's unit, a percentage as it is printed."""
    within = Interval(
        Fraction(limit["lower"]) if limit["lower"] else -INFINITY,
        Fraction(limit["upper"]) if limit["upper"] else INFINITY,
    )

    def sides(reading: str) -> Sides:
        lower, upper = figure.interval(reading).scaled(figure.unit_ratio)
        printed = Interval(lower, upper + figure.wording.open_above)
        return Sides(printed, within, printed.magnitude)

    severity = limit["severity"]
    return Check(
        check_id("limit", severity, figure.key, figure.measure, str(figure.number)),
        "limit",
        None,
        figure.key,
        figure.measure,
        at_both(sides),
        frozenset((figure.name,)),
        is_warning=severity == "warning",
    )
