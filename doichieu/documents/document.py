"""A document as its reader sees it: paragraphs of text, and tables of displayed cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Cell:
    """One cell of a table that displays something.

    `text` is what the cell displays, in composed Unicode whatever its font; `stored` is its
    number, None for words. `number_format` is the code of the workbook. `rows` and `columns` are
    how many the cell spans. `indent` counts the steps of its format, not its leading blanks, which
    stay in `text`. `overflows` says that the column is too narrow to show the number (###).
    """

    row: int
    column: int
    text: str
    stored: float | None = None
    number_format: str = ""
    rows: int = 1
    columns: int = 1
    indent: int = 0
    align: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    overflows: bool = False

    @property
    def address(self) -> str:
        """Its name in a workbook: F23."""
        letters, left = "", self.column
        while left:
            left, place = divmod(left - 1, 26)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{self.row}"

    @property
    def is_number(self) -> bool:
        """Whether a number is stored in it."""
        return self.stored is not None

    @property
    def printed(self) -> str:
        """The number of the text as a figures file takes it.

        Parentheses of a negative become a minus, blanks between groups become dots, and a blank
        behind the sign, blanks inside a range and a percent sign are left out.
        """
        text = self.text.strip().removesuffix("%").rstrip()
        if text.startswith("(") and text.endswith(")"):
            text = "-" + text[1:-1]
        text = re.sub(r"^([-−+])\s+", r"\1", text)
        text = re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", "-", text)
        return re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", ".", text)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or one table of a text document (named "Table 1", "Table 2", …).

    `cells` maps (row, column), both from 1, to the cells that display something. Hidden rows,
    columns and sheets are marked, and a reader skips them. `above` are the few lines of text
    above a table of a text document, the nearest last: its title and its unit may be there.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """An opened document; `kind` is the suffix of its container without the dot.

    `lines` are the paragraphs of its text, without those of its tables: paragraph n is the nth.
    `remarks` are what a reader should look at in the whole document: letters that look like
    others, a font that is not known.
    """

    path: Path
    kind: str
    lines: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """The letters of a column that is counted from 1, as a workbook shows them: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
