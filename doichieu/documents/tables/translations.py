"""Sheets of yearbooks, which say everything in two languages: "Nam/ Male"."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from doichieu.documents.document import Cell, Sheet

_LEAST_CELLS = 3
# What a row of names is not: "Samsung | Foxconn" below "Điện tử | Giày dép".
_OF_ANY_TABLE = re.compile(r"(?i)(?<!\w)(?:total|of which|year|unit|male|female|whole)(?!\w)")
# What sets the languages apart: a Vietnamese syllable ends in a vowel or in few consonants.
_VIETNAMESE_SHAPE = re.compile(
    r"(?i)(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_WORD = re.compile(r"[A-Za-z]{3,}")
# "Tấn/Ha" is one unit; in "Tấn/ Ton" a blank or a line sets the other language off.
_TRANSLATION = re.compile(
    r"(?P<mark>\s*\n\s*|\s*/\s+|\s+[-–/]\s+|/(?!Ha(?![a-z])|Km|M[23]))(?!Km(?![a-z]))"
    r"(?P<english>(?:Units?:\s*)?[A-Z(][A-Za-z0-9.,;&'’\s/=-]*?[A-Za-z0-9.)])"
    r"(?P<brackets>\s*\([ -~]*\))?(?=\s*(?:$|[:(]|[-–]\s*%))"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def without_translations(sheet: Sheet) -> Sheet:
    """The sheet with its Vietnamese words alone, where several cells or rows have English too."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells.values():
        rows[cell.row].append(cell)
    below = {row for row in rows if _translates(rows[row], rows.get(row - 1, ()))}
    found = sum(len(rows[row]) for row in below if any(_is_prose(one.text) for one in rows[row]))
    behind = list(filter(None, (_translation_in(cell.text) for cell in sheet.cells.values())))
    prose = {_mark(one) for one in behind if _is_prose(one["english"])}
    marks = prose | {"/"}
    found += sum(_mark(one) in marks for one in behind) if prose or found else 0
    if found < _LEAST_CELLS:
        return sheet
    kept = (cell for cell in sheet.cells.values() if cell.row not in below)
    return replace(sheet, cells={(cell.row, cell.column): _own(cell, marks) for cell in kept})


def _translates(cells: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether a row has nothing but English for the words right above it."""
    own = {cell.column: cell.text for cell in above}
    return (
        not any(cell.is_number for cell in (*cells, *above))
        and not all(text.isascii() for text in own.values())
        and all(cell.text.isascii() and cell.column in own for cell in cells)
        and sum(_is_english(cell.text) and not cell.text.isupper() for cell in cells) * 2
        > len(cells)
    )


def _translation_in(text: str) -> re.Match[str] | None:
    """The English that follows words that are Vietnamese without doubt.

    It may be a name, "Công ty Giày - Pouchen", in a sheet that has no other English.
    """
    found = _TRANSLATION.search(text)
    if found is None or text[: found.start()].isascii() or not _is_english(found["english"]):
        return None
    return found


def _mark(translation: re.Match[str]) -> str:
    """What stands before a translation: a stroke, a dash, or "line" for a line of its own."""
    return translation["mark"].strip().replace("–", "-") or "line"


def _is_prose(words: str) -> bool:
    """Whether English words are no mere name: some in small letters, or those of any table."""
    small = (word for word in _WORD.findall(words) if word.islower())
    return _OF_ANY_TABLE.search(words) is not None or _is_english(" ".join(small))


def _is_english(words: str) -> bool:
    """Whether one of the words has a form that no Vietnamese syllable has."""
    return any(_VIETNAMESE_SHAPE.fullmatch(word) is None for word in _WORD.findall(words))


def _own(cell: Cell, marks: Collection[str]) -> Cell:
    """A cell without what stands behind one of the marks that set English off in its sheet."""
    text = _TRANSLATION.sub(
        lambda found: _left(found) if _mark(found) in marks else found.group(), cell.text
    )
    return cell if text == cell.text else replace(cell, text=text)


def _left(match: re.Match[str]) -> str:
    """What stays for a translation: a year and brackets that only it has, and words as "TW giao".

    Behind a stroke one syllable is enough: "Tấn/ Ton". Short forms translate nothing: "Vốn/ ODA".
    """
    own, english = match.string[: match.start()], match["english"]
    is_one = match.group().startswith("/") and english.isalpha() and not english.isupper()
    is_short_form = english.isupper() and not own.isupper()
    if not own.strip() or is_short_form or not (is_one or _is_english(english)):
        return match.group()
    years = "".join(f" {year}" for year in _YEAR.findall(english) if year not in own)
    closing = ")" * (english.count(")") - english.count("("))
    return years + closing + ("" if "(" in own else match["brackets"] or "")
