"""The site as pictures: each view of it, in each language, light and dark, wide and narrow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from doichieu.site.words import LANGUAGES
from pictures.browser import Browser, start

WINDOWS = {"desktop": (1280, 800), "phone": (390, 844)}
SCHEMES = ("light", "dark")
# What the address says of each view.
VIEWS: dict[str, dict[str, str]] = {
    "report": {},
    "reports": {"view": "reports"},
    "indicator": {"view": "indicator"},
    "revisions": {"view": "revisions"},
}
A_PRINT = "#figure-table a.trace"


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser without scroll bars, ended with the block."""
    driver = start("--hide-scrollbars")
    try:
        yield Browser(driver)
    finally:
        driver.quit()


def shoot_all(
    site: Path,
    folder: Path,
    languages: Sequence[str] = LANGUAGES,
    views: Sequence[str] = tuple(VIEWS),
) -> list[Path]:
    """Write a picture of each view at its whole length, of a print's dialog, and of the audit.

    Returns the pictures, named as in `report-vi-phone-dark.png`.
    """
    made = []
    with opened() as browser:
        for window, size in WINDOWS.items():
            for scheme in SCHEMES:
                browser.resize(*size)
                browser.prefer(scheme)
                for language in languages:
                    end = f"{language}-{window}-{scheme}.png"
                    for view in views:
                        browser.open_site(site, language, **VIEWS[view])
                        browser.draw_all()
                        browser.run("scrollTo(0, 0)")
                        made.append(browser.shoot(folder / f"{view}-{end}", whole=True))
                    open_print(browser, site, language)
                    made.append(browser.shoot(folder / f"print-{end}"))
                validation = site / "validation" / "index.html"
                if validation.exists():
                    browser.open_page(validation)
                    picture = folder / f"validation-{window}-{scheme}.png"
                    made.append(browser.shoot(picture, whole=True))
    return made


def open_print(browser: Browser, site: Path, language: str, **state: str) -> None:
    """Open the dialog on where a number comes from: the one in the address, or the first print."""
    browser.open_site(site, language, **state)
    if not state:
        browser.run("document.querySelector(arguments[0]).click()", A_PRINT)
    browser.until("return document.querySelector('#trace[open]')")
