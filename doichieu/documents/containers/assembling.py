"""Blocks of a text document become its lines and its sheets."""

import re
from collections.abc import Iterable, Sequence

from doichieu.documents.containers.content import Content
from doichieu.documents.containers.text_tables import Rows, sheet_of
from doichieu.documents.document import Sheet
from doichieu.wording.text import paragraphs

_ENDS = re.compile(r"[.!?:;…”\"]$")
_MOST_ABOVE = 4


def content_of(blocks: Iterable[str | Rows], remarks: Sequence[str] = ()) -> Content:
    """Blocks in the order of reading: a text is a paragraph with its line breaks, rows a table.

    The lines above a table are those below the table before it.
    """
    lines: list[str] = []
    sheets: list[Sheet] = []
    after_table = 0
    for block in blocks:
        if isinstance(block, str):
            lines.extend(lines_of(block))
        else:
            above = tuple(lines[after_table:][-_MOST_ABOVE:])
            after_table = len(lines)
            sheets.append(sheet_of(f"Table {len(sheets) + 1}", block, above))
    return Content(tuple(lines), tuple(sheets), tuple(remarks))


def lines_of(text: str) -> list[str]:
    """The lines of one paragraph; a line break that a sentence goes over is a blank."""
    lines: list[str] = []
    for line in paragraphs(text):
        if lines and goes_on(line) and not _ENDS.search(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def goes_on(line: str) -> bool:
    """Whether a line begins as one inside a sentence does: with a small letter or a mark."""
    return line[:1].islower() or line[:1] in ("%", ",", ";", ")")
