"""Terms: the quantities of observations that checks of identities use."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.intervals import Interval
from oracle.observations import BASE_OF_RATE, BASES, Observations
from oracle.printed_numbers import HALF, READINGS
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
    # Of a rate or a contribution: the coarsest rounding of what is printed of its level and base.
    rounding: Fraction = Fraction(0)
    # How far rounding to a whole unit reaches.
    whole: Fraction = Fraction(1)
    # Whether the level beside it is printed.
    has_level: bool = False


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
        is_growth = rate == "growth"
        rounding = self._rounding_of_base(
            key, "prior_level" if is_growth else "plan_level", reading
        )
        return Term(
            in_percent(rate, rates),
            rounding if is_growth else Fraction(0),
            base=None if base is None else base.rounded,
            rounding=rounding,
            whole=Fraction(1, 2 if reading == HALF else 1),
            has_level=self._has_level(key, reading),
        )

    def _contribution(self, key: Key, reading: str) -> Term | None:
        observed = self.observations.observed(key, "contribution", reading)
        if observed is None:
            return None
        # The change is the difference of two levels, and each may have been rounded.
        return Term(
            in_percent("contribution", observed),
            self.observations.change_rounding(key, reading),
            rounding=self._rounding_of_base(key, "prior_level", reading),
            whole=Fraction(1, 2 if reading == HALF else 1),
            has_level=self._has_level(key, reading),
        )

    def _has_level(self, key: Key, reading: str) -> bool:
        return self.observations.observed(key, "level", reading) is not None

    def _rounding_of_base(self, key: Key, printed: str, reading: str) -> Fraction:
        return self.observations.rounding(key, "level", printed, reading=reading)
