"""Raised digits: a note's mark must not run into the number before it."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """A superscript in letters of its own: `690` and a raised `1` are `690¹`, m and 2 are m²."""
    return text.translate(_RAISED)
