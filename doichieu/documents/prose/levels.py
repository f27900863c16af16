"""Printed levels as numbers: what they are, and how exactly they are printed."""

from dataclasses import dataclass
from fractions import Fraction

from doichieu.base.vocabulary import NumberFormat, vocabulary
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known


@dataclass(frozen=True)
class Level:
    """A printed level in the base unit of its dimension, and half a unit of its last digit."""

    value: Fraction
    half: Fraction
    dimension: str


def printed_level(figure: DraftedFigure, known: Known, number_format: str) -> Level | None:
    """The number of a figure of a report with this number format; None where it has no one reading
    or no known unit."""
    form = vocabulary().number_formats[figure.number_format or number_format or "vi"]
    unit = known.units.get(figure.unit_id)
    if unit is None or not form.pattern.fullmatch(figure.printed):
        return None
    size = Fraction(unit["factor"])
    value, last = _read(figure.printed, form)
    return Level(value * size, last * size / 2, unit["dimension"])


def agrees_with_share(part: Level, whole: Level, share: Level) -> bool:
    """Whether two levels give a printed share within their roundings."""
    if part.dimension != whole.dimension or whole.value <= whole.half:
        return False
    least = (part.value - part.half) / (whole.value + whole.half)
    most = (part.value + part.half) / (whole.value - whole.half)
    return least <= share.value + share.half and share.value - share.half <= most


def _read(printed: str, form: NumberFormat) -> tuple[Fraction, Fraction]:
    """A printed number, and one unit of its last digit."""
    plain = printed.replace(form.group, "").replace(form.decimal, ".").replace("−", "-")
    decimals = len(plain.partition(".")[2])
    return Fraction(plain), Fraction(1, 10**decimals)
