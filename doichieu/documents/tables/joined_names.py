"""Rows of one look below a row that joins their names: "Công nghiệp và xây dựng", "Công nghiệp"."""

import re
from collections.abc import Sequence

from doichieu.documents.naming import spelling
from doichieu.documents.tables.lines import Line
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


def _is_named(line: Line, name: str) -> bool:
    """Whether a row has one of the joined names, or a longer one: "nông" of "Nông nghiệp"."""
    label = spelling(line.label.bare)
    return label == name or label.startswith(f"{name} ") or label.endswith(f" {name}")
