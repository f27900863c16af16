"""Further shards as a worker: every request adds the reports of its inputs to a warehouse.

A request is a build folder: dbt has built there the tables of the first shard and compiled all
models, and its inputs are now those of another shard.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.paths import WAREHOUSE
from doichieu.base.sql import quoted
from doichieu.base.worker import Parent
from doichieu.derive.compiled_models import SCHEMAS, CompiledModels, Model, read_compiled
from doichieu.derive.dbt import BuildPaths, profile
from doichieu.derive.shards import ACROSS, tables_by_report

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The warehouse of all reports, attached beside the shard's own database in memory.
WHOLE = "whole"


def main() -> None:
    """Answer requests, with a message for each table."""
    parent = Parent()
    for folder in map(Path, parent.requests()):
        with parent.reporting_faults():
            add_shard(BuildPaths.inside(folder), parent)
            parent.send(ended="done")


def add_shard(shard: BuildPaths, parent: Parent) -> None:
    """Add the reports of the inputs to the warehouse in the current folder."""
    import duckdb

    models = read_compiled(shard)
    parent.send(nodes=len(models.seeds) + len(by_report(models)))
    with duckdb.connect(config=profile()["settings"]) as connection:
        # A bare file name: no path that could be read as a pattern.
        extend(models, connection, WAREHOUSE, lambda table: parent.send(finished=table))


def by_report(models: CompiledModels) -> list[Model]:
    """The models that are built in shards."""
    return [model for model in models.models if ACROSS not in model.tags]


def extend(
    models: CompiledModels,
    connection: "DuckDBPyConnection",
    warehouse: str,
    done: Callable[[str], None],
) -> None:
    """Add the reports of the inputs to a warehouse that contains none of them.

    Each row is written once, to its final table. When a model reads the table of another, it reads
    a view of the rows just added: they lie together at the end of the table, and the others are
    not read.
    """
    connection.execute(f"attach {quoted(warehouse)} as {WHOLE}")
    connection.execute("attach ':memory:' as warehouse; use warehouse")
    for schema in SCHEMAS:
        connection.execute(f"create schema {schema}")
    tables = tables_by_report(connection, WHOLE)
    for name, types in models.seeds:
        models.load_seed(name, types, connection)
        if (table := f"reference.{name}") in tables:
            connection.execute(f"insert into {WHOLE}.{table} by name from {table}")
        done(table)
    for model in by_report(models):
        if model.table in tables:
            add_rows(models, model, connection)
        else:
            models.build_model(model, connection)
        done(model.table)
    # Closing also writes a checkpoint, but reports no error when the disk is full.
    connection.execute(f"checkpoint {WHOLE}")


def add_rows(models: CompiledModels, model: Model, connection: "DuckDBPyConnection") -> None:
    """Add a model's rows to its final table, with a view of these rows under the table's name."""
    whole = f"{WHOLE}.{model.table}"
    # Row numbers are consecutive: no row was ever deleted.
    (before,) = connection.execute(f"select count(*) from {whole}").fetchone() or (0,)
    models.add_rows(model, connection, WHOLE)
    connection.execute(f"create view {model.relation} as from {whole} where rowid >= {before}")


if __name__ == "__main__":
    main()
