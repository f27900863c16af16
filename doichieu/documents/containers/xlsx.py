"""Workbooks of Excel since 2007 (.xlsx, .xlsm), read straight from their XML.

openpyxl makes an object of every styled cell, also of the empty ones that official tables are full
of, and joins the runs of a text, which a legacy font needs apart. Only cells that show something
are kept here.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers.displayed import LOCAL_DATE
from doichieu.documents.containers.grid import Grid, Style
from doichieu.documents.containers.legacy_fonts import runs_to_unicode
from doichieu.documents.containers.refusal import DAMAGE
from doichieu.documents.document import Sheet

_OWN_NAMESPACE = re.compile(rb'\sxmlns="[^"]*"')
_ALIGNMENTS = {"centerContinuous": "center", "general": ""}

# The formats of days that a workbook names by number alone, as they depend on the country.
_LOCAL_DATES = (*range(27, 37), *range(50, 59))

# Texts of the strings table: runs of text and font, "" for the font of the cell.
_Runs = list[tuple[str, str]]


@dataclass(frozen=True)
class _Book:
    """What the sheets of one workbook share."""

    strings: list[_Runs]
    styles: list[Style]
    base_size: float
    date1904: bool


def open_xlsx(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order; raise InputRefused where it cannot be read."""
    try:
        with ZipFile(path) as archive:
            return tuple(_sheets(archive))
    except DAMAGE as error:
        fault = Fault(
            str(path),
            None,
            None,
            f"The workbook cannot be read: {error}.",
            "Open it in Excel or LibreOffice and save it again as .xlsx.",
        )
        raise InputRefused([fault]) from error


def _sheets(archive: ZipFile) -> Iterator[Sheet]:
    main = _main_part(archive)
    workbook = _parse(archive, main)
    targets = _relations(archive, main)
    settings = workbook.find("workbookPr")
    styles, base_size = _styles(_part(archive, targets, "styles"))
    book = _Book(
        [_runs(item) for item in _part(archive, targets, "sharedStrings").iterfind("si")],
        styles,
        base_size,
        settings is not None and _true(settings.get("date1904")),
    )
    for entry in workbook.iterfind("sheets/sheet"):
        kind, target = targets[_relation_id(entry)]
        if kind == "worksheet":
            hidden = entry.get("state", "visible") != "visible"
            yield _sheet(book, _parse(archive, target), entry.attrib["name"], hidden)


# ---- the parts of the archive ------------------------------------------------------------------


def _main_part(archive: ZipFile) -> str:
    return next(
        target for kind, target in _relations(archive, "").values() if kind == "officeDocument"
    )


def _relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Kind and part of each relation by its id."""
    folder, name = posixpath.split(part)
    found = {}
    for entry in _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        target = posixpath.normpath(posixpath.join("/", folder, entry.attrib["Target"]))
        kind = entry.attrib["Type"].rpartition("/")[2]
        found[entry.attrib["Id"]] = (kind, target.lstrip("/"))
    return found


def _relation_id(entry: Element) -> str:
    """The id of the relation, an attribute of another namespace than the entry's."""
    return next(value for key, value in entry.items() if key.endswith("}id"))


def _part(archive: ZipFile, targets: dict[str, tuple[str, str]], kind: str) -> Element:
    """The part of a kind, or an empty one where the workbook has none."""
    target = next((target for each, target in targets.values() if each == kind), None)
    return Element(kind) if target is None else _parse(archive, target)


def _parse(archive: ZipFile, part: str) -> Element:
    """The root of a part; its tags are without the namespace of spreadsheets."""
    root = ElementTree.fromstring(_OWN_NAMESPACE.sub(b"", archive.read(part)))
    if root.tag.startswith("{"):  # this program writes a prefix before every tag
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    return root


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")


# ---- texts and styles --------------------------------------------------------------------------


def _runs(item: Element) -> _Runs:
    runs = []
    for child in item:
        if child.tag == "t":
            runs.append((child.text or "", ""))
        elif child.tag == "r":
            font = child.find("rPr/rFont")
            name = "" if font is None else font.get("val", "")
            runs.append((child.findtext("t") or "", name))
    return runs


