"""Paragraphs and sentences of a text, and a few words around a number."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
# Letters that look like đ and Đ: a wrong one ends up in a text through an old font.
_LOOKALIKES = {"\u00f0": "đ", "\u00d0": "Đ", "\u0189": "Đ"}
_VIETNAMESE = re.compile(
    "(?i)[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]"
)
_SNIPPET = 32
# A full stop ends a sentence where a space and a capital, a digit or a quotation mark follow.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’)]*\s+(?=[^\W_a-z]|[\"“(\-–•+])")
# The words that a full stop shortens; their stop ends no sentence.
_SHORTENED = re.compile(r"(?i)(?:^|[\s(])(?:tr|tp|ths|ts|gs|st|no|approx|u\.s)\.\s+$")


def composed(text: str) -> str:
    """The text with composed letters (NFC), and đ for the letters that look like it."""
    text = unicodedata.normalize("NFC", text)
    for letter, meant in _LOOKALIKES.items():
        text = text.replace(letter, meant)
    return text


def is_vietnamese(text: str) -> bool:
    """Whether the text has a letter that only Vietnamese has, or a vowel with its marks."""
    return bool(_VIETNAMESE.search(composed(text)))


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a text; paragraph n is the nth.

    Letters are composed, invisible marks are left out, and blanks at the ends are stripped, so
    every offset counts what a reader sees.
    """
    lines = re.split(r"\r\n|\r|\n|\u2028|\u2029", composed(text))
    bare = (_INVISIBLE.sub("", line).strip() for line in lines)
    return [line for line in bare if line]


def sentences(line: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end; together they cover it."""
    cuts = [0]
    for match in _END.finditer(line):
        before = line[cuts[-1] : match.end()]
        follows = line[match.end()]
        if (follows.islower() and follows.isalpha()) or _SHORTENED.search(before):
            continue
        cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], len(line)], strict=True))


def snippet(line: str, start: int, end: int) -> str:
    """The number with a few words on either side, cut between words where possible."""
    left, right = max(0, start - _SNIPPET), min(len(line), end + _SNIPPET)
    near = _SNIPPET // 2
    left = 0 if left < near else line.rfind(" ", left - near, left) + 1 or left
    space = line.find(" ", right, right + near)
    if space >= 0:
        right = space
    elif len(line) - right < near:
        right = len(line)
    return ("… " if left else "") + line[left:right] + (" …" if right < len(line) else "")
