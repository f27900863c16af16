"""Random groups: the figures that one office prints of indicators with true identities.

A group is a report with its own indicators and identities, so that one collection can contain
thousands. An office prints its figures honestly from a true table in fractions, by one of three
practices; about half of the groups then get one misprint.
"""

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple

from support.honest_office import FACTORS, OTHER_UNITS, rounded
from support.random_collections import written

from oracle.joint.reports import Figure, Identity, Report
from oracle.wordings import IN_UNITS

PRACTICES = ("true", "printed_level", "rounded_base")
HALF_RULES = ("half_up", "half_even")
ROUNDINGS = (*HALF_RULES, "truncation")
RATE_UNITS = {"multiple": "times", "increase_times": "times", "contribution_pts": "point"}
MOST_DIGITS = 13

True3 = dict[str, Fraction]
"""Level, plan and prior of one indicator."""


@dataclass(frozen=True)
class Group:
    """A report, its office's practice, whether all is positive, whether a figure is misprinted."""

    report: Report
    practice: str
    rounding: str
    is_positive: bool
    is_spoilt: bool


class Style(NamedTuple):
    """How the levels of one indicator are printed."""

    unit: Fraction
    decimals: int
    rule: str
    qualifier: str

    def rounded(self, value: Fraction) -> Fraction:
        """A level as it is printed, in the indicator's unit."""
        return rounded(value, self.unit / 10**self.decimals, self.rule)


def digits_of(value: Fraction, decimals: int) -> str:
    """A number with a given number of decimals, as plain digits with a point."""
    return written(int(value * 10**decimals), decimals, "en", grouped=False)


def printed_as(digits: str, number_format: str, is_grouped: bool) -> str:
    """Plain digits in the format of a report."""
    whole, _, decimals = digits.partition(".")
    return written(int(whole + decimals), len(decimals), number_format, is_grouped)


def random_groups(seed: int, count: int) -> list[Group]:
    """A number of groups, the same ones for the same seed."""
    rng = random.Random(seed)
    return [GroupGenerator(rng, f"g{number:04}").generate() for number in range(count)]


