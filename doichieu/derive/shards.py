"""Shards: deriving some reports at a time.

The few models that compare reports are tagged `across_reports` and are built last. All others are
built shard by shard: dbt builds the tables of the first shard, and the compiled queries add the
rows of the further ones (`shard_worker.py`). So memory does not grow with the number of reports,
and a change in one report does not derive the others again: their rows are copied from the
current release.
"""

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.memory import REPORTING, keep_within
from doichieu.base.paths import WAREHOUSE
from doichieu.base.sql import quoted
from doichieu.base.worker import Worker
from doichieu.derive.dbt import (
    BuildPaths,
    Dbt,
    Progress,
    StructureFault,
    build_command,
    compile_command,
    environment,
    follow,
    refuse_failed,
    transform,
)
from doichieu.inputs.hashes import REPORT_TABLES, InputHashes
from doichieu.inputs.snapshot import InputFile, report_in

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Deriving this number of figures takes about 3 GB.
SHARD_FIGURES = 1_000_000
# Deriving fewer figures than this is faster than copying their rows.
REUSED_FIGURES = 200_000

ACROSS = "across_reports"
# Tables of all reports with rows of no single one: a shard needs those of its own reports earlier,
# so they are built twice.
BUILT_TWICE = ("stg_periods", "int_earlier_periods")
WITHOUT_ACROSS = ["--exclude", f"tag:{ACROSS}"]
ONLY_ACROSS = ["--select", f"tag:{ACROSS}", *BUILT_TWICE, "resource_type:test"]

# The tables with rows of single reports.
TABLES_BY_REPORT = """
select schema_name || '.' || table_name as relation
from duckdb_columns()
inner join duckdb_tables() using (database_name, schema_name, table_name)
where
    database_name = $database
    and column_name = 'report_id'
    and (schema_name != 'reference' or table_name in (select unnest($report_tables)))
order by relation
"""


@dataclass(frozen=True)
class ReusedReports:
    """Reports whose rows are copied from the warehouse of the current release."""

    warehouse: Path
    report_ids: frozenset[str]


def split(files: Sequence[InputFile], most_figures: int = SHARD_FIGURES) -> list[list[str]]:
    """Spread reports over shards of at most `most_figures`; a larger report has its own shard."""
    shards: list[list[str]] = [[]]
    figures = 0
    for file in files:
        if shards[-1] and figures + file.row_count > most_figures:
            shards.append([])
            figures = 0
        shards[-1].append(file.report_id)
        figures += file.row_count
    return shards


def plan(
    inputs: Sequence[InputFile],
    hashes: InputHashes,
    current: Path | None,
    current_hashes: InputHashes | None,
    least_figures: int = REUSED_FIGURES,
) -> tuple[list[list[str]], ReusedReports | None]:
    """Choose the reports to derive, in shards, and those to reuse from the current release.

    A report is reused when its own hash and the common hash are those of the current release.
    `current` is the folder of that release and `current_hashes` the hashes of its inputs; both
    are None when nothing may be reused.
    """
    figures = [file for file in inputs if file.relation == "figures"]
    if current is None or current_hashes is None or current_hashes.common != hashes.common:
        return split(figures), None
    kept, changed = [], []
    for file in figures:
        is_same = current_hashes.reports.get(file.report_id) == hashes.reports[file.report_id]
        (kept if is_same else changed).append(file)
    if kept and not changed:
        changed.append(kept.pop())  # dbt creates the tables when it derives the first shard
    if sum(file.row_count for file in kept) < least_figures:
        return split(figures), None
    report_ids = frozenset(file.report_id for file in kept)
    return split(changed), ReusedReports(current / WAREHOUSE, report_ids)


