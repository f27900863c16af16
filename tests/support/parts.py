"""Collections derived in small parts, and whether that gives what a single build gives."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pytest

from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.dbt import BuildPaths, unseen
from doichieu.derive.parts import building, engines
from doichieu.derive.parts.audit import Query
from doichieu.derive.parts.engines import Engine, attempt
from doichieu.derive.parts.planning import plan
from doichieu.derive.parts.spread import Keys, Spread
from doichieu.derive.parts.task import REPORTS, Failed, Result, Task
from doichieu.inputs import Inputs
from doichieu.release.fingerprint import hash_inputs
from support.random_collections import Collection, Table

Ended = Iterator[tuple[Task, Result | Failed]]
"""Each task with what it ended with."""

CHOICES = {"quarantine": False}
# The figures of a report or two.
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
    """An engine without workers: one task after the other, in this process.

    `sent` are the tasks that it was given; `before` is called before each, with its number.
    """

    def __init__(self, before: Callable[[int], None] = lambda number: None) -> None:
        self.sent: list[Task] = []
        self.before = before

    def run(self, tasks: Sequence[Task]) -> Ended:
        """Each task with what it ended with."""
        for task in tasks:
            self.before(len(self.sent))
            self.sent.append(task)
            yield task, attempt(task)

    def reports(self) -> list[list[str]]:
        """The reports of the parts that it was sent since this was last asked."""
        reports = [task.reports for task in self.sent if task.kind == REPORTS]
        self.sent.clear()
        return reports


class TwoProcesses(InThisProcess):
    """An engine with two processes that have nothing in common but the store."""

    def run(self, tasks: Sequence[Task]) -> Ended:
        """Each task with what it ended with, two at a time."""
        self.sent += tasks
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            asked = {pool.submit(attempt, task): task for task in tasks}
            for future in as_completed(asked):
                yield asked[future], future.result()


def several_reports() -> dict[str, Table]:
    """Reports with misprints, corrections, revisions, conflicts and repairs."""
    return Collection(random.Random(13)).make(reports=5)


@contextmanager
def small_parts(most_figures: int = MOST_FIGURES, engine: Engine | None = None) -> Iterator[None]:
    """Let every run of this process derive parts of at most so many figures, or of one report.

    An `engine` takes the place of the one that is asked for; a store is not tried again then.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "plan", partial(plan, most_figures=most_figures))
        if engine:
            patch.setattr(Spread, "engine", lambda spread, scratch: nullcontext(engine))
            patch.setattr(engines, "SECONDS_BETWEEN_TRIES", 0)
        yield


def build_in_parts(
    inputs: Inputs,
    release: Path,
    spread: Spread,
    queries_for: Callable[[CompiledModels], Sequence[Query]] = lambda _: (),
) -> Keys:
    """Derive a collection in parts, as a run does; returns their keys.

    Its warehouse lies in the folder `release`, what was found in the parts in its `scratch`.
    """
    scratch = release / "scratch"
    paths = BuildPaths(scratch / "inputs", release / WAREHOUSE, scratch)
    inputs.write_snapshot(paths.inputs)
    hashes = hash_inputs(inputs, CHOICES)
    faults, keys = building.build(paths, inputs.files, hashes, CHOICES, spread, unseen, queries_for)
    assert faults == []
    return keys


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
