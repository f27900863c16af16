"""Who reads with a screen reader, a keyboard or weak eyes reads the same: axe-core on all pages.

dbt's pages are dbt's own and are not held to this.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.accessibility import findings
from support.running import orchestrate
from support.seeds_folder import REPORT, SHIPPED, copy_seeds, figure
from support.site_folders import make_site, random_site

from doichieu.derive.compiled_models import CompiledModels
from doichieu.release.releases import Releases
from doichieu.site.words import LANGUAGES
from pictures.browser import HAS_BROWSER, NO_BROWSER, Browser, start
from pictures.site import SCHEMES

pytestmark = pytest.mark.skipif(not HAS_BROWSER, reason=NO_BROWSER)

WIDTHS = {"desktop": 1280, "phone": 360}
EXPORTS = f"implied_plan/{REPORT}/lang-son/2021-H1/exports/"
# What the address says, of which site; a dialog may also be opened by a link of the page.
VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "a report": ("shipped", {}),
    "an indicator of one report": ("shipped", {"view": "indicator", "indicator": "trade"}),
    "a report not there": ("shipped", {"report": "elsewhere"}),
    "a contradicted report": ("slipped", {}),
    "a report in quarantine": ("quarantined", {}),
    "a report of many": ("many", {}),
    "all reports": ("many", {"view": "reports"}),
    "an indicator over time": ("many", {"view": "indicator"}),
    "revisions": ("many", {"view": "revisions"}),
}
DIALOGS: dict[str, tuple[str, dict[str, str], str]] = {
    "a figure": ("shipped", {}, "#figure-table a.trace"),
    "a derived number": ("shipped", {}, "#plan-table a.trace[href*=implied_plan]"),
    "a check": ("shipped", {}, "#check-table a.trace"),
    "a contradiction": ("slipped", {}, "#check-table a.trace"),
    "a contradicted figure": ("slipped", {"figure": f"{REPORT}/12"}, ""),
    "a revision": ("many", {"view": "revisions"}, "#revision-table a.trace"),
    "nothing that is there": ("shipped", {"figure": f"{REPORT}/99"}, ""),
}
# Pages that are the same in every language, below the folder of the releases.
PAGES = {
    "validation results": "current/site/validation/index.html",
    "a suite's results": "current/site/validation/validations/reports/figures/**/*.html",
    "a refused build's results": "refused/site/validation/index.html",
    "a refused suite's results": "refused/site/validation/validations/reports/checks/**/*.html",
    "what changed since a release": "*.changes.html",
}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What whole runs leave: a release with a report in quarantine, the shipped one, a refusal."""
    folder = tmp_path_factory.mktemp("accessibility")
    slipped, releases = copy_seeds(folder), folder / "releases"
    figure(12, printed="51,94")(slipped)
    for status, seeds, options in (
        (0, slipped, ["--quarantine"]),
        (0, SHIPPED, []),
        (1, slipped, []),
    ):
        run = orchestrate("--seeds", seeds, "--releases", releases, *options)
        assert run.returncode == status, run.stderr
    assert orchestrate("diff", "--releases", releases).returncode == 0
    return releases


@pytest.fixture(scope="module")
def sites(
    releases: Path, compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Sites by what there is to see."""
    quarantined, shipped = (release / "site" for release in Releases(releases).published())
    folder = tmp_path_factory.mktemp("slipped")
    slipped = copy_seeds(folder)
    figure(12, printed="51,94")(slipped)
    many = random_site(compiled_models, tmp_path_factory.mktemp("many"), seed=7, reports=12)
    return {
        "shipped": shipped,
        "quarantined": quarantined,
        "slipped": make_site(compiled_models, slipped, folder).folder,
        "many": many.folder,
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    driver = start()
    yield Browser(driver)
    driver.quit()


def hold(browser: Browser, page: str) -> None:
    """Fail with every rule that is broken: where, how gravely, and what to do."""
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    if found := findings(browser):
        told = "\n\n".join(str(one) for one in found)
        pytest.fail(f"{page}: {len(found)} findings\n\n{told}", pytrace=False)


def hold_at_all_widths(browser: Browser, page: str) -> None:
    """Hold the page that is open to all rules, wide and narrow."""
    for name, width in WIDTHS.items():
        browser.resize(width)
        browser.draw_all()
        hold(browser, f"{page}, {name}")


def schemes(browser: Browser) -> Iterator[str]:
    """Prefer light pages, then dark ones."""
    for scheme in SCHEMES:
        browser.prefer(scheme)
        yield scheme


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_breaks_no_rule(
    browser: Browser, sites: dict[str, Path], view: str, language: str
) -> None:
    site, state = VIEWS[view]
    for scheme in schemes(browser):
        browser.open_site(sites[site], language, **state)
        hold_at_all_widths(browser, f"{view}, {language}, {scheme}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog_breaks_no_rule(
    browser: Browser, sites: dict[str, Path], dialog: str, language: str
) -> None:
    site, state, link = DIALOGS[dialog]
    for scheme in schemes(browser):
        browser.open_site(sites[site], language, **state)
        if link:
            browser.run("document.querySelector(arguments[0]).click()", link)
        browser.until("return document.querySelector('#trace[open]')")
        hold_at_all_widths(browser, f"{dialog}, {language}, {scheme}")


@pytest.mark.parametrize("site", ["shipped", "slipped", "quarantined", "many"])
def test_a_page_without_scripts_breaks_no_rule(
    browser: Browser, sites: dict[str, Path], site: str
) -> None:
    for scheme in schemes(browser):
        browser.open_site(sites[site])
        # As it stands where scripts do not run: axe-core itself needs them.
        browser.run(
            "const page = document.documentElement;"
            "page.classList.remove('scripted'); page.lang = 'vi';"
            "document.getElementById('view').replaceChildren()"
        )
        hold_at_all_widths(browser, f"{site} without scripts, {scheme}")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_breaks_no_rule(browser: Browser, releases: Path, page: str) -> None:
    (path,) = releases.glob(PAGES[page])
    for scheme in schemes(browser):
        browser.open_page(path.resolve())
        hold_at_all_widths(browser, f"{page}, {scheme}")
    assert browser.driver.get_log("browser") == []


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


@pytest.mark.parametrize("rule", SPOILT)
def test_a_rule_that_is_broken_is_told(browser: Browser, sites: dict[str, Path], rule: str) -> None:
    browser.open_site(sites["shipped"])
    browser.run(f"{ADD} {SPOILT[rule]}")
    with pytest.raises(pytest.fail.Exception) as told:
        hold(browser, "a spoilt page")
    message = str(told.value)
    assert message.startswith("a spoilt page: ")
    assert re.search(rf"^{rule} \((minor|moderate|serious|critical)\): \S", message, re.MULTILINE)
    assert "Fix a" in message
    assert f"https://dequeuniversity.com/rules/axe/4.12/{rule}" in message
