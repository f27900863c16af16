"""Numbers and intervals of all sizes, for the tests of how they are shown."""

import random

Ends = tuple[float | None, float | None]


def some_numbers() -> list[float]:
    """Short decimals and long ones, very small and very large, and hard cases."""
    rng = random.Random(2021)
    found = [0.0, 0.1, 1.005, 58.333333333333336, 1e15, -2.5, 0.0001, 1e-7, 999.9995, 1e-20, 1e24]
    found += [150_000_000_000_001.0, 12.299999999999997, 123456789.1, 4e15, 1.5e23, 1000.0, 1 / 3]
    for _ in range(1500):
        value = rng.uniform(-1, 1) * 10 ** rng.uniform(-16, 25)
        found.append(value if rng.random() < 0.5 else round(value, rng.randint(0, 6)))
    for _ in range(1500):
        value = rng.uniform(-1, 1) * 10 ** rng.uniform(-3, 7)
        found.append(value if rng.random() < 0.5 else round(value, rng.randint(0, 6)))
    return found


def some_intervals(numbers: list[float]) -> list[Ends]:
    """An interval at each number: narrow or wide, of one number, or open on one side."""
    rng = random.Random(5)
    found: list[Ends] = []
    for place, value in enumerate(numbers):
        width = abs(value) * 10 ** rng.uniform(-16, 1)
        if place % 11 == 0:
            found.append((value, None))
        elif place % 13 == 0:
            found.append((None, value))
        else:
            found.append((value, value if place % 17 == 0 else value + width))
    found[1] = (None, None)
    return found


NUMBERS = some_numbers()
INTERVALS = some_intervals(NUMBERS)
