"""A worker's work: derive one part in a DuckDB of its own, and store a Parquet file a table.

Every engine calls `run`. What is in the store already is not derived again, so a task may be sent
twice, to two workers, or again after a worker has died.
"""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from doichieu.base.memory import give_back
from doichieu.base.sql import literal, quoted
from doichieu.derive.compiled_models import CompiledModels, Model, ModelFailed, from_json
from doichieu.derive.dbt import StructureFault, profile
from doichieu.derive.parts.audit import ARCHIVE, Query, ask
from doichieu.derive.parts.store import Store
from doichieu.derive.parts.task import (
    REPAIRS,
    REPORTS,
    REVISIONS,
    PartFailed,
    Result,
    Task,
    refuse_other_versions,
)
from doichieu.joint.threads import at_most

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The excess goes to temporary files in the part's scratch folder.
MEMORY = "1500MB"
# The models that need more than their own reports: claims are compared, and edits are tried for the
# gravest figures of all.
TAGS = {REVISIONS: "across_reports", REPAIRS: "repairs"}
# The candidates of each part, of which the gravest of all are given to the tasks of REPAIRS.
RANKED = "intermediate.int_repaired_figures"
CLAIMS = "intermediate.int_claims"
# The claims of a file are sorted by slice: a reader of some slices reads only some groups of rows.
SLICES = 256
SLICE = f"hash(comparable_id, indicator_id) % {SLICES}"
GROUP_OF_CLAIMS = 8192


def run(task: Task) -> Result:
    """Derive a part, unless the store has its result.

    Raises:
        PartFailed: to try again does not help.
        StoreFailed: the store could not be read or written.
    """
    refuse_other_versions(task.needs)
    store = Store(task.store)
    if done := finished(task, store):
        return done
    start = perf_counter()
    with store.scratch() as scratch, at_most(1), database(scratch) as connection:
        models = fetch_models(task, store, scratch)
        own = [model for model in models.models if belongs(model, task.kind)]
        try:
            faults = build(task, models, own, store, scratch, connection)
        except ModelFailed as failed:
            refuse_damaged(task, store, connection)
            raise PartFailed(str(failed)) from failed
        if faults:
            return Result(faults=[asdict(fault) for fault in faults])
        result = stored(task, own, store, scratch, connection)
    give_back()
    result = replace(result, seconds=round(perf_counter() - start, 3))
    store.write(task.marker, asdict(result))
    return result


def stored(
    task: Task,
    own: list[Model],
    store: Store,
    scratch: Path,
    connection: "DuckDBPyConnection",
) -> Result:
    """Store the tables of a task, and what the audit finds in them."""
    tables, sizes = {}, {}
    name, file = f"{task.folder}/{ARCHIVE}", scratch / ARCHIVE
    with store.naming("written", name):
        found = audit(task, store, file, connection)
    if any(found.values()):
        sizes[name] = file.stat().st_size
        store.put(file, name)
    for model in own:
        if model.kind != "view":
            name, file = f"{task.folder}/{model.table}.parquet", scratch / "rows"
            with store.naming("written", name):
                write_rows(model.table, connection, file)
            tables[model.table], sizes[name] = name, file.stat().st_size
            store.put(file, name)
    return Result(tables, audit=found, sizes=sizes)


def finished(task: Task, store: Store) -> Result | None:
    """The result of a task in the store.

    None where there is none, where the marker or a file that it names is cut off or missing, and
    where somebody has written to such a file: then the task is to be done again.
    """
    if not (content := store.read(task.marker)):
        return None
    result = Result(**content)
    is_whole = result.sizes.items() <= store.sizes(task.folder).items()
    return result if is_whole and not store.are_changed(result.sizes, task.marker) else None


@contextmanager
def database(scratch: Path) -> Iterator["DuckDBPyConnection"]:
    """A database in memory, named like every warehouse, with one thread."""
    import duckdb

    settings = profile()["settings"] | {"threads": 1, "memory_limit": MEMORY}
    with duckdb.connect(config=settings) as connection:
        # DuckDB takes a process without a main file, as Dask's workers are, for a Python prompt.
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set temp_directory = {quoted(scratch / 'excess')}")
        # The compiled SQL names its files relative to the folder in which a run starts dbt.
        connection.execute(f"set file_search_path = {quoted(scratch)}")
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        yield connection


