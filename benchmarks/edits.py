"""Every single edit of a report: what a hand, a key or a line too far makes of one figure, or two.

An edit leaves a number that a report could print: digits that are left out or typed twice are
grouped anew, as the press would. Marks that move are left as they fall, and what is then no number
of the report's format is refused when it is read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

DIGITS = "0123456789"
DIRECTIONS = {
    "increase_pct": "decrease_pct",
    "decrease_pct": "increase_pct",
    "over_plan_pct": "under_plan_pct",
    "under_plan_pct": "over_plan_pct",
}

Row = dict[str, str]
"""One figure of the input, by column."""


@dataclass(frozen=True)
class Edit:
    """What was done, and the rows that it leaves in place of those with the same numbers."""

    operator: str
    rows: tuple[Row, ...]

    @property
    def key(self) -> tuple[tuple[str, str, str], ...]:
        """What the report then prints: edits with the same key are one misprint."""
        return tuple((row["figure_no"], row["measure"], row["printed"]) for row in self.rows)

    def applied(self, figures: Sequence[Row]) -> list[Row]:
        """The whole report with this edit in it."""
        changed = {row["figure_no"]: row for row in self.rows}
        return [changed.get(row["figure_no"], row) for row in figures]


@dataclass(frozen=True)
class Marks:
    """How a report groups digits and marks decimals."""

    group: str
    decimal: str

    def plain(self, printed: str) -> tuple[str, str]:
        """Whole digits and decimals."""
        whole, _, decimals = printed.partition(self.decimal)
        return whole.replace(self.group, ""), decimals

    def written(self, whole: str, decimals: str, like: str) -> str:
        """Digits as a number, grouped if the print that it is made of was or could not be."""
        is_bare = len(self.plain(like)[0]) > 3 and self.group not in like
        if whole and not is_bare:
            first = len(whole) % 3 or 3
            parts = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
            whole = self.group.join(parts)
        return whole + (self.decimal + decimals if decimals else "")

    def edited(self, printed: str, edit: Callable[[list[str]], list[str]]) -> str:
        """The number after an edit of its digits; a digit is of its place, before or after."""
        whole, decimals = self.plain(printed)
        digits = [*whole, self.decimal, *decimals] if decimals else [*whole]
        new_whole, _, new_decimals = "".join(edit(digits)).partition(self.decimal)
        return self.written(new_whole, new_decimals, printed)


MARKS = {"vi": Marks(".", ","), "en": Marks(",", ".")}


def other_digit(printed: str, marks: Marks) -> Iterator[str]:
    """One digit is another."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            for other in DIGITS.replace(digit, ""):
                yield printed[:place] + other + printed[place + 1 :]


def neighbours_swapped(printed: str, marks: Marks) -> Iterator[str]:
    """Two neighbouring digits have changed places, over a mark too."""
    places = [place for place, digit in enumerate(printed) if digit in DIGITS]
    for one, other in pairwise(places):
        letters = [*printed]
        letters[one], letters[other] = letters[other], letters[one]
        yield "".join(letters)


def digit_lost(printed: str, marks: Marks) -> Iterator[str]:
    """One digit is left out."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            at = digits_before(printed, place, marks)
            yield marks.edited(printed, lambda digits, at=at: digits[:at] + digits[at + 1 :])


def digit_doubled(printed: str, marks: Marks) -> Iterator[str]:
    """One digit stands twice."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            at = digits_before(printed, place, marks)
            yield marks.edited(printed, lambda digits, at=at: digits[: at + 1] + digits[at:])


def digits_before(printed: str, place: int, marks: Marks) -> int:
    """Where a digit stands among digits and decimal mark."""
    return sum(letter != marks.group for letter in printed[:place])


def mark_moved(printed: str, marks: Marks) -> Iterator[str]:
    """A comma or a dot is lost, or stands anywhere else."""
    for place, letter in enumerate(printed):
        if letter not in DIGITS:
            rest = printed[:place] + printed[place + 1 :]
            yield rest
            for at in range(1, len(rest)):
                yield rest[:at] + letter + rest[at:]


def times_power(printed: str, marks: Marks) -> Iterator[str]:
    """Ten or a thousand times as much: a unit is mistaken."""
    whole, decimals = marks.plain(printed)
    for power in (1, 3):
        digits = decimals.ljust(power, "0")
        new_whole = (whole + digits[:power]).lstrip("0") or "0"
        yield marks.written(new_whole, digits[power:], printed)


PRINT_EDITS: Mapping[str, Callable[[str, Marks], Iterator[str]]] = {
    "digit replaced": other_digit,
    "neighbours swapped": neighbours_swapped,
    "digit lost": digit_lost,
    "digit doubled": digit_doubled,
    "mark moved or lost": mark_moved,
    "ten or a thousand times": times_power,
}
DIRECTION, ROWS, COLUMNS = "wrong direction", "rows swapped", "columns swapped"
OPERATORS = (*PRINT_EDITS, DIRECTION, ROWS, COLUMNS)


def edits(figures: Sequence[Row], number_format: str) -> Iterator[Edit]:
    """Every edit, each once for its operator."""
    marks = MARKS[number_format]
    for row in figures:
        for operator, edits in PRINT_EDITS.items():
            for printed in dict.fromkeys(edits(row["printed"], marks)):
                if printed != row["printed"]:
                    yield Edit(operator, ({**row, "printed": printed},))
        if row["measure"] in DIRECTIONS:
            yield Edit(DIRECTION, ({**row, "measure": DIRECTIONS[row["measure"]]},))
    for one, other in combinations(figures, 2):
        if one["printed"] == other["printed"]:
            continue
        swapped = (
            {**one, "printed": other["printed"]},
            {**other, "printed": one["printed"]},
        )
        if one["measure"] == other["measure"]:
            yield Edit(ROWS, swapped)
        elif one["indicator_id"] == other["indicator_id"]:
            yield Edit(COLUMNS, swapped)
