"""The site in a browser: headless Chromium, from disk, without a network."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from support.numbers import INTERVALS, NUMBERS
from support.random_collections import write_seeds
from support.site_folders import HOSTILE, MANIFEST, BuiltSite, make_site, small_site
from support.small_collections import SmallCollection, large_conflict
from support.window import Window

from doichieu.base.contradictions import MOST_FIGURES as MOST_CONFLICTING
from doichieu.base.formats import MOST_DECIMALS, distance, factor, number, printed, signed
from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.pages import lay_out, names_in, write_answers, write_page
from doichieu.site.questions import answers
from doichieu.site.sentences import (
    check_sentence,
    conflict_sentence,
    growth_sentence,
    plan_sentence,
)
from doichieu.site.words import LANGUAGES, catalogue, interval_in, number_in, say
from pictures.browser import start

REPORT = "lang-son-2021-h1"
EXPORTS = f"{REPORT}/lang-son/2021-H1/exports/"


def altered(site: BuiltSite, folder: Path, name: str, change: Callable[[Any], None]) -> BuiltSite:
    """A copy of a site in which one data file was changed."""
    copy = site.copy(folder)
    data = site.data(name)
    change(data)
    text = f'doichieu.receive("{name}", {json.dumps(data)});\n'
    (copy.folder / "data" / f"{name}.js").write_text(text, encoding="utf-8")
    return copy


# ----- numbers and sentences are those of the Python side -----------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_by_one_rule(
    browser: Window, shipped: BuiltSite, language: str
) -> None:
    browser.open(shipped, language)
    for script, rule in (("number", number), ("inFull", printed), ("signed", signed)):
        shown = browser.run(f"return arguments[0].map(doichieu.{script})", NUMBERS)
        assert shown == [number_in(language, rule(value)) for value in NUMBERS]
    for most in (MOST_DECIMALS, 3, 0):
        script = "return arguments[0].map((one) => doichieu.interval(one, arguments[1]))"
        expected = [interval_in(language, *one, most) for one in INTERVALS]
        assert browser.run(script, INTERVALS, most) == expected
    gaps = [abs(value) for value in NUMBERS if value]
    for script, rule in (("distance", distance), ("factor", factor)):
        shown = browser.run(f"return arguments[0].map(doichieu.{script})", gaps)
        assert shown == [number_in(language, rule(gap)) for gap in gaps]


def texts_of(sentence: str) -> str:
    """A script for the sentences of rows of a report, as texts."""
    text = f"doichieu.textOf(doichieu.{sentence}(arguments[0], row))"
    return f"return arguments[1].map((row) => {text})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_those_of_the_page_without_scripts(
    browser: Window, many: BuiltSite, language: str
) -> None:
    browser.open(many, language)
    names = names_in(language, many.data("index"))
    compared = 0
    for table, sentence, script in (
        ("plans", plan_sentence, "planSentence"),
        ("growth", growth_sentence, "growthSentence"),
        ("checks", check_sentence, "checkSentence"),
    ):
        for place, report in enumerate(many.data("index")["reports"][:10], start=1):
            rows = many.data(f"reports/{place}")[table]
            # And in a report of another territory and period.
            for other in (report, report | {"territory": "", "period": ""}):
                shown = browser.run(texts_of(script), other, rows)
                assert shown == [sentence(names, other, row) for row in rows]
            compared += len(rows)
    assert compared > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_ceilings_and_falls_read_alike(browser: Window, many: BuiltSite, language: str) -> None:
    browser.open(many, language)
    index = many.data("index")
    # Of one indicator lower is better, of another it is not, whatever the random collection draws.
    for row, better in zip(index["indicators"], ("higher", "lower"), strict=False):
        row["better"] = better
        browser.run(
            "doichieu.indicators.get(arguments[0]).better = arguments[1]", row["id"], better
        )
    report = index["reports"][0]
    ceiling = index["indicators"][1]["id"]
    place = {"territory": report["territory"], "period": report["period"], "basis": ""}
    row = place | {"indicator": ceiling, "unit": index["units"][0]["id"]}
    lefts = ([None, None], [-40.25, -39.5], [-0.25, 0.25], [30, 40.125], [30, None])
    # A share of a plan is a number with its rounding, or a range, or unknown.
    shares = [(80.3, [80.25, 80.35]), (100, [99.5, 100.5]), (120.3, [120.25, 120.35])]
    shares += [(None, ends) for ends in ([44.5, 47.5], [94.5, 105.5], [109.5, 120.5], [None] * 2)]
    plans = [
        row
        | {"indicator": indicator, "plan_pct": percent, "elapsed_pct": 50, "status": status}
        | {"completion": ends, "pace_gap_pts": None if percent is None else percent - 50}
        | {"pace_gap": [None if end is None else end - 50 for end in ends]}
        | {"required_ratio": [0.4, 0.5], "remaining": left, "excess": left}
        for indicator in (ceiling, index["indicators"][0]["id"])
        for status in (None, "behind", "ahead", "on_pace")
        for percent, ends in shares
        for left in lefts
    ]
    growth = [
        row
        | {"growth_pct": percent, "growth_interval": [18.25, 88.75], "says": says}
        | {"change": change, "total": None, "contribution": [None] * 2}
        for says, percents in (
            ("open", [None]),
            ("by", [None]),
            ("base", [None]),
            ("flat", [0]),
            ("up", [4.8]),
            ("down", [-4.8]),
            *((f"negative_{reading}", [-4.8, 4.8]) for reading in ("size", "absolute", "open")),
        )
        for percent in percents
        for change in lefts
    ]
    # Figures that touch or lie apart; all figures at once, with a severity or none.
    checks = [
        row
        | {"quantity": quantity, "left": left, "right": right, "gap": gap}
        | {"id": "", "kind": kind, "verdict": verdict, "severity": severity, "unsolved": None}
        for quantity in ("level", "change")
        for left, right in (([690, 700], [700, 770]), ([690, 699], [700, 770]))
        for gap in (None, 0, 1)
        for kind in ("repeat", "ratio", "joint")
        for verdict in ("consistent", "suspect", "contradiction", "not_checkable")
        for severity in (None, 0.5, 1.5)
    ]
    for one in checks:
        # A collection need not name the units of rates.
        one["unit"] = "no_unit" if one["verdict"] == "consistent" else "point"
        if one["kind"] == "joint" and one["verdict"] == "not_checkable":
            one["unsolved"] = "too_large"
    index["units"] = [unit for unit in index["units"] if unit["id"] != "point"]
    browser.run("doichieu.units.delete('point')")
    names = names_in(language, index)
    for rows, sentence, script in (
        (plans, plan_sentence, "planSentence"),
        (growth, growth_sentence, "growthSentence"),
        (checks, check_sentence, "checkSentence"),
    ):
        sentences = [sentence(names, report, row) for row in rows]
        assert browser.run(texts_of(script), report, rows) == sentences
        assert len(set(sentences)) > 10
    for phrase in ("finding.touch", "finding.theta_none", "unit.point"):
        assert any(say(language, phrase) in one for one in sentences), phrase


def test_every_report_and_indicator_can_be_shown(browser: Window, many: BuiltSite) -> None:
    browser.open(many)
    index = many.data("index")
    for report in index["reports"]:
        browser.visit(report=report["id"])
        browser.until("return document.title.startsWith(arguments[0])", report["title"])
        browser.until(
            "return JSON.parse(document.documentElement.dataset.ready).report === arguments[0]",
            report["id"],
        )
        tiles = [int(text.split()[0]) for text in browser.texts(".tile a")]
        statuses = ["ahead", "behind", "contradicted", "suspect", "confirmed", "unverifiable"]
        assert tiles == [report[status] for status in statuses]
        assert browser.texts(".warning") == []
    for indicator in index["indicators"]:
        browser.visit(view="indicator", indicator=indicator["id"])
        browser.until("return document.title.startsWith(arguments[0])", indicator["en"])
    browser.visit(view="revisions")
    browser.until("return document.getElementById('revision-table')")


# ----- the shipped report, read -------------------------------------------------------------


def test_indicators_behind_plan_come_first(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    sentences = browser.texts("#plans .sentence")
    assert [text.split(":")[0] for text in sentences] == [
        *("Tourist visits", "Exports of local goods"),
        *("Retail sales of goods and consumer services", "Exports"),
        *("Trade through the province", "Imports"),
    ]
    assert "1.998 – 2.008 times" in sentences[0]
    shown = "return getComputedStyle(document.getElementById('in-words')).display"
    assert browser.run(shown) == "none"
    assert say("en", "audit.all_consistent") in browser.texts("#audit .sentence")


def test_the_language_is_switched_and_remembered(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    assert browser.run("return document.documentElement.lang") == "en"
    browser.click("[data-language='vi']")
    browser.until(
        "return document.querySelector('#plans-title').textContent.startsWith('Thực hiện kế hoạch')"
    )
    assert browser.run("return document.documentElement.lang") == "vi"
    assert "1,998 – 2,008 lần" in browser.texts("#plans .sentence")[0]
    assert browser.text("#guide-title") == say("vi", "guide.title")
    browser.afresh()
    assert browser.run("return document.documentElement.lang") == "vi"
    pressed = "return document.querySelector('[data-language=vi]').getAttribute('aria-pressed')"
    assert browser.run(pressed) == "true"
    # Printed figures stay as printed in both languages.
    for language in LANGUAGES:
        browser.open(shipped, language)
        assert {"65,26", "2.010", "1.091,9"} <= set(browser.texts("#figure-table a.trace"))


def test_no_phrase_of_the_other_language_is_shown(browser: Window, shipped: BuiltSite) -> None:
    for language, other in (("vi", "en"), ("en", "vi")):
        browser.open(shipped, language)
        shown = browser.text("body")
        for name, phrase in catalogue().items():
            whole = "{" not in phrase[other] and len(phrase[other]) > 25
            if whole and phrase[other] not in phrase[language]:
                assert phrase[other] not in shown, name


def test_every_printed_figure_is_traced(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    data = shipped.data("reports/1")
    for figure in data["figures"]:
        browser.visit(figure=f"{data['id']}/{figure['no']}")
        browser.until(
            "return document.querySelector('#trace[open] .figure-card h3')?.textContent"
            " === arguments[0]",
            say("en", "trace.figure", no=figure["no"]),
        )
        card = browser.text("#trace")
        assert browser.texts("#trace .printed q") == [figure["printed"]]
        assert interval_in("en", *figure["half"]) in card
        assert interval_in("en", *figure["wide"]) in card
        assert f"Paragraph {figure['place']}" in card
        checks = [check for check in data["checks"] if figure["no"] in check["figures"]]
        assert len(browser.texts("#trace li")) == len(checks)


def test_every_number_of_the_tables_leads_to_its_source(
    browser: Window, shipped: BuiltSite
) -> None:
    browser.open(shipped)
    links = browser.run(
        "return [...document.querySelectorAll('#plan-table a.trace, #growth-table a.trace')]"
        ".map((link) => [link.textContent, link.hash])"
    )
    assert len(links) > 60
    for text, hash_ in links:
        browser.run("location.hash = arguments[0]", hash_)
        browser.until(
            "return document.querySelector('#trace[open] .printed q')?.textContent === arguments[0]"
            " || document.querySelector('#trace[open] .printed q')?.textContent ==="
            " arguments[0].replace('+', '')",
            text,
        )
        assert browser.texts("#trace .figure-card"), hash_
        browser.close_trace()


def untraced(browser: Window, selector: str) -> list[str]:
    """The texts without their linked numbers and without names."""
    script = (
        "return [...document.querySelectorAll(arguments[0])].map((one) => {"
        "const copy = one.cloneNode(true);"
        "for (const part of copy.querySelectorAll('a.trace, strong')) part.remove();"
        "return copy.textContent })"
    )
    return list(browser.run(script, selector))


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("shipped", "en"),
        ("misprinted", "vi"),
        pytest.param("shipped", "vi", marks=pytest.mark.long),
        pytest.param("misprinted", "en", marks=pytest.mark.long),
    ],
)
def test_every_number_of_the_sentences_leads_to_its_source(
    browser: Window, name: str, language: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    browser.open(site, language)
    for text in untraced(browser, ".sentence, #audit li"):
        # The number of a figure or a paragraph is its name.
        assert not re.search(r"\d", re.sub(r"(?i)(figure|số|paragraph|đoạn) \d+", "", text)), text
    links = browser.run(
        "return [...document.querySelectorAll('.sentence a.trace, #audit li a.trace')]"
        ".map((link) => [link.textContent, link.ariaLabel, link.tabIndex, link.hash])"
    )
    assert len(links) > 40
    seen = set()
    for text, label, place, address in links:
        assert label == say(language, "trace.label", number=text)
        assert place == 0
        if address in seen:
            continue
        seen.add(address)
        browser.follow(address)
        assert browser.texts("#trace .figure-card .printed q"), address
        if "value=" in address:
            number = browser.texts("#trace .printed q")[0].lstrip("+-")
            # A sentence rounds a multiple to three decimals; the dialog does not.
            assert "ratio" in address or number == text.removesuffix(" %")
        if "check=" in address:
            assert text in browser.text("#trace")


def test_the_share_of_the_year_is_explained_by_the_calendar(
    browser: Window, shipped: BuiltSite
) -> None:
    key = f"elapsed/{EXPORTS}"
    browser.open(shipped, value=key)
    browser.until("return document.querySelector('#trace[open]')")
    assert browser.texts("#trace .printed")[0] == "50 %"
    content = browser.text("#trace")
    assert say("en", "how.elapsed") in content and say("en", "trace.beside") in content
    assert say("en", "trace.from") not in content


def test_the_keyboard_opens_a_number_and_returns_to_it(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    browser.draw_all()  # later drawings move the content below them
    browser.run(
        "const link = document.querySelector('#growth .sentence a.trace');"
        "link.id = 'followed'; link.scrollIntoView(); link.focus()"
    )
    scrolled = browser.run("return scrollY")
    assert scrolled > 500
    browser.press("ENTER")
    browser.trace()
    assert browser.run("return document.activeElement.className") == "close"
    browser.press("ESCAPE")
    browser.until("return !document.querySelector('#trace[open]')")
    browser.until("return !location.hash.includes('value=')")
    assert browser.run("return document.activeElement.id") == "followed"
    assert browser.run("return scrollY") == scrolled


MARKS = (
    "[...document.querySelectorAll('.chart')].map((chart) => [...chart.querySelectorAll("
    "'.role-mark path, .role-mark line, .role-mark text')].filter((one) => one.__data__))"
)


def test_the_marks_of_the_charts_lead_to_their_figures(browser: Window, shipped: BuiltSite) -> None:
    from selenium.webdriver import ActionChains

    browser.open(shipped)
    browser.draw_all()
    charts = browser.run(
        f"return {MARKS}.map((marks) => marks.map((mark) => "
        "[mark.textContent, mark.ariaLabel, mark.__data__.href || null]))"
    )
    assert len(charts) == 7
    addresses = set()
    for marks in charts:
        assert marks
        for text, label, address in marks:
            # Every mark with a text has a link; only the track behind a bar has neither.
            assert address or not (text or label)
            addresses.add(address)
    for address in addresses - {None}:
        browser.follow(address)
        assert browser.texts("#trace .figure-card"), address
    # And by a press, one of each chart.
    for place in range(len(charts)):
        browser.close_trace()
        mark = browser.run(
            f"const mark = {MARKS}[arguments[0]].find((one) => one.textContent);"
            "mark.scrollIntoView({block: 'center'}); return mark",
            place,
        )
        ActionChains(browser.driver).move_to_element(mark).perform()
        browser.until("return getComputedStyle(arguments[0]).cursor === 'pointer'", mark)
        ActionChains(browser.driver).click().perform()
        browser.trace()


def test_the_points_of_an_indicator_over_time_lead_to_their_figures(
    browser: Window, many: BuiltSite
) -> None:
    browser.open(many, view="indicator", indicator="i03")
    browser.draw_all()
    hrefs = browser.run(
        f"return {MARKS}.flat().filter((m) => m.ariaLabel).map((m) => m.__data__.href)"
    )
    assert len(hrefs) > 5
    for href in hrefs[:3]:
        browser.follow(href)
        assert browser.texts("#trace .figure-card")


def test_a_chart_names_the_table_of_its_numbers_and_leads_there_by_keyboard(
    browser: Window, shipped: BuiltSite
) -> None:
    browser.open(shipped)
    browser.draw_all()
    captions = browser.run(
        "return [...document.querySelectorAll('.drawing')].map((chart) => "
        "[...['hash', 'textContent'].map((name) => chart.querySelector('a.numbers')[name]),"
        " chart.querySelector('[role=graphics-document]').ariaLabel])"
    )
    tables = {
        "plan-table": say("en", "plans.table"),
        "growth-table": say("en", "growth.table"),
        "check-table": say("en", "audit.table"),
    }
    assert {anchor.removeprefix("#") for anchor, _, _ in captions} == set(tables)
    for place, (anchor, text, described) in enumerate(captions):
        table = anchor.removeprefix("#")
        assert tables[table] in text and tables[table] in described
        browser.run("document.querySelectorAll('a.numbers')[arguments[0]].focus()", place)
        browser.press("ENTER")
        focused = "return document.activeElement.contains(document.getElementById(arguments[0]))"
        assert browser.run(focused, table)
        assert browser.run("return document.getElementById(arguments[0]).checkVisibility()", table)
        assert browser.run("return location.hash") == ""


def test_the_table_of_checks_shows_the_units_of_gaps_and_links_its_sides(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    says = ["a level 100", "a level 120", "a increase_pct 10.0", "a increase_pct 14.6"]
    collection.report("report", says)
    seeds = write_seeds(tmp_path / "seeds", collection.tables)
    browser.open(make_site(compiled_models, seeds, tmp_path))
    # Two numbers of one precision are compared as printed: 100 and 120, 10.0 and 14.6.
    assert browser.texts("#check-table td:nth-child(7)") == ["20 made up", "4.6 percentage points"]
    assert browser.texts("#check-table td:nth-child(6)") == ["made up", "made up"]
    addresses = browser.run(
        "return [...document.querySelectorAll('#check-table td.n a.trace')].map((a) => a.hash)"
    )
    assert len(addresses) == 6
    browser.follow(addresses[0])
    assert browser.texts("#trace .printed q") == ["100", "120"]


def test_lists_and_repairs_name_other_territories_and_periods(
    browser: Window, misprinted: BuiltSite, tmp_path: Path
) -> None:
    def change(data: Any) -> None:
        data["repairs"] = [
            {"no": 12, "other": 26, "printed": "51,94", "candidate": "73,2"}
            | {"measure": "plan_pct", "edit": "rows swapped"}
        ]
        for one in data["figures"]:
            if one["no"] in (1, 26):
                one["period"] = "2020"
            if one["no"] == 4:
                one["territory"] = "VN"

    browser.open(altered(misprinted, tmp_path, "reports/1", change))
    assert browser.texts("#audit ol li") == [
        "Figure 12, Exports (… % of the plan): 51,94, and figure 26, Tourist visits, 2020 "
        "(up … %): 73,2, swapped with each other"
    ]
    lists = {name: browser.text(f"#audit h4.{name} + p") for name in ("confirmed", "unverifiable")}
    assert (
        "Gross regional domestic product, VN; Gross regional domestic product;"
        in (lists["confirmed"])
    )
    assert "Quarantine checkpoints at border gates, 2020; " in lists["unverifiable"]
    assert lists["unverifiable"].endswith("; Tourist visits; Tourist visits, 2020.")


def test_repairs_are_cut_and_counted(
    browser: Window, misprinted: BuiltSite, tmp_path: Path
) -> None:
    def change(data: Any) -> None:
        (first, *_) = data["repairs"]
        data["repairs"] = [first | {"candidate": str(number)} for number in range(15)]

    browser.open(altered(misprinted, tmp_path, "reports/1", change))
    title = say("en", "audit.repairs")
    assert f"{title} (15)" in browser.texts("#audit h4")
    assert len(browser.texts("#audit ol li")) == 12
    assert browser.text("#audit ol + p") == say("en", "audit.more_repairs", count="3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_conflicts_are_the_first_thing_of_a_contradicted_report(
    browser: Window, misprinted: BuiltSite, tmp_path: Path, language: str
) -> None:
    data = misprinted.data("reports/1")
    names, report = (
        names_in(language, misprinted.data("index")),
        misprinted.data("index")["reports"],
    )
    figures = {figure["no"]: figure for figure in data["figures"]}
    assert data["conflicts"] and all(len(one["figures"]) > 1 for one in data["conflicts"])
    browser.open(misprinted, language)
    # The audit comes before plans and growth, and in it the conflicts before their checks.
    sections = browser.texts("#view section h3")
    assert sections[1] == say(language, "audit.title")
    order = browser.texts("#audit :is(.conflict strong, h4.contradiction, h5)")
    first = data["conflicts"][0]["figures"]
    found = [check for check in data["checks"] if check["verdict"] == "contradiction"]
    assert order[0] == f"{say(language, 'audit.contradictions')} ({len(found)})"
    assert order[1] == say(language, "conflict.several", count=str(len(first)))
    assert order[-1] == say(language, "conflict.checks")
    expected = [
        conflict_sentence(
            names, report[0], figures[one["no"]] | {"implied": one["implied"], "size": 2}
        )
        for conflict in data["conflicts"]
        for one in conflict["figures"]
    ]
    assert browser.texts("#audit .conflict li") == expected
    page = " ".join(misprinted.page.split())
    assert all(sentence in page for sentence in expected)
    # The misprint itself is named, and 51,49 would have been implied.
    text = next(line for line in expected if "51,94" in line)
    lower, upper = next(one["implied"] for one in first if one["no"] == 12)
    assert lower <= 51.49 <= upper and interval_in(language, lower, upper) in text

    def change(data: Any) -> None:
        data["conflicts"] = [
            {"mended": mended, "checks": [], "figures": [{"no": 12, "implied": [None, None]}]}
            for mended in (True, False)
        ]

    browser.open(altered(misprinted, tmp_path, "reports/1", change), language)
    texts = browser.texts("#audit .conflict")
    assert [say(language, "conflict.unmended") in text for text in texts] == [False, True]
    assert all(text.startswith(say(language, "conflict.one")) for text in texts)
    assert not any(say(language, "conflict.nothing") in text for text in texts)


def test_a_conflict_of_many_figures_is_cut_and_counted(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    browser.open(small_site(compiled_models, tmp_path, large_conflict()))
    (conflict,) = browser.texts("#audit .conflict")
    assert say("en", "conflict.several", count="16") in conflict
    assert say("en", "conflict.more_figures", count="4") in conflict
    assert len(browser.texts("#audit .conflict li")) == MOST_CONFLICTING
    # The checks behind it link to so many, too.
    checks = browser.texts("#audit h5 + ul > li")
    assert checks
    for check in checks:
        assert check.count("10.0") == MOST_CONFLICTING - 1
        assert check.endswith(say("en", "trace.more", count="4"))


def test_an_acknowledgement_says_whether_anything_contradicts(
    browser: Window, misprinted: BuiltSite, tmp_path: Path
) -> None:
    def change(data: Any) -> None:
        for one in data["figures"]:
            if one["no"] in (12, 26):
                one |= {
                    "correction": "acknowledge",
                    "reason": "Printed so",
                    "evidence": "The print",
                }

    browser.open(altered(misprinted, tmp_path, "reports/1", change))
    items = [text for text in browser.texts("#audit li") if text.startswith("Figure ")]
    assert items[-2:] == [
        "Figure 12: printed 51,94, kept though a check contradicts it. Reason: Printed so; "
        "evidence: The print",
        "Figure 26: printed 73,2, kept as it is; no check contradicts it. Reason: Printed so; "
        "evidence: The print",
    ]


def test_a_contribution_is_shown_with_its_narrowest_bounds(
    browser: Window, shipped: BuiltSite
) -> None:
    browser.open(shipped)
    column = "#growth-table tbody tr:has(a[href*='exports']) td:nth-child(6)"
    assert "5.7239 – 5.7738" in browser.texts(column)
    assert any(
        "contributes 5.7239 – 5.7738 points" in text for text in browser.texts("#growth .sentence")
    )
    browser.draw_all()
    assert "5.7239 – 5.7738 · Exports" in browser.texts(".chart svg text")
    browser.visit(value=f"contribution/{EXPORTS}")
    browser.until("return document.querySelector('#trace[open]')")
    assert browser.texts("#trace .printed")[0] == "5.7239 – 5.7738 percentage points"
    assert say("en", "trace.own", interval="5.7225 – 5.7766") in browser.text("#trace")


def test_a_share_leads_to_the_figures_of_its_own_total(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    """Though no growth of that total is printed; a printed share needs no levels."""
    collection = SmallCollection()
    collection.identity("markets", "sum", "market", "stall", "shop")
    collection.identity("all_goods", "sum", "goods", "stall", "kiosk")
    says = ["stall level 60", "stall increase_pct 20", "market level 200", "shop level 140"]
    collection.report("of-levels", says)
    collection.report("printed", [*says, "stall share_pct 41 basis=goods"])
    browser.open(small_site(compiled_models, tmp_path, collection), report="of-levels")
    for report, share, figures in (
        ("of-levels", "30 %", ["30", "60", "200"]),
        ("printed", "41 %", ["41", "41"]),
    ):
        browser.visit(report=report, value=f"share/{report}/north/2021-H1/stall/")
        browser.until(
            f"return document.querySelector('#trace .printed')?.textContent === '{share}'"
        )
        assert browser.texts("#trace .printed q") == figures


def test_a_revision_leads_to_both_reports(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report("first", ["a level 10"], period="2021-Q1", published="2021-04")
    collection.report("second", ["a level 20"], period="2021-Q2", published="2021-07")
    collection.report("half", ["a level 45"], published="2021-08")
    collection.report("again", ["a level 48"], published="2021-09")
    site = small_site(compiled_models, tmp_path, collection)
    browser.open(site, view="revisions")
    rows = site.data("revisions")["rows"]
    assert {" + " in row["earlier_report"] for row in rows} == {True, False}
    for row in rows:
        key = "/".join(
            quote(row[name], safe="")
            for name in (
                *("territory", "period", "indicator", "basis"),
                *("quantity", "earlier_report", "later_report"),
            )
        )
        browser.visit(view="revisions", revision=key)
        browser.trace()
        content = browser.text("#trace")
        for ends in (row["earlier"], row["later"]):
            assert interval_in("en", *ends) in content
        titles = {report["id"]: report["title"] for report in site.data("index")["reports"]}
        for report in {*row["earlier_report"].split(" + "), row["later_report"]}:
            assert titles[report] in content
        browser.close_trace()
    columns = ", ".join(f"#revision-table td:nth-child({place})" for place in (5, 6, 7))
    assert not any(re.search(r"\d", text) for text in untraced(browser, columns))


def test_a_revision_of_a_report_that_is_not_on_the_site_says_so(
    browser: Window, many: BuiltSite, tmp_path: Path
) -> None:
    def change(data: Any) -> None:
        data["rows"][0]["earlier_report"] = "elsewhere"

    browser.open(altered(many, tmp_path, "revisions", change), view="revisions", within="all")
    row = "#revision-table tbody tr:first-child"
    assert browser.texts(f"{row} td:nth-child(5) small") == ["elsewhere"]
    browser.click(f"{row} td:nth-child(5) a.trace")
    browser.trace()
    assert say("en", "trace.report_left_out", report="elsewhere") in browser.text("#trace")


def test_whether_an_open_side_agrees_is_not_known(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.report("early", ["a level 100", "b level 100"], period="2020-H1")
    # After a fall by 100 % the growth factor may be zero: the base has no upper end.
    collection.report(
        "late", ["a level 1", "a decrease_pct 100", "b level 50", "b decrease_pct 50"]
    )
    site = make_site(compiled_models, write_seeds(tmp_path / "seeds", collection.tables), tmp_path)
    browser.open(site, view="revisions", within="all")
    assert sorted(browser.texts("#revision-table td:last-child")) == ["not known", "yes"]


def test_a_derived_number_lists_the_printed_figures_it_comes_from(
    browser: Window, shipped: BuiltSite
) -> None:
    key = f"implied_plan/{EXPORTS}"
    browser.open(shipped, value=key)
    browser.until("return document.querySelector('#trace[open]')")
    assert browser.texts("#trace .printed q") == ["1,338.96 – 1,341.17", "690", "51,49"]
    assert "1,338.96 – 1,341.06" in browser.text("#trace")  # together with all linked figures
    browser.open(shipped, value=key.replace("implied_plan", "contribution"))
    browser.until("return document.querySelector('#trace[open]')")
    assert browser.texts("#trace .printed q")[1:] == ["690", "13,1", "2.010", "44,6"]


def test_a_broken_link_is_reported(browser: Window, shipped: BuiltSite) -> None:
    for state in (
        {"figure": f"{REPORT}/99"},
        {"value": "nonsense/x/y/z/v/w"},
        {"figure": "%E0%A4%A"},  # not the encoding of any letter
        {"value": "%"},
    ):
        browser.open(shipped, **state)
        browser.until("return document.querySelector('#trace[open]')")
        assert say("en", "site.not_found") in browser.text("#trace")
    browser.open(shipped, report="elsewhere")
    assert say("en", "site.not_found") in browser.text("#view")


def test_a_report_in_quarantine_says_so_in_place_of_plans_and_growth(
    browser: Window, shipped: BuiltSite, tmp_path: Path
) -> None:
    held = shipped.copy(tmp_path)
    report = shipped.data("index")["reports"][0]
    for name, was, becomes in (
        ("index", '"quarantined":false', '"quarantined":true'),
        *(("index", f'"{name}":{report[name]},', f'"{name}":0,') for name in ("ahead", "behind")),
        ("reports/1", '"plans":[', '"plans":[],"plans_before":['),
        ("reports/1", '"growth":[', '"growth":[],"growth_before":['),
    ):
        path = held.folder / "data" / f"{name}.js"
        text = path.read_text(encoding="utf-8")
        assert text.count(was) == 1
        path.write_text(text.replace(was, becomes), encoding="utf-8")
    browser.open(held)
    for part in ("plans", "growth"):
        assert browser.texts(f"#{part} p") == [say("en", f"{part}.quarantined")]
    assert [text.split(" ", 1)[1] for text in browser.texts(".tile a")] == [
        say("en", f"report.{name}")
        for name in ("contradicted", "suspect", "confirmed", "unverifiable")
    ]


def test_tables_sort_and_state_the_order(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    browser.click("#plan-table thead th:nth-child(3) button")
    state = "return document.querySelector('#plan-table th[aria-sort]').getAttribute('aria-sort')"
    assert browser.run(state) == "ascending"
    column = "#plan-table tbody td:nth-child(3)"
    assert browser.texts(column) == ["33.3", "46.9", "48.7", "51.49", "65.26", "75.86"]
    browser.click("#plan-table thead th:nth-child(3) button")
    assert browser.run(state) == "descending"
    assert browser.texts(column)[0] == "75.86"
    # A missing value stays at the end in either direction.
    for _ in range(2):
        browser.click("#growth-table thead th:nth-child(3) button")
        assert browser.texts("#growth-table tbody td:nth-child(3)")[-1] == "–"
    scopes = "return [...document.querySelectorAll('th')].every((th) => th.scope)"
    assert browser.run(scopes)


def test_long_tables_are_paged_and_searched(browser: Window, many: BuiltSite) -> None:
    rows = many.data("revisions")["rows"]
    assert len(rows) > 50
    browser.open(many, view="revisions", within="all")
    shown, status = "#revision-table tbody tr", ".pager [role=status]"
    assert len(browser.texts(shown)) == 50
    assert browser.texts(status) == [f"Rows 1–50 of {len(rows)}"]
    browser.click(".pager button:last-child")
    assert browser.texts(status) == [f"Rows 51–{min(100, len(rows))} of {len(rows)}"]
    browser.click("#revision-table thead button")
    assert browser.texts(status) == [f"Rows 1–50 of {len(rows)}"]
    found = sum(row["indicator"] == "i03" for row in rows)
    assert 0 < found < len(rows)
    browser.run(
        "const search = document.querySelector('.search input');"
        "search.value = 'indicator I03'; search.dispatchEvent(new Event('input'))"
    )
    assert browser.texts(status) == [f"Rows 1–{min(50, found)} of {found}"]


def test_reports_are_chosen_and_the_choice_is_in_the_address(
    browser: Window, many: BuiltSite
) -> None:
    index = many.data("index")
    north = [report for report in index["reports"] if report["territory"] == "north"]
    assert 0 < len(north) < len(index["reports"])
    browser.open(many, view="reports", territory="north")
    assert len(browser.texts("#report-table tbody tr")) == len(north)
    browser.run(
        "const select = document.querySelectorAll('.choices select')[0];"
        "select.value = ''; select.dispatchEvent(new Event('change'))"
    )
    browser.until("return !location.hash.includes('territory')")
    rows = "return document.querySelectorAll('#report-table tbody tr').length === arguments[0]"
    browser.until(rows, len(index["reports"]))


def test_charts_are_drawn_and_described(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    browser.draw_all()
    titles = browser.texts(".drawing figcaption strong")
    labels = browser.run(
        "return [...document.querySelectorAll('.chart svg')]"
        ".map((svg) => svg.getAttribute('aria-label')"
        " || svg.querySelector('[aria-roledescription]').getAttribute('aria-label'))"
    )
    assert len(labels) == len(titles) == 7
    # Every bar and dot describes its row for a screen reader.
    described = browser.run(
        "return [...document.querySelectorAll('.chart [aria-label]')]"
        ".map((mark) => mark.getAttribute('aria-label'))"
    )
    for sentence in [*browser.texts("#plans .sentence"), *browser.texts("#growth .sentence")][:6]:
        assert sentence in described
    drawn = " ".join(browser.texts(".chart svg text"))
    assert "implied plan 1,338.96 – 1,341.17 million USD" in drawn
    assert "parts: 3,076.73 – 3,083.49 million USD" in drawn


def test_charts_of_any_report_are_drawn(browser: Window, many: BuiltSite) -> None:
    index = many.data("index")
    for report in index["reports"][:6]:
        browser.open(many, report=report["id"])
        browser.draw_all()
        assert "NaN" not in "".join(browser.texts(".chart svg")), report["id"]
        broken = "return document.querySelectorAll('.chart svg [d*=NaN]').length"
        assert browser.run(broken) == 0
    for indicator in index["indicators"][:3]:
        browser.open(many, view="indicator", indicator=indicator["id"])
        browser.draw_all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_no_number_is_cut_off(
    browser: Window, shipped: BuiltSite, language: str
) -> None:
    browser.resize(360)
    browser.open(shipped, language)
    browser.draw_all()
    # A text that a chart cuts off ends in three dots: a name, never the number before it.
    texts = browser.texts(".chart svg text")
    cut = [text for text in texts if text.endswith("…")]
    assert cut, "the longest name does not fit"
    for text in cut:
        assert not re.search(r"[0-9%][^ ]*…$", text), text
    titles = [text for text in texts if " % · " in text]
    assert len(titles) > 10 and all(re.match(r"[+-]?[0-9.,]+ % · \S", text) for text in titles)
    # The name of a row stays in sight while its table is scrolled, and the print needs none.
    browser.run("document.querySelector('#plan-table').closest('.table').scrollLeft = 200")
    left = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
    assert browser.run(left, "#plan-table tbody th") == browser.run(
        left, "#plan-table caption span"
    )
    right = "return document.querySelector(arguments[0]).getBoundingClientRect().right"
    assert browser.run(right, "#figure-table tbody a.trace") < 360


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_needs_no_sideways_scrolling(
    browser: Window, shipped: BuiltSite, many: BuiltSite, language: str
) -> None:
    browser.resize(360)
    views: list[dict[str, str]] = [{}, {"view": "indicator"}, {"view": "reports"}]
    for site in (shipped, many):
        for state in views:
            browser.open(site, language, **state)
            browser.draw_all()
            assert browser.run("return document.documentElement.scrollWidth") <= 360, state


def test_the_page_runs_no_other_scripts_and_loads_no_other_files(
    browser: Window, shipped: BuiltSite
) -> None:
    browser.open(shipped)
    ran = browser.run(
        "const script = document.createElement('script');"
        "script.textContent = 'window.ran = true'; document.head.append(script);"
        "const image = new Image(); image.src = 'http://127.0.0.1:9/x.png';"
        "document.body.append(image); return window.ran"
    )
    assert ran is None
    messages = [complaint["message"] for complaint in browser.complaints()]
    assert len(messages) == 2
    assert all("Content Security Policy directive" in message for message in messages)
    browser.run("performance.clearResourceTimings()")  # the refused image is listed, too


def test_texts_of_the_data_are_shown_unchanged(browser: Window, hostile: BuiltSite) -> None:
    browser.open(hostile)
    browser.draw_all()
    assert browser.texts("#view-title") == [HOSTILE]
    assert browser.run("return document.getElementById('broken')") is None
    browser.visit(figure=f"{REPORT}/12")
    browser.until("return document.querySelector('#trace[open]')")
    assert HOSTILE in " ".join(browser.texts("#trace dd"))
    browser.visit(view="indicator", indicator="trade")
    browser.until("return document.getElementById('time-table')")
    assert browser.run("return document.getElementById('broken')") is None


def test_a_missing_data_file_is_reported(
    browser: Window, shipped: BuiltSite, tmp_path: Path
) -> None:
    torn = shipped.copy(tmp_path)
    (torn.folder / "data/reports/1.js").unlink()
    browser.open(torn)
    assert say("en", "site.missing") in browser.text("#view")
    assert "ERR_FILE_NOT_FOUND" in browser.complaints()[0]["message"]


@pytest.mark.usefixtures("driver")
def test_without_scripts_the_findings_are_shown(shipped: BuiltSite) -> None:
    driver = start(preferences={"profile.managed_default_content_settings.javascript": 2})
    try:
        driver.get((shipped.folder / "index.html").as_uri())
        shown = driver.find_element("tag name", "body").text
        for language in LANGUAGES:
            assert say(language, "site.no_script") in shown
        assert "0.941 – 0.943 times" in shown and "0,941 – 0,943 lần" in shown
        assert say("vi", "site.loading") not in shown
        assert not driver.find_element("id", "languages").is_displayed()
    finally:
        driver.quit()


def test_names_of_periods(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped, "vi")
    periods = {
        "2021": ("year", "năm 2021", "2021"),
        "2021-H1": ("half", "6 tháng đầu năm 2021", "first half of 2021"),
        "2021-H2": ("half", "6 tháng cuối năm 2021", "second half of 2021"),
        "2021-Q1": ("quarter", "quý I năm 2021", "first quarter of 2021"),
        "2021-Q2": ("quarter", "quý II năm 2021", "second quarter of 2021"),
        "2021-Q3": ("quarter", "quý III năm 2021", "third quarter of 2021"),
        "2021-Q4": ("quarter", "quý IV năm 2021", "fourth quarter of 2021"),
        "2021-10M": ("months", "10 tháng đầu năm 2021", "first 10 months of 2021"),
        "2021-9M": ("months", "9 tháng đầu năm 2021", "first 9 months of 2021"),
        "2021-1M": ("months", "tháng 1 năm 2021", "January 2021"),
        "2021-07": ("month", "tháng 7 năm 2021", "July 2021"),
        "2021-10": ("month", "tháng 10 năm 2021", "October 2021"),
        "2022-YTD-06-15": (
            "to_date",
            "từ đầu năm đến ngày 15/6/2022",
            "start of the year to 2022-06-15",
        ),
        "2022-09-30": ("date", "ngày 30/9/2022", "2022-09-30"),
        "2021..2025": ("years", "giai đoạn 2021–2025", "2021–2025"),
    }
    script = (
        "doichieu.periods.set(arguments[0], {form: arguments[1]});"
        "return doichieu.languages.map((language) => {"
        "doichieu.language = language; return doichieu.periodName(arguments[0]) })"
    )
    # A period that no report covers has the name that its shape gives.
    unknown = script.replace("{form: arguments[1]}", "undefined")
    for period, (form, vi, en) in periods.items():
        assert browser.run(script, period, form) == browser.run(unknown, period) == [vi, en]
        found = {"periods": [{"id": period, "form": form}], "indicators": [], "units": []}
        index = found | {"territories": []}
        assert [names_in(language, index).period(period) for language in LANGUAGES] == [vi, en]


def test_names_of_kinds_of_periods(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped, "vi")
    script = (
        "return doichieu.languages.map((language) => {"
        "doichieu.language = language; return doichieu.kindName(arguments[0]) })"
    )
    for kind, names in {
        "quarter": ["quý", "quarters"],
        "other": ["kỳ khác", "other periods"],
        "months 1": ["tháng 1", "January"],
        "months 9": ["9 tháng đầu năm", "first 9 months of the year"],
        "to_date 06-15": ["từ đầu năm đến ngày 15 tháng 6", "start of the year to 15 June"],
        "years 5": ["giai đoạn 5 năm", "5 years together"],
    }.items():
        assert browser.run(script, kind) == names


def test_names_of_bases(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped, "vi")
    bases = {
        "prime_minister": ("kế hoạch Thủ tướng Chính phủ giao", "Prime Minister's plan"),
        "previous_december": ("so với tháng 12 năm trước", "on December of the previous year"),
        "base_2019": ("so với năm 2019", "on 2019"),
    }
    script = (
        "return doichieu.languages.map((language) => {"
        "doichieu.language = language; return doichieu.basisName(arguments[0]) })"
    )
    index: dict[str, Any] = {name: [] for name in ("indicators", "units", "territories", "periods")}
    for basis, names in bases.items():
        assert browser.run(script, basis) == list(names)
        assert [names_in(language, index).basis(basis) for language in LANGUAGES] == list(names)


def test_keys_of_any_letters_stay_whole_in_addresses(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped)
    key = "a/b & c=d#é%2F"
    link = browser.run("return doichieu.figureLink('x', arguments[0], 3).hash", key)
    figure = browser.run("return new URLSearchParams(arguments[0].slice(1)).get('figure')", link)
    assert figure == f"{quote(key, safe='')}/3"
    assert browser.run("return doichieu.tracedReport({figure: arguments[0]})", figure) == key


def test_a_site_of_a_large_collection_states_what_it_leaves_out(
    browser: Window, many: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded = partial(answers, most_figures=60, most_revisions=3)
    monkeypatch.setattr("doichieu.site.pages.answers", bounded)
    site = BuiltSite(tmp_path / "site", many.warehouse)
    (site.folder / "docs").mkdir(parents=True)
    lay_out(site.folder)
    write_page(site.folder, write_answers(site.folder, many.warehouse), MANIFEST)
    index, whole = site.data("index"), many.data("index")
    assert index["left_out"] == len(whole["reports"]) - len(index["reports"]) > 0
    notice = say("en", "site.left_out", count=str(index["left_out"]))
    browser.open(site, view="reports")
    assert notice in browser.text("#view")
    for report in index["reports"]:
        browser.open(site, report=report["id"])
        assert report["title"] in browser.text("#view")
    for indicator in index["indicators"]:
        browser.open(site, view="indicator", indicator=indicator["id"])
        assert notice in browser.text("#view")
    browser.open(site, view="revisions")
    assert f"The table has 3 of {index['revisions']:,} comparisons" in browser.text("#view")
    browser.open(many, view="reports")
    assert "are not on this site" not in browser.text("#view")
