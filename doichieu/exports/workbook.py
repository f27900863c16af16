"""The tables as Excel workbooks, one in each language.

    doichieu-vi.xlsx, doichieu-en.xlsx
        summary, contents, a sheet a report or a kind of period, a sheet a table, dictionary

XlsxWriter writes the workbook with all its styles, charts and settings, and of each table's sheet
the header. DuckDB writes the rows, which are put below the headers when the file is assembled.
What has no words in it, which is nearly all, is written and compressed once for all languages.

Excel can store less than the warehouse: it limits the characters in a cell, has no infinity and no
dates before 1900, and reads a text that begins with `=` as a formula. Texts are therefore written
as text cells. What does not fit is left out, and the sheet of contents says so. Rows beyond a limit
are left out too: it is far below Excel's own, so that an office computer opens the file in
reasonable time. Null and the empty text are both blank: a column that is never null contains only
empty texts.

The workbook is for reading. Of the catalogue, its sheets list what the figures use: their
indicators, with units, identities and limits, and their territories. A figure has the decimals that
it was printed with, beside the text that was printed. The other exports have every row, and every
digit of all.
"""

import math
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from doichieu.base.formats import MOST_DECIMALS
from doichieu.base.report_orders import REPORT_ORDERS
from doichieu.base.sql import literal
from doichieu.exports.by_period import sheets_by_period
from doichieu.exports.catalogue import Column, Table
from doichieu.exports.names import (
    LANGUAGES,
    Marks,
    Text,
    heading,
    name_ids,
    place_of_sheet,
    say,
    title_of_sheet,
)
from doichieu.exports.numbers import MARK, WHOLE_FORMAT, number_format
from doichieu.exports.report_sheets import report_sheets
from doichieu.exports.sheet_rows import SheetRows, Styles, create_functions
from doichieu.exports.sheets import Sheet, sheet_of
from doichieu.exports.summary import write_summary

MOST_ROWS = 50_000  # of a sheet with its header; all marts together are then some 30 MB
NARROWEST, WIDEST = 8, 48
PROSE = 100  # characters a line in a column of prose
LINE_HEIGHT = 15
# The characters of a printed page across, in letters that can be read.
PAGE = 240
A4 = 9
RED = "#F8CBAD"
GREY = "#7F7F7F"

DAY: Text = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
CONTENTS = ("sheet", "rows", "shown", "about", "left_out")
DICTIONARY = ("sheet", "heading", "column", "type", "unit", "blank", "meaning")

# In the XML of a sheet: its size, and the end of its rows.
SIZE, END_OF_ROWS = re.compile(rb'<dimension ref="[^"]*"/>'), b"</sheetData>"
TEXTS = "xl/sharedStrings.xml"
# The usual level, 6, takes a tenth longer for a file that is a fiftieth smaller.
LEVEL = 5


def write_workbook(
    connection: Any, tables: Sequence[Table], path: Path, most_rows: int = MOST_ROWS
) -> None:
    """Write a workbook in each language: `book.xlsx` becomes `book-vi.xlsx` and `book-en.xlsx`.

    `most_rows` is the most rows of a sheet, with its header.
    """
    create_functions(connection)
    connection.execute(REPORT_ORDERS)
    name_ids(connection, tables)
    figures = next(table for table in tables if table.name == "figures")
    most = most_rows - 1
    sheets = [
        *report_sheets(connection, figures, most),
        *sheets_by_period(connection, figures, most),
        *(sheet_of(connection, table, most) for table in sorted(tables, key=place_of_sheet)),
    ]
    workbook = Workbook()
    write_summary(workbook, connection, tables, most)
    workbook.list_contents(sheets)
    parts = {workbook.head(sheet): sheet for sheet in sheets}
    workbook.explain_columns(tables)
    workbook.write(connection, parts, path)


