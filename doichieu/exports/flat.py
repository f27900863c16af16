"""The tables as CSV and Parquet, written by DuckDB: both keep every bit of a double.

A table in parts has Parquet files already, which are linked: they take no space and no time.

A CSV is for programs: a text is written unchanged, even where it begins with `=`, `+`, `-` or `@`
and a spreadsheet would read it as a formula, and no byte order mark precedes the first name. The
workbooks are for spreadsheets.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from doichieu.base.parts import link_or_copy
from doichieu.base.sql import quoted
from doichieu.exports.catalogue import Table

# In a CSV null is written as nothing, the empty text as a pair of quotes.
FORMATS = {"csv": "format csv, header, nullstr ''", "parquet": "format parquet"}


def write_flat_files(connection: Any, tables: Sequence[Table], folder: Path) -> None:
    """Write each table in its formats below the folder, as `csv/<table>.csv` for example.

    The parts of a table become `parquet/<table>/<part>.parquet`.
    """
    for ending in dict.fromkeys(ending for table in tables for ending in table.formats):
        (folder / ending).mkdir()
    for table in tables:
        if table.parts:
            link_parts(table, folder)
            continue
        for ending in table.formats:
            target = quoted(folder / ending / f"{table.name}.{ending}")
            connection.execute(f"copy ({table.sorted_rows}) to {target} ({FORMATS[ending]})")


def link_parts(table: Table, folder: Path) -> None:
    """Link the files of a table in parts below the folder."""
    (folder / table.exported).mkdir()
    for source, name in zip(table.parts, table.files, strict=True):
        link_or_copy(source, folder / name)
