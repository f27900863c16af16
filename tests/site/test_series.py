"""Series over time: what their data files, lines, marks, downloads and embedded charts contain."""

import math
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode
from xml.etree import ElementTree

import pytest
from support.chart_files import SAVE, SVG, number_of, open_frame, saved, snippet, table_of
from support.running import once
from support.site_folders import BuiltSite, small_site
from support.small_collections import SmallCollection
from support.window import Window

from doichieu.commands.serve import make_server
from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.words import LANGUAGES, say

KINDS = ("cumulative", "year", "quarter", "month", "half", "date", "years")
NUMBERS = ("level", "plan_pct", "growth_pct")
# From the worst, as a number has the status of the worst of its figures.
STATUSES = ["contradicted", "suspect", "unverifiable", "confirmed"]
# What the warehouse has for each row of a data file.
OBSERVATIONS = """
select
    observations.report_id, observations.territory_id, observations.period_id,
    observations.indicator_id, observations.basis, plans.status,
    observations.level, observations.level_half_lower, observations.level_half_upper,
    plans.plan_pct, 100 * completion_half_lower as plan_pct_half_lower,
    100 * completion_half_upper as plan_pct_half_upper,
    growth.growth_pct, 100 * growth_half_lower - 100 as growth_pct_half_lower,
    100 * growth_half_upper - 100 as growth_pct_half_upper
from intermediate.int_observations as observations
left join marts.plan_completion as plans
    using (report_id, territory_id, period_id, indicator_id, basis)
left join marts.growth using (report_id, territory_id, period_id, indicator_id, basis)
"""
KEYS = ("report_id", "territory_id", "period_id", "indicator_id", "basis")


def unpacked(site: BuiltSite) -> dict[tuple[str, ...], dict[str, Any]]:
    """The rows of every file of an indicator, by their keys."""
    reports = [report["id"] for report in site.data("index")["reports"]]
    rows = {}
    for place, _ in enumerate(site.data("index")["indicators"], start=1):
        data = site.data(f"indicators/{place}")
        for row, report in enumerate(data["report"]):
            key = (
                reports[report - 1],
                data["territories"][data["territory"][row]],
                data["periods"][data["period"][row]],
                data["id"],
                data["bases"][data["basis"][row]],
            )
            assert key not in rows
            pace = data["pace"][row]
            rows[key] = {"status": None if pace is None else data["paces"][pace]}
            for name in NUMBERS:
                rows[key][name] = {column: found[row] for column, found in data[name].items()}
    return rows


