"""The files of the site: the numbers of the marts, all phrases, no markup, no outside resources."""

import json
import math
import re
import string
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.random_collections import write_seeds
from support.rounding import rounding_functions
from support.running import PROJECT, command, environment, orchestrate
from support.site_folders import HOSTILE, MANIFEST, BuiltSite, make_site, small_site
from support.small_collections import SmallCollection, large_conflict

from doichieu.base.contradictions import MOST_FIGURES as MOST_CONFLICTING
from doichieu.base.formats import distance, ends
from doichieu.base.formats import number as shown_number
from doichieu.base.memory import keep_within
from doichieu.base.vocabulary import vocabulary
from doichieu.commands.serve import LOOPBACK, make_server
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.workbook import write_workbook
from doichieu.report.findings import find
from doichieu.report.screen import whole
from doichieu.report.sections import contradiction_sections
from doichieu.site.pages import (
    MOST_FIGURES,
    MOST_SENTENCES,
    POLICY,
    REPORTS_IN_WORDS,
    names_in,
    neighbours,
    put_in_words,
    render,
)
from doichieu.site.questions import (
    BATCH_FIGURES,
    answers,
    place_reports_and_indicators,
    triangles,
)
from doichieu.site.sentences import check_sentence, growth_sentence, plan_sentence
from doichieu.site.words import LANGUAGES, catalogue, interval_in, number_in, say

SITE = PROJECT / "doichieu" / "site"
SOURCES = sorted([*SITE.glob("*.py"), *SITE.glob("app/*.js"), *SITE.glob("templates/*")])


# ----- words -------------------------------------------------------------------------------


def fields(phrase: str) -> set[str | None]:
    """The braces of a phrase."""
    return {field for _, field, _, _ in string.Formatter().parse(phrase) if field is not None}


def test_every_phrase_exists_in_both_languages() -> None:
    assert len(catalogue()) > 200
    for name, phrase in catalogue().items():
        assert set(phrase) == set(LANGUAGES), name
        assert all(phrase[language].strip() for language in LANGUAGES), name
        assert fields(phrase["vi"]) == fields(phrase["en"]), name


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    names = set(re.findall(r"""["'`]([a-z_]+\.[a-z_0-9]+)["'`]""", text))
    names = {name for name in names if name.split(".")[0] in groups() and "js" not in name}
    assert names <= set(catalogue()), names - set(catalogue())
    begun = set(re.findall(r"""["'`]([a-z_]+\.[a-z_]*)(?:\$?\{|" ~|["'] \+)""", text))
    by_group = r"""(?:word\(|statusMark\(|markColumn\("[a-z_]+", )"([a-z_]+)\""""
    begun |= {f"{group}." for group in re.findall(by_group, text)}
    begun |= {f"{group}." for group in ("measure", "quantity")}  # chosen by the kind of a check
    begun -= set(LABELS)
    asked = names | {name for name in catalogue() if any(name.startswith(one) for one in begun)}
    for group, (call, scripts) in LABELS.items():
        text = "\n".join(
            path.read_text(encoding="utf-8") for path in SITE.glob("app/*.js") if scripts(path.name)
        )
        labels = {f"{group}{name}" for name in re.findall(rf"""\b{call}\("([a-z_]+)\"""", text)}
        assert len(labels) > 3 and labels <= set(catalogue()), labels - set(catalogue())
        asked |= labels
    assert set(catalogue()) - asked == set()


COMPARING_PLACES = ("places.js", "multiples.js")
# Labels of choices: the call that names each, and the scripts with such calls.
LABELS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "choose.": ("choice", lambda script: script not in COMPARING_PLACES),
    "places.choose_": ("(?:choice|among)", lambda script: script in COMPARING_PLACES),
}


def groups() -> set[str]:
    """The groups of the catalogue."""
    return {name.split(".")[0] for name in catalogue()}


def glossary() -> dict[str, str]:
    """The Vietnamese of the words that the overview of the tables explains, by the English."""
    text = (PROJECT / "models" / "overview.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", text.partition("## Words, English and")[2], re.M)
    words = {}
    for english, vietnamese in rows:
        one, other = (re.sub(r" \([^)]*\)", "", cell).split(", ") for cell in (english, vietnamese))
        words |= dict(zip(one, other, strict=False))
    return words


def test_the_site_and_the_glossary_of_the_tables_use_one_vocabulary() -> None:
    words = glossary()
    for group, names in {
        "verdict": ("consistent", "suspect", "contradiction", "not_checkable"),
        "check_status": ("confirmed", "contradicted", "unverifiable"),
        "status": ("ahead", "on_pace", "behind", "met"),
    }.items():
        for name in names:
            assert catalogue()[f"{group}.{name}"]["vi"] == words[name.replace("_", " ")], name
    assert catalogue()["check_status.suspect"]["vi"] == words["suspect"]
    assert catalogue()["quantity.completion"]["vi"] == words["completion"]
    for name in ("half", "wide"):
        assert catalogue()[f"trace.{name}"]["vi"].lower().startswith(words[f"{name} interval"])