@dataclass
class GroupGenerator:
    """A group while it is generated."""

    rng: random.Random
    name: str
    factors: dict[str, Fraction] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    table: dict[str, True3] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def draw(self, *choices: Any) -> Any:
        return self.rng.choice(choices)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def generate(self) -> Group:
        self.practice: str = self.draw(*PRACTICES)
        self.rounding: str = self.draw(*ROUNDINGS)
        self.is_one_unit = self.chance(0.75)
        self.size = Fraction(10) ** self.rng.randint(0, 8 if self.is_one_unit else 3)
        self.unit: str = self.draw(*FACTORS)
        self.draw(
            self.pair, self.pair, self.sum, self.nested, self.crossed, self.balance, self.within
        )()
        if self.chance(0.2):
            self.add_subset()
        self.print_all()
        number_format = self.draw("vi", "en")
        is_spoilt = self.chance(0.6) and self.spoil()
        figures = tuple(
            replace(one, printed=printed_as(one.printed, number_format, self.chance(0.5)))
            for one in self.figures
        )
        report = Report(self.name, number_format, figures, tuple(self.identities), self.factors)
        is_positive = all(min(values.values()) > 0 for values in self.table.values())
        return Group(report, self.practice, self.rounding, is_positive, is_spoilt)

    # -- the true table

    def indicator(self) -> str:
        """A new indicator, mostly in the unit of the group."""
        unit = self.unit if self.is_one_unit else self.draw(*FACTORS)
        name = f"{self.name}_{unit}_{len(self.units)}"
        self.units[name] = unit
        self.factors[name] = Fraction(FACTORS[unit])
        return name

    def leaf(self, size: Fraction = Fraction(1)) -> str:
        """An indicator with random level, plan and prior."""
        name = self.indicator()
        level = self.size * size * Fraction(self.rng.randint(100, 9999), 1000)
        if self.chance(0.04):
            level = -level
        completion = Fraction(self.rng.randint(200, 1500), 1000)
        growth = Fraction(self.rng.randint(500, 2000), 1000)
        plan, prior = level / completion, level / growth
        if self.chance(0.3):
            # Plans are often round numbers.
            step = self.size / 10 ** self.draw(0, 1)
            plan = rounded(plan, step, "half_up") or plan
        self.table[name] = {"level": level, "plan": plan, "prior": prior}
        return name

    def leaves(self, count: int) -> list[str]:
        return [self.leaf(self.draw(1, 1, 3, Fraction(1, 10))) for _ in range(count)]

    def total(self, parts: Iterable[str], *coefficients: str, total: str = "") -> str:
        """The total of parts, with coefficients of 1 by default."""
        parts = list(parts)
        total = total or self.indicator()
        weights = [Fraction(one) for one in coefficients or ["1"] * len(parts)]
        members = tuple(zip(parts, weights, strict=True))
        self.identities.append(
            Identity(f"{self.name}_x{len(self.identities)}", "sum", total, members)
        )
        if total not in self.table:
            self.table[total] = {
                what: sum(
                    (
                        weight * self.factors[part] / self.factors[total] * self.table[part][what]
                        for part, weight in members
                    ),
                    start=Fraction(0),
                )
                for what in ("level", "plan", "prior")
            }
        return total

    def fraction_of(self, total: str) -> str:
        """An indicator that is a random fraction of another."""
        name = self.indicator()
        ratio = self.factors[total] / self.factors[name]
        self.table[name] = {
            what: value * ratio * Fraction(self.rng.randint(5, 95), 100)
            for what, value in self.table[total].items()
        }
        return name

    def pair(self) -> None:
        """Two parts, mostly added; one may be subtracted, or both weighted."""
        signs = self.draw(*[("1", "1")] * 5, ("1", "-1"), ("0.5", "2"), ("-1", "1"))
        self.total(self.leaves(2), *signs)

    def sum(self) -> None:
        """Three to six parts."""
        self.total(self.leaves(self.rng.randint(3, 6)))

    def nested(self) -> None:
        """A part is itself a total."""
        inner = self.total(self.leaves(2))
        self.total([inner, *self.leaves(self.rng.randint(1, 2))])

    def crossed(self) -> None:
        """One total in two classifications."""
        total = self.total(self.leaves(2))
        parts = [self.fraction_of(total)]
        rest = self.indicator()
        ratio = self.factors[parts[0]] / self.factors[total]
        self.table[rest] = {
            what: (value - ratio * self.table[parts[0]][what])
            * self.factors[total]
            / self.factors[rest]
            for what, value in self.table[total].items()
        }
        self.total([*parts, rest], total=total)

    def balance(self) -> None:
        """A sum and a difference of the same two."""
        parts = self.leaves(2)
        self.total(parts)
        self.total(parts, "1", "-1")

    def within(self) -> None:
        """Parts that are only known to be at most the total."""
        self.leaf()
        self.add_subset(self.rng.randint(1, 2))

    def add_subset(self, count: int = 1) -> None:
        positive = [one for one, values in self.table.items() if min(values.values()) > 0]
        if positive:
            total = self.draw(*positive)
            parts = tuple((self.fraction_of(total), Fraction(1)) for _ in range(count))
            name = f"{self.name}_x{len(self.identities)}"
            self.identities.append(Identity(name, "subset", total, parts))

    # -- the printed figures

    def print_all(self) -> None:
        """Print levels and rates of all indicators, or leave some out."""
        is_full = self.chance(0.5)
        chances = {
            what: 1.0 if is_full else self.draw(*usual)
            for what, usual in {
                "level": (0.0, 0.6, 0.9, 0.9),
                "plan": (0.0, 0.7, 1.0),
                "prior": (0.0, 0.7, 1.0),
            }.items()
        }
        self.extra = self.draw(0, 0, 0, 0.15, 0.4) if not is_full or self.chance(0.3) else 0
        self.qualified = self.draw(0, 0, 0.1)
        # Other groups print no changes.
        self.changes = self.draw(0, 0, 0.3, 0.7)
        self.bases = {
            "plan": self.draw("", "", "", "council"),
            "prior": self.draw("", "", "", "", "previous_month"),
        }
        self.rate_decimals: int = self.draw(0, 1, 1, 1, 2, 2)
        decimals = self.level_decimals()
        self.styles = {indicator: self.style(indicator, decimals) for indicator in self.table}
        for indicator in self.table:
            self.print_indicator(indicator, chances)
        if not self.figures:
            self.print_level(next(iter(self.table)), "level", "level")

    def level_decimals(self) -> int:
        largest = max(abs(values["level"]) for values in self.table.values())
        room = MOST_DIGITS - len(str(math.floor(largest)))
        needed = 1 if largest < 20 else 0
        return max(0, min(room, max(needed, self.draw(0, 0, 0, 1, 1, 2, 3))))

    def style(self, indicator: str, decimals: int) -> Style:
        """How an indicator's levels are printed; sometimes in another unit."""
        values = self.table[indicator].values()
        unit = self.draw(*FACTORS) if self.chance(0.05) else self.units[indicator]
        factor = Fraction(FACTORS[unit]) / self.factors[indicator]
        if max(map(abs, values)) / factor >= 10 ** (MOST_DIGITS - decimals):
            factor = Fraction(1)
        qualifier, rule = "", self.rounding
        if self.chance(self.qualified):
            qualifier, rule = self.qualifier(min(values) > 0)
        return Style(factor, decimals, rule, qualifier)

    def qualifier(self, is_positive: bool) -> tuple[str, str]:
        """A qualifier, and the rounding that goes with it."""
        word = self.draw("estimated", "about", *(("over", "nearly") if is_positive else ()))
        return word, {"over": "truncation", "nearly": "up"}.get(word, self.rounding)

    def print_indicator(self, indicator: str, chances: dict[str, float]) -> None:
        if self.chance(chances["level"]):
            self.print_level(indicator, "level", "level")
        if self.chance(chances["plan"]):
            self.print_rate(indicator, "plan")
        if self.chance(self.extra / 2):
            self.print_level(indicator, "plan_level", "plan", self.bases["plan"])
        if self.chance(chances["prior"]):
            self.print_rate(indicator, "prior")
        if self.chance(self.extra / 2):
            self.print_level(indicator, "prior_level", "prior", self.bases["prior"])
        if self.chance(self.changes):
            self.print_change(indicator)
        for identity in self.identities:
            for part, coefficient in identity.parts:
                if part == indicator and coefficient > 0 and self.chance(self.extra):
                    self.print_share(part, identity.total)
                if part == indicator and identity.relation == "sum" and self.chance(self.extra):
                    self.print_contribution(part, coefficient, identity.total)

    def print_level(self, indicator: str, measure: str, what: str, basis: str = "") -> None:
        """Print a level; sometimes twice, with one decimal less."""
        value = self.table[indicator][what]
        unit, decimals, rule, qualifier = self.styles[indicator]
        places = {decimals, max(0, decimals - 1)} if self.chance(0.03) else {decimals}
        for place in places:
            number = rounded(value / unit, Fraction(1, 10**place), rule)
            self.figures.append(
                Figure(indicator, measure, digits_of(number, place), qualifier, basis, unit)
            )

    def office(self, indicator: str, what: str) -> tuple[Fraction, Fraction]:
        """Level and base that the office divides."""
        level, base = self.table[indicator]["level"], self.table[indicator][what]
        style = self.styles[indicator]
        if self.practice == "printed_level":
            level = style.rounded(level)
        if self.practice == "rounded_base" or (
            self.practice == "printed_level" and self.chance(0.3)
        ):
            base = style.rounded(base)
        return level, base

    def print_rate(self, indicator: str, what: str) -> None:
        """Print completion or growth in one of their wordings."""
        level, base = self.office(indicator, what)
        if base == 0 or level / base <= 0:
            return
        percent = 100 * level / base
        more = percent >= 100
        change = abs(percent - 100)
        if what == "plan":
            over = ("over_plan_pct" if more else "under_plan_pct", change)
            measure, value = over if self.chance(0.2) else ("plan_pct", percent)
        else:
            grown = ("increase_pct" if more else "decrease_pct", change)
            index = ("index_pct", percent)
            times = ("multiple", percent / 100)
            measure, value = self.draw(grown, grown, grown, grown, index, times)
            if more and percent < 1000 and self.chance(0.02):
                measure, value = "increase_times", Fraction(math.floor(percent / 100))
        places = self.rate_decimals + (1 if measure == "multiple" else 0)
        places = 0 if measure == "increase_times" else places
        self.print(indicator, measure, value, places, self.bases[what])

    def print_change(self, indicator: str) -> None:
        """Print level less base, in the unit of the level."""
        level, prior = self.office(indicator, "prior")
        unit, decimals, _, _ = self.styles[indicator]
        change = (level - prior) / unit
        measure = "increase_by" if change >= 0 else "decrease_by"
        number = rounded(abs(change), Fraction(1, 10**decimals), self.rounding)
        digits = digits_of(number, decimals)
        self.figures.append(Figure(indicator, measure, digits, "", self.bases["prior"], unit))

    def print_share(self, part: str, total: str) -> None:
        levels = [self.office(one, "plan")[0] for one in (part, total)]
        if levels[0] > 0 and levels[1] > 0:
            share = 100 * levels[0] / levels[1] * self.factors[part] / self.factors[total]
            parents = {
                one.total
                for one in self.identities
                for name, c in one.parts
                if name == part and c > 0
            }
            basis = total if len(parents) > 1 or self.chance(0.3) else ""
            if share < 10**6:
                self.print(part, "share_pct", share, self.rate_decimals, basis)

    def print_contribution(self, part: str, coefficient: Fraction, total: str) -> None:
        level, prior = self.office(part, "prior")
        base = self.office(total, "prior")[1]
        if base > 0:
            ratio = coefficient * self.factors[part] / self.factors[total]
            points = 100 * ratio * (level - prior) / base
            places = self.rate_decimals
            if abs(points) < 10**6:
                self.print(part, "contribution_pts", points, places, self.bases["prior"])

    def print(
        self, indicator: str, measure: str, value: Fraction, decimals: int, basis: str = ""
    ) -> None:
        """Print a rate."""
        qualifier, rule = "", self.rounding
        if self.chance(self.qualified):
            qualifier, rule = self.qualifier(value > 0)
        number = rounded(value, Fraction(1, 10**decimals), rule)
        self.figures.append(
            Figure(indicator, measure, digits_of(number, decimals), qualifier, basis)
        )

    # -- misprints

    def spoil(self) -> bool:
        """Misprint one figure; False where that would change nothing or yield no number."""
        place = self.rng.randrange(len(self.figures))
        figure = self.figures[place]
        misprint: Callable[[Figure], Figure] = self.draw(
            self.other_digit,
            self.other_digit,
            self.two_swapped,
            self.comma_moved,
            self.ten_times,
            self.other_direction,
            self.other_number,
        )
        spoilt = misprint(figure)
        whole = spoilt.printed.lstrip("-").partition(".")[0]
        is_number = whole == "0" or (bool(whole) and not whole.startswith("0"))
        if spoilt == figure or not is_number or len(whole) > MOST_DIGITS:
            return False
        self.figures[place] = spoilt
        return True

    def other_digit(self, figure: Figure) -> Figure:
        places = [at for at, mark in enumerate(figure.printed) if mark.isdigit()]
        at = self.draw(*places)
        digit = self.draw(*"0123456789")
        return replace(figure, printed=figure.printed[:at] + digit + figure.printed[at + 1 :])

    def two_swapped(self, figure: Figure) -> Figure:
        text = figure.printed
        places = [at for at in range(len(text) - 1) if (text[at] + text[at + 1]).isdigit()]
        if not places:
            return figure
        at = self.draw(*places)
        return replace(figure, printed=text[:at] + text[at + 1] + text[at] + text[at + 2 :])

    def comma_moved(self, figure: Figure) -> Figure:
        whole, mark, parts = figure.printed.partition(".")
        if not mark:
            return replace(figure, printed=f"{whole[:-1]}.{whole[-1]}")
        return replace(figure, printed=f"{whole}{parts[0]}.{parts[1:]}".rstrip("."))

    def ten_times(self, figure: Figure) -> Figure:
        if "." in figure.printed:
            return self.comma_moved(figure)
        return replace(figure, printed=f"{figure.printed}0")

    def other_direction(self, figure: Figure) -> Figure:
        directions = {
            "increase_pct": "decrease_pct",
            "decrease_pct": "increase_pct",
            "over_plan_pct": "under_plan_pct",
            "under_plan_pct": "over_plan_pct",
            "increase_by": "decrease_by",
            "decrease_by": "increase_by",
        }
        return replace(figure, measure=directions.get(figure.measure, figure.measure))

    def other_number(self, figure: Figure) -> Figure:
        digits = "".join(
            self.draw(*"123456789") if mark.isdigit() else mark for mark in figure.printed
        )
        return replace(figure, printed=digits)


