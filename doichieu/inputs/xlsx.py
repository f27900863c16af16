"""Read the text cells of the first sheet of an Excel workbook.

Only text keeps how a figure was printed: Excel turns `2.010` into 2.01 and `65,26` into 6526.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from xml.etree import ElementTree

from doichieu.inputs.delimited import Record
from doichieu.inputs.files import Unreadable, disguise
from doichieu.inputs.words import Problem, shown

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# An unpacked part of a workbook is no larger than this: a zip file may claim to hold anything.
LARGEST_PART = 200_000_000
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
# Counted by hand or by Excel, these are whole numbers: a number cell loses nothing of them.
COUNTED = ("figure_no", "place")
AS_TEXT = "Format the column as text (Format Cells, Text), and type the value again."

# What damaged bytes raise, somewhere between the zip file and its XML.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError),
    *(EOFError, LookupError, OSError, RuntimeError, ValueError),
)

Cells = Mapping[int, "str | float | Problem"]


def read_xlsx(content: bytes, _expected: Collection[str]) -> tuple[list[str], Iterator[Record]]:
    """Read the header and the records of the first sheet; raise `Unreadable` for a broken file.

    A row has the number that it has in the sheet. A value that is not text is a fault of its row,
    save for whole numbers in the columns that count.
    """
    if not content.startswith(b"PK"):
        kind = disguise(content)
        really = f"is really {kind}" if kind else "is not one"
        raise Unreadable(f"It is named .xlsx but {really}.", "Save it again as a workbook.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            texts = _shared_texts(package)
            rows = list(_rows(package, _first_sheet(package), texts))
    except BROKEN as error:
        reason = str(error).strip("'\"") or type(error).__name__
        raise Unreadable(f"It is a broken workbook: {reason}.", "Save it again.") from None
    if not rows:
        raise Unreadable("Its first sheet is empty.", "Put the figures on the first sheet.")
    first, header = rows[0]
    if first != 1:
        raise Unreadable(
            f"Its header is on row {first} of the first sheet.", "Delete the rows above it.", line=1
        )
    width = max(header) + 1
    names = [str(header.get(at, "")).strip() for at in range(width)]
    return names, _records(rows[1:], names)


def _records(rows: list[tuple[int, Cells]], names: list[str]) -> Iterator[Record]:
    for line, cells in rows:
        beyond = max(cells, default=0)
        if beyond >= len(names):
            problem = f"Cell {_name(beyond)}{line} is right of the last column of the header."
            yield line, Problem(problem, "Delete it, or name its column."), False
            continue
        fields = [_field(cells.get(at, ""), name, at, line) for at, name in enumerate(names)]
        faults = [field for field in fields if isinstance(field, Problem)]
        if faults:
            yield line, faults[0], False
            continue
        yield line, [str(field) for field in fields], True


def _field(value: "str | float | Problem", name: str, at: int, line: int) -> "str | Problem":
    """The text of a cell; the fault of one that holds something else."""
    if isinstance(value, str | Problem):
        return value
    if name in COUNTED and value.is_integer():
        return str(int(value))
    cell = f"{_name(at)}{line}"
    return Problem(
        f"Cell {cell}, column {name}, holds the number {value:.15g}, not a text: it does not keep "
        "how it was written.",
        AS_TEXT,
    )


def _rows(package: zipfile.ZipFile, sheet: str, texts: list[str]) -> Iterator[tuple[int, Cells]]:
    """The rows of a sheet that hold anything, each with its number and its cells by column."""
    line = 0
    for row in _part(package, sheet).iter(f"{MAIN}row"):
        line = int(row.get("r", line + 1))
        cells: dict[int, str | float | Problem] = {}
        at = -1
        for cell in row.iter(f"{MAIN}c"):
            place = CELL.fullmatch(cell.get("r", ""))
            at = _index(place[1]) if place else at + 1
            value = _value(cell, texts)
            if value != "":
                cells[at] = value
        if cells:
            yield line, cells


def _value(cell: ElementTree.Element, texts: list[str]) -> "str | float | Problem":
    kind, content = cell.get("t", "n"), cell.findtext(f"{MAIN}v", "")
    if kind == "inlineStr":
        return _text_of(cell)
    if not content:
        return ""
    if kind == "s":
        return texts[int(content)]
    if kind == "str":
        return unicodedata.normalize("NFC", content)
    if kind == "n":
        return float(content)
    what = {"e": "the error", "b": "the logical value"}.get(kind, "the date")
    return Problem(f"Cell {cell.get('r', '')} holds {what} {shown(content)}, not a text.", AS_TEXT)


def _shared_texts(package: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text_of(one) for one in _part(package, "xl/sharedStrings.xml").iter(f"{MAIN}si")]


def _text_of(element: ElementTree.Element) -> str:
    """The text of all runs, without the readings that Japanese workbooks add."""
    runs = [element.find(f"{MAIN}is")] if element.tag == f"{MAIN}c" else [element]
    found = ""
    for run in runs:
        if run is None:
            continue
        for child in run:
            if child.tag == f"{MAIN}t":
                found += child.text or ""
            elif child.tag == f"{MAIN}r":
                found += child.findtext(f"{MAIN}t", "")
    return unicodedata.normalize("NFC", found)


def _first_sheet(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    sheet = _part(package, "xl/workbook.xml").find(f"{MAIN}sheets/{MAIN}sheet")
    if sheet is None:
        raise ValueError("it has no sheet")
    for relation in _part(package, "xl/_rels/workbook.xml.rels").iter(f"{PACKAGE}Relationship"):
        if relation.get("Id") == sheet.get(RELATION):
            target = relation.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError("its first sheet is missing")


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """One part of a workbook as XML."""
    if package.getinfo(name).file_size > LARGEST_PART:
        raise ValueError(f"its part {name} is too large")
    content = package.read(name)
    if b"<!DOCTYPE" in content:
        raise ValueError(f"its part {name} declares a document type")
    return ElementTree.fromstring(content)


def _index(letters: str) -> int:
    """The column of a cell, counted from zero: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _name(index: int) -> str:
    """The letters of a column that is counted from zero."""
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
