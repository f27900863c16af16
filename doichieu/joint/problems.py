"""A joint problem as the warehouse poses it: printed ratios, and the identities that bind them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Quantity = Literal["level", "plan", "prior"]
BASES: tuple[Quantity, ...] = ("plan", "prior")
QUANTITIES: tuple[Quantity, ...] = ("level", *BASES)


class Unknown(NamedTuple):
    """A quantity of an indicator, in the indicator's unit.

    `used_for` names the figure that it was used for where that may be rounded; blank for the truth.
    """

    indicator_id: str
    quantity: Quantity
    used_for: str = ""


Terms = tuple[tuple[Unknown, float], ...]
"""A linear expression: unknowns and what each is multiplied by."""


@dataclass(frozen=True)
class Reading:
    """What a figure stands for: `middle` give or take `half_width`.

    `sign` is that of the quantity below the line: 1 or -1, 0 where it may have either, and then the
    figure tells nothing.
    """

    middle: float
    half_width: float
    sign: int


@dataclass(frozen=True)
class Ratio:
    """What a report prints of one quantity: `over` times the reading is the numerator.

    A printed level, plan or base is over one: `over` is None. `last_place` is one unit in the last
    printed place, `reach` how far the print may lie from what it was rounded from.
    """

    indicator_id: str
    quantity: str
    basis: str
    numerator: Terms
    over: Unknown | None
    half: Reading
    wide: Reading
    last_place: float
    reach: float

    def of_rounded(self, roundings: Mapping[Unknown, float]) -> tuple["Ratio", list["Ratio"]]:
        """The same of what was used instead of the truth, and how near to the truth that is."""
        named = [unknown for unknown, _ in self.numerator] + [self.over]
        figure = f"{self.indicator_id}/{self.quantity}/{self.basis}"
        used = {
            unknown: unknown._replace(used_for=figure) if unknown in roundings else unknown
            for unknown in named
            if unknown
        }
        apart = []
        for unknown, stand_in in used.items():
            if stand_in != unknown:
                width = roundings[unknown]
                reading = Reading(0.0, width, 1)
                terms: Terms = ((stand_in, 1.0), (unknown, -1.0))
                apart.append(
                    replace(
                        self,
                        quantity="rounding",
                        numerator=terms,
                        over=None,
                        half=reading,
                        wide=reading,
                    )
                )
        numerator = tuple((used[unknown], by) for unknown, by in self.numerator)
        return replace(self, numerator=numerator, over=used[self.over]), apart


@dataclass(frozen=True)
class Identity:
    """Total = sum of coefficient times part, or part within total; of one quantity.

    The terms are those of total minus parts: zero for a sum, not below zero for a subset.
    """

    identity_id: str
    is_sum: bool
    total: Unknown
    terms: Terms


@dataclass
class Problem:
    """Everything that one report says of one component of its identities."""

    problem_id: str
    ratios: list[Ratio] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)

    @property
    def unknowns(self) -> list[Unknown]:
        """Every quantity that a figure or an identity names, once."""
        named = [unknown for ratio in self.ratios for unknown, _ in ratio.numerator]
        named += [ratio.over for ratio in self.ratios if ratio.over]
        named += [unknown for identity in self.identities for unknown, _ in identity.terms]
        return list(dict.fromkeys(named))

    def with_rounded_bases(self) -> "Problem":
        """The same, where each percentage by itself may have been taken of rounded plans and bases.

        What was used lies within one unit in the last place of its level from the truth: as far as
        truncation goes. A plan or base that is printed more coarsely was rounded more coarsely.
        """
        roundings: dict[Unknown, float] = defaultdict(float)
        for ratio in self.ratios:
            if ratio.quantity == "level":
                for base in BASES:
                    unknown = Unknown(ratio.indicator_id, base)
                    roundings[unknown] = max(roundings[unknown], ratio.last_place)
            elif ratio.over is None:
                printed = ratio.numerator[0][0]
                roundings[printed] = max(roundings[printed], ratio.reach)
        ratios = list(self.ratios)
        for place, ratio in enumerate(self.ratios):
            if ratio.over:
                ratios[place], apart = ratio.of_rounded(roundings)
                ratios += apart
        return Problem(self.problem_id, ratios, self.identities)

    @property
    def has_scale(self) -> bool:
        """Whether any level, plan or base is printed; if none is, all could be twice as much."""
        return any(ratio.over is None for ratio in self.ratios)


NUMERATORS: dict[str, Quantity] = {"plan_level": "plan", "prior_level": "prior"}
FIGURE_COLUMNS = (
    "problem_id, indicator_id, quantity, figure_basis, over_indicator_id, over_quantity, "
    "coefficient, half_lower, half_upper, half_sign, wide_lower, wide_upper, wide_sign, "
    "last_place, reach"
)
# Both readings of `figures`, a relation like int_joint_figures, in one row.
BOTH_READINGS = """
select
    problem_id, indicator_id, quantity, figure_basis, over_indicator_id, over_quantity, coefficient,
    max(case reading when 'half' then lower end) as half_lower,
    max(case reading when 'half' then upper end) as half_upper,
    max(case reading when 'half' then sign end) as half_sign,
    max(case reading when 'wide' then lower end) as wide_lower,
    max(case reading when 'wide' then upper end) as wide_upper,
    max(case reading when 'wide' then sign end) as wide_sign,
    max(last_place) as last_place,
    max(case reading when 'wide' then width end) as reach
from figures
group by all
"""
IDENTITY_COLUMNS = (
    "problem_id, identity_id, relation, total_indicator_id, part_indicator_id, coefficient"
)


def read_problems(
    figures: Iterable[Sequence[Any]], identities: Iterable[Sequence[Any]]
) -> list[Problem]:
    """Problems from rows with the columns FIGURE_COLUMNS and IDENTITY_COLUMNS."""
    problems: dict[str, Problem] = {}
    for problem_id, *rest in figures:
        problems.setdefault(problem_id, Problem(problem_id)).ratios.append(_ratio(*rest))
    parts: dict[tuple[str, str, str, str], list[tuple[str, float]]] = defaultdict(list)
    for problem_id, identity_id, relation, total, part, coefficient in identities:
        # Each part of a subset is a relation of its own.
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
    half_lower: float,
    half_upper: float,
    half_sign: int,
    wide_lower: float,
    wide_upper: float,
    wide_sign: int,
    last_place: float,
    reach: float,
) -> Ratio:
    numerator: Terms = ((Unknown(indicator_id, NUMERATORS.get(quantity, "level")), coefficient),)
    if quantity == "contribution":
        numerator += ((Unknown(indicator_id, "prior"), -coefficient),)
    return Ratio(
        indicator_id,
        quantity,
        figure_basis,
        numerator,
        Unknown(over_indicator_id, over_quantity) if over_quantity else None,
        Reading((half_lower + half_upper) / 2, (half_upper - half_lower) / 2, half_sign),
        Reading((wide_lower + wide_upper) / 2, (wide_upper - wide_lower) / 2, wide_sign),
        last_place,
        reach,
    )
