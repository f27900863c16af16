"""The database of a release in parts: views over its Parquet files, and the small tables.

`doichieu.base.parts` says where the files lie and how DuckDB finds them.
"""

from collections import defaultdict
from pathlib import Path

from doichieu.base.memory import REPORTING, keep_within
from doichieu.base.parts import PARTS
from doichieu.base.sql import literal
from doichieu.derive.compiled_models import CompiledModels, Model, describe, load_seed
from doichieu.derive.dbt import BuildPaths, profile
from doichieu.derive.parts.derivation import CLAIMS, RANKED, is_one_of
from doichieu.derive.parts.rounds import Done
from doichieu.derive.parts.store import Store

# Enough of a key to name a folder.
KEY_LENGTH = 16


def write_warehouse(paths: BuildPaths, models: CompiledModels, done: Done, store: Store) -> None:
    """Write the database of a release from the results of all tasks, and the files beside it."""
    import duckdb

    warehouse = paths.warehouse
    inputs = paths.inputs.relative_to(paths.home).as_posix()
    files = fetch_files(done, store, warehouse.parent)
    config = profile()["config_options"] | profile()["settings"]
    with duckdb.connect(str(warehouse), config=config) as connection:
        keep_within(connection, warehouse, REPORTING)
        models.create_schemas(connection)
        for seed in models.seeds:
            load_seed(seed, connection, inputs)
            describe(seed, "table", connection)
        for model in models.models:
            if model.kind == "view":
                models.build_model(model, connection)
            elif model.table == RANKED:
                connection.execute(f"create table {RANKED} as {chosen(model, files[RANKED], done)}")
            else:
                connection.execute(
                    f"create view {model.table} as {rows(model, files[model.table])}"
                )
            describe(model, "table" if model.table == RANKED else "view", connection)
        # Closing also writes a checkpoint, but reports no error when the disk is full.
        connection.execute("checkpoint")


def fetch_files(done: Done, store: Store, release: Path) -> dict[str, list[str]]:
    """Put the files of all tasks into the release; returns their paths in it, by table."""
    files: dict[str, list[str]] = defaultdict(list)
    targets: dict[str, Path] = {}
    for task, result in done:
        folder = Path(PARTS) / f"{task.kind}-{task.key[:KEY_LENGTH]}"
        (release / folder).mkdir(parents=True, exist_ok=True)
        for table, name in result.tables.items():
            file = folder / f"{table}.parquet"
            targets[name] = release / file
            files[table].append(file.as_posix())
    store.fetch_all(targets)
    return files


def rows(model: Model, files: list[str]) -> str:
    """The query of all rows of a table that is in parts.

    A table without reports has the same rows in several parts. The release may be moved below a
    folder named `column=value`, which DuckDB would read as a value of every row.
    """
    read = f"from read_parquet({literal(files)}, hive_partitioning = false)"
    if model.table == CLAIMS:
        return f"select * exclude (slice) {read}"
    return f"select {'' if 'report_id' in model.columns else 'distinct '}* {read}"


def chosen(model: Model, files: list[str], done: Done) -> str:
    """The query of the figures for which edits were tried, of all that are ranked."""
    figures = [figure for task, _ in done for figure in task.figures]
    return f"{rows(model, files)} where {is_one_of(figures)}"
