"""Places compared: the numbers and ranks, the map, the tiles, and the charts side by side."""

import csv
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
import vl_convert
from support.accessibility import CONTRAST, LAYOUT, findings
from support.chart_files import SVG, open_frame, saved, snippet, table_of
from support.provincial_reports import REFERENCE
from support.site_folders import BuiltSite, small_site
from support.small_collections import SmallCollection
from support.window import Window

from doichieu.base.formats import number, printed, signed
from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.maps import REGIONS, TILES, drawing
from doichieu.site.pages import write_answers
from doichieu.site.words import LANGUAGES, interval_in, number_in, say

SITES = ("provinces", "large")
# Of each quantity: the figures that print it, and the sign of their number.
PRINTED = {
    "level": {"level": 1},
    "completion": {"plan_pct": 1},
    "growth": {"increase_pct": 1, "decrease_pct": -1},
}
SHOWN: dict[str, Callable[[float], str]] = {
    "level": printed,
    "completion": lambda value: f"{number(value)} %",
    "growth": lambda value: f"{signed(value)} %",
}
PROVINCES = ("province", "municipality")
# The greatest difference in degrees by which the order of two tiles may be wrong.
ABOUT = 1.05


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """The sites of 200 and of 5,000 reports of provinces."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


# ----- the numbers --------------------------------------------------------------------------


@cache
def latest(site: BuiltSite, quantity: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The figures of a quantity in the latest report of the site that prints each: by indicator,
    period and territory, from the mart of printed figures."""
    signs = PRINTED[quantity]
    reports = ", ".join(f"('{report['id']}')" for report in site.data("index")["reports"])
    measures = ", ".join(f"('{measure}', {sign})" for measure, sign in signs.items())
    rows = site.rows(f"""
        select
            indicator_id, period_id, territory_id, report_id, figure_no, printed, check_status,
            measure, sign * value as value,
            least(sign * half_lower, sign * half_upper) as lower,
            greatest(sign * half_lower, sign * half_upper) as upper
        from marts.figures
        semi join (values {reports}) as shown (report_id) using (report_id)
        inner join (values {measures}) as measures (measure, sign) using (measure)
        inner join (
            select report_id, published, end_date
            from reference.reports
            inner join staging.stg_periods using (period_id)
        ) as reports using (report_id)
        qualify row_number() over (
            partition by indicator_id, period_id, territory_id
            order by end_date desc, published desc nulls first, report_id desc
        ) = 1
    """)
    return {(row["indicator_id"], row["period_id"], row["territory_id"]): row for row in rows}


