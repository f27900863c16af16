"""Reports as data, and the joint problems that they pose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from oracle import HALF, LEVELS, READINGS, WORDINGS, Interval, interval_of, parse
from oracle.printed_numbers import is_qualified


@dataclass(frozen=True)
class Figure:
    """One printed figure; the unit of a level may differ from its indicator's."""

    indicator: str
    measure: str
    printed: str
    qualifier: str = ""
    basis: str = ""
    unit: Fraction = Fraction(1)
    """One unit of the print in units of the indicator; 1 for a percentage."""
    is_count: bool = False
    """Whether the print counts things, one by one."""

    @property
    def quantity(self) -> str:
        return WORDINGS[self.measure].quantity


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

    @property
    def is_mean(self) -> bool:
        """Whether all coefficients are positive."""
        return all(coefficient > 0 for _, coefficient in self.parts)


@dataclass(frozen=True)
class Report:
    """A report: its figures in order, its identities, and the units of its indicators."""

    name: str
    number_format: str
    figures: tuple[Figure, ...]
    identities: tuple[Identity, ...]
    factors: Mapping[str, Fraction]
    """One unit of each indicator in a common unit."""

    def ratio(self, part: str, total: str) -> Fraction:
        """One unit of the part in units of the total."""
        return self.factors[part] / self.factors[total]


class Subject(NamedTuple):
    """A printed quantity of an indicator; a share names its parent."""

    indicator: str
    quantity: str
    parent: str = ""


class Observed(NamedTuple):
    """The half or wide interval that a report states for a quantity, from all its figures."""

    interval: Interval
    value: Fraction | None
    """The number of the most precise figure; None where its wording states no single one."""
    width: Fraction
    """The greatest distance between that number and what it may stand for."""
    unit: Fraction
    """One unit in the last place of that number."""

    @property
    def stated(self) -> Interval:
        """The number, or all numbers that it may be."""
        return self.interval if self.value is None else Interval(self.value, self.value)


@dataclass(frozen=True)
class Problem:
    """The figures of one basis that identities link, judged together."""

    report: Report
    basis: str
    indicators: tuple[str, ...]

    @cached_property
    def identities(self) -> list[Identity]:
        return [one for one in self.report.identities if one.total in self.indicators]

    @cached_property
    def sums(self) -> list[Identity]:
        return [one for one in self.identities if one.relation == "sum"]

    def weights(self, identity: Identity) -> dict[str, Fraction]:
        """The factor of each part in the unit of the total."""
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
        """Every printed quantity, in each reading."""
        printed: dict[Subject, list[Figure]] = {}
        for figure in self.report.figures:
            if self.holds(figure):
                parent = figure.basis if figure.quantity == "share" else ""
                subject = Subject(figure.indicator, figure.quantity, parent)
                printed.setdefault(subject, []).append(figure)
        return {
            reading: {
                subject: observe_all(figures, reading, self.report.number_format)
                for subject, figures in printed.items()
            }
            for reading in READINGS
        }

    @property
    def is_free_of_scale(self) -> bool:
        """Whether only ratios are printed."""
        return all(subject.quantity not in (*LEVELS, "change") for subject in self.observed[HALF])

    def parent_of(self, share: Subject) -> str | None:
        """The total of a share: the one it names, or the only one."""
        above = [
            identity
            for identity in self.identities
            if any(part == share.indicator and weight > 0 for part, weight in identity.parts)
        ]
        parents = {identity.total for identity in without_balances(above)}
        if share.parent:
            return share.parent if share.parent in parents else None
        return parents.pop() if len(parents) == 1 else None

    def sum_of(self, part: str) -> Identity | None:
        """The sum of a contribution, where only one is possible."""
        sums = without_balances([one for one in self.sums if part in one.members[1:]])
        wholes = {(one.total, self.weights(one)[part]) for one in sums}
        is_sure = len(wholes) == 1 and not any(
            sums[0].total in one.members[1:] for one in self.sums
        )
        return sums[0] if is_sure else None


def without_balances(above: list[Identity]) -> list[Identity]:
    """A balance, with a negative coefficient, counts only for a part without another total."""
    return [one for one in above if one.is_mean] or above


def observe_all(figures: list[Figure], reading: str, number_format: str) -> Observed:
    """The values that all figures allow; where they contradict each other, those of the most
    precise."""
    ranked = sorted(
        ((figure, observe(figure, reading, number_format)) for figure in figures),
        key=lambda pair: pair[1].interval.width,
    )
    best = ranked[0][1]
    if not all(agree(one, other) for one, other in combinations(ranked, 2)):
        return best
    common = best.interval
    for _, other in ranked[1:]:
        common = common.intersected(other.interval)
    return best._replace(interval=common)


def agree(one: tuple[Figure, Observed], other: tuple[Figure, Observed]) -> bool:
    """Whether two figures of one quantity agree: of one precision the same number, else intervals
    that overlap in more than a point."""
    (figure, a), (figure_b, b) = one, other
    is_plain = not is_qualified(figure.qualifier) and not is_qualified(figure_b.qualifier)
    wording, wording_b = WORDINGS[figure.measure], WORDINGS[figure_b.measure]
    if is_plain and (figure.unit, a.unit, wording) == (figure_b.unit, b.unit, wording_b):
        return a.stated == b.stated
    if a.interval.width == 0 and b.interval.width == 0:
        return a.interval == b.interval
    may_touch = 0 in (a.interval.width, b.interval.width) and a.stated != b.stated
    distance = a.interval.distance(b.interval)
    return distance < 0 or (may_touch and distance == 0)


def observe(figure: Figure, reading: str, number_format: str) -> Observed:
    """The values that one figure allows, in the indicator's unit or as a plain ratio."""
    number = parse(figure.printed, number_format)
    interval = interval_of(number, figure.measure, figure.qualifier, reading, figure.is_count)
    wording = WORDINGS[figure.measure]
    scale = figure.unit / wording.divisor
    return Observed(
        wording.quantities_of(interval).scaled(figure.unit),
        None if number.upper else wording.quantity_of(number.value) * figure.unit,
        # A plan or a base of a count may be rounded at its last place.
        max(
            number.value - interval.lower,
            interval.upper - number.value,
            number.unit / (2 if reading == HALF else 1),
        )
        * scale,
        number.unit * scale,
    )


def components(identities: tuple[Identity, ...]) -> list[tuple[str, ...]]:
    """The sets of indicators that identities link, directly or through others."""
    groups: list[set[str]] = []
    for identity in identities:
        joined = set(identity.members)
        joined.update(*(group for group in groups if group & joined))
        groups = [*(group for group in groups if not group <= joined), joined]
    return [tuple(sorted(group)) for group in groups]


def problems_of(report: Report) -> Iterator[Problem]:
    """The problems of a report: one a component and a basis of its figures."""
    for indicators in components(report.identities):
        figures = [figure for figure in report.figures if figure.indicator in indicators]
        bases = {"" if figure.quantity == "share" else figure.basis for figure in figures}
        for basis in sorted(bases):
            yield Problem(report, basis, indicators)
