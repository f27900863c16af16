"""The project's models, run one after the other on a database in a file, each of them measured.

dbt compiles them; that it is not there when they run leaves out its own seconds, which do not grow
with the input.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from compiled_models import CompiledModels, compile_models

from benchmarks.memory import forget_peak, peak

__all__ = ["CompiledModels", "Step", "build", "compile_models"]

THREADS = 2
MEMORY_LIMIT = "8GB"
SCHEMAS = ("reference", "staging", "intermediate", "marts")


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
            measured(connection, f"reference.{name}", seed_maker(connection, folder, name, types))
            for name, types in models.seeds
        ]
        for model in models.models:
            relation = model.relation.replace('"', "")
            name = relation.partition(".")[2]
            if model.language == "python":
                steps.append(
                    measured(
                        connection,
                        name,
                        lambda m=model, r=relation: models.run_python(m, connection).create(r),
                    )
                )
            else:
                query = f"create table {model.relation} as {model.code}"
                steps.append(measured(connection, name, lambda q=query: connection.execute(q)))
    return steps


def seed_maker(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, types: dict[str, str]
) -> Callable[[], object]:
    """What loads a reference table."""
    path = folder / "inputs" / "reference" / f"{name}.csv"
    columns = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
    query = f"select * from read_csv('{path}', header = true, columns = {{{columns}}})"
    return lambda: connection.execute(f"create table reference.{name} as {query}")


def measured(connection: duckdb.DuckDBPyConnection, table: str, make: Callable[[], object]) -> Step:
    """Make a table and say what it took."""
    forget_peak()
    start = time.perf_counter()
    make()
    seconds = time.perf_counter() - start
    found = connection.execute(f"select count(*) from {table}").fetchone()
    assert found
    return Step(table, found[0], round(seconds, 4), round(peak(), 1))
