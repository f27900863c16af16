"""The workbooks of a release, read by openpyxl."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from doichieu.exports.catalogue import Table
from doichieu.exports.names import heading, title_of_sheet
from doichieu.exports.sheet_rows import Shown, columns_with_names


def book_of(exports: Path, language: str = "en", **options: Any) -> Any:
    """The workbook of a language in a folder of exports."""
    return load_workbook(exports / f"doichieu-{language}.xlsx", **options)


def sheet_of(book: Any, name: str, language: str = "en") -> Any:
    """The sheet of a table, of a kind of period, or `summary`, `contents` or `dictionary`."""
    return book[title_of_sheet(name)[language]]


def columns_of(table: Table, language: str = "en") -> list[tuple[str, Shown]]:
    """The columns of a table's sheet with their headings."""
    return [
        (heading(table, one.column, of_name=bool(one.names))[language], one)
        for one in columns_with_names(table)
    ]


def cells_of(sheet: Any, table: Table, language: str = "en") -> list[dict[str, Any]]:
    """The cells of each row of a table's sheet, by the name of the column; without the names."""
    places = [
        (place, one.column.name)
        for place, (_, one) in enumerate(columns_of(table, language))
        if not one.names
    ]
    return [{name: row[place] for place, name in places} for row in sheet.iter_rows(min_row=2)]


def by_heading(sheet: Any, first: int = 1) -> list[dict[str, Any]]:
    """The values of each row of a sheet whose headings are in a row, by heading."""
    header, *rows = sheet.iter_rows(min_row=first, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]
