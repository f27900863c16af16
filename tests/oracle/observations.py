"""Observations: the figures of a report about one indicator, and the quantities they imply."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from oracle.intervals import ENTIRE, Interval, point, smallest_interval
from oracle.periods import earlier_period, is_date, period_of
from oracle.printed_numbers import HALF, READINGS, is_qualified
from oracle.seeds import Figure, FigureName, Key, Seeds

# A plan and a base: the printed quantity, and the rate of the level to it.
BASES = {"implied_plan": ("plan_level", "completion"), "implied_prior": ("prior_level", "growth")}
BASE_OF_RATE = {"completion": "implied_plan", "growth": "implied_prior"}


PRINTED = "printed"
# The figures that a growth is read from: a base printed earlier belongs to these.
GROWTHS = ("growth", "change")


class Implied(NamedTuple):
    """A plan or a base: implied by level and rate, or else printed."""

    interval: Interval
    # How far the office's own value may lie outside, because it was rounded too.
    slack: Fraction
    # What it follows from: completion, growth or change with the level, or its own figure.
    source: str
    # Whether growth on a base that may be negative implies it, which has two readings.
    is_ambiguous: bool = False

    @property
    def is_printed(self) -> bool:
        return self.source == PRINTED

    @property
    def rounded(self) -> Interval:
        """The interval of the office's own value."""
        return self.interval.widened(self.slack)


@dataclass(frozen=True)
class Observations:
    """The quantities of all observations of a collection of reports."""

    seeds: Seeds

    @cached_property
    def _figures(self) -> dict[tuple[Key, str], list[Figure]]:
        """The figures of each quantity of each observation, without excluded ones."""
        figures: dict[tuple[Key, str], list[Figure]] = defaultdict(list)
        for figure in self.seeds.figures.values():
            if not figure.is_excluded:
                figures[figure.key, figure.wording.quantity].append(figure)
        for key in [key for key, quantity in figures if quantity in GROWTHS]:
            known = figures.setdefault((key, "prior_level"), [])
            kind = self.seeds.indicators[key.indicator]["kind"]
            known += [one for one in self._earlier_levels(key, kind, figures) if one not in known]
        return {name: found for name, found in figures.items() if found}

    @staticmethod
    def _earlier_levels(
        key: Key, kind: str, figures: Mapping[tuple[Key, str], list[Figure]]
    ) -> Iterator[Figure]:
        """The levels that the report prints for the period that a growth is compared with.

        A stock is of the last day of its period; a rate, an index or a count may be of a date.
        """
        before = earlier_period(key.period, key.basis)
        if before is None:
            return
        for (other, quantity), found in list(figures.items()):
            if quantity == "level" and other._replace(period=key.period, basis=key.basis) == key:
                days = period_of(other.period)
                is_of_a_day = kind == "stock" or (kind != "flow" and is_date(other.period))
                if days == before or (is_of_a_day and days.last == before.last):
                    yield from found

    @cached_property
    def keys(self) -> list[Key]:
        """Every observation."""
        return list(dict.fromkeys(key for key, _ in self._figures))

    def repeats(self) -> Iterator[tuple[Key, str, list[Figure]]]:
        """Each quantity of each observation, and its figures."""
        for (key, quantity), figures in self._figures.items():
            yield key, quantity, sorted(figures, key=lambda figure: figure.number)

    def figures_of(self, key: Key, quantity: str) -> list[Figure]:
        """The figures of a quantity."""
        return self._figures.get((key_of_quantity(key, quantity), quantity), [])

    # -- what is printed

    def observed(self, key: Key, quantity: str, reading: str) -> Interval | None:
        """The intersection of all figures of a quantity; the narrowest where they exclude each
        other."""
        return self._observed.get((key_of_quantity(key, quantity), quantity, reading))

    @cached_property
    def _observed(self) -> dict[tuple[Key, str, str], Interval]:
        return {
            (key, quantity, reading): self._shared_by_figures(key, quantity, reading)
            for key, quantity in self._figures
            for reading in READINGS
        }

    def _shared_by_figures(self, key: Key, quantity: str, reading: str) -> Interval:
        figures = self.figures_of(key, quantity)
        if not all(agree(one, other, reading) for one, other in combinations(figures, 2)):
            return self._narrowest(key, quantity, reading).quantities(reading)
        shared = ENTIRE
        for figure in figures:
            shared = shared.intersected(figure.quantities(reading))
        return shared

    def is_printed_here(self, key: Key, quantity: str) -> bool:
        """Whether a figure of the observation itself prints a quantity."""
        own = key_of_quantity(key, quantity)
        return any(one.key == own for one in self.figures_of(key, quantity))

    def _narrowest(self, key: Key, quantity: str, reading: str) -> Figure:
        """The most precise figure of a quantity, the first of several."""
        figures = self.figures_of(key, quantity)
        return min(figures, key=lambda one: (one.quantities(reading).width, one.number))

    def value(self, key: Key, quantity: str, reading: str = HALF) -> Fraction | None:
        """The quantity according to its most precise figure."""
        if not self.figures_of(key, quantity):
            return None
        return self._narrowest(key, quantity, reading).quantity

    def rounding(self, key: Key, *quantities: str, reading: str) -> Fraction:
        """The coarsest rounding of these quantities; zero if none is printed."""
        return max(
            (
                self._narrowest(key, quantity, reading).rounding(reading)
                for quantity in quantities
                if self.figures_of(key, quantity)
            ),
            default=Fraction(0),
        )

    def change_rounding(self, key: Key, reading: str) -> Fraction:
        """How far rounding of a level and of its base may move the change between them."""
        level = self.rounding(key, "level", reading=reading)
        return level + self.rounding(key, "level", "prior_level", reading=reading)

    # -- what is implied

    def implied(self, key: Key, base: str, reading: str) -> Implied | None:
        """P = L / p, or Q = L / f; the printed plan or base where level or rate is missing."""
        return self._implied.get((key, base, reading))

    @cached_property
    def _implied(self) -> dict[tuple[Key, str, str], Implied | None]:
        return {
            (key, base, reading): self._implied_or_printed(key, base, reading)
            for key in self.keys
            for base in BASES
            for reading in READINGS
        }

    def _implied_or_printed(self, key: Key, base: str, reading: str) -> Implied | None:
        printed, rate = BASES[base]
        levels = self.observed(key, "level", reading)
        rates = self.observed(key, rate, reading)
        # An office rounds a plan or a base as it rounds levels.
        slack = self.rounding(key, "level", printed, reading=reading)
        of_rate = None
        if levels is not None and rates is not None:
            has_two_readings = rate == "growth" and self.may_be_negative(key, base)
            of_rate = Implied(levels.divided(rates), slack, rate, has_two_readings)
        if of_rate is not None and not of_rate.is_ambiguous:
            return of_rate
        changes = self.observed(key, "change", reading) if rate == "growth" else None
        if levels is not None and changes is not None:
            return Implied(levels.minus(changes), slack, "change")
        bases = self.observed(key, printed, reading)
        return of_rate if bases is None else Implied(bases, Fraction(0), PRINTED)

    def may_be_negative(self, key: Key, base: str) -> bool:
        """Whether a plan or a base may be below zero, by the half or the wide intervals."""
        return any(self._may_be_negative(key, base, reading) for reading in READINGS)

    def _may_be_negative(self, key: Key, base: str, reading: str) -> bool:
        """By its own figure, else by level and rate."""
        printed, rate = BASES[base]
        bases = self.observed(key, printed, reading)
        if bases is not None:
            return bases.lower < 0
        levels = self.observed(key, "level", reading)
        rates = self.observed(key, rate, reading)
        if levels is None:
            return False
        return levels.lower < 0 or (rates is not None and rates.upper < 0)

    def true_rate(self, key: Key, rate: str, reading: str) -> Interval | None:
        """The true rates of a printed percentage, computed from rounded levels or not.

        The level may be anywhere in its interval, and the base anywhere in its own, which its
        rounding widens.
        """
        rates = self.observed(key, rate, reading)
        if rates is None:
            return None
        levels = self.observed(key, "level", reading)
        if levels is None:
            return self._rate_of_printed_base(key, rate, rates, reading)
        implied = self.implied(key, BASE_OF_RATE[rate], reading)
        assert implied is not None
        return smallest_interval(*rates, *levels.divided(implied.rounded))

    def _rate_of_printed_base(self, key: Key, rate: str, rates: Interval, reading: str) -> Interval:
        """A percentage may be computed from the printed base; the true rate then has its rounding
        error."""
        printed, _ = BASES[BASE_OF_RATE[rate]]
        bases = self.observed(key, printed, reading)
        if bases is None:
            return rates
        value = self.value(key, printed, reading)
        # A range states no single base.
        stated = bases if value is None else point(value)
        return rates.multiplied(smallest_interval(Fraction(1), *stated.divided(bases)))

    def sources(self, key: Key, quantity: str) -> set[FigureName]:
        """The figures that a quantity is calculated from."""
        quantities = [quantity]
        if quantity in BASES:
            printed, _ = BASES[quantity]
            implied = self.implied(key, quantity, HALF)
            if implied is None:
                return set()
            quantities = [printed] if implied.is_printed else ["level", implied.source]
        return {figure.name for one in quantities for figure in self.figures_of(key, one)}


