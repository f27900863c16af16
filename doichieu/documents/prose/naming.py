"""Which indicator each figure of a text is about."""

from collections.abc import Sequence
from dataclasses import replace

from doichieu.documents.draft import Drafted, DraftedFigure
from doichieu.documents.known import Known
from doichieu.wording.surroundings import Surroundings


def name_indicators(
    lines: Sequence[str],
    around: Sequence[Surroundings],
    figures: Sequence[DraftedFigure],
    known: Known,
) -> Drafted:
    """The figures with their indicators, and the new rows of indicators and identities.

    `around[i]` are the surroundings of the number of `figures[i]`, which has every column but
    `indicator_id`, `label`, `parent_label`, `relation` and the basis of a share. A doubt about an
    indicator is added to the doubts of its figure.
    """
    return Drafted(figures=tuple(replace(each, indicator_id="unnamed") for each in figures))
