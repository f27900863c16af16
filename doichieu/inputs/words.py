"""The words of a fault: the problem of a value, and the form in which the value is shown."""

import contextlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from doichieu.inputs.spelling import Speller

LONGEST_FIELD = 10_000
LONGEST_SHOWN = 60


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

    `also` names what is allowed besides the words; `names` are other names of them, which are
    refused with the word to write.
    """

    def __init__(
        self,
        what: str,
        words: Collection[str],
        also: str = "",
        names: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """Take the words; `what` is the noun for one of them in messages."""
        self.what = what
        self.words = words
        self._also = also
        self._speller = Speller(words, names, closed=True)

    def judge(self, value: str) -> Problem | None:
        """Report a value that is not one of the words; None if it is one."""
        if value in self.words:
            return None
        if problem := judge_unseen(self.what, value):
            return problem
        problem = f"{self.what} {shown(value)} is not known."
        if meant := self._speller.suggestions(value):
            return Problem(problem, did_you_mean(meant))
        listed = ", ".join(self.words)
        return Problem(problem, f"Use one of: {listed}{self._also and f', or {self._also}'}.")


def judge_unseen(what: str, value: str) -> Problem | None:
    """Report a word with a character that a screen does not show."""
    if hidden := unseen(value):
        return Problem(
            f"{what} {shown(value)} holds {hidden}.", "Delete it and type the word again."
        )
    return None


def did_you_mean(words: Sequence[str]) -> str:
    """Ask for one of several words."""
    quoted = [f"'{word}'" for word in words]
    return f"Did you mean {either(quoted)}?"


def either(words: Sequence[str]) -> str:
    """List words of which one counts: a, b or c."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def every(words: Sequence[str]) -> str:
    """List words that all count: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
