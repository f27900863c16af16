"""Accessibility for screen readers, keyboards and weak eyes: axe-core on every kind of page.

All rules are checked at desktop width in light colours; at phone width those that depend on the
layout, and in dark colours contrast.
dbt's pages are dbt's own and are not checked.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from support.accessibility import CONTRAST, LAYOUT, OPTIONS, findings
from support.running import copy_releases, orchestrate
from support.seeds_folder import REPORT
from support.site_folders import BuiltSite
from support.window import Window

from doichieu.site.words import LANGUAGES

EXPORTS = f"implied_plan/{REPORT}/lang-son/2021-H1/exports/"
TRIANGLE = {
    "view": "revisions",
    "indicator": "retail_sales",
    "territory": "lang-son-2025",
    "quantity": "plan",
}
# The site and the state in the address; a dialog may also be opened by a link of the page.
VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "a report": ("shipped", {}),
    "an indicator of one report": ("shipped", {"view": "indicator", "indicator": "trade"}),
    "a report not there": ("shipped", {"report": "elsewhere"}),
    "a contradicted report": ("misprinted", {}),
    "a report in quarantine": ("quarantined", {}),
    "a report of many": ("many", {"view": "report"}),
    "the front page of many": ("provinces", {}),
    "conflicts": ("provinces", {"view": "conflicts"}),
    "plans": ("provinces", {"view": "plans", "territory": "lang-son-2025"}),
    "all reports": ("many", {"view": "reports"}),
    "an indicator over time": ("many", {"view": "indicator"}),
    "an indicator in several places": (
        "provinces",
        {"view": "indicator", "indicator": "exports", "territory": "cao-bang-2025/lang-son-2025"},
    ),
    "a chart in a frame": ("shipped", {"embed": "1", "chart": "plans"}),
    "revisions": ("many", {"view": "revisions"}),
    "what each report gave": ("provinces", TRIANGLE),
}
DIALOGS: dict[str, tuple[str, dict[str, str], str]] = {
    "a figure": ("shipped", {}, "#figure-table a.trace"),
    "a derived number": ("shipped", {}, "#plan-table a.trace[href*=implied_plan]"),
    "a check": ("shipped", {}, "#check-table a.trace"),
    "a contradiction": ("misprinted", {}, "#check-table a.trace"),
    "a contradicted figure": ("misprinted", {"figure": f"{REPORT}/12"}, ""),
    "a revision": ("many", {"view": "revisions", "within": "all"}, "#revision-table a.trace"),
    "a figure of a vintage": ("provinces", TRIANGLE, "#triangle a.trace"),
    "a figure not there": ("shipped", {"figure": f"{REPORT}/99"}, ""),
}
# Pages that are the same in every language, below the folder of the releases.
PAGES = {
    "validation results": "current/site/validation/index.html",
    "a suite's results": "current/site/validation/validations/reports/figures/**/*.html",
    "a refused build's results": "refused/site/validation/index.html",
    "a refused suite's results": "refused/site/validation/validations/reports/checks/**/*.html",
    "changes since a release": "*.changes.html",
}


@pytest.fixture(scope="module")
def releases(contradicted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped release, a later one with a report in quarantine, a refusal, and changes."""
    folder = tmp_path_factory.mktemp("accessibility") / "releases"
    releases = copy_releases(contradicted / "releases", folder)
    assert orchestrate("diff", "--releases", releases).returncode == 0
    return releases


@pytest.fixture(scope="module")
def quarantined(releases: Path) -> BuiltSite:
    return BuiltSite.of((releases / "current").resolve())


def check(browser: Window, page: str, options: dict[str, Any] = OPTIONS) -> None:
    """Fail with every finding: rule, impact, element and remedy."""
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    if found := findings(browser, options):
        text = "\n\n".join(str(one) for one in found)
        pytest.fail(f"{page}: {len(found)} findings\n\n{text}", pytrace=False)


def darken(browser: Window) -> None:
    """Prefer dark pages, and wait until the open page has drawn itself again."""
    browser.run("delete document.documentElement.dataset.ready")
    browser.prefer("dark")
    if browser.run("return typeof doichieu === 'object'"):
        browser.until("return document.documentElement.dataset.ready !== undefined")
        browser.draw_all()


def check_everywhere(browser: Window, page: str) -> None:
    """Check the open page: desktop, phone, and desktop in dark colours."""
    browser.draw_all()
    check(browser, page)
    browser.resize(360)
    browser.draw_all()
    check(browser, f"{page}, phone", LAYOUT)
    browser.resize(1280)
    darken(browser)
    # Contrast takes long, and further rows have the same colours.
    browser.run("for (const row of document.querySelectorAll('tr:nth-child(n+13)')) row.remove()")
    check(browser, f"{page}, dark", CONTRAST)


