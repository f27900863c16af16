"""A joint problem as the warehouse poses it: printed ratios, and the identities between them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Quantity = Literal["level", "plan", "prior"]
BASES: tuple[Quantity, ...] = ("plan", "prior")
QUANTITIES: tuple[Quantity, ...] = ("level", *BASES)
# The sign of a contribution's denominator where only the printed level of the total states it.
SIGN_OF_TOTAL = 2


class Unknown(NamedTuple):
    """A true quantity of an indicator, in the indicator's unit.

    With `used_for` it is the rounded plan or base that the office used for that figure instead.
    """

    indicator_id: str
    quantity: Quantity
    used_for: str = ""


Terms = tuple[tuple[Unknown, float], ...]
"""A linear form: unknowns and their coefficients."""


@dataclass(frozen=True)
class Interval:
    """The possible values of a figure, from `lower` to `upper`.

    `sign` is the sign of the denominator: 1, -1, or 0 where it may be either. A figure with sign 0
    constrains nothing. An exact number has no width: nothing widens it.
    """

    lower: float
    upper: float
    sign: int

    @property
    def middle(self) -> float:
        """Halfway between both ends."""
        return (self.lower + self.upper) / 2

    @property
    def half_width(self) -> float:
        """Half the distance of both ends."""
        return (self.upper - self.lower) / 2

    @property
    def is_exact(self) -> bool:
        """Whether the number stands for itself alone; doubles may part equal ends by one unit."""
        return abs(self.half_width) <= math.ulp(self.middle) / 2


FigureKey = tuple[str, str, str]


@dataclass(frozen=True)
class Ratio:
    """A printed figure: numerator / denominator lies in its interval, `half` or `wide`.

    A printed level, plan, base or change has the denominator one, here None. `last_place` is one
    unit in the last printed place, `reach` the largest distance between the printed number and the
    value that was rounded to it. Both are in the indicator's unit, or plain ratios.
    """

    indicator_id: str
    quantity: str
    basis: str
    numerator: Terms
    denominator: Unknown | None
    half: Interval
    wide: Interval
    last_place: float
    reach: float

    @property
    def key(self) -> FigureKey:
        """The columns that identify the figure within its problem."""
        return self.indicator_id, self.quantity, self.basis

    @property
    def is_unknown(self) -> bool:
        """Whether the figure is a printed level, plan or base: an unknown itself."""
        return self.denominator is None and len(self.numerator) == 1

    @property
    def unknowns(self) -> list[Unknown]:
        """Those of the numerator, then the denominator."""
        above = [unknown for unknown, _ in self.numerator]
        return [*above, self.denominator] if self.denominator else above

    def of_rounded(self, roundings: Mapping[Unknown, float]) -> tuple["Ratio", list["Ratio"]]:
        """The ratio of the rounded unknowns, and how far each may lie from the true one.

        `roundings` maps each unknown that may have been rounded to the largest difference.
        """
        used = {
            unknown: unknown._replace(used_for="/".join(self.key))
            if unknown in roundings
            else unknown
            for unknown in self.unknowns
        }
        differences = []
        for unknown, rounded in used.items():
            if rounded != unknown:
                interval = Interval(-roundings[unknown], roundings[unknown], 1)
                differences.append(
                    replace(
                        self,
                        quantity="rounding",
                        numerator=((rounded, 1.0), (unknown, -1.0)),
                        denominator=None,
                        half=interval,
                        wide=interval,
                    )
                )
        numerator = tuple((used[unknown], by) for unknown, by in self.numerator)
        denominator = used[self.denominator] if self.denominator else None
        return replace(self, numerator=numerator, denominator=denominator), differences


@dataclass(frozen=True)
class Identity:
    """Total = Σ coefficient × part, or part ≤ total; of one quantity.

    `terms` is total - parts, in the total's unit: zero for a sum, at least zero for a subset.
    """

    identity_id: str
    is_sum: bool
    total: Unknown
    terms: Terms


class Contribution(NamedTuple):
    """A part's contribution to the growth of its total: its rise over the total's base.

    `sign` is that of the base: 1, -1, or SIGN_OF_TOTAL, which leaves it to the printed level of the
    total.
    """

    identity: Identity
    part: Unknown
    coefficient: float
    sign: int

    @property
    def prior(self) -> Unknown:
        """What the part is compared with."""
        return self.part._replace(quantity="prior")

    @property
    def base(self) -> Unknown:
        """What the total is compared with."""
        return self.identity.total._replace(quantity="prior")


@dataclass
class Problem:
    """All figures that one report prints for one component of its identities.

    `factors` are the units of its indicators, in a unit that all of them share.
    """

    problem_id: str
    ratios: list[Ratio] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    factors: dict[str, float] = field(default_factory=dict)

    @property
    def unknowns(self) -> list[Unknown]:
        """Every unknown of a figure or an identity, once."""
        named = [unknown for ratio in self.ratios for unknown, _ in ratio.numerator]
        named += [ratio.denominator for ratio in self.ratios if ratio.denominator]
        named += [unknown for identity in self.identities for unknown, _ in identity.terms]
        return list(dict.fromkeys(named))

    def without_idle_identities(self) -> "Problem":
        """The problem without identities that can exclude nothing.

        Either one of their unknowns is free: it is in no other identity, and its indicator has no
        figure. A list of sixty parts of which one province prints none is left out so. Or no figure
        bounds any unknown that they are linked with, as those of plans where no plan is printed.
        """
        printed = {unknown.indicator_id for ratio in self.ratios for unknown in ratio.unknowns}
        of_unknown: dict[Unknown, set[int]] = defaultdict(set)
        for place, identity in enumerate(self.identities):
            for unknown, _ in identity.terms:
                of_unknown[unknown].add(place)
        waiting = list(of_unknown)
        while waiting:
            unknown = waiting.pop()
            if len(of_unknown[unknown]) == 1 and unknown.indicator_id not in printed:
                (place,) = of_unknown[unknown]
                for neighbour, _ in self.identities[place].terms:
                    of_unknown[neighbour].discard(place)
                    waiting.append(neighbour)
        linked: set[int] = set()
        waiting = [unknown for ratio in self.ratios for unknown in ratio.unknowns]
        while waiting:
            places = of_unknown[waiting.pop()] - linked
            linked |= places
            waiting += [one for place in places for one, _ in self.identities[place].terms]
        kept = [one for place, one in enumerate(self.identities) if place in linked]
        return replace(self, identities=kept)

    def with_rounded_bases(self) -> "Problem":
        """The problem where percentages and changes may be those of rounded plans and bases."""
        roundings = self._roundings()
        ratios = list(self.ratios)
        for place, ratio in enumerate(self.ratios):
            if ratio.denominator or ratio.quantity == "change":
                ratios[place], differences = ratio.of_rounded(roundings)
                ratios += differences
        return replace(self, ratios=ratios)

    def _roundings(self) -> dict[Unknown, float]:
        """How far a rounded plan or base may lie from the true one, in the indicator's unit.

        One unit in the last place of its level, which allows for truncation; its own reach where it
        is printed more coarsely. Where neither is printed, as much as the coarsest amount that is,
        and a whole unit where that is larger than another's. None where no amount is printed.
        """
        roundings: dict[Unknown, float] = defaultdict(float)
        coarsest = 0.0
        for ratio in self.ratios:
            if ratio.denominator:
                continue
            coarsest = max(coarsest, ratio.reach * self.factors[ratio.indicator_id])
            for base in BASES:
                unknown = Unknown(ratio.indicator_id, base)
                if ratio.quantity == "level":
                    roundings[unknown] = max(roundings[unknown], ratio.last_place)
                elif unknown == ratio.numerator[0][0]:
                    roundings[unknown] = max(roundings[unknown], ratio.reach)
        if coarsest:
            least = min(self.factors.values())
            for indicator_id, factor in self.factors.items():
                reach = max(coarsest / factor, 1.0 if factor > least else 0.0)
                for base in BASES:
                    roundings.setdefault(Unknown(indicator_id, base), reach)
        return roundings

    def widened(self) -> "Problem":
        """The problem at the wide interval, which takes the place of the half one."""
        rounded = self.with_rounded_bases()
        ratios = [replace(ratio, half=ratio.wide) for ratio in rounded.ratios]
        return replace(rounded, ratios=ratios)

    @property
    def contributions(self) -> list[Contribution]:
        """The contribution of each part of a sum to the growth of its total.

        None where a figure is a ratio to the total's base, whose sign is open.
        """
        signs: dict[Unknown, int] = {}
        for ratio in self.ratios:
            if ratio.denominator:
                signs[ratio.denominator] = signs.get(ratio.denominator) or ratio.half.sign
        unknowns = set(self.unknowns)
        found = [
            Contribution(
                identity,
                part,
                -coefficient,
                signs.get(identity.total._replace(quantity="prior"), SIGN_OF_TOTAL),
            )
            for identity in self.identities
            if identity.is_sum and identity.total.quantity == "level"
            for part, coefficient in identity.terms[1:]
        ]
        return [one for one in found if one.sign and {one.base, one.prior} <= unknowns]

    @property
    def has_scale(self) -> bool:
        """Whether any level, plan or base is printed; else every solution can be multiplied."""
        return any(ratio.denominator is None for ratio in self.ratios)


NUMERATORS: dict[str, Quantity] = {"plan_level": "plan", "prior_level": "prior"}
FIGURE_COLUMNS = (
    "indicator_id, quantity, figure_basis, over_indicator_id, over_quantity, coefficient, "
    "half_lower, half_upper, half_sign, wide_lower, wide_upper, wide_sign, last_place, wide_width"
)
IDENTITY_COLUMNS = (
    "identity_id, relation, total_indicator_id, part_indicator_id, coefficient, total_factor, "
    "part_factor"
)


def read_problems(
    figures: Iterable[Sequence[Any]], identities: Iterable[Sequence[Any]]
) -> list[Problem]:
    """Problems from rows: the number of the problem, then FIGURE_COLUMNS or IDENTITY_COLUMNS."""
    problems: dict[str, Problem] = {}
    for problem_id, *figure in figures:
        problems.setdefault(problem_id, Problem(problem_id)).ratios.append(_ratio(*figure))
    parts: dict[tuple[str, str, str, str], list[tuple[str, float]]] = defaultdict(list)
    for problem_id, identity_id, relation, total, part, coefficient, *factors in identities:
        problems[problem_id].factors.update(zip((total, part), factors, strict=True))
        # Each part of a subset is a separate identity.
        key = (problem_id, identity_id, total, "" if relation == "sum" else part)
        parts[key].append((part, coefficient))
    for (problem_id, identity_id, total, subset), members in parts.items():
        for quantity in QUANTITIES:
            terms = [(Unknown(total, quantity), 1.0)]
            terms += [(Unknown(part, quantity), -coefficient) for part, coefficient in members]
            problems[problem_id].identities.append(
                Identity(identity_id, not subset, Unknown(total, quantity), tuple(terms))
            )
    return list(problems.values())


def _ratio(
    indicator_id: str,
    quantity: str,
    figure_basis: str,
    over_indicator_id: str,
    over_quantity: Quantity | None,
    coefficient: float,
    *ends: Any,
) -> Ratio:
    """The figure of a row with FIGURE_COLUMNS; `ends` are those from half_lower on."""
    numerator: Terms = ((Unknown(indicator_id, NUMERATORS.get(quantity, "level")), coefficient),)
    if quantity in ("contribution", "change"):
        numerator += ((Unknown(indicator_id, "prior"), -coefficient),)
    denominator = Unknown(over_indicator_id, over_quantity) if over_quantity else None
    half, wide = Interval(*ends[:3]), Interval(*ends[3:6])
    return Ratio(
        indicator_id, quantity, figure_basis, numerator, denominator, half, wide, *ends[6:]
    )
