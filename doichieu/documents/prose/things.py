"""What figures are about: the thing, and how the words lead to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doichieu.documents.naming import spelling
from doichieu.documents.prose.heads import thing_of

_LINKS = (["-"], ["–"], ["và"], ["and"])


@dataclass(frozen=True)
class Thing:
    """Something that figures are about.

    `said` are the words that named it, `name` its full name with the quantity that it takes from
    what it is a part of. `dimension` is what its levels measure, blank while only rates are read.
    `known` is true where a reference row has it.
    """

    indicator_id: str
    name: str
    said: str
    dimension: str = ""
    known: bool = False
    topic: str = ""
    of: str = ""


@dataclass(frozen=True)
class Subject:
    """What one figure is about, how it was found, and the total of a list that it is in.

    `part_of` is the indicator of which the words make it a part, `part_of_label` the words that
    named it; `complete` is true where they
    say that the parts of the list are all. `share_of` is the total of a share. `unit_id` is the
    unit of a number that has only a magnitude, by what it is about. `unsure` says why the name is
    a guess. `inside` is true in brackets.
    """

    thing: Thing
    part_of: str = ""
    part_of_label: str = ""
    complete: bool = False
    share_of: str = ""
    unit_id: str = ""
    unsure: str = ""
    inside: bool = False


def of_thing(quantity: str, thing: Thing) -> list[str]:
    """The names of a quantity of a thing."""
    return [f"{quantity} {lower(each)}" for each in names_of_thing(thing)]


def names_of_thing(thing: Thing) -> list[str]:
    """What a quantity may be of, by the names of a thing."""
    names = [thing.name, thing.said]
    found = [each for name in names if name for each in (thing_of(name), name)]
    short = [
        re.sub(r"(?i)^(?:dự án|doanh nghiệp)\s+|\s+(?:đã\s+)?thu hoạch$", "", each)
        for each in found
    ]
    return list(dict.fromkeys([*found, *short]))


def measures_so(thing: Thing, dimension: str) -> bool:
    """Whether a level in a unit of this kind may be one of the thing: "GRDP per capita" in VND."""
    return thing.dimension in ("", dimension) or thing.dimension.startswith(f"{dimension}_per_")


def begins(name: str, words: Sequence[str]) -> bool:
    """Whether a name begins with the words, and is no list of which they are the first."""
    its = spelling(name).split()
    return its[: len(words)] == list(words) and its[len(words) : len(words) + 1] not in _LINKS


def beginnings(text: str) -> list[str]:
    """The words that a text begins with, the longest first."""
    words = text.split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]


def closes(gap: str) -> bool:
    """Whether the words close a bracket that others opened."""
    return ")" in gap and gap.count(")") > gap.count("(")


def is_english(text: str) -> bool:
    """Whether the words are English rather than Vietnamese or an abbreviation."""
    return text.isascii() and not text.isupper()


def lower(name: str) -> str:
    """The name with a small first letter, unless it begins with an abbreviation."""
    word = name.split(maxsplit=1)[0] if name else ""
    return name if word.isupper() and len(word) > 1 else name[:1].lower() + name[1:]