@contextmanager
def derived(
    paths: BuildPaths,
    shards: Sequence[Sequence[str]],
    choices: dict[str, bool],
    progress: Progress,
    reused: ReusedReports | None = None,
) -> Iterator[tuple[list[StructureFault], Dbt]]:
    """Build the warehouse: the dbt tests that found rows, and the process of dbt, which waits.

    `shards` are the reports to derive; together with the reports of `reused` they are all reports
    of the inputs. A single shard is one ordinary build.
    """
    build = build_command(with_tests=True, **choices)
    if len(shards) > 1 or reused:
        derive_shards(paths, shards, choices, progress, reused)
        build += ONLY_ACROSS
    with Dbt(paths) as dbt:
        yield dbt.run([build], progress), dbt


def derive_shards(
    paths: BuildPaths,
    shards: Sequence[Sequence[str]],
    choices: dict[str, bool],
    progress: Progress,
    reused: ReusedReports | None,
) -> None:
    """Build the tables of all reports but those of the models that look across them."""
    elsewhere = {report for reports in shards[1:] for report in reports}
    if reused:
        elsewhere |= reused.report_ids
    shard = BuildPaths.inside(paths.folder / "shard")
    # The first shard also takes the reports without figures.
    copy_reports(paths.inputs, shard.inputs, lambda report_id: report_id not in elsewhere)
    commands = [[*build_command(with_tests=False, **choices), *WITHOUT_ACROSS]]
    if shards[1:]:
        commands.append(compile_command(**choices))
    transform(shard, commands, progress)
    if reused:
        copy_reused(shard.warehouse, reused)
    if shards[1:]:
        add_shards(paths.inputs, shard, shards[1:], progress)
    shard.warehouse.rename(paths.warehouse)


def copy_reports(inputs: Path, copy: Path, is_in: Callable[[str], bool]) -> None:
    """Copy the inputs of some reports and the reference tables, in place of an earlier copy."""
    if copy.exists():
        shutil.rmtree(copy)
    for part in ("figures", "reference"):
        (copy / part).mkdir(parents=True)
    for path in (inputs / "figures").iterdir():
        if is_in(report_in(path)):
            shutil.copyfile(path, copy / "figures" / path.name)
    for path in (inputs / "reference").iterdir():
        if path.stem in REPORT_TABLES:
            copy_rows(path, copy / "reference" / path.name, is_in)
        else:
            shutil.copyfile(path, copy / "reference" / path.name)


def copy_rows(table: Path, copy: Path, is_in: Callable[[str], bool]) -> None:
    """Copy the rows of some reports."""
    with (
        table.open(encoding="utf-8", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if is_in(row["report_id"]))


def copy_reused(warehouse: Path, reused: ReusedReports) -> None:
    """Copy the rows of the reused reports into a warehouse that contains none of them."""
    import duckdb

    with duckdb.connect(str(warehouse)) as connection:
        keep_within(connection, warehouse, REPORTING)
        connection.execute(f"attach {quoted(reused.warehouse)} as earlier (read_only)")
        reports = sorted(reused.report_ids)
        for relation in tables_by_report(connection, warehouse.stem):
            connection.execute(
                f"insert into {relation} by name from earlier.{relation} "
                "where report_id in (select unnest($reports))",
                {"reports": reports},
            )
        # Closing also writes a checkpoint, but reports no error when the disk is full.
        connection.execute("checkpoint")


def tables_by_report(connection: "DuckDBPyConnection", database: str) -> list[str]:
    """The tables with rows of single reports."""
    parameters = {"database": database, "report_tables": REPORT_TABLES}
    found = connection.execute(TABLES_BY_REPORT, parameters).fetchall()
    return [relation for (relation,) in found]


def add_shards(
    inputs: Path,
    shard: BuildPaths,
    shards: Sequence[Sequence[str]],
    progress: Progress,
) -> None:
    """Add further shards to the warehouse of the first, in a separate process."""
    log = shard.folder / "shards.log"
    with Worker("doichieu.derive.shard_worker", log, shard.home, environment(shard)) as worker:
        for reports in shards:
            copy_reports(inputs, shard.inputs, set(reports).__contains__)
            worker.ask(str(shard.folder))
            refuse_failed(follow(worker, progress))
