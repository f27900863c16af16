"""What a new reader does with the site of a collection alone: each task with the presses it takes.

A press is one of a link, a button, a heading, or an option; a list takes two, one to open it. A
text that is typed counts as one more.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from support.site_folders import BuiltSite
from support.window import Window

from doichieu.base.formats import printed
from doichieu.site.words import LANGUAGES, number_in, say


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


def every_contradiction_of_a_year_in_the_north(reader: Reader) -> None:
    """Find every contradiction of 2024 in the north."""
    reader.press("#navigation a", reader.say("nav.conflicts"))
    reader.browser.wait_for(view="conflicts")
    reader.choose("territory", "", text={"vi": "mien bac", "en": "northern v"}[reader.language])
    reader.browser.wait_for(view="conflicts", territory="region:north")
    reader.choose("year", "2024")
    reader.browser.wait_for(view="conflicts", territory="region:north", year="2024")
    shown = set(reader.browser.column("conflict-table", 1))
    northern, southern = (
        {reader.name("territories", place) for place in places}
        for places in (("cao-bang", "ha-noi", "ninh-binh"), ("can-tho", "nghe-an", "dong-nai"))
    )
    assert shown & northern and not shown & southern


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


def whether_a_plan_is_ahead_and_since_when(reader: Reader) -> None:
    """Are the imports of Khánh Hòa ahead of their plan, and since when?"""
    reader.search("imports khanh hoa")
    reader.browser.wait_for(view="indicator", indicator="imports", territory="khanh-hoa-2025")
    expected = reader.site.rows(
        """
        select period_id, status from marts.plan_completion
        inner join staging.stg_periods using (period_id)
        where
            territory_id = 'khanh-hoa-2025' and indicator_id = 'imports'
            and period_id like '2026%'
        order by end_date desc
        """
    )
    periods, paces = (reader.browser.column("time-table", place) for place in (1, 4))
    ahead = reader.say("status.ahead")
    assert paces[: len(expected)] == [reader.say(f"status.{row['status']}") for row in expected]
    since = next(place for place, pace in enumerate(paces) if pace != ahead) - 1
    assert expected[since]["period_id"] == "2026-H1"
    assert periods[since] == reader.say("period.half_1", year="2026")


def which_place_grew_most_on_the_map(reader: Reader) -> None:
    """Which province's exports grew most in 2025, on the map, and what did its report print?"""
    reader.press("#navigation a", reader.say("nav.places"))
    reader.browser.wait_for(view="places")
    reader.choose("indicator", "exports")
    reader.browser.wait_for(view="places", indicator="exports")
    reader.choose("period", "2025")
    reader.browser.wait_for(view="places", indicator="exports", period="2025")
    reader.choose("quantity", "growth")
    reader.browser.wait_for(view="places", period="2025", quantity="growth")
    reader.press(".shows a", reader.say("places.show_map"))
    reader.browser.wait_for(view="places", quantity="growth", show="map")
    (most,) = reader.site.rows(
        """
        select growth.territory_id, figures.printed from marts.growth
        inner join marts.figures
            using (report_id, territory_id, period_id, indicator_id, basis)
        where
            indicator_id = 'exports' and period_id = '2025' and basis = ''
            and figures.measure in ('increase_pct', 'decrease_pct')
        order by growth_pct desc limit 1
        """
    )
    name = reader.name("territories", most["territory_id"])
    assert reader.browser.column("places-table", 2)[0] == name
    reader.browser.run(
        "[...document.querySelectorAll('svg.map a.place')]"
        ".find((one) => one.ariaLabel.startsWith(arguments[0])).focus()",
        name,
    )
    reader.browser.press("ENTER")
    reader.presses += 1
    reader.browser.trace()
    assert reader.browser.texts("#trace .figure-card .printed q") == [most["printed"]]


def how_an_indicator_moved_and_which_figures_contradict(reader: Reader) -> None:
    """How did the exports of Lạng Sơn move since 2020, and which figures of them contradict?"""
    from selenium.webdriver import ActionChains

    reader.search("exports lang son")
    reader.browser.wait_for(view="indicator", indicator="exports", territory="lang-son-2025")
    wrong = reader.site.rows(
        """
        select period_id, report_id, printed from marts.figures
        inner join staging.stg_periods using (period_id)
        where
            territory_id in ('lang-son', 'lang-son-2025') and indicator_id = 'exports'
            and check_status = 'contradicted'
        order by end_date
        """
    )
    reader.browser.draw_all()
    word = reader.say("check_status.contradicted")
    marks = f".chart [aria-label*='{word}']"
    described = reader.browser.run(
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.ariaLabel)", marks
    )
    titles = {row["id"]: row["title"] for row in reader.site.data("index")["reports"]}
    assert len(described) == len(wrong) == 2
    for sentence, row in zip(described, wrong, strict=True):
        assert sentence.endswith(titles[row["report_id"]])
    mark = reader.browser.run(
        "const mark = document.querySelector(arguments[0]);"
        "mark.scrollIntoView({block: 'center'}); return mark",
        marks,
    )
    ActionChains(reader.browser.driver).move_to_element(mark).click().perform()
    reader.presses += 1
    reader.browser.trace()
    assert reader.browser.texts("#trace .figure-card .printed q") == [wrong[0]["printed"]]
    reader.press("#trace button.close")
    reader.browser.wait_for(view="indicator", territory="lang-son-2025")
    reader.choose("kind", "year")
    reader.browser.wait_for(view="indicator", territory="lang-son-2025", kind="year")
    levels = reader.site.rows(
        """
        select period_id, value from marts.figures
        where
            territory_id in ('lang-son', 'lang-son-2025')
            and indicator_id = 'exports' and measure = 'level'
            and period_id between '2020' and '2025' and length(period_id) = 4
        order by period_id desc
        """
    )
    years, shown = (reader.browser.column("time-table", place) for place in (1, 2))
    assert years == [reader.say("period.year", year=row["period_id"]) for row in levels]
    numbers = [number_in(reader.language, printed(row["value"])) for row in levels]
    assert all(text.startswith(one) for text, one in zip(shown, numbers, strict=True))
    assert len(numbers) == 6


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
    every_contradiction_of_a_year_in_the_north: (5, 1),
    the_contradictions_of_a_place: (3, 1),
    which_report_is_misprinted: (1, 0),
    the_link_to_a_figure: (1, 0),
    whether_a_plan_is_ahead_and_since_when: (2, 1),
    which_place_grew_most_on_the_map: (9, 0),
    how_an_indicator_moved_and_which_figures_contradict: (6, 1),
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