def in_languages(names: Iterable[str]) -> list[Any]:
    """Each name in both languages: one of them in the short suite, by turns."""
    return [
        pytest.param(name, language, marks=[pytest.mark.long] if (turn + place) % 2 else [])
        for place, name in enumerate(names)
        for turn, language in enumerate(LANGUAGES)
    ]


def open_view(
    browser: Window, request: pytest.FixtureRequest, site: str, language: str, **state: str
) -> None:
    """Open a site, by the name of its fixture."""
    browser.open(request.getfixturevalue(site), language, **state)


@pytest.mark.parametrize(("view", "language"), in_languages(VIEWS))
def test_a_view_breaks_no_rule(
    browser: Window, request: pytest.FixtureRequest, view: str, language: str
) -> None:
    site, state = VIEWS[view]
    open_view(browser, request, site, language, **state)
    check_everywhere(browser, f"{view}, {language}")


@pytest.mark.parametrize(("dialog", "language"), in_languages(DIALOGS))
def test_a_dialog_breaks_no_rule(
    browser: Window, request: pytest.FixtureRequest, dialog: str, language: str
) -> None:
    site, state, link = DIALOGS[dialog]
    open_view(browser, request, site, language, **state)
    if link:
        browser.click(link)
    browser.until("return document.querySelector('#trace[open]')")
    check_everywhere(browser, f"{dialog}, {language}")


@pytest.mark.parametrize(("box", "text"), [("search-box", "lang son"), ("choose-territory", "")])
def test_an_open_list_breaks_no_rule(
    browser: Window, provinces: BuiltSite, box: str, text: str
) -> None:
    browser.open(provinces, "vi", view="reports")
    browser.write(f"#{box}", text)
    browser.press("ARROW_DOWN")
    browser.until(f"return document.querySelector('#{box}-options [aria-selected=true]')")
    check_everywhere(browser, box)


@pytest.mark.parametrize(
    "site",
    [
        pytest.param("shipped", marks=pytest.mark.long),
        "misprinted",
        pytest.param("quarantined", marks=pytest.mark.long),
        "many",
    ],
)
def test_a_page_without_scripts_breaks_no_rule(
    browser: Window, request: pytest.FixtureRequest, site: str
) -> None:
    open_view(browser, request, site, "vi")
    # As the page is where scripts do not run; axe-core itself needs them.
    browser.run(
        "const page = document.documentElement;"
        "page.classList.remove('scripted'); page.lang = 'vi';"
        "document.getElementById('view').replaceChildren()"
    )
    check_everywhere(browser, f"{site} without scripts")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_breaks_no_rule(browser: Window, releases: Path, page: str) -> None:
    (path,) = releases.glob(PAGES[page])
    browser.open_page(path.resolve())
    check_everywhere(browser, page)


SPOILT = {
    "image-alt": "const made = add('img', ''); made.src = 'data:,'",
    "color-contrast": "add('p', 'faint').style = 'color: #999; background: #fff'",
    "button-name": "add('button', '')",
    "label": "add('input', '')",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "heading-order": "add('h6', 'deep')",
    "target-size": (
        "for (const place of [1, 2, 3]) {"
        "add('button', place).style = 'width: 9px; height: 9px; padding: 0; border: 0' }"
    ),
}
ADD = """
const add = (tag, text) => {
  const made = document.createElement(tag);
  made.textContent = text;
  document.getElementById('view').append(made);
  return made;
};
"""


def test_every_broken_rule_is_reported(browser: Window, shipped: BuiltSite) -> None:
    browser.open(shipped, report="elsewhere")  # a short page
    browser.run(ADD + "".join(f"{{ {script} }}\n" for script in SPOILT.values()))
    with pytest.raises(pytest.fail.Exception) as failure:
        check(browser, "a spoilt page")
    message = str(failure.value)
    assert message.startswith("a spoilt page: ") and "Fix a" in message
    reported = re.findall(r"^([a-z-]+) \((?:minor|moderate|serious|critical)\): \S", message, re.M)
    assert set(reported) == set(SPOILT)
    linked = re.findall(r"https://dequeuniversity.com/rules/axe/4.12/([a-z-]+)", message)
    assert linked == reported


def test_a_colour_without_contrast_is_reported_in_both_schemes(
    browser: Window, shipped: BuiltSite
) -> None:
    browser.open(shipped, report="elsewhere")  # a short page
    browser.run("document.documentElement.style.setProperty('--soft', 'var(--track)')")
    with pytest.raises(pytest.fail.Exception, match="color-contrast"):
        check(browser, "light")
    darken(browser)
    with pytest.raises(pytest.fail.Exception, match="color-contrast"):
        check(browser, "dark", CONTRAST)
