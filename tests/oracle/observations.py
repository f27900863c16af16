"""Observations: the figures of a report about one indicator, and the quantities they imply."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.intervals import ENTIRE, Interval, point, smallest_interval
from oracle.printed_numbers import HALF, READINGS
from oracle.seeds import Figure, FigureName, Key, Seeds

# A plan and a base: the printed quantity, and the rate of the level to it.
BASES = {"implied_plan": ("plan_level", "completion"), "implied_prior": ("prior_level", "growth")}
BASE_OF_RATE = {"completion": "implied_plan", "growth": "implied_prior"}


class Implied(NamedTuple):
    """A plan or a base: implied by level and rate, or else printed."""

    interval: Interval
    # How far the office's own value may lie outside, because it was rounded too.
    slack: Fraction
    is_printed: bool

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
        return dict(figures)

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
        shared = ENTIRE
        for figure in self.figures_of(key, quantity):
            shared = shared.intersected(figure.quantities(reading))
        if shared.is_empty:
            return self._narrowest(key, quantity, reading).quantities(reading)
        return shared

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
        if levels is not None and rates is not None:
            # An office rounds a plan or a base as it rounds levels.
            slack = self.rounding(key, "level", printed, reading=reading)
            return Implied(levels.divided(rates), slack, is_printed=False)
        bases = self.observed(key, printed, reading)
        return None if bases is None else Implied(bases, Fraction(0), is_printed=True)

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
        value = self.value(key, printed, reading)
        if bases is None or value is None:
            return rates
        return rates.multiplied(smallest_interval(Fraction(1), *point(value).divided(bases)))

    def sources(self, key: Key, quantity: str) -> set[FigureName]:
        """The figures that a quantity is calculated from."""
        quantities = [quantity]
        if quantity in BASES:
            printed, rate = BASES[quantity]
            implied = self.implied(key, quantity, HALF)
            if implied is None:
                return set()
            quantities = [printed] if implied.is_printed else ["level", rate]
        return {figure.name for one in quantities for figure in self.figures_of(key, one)}


def key_of_quantity(key: Key, quantity: str) -> Key:
    """The observation that has the figures of a quantity: a level belongs to every basis."""
    return key.without_basis() if quantity == "level" else key
