"""A draft: the rows that an analyst would have typed, each tied to its place in the document."""

from dataclasses import dataclass

from doichieu.documents.document import Document

Row = dict[str, str]


@dataclass(frozen=True)
class DraftedFigure:
    """One row of the draft's figures.csv, before it has a number.

    `label` is the words that name it (of a table, the row's), `parent_label` those it is a part
    of, `relation` one of total, part_of_sum, of_which, none; `wording` what it was read from.
    `doubts` say why the row is unsure; with one, its note begins with "?". `span` is where its
    paragraph prints it; None in a table. `so_far` is the period of the months up to a day that
    words name, for what adds up over the months.
    """

    place: str
    printed: str
    indicator_id: str
    measure: str
    unit_id: str
    territory_id: str = ""
    period_id: str = ""
    qualifier: str = ""
    basis: str = ""
    number_format: str = ""
    note: str = ""
    label: str = ""
    parent_label: str = ""
    relation: str = ""
    wording: str = ""
    doubts: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    so_far: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A number that became no figure, and why."""

    place: str
    printed: str
    reason: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Drafted:
    """What was read from the text or the tables of a document; the rows are those that are new."""

    figures: tuple[DraftedFigure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    indicators: tuple[Row, ...] = ()
    units: tuple[Row, ...] = ()
    identities: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The whole draft of one document; `report` is its row of reports.csv."""

    document: Document
    report: Row
    drafted: Drafted
