"""A second implementation, in exact fractions, of everything that is derived from the print.

It is written from the design and shares nothing with the models: no SQL, no doubles, no word of
the vocabulary's file. Slow and plain on purpose. Where the models and this module differ by more
than the last digits of a double, one of the two is wrong.

The models of how an office came to its figures that need all identities at once are not here:
every check is judged by itself, each quantity from any admissible level (decoupled).
"""

import calendar
import datetime
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, NamedTuple

# An exact number, or an infinity: the only floats here.
Number = Fraction | float
Row = Mapping[str, str]

INFINITY = math.inf
HALF, WIDE = "half", "wide"
READINGS = (HALF, WIDE)

# Doubles may tell two numbers from each other that are nearer than this share of them.
NEARNESS = Fraction(1, 10**14)
NO_CHECK = "unverifiable"
LEVELS = ("level", "plan_level", "prior_level")
RATES = ("completion", "growth", "share", "contribution")
# Finest and coarsest power of ten that a plan is thought to be made in.
PLAN_EXPONENTS = range(18, -7, -1)


# ----- intervals ---------------------------------------------------------------------------


def times(a: Number, b: Number) -> Number:
    """a * b, where nothing of something without bound is nothing."""
    return Fraction(0) if a == 0 or b == 0 else a * b


def over(a: Number, b: Number) -> Number:
    """a / b for b other than zero; nothing is left of a share of something without bound."""
    return Fraction(0) if math.isinf(b) else a / b


class Interval(NamedTuple):
    """All numbers between two ends, the ends included; an infinite end is no end."""

    lower: Number
    upper: Number

    @property
    def width(self) -> Number:
        return self.upper - self.lower

    @property
    def is_bounded(self) -> bool:
        return not math.isinf(self.lower) and not math.isinf(self.upper)

    @property
    def is_open(self) -> bool:
        """Whether it has no end at all."""
        return math.isinf(self.lower) and math.isinf(self.upper)

    @property
    def magnitude(self) -> Fraction:
        """The greater of its ends, whatever their signs; one without bound does not count."""
        ends = (abs(end) for end in self if not math.isinf(end))
        return max(ends, default=Fraction(0))

    def plus(self, other: "Interval") -> "Interval":
        return Interval(self.lower + other.lower, self.upper + other.upper)

    def minus(self, other: "Interval") -> "Interval":
        return Interval(self.lower - other.upper, self.upper - other.lower)

    def scaled(self, factor: Fraction) -> "Interval":
        return hull(times(self.lower, factor), times(self.upper, factor))

    def shifted(self, by: Fraction) -> "Interval":
        return Interval(self.lower + by, self.upper + by)

    def widened(self, by: Number) -> "Interval":
        return Interval(self.lower - by, self.upper + by)

    def multiplied(self, other: "Interval") -> "Interval":
        return hull(*(times(a, b) for a in self for b in other))

    def divided(self, other: "Interval") -> "Interval":
        """The quotients; where the divisor reaches zero, there is no bound on that side.

        What is not below zero has a plan and a base that are not; what is below may have either.
        Nothing over what may be nothing tells no base at all.
        """
        if other.lower > 0 or other.upper < 0:
            return hull(*(over(a, b) for a in self for b in other))
        if other.upper > 0 and self.lower >= 0:
            return Interval(over(self.lower, other.upper), INFINITY)
        if other.upper > 0 and other.lower == 0 and self.upper < 0:
            return Interval(-INFINITY, over(self.upper, other.upper))
        return EVERYTHING

    def met(self, other: "Interval") -> "Interval":
        """What both hold; its ends are in the wrong order where that is nothing."""
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))

    def gap(self, other: "Interval") -> Number:
        """How far apart the two are, zero where they touch or overlap."""
        return max(self.lower - other.upper, other.lower - self.upper, Fraction(0))

    def clearance(self, other: "Interval") -> Number:
        """How far from touching the two are, overlapping or apart."""
        return abs(max(self.lower - other.upper, other.lower - self.upper))


EVERYTHING = Interval(-INFINITY, INFINITY)
ONE = Interval(Fraction(1), Fraction(1))


def hull(*numbers: Number) -> Interval:
    """The least interval that holds the numbers."""
    return Interval(min(numbers), max(numbers))


