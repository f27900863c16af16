"""The likely figure behind a contradicted print: one slip of the hand away."""

from collections.abc import Callable, Iterator
from itertools import pairwise

DIGITS = "0123456789"
SLIPS = ("two digits swapped", "one digit mistyped", "one digit too many", "one digit left out")


def slips(printed: str) -> Iterator[tuple[str, str]]:
    """Every string one slip away from a print, with what the slip was.

    Two neighbouring digits swapped, one digit mistyped, left out or typed twice over.
    """
    for place, (first, second) in enumerate(pairwise(printed)):
        if first in DIGITS and second in DIGITS and first != second:
            yield printed[:place] + second + first + printed[place + 2 :], SLIPS[0]
    for place, letter in enumerate(printed):
        if letter not in DIGITS:
            continue
        for digit in DIGITS.replace(letter, ""):
            yield printed[:place] + digit + printed[place + 1 :], SLIPS[1]
        yield printed[:place] + printed[place + 1 :], SLIPS[2]
        for digit in DIGITS:
            yield printed[:place] + digit + printed[place:], SLIPS[3]
            yield printed[: place + 1] + digit + printed[place + 1 :], SLIPS[3]


def likely_prints(
    printed: str, read: Callable[[str], float | None], lower: float, upper: float
) -> list[tuple[str, str]]:
    """The prints one slip away that fall between `lower` and `upper`.

    The likeliest slip comes first, and of one kind the print nearest to the middle. `read` gives
    the value of a print, None where it is not a number of the report's format.
    """
    middle = (lower + upper) / 2
    found: dict[str, tuple[int, float]] = {}
    for candidate, slip in slips(printed):
        value = read(candidate)
        if value is not None and lower <= value <= upper:
            found.setdefault(candidate, (SLIPS.index(slip), abs(value - middle)))
    return [
        (candidate, SLIPS[found[candidate][0]])
        for candidate in sorted(found, key=found.__getitem__)
    ]
