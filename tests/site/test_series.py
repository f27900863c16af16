"""Series over time: what their data files, lines, marks, downloads and embedded charts contain."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from support.running import once
from support.site_folders import BuiltSite, small_site
from support.small_collections import SmallCollection
from support.window import Window

from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.words import LANGUAGES, say

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
                assert (found[end] is None) == (interval is None)
                assert interval is None or math.isclose(found[end], interval, abs_tol=1e-11)
            if found["value"] is None:
                continue
            sources = [figures[observation["report_id"], no] for no in found["figures"]]
            assert sources
            assert [source["printed"] for source in sources] == found["printed"]
            worst = min(STATUSES.index(source["check_status"]) for source in sources)
            assert found["status"] == worst


# ----- lines -------------------------------------------------------------------------------

# Records every chart of a view with what it draws, at a width of so many pixels.
RECORD = """
window.given = [];
const [chart, drawn] = [doichieu.chart, doichieu.seriesChart];
doichieu.chart = (title, key, table, spec, file) => {
  doichieu.seriesChart = (data) => {
    given.push({ title, key, file, ...data });
    return drawn(data);
  };
  if (table.id === 'time-table') spec(arguments[0]);
  doichieu.seriesChart = drawn;
  return chart(title, key, table, spec, file);
};
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
    browser.open(site, language, view="indicator", **state)
    browser.run(RECORD, width)
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
    offered = charts(browser, gaps, indicator="output") and browser.run(
        "return [...document.querySelectorAll('#view .choices select')[1].options].map((o) => o.value)"
    )
    assert offered == ["cumulative", *OF_KINDS]


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
@pytest.mark.parametrize("number", NUMBERS)
def test_points_are_the_figures_of_a_vintage_with_their_intervals(
    browser: Window, large: BuiltSite, number: str, vintage: str
) -> None:
    places = ["lang-son-2025", "cao-bang-2025", "bac-ninh", "bac-ninh-2025"]
    expected = {}
    for row in of_warehouse(large, "retail_sales", number, *places):
        key = (row["comparable_id"], row["start_date"], row["end_date"])
        if vintage == "latest" or key not in expected:
            expected[key] = row
    state = {"indicator": "retail_sales", "territory": "/".join(places), "vintage": vintage}
    shown = charts(browser, large, kind="cumulative", **state)[number]
    found = {(one.report, one.territory, one.period): one.point for one in shown.points}
    assert len(found) == len(shown.points) == len(expected) > 100
    for row in expected.values():
        point = found[row["report_id"], row["territory_id"], row["period_id"]]
        assert point["value"] == row[number]
        assert (point["lower"], point["upper"]) == pytest.approx(row["interval"], abs=1e-11)
    assert len({one.point["series"] for one in shown.points}) == len(places)


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
        "return [...document.querySelector('.chart').querySelectorAll('[aria-label*=contradicted]')]"
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
