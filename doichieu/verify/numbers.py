"""The numbers of a text: the place of each, its unit, and the rule that covers it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from doichieu.verify.rules import MAGNITUDES, NOT_A_UNIT, RULES, SPELLINGS, Rule

# The longest run of digits with single marks between them: in "1.690,5", "690" is no number.
# A no-break space may also separate groups of three digits.
_RUN = r"(?:[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)*"
_NUMBER = re.compile(rf"(?<![0-9]){_RUN}")
_HYPHENS = "-‑"
_MINUS = _HYPHENS + "−–"
# The words allowed between a number and a unit that follows later or belongs to several numbers.
_LIST = re.compile(rf"(?:\s*(?:[-–—/]|[,;]\s|và\s|đến\s|tới\s|hoặc\s)\s*{_RUN})+")
_SPELT_OUT = re.compile(r"\s*\([^()0-9]{1,60}\)")
_WORD = re.compile(r"\s+([^\W\d_]+)")
_MOST_WORDS_BETWEEN = 2


@dataclass(frozen=True)
class Number:
    """A number of the text; `printed` is its digits and marks, with its minus sign.

    `index` counts in reading order. `whole` is false where it is a piece of something else
    (A690). `unit` is the unit's name directly after it, or None. Where a dash opens the
    paragraph, `bullet` is the number without it: the dash may be a list mark, not a minus.
    """

    index: int
    printed: str
    paragraph: int
    start: int
    end: int
    whole: bool
    unit: str | None
    rule: Rule | None
    bullet: str | None


def one_line(name: str) -> str:
    """A unit's name with its letters composed and single spaces, as units are compared."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def same_minus(printed: str) -> str:
    """A printed number in composed form, with a plain minus instead of any other."""
    composed = unicodedata.normalize("NFC", printed)
    return "-" + composed[1:] if composed[:1] and composed[0] in _MINUS else composed


class UnitNames:
    """The units that a text may print; the longest counts: "nghìn tỷ đồng" is not "đồng"."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names as units.csv has them (name_vi)."""
        self._patterns = {name: _unit_pattern(name) for name in map(one_line, names) if name}

    def right_after(self, text: str, position: int) -> str | None:
        """The longest unit that begins at the position or after spaces; None where none does."""
        longest, end = None, position
        for name, pattern in self._patterns.items():
            match = pattern.match(text, position)
            if match and match.end() > end:
                longest, end = name, match.end()
        return longest

    def comes_late(self, text: str, position: int, name: str) -> bool:
        """Whether the unit follows within a few words, or after a list that begins here."""
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
    # At least one space between the words of a name; a percent sign needs none before it.
    body = r"\s+".join(words).replace(r"\s+(?:%", r"\s*(?:%")
    return re.compile(rf"(?i)\s*{body}(?!(?<=\w)\w){goes_on}")


def numbers(lines: list[str], units: UnitNames) -> list[Number]:
    """Every number of the paragraphs, in reading order."""
    found = []
    for paragraph, line in enumerate(lines, start=1):
        covers = _covers(line)
        for match in _NUMBER.finditer(line):
            found.append(_number(len(found), line, paragraph, match.span(), units, covers))
    return found


@lru_cache(maxsize=512)
def _covers(line: str) -> tuple[tuple[Rule, tuple[int, int]], ...]:
    """Where the rules match; cached, for one text is often compared several times."""
    return tuple((rule, match.span()) for rule in RULES for match in rule.pattern.finditer(line))


def _number(
    index: int,
    line: str,
    paragraph: int,
    span: tuple[int, int],
    units: UnitNames,
    covers: Iterable[tuple[Rule, tuple[int, int]]],
) -> Number:
    digits, end = span
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
        index=index,
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
    """Whether the dash before the digits is a minus, not a hyphen or the dash of a range."""
    if digits == 0 or line[digits - 1] not in _MINUS:
        return False
    before = line[: digits - 1]
    if before and not (before[-1].isspace() or before[-1] in "([:;"):
        return False
    return not before.rstrip()[-1:].isdigit()


def _is_glued(line: str, digits: int) -> bool:
    """Whether letters touch the digits: A690, or Covid-19 with its hyphen."""
    before = line[:digits]
    if before[-1:] and before[-1] in _HYPHENS:
        before = before[:-1]
    return before[-1:].isalpha() or before[-1:] == "_"
