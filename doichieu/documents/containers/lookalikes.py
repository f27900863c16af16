"""Letters that look like others: they are reported, never replaced."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from doichieu.documents.document import Sheet

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u058f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters among digits: 1O0, 2,l5, l.234. One before or after a number is a unit, a numbering.
_MAY_BE_DIGIT = re.compile(r"[0-9][.,]?[OoIl]|[Ol][.,][0-9]")
_IN_NUMBER = re.compile(
    r"(?<![^\W_])(?:[0-9]+[.,]?[OoIl]+[.,]?[0-9][0-9.,OoIl]*|[0-9]+,[OoIl]+|[Ol][.,][0-9][0-9.,]*)"
    r"(?![^\W_])"
)
# Full-width, Arabic and mathematical digits.
_OTHER_DIGITS = re.compile("[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9\U0001d7ce-\U0001d7ff]+")
_LOST = "\ufffd"
# Words as a TCVN3 or a VNI font has them, in a text that does not name the font: "Tæng s¶n phÈm",
# "Toång saûn löôïng". The signs stand for letters, or follow a vowel whose mark they are.
_LEGACY_SIGN = re.compile("[µ¶·¸¹»¼½¾©ª«¬®øùûõïåäëü]")
_LEGACY = re.compile(
    r"(?i)[^\W\d_][µ¶·¸¹»¼½¾©ª«¬®]|[µ¶·¸¹»¼½¾©ª«¬®](?=[^\W\d_])|(?<=[aeoyôö])[øùûõïåäëü](?![iy])"
)
_FEWEST_LEGACY = 3
_MOST = 20


def remarks_on_letters(lines: Sequence[str], sheets: Sequence[Sheet]) -> list[str]:
    """What to look at in the letters of a document, each with its place.

    Letters of other alphabets inside of Latin words, letters inside of numbers, digits that are
    none of 0 to 9, and letters that were lost.
    """
    texts = [(f"paragraph {n}", line) for n, line in enumerate(lines, start=1)]
    texts += [
        (f"{sheet.name}!{cell.address}", cell.text)
        for sheet in sheets
        for cell in sheet.cells.values()
    ]
    remarks = [f"{place}: {what}" for place, text in texts for what in _oddities(text)]
    more = len(remarks) - _MOST
    if more > 0:
        remarks = [*remarks[:_MOST], f"and {more} more places like these"]
    legacy = [place for place, text in texts if _is_legacy(text)]
    if legacy:
        what = "its letters are those of a font of before Unicode (.VnTime, VNI), read without it"
        others = f" and {len(legacy) - 1} more" if len(legacy) > 1 else ""
        remarks.insert(0, f"{legacy[0]}{others}: {what}")
    return remarks


def _oddities(text: str) -> Iterable[str]:
    if _FOREIGN.search(text):
        for word in _WORD.findall(text):
            if _is_mixed(word):
                names = {_name(letter) for letter in _FOREIGN.findall(word)}
                yield f"'{word}' has letters of another alphabet: {', '.join(sorted(names))}"
    if _MAY_BE_DIGIT.search(text):
        for number in _IN_NUMBER.findall(text):
            yield f"'{number}' has a letter where a digit may be meant"
    for digits in _OTHER_DIGITS.findall(text):
        yield f"'{digits}' has digits that are none of 0 to 9"
    if _LOST in text:
        yield f"letters were lost (shown as {_LOST})"


def _is_legacy(text: str) -> bool:
    return _LEGACY_SIGN.search(text) is not None and len(_LEGACY.findall(text)) >= _FEWEST_LEGACY


def _is_mixed(word: str) -> bool:
    return bool(_FOREIGN.search(word) and _LATIN.search(word))


def _name(letter: str) -> str:
    return unicodedata.name(letter, "?").lower()
