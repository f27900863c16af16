"""The front page of a collection, its lists of all reports, and the addresses of every choice."""

import csv
from pathlib import Path

import pytest
from support.random_collections import write_seeds
from support.site_folders import BuiltSite, make_site, random_tables, small_site
from support.small_collections import SmallCollection
from support.window import Window

from doichieu.base.formats import factor, number, signed
from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.maps import REGIONS, TILES
from doichieu.site.questions import FIRST
from doichieu.site.words import LANGUAGES, number_in, say

MEGABYTE = 1_000_000
# What the front page may load, by the fixture of its site.
MOST_BYTES = {"provinces": 1.5 * MEGABYTE, "large": 3 * MEGABYTE}
CONFLICTS = """
select
    conflicts.conflict_id as id,
    any_value(conflicts.report_id) as report,
    any_value(checks.territory_id) as territory,
    any_value(checks.period_id) as period,
    any_value(checks.severity) as severity,
    list(distinct figures.indicator_id order by figures.indicator_id) as indicators
from marts.conflicts
inner join marts.reconciliation as checks using (check_id)
inner join marts.figures as figures
    on conflicts.report_id = figures.report_id and conflicts.figure_no = figures.figure_no
group by conflicts.conflict_id
order by severity desc nulls first, id
"""
# The revised figures of reports whose figures of the indicator agree with each other.
REVISED = """
select
    territory_id, period_id, indicator_id, max(abs(difference_pct)) as difference
from marts.revisions
where not is_within_rounding and not exists (
    select 1 from marts.figures
    where
        figures.check_status = 'contradicted' and figures.indicator_id = revisions.indicator_id
        and list_contains(
            string_split(earlier_report_id, ' + ') || [later_report_id], figures.report_id
        )
)
group by all
"""
NEWEST_PLANS = """
select plans.*, territories.name_en as place, indicators.name_en as name
from marts.plan_completion as plans
inner join staging.stg_periods as periods using (period_id)
inner join reference.territories as territories using (territory_id)
inner join reference.indicators as indicators using (indicator_id)
where year(periods.end_date) = (
    select max(year(end_date)) from staging.stg_periods
    inner join marts.plan_completion using (period_id)
)
qualify rank() over (
    partition by territory_id, indicator_id, basis order by periods.end_date desc
) = 1
"""


# ----- what the front page says -------------------------------------------------------------


