"""How the rows under a row belong to it: parts that make it up, some of its parts, or neither.

Words decide first; where they leave it open, the figures do: parts that add up in some column
are complete, parts that exceed their whole are no parts of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from doichieu.documents.document import Cell
from doichieu.documents.tables.labels import Label
from doichieu.documents.tables.lines import Line
from doichieu.documents.tables.words import TABLE

# A table of these has no sums: its whole is a mean, or its figures are rates.
_RATES = re.compile(
    rf"(?i)^(?:(?:{TABLE})?\s*[0-9]{{0,3}}[a-z]?\s*[.:]?\s*)?(?:\((?:tiếp[^()]*|cont[^()]*)\)\s*)?"
    r"(?:chỉ\s+số|tốc\s+độ|tỷ\s+(?:lệ|suất|giá)|tỉ\s+(?:lệ|suất|giá)|năng\s+suất\s+lao\s+động|lạm\s+phát"
    r"|(?:consumer\s+|producer\s+)?price\s+ind|index|rate\s+of)"
)
_MOST_DECIMALS = 6
# Parts that miss their whole by less are complete, and misprinted.
_NEAR = 0.03
# Parts that exceed their whole by more are none.
_EXCEEDS = 0.2
# Where words say that parts are complete, they may miss more of the whole.
_LEAST_COMPLETE = 0.8


class Relation(StrEnum):
    """How a row belongs to the one above it."""

    TOTAL = "total"
    PART = "part_of_sum"
    OF_WHICH = "of_which"
    NONE = "none"


@dataclass(frozen=True)
class Group:
    """Rows that break down one row side by side; `headings` are those between it and them."""

    whole: Line
    headings: tuple[Label, ...]
    rows: tuple[Line, ...]

    @property
    def says_incomplete(self) -> bool:
        """Whether words say that there are more parts."""
        return any(label.says_incomplete for label in self.headings) or all(
            line.label.of_which for line in self.rows
        )

    @property
    def counts_otherwise(self) -> bool:
        """Whether the rows say a unit that is not their whole's: they are no parts of it."""
        units = {line.unit.casefold() for line in self.rows}
        return bool(self.whole.unit) and self.whole.unit.casefold() not in units and "" not in units

    @property
    def says_complete(self) -> bool:
        """Whether words say that these are all parts."""
        return not self.says_incomplete and (
            any(label.says_complete for label in self.headings) or self.rows[-1].label.is_rest
        )

    def adds_to(self, other: "Group") -> bool:
        """Whether the rows of both may make up the whole: no words break it down anew."""
        return not any(
            label.is_breakdown for group in (self, other) for label in group.headings
        ) and not any(line.label.of_which for group in (self, other) for line in group.rows)


def has_rates(title: str) -> bool:
    """Whether the title of a table or a row says that figures do not add up: indices, rates."""
    return _RATES.match(title.strip()) is not None


def relate(group: Group, others: Sequence[Line], rates: bool) -> Relation:
    """How the rows of a group belong to their whole.

    `others` are the rows that break the same whole down without a heading of their own, or with
    another: where the group adds up only with them it is still complete.
    """
    if rates or group.counts_otherwise:
        return Relation.NONE
    fits = _fits(group.whole, group.rows)
    ratio = min((fit.ratio for fit in fits), default=None)
    holds = any(fit.holds for fit in fits)
    exceeds = ratio is not None and ratio > 1 + _EXCEEDS
    if (exceeds or has_rates(group.whole.label.bare)) and not holds:
        return Relation.NONE
    if group.says_incomplete:
        whole = [fit for fit in fits if fit.ratio < 1 + _EXCEEDS]
        complete = len(group.rows) > 1 and len(whole) > 1 and all(fit.holds for fit in whole)
        led = any(line.label.of_which for line in group.rows) or any(
            label.of_which for label in group.headings
        )
        return Relation.PART if complete and not led else Relation.OF_WHICH
    if holds or ratio is None:
        return Relation.PART if len(group.rows) > 1 or group.says_complete else Relation.OF_WHICH
    if group.says_complete and ratio >= _LEAST_COMPLETE:
        return Relation.PART
    if abs(ratio - 1) < _NEAR and len(group.rows) > 1:
        return Relation.PART
    if others and adds_up(group.whole, (*group.rows, *others)):
        return Relation.PART
    return Relation.OF_WHICH


def adds_up(whole: Line, rows: Sequence[Line]) -> bool:
    """Whether rows make up another in some column, within their rounding."""
    return any(fit.holds for fit in _fits(whole, rows))


@dataclass(frozen=True)
class _Fit:
    """The sum of some rows in one column as a part of their whole, and whether it is all of it."""

    ratio: float
    holds: bool


def _fits(whole: Line, rows: Sequence[Line]) -> list[_Fit]:
    found = []
    for cell in whole.figures:
        parts = [part for row in rows if (part := row.figure_in(cell.column)) is not None]
        if not parts or not cell.stored:
            continue
        total = sum(part.stored for part in parts if part.stored is not None)
        gap = abs(total - cell.stored)
        holds = False
        if gap < _NEAR * abs(cell.stored) and len(parts) > 1:
            steps = [10 ** -decimals(part) for part in (cell, *parts)]
            room = sum(steps) / 2 + abs(cell.stored) * 1e-9
            holds = gap <= room and (room < _NEAR * abs(cell.stored) or gap < 1e-9)
        found.append(_Fit(total / cell.stored, holds))
    return found


def decimals(cell: Cell) -> int:
    """How many decimals a number is displayed with; 0 where its text is not that number's."""
    if cell.stored is None:
        return 0
    digits = "".join(mark for mark in cell.text if mark.isdecimal())
    for places in range(_MOST_DECIMALS + 1):
        if digits == f"{abs(cell.stored):.{places}f}".replace(".", ""):
            return places
    return 0


def groups(
    lines: Sequence[Line], parents: Sequence[int | None]
) -> list[tuple[Group, tuple[int, ...]]]:
    """The lines that break down one with figures, by their headings and looks, with indexes."""
    found: dict[tuple[int, tuple[int, ...], tuple[object, ...]], list[int]] = {}
    for index, line in enumerate(lines):
        headings: list[int] = []
        above = parents[index]
        while above is not None and not lines[above].is_leaf:
            headings.insert(0, above)
            above = parents[above]
        if above is not None and line.figures:
            looks = (line.label.of_which, line.place, line.weight)
            key = (above, tuple(headings), looks)
            found.setdefault(key, []).append(index)
    return [
        (
            Group(
                whole=lines[key[0]],
                headings=tuple(lines[heading].label for heading in key[1]),
                rows=tuple(lines[index] for index in members),
            ),
            tuple(members),
        )
        for key, members in found.items()
    ]


def split(group: Group) -> list[Group]:
    """The group, or the two that each add up to the whole: it is broken down twice."""
    if not adds_up(group.whole, group.rows):
        for cut in range(2, len(group.rows) - 1):
            parts = (group.rows[:cut], group.rows[cut:])
            if all(adds_up(group.whole, rows) for rows in parts):
                return [replace(group, rows=rows) for rows in parts]
    return [group]
