"""The tables to export, with their columns as the warehouse describes them, and their keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.parts import files_by_table
from doichieu.base.paths import PROJECT
from doichieu.base.yaml_files import read_yaml
from doichieu.report.findings import rows

# The columns that identify a row of each table; dbt tests guard them.
PRIMARY_KEYS = {
    "figures": ("report_id", "figure_no"),
    "plan_completion": ("report_id", "territory_id", "period_id", "indicator_id", "basis"),
    "growth": ("report_id", "territory_id", "period_id", "indicator_id", "basis"),
    "reconciliation": ("check_id",),
    "conflicts": ("conflict_id", "figure_no"),
    "revisions": (
        "territory_id",
        "period_id",
        "indicator_id",
        "basis",
        "quantity",
        "earlier_report_id",
        "later_report_id",
    ),
    "reports": ("report_id",),
    "indicators": ("indicator_id",),
    "identities": ("identity_id", "part_indicator_id"),
    "units": ("unit_id",),
    "territories": ("territory_id",),
    "limits": ("indicator_id", "measure", "severity"),
    "corrections": ("report_id", "figure_no"),
}

# The table and column that list the values of a column, in every table that has the column.
LISTED_IN = {
    "report_id": ("reports", "report_id"),
    "later_report_id": ("reports", "report_id"),
    "territory_id": ("territories", "territory_id"),
    "parent_id": ("territories", "territory_id"),
    "successor_id": ("territories", "territory_id"),
    "indicator_id": ("indicators", "indicator_id"),
    "total_indicator_id": ("indicators", "indicator_id"),
    "part_indicator_id": ("indicators", "indicator_id"),
    "unit_id": ("units", "unit_id"),
    "check_id": ("reconciliation", "check_id"),
}
# The indicator of a limit may be `*`, every indicator, which is not in the list.
NOT_LISTED = {("limits", "indicator_id")}
# Tables whose rows are each about one printed figure.
OF_ONE_FIGURE = {"conflicts", "repair_candidates", "corrections"}

FIXED_UNITS = {"pct": "percent", "pts": "percentage points", "ratio": "ratio", "severity": "ratio"}

TABLES = """
select schema_name, table_name, coalesce(comment, '') as comment
from duckdb_tables()
where schema_name in ('marts', 'reference')
union all
select schema_name, view_name, coalesce(comment, '')
from duckdb_views()
where schema_name in ('marts', 'reference')
order by schema_name, table_name
"""

COLUMNS = """
select column_name, data_type, is_nullable, coalesce(comment, '') as comment
from duckdb_columns()
where schema_name = $schema and table_name = $table
order by column_index
"""


@dataclass(frozen=True)
class Column:
    """A column: its name, its DuckDB type, whether it may be null, and its meaning."""

    name: str
    kind: str
    is_nullable: bool
    meaning: str

    @property
    def fixed_unit(self) -> str | None:
        """The unit in its name, the same in every row: percent, points or plain ratio."""
        words = re.split("_", self.name)
        return next((unit for word, unit in FIXED_UNITS.items() if word in words), None)


@dataclass(frozen=True)
class ForeignKey:
    """Columns of a table whose values are in columns of another."""

    columns: tuple[str, ...]
    table: str
    listed: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the warehouse.

    Attributes:
        columns: in their order.
        formats: in which it is exported; the data package describes the files of the first.
        parts: its Parquet files, where the warehouse has a view over them.
    """

    schema: str
    name: str
    meaning: str
    columns: tuple[Column, ...]
    formats: tuple[str, ...]
    parts: tuple[Path, ...]

    @property
    def sorted_rows(self) -> str:
        """The query for its rows, always in the same order."""
        return f'select * from "{self.schema}"."{self.name}" order by all'

    @property
    def exported(self) -> str:
        """The file of the exports that has all its rows, or the folder of such files."""
        ending = self.formats[0]
        return f"{ending}/{self.name}" + ("/" if self.parts else f".{ending}")

    @property
    def files(self) -> list[str]:
        """The files of the exports that have its rows, each in the first format."""
        if not self.parts:
            return [self.exported]
        return [f"{self.exported}{part.parent.name}.{self.formats[0]}" for part in self.parts]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that identify a row; none where two rows may be the same."""
        return PRIMARY_KEYS.get(self.name, ())

    @property
    def foreign_keys(self) -> list[ForeignKey]:
        """The tables that list the keys in its rows."""
        found = [
            ForeignKey((column.name,), listed[0], (listed[1],))
            for column in self.columns
            if (listed := LISTED_IN.get(column.name))
            and (self.name, column.name) not in NOT_LISTED
            and self.primary_key != (column.name,)
        ]
        if self.name in OF_ONE_FIGURE:
            key = PRIMARY_KEYS["figures"]
            found.append(ForeignKey(key, "figures", key))
        return found

    def unit(self, column: Column) -> str | None:
        """The unit of a number, or the column of the same row that names it."""
        if column.kind != "DOUBLE":
            return None
        if column.fixed_unit:
            return column.fixed_unit
        # In the table of units this column is the key; a factor has no unit.
        is_named = self.name != "units" and any(one.name == "unit_id" for one in self.columns)
        return "unit_id" if is_named else None


def read_catalogue(connection: Any) -> list[Table]:
    """Every mart and reference table of an open warehouse, marts first."""
    parts = files_by_table(connection)
    required = required_columns() if parts else set()
    found = []
    for row in rows(connection, TABLES):
        schema, name = row["schema_name"], row["table_name"]
        found.append(
            Table(
                schema,
                name,
                row["comment"],
                tuple(read_columns(connection, schema, name, required)),
                formats=("parquet",) if parts else ("csv", "parquet"),
                parts=tuple(parts.get(f"{schema}.{name}", ())),
            )
        )
    return found


def read_columns(
    connection: Any, schema: str, table: str, required: set[tuple[str, str]]
) -> Iterator[Column]:
    """The columns of a table or view, of which those required are never null."""
    for row in rows(connection, COLUMNS, schema=schema, table=table):
        name = row["column_name"]
        is_nullable = row["is_nullable"] and (table, name) not in required
        yield Column(name, row["data_type"], is_nullable, row["comment"])


def required_columns() -> set[tuple[str, str]]:
    """The columns of marts that are never null, with their mart, as the contracts say.

    A table has the constraints of its contract; a view has none.
    """
    return {
        (mart["name"], column["name"])
        for file in (PROJECT / "models" / "marts").glob("*.yml")
        for mart in read_yaml(file)["models"]
        for column in mart["columns"]
        if {"type": "not_null"} in column.get("constraints", [])
    }
