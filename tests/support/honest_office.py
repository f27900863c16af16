"""An office that publishes true tables honestly: no check may contradict it.

The true values are exact fractions of indicators that add up. The office rounds them as the design
allows, and calculates its percentages in one of three ways, in every wording of the vocabulary:

- S: from the unrounded values;
- B: from the printed level, and from plan and base as printed or rounded to the same unit;
- D: from the unrounded level, and from plan and base rounded to the level's unit.

Where no level is printed, or only a range, there is no unit to round to, and the percentages are
calculated from unrounded values (under B from the printed plan or base).

This module shares no code with the models; half and wide intervals come from the oracle.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from random import Random

from oracle import LEVELS, WORDINGS, Interval, PrintedNumber, interval_of

from support.random_collections import Table as TextTable
from support.random_collections import written

WAYS = ("S", "B", "D")
HALF_RULES = ("half_up", "half_even", "half_down")
ROUNDINGS = (*HALF_RULES, "truncation", "up")
MOST_DIGITS = 15
TIMES = ("multiple", "increase_times", "plan_multiple")
TERRITORY, PERIOD = "here", "2021-H1"
# The period of the base of growth, by its basis.
EARLIER = {"": "2020-H1", "previous_december": "2020-12", "base_2015": "2015-H1"}

# Units of one dimension; with a dozen, ratios are not decimal numbers.
FACTORS = {"piece": 1, "dozen": 12, "thousand": 1000, "million": 1_000_000}
OTHER_UNITS = {"percent": ("ratio", "0.01"), "times": ("ratio", "1"), "point": ("points", "0.01")}


def rounded(value: Fraction, step: Fraction, rule: str) -> Fraction:
    """A value rounded to a multiple of `step` by a rule; truncation goes towards zero."""
    size = abs(value) / step
    whole = floor(size)
    rest = size - whole
    match rule:
        case "truncation":
            more = False
        case "up":
            more = rest > 0
        case "half_up":
            more = rest >= Fraction(1, 2)
        case "half_down":
            more = rest > Fraction(1, 2)
        case "half_even":
            more = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
        case _:
            raise ValueError(rule)
    return (whole + more) * step * (-1 if value < 0 else 1)


@dataclass(frozen=True)
class Number:
    """A printed number: its value, its number of decimals, and its qualifier.

    Of a range `value` is the lower number, and `upper` the other. `is_count` says that it counts
    things, one by one.
    """

    value: Fraction
    decimals: int
    qualifier: str = ""
    upper: Fraction | None = None
    is_count: bool = False

    @property
    def last_place(self) -> Fraction:
        """One unit in the last printed place."""
        return Fraction(1, 10**self.decimals)

    @property
    def zero_step(self) -> Fraction:
        """The step of the trailing zeros of a whole number; else one unit in the last place."""
        step = self.last_place
        if self.decimals == 0 and self.value != 0:
            while self.value % (10 * step) == 0:
                step *= 10
        return step

    @property
    def stated(self) -> Fraction | None:
        """The number that it states; None for a range."""
        return self.value if self.upper is None else None

    @property
    def ends(self) -> tuple["Number", ...]:
        """Both numbers of a range, or the one."""
        if self.upper is None:
            return (self,)
        return replace(self, upper=None), replace(self, value=self.upper, upper=None)

    def interval(self, reading: str, is_level: bool) -> Interval:
        """The half or wide interval of the number."""
        first, *second = (
            PrintedNumber(end.value, end.last_place, end.zero_step) for end in self.ends
        )
        printed = first._replace(upper=second[0]) if second else first
        measure = "level" if is_level else "plan_pct"
        return interval_of(printed, measure, self.qualifier, reading, self.is_count)

    @property
    def span(self) -> Fraction:
        """The width of the wide interval as a level."""
        return Fraction(self.interval("wide", is_level=True).width)

    def holds(self, values: Iterable[Fraction], is_level: bool) -> bool:
        """Whether all these values are in the wide interval."""
        lower, upper = self.interval("wide", is_level)
        return all(lower <= value <= upper for value in values)

    def agrees_with(self, other: "Number", is_level: bool) -> bool:
        """Whether both can be printed of one quantity: of one precision they are the same number,
        else their wide intervals share more than a point."""
        words = {self.qualifier, other.qualifier}
        if words <= {"", "estimated"} and self.decimals == other.decimals:
            return (self.value, self.upper) == (other.value, other.upper)
        one, two = (number.interval("wide", is_level) for number in (self, other))
        return one.distance(two) < 0

    @property
    def fits(self) -> bool:
        """Whether the number has no more digits than the warehouse keeps exactly."""
        return all(abs(end.value / end.last_place) < 10**MOST_DIGITS for end in self.ends)

    def written(self, number_format: str, grouped: bool) -> str:
        """The number as a report of this format prints it."""
        return "-".join(
            written(int(end.value / end.last_place), end.decimals, number_format, grouped)
            for end in self.ends
        )


def are_alike(measure: str, number: Number, other_measure: str, other: Number) -> bool:
    """Whether two rates can be printed of one quantity."""
    if measure == other_measure:
        return number.agrees_with(other, False)
    one, two = (
        WORDINGS[name].quantities_of(printed.interval("wide", False))
        for name, printed in ((measure, number), (other_measure, other))
    )
    return one.distance(two) < 0


@dataclass(frozen=True)
class Identity:
    """An identity of the true table, which holds exactly."""

    identity_id: str
    relation: str
    total: str
    parts: tuple[tuple[str, Fraction], ...]


@dataclass
class Table:
    """The true values in each indicator's own unit, by quantity, basis and indicator."""

    units: dict[str, str] = field(default_factory=dict)
    is_count: bool = False
    """Whether its indicators count things: all values are whole."""
    identities: list[Identity] = field(default_factory=list)
    values: dict[tuple[str, str, str], Fraction] = field(default_factory=dict)

    def ratio(self, part: str, total: str) -> Fraction:
        """One unit of the part in units of the total."""
        return Fraction(FACTORS[self.units[part]], FACTORS[self.units[total]])


