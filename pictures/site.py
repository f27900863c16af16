"""The site as pictures: each view of it, in each language, light and dark, wide and narrow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

from doichieu.site.words import LANGUAGES
from pictures.browser import Browser, start

WINDOWS = {"desktop": (1280, 800), "phone": (390, 844)}
SCHEMES = ("light", "dark")
# The one view that a collection has no link to in its navigation.
REPORT = "report"
A_FIGURE = "#figure-table a.trace"
# More pictures of a view: what the address of each adds, or its name and a link of the view to it.
WAYS = {"places": [{"show": "map"}, {"show": "tiles"}, {"show": "multiples"}]}
LINKS = {"revisions": ("triangle", "#revision-table a[href*='view=revisions']")}


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

    Without `views`, of all that the site offers. The comparison of places has a picture of each
    way to show them, and the revisions have one of the first triangle.
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
                    for name, state in states(browser, site, views or offered(browser, site)):
                        browser.open_site(site, language, **state)
                        browser.draw_all()
                        browser.run("scrollTo(0, 0)")
                        pictures.append(browser.shoot(folder / f"{name}-{end}", whole=True))
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


def states(
    browser: Browser, site: Path, views: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The pictures of views: of each the name, and the address that shows it."""
    for view in views:
        yield view, {"view": view}
        for way in WAYS.get(view, []):
            yield "-".join([view, *way.values()]), {"view": view} | way
        if view in LINKS:
            name, link = LINKS[view]
            browser.open_site(site, view=view)
            script = "return document.querySelector(arguments[0])?.hash.slice(1)"
            if address := browser.run(script, link):
                yield name, dict(parse_qsl(address))


def open_trace(browser: Browser, site: Path, language: str) -> None:
    """Open the dialog with the source of the first figure."""
    browser.open_site(site, language, view=REPORT)
    browser.run("document.querySelector(arguments[0]).click()", A_FIGURE)
    browser.until("return document.querySelector('#trace[open]')")
