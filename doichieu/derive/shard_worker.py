"""Shards as a worker: at every request the reports of its inputs are added to a warehouse.

A request is the folder to work in: a paths in which dbt has built the tables of a first shard
and compiled all models, and whose inputs are those of another by now.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.paths import WAREHOUSE
from doichieu.base.worker import Parent
from doichieu.derive.compiled_models import SCHEMAS, CompiledModels, Model, read_compiled
from doichieu.derive.dbt import BuildPaths, profile
from doichieu.derive.shards import ACROSS, growing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WHOLE = "whole"


def main() -> None:
    """Answer, with the tables as they are done."""
    parent = Parent()
    for folder in map(Path, parent.requests()):
        with parent.reporting_faults():
            add_shard(BuildPaths(folder / "inputs", folder / WAREHOUSE, folder), parent)
            parent.tell(ended="done")


def add_shard(shard: BuildPaths, parent: Parent) -> None:
    """Add the reports of the inputs of a paths, in whose folder this process was started."""
    import duckdb

    models = read_compiled(shard)
    parent.tell(nodes=len(models.seeds) + len(by_report(models)))
    with duckdb.connect(config=profile()["settings"]) as connection:
        # By its name alone: no character of the path can be a pattern.
        extend(models, connection, WAREHOUSE, lambda table: parent.tell(finished=table))


def by_report(models: CompiledModels) -> list[Model]:
    """The models that are built in shards."""
    return [model for model in models.models if ACROSS not in model.tags]


def extend(
    models: CompiledModels,
    connection: "DuckDBPyConnection",
    warehouse: str,
    done: Callable[[str], None],
) -> None:
    """Add the reports that the inputs of the models speak of to a warehouse that has none of them.

    Each row is written once, where it stays. What a model reads of its own shard is then a view of
    the rows that came last: they lie together at the end of their table, and no others are read.
    """
    place = warehouse.replace("'", "''")
    connection.execute(
        f"attach '{place}' as {WHOLE}; attach ':memory:' as warehouse; use warehouse"
    )
    for schema in SCHEMAS:
        connection.execute(f"create schema {schema}")
    tables = growing(connection, WHOLE)
    for name, types in models.seeds:
        models.load_seed(name, types, connection)
        if (table := f"reference.{name}") in tables:
            connection.execute(f"insert into {WHOLE}.{table} by name from {table}")
        done(table)
    for model in by_report(models):
        if model.table in tables:
            add_rows(models, model, connection)
        else:
            models.make(model, connection)
        done(model.table)
    # Closing does so too, but is silent where the disk is full.
    connection.execute(f"checkpoint {WHOLE}")


def add_rows(models: CompiledModels, model: Model, connection: "DuckDBPyConnection") -> None:
    """Add a model's rows to its table in the whole; a view of that name is of these rows alone."""
    whole = f"{WHOLE}.{model.table}"
    # Rows are numbered as they come, and none was ever taken away.
    (before,) = connection.execute(f"select count(*) from {whole}").fetchone() or (0,)
    models.add(model, connection, WHOLE)
    connection.execute(f"create view {model.relation} as from {whole} where rowid >= {before}")


if __name__ == "__main__":
    main()
