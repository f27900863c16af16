"""Joint problems of any size: honest reports with level, completion and growth."""

import random

Row = tuple[object, ...]
Rows = tuple[list[Row], list[Row], list[Row]]
"""Figures, identities and boxes, as `read_problems` and `read_boxes` take them."""
BASES = ("plan", "prior")
READINGS = ("half", "wide")


def rows_of(rng: random.Random, groups: dict[str, list[str]], counts: tuple[str, ...] = ()) -> Rows:
    """An honest report in which every indicator has a level, a completion and a growth.

    `groups` are totals and their parts, the parts of a total first; `counts` are exact levels.
    """
    true: dict[str, tuple[float, float, float]] = {}
    for total, parts in groups.items():
        for part in parts:
            level = float(rng.randint(10, 5000)) if part in counts else rng.uniform(10, 5000)
            values = (level, level / rng.uniform(0.3, 1.1), level / rng.uniform(0.8, 1.5))
            true.setdefault(part, values)
        true[total] = tuple(map(sum, zip(*(true[part] for part in parts), strict=True)))
    figures, boxes = [], []
    for name, (level, plan, prior) in true.items():
        half = 0.0 if name in counts else 0.05
        printed = level if name in counts else round(level, 1)
        rates = {"completion": (round(level / plan, 4), 5e-5), "growth": (level / prior, 5e-4)}
        figures.append(figure(name, "level", None, printed, half, 0.05))
        for (quantity, (rate, width)), base in zip(rates.items(), BASES, strict=True):
            rate = round(rate, 4 if base == "plan" else 3)
            figures.append(figure(name, quantity, base, rate, width, width))
            ends = (printed - 0.05) / (rate + width), (printed + 0.05) / (rate - width)
            boxes += [("", "decoupled", reading, name, base, "", *ends) for reading in READINGS]
        ends = printed - half, printed + half
        boxes += [("", "decoupled", reading, name, "level", "", *ends) for reading in READINGS]
    identities = [
        ("", f"sum of {total}", "sum", total, part, 1.0)
        for total, parts in groups.items()
        for part in parts
    ]
    return figures, identities, boxes


def figure(
    name: str, quantity: str, base: str | None, middle: float, half: float, place: float
) -> Row:
    """A printed figure, twice as wide at the wide interval."""
    near, far = (middle - half, middle + half, 1), (middle - 2 * half, middle + 2 * half, 1)
    return ("", name, quantity, "", name, base, 1.0, *near, *far, 2 * place, 2 * half)


def one_sum(parts: int) -> dict[str, list[str]]:
    return {"t": [f"p{number}" for number in range(parts)]}


def tree(*parts: int) -> dict[str, list[str]]:
    """A total of so many parts, each of so many, and so on."""
    levels = [["t"]]
    groups: dict[str, list[str]] = {}
    for number in parts:
        levels.append([])
        for name in levels[-2]:
            groups[name] = [f"{name}.{part}" for part in range(number)]
            levels[-1] += groups[name]
    return dict(reversed(groups.items()))
