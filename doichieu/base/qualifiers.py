"""The words that qualify a number: more than, nearly, about, estimated."""

from collections.abc import Iterable
from itertools import product

# What reports print before the number, by the qualifier that it is transcribed as.
QUALIFIER_WORDS: dict[str, tuple[str, ...]] = {
    "over": ("hơn", "trên", "vượt", "quá", "over", "more than", "above", "exceeding", "exceeded"),
    "nearly": ("gần", "ngót", "nearly", "almost", "close to"),
    "about": (
        *("khoảng", "xấp xỉ", "chừng", "trên dưới", "about", "around", "approximately"),
        *("roughly", "some"),
    ),
    "estimated": (
        *("ước", "ước tính", "ước đạt", "dự ước", "dự kiến", "estimated", "estimate", "expected"),
        "projected",
    ),
}
# Directly before a number these are almost always qualifiers; "trên" also means "on".
CLEAR_QUALIFIERS = {
    **{"hơn": "over", "gần": "nearly", "khoảng": "about"},
    **{"nearly": "nearly", "almost": "nearly", "about": "about", "approximately": "about"},
}


def qualifier_names(qualifiers: Iterable[str]) -> dict[str, list[str]]:
    """What reports print for each qualifier of the vocabulary: ước đạt trên is estimated over."""
    return {
        qualifier: [
            " ".join(words)
            for words in product(*(QUALIFIER_WORDS.get(part, ()) for part in qualifier.split()))
        ]
        for qualifier in qualifiers
        if qualifier
    }
