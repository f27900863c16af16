"""Word documents: the text as it reads with all changes accepted, tables of figures as sheets."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from doichieu.documents.containers.assembling import content_of
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.docx_paragraphs import Notes, Paragraphs
from doichieu.documents.containers.docx_styles import Styles
from doichieu.documents.containers.docx_xml import children, first, name_of, number, value
from doichieu.documents.containers.kinds import WORD_PART
from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.containers.text_tables import RawCell, Rows, is_data
from doichieu.documents.containers.zipped import names_in_zip, read_from_zip

_DAMAGED = "Open it in Word, and save it again."
# Elements that only wrap paragraphs, tables, rows or cells.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "dir", "bdo"})
_STEP = 360  # twentieths of a point: a quarter of an inch


def read_docx(content: bytes) -> Content:
    """The paragraphs of a Word document with its notes, and its tables of figures.

    Insertions that are tracked are read, deletions and hidden text are not. Raises CannotOpen
    where a part of the file is damaged.
    """
    main = next((name for name in names_in_zip(content) if WORD_PART.fullmatch(name)), "")
    document = _part(content, main)
    if document is None:
        raise CannotOpen("The document has no text part.", _DAMAGED)
    styles = Styles.read(_part(content, "word/styles.xml"))
    notes = Notes()
    reader = _Reader(Paragraphs(styles, notes))
    try:
        blocks = [*reader.blocks(first(document, "body"))]
        for kind in ("footnote", "endnote"):
            part = _part(content, f"word/{kind}s.xml")
            blocks.extend(reader.notes(part, kind))
    except RecursionError as error:
        raise CannotOpen("The document is nested too deeply.", _DAMAGED) from error
    return content_of(blocks)


def _part(content: bytes, name: str) -> Element | None:
    source = read_from_zip(content, name)
    if source is None:
        return None
    # No program writes a document type into a part; one would let a small part expand.
    if b"<!DOCTYPE" in source:
        raise CannotOpen(f"The file has a document type in '{name}'.", _DAMAGED)
    try:
        return fromstring(source)
    except (ParseError, ValueError) as error:
        raise CannotOpen(f"The file is damaged in '{name}'.", _DAMAGED) from error


class _Reader:
    """Walks over paragraphs and tables; a paragraph whose mark is deleted joins the next."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs

    def blocks(self, parent: Element | None) -> Iterator[str | Rows]:
        joined = ""
        for element in _unwrapped(parent):
            name = name_of(element)
            if name == "p" and not self.paragraphs.is_contents(element):
                text, boxes = self.paragraphs.read(element)
                joined += text
                if not self.paragraphs.mark_deleted(element):
                    yield joined
                    joined = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "tbl":
                yield from self._table(element)
        if joined:
            yield joined

    def notes(self, part: Element | None, kind: str) -> Iterator[str | Rows]:
        """The notes that the text refers to, in its order, each behind its mark."""
        found = {} if part is None else {value(note, "id"): note for note in children(part, kind)}
        for identifier, mark in self.paragraphs.notes.marks(kind):
            if note := found.get(identifier):
                texts = [block for block in self.blocks(note) if isinstance(block, str)]
                yield f"{mark} {' '.join(text.strip() for text in texts)}"

    def _table(self, table: Element) -> Iterator[str | Rows]:
        rows = [row for row in _unwrapped(table) if name_of(row) == "tr" and not _is_deleted(row)]
        cells = [[cell for cell in _unwrapped(row) if name_of(cell) == "tc"] for row in rows]
        raw = self._raw(rows, cells)
        if is_data(raw):
            yield raw
            return
        for row in cells:
            for cell in row:
                yield from self.blocks(cell)

    def _raw(self, rows: list[Element], cells: list[list[Element]]) -> list[list[RawCell]]:
        """The cells of each row; one that goes on from the row above is counted there."""
        raw: list[list[RawCell]] = []
        heights = _heights(rows, cells)
        for i, (row, inside) in enumerate(zip(rows, cells, strict=True)):
            before = number(first(row, "trPr"), "gridBefore")
            raw.append([RawCell("", columns=before)] if before else [])
            for j, cell in enumerate(inside):
                if (i, j) in heights:
                    raw[-1].append(self._cell(cell, heights[i, j]))
        return raw

    def _cell(self, cell: Element, rows: int) -> RawCell:
        texts = []
        for block in self.blocks(cell):
            inner = [block] if isinstance(block, str) else [c.text for row in block for c in row]
            texts.extend(inner)
        paragraph = first(cell, "p")
        properties = first(paragraph, "pPr") if paragraph is not None else None
        bold, italic = self.paragraphs.weight(cell)
        return RawCell(
            "\n".join(texts).strip("\n"),
            rows=rows,
            columns=_width(cell),
            indent=_indent(properties),
            align=_align(properties),
            bold=bold,
            italic=italic,
        )


def _unwrapped(parent: Element | None) -> Iterator[Element]:
    if parent is None:
        return
    for element in parent:
        if name_of(element) in _WRAPPERS:
            yield from _unwrapped(element)
        else:
            yield element


def _is_deleted(row: Element) -> bool:
    properties = first(row, "trPr")
    return properties is not None and first(properties, "del") is not None


def _width(cell: Element) -> int:
    return max(1, number(first(cell, "tcPr"), "gridSpan"))


def _heights(rows: list[Element], cells: list[list[Element]]) -> dict[tuple[int, int], int]:
    """How many rows each cell spans, by row and place; those that go on from above have none."""
    heights: dict[tuple[int, int], int] = {}
    opened: dict[int, tuple[int, int]] = {}
    for i, (row, inside) in enumerate(zip(rows, cells, strict=True)):
        column = number(first(row, "trPr"), "gridBefore")
        for j, cell in enumerate(inside):
            properties = first(cell, "tcPr")
            merge = None if properties is None else first(properties, "vMerge")
            goes_on = merge is not None and value(merge, "val") != "restart"
            if goes_on and column in opened:
                heights[opened[column]] += 1
            else:
                heights[i, j] = 1
                opened.pop(column, None)
                if merge is not None:
                    opened[column] = i, j
            column += _width(cell)
    return heights


def _indent(properties: Element | None) -> int:
    indent = None if properties is None else first(properties, "ind")
    if indent is None:
        return 0
    left = value(indent, "left") or value(indent, "start") or "0"
    opening = value(indent, "firstLine") or "0"
    twips = sum(int(text) for text in (left, opening) if text.lstrip("-").isdecimal())
    return max(0, round(twips / _STEP))


def _align(properties: Element | None) -> str:
    aligned = None if properties is None else first(properties, "jc")
    name = "" if aligned is None else value(aligned, "val") or ""
    return {"start": "left", "end": "right", "both": "left"}.get(name, name)