@pytest.mark.parametrize("name", ["shipped", "many", "provinces"])
def test_a_data_file_has_the_numbers_of_the_warehouse(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    rows = unpacked(site)
    figures = {
        (row["report_id"], row["figure_no"]): row
        for row in site.rows("select * from marts.figures")
    }
    expected = site.rows(OBSERVATIONS)
    assert len(expected) == len(rows)
    for observation in expected:
        row = rows[tuple(observation[key] for key in KEYS)]
        assert row["status"] == observation["status"]
        for number in NUMBERS:
            found = row[number]
            assert found["value"] == observation[number]
            for end in ("lower", "upper"):
                interval = observation[f"{number}_half_{end}"]
                assert interval is None or math.isclose(found[end], interval, abs_tol=1e-11)
            if found["value"] is None:
                continue
            sources = [figures[observation["report_id"], no] for no in found["figures"]]
            assert sources
            assert [source["printed"] for source in sources] == found["printed"]
            worst = min(STATUSES.index(source["check_status"]) for source in sources)
            assert found["status"] == worst


def ends(*quotients: tuple[str, str]) -> tuple[float, float]:
    """The least and the greatest of some quotients, in percent."""
    found = [100 * Fraction(one) / Fraction(other) for one, other in quotients]
    return float(min(found)), float(max(found))


def test_a_rate_that_is_not_printed_has_the_interval_of_its_levels(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report(
        "report",
        [
            *("of_plan level 690.5", "of_plan plan_level 1340"),
            *("of_base level 690.5", "of_base prior_level 610.2"),
            *("of_change level 100.0", "of_change decrease_by 10.0"),
            *("of_both prior_level 80.0", "of_both increase_by 4.0"),
            *("printed level 690.5", "printed prior_level 610.2", "printed increase_pct 13.2"),
            *("open level 5", "open prior_level 0.4", "open plan_level 0"),
        ],
    )
    site = small_site(compiled_models, tmp_path, collection)
    found = {key[3]: row for key, row in unpacked(site).items()}

    def interval(indicator: str, number: str) -> tuple[float, float]:
        return found[indicator][number]["lower"], found[indicator][number]["upper"]

    def growth(*quotients: tuple[str, str]) -> Any:
        return pytest.approx([end - 100 for end in ends(*quotients)], abs=1e-10)

    of_plan = ends(("690.45", "1340.5"), ("690.55", "1339.5"))
    assert interval("of_plan", "plan_pct") == pytest.approx(of_plan, abs=1e-10)
    assert found["of_plan"]["plan_pct"]["printed"] == ["690.5", "1340"]
    assert interval("of_base", "growth_pct") == growth(("690.45", "610.25"), ("690.55", "610.15"))
    of_change = [("99.95", "109.9"), ("99.95", "110.0"), ("100.05", "110.0"), ("100.05", "110.1")]
    assert interval("of_change", "growth_pct") == growth(*of_change)
    of_both = [("83.90", "79.95"), ("84.00", "79.95"), ("84.00", "80.05"), ("84.10", "80.05")]
    assert interval("of_both", "growth_pct") == growth(*of_both)
    assert interval("printed", "growth_pct") == (13.15, 13.25)
    assert interval("open", "plan_pct") == (None, None)
    assert interval("open", "growth_pct") == growth(("4.5", "0.45"), ("5.5", "0.35"))


# ----- lines -------------------------------------------------------------------------------

# Records every chart of the views that follow, with what it draws at a width in pixels.
RECORD = """
window.given = [];
const [chart, drawn] = [doichieu.chart, doichieu.seriesChart];
doichieu.chart = (title, key, table, spec, file) => {
  doichieu.seriesChart = (data) => {
    given.push({ title, key, file, ...data });
    return drawn(data);
  };
  if (table.id === 'time-table') spec(window.givenWidth);
  doichieu.seriesChart = drawn;
  return chart(title, key, table, spec, file);
};
"""
SHOW = """
given.length = 0;
window.givenWidth = arguments[1];
history.replaceState(null, '', arguments[0]);
delete document.documentElement.dataset.ready;
doichieu.refresh();
"""


@dataclass(frozen=True)
class Point:
    """A point of a chart, by the figure that it leads to."""

    report: str
    territory: str
    period: str
    basis: str
    point: dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """What a chart draws."""

    given: dict[str, Any]

    @property
    def points(self) -> list[Point]:
        """The points that are figures of their own."""
        found = []
        for point in self.given["points"]:
            if point["leads"]:
                address = parse_qs(point["leads"].removeprefix("#"))["value"][0]
                keys = [unquote(key) for key in address.split("/")] + [""]
                _, report, territory, period, _, basis = keys[:6]
                found.append(Point(report, territory, period, basis, point))
        return found

    @property
    def lines(self) -> list[list[str]]:
        """The periods that each line joins."""
        lines: dict[str, list[str]] = {}
        for one in self.points:
            lines.setdefault(one.point["line"], []).append(one.period)
        return list(lines.values())


def charts(
    browser: Window, site: BuiltSite, language: str = "en", width: int = 1200, **state: str
) -> dict[str, Chart]:
    """The charts of a series, by their names in the address."""
    shown = "return [location.pathname, typeof given, document.documentElement.lang]"
    if browser.run(shown) != [str(site.folder / "index.html"), "object", language]:
        browser.open(site, language, view="indicator")
        browser.run(RECORD)
    browser.run(SHOW, f"#{urlencode({'view': 'indicator'} | state)}", width)
    browser.until("return document.documentElement.dataset.ready !== undefined")
    given = browser.run("return given")
    return {one["file"]["embed"]["chart"]: Chart(one) for one in given}


@pytest.fixture(scope="session")
def gaps(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The site of one place with every kind of period, where some periods are missing."""

    def build(folder: Path) -> None:
        collection = SmallCollection()
        collection.indicator("output", kind="flow")
        collection.indicator("debt", kind="stock")
        for place, period in enumerate(period for line in LINES for period in line):
            figures = [f"output level {100 + place}", f"output plan_pct {40 + place % 50}.5"]
            figures.append(f"output increase_pct {place % 9}.25")
            if re.fullmatch(r"\d{4}-\d\d", period):
                figures.append("output increase_pct 1.5 basis=previous_month")
            if period == "2019" or period == "2020":
                figures.append(f"output plan_pct {90 + place % 5}.5 basis=central")
            if re.fullmatch(r"\d{4}-\d\d-\d\d", period):
                figures = [f"debt level {100 + place}.5"]
            collection.report(f"report-{place}", figures, period=period)
        small_site(compiled_models, folder, collection)

    return BuiltSite.of(once(shared / "gaps", build))


CUMULATIVE = [
    ["2019-Q1", "2019-H1", "2019-9M", "2019"],
    ["2020-Q1", "2020-H1"],
    ["2020"],
    # One distance alone does not show what is published: it is quarterly here.
    ["2021-H1"],
    ["2021"],
    ["2022-1M", "2022-2M", "2022-Q1", "2022-4M"],
    ["2022-H1", "2022-7M", "2022-8M", "2022-9M", "2022-10M", "2022-11M", "2022"],
]
OTHERS = [
    ["2016"],
    ["2021-02", "2021-03"],
    ["2021-05", "2021-06"],
    ["2021-Q2"],
    ["2021-Q4"],
    ["2020-H2"],
    ["2021-H2"],
    ["2016..2020"],
    ["2021..2025"],
]
DATES = [
    ["2021-03-31", "2021-06-30"],
    ["2021-12-31", "2022-03-31", "2022-06-30"],
]
LINES = [*CUMULATIVE, *OTHERS, *DATES]
# What the lines of each other kind join.
OF_KINDS = {
    "year": [["2016"], ["2019", "2020", "2021", "2022"]],
    "quarter": [["2019-Q1"], ["2020-Q1"], ["2021-Q2"], ["2021-Q4", "2022-Q1"]],
    "month": [["2021-02", "2021-03"], ["2021-05", "2021-06"], ["2022-1M"]],
    "half": [["2019-H1"], ["2020-H1", "2020-H2", "2021-H1", "2021-H2", "2022-H1"]],
    "years": [["2016..2020"], ["2021..2025"]],
    "since_3": [["2019-Q1", "2020-Q1"], ["2022-Q1"]],
    "since_6": [["2019-H1", "2020-H1", "2021-H1", "2022-H1"]],
    "since_9": [["2019-9M"], ["2022-9M"]],
}


def test_a_line_joins_periods_of_one_kind_and_breaks_at_a_gap(
    browser: Window, gaps: BuiltSite
) -> None:
    # A line that leads back to January restarts each year, though December and January are near.
    shown = charts(browser, gaps, indicator="output", kind="cumulative")
    assert shown["level"].lines == [*[["2016"]], *CUMULATIVE]
    for kind, lines in OF_KINDS.items():
        shown = charts(browser, gaps, indicator="output", kind=kind)
        assert shown["level"].lines == lines, kind
    shown = charts(browser, gaps, indicator="debt")
    assert shown["level"].lines == DATES
    assert browser.texts("#view .choices select") == ["debtoutput"], "dates are the only kind"
    browser.open(gaps, view="indicator", indicator="output")
    offered = browser.run(
        "const [, kinds] = document.querySelectorAll('#view .choices select');"
        "return [...kinds.options].map((one) => one.value)"
    )
    assert offered == ["cumulative", *OF_KINDS]


def is_of(kind: str, starts: date, ends: date) -> bool:
    """Whether the days of a period are of a kind."""
    if starts == ends:
        return kind == "date"
    months = 12 * (ends.year - starts.year) + ends.month - starts.month + 1
    if kind == "years":
        return months > 12
    is_whole = starts.day == 1 and (ends + timedelta(1)).day == 1
    from_january = starts.month == 1 and starts.day == 1 and months <= 12
    if kind == "cumulative":
        return from_january
    if kind.startswith("since_"):
        return from_january and is_whole and months == int(kind[6:])
    of_months = {"year": (12, 1), "half": (6, 7), "quarter": (3, 10), "month": (1, 12)}
    length, last_start = of_months[kind]
    starts_there = (starts.month - 1) % length == 0 and starts.month <= last_start
    return is_whole and months == length and starts_there


@pytest.mark.parametrize("name", ["many", "provinces"])
def test_no_line_joins_two_kinds_of_periods_places_or_bases(
    browser: Window, name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    days = {
        row["period_id"]: (row["start_date"], row["end_date"])
        for row in site.rows("select period_id, start_date, end_date from staging.stg_periods")
    }
    areas = {one["id"]: one["area"] for one in site.data("index")["territories"]}
    kinds: set[str] = set()
    joined = 0
    for indicator in site.data("index")["indicators"][:3]:
        charts(browser, site, indicator=indicator["id"])
        offered = browser.run(
            "return [...document.querySelectorAll('#view .choices option')].map((one) => one.value)"
        )
        for kind in [one for one in offered if one in KINDS or one.startswith("since_")]:
            kinds.add(kind)
            for chart in charts(browser, site, indicator=indicator["id"], kind=kind).values():
                lines: dict[str, list[Point]] = {}
                for one in chart.points:
                    assert is_of(kind, *days[one.period]), (kind, one.period)
                    lines.setdefault(one.point["line"], []).append(one)
                for line in lines.values():
                    ends = [days[one.period][1] for one in line]
                    assert ends == sorted(set(ends))
                    assert len({areas[one.territory] for one in line}) == 1
                    assert kind != "cumulative" or len({end.year for end in ends}) == 1
                    joined += len(line) > 1
                is_level = chart.given["file"]["embed"]["chart"] == "level"
                assert is_level or len({one.basis for one in chart.points}) == 1
    assert joined > 1 and len(kinds) > 1, kinds


def test_growth_and_plans_of_different_bases_are_charts_of_their_own(
    browser: Window, gaps: BuiltSite
) -> None:
    shown = charts(browser, gaps, indicator="output", kind="month")
    (unit,) = (unit["en"] for unit in gaps.data("index")["units"] if unit["id"] == "tonne")
    assert {name: chart.given["title"] for name, chart in shown.items()} == {
        "level": f"Level, {unit}",
        "plan_pct": "Share of the plan achieved, %",
        "growth_pct": "Growth on the same period last year, %",
        "growth_pct/previous_month": "Growth on the previous month, %",
    }
    for name, chart in shown.items():
        bases = {one.basis for one in chart.points}
        assert name == "level" or bases == {name.partition("/")[2]}
    shown = charts(browser, gaps, indicator="output", kind="year")
    assert shown["plan_pct/central"].lines == [["2019", "2020"]]
    assert shown["plan_pct/central"].given["title"] == "Share of the plan achieved, %: central plan"
    assert shown["plan_pct"].lines == OF_KINDS["year"]


def test_the_share_of_the_year_is_beside_the_share_of_the_plan(
    browser: Window, gaps: BuiltSite
) -> None:
    of_periods = {
        row["period_id"]: row["elapsed_pct"]
        for row in gaps.rows("select period_id, elapsed_pct from staging.stg_periods")
    }
    shown = charts(browser, gaps, indicator="output", kind="cumulative")
    elapsed = {one["at"]: one for one in shown["plan_pct"].given["elapsed"]}
    assert elapsed and not shown["level"].given["elapsed"]
    for one in shown["plan_pct"].points:
        beside = elapsed[one.point["at"]]
        assert beside["elapsed"] == of_periods[one.period]
        assert beside["line"] == int(one.period[:4])
    # A single month is not counted from January: its share of the plan has no pace.
    shown = charts(browser, gaps, indicator="output", kind="month")
    assert shown["plan_pct"].points and not shown["plan_pct"].given["elapsed"]


# ----- the numbers of the lines ------------------------------------------------------------

SHOWN = """
with

numbers as (

    select observations.*, plans.plan_pct, growth.growth_pct
    from intermediate.int_observations as observations
    left join marts.plan_completion as plans
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join marts.growth using (report_id, territory_id, period_id, indicator_id, basis)

),

areas as (select distinct territory_id, comparable_id from intermediate.int_claims)

select
    numbers.*, areas.comparable_id, periods.start_date, periods.end_date,
    concat_ws(
        ' ', cast(of_report.end_date as date), coalesce(reports.published, '~'), reports.report_id
    ) as report_order
from numbers
inner join areas on numbers.territory_id = areas.territory_id
inner join staging.stg_periods as periods on numbers.period_id = periods.period_id
inner join reference.reports as reports on numbers.report_id = reports.report_id
inner join staging.stg_periods as of_report on reports.period_id = of_report.period_id
where indicator_id = '{indicator}' and comparable_id in ({places}) and {number} is not null
order by report_order
"""
ENDS = {"level": "level_half", "plan_pct": "completion_half", "growth_pct": "growth_half"}


def of_warehouse(site: BuiltSite, indicator: str, number: str, *places: str) -> list[Any]:
    """The rows of a number in the reports of a site, in the order of their publication."""
    held = {report["id"] for report in site.data("index")["reports"]}
    query = SHOWN.format(indicator=indicator, number=number, places=", ".join(map(repr, places)))
    rows = [row for row in site.rows(query) if row["report_id"] in held]
    for row in rows:
        lower, upper = (row[f"{ENDS[number]}_{end}"] for end in ("lower", "upper"))
        shift = {"level": lambda end: end, "plan_pct": lambda end: 100 * end}.get(
            number, lambda end: 100 * end - 100
        )
        row["interval"] = None if lower is None else (shift(lower), shift(upper))
    return rows


@pytest.mark.parametrize("vintage", ["latest", "first"])
def test_points_are_the_figures_of_a_vintage_with_their_intervals(
    browser: Window, large: BuiltSite, vintage: str
) -> None:
    places = ["lang-son-2025", "cao-bang-2025", "bac-ninh", "bac-ninh-2025"]
    state = {"indicator": "retail_sales", "territory": "/".join(places), "vintage": vintage}
    shown = charts(browser, large, kind="cumulative", **state)
    for number in NUMBERS:
        expected = {}
        for row in of_warehouse(large, "retail_sales", number, *places):
            key = (row["comparable_id"], row["start_date"], row["end_date"])
            if vintage == "latest" or key not in expected:
                expected[key] = row
        points = shown[number].points
        found = {(one.report, one.territory, one.period): one.point for one in points}
        assert len(found) == len(points) == len(expected) > 100
        for row in expected.values():
            point = found[row["report_id"], row["territory_id"], row["period_id"]]
            assert point["value"] == row[number]
            assert (point["lower"], point["upper"]) == pytest.approx(row["interval"], abs=1e-11)
        assert len({one.point["series"] for one in points}) == len(places)


def test_first_and_latest_vintage_are_two_lines(browser: Window, large: BuiltSite) -> None:
    rows = of_warehouse(large, "retail_sales", "level", "cao-bang-2025")
    by_period: dict[str, list[float]] = {}
    for row in rows:
        by_period.setdefault(row["period_id"], []).append(row["level"])
    state = {"indicator": "retail_sales", "territory": "cao-bang-2025", "kind": "cumulative"}
    shown = charts(browser, large, **state)["level"]
    latest = {one.period: one.point for one in shown.points if not one.point["is_first"]}
    first = {one.period: one.point for one in shown.points if one.point["is_first"]}
    assert {period: point["value"] for period, point in latest.items()} == {
        period: levels[-1] for period, levels in by_period.items()
    }
    # A figure that was not revised is marked once.
    revised = {period: levels[0] for period, levels in by_period.items() if levels[0] != levels[-1]}
    assert {period: point["value"] for period, point in first.items()} == revised
    assert len(revised) > 50
    lines = {one["line"].split("/")[1] for one in shown.given["points"]}
    assert lines == {"first", "latest"}
    assert say("en", "series.key_first") in shown.given["key"]
    # The choice is in the address.
    browser.run(
        "const choice = [...document.querySelectorAll('#view .choices select')]"
        ".find((one) => [...one.options].some((option) => option.value === 'both'));"
        "choice.value = 'first'; choice.dispatchEvent(new Event('change'))"
    )
    browser.until("return /vintage=first/.test(location.hash)")


def test_figures_with_a_remark_say_so_in_shape_colour_and_words(
    browser: Window, large: BuiltSite
) -> None:
    wrong = large.rows(
        "select report_id, territory_id from marts.figures where indicator_id = 'exports'"
        " and measure = 'level' and check_status = 'contradicted' order by all"
    )
    held = {report["id"] for report in large.data("index")["reports"]}
    places = sorted({row["territory_id"] for row in wrong if row["report_id"] in held})[:2]
    state = {"indicator": "exports", "territory": "/".join(places), "kind": "cumulative"}
    shown = charts(browser, large, **state)["level"]
    marked = {one.report: one.point for one in shown.points if one.point["mark"] != "none"}
    expected = {row["report_id"] for row in wrong if row["report_id"] in held}
    assert {report for report in expected if report.rsplit("-20", 1)[0] in places} <= set(marked)
    assert set(marked) <= expected and marked
    assert all("contradicted" in point["sentence"] for point in marked.values())
    assert "▼" in shown.given["key"] and "◆" not in shown.given["key"]
    browser.draw_all()
    colour = browser.run(
        "return getComputedStyle(document.documentElement).getPropertyValue('--bad').trim()"
    )
    drawn = browser.run(
        "const [chart] = document.querySelectorAll('.chart');"
        "return [...chart.querySelectorAll('[aria-label*=contradicted]')]"
        ".map((mark) => [mark.getAttribute('fill'), mark.getAttribute('d')])"
    )
    usual = browser.run(
        "return document.querySelector('.chart [aria-label*=confirmed]').getAttribute('d')"
    )
    assert len(drawn) == len(marked)
    assert all(fill == colour and shape != usual for fill, shape in drawn)


# ----- the axis ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1200, 320])
def test_an_axis_names_ends_of_periods_and_none_twice(
    browser: Window, provinces: BuiltSite, large: BuiltSite, language: str, width: int
) -> None:
    for site, kinds in ((provinces, ("cumulative", "since_9")), (large, ("cumulative", "year"))):
        for kind in kinds:
            state = {"indicator": "retail_sales", "territory": "cao-bang-2025", "kind": kind}
            for name, chart in charts(browser, site, language, width, **state).items():
                ticks = chart.given["ticks"]
                names = [tick["name"] for tick in ticks]
                assert len(names) > 1 and len(set(names)) == len(names), (kind, name)
                ends = {one.point["at"]: one.period for one in chart.points}
                assert all(tick["at"] in ends for tick in ticks)
            browser.draw_all()
            for place in range(len(browser.texts(".chart"))):
                drawn = browser.run(
                    "return [...document.querySelectorAll('.chart')[arguments[0]]"
                    ".querySelectorAll('.role-axis-label')[0].querySelectorAll('text')]"
                    ".filter((one) => one.getAttribute('opacity') !== '0')"
                    ".map((one) => one.textContent)",
                    place,
                )
                assert len(drawn) > 1 and len(set(drawn)) == len(drawn)
                form = r"(Q\d/|\d+T/)?20\d\d" if language == "vi" else r"([QH]\d |\d+M )?20\d\d"
                assert all(re.fullmatch(form, text) for text in drawn), drawn


# ----- charts as files ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_of_a_series_is_the_warehouse(
    browser: Window, provinces: BuiltSite, tmp_path: Path, language: str
) -> None:
    figures = {
        (row["report_id"], str(row["figure_no"])): row
        for row in provinces.rows("select * from marts.figures")
    }
    places = ["lang-son-2025", "cao-bang-2025"]
    state = {"indicator": "retail_sales", "territory": "/".join(places), "kind": "cumulative"}
    browser.open(provinces, language, view="indicator", **state)
    for number in NUMBERS:
        rows = table_of(saved(browser, tmp_path, number, "CSV"), language)
        expected = {
            (row["report_id"], row["period_id"]): row
            for row in of_warehouse(provinces, "retail_sales", number, *places)
        }
        assert len(rows) == len(expected) > 5
        for row in rows:
            known = expected.pop((row["report_id"], row["period_id"]))
            assert (row["territory_id"], row["basis"]) == (known["territory_id"], known["basis"])
            assert row["territory"] and row["period"] and row["indicator"]
            assert number_of(row["value"], language) == known[number]
            ends = [number_of(row[end], language) for end in ("lower", "upper")]
            assert ends == pytest.approx(known["interval"], abs=1e-11)
            # One figure each: these reports print every level and rate.
            figure = figures[row["report_id"], row["figure_no"]]
            assert (row["printed"], row["check_status"]) == (
                figure["printed"],
                figure["check_status"],
            )
            half = [figure["half_lower"], figure["half_upper"]]
            if figure["measure"] == "decrease_pct":
                half = [-figure["half_upper"], -figure["half_lower"]]
            assert ends == pytest.approx(half, abs=1e-11)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_of_a_report_is_the_warehouse(
    browser: Window, shipped: BuiltSite, tmp_path: Path, language: str
) -> None:
    browser.open(shipped, language)
    figures = {str(row["figure_no"]): row for row in shipped.rows("select * from marts.figures")}
    plans = {
        row["indicator_id"]: row for row in shipped.rows("select * from marts.plan_completion")
    }
    growth = {row["indicator_id"]: row for row in shipped.rows("select * from marts.growth")}
    found = {}
    for chart in browser.run(
        "return [...document.querySelectorAll('.downloads')].map((one) => one.dataset.chart)"
    ):
        for row in table_of(saved(browser, tmp_path, chart, "CSV"), language):
            numbers = [
                number_of(row.get(name, ""), language) for name in ("value", "lower", "upper")
            ]
            found[
                chart.partition("/")[0], row["indicator_id"], row["quantity"], row.get("side")
            ] = numbers
            printed = [figures[no]["printed"] for no in row["figure_no"].split()]
            assert row["printed"] == " | ".join(printed)
            assert printed or row["quantity"] == "elapsed"
    for indicator, plan in plans.items():
        value, *ends = found["plans", indicator, "completion", None]
        assert value == plan["plan_pct"] and ends[0] < value < ends[1]
        implied = [plan["implied_plan_lower"], plan["implied_plan_upper"]]
        assert found["plans", indicator, "implied_plan", None] == [None, *implied]
        assert found["plans", indicator, "elapsed", None] == [plan["elapsed_pct"], None, None]
    (exports,) = (row for row in figures.values() if row["printed"] == "51,49")
    assert found["plans", "exports", "completion", None] == [51.49, 51.485, 51.495]
    assert exports["half_lower"] == 51.485
    for indicator, row in growth.items():
        if row["level"] is not None and row["implied_prior_lower"] is not None:
            implied = [row["implied_prior_lower"], row["implied_prior_upper"]]
            assert found["growth", indicator, "implied_prior", None] == [None, *implied]
            assert found["growth", indicator, "growth", None][0] == row["growth_pct"]
            assert found["growth", indicator, "level", None][0] == row["level"]
    checks = shipped.rows("select * from marts.reconciliation where kind = 'sum'")
    for check in checks:
        key = ("checks", check["indicator_id"], check["quantity"])
        if (*key, "left") in found:
            assert found[(*key, "left")][1:] == [check["left_lower"], check["left_upper"]]
            assert found[(*key, "right")][1:] == [check["right_lower"], check["right_upper"]]
    assert any(key[0] == "checks" for key in found) and any(
        key[0] == "contribution" for key in found
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_saved_with_its_title_and_source_in_colours_of_paper(
    browser: Window, shipped: BuiltSite, tmp_path: Path, language: str
) -> None:
    title = shipped.data("index")["reports"][0]["title"]
    pictures = {}
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        browser.open(shipped, language)
        pictures[scheme] = saved(browser, tmp_path, "plans", "SVG")
    assert pictures["light"] == pictures["dark"]
    drawing = ElementTree.fromstring(pictures["light"])
    assert drawing.tag == f"{{{SVG}}}svg"
    texts = [element.text or "" for element in drawing.iter(f"{{{SVG}}}text")]
    assert say(language, "plans.chart") in (drawing.findtext(f"{{{SVG}}}title") or "")
    source = drawing.findtext(f"{{{SVG}}}desc") or ""
    assert title in source and "Đối chiếu" in source and shipped.folder.parent.name in source
    shown = " ".join(texts)
    # Long lines are broken between words.
    for text in (drawing.findtext(f"{{{SVG}}}title") or "", source):
        assert text in shown
    assert ("51,49 %" if language == "vi" else "51.49 %") in shown
    assert not list(drawing.iter(f"{{{SVG}}}a")) and not list(drawing.iter(f"{{{SVG}}}script"))
    picture = saved(browser, tmp_path, "plans", "PNG")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n") and picture[12:16] == b"IHDR"
    size = struct.unpack(">II", picture[16:24])
    assert size == tuple(2 * int(drawing.attrib[name]) for name in ("width", "height"))
    assert len(picture) > 20_000, "the picture is blank"


def test_every_chart_of_every_view_can_be_saved(
    browser: Window, shipped: BuiltSite, gaps: BuiltSite, tmp_path: Path
) -> None:
    views: list[tuple[BuiltSite, dict[str, str], int]] = [
        (shipped, {}, 7),
        (gaps, {"view": "indicator", "indicator": "output", "kind": "month"}, 4),
    ]
    for site, state, count in views:
        browser.open(site, **state)
        names = browser.run(
            "return [...document.querySelectorAll('.drawing .downloads')]"
            ".map((one) => one.dataset.chart)"
        )
        assert len(names) == len(set(names)) == count == len(browser.texts(".drawing"))
        for name in names:
            drawing = ElementTree.fromstring(saved(browser, tmp_path, name, "SVG"))
            assert len(list(drawing.iter(f"{{{SVG}}}path"))) > 3


def test_any_drawing_can_be_saved(browser: Window, shipped: BuiltSite, tmp_path: Path) -> None:
    browser.open(shipped, report="elsewhere")
    browser.run(
        "const rows = [{ a: 1.5, b: 'x;y' }, { a: null, c: 'say \"so\"' }];"
        "document.getElementById('view').append(doichieu.downloads('Bản đồ & <b>số liệu</b>', {"
        "  svg: () => arguments[0], rows: () => rows, embed: { view: 'map', chart: 'map' } }))",
        f'<svg xmlns="{SVG}" width="40" height="30"><circle r="9"/></svg>',
    )
    drawing = ElementTree.fromstring(saved(browser, tmp_path, "map", "SVG"))
    assert drawing.findtext(f"{{{SVG}}}title") == "Bản đồ & <b>số liệu</b>"
    rows = table_of(saved(browser, tmp_path, "map", "CSV"), "en")
    assert rows == [{"a": "1.5", "b": "x;y", "c": ""}, {"a": "", "b": "", "c": 'say "so"'}]
    browser.run(SAVE, "map", "CSV")
    browser.until(
        "return document.querySelector('.downloads [role=status]').textContent"
        " === 'Saved: ban-do-b-so-lieu-b.csv'"
    )


# ----- charts in frames --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frame_shows_one_chart_with_its_title_and_source(
    browser: Window, provinces: BuiltSite, language: str
) -> None:
    state = {"indicator": "exports", "territory": "cao-bang-2025", "kind": "cumulative"}
    browser.open(provinces, language, view="indicator", **state)
    frame = snippet(browser, "growth_pct")
    assert frame["src"].startswith(browser.page.as_uri() + "#") and "embed=1" in frame["src"]
    open_frame(browser, frame, language)
    shown = browser.run(
        "return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility())"
        ".map((one) => one.localName)"
    )
    assert not {"header", "footer", "nav", "details", "dl"} & set(shown)
    label = browser.run("return document.querySelector('#view p a').textContent")
    assert label.startswith(say(language, "downloads.source", source="", release="")[:5])
    browser.driver.get("about:blank")
    browser.driver.get(frame["src"])
    link = browser.until("return (document.querySelector('#view p a') || {}).href")
    assert "embed" not in link and "chart=" not in link
    browser.driver.get("about:blank")
    browser.driver.get(link)
    browser.until("return document.querySelectorAll('#view figure').length === 3")
    # The frame is as high as the chart needs.
    assert int(frame["height"]) > 300


def test_a_frame_without_its_chart_says_so(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped, embed="1", chart="none")
    assert browser.texts("#view") == [say("en", "site.not_found")]


class Page(BaseHTTPRequestHandler):
    """Serves one page of another site."""

    text = ""

    def do_GET(self) -> None:
        """Send the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.text.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """A server that answers meanwhile, as its address."""
    with server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_of_another_site_may_frame_a_chart(browser: Window, shipped: BuiltSite) -> None:
    with running(make_server(shipped.folder.parent, 0)) as site:
        address = f"{site}/site/index.html#embed=1&chart=plans&language=vi"
        frame = f'<!doctype html><iframe src="{address}" width="700" height="600"></iframe>'
        other = type("Other", (Page,), {"text": frame})
        with running(ThreadingHTTPServer(("127.0.0.1", 0), other)) as outside:
            browser.driver.get(outside)
            browser.driver.switch_to.frame(0)
            browser.until("return document.querySelector('.chart[data-drawn] svg')")
            (title,) = browser.texts("#view h1")
            assert title.startswith(say("vi", "plans.chart"))
            browser.driver.switch_to.default_content()
            browser.complaints()  # of the icon that the other site does not have
            browser.driver.get("about:blank")


# ----- with a keyboard, and at once --------------------------------------------------------


def test_places_are_chosen_with_a_keyboard_up_to_eight(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, view="indicator", indicator="exports")
    shown = "return document.querySelectorAll('.chosen').length"
    for count in range(2, 9):
        browser.run("document.getElementById('add-place').focus()")
        browser.press("ENTER")
        browser.until(f"{shown} === {count}")
    assert browser.run("return document.getElementById('add-place')") is None
    territories = parse_qs(browser.run("return location.hash.slice(1)"))["territory"][0]
    assert len(territories.split("/")) == 8
    legend = browser.texts(".places legend")
    assert legend == [say("en", "series.places", count="8")]
    browser.run("document.querySelector('.chosen').focus()")
    browser.press("ENTER")
    browser.until("return document.querySelectorAll('.chosen').length === 7")
    # Another of many places is found by its letters, and added when the reader asks for it.
    browser.write("#choose-place", "lang son")
    browser.press("ENTER")
    browser.press("TAB")
    name = browser.run("return document.getElementById('choose-place').value")
    assert name.startswith("Lang Son")
    assert len(browser.texts(".chosen")) == 7
    browser.click("#add-place")
    browser.until(f"{shown} === 8")
    assert browser.texts(".chosen")[-1] == f"{name} ×"


def test_a_range_is_shown_as_its_interval(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report("first", ["rice level 9"], period="2020-H1")
    says = ["rice level 7.5-8.0", "rice plan_pct 95-97", "rice increase_pct 3-4"]
    collection.report("second", says)
    site = small_site(compiled_models, tmp_path, collection)
    # The chart joins the middle of the range, 7.45 – 8.05, to the level of the year before.
    drawn = charts(browser, site, indicator="rice", kind="since_6")
    (points,) = [chart.points for chart in drawn.values()]
    assert [(one.period, one.point["value"]) for one in points] == [
        ("2020-H1", 9),
        ("2021-H1", 7.75),
    ]
    assert "7.45 – 8.05" in points[1].point["sentence"]
    browser.open(site, view="indicator", indicator="rice", kind="since_6")
    shown = ["7.45 – 8.05", "94.5 – 97.5", "2.5 – 4.5"]
    assert [browser.column("time-table", place)[0] for place in (2, 3, 5)] == shown
    for place, text, printed in zip((2, 3, 5), shown, says, strict=True):
        browser.click(f"#time-table tr:first-child td:nth-child({place}) a")
        browser.trace()
        assert browser.texts("#trace .printed q") == [text, printed.split()[-1]]
        browser.close_trace()
    # The report shows the same.
    browser.open(site, report="second")
    assert browser.column("plan-table", 2) + browser.column("plan-table", 3) == shown[:2]
    assert browser.column("growth-table", 2) == shown[2:]
    assert browser.texts("#plans figure")


def test_the_menu_of_a_chart_is_used_with_a_keyboard(
    browser: Window, shipped: BuiltSite, tmp_path: Path
) -> None:
    browser.open(shipped)
    browser.run("document.querySelector('.downloads summary').focus()")
    browser.press("ENTER")
    for label in ("PNG", "SVG", "CSV", say("en", "downloads.embed")):
        browser.press("TAB")
        assert browser.run("return document.activeElement.textContent") == label
    browser.press("ENTER")
    assert browser.run("return document.activeElement.localName") == "textarea"
    browser.press("TAB")
    browser.press("ENTER")
    status = browser.until(
        "return document.querySelector('.embedding:not([hidden]) [role=status]').textContent"
    )
    assert status in (say("en", "downloads.copied"), say("en", "downloads.not_copied"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_needs_no_sideways_scrolling_on_a_phone(
    browser: Window, provinces: BuiltSite, language: str
) -> None:
    browser.resize(390)
    places = "lang-son-2025/cao-bang-2025/bac-ninh/bac-ninh-2025/ha-noi"
    state = {"indicator": "retail_sales", "territory": places}
    for more in ({}, {"embed": "1", "chart": "level"}):
        browser.open(provinces, language, view="indicator", **state, **more)
        browser.draw_all()
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
        assert browser.run("return document.documentElement.scrollWidth") <= 390
