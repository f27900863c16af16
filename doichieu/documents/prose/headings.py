"""What stands above a number: the sentence that opens its list, the head of its table column."""

import re
from collections.abc import Iterator, Sequence

from doichieu.wording.comparisons import PLAN
from doichieu.wording.numbers import Number
from doichieu.wording.periods import SEVERAL_PERIODS, period_mentions

_ITEM = re.compile(r"\s*(?:[-–+*•]|[0-9]{1,2}[.)]|[a-zđ]\))\s")
_DASHED = re.compile(r"\s*[-–+*•]")
_PERIOD_NUMBERS = re.compile(
    r"(?i)^\s*[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|(?:19|20)[0-9]{2}(?![0-9])"
    r"|tháng [0-9]{1,2}(?![0-9])|[0-9]{1,2} tháng|quý [1-4](?![0-9])|[0-9]{1,2} months"
)
_LONGEST_TITLE = 16
# "Lạng Sơn, tháng 9 năm 2023", "Hanoi, January 2024": when a report was written.
_DATED = re.compile(
    r"(?i)^\W*[^\W\d_]+(?:[ .-]+[^\W\d_]+){0,4},\s*(?:ngày\s+[0-9]{1,2}\s+)?"
    r"(?:tháng\s+[0-9]{1,2}\s*(?:năm|/)|(?!năm)[^\W\d_]+)\s*(?:19|20)[0-9]{2}\W*$"
)
_MEETS = re.compile(
    r"(?i)(?<!\w)(?:họp|hội nghị|hội thảo|meeting|session|conference|briefing)(?!\w)"
)
# The year of a month that a title names without one.
_SOME_YEAR = 2000
_CELLS = re.compile(r"[;|\t]")
# A line with more words is prose, whatever marks it has.
_MOST_WORDS = 30
_FARTHEST = 40


def opening(lines: Sequence[str], paragraph: int) -> str:
    """The line above the list that a paragraph is an item of, or blank: it ends with a colon, or is
    a title, of one period at most."""
    if not _ITEM.match(lines[paragraph - 1]):
        return ""
    for line in reversed(lines[max(0, paragraph - _FARTHEST) : paragraph - 1]):
        if line.rstrip().endswith(":"):
            return line
        if _is_title(line):
            return line if _says_when(line) else ""
        if not _ITEM.match(line):
            return ""
    return ""


def _is_title(line: str) -> bool:
    """Whether a line is a title: short, without a mark at its end or a number but that of a
    period."""
    plain = _PERIOD_NUMBERS.sub("", line)
    short = len(line.split()) <= _LONGEST_TITLE and not re.search(r"[.;,!?]\s*$", line)
    return short and not _DASHED.match(line) and not re.search(r"[0-9]", plain)


def _says_when(title: str) -> bool:
    """Whether the period that a title names is that of its items, if it names any.

    "Tháng 9 và 9 tháng năm 2023" does not say which of them an item is of, and a meeting or a
    report has a date of its own.
    """
    if _DATED.search(title) or _MEETS.search(title):
        return False
    periods = {one.days for one in period_mentions(re.sub(PLAN, "", title), _SOME_YEAR)}
    return len(periods) <= 1 and SEVERAL_PERIODS.search(title) is None


def column_head(lines: Sequence[str], number: Number) -> str:
    """The heading of the column in which a number of a table stands; blank in prose."""
    line = lines[number.paragraph - 1]
    if len(_CELLS.split(line)) < 2 or len(line.split()) > _MOST_WORDS:
        return ""
    from_end = len(_CELLS.findall(line[number.end :]))
    for above in _without_numbers(lines, number.paragraph):
        heads = _CELLS.split(above)
        if len(heads) > 1 and from_end < len(heads):
            return heads[-1 - from_end]
    return ""


def _without_numbers(lines: Sequence[str], paragraph: int) -> Iterator[str]:
    """The lines above a paragraph that have no numbers, from the nearest up."""
    for line in reversed(lines[max(0, paragraph - _FARTHEST) : paragraph - 1]):
        if not re.search(r"[0-9]", line):
            yield line
