"""The search of a collection, and filters and lists that find words without their accents."""

import pytest
from support.site_folders import BuiltSite
from support.window import Window

from doichieu.site.words import LANGUAGES, say

FOLDED = {
    "Lạng Sơn": "lang son",
    "ĐẮK LẮK": "dak lak",
    "Thừa Thiên Huế": "thua thien hue",
    "Bà Rịa – Vũng Tàu": "ba ria – vung tau",
    # Composed and decomposed letters are one.
    "Hưng Yên".encode().decode(): "hung yen",
    "Hu\u031bng Ye\u0302n": "hung yen",
    "1.091,9 %": "1.091,9 %",
}


def search(browser: Window, text: str) -> dict[str, list[str]]:
    """Write a text into the search; the options found, by the title of their group."""
    browser.write("#search-box", text)
    return dict(
        browser.run(
            "return Object.fromEntries("
            "[...document.querySelectorAll('#search-box-options [role=group]')].map((group) => "
            "[document.getElementById(group.getAttribute('aria-labelledby')).textContent,"
            " [...group.querySelectorAll('[role=option] span')].map((one) => one.textContent)]))"
        )
    )


def test_letters_lose_their_accents(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    script = "return arguments[0].map(doichieu.folded)"
    assert browser.run(script, list(FOLDED)) == list(FOLDED.values())
    script = "return doichieu.matcher(arguments[0])(doichieu.folded('Tỉnh Lạng Sơn 2021'))"
    for wanted in ("", "  ", "son lang", "Lạng", "2021 TINH", "n"):
        assert browser.run(script, wanted) is True, wanted
    for wanted in ("lang sơn 2022", "langson", "tỉnhh"):
        assert browser.run(script, wanted) is False, wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_and_keys_are_found_in_both_languages(
    browser: Window, provinces: BuiltSite, language: str
) -> None:
    browser.open(provinces, language)
    groups = {
        name: say(language, f"search.{name}")
        for name in ("pages", "figures", "places", "indicators", "both", "periods", "reports")
    }
    index = provinces.data("index")
    retail = next(row for row in index["indicators"] if row["id"] == "retail_sales")
    for wanted in ("retail sales", "ban le hang hoa", "bán lẻ", "retail_sales"):
        assert search(browser, wanted)[groups["indicators"]] == [retail[language]], wanted
    found = search(browser, "dak lak")
    names = found[groups["places"]]
    place = next(row for row in index["territories"] if row["id"] == "dak-lak-2025")
    assert names == [place[language]]
    titles = [row["title"] for row in index["reports"] if row["id"].startswith("dak-lak")]
    assert found[groups["reports"]][:3] == titles[:3]
    # Several words, in any order, of place and period.
    wanted = {"en": "2025 first half lang son", "vi": "lang son 6 thang dau nam 2025"}
    for text in wanted.values():
        assert search(browser, text)[groups["reports"]] == ["Lạng Sơn: kinh tế - xã hội 2025-H1"]
    assert search(browser, "2026")[groups["periods"]][0] == "2026"
    assert search(browser, "2026-q1")[groups["periods"]] == [
        say(language, "period.quarter_1", year="2026")
    ]
    names = {row["id"]: row[language] for row in index["indicators"] + index["territories"]}
    assert search(browser, "tourist da nang")[groups["both"]] == [
        f"{names['tourists']}, {names['da-nang-2025']}"
    ]
    page = say(language, "nav.conflicts")
    assert search(browser, page.lower())[groups["pages"]] == [page]
    assert search(browser, "no such words") == {}
    assert browser.texts("#search [role=status]") == [say(language, "search.nothing")]


def test_a_figure_is_found_by_its_report_and_number(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces)
    report = provinces.data("index")["reports"][3]
    title = say("en", "search.figure", no="12", report=report["title"])
    for text in (f"{report['id']}#12", f" {report['id'].upper()}/12 "):
        assert search(browser, text) == {say("en", "search.figures"): [title]}
    assert search(browser, "elsewhere#12") == {}
    browser.press("ENTER")  # nothing is chosen
    search(browser, f"{report['id']}#12")
    browser.press("ENTER")
    browser.trace()
    assert browser.address() == {"figure": f"{report['id']}/12"}
    figures = provinces.data("reports/4")["figures"]
    assert browser.texts("#trace .printed q") == [
        next(one["printed"] for one in figures if one["no"] == 12)
    ]


def test_of_many_reports_all_are_a_link_away(browser: Window, large: BuiltSite) -> None:
    browser.open(large)
    found = search(browser, "da nang")[say("en", "search.reports")]
    assert len(found) == 7 and found[-1] == say("en", "search.all")
    browser.run("document.querySelector('#search-box-options [role=option]:last-of-type')")
    for _ in range(2):
        browser.press("ARROW_UP")  # the last of all is a page, or this
        if browser.run(
            "return document.querySelector('[aria-selected=true] span').textContent"
        ) == say("en", "search.all"):
            break
    browser.press("ENTER")
    browser.wait_for(view="reports")
    assert browser.address()["report-table.filter"] == "da nang"
    count = sum("da-nang" in row["id"] for row in large.data("index")["reports"])
    assert browser.texts(".pager [role=status]")[0].endswith(f" of {count}")


def test_the_search_needs_a_keyboard_only(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces)
    browser.run("document.activeElement.blur()")
    for _ in range(12):
        browser.press("TAB")
        if browser.run("return document.activeElement.id === 'search-box'"):
            break
    box = browser.driver.switch_to.active_element
    state = (
        "const box = document.getElementById('search-box');"
        "const active = document.getElementById(box.getAttribute('aria-activedescendant'));"
        "return [box.role, box.ariaExpanded, active && active.ariaSelected,"
        " active && active.querySelector('span').textContent]"
    )
    assert browser.run(state) == ["combobox", "false", None, None]
    box.send_keys("lang son")
    assert browser.run(state) == ["combobox", "true", None, None]
    browser.press("ARROW_DOWN")
    first = browser.run(state)
    assert first[:3] == ["combobox", "true", "true"] and first[3].startswith("Lang Son")
    browser.press("ARROW_DOWN")
    assert browser.run(state)[3] != first[3]
    browser.press("ARROW_UP")
    browser.press("ARROW_UP")  # from the first to the last
    assert browser.run("return document.querySelectorAll('[aria-selected=true]').length") == 1
    browser.press("ARROW_DOWN")
    assert browser.run(state) == first
    browser.press("ESCAPE")
    assert browser.run(state) == ["combobox", "false", None, None]
    assert browser.run("return document.getElementById('search-box').value") == "lang son"
    browser.press("ESCAPE")
    assert browser.run("return document.getElementById('search-box').value") == ""
    box.send_keys("exports")
    browser.press("ENTER")
    browser.wait_for(view="indicator", indicator="exports")
    assert browser.run("return document.activeElement.id") == "view-title"


def test_filters_and_long_lists_need_no_accents(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, "vi", view="reports")
    reports = provinces.data("index")["reports"]
    for text in ("dien bien", "Điện Biên", "bien dien"):
        browser.write(".search input", text)
        titles = browser.texts("#report-table tbody th")
        assert titles == [row["title"] for row in reports if row["id"].startswith("dien-bien")]
    browser.write("#choose-territory", "dien bien")
    options = ["Điện Biên (từ 1/7/2025)", "Điện Biên (đến 30/6/2025)"]
    assert browser.texts("#choose-territory-options [role=option]") == options
    browser.press("ENTER")
    browser.wait_for(view="reports", territory="dien-bien-2025")
    # Escape leaves the choice as it was.
    browser.write("#choose-territory", "ca mau")
    for _ in range(2):
        browser.press("ESCAPE")
    assert browser.run("return document.getElementById('choose-territory').value") == options[0]
    browser.wait_for(view="reports", territory="dien-bien-2025")


def test_a_list_that_is_left_shows_what_was_chosen(browser: Window, provinces: BuiltSite) -> None:
    browser.open(provinces, "vi", view="reports")
    value = "return document.getElementById(arguments[0]).value"
    before = browser.run(value, "choose-territory")
    assert before == say("vi", "choose.all")
    browser.write("#choose-territory", "ca mau")
    browser.press("TAB")
    assert browser.run(value, "choose-territory") == before
    assert browser.run("return document.getElementById('choose-territory-options').hidden")
    # Nothing is chosen in the search: its text stays.
    browser.write("#search-box", "ca mau")
    browser.press("TAB")
    assert browser.run(value, "search-box") == "ca mau"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_is_found_with_the_reports_of_its_provinces(
    browser: Window, provinces: BuiltSite, language: str
) -> None:
    browser.open(provinces, language)
    name = {"vi": "Đồng bằng sông Hồng", "en": "Red River Delta"}[language]
    assert search(browser, "dong bang song hong")[say(language, "search.places")] == [name]
    browser.press("ENTER")
    browser.wait_for(view="reports", territory="region:red-river-delta")
    places = set(browser.column("report-table", 2))
    delta = {"Hà Nội", "Hải Phòng", "Quảng Ninh", "Bắc Ninh", "Hưng Yên", "Ninh Bình"}
    before = {"Vĩnh Phúc", "Hải Dương", "Thái Bình", "Hà Nam", "Nam Định"}
    index = provinces.data("index")
    names = {row["vi"]: row[language] for row in index["territories"]}
    assert places and places <= {names[one] for one in delta | before if one in names}
