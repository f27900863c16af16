"""Elements of WordprocessingML by their local names, whichever edition's namespace they have."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(parent: Element, name: str) -> Iterator[Element]:
    """The direct children of this name."""
    return (element for element in parent if name_of(element) == name)


def first(parent: Element | None, name: str) -> Element | None:
    """The first direct child of this name."""
    return None if parent is None else next(children(parent, name), None)


def value(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return text
    return None


def number(parent: Element | None, name: str) -> int:
    """The whole number of a child such as <gridSpan val="2"/>; zero where there is none."""
    child = first(parent, name)
    text = "" if child is None else value(child, "val") or ""
    return int(text) if text.isdecimal() else 0


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a switch such as <b/> or <b val="0"/> is on; None where there is none."""
    child = first(parent, name)
    return None if child is None else value(child, "val") not in ("0", "false", "off", "none")
