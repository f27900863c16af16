"""The tables as one Excel workbook: summary, contents, dictionary, then a sheet a table.

XlsxWriter writes the workbook with all its styles, charts and settings, and of each table's sheet
the header. DuckDB writes the rows, which are put below the headers when the file is assembled.

Excel can store less than the warehouse: it limits the characters in a cell, has no infinity and no
dates before 1900, and reads a text that begins with `=` as a formula. Texts are therefore written
as text cells, and dates as ISO text. What does not fit is left out, and the sheet of contents says
so. Rows beyond a limit are left out too: it is far below Excel's own, so that an office computer
opens the file in reasonable time. Null and the empty text are both blank: a text
that is never null is then the empty one.

The workbook is for reading. Of the catalogue, its sheets list what the figures use: their
indicators, with units, identities and limits, and their territories. A printed number has the
decimals that it was printed with, apart from zeros at its end. The other exports have every row,
and every digit of all.
"""

import math
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from doichieu.base.formats import MOST_DECIMALS
from doichieu.exports.catalogue import Column, Table
from doichieu.exports.numbers import WHOLE_FORMAT, number_format
from doichieu.exports.sheet_rows import SheetRows, Styles, create_functions, gather
from doichieu.exports.summary import write_summary

MOST_ROWS = 50_000  # of a sheet with its header; all marts together are then some 30 MB
NARROWEST, WIDEST = 8, 48
PROSE = 100  # characters a line in a column of prose
LINE_HEIGHT, HEADER_HEIGHT = 15, 20

CONTENTS = ("sheet", "rows", "rows on the sheet", "left out", "content")
DICTIONARY = ("table", "column", "type", "unit", "blank means", "meaning")

# In the XML of a sheet: its size, and the end of its rows.
SIZE, END_OF_ROWS = re.compile(rb'<dimension ref="[^"]*"/>'), b"</sheetData>"


def write_workbook(
    connection: Any, tables: Sequence[Table], path: Path, most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook; `most_rows` is the most rows of a sheet, with its header."""
    create_functions(connection)
    sheets = [gather(connection, table, most_rows - 1) for table in tables]
    described = [description(table, column) for table in tables for column in table.columns]
    frame = BytesIO()
    workbook = Workbook(frame)
    write_summary(workbook.writer, connection, tables, most_rows - 1)
    workbook.explain("contents", CONTENTS, [content(rows) for rows in sheets])
    workbook.explain("dictionary", DICTIONARY, described)
    parts = {workbook.head(rows): rows for rows in sheets}
    styles = workbook.styles()
    workbook.writer.close()
    with ZipFile(frame) as made, ZipFile(path, "w", ZIP_DEFLATED) as book:
        for part in made.infolist():
            text = made.read(part)
            if rows := parts.get(part.filename):
                with book.open(part, "w") as written:
                    for piece in with_rows(text, rows, rows.xml(connection, styles)):
                        written.write(piece)
            else:
                book.writestr(part, text)


class Workbook:
    """The workbook of XlsxWriter, without the rows of the tables."""

    def __init__(self, target: BytesIO) -> None:
        from xlsxwriter import Workbook as Writer

        self.writer = Writer(target, {"in_memory": True})
        self.heading = self.writer.add_format({"bold": True, "bottom": 1, "indent": 1})
        # Indented, so that no text touches the number to its left.
        self.text = self.writer.add_format({"valign": "top", "indent": 1})
        self.prose = self.writer.add_format({"valign": "top", "indent": 1, "text_wrap": True})
        self.count = self.writer.add_format({"valign": "top", "num_format": WHOLE_FORMAT})

    def styles(self) -> Styles:
        """The styles of the cells that DuckDB writes."""

        def of_numbers(is_signed: bool) -> list[int]:
            formats = (number_format(shown, is_signed) for shown in range(MOST_DECIMALS + 1))
            return [number_in_file(self.writer.add_format({"num_format": one})) for one in formats]

        return Styles(number_in_file(self.text), of_numbers(False), of_numbers(True))

    def explain(self, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add a sheet whose last column is prose, each row high enough for its lines."""
        sheet = self.sheet(name, header)
        formats = [self.text] * (len(header) - 1) + [self.prose]
        for number, row in enumerate(rows, start=1):
            lines = math.ceil(len(row[-1]) * 1.1 / PROSE)
            sheet.set_row(number, LINE_HEIGHT * max(lines, 1))
            for place, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, place, value, self.count)
                elif value is not None:
                    sheet.write_string(number, place, value, formats[place])
        widths = [max(map(width_of, column), default=0) for column in zip(*rows, strict=True)]
        finish(sheet, header, widths, len(rows))
        sheet.set_column(len(header) - 1, len(header) - 1, PROSE)

    def head(self, rows: SheetRows) -> str:
        """Add the sheet of a table, with its header; returns the part of the file that it is."""
        header = [column.name for column in rows.table.columns]
        finish(self.sheet(rows.table.name, header), header, rows.widths, rows.count)
        return f"xl/worksheets/sheet{len(self.writer.worksheets())}.xml"

    def sheet(self, name: str, header: Sequence[str]) -> Any:
        """A new sheet with its header row."""
        sheet = self.writer.add_worksheet(name)
        sheet.set_row(0, HEADER_HEIGHT)
        for place, heading in enumerate(header):
            sheet.write_string(0, place, heading, self.heading)
        return sheet


