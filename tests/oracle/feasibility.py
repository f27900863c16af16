"""What the checks mean for a figure: its status, and what the other figures leave to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from oracle.checks import Check, Member
from oracle.identity_checks import slack_of, weighted
from oracle.intervals import EVERYTHING, INFINITY, NOT_ABOVE_ZERO, Interval, total_of
from oracle.observations import BASES, Observations
from oracle.prints import HALF
from oracle.seeds import Figure, FigureName, Key, Seeds
from oracle.terms import Term, Terms
from oracle.wordings import from_percent

# The status of a figure by the worst verdict on it, the worst first.
STATUSES = {"contradiction": "contradicted", "suspect": "suspect", "consistent": "confirmed"}
NO_CHECK = "unverifiable"
# A quantity of an observation, and what is left to it.
Left = tuple[Key, str, Interval]


def statuses(
    figures: Iterable[FigureName], verdicts: Iterable[tuple[Check, str]]
) -> dict[FigureName, str]:
    """The status of each figure by the verdicts on the checks that it is in."""
    told: dict[FigureName, set[str]] = defaultdict(set)
    for check, verdict in verdicts:
        # To keep a limit confirms nothing.
        if check.kind != "limit" or verdict != "consistent":
            for name in check.figures:
                told[name].add(verdict)
    return {
        name: next(
            (status for verdict, status in STATUSES.items() if verdict in told[name]), NO_CHECK
        )
        for name in figures
    }


@dataclass(frozen=True)
class Feasibility:
    """What the other figures leave to each.

    With `noise`, what the others leave a term is opened (or, below zero, closed) by that share of
    the numbers it was computed from.
    """

    seeds: Seeds
    observations: Observations
    terms: Terms
    checks: Mapping[str, Check]
    noise: Fraction

    def everything(self) -> dict[FigureName, Interval | None]:
        """What is left to each figure, as it would be printed; None where that is nothing."""
        left = dict.fromkeys(self.seeds.figures, EVERYTHING)
        for check in self.checks.values():
            for figure, interval in self._left_by(check):
                left[figure.name] = left[figure.name].met(interval)
        return {
            name: None if one.is_empty else self.seeds.figures[name].printed_for(one)
            for name, one in left.items()
        }

    def _left_by(self, check: Check) -> Iterator[tuple[Figure, Interval]]:
        """What a check leaves to its figures; one that cannot be made leaves them everything."""
        if check.half is None or check.kind == "limit":
            return
        if check.kind == "repeat":
            one, other = (self.seeds.figures[name] for name in sorted(check.figures))
            yield one, other.quantities(HALF)
            yield other, one.quantities(HALF)
            return
        by_kind = self._left_by_ratio if check.kind == "ratio" else self._left_by_identity
        for key, quantity, interval in by_kind(check):
            for figure in self.observations.figures_of(key, quantity):
                yield figure, interval

    def _left_by_ratio(self, check: Check) -> Iterator[Left]:
        """Of level, base and rate, two leave something to the third."""
        key, rate = check.key, check.quantity
        (base,) = check.members
        unit_ratio = self.seeds.unit_ratio(key.indicator, base.key.indicator)
        levels = self._observed(key, "level").scaled(unit_ratio)
        rates = self._observed(key, rate)
        bases = self._observed(base.key, base.quantity)
        yield key, rate, levels.divided(bases)
        yield base.key, base.quantity, levels.divided(rates)
        yield key, "level", bases.multiplied(rates).scaled(1 / unit_ratio)

    def _left_by_identity(self, check: Check) -> Iterator[Left]:
        """What the other terms leave to each, laid on the prints that it is made of."""
        assert check.half is not None
        for member, interval in self._left_to_members(check):
            noise = self.noise * check.half.magnitude / abs(member.coefficient)
            yield from self._on_prints(member, interval.widened(noise))

    def _left_to_members(self, check: Check) -> Iterator[tuple[Member, Interval]]:
        assert check.half is not None
        left, right, _ = check.half
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
            # The parts may lie anywhere as long as one is below and one above.
            return
        _, *intervals = weighted(check.members, terms)
        for index, part in enumerate(parts):
            others = total_of(intervals[:index] + intervals[index + 1 :])
            yield part, left.widened(slack).minus(others).scaled(1 / part.coefficient)

    def _on_prints(self, member: Member, left: Interval) -> Iterator[Left]:
        """What is left to a term, laid on the prints that it is made of, one given the other."""
        key, quantity = member.key, member.quantity
        if quantity not in BASES:
            yield key, quantity, from_percent(quantity, left)
            return
        printed, rate = BASES[quantity]
        implied = self.observations.implied(key, quantity, HALF)
        assert implied is not None
        if implied.is_printed:
            yield key, printed, left
            return
        levels, rates = self._observed(key, "level"), self._observed(key, rate)
        yield key, "level", left.multiplied(rates)
        if rates.upper < 0 <= levels.lower and left.lower < 0:
            # The rate tells the sign of what it is of.
            left = left.met(NOT_ABOVE_ZERO)
        yield key, rate, levels.divided(left)

    def _observed(self, key: Key, quantity: str) -> Interval:
        """A print that the check could not be made without."""
        observed = self.observations.observed(key, quantity, HALF)
        assert observed is not None
        return observed

    def _term(self, member: Member) -> Term:
        term = self.terms.term(member.key, member.quantity, HALF)
        assert term is not None
        return term
