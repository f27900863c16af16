"""Printed numbers, and the intervals that they stand for."""

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from oracle.intervals import Interval
from oracle.wordings import IN_UNITS

HALF, WIDE = "half", "wide"
READINGS = (HALF, WIDE)

# The mark between groups of three digits, and the one before decimals.
MARKS = {"vi": (".", ","), "en": (",", ".")}
# On which sides a qualifier extends the number: below, above.
ROOM = {"over": (0, 1), "nearly": (1, 0), "about": (1, 1)}


class PrintedNumber(NamedTuple):
    """A printed number: its value, one unit in its last place, the step of its trailing zeros.

    Of a range these are of its lower number, and `upper` is the other.
    """

    value: Fraction
    unit: Fraction
    step: Fraction
    upper: "PrintedNumber | None" = None

    @property
    def last(self) -> "PrintedNumber":
        """The upper number of a range; the number itself if it is single."""
        return self.upper or self

    @property
    def is_whole(self) -> bool:
        """Whether no decimals are printed, in a range at neither end."""
        return self.unit == self.last.unit == 1


def is_qualified(qualifier: str) -> bool:
    """Whether a word before a number moves it; `estimated` does not."""
    return any(word in ROOM for word in qualifier.split())


@cache
def parse(printed: str, number_format: str) -> PrintedNumber:
    """Read a number, or a range of two, in its format: 1.091,9 (vi) or 1,091.9 (en)."""
    # The first character of a number is a sign or a digit; a later dash makes it a range.
    ends = re.fullmatch(r"(.[^-–−]*)[-–−](.+)", printed)
    if ends:
        lower, upper = (parse_one(end, number_format) for end in ends.groups())
        return lower._replace(upper=upper)
    return parse_one(printed, number_format)


def parse_one(printed: str, number_format: str) -> PrintedNumber:
    """Read a single number."""
    group, mark = map(re.escape, MARKS[number_format])
    pattern = rf"([-−+]?)([1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+)(?:{mark}(\d+))?"
    found = re.fullmatch(pattern, printed)
    assert found, f"{printed!r} is not a number of format {number_format}"
    sign, grouped, decimals = found.groups(default="")
    whole = re.sub(group, "", grouped)
    unit = Fraction(1, 10 ** len(decimals))
    value = int(whole + decimals) * unit * (-1 if sign in ("-", "−") else 1)
    is_rounded = value and not decimals
    zeros = len(whole) - len(whole.rstrip("0"))
    return PrintedNumber(value, unit, Fraction(10**zeros) if is_rounded else unit)


def interval_of(
    number: PrintedNumber, measure: str, qualifier: str, reading: str, is_count: bool = False
) -> Interval:
    """The interval that a printed number, or a range of two, stands for.

    An unqualified whole number that counts things is exact.
    """
    if is_count and not qualifier and number.is_whole:
        return Interval(number.value, number.last.value)
    lower, upper = (
        interval_of_one(one, measure, qualifier, reading) for one in (number, number.last)
    )
    return Interval(lower.lower, upper.upper)


def interval_of_one(number: PrintedNumber, measure: str, qualifier: str, reading: str) -> Interval:
    """The interval that a single number stands for.

    Half: x ± u/2. Wide: x ± u, or ± half the step of the trailing zeros of a whole-number level
    where that is more, up to 1 % of x. A qualifier (over, nearly, about) extends either by the
    step of the trailing zeros, at most 10 % of x and at least u; `estimated` changes nothing.
    """
    x, u, step = number[:3]
    moved = [word for word in qualifier.split() if word in ROOM]
    if moved:
        below, above = ROOM[moved[0]]
        room = max(u, min(step, abs(x) / 10))
        return Interval(x - below * room, x + above * room)
    if reading == HALF:
        width = u / 2
    elif measure in IN_UNITS:
        width = max(u, min(step / 2, abs(x) / 100))
    else:
        width = u
    return Interval(x - width, x + width)
