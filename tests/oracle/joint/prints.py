"""Printed numbers, and the intervals that they stand for."""

import math
import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

# An exact number, or an infinity: the only floats here.
Number = Fraction | float

INFINITY = math.inf
HALF, WIDE = "half", "wide"
READINGS = (HALF, WIDE)
LEVELS = ("level", "plan_level", "prior_level")

# measure -> quantity, sign, base, divisor, spread: quantity = (base + sign * x) / divisor, with x
# anywhere up to `spread` above what is printed.
WORDINGS = {
    "level": ("level", 1, 0, 1, 0),
    "plan_level": ("plan_level", 1, 0, 1, 0),
    "prior_level": ("prior_level", 1, 0, 1, 0),
    "plan_pct": ("completion", 1, 0, 100, 0),
    "over_plan_pct": ("completion", 1, 100, 100, 0),
    "under_plan_pct": ("completion", -1, 100, 100, 0),
    "increase_pct": ("growth", 1, 100, 100, 0),
    "decrease_pct": ("growth", -1, 100, 100, 0),
    "index_pct": ("growth", 1, 0, 100, 0),
    "multiple": ("growth", 1, 0, 1, 0),
    "increase_times": ("growth", 1, 0, 1, 1),
    "share_pct": ("share", 1, 0, 100, 0),
    "contribution_pts": ("contribution", 1, 0, 100, 0),
}


class Interval(NamedTuple):
    """All numbers between two ends, the ends included; an infinite end is no end."""

    lower: Number
    upper: Number

    @property
    def is_bounded(self) -> bool:
        return not math.isinf(self.lower) and not math.isinf(self.upper)

    @property
    def is_open(self) -> bool:
        """Whether it has no end at all."""
        return math.isinf(self.lower) and math.isinf(self.upper)

    def scaled(self, factor: Fraction) -> "Interval":
        ends = self.lower * factor, self.upper * factor
        return Interval(min(ends), max(ends))

    def widened(self, by: Number) -> "Interval":
        return Interval(self.lower - by, self.upper + by)

    def stretched(self, factor: Fraction) -> "Interval":
        """The interval with its half-width times a factor; a lone end moves by its own size."""
        if self.is_bounded:
            return self.widened((self.upper - self.lower) / 2 * (factor - 1))
        return Interval(
            self.lower if math.isinf(self.lower) else self.lower - abs(self.lower) * (factor - 1),
            self.upper if math.isinf(self.upper) else self.upper + abs(self.upper) * (factor - 1),
        )

    def met(self, other: "Interval") -> "Interval":
        """What both hold; its ends are in the wrong order where that is nothing."""
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))

    def over(self, rate: "Interval") -> "Interval":
        """What a level in this interval is the rate of; unbounded where the rate reaches zero.

        The base has the sign of the level; so a level above zero still has a least base where the
        rate reaches below zero.
        """
        if rate.lower > 0 or rate.upper < 0:
            corners = [level / divisor for level in self for divisor in rate]
            return Interval(min(corners), max(corners))
        if rate.upper > 0 and self.lower >= 0:
            return Interval(self.lower / rate.upper, INFINITY)
        if rate.upper > 0 and rate.lower == 0 and self.upper < 0:
            return Interval(-INFINITY, self.upper / rate.upper)
        return EVERYTHING


EVERYTHING = Interval(-INFINITY, INFINITY)


class Print(NamedTuple):
    """A printed number: its value, one unit in its last place, the step of its trailing zeros."""

    value: Fraction
    unit: Fraction
    step: Fraction


@cache
def parse(printed: str, number_format: str) -> Print:
    """Read a number as its report prints numbers: 1.091,9 (vi) or 1,091.9 (en)."""
    group, mark = (".", ",") if number_format == "vi" else (",", ".")
    plain = printed.replace("−", "-").replace(group, "").replace(mark, ".")
    assert re.fullmatch(r"-?\d+(\.\d+)?", plain), f"{printed!r} is no number"
    whole, _, decimals = plain.partition(".")
    unit = Fraction(1, 10 ** len(decimals))
    value = Fraction(plain)
    zeros = 0 if decimals or not value else len(whole) - len(whole.rstrip("0"))
    return Print(value, unit, unit * 10**zeros)


def reading_of(number: Print, measure: str, qualifier: str, reading: str) -> Interval:
    """The interval that a printed number stands for, in the unit of the print."""
    x, unit, step = number
    words_open = max(unit, min(step, abs(x) / 10))
    if qualifier == "over":
        return Interval(x, x + words_open)
    if qualifier == "nearly":
        return Interval(x - words_open, x)
    if qualifier == "about":
        return Interval(x - words_open, x + words_open)
    if reading == HALF:
        return Interval(x - unit / 2, x + unit / 2)
    width = max(unit, min(step / 2, abs(x) / 100)) if measure in LEVELS else unit
    return Interval(x - width, x + width)
