"""Every single edit of a report: the typical misprints of one figure, and swaps of two.

An edit leaves a number that a report could print: after a lost or doubled digit, the digits are
grouped again. A moved mark is not corrected; if the result does not fit the report's number format,
the inputs are refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

DIGITS = "0123456789"
DIRECTIONS = {
    "increase_pct": "decrease_pct",
    "decrease_pct": "increase_pct",
    "over_plan_pct": "under_plan_pct",
    "under_plan_pct": "over_plan_pct",
    "increase_by": "decrease_by",
    "decrease_by": "increase_by",
}
# A number, or two with a range's mark between them; each with its sign.
NUMBERS = re.compile(r"(?P<sign>[-−+]?)(?P<number>[0-9.,]+)(?P<mark>[-–]?)")

Row = dict[str, str]
"""One figure of the input, by column."""


@dataclass(frozen=True)
class Edit:
    """A kind of edit, and the edited rows, which replace those with the same figure numbers."""

    operator: str
    rows: tuple[Row, ...]

    @property
    def key(self) -> tuple[tuple[str, str, str], ...]:
        """The edited figures as printed: edits with the same key are one misprint."""
        return tuple((row["figure_no"], row["measure"], row["printed"]) for row in self.rows)

    def applied(self, figures: Sequence[Row]) -> list[Row]:
        """The complete report after this edit."""
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
        """Digits as a number, grouped unless the number `like` is long and not grouped."""
        is_bare = len(self.plain(like)[0]) > 3 and self.group not in like
        if whole and not is_bare:
            first = len(whole) % 3 or 3
            parts = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
            whole = self.group.join(parts)
        return whole + (self.decimal + decimals if decimals else "")

    def edited(self, printed: str, edit: Callable[[list[str]], list[str]]) -> str:
        """The number after an edit of its digits; the count of digits before the mark may
        change."""
        whole, decimals = self.plain(printed)
        digits = [*whole, self.decimal, *decimals] if decimals else [*whole]
        new_whole, _, new_decimals = "".join(edit(digits)).partition(self.decimal)
        return self.written(new_whole, new_decimals, printed)


MARKS = {"vi": Marks(".", ","), "en": Marks(",", ".")}


def other_digit(printed: str, marks: Marks) -> Iterator[str]:
    """One digit is replaced."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            for other in DIGITS.replace(digit, ""):
                yield printed[:place] + other + printed[place + 1 :]


def neighbours_swapped(printed: str, marks: Marks) -> Iterator[str]:
    """Two neighbouring digits are swapped, also across a mark."""
    places = [place for place, digit in enumerate(printed) if digit in DIGITS]
    for one, other in pairwise(places):
        letters = [*printed]
        letters[one], letters[other] = letters[other], letters[one]
        yield "".join(letters)


def digit_lost(printed: str, marks: Marks) -> Iterator[str]:
    """One digit is lost."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            at = digits_before(printed, place, marks)
            yield marks.edited(printed, lambda digits, at=at: digits[:at] + digits[at + 1 :])


def digit_doubled(printed: str, marks: Marks) -> Iterator[str]:
    """One digit is printed twice."""
    for place, digit in enumerate(printed):
        if digit in DIGITS:
            at = digits_before(printed, place, marks)
            yield marks.edited(printed, lambda digits, at=at: digits[: at + 1] + digits[at:])


def digits_before(printed: str, place: int, marks: Marks) -> int:
    """The index of a digit among digits and decimal mark."""
    return sum(letter != marks.group for letter in printed[:place])


def mark_moved(printed: str, marks: Marks) -> Iterator[str]:
    """A comma or a dot is lost or moved."""
    for place, letter in enumerate(printed):
        if letter not in DIGITS:
            rest = printed[:place] + printed[place + 1 :]
            yield rest
            for at in range(1, len(rest)):
                yield rest[:at] + letter + rest[at:]


def times_power(printed: str, marks: Marks) -> Iterator[str]:
    """The number times ten or a thousand: a unit is mistaken."""
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
SIGN_LOST = "mark moved or lost"
DIRECTION, ROWS, COLUMNS = "wrong direction", "rows swapped", "columns swapped"
OPERATORS = (*PRINT_EDITS, DIRECTION, ROWS, COLUMNS)


def edits_of(operator: str, printed: str, marks: Marks) -> Iterator[str]:
    """A printed number after each edit of a kind: of the number, or of either end of a range."""
    for found in NUMBERS.finditer(printed):
        start, end = found.span("number")
        for number in PRINT_EDITS[operator](found["number"], marks):
            yield printed[:start] + number + printed[end:]
        if operator == SIGN_LOST and found["sign"]:
            yield printed[: found.start()] + printed[start:]


def edits(figures: Sequence[Row], number_format: str) -> Iterator[Edit]:
    """Every edit, once for each operator."""
    marks = MARKS[number_format]
    for row in figures:
        for operator in PRINT_EDITS:
            for printed in dict.fromkeys(edits_of(operator, row["printed"], marks)):
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
