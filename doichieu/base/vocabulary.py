"""The vars of dbt_project.yml, and the vocabulary of the inputs, which is among them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from doichieu.base.paths import PROJECT
from doichieu.base.yaml_files import read_yaml


@dataclass(frozen=True)
class Measure:
    """How one measure turns a printed number x into a quantity: (base + sign * x) / divisor.

    The true x lies between x and x + `spread`, in the printed unit.
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
    """A number format: its patterns for a number and a range, its group and decimal marks."""

    name: str
    pattern: re.Pattern[str]
    range_pattern: re.Pattern[str]
    group: str
    decimal: str


@dataclass(frozen=True)
class Vocabulary:
    """The allowed measures, number formats, bases, qualifiers, kinds and periods."""

    measures: dict[str, Measure]
    number_formats: dict[str, NumberFormat]
    most_digits: int
    most_decimals: int
    plan_bases: list[str]
    growth_bases: list[str]
    base_year_format: re.Pattern[str]
    qualifiers: list[str]
    kinds: list[str]
    period_formats: dict[str, re.Pattern[str]]

    def base_year(self, basis: str) -> int | None:
        """The year that growth is compared with: 2019 for base_2019; None for another basis."""
        return int(basis[-4:]) if self.base_year_format.fullmatch(basis) else None


@cache
def project_vars() -> dict[str, Any]:
    """The vars of dbt_project.yml by their names, read once in each process."""
    found: dict[str, Any] = read_yaml(PROJECT / "dbt_project.yml")["vars"]
    return found


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary, once in each process."""
    words = project_vars()
    return Vocabulary(
        measures={name: Measure(name, **row) for name, row in words["measures"].items()},
        number_formats={
            name: NumberFormat(
                name,
                re.compile(row["pattern"]),
                re.compile(
                    f"(?P<lower>{row['pattern']}){words['range_mark']}(?P<upper>{row['pattern']})"
                ),
                row["group"],
                row["decimal"],
            )
            for name, row in words["number_formats"].items()
        },
        most_digits=words["most_digits"],
        most_decimals=words["most_decimals"],
        plan_bases=words["plan_bases"],
        growth_bases=words["growth_bases"],
        base_year_format=re.compile(words["base_year_format"]),
        qualifiers=words["qualifiers"],
        kinds=words["kinds"],
        period_formats={
            name: re.compile(pattern) for name, pattern in words["period_formats"].items()
        },
    )
