"""What the menu of a chart gives: its files, and the frame for another page."""

import codecs
import csv
import io
import time
from html.parser import HTMLParser
from pathlib import Path

from doichieu.site.words import say
from pictures.browser import WAIT
from support.window import Window

SVG = "http://www.w3.org/2000/svg"
SAVE = """
const [chart, format] = arguments;
const menus = [...document.querySelectorAll('.downloads')];
const menu = menus.find((one) => one.dataset.chart === chart);
menu.open = true;
[...menu.querySelectorAll('button')].find((one) => one.textContent === format).click();
"""


def saved(browser: Window, folder: Path, chart: str, format: str) -> bytes:
    """The file that the menu of a chart saves."""
    allowed = {"behavior": "allow", "downloadPath": str(folder)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", allowed)
    before = set(folder.iterdir())
    browser.run(SAVE, chart, format)
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        new = {path for path in folder.iterdir() if path.suffix == f".{format.lower()}"} - before
        if new:
            (path,) = new
            content = path.read_bytes()
            path.unlink()
            return content
        time.sleep(0.02)
    raise AssertionError(f"{format} of {chart} was not saved")


def table_of(content: bytes, language: str) -> list[dict[str, str]]:
    """The rows of a CSV, as a spreadsheet in this language reads it."""
    assert content.startswith(codecs.BOM_UTF8)
    separator = {"vi": ";", "en": ","}[language]
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(lines, delimiter=separator, strict=True))
    assert rows and all(None not in row and None not in row.values() for row in rows)
    return rows


def number_of(text: str, language: str) -> float | None:
    """A number of a CSV in this language."""
    assert {"vi": ".", "en": ","}[language] not in text
    return float(text.replace(",", ".")) if text else None


def snippet(browser: Window, chart: str) -> dict[str, str]:
    """The attributes of the frame that the menu of a chart shows."""
    browser.run(SAVE, chart, say(browser.run("return doichieu.language"), "downloads.embed"))
    text = browser.run(
        "return [...document.querySelectorAll('.downloads')]"
        ".find((one) => one.dataset.chart === arguments[0]).querySelector('textarea').value",
        chart,
    )
    found: list[tuple[str, dict[str, str]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore
    parser.feed(text)
    ((tag, attributes),) = found
    assert tag == "iframe" and text.endswith("></iframe>")
    return attributes


def open_frame(browser: Window, frame: dict[str, str], language: str) -> None:
    """Open what a frame shows: one chart with its title, in the language of its address, whatever
    its reader chose elsewhere."""
    browser.run("doichieu.remember(arguments[0])", "en" if language == "vi" else "vi")
    browser.driver.get("about:blank")
    browser.driver.get(frame["src"])
    browser.until("return document.documentElement.dataset.ready !== undefined")
    browser.draw_all()
    assert browser.run("return document.documentElement.lang") == language
    assert browser.texts("#view h1") == [frame["title"]]
    assert len(browser.texts("#view figure")) == 1 and browser.texts("#view table") == []
