"""What rules of the audit find in a part: asked where the rows are made, stored with them.

A file of the part has the rows of each rule that found any; its result has their numbers. The audit
of the release reads both in place of the tables.
"""

import json
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.sql import quoted
from doichieu.derive.parts.store import Store
from doichieu.derive.parts.task import Result, Task

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ARCHIVE = "audit.zip"
# The folder that `gather` writes, among the own files of a build.
FOUND = "audit"
# In that folder: the number of rows that each rule found in all parts.
NUMBERS = "rows.json"


@dataclass(frozen=True)
class Query:
    """What to ask of a part for a rule.

    Attributes:
        name: the name of the rule.
        kind: the kind of task whose rows are asked.
        sql: the query, for the rows that break the rule or for the numbers that it compares.
        most: how many rows are kept, the first ones; None keeps all.
    """

    name: str
    kind: str
    sql: str
    most: int | None


def ask(
    queries: Iterable[Query], connection: "DuckDBPyConnection", archive: Path
) -> dict[str, int]:
    """The number of rows of each query; a new zip file has the rows, a Parquet file a query.

    A query that fails has no number: the release is asked in its place.
    """
    import duckdb

    numbers = {}
    rows = archive.with_suffix(".parquet")
    with zipfile.ZipFile(archive, "w") as zipped:  # Parquet is compressed already
        for query in queries:
            try:
                connection.execute(f"create or replace temp table found as {query.sql}")
            except duckdb.Error:
                continue
            (number,) = connection.execute("select count(*) from found").fetchone() or (0,)
            if number:
                limit = "" if query.most is None else f"limit {query.most}"
                kept = f"select * from found {limit}"
                connection.execute(f"copy ({kept}) to {quoted(rows)} (format parquet)")
                zipped.write(rows, f"{query.name}.parquet")
            numbers[query.name] = number
    connection.execute("drop table if exists found")
    return numbers


def gather(
    queries: Sequence[Query], done: Sequence[tuple[Task, Result]], store: Store, folder: Path
) -> None:
    """Put what the queries found in all parts into a new folder: below it a folder a part.

    A query that failed in a part is left out.
    """
    folder.mkdir()
    for number, (task, result) in enumerate(done):
        if any(result.audit.values()):
            archive = folder / ARCHIVE
            store.fetch(f"{task.folder}/{ARCHIVE}", archive)
            shutil.unpack_archive(archive, folder / f"{number:06}")
            archive.unlink()
    numbers = {}
    for query in queries:
        found = [result.audit.get(query.name) for task, result in done if task.kind == query.kind]
        if found and None not in found:
            numbers[query.name] = sum(filter(None, found))
    (folder / NUMBERS).write_text(json.dumps(numbers), encoding="utf-8")
