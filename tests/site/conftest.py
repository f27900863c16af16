"""The sites and the browser shared by the tests of this folder; a test changes only a copy."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.running import once
from support.seeds_folder import copy_seeds, figure
from support.site_folders import (
    BuiltSite,
    hostile_site,
    make_site,
    provincial_site,
    random_site,
)
from support.window import Window

from doichieu.derive.compiled_models import CompiledModels
from pictures.browser import HAS_BROWSER, NO_BROWSER, start


@pytest.fixture(scope="session")
def shipped(published: Path) -> BuiltSite:
    """The site of the shipped release."""
    return BuiltSite.of((published / "current").resolve())


@pytest.fixture(scope="session")
def misprinted(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The shipped report with a misprint, 51,94 for 51,49: a contradiction with single repairs."""

    def build(folder: Path) -> None:
        seeds = copy_seeds(folder)
        figure(12, printed="51,94")(seeds)
        make_site(compiled_models, seeds, folder)

    return BuiltSite.of(once(shared / "misprinted", build))


@pytest.fixture(scope="session")
def many(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The site of 25 random reports."""

    build = partial(random_site, compiled_models, seed=7, reports=25)
    return BuiltSite.of(once(shared / "many", build))


@pytest.fixture(scope="session")
def provinces(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The site of 200 reports of provinces: quarterly, before and after the mergers of 2025."""

    build = partial(provincial_site, compiled_models, reports=200, every=3)
    return BuiltSite.of(once(shared / "provinces", build))


@pytest.fixture(scope="session")
def large(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The site of 5,000 monthly reports of provinces, more than a site contains."""

    build = partial(provincial_site, compiled_models, reports=5000, every=1)
    return BuiltSite.of(once(shared / "large", build))


@pytest.fixture(scope="session")
def hostile(shared: Path, compiled_models: CompiledModels) -> BuiltSite:
    """The shipped report with hostile markup in its texts."""
    build = partial(hostile_site, compiled_models)
    return BuiltSite.of(once(shared / "hostile", build))


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """The browser of this worker. Without one, tests skip; in CI they fail."""
    if not HAS_BROWSER:
        refuse: Callable[[str], Any] = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(NO_BROWSER)
    driver = start()
    yield driver
    driver.quit()


@pytest.fixture
def browser(driver: Any) -> Iterator[Window]:
    """A browser window, in which no test may leave a complaint or load from outside."""
    browser = Window(driver)
    # The tests share the browser, which keeps fifty steps: a full history loses old ones.
    driver.execute_cdp_cmd("Page.resetNavigationHistory", {})
    browser.resize(1280)
    browser.prefer("")
    browser.complaints()
    yield browser
    assert browser.complaints() == []
    # The page of a draft must not warn the next test of unsaved changes.
    browser.run("if (typeof doichieu === 'object' && doichieu.markSaved) doichieu.markSaved()")
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    outside = [name for name in browser.run(script) if not name.startswith(("file:", "data:"))]
    assert outside == []