def test_one_report_opens_on_its_own_page(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    browser.wait_for(view="report")
    assert browser.texts("#view .tiles") and not browser.texts("#conflict-table")
    links = browser.texts("#navigation a")
    assert say("en", "nav.report") in links and say("en", "nav.front") not in links
    assert browser.texts("#search *") == []


@pytest.mark.parametrize(("name", "language"), [("provinces", "vi"), ("large", "en")])
def test_the_counts_are_those_of_all_reports(
    browser: Window, request: pytest.FixtureRequest, name: str, language: str
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    browser.open(site, language)
    (counts,) = site.rows(
        """
        select
            count(distinct report_id) as reports, count(*) as figures,
            count(distinct territory_id) as places,
            (select count(distinct conflict_id) from marts.conflicts) as conflict_count
        from marts.figures
        """
    )
    behind = [row for row in site.rows(NEWEST_PLANS) if row["status"] == "behind"]
    (revised,) = site.rows(
        "select count(*) as revision_count from marts.revisions where not is_within_rounding"
    )
    assert counts["conflict_count"] and behind and (revised["revision_count"] or name != "large")
    found = counts | {"behind_count": len(behind)} | revised
    assert browser.texts(".tiles .tile a") == [
        f"{number_in(language, number(count))} {say(language, f'front.{tile}')}"
        for tile, count in found.items()
    ]
    # And those of the lists that the links lead to.
    browser.open(site, language, view="revisions")
    beyond = number_in(language, number(revised["revision_count"]))
    (compared,) = site.rows("select count(*) as found from marts.revisions")
    assert browser.text("#view") and say(
        language,
        "revisions.counts",
        compared=number_in(language, number(compared["found"])),
        beyond=beyond,
    ) in browser.text("#view")
    browser.open(site, language)
    # Reports by kind of period and year.
    kinds = site.rows(
        """
        select year(end_date) as year, form, count(*) as reports
        from reference.reports inner join staging.stg_periods using (period_id) group by all
        """
    )
    shown = browser.run(
        "return [...document.querySelectorAll('#kind-table td a')].map((link) => "
        "[...new URLSearchParams(link.hash.slice(1))].map(([, value]) => value)"
        ".concat(link.textContent))"
    )
    assert sorted(shown) == sorted(
        ["reports", str(row["year"]), row["form"], number_in(language, number(row["reports"]))]
        for row in kinds
    )


@pytest.mark.parametrize("name", MOST_BYTES)
def test_the_front_page_loads_little(
    browser: Window, request: pytest.FixtureRequest, name: str
) -> None:
    browser.open(request.getfixturevalue(name))
    loaded = browser.loaded()
    assert {"index.html", "index.js", "overview.js", "style.css"} <= {one.name for one in loaded}
    assert "vega.js" not in {path.name for path in loaded}
    assert sum(loaded.values()) <= MOST_BYTES[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_shows_the_front_page_without_sideways_scrolling(
    browser: Window, provinces: BuiltSite, language: str
) -> None:
    browser.resize(390)
    for view in ("front", "conflicts", "plans"):
        browser.open(provinces, language, view=view)
        assert browser.run("return document.documentElement.scrollWidth") <= 390, view
    # A table that is wider than the window says so, one that is not does not.
    hint = say(language, "table.wide")
    assert browser.texts(".wide:not([hidden])") == [hint]
    browser.resize(2000)
    browser.until("return document.querySelector('.wide[hidden]')")


# ----- conflicts ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["provinces", "large"])
def test_the_gravest_conflicts_come_first_with_their_likely_misprint(
    browser: Window, request: pytest.FixtureRequest, name: str
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    conflicts = site.rows(CONFLICTS)
    browser.open(site)
    assert browser.column("conflict-table", 4) == [
        f"{factor(row['severity'])} ×" for row in conflicts[:FIRST]
    ]
    all_of_them = say("en", "front.all_conflicts", count=number(len(conflicts)))
    assert browser.texts("#conflicts p a") == [all_of_them]
    browser.click("#conflicts p a")
    browser.wait_for(view="conflicts")
    listed = site.data("conflicts")["rows"]
    assert [row["id"] for row in listed] == [row["id"] for row in conflicts]
    assert len(browser.texts("#conflict-table tbody tr")) == min(50, len(conflicts))
    candidates = site.rows(
        """
        select
            report_id, figure_no, printed,
            list(candidate order by rank) as candidates
        from marts.repair_candidates where other_figure_no is null group by all
        """
    )
    mended = {row["report_id"]: row for row in candidates}
    shown = browser.column("conflict-table", 2)
    assert any(row["report"] in mended for row in conflicts[:50])
    for text, row in zip(shown, conflicts, strict=False):
        if row["report"] in mended:
            found = mended[row["report"]]
            assert text.startswith(f"Figure {found['figure_no']}, Exports, level: ")
            assert f"{found['printed']} → {found['candidates'][0]}" in text
            assert text.count("→") == len(found["candidates"])


def test_conflicts_are_filtered_by_place_year_indicator_and_text(
    browser: Window, large: BuiltSite
) -> None:
    conflicts = large.rows(CONFLICTS)
    place = conflicts[0]["territory"]
    year = conflicts[0]["period"][:4]
    for state, holds in (
        ({"territory": place}, lambda row: row["territory"] == place),
        ({"year": year}, lambda row: row["period"].startswith(year)),
        ({"indicator": "exports"}, lambda row: "exports" in row["indicators"]),
        ({"indicator": "tourists"}, lambda row: "tourists" in row["indicators"]),
        (
            {"territory": place, "year": year},
            lambda row: row["territory"] == place and row["period"].startswith(year),
        ),
    ):
        expected = [row for row in conflicts if holds(row)]
        browser.open(large, view="conflicts", **state)
        shown = browser.run(
            "return [...document.querySelectorAll('#conflict-table tbody tr')].length"
        )
        assert shown == min(50, len(expected)), state
    browser.open(large, view="conflicts")
    titles = {row["report_id"]: row["title"] for row in large.rows("from reference.reports")}
    name = next(row["report"] for row in conflicts if "Đ" in titles[row["report"]])
    wanted = name.split("-")[0:2]
    browser.write(".search input", " ".join(wanted))
    count = sum(all(word in row["report"] for word in wanted) for row in conflicts)
    assert 0 < count < len(conflicts)
    assert len(browser.texts("#conflict-table tbody tr")) == count


def test_a_conflict_without_a_single_edit_names_its_figures(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    seeds = write_seeds(tmp_path / "seeds", random_tables(7, 25))
    site = make_site(compiled_models, seeds, tmp_path)
    listed = site.data("conflicts")["rows"]
    unmended = [row for row in listed if not row["repairs"]]
    assert unmended and len(unmended) < len(listed)
    browser.open(site, view="conflicts")
    shown = dict(
        zip([row["id"] for row in listed], browser.column("conflict-table", 2), strict=False)
    )
    for row in unmended[:5]:
        words = "unmended" if row["size"] > 1 else "alone"
        assert shown[row["id"]].startswith(say("en", f"front.{words}"))
        assert all(figure["read_as"] in shown[row["id"]] for figure in row["figures"])


# ----- plans --------------------------------------------------------------------------------


def test_plans_are_those_of_the_newest_period_of_each_place(
    browser: Window, provinces: BuiltSite
) -> None:
    plans = provinces.rows(NEWEST_PLANS)
    behind = [row for row in plans if row["status"] == "behind"]
    browser.open(provinces)
    summary = list(
        zip(*(browser.column("behind-table", place) for place in (1, 2, 3, 4)), strict=True)
    )
    by_name: dict[str, list[str]] = {}
    for row in plans:
        by_name.setdefault(row["name"], []).append(row["status"])
    expected = {
        (
            name,
            str(statuses.count("behind")),
            str(statuses.count("ahead") + statuses.count("met")),
            str(len(statuses)),
        )
        for name, statuses in by_name.items()
    }
    assert set(summary) == expected
    # The three places that are farthest behind, the farthest first.
    name, *_ = summary[0]
    worst = sorted((row["pace_gap_pts"], row["place"]) for row in behind if row["name"] == name)[:3]
    assert browser.column("behind-table", 5)[0] == "".join(
        f"{place}: {signed(gap)}" for gap, place in worst
    )
    browser.click("#plans p a")
    browser.wait_for(view="plans")
    assert browser.texts("#plans-table + *") == []
    assert browser.texts(".pager [role=status]") == [f"Rows 1–50 of {len(plans)}"]
    gaps = browser.column("plans-table", 4)
    assert gaps == [signed(gap) for gap in sorted(row["pace_gap_pts"] for row in behind)[:50]]


def test_a_list_has_as_many_rows_as_its_link_says(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.indicator("stock", kind="stock")
    given = {
        # A stock has a plan and no pace; a range has a pace and no single share.
        "first": ["rice level 100", "stock plan_pct 40", "coal plan_pct 30-33"],
        "second": ["rice level 110", "stock plan_pct 45", "coal plan_pct 30-33"],
        "third": ["rice level 120", "rice plan_pct 60"],
    }
    for place, (name, figures) in enumerate(given.items()):
        collection.report(name, figures, published=f"2021-07-0{1 + place}")
    site = small_site(compiled_models, tmp_path, collection)
    for name, table, count in (("plans", "plans-table", 3), ("revisions", "revision-table", 2)):
        browser.open(site)
        text = say("en", f"front.all_{name}", count=str(count))
        assert browser.texts(f"#{name} p a") == [text]
        browser.click(f"#{name} p a")
        browser.wait_for(view=name)
        assert len(browser.texts(f"#{table} tbody tr")) == count
    browser.open(site, view="plans", indicator="coal")
    # From 29.5 to 33.5, where half of the year has elapsed.
    assert browser.column("plans-table", 3) == [say("en", "status.behind")]
    assert browser.column("plans-table", 4) == ["-20.5 – -16.5"]
    assert browser.column("plans-table", 5) == ["29.5 – 33.5"]
    browser.click("#plans-table td:nth-child(5) a")
    browser.trace()
    assert browser.texts("#trace .printed q") == ["29.5 – 33.5", "30-33"]


def test_plans_are_chosen_by_year_period_place_indicator_and_pace(
    browser: Window, provinces: BuiltSite
) -> None:
    every = provinces.rows("from marts.plan_completion")
    newest = provinces.rows(NEWEST_PLANS)
    year, period = "2025", "2025-H1"
    place = newest[0]["territory_id"]
    for state, count in (
        ({"status": "ahead"}, sum(row["status"] == "ahead" for row in newest)),
        ({"indicator": "tourists"}, sum(row["indicator_id"] == "tourists" for row in newest)),
        ({"territory": place}, sum(row["territory_id"] == place for row in newest)),
        ({"year": year, "period": period}, sum(row["period_id"] == period for row in every)),
    ):
        browser.open(provinces, view="plans", **state)
        (status,) = browser.texts("#plans-table tbody") and browser.texts(".pager [role=status]")
        assert status.endswith(f" of {count}"), state
    # Another year has other periods: that of the year before ends with the choice.
    browser.choose("year", "2026")
    browser.wait_for(view="plans", year="2026", period="")


# ----- revisions ----------------------------------------------------------------------------


def test_the_greatest_revisions_are_none_of_misprints(browser: Window, large: BuiltSite) -> None:
    greatest = large.rows(f"from ({REVISED}) order by difference desc limit {FIRST}")
    browser.open(large)
    shown = browser.column("revised-table", 4)
    assert [text.lstrip("≈ +-") for text in shown] == [
        number(row["difference"]).lstrip("≈ ") for row in greatest
    ]
    misprinted = large.rows("select max(abs(difference_pct)) as difference from marts.revisions")
    assert misprinted[0]["difference"] > 10 * greatest[0]["difference"]


# ----- reports that the site does not contain -----------------------------------------------


def test_a_report_that_is_not_on_the_site_is_named_without_a_link(
    browser: Window, large: BuiltSite
) -> None:
    index = large.data("index")
    here = {report["id"] for report in index["reports"]}
    assert index["left_out"] > 0
    missing = next(
        (year, row)
        for year in large.data("overview")["years"]
        for row in large.data(f"plans/{year}")["rows"]
        if row["newest"] and row["report"] not in here
    )
    year, row = missing
    state = {"year": str(year), "territory": row["territory"], "indicator": row["indicator"]}
    browser.open(large, view="plans", **state)
    assert browser.column("plans-table", 8) == [row["report"]]
    assert browser.column("plans-table", 5) == [number(row["plan_pct"])]
    assert browser.texts("#plans-table a") == []


# ----- addresses ----------------------------------------------------------------------------


def test_order_filter_and_page_are_in_the_address(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="reports")
    browser.click("#report-table thead th:nth-child(3) button")
    browser.click("#report-table thead th:nth-child(3) button")
    browser.write(".search input", "da nang")
    browser.click(".pager button:last-child")
    kept = {
        "view": "reports",
        "report-table.sort": "-period",
        "report-table.filter": "da nang",
        "report-table.page": "2",
    }
    assert browser.address() == kept
    shown = browser.texts("#report-table tbody tr")
    browser.afresh(**kept)
    assert browser.texts("#report-table tbody tr") == shown
    assert browser.run("return document.querySelector('.search input').value") == "da nang"
    order = "return document.querySelector('#report-table [aria-sort]').getAttribute('aria-sort')"
    assert browser.run(order) == "descending"
    # The language changes the words, and nothing else.
    browser.click("[data-language='vi']")
    browser.until("return document.title.startsWith(arguments[0])", say("vi", "nav.reports"))
    assert browser.address() == kept and browser.run(order) == "descending"
    # A page beyond the last is the last.
    browser.afresh(**kept | {"report-table.page": "999"})
    assert browser.run("return document.querySelector('.pager button:last-child').disabled")


def test_a_choice_can_be_undone_and_a_table_cannot_lose_its_order(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, view="plans")
    browser.click("#plans-table thead th:nth-child(5) button")
    browser.choose("status", "ahead")
    browser.wait_for(view="plans", status="ahead")
    assert browser.run("return document.activeElement.id") == "choose-status"
    browser.choose("indicator", "exports")
    browser.wait_for(view="plans", indicator="exports", status="ahead")
    assert browser.address()["plans-table.sort"] == "plan_pct"
    # A number opens over the table and leaves it as it is, also after the table changed.
    browser.click("#plans-table thead th:nth-child(5) button")
    browser.click("#plans-table a.trace")
    browser.trace()
    assert browser.address()["plans-table.sort"] == "-plan_pct"
    browser.close_trace()
    assert browser.address() == {
        "view": "plans",
        "status": "ahead",
        "indicator": "exports",
        "plans-table.sort": "-plan_pct",
    }
    browser.driver.back()
    browser.trace()
    browser.driver.back()
    browser.until("return !document.querySelector('#trace[open]')")
    browser.driver.back()
    browser.wait_for(view="plans", status="ahead", indicator="")
    browser.driver.back()
    browser.wait_for(view="plans", status="", indicator="")
    browser.driver.forward()
    browser.wait_for(view="plans", status="ahead", indicator="")
    browser.driver.forward()
    browser.wait_for(view="plans", status="ahead", indicator="exports")


def hold_files(browser: Window) -> None:
    """Let data files wait until `release` is called; `waiting` counts them."""
    browser.run(
        "const run = doichieu.script, held = []; window.waiting = () => held.length;"
        "window.release = () => held.splice(0).forEach((one) => one());"
        "const hold = () => new Promise((go) => held.push(go));"
        "doichieu.script = (address) => hold().then(() => run(address));"
    )


def release_files(browser: Window, name: str) -> None:
    """Let the files that wait load, and wait for one of them."""
    browser.run("release(); return doichieu.load(arguments[0]).then(() => true)", name)


def test_a_dialog_does_not_open_after_the_reader_went_back(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, view="plans")
    before = browser.address()
    hold_files(browser)
    browser.click("#plans-table a.trace")
    browser.until("return waiting() === 1")
    report = browser.address()["value"].split("/")[1]
    browser.driver.back()
    browser.until("return doichieu.state().value === undefined")
    place = [one["id"] for one in provinces.data("index")["reports"]].index(report) + 1
    release_files(browser, f"reports/{place}")
    assert not browser.run("return document.getElementById('trace').open")
    assert browser.address() == before
    # The file is there now, so that the same step forward opens the dialog.
    browser.driver.forward()
    browser.trace()


def test_a_closed_dialog_does_not_take_the_next_one_from_the_address(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, view="plans")
    links = browser.run(
        "return [...document.querySelectorAll('#plans-table a.trace')].slice(0, 2)"
        ".map((one) => one.hash)"
    )
    browser.run("location.hash = arguments[0]", links[0])
    browser.trace()
    # Both steps come before the browser reports that the dialog was closed.
    browser.run("document.getElementById('trace').close(); location.hash = arguments[0]", links[1])
    browser.until("return document.querySelector('#trace[open] .figure-card')")
    # Two frames later all events of the two steps have come.
    browser.run("return new Promise((go) => requestAnimationFrame(() => setTimeout(go, 100)))")
    assert browser.run("return document.getElementById('trace').open")
    assert browser.run("return location.hash") == links[1]
    # No step was added between the two.
    browser.driver.back()
    browser.until("return location.hash === arguments[0]", links[0])


def test_a_letter_typed_while_a_view_loads_does_not_stop_it(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, view="reports")
    hold_files(browser)
    browser.run("location.hash = '#view=conflicts'")
    browser.until("return waiting() === 1")
    browser.write(".search input", "da nang")
    release_files(browser, "conflicts")
    browser.wait_for(view="conflicts")
    assert browser.texts("#conflict-table tbody tr") != []
    assert browser.address() == {"view": "conflicts"}


def test_back_returns_to_the_place_on_the_page(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, view="reports")
    browser.run(
        "const link = document.querySelectorAll('#report-table tbody a')[30];"
        "link.id = 'followed'; link.scrollIntoView()"
    )
    browser.until("return scrollY > 500")
    scrolled = browser.run("return scrollY")
    browser.click("#followed")
    browser.wait_for(view="report")
    assert browser.run("return scrollY") == 0
    browser.driver.back()
    browser.wait_for(view="reports")
    browser.until("return scrollY === arguments[0]", scrolled)
    browser.driver.forward()
    browser.wait_for(view="report")
    browser.until("return scrollY === 0")


def test_a_figure_opens_over_the_front_page_and_its_address_leads_there(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces)
    browser.click("#conflict-table a.trace")
    browser.trace()
    state = browser.address()
    assert state["view"] == "front"
    printed = browser.texts("#trace .printed q")
    browser.close_trace()
    browser.wait_for(view="front")
    browser.afresh(figure=state["figure"])
    browser.trace()
    assert browser.texts("#trace .printed q") == printed
    browser.wait_for(view="report", report=state["figure"].split("/")[0])


def test_an_anchor_of_the_page_keeps_the_view(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, view="reports")
    browser.run("location.hash = '#guide'")
    browser.choose("kind", "half")
    browser.wait_for(view="reports", kind="half")


# ----- choosing a report --------------------------------------------------------------------


def test_every_report_is_chosen_by_place_and_period(browser: Window, large: BuiltSite) -> None:
    reports = large.data("index")["reports"]
    first = reports[0]
    browser.open(large, report=first["id"])
    places = {report["territory"] for report in reports}
    browser.click("#choose-place")
    assert len(browser.texts("#choose-place-options [role=option]")) == len(places)
    # Another place keeps the period.
    other = next(
        one
        for one in reports
        if one["period"] == first["period"] and one["territory"].startswith("da-nang")
    )
    browser.write("#choose-place", "da nang")
    browser.press("ENTER")
    browser.wait_for(view="report", report=other["id"])
    # The periods of a place are few enough for a plain list.
    script = "return [...document.querySelectorAll('#choose-report option')].map((o) => o.value)"
    assert browser.run(script) == [
        one["id"] for one in reports if one["territory"] == other["territory"]
    ]
    browser.choose("report", f"{other['territory']}-2026-h1")
    browser.wait_for(view="report", report=f"{other['territory']}-2026-h1")
    browser.visit(report="hai-duong-2023-h1")
    browser.wait_for(view="report", report="hai-duong-2023-h1")
    browser.choose("report", "first half 2022")
    browser.wait_for(view="report", report="hai-duong-2022-h1")


def test_places_of_one_name_have_their_years(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, view="reports")
    browser.click("#choose-territory")
    options = browser.texts("#choose-territory-options [role=option]")
    assert {"Bac Ninh (until 2025-06-30)", "Bac Ninh (since 2025-07-01)", "Bac Kan", "All"} <= set(
        options
    )
    index = provinces.data("index")
    places = {report["territory"] for report in index["reports"]}
    places |= {one["id"] for one in index["territories"] if one["level"] == "region"}
    assert len(options) == len(set(options)) == 1 + len(places)


def test_a_region_of_the_reference_chooses_its_places(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    parents = {"old-east": "north", "hill": "north", "coast": "south"}
    collection.tables["territories"] = [
        {"territory_id": id_, "name_vi": id_, "name_en": id_, "parent_id": parents.get(id_, "")}
        for id_ in (row["territory_id"] for row in collection.tables["territories"])
    ]
    for place in (*parents, "west"):
        collection.report(place, ["a level 10", "a plan_pct 20"], territory=place)
    browser.open(small_site(compiled_models, tmp_path, collection), view="plans")
    names = ["", "north", "south", "coast", "hill", "old-east", "west"]
    script = "return [...document.querySelectorAll('#choose-territory option')].map((o) => o.value)"
    assert browser.run(script) == names
    for region, places in (("north", {"hill", "old-east"}), ("south", {"coast"})):
        browser.choose("territory", region)
        browser.wait_for(view="plans", territory=region)
        assert set(browser.column("plans-table", 2)) == places


PARTS_OF_COUNTRY = {
    "region:north": {"northern-midlands", "red-river-delta"},
    "region:centre": {
        *("north-central-and-coast", "central-highlands"),
        *("north-central", "south-central-and-highlands"),
    },
    "region:south": {"south-east", "mekong-delta"},
    "region:red-river-delta": {"red-river-delta"},
}


def test_a_region_of_the_country_chooses_its_provinces(browser: Window, large: BuiltSite) -> None:
    """Every contradiction of 2024 in the north; the same in any year, of each region."""
    conflicts = large.rows(CONFLICTS)
    provinces = large.rows("from reference.territories where official_code is not null")
    with TILES.open(encoding="utf-8", newline="") as file:
        tiles = list(csv.DictReader(file))
    with REGIONS.open(encoding="utf-8", newline="") as file:
        names = {row["region_id"]: row["name_en"] for row in csv.DictReader(file)}
    region_of = {
        province["territory_id"]: tile["region_id"]
        for province in provinces
        for tile in tiles
        if province["official_code"] == tile["official_code"]
        and str(province["valid_from"] or "") <= (tile["valid_to"] or "9999")
        and tile["valid_from"] <= str(province["valid_to"] or "9999")
    }
    name_of = {province["territory_id"]: province["name_en"] for province in provinces}
    chosen = {
        (region, year): {
            row["id"]
            for row in conflicts
            if region_of[row["territory"]] in smaller and row["period"].startswith(year)
        }
        for region, smaller in PARTS_OF_COUNTRY.items()
        for year in ("", "2024")
    }
    assert all(chosen.values())
    parts = [chosen[region, ""] for region in ("region:north", "region:centre", "region:south")]
    assert sum(map(len, parts)) == len(conflicts) and set[str]().union(*parts) == {
        row["id"] for row in conflicts
    }
    for (region, year), expected in chosen.items():
        browser.open(large, view="conflicts")
        browser.choose("territory", names[region.removeprefix("region:")])
        browser.wait_for(view="conflicts", territory=region)
        if year:
            browser.choose("year", year)
            browser.wait_for(view="conflicts", territory=region, year=year)
        shown = browser.run(
            "return [...document.querySelectorAll('#conflict-table tbody tr')].length"
        )
        assert shown == min(50, len(expected)), (region, year)
        places = {name_of[id_] for id_, own in region_of.items() if own in PARTS_OF_COUNTRY[region]}
        assert set(browser.column("conflict-table", 1)) <= places


def test_a_province_of_another_country_has_no_region_of_this_one(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """Two countries may have one code; a name that one language spells otherwise is the same."""
    collection = SmallCollection()
    places = (
        ("vn", "country", "", "", "Vietnam"),
        ("la", "country", "", "", "Laos"),
        ("hoa-binh", "province", "vn", "17", "Hoa Binh"),
        ("vientiane", "province", "la", "17", "Vientiane"),
    )
    names = ("territory_id", "level", "parent_id", "official_code", "name_en")
    collection.tables["territories"] = [
        {**dict(zip(names, place, strict=True)), "name_vi": place[4]} for place in places
    ]
    for place in ("hoa-binh", "vientiane"):
        collection.report(place, ["a level 10"], territory=place)
    index = small_site(compiled_models, tmp_path, collection).data("index")
    assert {one["id"]: one["parent"] for one in index["territories"]} == {
        **{"vn": None, "la": None, "vientiane": "la", "hoa-binh": "region:northern-midlands"},
        **{"region:northern-midlands": "region:north", "region:north": "vn"},
    }
