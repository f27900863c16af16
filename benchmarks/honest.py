"""Run honest offices through all checks: none may be contradicted; count how often each is
suspected."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks import results
from benchmarks.collection import Collection, draw_collection
from benchmarks.offices import OFFICES
from benchmarks.shapes import SHAPES
from benchmarks.warehouse import SETTINGS, CompiledModels, Step, build, compile_models

# The number of groups in one warehouse; further groups go into further warehouses.
CHUNK = 100_000
SHOWN = 5

# A group has its period and the periods before it.
GROUPS = """
    create temporary table groups as
    select
        report_id,
        territory_id,
        max(period_id) as period_id,
        cast(left(period_id, 4) as integer) // 2 as two_years,
        split_part(indicator_id, '_', 1) || '_' || split_part(indicator_id, '_', 2) as component,
        bool_or(verdict = 'contradiction') as is_contradicted,
        bool_or(verdict = 'suspect') as is_suspect,
        bool_or(verdict != 'not_checkable') as is_checked
    from marts.reconciliation
    group by report_id, territory_id, two_years, component
"""
COUNTS = """
    select
        report_id,
        split_part(component, '_', 1) as shape,
        count(case when is_checked then 1 end) as checked,
        count(case when is_suspect and not is_contradicted then 1 end) as suspect,
        count(case when is_contradicted then 1 end) as contradicted
    from groups
    group by all
"""
CONTRADICTED = """
    select report_id, territory_id, period_id, component from groups
    where is_contradicted
    order by all
    limit $shown
"""
FIGURES = """
    select indicator_id, measure, printed, unit_id, basis, period_id from marts.figures
    where
        report_id = $report_id and territory_id = $territory_id
        and cast(left(period_id, 4) as integer) // 2 = cast(left($period_id, 4) as integer) // 2
        and starts_with(indicator_id, $component || '_')
    order by figure_no
"""
CHECKS = """
    select check_id, verdict, decoupled, single_level, printed_base from marts.reconciliation
    where
        report_id = $report_id and territory_id = $territory_id
        and cast(left(period_id, 4) as integer) // 2 = cast(left($period_id, 4) as integer) // 2
        and starts_with(indicator_id, $component || '_')
        and verdict = 'contradiction'
"""


def run(groups: int, seed: int, folder: Path) -> int:
    """Draw, build, count, write the result; return 1 if an honest group is contradicted."""
    with TemporaryDirectory() as scratch:
        models = compile_models(Path(scratch) / "compiled")
        result, contradicted = measure(models, groups, seed, Path(scratch))
    results.write(folder, "honest", {"duckdb_settings": SETTINGS, **result})
    for one in contradicted:
        print(one)
    print(f"{result['groups']:,} honest groups, {result['contradicted']:,} contradicted")
    return 1 if result["contradicted"] else 0


def measure(
    models: CompiledModels, groups: int, seed: int, scratch: Path
) -> tuple[dict[str, Any], list[str]]:
    """The result, and the first of the contradicted groups in words."""
    counts: Counter[tuple[str, str, str]] = Counter()
    steps: list[Step] = []
    words: list[str] = []
    for number, size in enumerate(chunks(groups)):
        folder = scratch / f"honest-{number}"
        collection = draw_collection(SHAPES, size, seed + number, folder / "inputs")
        steps += build(models, folder / "inputs", folder)
        with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as warehouse:
            counts += count(collection, warehouse)
            words += contradictions(collection, warehouse, SHOWN - len(words))
        shutil.rmtree(folder)
    return summary(counts, seed, steps), words


def chunks(groups: int) -> list[int]:
    """The number of groups in each warehouse."""
    whole, rest = divmod(groups, CHUNK)
    return [CHUNK] * whole + ([rest] if rest else [])


def count(
    collection: Collection, warehouse: duckdb.DuckDBPyConnection
) -> Counter[tuple[str, str, str]]:
    """The number of groups by report, shape and verdict; `groups` counts all that were printed."""
    found: Counter[tuple[str, str, str]] = Counter()
    for batch in collection.batches:
        for office, groups in batch.counts().items():
            found[office.report_id, batch.shape.name, "groups"] += groups
    warehouse.execute(GROUPS)
    for report_id, shape, checked, suspect, contradicted in warehouse.execute(COUNTS).fetchall():
        found[report_id, shape, "checked"] += checked
        found[report_id, shape, "suspect"] += suspect
        found[report_id, shape, "contradicted"] += contradicted
    return found


def contradictions(
    collection: Collection, warehouse: duckdb.DuckDBPyConnection, most: int
) -> Iterator[str]:
    """The first contradicted groups: true values, printed figures, failed checks."""
    for place in warehouse.execute(CONTRADICTED, {"shown": most}).fetchall():
        names = dict(
            zip(("report_id", "territory_id", "period_id", "component"), place, strict=True)
        )
        lines = ["contradicted: " + ", ".join(place), collection.truth_of(*place)]
        for query in (FIGURES, CHECKS):
            rows = warehouse.execute(query, names).fetchall()
            lines += ["  " + ", ".join(map(str, row)) for row in rows]
        yield "\n".join(lines)


def summary(counts: Counter[tuple[str, str, str]], seed: int, steps: list[Step]) -> dict[str, Any]:
    """The result: totals, one row for each practice and rounding, and one for each shape."""
    of_report = {office.report_id: office for office in OFFICES}
    by_office: Counter[tuple[str, str, str]] = Counter()
    by_shape: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for (report_id, shape, what), number in counts.items():
        office = of_report[report_id]
        by_office[office.practice, office.rounding, what] += number
        by_shape[shape, what] += number
        total[what] += number
    columns = ("groups", "checked", "suspect", "contradicted")
    rows = dict.fromkeys((office.practice, office.rounding) for office in OFFICES)
    return {
        "seed": seed,
        **{column: total[column] for column in columns},
        "by_office": [
            {
                "practice": practice,
                "rounding": rounding,
                **{column: by_office[practice, rounding, column] for column in columns},
            }
            for practice, rounding in rows
        ],
        "by_shape": [
            {"shape": shape.name, **{column: by_shape[shape.name, column] for column in columns}}
            for shape in SHAPES
        ],
        "seconds": round(sum(step.seconds for step in steps), 1),
        "steps": [asdict(step) for step in steps],
    }
