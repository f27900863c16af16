"""The results of comparing a transcription with its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from doichieu.wording.numbers import Number


@dataclass(frozen=True)
class Figure:
    """The parts of a row of a figures file that the text can confirm.

    `paragraph` is None where `place` is blank or a cell of a workbook; `cell` is that cell, or
    blank. `period_id` and `number_format` are blank for those of the report.
    """

    figure_no: int
    indicator_id: str
    period_id: str
    measure: str
    printed: str
    unit_id: str
    qualifier: str
    basis: str
    number_format: str
    paragraph: int | None
    cell: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Figure":
        """Read a row of the figures file.

        Raises KeyError for a missing column, and ValueError where figure_no is not a whole
        number; the input stage refuses such a row.
        """
        place = (row["place"] or "").strip()
        return cls(
            figure_no=int(row["figure_no"]),
            indicator_id=row["indicator_id"],
            period_id=row["period_id"] or "",
            measure=row["measure"],
            printed=row["printed"],
            unit_id=row["unit_id"],
            qualifier=row["qualifier"] or "",
            basis=row["basis"] or "",
            number_format=row.get("number_format") or "",
            paragraph=int(place) if place.isdecimal() else None,
            cell="" if place.isdecimal() else place,
        )


@dataclass(frozen=True)
class Found:
    """A figure and the number of the text that it alone claims.

    A range, and an amount printed in two parts, claim the number `also` too.
    """

    figure: Figure
    number: Number
    also: Number | None = None


@dataclass(frozen=True)
class FoundInCell:
    """A figure and the displayed text of the cell that it alone claims."""

    figure: Figure
    text: str


@dataclass(frozen=True)
class Missing:
    """A figure that was not found in the text, and why, in words."""

    figure: Figure
    why: str


@dataclass(frozen=True)
class Doubtful:
    """A figure that was found and still does not agree with the text, and why, in words.

    `about` is the column of the row that the words speak against: measure, basis, period_id,
    indicator_id or figure_no.
    """

    figure: Figure
    number: Number
    about: str
    why: str


@dataclass(frozen=True)
class Unclaimed:
    """A number of the text that no figure claims, among its words; `rule` sets it apart."""

    number: Number
    snippet: str
    rule: str = ""


@dataclass(frozen=True)
class Verification:
    """The complete result.

    Figures are numbered in reading order: `out_of_order` are those whose position among their
    neighbours does not agree with their figure_no; only this detects exchanged values. `misworded`
    are those whose measure, basis, period or indicator contradicts the words near the number.
    `set_apart` are the unclaimed numbers that are no figures by a rule: dates, names, numbers of
    documents. `notes` are worth reading and never make the outcome unclean.
    """

    found: tuple[Found, ...]
    found_in_cells: tuple[FoundInCell, ...]
    missing: tuple[Missing, ...]
    out_of_order: tuple[Doubtful, ...]
    misworded: tuple[Doubtful, ...]
    unclaimed: tuple[Unclaimed, ...]
    set_apart: tuple[Unclaimed, ...]
    notes: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True when every figure has its own number, in order, and no number is left over."""
        return not (self.missing or self.out_of_order or self.misworded or self.unclaimed)
