"""Run the project's models one after the other on a database in a file, and measure each.

dbt only compiles them; its own seconds, which do not grow with the input, are not measured.
"""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb
from doichieu.derive.shard_worker import by_report, extend
from doichieu.derive.shards import BUILT_TWICE, SHARD_FIGURES, copy_reports, split

from benchmarks.memory import peak, reset_peak
from doichieu.base.sql import quoted
from doichieu.derive.compiled_models import SCHEMAS, CompiledModels, Model, compile_models
from doichieu.derive.dbt import profile
from doichieu.inputs import InputFile

__all__ = ["CompiledModels", "Step", "build", "compile_models"]

THREADS = 2
MEMORY_LIMIT = "8GB"
SETTINGS = {"threads": THREADS, "memory_limit": MEMORY_LIMIT}


@dataclass(frozen=True)
class Step:
    """One table as it was built: rows, seconds on the clock, peak of resident memory in MiB."""

    table: str
    rows: int
    seconds: float
    peak_mib: float


def build(
    models: CompiledModels, inputs: Path, folder: Path, most_figures: int = SHARD_FIGURES
) -> list[Step]:
    """Build `warehouse.duckdb` in a folder, from inputs as a run writes them.

    It is built in shards of reports, as in a run. A step sums the costs of a table over all shards.
    """
    whole = folder / "warehouse.duckdb"
    copy = folder / "shard" / "inputs"
    (folder / "spilt").mkdir()
    models = replace(models, inputs=copy)
    in_shards = by_report(models)
    steps: list[Step] = []
    for number, reports in enumerate(split(files_of_figures(inputs), most_figures)):
        copy_reports(inputs, copy, set(reports).__contains__)
        if number:
            steps += extended(models, whole, folder)
            continue
        with opened(str(whole), copy, folder) as connection:
            for schema in SCHEMAS:
                connection.execute(f"create schema {schema}")
            for name, types in models.seeds:
                seed = partial(models.load_seed, name, types, connection)
                steps.append(measured(connection, f"reference.{name}", seed))
            steps += made(models, connection, in_shards.__contains__)
    with opened(str(whole), inputs, folder) as connection:
        steps += made_of_all(models, connection)
    return summed(steps)


def files_of_figures(inputs: Path) -> list[InputFile]:
    """The files of figures in a run's copy of the inputs."""
    with (inputs / "reference" / "input_files.csv").open(encoding="utf-8", newline="") as file:
        return [
            InputFile(row["relation"], row["file"], row["sha256"], int(row["row_count"]))
            for row in csv.DictReader(file)
            if row["relation"] == "figures"
        ]


@contextmanager
def opened(database: str, inputs: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the settings of every benchmark; its temporary files go to the folder."""
    with duckdb.connect(database, config=profile()["config_options"]) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"set threads = {THREADS}")
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set temp_directory = '{folder / 'spilt'}'")
        # The models name the files of figures relative to the folder in which a run starts.
        connection.execute(f"set file_search_path = {quoted(inputs.parent)}")
        yield connection


def made(
    models: CompiledModels,
    connection: duckdb.DuckDBPyConnection,
    is_wanted: Callable[[Model], bool],
) -> list[Step]:
    """Build the tables of some models."""
    return [
        measured(connection, model.table, partial(models.build_model, model, connection))
        for model in models.models
        if is_wanted(model)
    ]


def made_of_all(models: CompiledModels, connection: duckdb.DuckDBPyConnection) -> list[Step]:
    """Build the tables of all reports, when those of the shards are complete."""
    twice = [model for model in models.models if model.table.split(".")[-1] in BUILT_TWICE]
    for model in twice:
        connection.execute(f"drop table {model.table}")
    in_shards = by_report(models)
    return made(models, connection, lambda model: model in twice or model not in in_shards)


def extended(models: CompiledModels, whole: Path, folder: Path) -> list[Step]:
    """Add the reports of one more shard to a warehouse."""
    steps: list[Step] = []
    with opened(":memory:", models.inputs, folder) as connection:
        start = time.perf_counter()

        def note(table: str) -> None:
            nonlocal start
            steps.append(finished(connection, table, start))
            reset_peak()
            start = time.perf_counter()

        reset_peak()
        extend(models, connection, str(whole), note)
    # Write the remaining data to disk, as part of the measurement.
    return [*steps, Step("shards.closed", 0, time.perf_counter() - start, peak())]


def measured(connection: duckdb.DuckDBPyConnection, table: str, make: Callable[[], object]) -> Step:
    """Build a table and measure it."""
    reset_peak()
    start = time.perf_counter()
    make()
    return finished(connection, table, start)


def finished(connection: duckdb.DuckDBPyConnection, table: str, start: float) -> Step:
    """The step of a table that was started at `start` and is finished now."""
    seconds = time.perf_counter() - start
    found = connection.execute(f"select count(*) from {table}").fetchone()
    assert found
    return Step(table, found[0], seconds, peak())


def summed(steps: list[Step]) -> list[Step]:
    """One step a table, in the order in which they were first built."""
    by_table: dict[str, list[Step]] = {}
    for step in steps:
        by_table.setdefault(step.table, []).append(step)
    return [
        Step(
            table,
            sum(step.rows for step in same),
            round(sum(step.seconds for step in same), 4),
            round(max(step.peak_mib for step in same), 1),
        )
        for table, same in by_table.items()
    ]
