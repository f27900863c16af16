"""Rows of one look below a row that joins their names, or whose short form names the whole."""

import re
from collections.abc import Sequence

from doichieu.documents.naming import spelling
from doichieu.documents.tables.lines import SHORT_FORM, Line
from doichieu.documents.tables.parts import adds_up

_JOINS = re.compile(r"\s*[,;]\s*|\s+[-–]\s+|\s+(?:và|and|&)\s+")


def below_joined_names(
    lines: Sequence[Line], parents: Sequence[int | None]
) -> tuple[int | None, ...]:
    """The parents, where rows belong to the one before them that joins their names.

    Their figures must add up to its, for nothing else sets them off.
    """
    found = list(parents)
    for index, line in enumerate(lines):
        names = _JOINS.split(spelling(line.label.bare))
        parts = lines[index + 1 : index + 1 + len(names)]
        beside = parents[index + 1 : index + 1 + len(names)]
        if (
            1 < len(names) == len(parts)
            and all(parent == parents[index] for parent in beside)
            and all(_is_named(part, name) for part, name in zip(parts, names, strict=True))
            and adds_up(line, parts)
        ):
            found[index + 1 : index + 1 + len(names)] = [index] * len(names)
    return tuple(found)


def below_short_form(
    lines: Sequence[Line], parents: Sequence[int | None]
) -> tuple[int | None, ...]:
    """The parents, where rows beside "GRDP" or "GTSX" make it up: they belong to it.

    Letters without a vowel are no sign of a whole by themselves; the figures must add up.
    """
    found = list(parents)
    for index, line in enumerate(lines):
        if not line.figures or not SHORT_FORM.fullmatch(line.label.bare):
            continue
        after = [i for i in range(index + 1, len(lines)) if parents[i] == parents[index]]
        for count in range(len(after), 1, -1):
            if adds_up(line, [lines[i] for i in after[:count]]):
                for i in after[:count]:
                    found[i] = index
                break
    return tuple(found)


def _is_named(line: Line, name: str) -> bool:
    """Whether a row has one of the joined names, or a longer one: "nông" of "Nông nghiệp"."""
    label = spelling(line.label.bare)
    return label == name or label.startswith(f"{name} ") or label.endswith(f" {name}")
