"""The tables as one Excel workbook: summary, contents, dictionary, then a sheet a table.

Excel keeps less than the warehouse: so many characters a cell, no infinity, and anything that
begins with `=` is a formula to it. Texts are written as texts, whatever they look like; what does
not fit is left out and told on the sheet of contents. So are rows beyond what an office machine
opens in reasonable time, long before the million that a sheet could take. Null and the empty text
are both blank: a column that is never null has only the latter. Dates are ISO text, for Excel has
no days before 1900.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.exports.catalogue import Column, Table
from doichieu.exports.summary import write_summary

MOST_ROWS = 50_000  # of a sheet, its header included; of every mart together some 30 MB
MOST_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
BATCH = 10_000
NARROWEST, WIDEST = 8, 48
MEASURED_ROWS = 1_000  # a column is as wide as what its first rows hold
PROSE = 100  # characters a line of the columns that explain
LINE_HEIGHT, HEADER_HEIGHT = 15, 20

# By unit: how a number is shown. The cell keeps every digit.
NUMBER_FORMATS = {
    "percent": "#,##0.00??",
    "percentage points": "+#,##0.00??;-#,##0.00??;0.00",
    "ratio": "#,##0.000",
}
LEVEL_FORMAT = "#,##0.0??"
WHOLE_FORMAT = "#,##0"

CONTENTS = ("sheet", "rows", "rows on the sheet", "left out", "what it holds")
DICTIONARY = ("table", "column", "type", "unit", "a blank is", "meaning")


class Exact(float):
    """A double that is written with all its digits: XlsxWriter's own sixteen lose the last bit."""

    def __format__(self, spec: str) -> str:
        """The shortest decimal that reads back as the same double."""
        return repr(float(self))


@dataclass
class Sheet:
    """A sheet that is being filled, row after row, and what did not fit on it."""

    worksheet: Any
    formats: Sequence[Any]
    widths: list[int]
    filled: int = 0
    cut: int = 0

    def append(self, values: Sequence[Any], height: float | None = None) -> None:
        """Write one row below the last, of a height in points or as high as is usual."""
        if height is not None:
            self.worksheet.set_row(self.filled, height)
        for place, value in enumerate(values):
            self.write(place, value)
        self.filled += 1

    def explain(self, values: Sequence[Any]) -> None:
        """Write a row whose last value is prose, high enough for all its lines."""
        lines = math.ceil(len(values[-1]) * 1.1 / PROSE)
        self.append(values, LINE_HEIGHT * max(lines, 1))

    def write(self, place: int, value: Any) -> None:
        """Write one cell as what it is, never as what it looks like."""
        if value is None:
            return
        written = self.worksheet.write_string
        if isinstance(value, bool):
            written = self.worksheet.write_boolean
        elif isinstance(value, float) and math.isfinite(value):
            written, value = self.worksheet.write_number, Exact(value)
        elif isinstance(value, int):
            written = self.worksheet.write_number
        else:
            value = self.fitting(str(value))
        written(self.filled, place, value, self.formats[place])
        if self.filled < MEASURED_ROWS:
            self.widths[place] = max(self.widths[place], width_of(value))

    def fitting(self, text: str) -> str:
        """The text, or as much of it as a cell takes."""
        if len(text) <= MOST_CHARACTERS // 2:
            return text
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) <= 2 * MOST_CHARACTERS:
            return text
        self.cut += 1
        return units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"

    def finish(self, columns: int) -> None:
        """Widen the columns to what they hold, keep the header in sight, offer filters."""
        for place, width in enumerate(self.widths):
            self.worksheet.set_column(place, place, width)
        self.worksheet.freeze_panes(1, 0)
        self.worksheet.autofilter(0, 0, max(self.filled - 1, 0), columns - 1)
        self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, 0)


def width_of(value: Any) -> int:
    """How many characters wide a column must be to show a value, within reason."""
    shown = f"{float(value):,.3f}" if isinstance(value, float | int) else value
    return min(max(map(len, shown.split("\n"))) + 1, WIDEST)