def finish(sheet: Any, header: Sequence[str], widths: Sequence[int], rows: int) -> None:
    """Set the widths of the columns, freeze the header, add filters for so many rows."""
    for place, (heading, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(place, place, max(NARROWEST, len(heading) + 3, min(width, WIDEST)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(header) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def width_of(value: str | int | None) -> int:
    """The width in characters that a value of one line needs."""
    return 0 if value is None else len(f"{value:,}" if isinstance(value, int) else value) + 1


def number_in_file(style: Any) -> int:
    """The number of a cell format in the file, which cells have as their style."""
    number: int = style._get_xf_index()  # XlsxWriter has no public name for it
    return number


def with_rows(sheet: bytes, rows: SheetRows, xml: Iterator[bytes]) -> Iterator[bytes]:
    """The XML of a sheet with rows below its header, some at a time."""
    from xlsxwriter.utility import xl_range

    head, end, rest = sheet.partition(END_OF_ROWS)
    size = xl_range(0, 0, rows.count, len(rows.table.columns) - 1)
    yield SIZE.sub(f'<dimension ref="{size}"/>'.encode(), head)
    yield from xml
    yield end + rest


def description(table: Table, column: Column) -> tuple[str | None, ...]:
    """The row of a column in the dictionary."""
    unit = table.unit(column)
    given = unit if unit in (None, column.fixed_unit) else f"see column {unit}"
    return table.name, column.name, column.kind.lower(), given, blank(column), column.meaning


def blank(column: Column) -> str:
    """What a blank cell of a column means."""
    if column.is_nullable:
        return "null"
    return "empty text; never null" if column.kind == "VARCHAR" else "never blank"


def content(rows: SheetRows) -> tuple[Any, ...]:
    """The row of a sheet in the contents, with what of its table is not on it."""
    missing = []
    if rows.all > rows.used:
        missing.append(f"{rows.all - rows.used:,} rows that no figure uses")
    if rows.used > rows.count:
        missing.append(f"{rows.used - rows.count:,} rows beyond the limit of a sheet")
    if rows.cut:
        missing.append(f"the ends of {rows.cut:,} texts beyond the limit of a cell")
    name = rows.table.name
    left_out = f"{'; '.join(missing)}: complete in {rows.table.exported}" if missing else None
    return name, rows.all, rows.count, left_out, rows.table.meaning
