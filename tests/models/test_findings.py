"""The reported rows of a long mart are those that a complete sort would give."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from doichieu.report.findings import MOST_AT_AN_END, Extremes, extremes

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
