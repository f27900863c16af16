"""The words of a fault: the problem of a value, and the form in which the value is shown."""

import contextlib
import difflib
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

LONGEST_FIELD = 10_000
LONGEST_SHOWN = 60
MOST_SUGGESTIONS = 200
FEW_ENOUGH_TO_LIST = 13


class Problem(NamedTuple):
    """The problem of a value and its remedy; the place is added later."""

    problem: str
    remedy: str


def legible(text: str) -> str:
    """Spell out characters that a screen would not show or that would break the line."""
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)


def shown(value: str) -> str:
    """Quote a value for a message: on one line, legible and not too long."""
    if len(value) <= LONGEST_SHOWN:
        return f"'{legible(value)}'"
    return f"'{legible(value[:LONGEST_SHOWN])}…' ({len(value)} characters)"


def unseen(value: str) -> str | None:
    """Name the first character that is invisible or looks like a plain space; None if none."""
    for mark in value:
        if not mark.isprintable():
            name = unicodedata.name(mark, "control character")
            return f"an invisible {name} (U+{ord(mark):04X})"
    return None


def too_long(value: str) -> Problem:
    """The problem of a value, or of a line, that is too long."""
    return Problem(
        f"A value here is too long: {shown(value)}.",
        f"No value may have more than {LONGEST_FIELD} characters; is a quote missing?",
    )


def as_typed(path: Path) -> str:
    """Name a path as its author would type it: from the current folder when it lies below."""
    with contextlib.suppress(ValueError):
        path = path.absolute().relative_to(Path.cwd())
    return legible(path.as_posix())


class Lexicon:
    """The allowed words for one kind of value; `judge` reports any other word.

    `home` is the file where a new word can be added; empty where the set is fixed. `also` names
    what is allowed besides the words.
    """

    def __init__(self, what: str, words: Collection[str], home: str = "", also: str = "") -> None:
        """Take the words; `what` is the noun for one of them in messages."""
        self.what = what
        self.words = words
        self.home = home
        self.also = also
        # Searching for the nearest word is slow: limit it, so that a column of unknown words is
        # refused in seconds, not minutes.
        self.suggestions_left = MOST_SUGGESTIONS

    def judge(self, value: str) -> Problem | None:
        """Report a value that is not one of the words; None if it is one."""
        if value in self.words:
            return None
        if hidden := unseen(value):
            return Problem(
                f"{self.what} {shown(value)} holds {hidden}.", "Delete it and type the word again."
            )
        problem = f"{self.what} {shown(value)} is not known."
        if nearest := self._nearest(value):
            return Problem(problem, f"Did you mean '{nearest}'?")
        if self.home:
            return Problem(problem, f"Correct it, or add it to {self.home}.")
        listed = ", ".join(list(self.words)[:FEW_ENOUGH_TO_LIST])
        return Problem(problem, f"Use one of: {listed}{self.also and f', or {self.also}'}.")

    def _nearest(self, value: str) -> str | None:
        if self.suggestions_left == 0 or len(value) > LONGEST_SHOWN:
            return None
        self.suggestions_left -= 1
        parts = sorted(value.lower().split())
        in_another_order = [word for word in self.words if sorted(word.split()) == parts]
        close = difflib.get_close_matches(value.lower(), self.words, n=1)
        return next(iter([*in_another_order, *close]), None)
