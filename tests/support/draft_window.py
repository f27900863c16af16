"""A browser window on the page of a draft, with the actions of an analyst."""

import csv
import io
from pathlib import Path

from support.window import Window

TABLES = ("figures", "left_out", "reports", "indicators", "units", "territories", "identities")
# A folder of the file system, as the browser hands it to the page: its files are in `window.disk`.
FOLDER = """
window.disk = arguments[0];
const handle = (name) => ({
  getFile: async () => ({ text: async () => window.disk[name] }),
  createWritable: async () => {
    let written = "";
    return { write: async (text) => { written += text; },
             close: async () => { window.disk[name] = written; } };
  },
});
window.showDirectoryPicker = async () => ({
  name: arguments[1],
  getFileHandle: async (name, more) => {
    if (!(name in window.disk) && !(more && more.create)) throw new Error(name);
    return handle(name);
  },
});
"""


def open_draft(browser: Window, folder: Path, language: str = "en") -> None:
    """Open the page of a draft afresh, in a language."""
    browser.open_page(folder / "index.html")
    browser.run("doichieu.markSaved(); doichieu.remember(arguments[0])", language)
    browser.afresh()
    assert browser.run("return doichieu.language") == language


def texts_of(folder: Path) -> dict[str, str]:
    """The CSV files of a folder, byte for byte."""
    return {f"{name}.csv": (folder / f"{name}.csv").read_bytes().decode() for name in TABLES}


def rows_in(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def select(browser: Window, place: str, printed: str) -> None:
    """Choose a number of the document."""
    browser.run(
        "doichieu.select(doichieu.draft.numbers.find("
        "(one) => one.place === arguments[0] && one.printed === arguments[1]))",
        place,
        printed,
    )


def fill(browser: Window, column: str, text: str, number: int = 0) -> None:
    """Type into a field of the card, and leave it."""
    retype(browser, f"figure-{number}-{column}", text)


def retype(browser: Window, name: str, text: str) -> None:
    """Type over what a field contains, and leave it."""
    field = browser.driver.find_element("id", name)
    browser.run("arguments[0].focus(); arguments[0].select()", field)
    field.send_keys(text)
    browser.run("document.activeElement.blur()")


def choose(browser: Window, column: str, text: str, number: int = 0) -> None:
    """Type into a field that searches, and take the first answer."""
    field = browser.driver.find_element("id", f"figure-{number}-{column}")
    field.click()
    field.send_keys(text)
    browser.press("ENTER")


def pick(browser: Window, column: str, value: str) -> None:
    """Choose a value of a list of the card."""
    browser.run(
        "const list = document.getElementById(arguments[0]);"
        "list.value = arguments[1]; list.dispatchEvent(new Event('change'))",
        f"figure-0-{column}",
        value,
    )


def cell(browser: Window, name: str) -> str:
    """A cell of the first row of the number that is chosen."""
    return str(browser.run("return doichieu.selected().rows[0].cells[arguments[0]]", name))


def saved(browser: Window, folder: Path) -> dict[str, str]:
    """Save into a folder with the files of this one; returns its files then."""
    files = texts_of(folder) | {"index.html": (folder / "index.html").read_text(encoding="utf-8")}
    if not browser.run("return window.disk"):
        browser.run(FOLDER, files, folder.name)
    browser.run("document.getElementById('said').textContent = ''")
    browser.click("#do-save")
    browser.until("return document.getElementById('said').textContent.startsWith('Saved')")
    return dict(browser.run("return window.disk"))
