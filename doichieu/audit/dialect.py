"""A DuckDB dialect for SQLAlchemy through which Great Expectations can read.

It differs from duckdb-sqlalchemy's in two things, each for one reason:

* every result is fetched whole as soon as its statement has run, because Great Expectations
  closes the connection first and reads the cursor afterwards, when DuckDB's own result is gone;
* it opens the database read-only, even if the URL states otherwise: an audit must not change data.
"""

from pathlib import Path
from typing import Any

import duckdb_sqlalchemy
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from doichieu.base.memory import AUDITING
from doichieu.base.warehouse import opened

# "duckdb" is the database and "buffered" the driver, in SQLAlchemy's "database+driver" form. The
# dialect's `name` stays "duckdb": Great Expectations reads it.
_DRIVER_NAME = "duckdb+buffered"


class _BufferedExecutionContext(duckdb_sqlalchemy.DuckDBExecutionContext):
    """Fetches each statement's rows while its connection is still open."""

    def post_exec(self) -> None:
        super().post_exec()
        # Without a description the statement returns no rows to keep.
        if self.cursor.description is not None:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor,
                alternate_description=self.cursor.description,
                initial_buffer=self.cursor.fetchall(),
            )


class BufferedDuckDBDialect(duckdb_sqlalchemy.Dialect):
    """duckdb-sqlalchemy's dialect, with buffered results and a read-only database."""

    driver = "buffered"
    # SQLAlchemy does not inherit this attribute: each dialect class must set it.
    supports_statement_cache = True
    execution_ctx_cls = _BufferedExecutionContext

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """Open the database read-only, with DuckDB's own settings and no others.

        duckdb-sqlalchemy's `connect` sets a user agent. Within one process DuckDB opens a file
        twice only with the same settings, so a reader without that user agent would make it fail.

        Raises:
            duckdb.Error: the file does not exist, or another process has it open for writing.
        """
        connection = opened(Path(parameters["database"]), AUDITING)
        return duckdb_sqlalchemy.ConnectionWrapper(connection)


def database_url(database: Path) -> str:
    """The SQLAlchemy URL that opens a DuckDB file through this dialect."""
    registry.register("duckdb.buffered", __name__, BufferedDuckDBDialect.__name__)
    url = URL.create(_DRIVER_NAME, database=str(database.resolve()))
    return url.render_as_string(hide_password=False)
