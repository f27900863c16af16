"""Measures: the quantity that a figure states, by the wording of the report."""

from fractions import Fraction
from typing import NamedTuple

from oracle.intervals import Interval, smallest_interval

LEVELS = ("level", "plan_level", "prior_level")
# Printed in a unit of the indicator's dimension.
IN_UNITS = (*LEVELS, "increase_by", "decrease_by")
RATES = ("completion", "growth", "share", "contribution")


class Wording(NamedTuple):
    """The quantity that a figure x of a measure states: (base + sign * x) / divisor.

    With `open_above` the figure is any number from x to x + open_above.
    """

    quantity: str
    sign: int = 1
    base: int = 0
    divisor: int = 1
    open_above: int = 0

    def quantity_of(self, x: Fraction) -> Fraction:
        return (self.base + self.sign * x) / self.divisor

    def quantities_of(self, reading: Interval) -> Interval:
        """The quantities that figures of an interval state."""
        upper = reading.upper + self.open_above
        return smallest_interval(self.quantity_of(reading.lower), self.quantity_of(upper))

    def printed_for(self, quantities: Interval) -> Interval:
        """The figures x that state one of the quantities."""
        ends = ((end * self.divisor - self.base) * self.sign for end in quantities)
        lower, upper = smallest_interval(*ends)
        return Interval(lower - self.open_above, upper)


WORDINGS = {
    "level": Wording("level"),
    "plan_level": Wording("plan_level"),
    "prior_level": Wording("prior_level"),
    "plan_pct": Wording("completion", divisor=100),
    "plan_multiple": Wording("completion"),
    "over_plan_pct": Wording("completion", base=100, divisor=100),
    "under_plan_pct": Wording("completion", sign=-1, base=100, divisor=100),
    "increase_pct": Wording("growth", base=100, divisor=100),
    "decrease_pct": Wording("growth", sign=-1, base=100, divisor=100),
    "increase_by": Wording("change"),
    "decrease_by": Wording("change", sign=-1),
    "index_pct": Wording("growth", divisor=100),
    "multiple": Wording("growth"),
    "increase_times": Wording("growth", open_above=1),
    "share_pct": Wording("share", divisor=100),
    "contribution_pts": Wording("contribution", divisor=100),
}


def in_percent(quantity: str, interval: Interval) -> Interval:
    """A quantity as checks show it: rates in percent, growth as a change."""
    if quantity not in RATES:
        return interval
    return interval.scaled(Fraction(100)).shifted(Fraction(-100 if quantity == "growth" else 0))


def from_percent(quantity: str, interval: Interval) -> Interval:
    """The quantity that checks show as this percentage."""
    if quantity not in RATES:
        return interval
    return interval.shifted(Fraction(100 if quantity == "growth" else 0)).scaled(Fraction(1, 100))
