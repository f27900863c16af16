"""Lines of a document: as `paragraphs` gives them, whatever the container."""

import re
from collections.abc import Sequence

from doichieu.wording.text import paragraphs

# A line break inside a sentence: what follows goes on with a small letter or a percent sign.
_GOES_ON = re.compile(r"[a-zà-ỹđ%]")
_ENDS = re.compile(r"[.!?:;…”\"]$")
_MOST_ABOVE = 4


def lines_of(text: str) -> list[str]:
    """The lines of one block; a line break that a sentence goes over is a blank."""
    lines: list[str] = []
    for line in paragraphs(text):
        if lines and _GOES_ON.match(line) and not _ENDS.search(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def lines_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The few lines above a table, the nearest last: its title and its unit may be there."""
    return tuple(lines[-_MOST_ABOVE:])
