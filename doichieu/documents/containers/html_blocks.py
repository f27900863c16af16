"""A page as a row of blocks: paragraphs and tables in the order of reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from doichieu.documents.containers.html_around import is_around, is_hidden
from doichieu.documents.containers.legacy_fonts import to_unicode
from doichieu.documents.containers.superscripts import raised
from doichieu.documents.containers.text_tables import RawCell, is_data

Node = Any  # a node of selectolax, whose classes have no types

_SKIPPED = frozenset(
    (
        *("del", "script", "style", "noscript", "template", "svg", "math", "head", "title"),
        *("iframe", "object", "button", "select", "option", "input", "textarea", "canvas"),
        *("audio", "video", "map", "dialog", "datalist"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data"),
        *("dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr", "nobr", "img", "picture", "o:p"),
    )
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INDENT = re.compile(r"(?i)(?:padding-left|text-indent|margin-left)\s*:\s*([\d.]+)\s*(px|pt|em|cm)")
_STEPS = {"px": 16, "pt": 12, "em": 1, "cm": 0.5}
_FONT = re.compile(r"(?i)font-family\s*:\s*[\"']?([^\"';,]+)")
_SUPER = re.compile(r"(?i)vertical-align\s*:\s*super")
_ALIGN = re.compile(r"(?i)text-align\s*:\s*(left|right|center)")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table of figures; `path` names the elements around it, outermost first.

    `linked` counts the characters of `text` that are in links.
    """

    text: str
    linked: int
    tag: str
    path: tuple[int, ...]
    table: list[list[RawCell]] | None = None


@dataclass
class _Inline:
    """The text that grows until a block ends it."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str, linked: bool) -> None:
        if self.pieces and self.pieces[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        self.pieces.append(text)
        self.linked += len(text) if linked else 0

    def taken(self) -> tuple[str, int]:
        text, linked = "".join(self.pieces), self.linked
        self.pieces, self.linked = [], 0
        return text, linked


def blocks_of(tree: Any) -> tuple[list[Block], set[int]]:
    """All blocks of a page that are shown, and the elements whose names say that they are around
    an article: its menus, other articles, comments."""
    walk = _Walk()
    return ([] if tree.body is None else list(walk.blocks(tree.body))), walk.around


@dataclass
class _Walk:
    around: set[int] = field(default_factory=set)
    inline: _Inline = field(default_factory=_Inline)
    path: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=lambda: [""])

    def blocks(self, node: Node) -> Iterator[Block]:
        self.path.append(node.mem_id)
        self._enter(node)
        for child in _children(node):
            yield from self._child(child)
        yield from self._flushed()
        self.path.pop()
        self._leave()

    def _enter(self, node: Node) -> None:
        style = node.attributes.get("style") or ""
        font = _FONT.search(style)
        named = font[1] if font else node.attributes.get("face") or ""
        self.tags.append("sup" if _SUPER.search(style) else node.tag)
        self.fonts.append(named.strip() or self.fonts[-1])

    def _leave(self) -> None:
        self.tags.pop()
        self.fonts.pop()

    def _child(self, node: Node) -> Iterator[Block]:
        tag = node.tag
        if tag == "-text":
            text = to_unicode(node.text_content or "", self.fonts[-1])
            text = text if "pre" in self.tags else _BLANKS.sub(" ", text)
            self.inline.add(raised(text) if "sup" in self.tags else text, "a" in self.tags)
        elif tag == "br":
            self.inline.add("\n", False)
        elif tag.startswith("-") or tag in _SKIPPED or is_hidden(node):
            return
        elif tag in _INLINE:
            self._enter(node)
            for child in _children(node):
                yield from self._child(child)
            self._leave()
        else:
            yield from self._flushed()
            if is_around(node):
                self.around.add(node.mem_id)
            yield from self._table(node) if tag == "table" else self.blocks(node)

    def _flushed(self) -> Iterator[Block]:
        text, linked = self.inline.taken()
        if text.strip():
            yield Block(text, linked, self.tags[-1] if self.tags else "body", tuple(self.path))

    def _table(self, node: Node) -> Iterator[Block]:
        rows = None if _nested(node) else self._rows(node)
        if rows is not None and is_data(rows):
            for caption in node.css("caption"):
                yield from self.blocks(caption)
            yield Block("", 0, "table", (*self.path, node.mem_id), rows)
        else:
            yield from self.blocks(node)

    def _rows(self, table: Node) -> list[list[RawCell]]:
        rows = []
        for row in table.css("tr"):
            cells = [cell for cell in _children(row) if cell.tag in ("td", "th")]
            rows.append([self._cell(cell) for cell in cells])
        return rows

    def _cell(self, node: Node) -> RawCell:
        walk = _Walk(fonts=self.fonts[-1:])
        text = "\n".join(block.text.strip(" \n") for block in walk.blocks(node))
        style = node.attributes.get("style") or ""
        align = _ALIGN.search(style)
        return RawCell(
            text,
            rows=_count(node, "rowspan"),
            columns=_count(node, "colspan"),
            indent=_indent(style),
            align=align[1].lower() if align else (node.attributes.get("align") or "").lower(),
            bold=node.tag == "th" or _all_in(node, "b, strong"),
            italic=_all_in(node, "i, em"),
        )


def _children(node: Node) -> Iterator[Node]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _nested(table: Node) -> bool:
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _count(node: Node, name: str) -> int:
    """The span of a cell; one where it is missing or no number."""
    match = re.match(r"\s*(\d{1,5})", node.attributes.get(name) or "")
    return max(1, int(match[1])) if match else 1


def _indent(style: str) -> int:
    match = _INDENT.search(style)
    return round(float(match[1]) / _STEPS[match[2].lower()]) if match else 0


def _all_in(node: Node, selector: str) -> bool:
    """Whether all the words of a cell are within elements of the selector."""
    whole = len("".join(node.text(deep=True).split()))
    inside = sum(len("".join(one.text(deep=True).split())) for one in node.css(selector))
    return 0 < whole <= inside
