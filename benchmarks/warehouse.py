"""The project's models, run one after the other on a database in a file, each of them measured.

dbt compiles them; that it is not there when they run leaves out its own seconds, which do not grow
with the input.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.memory import forget_peak, peak
from doichieu.compiled_models import SCHEMAS, CompiledModels, compile_models

__all__ = ["CompiledModels", "Step", "build", "compile_models"]

THREADS = 2
MEMORY_LIMIT = "8GB"


@dataclass(frozen=True)
class Step:
    """One table as it was built: rows, seconds on the clock, peak of resident memory in MiB."""

    table: str
    rows: int
    seconds: float
    peak_mib: float


def build(models: CompiledModels, folder: Path) -> list[Step]:
    """Build `warehouse.duckdb` in a folder that holds `inputs` as a run lays them out."""
    (folder / "spilt").mkdir()
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set threads = {THREADS}")
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set temp_directory = '{folder / 'spilt'}'")
        # The models name the figures from the folder that a run is started in.
        connection.execute(f"set file_search_path = '{folder}'")
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        steps = [
            measured(
                connection,
                f"reference.{name}",
                partial(models.load_seed, name, types, connection),
            )
            for name, types in models.seeds
        ]
        for model in models.models:
            name = model.relation.replace('"', "").partition(".")[2]
            steps.append(measured(connection, name, partial(models.make, model, connection)))
    return steps


def measured(connection: duckdb.DuckDBPyConnection, table: str, make: Callable[[], object]) -> Step:
    """Make a table and say what it took."""
    forget_peak()
    start = time.perf_counter()
    make()
    seconds = time.perf_counter() - start
    found = connection.execute(f"select count(*) from {table}").fetchone()
    assert found
    return Step(table, found[0], round(seconds, 4), round(peak(), 1))
