"""The numbers of a text: where each stands, with which unit, and under which rule."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from doichieu.verify.rules import MAGNITUDES, NOT_A_UNIT, RULES, SPELLINGS, Rule

# Digits with single marks between, as long as they go: "690" is no number inside "1.690,5".
# A thousand may also be set off by a space that does not break.
_RUN = r"(?:[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)*"
_NUMBER = re.compile(rf"(?<![0-9]){_RUN}")
_HYPHENS = "-‑"
_MINUS = _HYPHENS + "−–"
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
# What may stand between a number and a unit that it shares or that comes late.
_LIST = re.compile(rf"(?:\s*(?:[-–—/]|[,;]\s|và\s|đến\s|tới\s|hoặc\s)\s*{_RUN})+")
_SPELT_OUT = re.compile(r"\s*\([^()0-9]{1,60}\)")
_WORD = re.compile(r"\s+([^\W\d_]+)")
_MOST_WORDS_BETWEEN = 2
_SNIPPET = 32


@dataclass(frozen=True)
class Number:
    """A number of the text: `printed` is its digits and marks, a true minus before them.

    `whole` is false where it is a piece of something else (A690). `unit` is the unit's
    name right after it, or None. `bullet` is its string without the dash that opens the
    paragraph, which may be a list's and not a minus.
    """

    printed: str
    paragraph: int
    start: int
    end: int
    whole: bool
    unit: str | None
    rule: Rule | None
    bullet: str | None


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a text; paragraph n is the nth.

    Letters are composed (NFC), marks that cannot be seen are left out, and the ends are
    stripped, so that every offset counts what a reader sees.
    """
    lines = re.split(r"\r\n|\r|\n|\u2028|\u2029", unicodedata.normalize("NFC", text))
    bare = (_INVISIBLE.sub("", line).strip() for line in lines)
    return [line for line in bare if line]


def one_line(name: str) -> str:
    """A unit's name with its letters composed and single spaces, as units are compared."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def same_minus(printed: str) -> str:
    """A printed number, composed, with whichever minus was typed made the plain one."""
    composed = unicodedata.normalize("NFC", printed)
    return "-" + composed[1:] if composed[:1] and composed[0] in _MINUS else composed


class UnitNames:
    """The units that a text may print, longest first: "nghìn tỷ đồng" is no "đồng"."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names as units.csv has them (name_vi)."""
        self._patterns = {name: _unit_pattern(name) for name in map(one_line, names) if name}

    def right_after(self, text: str, position: int) -> str | None:
        """The longest unit that begins at the position, spaces aside; None where none does."""
        longest, end = None, position
        for name, pattern in self._patterns.items():
            match = pattern.match(text, position)
            if match and match.end() > end:
                longest, end = name, match.end()
        return longest

    def comes_late(self, text: str, position: int, name: str) -> bool:
        """Whether the unit follows within a few words, or behind a list the number opens."""
        ends = [position]
        for between in (_LIST, _SPELT_OUT):
            if match := between.match(text, position):
                ends.append(match.end())
        end = position
        for _ in range(_MOST_WORDS_BETWEEN):
            word = _WORD.match(text, end)
            if word is None or word.group(1).lower() in MAGNITUDES:
                break
            end = word.end()
            ends.append(end)
        for end in ends:
            opening = re.compile(r"\s*\(").match(text, end)
            starts = [end, opening.end()] if opening else [end]
            if any(self.right_after(text, start) == name for start in starts):
                return True
        return False


def _unit_pattern(name: str) -> re.Pattern[str]:
    words = []
    for word in name.replace("phần trăm", "%").split():
        spellings = SPELLINGS.get(word, (word,))
        words.append("(?:" + "|".join(r"\s+".join(map(re.escape, s.split())) for s in spellings))
        words[-1] += ")"
    last = name.split()[-1]
    others = "|".join(map(re.escape, NOT_A_UNIT.get(last, ())))
    goes_on = rf"(?!\s+(?:{others})\b)" if others else ""
    # Between the words of a name at least one space; a sign needs none before it.
    body = r"\s+".join(words).replace(r"\s+(?:%", r"\s*(?:%")
    return re.compile(rf"(?i)\s*{body}(?!(?<=\w)\w){goes_on}")


def numbers(lines: list[str], units: UnitNames) -> list[Number]:
    """Every number of the paragraphs, in reading order."""
    found = []
    for paragraph, line in enumerate(lines, start=1):
        covers = _covers(line)
        for match in _NUMBER.finditer(line):
            found.append(_number(line, paragraph, match.start(), match.end(), units, covers))
    return found


@lru_cache(maxsize=512)
def _covers(line: str) -> tuple[tuple[Rule, tuple[int, int]], ...]:
    """Where the rules match; kept, for one text is often held against several transcriptions."""
    return tuple((rule, match.span()) for rule in RULES for match in rule.pattern.finditer(line))


def _number(
    line: str,
    paragraph: int,
    digits: int,
    end: int,
    units: UnitNames,
    covers: Iterable[tuple[Rule, tuple[int, int]]],
) -> Number:
    unit = units.right_after(line, end)
    if unit is None and (part := re.compile(rf"/{_RUN}").match(line, end)):
        unit = units.right_after(line, part.end())  # 13/19 tiêu chí
    rule = next(
        (
            rule
            for rule, (start, stop) in covers
            if start <= digits and end <= stop and (unit is None or rule.part_of_a_name)
        ),
        None,
    )
    start = digits - 1 if _has_minus(line, digits) else digits
    printed = same_minus(line[start:end])
    return Number(
        printed=printed,
        paragraph=paragraph,
        start=start,
        end=end,
        whole=start != digits or not _is_glued(line, digits),
        unit=unit,
        rule=rule,
        bullet=printed[1:] if start == 0 and start != digits else None,
    )


def _has_minus(line: str, digits: int) -> bool:
    """Whether the dash before the digits is a minus, not a hyphen or the "to" of a span."""
    if digits == 0 or line[digits - 1] not in _MINUS:
        return False
    before = line[: digits - 1]
    if before and not (before[-1].isspace() or before[-1] in "([:;"):
        return False
    return not before.rstrip()[-1:].isdigit()


def _is_glued(line: str, digits: int) -> bool:
    """Whether letters run into the digits: A690, or Covid-19 by its hyphen."""
    before = line[:digits]
    if before[-1:] and before[-1] in _HYPHENS:
        before = before[:-1]
    return before[-1:].isalpha() or before[-1:] == "_"


def snippet(line: str, start: int, end: int) -> str:
    """The number with a few words on either side, cut between words where that is near."""
    left, right = max(0, start - _SNIPPET), min(len(line), end + _SNIPPET)
    near = _SNIPPET // 2
    left = 0 if left < near else line.rfind(" ", left - near, left) + 1 or left
    space = line.find(" ", right, right + near)
    if space >= 0:
        right = space
    elif len(line) - right < near:
        right = len(line)
    return ("… " if left else "") + line[left:right] + (" …" if right < len(line) else "")
