"""The names of keys, for the reader of a page: a key alone says little to an analyst."""

from pathlib import Path

import duckdb

# Keys, by the end of a column's name, and the table and SQL that name them.
NAMED_BY = {
    "indicator_id": ("indicators", "concat_ws(', ', name_en, name_vi, aliases_vi)"),
    "report_id": ("reports", "title"),
    "territory_id": ("territories", "concat_ws(', ', name_en, name_vi)"),
}

Names = dict[str, dict[str, str]]


def read_names(warehouse: Path) -> Names:
    """The name of each key of the reference tables, by kind of key; none where a table is not."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        present = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'reference'"
        ).fetchall()
        return {
            key: dict(connection.execute(f"select {key}, {name} from reference.{table}").fetchall())
            for key, (table, name) in NAMED_BY.items()
            if (table,) in present
        }


def name_of(names: Names, column: str, value: object) -> str:
    """What the key in a column is called; empty where the column holds no key or it has no name."""
    for key, known in names.items():
        if column.endswith(key):
            return known.get(str(value)) or ""
    return ""
