"""What a new reader does with the site of a collection alone: each task with the presses it takes.

A press is one of a link, a button, a heading, or an option; a list takes two, one to open it. A
text that is typed counts as one more. Regions of a country ("the north") are no task: the shipped
reference has none, so a reader chooses places by name, or puts the regions into `parent_id`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from support.site_folders import BuiltSite
from support.window import Window

from doichieu.site.words import LANGUAGES, say


@dataclass
class Reader:
    """A reader of a site, whose presses and typed texts are counted."""

    browser: Window
    site: BuiltSite
    language: str
    presses: int = 0
    texts: int = 0

    def say(self, name: str, **filling: str) -> str:
        return say(self.language, name, **filling)

    def press(self, selector: str, text: str = "") -> None:
        """Press what is shown under a selector, and begins with a text."""
        script = (
            "return [...document.querySelectorAll(arguments[0])]"
            ".find((one) => one.checkVisibility() && one.textContent.startsWith(arguments[1]))"
        )
        self.browser.until(script, selector, text).click()
        self.presses += 1

    def choose(self, name: str, value: str, text: str = "") -> None:
        """Choose a value of a list; of a long one, by a text that is typed."""
        self.presses += 2
        self.texts += bool(text)
        self.browser.choose(name, text or value)

    def search(self, text: str) -> None:
        """Type a text into the search, and choose what it finds first."""
        self.browser.write("#search-box", text)
        self.browser.press("ENTER")
        self.presses += 2  # the box and the option
        self.texts += 1

    def name(self, table: str, key: str) -> str:
        """A name of the reference in the reader's language."""
        column = f"{table.removesuffix('s').replace('territorie', 'territory')}_id"
        (row,) = self.site.rows(
            f"select name_{self.language} as name from reference.{table} where {column} = '{key}'"
        )
        return str(row["name"])


def every_contradiction_of_a_year(reader: Reader) -> None:
    """Find every contradiction of 2024."""
    reader.press("#navigation a", reader.say("nav.conflicts"))
    reader.browser.wait_for(view="conflicts")
    reader.choose("year", "2024")
    reader.browser.wait_for(view="conflicts", year="2024")
    (expected,) = reader.site.rows(
        """
        select count(distinct conflict_id) as count from marts.conflicts
        inner join marts.reconciliation as checks using (check_id)
        where checks.period_id like '2024%'
        """
    )
    assert len(reader.browser.texts("#conflict-table tbody tr")) == expected["count"] > 5


def the_contradictions_of_a_place(reader: Reader) -> None:
    """Find what contradicts itself in Sơn La since the merger."""
    reader.press("#navigation a", reader.say("nav.conflicts"))
    reader.browser.wait_for(view="conflicts")
    reader.choose("territory", "son-la-2025", text="son la")
    reader.browser.wait_for(view="conflicts", territory="son-la-2025")
    rows = reader.browser.column("conflict-table", 1)
    assert rows and set(rows) == {reader.name("territories", "son-la-2025")}


def which_report_is_misprinted(reader: Reader) -> None:
    """Which report is most likely misprinted, and what is the right number?"""
    (worst,) = reader.site.rows(
        """
        select report_id, printed, candidate from marts.repair_candidates
        where rank = 1 and report_id = (
            select report_id from marts.reconciliation where verdict = 'contradiction'
            order by severity desc limit 1
        )
        """
    )
    row = "#conflict-table tbody tr:first-child"
    (likely,) = reader.browser.texts(f"{row} td:nth-child(2)")
    assert f"{worst['printed']} → {worst['candidate']}" in likely
    reader.press(f"{row} td:last-child a")
    reader.browser.wait_for(view="report", report=worst["report_id"])


def the_link_to_a_figure(reader: Reader) -> None:
    """Send the link to the figure that is likely misprinted."""
    reader.press("#conflict-table tbody tr:first-child a.trace")
    reader.browser.trace()
    printed = reader.browser.texts("#trace .printed q")
    address = reader.browser.address()
    reader.browser.afresh(**address)
    reader.browser.trace()
    assert reader.browser.texts("#trace .printed q") == printed


