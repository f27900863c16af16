"""True tables that add up: levels, plans and priors of many groups of one shape, in grains.

A grain is a fortieth of one unit in the last printed place, so half a unit is twenty grains and
every sum is exact. Doubles are used only to draw random values.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounding import Integers
from benchmarks.shapes import Shape

GRAINS = 40
# The plans and the bases of growth, and the `basis` of the figures about them. No report prints a
# level of the base year.
PLANS = {"plan": "", "other_plan": "prime_minister"}
PRIORS = {"prior": "", "december": "previous_december", "base_year": "base_1995"}
QUANTITIES = ("level", "plan", "prior")
SECOND_BASES = ("other_plan", "december", "base_year")
LARGEST = 9  # totals have a size of 1 … 10^9
MOST_DECIMALS = 3
QUARTERS = 4
# The points where rounding rules differ, in grains above a printed number.
EDGES = np.array([0, 1, 19, 20, 21, 39])

Table = dict[tuple[str, str], Integers]
"""Grains of each member and quantity."""


@dataclass(frozen=True)
class Truth:
    """The tables of many groups of one shape, and the decimals that each group prints."""

    shape: Shape
    decimals: NDArray[np.int8]
    table: Table

    def __len__(self) -> int:
        return len(self.decimals)

    def step(self, member: str) -> int:
        """Grains in one unit of the last place in which a member's level is printed."""
        return GRAINS * 1000 if member in self.shape.coarse else GRAINS


def quantities_of(shape: Shape) -> tuple[str, ...]:
    """The quantities of each member of a shape."""
    return (*QUANTITIES, *SECOND_BASES) if shape.bases else QUANTITIES


def draw(shape: Shape, count: int, rng: np.random.Generator) -> Truth:
    """Draw tables: small and large ones, with parts that grow alike or differently."""
    decimals = rng.integers(0, 1 if shape.counts else MOST_DECIMALS + 1, count)
    smallest = 3 if shape.coarse else 0
    largest = 4 if shape.counts else LARGEST
    size = 10 ** rng.uniform(smallest, largest, count) * 10.0**decimals * GRAINS
    spread = rng.choice([0.0, 0.02, 1.0], count)
    rates = {"plan": rng.uniform(0.3, 1.3, count), "prior": rng.uniform(0.6, 1.6, count)}
    if shape.bases:
        rates |= {quantity: rng.uniform(0.3, 1.6, count) for quantity in SECOND_BASES}
    table: Table = {}
    for leaf in shape.leaves:
        weight = rng.uniform(0.05, 1, count) / len(shape.leaves)
        # No value is less than one unit in the last place, so that no part is printed as 0.
        level = near_edges(np.maximum((size * weight).astype(np.int64), GRAINS), rng)
        table[leaf, "level"] = level
        for quantity, usual in rates.items():
            rate = usual * (1 + spread * rng.uniform(-0.5, 0.5, count))
            base = (level / rate).astype(np.int64) + 1
            table[leaf, quantity] = round_numbers(base, decimals, rng)
        if shape.counts:
            # One part in ten has nothing to count.
            is_none = rng.random(count) < 0.1
            table[leaf, "level"] = np.where(is_none, 0, whole_things(level))
            for quantity in rates:
                table[leaf, quantity] = whole_things(table[leaf, quantity])
    add_totals(table, shape)
    if shape.within:
        part, whole = shape.within
        for quantity in quantities_of(shape):
            share = rng.choice([5, 40, 99, 100], count)
            table[part, quantity] = table[whole, quantity] // 100 * share
    return Truth(shape, decimals.astype(np.int8), table)


def draw_series(shape: Shape, series: int, years: int, rng: np.random.Generator) -> Truth:
    """Draw series over years, each with the year-to-date tables of four quarters.

    Groups are ordered by series, year, quarter. The prior of a year is the level of the year
    before, and all quarters share the plan of the year.
    """
    decimals = rng.integers(0, MOST_DECIMALS + 1, series)
    size = 10 ** rng.uniform(1, LARGEST - 1, series) * 10.0**decimals * GRAINS
    every_quarter = np.repeat(decimals, years * QUARTERS)
    table: Table = {}
    for leaf in shape.leaves:
        weight = rng.uniform(0.05, 1, series) / len(shape.leaves)
        # One more year than is printed: the base of the first.
        growth = np.cumprod(rng.uniform(0.85, 1.25, (series, years + 1)), axis=1)
        done = np.cumsum(rng.uniform(0.7, 1.3, (series, years + 1, QUARTERS)), axis=2)
        done /= done[:, :, -1:]
        true = (size * weight)[:, None, None] * growth[:, :, None] * done
        level = near_edges(np.maximum(true.astype(np.int64), GRAINS).ravel(), rng)
        level = level.reshape(true.shape)
        plan = (level[:, :-1, -1] * rng.uniform(1, 1.25, (series, years))).astype(np.int64)
        plan = round_numbers(plan.ravel(), np.repeat(decimals, years), rng)
        table[leaf, "level"] = level[:, 1:].ravel()
        table[leaf, "prior"] = level[:, :-1].ravel()
        table[leaf, "plan"] = np.repeat(plan, QUARTERS)
    add_totals(table, shape)
    return Truth(shape, every_quarter.astype(np.int8), table)


def add_totals(table: Table, shape: Shape) -> None:
    """Compute the totals of every quantity, in the order in which the shape lists them."""
    count = len(next(iter(table.values())))
    for total, parts in shape.sums:
        for quantity in quantities_of(shape):
            table[total, quantity] = sum(
                (coefficient * table[part, quantity] for part, coefficient in parts),
                start=np.zeros(count, np.int64),
            )


def whole_things(grains: Integers) -> Integers:
    """Whole numbers of things, at least one."""
    return np.maximum(grains // GRAINS, 1) * GRAINS


def near_edges(grains: Integers, rng: np.random.Generator) -> Integers:
    """Move three in ten to points where rounding rules differ."""
    moved = grains // GRAINS * GRAINS + rng.choice(EDGES, len(grains))
    return np.where((rng.random(len(grains)) < 0.3) & (moved > 0), moved, grains)


def round_numbers(
    grains: Integers, decimals: NDArray[np.int64], rng: np.random.Generator
) -> Integers:
    """Round three in ten to whole numbers, as plans often are."""
    one = GRAINS * 10**decimals
    rounded = np.maximum(grains // one, 1) * one
    return np.where(rng.random(len(grains)) < 0.3, rounded, grains)
