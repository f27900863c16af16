"""Revisions: a level or plan in successive reports, and a period compared with its parts."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.intervals import Interval, Number, total_of
from oracle.observations import PRINTED, Implied, Observations
from oracle.periods import DAY, Period, earlier_period, period_of
from oracle.printed_numbers import HALF
from oracle.seeds import Key, Seeds


class Subject(NamedTuple):
    """A quantity that reports may state differently: a level or a plan of an area in a period."""

    area: str
    indicator: str
    quantity: str
    basis: str
    period: Period


class Claim(NamedTuple):
    """The statement of a report about a subject."""

    report: str
    territory: str
    subject: Subject
    interval: Interval
    is_printed: bool

    @property
    def rank(self) -> tuple[bool, Number, Number, str]:
        """Of two claims of one report the lowest counts: a printed one, then the narrowest."""
        return not self.is_printed, self.interval.width, self.interval.lower, self.territory

    @property
    def is_vintage(self) -> bool:
        """Whether later reports are compared with it; not with a level that a growth implies."""
        return self.is_printed or self.subject.quantity == "plan"


class Revision(NamedTuple):
    """A row of `revisions`: its subject, and the two intervals."""

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
        """How far the later midpoint is from the earlier."""
        if not self.earlier.is_bounded or not self.later.is_bounded or not sum(self.earlier):
            return None
        return 100 * (sum(self.later) / sum(self.earlier) - 1)

    @property
    def is_within_rounding(self) -> bool | None:
        """Whether the two overlap; None where they do and one is unbounded."""
        if self.earlier.gap(self.later):
            return False
        return True if self.earlier.is_bounded and self.later.is_bounded else None


@dataclass(frozen=True)
class Revisions:
    """The mart `revisions`."""

    seeds: Seeds
    observations: Observations

    def rows(self) -> list[Revision]:
        """Successive reports on one subject, and periods compared with their parts."""
        return [*self._between_reports(), *self._of_periods()]

    @cached_property
    def _areas(self) -> dict[str, str]:
        """The area of each territory: that of its successor, unless others merged into it too."""
        territories = list(self.seeds.tables["territories"])
        successors = [row["successor_id"] for row in territories]
        return {
            row["territory_id"]: row["successor_id"]
            if row["successor_id"] and successors.count(row["successor_id"]) == 1
            else row["territory_id"]
            for row in territories
        }

    def _order(self, claim: Claim) -> tuple[datetime.date, bool, str, str]:
        """Reports are ordered by the end of their period, then by publication."""
        report = self.seeds.reports[claim.report]
        published = report["published"]
        return period_of(report["period_id"]).last, not published, published, claim.report

    @cached_property
    def claims(self) -> list[Claim]:
        """The statements of each report about each subject, earlier reports first."""
        claims: dict[tuple[str, Subject], Claim] = {}
        for key in self.observations.keys:
            for claim in self._claims_of(key):
                place = claim.report, claim.subject
                claims[place] = min(claims.get(place, claim), claim, key=lambda one: one.rank)
        return sorted(claims.values(), key=self._order)

    def _claims_of(self, key: Key) -> Iterator[Claim]:
        """A printed level, the level of the period compared with, and the year's plan."""
        period = period_of(key.period)

        def claim(
            quantity: str, basis: str, when: Period, interval: Interval, is_printed: bool
        ) -> Claim:
            area = self._areas[key.territory]
            subject = Subject(area, key.indicator, quantity, basis, when)
            return Claim(key.report, key.territory, subject, interval, is_printed)

        level = self.observations.observed(key, "level", HALF)
        if level is not None and not key.basis:
            yield claim("level", "", period, level, True)
        prior = self._given(key, "prior_level", "implied_prior")
        before = earlier_period(key.period, key.basis)
        if prior is not None and not prior.is_ambiguous and before is not None:
            yield claim("level", "", before, prior.rounded, prior.is_printed)
        plan = self._given(key, "plan_level", "implied_plan")
        if plan is not None:
            yield claim("plan", key.basis, period.plan_year, plan.rounded, plan.is_printed)

    def _given(self, key: Key, printed: str, implied: str) -> Implied | None:
        """A plan or a base as the observation itself prints it, else as its rate implies it."""
        own = self.observations.observed(key, printed, HALF)
        if own is not None and self.observations.is_printed_here(key, printed):
            return Implied(own, Fraction(0), PRINTED)
        return self.observations.implied(key, implied, HALF)

    def _between_reports(self) -> Iterator[Revision]:
        """Each report on a subject, compared with one before it."""
        subjects: dict[Subject, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            subjects[claim.subject].append(claim)
        for subject, claims in subjects.items():
            for earlier, later in successive(claims):
                yield Revision(
                    earlier.territory,
                    subject.period,
                    subject.indicator,
                    subject.basis,
                    subject.quantity,
                    earlier.report,
                    later.report,
                    earlier.interval,
                    later.interval,
                )

    def _of_periods(self) -> Iterator[Revision]:
        """The sum of a period's parts compared with the period, from the latest printed figures."""
        latest: dict[tuple[str, str], dict[Period, Claim]] = defaultdict(dict)
        for claim in self.claims:
            subject = claim.subject
            is_flow = self.seeds.indicators[subject.indicator]["kind"] == "flow"
            if is_flow and subject.quantity == "level" and claim.is_printed:
                latest[subject.area, subject.indicator][subject.period] = claim
        for claims in latest.values():
            for total in claims.values():
                yield from of_fewest_parts(total, partitions(total.subject.period, claims))


def successive(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each claim after the first vintage, with the vintage that it is compared with.

    That is the last one that it excludes since the quantity was last revised, or the last one.
    """
    unrevised: list[Claim] = []
    for claim in claims:
        excluded = [one for one in unrevised if one.interval.gap(claim.interval)]
        if unrevised:
            yield (excluded or unrevised)[-1], claim
        if claim.is_vintage:
            unrevised = [claim] if excluded else [*unrevised, claim]


def of_fewest_parts(total: Claim, divisions: Iterable[list[Claim]]) -> Iterator[Revision]:
    """A period compared once with the parts from the same reports: with the fewest.

    Of two divisions into as many parts the one with the longest first part counts.
    """
    chosen: dict[str, Revision] = {}
    for parts in sorted(divisions, key=lambda one: (len(one), -one[0].subject.period.months)):
        revision = parts_and_total(parts, total)
        chosen.setdefault(revision.earlier_report, revision)
    yield from chosen.values()


def parts_and_total(parts: list[Claim], total: Claim) -> Revision:
    """The sum of the parts of a period, with the names of their reports, and the period."""
    names = [part.report for part in parts]
    first, *_, last = (part.subject.period for part in parts)
    if first.months == last.months:
        names.sort()
    return Revision(
        total.territory,
        total.subject.period,
        total.subject.indicator,
        total.subject.basis,
        "parts_of_period",
        " + ".join(dict.fromkeys(names)),
        total.report,
        total_of(part.interval for part in parts),
        total.interval,
    )


def partitions(period: Period, claims: Mapping[Period, Claim]) -> Iterator[list[Claim]]:
    """The ways in which known periods make up a period: equal parts, or a part and the rest."""
    if not period.ends_with_month:
        return
    inside = sorted(
        one
        for one in claims
        if one.ends_with_month and period.first <= one.first and one.last <= period.last
    )
    for parts in (*equal_parts(period, inside), *first_and_rest(period, inside)):
        yield [claims[part] for part in parts]


def equal_parts(period: Period, inside: list[Period]) -> Iterator[list[Period]]:
    """Its months, quarters or halves: any length that divides it."""
    for months in range(1, period.months):
        if period.months % months == 0:
            starts = {period.first.month + offset for offset in range(0, period.months, months)}
            parts = [one for one in inside if one.months == months and one.first.month in starts]
            if len(parts) == len(starts):
                yield parts


def first_and_rest(period: Period, inside: list[Period]) -> Iterator[list[Period]]:
    """A first part and the rest: seven months are a half-year and July."""
    for first in inside:
        for rest in inside:
            is_complete = (first.first, rest.last) == (period.first, period.last)
            follows = rest.first == first.last + DAY
            if is_complete and follows and first.months != rest.months:
                yield [first, rest]
