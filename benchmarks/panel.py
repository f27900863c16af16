"""A national panel as a seeds folder: reports of many offices over years, with misprints.

Every territory prints a report each quarter, for the year to date: the levels of totals and parts,
their completion of the year's plan, their growth on the year before. All reports come from the same
true values, so a base is the level of the year before; the offices compute percentages from true
values and round half up. Some figures are then misprinted. A key states for each the original
number, and whether a sound check of its report can find it.
"""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray
from support.random_collections import Table, write_seeds

from benchmarks.collection import (
    PRINTED,
    PRINTED_IN,
    component_names,
    create_words,
    identity_rows,
    indicators_of,
    reference_tables,
)
from benchmarks.edits import Edit, Row, edits
from benchmarks.exact import Exact, Tables
from benchmarks.misprints import fate_of
from benchmarks.offices import OFFICES, print_groups
from benchmarks.rounding import Integers
from benchmarks.shapes import Shape, plain
from benchmarks.truth import QUARTERS, draw_series
from doichieu.base.sql import quoted
from doichieu.inputs.schema import FIGURES

SHAPES = (
    Shape("pair", 0, "ab", (plain("t", "ab"),), components=12),
    Shape("three", 0, "abc", (plain("t", "abc"),), components=3),
    Shape("four", 0, "abcd", (plain("t", "abcd"),), components=2),
    Shape("five", 0, "abcde", (plain("t", "abcde"),)),
    Shape("six", 0, "abcdef", (plain("t", "abcdef"),)),
    Shape("nested", 0, "abc", (plain("m", "ab"), plain("t", "mc")), holes=0.05),
)
MEASURED = 3  # level, share of the plan, growth
PROVINCES = 63
MOST_YEARS = 10
FIRST_YEAR = 2012
PERIOD_FORMS = ("{year}-Q1", "{year}-H1", "{year}-9M", "{year}")
# The figures drawn at a time, so that memory does not grow with the panel.
CHUNK = 250_000
# Offices that print true values over true plans, rounded half up; one in seven in English format.
VIETNAMESE, ENGLISH = (
    next(
        place
        for place, office in enumerate(OFFICES)
        if (office.practice, office.rounding, office.number_format)
        == ("true_over_true", "half_up", number_format)
    )
    for number_format in ("vi", "en")
)
KEY = "misprints.csv"

NUMBERED = f"""
    create or replace table figures as
    with

    named as (

        select
            *
            replace (measures[measure + 1] as measure),
            group_marks[office + 1] as group_mark,
            decimal_marks[office + 1] as decimal_mark,
            indicators[indicator + 1] as indicator_id,
            units[indicator + 1] as unit_id
        from drawn, words

    )

    select
        place,
        report,
        figure_no,
        indicator_id,
        measure,
        {PRINTED} as printed,
        {PRINTED_IN} as unit_id
    from named
"""

HEADER = ",".join(name for name in FIGURES.columns if name not in FIGURES.optional)
# Quote fields that contain a comma.
LINES = """
    select
        report_id,
        string_agg(
            report_id || ',' || figure_no || ',' || indicator_id || ',,,' || measure || ','
            || if(contains(printed, ','), '"' || printed || '"', printed) || ',' || unit_id
            || ',,,,',
            chr(10) order by figure_no
        )
    from figures
    inner join reports using (report)
    group by report_id
    order by report_id
"""

ROWS = """
    copy (
        select
            report_id,
            cast(figure_no as varchar) as figure_no,
            indicator_id,
            '' as territory_id,
            '' as period_id,
            measure,
            printed,
            unit_id,
            '' as qualifier,
            '' as basis,
            '' as place,
            '' as note
        from figures
        inner join reports using (report)
        where report = $report
        order by figure_no
    ) to {path} (format parquet)
"""


@dataclass(frozen=True)
class Misprint:
    """One figure of a planted edit; the two figures of a swap share one number.

    `is_findable`: whether an exact oracle proves that no honest office could have printed this
    group; reports of other periods are not considered.
    """

    misprint_no: int
    edit: str
    report_id: str
    figure_no: int
    indicator_id: str
    component: str
    measure: str
    printed: str
    misprinted_measure: str
    misprinted: str
    is_findable: bool