@dataclass(frozen=True)
class Style:
    """The practice of an office and the figures it prints; `seed` determines everything else."""

    seed: int
    way: str
    rounding: str
    number_format: str
    fullness: float
    """The share of its levels and percentages that it prints."""
    plainness: float
    """The share of its numbers that it prints without qualifier and rounding to tens."""


@dataclass(frozen=True)
class Figure:
    """One printed figure, with the number that was rounded."""

    indicator: str
    measure: str
    basis: str
    unit: str
    number: Number
    behind: Fraction
    """What the office rounded, in the figure's unit."""
    printed: str
    period: str = ""
    """The earlier period of a level that growth is compared with; blank for the report's own."""
    number_format: str = ""
    """Where it is not the report's own."""


@dataclass(frozen=True)
class Report:
    """The report of one office, and the true table."""

    report_id: str
    style: Style
    table: Table
    figures: list[Figure]

    def describe(self, indicators: Iterable[str] | None = None) -> str:
        """The report in words: identities, true values and figures, of all indicators or some."""
        chosen = set(self.table.units if indicators is None else indicators)
        lines = [f"{self.report_id}: {self.style}"]
        for identity in self.table.identities:
            if chosen & {identity.total, *(part for part, _ in identity.parts)}:
                parts = " + ".join(f"{float(c):g} {part}" for part, c in identity.parts)
                lines.append(f"  {identity.relation} {identity.total}: {parts}")
        for (quantity, basis, indicator), value in self.table.values.items():
            if indicator in chosen:
                unit = self.table.units[indicator]
                lines.append(f"  true {indicator} {quantity} {basis}: {float(value):.12g} {unit}")
        for number, figure in enumerate(self.figures, 1):
            if figure.indicator in chosen:
                lines.append(
                    f"  {number}. {figure.indicator} {figure.measure} {figure.basis} "
                    f"{figure.period}: "
                    f"{figure.number.qualifier} {figure.printed} {figure.unit} "
                    f"(from {float(figure.behind):.12g})"
                )
        return "\n".join(lines)


# ----- the true table ----------------------------------------------------------------------


