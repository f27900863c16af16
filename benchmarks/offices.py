"""Honest offices: how each computes its percentages, rounds, and prints its tables."""

from dataclasses import dataclass, fields
from itertools import product

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounding import ROUNDINGS, Integers, quotient
from benchmarks.truth import GRAINS, PLANS, PRIORS, Truth, quantities_of

# The values from which percentages are computed: level over plan, or over the level of the year
# before.
PRACTICES = (
    "true_over_true",
    "printed_over_true",
    "printed_over_rounded",
    "true_over_rounded",
)
PRINTS_LEVEL, ROUNDS_BASE = np.array([0, 1, 1, 0]), np.array([0, 0, 1, 1])
FORMATS = ("vi", "en")
MEASURES = (
    "level",
    "plan_pct",
    "over_plan_pct",
    "under_plan_pct",
    "increase_pct",
    "decrease_pct",
    "index_pct",
    "multiple",
    "plan_multiple",
    "increase_by",
    "decrease_by",
)
CODES = {measure: code for code, measure in enumerate(MEASURES)}
# What measures state: the level over its base, or the difference of the two over the base.
IN_TIMES = (CODES["multiple"], CODES["plan_multiple"])
QUOTIENTS = (*IN_TIMES, CODES["plan_pct"], CODES["index_pct"])
BASES = ("", *(basis for basis in (PLANS | PRIORS).values() if basis))

# When a level is of: the period of the report, the same period a year before, December before it.
NOW, YEAR_BEFORE, DECEMBER_BEFORE = range(3)
EARLIER = {"prior": YEAR_BEFORE, "december": DECEMBER_BEFORE}
# The widest range, in units of the last place on either side of the true number.
WIDEST = 5


@dataclass(frozen=True)
class Office:
    """A report's way of working."""

    practice: str
    rounding: str
    number_format: str

    @property
    def report_id(self) -> str:
        """The only report of the office."""
        return f"{self.practice}-{self.rounding}-{self.number_format}".replace("_", "-")


OFFICES = tuple(Office(*one) for one in product(PRACTICES, ROUNDINGS, FORMATS))


@dataclass(frozen=True)
class Printed:
    """Printed numbers, one a row, with group, member and measure.

    `number` is the printed number in units of its last place, `upper` that of the upper end of a
    range (else the same); `decimals` counts the decimal places. `basis` is an index in BASES,
    `when` one of NOW, YEAR_BEFORE and DECEMBER_BEFORE.
    """

    group: Integers
    member: NDArray[np.int8]
    measure: NDArray[np.int8]
    basis: NDArray[np.int8]
    when: NDArray[np.int8]
    number: Integers
    upper: Integers
    decimals: NDArray[np.int8]


