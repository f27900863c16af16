"""What the console reports: the rows of a long mart, and the units of checks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from support.random_collections import write_seeds
from support.small_collections import SmallCollection

from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs
from doichieu.report.findings import MOST_AT_AN_END, Extremes, checks_of, extremes
from doichieu.report.wording import distance, finding

Pace = tuple[str, str, float | None]

_MOST = MOST_AT_AN_END
_MART = "select *, '' as basis, 'here' as territory_id, '2021' as period_id from mart"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with an empty mart of three columns."""
    with duckdb.connect() as opened:
        opened.execute("create table mart (report_id text, indicator_id text, pace double)")
        yield opened


def mart(known: int, unknown: int) -> list[Pace]:
    """Unsorted rows of two reports, with each pace twice."""
    paces = [float(-(i // 2)) if i % 3 else float(i // 2) for i in range(known)]
    rows = [*paces, *[None] * unknown]
    return [(f"report-{i % 2}", f"indicator-{i * 7 % 100:02}", p) for i, p in enumerate(rows)]


def reported(connection: duckdb.DuckDBPyConnection, rows: Sequence[Pace]) -> tuple[list[Pace], int]:
    """The rows that are reported of a mart with these rows, and their count."""
    if rows:
        connection.executemany("insert into mart values (?, ?, ?)", rows)
    found: Extremes = extremes(connection, _MART, "pace")
    return (
        [(row["report_id"], row["indicator_id"], row["pace"]) for row in found.rows],
        found.count,
    )


@pytest.mark.parametrize(("known", "unknown"), [(0, 0), (3, 2), (0, 2 * _MOST), (2 * _MOST, 0)])
def test_a_short_mart_is_reported_completely(
    connection: duckdb.DuckDBPyConnection, known: int, unknown: int
) -> None:
    rows = mart(known, unknown)
    every = sorted(rows, key=lambda r: (r[2] is None, -(r[2] or 0), r[0], r[1]))
    assert reported(connection, rows) == (every, len(rows))


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        (0, 2 * _MOST + 1),
        (_MOST - 1, 2 * _MOST),
        (_MOST, 2 * _MOST),
        (_MOST + 3, _MOST),
        (2 * _MOST, 1),
        (2 * _MOST + 1, 0),
        (90, 5),
    ],
)
def test_of_a_long_mart_both_ends_are_reported_and_no_row_twice(
    connection: duckdb.DuckDBPyConnection, known: int, unknown: int
) -> None:
    rows = mart(known, unknown)
    order = sorted(
        (row for row in rows if row[2] is not None), key=lambda r: (-(r[2] or 0), r[0], r[1])
    )
    ends = [*order[:_MOST], *order[_MOST:][-_MOST:]]
    assert reported(connection, rows) == (ends, len(rows))


def test_a_check_names_the_unit_of_what_it_compares(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.indicator("rate", unit="percent", kind="rate")
    collection.limit("rate", "increase_by", "0.2", "9", "critical")
    collection.limit("mass", "increase_by", "3", "9", "critical")
    says = ["rate level 5.0 unit_id=percent", "rate prior_level 4.0 unit_id=percent"]
    says += ["rate increase_by 0.12 unit_id=point"]
    # Units without a name have their ids.
    collection.tables["units"] = [row | {"name_en": ""} for row in collection.tables["units"]]
    says += ["mass level 5.0", "mass prior_level 4.0", "mass increase_by 2.0"]
    collection.report("report", says)
    seeds = write_seeds(tmp_path / "seeds", collection.tables)
    with compiled_models.build(read_inputs(seeds)) as connection:
        checks = [check.row for check in checks_of(connection, "contradiction")]
    found = {
        (row["kind"], row["indicator_id"]): f"{finding(row)} {distance(row)}" for row in checks
    }
    for key, number, unit in (
        (("ratio", "rate"), "0.115 – 0.125", "percentage points"),
        (("limit", "rate"), "0.115 – 0.125", "percentage points"),
        (("ratio", "mass"), "1.95 – 2.05", "tonne"),
        (("limit", "mass"), "1.95 – 2.05", "tonne"),
    ):
        assert f"{number} {unit}" in found[key] and found[key].endswith(f" {unit} apart.")
    assert len(found) == 4