def groups(site: BuiltSite) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every group of the data files of places, with its indicator."""
    for place, indicator in enumerate(site.data("index")["indicators"], start=1):
        data = site.data(f"places/{place}")
        assert data["id"] == indicator["id"]
        for group in data["groups"]:
            yield indicator["id"], group


@pytest.mark.parametrize("quantity", PRINTED)
def test_the_data_have_the_latest_figure_of_each_place(site: BuiltSite, quantity: str) -> None:
    expected = latest(site, quantity)
    reports = site.data("index")["reports"]
    found = {
        (indicator, group["period"], row[0]): row
        for indicator, group in groups(site)
        if group["quantity"] == quantity
        for row in group["rows"]
    }
    assert found.keys() == expected.keys() and len(found) > 1000
    for key, (_, report, basis, value, lower, upper, status) in found.items():
        row = expected[key]
        assert (reports[report - 1]["id"], basis, value) == (row["report_id"], "", row["value"])
        assert (lower, upper) == pytest.approx((row["lower"], row["upper"]), rel=1e-13, abs=1e-12)
        doubted = row["check_status"] in ("contradicted", "suspect")
        assert status == (row["check_status"] if doubted else None)


def test_completion_is_held_against_the_share_of_the_year(site: BuiltSite) -> None:
    shares = {
        row["period_id"]: row["elapsed_pct"]
        for row in site.rows("select period_id, elapsed_pct from staging.stg_periods")
    }
    for _, group in groups(site):
        expected = shares[group["period"]] if group["quantity"] == "completion" else None
        assert group["elapsed"] == expected


def test_a_rate_that_is_not_printed_has_the_interval_that_follows(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report("r", ["a level 8.4", "a plan_level 20", "b level 8.4", "b prior_level 8.0"])
    collection.report(
        "s", ["c level 8.4", "c increase_by 0.4", "d prior_level 8.0", "d increase_by 0.4"]
    )
    site = small_site(compiled_models, tmp_path, collection)
    half = Fraction(1, 20)
    level, base, change = Fraction(84, 10), Fraction(8), Fraction(4, 10)
    corners = [(one, other) for one in (-half, half) for other in (-half, half)]
    expected = {
        ("a", "completion"): [100 * (level + one) / (20 + 10 * other) for one, other in corners],
        ("b", "growth"): [100 * (level + one) / (base + other) - 100 for one, other in corners],
        ("c", "growth"): [
            100 * (level + one) / (level + one - change - other) - 100 for one, other in corners
        ],
        ("d", "growth"): [100 * (change + one) / (base + other) for one, other in corners],
    }
    found = {
        (indicator, group["quantity"]): group["rows"][0]
        for indicator, group in groups(site)
        if group["quantity"] != "level"
    }
    assert found.keys() == expected.keys()
    for key, ends in expected.items():
        assert found[key][4:6] == pytest.approx([float(min(ends)), float(max(ends))], rel=1e-12)


def test_a_place_in_quarantine_has_no_number_or_that_of_an_earlier_report(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    of_march = "period_id=2021-Q1"
    collection.report("first", ["a level 5.1"], period="2021-Q1")
    collection.report(
        "later", [f"a level 5.2 {of_march}", f"a level 6 {of_march} territory_id=west"]
    )
    collection.report("south", ["a level 7"], territory="south", period="2021-Q1")
    collection.tables["territories"] = [
        row | {"name_en": row["territory_id"]} for row in collection.tables["territories"]
    ]
    site = small_site(compiled_models, tmp_path, collection)
    with duckdb.connect(str(site.warehouse)) as connection:
        connection.execute("""
            drop table intermediate.int_quarantined_observations;
            create table intermediate.int_quarantined_observations as
            select report_id, territory_id, period_id, indicator_id
            from intermediate.int_observations
            where report_id = 'later'
        """)
    write_answers(site.folder, site.warehouse)
    reports = [report["id"] for report in site.data("index")["reports"]]
    ((_, group),) = groups(site)
    assert group["rows"] == [
        ["north", reports.index("first") + 1, "", 5.1, 5.05, 5.15, None],
        ["south", reports.index("south") + 1, "", 7, 6.5, 7.5, None],
        ["west", reports.index("later") + 1, "", None, None, None, "quarantined"],
    ]
    browser.open(site, view="places")
    assert [row[1] for row in table(browser)] == ["south", "north"]
    assert "because their figures contradict each other: west." in browser.text("#view")


def test_a_site_without_provinces_of_today_has_no_map(
    shipped: BuiltSite, provinces: BuiltSite
) -> None:
    assert shipped.data("territories")["map_from"] is None
    assert not list(shipped.folder.glob("data/map*"))
    assert provinces.data("territories")["map_from"] == "2025-07-01"
    assert len(provinces.data("map")["provinces"]) == 34
    assert "MIT License" in (provinces.folder / "data" / "map-licence.txt").read_text("utf-8")


# ----- tiles and shapes ---------------------------------------------------------------------


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def exists(row: dict[str, str], day: str) -> bool:
    """Whether a territory or a tile is of a day."""
    return row["valid_from"] <= day <= (row["valid_to"] or "9999")


def names(rows: list[dict[str, str]], day: str) -> list[tuple[str, ...]]:
    """Codes and names of a day."""
    keys = ("official_code", "name_vi", "name_en")
    return sorted(tuple(row[key] for key in keys) for row in rows if exists(row, day))


def coded_provinces() -> list[dict[str, str]]:
    """The provinces of the shipped reference that have an official code."""
    rows = read(REFERENCE / "territories.csv")
    return [row for row in rows if row["level"] in PROVINCES and row["official_code"]]


DAYS = {
    "2004-01-01": 64,
    "2008-07-31": 64,
    "2008-08-01": 63,
    "2024-12-31": 63,
    "2025-01-01": 63,
    "2025-06-30": 63,
    "2025-07-01": 34,
    "2026-12-31": 34,
}


@pytest.mark.parametrize(("day", "count"), DAYS.items())
def test_every_province_has_one_tile_of_its_own(day: str, count: int) -> None:
    tiles = read(TILES)
    assert names(tiles, day) == names(coded_provinces(), day)
    cells = [(tile["row"], tile["column"]) for tile in tiles if exists(tile, day)]
    assert len(cells) == len(set(cells)) == count


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (
            "2025-06-30",
            {
                **{"northern-midlands": 14, "red-river-delta": 11, "north-central-and-coast": 14},
                **{"central-highlands": 5, "south-east": 6, "mekong-delta": 13},
            },
        ),
        (
            "2025-07-01",
            {
                **{"northern-midlands": 9, "red-river-delta": 6, "north-central": 5},
                **{"south-central-and-highlands": 6, "south-east": 3, "mekong-delta": 5},
            },
        ),
    ],
)
def test_every_province_lies_in_a_region(day: str, counts: dict[str, int]) -> None:
    regions = {row["region_id"]: row for row in read(REGIONS)}
    found = Counter(tile["region_id"] for tile in read(TILES) if exists(tile, day))
    assert found == counts
    larger = {regions[region]["parent_id"] for region in found}
    assert larger == {"north", "centre", "south"} == {id_ for id_ in larger if id_ in regions}


@pytest.mark.parametrize("day", ["2008-07-31", "2025-06-30", "2025-07-01"])
def test_tiles_lie_roughly_as_the_provinces_do(day: str) -> None:
    """North is above, west is left; a merged province stands for those that it came from."""
    shapes = drawing()["provinces"]
    provinces = {row["territory_id"]: row for row in read(REFERENCE / "territories.csv")}
    tiles = {tile["official_code"]: tile for tile in read(TILES) if exists(tile, day)}
    placed: dict[str, list[tuple[int, int, float, float]]] = {}
    for province in coded_provinces():
        if exists(province, day):
            last = province
            while last["successor_id"]:
                last = provinces[last["successor_id"]]
            if last["official_code"] not in shapes or last["valid_to"]:
                continue  # Vĩnh Phúc and Hòa Bình before 2008 were divided
            x, y = (end / 200 for end in shapes[last["official_code"]]["at"])
            tile = tiles[province["official_code"]]
            where = int(tile["row"]), int(tile["column"]), x, y
            placed.setdefault(last["official_code"], []).append(where)
    every = [one for ones in placed.values() for one in ones]
    assert len(every) >= 34
    for row, column, x, y in every:
        for other_row, other_column, other_x, other_y in every:
            assert row >= other_row or y < other_y + ABOUT
            assert row != other_row or column >= other_column or x < other_x + ABOUT
    for ones in placed.values():
        for row, column, *_ in ones:
            assert all(abs(row - one[0]) + abs(column - one[1]) <= 4 for one in ones)


def test_the_map_has_every_province_in_its_place() -> None:
    map_data = drawing()
    codes = {
        row["official_code"] for row in read(REFERENCE / "territories.csv") if not row["valid_to"]
    }
    assert set(map_data["provinces"]) == codes - {""}
    # Hà Nội, 21,03° N, 105,85° E, and Cà Mau, 9,18° N, 105,15° E: 200 units a degree of latitude.
    for code, x, y in (("01", 740, 504), ("96", 606, 2874)):
        at = map_data["provinces"][code]["at"]
        assert abs(at[0] - x) < 60 and abs(at[1] - y) < 60
    inset = {box["code"]: box for box in map_data["boxes"]}
    assert set(inset) == {"48", "56"}  # Đà Nẵng and Khánh Hòa
    for box in inset.values():
        left, top, width, height = box["frame"]
        corners = [part.split("l")[0] for part in box["path"].split("M")[1:]]
        assert len(corners) > 20
        for corner in corners:
            x, y = map(int, corner.split())
            assert left < x < left + width and top < y < top + height


# ----- the ranking --------------------------------------------------------------------------


@dataclass(frozen=True)
class Ranked:
    """A place with its number and the ranks that its rounding leaves open."""

    territory: str
    value: float
    lower: float
    upper: float
    best: int
    worst: int

    @property
    def rank(self) -> str:
        return f"{self.best}" if self.best == self.worst else f"{self.best}–{self.worst}"


def ranking(site: BuiltSite, indicator: str, quantity: str, period: str) -> list[Ranked]:
    """The places by their number, ranked by SQL."""
    rows = [
        (territory, row["value"], row["lower"], row["upper"])
        for (one, of_period, territory), row in latest(site, quantity).items()
        if (one, of_period) == (indicator, period)
    ]
    values = ", ".join(
        f"('{place}', {a!r}::double, {b!r}::double, {c!r}::double)" for place, a, b, c in rows
    )
    above = "{0}.lower >= {1}.upper and ({0}.lower > {1}.lower or {0}.upper > {1}.upper)"
    query = f"""
        with places (territory, value, lower, upper) as (values {values})
        select
            one.territory, one.value, one.lower, one.upper,
            1 + count(*) filter ({above.format("other", "one")}),
            count(*) - count(*) filter ({above.format("one", "other")})
        from places as one cross join places as other
        group by all order by one.value desc
    """
    return [Ranked(*row) for row in duckdb.sql(query).fetchall()]


CHOICES = [
    ("provinces", "exports", "level", "2026-9M"),
    ("provinces", "budget_revenue", "completion", "2026-9M"),
    ("provinces", "grdp", "growth", "2025-H1"),
    ("large", "retail_sales", "growth", "2025-H1"),
    ("large", "tourists", "completion", "2026-10M"),
    ("large", "trade", "level", "2022-7M"),
]
TABLE = """
return [...document.querySelectorAll('#places-table tbody tr')].map(
  (row) => [...row.children].map((cell) => cell.textContent))
