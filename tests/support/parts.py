"""Collections derived in parts, and whether that gives what a single build gives."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from doichieu.base.paths import WAREHOUSE
from doichieu.derive.dbt import BuildPaths, StructureFault, unseen
from doichieu.derive.parts import building
from doichieu.derive.parts.engines import Engine, attempt
from doichieu.derive.parts.planning import plan
from doichieu.derive.parts.spread import LOCAL, Keys, Spread
from doichieu.derive.parts.task import Failed, Result, Task
from doichieu.inputs import Inputs
from doichieu.release.fingerprint import hash_inputs

CHOICES = {"quarantine": False}
# A part of a small collection.
MOST_FIGURES = 60
# Sums of doubles depend on the order of their rows, in the last of sixteen digits.
TOLERANCE = 1e-12
COLUMNS = """
    select schema_name || '.' || table_name, column_name, data_type
    from duckdb_columns()
    where database_name = current_database()
        and not internal
        and (schema_name || '.' || table_name) in (
            select schema_name || '.' || table_name from duckdb_tables()
            where database_name = current_database()
            union all
            select schema_name || '.' || view_name from duckdb_views()
            where database_name = current_database() and not internal
        )
    order by all
"""


class InThisProcess:
    """An engine without workers: one task after the other, in this process."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Each task with what it ended with."""
        for task in tasks:
            yield task, attempt(task)


@dataclass(frozen=True)
class SpreadOver(Spread):
    """A spread over an engine that the test has opened."""

    own: Engine | None = None

    @contextmanager
    def engine(self, scratch: Path) -> Iterator[Engine]:
        """The engine of the test."""
        assert self.own
        yield self.own


def spread_over(store: Path | str, engine: Engine | None = None) -> Spread:
    """A spread over a store, by an engine; by default in this process."""
    return SpreadOver(str(store), LOCAL, own=engine or InThisProcess())


@contextmanager
def parts_of(most_figures: int) -> Iterator[None]:
    """Let a part have at most this number of figures."""
    with patch.object(building, "plan", partial(plan, most_figures=most_figures)):
        yield


def build_in_parts(
    inputs: Inputs, release: Path, spread: Spread, most_figures: int = MOST_FIGURES
) -> tuple[list[StructureFault], Keys]:
    """Derive a collection in parts, as a run does; its warehouse lies in the folder `release`."""
    scratch = release / "scratch"
    paths = BuildPaths(scratch / "inputs", release / WAREHOUSE, scratch)
    inputs.write_snapshot(paths.inputs)
    hashes = hash_inputs(inputs, CHOICES)
    with parts_of(most_figures):
        return building.build(paths, inputs.files, hashes, CHOICES, spread, unseen)


def differences(release: Path, whole: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """For each table in which a release in parts is not equal to a single build, how.

    That is its columns in both, or the numbers of its rows with some pairs that are not equal.
    Doubles are compared within TOLERANCE, everything else exactly.
    """
    with duckdb.connect(str(release / WAREHOUSE), read_only=True) as parts:
        parts.execute("set file_search_path = $home", {"home": str(release)})
        tables, others = columns_of(whole), columns_of(parts)
        found: dict[str, Any] = {
            table: (tables.get(table), others.get(table))
            for table in tables.keys() | others.keys()
            if tables.get(table) != others.get(table)
        }
        for table in tables.keys() & others.keys() - found.keys():
            one, other = rows_of(table, whole), rows_of(table, parts)
            if not are_equal(one, other):
                pairs = zip(one, other, strict=False)
                unlike = [pair for pair in pairs if not are_equal(*pair)]
                found[table] = (len(one), len(other), unlike[:2])
        return found


def columns_of(warehouse: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    """The columns of each table or view, and their types."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in warehouse.execute(COLUMNS).fetchall():
        found.setdefault(table, []).append((column, kind))
    return found


def rows_of(table: str, warehouse: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """The rows of a table, in an order that digits of doubles hardly change."""
    names = ", ".join(f'"{name}"' for name, _ in columns_of(warehouse)[table])
    rows = warehouse.execute(f"select {names} from {table}").fetchall()
    return sorted(rows, key=lambda row: ([in_order(value) for value in row], repr(row)))


def in_order(value: Any) -> str:
    """A value as text by which to sort; a double with few digits."""
    return f"{value:.6g}" if isinstance(value, float) else repr(value)


def are_equal(one: Any, other: Any) -> bool:
    """Whether two values are equal: doubles within TOLERANCE, everything else exactly."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE) or repr(one) == repr(other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(are_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(are_equal(one[key], other[key]) for key in one)
    return bool(one == other)
