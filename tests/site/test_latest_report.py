"""Of several reports that give one figure, every view and export shows that of the same report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.cubes import read_json_stat, read_px
from support.random_collections import write_seeds
from support.running import once
from support.site_folders import MANIFEST, BuiltSite
from support.small_collections import SmallCollection
from support.warehouses import warehouse_of
from support.window import Window
from support.workbooks import book_of, sheet_of

from doichieu.base.report_orders import REPORT_ORDERS
from doichieu.base.warehouse import opened
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports import write_exports
from doichieu.site import lay_out, write_answers, write_page

# Of two reports of one place and period, `first` and `second` by their ids: when each was
# published, as far as known, and the latest, whose figures are 20 and 60 %.
PAIRS = {
    "unknown": ("", "", "second"),
    "equal": ("2021-07-01", "2021-07-01", "second"),
    "undated": ("", "2021-07", "first"),
    "dated": ("2021-07-02", "2021-07", "first"),
}
EXPECTED = dict.fromkeys(PAIRS, (20, 60))


@dataclass(frozen=True)
class Published:
    """A site and its exports."""

    site: BuiltSite
    exports: Path


@pytest.fixture(scope="module")
def pairs(shared: Path, compiled_models: CompiledModels, shipped_warehouse: Path) -> Published:
    """Pairs of reports that give different figures of one indicator."""

    def build(folder: Path) -> None:
        collection = SmallCollection()
        for name, (*dates, latest) in PAIRS.items():
            for place, published in zip(("first", "second"), dates, strict=True):
                level, share = (20, 60) if place == latest else (10, 40)
                says = [f"{name} level {level}", f"{name} plan_pct {share}"]
                collection.report(f"{name}-{place}", says, published=published)
        for row in collection.tables["indicators"]:
            row["name_vi"] = row["name_en"] = row["indicator_id"]
        seeds = write_seeds(folder / "seeds", collection.tables)
        warehouse = warehouse_of(
            seeds, compiled_models, shipped_warehouse, folder / "warehouse.duckdb"
        )
        write_exports(warehouse, folder / "exports")
        site = folder / "site"
        (site / "docs").mkdir(parents=True)
        (site / "docs" / "index.html").write_text("<title>docs</title>", encoding="utf-8")
        lay_out(site)
        write_page(site, write_answers(site, warehouse), MANIFEST)

    folder = once(shared / "pairs", build)
    return Published(BuiltSite.of(folder), folder / "exports")


def data_of(site: BuiltSite, folder: str) -> dict[str, Any]:
    """The files of the indicators in a folder of the data, by indicator."""
    found = enumerate(site.data("index")["indicators"], start=1)
    return {one["id"]: site.data(f"{folder}/{place}") for place, one in found}


def test_places_are_compared_by_the_latest_report(pairs: Published) -> None:
    found = {
        name: {group["quantity"]: group["rows"][0][3] for group in data["groups"]}
        for name, data in data_of(pairs.site, "places").items()
    }
    assert {name: (row["level"], row["completion"]) for name, row in found.items()} == EXPECTED


def test_the_newest_plan_is_that_of_the_latest_report(pairs: Published) -> None:
    rows = [row for row in pairs.site.data("plans/2021")["rows"] if row["newest"]]
    assert {row["indicator"]: row["plan_pct"] for row in rows} == {
        name: share for name, (_, share) in EXPECTED.items()
    }


LATEST = """
const [id, done] = arguments;
doichieu.observations(id).then((rows) =>
  done(["level", "plan_pct"].map((name) => doichieu.vintages(rows, name)[0].at(-1)[name])));
"""


def test_the_latest_vintage_is_that_of_the_latest_report(browser: Window, pairs: Published) -> None:
    browser.open(pairs.site, view="indicator", indicator="equal")
    found = {name: tuple(browser.driver.execute_async_script(LATEST, name)) for name in PAIRS}
    assert found == EXPECTED


def test_the_workbook_shows_the_latest_report(pairs: Published) -> None:
    book = book_of(pairs.exports)
    rows = [[cell.value for cell in row] for row in sheet_of(book, "half").iter_rows(min_row=5)]
    levels, shares = (
        {row[-1]: row[5] for row in rows if row[2] == quantity}
        for quantity in ("level", "share of the plan")
    )
    assert {name: (levels[name], shares[name]) for name in levels} == EXPECTED
    summary = list(sheet_of(book, "summary").iter_rows(values_only=True))
    ranked = {row[0]: (row[1], row[3]) for row in summary if row[0] in PAIRS}
    assert ranked == {name: (f"{name}-{latest}", 60) for name, (*_, latest) in PAIRS.items()}


@pytest.mark.parametrize("kind", ["px", "json-stat"])
def test_a_cube_has_the_latest_report(pairs: Published, kind: str) -> None:
    def values(quantity: str) -> dict[str, Any]:
        path = pairs.exports / kind / quantity
        is_px = kind == "px"
        cube = (
            read_px(Path(f"{path}.px"), "en") if is_px else read_json_stat(Path(f"{path}.en.json"))
        )
        return {indicator: cell["value"] for (indicator, *_), cell in cube.items()}

    levels, shares = values("level"), values("completion")
    assert {name: (levels[name], shares[name]) for name in levels} == EXPECTED


def test_the_order_is_that_of_the_revisions(pairs: Published) -> None:
    revised = pairs.site.rows("select indicator_id, later_report_id as report from marts.revisions")
    assert {row["indicator_id"]: row["report"] for row in revised} == {
        name: f"{name}-{latest}" for name, (*_, latest) in PAIRS.items()
    }
    with opened(pairs.site.warehouse) as connection:
        connection.execute(REPORT_ORDERS)
        claimed = connection.execute(
            "select distinct report_id, report_order from intermediate.int_claims order by all"
        ).fetchall()
        assert connection.execute("from report_orders order by all").fetchall() == claimed
