"""What stands above a number: the sentence that opens its list, the head of its table column."""

import re
from collections.abc import Iterator, Sequence

from doichieu.wording.numbers import Number

_ITEM = re.compile(r"\s*(?:[-–+*•]|[0-9]{1,2}[.)]|[a-zđ]\))\s")
_CELLS = re.compile(r"[;|\t]")
# A line with more words is prose, whatever marks it has.
_MOST_WORDS = 30
_FARTHEST = 40


def opening(lines: Sequence[str], paragraph: int) -> str:
    """The line that ends with a colon above the list that a paragraph is an item of, or blank."""
    if not _ITEM.match(lines[paragraph - 1]):
        return ""
    for line in reversed(lines[max(0, paragraph - _FARTHEST) : paragraph - 1]):
        if not _ITEM.match(line) or line.rstrip().endswith(":"):
            return line if line.rstrip().endswith(":") else ""
    return ""


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
