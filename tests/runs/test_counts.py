"""Contradictions are counted by one rule: every view has the same number."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook
from support.random_collections import write_seeds
from support.running import once, orchestrate
from support.small_collections import SmallCollection

from doichieu.base.paths import WAREHOUSE


def contradicted(folder: Path) -> Path:
    """Seeds with contradictions of many kinds in two reports; some are acknowledged."""
    collection = SmallCollection()
    collection.identity("sum", "sum", "total", "a", "b")
    collection.limit("*", "increase_pct", "-100", "500", "critical")
    says = ["total level 100", "a level 40", "b level 70", "total increase_pct 10"]
    says += ["a increase_pct 30.0", "b increase_pct 20.0"]
    says += ["c level 748", "c level 790", "d increase_pct 900"]
    says += ["e level 100", "e plan_level 200", "e plan_pct 80.0", "lone level 5"]
    collection.report("first", says)
    says = ["f level 13", "f level 18", "g level 50", "g prior_level 40", "g increase_pct 90.0"]
    collection.report("second", says, period="2022-H1")
    collection.correction("second", 1, "acknowledge")
    for row in collection.tables["indicators"]:
        row["name_vi"] = row["name_en"] = row["indicator_id"]
    return write_seeds(folder / "seeds", collection.tables)


@pytest.fixture(scope="module")
def runs(shared: Path) -> Path:
    """A folder with the seeds, and two runs: refused, then published with the quarantine."""

    def run(folder: Path) -> None:
        seeds = contradicted(folder)
        where = ("--seeds", seeds, "--releases", folder / "releases")
        refused = orchestrate(*where)
        assert refused.returncode == 1, refused.stderr
        (folder / "refused.txt").write_text(refused.stderr, encoding="utf-8")
        (folder / "releases/refused").rename(folder / "refused")
        published = orchestrate(*where, "--quarantine")
        assert published.returncode == 0, published.stderr
        (folder / "published.txt").write_text(published.stdout, encoding="utf-8")

    return once(shared / "counts", run)


def checks(warehouse: Path) -> list[dict[str, Any]]:
    """The contradictions of a warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        query = "select * from marts.reconciliation where verdict = 'contradiction'"
        found = connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def text_of(page: Path) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.read_text("utf-8"))).split())


def answer(site: Path, name: str) -> Any:
    """The content of a data file of a site."""
    text = (site / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text[text.index(", ") + 2 : text.rindex(")")])


def rows_of_page(page: str, description: str) -> int:
    """The rows that the validation page counts below an expectation."""
    found = re.search(rf"{re.escape(description)}.*?State (?:not met|noted), (\d+) rows?", page)
    return int(found[1]) if found else 0  # what is met is not on the page


RULES = (
    "Totals reconcile",
    "Every part is at most its total",
    "Every total's completion and growth lie between",
    "Every printed percentage agrees",
    "Every figure that a report prints twice",
    "Contributions printed in points",
    "All figures that identities link",
    "Percentages and levels are possible",
)


def test_the_kinds_of_contradictions(runs: Path) -> None:
    found = checks(runs / "refused" / WAREHOUSE)
    assert {check["kind"] for check in found} == {
        "sum",
        "joint",
        "range",
        "repeat",
        "limit",
        "ratio",
    }
    acknowledged = [check for check in found if check["is_acknowledged"]]
    assert [check["kind"] for check in acknowledged] == ["repeat"]
    published = checks(runs / "releases/current" / WAREHOUSE)
    assert len(published) == len(found)
    assert all(check["is_acknowledged"] or check["is_quarantined"] for check in published)


def test_a_refusal_counts_the_open_contradictions_everywhere(runs: Path) -> None:
    found = checks(runs / "refused" / WAREHOUSE)
    words = f"{len(found)} ({len(found) - 1} open, 1 acknowledged)"
    console = (runs / "refused.txt").read_text(encoding="utf-8")
    assert f"Contradictions: {words}" in console
    page = text_of(runs / "refused/site/validation/index.html")
    assert f"Contradictions: {words}" in page
    assert sum(rows_of_page(page, rule) for rule in RULES) == len(found) - 1