def whether_a_plan_is_ahead(reader: Reader) -> None:
    """Are the exports of Đà Nẵng ahead of their plan?"""
    reader.press("#behind-table tbody th a", reader.name("indicators", "exports"))
    reader.browser.wait_for(view="plans", indicator="exports")
    reader.browser.write(".search input", "da nang")
    reader.texts += 1
    (expected,) = reader.site.rows(
        """
        select status from marts.plan_completion
        where territory_id = 'da-nang-2025' and indicator_id = 'exports' and period_id = '2026-10M'
        """
    )
    shown = reader.browser.column("plans-table", 3)
    assert shown == [reader.say(f"status.{expected['status']}")]


def what_is_behind_in_a_place(reader: Reader) -> None:
    """What is farthest behind plan in Đồng Nai?"""
    reader.press("#navigation a", reader.say("nav.plans"))
    reader.browser.wait_for(view="plans")
    reader.choose("territory", "dong-nai-2025", text="dong nai")
    reader.browser.wait_for(view="plans", territory="dong-nai-2025")
    (worst,) = reader.site.rows(
        """
        select indicator_id from marts.plan_completion
        where territory_id = 'dong-nai-2025' and period_id = '2026-10M'
        order by pace_gap_pts limit 1
        """
    )
    shown = reader.browser.column("plans-table", 1)
    assert shown[0] == reader.name("indicators", worst["indicator_id"])


def where_an_indicator_is_behind(reader: Reader) -> None:
    """Where are tourist visits behind plan?"""
    reader.press("#behind-table tbody th a", reader.name("indicators", "tourists"))
    reader.browser.wait_for(view="plans", indicator="tourists")
    reader.choose("status", "behind")
    reader.browser.wait_for(view="plans", indicator="tourists", status="behind")
    rows = reader.site.rows(
        """
        select territory_id from marts.plan_completion
        where indicator_id = 'tourists' and period_id = '2026-10M' and status = 'behind'
        order by pace_gap_pts, territory_id
        """
    )
    places = [reader.name("territories", row["territory_id"]) for row in rows]
    assert reader.browser.column("plans-table", 2) == places


def a_report_by_words(reader: Reader) -> None:
    """Open the report of Lạng Sơn on the first half of 2025."""
    reader.search("lang son 2025-h1")
    reader.browser.wait_for(view="report", report="lang-son-2025-h1")


def what_was_revised_most(reader: Reader) -> None:
    """What was revised most, and in which reports?"""
    reader.press("#revised-table tbody tr:first-child a.trace")
    reader.browser.until("return document.querySelector('#trace[open] .printed q')")
    (most,) = reader.site.data("overview")["revisions"]["rows"][:1]
    shown = reader.browser.text("#trace")
    titles = {row["id"]: row["title"] for row in reader.site.data("index")["reports"]}
    for report in (most["earlier_report"], most["later_report"]):
        assert titles[report] in shown


def the_reports_of_a_kind_in_an_order(reader: Reader) -> None:
    """Send the list of the half-year reports of 2024, those with most contradictions first."""
    reader.press("#kind-table td a[href*='year=2024'][href*='kind=half']")
    reader.browser.wait_for(view="reports", year="2024", kind="half")
    for _ in range(2):
        reader.press("#report-table thead button", reader.say("column.contradicted"))
    counts = [int(text) for text in reader.browser.column("report-table", 8)]
    assert counts == sorted(counts, reverse=True) and counts[0] > 0
    address = reader.browser.address()
    reader.browser.afresh(**address)
    assert [int(text) for text in reader.browser.column("report-table", 8)] == counts


# Each task with its presses and typed texts.
TASKS: dict[Callable[[Reader], None], tuple[int, int]] = {
    every_contradiction_of_a_year: (3, 0),
    the_contradictions_of_a_place: (3, 1),
    which_report_is_misprinted: (1, 0),
    the_link_to_a_figure: (1, 0),
    whether_a_plan_is_ahead: (1, 1),
    what_is_behind_in_a_place: (3, 1),
    where_an_indicator_is_behind: (3, 0),
    a_report_by_words: (2, 1),
    what_was_revised_most: (1, 0),
    the_reports_of_a_kind_in_an_order: (3, 0),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_takes_few_presses(
    browser: Window, large: BuiltSite, task: Callable[[Reader], None], language: str
) -> None:
    browser.open(large, language)
    reader = Reader(browser, large, language)
    task(reader)
    assert (reader.presses, reader.texts) == TASKS[task]
