"""Reports in shards: what one report says is derived without the others.

Few models look across reports; they are tagged `across_reports` and come last. All others are
built for some reports at a time: dbt makes the tables of the first shard, and the queries that it
compiled add the rows of the further ones (`shard_worker.py`). So memory does not grow with the
number of reports, nor does a change in one report have the others derived again: their rows are
those of the last release.
"""

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.memory import REPORTING, keep_within
from doichieu.base.paths import WAREHOUSE
from doichieu.base.worker import Worker, WorkerDied
from doichieu.derive.dbt import (
    BuildPaths,
    StructureFault,
    TransformFailed,
    build_command,
    compile_command,
    docs_commands,
    environment,
    follow,
    refuse_failed,
    transform,
)
from doichieu.inputs.hashes import REPORT_TABLES, InputHashes
from doichieu.inputs.snapshot import InputFile, report_in

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# So many figures take about 3 GB.
SHARD_FIGURES = 1_000_000
# Of fewer figures the rows are derived sooner than looked up.
REUSED_FIGURES = 200_000

ACROSS = "across_reports"
# The periods are those of all reports too, which a shard has need of before.
PERIODS = "stg_periods"
WITHOUT_ACROSS = ["--exclude", f"tag:{ACROSS}"]
ONLY_ACROSS = ["--select", f"tag:{ACROSS}", PERIODS, "resource_type:test"]

# The tables whose rows are of single reports, and what tells the rows of some reports.
GROWING = """
with

growing as (

    select
        schema_name || '.' || table_name as relation,
        case
            when bool_or(column_name = 'report_id') then 'report_id in (select unnest($reports))'
            when bool_or(column_name = 'problem_id')
                then
                    'problem_id in (select problem_id from taken.intermediate.int_joint_problems '
                    'where report_id in (select unnest($reports)))'
        end as condition
    from duckdb_columns()
    inner join duckdb_tables() using (database_name, schema_name, table_name)
    where
        database_name = $database
        and (schema_name != 'reference' or table_name in (select unnest($report_tables)))
    group by schema_name, table_name

),

final as (

    select relation, condition
    from growing
    where condition is not null
    order by relation

)

select * from final
"""


@dataclass(frozen=True)
class ReusedReports:
    """Reports whose rows are taken from the warehouse of an earlier release."""

    warehouse: Path
    report_ids: frozenset[str]


def split(files: Sequence[InputFile], most_figures: int = SHARD_FIGURES) -> list[list[str]]:
    """The reports of some files of figures, in order, so many to a shard, or one that has more."""
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

    A report is reused where its own hash and the common hash are those of the current release.
    `current` is the folder of that release and `current_hashes` what it was made from; both are
    None where nothing may be reused.
    """
    figures = [file for file in inputs if file.relation == "figures"]
    if current is None or current_hashes is None or current_hashes.common != hashes.common:
        return split(figures), None
    kept, changed = [], []
    for file in figures:
        is_same = current_hashes.reports.get(file.report_id) == hashes.reports[file.report_id]
        (kept if is_same else changed).append(file)
    if kept and not changed:
        changed.append(kept.pop())  # dbt makes the tables while it derives one shard
    if sum(file.row_count for file in kept) < least_figures:
        return split(figures), None
    report_ids = frozenset(file.report_id for file in kept)
    return split(changed), ReusedReports(current / WAREHOUSE, report_ids)


def derive(
    paths: BuildPaths,
    shards: Sequence[Sequence[str]],
    choices: dict[str, bool],
    progress: Callable[[int, int], None],
    reused: ReusedReports | None = None,
) -> list[StructureFault]:
    """Build the warehouse, dbt's tests and page with it; returns the tests that found rows.

    `shards` are the reports to derive; with those that are `reused` they are all that the
    paths's inputs have. What needs no shards is one build.
    """
    if len(shards) == 1 and reused is None:
        commands = [build_command(with_tests=True, **choices), *docs_commands(**choices)]
        return transform(paths, commands, progress)
    elsewhere = {report for reports in shards[1:] for report in reports}
    if reused:
        elsewhere |= reused.report_ids
    folder = paths.folder / "shard"
    shard = BuildPaths(folder / "inputs", folder / WAREHOUSE, folder)
    # A report without figures is in the first: no shard is made for it.
    lay_out(paths.inputs, shard.inputs, lambda report_id: report_id not in elsewhere)
    commands = [[*build_command(with_tests=False, **choices), *WITHOUT_ACROSS]]
    if shards[1:]:
        commands.append(compile_command(**choices))
    transform(shard, commands, progress)
    if reused:
        take(shard.warehouse, reused)
    if shards[1:]:
        add(paths.inputs, shard, shards[1:], progress)
    shard.warehouse.rename(paths.warehouse)
    across = [*build_command(with_tests=True, **choices), *ONLY_ACROSS]
    return transform(paths, [across, *docs_commands(**choices)], progress)


def lay_out(inputs: Path, copy: Path, is_in: Callable[[str], bool]) -> None:
    """Copy what the inputs say of some reports, and of none, in place of an earlier copy."""
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


def take(warehouse: Path, reused: ReusedReports) -> None:
    """Put the rows of some reports into the tables of a warehouse that has none of them."""
    import duckdb

    with duckdb.connect(str(warehouse)) as connection:
        keep_within(connection, warehouse, REPORTING)
        attached = str(reused.warehouse).replace("'", "''")
        connection.execute(f"attach '{attached}' as taken (read_only)")
        reports = sorted(reused.report_ids)
        for relation, condition in growing(connection, warehouse.stem).items():
            connection.execute(
                f"insert into {relation} by name from taken.{relation} where {condition}",
                {"reports": reports},
            )
        # Closing does so too, but is silent where the disk is full.
        connection.execute("checkpoint")


def growing(connection: "DuckDBPyConnection", database: str) -> dict[str, str]:
    """The tables that grow with each report, and for `take` what tells the rows of `$reports`."""
    return dict(
        connection.execute(
            GROWING, {"database": database, "report_tables": REPORT_TABLES}
        ).fetchall()
    )


def add(
    inputs: Path,
    shard: BuildPaths,
    shards: Sequence[Sequence[str]],
    progress: Callable[[int, int], None],
) -> None:
    """Add the reports of further shards to the warehouse of the first, in a process of its own."""
    log = shard.folder / "shards.log"
    with Worker("doichieu.derive.shard_worker", log, shard.home, environment(shard)) as worker:
        for reports in shards:
            lay_out(inputs, shard.inputs, set(reports).__contains__)
            worker.ask(str(shard.folder))
            try:
                refuse_failed(follow(worker.facts(), progress))
            except WorkerDied as died:
                raise TransformFailed(f"Deriving ended early. {died}") from died
