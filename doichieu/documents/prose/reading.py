"""The numbers of a text as figures: measure, unit, qualifier, basis, period, territory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doichieu.documents.draft import DraftedFigure, LeftOut, Row
from doichieu.documents.known import Known
from doichieu.wording.numbers import Number, numbers
from doichieu.wording.surroundings import Surroundings, surroundings


@dataclass(frozen=True)
class Read:
    """Figures without indicators; `around[i]` are the words around the number of `figures[i]`."""

    figures: tuple[DraftedFigure, ...]
    around: tuple[Surroundings, ...]
    left_out: tuple[LeftOut, ...]
    units: tuple[Row, ...] = ()


def read_figures(lines: Sequence[str], known: Known, report: Mapping[str, str]) -> Read:
    """Every number of the paragraphs as a figure, or left out with the reason."""
    found = numbers(lines, known.unit_names)
    figures, around, left_out = [], [], []
    for one in surroundings(found, lines):
        number = one.number
        place, span = str(number.paragraph), (number.start, number.end)
        if number.rule is not None:
            left_out.append(LeftOut(place, number.printed, number.rule.reason, span))
            continue
        unit_id = _unit(number, known)
        if not unit_id:
            left_out.append(LeftOut(place, number.printed, "no unit is near it", span))
            continue
        measure = "increase_pct" if unit_id == "percent" else "level"
        figures.append(
            DraftedFigure(
                place, number.printed, "", measure, unit_id, wording=one.own.strip(), span=span
            )
        )
        around.append(one)
    return Read(tuple(figures), tuple(around), tuple(left_out))


def _unit(number: Number, known: Known) -> str:
    sizes = known.unit_names.sizes
    return next((unit_id for unit_id, size in sizes.items() if number.has(size)), "")
