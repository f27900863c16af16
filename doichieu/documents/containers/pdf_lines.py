"""Lines of a page of a PDF, from its letters in the order of its content."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from doichieu.documents.containers.legacy_fonts import to_unicode
from doichieu.documents.containers.pdf_letters import NO_BREAK, Letter
from doichieu.documents.containers.superscripts import raised
from doichieu.documents.containers.text_tables import is_number

# A no-break space that does not group the digits of a number.
_NO_NUMBER = re.compile(f"(?<![0-9]){NO_BREAK}|{NO_BREAK}(?![0-9]{{3}}(?![0-9]))")
# Shares of the size of a line's letters.
_NEXT_LINE = 0.6
_BACK = 1.0
# Gaps: between letters without a blank, between cells, between cells of which one is a number,
# and the usual one between words.
_WIDE, _GAP, _NARROW, _BLANK = 0.6, 1.5, 0.6, 0.25
_SMALL, _RAISED, _NEAR = 0.85, 0.15, 0.3
_LONGEST_MARK = 4


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
    lines = (_line(group) for group in _with_marks(groups))
    return [line for line in lines if line is not None]


def _with_marks(groups: Sequence[list[Letter]]) -> list[list[Letter]]:
    """The lines with each raised mark behind its letter: a page may have it somewhere else."""
    lines: list[list[Letter]] = []
    marks: list[list[Letter]] = []
    sizes = Counter(round(letter.size, 1) for group in groups for letter in group)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for group in groups:
        small = len(group) <= _LONGEST_MARK and group[0].size < _SMALL * usual
        (marks if small else lines).append(group)
    for mark in marks:
        if not any(_insert(mark, line) for line in lines):
            lines.append(mark)
    return lines


def _insert(mark: list[Letter], line: list[Letter]) -> bool:
    """Put a mark behind the letter of a line that it stands at, if there is one."""
    if abs(mark[0].base - line[0].base) > line[0].size:
        return False
    for i, letter in enumerate(line):
        near = abs(mark[0].left - letter.right) < _NEAR * letter.size
        high = _RAISED * letter.size < mark[0].base - letter.base < _NEXT_LINE * letter.size
        if near and high and not letter.text.isspace() and mark[0].size < _SMALL * letter.size:
            line[i + 1 : i + 1] = mark
            return True
    return False


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
    words = [word for piece in _pieces(group, _WIDE * size) for word in _words(piece, base, size)]
    return Line(_segments(words, size), base, size, all(letter.bold for letter in inked))


def _pieces(group: Sequence[Letter], widest: float) -> list[list[Letter]]:
    """The letters of a line, parted where a gap is wider than any between words."""
    pieces: list[list[Letter]] = [[]]
    right = group[0].left
    for letter in group:
        if not letter.text.isspace():
            if letter.left - right > widest and pieces[-1]:
                pieces.append([])
            right = max(right, letter.right)
        pieces[-1].append(letter)
    return pieces


def _words(piece: Sequence[Letter], base: float, size: float) -> list[Segment]:
    """The words of a piece in Unicode, each with its edges."""

    def look(letter: Letter) -> tuple[str, bool]:
        high = letter.size < _SMALL * size and letter.base > base + _RAISED * size
        return letter.font, high

    words: list[Segment] = []
    for blank, run in groupby(piece, key=lambda letter: letter.text == " "):
        letters = list(run)
        texts = []
        for (font, high), same in groupby(letters, key=look):
            text = to_unicode("".join(letter.text for letter in same), font)
            texts.append(raised(text) if high else text)
        text = _NO_NUMBER.sub(" ", "".join(texts)).strip()
        if text and not blank:
            inked = [letter for letter in letters if not letter.text.isspace()]
            words.append(Segment(text, inked[0].left, max(letter.right for letter in inked)))
    return words


def _segments(words: Sequence[Segment], size: float) -> tuple[Segment, ...]:
    """Join words to segments: those of a table's cells stand farther apart than words do."""
    gaps = [
        two.left - one.right
        for one, two in pairwise(words)
        if not (is_number(one.text) or is_number(two.text))
    ]
    usual = median(gaps) if gaps else _BLANK * size
    segments: list[Segment] = []
    for word in words:
        if segments:
            last = segments[-1]
            gap = word.left - last.right
            figures = is_number(word.text) or is_number(last.text.rpartition(" ")[2])
            apart = gap > _GAP * size or (figures and gap > max(_NARROW * size, 2 * usual))
            if not apart:
                text = f"{last.text} {word.text}"
                segments[-1] = Segment(text, last.left, max(last.right, word.right))
                continue
        segments.append(word)
    return tuple(segments)
