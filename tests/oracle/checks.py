"""Checks: two intervals that must overlap, and the decoupled model's verdict on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from oracle.intervals import INFINITY, Interval, Number
from oracle.printed_numbers import HALF, READINGS, WIDE
from oracle.seeds import FigureName, Key

# Doubles may misjudge two numbers that differ by less than this fraction of them.
NEARNESS = Fraction(1, 10**14)


class Sides(NamedTuple):
    """The two intervals of a check, and the size of the numbers they were calculated from."""

    left: Interval
    right: Interval
    magnitude: Fraction
    # What parts two sides that only touch, where these do not agree; zero where they do.
    touch_gap: Fraction = Fraction(0)

    @property
    def distance(self) -> Number:
        """The distance between the two; below zero where they overlap."""
        return self.left.distance(self.right)

    @property
    def gap(self) -> Number:
        """The distance between the two; zero where they agree."""
        if self.touch_gap and self.distance >= 0:
            return max(self.distance, self.touch_gap)
        return self.left.gap(self.right)

    @property
    def is_near_touch(self) -> bool:
        """Whether the two nearly touch, so that doubles may misjudge it."""
        clearance = abs(self.distance)
        return 0 < clearance < INFINITY and clearance <= NEARNESS * self.magnitude

    @property
    def severity(self) -> Number | None:
        """The factor by which all half-widths must grow until the two touch.

        The distance of the middles over the sum of half-widths.
        """
        if not self.left.is_bounded or not self.right.is_bounded:
            return None
        widths = self.left.width + self.right.width
        apart = abs(sum(self.left) - sum(self.right))
        if widths:
            return apart / widths
        # Exact numbers have nothing that could grow.
        return None if apart else Fraction(0)


class Member(NamedTuple):
    """A quantity of an observation that takes part in a check."""

    key: Key
    quantity: str
    # The coefficient in the check.
    coefficient: Fraction = Fraction(1)
    # Converts its level into the total's unit, with the identity's coefficient.
    weight: Fraction = Fraction(1)
    # Converts its level into the total's unit.
    ratio: Fraction = Fraction(1)


@dataclass(frozen=True, eq=False)
class Check:
    """One comparison, for half and wide intervals; sides are None where a term is missing."""

    check_id: str
    kind: str
    identity: str | None
    key: Key
    quantity: str
    sides: Mapping[str, Sides | None]
    figures: frozenset[FigureName]
    # Total and parts, or the base of a ratio: feasibility intervals follow from these.
    members: tuple[Member, ...] = ()
    # Whether the worst verdict is suspect.
    is_warning: bool = False

    @property
    def half(self) -> Sides | None:
        return self.sides[HALF]

    @property
    def wide(self) -> Sides | None:
        return self.sides[WIDE]

    @property
    def verdict(self) -> str:
        """The verdict of the decoupled model."""
        if self.half is None:
            return "not_checkable"
        return self.verdict_if(self.half.gap == 0, self.wide is None or self.wide.gap == 0)

    def verdict_if(self, meets_half: bool, meets_wide: bool) -> str:
        """The verdict where the two sides meet as half and as wide intervals."""
        if meets_half:
            return "consistent"
        return "suspect" if meets_wide or self.is_warning else "contradiction"


def check_id(kind: str, identity: str, key: Key, quantity: str, *more: str) -> str:
    """The identifier of a check."""
    about = (key.report, key.territory, key.period, key.basis, key.indicator)
    return "/".join((kind, identity, *about, quantity, *more))


def at_both(sides: Callable[[str], Sides | None]) -> dict[str, Sides | None]:
    """The half and the wide sides; None where one of the two has no end at all."""
    both = {reading: sides(reading) for reading in READINGS}
    return {
        reading: None if one is None or one.left.is_entire or one.right.is_entire else one
        for reading, one in both.items()
    }
