"""Word files and PDFs, written byte by byte: what a document may hold, and nothing else."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with this body; `parts` are the contents of styles, footnotes and others by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_W}>{content}</w:{name}>")
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text with the properties of its look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; plain text is a run."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table; a cell is its text, or <w:tc>…</w:tc>."""
    lines = ("".join(one if one.startswith("<") else cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    """A cell with the properties of its place."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


@dataclass(frozen=True)
class Placed:
    """A text on a page of a PDF: its left and its base line in points from the lower left."""

    text: str
    left: float
    base: float
    size: float = 10
    font: str = "Plain"


def pdf_file(
    pages: Sequence[Sequence[Placed]],
    *,
    mapped: bool = True,
    rotate: int = 0,
    rules: Sequence[tuple[float, float, float]] = (),
    common_box: bool = False,
) -> bytes:
    """A PDF of A4 pages whose letters are all half as wide as they are high.

    `rules` are lines to draw on each page: left, right, height. With `mapped` false its fonts do
    not say which letters they draw. With `common_box` the size is that of all pages, and no page
    has one of its own.
    """
    box = "/MediaBox[0 0 595 842]"
    fonts = sorted({one.font for page in pages for one in page})
    objects: dict[int, bytes] = {}
    number = {font: 4 + 3 * i for i, font in enumerate(fonts)}
    first_page = 4 + 3 * len(fonts)
    kids = [first_page + 2 * i for i in range(len(pages))]
    objects[1] = b"<</Type/Catalog/Pages 2 0 R>>"
    references = " ".join(f"{kid} 0 R" for kid in kids)
    common = box if common_box else ""
    objects[2] = f"<</Type/Pages{common}/Count {len(kids)}/Kids[{references}]>>".encode()
    objects[3] = _stream(_to_unicode())
    for font, first in number.items():
        objects.update(_font(font, first, mapped))
    resources = "".join(f"/{font} {first} 0 R" for font, first in number.items())
    for kid, page in zip(kids, pages, strict=True):
        objects[kid] = (
            f"<</Type/Page/Parent 2 0 R{'' if common_box else box}/Rotate {rotate}"
            f"/Contents {kid + 1} 0 R/Resources<</Font<<{resources}>>>>>>"
        ).encode()
        ruled = [f"{left} {base} m {right} {base} l S" for left, right, base in rules]
        objects[kid + 1] = _stream("\n".join([*ruled, *map(_drawn, page)]))
    return _assembled(objects)


def _drawn(one: Placed) -> str:
    code = one.text.encode("utf-16-be").hex()
    return f"BT /{one.font} {one.size} Tf {one.left} {one.base} Td <{code}> Tj ET"


# The first bytes of the letters that a PDF may have.
_BLOCKS = (0x00, 0x01, 0x1E, 0x20, 0xF0)


def _to_unicode() -> str:
    """Each letter's code is that of Unicode; a range may not leave its first byte."""
    ranges = "".join(f"<{b:02x}00> <{b:02x}ff> <{b:02x}00>\n" for b in _BLOCKS)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        f"{len(_BLOCKS)} beginbfrange {ranges} endbfrange endcmap end end"
    )


def _font(name: str, first: int, mapped: bool) -> Mapping[int, bytes]:
    known = "/ToUnicode 3 0 R" if mapped else ""
    return {
        first: (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{first + 1} 0 R]{known}>>"
        ).encode(),
        first + 1: (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {first + 2} 0 R>>"
        ).encode(),
        first + 2: (
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -200 500 800]"
            "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"
        ).encode(),
    }


def _stream(content: str) -> bytes:
    data = content.encode("latin-1")
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def _assembled(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in sorted(objects.items()):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    return bytes(out)
