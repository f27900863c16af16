"""The likely figure behind a contradicted print: one slip of the hand away."""

from collections.abc import Callable, Iterator
from itertools import pairwise

DIGITS = "0123456789"


def slips(printed: str) -> Iterator[tuple[str, str]]:
    """Every string one slip away from a print, with what the slip was.

    Two neighbouring digits swapped, one digit mistyped, left out or typed twice over.
    """
    for place, (first, second) in enumerate(pairwise(printed)):
        if first in DIGITS and second in DIGITS and first != second:
            yield printed[:place] + second + first + printed[place + 2 :], "two digits swapped"
    for place, letter in enumerate(printed):
        if letter not in DIGITS:
            continue
        for digit in DIGITS.replace(letter, ""):
            yield printed[:place] + digit + printed[place + 1 :], "one digit mistyped"
        yield printed[:place] + printed[place + 1 :], "one digit too many"
        for digit in DIGITS:
            yield printed[:place] + digit + printed[place:], "one digit left out"


def likely_prints(
    printed: str, read: Callable[[str], float | None], lower: float, upper: float
) -> list[tuple[str, str]]:
    """The prints one slip away that fall between `lower` and `upper`, likeliest slip first.

    `read` gives the value of a print, None where it is not a number of the report's format.
    """
    found: dict[str, str] = {}
    for candidate, slip in slips(printed):
        value = read(candidate)
        if value is not None and lower <= value <= upper:
            found.setdefault(candidate, slip)
    return list(found.items())
