"""Lines of a page of a PDF, from its letters in the order of its content."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from doichieu.documents.containers.legacy_fonts import to_unicode
from doichieu.documents.containers.pdf_letters import NO_BREAK, Letter
from doichieu.documents.containers.superscripts import raised

# A no-break space that does not group the digits of a number.
_NO_NUMBER = re.compile(f"(?<![0-9]){NO_BREAK}|{NO_BREAK}(?![0-9]{{3}}(?![0-9]))")
# Shares of the size of a line's letters.
_NEXT_LINE = 0.6
_BACK = 1.0
_GAP = 1.5
_SMALL, _RAISED = 0.85, 0.15


@dataclass(frozen=True)
class Segment:
    """Words of a line without a wide gap between them; edges in points from the left."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """One line: its segments, its base line and the size of its letters, in points.

    `bold` says that all its letters are.
    """

    segments: tuple[Segment, ...]
    base: float
    size: float
    bold: bool

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(segment.text for segment in self.segments)


def lines_of_letters(letters: Iterable[Letter]) -> list[Line]:
    """Put letters together to lines, in the order in which the page's content has them."""
    groups: list[list[Letter]] = []
    for letter in letters:
        if groups and _goes_on(groups[-1], letter):
            groups[-1].append(letter)
        else:
            groups.append([letter])
    lines = (_line(group) for group in groups)
    return [line for line in lines if line is not None]


def _goes_on(group: Sequence[Letter], letter: Letter) -> bool:
    last = group[-1]
    size = max(last.size, letter.size)
    if abs(letter.base - last.base) > _NEXT_LINE * size:
        return False
    return letter.left >= last.right - _BACK * size


def _line(group: Sequence[Letter]) -> Line | None:
    inked = [letter for letter in group if not letter.text.isspace()]
    if not inked:
        return None
    size = Counter(round(letter.size, 1) for letter in inked).most_common(1)[0][0]
    body = [letter.base for letter in inked if letter.size >= _SMALL * size]
    base = Counter(round(one, 1) for one in body).most_common(1)[0][0]
    pieces: list[list[Letter]] = [[]]
    right = inked[0].left
    for letter in group:
        if not letter.text.isspace():
            if letter.left - right > _GAP * size and pieces[-1]:
                pieces.append([])
            right = max(right, letter.right)
        pieces[-1].append(letter)
    segments = tuple(segment for piece in pieces if (segment := _segment(piece, base, size)))
    return Line(segments, base, size, all(letter.bold for letter in inked))


def _segment(piece: Sequence[Letter], base: float, size: float) -> Segment | None:
    def look(letter: Letter) -> tuple[str, bool]:
        high = letter.size < _SMALL * size and letter.base > base + _RAISED * size
        return letter.font, high

    texts = []
    for (font, high), run in groupby(piece, key=look):
        text = to_unicode("".join(letter.text for letter in run), font)
        texts.append(raised(text) if high else text)
    text = _NO_NUMBER.sub(" ", "".join(texts)).strip()
    if not text:
        return None
    inked = [letter for letter in piece if not letter.text.isspace()]
    return Segment(text, inked[0].left, max(letter.right for letter in inked))
