"""A panel derived in parts on each engine, compared with one build: every table, every value.

Dask and Spark Connect (served by Sail) run the complete command on this machine with two workers of
their own each. Texts, verdicts and whole numbers must be equal, doubles to twelve digits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from support.clusters import sail_server

from benchmarks import RATE, results
from benchmarks.mart_differences import unlike
from benchmarks.panel import write_panel
from benchmarks.whole import command_run
from doichieu.base.parts import file_search_path
from doichieu.base.paths import WAREHOUSE
from doichieu.base.sql import quoted
from doichieu.release.releases import CURRENT

TOLERANCE = 1e-12
COLUMNS = """
    select schema_name || '.' || table_name, list((column_name, data_type) order by column_index)
    from duckdb_columns()
    where database_name = $side and not internal and schema_name != 'main'
    group by all
"""
Columns = list[tuple[str, str]]


def run(figures: int, seed: int, minutes: float, gib: float, folder: Path) -> int:
    """Run a panel on each engine and write the result; 1 where a table is not that of one build."""
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        panel = place / "panel"
        written, _ = write_panel(figures, seed, RATE, "csv", panel)
        whole, seconds = published(panel, place / "whole", minutes, gib)
        runs = [{"engine": "one build", "seconds": seconds, "tables": len(tables_of(whole))}]
        for name, opened in ENGINES.items():
            with opened(place) as options:
                parts, seconds = published(panel, place / name, minutes, gib, *options)
            found = differences(whole, parts)
            runs.append({"engine": name, "seconds": seconds, "different": found})
            print(
                f"{name}: {seconds:.1f} s, {len(found)} tables differ",
                *found,
                sep="\n  ",
                flush=True,
            )
    results.write(folder, "engines", {"figures": written, "seed": seed, "runs": runs})
    return int(any(one.get("different") for one in runs))


@contextmanager
def dask(_: Path) -> Iterator[tuple[str, ...]]:
    """The options of a run on two local workers of Dask."""
    yield "--cluster", "local:2"


@contextmanager
def spark(place: Path) -> Iterator[tuple[str, ...]]:
    """The options of a run on a server of Spark Connect."""
    with sail_server(place) as (address, _):
        yield "--spark", address


ENGINES = {"dask": dask, "spark": spark}


def published(
    panel: Path, folder: Path, minutes: float, gib: float, *options: str
) -> tuple[Path, float]:
    """The warehouse that a run published and its seconds. Raises RuntimeError where it did not."""
    ended, said = command_run(panel, folder, minutes, gib, *options)
    if ended.stopped or ended.status:
        raise RuntimeError(f"{ended.stopped or ended.status}:\n{said}")
    return (folder / "releases" / CURRENT).resolve() / WAREHOUSE, ended.seconds


def tables_of(warehouse: Path) -> dict[str, Columns]:
    """The columns of each table and view of a warehouse."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(warehouse)} as one (read_only)")
        return dict(connection.execute(COLUMNS, {"side": "one"}).fetchall())


def differences(whole: Path, parts: Path) -> list[str]:
    """A line for each table in which a release in parts is not equal to one build."""
    tables, others = tables_of(whole), tables_of(parts)
    found = [
        f"{name}: columns {tables.get(name)} and {others.get(name)}"
        for name in sorted(tables.keys() | others.keys())
        if tables.get(name) != others.get(name)
    ]
    with duckdb.connect() as connection:
        connection.execute(file_search_path(parts.parent))
        connection.execute(f"attach {quoted(whole)} as one (read_only)")
        connection.execute(f"attach {quoted(parts)} as other (read_only)")
        for name, columns in sorted(tables.items()):
            if others.get(name) == columns:
                unequal, rows = compare(connection, name, columns)
                if unequal:
                    found.append(f"{name}: {unequal:,} of {rows:,} rows")
    return found


def compare(connection: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> tuple[Any, ...]:
    """How many rows of a table are unequal, and how many it has.

    Both sides are sorted by what must be equal, then by doubles with six digits, and compared row
    by row.
    """
    exact = [f'"{name}"' for name, kind in columns if kind != "DOUBLE"]
    doubles = [f'"{name}"' for name, kind in columns if kind == "DOUBLE"]
    rounded = [f"format('{{:.6g}}', {name})" for name in doubles]
    order = ", ".join([*exact, *rounded, *doubles])
    sides = [
        f"select *, row_number() over (order by {order}) as sorted_place from {side}.{table}"
        for side in ("one", "other")
    ]
    unequal = [f"one.{name} is distinct from other.{name}" for name in exact]
    unequal += [
        unlike(f"one.{name}", f"other.{name}", f"{TOLERANCE} * abs(one.{name})") for name in doubles
    ]
    query = (
        f"select count(*) filter ({' or '.join(unequal)}), count(*) from ({sides[0]}) as one "
        f"full join ({sides[1]}) as other using (sorted_place)"
    )
    return connection.execute(query).fetchone() or (0, 0)
