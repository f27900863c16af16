"""Headers and footers of a PDF: they repeat from page to page, or stand at its very edge."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from doichieu.documents.containers.pdf_lines import Line

# The number of a page, at one end of its line; a line with other numbers that differ is text.
_COUNTED = re.compile(r"^\d{1,4}\b(?![.,]\d)|(?<![\d.,])\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PAGE = re.compile(r"(?i)[-–—|\s]*(?:trang|page)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*")
# A header or footer is among so many lines from the top or the bottom.
_OUTER_LINES = 3
# A heading that a table repeats on each page has so many cells, and the same words.
_HEADING_CELLS = 3
# Shares of the height of a page: its very edge, and the zone of a lone page number.
_EDGE, _ZONE = 0.035, 0.12
_SAME_HEIGHT = 6.0


@dataclass(frozen=True)
class Page:
    """The lines of a page in the order of its content, and its height in points."""

    lines: tuple[Line, ...]
    height: float


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without their headers, footers and page numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _outer(page)})
    words = Counter(text for page in pages for text in {line.text for line in _outer(page)})
    least = max(2, len(pages) * 2 // 5)

    def repeats(line: Line) -> bool:
        if len(line.segments) >= _HEADING_CELLS and words[line.text] >= least:
            return False
        text, height = _key(line)
        return max(counts[text, height + step] for step in (-1, 0, 1)) >= least

    kept = []
    for page in pages:
        outer = _outer(page)
        ends = (outer[0], outer[-1]) if outer else ()
        dropped = {
            id(line)
            for line in outer
            if _in_zone(line, page, _EDGE)
            or (_in_zone(line, page, _ZONE) and _LETTERS.search(line.text) and repeats(line))
            or (line in ends and _in_zone(line, page, _ZONE) and _PAGE.fullmatch(line.text))
        }
        kept.append(
            Page(tuple(line for line in page.lines if id(line) not in dropped), page.height)
        )
    return kept


def _outer(page: Page) -> list[Line]:
    by_height = sorted(page.lines, key=lambda line: line.base)
    if len(by_height) <= 2 * _OUTER_LINES:
        return by_height
    return by_height[:_OUTER_LINES] + by_height[-_OUTER_LINES:]


def _key(line: Line) -> tuple[str, int]:
    return _COUNTED.sub("#", line.text.strip().lower()), round(line.base / _SAME_HEIGHT)


def _in_zone(line: Line, page: Page, zone: float) -> bool:
    """Whether a line is in the outer zone of a page, above or below its text."""
    return not zone * page.height < line.base < (1 - zone) * page.height