@dataclass(frozen=True)
class Extent:
    """The number of reports, territories and years of a panel."""

    reports: int
    territories: int
    years: int

    @classmethod
    def holding(cls, figures: int) -> "Extent":
        """A panel of about this number of figures: it grows by provinces, then years, then
        districts."""
        reports = max(round(figures / figures_a_report()), 1)
        if reports <= PROVINCES:
            return cls(reports, reports, 1)
        periods = min(math.ceil(reports / PROVINCES), MOST_YEARS * QUARTERS)
        return cls(reports, math.ceil(reports / periods), math.ceil(periods / QUARTERS))

    def report(self, territory: Integers, period: Integers) -> Integers:
        """The number of a report: reports are numbered period by period."""
        return period * self.territories + territory

    def periods(self) -> list[str]:
        """Every period, in order of time."""
        return [
            form.format(year=FIRST_YEAR + year)
            for year in range(self.years)
            for form in PERIOD_FORMS
        ]

    def report_rows(self) -> Table:
        """The rows of reports.csv, in the order of their numbers."""
        periods = self.periods()
        found = []
        for number in range(self.reports):
            period, territory = divmod(number, self.territories)
            place = territory_id(territory)
            found.append(
                {
                    "report_id": f"{place}-{periods[period].lower()}",
                    "territory_id": place,
                    "period_id": periods[period],
                    "number_format": OFFICES[int(office_of(np.array(territory)))].number_format,
                }
            )
        return found

    def territory_rows(self) -> Table:
        """The rows of territories.csv: provinces contain districts."""
        return [
            {
                "territory_id": territory_id(number),
                "level": "province" if number < PROVINCES else "district",
                "parent_id": territory_id(number % PROVINCES) if number >= PROVINCES else "",
            }
            for number in range(self.territories)
        ]


def figures_a_report() -> float:
    """The expected number of figures in a report, without those not printed."""
    return sum(
        shape.components * len(shape.members) * MEASURED * (1 - shape.holes) for shape in SHAPES
    )


def territory_id(number: int) -> str:
    """The id of a province, or of a district, with the number of its province."""
    district, province = divmod(number, PROVINCES)
    name = f"province-{province + 1:02}"
    return f"{name}-district-{district:02}" if district else name


def office_of(territory: Integers) -> Integers:
    """The office of a territory, as an index in OFFICES."""
    return np.where(territory % 7 == 6, ENGLISH, VIETNAMESE)