def test_every_word_of_the_data_has_a_phrase(many: BuiltSite) -> None:
    words = vocabulary()
    wanted = {
        "measure": set(words.measures),
        "qualifier": set(words.qualifiers),
        "basis": {*words.plan_bases, *words.growth_bases, "base_year"},
        "quantity": {row.quantity for row in words.measures.values()},
        "period": set(words.period_formats) - {"half", "quarter"}
        | {f"half_{number}" for number in (1, 2)}
        | {f"quarter_{number}" for number in range(1, 5)},
        "form": {*words.period_formats, "other"},
        "month": {str(number) for number in range(1, 13)},
    }
    macros = (PROJECT / "macros/printed_numbers.sql").read_text(encoding="utf-8")
    named = set(re.findall(r"'([a-z]+ [a-z]+)': 0\.\d+", macros))
    assert "digit replaced" in named and len(named) > 4
    wanted["edit"] = {name.replace(" ", "_") for name in named}
    for column, group in (("verdict", "verdict"), ("kind", "kind")):
        found = many.rows(f"select distinct {column} as word from marts.reconciliation")
        wanted[group] = {row["word"] for row in found}
        assert len(wanted[group]) > 3
    quantities = many.rows(
        "select distinct quantity as word from marts.reconciliation where kind != 'limit' "
        "union select distinct quantity from marts.revisions"
    )
    wanted["quantity"] |= {row["word"] for row in quantities}
    for group, members in wanted.items():
        assert {f"{group}.{member}" for member in members} <= set(catalogue()), group


# ----- numbers -----------------------------------------------------------------------------

ENDS = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


def exact(text: str) -> Fraction:
    """The number that a text in English marks shows."""
    return Fraction(text.replace(",", ""))


@given(ENDS, ENDS)
def test_the_interval_shown_contains_the_true_one(one: float, other: float) -> None:
    lower, upper = sorted((one, other))
    below, above = ends(lower, upper)
    assert below is not None and above is not None
    place = Fraction(1, 10 ** len(below.partition(".")[2]))
    assert len(below.partition(".")[2]) == len(above.partition(".")[2])
    # Outward, apart from the binary noise of a short decimal, and by less than one in the last
    # place.
    slack = place / 1000 + 2 * Fraction(math.ulp(max(abs(lower), abs(upper))))
    assert -slack <= Fraction(lower) - exact(below) < place + slack
    assert -slack <= exact(above) - Fraction(upper) < place + slack


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [
        (0.3181308903974165, 0.3183046602069739, "0.318 – 0.319"),
        (1338.964948053209, 1341.1673302903757, "1,338.96 – 1,341.17"),
        (612345678901.23456, 612345678902.23456, "612,345,678,901.234 – 612,345,678,902.235"),
        (51.485, 51.495, "51.485 – 51.495"),
        (-0.0004, 0.0004, "-0.001 – 0.001"),
    ],
)
def test_intervals_by_hand(lower: float, upper: float, shown: str) -> None:
    assert interval_in("en", lower, upper, most=3) == shown


def test_languages_write_numbers_with_their_own_marks() -> None:
    assert number_in("vi", "1,234.5") == "1.234,5"
    assert number_in("en", "1,234.5") == "1,234.5"
    assert interval_in("vi", None, 1341.5) == "không quá 1.341,5"
    assert interval_in("en", 1341.5, None) == "at least 1,341.5"
    assert interval_in("vi", None, None) == say("vi", "interval.anything")


def test_a_rounded_number_is_marked() -> None:
    assert shown_number(58.333333333333336) == "≈ 58.33"
    assert shown_number(51.49) == "51.49"
    assert shown_number(1.48999) == "≈ 1.49"
    assert shown_number(0.00001) == "0.00001"


def test_a_distance_is_never_overstated() -> None:
    assert distance(268.5) == "268.5"
    assert exact(distance(2 / 3)) <= Fraction(2, 3)


# ----- the data of the page ----------------------------------------------------------------


