"""A DuckDB dialect for SQLAlchemy that Great Expectations can read from.

It differs from duckdb-sqlalchemy's in two things, each for one reason:

* every result is fetched whole as soon as its statement has run, because Great Expectations
  closes the connection first and reads the cursor afterwards, when DuckDB's own result is gone;
* it opens the database read-only, whatever the URL says: checking data must not change it.
"""

from pathlib import Path
from typing import Any

import duckdb
import duckdb_sqlalchemy
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from doichieu.base.memory import AUDITING, keep_within

# "duckdb" is the database and "buffered" the driver, in SQLAlchemy's "database+driver" form. The
# dialect's `name` stays "duckdb": that is what Great Expectations looks at.
_DRIVER_NAME = "duckdb+buffered"


class _BufferedExecutionContext(duckdb_sqlalchemy.DuckDBExecutionContext):
    """Fetches each statement's rows while its connection is still open."""

    def post_exec(self) -> None:
        super().post_exec()
        # No description: the statement returns no rows, and there is nothing to keep.
        if self.cursor.description is not None:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor,
                alternate_description=self.cursor.description,
                initial_buffer=self.cursor.fetchall(),
            )


class BufferedDuckDBDialect(duckdb_sqlalchemy.Dialect):
    """duckdb-sqlalchemy's dialect, with buffered results and a read-only database."""

    driver = "buffered"
    # SQLAlchemy does not inherit this one: each dialect class has to say it for itself.
    supports_statement_cache = True
    execution_ctx_cls = _BufferedExecutionContext

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """Open the database read-only, with DuckDB's own settings and no others.

        duckdb-sqlalchemy's `connect` sets a user agent, and within one process DuckDB opens a
        file twice only with the same settings: any other reader would then stand in the way.

        Raises:
            duckdb.Error: there is no such file, or somebody has it open for writing.
        """
        connection = duckdb.connect(parameters["database"], read_only=True)
        keep_within(connection, Path(parameters["database"]), AUDITING)
        return duckdb_sqlalchemy.ConnectionWrapper(connection)


def database_url(database: Path) -> str:
    """The SQLAlchemy URL that opens a DuckDB file through this dialect."""
    registry.register("duckdb.buffered", __name__, BufferedDuckDBDialect.__name__)
    url = URL.create(_DRIVER_NAME, database=str(database.resolve()))
    return url.render_as_string(hide_password=False)
