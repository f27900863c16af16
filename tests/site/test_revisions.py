"""Revisions: the largest of all, and what each report gave for the periods of one indicator."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from support.site_folders import BuiltSite, small_site
from support.small_collections import SmallCollection
from support.window import Window

from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.questions import MOST_REVISIONS
from doichieu.site.words import catalogue, interval_in, say

RETAIL = {"view": "revisions", "indicator": "retail_sales", "territory": "lang-son-2025"}
CELL = (
    *(
        "report",
        "territory",
        "lower",
        "upper",
        "value",
        "is_printed",
        "quantity",
        "period",
        "basis",
    ),
    *("earlier", "difference", "within"),
)
# The key of a row of the mart, without its territory.
KEY = ("indicator_id", "quantity", "basis", "period_id", "earlier_report_id", "later_report_id")


def triangles_of(site: BuiltSite) -> dict[str, Any]:
    """The triangles of every indicator that was revised, by indicator."""
    places = {row["id"]: place for place, row in enumerate(site.data("index")["indicators"], 1)}
    counted = [one["indicator"] for one in site.data("revisions")["counts"]]
    return {name: site.data(f"triangles/{places[name]}") for name in counted}


def cells_of(site: BuiltSite) -> list[dict[str, Any]]:
    """Every cell of every triangle, with the names of its reports and of its triangle."""
    held = [report["id"] for report in site.data("index")["reports"]]
    found = []
    for indicator, data in triangles_of(site).items():
        names = [held[one - 1] if isinstance(one, int) else one["id"] for one in data["reports"]]
        for triangle in data["triangles"]:
            for period in triangle["periods"]:
                for cell in period["cells"]:
                    row = dict(zip(CELL, cell, strict=True))
                    found.append(
                        row
                        | {
                            "indicator_id": indicator,
                            "area": triangle["territory"],
                            "quantity": triangle["quantity"],
                            "basis": triangle["basis"],
                            "period_id": period["period"],
                            "later_report_id": names[row["report"]],
                            "earlier_report_id": None
                            if row["earlier"] is None
                            else names[row["earlier"]],
                        }
                    )
    return found


# ----- the data ----------------------------------------------------------------------------


@pytest.mark.parametrize("collection", ["provinces", "many"])
def test_triangles_have_every_vintage_and_every_comparison(
    request: pytest.FixtureRequest, collection: str
) -> None:
    site: BuiltSite = request.getfixturevalue(collection)
    cells = cells_of(site)
    claims = site.rows(
        "select *, count(*) filter (where quantity = 'plan' or is_printed) over ("
        "partition by comparable_id, indicator_id, quantity, basis, period_id) as vintages "
        "from intermediate.int_claims "
        "where indicator_id in (select indicator_id from marts.revisions)"
    )
    assert Counter(
        (cell["area"], cell["later_report_id"], cell["period_id"]) for cell in cells
    ) == (
        Counter(
            (row["comparable_id"], row["report_id"], row["period_id"])
            for row in claims
            if row["vintages"]
        )
    )
    compared = [cell for cell in cells if cell["earlier"] is not None]
    rows = site.rows("select * from marts.revisions where quantity != 'parts_of_period'")
    assert Counter(tuple(cell[name] for name in KEY) for cell in compared) == Counter(
        tuple(row[name] for name in KEY) for row in rows
    )
    assert Counter((cell["difference"], cell["within"]) for cell in compared) == Counter(
        (row["difference_pct"], row["is_within_rounding"]) for row in rows
    )


def test_a_row_of_a_triangle_is_complete_or_not_there(large: BuiltSite) -> None:
    held = {report["id"] for report in large.data("index")["reports"]}
    rows: dict[tuple[str, ...], set[str]] = {}
    for cell in cells_of(large):
        key = tuple(cell[name] for name in ("area", "indicator_id", "quantity", "basis"))
        rows.setdefault((*key, cell["period_id"]), set()).add(cell["later_report_id"])
    expected: dict[tuple[str, ...], set[str]] = {}
    for claim in large.rows("select * from intermediate.int_claims"):
        key = tuple(claim[name] for name in ("comparable_id", "indicator_id", "quantity", "basis"))
        expected.setdefault((*key, claim["period_id"]), set()).add(claim["report_id"])
    assert rows and all(reports == expected[key] for key, reports in rows.items())
    assert all(reports & held for reports in rows.values())
    # Some of them come from reports that are not on the site.
    assert any(reports - held for reports in rows.values())


def test_the_data_of_a_large_collection_are_small(large: BuiltSite) -> None:
    overview = large.data("revisions")
    (found,) = large.rows(
        "select count(*) as all, count(*) filter (where not is_within_rounding) as beyond "
        "from marts.revisions"
    )
    assert len(overview["rows"]) == MOST_REVISIONS < found["beyond"] < found["all"]
    assert sum(one["compared"] for one in overview["counts"]) == found["all"]
    assert sum(one["beyond"] for one in overview["counts"]) == found["beyond"]
    sizes = [abs(row["difference_pct"]) for row in overview["rows"]]
    assert sizes == sorted(sizes, reverse=True)
    assert not any(row["within_rounding"] for row in overview["rows"])
    assert (large.folder / "data/revisions.js").stat().st_size < 400_000
    files = list((large.folder / "data/triangles").iterdir())
    assert len(files) == 6 and all(file.stat().st_size < 2_500_000 for file in files)


# ----- the largest revisions ---------------------------------------------------------------


def test_the_list_begins_with_the_largest_beyond_rounding(
    browser: Window, provinces: BuiltSite
) -> None:
    data = provinces.data("revisions")
    beyond = [row for row in data["rows"] if row["within_rounding"] is False]
    browser.open(provinces, view="revisions")
    found = browser.texts("#revision-table tbody td:nth-child(7)")
    assert len(found) == len(beyond) > 3
    sizes = [abs(float(text.removeprefix("≈ ").replace("−", "-"))) for text in found]
    assert sizes == sorted(sizes, reverse=True)
    compared = sum(one["compared"] for one in data["counts"])
    counts = say("en", "revisions.counts", compared=f"{compared:,}", beyond=f"{len(beyond)}")
    assert counts in browser.text("#view")
    browser.visit(view="revisions", within="all")
    browser.until(
        "return document.querySelector('.pager [role=status]').textContent.endsWith(arguments[0])",
        f"of {len(data['rows']):,}",
    )


FILTERS = {
    "indicator": lambda row: row["indicator"],
    "territory": lambda row: row["area"],
    "quantity": lambda row: row["quantity"],
}


@pytest.mark.parametrize("key", FILTERS)
def test_the_list_is_filtered_by_its_address(
    browser: Window, provinces: BuiltSite, key: str
) -> None:
    rows = provinces.data("revisions")["rows"]
    value = FILTERS[key](rows[0])
    chosen = [row for row in rows if FILTERS[key](row) == value]
    assert 0 < len(chosen) < len(rows)
    browser.open(provinces, view="revisions", within="all", **{key: value})
    assert browser.texts(".pager [role=status]") == [
        f"Rows 1–{min(50, len(chosen))} of {len(chosen):,}"
    ]


def test_the_list_is_filtered_by_kind_of_period(browser: Window, provinces: BuiltSite) -> None:
    rows = provinces.data("revisions")["rows"]
    years = [row for row in rows if len(row["period"]) == 4]
    assert 0 < len(years) < len(rows)
    browser.open(provinces, view="revisions", within="all")
    script = (
        "const label = [...document.querySelectorAll('.choices label')]"
        ".find((one) => one.textContent.startsWith(arguments[0]));"
        "const select = label.querySelector('select');"
        "select.value = arguments[1]; select.dispatchEvent(new Event('change'))"
    )
    browser.run(script, say("en", "choose.kind"), "year")
    browser.until("return /kind=year/.test(location.hash)")
    browser.until(
        "return document.querySelector('.pager [role=status]').textContent.endsWith(arguments[0])",
        f"of {len(years):,}",
    )


def test_a_cut_list_says_so(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="revisions")
    total = large.data("index")["revisions"]
    assert say("en", "revisions.cut", count="1,000", all=f"{total:,}") in browser.text("#view")


def test_a_name_in_the_list_leads_to_its_triangle(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, view="revisions")
    browser.click("#revision-table tbody th a")
    browser.until("return document.getElementById('triangle')")
    state = browser.run("return doichieu.state()")
    assert {"view", "indicator", "territory", "quantity"} <= set(state)
    # The row whose name was pressed is in it.
    assert browser.texts("#triangle small[class], #triangle td small")
    row = provinces.data("revisions")["rows"][0]
    assert (state["indicator"], state["territory"]) == (row["indicator"], row["area"])


# ----- the triangle ------------------------------------------------------------------------


def test_a_triangle_has_a_row_a_period_and_a_column_a_report(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, **RETAIL, quantity="plan")
    claims = provinces.rows(
        "select * from intermediate.int_claims where comparable_id = 'lang-son-2025' "
        "and indicator_id = 'retail_sales' and quantity = 'plan' order by report_order"
    )
    periods = {claim["period_id"] for claim in claims}
    reports = {claim["report_id"]: claim for claim in claims}
    assert browser.texts("#triangle tbody th") == sorted(periods)
    published = {row["id"]: row["published"] for row in provinces.data("index")["reports"]}
    heads = browser.texts("#triangle thead th small")
    assert heads == [published[report] for report in reports] and heads == sorted(heads)
    cells = [text for text in browser.texts("#triangle td") if text]
    assert len(cells) == len(claims) > len(periods) > 1
    for claim in claims:
        assert any(
            text.startswith(interval_in("en", claim["lower"], claim["upper"])) for text in cells
        )


def test_a_cell_leads_to_its_figures(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, **RETAIL, quantity="level")
    shown = browser.texts("#triangle td a.trace")
    assert shown
    browser.click("#triangle td a.trace")
    browser.trace()
    assert "retail_sales" in browser.run("return doichieu.state().value")
    printed = browser.text("#trace .figure-card .printed q")
    assert Fraction(printed.replace(".", "").replace(",", ".")) == Fraction(
        shown[0].replace(",", "")
    )
    # The view behind the dialog stays, and so does its address.
    assert browser.run("return doichieu.state().quantity") == "level"
    browser.close_trace()
    assert browser.run("return document.querySelectorAll('#triangle').length") == 1


def test_an_old_key_of_an_area_leads_to_the_same_triangle(
    browser: Window, large: BuiltSite
) -> None:
    browser.open(large, **RETAIL, quantity="plan", rows="all")
    rows, cells = browser.texts("#triangle tbody th"), browser.texts("#triangle td")
    assert len(rows) > 5
    browser.open(large, **RETAIL | {"territory": "lang-son"}, quantity="plan", rows="all")
    assert (browser.texts("#triangle tbody th"), browser.texts("#triangle td")) == (rows, cells)


def test_a_long_triangle_shows_the_latest_periods_and_all_on_request(
    browser: Window, large: BuiltSite
) -> None:
    browser.open(large, **RETAIL, quantity="level")
    latest = browser.texts("#triangle tbody th")
    assert len(latest) == 12
    assert say("en", "revisions.latest", count="12") in browser.text("#view")
    browser.run(
        "[...document.querySelectorAll('#view a')].find((a) => /rows=all/.test(a.hash)).click()"
    )
    browser.until("return document.querySelectorAll('#triangle tbody th').length > 12")
    everything = browser.texts("#triangle tbody th")
    assert everything[-12:] == latest
    # Reports call January 2026-1M, the marts 2026-01: it is one of the first months of its year.
    assert "January 2026" in latest
    kinds = "return [...document.querySelectorAll('#choose-kind option')].map((one) => one.value)"
    assert browser.run(kinds) == ["", "year", "half", "quarter", "months"]
    # Of plans that twelve reports a year give, fewer: 24 reports are enough for a table.
    browser.open(large, **RETAIL, quantity="plan")
    assert browser.texts("#triangle tbody th") == ["2025", "2026"]
    assert len(browser.texts("#triangle thead th")) == 1 + 12 + 10
    browser.open(large, **RETAIL, quantity="level", rows="all", kind="quarter")
    quarters = browser.texts("#triangle tbody th")
    assert quarters == [name for name in everything if "quarter" in name] != []


def a_triangle(models: CompiledModels, folder: Any) -> BuiltSite:
    """Vintages of tonnes of rice, whose revisions are known exactly."""
    collection = SmallCollection()
    given = {
        "first": ("2020-Q1", ["rice level 100", "coal level 5", "rate level 4.0 unit_id=percent"]),
        # Up by 10 %; the other quarter is new.
        "second": (
            "2020-Q2",
            [
                "rice level 110 period_id=2020-Q1",
                "rice level 200",
                "coal level 5 period_id=2020-Q1",
                "rate level 4.5 unit_id=percent period_id=2020-Q1",
                "rate level 6.0 unit_id=percent",
            ],
        ),
        # Rounding explains each of two steps of one, and not both together.
        "third": (
            "2020-Q3",
            ["rice level 110 period_id=2020-Q1", "rice level 201 period_id=2020-Q2"],
        ),
        "fourth": (
            "2020-Q4",
            [
                "rice level 202 period_id=2020-Q2",
                "rate level 5.0 unit_id=percent period_id=2020-Q2",
            ],
        ),
        # 99 and a growth of 10 % imply 89.0 to 91.0.
        "fifth": ("2021-Q1", ["rice level 99", "rice increase_pct 10"]),
    }
    collection.indicator("rice")
    collection.indicator("rate", unit="percent", kind="rate")
    for name, (period, figures) in given.items():
        collection.report(name, figures, period=period, published=f"{period[:4]}-12")
    return small_site(models, folder, collection)


def test_the_cells_of_a_known_triangle(
    browser: Window, compiled_models: CompiledModels, tmp_path: Any
) -> None:
    site = a_triangle(compiled_models, tmp_path)
    state = {"view": "revisions", "indicator": "rice", "territory": "north", "quantity": "level"}
    browser.open(site, **state)
    table = (
        "return [...document.querySelectorAll('#triangle tbody tr')].map((row) =>"
        " [...row.children].map((cell) => [cell.textContent, cell.className]))"
    )
    first, second, third = browser.run(table)
    # Ends of the level over those of the growth, and a rounding of the base.
    lower = Fraction("98.5") / Fraction("1.105") - Fraction("0.5")
    upper = Fraction("99.5") / Fraction("1.095") + Fraction("0.5")
    implied = interval_in("en", float(lower), float(upper))
    size = browser.run(
        "return doichieu.signed(arguments[0])", float((lower + upper) / 220 * 100 - 100)
    )
    assert first[:4] == [
        ["first quarter of 2020", "heads"],
        ["100", "n"],
        ["110+10 %", "n up-3"],
        ["110≈", "n"],
    ]
    assert first[4] == ["", ""]
    assert first[5] == [f"{implied}{size} %", "n implied down-3"]
    assert second[:5] == [
        ["second quarter of 2020", "heads"],
        ["", ""],
        ["200", "n"],
        ["201≈", "n"],
        [f"202+1 %{say('en', 'revisions.since', report='second quarter of 2020')}", "n up-2"],
    ]
    assert third[0][0] == "first quarter of 2021" and third[5] == ["99", "n"]


def test_a_printed_range_is_a_vintage(
    browser: Window, compiled_models: CompiledModels, tmp_path: Any
) -> None:
    collection = SmallCollection()
    collection.indicator("rice")
    given = {
        "first": ("2020-Q1", ["rice level 7,5-8,0"]),
        "second": ("2020-Q2", ["rice level 9 period_id=2020-Q1", "rice level 20-22"]),
        "third": ("2020-Q3", ["rice level 24 period_id=2020-Q2"]),
    }
    for name, (period, figures) in given.items():
        collection.report(name, figures, period=period, number_format="vi")
    site = small_site(compiled_models, tmp_path, collection)
    state = {"view": "revisions", "indicator": "rice", "territory": "north", "quantity": "level"}
    browser.open(site, **state)
    assert browser.texts(".warning") == []
    cells = browser.run(
        "return [...document.querySelectorAll('#triangle td')].map("
        "(cell) => [cell.textContent, cell.className])"
    )
    # As printed, not in italics: 7.45 – 8.05 and then 8.5 – 9.5, whose middles are 7.75 and 9.
    difference = browser.run("return doichieu.signed(arguments[0])", 9 / 7.75 * 100 - 100)
    assert cells[:2] == [["7.45 – 8.05", "n"], [f"9{difference} %", "n up-3"]]
    assert cells[4][0] == "19.5 – 22.5" and cells[4][1] == "n"
    # And both periods have a mean revision.
    assert browser.text("#measures") == say("en", "revisions.first_to_latest", count="2")


def test_the_mean_revision_is_exact(
    browser: Window, compiled_models: CompiledModels, tmp_path: Any
) -> None:
    site = a_triangle(compiled_models, tmp_path)
    state = {"view": "revisions", "territory": "north", "quantity": "level"}

    def shown(indicator: str) -> list[str]:
        browser.open(site, **state, indicator=indicator)
        return browser.texts("#measures + ul li")

    def bounds(*pairs: tuple[str, str], relative: bool) -> list[tuple[Fraction, Fraction]]:
        found = []
        for first, last in pairs:
            half = Fraction(1, 20) if "." in first else Fraction(1, 2)
            low, high = Fraction(first) - half, Fraction(first) + half
            below, above = Fraction(last) - half, Fraction(last) + half
            found.append(
                (100 * (below / high) - 100, 100 * (above / low) - 100)
                if relative
                else (below - high, above - low)
            )
        return found

    def mean(ends: list[tuple[Fraction, Fraction]]) -> str:
        return interval_in("en", *(float(sum(one) / len(ends)) for one in zip(*ends, strict=True)))

    # Rice: 100 to 110 and 200 to 202, 10 % and 1 %.
    rice = bounds(("100", "110"), ("200", "202"), relative=True)
    assert shown("rice") == [
        say("en", "revisions.mean", size="+5.5", unit="%", interval=mean(rice)),
        say("en", "revisions.mean_absolute", size="5.5", unit="%", interval=mean(rice)),
    ]
    # A rate: 4.0 to 4.5 and 6.0 to 5.0, in points.
    up, down = bounds(("4.0", "4.5"), ("6.0", "5.0"), relative=False)
    points = {"unit": browser.run("return doichieu.unitName('point')")}
    assert shown("rate") == [
        say("en", "revisions.mean", size="-0.25", interval=mean([up, down]), **points),
        say(
            "en",
            "revisions.mean_absolute",
            size="0.75",
            interval=mean([up, (-down[1], -down[0])]),
            **points,
        ),
    ]
    # Coal: a single period has no mean.
    assert shown("coal") == []


def test_a_quantity_that_no_report_gives_leads_to_others(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(
        provinces, view="revisions", indicator="trade", territory="nowhere", quantity="plan"
    )
    assert say("en", "revisions.no_triangle") in browser.text("#view")
    assert browser.texts(".warning") == []
    browser.open(
        provinces, view="revisions", indicator="none", territory="nowhere", quantity="plan"
    )
    assert say("en", "revisions.none") in browser.text("#view")


# ----- every reader ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_triangle_on_a_phone(browser: Window, large: BuiltSite, language: str) -> None:
    browser.resize(390)
    browser.open(large, language, **RETAIL, quantity="level")
    assert browser.run(
        "const page = document.documentElement; return page.scrollWidth <= innerWidth"
    )
    assert browser.text(".wide") == say(language, "revisions.hint")
    place = "return document.querySelector('#triangle tbody th').getBoundingClientRect().left"
    before = browser.run(place)
    moved = "const table = document.querySelector('.triangle'); table.scrollLeft = 300;"
    assert browser.run(f"{moved} return table.scrollLeft") == 300
    assert browser.run(place) == before
    other = {"vi": "en", "en": "vi"}[language]
    for name in ("triangle", "up", "down", "hint", "back"):
        assert catalogue()[f"revisions.{name}"][other] not in browser.text("#view")


def test_a_triangle_by_keyboard_alone(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, **RETAIL, quantity="plan")
    seen = []
    for _ in range(60):
        browser.press("TAB")
        seen.append(browser.run("return document.activeElement.className"))
        if seen[-1] == "trace":
            break
    assert "table triangle" in seen and seen[-1] == "trace", (
        "the table scrolls by keys, then a cell"
    )
    browser.press("ENTER")
    browser.trace()
    browser.press("ESCAPE")
    browser.until("return !document.querySelector('#trace[open]')")
    assert browser.run("return doichieu.state().quantity") == "plan"


def test_the_legend_has_the_colours_of_the_cells(browser: Window, large: BuiltSite) -> None:
    browser.open(large, **RETAIL, quantity="level", rows="all")
    used = {
        name
        for text in browser.run(
            "return [...document.querySelectorAll('#triangle td')].map((cell) => cell.className)"
        )
        for name in text.split()
        if name.startswith(("up-", "down-"))
    }
    assert len(used) > 1
    explained = browser.run(
        "return [...document.querySelectorAll('.legend span')].map((one) => one.className)"
    )
    assert used <= set(explained)
    backgrounds = browser.run(
        "return [...document.querySelectorAll('.legend span')].map("
        "(one) => getComputedStyle(one).backgroundColor)"
    )
    colours = dict(zip(explained, backgrounds, strict=True))
    scale = [colours[f"{way}-{step}"] for way in ("up", "down") for step in (1, 2, 3)]
    assert len(set(scale)) == 6
    assert all(one != other for one, other in pairwise(scale))
