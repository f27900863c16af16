"""Checks of one observation's figures: ratios, repeats and limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from oracle.checks import Check, Member, Sides, at_both, check_id
from oracle.intervals import INFINITY, NON_POSITIVE, Interval, quotient
from oracle.observations import Observations
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
            if figures_of(key, "share"):
                yield self._check(key, "share", self._total_of_share(key))

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
        printed = in_percent(rate, rates)
        computed = in_percent(rate, levels.divided(bases))
        return Sides(printed, computed, printed.magnitude + 100)


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
        return Sides(left, right, magnitude)

    return Check(
        check_id("repeat", "", key, quantity, f"{earlier.number}-{later.number}"),
        "repeat",
        None,
        key,
        quantity,
        at_both(sides),
        frozenset((earlier.name, later.name)),
    )


@dataclass(frozen=True)
class LimitChecks:
    """Each figure compared with the limits of its measure: the indicator's own, or the general."""

    seeds: Seeds

    def __iter__(self) -> Iterator[Check]:
        limits = self.seeds.limits
        for figure in self.seeds.figures.values():
            for severity in ("critical", "warning"):
                own = limits.get((figure.key.indicator, figure.measure, severity))
                limit = own or limits.get(("*", figure.measure, severity))
                if limit is not None and not figure.is_excluded:
                    yield limit_check(figure, limit)


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
