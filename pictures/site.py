"""The site as pictures: each view of it, in each language, light and dark, wide and narrow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from doichieu.site.words import LANGUAGES
from pictures.browser import Browser, start

WINDOWS = {"desktop": (1280, 800), "phone": (390, 844)}
SCHEMES = ("light", "dark")
# The one view that a collection has no link to in its navigation.
REPORT = "report"
A_FIGURE = "#figure-table a.trace"


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser without scroll bars, which ends with the block."""
    driver = start("--hide-scrollbars")
    try:
        yield Browser(driver)
    finally:
        driver.quit()


def shoot_all(
    site: Path,
    folder: Path,
    languages: Sequence[str] = LANGUAGES,
    views: Sequence[str] = (),
) -> list[Path]:
    """Write pictures of each view at its whole length, of a dialog, and of the validation results.

    Without `views`, of all that the site offers.
    Returns the pictures, named as in `report-vi-phone-dark.png`.
    """
    pictures = []
    with opened() as browser:
        for window, size in WINDOWS.items():
            for scheme in SCHEMES:
                browser.resize(*size)
                browser.prefer(scheme)
                for language in languages:
                    end = f"{language}-{window}-{scheme}.png"
                    for view in views or offered(browser, site):
                        browser.open_site(site, language, view=view)
                        browser.draw_all()
                        browser.run("scrollTo(0, 0)")
                        pictures.append(browser.shoot(folder / f"{view}-{end}", whole=True))
                    open_trace(browser, site, language)
                    pictures.append(browser.shoot(folder / f"trace-{end}"))
                validation = site / "validation" / "index.html"
                if validation.exists():
                    browser.open_page(validation)
                    picture = folder / f"validation-{window}-{scheme}.png"
                    pictures.append(browser.shoot(picture, whole=True))
    return pictures


def offered(browser: Browser, site: Path) -> list[str]:
    """The views of a site: those in its navigation, and the report."""
    browser.open_site(site)
    script = "return [...doichieu.views].filter(([, view]) => view.offered()).map(([name]) => name)"
    return list(dict.fromkeys([*browser.run(script), REPORT]))


def open_trace(browser: Browser, site: Path, language: str) -> None:
    """Open the dialog with the source of the first figure."""
    browser.open_site(site, language, view=REPORT)
    browser.run("document.querySelector(arguments[0]).click()", A_FIGURE)
    browser.until("return document.querySelector('#trace[open]')")