"""


def table(browser: Window) -> list[list[str]]:
    """The rows of the table of places, on all of its pages."""
    rows = list(browser.run(TABLE))
    while browser.run(
        "return !document.querySelector('.pager').hidden"
        " && !document.querySelector('.pager button:last-child').disabled"
    ):
        browser.click(".pager button:last-child")
        rows += browser.run(TABLE)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "indicator", "quantity", "period"), CHOICES)
def test_the_ranking_is_that_of_the_warehouse(
    browser: Window,
    request: pytest.FixtureRequest,
    name: str,
    indicator: str,
    quantity: str,
    period: str,
    language: str,
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    state = {"view": "places", "indicator": indicator, "quantity": quantity, "period": period}
    browser.open(site, language, **state)
    places = {row["id"]: row[language] for row in site.data("index")["territories"]}
    expected = ranking(site, indicator, quantity, period)
    assert len(expected) >= 30
    shown = table(browser)
    assert [row[2] for row in shown] == [
        number_in(language, SHOWN[quantity](one.value)) for one in expected
    ]
    by_name = {places[one.territory]: one for one in expected}
    assert len(by_name) == len(expected)
    for rank, place, value, interval, *_ in shown:
        one = by_name[place]
        assert rank == one.rank, place
        assert value == number_in(language, SHOWN[quantity](one.value))
        assert interval == interval_in(language, one.lower, one.upper)
    browser.draw_all()
    drawn = {text.removeprefix("! ") for text in browser.texts(".drawing svg text")}
    assert by_name.keys() <= drawn


def test_ranks_are_what_rounding_leaves_open(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    # Half intervals 12.5 – 13.5, 12.55 – 12.65, 12.35 – 12.45, 11.5 – 12.5; two equal; two touch.
    levels = {
        "a": {"north": "13", "south": "12.6", "east": "12.4", "west": "12"},
        "b": {"north": "7.5", "south": "7.5", "east": "9"},
        "c": {"north": "12.3", "south": "12.4"},
    }
    figures = [
        f"{indicator} level {level} territory_id={territory}"
        for indicator, places in levels.items()
        for territory, level in places.items()
    ]
    collection.report("r", figures)
    site = small_site(compiled_models, tmp_path, collection)
    ranks = {
        "a": ["1–2", "1–2", "3–4", "3–4"],
        "b": ["1", "2–3", "2–3"],
        "c": ["1", "2"],
    }
    for indicator, expected in ranks.items():
        browser.open(site, view="places", indicator=indicator)
        assert [row[0] for row in table(browser)] == expected


def test_a_number_leads_to_its_figure(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, view="places", indicator="exports", quantity="level", period="2026-9M")
    first = table(browser)[0]
    browser.click("#places-table a.trace")
    browser.trace()
    assert first[1] in browser.text("#trace") and first[2] in browser.text("#trace .figure-card")
    browser.close_trace()
    assert "view=places" in browser.run("return location.hash")


def test_contradicted_places_are_marked(browser: Window, provinces: BuiltSite) -> None:
    wrong = provinces.rows("""
        select period_id, territory_id from marts.figures
        where check_status = 'contradicted' and indicator_id = 'exports' and period_id = '2026-Q1'
    """)
    assert wrong
    browser.open(provinces, view="places", indicator="exports", period="2026-Q1")
    marked = [row for row in table(browser) if "contradicted" in row[4]]
    places = {row["id"]: row["en"] for row in provinces.data("index")["territories"]}
    assert [row[1] for row in marked] == [places[row["territory_id"]] for row in wrong]
    browser.draw_all()
    assert f"! {marked[0][1]}" in browser.texts(".drawing svg text")
    for show, selector in (("map", ".place.doubted"), ("tiles", ".grid .doubted")):
        browser.open(provinces, view="places", indicator="exports", period="2026-Q1", show=show)
        labels = browser.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.ariaLabel)", selector
        )
        assert len(labels) == len(wrong)
        assert all(label.endswith("; contradicted") for label in labels)
        assert browser.text(".key").endswith(say("en", "places.doubted"))
        if show == "map":
            assert len(browser.texts(".map .outline")) >= len(wrong)
    script = "return getComputedStyle(document.querySelector('.grid .doubted')).borderWidth"
    assert browser.run(script) == "3px"
    browser.open(provinces, view="places", indicator="exports", period="2026-9M", show="tiles")
    assert say("en", "places.doubted") not in browser.text(".key")


# ----- the map and the tiles ----------------------------------------------------------------

LABELS = """
return Object.fromEntries([...document.querySelectorAll(arguments[0])].map(
  (place) => [place.getAttribute('aria-label').split(':')[0], place.getAttribute('aria-label')]))
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("show", "selector"), [("map", ".map .place"), ("tiles", ".grid li > *")])
def test_each_province_has_its_name_and_number(
    browser: Window, large: BuiltSite, show: str, selector: str, language: str
) -> None:
    state = {"view": "places", "indicator": "trade", "quantity": "growth", "period": "2026-10M"}
    browser.open(large, language, **state, show=show)
    labels = browser.run(LABELS, selector)
    places = {row["id"]: row[language] for row in large.data("index")["territories"]}
    expected = ranking(large, "trade", "growth", "2026-10M")
    assert len(labels) == len(expected) == 34
    for one in expected:
        label = labels[places[one.territory]]
        assert number_in(language, SHOWN["growth"](one.value)) in label
        assert one.rank in label and interval_in(language, one.lower, one.upper) in label