def total_of(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    result = Interval(Fraction(0), Fraction(0))
    for interval in intervals:
        result = result.plus(interval)
    return result


# ----- printed numbers ---------------------------------------------------------------------


class Print(NamedTuple):
    """A printed number: its value, one unit in its last place, the step of its trailing zeros."""

    value: Fraction
    unit: Fraction
    step: Fraction


@cache
def parse(printed: str, number_format: str) -> Print:
    """Read a number as its report prints numbers: 1.091,9 (vi) or 1,091.9 (en)."""
    group, mark = {"vi": (".", ","), "en": (",", ".")}[number_format]
    pattern = rf"([-−]?)(\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d+)(?:{re.escape(mark)}(\d+))?"
    found = re.fullmatch(pattern, printed)
    assert found, f"{printed!r} is not a number of format {number_format}"
    sign, whole, decimals = found.group(1), found.group(2).replace(group, ""), found.group(3) or ""
    unit = Fraction(1, 10 ** len(decimals))
    value = Fraction(int(whole + decimals)) * unit * (-1 if sign else 1)
    step = unit
    if not decimals and value:
        step = Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    return Print(value, unit, step)


def read(number: Print, measure: str, qualifier: str, reading: str) -> Interval:
    """The interval that a printed number stands for.

    Half: x ± u/2. Wide: x ± u, or ± half the step of the trailing zeros of a whole-number level
    where that is more, up to 1 % of x. A word before the number (over, nearly, about) opens the
    step of the trailing zeros, at most 10 % of x and at least u, in either reading.
    """
    x, u, step = number
    words_open = max(u, min(step, abs(x) / 10))
    if qualifier == "over":
        return Interval(x, x + words_open)
    if qualifier == "nearly":
        return Interval(x - words_open, x)
    if qualifier == "about":
        return Interval(x - words_open, x + words_open)
    if reading == HALF:
        return Interval(x - u / 2, x + u / 2)
    width = max(u, min(step / 2, abs(x) / 100)) if measure in LEVELS else u
    return Interval(x - width, x + width)


class Wording(NamedTuple):
    """What a figure x of a measure says: quantity = (base + sign * x) / divisor.

    `more` is how far above x the wording leaves it open.
    """

    quantity: str
    sign: int = 1
    base: int = 0
    divisor: int = 1
    more: int = 0

    def quantity_of(self, x: Fraction) -> Fraction:
        return (self.base + self.sign * x) / self.divisor

    def quantities_of(self, reading: Interval) -> Interval:
        upper = reading.upper + self.more
        return hull(self.quantity_of(reading.lower), self.quantity_of(upper))

    def printed_for(self, quantities: Interval) -> Interval:
        """The figures x that say one of the quantities."""
        ends = ((end * self.divisor - self.base) * self.sign for end in quantities)
        lower, upper = hull(*ends)
        return Interval(lower - self.more, upper)


WORDINGS = {
    "level": Wording("level"),
    "plan_level": Wording("plan_level"),
    "prior_level": Wording("prior_level"),
    "plan_pct": Wording("completion", divisor=100),
    "over_plan_pct": Wording("completion", base=100, divisor=100),
    "under_plan_pct": Wording("completion", sign=-1, base=100, divisor=100),
    "increase_pct": Wording("growth", base=100, divisor=100),
    "decrease_pct": Wording("growth", sign=-1, base=100, divisor=100),
    "index_pct": Wording("growth", divisor=100),
    "multiple": Wording("growth"),
    "increase_times": Wording("growth", more=1),
    "share_pct": Wording("share", divisor=100),
    "contribution_pts": Wording("contribution", divisor=100),
}


# ----- periods -----------------------------------------------------------------------------


class Period(NamedTuple):
    """A period: its first and its last day."""

    first: datetime.date
    last: datetime.date

    @property
    def begins_with_year(self) -> bool:
        return self.first.month == 1

    @property
    def elapsed_pct(self) -> Fraction:
        """The share of the plan year: twelve equal months, one under way by its days."""
        days = calendar.monthrange(self.last.year, self.last.month)[1]
        return (self.last.month - 1 + Fraction(self.last.day, days)) / 12 * 100

    @property
    def months(self) -> int:
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1


def end_of_month(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def has_period_before(period: Period, basis: str) -> bool:
    """Whether the period compared with is as long: a month before a month, a quarter's likewise."""
    if not basis:
        return True
    months = {"previous_month": 1, "previous_quarter": 3}[basis]
    return period.months == months and period.last == end_of_month(*period.last.timetuple()[:2])


@cache
def period_of(period_id: str) -> Period:
    """The days of 2021, 2021-H1, 2021-Q3, 2021-9M, 2021-07 or 2022-YTD-06-15."""
    year, rest = int(period_id[:4]), period_id[5:]
    if rest.startswith("YTD-"):
        return Period(datetime.date(year, 1, 1), datetime.date.fromisoformat(f"{year}-{rest[4:]}"))
    if not rest:
        first, last = 1, 12
    elif rest[0] == "H":
        first, last = 6 * int(rest[1]) - 5, 6 * int(rest[1])
    elif rest[0] == "Q":
        first, last = 3 * int(rest[1]) - 2, 3 * int(rest[1])
    elif rest.endswith("M"):
        first, last = 1, int(rest[:-1])
    else:
        first = last = int(rest)
    return Period(datetime.date(year, first, 1), end_of_month(year, last))


# ----- what the oracle tells ---------------------------------------------------------------


class Key(NamedTuple):
    """Names an observation."""

    report: str
    territory: str
    period: str
    indicator: str
    basis: str


@dataclass(frozen=True)
class Figure:
    """One printed figure, with all that reading it needs."""

    number: int
    key: Key
    measure: str
    print: Print
    qualifier: str
    unit_ratio: Fraction
    is_excluded: bool

    @property
    def wording(self) -> Wording:
        return WORDINGS[self.measure]

    @property
    def name(self) -> tuple[str, int]:
        return self.key.report, self.number

    def reading(self, reading: str) -> Interval:
        return read(self.print, self.measure, self.qualifier, reading)

    def quantities(self, reading: str) -> Interval:
        return self._quantities[reading]

    @cached_property
    def _quantities(self) -> dict[str, Interval]:
        return {
            reading: self.wording.quantities_of(self.reading(reading)).scaled(self.unit_ratio)
            for reading in READINGS
        }

    def rounding(self, reading: str) -> Fraction:
        """How far the true quantity may be from the print."""
        lower, upper = self.reading(reading)
        value = self.print.value
        return max(value - lower, upper - value) / self.wording.divisor * self.unit_ratio

    @property
    def quantity(self) -> Fraction | None:
        """The quantity that is said, where the wording says one."""
        if self.wording.more:
            return None
        return self.wording.quantity_of(self.print.value) * self.unit_ratio


class Term(NamedTuple):
    """What stands in a check: an interval, the slack of its rounding, whether it is printed."""

    interval: Interval
    slack: Fraction = Fraction(0)
    is_own: bool = True
    # Of a growth, the base that it is of, its rounding included.
    base: Interval | None = None


class Member(NamedTuple):
    """An indicator that a check is about, and what it enters it with."""

    role: str
    key: Key
    quantity: str
    coefficient: Fraction
    # What takes its level into a part of the total's.
    weight: Fraction = Fraction(1)


class Sides(NamedTuple):
    """The two intervals of a check, and how large the numbers are that they came from."""

    left: Interval
    right: Interval
    magnitude: Fraction

    @property
    def gap(self) -> Number:
        return self.left.gap(self.right)

    @property
    def is_near_touch(self) -> bool:
        """Whether the two all but touch, so that doubles may tell it wrongly."""
        clearance = self.left.clearance(self.right)
        return 0 < clearance < INFINITY and clearance <= NEARNESS * self.magnitude


@dataclass(frozen=True)
class Check:
    """One comparison, at both readings; sides are None where something is missing."""

    check_id: str
    kind: str
    identity: str | None
    key: Key
    quantity: str
    sides: Mapping[str, Sides | None]
    figures: frozenset[tuple[str, int]]
    members: tuple[Member, ...] = ()
    is_warning: bool = False

    @property
    def verdict(self) -> str:
        """The verdict of the decoupled model."""
        half, wide = self.sides[HALF], self.sides[WIDE]
        if half is None:
            return "not_checkable"
        if half.gap == 0:
            return "consistent"
        passes_wide = wide is None or wide.gap == 0
        return "suspect" if passes_wide or self.is_warning else "contradiction"

    @property
    def closed(self) -> "Check":
        """The check without the sides that agree with anything."""

        def checked(sides: Sides | None) -> Sides | None:
            return None if sides is None or sides.left.is_open or sides.right.is_open else sides

        return replace(self, sides={name: checked(sides) for name, sides in self.sides.items()})

    @property
    def gap(self) -> Number | None:
        half = self.sides[HALF]
        return None if half is None else half.gap

    @property
    def severity(self) -> Number | None:
        """Distance of the middles over the sum of half-widths: one where the intervals touch."""
        half = self.sides[HALF]
        if half is None or not half.left.is_bounded or not half.right.is_bounded:
            return None
        widths = half.left.width + half.right.width
        if widths == 0:
            return None
        return abs(sum(half.left) - sum(half.right)) / widths


@dataclass(frozen=True)
class Implied:
    """A plan or a base: printed, or what level and rate say of it."""

    interval: Interval
    slack: Fraction
    is_own: bool


@dataclass(frozen=True)
class Completion:
    """A row of `plan_completion`."""

    level: Fraction | None
    plan_pct: Fraction | None
    implied_plan: Interval | None
    roundest_plan: Fraction | None
    elapsed_pct: Fraction
    pace_gap_pts: Fraction | None
    remaining: Interval | None
    required_ratio: Interval | None
    status: str | None
    completion: Interval | None
    is_plan_printed_alone: bool


@dataclass(frozen=True)
class Growth:
    """A row of `growth`."""

    level: Fraction | None
    growth_pct: Fraction | None
    implied_prior: Interval | None
    change: Interval | None
    contribution_pts: Interval | None
    share_pct: Fraction | None
    prior_share_pct: Fraction | None
    prior: Fraction | None
    is_prior_printed_alone: bool
    # What a unit of the part is, in points of the total's base at its least.
    points_per_unit: Number | None = None


@dataclass(frozen=True)
class Claim:
    """What a report says of a level or a plan, on some ground in some time."""

    report: str
    territory: str
    ground: str
    indicator: str
    quantity: str
    basis: str
    period: Period
    interval: Interval
    is_printed: bool

    @property
    def subject(self) -> tuple[str, ...]:
        return self.ground, self.indicator, self.quantity, self.basis


class Revision(NamedTuple):
    """A row of `revisions`: what it compares, and the two intervals."""

    territory: str
    period: Period
    indicator: str
    basis: str
    quantity: str
    earlier_report: str
    later_report: str
    earlier: Interval
    later: Interval

    @property
    def difference_pct(self) -> Number | None:
        """How far the later middle is from the earlier."""
        if not self.earlier.is_bounded or not self.later.is_bounded or not sum(self.earlier):
            return None
        return 100 * (sum(self.later) / sum(self.earlier) - 1)


@dataclass(frozen=True)
class Identity:
    """A relation of a total and its parts, with the unit of the total."""

    name: str
    relation: str
    report: str
    total: str
    parts: tuple[tuple[str, Fraction], ...]

    def applies_to(self, report: str) -> bool:
        return self.report in ("", report)


def roundest(plan: Interval) -> Fraction | None:
    """The multiple of the coarsest step among 10, 5, 1, 0.5, … that lies inside a plan.

    Of several multiples of that step the one nearest to the middle, the greater of two.
    """
    if plan.lower <= 0 or math.isinf(plan.upper):
        return None
    middle = (plan.lower + plan.upper) / 2
    for exponent in PLAN_EXPONENTS:
        for step in (Fraction(10) ** exponent, Fraction(10) ** exponent / 2):
            if step > plan.upper:
                continue
            multiple = math.floor(middle / step + Fraction(1, 2)) * step
            if plan.lower <= multiple <= plan.upper:
                return multiple
    return None


def percent_of(quantity: str, interval: Interval) -> Interval:
    """A quantity as checks show it: rates in percent, growth as a change."""
    if quantity not in RATES:
        return interval
    return interval.scaled(Fraction(100)).shifted(Fraction(-100 if quantity == "growth" else 0))


def ratio_of(quantity: str, interval: Interval) -> Interval:
    """The quantity that a percentage says."""
    if quantity not in RATES:
        return interval
    return interval.shifted(Fraction(100 if quantity == "growth" else 0)).scaled(Fraction(1, 100))


def divided_points(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """a / b, None where one is missing or b is zero."""
    return None if a is None or not b else a / b


# Base quantity, rate, and what dividing the level by the rate implies.
BASES = {"implied_plan": ("plan_level", "completion"), "implied_prior": ("prior_level", "growth")}
BASE_OF_RATE = {"completion": "implied_plan", "growth": "implied_prior"}


@dataclass
class Oracle:
    """Everything that follows from one collection of reports."""

    tables: Mapping[str, Iterable[Row]]
    # What was worked out once already.
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def _once(self, work: Callable[..., Any], *args: object) -> Any:
        name = work.__name__, *args
        if name not in self._known:
            self._known[name] = work(*args)
        return self._known[name]

    # -- the inputs

    @cached_property
    def reports(self) -> dict[str, Row]:
        return {row["report_id"]: row for row in self.tables["reports"]}

    @cached_property
    def indicators(self) -> dict[str, Row]:
        return {row["indicator_id"]: row for row in self.tables["indicators"]}

    @cached_property
    def unit_factors(self) -> dict[str, Fraction]:
        return {row["unit_id"]: Fraction(row["factor"]) for row in self.tables["units"]}

    @cached_property
    def corrections(self) -> dict[tuple[str, int], Row]:
        return {
            (row["report_id"], int(row["figure_no"])): row for row in self.tables["corrections"]
        }

    @cached_property
    def identities(self) -> list[Identity]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["identities"]:
            rows[row["identity_id"]].append(row)
        return [
            Identity(
                name,
                members[0]["relation"],
                members[0]["report_id"] or "",
                members[0]["total_indicator_id"],
                tuple((row["part_indicator_id"], Fraction(row["coefficient"])) for row in members),
            )
            for name, members in rows.items()
        ]

    def indicator_factor(self, indicator: str) -> Fraction:
        return self.unit_factors[self.indicators[indicator]["unit_id"]]

    def unit_ratio(self, part: str, total: str) -> Fraction:
        """What takes a level of the part into the unit of the total."""
        return self.indicator_factor(part) / self.indicator_factor(total)

    @cached_property
    def figures(self) -> dict[tuple[str, int], Figure]:
        figures = (self._figure(row) for row in self.tables["figures"])
        return {figure.name: figure for figure in figures}

    def _figure(self, row: Row) -> Figure:
        report = self.reports[row["report_id"]]
        correction = self.corrections.get((row["report_id"], int(row["figure_no"])), {})
        printed = correction.get("corrected_printed") or row["printed"]
        is_level = row["measure"] in LEVELS
        factor = self.unit_factors[row["unit_id"]] / self.indicator_factor(row["indicator_id"])
        return Figure(
            int(row["figure_no"]),
            Key(
                row["report_id"],
                row["territory_id"] or report["territory_id"],
                row["period_id"] or report["period_id"],
                row["indicator_id"],
                row["basis"],
            ),
            row["measure"],
            parse(printed, report["number_format"]),
            row["qualifier"],
            factor if is_level else Fraction(1),
            correction.get("action") == "exclude",
        )

    # -- observations

    @cached_property
    def prints(self) -> dict[tuple[Key, str], list[Figure]]:
        """The figures that say a quantity of an observation; excluded ones say nothing."""
        prints: dict[tuple[Key, str], list[Figure]] = defaultdict(list)
        for figure in self.figures.values():
            if not figure.is_excluded:
                prints[figure.key, figure.wording.quantity].append(figure)
        return prints

    @cached_property
    def keys(self) -> list[Key]:
        return list(dict.fromkeys(key for key, _ in self.prints))

    def prints_of(self, key: Key, quantity: str) -> list[Figure]:
        """The figures behind a quantity; a level belongs to every basis."""
        if quantity == "level":
            key = key._replace(basis="")
        return self.prints.get((key, quantity), [])

    def _narrowest(self, key: Key, quantity: str, reading: str) -> Figure:
        figures = self.prints_of(key, quantity)
        return min(figures, key=lambda one: (one.quantities(reading).width, one.number))

    def observed(self, key: Key, quantity: str, reading: str) -> Interval | None:
        """What all prints of a quantity leave; the narrower where they exclude each other."""
        return self._once(self._observed, key, quantity, reading)

    def _observed(self, key: Key, quantity: str, reading: str) -> Interval | None:
        figures = self.prints_of(key, quantity)
        if not figures:
            return None
        met = EVERYTHING
        for figure in figures:
            met = met.met(figure.quantities(reading))
        if met.lower <= met.upper:
            return met
        return self._narrowest(key, quantity, reading).quantities(reading)

    def rounding(self, key: Key, *quantities: str, reading: str) -> Fraction:
        """The coarsest rounding of what is printed of these quantities, none if nothing is."""
        return max(
            (
                self._narrowest(key, quantity, reading).rounding(reading)
                for quantity in quantities
                if self.prints_of(key, quantity)
            ),
            default=Fraction(0),
        )

    def value(self, key: Key, quantity: str) -> Fraction | None:
        """The quantity as its narrowest print gives it."""
        if not self.prints_of(key, quantity):
            return None
        return self._narrowest(key, quantity, HALF).quantity

    def implied(self, key: Key, quantity: str, reading: str) -> Implied | None:
        """P = L / p, or Q = L / f; what is printed where no rate implies one."""
        return self._once(self._implied, key, quantity, reading)

    def _implied(self, key: Key, quantity: str, reading: str) -> Implied | None:
        base_quantity, rate_quantity = BASES[quantity]
        level = self.observed(key, "level", reading)
        rate = self.observed(key, rate_quantity, reading)
        if level is not None and rate is not None:
            # An office that rounds a plan or a base rounds it as it rounds levels.
            slack = self.rounding(key, "level", base_quantity, reading=reading)
            return Implied(level.divided(rate), slack, True)
        base = self.observed(key, base_quantity, reading)
        return None if base is None else Implied(base, Fraction(0), False)

    def true_rate(self, key: Key, quantity: str, reading: str) -> Interval | None:
        """The rate that a printed percentage stands for, whatever levels it was taken of.

        Office and reader know the level no better than it is rounded, and the base one rounding
        worse: level over base, each from anywhere in its interval.
        """
        rate = self.observed(key, quantity, reading)
        level = self.observed(key, "level", reading)
        if rate is None:
            return None
        if level is not None:
            implied = self.implied(key, BASE_OF_RATE[quantity], reading)
            assert implied is not None
            return hull(*rate, *level.divided(implied.interval.widened(implied.slack)))
        base_quantity, _ = BASES[BASE_OF_RATE[quantity]]
        base = self.observed(key, base_quantity, reading)
        if base is None:
            return rate
        value = self._narrowest(key, base_quantity, reading).quantity
        assert value is not None
        # It may be of the printed base: then the true rate is off by what that is off.
        return rate.multiplied(hull(1, *Interval(value, value).divided(base)))

    # -- terms of checks

    def term(self, key: Key, quantity: str, reading: str) -> Term | None:
        """What an observation brings into a check, in the mart's units; None if it is missing."""
        return self._once(self._term, key, quantity, reading)

    def _term(self, key: Key, quantity: str, reading: str) -> Term | None:
        if quantity == "level" and key.basis:
            return None
        if quantity in BASES:
            implied = self.implied(key, quantity, reading)
            return implied and Term(implied.interval, implied.slack, implied.is_own)
        if quantity in BASE_OF_RATE:
            level = self.observed(key, "level", reading)
            if level is not None and level.lower < 0:
                # Its weight may be below zero, and then a total is no mean of its parts.
                return None
            interval = self.true_rate(key, quantity, reading)
        else:
            interval = self.observed(key, quantity, reading)
        if interval is None:
            return None
        interval = percent_of(quantity, interval)
        base = self.rounding(key, "level", "prior_level", reading=reading)
        if quantity == "growth":
            prior = self.implied(key, "implied_prior", reading)
            return Term(interval, base, base=prior and prior.interval.widened(prior.slack))
        if quantity == "contribution":
            # The change is of two levels, and each may have been rounded.
            return Term(interval, self.rounding(key, "level", reading=reading) + base)
        return Term(interval)

    def sources(self, key: Key, quantity: str) -> set[tuple[str, int]]:
        """The figures that a term is made of."""
        quantities = [quantity]
        if quantity in BASES:
            base, rate = BASES[quantity]
            implied = self.implied(key, quantity, HALF)
            quantities = [] if implied is None else ["level", rate] if implied.is_own else [base]
        return {figure.name for one in quantities for figure in self.prints_of(key, one)}

    # -- checks

    @cached_property
    def checks(self) -> dict[str, Check]:
        found = [
            *self._identity_checks(),
            *self._ratio_checks(),
            *self._repeat_checks(),
            *self._limit_checks(),
        ]
        checks = {check.check_id: check.closed for check in found}
        assert len(checks) == len(found)
        return checks

    @cached_property
    def places(self) -> list[tuple[str, str, str, str]]:
        """Every report, territory, period and basis that has figures."""
        return list(dict.fromkeys((k.report, k.territory, k.period, k.basis) for k in self.keys))

    @cached_property
    def said(self) -> dict[Key, set[str]]:
        """The indicators of which something is printed in each place, by its key without one."""
        said: dict[Key, set[str]] = defaultdict(set)
        for key in self.keys:
            said[key._replace(indicator="")].add(key.indicator)
        return said

    def _identity_checks(self) -> Iterator[Check]:
        for report, territory, period, basis in self.places:
            here = Key(report, territory, period, "", basis)
            said = self.said[here]
            for identity in self.identities:
                named = (identity.total, *(part for part, _ in identity.parts))
                if not identity.applies_to(report) or said.isdisjoint(named):
                    continue
                for kind, quantity, members in self._wanted(identity, here):
                    check = self._identity_check(identity, here, kind, quantity, members)
                    if check is not None:
                        yield check

    def _wanted(
        self, identity: Identity, here: Key
    ) -> Iterator[tuple[str, str, tuple[Member, ...]]]:
        """The checks that an identity may give rise to: kind, quantity and members."""

        weights = {part: c * self.unit_ratio(part, identity.total) for part, c in identity.parts}

        def member(role: str, indicator: str, quantity: str, coefficient: Fraction) -> Member:
            key, weight = here._replace(indicator=indicator), weights.get(indicator, one)
            return Member(role, key, quantity, coefficient, weight)

        one = Fraction(1)
        for quantity in (*LEVELS, *BASES):
            total = member("total", identity.total, quantity, one)
            parts = [member("part", part, quantity, weight) for part, weight in weights.items()]
            if identity.relation == "sum":
                yield "sum", quantity, (total, *parts)
            else:
                for part in parts:
                    yield "subset", quantity, (total, part)
        if identity.relation != "sum":
            return
        if all(c > 0 for _, c in identity.parts):
            for quantity in BASE_OF_RATE:
                total = member("total", identity.total, quantity, one)
                parts = [member("part", part, quantity, one) for part, _ in identity.parts]
                yield "hull", quantity, (total, *parts)
        total = member("total", identity.total, "growth", one)
        parts = [member("part", part, "contribution", one) for part, _ in identity.parts]
        yield "points", "contribution", (total, *parts)

    def _identity_check(
        self,
        identity: Identity,
        here: Key,
        kind: str,
        quantity: str,
        members: tuple[Member, ...],
    ) -> Check | None:
        """A check exists where one of its terms is printed; points where one of the parts is."""
        terms = {
            reading: [self.term(member.key, member.quantity, reading) for member in members]
            for reading in READINGS
        }
        occasions = [
            term
            for reading in READINGS
            for term in terms[reading][1 if kind == "points" else 0 :]
            if term is not None and term.is_own
        ]
        if not occasions:
            return None
        subject = members[1].key.indicator if kind == "subset" else identity.total
        key = here._replace(indicator=subject)
        sources = [self.sources(member.key, member.quantity) for member in members]
        return Check(
            "/".join((kind, identity.name, *key[:3], key.basis, subject, quantity)),
            kind,
            identity.name,
            key,
            quantity,
            {reading: sides_of(kind, members, terms[reading]) for reading in READINGS},
            frozenset().union(*sources),
            members,
        )

    def parents(self, report: str, indicator: str) -> list[str]:
        """The totals above an indicator, the nearest first: sums, then subsets, each by name."""
        closeness: dict[str, tuple[bool, str]] = {}
        for identity in self.identities:
            if identity.applies_to(report):
                for part, coefficient in identity.parts:
                    if part == indicator and coefficient > 0:
                        rank = identity.relation != "sum", identity.name
                        known = closeness.get(identity.total, rank)
                        closeness[identity.total] = min(rank, known)
        return sorted(closeness, key=lambda total: closeness[total])

    def wholes(self, report: str, indicator: str) -> list[str]:
        """The totals above an indicator from which nothing is taken off, the nearest first."""
        weighted = {
            identity.total
            for identity in self.identities
            if identity.applies_to(report)
            and any(part == indicator for part, _ in identity.parts)
            and all(coefficient > 0 for _, coefficient in identity.parts)
        }
        return [total for total in self.parents(report, indicator) if total in weighted]

    def _share_parent(self, key: Key) -> str | None:
        """A share names its parent in the basis, or has only one."""
        parents = self.parents(key.report, key.indicator)
        if key.basis:
            return key.basis if key.basis in parents else None
        return parents[0] if len(parents) == 1 else None

    def _ratio_checks(self) -> Iterator[Check]:
        for key in self.keys:
            for rate, base in (("completion", "plan_level"), ("growth", "prior_level")):
                if all(self.prints_of(key, one) for one in (rate, "level", base)):
                    yield self._ratio_check(key, rate, key, base)
            if self.prints_of(key, "share"):
                parent = self._share_parent(key)
                at = None if parent is None else key._replace(indicator=parent, basis="")
                yield self._ratio_check(key, "share", at, "level")

    def _ratio_check(self, key: Key, rate: str, base_key: Key | None, base: str) -> Check:
        figures = self.sources(key, rate) | self.sources(key, "level")
        if base_key is not None:
            figures |= self.sources(base_key, base)
        return Check(
            "/".join(("ratio", "", *key[:3], key.basis, key.indicator, rate)),
            "ratio",
            None,
            key,
            rate,
            {
                reading: self._ratio_sides(key, rate, base_key, base, reading)
                for reading in READINGS
            },
            frozenset(figures),
            () if base_key is None else (Member("base", base_key, base, Fraction(1)),),
        )

    def _ratio_sides(
        self, key: Key, rate: str, base_key: Key | None, base: str, reading: str
    ) -> Sides | None:
        if base_key is None:
            return None
        printed = self.observed(key, rate, reading)
        level = self.observed(key, "level", reading)
        bases = self.observed(base_key, base, reading)
        if printed is None or level is None or bases is None:
            return None
        quotient = level.scaled(self.unit_ratio(key.indicator, base_key.indicator)).divided(bases)
        left, right = percent_of(rate, printed), percent_of(rate, quotient)
        return Sides(left, right, left.magnitude + 100)

    def _repeat_checks(self) -> Iterator[Check]:
        for (key, quantity), figures in self.prints.items():
            ordered = sorted(figures, key=lambda figure: figure.number)
            for index, earlier in enumerate(ordered):
                for later in ordered[index + 1 :]:
                    pair = f"{earlier.number}-{later.number}"
                    name = ("repeat", "", *key[:3], key.basis, key.indicator, quantity, pair)
                    sides: dict[str, Sides | None] = {}
                    for reading in READINGS:
                        left, right = (
                            percent_of(quantity, figure.quantities(reading))
                            for figure in (earlier, later)
                        )
                        scale = max(left.magnitude, right.magnitude)
                        sides[reading] = Sides(left, right, scale + 100 * (quantity in RATES))
                    figures_of = frozenset((earlier.name, later.name))
                    yield Check("/".join(name), "repeat", None, key, quantity, sides, figures_of)

    def _limit_checks(self) -> Iterator[Check]:
        limits: dict[tuple[str, str, str], Row] = {
            (row["indicator_id"], row["measure"], row["severity"]): row
            for row in self.tables["limits"]
        }
        for figure in self.figures.values():
            for severity in ("critical", "warning"):
                own = limits.get((figure.key.indicator, figure.measure, severity))
                limit = own or limits.get(("*", figure.measure, severity))
                if limit is not None and not figure.is_excluded:
                    yield limit_check(figure, limit)

    # -- what the checks mean for a figure

    def check_status(self, verdicts: Mapping[str, str]) -> dict[tuple[str, int], str]:
        """The worst verdict of the checks that cover a figure; a limit confirms none."""
        told: dict[tuple[str, int], set[str]] = defaultdict(set)
        for check_id, verdict in verdicts.items():
            check = self.checks[check_id]
            for name in check.figures:
                if not (verdict == "consistent" and check.kind == "limit"):
                    told[name].add(verdict)
        words = {
            "contradiction": "contradicted",
            "suspect": "suspect",
            "consistent": "confirmed",
        }
        return {
            name: next(
                (words[verdict] for verdict in words if verdict in told[name]), "unverifiable"
            )
            for name in self.figures
        }

    def protection(self, noise: Fraction = Fraction(0)) -> dict[tuple[str, int], Interval | None]:
        """What the other figures leave to each, as it would be printed; None if nothing is known.

        With `noise`, what the others leave a term is opened (or, below zero, closed) by that
        share of the numbers it was computed from.
        """
        left: dict[tuple[str, int], Interval] = {}

        def leave(figure: Figure, interval: Interval) -> None:
            left[figure.name] = left.get(figure.name, EVERYTHING).met(interval)

        for check in self.checks.values():
            half = check.sides[HALF]
            if half is None:
                continue
            if check.kind == "repeat":
                one, other = (self.figures[name] for name in sorted(check.figures))
                leave(one, other.quantities(HALF))
                leave(other, one.quantities(HALF))
            elif check.kind == "ratio":
                for key, quantity, interval in self._left_by_ratio(check):
                    for figure in self.prints_of(key, quantity):
                        leave(figure, interval)
            elif check.kind != "limit":
                for member, interval in self._left_by_identity(check):
                    by = noise * half.magnitude / abs(member.coefficient)
                    for key, quantity, rest in self._on_prints(member, interval.widened(by)):
                        for figure in self.prints_of(key, quantity):
                            leave(figure, rest)
        result: dict[tuple[str, int], Interval | None] = dict.fromkeys(self.figures)
        for name, interval in left.items():
            if interval.lower <= interval.upper:
                figure = self.figures[name]
                printed = interval.scaled(1 / figure.unit_ratio)
                result[name] = figure.wording.printed_for(printed)
        return result

    def _left_by_identity(self, check: Check) -> Iterator[tuple[Member, Interval]]:
        """What the other terms of an identity leave to each."""
        total, *parts = check.members
        half = check.sides[HALF]
        assert half is not None
        terms = [self.term(member.key, member.quantity, HALF) for member in check.members]
        slack = slack_of(check.kind, check.members, terms)
        if check.kind == "subset":
            yield total, Interval(half.left.lower - slack, INFINITY)
            yield parts[0], Interval(-INFINITY, half.right.upper).scaled(1 / parts[0].coefficient)
            return
        yield total, half.right
        if check.kind == "hull":
            return
        weighted = weighted_of(check.members, terms)
        for index, part in enumerate(parts, start=1):
            others = total_of(weighted[1:index] + weighted[index + 1 :])
            rest = half.left.widened(slack).minus(others)
            yield part, rest.scaled(1 / part.coefficient)

    def _on_prints(self, member: Member, left: Interval) -> Iterator[tuple[Key, str, Interval]]:
        """What is left to a term, laid on the prints that it is made of, one given the other."""
        key, quantity = member.key, member.quantity
        if quantity not in BASES:
            yield key, quantity, ratio_of(quantity, left)
            return
        base, rate = BASES[quantity]
        implied = self.implied(key, quantity, HALF)
        assert implied is not None
        if not implied.is_own:
            yield key, base, left
            return
        levels, rates = self.observed(key, "level", HALF), self.observed(key, rate, HALF)
        assert levels is not None and rates is not None
        yield key, rate, levels.divided(left)
        yield key, "level", left.multiplied(rates)

    def _left_by_ratio(self, check: Check) -> Iterator[tuple[Key, str, Interval]]:
        """Of level, base and rate, two leave something to the third."""
        key, rate = check.key, check.quantity
        (member,) = check.members
        unit_ratio = self.unit_ratio(key.indicator, member.key.indicator)
        levels = self.observed(key, "level", HALF)
        rates = self.observed(key, rate, HALF)
        bases = self.observed(member.key, member.quantity, HALF)
        assert levels is not None and rates is not None and bases is not None
        levels = levels.scaled(unit_ratio)
        yield key, rate, levels.divided(bases)
        yield member.key, member.quantity, levels.divided(rates)
        yield key, "level", bases.multiplied(rates).scaled(1 / unit_ratio)

    # -- the marts

    @cached_property
    def completions(self) -> dict[Key, Completion]:
        return {
            key: self._completion(key)
            for key in self.keys
            if self.prints_of(key, "completion") or self.prints_of(key, "plan_level")
        }

    def _rate(
        self, key: Key, rate: str, base: str
    ) -> tuple[Interval | None, Fraction | None, bool]:
        """A rate, printed or else from the two levels; its point; whether it is from levels."""
        levels, bases = self.observed(key, "level", HALF), self.observed(key, base, HALF)
        interval = self.observed(key, rate, HALF)
        point = self.value(key, rate)
        if point is None:
            base_value = self.value(key, base)
            if base_value is not None and base_value > 0:
                point = divided_points(self.value(key, "level"), base_value)
        if interval is not None or levels is None or bases is None:
            return interval, point, False
        return levels.divided(bases), point, True

    def _completion(self, key: Key) -> Completion:
        indicator, period = self.indicators[key.indicator], period_of(key.period)
        completion, point, from_levels = self._rate(key, "completion", "plan_level")
        levels = self.observed(key, "level", HALF)
        implied = self.implied(key, "implied_plan", HALF)
        ratio = None if completion is None else ONE.divided(completion).shifted(Fraction(-1))
        if ratio is None or levels is None:
            remaining = None
        elif from_levels:
            # The plan is printed: what is done is taken from it.
            assert implied is not None
            remaining = implied.interval.minus(levels)
        else:
            remaining = levels.multiplied(ratio)
        has_pace = indicator["kind"] == "flow" and period.begins_with_year
        pace_gap = None
        if has_pace and point is not None:
            pace_gap = 100 * point - period.elapsed_pct
        return Completion(
            level=self.value(key, "level"),
            plan_pct=None if point is None else 100 * point,
            implied_plan=implied and implied.interval,
            roundest_plan=roundest(implied.interval) if implied and implied.is_own else None,
            elapsed_pct=period.elapsed_pct,
            pace_gap_pts=pace_gap,
            remaining=remaining,
            required_ratio=ratio,
            status=status_of(completion, point, has_pace, period.elapsed_pct, indicator["better"]),
            completion=completion,
            is_plan_printed_alone=from_levels,
        )

    @cached_property
    def growths(self) -> dict[Key, Growth]:
        alone = {
            key: self._growth(key)
            for key in self.keys
            if self.prints_of(key, "growth") or self.prints_of(key, "prior_level")
        }
        return {key: self._within_total(key, growth, alone) for key, growth in alone.items()}

    def _growth(self, key: Key) -> Growth:
        factor, point, from_levels = self._rate(key, "growth", "prior_level")
        levels = self.observed(key, "level", HALF)
        implied = self.implied(key, "implied_prior", HALF)
        if factor is None or levels is None:
            change = None
        elif from_levels:
            assert implied is not None
            change = levels.minus(implied.interval)
        else:
            # L - Q = L * (1 - 1 / f): one level stands behind both.
            change = levels.multiplied(ONE.minus(ONE.divided(factor)))
        return Growth(
            level=self.value(key, "level"),
            growth_pct=None if point is None else 100 * point - 100,
            implied_prior=implied and implied.interval,
            change=change,
            contribution_pts=None,
            share_pct=None,
            prior_share_pct=None,
            prior=divided_points(self.value(key, "level"), point),
            is_prior_printed_alone=from_levels,
        )

    def _within_total(self, key: Key, growth: Growth, growths: Mapping[Key, Growth]) -> Growth:
        """Add what a part is of the nearest total that has a growth of its own."""
        share = self.value(key, "share")
        above = [key._replace(indicator=one) for one in self.wholes(key.report, key.indicator)]
        totals = [(one, growths[one]) for one in above if one in growths]
        points = points_per_unit = prior_share = None
        for one, total in totals:
            base = total.implied_prior
            if base is not None and base.lower > 0:
                if growth.change is not None:
                    # In points of the total's base: (L - Q) / Q of the total.
                    unit = 100 * self.unit_ratio(key.indicator, one.indicator)
                    points = growth.change.scaled(unit).divided(base)
                    points_per_unit = ONE.scaled(unit).divided(base).magnitude
                break
        for one, total in totals:
            if total.level:
                unit_ratio = self.unit_ratio(key.indicator, one.indicator)
                if share is None and growth.level is not None:
                    share = divided_points(growth.level * unit_ratio, total.level)
                if growth.prior is not None:
                    prior_share = divided_points(growth.prior * unit_ratio, total.prior)
                break
        return replace(
            growth,
            contribution_pts=points,
            points_per_unit=points_per_unit,
            share_pct=None if share is None else 100 * share,
            prior_share_pct=None if prior_share is None else 100 * prior_share,
        )

    # -- revisions

    @cached_property
    def grounds(self) -> dict[str, str]:
        """What a territory is compared as: its successor, where it came through alone."""
        successors = [row["successor_id"] for row in self.tables["territories"]]
        return {
            row["territory_id"]: row["successor_id"]
            if row["successor_id"] and successors.count(row["successor_id"]) == 1
            else row["territory_id"]
            for row in self.tables["territories"]
        }

    def order(self, report: str) -> tuple[datetime.date, bool, str, str]:
        """Reports follow each other by the end of their period, then by publication."""
        row = self.reports[report]
        published = row["published"]
        return period_of(row["period_id"]).last, not published, published, report

    @cached_property
    def claims(self) -> list[Claim]:
        """Levels printed, the level of the period compared with, plans; with their roundings.

        A report that says the same in two ways speaks by its print, then by the narrower.
        """
        spoken: dict[tuple[object, ...], Claim] = {}
        for claim in (claim for key in self.keys for claim in self._claims_of(key)):
            subject = (claim.report, claim.territory, *claim.subject, claim.period)
            rank = not claim.is_printed, claim.interval.width, claim.interval.lower
            known = spoken.get(subject)
            if known is None or rank < (
                not known.is_printed,
                known.interval.width,
                known.interval.lower,
            ):
                spoken[subject] = claim
        return list(spoken.values())

    def _claims_of(self, key: Key) -> Iterator[Claim]:
        period = period_of(key.period)

        def claim(
            quantity: str, basis: str, when: Period, interval: Interval, is_printed: bool
        ) -> Claim:
            ground = self.grounds[key.territory]
            return Claim(
                key.report,
                key.territory,
                ground,
                key.indicator,
                quantity,
                basis,
                when,
                interval,
                is_printed,
            )

        level = self.observed(key, "level", HALF)
        if level is not None and not key.basis:
            yield claim("level", "", period, level, True)
        prior = self.implied(key, "implied_prior", HALF)
        if prior is not None and has_period_before(period, key.basis):
            base = base_period(period, key.basis)
            interval = prior.interval.widened(prior.slack)
            yield claim("level", "", base, interval, not prior.is_own)
        plan = self.implied(key, "implied_plan", HALF)
        if plan is not None:
            year = period.first.year
            whole = Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
            interval = plan.interval.widened(plan.slack)
            yield claim("plan", key.basis, whole, interval, not plan.is_own)

    @cached_property
    def revisions(self) -> list[Revision]:
        return [*self._two_reports(), *self._parts_of_periods()]

    def _two_reports(self) -> Iterator[Revision]:
        """A level that one report printed, or a plan it used, against a later report's."""
        subjects: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            subjects[(*claim.subject, claim.period)].append(claim)
        for claims in subjects.values():
            for earlier in claims:
                for later in claims:
                    is_said = earlier.quantity == "plan" or earlier.is_printed
                    if is_said and self.order(earlier.report) < self.order(later.report):
                        yield Revision(
                            earlier.territory,
                            earlier.period,
                            earlier.indicator,
                            earlier.basis,
                            earlier.quantity,
                            earlier.report,
                            later.report,
                            earlier.interval,
                            later.interval,
                        )

    def _parts_of_periods(self) -> Iterator[Revision]:
        """The parts of a period added up against the period, each as it was printed last."""
        subjects: dict[tuple[str, str], dict[Period, Claim]] = defaultdict(dict)
        for claim in sorted(self.claims, key=lambda claim: self.order(claim.report)):
            is_flow = self.indicators[claim.indicator]["kind"] == "flow"
            if is_flow and claim.quantity == "level" and claim.is_printed:
                subjects[claim.ground, claim.indicator][claim.period] = claim
        for latest in subjects.values():
            for whole in latest.values():
                for parts in tilings(whole.period, latest):
                    names = sorted({part.report for part in parts})
                    if len(parts) == 2 and parts[0].period.months != parts[1].period.months:
                        # So far, and the rest.
                        names = list(dict.fromkeys(part.report for part in parts))
                    yield Revision(
                        whole.territory,
                        whole.period,
                        whole.indicator,
                        whole.basis,
                        "parts_of_period",
                        " + ".join(names),
                        whole.report,
                        total_of(part.interval for part in parts),
                        whole.interval,
                    )


# ----- periods and their parts -------------------------------------------------------------


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first of the month so many months before one."""
    month = 12 * day.year + day.month - 1 - months
    return datetime.date(month // 12, month % 12 + 1, 1)


def base_period(period: Period, basis: str) -> Period:
    """The period that a growth compares with: the same one a year before, or the one before."""
    if basis:
        months = {"previous_month": 1, "previous_quarter": 3}[basis]
        return Period(months_before(period.first, months), period.first - datetime.timedelta(1))
    year, last = period.last.year - 1, period.last
    if last == end_of_month(last.year, last.month):
        return Period(months_before(period.first, 12), end_of_month(year, last.month))
    return Period(months_before(period.first, 12), last.replace(year=year))


def is_whole_months(period: Period) -> bool:
    """Whether a period ends with a month."""
    return period.last == end_of_month(period.last.year, period.last.month)


def tilings(whole: Period, latest: Mapping[Period, Claim]) -> Iterator[list[Claim]]:
    """The ways in which the claims at hand make up a period: equal parts, or so far and rest."""
    if not is_whole_months(whole):
        return
    inside = sorted(
        period
        for period in latest
        if is_whole_months(period) and whole.first <= period.first and period.last <= whole.last
    )
    for months in range(1, whole.months):
        if whole.months % months == 0:
            parts = [
                period
                for period in inside
                if period.months == months
                and (period.first.month - whole.first.month) % months == 0
            ]
            if len(parts) * months == whole.months:
                yield [latest[part] for part in parts]
    for so_far in inside:
        for rest in inside:
            follows = rest.first == so_far.last + datetime.timedelta(1)
            fills = so_far.first == whole.first and follows and rest.last == whole.last
            if fills and so_far.months != rest.months:
                yield [latest[so_far], latest[rest]]


# ----- checks, one by one ------------------------------------------------------------------


def weighted_of(members: Iterable[Member], terms: Iterable[Term | None]) -> list[Interval]:
    """The terms times their coefficients, in the unit of the total."""
    return [
        term.interval.scaled(member.coefficient)
        for member, term in zip(members, terms, strict=True)
        if term is not None
    ]


def slack_of(kind: str, members: Iterable[Member], terms: list[Term | None]) -> Number:
    """How far roundings of plans, bases and levels may part the two sides of an identity."""
    slack = sum(
        (
            abs(member.weight) * term.slack
            for member, term in zip(members, terms, strict=True)
            if term is not None
        ),
        start=Fraction(0),
    )
    if kind != "points" or not slack:
        return slack
    total = terms[0]
    assert total is not None
    if total.base is None:
        # Levels of the parts say nothing in points of a base that nobody knows.
        return Fraction(0)
    return INFINITY if total.base.lower <= 0 else 100 * slack / total.base.lower


def sides_of(kind: str, members: tuple[Member, ...], terms: list[Term | None]) -> Sides | None:
    """The two sides of an identity; None where a term is missing."""
    if any(term is None for term in terms):
        return None
    total, *parts = weighted_of(members, terms)
    slack = slack_of(kind, members, terms)
    magnitude = sum((one.magnitude for one in (total, *parts)), start=Fraction(0))
    if any(member.quantity in RATES for member in members):
        magnitude += 100
    if kind == "subset":
        return Sides(parts[0], Interval(-INFINITY, total.upper + slack), magnitude)
    if kind == "hull":
        return Sides(total, hull(*(end for part in parts for end in part)), magnitude)
    return Sides(total, total_of(parts).widened(slack), magnitude)


def limit_check(figure: Figure, limit: Row) -> Check:
    """A level is held to its limit in the indicator's unit, a percentage as it is printed."""
    within = Interval(
        Fraction(limit["lower"]) if limit["lower"] else -INFINITY,
        Fraction(limit["upper"]) if limit["upper"] else INFINITY,
    )
    sides: dict[str, Sides | None] = {}
    for reading in READINGS:
        held = figure.reading(reading).scaled(figure.unit_ratio)
        held = Interval(held.lower, held.upper + figure.wording.more)
        sides[reading] = Sides(held, within, held.magnitude)
    key, severity = figure.key, limit["severity"]
    name = ("limit", severity, *key[:3], key.basis, key.indicator, figure.measure)
    return Check(
        "/".join((*name, str(figure.number))),
        "limit",
        None,
        key,
        figure.measure,
        sides,
        frozenset((figure.name,)),
        is_warning=severity == "warning",
    )


def status_of(
    completion: Interval | None,
    point: Fraction | None,
    has_pace: bool,
    elapsed_pct: Fraction,
    better: str,
) -> str | None:
    """Whether a plan is met, or where it stands against the share of the year that is over."""
    if better != "lower" and point is not None and point >= 1:
        return "met"
    if not has_pace or completion is None:
        return None
    if 100 * completion.lower > elapsed_pct:
        return "behind" if better == "lower" else "ahead"
    if 100 * completion.upper < elapsed_pct:
        return "ahead" if better == "lower" else "behind"
    return "on_pace"
