"""Two warehouses side by side: opened read-only, and refused unless their columns agree."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from doichieu.base.faults import NotFound
from doichieu.base.parts import PARTS
from doichieu.base.paths import WAREHOUSE
from doichieu.base.sql import quoted
from doichieu.report.findings import rows

SIDES = ("earlier", "later")

COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = $side and schema_name = $schema
order by table_name, column_index
"""

Shape = dict[str, dict[str, str]]
"""The type of each column, by table."""


@contextmanager
def side_by_side(earlier: Path, later: Path) -> Iterator[Any]:
    """A connection with the warehouses of two releases attached as `earlier` and `later`.

    Raises NotFound where one of them, or a file of its parts, cannot be read.
    """
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        link_parts((earlier, later), Path(folder) / PARTS)
        connection.execute(f"set file_search_path = {quoted(folder)}")
        for side, release in zip(SIDES, (earlier, later), strict=True):
            try:
                connection.execute(f"attach {quoted(release / WAREHOUSE)} as {side} (read_only)")
            except duckdb.Error as error:
                raise NotFound(
                    f"{release} cannot be compared: its {WAREHOUSE} cannot be read. {error}"
                ) from error
        try:
            yield connection
        except duckdb.IOException as error:
            raise NotFound(
                f"{earlier.name} cannot be compared with {later.name}: {error}. "
                f"Of a release in parts the whole folder is needed, not its {WAREHOUSE} alone."
            ) from error


def link_parts(releases: Iterable[Path], folder: Path) -> None:
    """Link the parts of releases, those of the same name once: they have the same content.

    In the folders of both releases DuckDB would find a part that they share twice.
    """
    folder.mkdir()
    parts = {part.name: part for release in releases for part in release.glob(f"{PARTS}/*")}
    for part in parts.values():
        (folder / part.name).symlink_to(part.resolve(), target_is_directory=True)


def shape(connection: Any, side: str, schema: str) -> Shape:
    """The tables of a schema, with their columns and types."""
    found: Shape = {}
    for row in rows(connection, COLUMNS, side=side, schema=schema):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    return found


def require_one_shape(connection: Any, releases: tuple[Path, Path]) -> Shape:
    """The marts of both releases; raises NotFound when one lacks a table or column of the other.

    Reference tables are compared by name only: the inputs may add columns to them.
    """
    shapes = [shape(connection, side, "marts") for side in SIDES]
    names = [set(shape(connection, side, "reference")) for side in SIDES]
    for mine, other, release in ((0, 1, releases[0]), (1, 0, releases[1])):
        if not shapes[mine]:
            raise NotFound(f"{release} contains no marts: it is not a release of this project.")
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
                f"{release.name} cannot be compared with {releases[other].name}: "
                f"it lacks {', '.join(lacking)}. "
                "Build it again from its seeds with this version, then compare."
            )
    return shapes[0]