class TableMaker:
    """Draws a table that adds up."""

    def __init__(self, name: str, random: Random) -> None:
        """Draw from `random`; ids begin with `name`."""
        self.name, self.random, self.table = name, random, Table()
        bases = [("level", ""), ("plan_level", ""), ("prior_level", "")]
        if random.random() < 0.3:
            bases += [("plan_level", "central"), ("prior_level", "previous_quarter")]
        if random.random() < 0.2:
            bases += [("plan_level", "prime_minister"), ("prior_level", "previous_december")]
            bases += [("prior_level", "base_2015")]
        self.quantities = bases
        self.table.is_count = random.random() < 0.15
        # How much the growth and completion of the parts differ.
        self.spread = random.choice((Fraction(0), Fraction(1, 100), Fraction(1, 2)))

    def make(self) -> Table:
        """Draw one."""
        root = self.indicator()
        size = Fraction(10 ** self.random.randint(1, 5) * self.random.randint(1, 9))
        for quantity, basis in self.quantities:
            rate = 1 + self.spread * Fraction(self.random.randint(-90, 90), 100)
            self.table.values[quantity, basis, root] = self.near_an_edge(size * rate)
        self.split(root, depth=self.random.randint(1, 3))
        return self.table

    def indicator(self) -> str:
        """A new indicator."""
        indicator = f"{self.name}_{'abcdefghijklmnopqrstuvwxyz'[len(self.table.units)]}"
        units = [*FACTORS] if self.random.random() < 0.2 else ["thousand"]
        if self.table.is_count:
            units = ["piece"]
        self.table.units[indicator] = self.random.choice(units)
        return indicator

    def near_an_edge(self, value: Fraction) -> Fraction:
        """A similar value at which rounding rules differ; a whole one of a count."""
        if self.table.is_count:
            return Fraction(floor(value))
        place = Fraction(1, 10 ** self.random.randint(0, 2))
        steps = ("0", "0.001", "0.25", "0.499", "0.5", "0.501", "0.999")
        return (floor(value / place) + Fraction(self.random.choice(steps))) * place

    def split(self, total: str, depth: int) -> None:
        """Give an indicator parts, and these parts of their own while there is depth."""
        if depth == 0 or len(self.table.units) > 12:
            return
        classifications = 2 if self.random.random() < 0.25 else 1
        for _ in range(classifications):
            for part in self.sum_of_parts(total):
                if self.random.random() < 0.5:
                    self.split(part, depth - 1)
        if self.random.random() < 0.4:
            self.subset(total)

    def sum_of_parts(self, total: str) -> list[str]:
        """Add a sum: all parts but the last are drawn, and the last is the rest."""
        number = self.random.choice((1, 2, 2, 2, 3, 3, 4))
        parts = [self.indicator() for _ in range(number)]
        coefficients = [Fraction(self.random.choice(("1", "1", "1", "-1", "2", "0.5")))]
        coefficients *= number
        if self.table.is_count or self.random.random() < 0.5:
            coefficients = [Fraction(1)] * number
        elif number > 1 and self.random.random() < 0.7:
            coefficients[1:] = [Fraction(1)] * (number - 1)
        weights = [self.random.randint(1, 9) for _ in parts]
        for quantity, basis in self.quantities:
            whole = self.table.values[quantity, basis, total]
            rest = whole
            for part, coefficient, weight in zip(parts, coefficients, weights, strict=True):
                scale = coefficient * self.table.ratio(part, total)
                if part == parts[-1]:
                    value = rest / scale
                else:
                    other = 1 + self.spread * Fraction(self.random.randint(-50, 50), 100)
                    value = self.near_an_edge(abs(whole / scale) * weight * other / sum(weights))
                self.table.values[quantity, basis, part] = value
                rest -= scale * value
        self.table.identities.append(
            Identity(
                f"{self.name}_{len(self.table.identities)}",
                "sum",
                total,
                tuple(zip(parts, coefficients, strict=True)),
            )
        )
        return parts

    def subset(self, total: str) -> None:
        """Add a part that is at most its total, and sometimes equal to it."""
        part = self.indicator()
        ratio = self.table.ratio(part, total)
        for quantity, basis in self.quantities:
            share = Fraction(self.random.choice((100, 100, 99, 50, 7)), 100)
            whole = self.table.values[quantity, basis, total] / ratio
            part_of_it = whole * (share if whole > 0 else 1 / share)
            self.table.values[quantity, basis, part] = (
                Fraction(floor(part_of_it)) if self.table.is_count else part_of_it
            )
        self.table.identities.append(
            Identity(
                f"{self.name}_{len(self.table.identities)}", "subset", total, ((part, Fraction(1)),)
            )
        )


# ----- the office --------------------------------------------------------------------------


