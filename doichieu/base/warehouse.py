"""Opening the database of a release for reading."""

from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.memory import REPORTING, keep_within

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def opened(warehouse: Path, most: str = REPORTING) -> "DuckDBPyConnection":
    """A read-only connection to a warehouse; as a context manager it closes at the end.

    `most` limits its memory. Raises NotFound where the files of a release in parts cannot be found.
    """
    import duckdb

    connection = duckdb.connect(str(warehouse), read_only=True)
    keep_within(connection, warehouse, most)
    return connection
