"""Workbooks of Excel 5 to 2003 (.xls)."""

import io
from pathlib import Path

import xlrd
from xlrd.biffh import FDT
from xlrd.book import Book
from xlrd.sheet import Sheet as RawSheet

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers.displayed import LOCAL_DATE
from doichieu.documents.containers.grid import Grid, Style
from doichieu.documents.containers.legacy_fonts import runs_to_unicode
from doichieu.documents.containers.refusal import DAMAGE
from doichieu.documents.document import Sheet

_ALIGNMENTS = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "center"}
_ACROSS = 6

# The weight of a font from which it is bold; the flag beside it is often missing.
_BOLD = 600


def open_xls(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order; raise InputRefused where it cannot be read."""
    try:
        # xlrd prints warnings, which a page of progress has no place for.
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # a damaged file makes xlrd fail in every way there is
        raise InputRefused([_fault(path, error)]) from error
    try:
        styles = [_style(book, index) for index in range(len(book.xf_list))]
        return tuple(_sheet(book, raw, styles) for raw in book.sheets())
    except DAMAGE as error:
        raise InputRefused([_fault(path, error)]) from error


def _fault(path: Path, error: Exception) -> Fault:
    if "encrypted" in str(error):
        return Fault(
            str(path), None, None, "The workbook is encrypted.", "Save it without a password."
        )
    return Fault(
        str(path),
        None,
        None,
        "The workbook cannot be read: it is damaged.",
        "Open it in Excel or LibreOffice and save it as .xlsx.",
    )


def _sheet(book: Book, raw: RawSheet, styles: list[Style]) -> Sheet:
    grid = Grid(
        raw.name,
        base_size=styles[0].size,
        date1904=bool(book.datemode),
        hidden=bool(raw.visibility),
        shows_zeros=bool(raw.show_zero_values),
        widths={column + 1: raw.computed_column_width(column) / 256 for column in range(raw.ncols)},
        hidden_rows={row + 1 for row, info in raw.rowinfo_map.items() if info.hidden},
        hidden_columns={
            column + 1 for column, info in raw.colinfo_map.items() if info.hidden or not info.width
        },
    )
    for top, bottom, left, right in raw.merged_cells:
        grid.merge(top + 1, left + 1, bottom, right)
    across = any(style.across for style in styles)
    for row in range(raw.nrows):
        for column, kind in enumerate(raw.row_types(row)):
            if across or kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                style = styles[raw.cell_xf_index(row, column)]
                _add(book, raw, grid, (row, column), style)
    return grid.sheet()


def _add(book: Book, raw: RawSheet, grid: Grid, place: tuple[int, int], style: Style) -> None:
    row, column = place[0] + 1, place[1] + 1
    kind, value = raw.cell_type(*place), raw.cell_value(*place)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        grid.number(row, column, value, style)
    elif kind == xlrd.XL_CELL_TEXT:
        runs = raw.rich_text_runlist_map.get(place, ())
        grid.words(row, column, runs_to_unicode(_runs(book, value, runs, style.font)), style)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        grid.words(row, column, "TRUE" if value else "FALSE", style)
    elif kind == xlrd.XL_CELL_ERROR:
        grid.words(row, column, xlrd.error_text_from_code.get(value, "#N/A"), style)
    else:
        grid.blank(row, column, style)


def _runs(book: Book, text: str, starts: list[tuple[int, int]], font: str) -> list[tuple[str, str]]:
    """The runs of a cell: text before the first start is in the font of the cell."""
    bounds = [(0, font)] + [(start, book.font_list[index].name) for start, index in starts]
    ends = [start for start, _ in bounds[1:]] + [len(text)]
    return [(text[start:end], name) for (start, name), end in zip(bounds, ends, strict=True)]


def _style(book: Book, index: int) -> Style:
    form = book.xf_list[index]
    font = book.font_list[form.font_index]
    number_format = book.format_map[form.format_key]
    code = LOCAL_DATE if number_format.type == FDT else "General"
    return Style(
        number_format.format_str or code,
        font.name,
        font.height / 20,
        font.weight >= _BOLD,
        bool(font.italic),
        form.alignment.indent_level,
        _ALIGNMENTS.get(form.alignment.hor_align, ""),
        form.alignment.hor_align == _ACROSS,
    )
