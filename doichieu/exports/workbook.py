"""The tables as one Excel workbook: summary, contents, dictionary, then a sheet a table.

Excel can store less than the warehouse: it limits the characters in a cell, has no infinity and no
dates before 1900, and reads a text that begins with `=` as a formula. Texts are therefore written
as text cells, and dates as ISO text. What does not fit is left out, and the sheet of contents says
so. Rows beyond a limit are left out too: it is far below Excel's own, so that an office computer
opens the file in reasonable time. Null and the empty text are both blank: a column that is never
null contains only empty texts.

The workbook is for reading. Of the catalogue, its sheets list what the figures use: their
indicators, with units, identities and limits, and their territories. A printed number has the
decimals that it was printed with, apart from zeros at its end. The ends of an interval, a gap and a
severity are rounded in the cell itself, for a number format cannot round outward; of any other
number the cell keeps every digit. The CSVs have every row, and every digit of all.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.exports.catalogue import Column, Table
from doichieu.exports.numbers import WHOLE_FORMAT, Number, with_numbers
from doichieu.exports.summary import write_summary

MOST_ROWS = 50_000  # of a sheet with its header; all marts together are then some 30 MB
MOST_CHARACTERS = 32_767  # of a cell, in UTF-16 units
BATCH = 10_000
NARROWEST, WIDEST = 8, 48
MEASURED_ROWS = 1_000  # the first rows, which set the width of a column
PROSE = 100  # characters a line in a column of prose
LINE_HEIGHT, HEADER_HEIGHT = 15, 20


# The rows of a reference table that the figures of the release use.
OF_FIGURES = {
    "indicators": "indicator_id in (select indicator_id from marts.figures)",
    "identities": "total_indicator_id in (select indicator_id from marts.figures) "
    "and part_indicator_id in (select indicator_id from marts.figures)",
    "limits": "indicator_id = '*' or indicator_id in (select indicator_id from marts.figures)",
    "territories": "territory_id in (select territory_id from marts.figures) "
    "or territory_id in (select territory_id from reference.reports) "
    "or territory_id in (select territory_id from marts.revisions)",
    "units": "unit_id in (select unit_id from marts.figures) or unit_id in "
    "(select unit_id from reference.indicators where indicator_id in "
    "(select indicator_id from marts.figures))",
}

CONTENTS = ("sheet", "rows", "rows on the sheet", "left out", "content")
DICTIONARY = ("table", "column", "type", "unit", "blank means", "meaning")


class Exact(float):
    """A double that is written with all its digits; the sixteen of XlsxWriter lose the last bit."""

    def __format__(self, spec: str) -> str:
        """The shortest decimal that is read back as the same double."""
        return repr(float(self))


@dataclass
class Sheet:
    """A sheet that is filled row by row, and the number of texts cut on it."""

    worksheet: Any
    formats: Sequence[Any]
    number_format: Callable[[str], Any]
    widths: list[int]
    filled: int = 0
    cut: int = 0

    def append(self, values: Sequence[Any], height: float | None = None) -> None:
        """Write one row below the last, of a height in points or of the usual height."""
        if height is not None:
            self.worksheet.set_row(self.filled, height)
        for place, value in enumerate(values):
            self.write(place, value)
        self.filled += 1

    def explain(self, values: Sequence[Any]) -> None:
        """Write a row whose last value is prose, high enough for its lines."""
        lines = math.ceil(len(values[-1]) * 1.1 / PROSE)
        self.append(values, LINE_HEIGHT * max(lines, 1))

    def write(self, place: int, value: Any) -> None:
        """Write one cell by the type of its value: a text is never a formula or a link."""
        if value is None:
            return
        written, format_ = self.worksheet.write_string, self.formats[place]
        width = 0
        if isinstance(value, Number):
            width = len(f"{value.value:,.{max(0, value.decimals)}f}") + 2
            written, format_ = self.worksheet.write_number, self.number_format(value.format)
            value = Exact(value.value)
        elif isinstance(value, bool):
            written = self.worksheet.write_boolean
        elif isinstance(value, int):
            written = self.worksheet.write_number
        else:
            value = self.fitting(str(value))
        written(self.filled, place, value, format_)
        if self.filled < MEASURED_ROWS:
            self.widths[place] = max(self.widths[place], min(width or width_of(value), WIDEST))

    def fitting(self, text: str) -> str:
        """The text, cut to the limit of a cell."""
        if len(text) <= MOST_CHARACTERS // 2:
            return text
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) <= 2 * MOST_CHARACTERS:
            return text
        self.cut += 1
        return units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"

    def finish(self, columns: int) -> None:
        """Set the widths of the columns, freeze the header, add filters."""
        for place, width in enumerate(self.widths):
            self.worksheet.set_column(place, place, width)
        self.worksheet.freeze_panes(1, 0)
        self.worksheet.autofilter(0, 0, max(self.filled - 1, 0), columns - 1)
        self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, 0)


def width_of(value: Any) -> int:
    """The width in characters that a column needs for a value, up to a limit."""
    shown = f"{value:,}" if isinstance(value, int) else value
    return min(max(map(len, shown.split("\n"))) + 1, WIDEST)


class Workbook:
    """The workbook while it is written."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook as Writer

        # Each row goes to disk at once: a sheet may have a million.
        self.writer = Writer(str(path), {"constant_memory": True})
        self.heading = self.writer.add_format({"bold": True, "bottom": 1, "indent": 1})
        # Indented, so that no text touches the number to its left.
        self.text = self.writer.add_format({"valign": "top", "indent": 1})
        self.prose = self.writer.add_format({"valign": "top", "indent": 1, "text_wrap": True})
        self.count = self.writer.add_format({"valign": "top", "num_format": WHOLE_FORMAT})
        self.formats: dict[str, Any] = {}

    def number_format(self, shown: str) -> Any:
        """The cell format of a number format, created once."""
        if shown not in self.formats:
            self.formats[shown] = self.writer.add_format({"num_format": shown})
        return self.formats[shown]

    def sheet(self, name: str, header: Sequence[str], formats: Sequence[Any]) -> Sheet:
        """A new sheet with its header row."""
        sheet = Sheet(
            self.writer.add_worksheet(name),
            [self.heading] * len(header),
            self.number_format,
            [max(NARROWEST, len(heading) + 3) for heading in header],
        )
        sheet.append(header, HEADER_HEIGHT)
        sheet.formats = formats
        return sheet