class Workbook:
    """The workbook of XlsxWriter, without the rows of the tables, and with a mark for each text."""

    def __init__(self) -> None:
        from xlsxwriter import Workbook as Writer

        self.file = BytesIO()
        self.writer = Writer(self.file, {"in_memory": True})
        self.marks = Marks()
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A cell format."""
        key = tuple(properties.items())
        if key not in self.formats:
            self.formats[key] = self.writer.add_format(properties)
        return self.formats[key]

    @property
    def title(self) -> Any:
        """The format of the title of a sheet."""
        return self.format(bold=True, font_size=14)

    @property
    def line(self) -> Any:
        """The format of a line above the headings."""
        return self.format(indent=1)

    def heading(self, is_of_numbers: bool) -> Any:
        """The format of a heading; that of numbers is above their last digits."""
        align = "right" if is_of_numbers else "left"
        return self.format(
            bold=True, bottom=1, align=align, indent=1, text_wrap=True, valign="vcenter"
        )

    @property
    def text(self) -> Any:
        """The format of a text: indented, so that it does not touch the number to its left."""
        return self.format(align="left", valign="top", indent=1)

    @property
    def prose(self) -> Any:
        """The format of sentences."""
        return self.format(align="left", valign="top", indent=1, text_wrap=True)

    @property
    def day(self) -> Any:
        """The format of a date."""
        return self.format(num_format=self.marks.of(DAY), align="left", indent=1)

    def put(self, sheet: Any, row: int, column: int, text: Text | str, style: Any = None) -> None:
        """Write a text into a cell; rows and columns are counted from 0."""
        sheet.write_string(row, column, self.marks.of(text), style)

    def add(self, name: Text) -> Any:
        """A new sheet, to be printed on A4 across, with its file, name and pages below."""
        sheet = self.writer.add_worksheet(self.marks.of(name))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&F · &A&R&8&P / &N")
        return sheet

    def styles(self) -> Styles:
        """The styles of the cells that DuckDB writes."""

        def in_file(**properties: Any) -> int:
            """The number of a cell format in the file, which cells have as their style."""
            number: int = self.format(**properties)._get_xf_index()  # there is no public name
            return number

        def of_numbers(is_signed: bool = False, mark: str = "", **more: Any) -> list[int]:
            return [
                in_file(num_format=number_format(shown, is_signed, mark), **more)
                for shown in range(MOST_DECIMALS + 1)
            ]

        def filled(of_flagged: Styles | None = None, **more: Any) -> Styles:
            return Styles(
                text=in_file(align="left", valign="top", indent=1, **more),
                day=in_file(num_format=self.marks.of(DAY), align="left", indent=1, **more),
                whole=in_file(num_format="0", **more),
                plain=of_numbers(**more),
                signed=of_numbers(is_signed=True, **more),
                marked=of_numbers(mark=MARK, bg_color=RED),
                marked_text=in_file(align="right", bg_color=RED),
                of_flagged=of_flagged,
            )

        return filled(of_flagged=filled(bg_color=RED))

    def list_contents(self, sheets: Sequence[Sheet]) -> None:
        """Add the sheet that lists all others, with a link to each."""
        listed = [
            (title_of_sheet("summary"), None, None, say("about.summary"), None),
            *((one.name, one.rows.all, one.rows.count, one.about, one.left_out) for one in sheets),
            (title_of_sheet("dictionary"), None, None, say("about.dictionary"), None),
        ]
        headings = [say(f"contents.{name}") for name in CONTENTS]
        sheet = self.explain(title_of_sheet("contents"), headings, listed)
        link = self.format(align="left", valign="top", indent=1, font_color="#0563C1", underline=1)
        for row, (name, *_) in enumerate(listed, start=1):
            mark = self.marks.of(name)
            sheet.write_url(row, 0, f"internal:'{mark}'!A1", link, mark)

    def explain_columns(self, tables: Sequence[Table]) -> None:
        """Add the dictionary: a row for each column of a table."""
        headings = [say(f"dictionary.{name}") for name in DICTIONARY]
        described = [description(table, column) for table in tables for column in table.columns]
        self.explain(title_of_sheet("dictionary"), headings, described)

    def explain(
        self,
        name: Text,
        headings: Sequence[Text],
        rows: Sequence[Sequence[Text | str | int | None]],
    ) -> Any:
        """Add a sheet whose last column is prose, each row high enough for its lines."""
        sheet = self.add(name)
        formats = [self.text] * (len(headings) - 1) + [self.prose]
        count = self.format(valign="top", num_format=WHOLE_FORMAT)
        for number, row in enumerate(rows, start=1):
            lines = math.ceil(width_of(row[-1]) * 1.1 / PROSE)
            sheet.set_row(number, LINE_HEIGHT * max(lines, 1))
            for place, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, place, value, count)
                elif value is not None:
                    self.put(sheet, number, place, value, formats[place])
        columns = list(zip(*rows, strict=True))
        widths = [max(map(width_of, column)) for column in columns]
        are_numbers = [any(isinstance(value, int) for value in column) for column in columns]
        self.put_headings(sheet, headings, are_numbers, widths, 1, len(rows) + 1)
        sheet.set_column(len(headings) - 1, len(headings) - 1, PROSE)
        sheet.fit_to_pages(1, 0)
        return sheet

    def head(self, one: Sheet) -> str:
        """Add a sheet with its headings; returns the part of the file that it is."""
        from xlsxwriter.utility import xl_range

        sheet = self.add(one.name)
        above = one.rows.first - 1
        for row, line in enumerate(one.above):
            self.put(sheet, row, 0, line, self.line if row else self.title)
        for place, key in enumerate(one.keys):
            if key:
                style = self.format(font_color=GREY, align="right", indent=1)
                self.put(sheet, above - 2, place, key, style)
        widths = self.put_headings(
            sheet,
            one.headings,
            one.are_numbers,
            one.rows.widths,
            above,
            max(one.rows.last, above),
            one.frozen,
        )
        whole = xl_range(above, 0, max(one.rows.last, above + 1) - 1, len(one.headings) - 1)
        sheet.ignore_errors({"number_stored_as_text": whole})
        # The columns that stay are printed on every page.
        if one.frozen:
            sheet.repeat_columns(0, one.frozen - 1)
        sheet.fit_to_pages(max(1, math.ceil(sum(widths) / PAGE)), 0)
        return f"xl/worksheets/sheet{len(self.writer.worksheets())}.xml"

    def put_headings(
        self,
        sheet: Any,
        headings: Sequence[Text],
        are_numbers: Sequence[bool],
        widths: Sequence[int],
        row: int,
        last: int,
        frozen: int = 0,
    ) -> list[int]:
        """Write the headings of columns, with filters for the rows below, and keep them in sight.

        Args:
            are_numbers: whether a column has numbers.
            widths: the characters that the columns need.
            row: the row of the headings; `last` is the last below. Both are counted from 1.
            frozen: how many columns stay in sight too.

        Returns: the widths that the columns have.
        """
        fitted, lines = [], 1
        for place, (text, is_of_numbers, width) in enumerate(
            zip(headings, are_numbers, widths, strict=True)
        ):
            self.put(sheet, row - 1, place, text, self.heading(is_of_numbers))
            # Beside the last word is the button of the filter.
            longest = max(len(word) for one in text.values() for word in f"{one} xxx".split())
            fitted.append(max(NARROWEST, longest + 4, min(width, WIDEST)))
            sheet.set_column(place, place, fitted[-1])
            lines = max(lines, math.ceil((width_of(text) + 2) / (fitted[-1] - 2)))
        sheet.set_row(row - 1, LINE_HEIGHT * lines + 5)
        sheet.freeze_panes(row, frozen)
        sheet.repeat_rows(row - 1)
        sheet.autofilter(row - 1, 0, max(row, last) - 1, len(headings) - 1)
        return fitted

    def write(self, connection: Any, parts: dict[str, Sheet], path: Path) -> None:
        """Put the rows below their headings, and write the file of each language."""
        styles = self.styles()
        self.writer.close()
        with ZipFile(self.file) as made:
            frame = {name: made.read(name) for name in made.namelist()}
        listed = frame.pop(TEXTS).decode()
        before = len(self.marks.FOUND.findall(listed))
        worded = {
            name: text
            for name, part in frame.items()
            if self.marks.FOUND.search(text := part.decode())
        }
        paths = {language: path.with_stem(f"{path.stem}-{language}") for language in LANGUAGES}
        first, *others = paths.values()
        with ZipFile(first, "w", ZIP_DEFLATED, compresslevel=LEVEL) as book:
            for name, part in frame.items():
                if name in worded:
                    continue
                with book.open(name, "w") as written:
                    rows = parts[name].rows if name in parts else None
                    xml = rows.xml(connection, styles, before) if rows else ()
                    for piece in with_rows(part, rows, xml):
                        written.write(piece)
        for other in others:
            shutil.copyfile(first, other)
        for language, target in paths.items():
            with ZipFile(target, "a", ZIP_DEFLATED) as book:
                for name, text in worded.items():
                    book.writestr(name, self.marks.filled(text, language))
                own = self.marks.listed(listed, language)
                book.writestr(TEXTS, list_of_texts(connection, own, language))


def width_of(value: Text | str | int | None) -> int:
    """The width in characters that a value of one line needs."""
    if isinstance(value, dict):
        return max(map(width_of, value.values()))
    return 0 if value is None else len(f"{value:,}" if isinstance(value, int) else value) + 1


def list_of_texts(connection: Any, own: list[str], language: str) -> str:
    """The workbook's list of texts in a language: its own, then the names of ids."""
    queries = (
        f"select unnest(text_elements({literal(own)}))",
        f"select text_elements([{language}])[1] from names order by place",
    )
    found = "".join(
        f"<si>{text}</si>" for query in queries for (text,) in connection.execute(query).fetchall()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{found}</sst>'
    )