def test_places_without_a_figure_are_hatched_and_named(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.open(provinces, "vi", view="places", indicator="grdp", period="2025-H1", show="tiles")
    known = ranking(provinces, "grdp", "growth", "2025-H1")
    missing = browser.run(LABELS, ".grid .no-figure")
    assert len(known) + len(missing) == 63 and missing
    assert all(label.endswith(say("vi", "places.no_figure")) for label in missing.values())
    names_of_day = {name for _, name, _ in names(read(TILES), "2025-06-30")}
    assert set(missing) < names_of_day
    shown = browser.text("#view")
    assert f"{len(known)} trên 63" in shown and next(iter(missing)) in shown
    legend = browser.texts(".key li")
    assert legend[-1] == f"{say('vi', 'places.no_figure')} ({len(missing)})"


def test_a_period_before_july_2025_has_tiles_and_no_map(browser: Window, large: BuiltSite) -> None:
    for period, count, has_map in (("2025-H1", 63, False), ("2025-7M", 34, True)):
        state = {"view": "places", "indicator": "trade", "period": period}
        browser.open(large, **state, show="map")
        assert browser.run("return document.querySelector('.map') !== null") is has_map
        browser.open(large, **state, show="tiles")
        labels = browser.run(LABELS, ".grid li > *")
        assert len(labels) == count
        assert "Hue" in labels and "Thua Thien Hue" not in labels
    browser.open(large, view="places", indicator="trade", period="2024", show="tiles")
    labels = browser.run(LABELS, ".grid li > *")
    assert len(labels) == 63 and "Thua Thien Hue" in labels and "Hue" not in labels


SHADES = """
return [...document.querySelectorAll('.map .place')].map((place) => [
  place.getAttribute('aria-label'), place.getAttribute('class').split(' ')[1]])
"""


def test_shades_of_levels_hold_equal_numbers_of_places(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="places", indicator="trade", period="2026-10M", show="map")
    values = {one.territory: one.value for one in ranking(large, "trade", "level", "2026-10M")}
    places = {
        row["en"]: row["id"] for row in large.data("index")["territories"] if "2025" in row["id"]
    }
    by_shade: dict[str, list[float]] = {}
    for label, shade in browser.run(SHADES):
        by_shade.setdefault(shade, []).append(values[places[label.split(":")[0]]])
    ordered = [by_shade[f"shade-{number}"] for number in range(1, 6)]
    assert [len(ones) for ones in ordered] == [7, 7, 7, 7, 6]
    for lower, upper in pairwise(ordered):
        assert max(lower) < min(upper)
    legend = browser.texts(".key li")
    assert legend[0] == f"{printed(min(ordered[4]))} – {printed(max(ordered[4]))} (6)"


def test_shades_of_rates_divide_at_the_middle(browser: Window, large: BuiltSite) -> None:
    for quantity, middle in (("growth", 0.0), ("completion", 250 / 3)):
        state = {"view": "places", "indicator": "trade", "period": "2026-10M", "show": "map"}
        browser.open(large, **state, quantity=quantity)
        values = {one.territory: one.value for one in ranking(large, "trade", quantity, "2026-10M")}
        places = {
            row["en"]: row["id"]
            for row in large.data("index")["territories"]
            if "2025" in row["id"]
        }
        sides = set()
        for label, shade in browser.run(SHADES):
            side = "below" if values[places[label.split(":")[0]]] < middle else "above"
            assert shade.startswith(side), label
            sides.add(side)
        assert sides == {"below", "above"}
        assert len(browser.texts(".key li")) == 6


# ----- side by side -------------------------------------------------------------------------

AXES = """
return [...document.querySelectorAll('.multiples .chart')].map((chart) =>
  [...chart.querySelectorAll('.role-axis-label text')].map((label) => label.textContent))
"""
POINTS = """
return [...document.querySelectorAll('.multiples .chart')].map((chart) =>
  [...chart.querySelectorAll('.mark-symbol path[aria-label]')].map((one) => one.ariaLabel))
"""
LINES = """
return [...document.querySelectorAll('.multiples .chart')].map((chart) =>
  chart.querySelectorAll('.mark-line path').length)
"""


def test_places_side_by_side_have_one_scale(browser: Window, large: BuiltSite) -> None:
    chosen = ["ha-noi", "da-nang", "hai-phong"]
    state = {"view": "places", "indicator": "trade", "quantity": "level", "show": "multiples"}
    browser.open(large, **state, period="2024", **{"with": ",".join(chosen)})
    browser.draw_all()
    assert browser.texts(".multiples figcaption strong") == [
        "Hanoi (until 2025-06-30)",
        "Da Nang (until 2025-06-30)",
        "Hai Phong (until 2025-06-30)",
    ]
    axes = browser.run(AXES)
    assert len(axes) == 3 and axes[0] == axes[1] == axes[2] and len(axes[0]) > 5
    expected = latest(large, "level")
    for territory, points in zip(chosen, browser.run(POINTS), strict=True):
        values = {
            period: row["value"]
            for (indicator, period, one), row in expected.items()
            if (indicator, one) == ("trade", territory) and period.isdigit()
        }
        assert len(points) == len(values) >= 5
        for period, value in values.items():
            assert any(f", {period}: {printed(value)} " in point for point in points)


def test_indicators_side_by_side_have_scales_of_their_own(
    browser: Window, large: BuiltSite
) -> None:
    state = {"view": "places", "indicator": "trade", "quantity": "level", "show": "multiples"}
    state |= {"each": "indicator", "territory": "ha-noi", "period": "2024"}
    browser.open(large, **state, **{"with": "trade,tourists"})
    browser.draw_all()
    axes = browser.run(AXES)
    assert len(axes) == 2 and axes[0] != axes[1]
    assert all(len(points) >= 5 for points in browser.run(POINTS))


def test_a_missing_period_breaks_the_line(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    for year in (2019, 2020, 2022, 2023):
        levels = f"a level {year - 2000}.4", f"a level {year - 1990}.4 territory_id=south"
        collection.report(f"r{year}", levels, period=f"{year}")
    site = small_site(compiled_models, tmp_path, collection)
    browser.open(site, view="places", indicator="a", show="multiples")
    browser.draw_all()
    assert browser.run(LINES) == [2, 2]


def test_no_more_than_six_are_chosen(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="places", indicator="trade", period="2026-10M", show="multiples")
    assert len(browser.texts(".multiples figcaption strong")) == 6
    boxes = "input[type=checkbox]"
    assert browser.run(f"return document.querySelectorAll('{boxes}:checked').length") == 6
    free = f"return document.querySelectorAll('{boxes}:not(:checked):not(:disabled)').length"
    assert browser.run(free) == 0
    browser.click(f"{boxes}:checked")
    assert browser.run(free) > 20
    browser.click(".picks ~ button")
    browser.until("return /with=/.test(location.hash)")
    browser.until("return document.querySelectorAll('.multiples figcaption strong').length === 5")


# ----- files and frames ---------------------------------------------------------------------


def exact(row: dict[str, Any], quantity: str) -> list[Decimal]:
    """What a figure prints, and the ends of its half interval, by the digits of the print."""
    value = Decimal(row["printed"].replace(".", "").replace(",", "."))
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    if PRINTED[quantity][row["measure"]] < 0:
        value = -value
    return [value, value - half, value + half]


def in_csv(value: Decimal, language: str) -> str:
    """An exact number as a spreadsheet in a language reads it."""
    text = f"{value.normalize() + 0:f}"
    return text.replace(".", ",") if language == "vi" else text


# With a contradicted place, without a figure of some provinces, with falls, and with shared ranks.
FILES = [
    ("map", "exports", "level", "2026-Q1"),
    ("tiles", "exports", "completion", "2025-H1"),
    ("map", "retail_sales", "growth", "2026-9M"),
    ("ranking", "exports", "level", "2026-Q1"),
    ("ranking", "budget_revenue", "completion", "2026-9M"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("show", "indicator", "quantity", "period"), FILES)
def test_the_csv_has_every_place_that_is_drawn(
    browser: Window,
    provinces: BuiltSite,
    tmp_path: Path,
    show: str,
    indicator: str,
    quantity: str,
    period: str,
    language: str,
) -> None:
    state = {"view": "places", "indicator": indicator, "quantity": quantity, "period": period}
    browser.open(provinces, language, **state, show=show)
    rows = table_of(saved(browser, tmp_path, show, "CSV"), language)
    ranks = {one.territory: one for one in ranking(provinces, indicator, quantity, period)}
    places = {row["id"]: row[language] for row in provinces.data("index")["territories"]}
    figures = {
        territory: row
        for (one, of_period, territory), row in latest(provinces, quantity).items()
        if (one, of_period) == (indicator, period)
    }
    assert len(rows) == len(figures) >= 30
    keys = ("report_id", "indicator_id", "period_id", "territory_id", "check_status", "printed")
    for row in rows:
        figure, rank = figures.pop(row["territory_id"]), ranks[row["territory_id"]]
        assert {key: row[key] for key in keys} == {key: figure[key] for key in keys}
        assert row["figure_no"] == str(figure["figure_no"])
        assert row["territory"] == places[row["territory_id"]]
        assert (row["best_rank"], row["worst_rank"]) == (str(rank.best), str(rank.worst))
        assert (row["basis"], row["quantity"]) == ("", quantity)
        expected = [in_csv(number, language) for number in exact(figure, quantity)]
        assert [row["value"], row["lower"], row["upper"]] == expected
        assert row["unit"] == ("%" if quantity != "level" else say_unit(provinces, language))
    values = [float(row["value"].replace(",", ".")) for row in rows]
    assert (values == sorted(values, reverse=True)) == (show == "ranking")


def say_unit(site: BuiltSite, language: str) -> str:
    """The name of the unit of exports."""
    (unit,) = (one for one in site.data("index")["units"] if one["id"] == "million_usd")
    return str(unit[language])


def drawing_of(content: bytes) -> tuple[ElementTree.Element, list[str], list[ElementTree.Element]]:
    """A drawing in a file: its root, its texts, and its places, which have a sentence each."""
    root = ElementTree.fromstring(content)
    texts = [one.text or "" for one in root.iter(f"{{{SVG}}}text")]
    groups = [one for one in root.iter(f"{{{SVG}}}g") if one.find(f"{{{SVG}}}title") is not None]
    return root, texts, groups


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("show", "period", "count"), [("map", "2026-Q1", 34), ("tiles", "2025-H1", 63)]
)
def test_a_map_is_saved_with_every_province_its_key_and_its_source(
    browser: Window,
    provinces: BuiltSite,
    tmp_path: Path,
    show: str,
    period: str,
    count: int,
    language: str,
) -> None:
    state = {"view": "places", "indicator": "exports", "period": period, "show": show}
    saved_in = {}
    for scheme in ("dark", "light"):
        browser.prefer(scheme)
        browser.open(provinces, language, **state)
        saved_in[scheme] = saved(browser, tmp_path, show, "SVG")
    assert saved_in["light"] == saved_in["dark"], "a file has the colours of paper"
    root, texts, places = drawing_of(saved_in["light"])
    selector = {"map": ".map .place", "tiles": ".grid li > *"}[show]
    labels = browser.run(LABELS, selector)
    assert len(places) == len(labels) == count
    assert {one.findtext(f"{{{SVG}}}title") for one in places} == set(labels.values())
    # Each place has the colour that the page has in light colours.
    script = (
        "return [...document.querySelectorAll(arguments[0])].filter((e) => e.localName === 'a')"
        ".map((e) => getComputedStyle(e.querySelector('path') || e))"
        ".map((style) => style.fill === 'rgb(0, 0, 0)' ? style.backgroundColor : style.fill)"
    )
    shape = {"map": "path", "tiles": "rect"}[show]
    shapes = [one.find(f"{{{SVG}}}{shape}") for one in places]
    fills = Counter(one.attrib["fill"] for one in shapes if one is not None)
    striped = {fill: n for fill, n in fills.items() if fill.startswith("url(#")}
    assert fills - Counter(striped) == Counter(browser.run(script, selector))
    missing = browser.texts(f"{selector.split()[0]} .no-figure title, .grid .no-figure")
    assert sum(striped.values()) == len(missing)
    assert {f"url(#{one.attrib['id']})" for one in root.iter(f"{{{SVG}}}pattern")} >= striped.keys()
    # By itself: nothing of the page's styles, no links, no scripts.
    written = saved_in["light"].decode()
    assert "var(" not in written and "<a " not in written and "<script" not in written
    assert not [one for one in root.iter() if {"class", "href", "style"} & set(one.attrib)]
    for line in browser.texts(".key li"):
        assert line in texts, "the key"
    title = root.findtext(f"{{{SVG}}}title") or ""
    source = root.findtext(f"{{{SVG}}}desc") or ""
    release = browser.run("return document.querySelector('footer').dataset.release")
    assert release and release in source and re.search(r"\b\d\d (báo cáo|reports)\b", source)
    shown = " ".join(texts)
    doubted = say(language, "places.doubted")
    assert title in shown and source in shown and doubted in shown
    assert (say(language, "places.source") in shown) == (show == "map")
    size = tuple(2 * int(root.attrib[name]) for name in ("width", "height"))
    picture = saved(browser, tmp_path, show, "PNG")
    assert struct.unpack(">II", picture[16:24]) == size and size[0] == 1664
    # Another program draws it too.
    elsewhere = vl_convert.svg_to_png(written, scale=2)
    assert struct.unpack(">II", elsewhere[16:24]) == size
    assert min(len(picture), len(elsewhere)) > 100_000, "the picture is blank"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_is_saved_with_every_place(
    browser: Window, provinces: BuiltSite, tmp_path: Path, language: str
) -> None:
    state = {
        "view": "places",
        "indicator": "exports",
        "quantity": "completion",
        "period": "2026-9M",
    }
    browser.resize(390)
    browser.open(provinces, language, **state)
    root, texts, _ = drawing_of(saved(browser, tmp_path, "ranking", "SVG"))
    places = {row["id"]: row[language] for row in provinces.data("index")["territories"]}
    expected = ranking(provinces, "exports", "completion", "2026-9M")
    for one in expected:
        assert {places[one.territory], one.rank} <= set(texts)
        assert number_in(language, SHOWN["completion"](one.value)) in texts
    bars = [path for path in root.iter(f"{{{SVG}}}path") if "aria-label" in path.attrib]
    assert len(bars) == len(expected) == 34
    shown = " ".join(texts)
    assert say(language, "places.ranking_key_elapsed", elapsed="75") in shown
    # The file of a phone is as wide as that of a desktop.
    assert root.attrib["width"] == "832" and int(root.attrib["height"]) > 34 * 25


def test_a_chart_side_by_side_is_saved_alone(
    browser: Window, large: BuiltSite, tmp_path: Path
) -> None:
    chosen = ["ha-noi", "da-nang", "hai-phong"]
    state = {"view": "places", "indicator": "trade", "quantity": "level", "show": "multiples"}
    browser.open(large, **state, period="2024", **{"with": ",".join(chosen)})
    expected = latest(large, "level")
    for territory in chosen:
        rows = table_of(saved(browser, tmp_path, territory, "CSV"), "en")
        years = {
            period: [in_csv(number, "en") for number in exact(row, "level")]
            for (indicator, period, one), row in expected.items()
            if (indicator, one) == ("trade", territory) and period.isdigit()
        }
        found = {row["period_id"]: [row["value"], row["lower"], row["upper"]] for row in rows}
        assert found == years and len(rows) == len(years) >= 5
        assert list(found) == sorted(found)
        assert {(row["territory_id"], row["indicator_id"]) for row in rows} == {
            (territory, "trade")
        }
        root, texts, _ = drawing_of(saved(browser, tmp_path, territory, "SVG"))
        assert say("en", "places.multiples_key") in " ".join(texts)
        points = [path for path in root.iter(f"{{{SVG}}}path") if "aria-label" in path.attrib]
        assert len(points) == len(years)
    browser.open(large, **state, period="2024", each="indicator", territory="ha-noi")
    menus = "return [...document.querySelectorAll('.downloads')].map((one) => one.dataset.chart)"
    names = browser.run(menus)
    assert names[0] == "trade" and len(names) == len(set(names)) > 1
    rows = table_of(saved(browser, tmp_path, names[1], "CSV"), "en")
    assert {(row["territory_id"], row["indicator_id"]) for row in rows} == {("ha-noi", names[1])}


DRAWING = """
return [...document.querySelectorAll('#view figure :is(.place, .grid li > *, path[aria-label])')]
  .map((one) => one.getAttribute('aria-label'))
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("show", "chart"),
    [("ranking", "ranking"), ("map", "map"), ("tiles", "tiles"), ("multiples", "da-nang-2025")],
)
def test_a_frame_shows_the_very_drawing(
    browser: Window, provinces: BuiltSite, show: str, chart: str, language: str
) -> None:
    state = {"indicator": "exports", "quantity": "completion", "period": "2026-9M", "show": show}
    if show == "multiples":
        state["with"] = "da-nang-2025,hue-2025"
    browser.open(provinces, language, view="places", **state)
    browser.draw_all()
    drawn = browser.run(DRAWING)
    titles = browser.texts(".downloads summary")
    frame = snippet(browser, chart)
    open_frame(browser, frame, language)
    alone = browser.run(DRAWING)
    if show == "multiples":
        assert len(titles) == 2 and 0 < len(alone) < len(drawn) and set(alone) < set(drawn)
    else:
        assert alone == drawn and len(alone) == 34
    if show == "map":
        licence = browser.run("return document.querySelector('#view figure p a').href")
        assert licence.endswith("data/map-licence.txt")
    browser.resize(390)
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    browser.resize(1280)
    # Its link leads to the whole view, in the language that its reader chose.
    browser.run("doichieu.remember(arguments[0])", language)
    link = browser.run("return [...document.querySelectorAll('#view p a')].at(-1).href")
    assert "embed" not in link and "chart=" not in link
    browser.driver.get("about:blank")
    browser.driver.get(link)
    browser.until("return document.documentElement.dataset.ready !== undefined")
    browser.draw_all()
    assert browser.run(DRAWING) == drawn


def test_a_map_is_saved_by_keyboard(browser: Window, provinces: BuiltSite, tmp_path: Path) -> None:
    browser.open(provinces, view="places", indicator="exports", period="2026-9M", show="map")
    allowed = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", allowed)
    browser.run("[...document.querySelectorAll('.map .place')].at(-1).focus()")
    reached = []
    while "Download" not in (reached or [""])[-1] and len(reached) < 4:
        browser.press("TAB")
        reached.append(browser.run("return document.activeElement.textContent"))
    browser.press("ENTER")
    for label in ("PNG", "SVG", "CSV"):
        browser.press("TAB")
        assert browser.run("return document.activeElement.textContent") == label
    browser.press("ENTER")
    status = "return document.querySelector('.downloads [role=status]').textContent"
    assert browser.until(status) == "Saved: exports-level-million-usd-first-9-months-of-2026.csv"


def test_numbers_of_tiles_stay_on_one_line_on_a_phone(
    browser: Window, provinces: BuiltSite
) -> None:
    browser.resize(390)
    state = {"indicator": "exports", "period": "2025-H1", "show": "tiles"}
    browser.open(provinces, "vi", view="places", **state)
    numbers = browser.run(
        "return [...document.querySelectorAll('.grid b')].map((one) => ["
        "one.textContent, one.clientHeight, parseFloat(getComputedStyle(one).fontSize),"
        "one.scrollWidth - one.clientWidth])"
    )
    assert max(len(text) for text, *_ in numbers) >= 8
    for text, height, size, beyond in numbers:
        assert height < 2 * size and beyond == 0, text


# ----- addresses, keyboard, phone, accessibility --------------------------------------------


def test_an_address_leads_to_what_was_chosen(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="places")
    for name, value in (("indicator", "imports"), ("period", "2025-H1"), ("quantity", "growth")):
        browser.choose(name, value)
        browser.wait_for(view="places", **{name: value})
    browser.run(
        "[...document.querySelectorAll('.shows a')].find((a) => /tiles/.test(a.href)).click()"
    )
    browser.until("return document.querySelector('.grid')")
    chosen = {"indicator": "imports", "period": "2025-H1", "quantity": "growth", "show": "tiles"}
    assert browser.address() == {"view": "places"} | chosen
    seen = browser.text("#view")
    browser.driver.refresh()
    browser.until("return document.documentElement.dataset.ready !== undefined")
    assert browser.text("#view") == seen
    assert "Growth on the same period last year, %, first half of 2025" in seen


def test_the_order_of_the_table_is_kept_and_another_choice_begins_on_the_first_page(
    browser: Window, large: BuiltSite
) -> None:
    state = {"view": "places", "indicator": "trade", "quantity": "level", "period": "2025-H1"}
    for place, name in ((1, "rank"), (3, "number"), (4, "half_interval")):
        browser.open(large, **state)
        browser.click(f"#places-table thead th:nth-child({place}) button")
        browser.click(f"#places-table thead th:nth-child({place}) button")
        assert browser.address() == state | {"places-table.sort": f"-{name}"}
        shown = browser.texts("#places-table tbody tr")
        browser.afresh(**browser.address())
        assert browser.texts("#places-table tbody tr") == shown
    browser.click(".pager button:last-child")
    assert browser.address()["places-table.page"] == "2"
    browser.choose("indicator", "imports")
    browser.wait_for(view="places", indicator="imports")
    assert browser.address() == state | {
        "indicator": "imports",
        "places-table.sort": "-half_interval",
    }
    assert browser.texts(".pager [role=status]")[0].startswith("Rows 1–50 of ")


def test_what_an_address_asks_for_in_vain_is_said(browser: Window, large: BuiltSite) -> None:
    browser.open(large, view="places", indicator="nothing", period="1990", quantity="x", show="y")
    assert browser.run("return document.querySelectorAll('#places-table tbody tr').length") == 34
    assert "There is no such figure for the period asked for" in browser.text(".warning")


def test_the_usual_period_is_the_newest_that_most_places_have(
    browser: Window, large: BuiltSite
) -> None:
    browser.open(large, view="places", indicator="trade")
    assert "first 10 months of 2026" in browser.text("figcaption")
    # More periods than a list without a search shows.
    browser.click("#choose-period")
    options = browser.texts("#choose-period-options [role=option]")
    assert "first 10 months of 2026 (34)" in options and "first half of 2025 (63 ★)" in options
    groups_shown = browser.texts("#choose-period-options .group")
    assert groups_shown[:3] == ["whole years", "half-years", "quarters"]
    assert {f"first {number} months of the year" for number in (9, 10)} <= set(groups_shown)


def test_a_place_is_reached_and_opened_by_keyboard(browser: Window, large: BuiltSite) -> None:
    for show, place in (("map", ".map .place"), ("tiles", ".grid a")):
        browser.open(large, view="places", indicator="trade", period="2026-10M", show=show)
        browser.run(
            "document.querySelector('.shows a:last-child').focus();"
            "[...document.querySelectorAll('.shows a')].at(-1).focus()"
        )
        reached = []
        for _ in range(34):
            browser.press("TAB")
            reached.append(browser.run("return document.activeElement.getAttribute('aria-label')"))
        assert sorted(reached) == sorted(browser.run(LABELS, place).values())
        if show == "map":
            assert browser.text(".pointed") == reached[-1]
        browser.press("ENTER")
        browser.trace()
        name = reached[-1].split(":")[0]
        assert name in browser.text("#trace")


STATES = {
    "ranking": {"period": "2026-9M"},
    "map": {"period": "2026-9M"},
    "tiles": {"period": "2025-H1"},
    "multiples": {"period": "2026-9M"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("show", STATES)
def test_no_rule_of_accessibility_is_broken(
    browser: Window, provinces: BuiltSite, show: str, language: str
) -> None:
    state = {"view": "places", "indicator": "exports", "show": show} | STATES[show]
    browser.open(provinces, language, **state)
    browser.draw_all()
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert [str(one) for one in findings(browser)] == []
    browser.resize(390)
    browser.draw_all()
    assert [str(one) for one in findings(browser, LAYOUT)] == []
    assert (
        browser.run(
            "const { scrollWidth, clientWidth } = document.documentElement;"
            "return scrollWidth - clientWidth"
        )
        == 0
    )
    browser.run("delete document.documentElement.dataset.ready")
    browser.prefer("dark")
    browser.until("return document.documentElement.dataset.ready !== undefined")
    browser.draw_all()
    assert [str(one) for one in findings(browser, CONTRAST)] == []


CONTRASTS = """
const luminance = (colour) => {
  const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255);
  const [r, g, b] = parts.map(
    (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
return ['shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5', 'below-3', 'below-2', 'below-1',
  'above-1', 'above-2', 'above-3'].map((name) => {
  const tile = document.querySelector('.grid li > *').cloneNode(true);
  tile.className = name;
  document.querySelector('.grid li').replaceChildren(tile);
  const style = getComputedStyle(tile);
  const [one, other] = [style.color, style.backgroundColor].map(luminance).sort((a, b) => b - a);
  return [name, (one + 0.05) / (other + 0.05)];
});
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_a_tile_stand_out_from_every_shade(
    browser: Window, provinces: BuiltSite, scheme: str
) -> None:
    browser.prefer(scheme)
    browser.open(provinces, view="places", indicator="exports", period="2026-9M", show="tiles")
    contrasts = dict(browser.run(CONTRASTS))
    assert len(contrasts) == 11
    assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}


def test_one_place_has_nothing_to_be_compared_with(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    assert not browser.run(
        "return [...document.querySelectorAll('nav a')].some((a) => /view=places/.test(a.href))"
    )
    browser.open(shipped, view="places")
    assert browser.run("return document.querySelectorAll('#places-table tbody tr').length") == 1