class Desk:
    """Prints groups of one shape, each by its office."""

    def __init__(self, truth: Truth, office: NDArray[np.int64], rng: np.random.Generator) -> None:
        """`office` is the index in OFFICES for each group."""
        self.truth, self.shape, self.rng = truth, truth.shape, rng
        self.count = len(truth)
        practice = office // (len(ROUNDINGS) * len(FORMATS))
        self.prints_level = PRINTS_LEVEL[practice] == 1
        self.rounds_base = ROUNDS_BASE[practice] == 1
        self.rule = (office // len(FORMATS) % len(ROUNDINGS)).astype(np.int8)
        self.places = rng.choice([0, 1, 1, 1, 2, 2], self.count)
        self.found: list[Printed] = []

    def print(self) -> Printed:
        """Every printed number."""
        for member in range(len(self.shape.members)):
            self.print_member(member)
        columns = [field.name for field in fields(Printed)]
        return Printed(
            *(np.concatenate([getattr(one, column) for one in self.found]) for column in columns)
        )

    def print_member(self, member: int) -> None:
        """Print the level of a member, and what is computed of it."""
        name = self.shape.members[member]
        level = self.truth.table[name, "level"]
        step = np.int64(self.truth.step(name))
        printed = quotient(level, step, self.rule)
        upper = printed
        if self.shape.ranges:
            printed, upper = self.range_of_levels(level, step, printed)
        everywhere = np.full(self.count, True)
        codes = np.zeros(self.count, np.int64)
        self.add(member, codes, printed, self.truth.decimals, everywhere, upper=upper)
        # Whoever prints a range of levels computes from the level itself.
        is_used = self.prints_level & (upper == printed)
        used_level = np.where(is_used, printed * step, level)
        for quantity in quantities_of(self.shape)[1:]:
            base = self.truth.table[name, quantity]
            rounded = quotient(base, step, self.rule)
            used_base = np.where(self.rounds_base, rounded * step, base)
            self.print_rate(member, quantity, used_level, used_base)
            if self.shape.changes and quantity in PRIORS:
                self.print_change(member, quantity, used_level - used_base, step)
            if self.shape.earlier and quantity in EARLIER:
                is_there = self.rng.random(self.count) < 0.6
                decimals = self.truth.decimals
                self.add(member, codes, rounded, decimals, is_there, when=EARLIER[quantity])

    def print_rate(self, member: int, quantity: str, level: Integers, base: Integers) -> None:
        """Print completion or growth, in one of its wordings."""
        # No office prints a percentage of zero or of a negative number …
        is_there = (level > 0) & (base > 0)
        is_worded = self.shape.wordings
        words = plan_words if quantity in PLANS else growth_words
        measure = words(level, base, self.rng, is_worded)
        if self.shape.earlier and quantity in PRIORS:
            # … save for a deficit that rose or fell: the change, over the size of that before.
            is_deficit = (level < 0) & (base < 0)
            is_there = is_there | is_deficit
            rise_or_fall = np.where(level >= base, CODES["increase_pct"], CODES["decrease_pct"])
            measure = np.where(is_deficit, rise_or_fall, measure)
        decimals = self.places + np.isin(measure, IN_TIMES)
        number = rate(measure, level, base, decimals, self.rule, is_there)
        upper = number
        if self.shape.ranges:
            number, upper = self.range_of_rates(number)
        basis = (PLANS | PRIORS)[quantity]
        self.add(member, measure, number, decimals, is_there, basis=basis, upper=upper)

    def print_change(self, member: int, quantity: str, change: Integers, step: np.int64) -> None:
        """Print a change in the unit and with the decimals of the level."""
        measure = np.where(change >= 0, CODES["increase_by"], CODES["decrease_by"])
        number = quotient(np.abs(change), step, self.rule)
        is_there = self.rng.random(self.count) < 0.5
        self.add(member, measure, number, self.truth.decimals, is_there, basis=PRIORS[quantity])

    def range_of_levels(
        self, level: Integers, step: np.int64, printed: Integers
    ) -> tuple[Integers, Integers]:
        """Both ends of the levels; three in ten are ranges, whose true level is anywhere inside."""
        # Half of them are a few units of the last place wide, the others up to a tenth.
        widest = np.where(self.rng.random(self.count) < 0.5, np.abs(level) // 20, 0)
        widest = np.maximum(widest, WIDEST * step)
        below, above = (self.rng.integers(0, widest) for _ in range(2))
        lower = quotient(level - below, step, self.rule)
        upper = quotient(level + above, step, self.rule)
        is_range = (self.rng.random(self.count) < 0.3) & (lower < upper) & (level > below)
        return np.where(is_range, lower, printed), np.where(is_range, upper, printed)

    def range_of_rates(self, number: Integers) -> tuple[Integers, Integers]:
        """Both ends of the rates; two in ten are ranges around the true rate."""
        below, above = (self.rng.integers(0, WIDEST, self.count) for _ in range(2))
        is_range = (self.rng.random(self.count) < 0.2) & (number >= below) & (below + above > 0)
        lower = np.where(is_range, number - below, number)
        return lower, np.where(is_range, number + above, number)

    def add(
        self,
        member: int,
        measure: NDArray[np.int64],
        number: Integers,
        decimals: Integers | NDArray[np.int8],
        is_there: NDArray[np.bool_],
        *,
        basis: str = "",
        when: int = NOW,
        upper: Integers | None = None,
    ) -> None:
        """Add the numbers of the groups in which they are printed."""
        is_there = is_there & (self.rng.random(self.count) >= self.shape.holes)
        group = np.flatnonzero(is_there)
        self.found.append(
            Printed(
                group,
                np.full(len(group), member, np.int8),
                measure[group].astype(np.int8),
                np.full(len(group), BASES.index(basis), np.int8),
                np.full(len(group), when, np.int8),
                number[group],
                (number if upper is None else upper)[group],
                decimals[group].astype(np.int8),
            )
        )


def print_groups(truth: Truth, office: NDArray[np.int64], rng: np.random.Generator) -> Printed:
    """The printed numbers of all groups; `office` is the index in OFFICES for each group."""
    return Desk(truth, office, rng).print()


def plan_words(
    level: Integers, plan: Integers, rng: np.random.Generator, is_worded: bool
) -> NDArray[np.int64]:
    """The measure of each completion: one in five is worded as above or below the plan."""
    over_or_under = np.where(level >= plan, CODES["over_plan_pct"], CODES["under_plan_pct"])
    words = np.where(rng.random(len(level)) < 0.2, over_or_under, CODES["plan_pct"])
    if is_worded:
        words = np.where(rng.random(len(level)) < 0.4, CODES["plan_multiple"], words)
    return words


def growth_words(
    level: Integers, prior: Integers, rng: np.random.Generator, is_worded: bool
) -> NDArray[np.int64]:
    """The measure of each growth: mostly a rise or a fall."""
    rise_or_fall = np.where(level >= prior, CODES["increase_pct"], CODES["decrease_pct"])
    if is_worded:
        # A fall as a negative increase.
        is_signed = rng.random(len(level)) < 0.4
        rise_or_fall = np.where(is_signed, CODES["increase_pct"], rise_or_fall)
    other = np.where(rng.random(len(level)) < 0.5, CODES["index_pct"], CODES["multiple"])
    return np.where(rng.random(len(level)) < 0.2, other, rise_or_fall)


def rate(
    measure: NDArray[np.int64],
    level: Integers,
    base: Integers,
    decimals: NDArray[np.int64],
    rule: NDArray[np.int8],
    is_there: NDArray[np.bool_],
) -> Integers:
    """A percentage or a multiple in units of its last printed place; zero where it is not
    printed."""
    scale = np.where(np.isin(measure, IN_TIMES), 1, 100) * 10**decimals
    # A rise is negative where the level fell; all other differences are sizes.
    difference = np.where(measure == CODES["increase_pct"], level - base, np.abs(level - base))
    size = np.where(np.isin(measure, QUOTIENTS), level, difference)
    return quotient(np.where(is_there, size * scale, 0), np.where(is_there, np.abs(base), 1), rule)


def describe(truth: Truth, group: int) -> str:
    """The true table of one group as readable text, in the printed units."""
    unit = GRAINS * 10.0 ** truth.decimals[group]
    return "\n".join(
        f"  true {member} {quantity}: {grains[group] / unit:.12g}"
        for (member, quantity), grains in truth.table.items()
    )
