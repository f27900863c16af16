"""Run the project's models one after the other on a database in a file, and measure each.

dbt only compiles them; its own seconds, which do not grow with the input, are not measured.
"""

import csv
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.memory import peak, reset_peak
from doichieu.base.sql import quoted
from doichieu.derive.compiled_models import CompiledModels, Model, Seed, compile_models
from doichieu.derive.dbt import profile
from doichieu.derive.parts.archive import Snapshot
from doichieu.derive.parts.derivation import RANKED, belongs
from doichieu.derive.parts.planning import PART_FIGURES, branches, place
from doichieu.derive.parts.spread import PARTED_FIGURES
from doichieu.derive.parts.task import REPORTS
from doichieu.inputs.files import report_in

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


def build(models: CompiledModels, inputs: Path, folder: Path) -> list[Step]:
    """Build `warehouse.duckdb` in a folder, from inputs as a run writes them.

    From PARTED_FIGURES on the reports are built in the parts of a run, one after the other, and
    their rows are put together; what compares reports or tries edits is then built once, of all
    rows, where a run has tasks for it. A step sums the costs of a table over all parts.
    """
    (folder / "spilt").mkdir()
    whole = str(folder / "warehouse.duckdb")
    parts = parts_of(inputs)
    if not parts:
        with opened(whole, inputs, folder) as connection:
            models.create_schemas(connection)
            return made([*models.seeds, *models.models], replace(models, inputs=inputs), connection)
    steps = [step for reports in parts for step in part(models, inputs, reports, folder)]
    with opened(whole, inputs, folder) as connection:
        connection.execute(f"drop table if exists {RANKED}")
        late = [one for one in models.models if is_late(one)]
        return summed([*steps, *made(late, models, connection)])


def parts_of(inputs: Path) -> list[Sequence[str]]:
    """The reports of a run's copy of the inputs, in parts; none where a run makes one build."""
    with (inputs / "reference" / "input_files.csv").open(encoding="utf-8", newline="") as file:
        figures = {
            report_in(Path(row["file"])): int(row["row_count"])
            for row in csv.DictReader(file)
            if row["relation"] == "figures"
        }
    if sum(figures.values()) < PARTED_FIGURES:
        return []
    return list(branches(sorted(figures, key=place), figures, PART_FIGURES))


def is_late(model: Model) -> bool:
    """Whether a model is made when the rows of all parts are there."""
    return model.kind == "view" or model.table == RANKED or not belongs(model, REPORTS)


def part(models: CompiledModels, inputs: Path, reports: Sequence[str], folder: Path) -> list[Step]:
    """Build the tables of some reports in memory, and add their rows to the warehouse."""
    own = folder / "part"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    Snapshot(inputs).write(own / "inputs.zip", reports)
    with zipfile.ZipFile(own / "inputs.zip") as zipped:
        zipped.extractall(own / "inputs")
    of_reports = [one for one in models.models if belongs(one, REPORTS)]
    with opened(":memory:", own / "inputs", folder) as connection:
        connection.execute(f"attach {quoted(folder / 'warehouse.duckdb')} as whole")
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        models.create_schemas(connection)
        models = replace(models, inputs=own / "inputs")
        steps = made([*models.seeds, *of_reports], models, connection)
        start = time.perf_counter()
        for table in [*models.seeds, *(one for one in of_reports if one.kind != "view")]:
            add_rows(table.table, connection)
    return [*steps, Step("parts.put_together", 0, time.perf_counter() - start, peak())]


def add_rows(table: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Add rows of a part to the warehouse; those of several reports may be there already."""
    schema = table.partition(".")[0]
    connection.execute(f"create schema if not exists whole.{schema}")
    connection.execute(f"create table if not exists whole.{table} as from {table} limit 0")
    new = (
        f"from {table}"
        if has_reports(table, connection)
        else f"from {table} except from whole.{table}"
    )
    connection.execute(f"insert into whole.{table} {new}")


def has_reports(table: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether each row of a table is of one report."""
    described = connection.execute(f"describe {table}").fetchall()
    return any(column[0] == "report_id" for column in described)


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
    tables: Iterable[Seed | Model], models: CompiledModels, connection: duckdb.DuckDBPyConnection
) -> list[Step]:
    """Build some tables and measure each."""
    return [
        measured(connection, one.table, partial(models.build_table, one, connection))
        for one in tables
    ]


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
