"""The text of a paragraph of a Word document: its runs, whatever wraps them."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from doichieu.documents.containers.docx_styles import Look, Styles
from doichieu.documents.containers.docx_xml import first, name_of, value
from doichieu.documents.containers.legacy_fonts import to_unicode
from doichieu.documents.containers.superscripts import raised

_SKIPPED = frozenset(
    (
        *("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText"),
        *("delInstrText", "rt", "commentReference", "annotationRef", "footnoteRef", "endnoteRef"),
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PRIVATE = range(0xE000, 0xF900)


@dataclass
class Notes:
    """The foot- and endnotes that the text refers to, in the order of their marks."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, kind: str, identifier: str) -> str:
        """The mark of a note, which is new with each reference."""
        known = self.found.setdefault(kind, [])
        known.append(identifier)
        return raised(str(len(known)))

    def marks(self, kind: str) -> list[tuple[str, str]]:
        """The ids of the notes of a kind, and their marks."""
        return [(name, raised(str(i))) for i, name in enumerate(self.found.get(kind, []), start=1)]


@dataclass
class Paragraphs:
    """Reads paragraphs one after the other; a field may begin in one and end in another."""

    styles: Styles
    notes: Notes
    # For each open field whether its code is over: only its result is text.
    _fields: list[bool] = field(default_factory=list)

    def read(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The text of a paragraph, and the text boxes that are anchored in it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        properties = first(paragraph, "pPr")
        for child in paragraph:
            self._collect(child, properties, Look(), pieces, boxes)
        return "".join(pieces), boxes

    def is_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of the table of contents, whose numbers are those of pages."""
        style = first(first(paragraph, "pPr"), "pStyle")
        return style is not None and (value(style, "val") or "").upper().startswith("TOC")

    def mark_deleted(self, paragraph: Element) -> bool:
        """Whether the paragraph's end is deleted, so that the next one goes on with it."""
        mark = first(first(paragraph, "pPr"), "rPr")
        return first(mark, "del") is not None or first(mark, "moveFrom") is not None

    def weight(self, cell: Element) -> tuple[bool, bool]:
        """Whether all the words of a cell are bold, and whether italic."""
        looks = []
        for paragraph in cell.iter():
            if name_of(paragraph) != "p":
                continue
            for run in paragraph.iter():
                if name_of(run) == "r" and any(name_of(child) == "t" for child in run):
                    looks.append(self.styles.look(first(run, "rPr"), first(paragraph, "pPr")))
        return (
            bool(looks) and all(look.bold for look in looks),
            bool(looks) and all(look.italic for look in looks),
        )

    def _collect(
        self,
        element: Element,
        paragraph: Element | None,
        look: Look,
        pieces: list[str],
        boxes: list[Element],
    ) -> None:
        name = name_of(element)
        if name == "txbxContent":
            boxes.append(element)
        elif name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name in _SKIPPED or (name == "t" and not all(self._fields)):
            return
        elif name == "t":
            pieces.append(_shown(element.text or "", look))
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "sym":
            pieces.append(_symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference")
            pieces.append(self.notes.mark(kind, value(element, "id") or ""))
        elif name == "AlternateContent":
            self._alternative(element, paragraph, look, pieces, boxes)
        else:
            if name == "r":
                look = self.styles.look(first(element, "rPr"), paragraph)
                if look.hidden:
                    return
            for child in element:
                self._collect(child, paragraph, look, pieces, boxes)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _alternative(
        self,
        element: Element,
        paragraph: Element | None,
        look: Look,
        pieces: list[str],
        boxes: list[Element],
    ) -> None:
        """The same drawing in two forms: only one of them is read."""
        for form in element:
            before = len(pieces), len(boxes)
            for child in form:
                self._collect(child, paragraph, look, pieces, boxes)
            if (len(pieces), len(boxes)) != before:
                return


def _shown(text: str, look: Look) -> str:
    text = to_unicode(text, look.font or "")
    return raised(text) if look.raised else text


def _symbol(element: Element) -> str:
    """A letter of a symbol font; those of the private area have no meaning without it."""
    code = int(value(element, "char") or "0", 16)
    return "" if code in _PRIVATE or not code else chr(code)
