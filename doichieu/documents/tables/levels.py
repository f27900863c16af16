"""The printed levels of tables, compared within their rounding."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.tables.reading import TableFigure

MEASURES = frozenset(("level", "plan_level", "prior_level"))
_RATIOS = frozenset(("percent", "per_mille", "times"))
# A whole is missed by little where it is by no more than this share of it.
_LITTLE = Decimal("0.01")


@dataclass(frozen=True)
class Level:
    """A printed number, and one unit of its last place."""

    value: Decimal
    step: Decimal


# What a figure is of besides its indicator: territory, period, measure, basis and unit.
Of = tuple[str, str, str, str, str]
Levels = Mapping[str, Mapping[Of, Level]]


def printed_levels(figures: Sequence[TableFigure], ids: Sequence[str]) -> Levels:
    """The levels of each indicator; the first where one is printed twice."""
    found: dict[str, dict[Of, Level]] = defaultdict(dict)
    for one, indicator_id in zip(figures, ids, strict=True):
        level = level_of(one.figure)
        if level is not None:
            found[indicator_id].setdefault(of(one.figure), level)
    return found


def of(figure: DraftedFigure) -> Of:
    """What a figure is of besides its indicator."""
    return figure.territory_id, figure.period_id, figure.measure, figure.basis, figure.unit_id


def is_amount(figure: DraftedFigure) -> bool:
    """Whether a figure is a level that may add up with others: no rate in percent."""
    return figure.measure in MEASURES and figure.unit_id not in _RATIOS


def level_of(figure: DraftedFigure) -> Level | None:
    """The printed level; None for a rate, or what is no single number."""
    if not is_amount(figure):
        return None
    group, decimal = (",", ".") if figure.number_format == "en" else (".", ",")
    plain = figure.printed.replace(group, "").replace(decimal, ".").replace("−", "-")
    try:
        return Level(Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2])))
    except ArithmeticError:
        return None


def adds_up(total: Level, parts: Sequence[Level]) -> bool:
    """Whether two parts or more that are not zero make up the total, within their rounding."""
    room = (total.step + sum((part.step for part in parts), Decimal(0))) / 2
    return abs(_gap(total, parts)) <= room and sum(part.value != 0 for part in parts) > 1


def misses_little(total: Level, parts: Sequence[Level]) -> bool:
    """Whether the parts add up to the total, but for a hundredth of it."""
    return abs(_gap(total, parts)) <= _LITTLE * abs(total.value)


def not_far(total: Level, parts: Sequence[Level]) -> bool:
    """Whether the parts miss the total by less than a third of it."""
    return abs(_gap(total, parts)) * 3 < abs(total.value)


def is_within(part: Level, total: Level) -> bool:
    """Whether a part is at most its total, with one unit of the last place of both."""
    return part.value - part.step <= total.value + total.step


def _gap(total: Level, parts: Sequence[Level]) -> Decimal:
    return total.value - sum((part.value for part in parts), Decimal(0))
