"""The data files of the site: DuckDB queries that return JSON, ready to be written.

One answer for the index that every page opens with, one for the front page of a collection, one for
each report, two for each indicator (over time, and by place) and a third with all vintages of its
levels and plans, one for what the places are, one for each list of all reports: conflicts, plans by
year, the largest revisions.

A browser's memory is limited. For a large collection the site contains some complete reports: first
those with remarkable findings, then the newest. It states how many are only in the data files.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from doichieu.base.contradictions import MOST_FIGURES as MOST_CONFLICTING
from doichieu.base.report_orders import REPORT_ORDERS
from doichieu.site.maps import FIRST_DAY, REGIONS, TILES

QUERIES = Path(__file__).parent / "queries"
# Figures of all reports of the site together.
MOST_FIGURES = 100_000
# Figures of the reports, or vintages, that one query answers, so that memory does not grow with the
# site.
BATCH_FIGURES = 10_000
MOST_REVISIONS = 1_000
# Rows of a list of all reports: conflicts, or the plans of one year.
MOST_LISTED = 20_000
# Rows of each list on the front page, and edits that are shown of a conflict.
FIRST, MOST_REPAIRS = 10, 3

# What the answers of reports consist of: tables, and views of `create_views`; and their copies.
OF_REPORTS = (
    "staging.stg_figures",
    "intermediate.int_check_figures",
    "intermediate.int_conflict_checks",
    "intermediate.int_observations",
    "intermediate.int_parents",
    "intermediate.int_verdicts",
    "marts.conflicts",
    "marts.figures",
    "marts.growth",
    "marts.reconciliation",
    "marts.repair_candidates",
    "plan_shares",
    "rate_intervals",
)
COPIES = {f"site_{table.rpartition('.')[2]}": table for table in OF_REPORTS}
BATCH_REPORTS = """
create or replace temp table batch_reports as
select report_id, place from report_places
where batch = $batch
"""

INDICATOR_PLACES = """
create or replace temp view indicator_places as
select indicators.*, row_number() over (order by indicators.indicator_id) as place
from reference.indicators as indicators
where indicators.indicator_id in (select indicator_id from marts.figures)
"""


def answers(
    connection: Any,
    most_figures: int = MOST_FIGURES,
    batch_figures: int = BATCH_FIGURES,
    most_revisions: int = MOST_REVISIONS,
    most_listed: int = MOST_LISTED,
) -> Iterator[tuple[str, str]]:
    """Every data file of the site, as its name without ending and its content in JSON.

    `index` first, then `reports/1` … (newest first), `indicators/1` …, `places/1` … in the order of
    the indicators, `territories`, `overview`, `conflicts`, `revisions`, `plans/2021` … (by year),
    and `triangles/1` … (of the indicators that have revisions). The reports have at most
    `most_figures` figures together, but there is at least one report.
    """
    place_reports_and_indicators(connection, most_figures, batch_figures)
    create_views(connection)
    connection.execute(query("tiles"), {"tiles": str(TILES)})
    index = connection.execute(query("index"), {"regions": str(REGIONS)})
    yield "index", index.fetchone()[0]
    yield from reports(connection)
    yield from by_place("indicators", connection)
    connection.execute(query("place_values"))
    yield from by_place("places", connection)
    bounds = {"most_figures": MOST_CONFLICTING, "most_repairs": MOST_REPAIRS, "most": most_listed}
    connection.execute(query("conflict_rows"), bounds)
    connection.execute(query("plan_rows"))
    for name, more in (
        ("territories", {"first_day": FIRST_DAY}),
        ("overview", {"first": FIRST}),
        ("conflicts", {}),
        ("revisions", {"most": most_revisions}),
    ):
        yield name, connection.execute(query(name), more).fetchone()[0]
    yield from by_place("plans", connection, {"most": most_listed})
    yield from triangles(connection, batch_figures)


def place_reports_and_indicators(connection: Any, most_figures: int, batch_figures: int) -> None:
    """Number the reports of the site and the indicators: their places name the files."""
    connection.execute(REPORT_ORDERS)
    bounds = {"most_figures": most_figures, "batch_figures": batch_figures}
    connection.execute(query("report_places"), bounds)
    connection.execute(INDICATOR_PLACES)


def reports(connection: Any) -> Iterator[tuple[str, str]]:
    """An answer for each report of the site; no batch of them reads a large collection again."""
    copy_rows(connection, "report_places")
    for batch in batches_of("report_places", connection):
        connection.execute(BATCH_REPORTS, {"batch": batch})
        yield from by_place("reports", connection)
    for copy in COPIES:
        connection.execute(f"drop table {copy}")


def copy_rows(connection: Any, chosen: str) -> None:
    """Copy the rows of the reports of a table, for the query about reports."""
    for copy, table in COPIES.items():
        rows = f"select * from {table} semi join {chosen} using (report_id)"
        connection.execute(f"create or replace temp table {copy} as {rows}")


def triangles(connection: Any, batch_figures: int) -> Iterator[tuple[str, str]]:
    """What each report gave as the level or the plan of a period, an answer an indicator."""
    connection.execute(query("triangle_cells"), {"batch_figures": batch_figures})
    for batch in batches_of("triangle_cells", connection):
        yield from by_place("triangles", connection, {"batch": batch})


def batches_of(table: str, connection: Any) -> list[int]:
    """The batches of a table, in order."""
    found = connection.execute(f"select distinct batch from {table} order by batch")
    return [batch for (batch,) in found.fetchall()]


def create_views(connection: Any) -> None:
    """Create the views that several queries share: intervals of rates, and of shares of plans."""
    for name in ("rate_intervals", "plan_shares"):
        connection.execute(query(name))


def by_place(
    name: str, connection: Any, bounds: dict[str, int] | None = None
) -> Iterator[tuple[str, str]]:
    """The answers of a query whose rows are a place and an answer."""
    found = connection.execute(query(name), bounds or {})
    while row := found.fetchone():
        yield f"{name}/{row[0]}", row[1]


def query(name: str) -> str:
    """A query of the folder `queries`."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