def fetch_models(task: Task, store: Store, scratch: Path) -> CompiledModels:
    """The models, with the inputs of the part in the scratch folder."""
    file, archive = scratch / "models.json", scratch / "inputs.zip"
    store.fetch(task.models, file)
    store.fetch(task.archive, archive)
    with store.naming("written", archive.name), zipfile.ZipFile(archive) as zipped:
        zipped.extractall(scratch / "inputs")
    return from_json(file.read_text(encoding="utf-8"), scratch / "inputs")


def belongs(model: Model, kind: str) -> bool:
    """Whether a task of this kind makes the rows of a model."""
    if kind == REPORTS:
        return not set(TAGS.values()) & set(model.tags)
    return TAGS[kind] in model.tags


def build(
    task: Task,
    models: CompiledModels,
    own: list[Model],
    store: Store,
    scratch: Path,
    connection: "DuckDBPyConnection",
) -> list[StructureFault]:
    """Build the tables of a task, below them what they read, and test each."""
    models.create_schemas(connection)
    given = list(read_by(own, models))
    for table in chain(models.seeds, given, own):
        if isinstance(table, Model) and table.table in task.reads:
            files = [store.readable(name, connection) for name in task.reads[table.table]]
            # Claims are joined with claims, and DuckDB knows the size of a table.
            kind = "table" if table.table == CLAIMS else "view"
            with store.naming("read"):
                connection.execute(f"create {kind} {table.table} as {rows_of(table, files, task)}")
        else:
            models.build_table(table, connection)
        if table not in given and (faults := models.faults_of(table.name, connection)):
            return faults
    return []


def refuse_damaged(task: Task, store: Store, connection: "DuckDBPyConnection") -> None:
    """Raise StoreFailed where files of other parts, which a task reads, cannot be read."""
    names = [name for files in task.reads.values() for name in files]
    if names:
        files = [store.readable(name, connection) for name in names]
        with store.naming("read"):
            connection.execute(f"select count(*) from parquet_file_metadata({literal(files)})")


def read_by(own: list[Model], models: CompiledModels) -> Iterator[Model]:
    """What some models read beside seeds and one another, in the order in which to build it."""
    by_name = {model.name: model for model in models.models}
    wanted = {name for model in own for name in model.reads}
    while True:
        below = {
            name
            for one in wanted
            if one in by_name and by_name[one].kind == "view"
            for name in by_name[one].reads
        }
        if below <= wanted:
            break
        wanted |= below
    return (model for model in models.models if model.name in wanted and model not in own)


def rows_of(model: Model, files: list[str], task: Task) -> str:
    """The query of the rows that a task takes of the files of a table."""
    read = f"read_parquet({literal(files)})"
    if model.table == CLAIMS:
        number, of = task.slices
        first, beyond = SLICES * number // of, SLICES * (number + 1) // of
        return f"select * exclude (slice) from {read} where slice >= {first} and slice < {beyond}"
    if model.table == RANKED:
        return f"select * from {read} where {is_one_of(task.figures)}"
    return f"select * from {read}"


def is_one_of(figures: Iterable[tuple[str, int]]) -> str:
    """The condition that a row is of one of these figures."""
    listed = ", ".join(f"({quoted(report)}, {number})" for report, number in figures)
    return f"(report_id, figure_no) in ({listed})" if listed else "false"


def audit(
    task: Task, store: Store, archive: Path, connection: "DuckDBPyConnection"
) -> dict[str, int]:
    """Ask the rows of a task what the audit asks: the numbers that are found, and an archive."""
    queries = [Query(**query) for query in store.read(task.audit) or []] if task.audit else []
    return ask((query for query in queries if query.kind == task.kind), connection, archive)


def write_rows(table: str, connection: "DuckDBPyConnection", file: Path) -> None:
    """Write a table as Parquet."""
    query, options = f"select * from {table}", "format parquet"
    if table == CLAIMS:
        query = f"select *, {SLICE} as slice from {table} order by slice"
        options += f", row_group_size {GROUP_OF_CLAIMS}"
    connection.execute(f"copy ({query}) to {quoted(file)} ({options})")