def mart(site: BuiltSite, query: str, keys: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
    """Rows of a query by their keys."""
    rows = site.rows(query)
    found = {tuple(row[key] for key in keys): row for row in rows}
    assert len(found) == len(rows)
    return found


KEYS = ("report_id", "territory_id", "period_id", "indicator_id", "basis")


def shown(site: BuiltSite, table: str) -> dict[tuple[Any, ...], Any]:
    """Rows of a table of the report files by report and observation."""
    rows = {}
    for place, report in enumerate(site.data("index")["reports"], start=1):
        data = site.data(f"reports/{place}")
        assert data["id"] == report["id"]
        for row in data[table]:
            key = (report["id"], row["territory"], row["period"], row["indicator"], row["basis"])
            assert key not in rows
            rows[key] = row
    return rows


@pytest.mark.parametrize("name", ["shipped", "many"])
def test_the_page_has_the_numbers_of_the_marts(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    plans = mart(site, "select * from marts.plan_completion", KEYS)
    assert plans and set(plans) == set(shown(site, "plans"))
    for key, row in shown(site, "plans").items():
        expected = plans[key]
        for column in ("level", "plan_pct", "roundest_plan", "elapsed_pct", "pace_gap_pts"):
            assert row[column] == expected[column]
        assert row["status"] == expected["status"]
        for column in ("implied_plan", "tight_plan", "remaining", "required_ratio", "excess"):
            assert row[column] == [expected[f"{column}_lower"], expected[f"{column}_upper"]]
    growth = mart(site, "select * from marts.growth", KEYS)
    assert growth and set(growth) == set(shown(site, "growth"))
    for key, row in shown(site, "growth").items():
        expected = growth[key]
        for column in ("level", "growth_pct", "share_pct", "prior_share_pct"):
            assert row[column] == expected[column]
        for column in ("implied_prior", "tight_prior", "change"):
            assert row[column] == [expected[f"{column}_lower"], expected[f"{column}_upper"]]
        points = [expected["contribution_pts_lower"], expected["contribution_pts_upper"]]
        assert row["own_contribution"] == points
        tight = [
            expected["tight_contribution_pts_lower"],
            expected["tight_contribution_pts_upper"],
        ]
        # The narrower one wherever it is known.
        assert row["contribution"] == [
            own if end is None else end for own, end in zip(points, tight, strict=True)
        ]
        # A contribution is always to a total that is named.
        assert row["total"] is not None or points == [None, None]


@pytest.mark.parametrize("name", ["shipped", "many"])
def test_the_page_has_every_figure_and_check(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    figures = mart(site, "select * from marts.figures", ("report_id", "figure_no"))
    links = site.rows("select report_id, figure_no from intermediate.int_check_figures")
    seen = 0
    checks: list[Any] = []
    for place, report in enumerate(site.data("index")["reports"], start=1):
        data = site.data(f"reports/{place}")
        checks += data["checks"]
        for row in data["figures"]:
            seen += 1
            expected = figures[report["id"], row["no"]]
            assert row["printed"] == expected["printed"]
            assert row["value"] == expected["value"]
            assert row["half"] == [expected["half_lower"], expected["half_upper"]]
            assert row["wide"] == [expected["wide_lower"], expected["wide_upper"]]
            bounds = [expected["feasible_lower"], expected["feasible_upper"]]
            assert row["feasibility"] == bounds
            assert row["status"] == expected["check_status"]
            assert row["place"] == expected["place"]
    assert seen == len(figures)
    assert sum(len(check["figures"]) for check in checks) == len(links)
    verdicts = site.rows("select verdict from marts.reconciliation")
    assert sorted(check["verdict"] for check in checks) == sorted(
        row["verdict"] for row in verdicts
    )


def test_indicators_over_time_and_revisions(many: BuiltSite) -> None:
    index = many.data("index")
    rows = 0
    for place, indicator in enumerate(index["indicators"], start=1):
        data = many.data(f"indicators/{place}")
        assert data["id"] == indicator["id"]
        rows += len(data["report"])
        assert all(1 <= report <= len(index["reports"]) for report in data["report"])
    (expected,) = many.rows("select count(*) as rows from intermediate.int_observations")
    assert rows == expected["rows"] > 100
    revisions = many.rows("select * from marts.revisions")
    shown = many.data("revisions")
    assert len(revisions) == index["revisions"] == len(shown["rows"]) > 0
    assert sorted(row["difference_pct"] or 0 for row in revisions) == sorted(
        row["difference_pct"] or 0 for row in shown["rows"]
    )
    assert shown["counts"] == many.rows(
        "select indicator_id as indicator, count(*) as compared, "
        "count(*) filter (where is_within_rounding = false) as beyond "
        "from marts.revisions group by all order by all"
    )


def test_a_report_with_nothing_but_levels(compiled_models: CompiledModels, tmp_path: Path) -> None:
    collection = SmallCollection()
    collection.report("bare", ["a level 10", "b level -3"])
    site = make_site(compiled_models, write_seeds(tmp_path / "seeds", collection.tables), tmp_path)
    data = site.data("reports/1")
    assert (data["plans"], data["growth"], data["repairs"]) == ([], [], [])
    assert site.data("revisions") == {"counts": [], "rows": []}
    assert not (site.folder / "data/triangles").exists()
    assert say("vi", "audit.unverifiable") in site.page


# ----- the page ----------------------------------------------------------------------------


class Page(HTMLParser):
    """The links, the resources and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"] or "")
        for name in ("src", "href"):
            if address := values.get(name):
                (self.links if tag == "a" else self.loaded).append(address)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_gives_the_findings_without_a_script(shipped: BuiltSite) -> None:
    text = " ".join(Page(shipped.page).text.split())
    assert (
        "Exports: 51.49 % of the plan achieved with 50 % of the year elapsed, 1.49 points ahead. "
        "To meet the plan, the rest of the year needs to bring 0.941 – 0.943 times the result so "
        "far (649.46 – 650.67 million USD remaining)." in text
    )
    assert (
        "Kim ngạch xuất khẩu: đạt 51,49 % kế hoạch khi đã qua 50 % thời gian của năm, vượt 1,49 "
        "điểm phần trăm." in text
    )
    assert "(còn 649,46 – 650,67 triệu USD)" in text
    assert "Imports: up 69.2 % on the same period last year, which is 539.423 – 540.294" in text
    assert "14 số liệu được xác nhận confirmed figures" in text
    assert "12 số liệu không kiểm chứng được figures that cannot be cross-checked" in text


@pytest.mark.parametrize("name", ["shipped", "many"])
def test_nothing_is_loaded_from_outside(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    page = Page(site.page)
    assert len(page.loaded) > 10
    for address in page.loaded:
        assert address == "data:," or (site.folder / address).is_file(), address
    for address in page.links:
        assert not re.match(r"[a-z]+:|//", address), address
    for path in [*SITE.glob("app/*"), site.folder / "index.html"]:
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path


def test_the_page_runs_only_the_scripts_of_the_site(shipped: BuiltSite) -> None:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head, _, rest = shipped.page.partition(policy.replace("'", "&#39;"))
    assert rest and head.endswith('<meta charset="utf-8">\n')
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self' file:"
    assert not re.search(r"<style|<script>|\son\w+=|\sstyle=", shipped.page)


def test_ids_and_languages(shipped: BuiltSite) -> None:
    ids = Page(shipped.page).ids
    assert len(ids) == len(set(ids)) and {"main", "guide", "data", "trace"} <= set(ids)
    assert '<html lang="vi">' in shipped.page
    assert shipped.page.count('class="t" lang="vi"') == shipped.page.count('class="t" lang="en"')


def test_texts_of_the_data_are_no_markup(hostile: BuiltSite) -> None:
    page = Page(hostile.page)
    assert "broken" not in page.ids
    assert HOSTILE in page.text
    assert hostile.data("index")["reports"][0]["title"] == HOSTILE
    assert hostile.data("reports/1")["figures"][0]["note"] == HOSTILE


def test_scripts_make_no_markup_of_text() -> None:
    for path in SITE.glob("app/*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_the_newest_reports_are_in_words_and_the_others_counted(many: BuiltSite) -> None:
    reports = many.data("index")["reports"]
    assert say("en", "site.older_reports", count=str(len(reports) - REPORTS_IN_WORDS)) in many.page


def test_long_lists_are_cut_and_counted(compiled_models: CompiledModels, tmp_path: Path) -> None:
    collection = SmallCollection()
    lines = [f"i{number:03} level {number}" for number in range(MOST_FIGURES + 1)]
    sizes = (MOST_SENTENCES, MOST_FIGURES, MOST_FIGURES + 1)
    for number, size in enumerate(sizes):
        collection.report(f"r{number}", lines[:size], period=f"202{number}")
    site = make_site(compiled_models, write_seeds(tmp_path / "seeds", collection.tables), tmp_path)
    for language in LANGUAGES:
        assert site.page.count(say(language, "site.cut", count=str(MOST_SENTENCES))) == 2
        assert site.page.count(say(language, "figures.cut", count=str(MOST_FIGURES))) == 1
    assert site.page.count("<q>") == MOST_SENTENCES + 2 * MOST_FIGURES
    assert f"({MOST_FIGURES + 1})</summary>" in site.page
    assert len(site.data("reports/1")["figures"]) == MOST_FIGURES + 1


def test_the_page_without_scripts_has_the_printed_figures_of_a_report(shipped: BuiltSite) -> None:
    # The number, the qualifier and the printed figure of each row.
    cells = r"<tr>\s*<td class=\"n\">(\d+)</td>.*?<td class=\"n\">(.*?)<q>(.*?)</q>.*?</tr>"
    found = re.findall(cells, shipped.page, re.DOTALL)
    figures = shipped.rows("select * from marts.figures order by figure_no")
    assert len(found) == len(figures) == 26
    rows = re.findall(r"<tr>.*?</tr>", shipped.page, re.DOTALL)[1:]
    for (number, qualifier, printed), row, figure in zip(found, rows, figures, strict=True):
        assert (int(number), printed) == (figure["figure_no"], figure["printed"])
        assert ("<small>" in qualifier) == bool(figure["qualifier"])
        for language in LANGUAGES:
            assert say(language, f"check_status.{figure['check_status']}") in row
            assert say(language, f"measure.{figure['measure']}") in row


def sentences_of(site: BuiltSite, language: str, table: str) -> dict[str, str]:
    """The sentence of each row of the newest report, by indicator."""
    index = site.data("index")
    names, report = names_in(language, index), index["reports"][0]
    sentence = {"plans": plan_sentence, "growth": growth_sentence, "checks": check_sentence}[table]
    rows = site.data("reports/1")[table]
    return {row["indicator"]: sentence(names, report, row) for row in rows}


def test_a_plan_is_a_ceiling_where_lower_is_better(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    for name in ("spent", "spared", "burst", "full", "bare"):
        collection.indicator(name, better="lower")
    collection.indicator("poor", kind="stock", better="lower")
    says = ["spent level 700", "spent plan_pct 70.0", "spared level 300", "spared plan_pct 30.0"]
    says += ["burst level 600", "burst plan_pct 120.0", "full level 10", "full plan_pct 100.0"]
    says += ["bare plan_pct 110.0", "poor level 40", "poor plan_pct 80.0"]
    collection.report("report", says)
    site = small_site(compiled_models, tmp_path, collection)
    of_year = "of the amount planned for the year, with 50 % of the year elapsed, "
    lower = "(lower is better for this indicator)."
    room = "The plan leaves room for no more than"
    assert sentences_of(site, "en", "plans") == {
        # 699.5 × (1 ÷ 0.7005 − 1) to 700.5 × (1 ÷ 0.6995 − 1), rounded outward, and so on.
        "spent": f"spent: 70 % {of_year}20 points above the share of the year {lower} {room} "
        "299.07 – 300.93 made up.",
        "spared": f"spared: 30 % {of_year}20 points below the share of the year {lower} {room} "
        "697.17 – 702.84 made up.",
        "burst": "burst: 120 % of the plan, so the plan for the year is used up, and exceeded by "
        f"20 %, or 99.708 – 100.292 made up {lower}",
        "full": f"full: 100 % of the plan, so the plan for the year is used up {lower}",
        "bare": "bare: 110 % of the plan, so the plan for the year is used up, and exceeded by "
        f"10 % {lower}",
        "poor": f"poor: 80 % of the plan. {room} 9.844 – 10.157 made up.",
    }
    vietnamese = sentences_of(site, "vi", "plans")
    assert vietnamese["burst"] == (
        "burst: bằng 120 % kế hoạch, tức là đã dùng hết kế hoạch năm, vượt 20 %, tương đương "
        "99,708 – 100,292 made up (chỉ tiêu này càng thấp càng tốt)."
    )
    assert vietnamese["spent"].endswith("Kế hoạch chỉ còn cho phép thêm 299,07 – 300,93 made up.")


def test_a_certain_rise_or_fall_has_no_sign(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    says = ["down level 90", "down decrease_pct 10", "flat level 100", "flat increase_pct 0"]
    collection.report("report", says)
    site = small_site(compiled_models, tmp_path, collection)
    before = "on the same period last year"
    assert sentences_of(site, "en", "growth") == {
        # 89.5 ÷ 0.905 − 89.5 = 9.395… and 90.5 ÷ 0.895 − 90.5 = 10.617…
        "down": f"down: down 10 % {before}, which is 9.39 – 10.62 made up less.",
        # 100.5 − 100.5 ÷ 0.995 = −0.505… and 100.5 − 100.5 ÷ 1.005 = 0.5
        "flat": f"flat: 0 % growth {before}, a change of -0.51 – 0.50 made up.",
    }
    assert sentences_of(site, "vi", "growth")["down"] == (
        "down: giảm 10 % so với cùng kỳ năm trước, tức giảm 9,39 – 10,62 made up."
    )


def test_a_growth_without_a_rate_and_one_on_a_negative_base_say_so(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    says = ["more increase_by 12", "less decrease_by 12", "base prior_level 50"]
    says += ["same increase_by 0", "times level 30", "times increase_times 2"]
    for name, measure in (("regained", "increase_pct"), ("shrunk", "decrease_pct")):
        says += [f"{name} level -50", f"{name} prior_level -100", f"{name} {measure} 50"]
    says += ["either level -50", "either increase_pct 50"]
    collection.report("report", says)
    site = small_site(compiled_models, tmp_path, collection)
    before = "on the same period last year"
    none = "no rate is printed, and none follows."
    negative = f"{before}, when it was below zero; "
    assert sentences_of(site, "en", "growth") == {
        "more": f"more: 11.5 – 12.5 made up more than in the same period last year; {none}",
        "less": f"less: 11.5 – 12.5 made up less than in the same period last year; {none}",
        "same": f"same: a change of -0.5 – 0.5 made up {before}; {none}",
        "base": "base: only the level of the same period last year is printed, so no growth "
        "follows.",
        # A factor between 1.5 and 3.5: from 29.5 − 29.5 ÷ 1.5 to 30.5 − 30.5 ÷ 3.5.
        "times": f"times: growth {before} is known only as an interval, 50 – 250 %, a change of "
        "9.8 – 21.8 made up.",
        # (−50 + 100) ÷ |−100| = +50 %: from −50.5 + 99.5 to −49.5 + 100.5.
        "regained": f"regained: +50 % {negative}the percentage is of the absolute value of that "
        "base, which is 49 – 51 made up more.",
        # |−50| ÷ |−100| = 50 %, a decrease of 50 %.
        "shrunk": f"shrunk: -50 % {negative}the percentage compares the absolute values of the two "
        "levels, which is 49 – 51 made up more.",
        # −49.5 × (1 − 1 ÷ 1.495) = −16.389… and −50.5 × (1 − 1 ÷ 1.505) = −16.945…
        "either": f"either: +50 % {negative}such a percentage has two readings, of which level "
        "over base is taken here, which is 16.389 – 16.946 made up less.",
    }
    vietnamese = sentences_of(site, "vi", "growth")
    assert vietnamese["more"] == (
        "more: tăng 11,5 – 12,5 made up so với cùng kỳ năm trước; không có tốc độ tăng."
    )
    assert vietnamese["shrunk"] == (
        "shrunk: -50 % so với cùng kỳ năm trước, khi chỉ tiêu này âm; tỷ lệ so sánh giá trị tuyệt "
        "đối của hai mức, tức tăng 49 – 51 made up."
    )


def test_a_printed_range_is_said_as_an_interval(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.indicator("capped", better="lower")
    says = ["near plan_pct 45-47", "even plan_pct 49-52", "past plan_pct 95-97"]
    says += ["done level 600", "done plan_pct 110-120", "capped plan_pct 70-80"]
    says += ["some level 7-8", "some plan_level 20", "some prior_level 5", "unsaid plan_level 20"]
    collection.report("report", says)
    site = small_site(compiled_models, tmp_path, collection)
    english, vietnamese = (sentences_of(site, one, "plans") for one in ("en", "vi"))
    for name, share, gap in (
        ("near", "44.5 – 47.5", "2.5 – 5.5 points behind"),
        ("even", "48.5 – 52.5", "on pace"),
        ("past", "94.5 – 97.5", "44.5 – 47.5 points ahead"),
        # 6.5 ÷ 20.5 = 31.7… %, 8.5 ÷ 19.5 = 43.5… %
        ("some", "31.7 – 43.6", "6.4 – 18.3 points behind"),
    ):
        begin = f"{name}: {share} % of the plan achieved with 50 % of the year elapsed, {gap}"
        assert english[name].startswith(begin)
    assert english["done"].startswith(
        "done: 109.5 – 120.5 % of the plan, so the plan for the year is already met, and exceeded "
        "by 9.5 – 20.5 %, or "
    )
    assert "69.5 – 80.5 % of the amount planned" in english["capped"]
    assert "19.5 – 30.5 points above the share of the year" in english["capped"]
    assert vietnamese["past"].startswith(
        "past: đạt 94,5 – 97,5 % kế hoạch khi đã qua 50 % thời gian của năm, vượt 44,5 – 47,5 điểm"
    )
    for language in LANGUAGES:
        none = say(language, "plans.no_completion", indicator="unsaid")
        assert sentences_of(site, language, "plans")["unsaid"] == none
    # The rate of a range of levels follows, too: 6.5 ÷ 5.5 and 8.5 ÷ 4.5.
    some = sentences_of(site, "en", "growth")["some"]
    assert "growth on the same period last year is known only as an interval, 18.1 – 88.9 %" in some
    # The report counts these plans, and so do the lists of all reports.
    index = site.data("index")
    assert [index["reports"][0][name] for name in ("ahead", "behind")] == [2, 3]
    rows = {row["indicator"]: row for row in site.data("plans/2021")["rows"]}
    assert set(rows) == {"near", "even", "past", "done", "capped", "some"}
    assert list(rows)[:3] == ["capped", "some", "near"]  # the farthest behind first
    assert rows["near"]["completion"] == [44.5, 47.5] and rows["near"]["pace_gap"] == [-5.5, -2.5]
    overview = site.data("overview")["plans"]
    assert (overview["count"], overview["behind"]) == (6, 3)


def test_a_collection_needs_no_unit_of_points_and_none_of_percentages(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    rates = ("percent", "point", "times")
    collection.tables["units"] = [
        row for row in collection.tables["units"] if row["unit_id"] not in rates[1:]
    ]
    collection.indicator("rate", unit="percent", kind="rate")
    collection.report(
        "report", [f"rate {one} unit_id=percent" for one in ("level 8", "prior_level 6")]
    )
    site = small_site(compiled_models, tmp_path, collection)
    words = {"en": "percentage points more", "vi": "điểm phần trăm"}
    for language, text in words.items():
        assert text in sentences_of(site, language, "growth")["rate"]
    names = names_in("en", {"units": [], "indicators": [], "territories": [], "periods": []})
    assert [names.unit(unit) for unit in (*rates, "tonne")] == [
        *(say("en", f"unit.{unit}") for unit in rates),
        "tonne",
    ]


def test_figures_that_touch_and_counts_that_never_agree_say_so(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    for name in ("all", "some", "rest"):
        collection.indicator(name, unit="piece", kind="count")
    collection.tables["units"] = [
        *collection.tables["units"],
        {"unit_id": "piece", "dimension": "pieces", "factor": "1"},
    ]
    collection.identity("parts", "sum", "all", "some", "rest")
    counts = [
        f"{name} level {value} unit_id=piece"
        for name, value in zip(("all", "some", "rest"), (10, 3, 4), strict=True)
    ]
    collection.report("report", ["a level 690 over", "a level 700 over", *counts])
    site = small_site(compiled_models, tmp_path, collection)
    index = site.data("index")
    for language in LANGUAGES:
        names = names_in(language, index)
        said = {
            check["kind"]: check_sentence(names, index["reports"][0], check)
            for check in site.data("reports/1")["checks"]
        }
        assert said["repeat"].endswith(f"; {say(language, 'finding.touch')}.")
        assert said["joint"].endswith(f"; {say(language, 'finding.theta_none')}.")


def test_a_conflict_of_many_figures_is_cut_and_counted_on_every_view(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    site = small_site(compiled_models, tmp_path, large_conflict())
    (conflict,) = site.data("reports/1")["conflicts"]
    assert len(conflict["figures"]) == 16
    for language in LANGUAGES:
        assert say(language, "conflict.more_figures", count="4") in site.page
        assert say(language, "conflict.several", count="16") in site.page
    found = find(site.warehouse)
    shown = whole(contradiction_sections(found, lambda query: ""), 200)
    conflicts, checks = "\n".join(line.plain for line in shown).split("Contradictions, ")
    assert "report: these 16 figures cannot all hold" in conflicts
    assert conflicts.count("  figure ") == MOST_CONFLICTING == 12
    assert "… 4 more figures." in conflicts
    assert checks.count("… 4 more figures.") == checks.count("      figure ") // 12 > 0
    with duckdb.connect(str(site.warehouse)) as connection:
        connection.execute(rounding_functions())
        write_workbook(connection, read_catalogue(connection), tmp_path / "book.xlsx")
    cells = [
        row[0].value for row in load_workbook(tmp_path / "book-en.xlsx")["Summary"].iter_rows()
    ]
    of_conflict = [str(cell) for cell in cells if str(cell).startswith("1. ")]
    assert len(of_conflict) == 13 and of_conflict[-1] == "1. … more figures of this conflict: 4"


def test_other_territories_and_periods_are_named_and_gaps_of_percentages_are_in_points(
    compiled_models: CompiledModels, tmp_path: Path
) -> None:
    collection = SmallCollection()
    place = "period_id=2021-06 territory_id=south"
    says = [f"a level 100 {place}", f"a increase_pct 10.0 {place}", f"a plan_pct 20 {place}"]
    says += [f"a increase_pct 14.6 {place}", f"lone level 5 {place}", "lone level 6"]
    collection.report("report", says)
    site = small_site(compiled_models, tmp_path, collection)
    for language, name, apart in (
        ("en", "a, made up, June 2021", "; 4.6 percentage points apart."),
        ("vi", "a, made up, tháng 6 năm 2021", "; cách nhau 4,6 điểm phần trăm."),
    ):
        assert sentences_of(site, language, "plans")["a"].startswith(f"{name}: ")
        assert sentences_of(site, language, "growth")["a"].startswith(f"{name}: ")
        check = sentences_of(site, language, "checks")["a"]
        assert check.startswith(f"{name}, ") and check.endswith(apart)
    text = Page(site.page).text.partition(say("en", "audit.unverifiable"))[2]
    assert [line.strip() for line in text.splitlines()[:12] if "lone" in line] == [
        "lone lone",
        "lone, made up, tháng 6 năm 2021 lone, made up, June 2021",
    ]


def test_plans_in_quarantine_are_not_counted_as_none(shipped: BuiltSite) -> None:
    index = shipped.data("index")
    data = shipped.data("reports/1") | {"plans": [], "growth": []}
    names = {language: names_in(language, index) for language in LANGUAGES}
    beside = {"pages": {}, "exports": {}}
    for quarantined, ahead in ((False, 0), (True, 0), (True, 2)):
        report = index["reports"][0] | {"quarantined": quarantined, "ahead": ahead, "behind": 0}
        page = Page(render(index, [put_in_words(names, report, data)], MANIFEST, beside)).text
        assert (say("en", "site.quarantine_note") in " ".join(page.split())) is quarantined
        # The plans of its other figures are shown and counted.
        assert (say("en", "report.ahead") in page) is (ahead > 0 or not quarantined)


def test_only_existing_files_are_linked(shipped: BuiltSite, tmp_path: Path) -> None:
    links = Page(shipped.page).links
    assert {"docs/index.html", "validation/index.html", "../exports/csv/"} <= set(links)
    site = tmp_path / "site"
    (site / "validation").mkdir(parents=True)
    (site / "validation" / "index.html").touch()
    (tmp_path / "exports" / "csv").mkdir(parents=True)
    (tmp_path / "exports" / "growth.csv").touch()
    (tmp_path / "exports" / "unknown").touch()
    beside = neighbours(site)
    assert beside == {
        "pages": {"data.validation": "validation/index.html"},
        "exports": {"csv/": "csv", "growth.csv": "csv", "unknown": None},
    }


def test_every_file_of_the_exports_is_described(shipped: BuiltSite) -> None:
    kinds = neighbours(shipped.folder)["exports"]
    assert {"csv/", "doichieu-vi.xlsx", "datapackage.json", "sdmx/", "px/", "json-stat/"} <= set(
        kinds
    )
    assert None not in kinds.values()
    for language in LANGUAGES:
        for word in kinds.values():
            assert say(language, f"download.{word}") in shipped.page


# ----- the server --------------------------------------------------------------------------


@pytest.fixture
def served(published: Path) -> Iterator[str]:
    """The address of a server of the shipped release."""
    with make_server((published / "current").resolve(), 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        assert server.server_address[0] == LOOPBACK == "127.0.0.1"
        yield f"http://{LOOPBACK}:{server.server_port}"
        server.shutdown()
        thread.join()


def status_of(address: str, host: str | None = None) -> int:
    """The HTTP status of an address."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_the_server_shows_the_site_and_nothing_else(served: str) -> None:
    with urllib.request.urlopen(f"{served}/") as answer:
        assert answer.url == f"{served}/site/index.html"
        assert "Đối chiếu" in answer.read().decode()
    assert status_of(f"{served}/site/data/index.js?again") == 200
    assert status_of(f"{served}/exports/") == 200
    for path in ("warehouse.duckdb", "site/../warehouse.duckdb", "site/%2e%2e/warehouse.duckdb"):
        assert status_of(f"{served}/{path}") == 404
    assert status_of(f"{served}/../") == 404
    for name in ("%00", "%ed%a0%80", "a%00.js"):
        assert status_of(f"{served}/site/{name}") == 404
    for host, status in (
        *(("127.0.0.1", 200), ("localhost", 200), ("localhost:80", 200)),  # no port: it is 80
        *(("elsewhere.example", 421), ("elsewhere.example:80", 421), ("[::1]:80", 421)),
    ):
        assert status_of(f"{served}/site/index.html", host=host) == status


def test_a_browser_that_breaks_off_is_not_reported(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with make_server((published / "current").resolve(), 0) as server:
        for error in (ConnectionResetError(), BrokenPipeError(), LookupError("a fault")):
            try:
                raise error
            except Exception:
                server.handle_error(None, (LOOPBACK, 1))
            said = capsys.readouterr().err
            assert said == "" if isinstance(error, ConnectionError) else "a fault" in said


def test_serve_prints_its_address_and_ends_with_ctrl_c(published: Path) -> None:
    process = subprocess.Popen(
        command("--releases", published, "serve"),
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    line = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert address, line
    assert status_of(address[0]) == 200
    taken = orchestrate(
        "--releases", published, "serve", "--port", address[0].rstrip("/").rpartition(":")[2]
    )
    assert taken.returncode == 2
    assert "another program uses it" in taken.stderr and "Traceback" not in taken.stderr
    process.send_signal(2)
    assert process.wait() == 0
    process.stdout.close()


def test_serve_without_a_release_says_what_to_do(tmp_path: Path) -> None:
    run = orchestrate("--releases", tmp_path / "none", "serve")
    assert run.returncode == 2
    assert "There is no release in" in run.stderr and "orchestrate.py" in run.stderr
    assert not (tmp_path / "none").exists()
    assert orchestrate("serve", "--port", "70000").returncode == 2


# ----- a collection that is larger than a site ---------------------------------------------


def data_files(site: BuiltSite, **bounds: int) -> dict[str, Any]:
    """The data files of a site with these bounds."""
    with duckdb.connect(str(site.warehouse), read_only=True) as connection:
        return {name: json.loads(text) for name, text in answers(connection, **bounds)}


def test_the_size_of_a_batch_changes_nothing(many: BuiltSite) -> None:
    whole = data_files(many)
    assert whole["index"]["left_out"] == 0
    assert len([name for name in whole if name.startswith("reports/")]) == 25
    assert data_files(many, batch_figures=1) == whole


def test_a_large_site_needs_half_of_the_memory_that_it_may_have(large: BuiltSite) -> None:
    """How much a query takes differs from run to run: 2 GB must be enough with room."""
    with duckdb.connect(str(large.warehouse), read_only=True) as connection:
        keep_within(connection, large.warehouse, "1GB")
        names = [name for name, _ in answers(connection)]
    index = large.data("index")
    assert len([name for name in names if name.startswith("reports/")]) == len(index["reports"])


def test_the_vintages_of_a_large_site_need_little_memory(large: BuiltSite) -> None:
    """In one query they took more than this, and of ten million figures more than a run has."""
    with duckdb.connect(str(large.warehouse), read_only=True) as connection:
        keep_within(connection, large.warehouse, "200MB")
        place_reports_and_indicators(connection, 100_000, BATCH_FIGURES)
        indicators = [name for name, _ in triangles(connection, BATCH_FIGURES)]
        revised = "select count(distinct indicator_id) from marts.revisions"
        assert connection.execute(revised).fetchall() == [(len(indicators),)]


def test_a_large_collection_shows_remarkable_reports_first_and_counts_the_rest(
    many: BuiltSite,
) -> None:
    whole = data_files(many)["index"]["reports"]
    # Of equals the newest first, as in the index.
    by_remark = sorted(whole, key=lambda one: (not one["contradicted"], not one["suspect"]))
    flagged = sum(1 for one in whole if one["contradicted"])
    assert 3 < flagged < len(whole)
    for most_reports in (3, flagged):
        first = by_remark[:most_reports]
        found = data_files(many, most_figures=sum(one["figures"] for one in first))
        check_shortened(found, whole, {one["id"] for one in first})


def check_shortened(found: dict[str, Any], whole: list[Any], first: set[str]) -> None:
    """Data files hold these reports and no others, and count the rest."""
    index = found["index"]
    held = [one["id"] for one in index["reports"]]
    assert set(held) == first
    assert index["left_out"] == len(whole) - len(held) > 0
    # Still newest first; each has its file and no other has one.
    assert held == [one["id"] for one in whole if one["id"] in held]
    for place, report_id in enumerate(held, start=1):
        assert found[f"reports/{place}"]["id"] == report_id
    assert f"reports/{len(held) + 1}" not in found
    places = set(range(1, len(held) + 1))
    indicators = [found[name] for name in found if name.startswith("indicators/")]
    reports = {report for indicator in indicators for report in indicator["report"]}
    assert reports and reports <= places


def test_a_report_larger_than_a_site_is_the_only_one(many: BuiltSite) -> None:
    found = data_files(many, most_figures=1)
    assert len(found["index"]["reports"]) == 1
    assert found["index"]["left_out"] == 24


def test_the_largest_differences_are_kept_and_all_are_counted(many: BuiltSite) -> None:
    whole = data_files(many)
    rows = whole["revisions"]["rows"]
    assert len(rows) == whole["index"]["revisions"] > 3
    cut = data_files(many, most_revisions=3)
    assert cut["revisions"]["rows"] == rows[:3]
    assert cut["index"]["revisions"] == len(rows)


def test_the_page_without_scripts_counts_what_the_site_leaves_out(
    many: BuiltSite, tmp_path: Path
) -> None:
    index = data_files(many, most_figures=1)["index"]
    page = render(index, [], MANIFEST, {"pages": {}, "exports": {}})
    assert say("en", "site.older_reports", count="25") in page
