"""Revisions: what two reports say of one level or plan, and a period against its parts."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from oracle.intervals import Interval, Number, total_of
from oracle.observations import Observations
from oracle.periods import DAY, Period, has_period_before, period_before, period_of
from oracle.prints import HALF
from oracle.seeds import Key, Seeds


class Subject(NamedTuple):
    """What reports can say different things of: a level or a plan, on some ground in some time."""

    ground: str
    indicator: str
    quantity: str
    basis: str
    period: Period


class Claim(NamedTuple):
    """What a report says of a subject."""

    report: str
    territory: str
    subject: Subject
    interval: Interval
    is_printed: bool

    @property
    def rank(self) -> tuple[bool, Number, Number]:
        """Of two claims of one report the lesser stands: its print, then the narrower."""
        return not self.is_printed, self.interval.width, self.interval.lower


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

    @property
    def is_within_rounding(self) -> bool | None:
        """Whether the two meet; None where they do and one has no end."""
        if self.earlier.gap(self.later):
            return False
        return True if self.earlier.is_bounded and self.later.is_bounded else None


@dataclass(frozen=True)
class Revisions:
    """The mart `revisions`."""

    seeds: Seeds
    observations: Observations

    def everything(self) -> list[Revision]:
        """Two reports on one subject, and parts of periods against their whole."""
        return [*self._of_two_reports(), *self._of_parts()]

    @cached_property
    def _grounds(self) -> dict[str, str]:
        """What a territory is compared as: its successor, where it came through alone."""
        territories = list(self.seeds.tables["territories"])
        successors = [row["successor_id"] for row in territories]
        return {
            row["territory_id"]: row["successor_id"]
            if row["successor_id"] and successors.count(row["successor_id"]) == 1
            else row["territory_id"]
            for row in territories
        }

    def _order(self, claim: Claim) -> tuple[datetime.date, bool, str, str]:
        """Reports follow each other by the end of their period, then by publication."""
        report = self.seeds.reports[claim.report]
        published = report["published"]
        return period_of(report["period_id"]).last, not published, published, claim.report

    @cached_property
    def claims(self) -> list[Claim]:
        """What each report says of each subject, the earlier reports first."""
        spoken: dict[tuple[str, str, Subject], Claim] = {}
        for key in self.observations.keys:
            for claim in self._claims_of(key):
                who = claim.report, claim.territory, claim.subject
                spoken[who] = min(spoken.get(who, claim), claim, key=lambda one: one.rank)
        return sorted(spoken.values(), key=self._order)

    def _claims_of(self, key: Key) -> Iterator[Claim]:
        """A printed level, the level of the period compared with, and the year's plan."""
        period = period_of(key.period)

        def claim(
            quantity: str, basis: str, when: Period, interval: Interval, is_printed: bool
        ) -> Claim:
            ground = self._grounds[key.territory]
            subject = Subject(ground, key.indicator, quantity, basis, when)
            return Claim(key.report, key.territory, subject, interval, is_printed)

        level = self.observations.observed(key, "level", HALF)
        if level is not None and not key.basis:
            yield claim("level", "", period, level, True)
        prior = self.observations.implied(key, "implied_prior", HALF)
        if prior is not None and has_period_before(period, key.basis):
            before = period_before(period, key.basis)
            yield claim("level", "", before, prior.rounded, prior.is_printed)
        plan = self.observations.implied(key, "implied_plan", HALF)
        if plan is not None:
            yield claim("plan", key.basis, period.plan_year, plan.rounded, plan.is_printed)

    def _of_two_reports(self) -> Iterator[Revision]:
        """A level that one report printed, or a plan it used, against a later report's."""
        subjects: dict[Subject, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            subjects[claim.subject].append(claim)
        for subject, claims in subjects.items():
            for earlier, later in combinations(claims, 2):
                is_said = subject.quantity == "plan" or earlier.is_printed
                if is_said and earlier.report != later.report:
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

    def _of_parts(self) -> Iterator[Revision]:
        """The parts of a period added up against the period, each as it was printed last."""
        latest: dict[tuple[str, str], dict[Period, Claim]] = defaultdict(dict)
        for claim in self.claims:
            subject = claim.subject
            is_flow = self.seeds.indicators[subject.indicator]["kind"] == "flow"
            if is_flow and subject.quantity == "level" and claim.is_printed:
                latest[subject.ground, subject.indicator][subject.period] = claim
        for claims in latest.values():
            for whole in claims.values():
                for parts in tilings(whole.subject.period, claims):
                    yield parts_against_whole(parts, whole)


def parts_against_whole(parts: list[Claim], whole: Claim) -> Revision:
    """The sum of the parts of a period, whose reports are named, against the period."""
    names = [part.report for part in parts]
    first, *_, last = (part.subject.period for part in parts)
    is_so_far_and_rest = first.months != last.months
    if not is_so_far_and_rest:
        names.sort()
    return Revision(
        whole.territory,
        whole.subject.period,
        whole.subject.indicator,
        whole.subject.basis,
        "parts_of_period",
        " + ".join(dict.fromkeys(names)),
        whole.report,
        total_of(part.interval for part in parts),
        whole.interval,
    )


def tilings(whole: Period, claims: Mapping[Period, Claim]) -> Iterator[list[Claim]]:
    """The ways in which the claims at hand make up a period: equal parts, or so far and rest."""
    if not whole.is_whole_months:
        return
    inside = sorted(
        period
        for period in claims
        if period.is_whole_months and whole.first <= period.first and period.last <= whole.last
    )
    for parts in (*equal_parts(whole, inside), *so_far_and_rest(whole, inside)):
        yield [claims[part] for part in parts]


def equal_parts(whole: Period, inside: list[Period]) -> Iterator[list[Period]]:
    """Its months, its quarters, its halves: whatever length divides it."""
    for months in range(1, whole.months):
        if whole.months % months == 0:
            starts = {whole.first.month + offset for offset in range(0, whole.months, months)}
            parts = [one for one in inside if one.months == months and one.first.month in starts]
            if len(parts) == len(starts):
                yield parts


def so_far_and_rest(whole: Period, inside: list[Period]) -> Iterator[list[Period]]:
    """Seven months are a half-year and July."""
    for so_far in inside:
        for rest in inside:
            is_whole = (so_far.first, rest.last) == (whole.first, whole.last)
            follows = rest.first == so_far.last + DAY
            if is_whole and follows and so_far.months != rest.months:
                yield [so_far, rest]