# ----- a collection ------------------------------------------------------------------------


def tables_of(groups: Iterable[Group]) -> dict[str, list[dict[str, str]]]:
    """The tables of a collection in which each group is a report."""
    units = {unit: ("number", str(factor)) for unit, factor in FACTORS.items()} | OTHER_UNITS
    tables: dict[str, list[dict[str, str]]] = {
        "figures": [],
        "reports": [],
        "indicators": [],
        "identities": [],
        "units": [
            {"unit_id": unit, "dimension": dimension, "factor": factor}
            for unit, (dimension, factor) in units.items()
        ],
        "territories": [{"territory_id": "north"}],
        "limits": [],
        "corrections": [],
    }
    for group in groups:
        add_report(tables, group.report)
    return tables


def add_report(tables: dict[str, list[dict[str, str]]], report: Report) -> None:
    """Add a report and all that belongs to it to the tables of a collection."""
    tables["reports"].append(
        {
            "report_id": report.name,
            "territory_id": "north",
            "period_id": "2021-07",
            "number_format": report.number_format,
        }
    )
    units = {Fraction(factor): unit for unit, factor in FACTORS.items()}
    tables["indicators"] += [
        {"indicator_id": name, "unit_id": units[one], "kind": "flow", "better": "higher"}
        for name, one in report.factors.items()
    ]
    for number, figure in enumerate(report.figures, 1):
        is_in_unit = figure.measure in IN_UNITS
        unit = units[figure.unit * report.factors[figure.indicator]] if is_in_unit else ""
        tables["figures"].append(
            {
                "report_id": report.name,
                "figure_no": str(number),
                "indicator_id": figure.indicator,
                "measure": figure.measure,
                "printed": figure.printed,
                "unit_id": unit or RATE_UNITS.get(figure.measure, "percent"),
                "qualifier": figure.qualifier,
                "basis": figure.basis,
                "place": str(number),
            }
        )
    for identity in report.identities:
        for part, coefficient in identity.parts:
            tables["identities"].append(
                {
                    "identity_id": identity.name,
                    "relation": identity.relation,
                    "total_indicator_id": identity.total,
                    "part_indicator_id": part,
                    "coefficient": str(float(coefficient)),
                    "report_id": report.name,
                }
            )
