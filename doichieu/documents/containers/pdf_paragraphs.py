"""Paragraphs of a PDF, whose lines end where the page was full."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doichieu.documents.containers.assembling import goes_on
from doichieu.documents.containers.pdf_columns import Run
from doichieu.documents.containers.pdf_lines import Line

# Shares of the distance of two lines: beyond the first a paragraph ends where its last sentence
# does, beyond the second in any case.
_SPACED, _APART = 1.12, 1.45
_INDENTED = 0.8
_SAME_SIZE = 0.08
_BLANK = 0.25
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
# Words that no paragraph ends with.
_OPEN = re.compile(
    r"(?i)(?:,|(?<!\w)(?:giảm|tăng|đạt|là|và|của|với|còn|gần|hơn|khoảng|ước|từ|đến|bằng|chiếm|gấp"
    r"|trên|so|and|or|of|by|to|the|at|from|with|rose|fell))$"
)
_ITEM = re.compile(r"(?:[-–—+•·▪●*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđA-Z][.)]|[IVX]{1,5}[.)])\s")
_PARTED = re.compile(r"\S+[-\u2010\u2011\u00ad]$")
_WORD_END = re.compile(r"([^\W\d_]+)-$")
_WORD_START = re.compile(r"[^\W\d_]+(-?)")


@dataclass(frozen=True)
class _Placed:
    line: Line
    run: Run
    step: float
    # The distance from the line above in the same run; None for a run's first line.
    below: float | None


def paragraphs_of(runs: Sequence[Run]) -> list[tuple[int, str]]:
    """Join the lines of columns in the order of reading to paragraphs.

    With each stands the index of the column in which it begins.
    """
    placed = list(_placed(runs))
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _all_text(placed)))
    paragraphs: list[tuple[int, str]] = []
    places = [n for n, run in enumerate(runs) for _ in run.lines]
    for i, one in enumerate(placed):
        if i and not _ends(placed[i - 1], one):
            place, text = paragraphs[-1]
            paragraphs[-1] = place, _joined(text, one.line.text, words)
        else:
            paragraphs.append((places[i], one.line.text))
    return paragraphs


def _all_text(placed: Iterable[_Placed]) -> str:
    """The words of all lines, without those that a hyphen parts at the end of one."""
    return " ".join(_PARTED.sub("", one.line.text) for one in placed).lower()


def _placed(runs: Sequence[Run]) -> Iterator[_Placed]:
    for run in runs:
        step = _step(run, runs)
        above = None
        for line in run.lines:
            yield _Placed(line, run, step, None if above is None else above - line.base)
            above = line.base


def _step(run: Run, runs: Sequence[Run]) -> float:
    """The usual distance of two lines of a paragraph: near the smallest of their size."""
    size = run.lines[0].size
    for chosen in ([run], runs):
        distances = sorted(
            above.base - below.base
            for one in chosen
            for above, below in pairwise(one.lines)
            if abs(above.size - below.size) < _SAME_SIZE * size
            and 0.9 * size < above.base - below.base < 2.5 * size
        )
        if len(distances) >= 4:
            return distances[len(distances) // 5]
    return 1.2 * size


def _ends(above: _Placed, below: _Placed) -> bool:
    """Whether a paragraph ends between two lines that follow each other in reading."""
    one, two = above.line, below.line
    if abs(one.size - two.size) > _SAME_SIZE * max(one.size, two.size):
        return True
    sentence_over = _ENDS_SENTENCE.search(one.text) is not None
    item = _ITEM.match(two.text) is not None
    if not sentence_over and not item and (goes_on(two.text) or _OPEN.search(one.text)):
        return False
    distance = 1.0 if below.below is None else below.below / below.step
    if distance > _APART or _fits(above, below):
        return True
    if sentence_over and (item or distance > _SPACED or _indented(above, below)):
        return True
    return one.bold != two.bold and not one.text.endswith(",")


def _fits(above: _Placed, below: _Placed) -> bool:
    """Whether the first word of a line would have had room on the line above."""
    text = below.line.segments[0]
    first = text.text.split(" ", 1)[0]
    width = (text.right - text.left) * len(first) / max(1, len(text.text))
    size = above.line.size
    return above.line.right + (_BLANK * size) + width < above.run.right - _BLANK * size


def _indented(above: _Placed, below: _Placed) -> bool:
    step = _INDENTED * below.line.size
    return below.line.left > below.run.left + step and below.line.left > above.line.left + step / 2


def _joined(start: str, end: str, words: frozenset[str]) -> str:
    """Two lines as one; a hyphen at the end stays unless it only parts a word."""
    if start.endswith("\u00ad"):
        return start[:-1] + end
    if not start.endswith(("-", "\u2010", "\u2011")) or start.endswith((" -", " \u2010")):
        return f"{start} {end}"
    left, right = _WORD_END.search(start.lower()), _WORD_START.match(end)
    if (
        left is None
        or right is None
        or right[1]
        or not end[0].islower()
        or "-" in start.split()[-1][:-1]
    ):
        return start + end
    whole = left[1] + right[0]
    if whole in words:
        return start[:-1] + end
    return start + end if left[1] in words else start[:-1] + end
