"""Reports in shards: what one report says is derived without the others.

Few models look across reports; they are tagged `across_reports` and come last. All others are built
for some reports at a time, each shard in a database of its own, and its rows go into the one
warehouse. So memory does not grow with the number of reports, nor does a change in one report have
the others derived again: their rows are those of the last release.
"""

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from doichieu.inputs.snapshot import InputFile, report_in
from doichieu.manifest import REPORT_TABLES, Prints
from doichieu.memory import TELLING, keep_within
from doichieu.release import WAREHOUSE, read_manifest
from doichieu.transform import StructureFault, Workshop, build_command, docs_commands, transform

# So many figures take about 3 GB and a minute; dbt's start is a twentieth of that.
SHARD_FIGURES = 1_000_000
# Of fewer figures the rows are derived sooner than looked up.
REUSED_FIGURES = 200_000

ACROSS = "across_reports"
# The periods are those of all reports too, which a shard has need of before.
PERIODS = "stg_periods"
WITHOUT_ACROSS = ["--exclude", f"tag:{ACROSS}"]
ONLY_ACROSS = ["--select", f"tag:{ACROSS}", PERIODS, "resource_type:test"]

# The tables of single reports that both have, and what tells the rows of some of them.
TABLES = """
with

in_both as (

    select schema_name, table_name from duckdb_tables() where database_name = 'shard'
    intersect
    select schema_name, table_name from duckdb_tables() where database_name = current_database()

),

final as (

    select
        schema_name,
        table_name,
        case
            when bool_or(column_name = 'report_id') then 'report_id in (select unnest($reports))'
            when bool_or(column_name = 'problem_id')
                then
                    'problem_id in (select problem_id from shard.intermediate.int_joint_problems '
                    'where report_id in (select unnest($reports)))'
        end as condition
    from duckdb_columns()
    inner join in_both using (schema_name, table_name)
    where
        database_name = 'shard'
        and (schema_name != 'reference' or table_name in (select unnest($report_tables)))
    group by schema_name, table_name

)

select * from final
where condition is not null
order by schema_name, table_name
"""


@dataclass(frozen=True)
class Derived:
    """Rows that need not be derived: those of some reports in the warehouse of a release."""

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
    prints: Prints,
    standing: Path | None,
    least_figures: int = REUSED_FIGURES,
) -> tuple[list[list[str]], Derived | None]:
    """Which reports to derive, in shards, and which to take from the release that stands.

    A report is taken where it says what it said, all else that decides being the same. `standing`
    is the folder of that release; None where none is to be looked at.
    """
    figures = [file for file in inputs if file.relation == "figures"]
    before = prints_of(standing) if standing else None
    if standing is None or before is None or before.common != prints.common:
        return split(figures), None
    kept, changed = [], []
    for file in figures:
        is_same = before.reports.get(file.report_id) == prints.reports[file.report_id]
        (kept if is_same else changed).append(file)
    if kept and not changed:
        changed.append(kept.pop())  # one shard is derived in any case: it makes the tables
    if sum(file.row_count for file in kept) < least_figures:
        return split(figures), None
    return split(changed), Derived(standing / WAREHOUSE, frozenset(file.report_id for file in kept))


def prints_of(release: Path) -> Prints | None:
    """What a release was made of, report by report; None where nothing can be taken from it."""
    if not (release / WAREHOUSE).is_file():
        return None
    said = (read_manifest(release) or {}).get("prints")
    return Prints(**said) if said else None


def derive(
    workshop: Workshop,
    shards: Sequence[Sequence[str]],
    choices: dict[str, bool],
    progress: Callable[[int, int], None],
    derived: Derived | None = None,
) -> list[StructureFault]:
    """Build the warehouse, dbt's tests and page with it; returns the tests that found rows.

    `shards` are the reports to derive; with those that are `derived` they are all that the
    workshop's inputs have. What needs no shards is one build.
    """
    if len(shards) == 1 and derived is None:
        commands = [build_command(with_tests=True, **choices), *docs_commands(**choices)]
        return transform(workshop, commands, progress)
    by_report = [[*build_command(with_tests=False, **choices), *WITHOUT_ACROSS]]
    elsewhere = {report for shard in shards[1:] for report in shard}
    if derived:
        elsewhere |= derived.report_ids
    # A report without figures is in the first: no shard is made for it.
    first = lay_out(
        workshop,
        workshop.folder / "shard-0",
        workshop.warehouse,
        lambda report_id: report_id not in elsewhere,
    )
    transform(first, by_report, progress)
    if derived:
        append(workshop.warehouse, derived.warehouse, derived.report_ids)
    for number, reports in enumerate(shards[1:], start=1):
        folder = workshop.folder / f"shard-{number}"
        shard = lay_out(workshop, folder, folder / WAREHOUSE, set(reports).__contains__)
        transform(shard, by_report, progress)
        append(workshop.warehouse, shard.warehouse)
        shutil.rmtree(folder)
    across = [*build_command(with_tests=True, **choices), *ONLY_ACROSS]
    return transform(workshop, [across, *docs_commands(**choices)], progress)


def lay_out(
    workshop: Workshop, folder: Path, warehouse: Path, is_in: Callable[[str], bool]
) -> Workshop:
    """A workshop with what the inputs of another say of some reports, and of none."""
    inputs = folder / "inputs"
    for part in ("figures", "reference"):
        (inputs / part).mkdir(parents=True)
    for path in (workshop.inputs / "figures").iterdir():
        if is_in(report_in(path)):
            shutil.copyfile(path, inputs / "figures" / path.name)
    for path in (workshop.inputs / "reference").iterdir():
        if path.stem in REPORT_TABLES:
            copy_rows(path, inputs / "reference" / path.name, is_in)
        else:
            shutil.copyfile(path, inputs / "reference" / path.name)
    return Workshop(inputs, warehouse, folder)


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


def append(warehouse: Path, shard: Path, report_ids: frozenset[str] | None = None) -> None:
    """Put the rows of a shard's tables into those of a warehouse: of some reports, or of all."""
    import duckdb

    with duckdb.connect(str(warehouse)) as connection:
        keep_within(connection, warehouse, TELLING)
        attached = str(shard).replace("'", "''")
        connection.execute(f"attach '{attached}' as shard (read_only)")
        tables = connection.execute(TABLES, {"report_tables": REPORT_TABLES}).fetchall()
        for schema, name, condition in tables:
            table = f'"{schema}"."{name}"'
            rows = f"insert into {table} by name from shard.{table}"
            if report_ids is None:
                connection.execute(rows)
            else:
                connection.execute(f"{rows} where {condition}", {"reports": sorted(report_ids)})
