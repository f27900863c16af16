"""Footnotes of a PDF: a paragraph may go on behind them, on the next page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from doichieu.documents.containers.pdf_lines import Line
from doichieu.documents.containers.pdf_margins import Page
from doichieu.documents.containers.superscripts import raised

_SMALLER = 0.92
_MARK = re.compile(r"[(\[]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹*]")
_NUMBER = re.compile(r"^\d{1,2}\s*(?=[^\d\s.,%])")


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
        marked = tuple(_with_mark(line) for line in page.lines if line in small)
        notes.append(Page(marked, page.height))
    return texts, notes


def _notes(lines: Sequence[Line], body: float) -> list[Line]:
    """The small lines at the bottom of a page, from the first one that begins with a mark."""
    small = []
    for line in sorted(lines, key=lambda line: line.base):
        if line.size >= _SMALLER * body or len(line.segments) > 1:
            break
        small.append(line)
    while small and not _MARK.match(small[-1].text):
        small.pop()
    return small


def _with_mark(line: Line) -> Line:
    """The line with the number of its note raised, as it is in the text: no figure begins it."""
    first, *others = line.segments
    text = _NUMBER.sub(lambda mark: raised(mark[0].strip()) + " ", first.text)
    return replace(line, segments=(replace(first, text=text), *others))