class Office:
    """Prints a report of a table in one style."""

    def __init__(self, name: str, style: Style) -> None:
        """An office whose report and indicators are called `name`."""
        self.name, self.style, self.random = name, style, Random(style.seed)
        self.table = TableMaker(name, self.random).make()
        self.figures: list[Figure] = []
        # The most precise figure of a level, plan or base, and its unit in the indicator's.
        self.finest: dict[tuple[str, str, str], tuple[Number, Fraction]] = {}
        # The values from which percentages are calculated.
        self.base: dict[tuple[str, str, str], Fraction] = {}

    def report(self) -> Report:
        """Print the report."""
        for key in sorted(self.table.values, key=lambda key: LEVELS.index(key[0])):
            self.set_base(key)
        for quantity, basis, indicator in self.table.values:
            if quantity != "level" and self.is_drawn():
                self.print_rate(quantity, basis, indicator)
            if quantity == "prior_level" and self.random.random() < self.style.fullness / 3:
                self.print_change(basis, indicator)
        for identity in self.table.identities:
            for part, coefficient in identity.parts:
                if coefficient > 0 and self.is_drawn():
                    self.print_share(part, identity.total)
            if identity.relation == "sum" and self.is_drawn():
                self.print_contributions(identity)
        self.random.shuffle(self.figures)
        return Report(self.name, self.style, self.table, self.figures)

    def is_drawn(self) -> bool:
        """Whether to print something."""
        return self.random.random() < self.style.fullness

    # Levels, plans and bases.

    def set_base(self, key: tuple[str, str, str]) -> None:
        """Set the values from which percentages are calculated, and print some of them; levels come
        first."""
        quantity, _, indicator = key
        truth = self.table.values[key]
        self.base[key] = truth
        level = self.finest.get(("level", "", indicator))
        if quantity == "level":
            if self.is_drawn():
                self.print_level(key, [truth])
                if self.style.way == "B" and key in self.finest:
                    number, size = self.finest[key]
                    self.base[key] = number.value * size
            return
        if level and self.style.way != "S":
            number, size = level
            self.base[key] = rounded(truth, number.last_place * size, self.style.rounding)
        if self.random.random() < self.style.fullness / 2:
            self.print_level(key, [truth, self.base[key]])
            if key in self.finest:
                number, size = self.finest[key]
                finer = not level or number.last_place * size < level[0].last_place * level[1]
                if self.style.way == "B" or (self.style.way == "D" and level and finer):
                    self.base[key] = number.value * size

    def print_level(self, key: tuple[str, str, str], held: list[Fraction]) -> None:
        """Print a level once or twice; each wide interval has all values in `held`."""
        quantity, basis, indicator = key
        own = self.table.units[indicator]
        unit = own if self.random.random() < 0.85 else self.random.choice([*FACTORS])
        size = Fraction(FACTORS[unit], FACTORS[own])
        is_count = self.table.is_count and FACTORS[unit] == 1
        of_unit = [value / size for value in held]
        number = self.number(of_unit, self.decimals(), True, is_count)
        if number is None:
            return
        if number.upper is not None:
            self.put(indicator, quantity, basis, unit, number, held[0] / size)
            return
        self.finest[key] = number, size
        self.put(indicator, quantity, basis, unit, number, held[0] / size)
        if self.random.random() < 0.15:
            held = [*held, number.value * size]
            fewer = self.random.randint(0, number.decimals)
            again = self.number([value / size for value in held], fewer, True, is_count)
            is_again = again is not None and again.upper is None
            is_again = is_again and number.holds([again.value], True)
            if is_again and number.agrees_with(again, True):
                self.put(indicator, quantity, basis, unit, again, held[0] / size)
                if again.span < number.span:
                    self.finest[key] = again, size

    def decimals(self) -> int:
        """How many decimals to print."""
        return self.random.choice((0, 0, 1, 1, 2, 3))

    def number(
        self, held: list[Fraction], decimals: int, is_level: bool, is_count: bool = False
    ) -> Number | None:
        """Print the first of these values so that its wide interval has all; None if none fits."""
        number = self.inexact(held, decimals, is_level, is_count)
        if number and self.random.random() > self.style.plainness and not number.qualifier:
            return self.range_around(number, held, is_level) or number
        return number

    def range_around(self, number: Number, held: list[Fraction], is_level: bool) -> Number | None:
        """A range that has these values; None where it would begin below zero."""
        below, above = (self.random.randint(0, 5) * number.last_place for _ in range(2))
        candidate = replace(number, value=number.value - below, upper=number.value + above)
        is_range = candidate.value >= 0 and below + above > 0
        if is_range and candidate.fits and candidate.holds(held, is_level):
            return candidate
        return None

    def inexact(
        self, held: list[Fraction], decimals: int, is_level: bool, is_count: bool
    ) -> Number | None:
        """Print the first of these values as one number."""
        place = Fraction(1, 10**decimals)
        value = held[0]
        if self.random.random() > self.style.plainness:
            # Rounded to tens, or with a qualifier, unless that is too coarse.
            coarse = place * (self.random.choice((1, 10, 100)) if decimals == 0 else 1)
            qualifier = self.random.choice(("", "over", "nearly", "about"))
            multiple = {"over": floor, "nearly": ceil}.get(qualifier)
            if multiple:
                candidate = Number(multiple(value / coarse) * coarse, decimals, qualifier)
            else:
                candidate = Number(rounded(value, coarse, "half_up"), decimals, qualifier)
            candidate = replace(candidate, is_count=is_count)
            if qualifier and self.random.random() < 0.2:
                candidate = replace(candidate, qualifier=f"estimated {qualifier}")
            is_marked = qualifier or (is_level and candidate.value)
            if is_marked and candidate.fits and candidate.holds(held, is_level):
                return candidate
        qualifier = self.random.choice(("", "", "", "estimated"))
        candidate = Number(rounded(value, place, self.style.rounding), decimals, qualifier)
        candidate = replace(candidate, is_count=is_count)
        return candidate if candidate.fits and candidate.holds(held, is_level) else None

    # Percentages.

    def print_rate(self, quantity: str, basis: str, indicator: str) -> None:
        """Print completion or growth, where the base is positive; sometimes twice."""
        base = self.base[quantity, basis, indicator]
        if base <= 0 or self.table.values[quantity, basis, indicator] <= 0:
            return
        rate = self.base["level", "", indicator] / base
        if quantity == "plan_level":
            choices = [("plan_pct", 100 * rate), ("plan_multiple", rate)]
            choices.append(
                ("over_plan_pct", 100 * rate - 100)
                if rate >= 1
                else ("under_plan_pct", 100 - 100 * rate)
            )
        else:
            choices = [("index_pct", 100 * rate), ("multiple", rate), ("increase_times", rate)]
            choices += [("increase_pct", 100 * rate - 100)] * 3 if rate >= 1 else []
            choices += [("decrease_pct", 100 - 100 * rate)] * 3 if rate < 1 else []
            choices += [("increase_pct", 100 * rate - 100)] if rate < 1 else []  # a signed fall
            choices += [("increase_times", rate - 1)] if rate >= 1 else []
        earlier: list[tuple[str, Number]] = []
        for _ in range(2 if self.random.random() < 0.15 else 1):
            measure, value = self.random.choice(choices)
            unit = "times" if measure in TIMES else "percent"
            number = self.ratio(value)
            if number and all(are_alike(measure, number, *one) for one in earlier):
                self.put(indicator, measure, basis, unit, number, value)
                earlier.append((measure, number))

    def print_change(self, basis: str, indicator: str) -> None:
        """Print the change since the base period, from the same level and base as the growth."""
        change = self.base["level", "", indicator] - self.base["prior_level", basis, indicator]
        is_signed = self.random.random() < 0.1
        measure, value = "increase_by", change
        if change < 0 and not is_signed:
            measure, value = "decrease_by", -change
        number = self.ratio(value, is_count=self.table.is_count)
        if number is not None:
            self.put(indicator, measure, basis, self.table.units[indicator], number, value)

    def print_share(self, part: str, total: str) -> None:
        """Print a part's share in a total; the basis names the total where there are several."""
        whole = self.base["level", "", total]
        if whole <= 0:
            return
        parents = {
            identity.total
            for identity in self.table.identities
            for other, coefficient in identity.parts
            if other == part and coefficient > 0
        }
        basis = total if len(parents) > 1 or self.random.random() < 0.5 else ""
        share = self.base["level", "", part] * self.table.ratio(part, total) / whole
        self.print_ratio(part, "share_pct", basis, "percent", 100 * share)

    def print_contributions(self, identity: Identity) -> None:
        """Print the contribution of each part to the total's growth, in points."""
        total = identity.total
        for _, basis in [key for key in self.quantities() if key[0] == "prior_level"]:
            printed = {("level", "", total), ("prior_level", basis, total)} & self.finest.keys()
            values = self.base if printed else self.table.values
            whole = values["prior_level", basis, total]
            if whole <= 0 or self.table.values["prior_level", basis, total] <= 0:
                continue
            for part, coefficient in identity.parts:
                change = values["level", "", part] - values["prior_level", basis, part]
                points = 100 * coefficient * self.table.ratio(part, total) * change / whole
                self.print_ratio(part, "contribution_pts", basis, "point", points)

    def quantities(self) -> list[tuple[str, str]]:
        """The quantities and bases of the table."""
        return list(dict.fromkeys((quantity, basis) for quantity, basis, _ in self.table.values))

    def print_ratio(
        self, indicator: str, measure: str, basis: str, unit: str, value: Fraction
    ) -> None:
        """Print a ratio in its own unit."""
        number = self.ratio(value)
        if number is not None:
            self.put(indicator, measure, basis, unit, number, value)

    def ratio(self, value: Fraction, is_count: bool = False) -> Number | None:
        """The number that is printed of a ratio or a change; None where none fits."""
        if abs(value) > 10**8:
            return None
        return self.number([value], self.random.choice((0, 1, 1, 2, 2, 3)), False, is_count)

    def put(
        self,
        indicator: str,
        measure: str,
        basis: str,
        unit: str,
        number: Number,
        behind: Fraction,
    ) -> None:
        """Add a figure to the report; some bases of growth as the level of the earlier period."""
        own = ""
        if self.random.random() < 0.03:
            own = {"vi": "en", "en": "vi"}[self.style.number_format]
        text = number.written(own or self.style.number_format, self.random.random() < 0.8)
        if text.startswith("-") and self.random.random() < 0.5:
            text = "−" + text[1:]
        if measure == "increase_pct" and number.value > 0 and self.random.random() < 0.1:
            text = "+" + text
        period = ""
        if measure == "prior_level" and basis in EARLIER and self.random.random() < 0.4:
            measure, basis, period = "level", "", EARLIER[basis]
        self.figures.append(
            Figure(indicator, measure, basis, unit, number, behind, text, period, own)
        )


