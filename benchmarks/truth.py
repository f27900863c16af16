"""True tables that add up: levels, plans and priors of many groups of one shape, in whole grains.

A grain is a fortieth of one unit in the last place of the print, so that a half is twenty grains
and every sum is exact. Doubles only draw.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounding import Integers
from benchmarks.shapes import Shape

GRAINS = 40
QUANTITIES = ("level", "plan", "prior")
LARGEST = 9  # totals have a size of 1 … 10^9
MOST_DECIMALS = 3
# Where one rule of rounding differs from another, in grains beyond a printed number.
EDGES = np.array([0, 1, 19, 20, 21, 39])

Table = dict[tuple[str, str], Integers]
"""Grains of each member and quantity."""


@dataclass(frozen=True)
class Truth:
    """The tables of many groups of one shape, and how many decimals each group prints."""

    shape: Shape
    decimals: NDArray[np.int8]
    table: Table

    def __len__(self) -> int:
        return len(self.decimals)

    def step(self, member: str) -> int:
        """Grains in one unit of the last place in which a member's level is printed."""
        return GRAINS * 1000 if member in self.shape.coarse else GRAINS


def draw(shape: Shape, count: int, rng: np.random.Generator) -> Truth:
    """Draw so many tables: small and large ones, parts that grow alike and parts that do not."""
    decimals = rng.integers(0, MOST_DECIMALS + 1, count)
    smallest = 3 if shape.coarse else 0
    size = 10 ** rng.uniform(smallest, LARGEST, count) * 10.0**decimals * GRAINS
    spread = rng.choice([0.0, 0.02, 1.0], count)
    rates = {"plan": rng.uniform(0.3, 1.3, count), "prior": rng.uniform(0.6, 1.6, count)}
    table: Table = {}
    for leaf in shape.leaves:
        weight = rng.uniform(0.05, 1, count) / len(shape.leaves)
        # Nothing is less than one unit in the last place: a part that prints as 0 is no part.
        level = near_edges(np.maximum((size * weight).astype(np.int64), GRAINS), rng)
        table[leaf, "level"] = level
        for quantity, usual in rates.items():
            rate = usual * (1 + spread * rng.uniform(-0.5, 0.5, count))
            base = (level / rate).astype(np.int64) + 1
            table[leaf, quantity] = round_numbers(base, decimals, rng)
    for total, parts in shape.sums:
        for quantity in QUANTITIES:
            table[total, quantity] = sum(
                (coefficient * table[part, quantity] for part, coefficient in parts),
                start=np.zeros(count, np.int64),
            )
    if shape.within:
        part, whole = shape.within
        for quantity in QUANTITIES:
            share = rng.choice([5, 40, 99, 100], count)
            table[part, quantity] = table[whole, quantity] // 100 * share
    return Truth(shape, decimals.astype(np.int8), table)


def near_edges(grains: Integers, rng: np.random.Generator) -> Integers:
    """Three in ten moved to where rules of rounding differ."""
    moved = grains // GRAINS * GRAINS + rng.choice(EDGES, len(grains))
    return np.where((rng.random(len(grains)) < 0.3) & (moved > 0), moved, grains)


def round_numbers(
    grains: Integers, decimals: NDArray[np.int64], rng: np.random.Generator
) -> Integers:
    """Three in ten made whole numbers, as plans often are."""
    one = GRAINS * 10**decimals
    whole = np.maximum(grains // one, 1) * one
    return np.where(rng.random(len(grains)) < 0.3, whole, grains)
