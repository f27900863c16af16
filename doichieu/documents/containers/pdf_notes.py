"""Footnotes of a PDF: a paragraph may go on behind them, on the next page."""

import re
from collections import Counter
from collections.abc import Sequence

from doichieu.documents.containers.pdf_lines import Line
from doichieu.documents.containers.pdf_margins import Page

_SMALLER = 0.92
_MARK = re.compile(r"[(\[]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹*]")


def parted_notes(pages: Sequence[Page]) -> tuple[list[Page], list[Page]]:
    """The pages without their footnotes, and the footnotes of each page."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    texts, notes = [], []
    for page in pages:
        small = _notes(page.lines, body)
        texts.append(Page(tuple(line for line in page.lines if line not in small), page.height))
        notes.append(Page(tuple(line for line in page.lines if line in small), page.height))
    return texts, notes


def _notes(lines: Sequence[Line], body: float) -> list[Line]:
    """The small lines at the bottom of a page, from the first one that begins with a mark."""
    small = []
    for line in sorted(lines, key=lambda line: line.base):
        if line.size >= _SMALLER * body:
            break
        small.append(line)
    while small and not _MARK.match(small[-1].text):
        small.pop()
    return small