def agree(one: Figure, other: Figure, reading: str) -> bool:
    """Whether two figures of one quantity agree.

    Of one precision they are the same number. Others overlap in more than a point; an exact
    count may be an end, but not the number that the other figure prints.
    """
    if are_of_one_precision(one, other):
        return one.bare == other.bare
    a, b = one.quantities(reading), other.quantities(reading)
    if a.width == 0 and b.width == 0:
        return a == b
    may_touch = 0 in (a.width, b.width) and one.quantity != other.quantity
    return a.distance(b) < 0 or (may_touch and a.distance(b) == 0)


def are_of_one_precision(one: Figure, other: Figure) -> bool:
    """Whether two figures have the same last place in the same unit, and no word before them.

    A rise and an index are rounded otherwise, as are a rise and a fall. A wording that states no
    single quantity is compared with itself only.
    """
    if is_qualified(one.qualifier) or is_qualified(other.qualifier):
        return False
    if one.unit != other.unit or one.last_place != other.last_place:
        return False
    if (one.wording.sign, one.wording.base) != (other.wording.sign, other.wording.base):
        return False
    if one.quantity is None and other.quantity is None:
        return one.measure == other.measure
    return one.quantity is not None and other.quantity is not None


def key_of_quantity(key: Key, quantity: str) -> Key:
    """The observation that has the figures of a quantity: a level belongs to every basis."""
    return key.without_basis() if quantity == "level" else key