def _styles(part: Element) -> tuple[list[Style], float]:
    """The styles that cells refer to, and the size of the workbook's own font."""
    formats = dict.fromkeys(_LOCAL_DATES, LOCAL_DATE) | BUILTIN_FORMATS
    formats |= {
        int(entry.attrib["numFmtId"]): entry.attrib["formatCode"]
        for entry in part.iterfind("numFmts/numFmt")
    }
    fonts = list(part.iterfind("fonts/font"))
    styles = [_style(form, formats, fonts) for form in part.iterfind("cellXfs/xf")] or [Style()]
    base = part.find("cellStyleXfs/xf")
    base_font = Element("font") if base is None or not fonts else fonts[_number(base, "fontId")]
    return styles, _size(base_font)


def _style(form: Element, formats: dict[int, str], fonts: list[Element]) -> Style:
    font = fonts[_number(form, "fontId")] if fonts else Element("font")
    name = font.find("name")
    place = form.find("alignment")
    align = "" if place is None else place.get("horizontal", "")
    return Style(
        formats.get(_number(form, "numFmtId"), "General"),
        "" if name is None else name.get("val", ""),
        _size(font),
        _switched_on(font, "b"),
        _switched_on(font, "i"),
        0 if place is None else _number(place, "indent"),
        _ALIGNMENTS.get(align, align),
        align == "centerContinuous",
    )


def _number(element: Element, key: str) -> int:
    return int(element.get(key, "0"))


def _size(font: Element) -> float:
    size = font.find("sz")
    return 10.0 if size is None else float(size.attrib["val"])


def _switched_on(font: Element, tag: str) -> bool:
    entry = font.find(tag)
    return entry is not None and entry.get("val", "1") not in ("0", "false")


# ---- a sheet -----------------------------------------------------------------------------------


def _sheet(book: _Book, root: Element, name: str, hidden: bool) -> Sheet:
    view = root.find("sheetViews/sheetView")
    form = root.find("sheetFormatPr")
    grid = Grid(
        name,
        base_size=book.base_size,
        date1904=book.date1904,
        hidden=hidden,
        shows_zeros=view is None or view.get("showZeros", "1") not in ("0", "false"),
    )
    if form is not None and form.get("defaultColWidth"):
        grid.default_width = float(form.attrib["defaultColWidth"])
    last = max((_last_column(line) for line in root.iterfind("sheetData/row")), default=0)
    for entry in root.iterfind("cols/col"):
        _read_columns(grid, entry, last)
    for entry in root.iterfind("mergeCells/mergeCell"):
        left, top, right, bottom = range_boundaries(entry.attrib["ref"])
        grid.merge(top, left, bottom, right)
    row = 0
    for line in root.iterfind("sheetData/row"):
        row = int(line.get("r", row + 1))
        if _true(line.get("hidden")) or line.get("ht") == "0":
            grid.hidden_rows.add(row)
        _read_row(book, grid, row, line)
    return grid.sheet()


def _last_column(line: Element) -> int:
    place = line[-1].get("r") if len(line) else None
    return len(line) if place is None else coordinate_to_tuple(place)[1]


def _read_columns(grid: Grid, entry: Element, last: int) -> None:
    """Widths and hiding of a range of columns, which may run far beyond the last cell."""
    width = float(entry.get("width", grid.default_width))
    for column in range(_number(entry, "min"), min(_number(entry, "max"), last) + 1):
        grid.widths[column] = width
        if _true(entry.get("hidden")) or not width:
            grid.hidden_columns.add(column)


def _read_row(book: _Book, grid: Grid, row: int, line: Element) -> None:
    column = 0
    for entry in line:
        place = entry.get("r")
        column = column + 1 if place is None else coordinate_to_tuple(place)[1]
        style = book.styles[_number(entry, "s")]
        if len(entry):
            _read_cell(book, grid, (row, column), entry, style)
        else:
            grid.blank(row, column, style)


def _read_cell(
    book: _Book, grid: Grid, place: tuple[int, int], entry: Element, style: Style
) -> None:
    kind = entry.get("t", "n")
    value = entry.findtext("v")
    if kind == "inlineStr":
        item = entry.find("is")
        grid.words(*place, _text([] if item is None else _runs(item), style), style)
    elif not value:
        grid.blank(*place, style)
    elif kind == "s":
        grid.words(*place, _text(book.strings[int(value)], style), style)
    elif kind == "b":
        grid.words(*place, "TRUE" if _true(value) else "FALSE", style)
    elif kind == "n":
        grid.number(*place, float(value), style)
    else:
        grid.words(*place, _text([(value, "")], style), style)


def _text(runs: _Runs, style: Style) -> str:
    return runs_to_unicode((text, font or style.font) for text, font in runs)
