"""Interval arithmetic on exact numbers."""

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

# An exact number, or an infinity: the only floats here.
Number = Fraction | float
INFINITY = math.inf


class Interval(NamedTuple):
    """All numbers between two ends, including the ends; an infinite end means unbounded."""

    lower: Number
    upper: Number

    @property
    def width(self) -> Number:
        return self.upper - self.lower

    @property
    def is_bounded(self) -> bool:
        return not math.isinf(self.lower) and not math.isinf(self.upper)

    @property
    def is_entire(self) -> bool:
        """Whether it is unbounded on both sides."""
        return math.isinf(self.lower) and math.isinf(self.upper)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no number: its ends are in the wrong order."""
        return self.lower > self.upper

    @property
    def magnitude(self) -> Fraction:
        """The greatest absolute value of its finite ends."""
        return max((abs(end) for end in self if not math.isinf(end)), default=Fraction(0))

    def plus(self, other: "Interval") -> "Interval":
        return Interval(self.lower + other.lower, self.upper + other.upper)

    def minus(self, other: "Interval") -> "Interval":
        return Interval(self.lower - other.upper, self.upper - other.lower)

    def scaled(self, factor: Fraction) -> "Interval":
        return smallest_interval(product(self.lower, factor), product(self.upper, factor))

    def shifted(self, by: Fraction) -> "Interval":
        return Interval(self.lower + by, self.upper + by)

    def widened(self, by: Number) -> "Interval":
        return Interval(self.lower - by, self.upper + by)

    def multiplied(self, other: "Interval") -> "Interval":
        return smallest_interval(*(product(a, b) for a in self for b in other))

    def divided(self, other: "Interval") -> "Interval":
        """The quotients; where the divisor reaches zero, there is no bound on that side.

        A level of at least zero has a plan and a base of at least zero; a negative one may have
        either sign. Zero over zero may be anything.
        """
        if other.lower > 0 or other.upper < 0:
            return smallest_interval(*(quotient(a, b) for a in self for b in other))
        if other.upper > 0 and self.lower >= 0:
            return Interval(quotient(self.lower, other.upper), INFINITY)
        if other.lower == 0 and other.upper > 0 and self.upper < 0:
            return Interval(-INFINITY, quotient(self.upper, other.upper))
        return ENTIRE

    def intersected(self, other: "Interval") -> "Interval":
        """The numbers in both; empty where there are none."""
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))

    def distance(self, other: "Interval") -> Number:
        """The distance between the two; below zero where they overlap."""
        return max(self.lower - other.upper, other.lower - self.upper)

    def gap(self, other: "Interval") -> Number:
        """The distance between the two; zero where they touch or overlap."""
        return max(self.distance(other), Fraction(0))


def product(a: Number, b: Number) -> Number:
    """a * b, where zero times infinity is zero."""
    return Fraction(0) if a == 0 or b == 0 else a * b


def quotient(a: Number, b: Number) -> Number:
    """a / b for b other than zero; zero where b is infinite."""
    return Fraction(0) if math.isinf(b) else a / b


def point(number: Number) -> Interval:
    """The interval of one number."""
    return Interval(number, number)


def smallest_interval(*numbers: Number) -> Interval:
    """The smallest interval that holds the numbers."""
    return Interval(min(numbers), max(numbers))


def total_of(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    result = point(Fraction(0))
    for interval in intervals:
        result = result.plus(interval)
    return result


ENTIRE = Interval(-INFINITY, INFINITY)
ONE = point(Fraction(1))
NON_POSITIVE = Interval(-INFINITY, Fraction(0))
