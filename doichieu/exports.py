"""The marts as files, for those who read neither SQL nor a DuckDB file."""

from pathlib import Path

from doichieu.findings import opened, rows

MARTS = "select table_name from duckdb_tables() where schema_name = 'marts' order by table_name"


def write_exports(warehouse: Path, folder: Path) -> None:
    """Write each mart as a CSV with a header row, UTF-8, in the order of its rows' keys."""
    folder.mkdir()
    with opened(warehouse) as connection:
        for row in rows(connection, MARTS):
            mart = row["table_name"]
            target = str(folder / f"{mart}.csv").replace("'", "''")
            connection.execute(
                f"copy (select * from marts.{mart} order by all) to '{target}' (header)"
            )
