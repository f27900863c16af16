"""Raised digits: a note's mark must not run into the number before it."""

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BRACKETS = re.compile(r"[()\[\]]")


def raised(text: str) -> str:
    """A superscript in letters of its own: `690` and a raised `1` are `690¹`, m and 2 are m².

    A mark in brackets cannot run into a number and stays: `690(1)`, `690[1]`.
    """
    return text if _BRACKETS.search(text) else text.translate(_RAISED)
