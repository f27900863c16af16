"""Checks of identities: sums, subsets, ranges, and contributions in points."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oracle.checks import Check, Member, Sides, at_both, check_id
from oracle.intervals import INFINITY, Interval, Number, smallest_interval, total_of
from oracle.observations import BASE_OF_RATE, BASES
from oracle.printed_numbers import HALF, READINGS
from oracle.seeds import Identity, Key, Seeds
from oracle.terms import Term, Terms
from oracle.wordings import LEVELS, RATES, WORDINGS

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
            place.of(part.indicator): (
                part.coefficient * self.seeds.unit_ratio(part.indicator, identity.total),
                self.seeds.unit_ratio(part.indicator, identity.total),
            )
            for part in identity.parts
        }
        for quantity in (*LEVELS, *BASES):
            first = Member(total, quantity)
            parts = [Member(key, quantity, both[0], *both) for key, both in weights.items()]
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
                parts = [Member(key, rate, one, *both) for key, both in weights.items()]
                yield "range", rate, (Member(total, rate), *parts)
        if not all(
            self.seeds.has_one_total(place.report, part.indicator) for part in identity.parts
        ):
            return
        # Contributions have their signs and their unit already: their coefficient is one.
        parts = [Member(key, "contribution", one, *both) for key, both in weights.items()]
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
            kind in ("range", "points") and self._is_rounding_unknown(members),
        )

    def _is_rounding_unknown(self, members: tuple[Member, ...]) -> bool:
        """Whether rates may be of rounded amounts, and nothing says how large these are."""
        terms = [term for term in self._terms_of(members, HALF) if term is not None]
        if len(terms) < len(members) or least_base(members, terms) is not None:
            return False
        key, component = members[0].key, self._component(members[0].key)
        return any(
            figure.key.report == key.report
            and figure.key.indicator in component
            and WORDINGS[figure.measure].quantity in (*LEVELS, "change")
            for figure in self.seeds.figures.values()
        )

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
        span = smallest_interval(*(end for part in parts for end in part))
        return Sides(total, span.widened(slack), magnitude)
    return Sides(total, total_of(parts).widened(slack), magnitude)


def weighted(members: Iterable[Member], terms: Iterable[Term]) -> list[Interval]:
    """The terms times their coefficients, in the unit of the total."""
    return [
        term.interval.scaled(member.coefficient)
        for member, term in zip(members, terms, strict=True)
    ]


def slack_of(kind: str, members: Sequence[Member], terms: Sequence[Term]) -> Number:
    """How far rounding of plans, bases and levels may separate the two sides of an identity."""
    each = list(zip(members, terms, strict=True))
    slack = sum((abs(member.weight) * term.slack for member, term in each), start=Fraction(0))
    if kind in ("sum", "subset"):
        return slack
    base = least_base(members, terms)
    if base is None:
        # In points of an unknown base, the rounding of levels has no size.
        return Fraction(0)
    slack = slack if kind == "points" else Fraction(0)
    # A level that is not printed, and its base, may be rounded as coarsely as any that is.
    unprinted = sum(
        (abs(member.weight / member.ratio) for member, term in each if not term.has_level),
        start=Fraction(0),
    ) * coarsest(each)
    if unprinted:
        slack += unprinted * (1 + times(kind, each))
    if not slack:
        return Fraction(0)
    return INFINITY if base <= 0 else 100 * slack / base


def least_base(members: Sequence[Member], terms: Sequence[Term]) -> Number | None:
    """The least plan or base of the total: by its own figures, or by those of its parts."""
    own = terms[0].base
    of_parts = [
        abs(member.weight) * term.base.lower
        for member, term in zip(members[1:], terms[1:], strict=True)
        if term.base is not None and term.base.lower > 0
    ]
    bounds = ([] if own is None else [own.lower]) + ([sum(of_parts)] if of_parts else [])
    return max(bounds) if bounds else None


def coarsest(each: Sequence[tuple[Member, Term]]) -> Fraction:
    """The coarsest rounding of what is printed, in the total's unit.

    A level that is not printed may be rounded to a whole unit, where that is larger than the unit
    of another of the sum.
    """
    least = min(member.ratio for member, _ in each)
    whole = [
        member.ratio * term.whole
        for member, term in each
        if not term.has_level and member.ratio > least
    ]
    return max([member.ratio * term.rounding for member, term in each] + whole)


def times(kind: str, each: Sequence[tuple[Member, Term]]) -> Number:
    """How often a rate without a level contains a rounding of its base; at least once."""
    found: list[Number] = [Fraction(1)]
    for place, (member, term) in enumerate(each):
        if not term.has_level and (place == 0 or kind == "range"):
            rise = member.quantity == "growth"
            found += [abs(end / 100 + rise) for end in term.interval]
    return max(found)