class Workbook:
    """The workbook in the making."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook as Writer

        # Row after row onto the disk: a sheet may hold a million.
        self.writer = Writer(str(path), {"constant_memory": True})
        self.heading = self.writer.add_format({"bold": True, "bottom": 1, "indent": 1})
        # A step in, so that no text touches the number to its left.
        self.text = self.writer.add_format({"valign": "top", "indent": 1})
        self.prose = self.writer.add_format({"valign": "top", "indent": 1, "text_wrap": True})
        self.count = self.writer.add_format({"valign": "top", "num_format": WHOLE_FORMAT})
        self.formats: dict[str, Any] = {}

    def number_format(self, shown: str) -> Any:
        """The format that shows numbers so, made once."""
        if shown not in self.formats:
            self.formats[shown] = self.writer.add_format({"num_format": shown})
        return self.formats[shown]

    def sheet(self, name: str, header: Sequence[str], formats: Sequence[Any]) -> Sheet:
        """A new sheet with its header row."""
        sheet = Sheet(
            self.writer.add_worksheet(name),
            [self.heading] * len(header),
            [max(NARROWEST, len(heading) + 3) for heading in header],
        )
        sheet.append(header, HEADER_HEIGHT)
        sheet.formats = formats
        return sheet


def write_workbook(
    connection: Any, tables: Sequence[Table], path: Path, most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook; `most_rows` is what a sheet is given, its header included."""
    workbook = Workbook(path)
    write_summary(workbook.writer, connection, most_rows - 1)
    text, count = workbook.text, workbook.count
    contents = workbook.sheet("contents", CONTENTS, [text, count, count, text, workbook.prose])
    dictionary = workbook.sheet("dictionary", DICTIONARY, [text] * 5 + [workbook.prose])
    for table in tables:
        for column in table.columns:
            dictionary.explain(described(table, column))
    for table in tables:
        rows = count_rows(connection, table)
        sheet = write_table(workbook, connection, table, most_rows)
        left_out = told_left_out(table, rows, sheet)
        contents.explain((table.name, rows, sheet.filled - 1, left_out, table.meaning))
    for sheet, header in ((contents, CONTENTS), (dictionary, DICTIONARY)):
        sheet.finish(len(header))
        sheet.worksheet.set_column(len(header) - 1, len(header) - 1, PROSE)
    workbook.writer.close()


def described(table: Table, column: Column) -> tuple[str | None, ...]:
    """A column's row of the dictionary."""
    unit = table.unit(column)
    told = unit if unit in (None, column.fixed_unit) else f"as in {unit}"
    blank = "null" if column.is_nullable else "the empty text; never null"
    return table.name, column.name, column.kind.lower(), told, blank, column.meaning


def told_left_out(table: Table, rows: int, sheet: Sheet) -> str | None:
    """What of a table is not on its sheet, and where it is."""
    told = []
    if rows > sheet.filled - 1:
        told.append(f"{rows - sheet.filled + 1:,} rows, for a sheet holds no more here")
    if sheet.cut:
        told.append(f"the ends of {sheet.cut:,} texts, for a cell takes no more")
    return f"{'; '.join(told)}: all is in csv/{table.name}.csv" if told else None


def write_table(workbook: Workbook, connection: Any, table: Table, most_rows: int) -> Sheet:
    """One table on a sheet of its name, as many of its rows as fit."""
    formats = [
        workbook.number_format(shown_as(connection, table, column))
        if column.kind == "DOUBLE"
        else workbook.text
        if column.kind == "VARCHAR"
        else None
        for column in table.columns
    ]
    sheet = workbook.sheet(table.name, [column.name for column in table.columns], formats)
    for row in in_batches(connection, f"{table.sorted_rows} limit {most_rows - 1}"):
        sheet.append(row)
    sheet.finish(len(table.columns))
    return sheet


def shown_as(connection: Any, table: Table, column: Column) -> str:
    """How the numbers of a column are shown: by their unit, levels that are all whole as such."""
    if column.fixed_unit:
        return NUMBER_FORMATS[column.fixed_unit]
    query = (
        f'select coalesce(bool_and("{column.name}" = trunc("{column.name}")), true) '
        f'from "{table.schema}"."{table.name}"'
    )
    (is_whole,) = connection.execute(query).fetchone()
    return WHOLE_FORMAT if is_whole else LEVEL_FORMAT


def count_rows(connection: Any, table: Table) -> int:
    """How many rows a table has."""
    query = f'select count(*) from "{table.schema}"."{table.name}"'
    (rows,) = connection.execute(query).fetchone()
    return int(rows)


def in_batches(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, never all of them in memory."""
    result = connection.cursor().execute(query)
    while batch := result.fetchmany(BATCH):
        yield from batch
