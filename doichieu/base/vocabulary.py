"""The words of the print, read from their one home: the vars of dbt_project.yml."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from doichieu.base.paths import PROJECT


@dataclass(frozen=True)
class Measure:
    """What a figure x of one wording says: quantity = (base + sign * x) / divisor.

    `spread` is how far above x the wording leaves it open, in the print's unit.
    """

    measure: str
    quantity: str
    unit: str
    sign: int
    base: int
    divisor: int
    spread: int
    basis: str


@dataclass(frozen=True)
class NumberFormat:
    """How one number format is written: its whole pattern, its group and decimal marks."""

    name: str
    pattern: re.Pattern[str]
    group: str
    decimal: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything a figure may be called."""

    measures: dict[str, Measure]
    number_formats: dict[str, NumberFormat]
    most_digits: int
    most_decimals: int
    plan_bases: list[str]
    growth_bases: list[str]
    qualifiers: list[str]
    kinds: list[str]
    period_formats: dict[str, re.Pattern[str]]


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary; it does not change while the program runs."""
    import yaml

    text = (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)["vars"]
    return Vocabulary(
        measures={name: Measure(name, **row) for name, row in words["measures"].items()},
        number_formats={
            name: NumberFormat(name, re.compile(row["pattern"]), row["group"], row["decimal"])
            for name, row in words["number_formats"].items()
        },
        most_digits=words["most_digits"],
        most_decimals=words["most_decimals"],
        plan_bases=words["plan_bases"],
        growth_bases=words["growth_bases"],
        qualifiers=words["qualifiers"],
        kinds=words["kinds"],
        period_formats={
            name: re.compile(pattern) for name, pattern in words["period_formats"].items()
        },
    )
