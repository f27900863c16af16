"""Checks of identities: sums, subsets, ranges, and contributions in points."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oracle.checks import Check, Member, Sides, at_both, check_id
from oracle.intervals import INFINITY, Interval, Number, smallest_interval, total_of
from oracle.observations import BASE_OF_RATE, BASES
from oracle.printed_numbers import HALF, READINGS
from oracle.seeds import Identity, Key, Seeds
from oracle.terms import Term, Terms
from oracle.wordings import LEVELS, RATES

# The kind of a check, its quantity, and the total before its parts.
Candidate = tuple[str, str, tuple[Member, ...]]


@dataclass(frozen=True)
class IdentityChecks:
    """The checks that follow from the identities of a collection of reports."""

    seeds: Seeds
    terms: Terms

    @cached_property
    def _indicators(self) -> dict[Key, set[str]]:
        """The indicators with figures in each place: a report, territory, period and basis."""
        indicators: dict[Key, set[str]] = defaultdict(set)
        for key in self.terms.observations.keys:
            indicators[key.place].add(key.indicator)
        return indicators

    def __iter__(self) -> Iterator[Check]:
        for place, indicators in self._indicators.items():
            for identity in self.seeds.identities_of(place.report):
                if not indicators.isdisjoint(identity.names()):
                    for candidate in self._candidates(identity, place):
                        if self._is_triggered(*candidate):
                            yield self._check(identity, *candidate)

    def _candidates(self, identity: Identity, place: Key) -> Iterator[Candidate]:
        """The checks that an identity may have in a place."""
        total = place.of(identity.total)
        weights = {
            place.of(part.indicator): part.coefficient
            * self.seeds.unit_ratio(part.indicator, identity.total)
            for part in identity.parts
        }
        for quantity in (*LEVELS, *BASES):
            first = Member(total, quantity)
            parts = [Member(key, quantity, weight, weight) for key, weight in weights.items()]
            if identity.relation == "sum":
                yield "sum", quantity, (first, *parts)
            else:
                for part in parts:
                    yield "subset", quantity, (first, part)
        if identity.relation != "sum":
            return
        one = Fraction(1)
        if identity.is_additive:
            # Only with positive weights is a total's rate a mean of its parts'.
            for rate in BASE_OF_RATE:
                parts = [Member(key, rate, one, weight) for key, weight in weights.items()]
                yield "range", rate, (Member(total, rate), *parts)
        if not all(
            self.seeds.has_one_total(place.report, part.indicator) for part in identity.parts
        ):
            return
        # Contributions have their signs and their unit already: their coefficient is one.
        parts = [Member(key, "contribution", one, weight) for key, weight in weights.items()]
        yield "points", "contribution", (Member(total, "growth"), *parts)

    def _is_triggered(self, kind: str, quantity: str, members: tuple[Member, ...]) -> bool:
        """A check exists where one of its terms is known; of points, where one of the parts' is."""
        deciding = members[1:] if kind == "points" else members
        terms = (term for reading in READINGS for term in self._terms_of(deciding, reading))
        return any(term is not None and term.triggers_check for term in terms)

    def _terms_of(self, members: Iterable[Member], reading: str) -> list[Term | None]:
        return [self.terms.term(member.key, member.quantity, reading) for member in members]

    def _check(
        self, identity: Identity, kind: str, quantity: str, members: tuple[Member, ...]
    ) -> Check:
        subject = members[1 if kind == "subset" else 0].key
        sources = self.terms.observations.sources
        return Check(
            check_id(kind, identity.name, subject, quantity),
            kind,
            identity.name,
            subject,
            quantity,
            at_both(lambda reading: sides_of(kind, members, self._terms_of(members, reading))),
            frozenset().union(*(sources(member.key, member.quantity) for member in members)),
            members,
            kind in ("range", "points") and self._is_rounding_unknown(members[0].key),
        )

    def _is_rounding_unknown(self, total: Key) -> bool:
        """Whether levels are printed, but not the total's: its rates may be of rounded ones."""
        return not self._has_level(total) and any(
            self._has_level(total.of(indicator).without_basis())
            for indicator in self._component(total)
        )

    def _has_level(self, key: Key) -> bool:
        return self.terms.observations.observed(key, "level", HALF) is not None

    def _component(self, key: Key) -> set[str]:
        """The indicators that identities of the report connect with one."""
        found, before = {key.indicator}, set[str]()
        while found != before:
            before = set(found)
            for identity in self.seeds.identities_of(key.report):
                if not found.isdisjoint(identity.names()):
                    found.update(identity.names())
        return found


def sides_of(kind: str, members: tuple[Member, ...], terms: list[Term | None]) -> Sides | None:
    """The two sides of an identity; None where a term is missing."""
    there = [term for term in terms if term is not None]
    if len(there) < len(terms):
        return None
    total, *parts = weighted(members, there)
    slack = slack_of(kind, members, there)
    magnitude = sum((one.magnitude for one in (total, *parts)), start=Fraction(0))
    if any(member.quantity in RATES for member in members):
        magnitude += 100
    if kind == "subset":
        return Sides(parts[0], Interval(-INFINITY, total.upper + slack), magnitude)
    if kind == "range":
        spans = smallest_interval(*(end for part in parts for end in part))
        return Sides(total, spans.widened(slack), magnitude)
    return Sides(total, total_of(parts).widened(slack), magnitude)


def weighted(members: Iterable[Member], terms: Iterable[Term]) -> list[Interval]:
    """The terms times their coefficients, in the unit of the total."""
    return [
        term.interval.scaled(member.coefficient)
        for member, term in zip(members, terms, strict=True)
    ]


def slack_of(kind: str, members: Iterable[Member], terms: list[Term]) -> Number:
    """How far rounding of plans, bases and levels may separate the two sides of an identity."""
    weights = [abs(member.weight) for member in members]
    slack = sum(
        (weight * term.slack for weight, term in zip(weights, terms, strict=True)),
        start=Fraction(0),
    )
    if kind in ("sum", "subset"):
        return slack
    total, *parts = terms
    # A level that is not printed may be rounded as that of the total is.
    unprinted = sum(
        (
            max(Fraction(1), weight)
            for weight, part in zip(weights[1:], parts, strict=True)
            if part.rounding is None
        ),
        start=Fraction(0),
    ) * (total.rounding or 0)
    if kind == "points":
        return in_points_of(total.base, slack + unprinted)
    quantity = next(iter(members)).quantity
    return in_points_of(total.base, unprinted and unprinted * times_of(quantity, parts))


def in_points_of(base: Interval | None, slack: Number) -> Number:
    """Roundings of levels in points; without a base they have no size."""
    if not slack or base is None:
        return Fraction(0)
    return INFINITY if base.lower <= 0 else 100 * slack / base.lower


def times_of(rate: str, parts: Iterable[Term]) -> Number:
    """How often the greatest rate of the parts contains a rounding of its base; at least once."""
    greatest = max(part.interval.upper for part in parts) / 100
    return max(Fraction(1), greatest + 1 if rate == "growth" else greatest)
