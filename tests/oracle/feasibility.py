"""The results of the checks for a figure: its status and its feasibility interval."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from oracle.checks import Check, Member
from oracle.figure_checks import rise_of
from oracle.identity_checks import slack_of, weighted
from oracle.intervals import ENTIRE, INFINITY, NON_POSITIVE, Interval, total_of
from oracle.observations import BASES, Observations
from oracle.printed_numbers import HALF
from oracle.seeds import Figure, FigureName, Key, Seeds
from oracle.terms import Term, Terms
from oracle.wordings import from_percent

# The status of a figure by the worst verdict on it that is no contradiction, the worst first.
STATUSES = {"suspect": "suspect", "consistent": "confirmed"}
CONTRADICTED = "contradicted"
NO_CHECK = "unverifiable"
# A quantity of an observation, and the values that a check allows it.
Allowed = tuple[Key, str, Interval]


def statuses(
    figures: Iterable[FigureName],
    verdicts: Iterable[tuple[Check, str]],
    contradicted: Collection[FigureName],
) -> dict[FigureName, str]:
    """The status of each figure: `contradicted` in a conflict, else that of the
    checks that they are in.
    """
    found: dict[FigureName, set[str]] = defaultdict(set)
    for check, verdict in verdicts:
        # A limit does not confirm a figure.
        if check.kind != "limit" or verdict != "consistent":
            for name in check.figures:
                found[name].add(verdict)
    return {
        name: CONTRADICTED
        if name in contradicted
        else next(
            (status for verdict, status in STATUSES.items() if verdict in found[name]), NO_CHECK
        )
        for name in figures
    }


@dataclass(frozen=True)
class Feasibility:
    """The feasibility interval of each figure: the values that all other figures allow it.

    `noise` widens (or, below zero, narrows) what the other terms of a check allow a term, by that
    fraction of the numbers it was calculated from.
    """

    seeds: Seeds
    observations: Observations
    terms: Terms
    checks: Mapping[str, Check]
    noise: Fraction

    def intervals(self) -> dict[FigureName, Interval | None]:
        """The feasibility interval of each figure, as it would be printed; None if empty."""
        feasible = dict.fromkeys(self.seeds.figures, ENTIRE)
        for check in self.checks.values():
            for figure, interval in self._allowed_by(check):
                feasible[figure.name] = feasible[figure.name].intersected(interval)
        return {
            name: None if one.is_empty else self.seeds.figures[name].printed_for(one)
            for name, one in feasible.items()
        }

    def _allowed_by(self, check: Check) -> Iterator[tuple[Figure, Interval]]:
        """The values that a check allows its figures; all values if it is not checkable."""
        if check.half is None or check.kind == "limit":
            return
        if check.kind == "repeat":
            one, other = (self.seeds.figures[name] for name in sorted(check.figures))
            yield one, other.quantities(HALF)
            yield other, one.quantities(HALF)
            return
        by_kind = self._allowed_by_ratio if check.kind == "ratio" else self._allowed_by_identity
        for key, quantity, interval in by_kind(check):
            for figure in self.observations.figures_of(key, quantity):
                yield figure, interval

    def _allowed_by_ratio(self, check: Check) -> Iterator[Allowed]:
        """Of level, base and rate, two imply the third."""
        key, rate = check.key, check.quantity
        (base,) = check.members
        if rate == "change":
            yield from self._allowed_by_change(check)
            return
        unit_ratio = self.seeds.unit_ratio(key.indicator, base.key.indicator)
        levels = self._observed(key, "level").scaled(unit_ratio)
        rates = self._observed(key, rate)
        bases = self._observed(base.key, base.quantity)
        if rate == "growth" and bases.lower < 0:
            # Growth on a negative base has two readings.
            return
        yield key, rate, levels.divided(bases)
        yield base.key, base.quantity, levels.divided(rates)
        yield key, "level", bases.multiplied(rates).scaled(1 / unit_ratio)

    def _allowed_by_change(self, check: Check) -> Iterator[Allowed]:
        """Of level, change and base two imply the third; of level, change and growth likewise."""
        assert check.half is not None
        key = check.key
        ((_, base, *_),) = check.members
        levels, changes = self._observed(key, "level"), self._observed(key, "change")
        noise = self.noise * check.half.magnitude
        yield key, "change", check.half.right.widened(noise)
        bases = self._observed(key, base)
        changes = changes.widened(noise)
        if base == "prior_level":
            yield key, "level", changes.plus(bases)
            yield key, base, levels.minus(changes)
            return
        changes = changes.widened(self.observations.change_rounding(key, HALF))
        yield key, "level", changes.divided(rise_of(bases).widened(self.noise))
        yield key, base, levels.divided(levels.minus(changes))

    def _allowed_by_identity(self, check: Check) -> Iterator[Allowed]:
        """The values that the other terms allow each term, and therefore its figures."""
        assert check.half is not None
        for member, interval in self._allowed_to_members(check):
            noise = self.noise * check.half.magnitude / abs(member.coefficient)
            yield from self._on_figures(member, interval.widened(noise))

    def _allowed_to_members(self, check: Check) -> Iterator[tuple[Member, Interval]]:
        assert check.half is not None
        left, right = check.half.left, check.half.right
        total, *parts = check.members
        terms = [self._term(member) for member in check.members]
        slack = slack_of(check.kind, check.members, terms)
        if check.kind == "subset":
            (part,) = parts
            yield total, Interval(left.lower - slack, INFINITY)
            yield part, Interval(-INFINITY, right.upper).scaled(1 / part.coefficient)
            return
        yield total, right
        if check.kind == "range":
            # A part may lie anywhere as long as one is below the total and one above.
            return
        _, *intervals = weighted(check.members, terms)
        for index, part in enumerate(parts):
            others = total_of(intervals[:index] + intervals[index + 1 :])
            yield part, left.widened(slack).minus(others).scaled(1 / part.coefficient)

    def _on_figures(self, member: Member, allowed: Interval) -> Iterator[Allowed]:
        """The allowed values of a term as values of each of its figures, given the others."""
        key, quantity = member.key, member.quantity
        if quantity not in BASES:
            yield key, quantity, from_percent(quantity, allowed)
            return
        printed, rate = BASES[quantity]
        implied = self.observations.implied(key, quantity, HALF)
        assert implied is not None
        if implied.is_printed:
            yield key, printed, allowed
            return
        levels = self._observed(key, "level")
        if implied.source == "change":
            changes = self._observed(key, "change")
            yield key, "level", allowed.plus(changes)
            yield key, "change", levels.minus(allowed)
            return
        rates = self._observed(key, rate)
        yield key, "level", allowed.multiplied(rates)
        if rates.upper < 0 <= levels.lower and allowed.lower < 0:
            # A negative rate of a level of at least zero has a negative base.
            allowed = allowed.intersected(NON_POSITIVE)
        yield key, rate, levels.divided(allowed)

    def _observed(self, key: Key, quantity: str) -> Interval:
        """A printed quantity that the check has."""
        observed = self.observations.observed(key, quantity, HALF)
        assert observed is not None
        return observed

    def _term(self, member: Member) -> Term:
        term = self.terms.term(member.key, member.quantity, HALF)
        assert term is not None
        return term
