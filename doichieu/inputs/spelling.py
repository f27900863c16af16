"""Find the word that a misspelt one was meant for, by whole words and never by likeness alone.

`imports` is nearly `exports`, and `billion_vnd` nearly `million_vnd`: a suggestion that means
another thing does harm. A word is a slip of another only where the vocabulary lacks it, and ids
whose words are in another order are other ids (Hà Nam and Nam Hà were two provinces).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")

# A slip in a shorter word may be another word (gdp is not grdp).
SHORTEST_SLIP = 4
# Of words as long as this, one letter may be another (pork is not port).
SHORTEST_SUBSTITUTION = 6
MOST_SLIPS = 2
MOST_SUGGESTED = 5


def folded(text: str) -> str:
    """Small letters without their marks: how a name becomes an id."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(mark for mark in bare if not unicodedata.combining(mark))


def words_of(text: str) -> tuple[str, ...]:
    """The words of an id or a name, folded."""
    return tuple(re.findall("[a-z0-9]+", folded(text)))


def is_slip(written: str, meant: str, shortest: int = SHORTEST_SLIP) -> bool:
    """Whether one letter was left out, doubled, exchanged with its neighbour or mistyped.

    The first letter is as meant, and neither word has digits: h2 is not h1.
    """
    shorter, longer = sorted((written, meant), key=len)
    if re.sub(r"(.)\1", r"\1", longer) == shorter and longer.isalpha():
        return True  # a doubled letter, in a word of any length
    if len(shorter) < shortest or written[0] != meant[0] or not f"{written}{meant}".isalpha():
        return False
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    differ = [at for at in range(len(longer)) if longer[at] != shorter[at]]
    if len(differ) == 1:
        # Another last letter makes another word: published, publisher.
        return len(longer) >= SHORTEST_SUBSTITUTION and differ != [len(longer) - 1]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return longer[first] == shorter[second] and longer[second] == shorter[first]


def is_plural(one: str, other: str) -> bool:
    """Whether two words differ by the s of a plural alone."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_SLIP and longer == f"{shorter}s"


class Speller:
    """Suggests words of a vocabulary; `closed` says that no word can be added to it."""

    def __init__(
        self, vocabulary: Collection[str], names: Mapping[str, Iterable[str]], *, closed: bool
    ) -> None:
        """Take the words, and the names of some of them, by word."""
        self._vocabulary = vocabulary
        self._names = names
        self._closed = closed

    def suggestions(self, value: str) -> Sequence[str]:
        """The words that `value` may be meant for; none where that would be a guess."""
        if named := self.named(value):
            return named
        words = words_of(value)
        if not words:
            return []
        for found in (
            self._by_letters.get(_letters(words)),
            self._by_plain_name.get(words),
            self._by_words.get(tuple(sorted(words))) if self._closed else None,
            self._slips(words),
            self._with_words(words) if self._closed else None,
        ):
            if found and len(found) <= MOST_SUGGESTED:
                return found
        return []

    def named(self, value: str) -> Sequence[str]:
        """The words that have `value` as a name; a name may be a mark alone: %."""
        found = self._by_name.get(value.casefold(), [])
        return found if len(found) <= MOST_SUGGESTED else []

    def _slips(self, words: tuple[str, ...]) -> list[str]:
        """The words of the vocabulary of which `words` are a slip, word by word."""
        shortest = 2 if self._closed else SHORTEST_SLIP
        found = []
        for meant, parts in self._by_initials.get(_initials(words), ()):
            wrong = [(one, other) for one, other in zip(words, parts, strict=True) if one != other]
            if len(wrong) <= MOST_SLIPS and all(
                is_plural(one, other) or (one not in self._known and is_slip(one, other, shortest))
                for one, other in wrong
            ):
                found.append(meant)
        return found

    def _with_words(self, words: tuple[str, ...]) -> list[str]:
        """The words of the vocabulary that have all of `words` and others: increase_pct."""
        return [meant for meant in self._vocabulary if set(words) <= set(words_of(meant))]

    @cached_property
    def _known(self) -> set[str]:
        return {word for meant in self._vocabulary for word in words_of(meant)}

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for meant, names in self._names.items():
            for name in {name.casefold() for name in names if name}:
                found[name].append(meant)
        return found

    @cached_property
    def _by_plain_name(self) -> Mapping[tuple[str, ...], list[str]]:
        """By the words of a name without their marks: uoc for ước."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for meant, names in self._names.items():
            for words in {words_of(name) for name in names}:
                found[words].append(meant)
        return found

    @cached_property
    def _by_letters(self) -> Mapping[tuple[str, ...], list[str]]:
        return self._grouped(_letters)

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], list[str]]:
        return self._grouped(lambda words: tuple(sorted(words)))

    @cached_property
    def _by_initials(self) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for meant in self._vocabulary:
            parts = words_of(meant)
            found[_initials(parts)].append((meant, parts))
        return found

    def _grouped(self, key: Callable[[tuple[str, ...]], T]) -> Mapping[T, list[str]]:
        found: dict[T, list[str]] = defaultdict(list)
        for meant in self._vocabulary:
            found[key(words_of(meant))].append(meant)
        return found


def _letters(words: Sequence[str]) -> tuple[str, ...]:
    """The letters without the marks between words; numbers stay apart."""
    return ("".join(words), *re.findall("[0-9]+", " ".join(words)))


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)
