"""The tables of a warehouse, as relations of DuckDB."""

import html
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.contradictions import counted
from doichieu.python.why import Why, why
from doichieu.report.findings import COUNTS, rows, statuses_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

MARTS = """
select table_name as mart, comment
from duckdb_tables()
where database_name = 'warehouse' and schema_name = 'marts'
union all
select view_name, comment
from duckdb_views()
where database_name = 'warehouse' and schema_name = 'marts'
order by mart
"""

# The marts that a summary counts.
COUNTED = {"figures", "reconciliation"}

# The columns of a file of figures.
TRANSCRIPTION = """
select
    report_id, figure_no, indicator_id, territory_id, period_id, measure, printed, unit_id,
    qualifier, basis, place, note, number_format
from staging.stg_figures
order by report_id, figure_no
"""


class Warehouse:
    """The marts of a warehouse, each a relation of DuckDB: `release.figures.df()`.

    A relation is a query that has not run: it can be filtered, joined and aggregated, and becomes a
    frame with `df()` (pandas), `pl()` (polars) or `arrow()` (pyarrow), where these are installed.
    Several threads may use a warehouse. A relation belongs to its thread, and ends with the
    warehouse.
    """

    def __init__(self, connection: "DuckDBPyConnection", settings: Sequence[str] = ()) -> None:
        """Take an open database named warehouse, and the settings that each cursor needs."""
        self._connection = connection
        self._settings = (
            *settings,
            "set search_path = "
            "'warehouse.marts,warehouse.reference,warehouse.intermediate,warehouse.staging'",
            # `sql` finds the frames of whoever calls it.
            "set python_scan_all_frames = true",
        )
        self._own = threading.local()
        self._cursors: WeakSet[DuckDBPyConnection] = WeakSet()
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def figures(self) -> "DuckDBPyRelation":
        """A row for each printed figure: as printed, its intervals, and its status."""
        return self.sql("from marts.figures")

    @property
    def plan_completion(self) -> "DuckDBPyRelation":
        """A row for each observation with a plan figure: what is achieved, and what remains."""
        return self.sql("from marts.plan_completion")

    @property
    def growth(self) -> "DuckDBPyRelation":
        """A row for each observation with a growth figure: base, change, contribution."""
        return self.sql("from marts.growth")

    @property
    def reconciliation(self) -> "DuckDBPyRelation":
        """A row for each check: its two sides and the verdict."""
        return self.sql("from marts.reconciliation")

    @property
    def conflicts(self) -> "DuckDBPyRelation":
        """A row for each figure of a conflict, with what the others imply for it."""
        return self.sql("from marts.conflicts")

    @property
    def repair_candidates(self) -> "DuckDBPyRelation":
        """A row for each single edit that would make figures consistent."""
        return self.sql("from marts.repair_candidates")

    @property
    def revisions(self) -> "DuckDBPyRelation":
        """A row for each level or plan that one report gives otherwise than the one before it."""
        return self.sql("from marts.revisions")

    @property
    def transcription(self) -> "DuckDBPyRelation":
        """A row for each figure, with the columns of a file of figures: as `check` takes them."""
        return self.sql(TRANSCRIPTION)

    @property
    def marts(self) -> "DuckDBPyRelation":
        """A row for each mart: its name, and what it contains."""
        return self.sql(MARTS)

    def sql(
        self, query: str, *, params: Sequence[object] | Mapping[str, object] | None = None
    ) -> "DuckDBPyRelation":
        """The answer of a query in DuckDB's SQL: `sql("from figures where printed = '51,49'")`.

        Marts come first, tables of the other schemas are found by their names. A variable of yours
        that contains a frame is a table too. `params` are values for `?` or `$name` in the query.
        """
        return self._cursor().sql(query, params=params)

    def why(
        self, report: str, indicator: str, territory: str | None = None, period: str | None = None
    ) -> Why:
        """Why the figures of an indicator have their status: checks, conflicts, single edits.

        `str()` says it in English, `in_words("vi")` in Vietnamese. Raises NotFound, with the
        nearest names, where there are no such figures.
        """
        return why(self._cursor(), report, indicator, territory, period)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many reports, figures, indicators and checks there are."""
        return rows(self._cursor(), COUNTS)[0]

    @cached_property
    def statuses(self) -> dict[str, int]:
        """How many figures are confirmed, suspect, contradicted and unverifiable."""
        return statuses_of(self._cursor())

    @cached_property
    def contradictions(self) -> dict[str, int]:
        """How many contradictions were `found`, and are `open`, `acknowledged`, `quarantined`."""
        return rows(self._cursor(), CONTRADICTIONS)[0]

    def close(self) -> None:
        """Close the database; its relations end."""
        with self._lock:
            for cursor in self._cursors:
                cursor.close()
            self._connection.close()
            self._is_closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._is_closed:
            return f"{type(self).__name__}, closed"
        return "\n".join(f"{name:<15}{text}" for name, text in self._summary().items())

    def _repr_html_(self) -> str:
        """The same for a notebook."""
        if self._is_closed:
            return html.escape(repr(self))
        lines = "".join(
            f"<tr><th style='text-align: left'>{html.escape(name)}</th>"
            f"<td style='text-align: left'>{html.escape(text)}</td></tr>"
            for name, text in self._summary().items()
        )
        return f"<table>{lines}</table>"

    def _summary(self) -> dict[str, str]:
        """What the warehouse contains, line by line; of a refused build perhaps some marts only."""
        marts = [str(name) for name, _ in self.marts.fetchall()]
        if not set(marts) >= COUNTED:
            return {"marts": ", ".join(marts) or "none was built"}
        statuses = ", ".join(f"{number:,} {status}" for status, number in self.statuses.items())
        return {
            "reports": f"{self.counts['reports']:,}",
            "figures": f"{self.counts['figures']:,}: {statuses}",
            "indicators": f"{self.counts['indicators']:,}",
            "checks": f"{self.counts['checks']:,}",
            "contradictions": counted(self.contradictions),
        }

    def _cursor(self) -> "DuckDBPyConnection":
        """The connection of this thread."""
        cursor: DuckDBPyConnection | None = getattr(self._own, "cursor", None)
        if cursor is None:
            with self._lock:
                cursor = self._connection.cursor()
                self._cursors.add(cursor)
            for setting in self._settings:
                cursor.execute(setting)
            self._own.cursor = cursor
        return cursor