def write_workbook(
    connection: Any, tables: Sequence[Table], path: Path, most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook; `most_rows` is the most rows of a sheet, with its header."""
    workbook = Workbook(path)
    write_summary(workbook.writer, connection, most_rows - 1)
    text, count = workbook.text, workbook.count
    contents = workbook.sheet("contents", CONTENTS, [text, count, count, text, workbook.prose])
    dictionary = workbook.sheet("dictionary", DICTIONARY, [text] * 5 + [workbook.prose])
    for table in tables:
        for column in table.columns:
            dictionary.explain(described(table, column))
    for table in tables:
        rows, used = count_rows(connection, table), count_rows(connection, table, OF_FIGURES)
        sheet = write_table(workbook, connection, table, most_rows)
        left_out = left_out_of(table, rows, used, sheet)
        contents.explain((table.name, rows, sheet.filled - 1, left_out, table.meaning))
    for sheet, header in ((contents, CONTENTS), (dictionary, DICTIONARY)):
        sheet.finish(len(header))
        sheet.worksheet.set_column(len(header) - 1, len(header) - 1, PROSE)
    workbook.writer.close()


def described(table: Table, column: Column) -> tuple[str | None, ...]:
    """The row of a column in the dictionary."""
    unit = table.unit(column)
    given = unit if unit in (None, column.fixed_unit) else f"see column {unit}"
    blank = "null" if column.is_nullable else "empty text; never null"
    return table.name, column.name, column.kind.lower(), given, blank, column.meaning


def left_out_of(table: Table, rows: int, used: int, sheet: Sheet) -> str | None:
    """The rows and texts that are not on the sheet of a table, and where they are."""
    missing = []
    if rows > used:
        missing.append(f"{rows - used:,} rows that no figure uses")
    if used > sheet.filled - 1:
        missing.append(f"{used - sheet.filled + 1:,} rows beyond the limit of a sheet")
    if sheet.cut:
        missing.append(f"the ends of {sheet.cut:,} texts beyond the limit of a cell")
    return f"{'; '.join(missing)}: complete in csv/{table.name}.csv" if missing else None


def write_table(workbook: Workbook, connection: Any, table: Table, most_rows: int) -> Sheet:
    """Write one table on a sheet of its name, as many of its rows as fit."""
    formats = [workbook.text if column.kind == "VARCHAR" else None for column in table.columns]
    sheet = workbook.sheet(table.name, [column.name for column in table.columns], formats)
    chosen = OF_FIGURES.get(table.name, "true")
    rows = f"select * from ({table.sorted_rows}) where {chosen} order by all limit {most_rows - 1}"
    for row in in_batches(connection, rows):
        sheet.append(with_numbers(table, row))
    sheet.finish(len(table.columns))
    return sheet


def count_rows(connection: Any, table: Table, chosen: Mapping[str, str] | None = None) -> int:
    """The number of rows of a table, or of those that the condition for it chooses."""
    where = (chosen or {}).get(table.name, "true")
    query = f'select count(*) from "{table.schema}"."{table.name}" where {where}'
    (rows,) = connection.execute(query).fetchone()
    return int(rows)


def in_batches(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a batch at a time in memory."""
    result = connection.cursor().execute(query)
    while batch := result.fetchmany(BATCH):
        yield from batch
