"""The tables as CSV and Parquet, written by DuckDB: both keep every bit of a double.

A CSV is for programs: a text is written unchanged, even where it begins with `=`, `+`, `-` or `@`
and a spreadsheet would read it as a formula. The workbook is for spreadsheets.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from doichieu.base.sql import quoted
from doichieu.exports.catalogue import Table

# In a CSV null is written as nothing, the empty text as a pair of quotes.
FORMATS = {"csv": "format csv, header, nullstr ''", "parquet": "format parquet"}


def write_flat_files(connection: Any, tables: Sequence[Table], folder: Path) -> None:
    """Write each table as `csv/<table>.csv` and `parquet/<table>.parquet` below the folder."""
    for ending, options in FORMATS.items():
        (folder / ending).mkdir()
        for table in tables:
            target = quoted(folder / ending / f"{table.name}.{ending}")
            connection.execute(f"copy ({table.sorted_rows}) to {target} ({options})")
