"""Two warehouses side by side: opened read-only, and refused where they are not of one shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from doichieu.base.faults import NotFound
from doichieu.base.paths import WAREHOUSE
from doichieu.report.findings import rows

SIDES = ("earlier", "later")

COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = $side and schema_name = $schema
order by table_name, column_index
"""

# Columns by table, and the type of each.
Shape = dict[str, dict[str, str]]


@contextmanager
def side_by_side(earlier: Path, later: Path) -> Iterator[Any]:
    """A connection that sees the warehouses of two releases as `earlier` and `later`."""
    import duckdb

    with duckdb.connect() as connection:
        for side, release in zip(SIDES, (earlier, later), strict=True):
            warehouse = str(release / WAREHOUSE).replace("'", "''")
            try:
                connection.execute(f"attach '{warehouse}' as {side} (read_only)")
            except duckdb.Error as error:
                raise NotFound(
                    f"{release} cannot be compared: its {WAREHOUSE} cannot be read. {error}"
                ) from error
        yield connection


def shape(connection: Any, side: str, schema: str) -> Shape:
    """The tables of a schema, with their columns and types."""
    found: Shape = {}
    for row in rows(connection, COLUMNS, side=side, schema=schema):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    return found


def require_one_shape(connection: Any, releases: tuple[Path, Path]) -> Shape:
    """The marts that both releases have; raises NotFound where one lacks what the other has.

    Of the reference tables only their names are asked: their columns may be the inputs' choice.
    """
    shapes = [shape(connection, side, "marts") for side in SIDES]
    names = [set(shape(connection, side, "reference")) for side in SIDES]
    for mine, other, release in ((0, 1, releases[0]), (1, 0, releases[1])):
        if not shapes[mine]:
            raise NotFound(f"{release} holds no marts: it is no release of this project.")
        lacking = [f"the reference table {name}" for name in sorted(names[other] - names[mine])]
        lacking += [f"the mart {name}" for name in shapes[other] if name not in shapes[mine]]
        lacking += [
            f"the column {table}.{column} ({kind})"
            for table in shapes[other].keys() & shapes[mine].keys()
            for column, kind in shapes[other][table].items()
            if shapes[mine][table].get(column) != kind
        ]
        if lacking:
            raise NotFound(
                f"{release.name} cannot be compared with {releases[other].name}, for it is of "
                f"another shape: it lacks {', '.join(lacking)}. "
                "Build it again from its seeds with this version, then compare."
            )
    return shapes[0]
