"""The units that the words of a table print."""

import re

from doichieu.documents.tables.words import is_unit_words, joined, unit_parts

_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*\.?")
_LEAD = re.compile(r"(?i)^\s*\(?\s*(?:đơn vị(?:\s+tính)?|đvt|units?)\s*:?\s*")


def in_brackets(text: str) -> list[str]:
    """The units that a text prints in brackets: "(Tỷ đồng)", "( %)"."""
    inner = (match.group(1) for match in _BRACKETS.finditer(text))
    return [part for each in inner if is_unit_words(each) for part in unit_parts(each)]


def without_units(text: str) -> str:
    """The text without its units in brackets."""
    kept = _BRACKETS.sub(
        lambda match: " " if is_unit_words(match.group(1)) else match.group(), text
    )
    return joined([kept])


def unit_words(text: str) -> str:
    """The unit that a cell of units says, without "Đơn vị tính:" and brackets."""
    return joined([_LEAD.sub("", text)]).strip(" ().:")
