"""Terms: the quantities of observations that checks of identities use."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.intervals import Interval
from oracle.observations import BASE_OF_RATE, BASES, Observations
from oracle.printed_numbers import READINGS
from oracle.seeds import Key
from oracle.wordings import LEVELS, in_percent

# The quantities that checks of identities compare.
TERM_QUANTITIES = (*LEVELS, *BASES, *BASE_OF_RATE, "contribution")


class Term(NamedTuple):
    """A quantity as it enters a check: levels in the indicator's unit, rates in percent."""

    interval: Interval
    # How far the office's own value may be outside, because it was rounded too; in levels' unit.
    slack: Fraction = Fraction(0)
    # Whether a check exists because of it. A printed plan does not give rise to a check of implied
    # plans: printed plans have a check of their own.
    triggers_check: bool = True
    # Of a rate: its base, widened by its rounding.
    base: Interval | None = None
    # Of a rate or a contribution: the roundings of its level and its base; None without a level.
    rounding: Fraction | None = None


@dataclass(frozen=True)
class Terms:
    """The terms of all observations."""

    observations: Observations

    def term(self, key: Key, quantity: str, reading: str) -> Term | None:
        """A quantity as it enters a check; None where it is missing."""
        return self._terms.get((key, quantity, reading))

    @cached_property
    def _terms(self) -> dict[tuple[Key, str, str], Term | None]:
        return {
            (key, quantity, reading): self._term(key, quantity, reading)
            for key in self.observations.keys
            for quantity in TERM_QUANTITIES
            for reading in READINGS
        }

    def _term(self, key: Key, quantity: str, reading: str) -> Term | None:
        if quantity in LEVELS:
            return self._level(key, quantity, reading)
        if quantity in BASES:
            return self._base(key, quantity, reading)
        if quantity == "contribution":
            return self._contribution(key, reading)
        return self._rate(key, quantity, reading)

    def _level(self, key: Key, quantity: str, reading: str) -> Term | None:
        if quantity == "level" and key.basis:
            # It belongs to the observation without a basis.
            return None
        observed = self.observations.observed(key, quantity, reading)
        if observed is None:
            return None
        # Levels of an earlier period have a check of their own there.
        is_own = self.observations.is_printed_here(key, quantity)
        return Term(observed, triggers_check=is_own)

    def _base(self, key: Key, base: str, reading: str) -> Term | None:
        implied = self.observations.implied(key, base, reading)
        if implied is None or implied.is_ambiguous:
            return None
        return Term(implied.interval, implied.slack, triggers_check=not implied.is_printed)

    def _rate(self, key: Key, rate: str, reading: str) -> Term | None:
        if self.observations.may_be_negative(key, BASE_OF_RATE[rate]):
            # The base is the weight: with a negative one a total's rate is no mean.
            return None
        rates = self.observations.true_rate(key, rate, reading)
        if rates is None:
            return None
        base = self.observations.implied(key, BASE_OF_RATE[rate], reading)
        return Term(
            in_percent(rate, rates),
            self._rounding_of_base(key, reading) if rate == "growth" else Fraction(0),
            base=None if base is None else base.rounded,
            rounding=self._rounding(key, rate, reading),
        )

    def _contribution(self, key: Key, reading: str) -> Term | None:
        observed = self.observations.observed(key, "contribution", reading)
        if observed is None:
            return None
        # The change is the difference of two levels, and each may have been rounded.
        slack = self.observations.change_rounding(key, reading)
        rounding = self._rounding(key, "contribution", reading)
        return Term(in_percent("contribution", observed), slack, rounding=rounding)

    def _rounding(self, key: Key, quantity: str, reading: str) -> Fraction | None:
        if self.observations.observed(key, "level", reading) is None:
            return None
        if quantity != "completion":
            return self.observations.change_rounding(key, reading)
        return 2 * self.observations.rounding(key, "level", "plan_level", reading=reading)

    def _rounding_of_base(self, key: Key, reading: str) -> Fraction:
        return self.observations.rounding(key, "level", "prior_level", reading=reading)
