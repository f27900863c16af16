"""The marts `plan_completion` and `growth`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from oracle.figure_checks import rise_of
from oracle.intervals import ONE, Interval, Number
from oracle.observations import Observations
from oracle.periods import Period, period_of
from oracle.printed_numbers import HALF
from oracle.seeds import Key, Seeds

# Steps for round plans: powers of ten, the coarsest first.
PLAN_EXPONENTS = range(18, -7, -1)


class Rate(NamedTuple):
    """A rate as printed, or else calculated from two printed levels."""

    interval: Interval | None
    value: Fraction | None
    is_of_levels: bool
    # Whether its interval is that of one ratio: a base that may be zero or less leaves two signs.
    has_one_sign: bool = True


def rate_of(observations: Observations, key: Key, rate: str, base: str) -> Rate:
    """The completion of a plan, or the growth on a base."""
    levels, bases = (observations.observed(key, what, HALF) for what in ("level", base))
    interval, value = observations.observed(key, rate, HALF), observations.value(key, rate)
    if value is None:
        value_of_base = observations.value(key, base)
        if value_of_base is not None and value_of_base > 0:
            value = share(observations.value(key, "level"), value_of_base)
    if interval is None and levels is not None and bases is not None:
        return Rate(levels.divided(bases), value, True, bases.lower > 0)
    return Rate(interval, value, False)


def share(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """a / b, None where one is missing or b is zero."""
    return None if a is None or not b else a / b


def in_hundredths(ratio: Fraction | None) -> Fraction | None:
    return None if ratio is None else 100 * ratio


# ----- completion --------------------------------------------------------------------------


@dataclass(frozen=True)
class Completion:
    """A row of `plan_completion`."""

    level: Fraction | None
    plan_pct: Fraction | None
    implied_plan: Interval | None
    roundest_plan: Fraction | None
    elapsed_pct: Fraction | None
    pace_gap_pts: Fraction | None
    remaining: Interval | None
    required_ratio: Interval | None
    excess: Interval | None
    status: str | None


@dataclass(frozen=True)
class Completions:
    """The mart `plan_completion`."""

    seeds: Seeds
    observations: Observations

    def rows(self) -> dict[Key, Completion]:
        """A row for each observation that has a plan figure."""
        figures_of = self.observations.figures_of
        return {
            key: self._row(key)
            for key in self.observations.keys
            if figures_of(key, "completion") or figures_of(key, "plan_level")
        }

    def _row(self, key: Key) -> Completion:
        completion = rate_of(self.observations, key, "completion", "plan_level")
        implied = self.observations.implied(key, "implied_plan", HALF)
        indicator, period = self.seeds.indicators[key.indicator], period_of(key.period)
        ratio = None
        if completion.interval is not None:
            # (1 - p) / p = 1 / p - 1
            ratio = ONE.divided(completion.interval).shifted(Fraction(-1))
        remaining = self._remaining(key, completion, ratio)
        excess = None
        if is_reached(completion):
            # A plan that is reached has no rest, but an excess.
            excess = remaining and Interval(-remaining.upper, -remaining.lower)
            ratio = remaining = None
        percent = in_hundredths(completion.value)
        paced = indicator["kind"] == "flow" and period.begins_with_year
        is_guessed = implied is not None and not implied.is_printed
        return Completion(
            level=self.observations.value(key, "level"),
            plan_pct=percent,
            implied_plan=implied and implied.interval,
            roundest_plan=roundest(implied.interval) if implied and is_guessed else None,
            elapsed_pct=period.elapsed_pct,
            pace_gap_pts=pace_gap(percent, period) if paced else None,
            remaining=remaining,
            required_ratio=ratio,
            excess=excess,
            status=status_of(completion, period, paced, indicator["better"]),
        )

    def _remaining(
        self, key: Key, completion: Rate, required_ratio: Interval | None
    ) -> Interval | None:
        """The part of the plan that remains for the rest of the year."""
        levels = self.observations.observed(key, "level", HALF)
        plans = self.observations.observed(key, "plan_level", HALF)
        if levels is None or required_ratio is None:
            return None
        if completion.is_of_levels and plans is not None:
            return plans.minus(levels)
        return levels.multiplied(required_ratio)


def pace_gap(percent: Fraction | None, period: Period) -> Fraction | None:
    """The completion less the elapsed share, in points."""
    if percent is None or period.elapsed_pct is None:
        return None
    return percent - period.elapsed_pct


def is_reached(completion: Rate) -> bool:
    """Whether a plan is reached as printed; where a range is printed, the lower end counts."""
    if completion.value is not None:
        return completion.value >= 1
    interval = completion.interval
    return interval is not None and completion.has_one_sign and interval.lower >= 1


def roundest(plan: Interval) -> Fraction | None:
    """The multiple of the coarsest step among 10, 5, 1, 0.5, … that lies inside a plan.

    Of several multiples of that step the one nearest to the middle, the greater of two.
    """
    if plan.lower <= 0 or math.isinf(plan.upper):
        return None
    middle = (plan.lower + plan.upper) / 2
    for exponent in PLAN_EXPONENTS:
        for step in (Fraction(10) ** exponent, Fraction(10) ** exponent / 2):
            multiple = math.floor(middle / step + Fraction(1, 2)) * step
            if plan.lower <= multiple <= plan.upper:
                return multiple
    return None


def status_of(completion: Rate, period: Period, paced: bool, better: str) -> str | None:
    """Whether a plan is met, or how it compares with the elapsed share of the year."""
    if better != "lower" and is_reached(completion):
        return "met"
    if not paced or completion.interval is None or period.elapsed_pct is None:
        return None
    lower, upper = completion.interval.scaled(Fraction(100))
    if lower > period.elapsed_pct:
        return "behind" if better == "lower" else "ahead"
    if upper < period.elapsed_pct:
        return "ahead" if better == "lower" else "behind"
    return "on_pace"


# ----- growth ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Growth:
    """A row of `growth`; the last two fields are not columns."""

    level: Fraction | None
    growth_pct: Fraction | None
    implied_prior: Interval | None
    change: Interval | None
    contribution_pts: Interval | None
    total: str | None
    share_pct: Fraction | None
    prior_share_pct: Fraction | None
    prior: Fraction | None
    # One unit of the part in points of the total's base, at its lower end.
    points_per_unit: Number | None


@dataclass(frozen=True)
class Growths:
    """The mart `growth`."""

    seeds: Seeds
    observations: Observations

    def rows(self) -> dict[Key, Growth]:
        """A row for each observation that has a growth figure."""
        figures_of = self.observations.figures_of
        alone = {
            key: self._alone(key)
            for key in self.observations.keys
            if any(figures_of(key, quantity) for quantity in ("growth", "change", "prior_level"))
        }
        return {
            key: self._with_shares(key, with_contribution(growth, self._totals(key, alone)), alone)
            for key, growth in alone.items()
        }

    def _alone(self, key: Key) -> Growth:
        """The columns that follow from one observation alone."""
        growth = self._growth(key)
        implied = self.observations.implied(key, "implied_prior", HALF)
        level = self.observations.value(key, "level")
        is_signed = not self.observations.may_be_negative(key, "implied_prior")
        return Growth(
            level=level,
            growth_pct=None if growth.value is None else 100 * growth.value - 100,
            implied_prior=implied and implied.interval,
            change=self._change(key, growth),
            contribution_pts=None,
            total=None,
            share_pct=None,
            prior_share_pct=None,
            prior=share(level, growth.value) if is_signed else None,
            points_per_unit=None,
        )

    def _growth(self, key: Key) -> Rate:
        """The growth as printed, or else from two of level, base and change."""
        growth = rate_of(self.observations, key, "growth", "prior_level")
        level, base, change = (
            self.observations.value(key, quantity)
            for quantity in ("level", "prior_level", "change")
        )
        if growth.value is not None or change is None:
            return growth
        if base is None and level is not None:
            base = level - change
        elif level is None and base is not None:
            level = base + change
        if base is None or base <= 0:
            return growth
        return growth._replace(value=share(level, base))

    def _change(self, key: Key, growth: Rate) -> Interval | None:
        levels, changes = (
            self.observations.observed(key, quantity, HALF) for quantity in ("level", "change")
        )
        implied = self.observations.implied(key, "implied_prior", HALF)
        if changes is not None:
            return changes
        if levels is None or implied is None:
            return None
        if implied.source == "growth":
            assert growth.interval is not None
            # L - Q = L * (1 - 1 / f), with one L.
            return levels.multiplied(rise_of(growth.interval))
        return levels.minus(implied.interval)

    def _totals(self, key: Key, rows: dict[Key, Growth]) -> list["Total"]:
        """The totals above an observation that have a growth of their own, the nearest first."""
        return [
            Total(rows[key.of(total)], self.seeds.unit_ratio(key.indicator, total))
            for total in self.seeds.additive_totals(key.report, key.indicator)
            if key.of(total) in rows
        ]

    def _with_shares(self, key: Key, growth: Growth, rows: dict[Key, Growth]) -> Growth:
        """Add the share of the part in its total, as printed or else from the two levels, and that
        in the base of the same total."""
        totals = self.seeds.additive_totals(key.report, key.indicator)
        named = {
            name: self.observations.value(key._replace(basis=name), "share") for name in totals
        }
        unnamed = self.observations.value(key.without_basis(), "share")
        levels = {name: self.observations.value(key.of(name), "level") for name in totals}
        if len(totals) == 1 and unnamed is not None and named[totals[0]] is None:
            named[totals[0]] = unnamed
        printed = next((name for name in totals if named[name] is not None), None)
        if printed is None and unnamed is not None:
            return replace(growth, share_pct=in_hundredths(unnamed))
        total = printed or next((name for name in totals if levels[name]), None)
        if total is None:
            return growth
        unit_ratio = self.seeds.unit_ratio(key.indicator, total)
        part = named[total]
        if part is None and growth.level is not None:
            part = share(growth.level * unit_ratio, levels[total])
        prior = rows[key.of(total)].prior if key.of(total) in rows else None
        return replace(
            growth,
            total=None if part is None else total,
            share_pct=in_hundredths(part),
            prior_share_pct=in_hundredths(
                None if growth.prior is None else share(growth.prior * unit_ratio, prior)
            ),
        )


class Total(NamedTuple):
    """A total of an observation, and the factor that converts the observation's unit to its own."""

    growth: Growth
    unit_ratio: Fraction


def has_base(growth: Growth) -> bool:
    """Whether there is a base, and it is positive."""
    return growth.implied_prior is not None and growth.implied_prior.lower > 0


def with_contribution(growth: Growth, totals: Sequence[Total]) -> Growth:
    """Add the change in points of the base of the nearest total that has one: (L - Q) / Q."""
    total = next((one for one in totals if has_base(one.growth)), None)
    if growth.change is None or total is None or total.growth.implied_prior is None:
        return growth
    in_points = 100 * total.unit_ratio
    return replace(
        growth,
        contribution_pts=growth.change.scaled(in_points).divided(total.growth.implied_prior),
        points_per_unit=in_points / total.growth.implied_prior.lower,
    )