def with_rows(sheet: bytes, rows: SheetRows | None, xml: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet with rows below its headings, some at a time."""
    if rows is None:
        yield sheet
        return
    from xlsxwriter.utility import xl_range

    head, end, rest = sheet.partition(END_OF_ROWS)
    size = xl_range(0, 0, max(rows.last, rows.first - 1) - 1, len(rows.widths) - 1)
    yield SIZE.sub(f'<dimension ref="{size}"/>'.encode(), head)
    yield from xml
    yield end + rest


def description(table: Table, column: Column) -> tuple[Text | str | None, ...]:
    """The row of a column in the dictionary."""
    unit = table.unit(column)
    given: Text | None = None
    if unit == column.fixed_unit and unit:
        given = say(f"dictionary.{unit}")
    elif unit:
        given = say("dictionary.by_column", column=heading_of(table, unit))
    return (
        title_of_sheet(table.name),
        heading(table, column),
        column.name,
        say(f"dictionary.{column.kind.lower()}"),
        given,
        say(f"dictionary.{blank(column)}"),
        column.meaning,
    )


def blank(column: Column) -> str:
    """What a blank in a column means: the name of its words in the dictionary."""
    if column.is_nullable:
        return "null"
    return "empty" if column.kind == "VARCHAR" else "never"


def heading_of(table: Table, name: str) -> Text:
    """The heading of a column by its name."""
    return heading(table, next(column for column in table.columns if column.name == name))