def print_report(name: str, style: Style) -> Report:
    """The report that the office of this name and style prints."""
    return Office(name, style).report()


# ----- reports as seeds --------------------------------------------------------------------


def tables_of(reports: list[Report]) -> dict[str, TextTable]:
    """The tables of a collection of these reports."""
    units = {unit: ("number", str(factor)) for unit, factor in FACTORS.items()} | OTHER_UNITS
    return {
        "figures": [
            {
                "report_id": report.report_id,
                "figure_no": str(figure_no),
                "indicator_id": figure.indicator,
                "period_id": figure.period,
                "measure": figure.measure,
                "number_format": figure.number_format,
                "printed": figure.printed,
                "unit_id": figure.unit,
                "qualifier": figure.number.qualifier,
                "basis": figure.basis,
                "place": str(figure_no),
            }
            for report in reports
            for figure_no, figure in enumerate(report.figures, 1)
        ],
        "reports": [
            {
                "report_id": report.report_id,
                "territory_id": TERRITORY,
                "period_id": PERIOD,
                "number_format": report.style.number_format,
            }
            for report in reports
        ],
        "indicators": [
            {
                "indicator_id": indicator,
                "unit_id": unit,
                "kind": "count" if report.table.is_count else "flow",
                "better": "higher",
            }
            for report in reports
            for indicator, unit in report.table.units.items()
        ],
        "identities": [
            {
                "identity_id": identity.identity_id,
                "relation": identity.relation,
                "total_indicator_id": identity.total,
                "part_indicator_id": part,
                "coefficient": f"{float(coefficient):g}",
                "report_id": report.report_id if report.style.seed % 2 else "",
            }
            for report in reports
            for identity in report.table.identities
            for part, coefficient in identity.parts
        ],
        "units": [
            {"unit_id": unit, "dimension": dimension, "factor": factor}
            for unit, (dimension, factor) in units.items()
        ],
        "territories": [{"territory_id": TERRITORY}],
        "limits": [],
        "corrections": [],
    }
