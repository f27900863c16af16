"""The names of keys, for pages: an analyst may not recognize a key."""

from pathlib import Path

from doichieu.base.memory import AUDITING
from doichieu.base.warehouse import opened

# Kinds of keys, by the end of a column's name; for each the table and the SQL of their names.
NAMED_BY = {
    "indicator_id": ("indicators", "concat_ws(', ', name_en, name_vi)"),
    "report_id": ("reports", "title"),
    "territory_id": ("territories", "concat_ws(', ', name_en, name_vi)"),
}

Names = dict[str, dict[str, str]]


def read_names(warehouse: Path) -> Names:
    """The name of each key, by kind of key; a reference table that does not exist gives none."""
    with opened(warehouse, AUDITING) as connection:
        present = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'reference'"
        ).fetchall()
        return {
            key: dict(connection.execute(f"select {key}, {name} from reference.{table}").fetchall())
            for key, (table, name) in NAMED_BY.items()
            if (table,) in present
        }


def name_of(names: Names, column: str, value: object) -> str:
    """The name of the key in a column; empty where the column contains no key or the key has no
    name."""
    for key, known in names.items():
        if column.endswith(key):
            return known.get(str(value)) or ""
    return ""
