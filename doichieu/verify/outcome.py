"""What comparing a transcription with its text can find."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What one row of a figures file says that the text can confirm.

    `paragraph` is None where `place` is blank or a cell of a workbook; `cell` is that cell, or
    blank.
    """

    figure_no: int
    indicator_id: str
    measure: str
    printed: str
    unit_id: str
    qualifier: str
    paragraph: int | None
    cell: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Figure":
        """Read a row of the figures file.

        Raises KeyError for a missing column, and ValueError where figure_no is not a whole
        number; reading the inputs refuses such a row.
        """
        place = (row["place"] or "").strip()
        return cls(
            figure_no=int(row["figure_no"]),
            indicator_id=row["indicator_id"],
            measure=row["measure"],
            printed=row["printed"],
            unit_id=row["unit_id"],
            qualifier=row["qualifier"] or "",
            paragraph=int(place) if place.isdecimal() else None,
            cell="" if place.isdecimal() else place,
        )


@dataclass(frozen=True)
class Found:
    """A figure and the number of the text that it alone claims."""

    figure: Figure
    paragraph: int
    offset: int
    number: str


@dataclass(frozen=True)
class Missing:
    """A figure that was not found in the text, and why, in words."""

    figure: Figure
    why: str


@dataclass(frozen=True)
class OutOfOrder:
    """A figure whose position among its neighbours does not agree with its figure_no.

    Figures are numbered in reading order, so two exchanged values are found by this alone.
    """

    figure: Figure
    paragraph: int
    offset: int
    why: str


@dataclass(frozen=True)
class Misworded:
    """A figure whose measure the words beside its number contradict."""

    figure: Figure
    paragraph: int
    offset: int
    why: str


@dataclass(frozen=True)
class Unclaimed:
    """A number of the text that no figure claims and no rule explains."""

    number: str
    paragraph: int
    offset: int
    snippet: str


@dataclass(frozen=True)
class SetApart:
    """A number that is no figure, by the rule named: a date, the number of a document, a name."""

    number: str
    paragraph: int
    offset: int
    rule: str
    reason: str
    snippet: str


@dataclass(frozen=True)
class Verification:
    """Everything found; offsets count characters of the paragraph as `paragraphs` gives it.

    `notes` are worth reading and never make the outcome unclean.
    """

    found: tuple[Found, ...]
    missing: tuple[Missing, ...]
    out_of_order: tuple[OutOfOrder, ...]
    misworded: tuple[Misworded, ...]
    unclaimed: tuple[Unclaimed, ...]
    set_apart: tuple[SetApart, ...]
    notes: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True when every figure has its own number, in order, and no number is left over."""
        return not (self.missing or self.out_of_order or self.misworded or self.unclaimed)
