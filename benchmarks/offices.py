"""Honest offices: how each computes its percentages, rounds, and prints its tables."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounding import ROUNDINGS, Integers, quotient
from benchmarks.truth import GRAINS, Truth

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
)
CODES = {measure: code for code, measure in enumerate(MEASURES)}


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

    `number` is the printed number in units of its last place; `decimals` counts its decimal places.
    """

    group: Integers
    member: NDArray[np.int8]
    measure: NDArray[np.int8]
    number: Integers
    decimals: NDArray[np.int8]


def print_groups(truth: Truth, office: NDArray[np.int64], rng: np.random.Generator) -> Printed:
    """The printed numbers of all groups; `office` is the index in OFFICES for each group."""
    count = len(truth)
    practice = office // (len(ROUNDINGS) * len(FORMATS))
    rule = (office // len(FORMATS) % len(ROUNDINGS)).astype(np.int8)
    places = rng.choice([0, 1, 1, 1, 2, 2], count)
    found: list[Printed] = []

    def add(
        member: int,
        measure: NDArray[np.int64],
        number: Integers,
        decimals: Integers,
        is_there: NDArray[np.bool_],
    ) -> None:
        is_there = is_there & (rng.random(count) >= truth.shape.holes)
        group = np.flatnonzero(is_there)
        found.append(
            Printed(
                group,
                np.full(len(group), member, np.int8),
                measure[group].astype(np.int8),
                number[group],
                decimals[group].astype(np.int8),
            )
        )

    everywhere = np.full(count, True)
    for member, name in enumerate(truth.shape.members):
        level = truth.table[name, "level"]
        step = np.int64(truth.step(name))
        printed = quotient(level, step, rule)
        add(member, np.zeros(count, np.int64), printed, truth.decimals, everywhere)
        used_level = np.where(PRINTS_LEVEL[practice] == 1, printed * step, level)
        for quantity in ("plan", "prior"):
            base = truth.table[name, quantity]
            rounded = quotient(base, step, rule) * step
            used_base = np.where(ROUNDS_BASE[practice] == 1, rounded, base)
            # No office prints a percentage of zero or of a negative number.
            is_there = (used_level > 0) & (used_base > 0)
            words = plan_words if quantity == "plan" else growth_words
            measure = words(used_level, used_base, rng)
            decimals = places + (measure == CODES["multiple"])
            number = rate(measure, used_level, used_base, decimals, rule, is_there)
            add(member, measure, number, decimals, is_there)
    return Printed(
        *(
            np.concatenate([getattr(one, column) for one in found])
            for column in ("group", "member", "measure", "number", "decimals")
        )
    )


def plan_words(level: Integers, plan: Integers, rng: np.random.Generator) -> NDArray[np.int64]:
    """The measure of each completion: one in five is worded as above or below the plan."""
    over_or_under = np.where(level >= plan, CODES["over_plan_pct"], CODES["under_plan_pct"])
    return np.where(rng.random(len(level)) < 0.2, over_or_under, CODES["plan_pct"])


def growth_words(level: Integers, prior: Integers, rng: np.random.Generator) -> NDArray[np.int64]:
    """The measure of each growth: mostly a rise or a fall."""
    rise_or_fall = np.where(level >= prior, CODES["increase_pct"], CODES["decrease_pct"])
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
    is_change = (
        (measure != CODES["plan_pct"])
        & (measure != CODES["index_pct"])
        & (measure != CODES["multiple"])
    )
    scale = np.where(measure == CODES["multiple"], 1, 100) * 10**decimals
    size = np.where(is_change, np.abs(level - base), level)
    return quotient(np.where(is_there, size * scale, 0), np.where(is_there, base, 1), rule)


def describe(truth: Truth, group: int) -> str:
    """The true table of one group as readable text, in the printed units."""
    unit = GRAINS * 10.0 ** truth.decimals[group]
    return "\n".join(
        f"  true {member} {quantity}: {grains[group] / unit:.12g}"
        for (member, quantity), grains in truth.table.items()
    )
