"""Workbooks of Excel 97 to 2003, written record by record for the tests of their reader.

Only what the tests need: fonts, formats, styles, texts with runs, numbers, hiding and merging.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

# A text of runs: each run is its words and the place of its font in the list of fonts.
Text = str | Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Look:
    """A style: places in the lists of fonts and formats, and the codes of the file format."""

    font: int = 0
    number_format: str = "General"
    align: int = 0
    indent: int = 0


@dataclass
class OldSheet:
    """Cells by (row, column) from 0: a text, a number or None for an empty one, and a look."""

    name: str
    cells: dict[tuple[int, int], tuple[Text | float | None, Look]]
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: Sequence[int] = ()
    hidden_rows: Sequence[int] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    shows_zeros: bool = True


def old_workbook(sheets: Sequence[OldSheet], fonts: Sequence[str] = ("Arial",)) -> bytes:
    """The bytes of a workbook; a font named "… bold" or "… italic" is that."""
    cells = [cell for sheet in sheets for _, cell in sorted(sheet.cells.items())]
    looks = [Look(), *dict.fromkeys(look for _, look in cells)]
    formats = list(dict.fromkeys(look.number_format for look in looks))
    texts = [value for value, _ in cells if not isinstance(value, int | float | None)]
    head = [
        _bof(5),
        _record(0x42, "<H", 1200),
        *(_font(name) for name in fonts),
        *(
            _record(0x41E, "<H", _FIRST_FORMAT + place, tail=_string(code, "<H"))
            for place, code in enumerate(formats)
        ),
        *(_style(look, formats) for look in looks),
    ]
    strings = _record(0xFC, "<II", len(texts), len(texts), tail=b"".join(map(_runs, texts)))
    bodies, first = [], 0
    for sheet in sheets:
        body, first = _body(sheet, looks, first)
        bodies.append(body)
    bounds_length = sum(len(_bound(sheet, 0)) for sheet in sheets)
    offset = len(b"".join(head)) + bounds_length + len(strings) + len(_END)
    bounds = []
    for sheet, body in zip(sheets, bodies, strict=True):
        bounds.append(_bound(sheet, offset))
        offset += len(body)
    return b"".join([*head, *bounds, strings, _END, *bodies])


_FIRST_FORMAT = 164


def _record(kind: int, layout: str, *values: float, tail: bytes = b"") -> bytes:
    data = struct.pack(layout, *values) + tail
    return struct.pack("<HH", kind, len(data)) + data


_END = _record(0x0A, "<")


def _bof(kind: int) -> bytes:
    return _record(0x809, "<HHHHII", 0x600, kind, 0, 1997, 0, 6)


def _string(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _font(name: str) -> bytes:
    plain, _, how = name.partition(" ")
    weight, italic = (700 if how == "bold" else 400), 2 * (how == "italic")
    tail = _string(plain, "<B")
    return _record(0x31, "<HHHHHBBBB", 200, italic, 8, weight, 0, 0, 0, 0, 0, tail=tail)


def _style(look: Look, formats: list[str]) -> bytes:
    code = _FIRST_FORMAT + formats.index(look.number_format)
    return _record(
        0xE0, "<HHHBBBB10s", look.font, code, 0, look.align, 0, look.indent, 0xFC, bytes(10)
    )


def _runs(text: Text) -> bytes:
    if isinstance(text, str):
        return _string(text, "<H")
    words = "".join(part for part, _ in text)
    starts, place = [], 0
    for part, font in text:
        starts.append(struct.pack("<HH", place, font))
        place += len(part)
    flags = struct.pack("<HBH", len(words), 0x09, len(starts))
    return flags + words.encode("utf-16-le") + b"".join(starts)


def _bound(sheet: OldSheet, offset: int) -> bytes:
    return _record(0x85, "<IBB", offset, int(sheet.hidden), 0, tail=_string(sheet.name, "<B"))


def _body(sheet: OldSheet, looks: list[Look], first_text: int) -> tuple[bytes, int]:
    """The records of a sheet, and the place of the next sheet's first text."""
    columns = dict.fromkeys(sheet.hidden_columns, 9.0) | sheet.widths
    records = [_bof(0x10)]
    records += [
        _record(
            0x7D, "<HHHHHH", column, column, int(width * 256), 0, column in sheet.hidden_columns, 0
        )
        for column, width in columns.items()
    ]
    records += [
        _record(0x208, "<HHHHHHI", row, 0, 20, 255, 0, 0, 0x20) for row in sheet.hidden_rows
    ]
    for (row, column), (value, look) in sorted(sheet.cells.items()):
        place = row, column, looks.index(look)
        if value is None:
            records.append(_record(0x201, "<HHH", *place))
        elif isinstance(value, int | float):
            records.append(_record(0x203, "<HHHd", *place, value))
        else:
            records.append(_record(0xFD, "<HHHI", *place, first_text))
            first_text += 1
    records.append(_record(0x23E, "<HHHIHHI", 0x10 * sheet.shows_zeros, 0, 0, 0, 0, 0, 0))
    if sheet.merged:
        ranges = b"".join(
            struct.pack("<HHHH", top, bottom, left, right)
            for top, left, bottom, right in sheet.merged
        )
        records.append(_record(0xE5, "<H", len(sheet.merged), tail=ranges))
    return b"".join([*records, _END]), first_text
