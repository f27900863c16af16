"""Other numbers for what a paragraph gave before: one of the two is about something else."""

import re
from collections.abc import Sequence
from dataclasses import replace

from doichieu.documents.draft import DraftedFigure

_DOUBT = "the paragraph has another number for it before"


def with_repeats_doubted(figures: Sequence[DraftedFigure]) -> list[DraftedFigure]:
    """The figures, with a doubt on each for which its paragraph has another number before.

    Numbers that are rounded differently may be the same.
    """
    before: dict[tuple[str, ...], list[str]] = {}
    found = []
    for figure in figures:
        key = (
            *(figure.place, figure.indicator_id, figure.measure, figure.unit_id),
            *(figure.basis, figure.period_id, figure.territory_id),
        )
        others = before.setdefault(key, [])
        if any(_differ(figure.printed, other) for other in others):
            figure = replace(figure, doubts=(*figure.doubts, _DOUBT))
        others.append(figure.printed)
        found.append(figure)
    return found


def _differ(printed: str, other: str) -> bool:
    """Whether two numbers are printed to the same place and are not the same."""
    return _places(printed) == _places(other) and _digits(printed) != _digits(other)


def _digits(printed: str) -> str:
    return re.sub(r"[^0-9-]", "", printed)


def _places(printed: str) -> int:
    """How many digits follow the last mark that is no mark of groups."""
    tail = re.search(r"[.,]([0-9]+)$", printed)
    grouped = tail is not None and len(tail[1]) == 3
    return len(tail[1]) if tail and not grouped else 0
