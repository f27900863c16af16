"""The tables as CSV and Parquet, written by DuckDB itself: doubles keep every bit in both."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from doichieu.exports.catalogue import Table

# In a CSV, null is nothing at all between two commas; an empty text is a pair of quotes.
WAYS = {"csv": "format csv, header, nullstr ''", "parquet": "format parquet"}


def write_flat_files(connection: Any, tables: Sequence[Table], folder: Path) -> None:
    """Write each table as `csv/<table>.csv` and `parquet/<table>.parquet` below the folder."""
    for ending, way in WAYS.items():
        (folder / ending).mkdir()
        for table in tables:
            target = str(folder / ending / f"{table.name}.{ending}").replace("'", "''")
            connection.execute(f"copy ({table.sorted_rows}) to '{target}' ({way})")