def test_the_six_counts_of_a_release_are_equal(runs: Path) -> None:
    release = (runs / "releases/current").resolve()
    found = checks(release / WAREHOUSE)
    acknowledged = sum(check["is_acknowledged"] for check in found)
    settled = f"{acknowledged} acknowledged, {len(found) - acknowledged} in quarantine"
    words = f"{len(found)} ({settled})"
    # The console.
    assert f"Contradictions: {words}" in (runs / "published.txt").read_text(encoding="utf-8")
    # The validation page, as a sentence and by its rows.
    page = text_of(release / "site/validation/index.html")
    assert f"Contradictions: {words}" in page
    rules = (
        "The figures of every report agree without an acknowledgement",
        "Every report is complete in the marts",
    )
    assert sum(rows_of_page(page, rule) for rule in rules) == len(found)
    assert sum(rows_of_page(page, rule) for rule in RULES) == 0
    # The site: its index and the pages of the reports.
    index = answer(release / "site", "index")
    assert index["contradictions"] == len(found)
    assert sum(report["contradictions"] for report in index["reports"]) == len(found)
    for place, report in enumerate(index["reports"], start=1):
        data = answer(release / "site", f"reports/{place}")
        own = [check for check in data["checks"] if check["verdict"] == "contradiction"]
        assert len(own) == report["contradictions"] > 0
        assert {check["id"] for check in own} == {
            check["check_id"] for check in found if check["report_id"] == report["id"]
        }
    # The manifest.
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["contradictions"] == {
        **{"found": len(found), "open": 0, "acknowledged": acknowledged},
        "quarantined": len(found) - acknowledged,
    }
    verdicts = [row for row in manifest["checks"] if row["verdict"] == "contradiction"]
    assert sum(row["checks"] for row in verdicts) == len(found)
    # The workbooks.
    book = load_workbook(release / "exports/doichieu-en.xlsx", read_only=True)
    titles = [str(row[0]) for row in book["Summary"].iter_rows(values_only=True)]
    assert f"Contradictions: {words}" in titles
    header, *rows = book["Reconciliation"].iter_rows(values_only=True)
    assert [row[header.index("Verdict code")] for row in rows].count("contradiction") == len(found)


CONFLICTED: dict[str, Callable[[Path], str]] = {
    "console": lambda runs: (runs / "refused.txt").read_text(encoding="utf-8"),
    "page": lambda runs: text_of(runs / "refused/site/validation/index.html"),
}


def test_conflicts_come_first_and_say_what_the_others_imply(runs: Path) -> None:
    console = CONFLICTED["console"](runs)
    conflicts, rest = console.split("Expectations that are not met")
    assert "first: these 2 figures cannot all hold" in conflicts
    assert "first: this figure cannot hold" in conflicts
    for line in (
        "figure 7: c (c), level, printed 748 made up, north, 2021-H1, paragraph 7; "
        "the others imply",
        "figure 1: total (total), level, printed 100 made up, north, 2021-H1, paragraph 1; "
        "the others imply 109 – 111",
    ):
        assert line in conflicts
    assert "Totals reconcile" in rest
    # What is acknowledged stops nothing, and is not listed as a conflict to mend.
    assert "second: these 2 figures" not in conflicts
    page = CONFLICTED["page"](runs)
    first = page.index("The figures of every report can all hold")
    assert first < page.index("Totals reconcile")
    assert "the others imply" in page[first : page.index("Totals reconcile")]


def test_the_workbook_lists_the_conflicts_on_its_first_sheet(runs: Path) -> None:
    book = load_workbook(runs / "releases/current/exports/doichieu-en.xlsx", read_only=True)
    summary = [row for row in book["Summary"].iter_rows(values_only=True) if row[0]]
    printed = {row[5]: row[6] for row in summary if re.match(r"\d+: ", str(row[5]))}
    assert printed["1: 100"] == "109 – 111"
    header, *rows = book["Conflicts"].iter_rows(values_only=True)
    assert {"Conflict id", "No.", "Others imply, from", "Others imply, to"} <= set(header)
    assert len(rows) == len(printed)
