"""Reports as plain data, and the joint problems that they pose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.joint.prints import (
    LEVELS,
    READINGS,
    WORDINGS,
    Interval,
    parse,
    reading_of,
)


@dataclass(frozen=True)
class Figure:
    """One printed figure; a level may be printed in another unit than its indicator has."""

    indicator: str
    measure: str
    printed: str
    qualifier: str = ""
    basis: str = ""
    unit: Fraction = Fraction(1)
    """One unit of the print in units of the indicator; a percentage has none."""

    @property
    def quantity(self) -> str:
        return WORDINGS[self.measure][0]


@dataclass(frozen=True)
class Identity:
    """A total and its parts, each with its coefficient."""

    name: str
    relation: str
    total: str
    parts: tuple[tuple[str, Fraction], ...]

    @property
    def members(self) -> tuple[str, ...]:
        return self.total, *(part for part, _ in self.parts)


@dataclass(frozen=True)
class Report:
    """A report: its figures in order, the identities that apply to it, its indicators' units."""

    name: str
    number_format: str
    figures: tuple[Figure, ...]
    identities: tuple[Identity, ...]
    factors: Mapping[str, Fraction]
    """What one unit of an indicator is in a unit that all of them share."""

    def ratio(self, part: str, total: str) -> Fraction:
        """One unit of the part in units of the total."""
        return self.factors[part] / self.factors[total]


class Subject(NamedTuple):
    """A quantity of an indicator of which something is printed; a share names its parent."""

    indicator: str
    quantity: str
    parent: str = ""


class Observed(NamedTuple):
    """What a report says of a quantity in one reading, all its prints taken together."""

    interval: Interval
    value: Fraction
    """The number of the most precise print."""
    width: Fraction
    """How far that print lies from what it may stand for."""
    unit: Fraction
    """One unit in the last place of that print."""


@dataclass(frozen=True)
class Problem:
    """What is to be judged at once: the figures of one basis that identities bind together."""

    report: Report
    basis: str
    indicators: tuple[str, ...]

    @cached_property
    def identities(self) -> list[Identity]:
        return [one for one in self.report.identities if one.total in self.indicators]

    @cached_property
    def sums(self) -> list[Identity]:
        return [one for one in self.identities if one.relation == "sum"]

    @cached_property
    def subsets(self) -> list[Identity]:
        return [one for one in self.identities if one.relation == "subset"]

    def weights(self, identity: Identity) -> dict[str, Fraction]:
        """What each part is multiplied by to come into the unit of the total."""
        return {
            part: coefficient * self.report.ratio(part, identity.total)
            for part, coefficient in identity.parts
        }

    def holds(self, figure: Figure) -> bool:
        """Whether a figure belongs here: levels to every basis, shares to the blank one."""
        if figure.indicator not in self.indicators:
            return False
        if figure.quantity == "share":
            return not self.basis
        return figure.quantity == "level" or figure.basis == self.basis

    @cached_property
    def observed(self) -> dict[str, dict[Subject, Observed]]:
        """Every quantity of which something is printed, in each reading."""
        prints: dict[Subject, list[Figure]] = {}
        for figure in self.report.figures:
            if self.holds(figure):
                parent = figure.basis if figure.quantity == "share" else ""
                subject = Subject(figure.indicator, figure.quantity, parent)
                prints.setdefault(subject, []).append(figure)
        return {
            reading: {
                subject: all_prints_of(figures, reading, self.report.number_format)
                for subject, figures in prints.items()
            }
            for reading in READINGS
        }

    @property
    def is_free_of_scale(self) -> bool:
        """Whether only ratios are printed."""
        return all(subject.quantity not in LEVELS for subject in self.observed[READINGS[0]])

    def parent_of(self, share: Subject) -> str | None:
        """The total that a share is told of: the one it names, or the only one."""
        parents = {
            identity.total
            for identity in self.identities
            for part, coefficient in identity.parts
            if part == share.indicator and coefficient > 0
        }
        if share.parent:
            return share.parent if share.parent in parents else None
        return parents.pop() if len(parents) == 1 else None

    def sum_of(self, part: str) -> Identity | None:
        """The sum whose growth a contribution adds to, where only one can be meant."""
        sums = [one for one in self.sums if part in one.members[1:]]
        wholes = {(one.total, self.weights(one)[part]) for one in sums}
        is_sure = len(wholes) == 1 and not any(
            sums[0].total in one.members[1:] for one in self.sums
        )
        return sums[0] if is_sure else None


def all_prints_of(figures: list[Figure], reading: str, number_format: str) -> Observed:
    """What all prints allow; where they exclude each other, what the most precise one allows."""
    ranked = sorted(
        (observe(figure, reading, number_format) for figure in figures),
        key=lambda one: one.interval.upper - one.interval.lower,
    )
    best = ranked[0]
    met = best.interval
    for other in ranked[1:]:
        met = met.met(other.interval)
    return best._replace(interval=met) if met.lower <= met.upper else best


def observe(figure: Figure, reading: str, number_format: str) -> Observed:
    """What one print allows, in the indicator's unit or as a plain ratio."""
    number = parse(figure.printed, number_format)
    lower, upper = reading_of(number, figure.measure, figure.qualifier, reading)
    _, sign, base, divisor, spread = WORDINGS[figure.measure]
    ends = base + sign * lower, base + sign * (upper + spread)
    scale = figure.unit / divisor
    return Observed(
        Interval(min(ends), max(ends)).scaled(scale),
        (base + sign * number.value) * scale,
        max(number.value - lower, upper - number.value) * scale,
        number.unit * scale,
    )


def components(identities: tuple[Identity, ...]) -> list[tuple[str, ...]]:
    """The indicators that identities bind together, directly or through others."""
    groups: list[set[str]] = []
    for identity in identities:
        joined = set(identity.members)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [tuple(sorted(group)) for group in groups]


def problems_of(report: Report) -> Iterator[Problem]:
    """The problems of a report: one for each component and each basis of its figures."""
    for indicators in components(report.identities):
        figures = [figure for figure in report.figures if figure.indicator in indicators]
        bases = {"" if figure.quantity == "share" else figure.basis for figure in figures}
        for basis in sorted(bases):
            yield Problem(report, basis, indicators)