def run(figures: int, seed: int, rate: float, form: str, folder: Path) -> int:
    """Write the panel and print its size; return 2 when the folder is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"{folder}: there is something already. Name a new folder with --out.")
        return 2
    written, misprints = write_panel(figures, seed, rate, form, folder)
    planted = len({one.misprint_no for one in misprints})
    findable = len({one.misprint_no for one in misprints if one.is_findable})
    print(
        f"written: {folder}, {written:,} figures with {planted:,} misprints, of which a sound "
        f"check can find {findable:,} ({folder / KEY})"
    )
    return 0


def write_panel(
    figures: int, seed: int, rate: float, form: str, folder: Path
) -> tuple[int, list[Misprint]]:
    """Write a panel of about this number of figures; see `write_extent`."""
    return write_extent(Extent.holding(figures), seed, rate, form, folder)


def write_extent(
    extent: Extent, seed: int, rate: float, form: str, folder: Path
) -> tuple[int, list[Misprint]]:
    """Write the seeds folder and its key; returns the number of figures, and the key.

    `rate` is the share of misprinted figures, `form` csv or parquet.
    """
    reports = extent.report_rows()
    write_seeds(folder, reference_tables(SHAPES, reports, extent.territory_rows()))
    (folder / "figures").mkdir()
    chunk = max(1, int(CHUNK / (extent.years * QUARTERS * figures_a_report())))
    written = 0
    misprints: list[Misprint] = []
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        # One thread: equal seeds give equal bytes.
        connection.execute("set threads = 1")
        name_words(connection, reports)
        for first in range(0, extent.territories, chunk):
            territories = np.arange(first, min(first + chunk, extent.territories))
            rng = np.random.default_rng([seed, first])
            table = draw_chunk(extent, territories, rng)
            connection.register("drawn", table)
            connection.execute(NUMBERED)
            before = misprints[-1].misprint_no if misprints else 0
            misprints += plant(connection, table, reports, rate, rng, before)
            write_files(connection, form, folder / "figures")
            written += len(table["report"])
    write_key(folder / KEY, misprints)
    return written, misprints


def name_words(connection: duckdb.DuckDBPyConnection, reports: Table) -> None:
    """Create the table of names for the numbers of a chunk."""
    create_words(connection, indicators_of(SHAPES))
    connection.execute(
        "create table reports as select unnest($ids) as report_id, "
        "unnest(range(len($ids))) as report",
        {"ids": [row["report_id"] for row in reports]},
    )


def draw_chunk(
    extent: Extent, territories: Integers, rng: np.random.Generator
) -> dict[str, NDArray[Any]]:
    """Draw the figures of some territories in all periods, in reading order of each report."""
    periods = extent.years * QUARTERS
    columns: dict[str, list[NDArray[Any]]] = {}
    first_indicator, component = 0, 0
    for shape in SHAPES:
        for _ in component_names(shape):
            truth = draw_series(shape, len(territories), extent.years, rng)
            territory = np.repeat(territories, periods)
            period = np.tile(np.arange(periods), len(territories))
            printed = print_groups(truth, office_of(territory), rng)
            report = extent.report(territory, period)[printed.group]
            found = {
                "report": report,
                "office": office_of(territory)[printed.group],
                "component": np.full(len(report), component),
                "indicator": first_indicator + printed.member.astype(np.int64),
                "measure": printed.measure.astype(np.int64),
                "number": printed.number,
                "decimals": printed.decimals,
            }
            is_printed = report < extent.reports  # not all print the last period
            for name, values in found.items():
                columns.setdefault(name, []).append(values[is_printed])
            first_indicator += len(shape.members)
            component += 1
    table = {name: np.concatenate(values) for name, values in columns.items()}
    order = np.lexsort([table[name] for name in ("measure", "indicator", "report")])
    table = {name: values[order] for name, values in table.items()}
    table["place"] = np.arange(len(order))
    table["figure_no"] = (
        table["place"] - np.searchsorted(table["report"], table["report"], side="left") + 1
    )
    return table


# ----- misprints ---------------------------------------------------------------------------


def plant(
    connection: duckdb.DuckDBPyConnection,
    table: Mapping[str, NDArray[Any]],
    reports: Table,
    rate: float,
    rng: np.random.Generator,
    before: int,
) -> list[Misprint]:
    """Plant edits in the figures of a chunk, at most one a group; returns their key.

    `before` is the number of the last edit of the earlier chunks.
    """
    groups = table["report"] * len(component_tables()) + table["component"]
    # Indicators are numbered component by component, so the rows of a group are contiguous.
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    sizes = np.diff(starts, append=len(groups))
    chosen = np.flatnonzero(rng.random(len(starts)) < rate * sizes)
    found: list[Misprint] = []
    for number, (report, component, rows) in enumerate(
        rows_of(connection, table, starts[chosen], sizes[chosen]), start=before + 1
    ):
        number_format = reports[report]["number_format"]
        edit = choose(rows, number_format, rng)
        name, tables = component_tables()[component]
        is_findable = Exact(tables, number_format).is_flaggable(edit.applied(rows))
        original = {row["figure_no"]: row for row in rows}
        for row in edit.rows:
            true = original[row["figure_no"]]
            found.append(
                Misprint(
                    number,
                    edit.operator,
                    reports[report]["report_id"],
                    int(row["figure_no"]),
                    row["indicator_id"],
                    name,
                    true["measure"],
                    true["printed"],
                    row["measure"],
                    row["printed"],
                    is_findable,
                )
            )
    if found:
        print_edits(connection, found)
    return found


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    table: Mapping[str, NDArray[Any]],
    starts: Integers,
    sizes: Integers,
) -> Iterator[tuple[int, int, list[Row]]]:
    """The report, the component and the figures of each group that starts at a given row."""
    places = np.concatenate(
        [np.arange(s, s + n) for s, n in zip(starts, sizes, strict=True)] or [[]]
    )
    connection.register("chosen", {"place": places.astype(np.int64)})
    rows = connection.execute(
        "select place, cast(figure_no as varchar), indicator_id, measure, printed, unit_id "
        "from figures semi join chosen using (place) order by place"
    ).fetchall()
    columns = ("figure_no", "indicator_id", "measure", "printed", "unit_id")
    for (report, component), group in groupby(
        rows, lambda row: (int(table["report"][row[0]]), int(table["component"][row[0]]))
    ):
        yield (
            report,
            component,
            [
                {**dict(zip(columns, row[1:], strict=True)), "qualifier": "", "basis": ""}
                for row in group
            ],
        )


def choose(rows: Sequence[Row], number_format: str, rng: np.random.Generator) -> Edit:
    """Choose an edit that changes a number: first its kind, so that no kind is rare."""
    kinds: dict[str, list[Edit]] = {}
    for edit in edits(rows, number_format):
        kinds.setdefault(edit.operator, []).append(edit)
    original = {row["figure_no"]: row for row in rows}
    while True:
        some = kinds[sorted(kinds)[rng.integers(len(kinds))]]
        edit = some[rng.integers(len(some))]
        if fate_of(edit, original, number_format) == "judged":
            return edit


def print_edits(connection: duckdb.DuckDBPyConnection, misprints: Sequence[Misprint]) -> None:
    """Write the edited numbers into the figures."""
    connection.execute(
        "update figures set measure = edit.measure, printed = edit.printed "
        "from ("
        "select unnest($ids) as report_id, unnest($numbers) as figure_no, "
        "unnest($measures) as measure, unnest($misprinted) as printed"
        ") as edit inner join reports using (report_id) "
        "where figures.report = reports.report and figures.figure_no = edit.figure_no",
        {
            "ids": [one.report_id for one in misprints],
            "numbers": [one.figure_no for one in misprints],
            "measures": [one.misprinted_measure for one in misprints],
            "misprinted": [one.misprinted for one in misprints],
        },
    )


@cache
def component_tables() -> list[tuple[str, Tables]]:
    """Every component with the reference tables that the oracle needs."""
    every = reference_tables(SHAPES, [], [])
    found = []
    for shape in SHAPES:
        for component in component_names(shape):
            identities = {name for name, *_ in identity_rows(shape)}
            tables: dict[str, Any] = {
                **every,
                "identities": [
                    row
                    for row in every["identities"]
                    if row["identity_id"] in identities
                    and row["identity_id"].startswith(f"{component}_")
                ],
            }
            found.append((component, tables))
    return found


# ----- files -------------------------------------------------------------------------------


def write_files(connection: duckdb.DuckDBPyConnection, form: str, folder: Path) -> None:
    """One file of figures for each report of the chunk."""
    if form == "csv":
        result = connection.execute(LINES)
        while row := result.fetchone():
            text = f"{HEADER}\n{row[1]}\n"
            (folder / f"{row[0]}.csv").write_text(text, encoding="utf-8")
        return
    found = connection.execute(
        "select report, report_id from reports semi join figures using (report) order by report"
    ).fetchall()
    for report, name in found:
        connection.execute(ROWS.format(path=quoted(folder / f"{name}.parquet")), {"report": report})


def write_key(path: Path, misprints: Sequence[Misprint]) -> None:
    """The key, a row for each figure that an edit changed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Misprint)])
        writer.writerows(
            [str(value).lower() if isinstance(value, bool) else value for value in astuple(one)]
            for one in misprints
        )
