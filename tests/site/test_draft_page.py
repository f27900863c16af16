"""The page of a draft in a browser: from disk, without a network."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.accessibility import CONTRAST, LAYOUT, findings
from support.draft_window import (
    FOLDER,
    cell,
    choose,
    fill,
    open_draft,
    pick,
    retype,
    rows_in,
    saved,
    select,
    texts_of,
)
from support.invented_draft import LINES, REPORT, SHEET, invented_draft, write_invented_draft
from support.running import once
from support.site_folders import HOSTILE
from support.window import Window

from doichieu.base.paths import SEEDS
from doichieu.documents.document import Cell, Document, Sheet
from doichieu.documents.draft import Draft, Drafted, DraftedFigure
from doichieu.documents.folder.page import LOOK
from doichieu.documents.known import Known
from doichieu.site.words import LANGUAGES, phrases

TABLES = "return Object.fromEntries(doichieu.tableFiles())"


@pytest.fixture(scope="session")
def known() -> Known:
    return Known.read(SEEDS)


@pytest.fixture(scope="session")
def drafted(shared: Path, known: Known) -> Path:
    """The folder of a draft; no test changes it."""
    return once(shared / "drafted", lambda folder: write_invented_draft(folder, known)) / REPORT


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ between two texts with as many lines."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(one, other) for one, other in pairs if one != other]


# ----- what is shown ------------------------------------------------------------------------------


def test_each_number_is_marked_by_what_became_of_it(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    marked = browser.run(
        "return [...document.querySelectorAll('#paper .num')].map((mark) => "
        "[mark.textContent, mark.getAttribute('aria-label').split(', ')[1]])"
    )
    assert ["2.450", "figure"] in marked and ["35", "unsure"] in marked
    assert ["7/12", "left out"] in marked and ["45", "left out"] in marked
    assert len(marked) == 19
    assert browser.texts(".paragraph p") == list(LINES)
    counts = [int(text.split()[0]) for text in browser.texts("#counts button")]
    assert counts == [28, 2, 0, 5, 5]
    # Signs say the same as colours do.
    signs = browser.run(
        "return [...document.querySelectorAll('#legend .num')].map((mark) => mark.dataset.sign)"
    )
    assert signs == ["", "?", "!", "", "≠"]


def test_a_table_is_shown_as_a_table(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    browser.run("document.querySelectorAll('.sheets button')[1].click()")
    assert browser.texts(".sheet thead th") == ["A", "B", "C", "D"]
    assert browser.texts(".sheet tbody tr:first-child th, .sheet tbody tr:first-child td") == [
        "1",
        "Đàn gia súc tại thời điểm 30/9/2023",
    ]
    spans = "return [...document.querySelectorAll('.sheet [rowspan]')].map((one) => one.rowSpan)"
    assert browser.run(spans) == [2]
    assert browser.texts(".sheet tbody tr:last-child .num") == ["43,4", "41,6", "104,3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_breaks_no_rule_of_accessibility(
    browser: Window, drafted: Path, language: str
) -> None:
    open_draft(browser, drafted, language)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert [str(one) for one in findings(browser)] == []
    browser.run("document.getElementById('figure-0-indicator_id').click()")
    assert [str(one) for one in findings(browser)] == []
    browser.run("document.querySelectorAll('.sheets button')[1].click()")
    browser.resize(360)
    assert [str(one) for one in findings(browser, LAYOUT)] == []
    browser.resize(1280)
    browser.prefer("dark")
    assert [str(one) for one in findings(browser, CONTRAST)] == []
    browser.click("#do-keys")
    assert [str(one) for one in findings(browser)] == []


def test_markup_in_a_document_is_text(browser: Window, tmp_path: Path, known: Known) -> None:
    draft = invented_draft(known)
    lines = (f"{HOSTILE} 12 tấn", *LINES[1:])
    start = lines[0].index("12")
    figure = DraftedFigure("1", "12", "honey", "level", "tonne", span=(start, start + 2))
    document = replace(draft.document, lines=lines, remarks=(HOSTILE,))
    figure = replace(figure, label=HOSTILE, wording=HOSTILE, doubts=(HOSTILE,))
    hostile = Draft(
        document,
        draft.report | {"title": HOSTILE},
        replace(draft.drafted, figures=(figure,), left_out=()),
    )
    folder = write_invented_draft(tmp_path, known, hostile)
    open_draft(browser, folder)
    assert browser.run("return document.getElementById('broken')") is None
    assert browser.text("#title").startswith("</script><b")
    assert browser.texts(".paragraph p")[0] == lines[0]
    fill(browser, "printed", "13")
    files = saved(browser, folder)
    assert rows_in(files["figures.csv"])[0]["label"] == HOSTILE
    copy = tmp_path / "copy.html"
    copy.write_text(files["index.html"], encoding="utf-8")
    browser.open_page(copy)
    assert browser.texts(".paragraph p")[0] == lines[0]
    assert cell(browser, "printed") == "13"


# ----- correcting and saving ----------------------------------------------------------------------


def test_the_page_has_the_files_as_they_are(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    assert browser.run(TABLES) == texts_of(drafted)
    assert browser.run("return doichieu.isChanged()") is False
    browser.click("#do-save")
    assert browser.text("#said") == "There is no change to save."


def test_a_corrected_indicator_is_saved_byte_for_byte(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "4", "35")
    choose(browser, "indicator_id", "luong ca phe xuat khau")
    assert cell(browser, "indicator_id") == "coffee_export_volume"
    # The unit no longer fits, and the page says so at once.
    assert "does not convert into tonnes" in browser.text("#figure-0-unit_id-fault")
    choose(browser, "unit_id", "nghìn tấn")
    assert browser.text("#figure-0-unit_id-fault") == ""
    before, after = texts_of(drafted), saved(browser, drafted)
    line = before["figures.csv"].split("\n")[13]
    expected = line.replace(",tourists,", ",coffee_export_volume,").replace(
        ",thousand_visits,", ",thousand_tonnes,"
    )
    assert changed_lines(before["figures.csv"], after["figures.csv"]) == [(line, expected)]
    assert {name: after[name] for name in before if name != "figures.csv"} == {
        name: text for name, text in before.items() if name != "figures.csv"
    }
    assert browser.run("return doichieu.isChanged()") is False


def test_without_access_to_folders_the_changed_files_are_downloads(
    browser: Window, drafted: Path, tmp_path: Path
) -> None:
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    open_draft(browser, drafted)
    browser.run("window.showDirectoryPicker = undefined")
    select(browser, "2", "12,4")
    fill(browser, "printed", "12,5")
    browser.click("#do-save")
    assert browser.texts(".downloads a") == ["figures.csv", "index.html"]
    for place in (1, 2):
        assert browser.run("return doichieu.isChanged()") is True
        browser.driver.find_element("css selector", f".downloads li:nth-child({place}) a").click()
    browser.until("return !doichieu.isChanged()")
    wait_for(browser, tmp_path / "index.html")
    written = wait_for(browser, tmp_path / "figures.csv").read_bytes().decode()
    [(before, after)] = changed_lines(texts_of(drafted)["figures.csv"], written)
    assert after == before.replace('"12,4"', '"12,5"')


def wait_for(browser: Window, path: Path) -> Path:
    """Wait until the browser has written a file."""
    browser.driver.set_script_timeout(30)
    for _ in range(600):
        if path.exists() and path.stat().st_size:
            return path
        browser.driver.execute_async_script("setTimeout(arguments[0], 50)")
    raise AssertionError(f"{path.name} was not downloaded")


def test_another_folder_is_refused(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    fill_first(browser)
    browser.run(FOLDER, {"figures.csv": "report_id,figure_no\nelsewhere,1\n"}, "elsewhere")
    browser.click("#do-save")
    browser.until("return document.getElementById('dialog').open")
    assert browser.text("#dialog h2") == "Not the folder of this draft"
    assert browser.run("return window.disk['figures.csv']").endswith("elsewhere,1\n")
    assert browser.run("return doichieu.isChanged()") is True


def test_a_file_changed_elsewhere_is_not_replaced_unasked(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    fill_first(browser)
    files = texts_of(drafted)
    edited = files["figures.csv"].replace('"70,0"', '"71,0"')
    browser.run(FOLDER, files | {"figures.csv": edited}, REPORT)
    browser.click("#do-save")
    browser.until("return document.getElementById('dialog').open")
    assert browser.run("return window.disk['figures.csv']") == edited
    browser.click("#dialog .main")
    browser.until("return document.getElementById('said').textContent.startsWith('Saved')")
    assert '"70,0"' in browser.run("return window.disk['figures.csv']")


def fill_first(browser: Window) -> None:
    """A change of the first figure."""
    select(browser, "2", "2.450")
    fill(browser, "printed", "2.451")


def test_a_saved_page_opens_as_it_was_saved(browser: Window, drafted: Path, tmp_path: Path) -> None:
    open_draft(browser, drafted)
    fill_first(browser)
    select(browser, "4", "35")
    browser.click("#card .main")
    select(browser, "1", "2023")
    browser.click("#add-figure")
    files = saved(browser, drafted)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    open_draft(browser, tmp_path)
    assert browser.run("return doichieu.isChanged()") is False
    assert texts_of(tmp_path) == {name: files[name] for name in texts_of(tmp_path)}
    counts = [int(text.split()[0]) for text in browser.texts("#counts button")]
    assert counts[:2] == [29, 1] and counts[4] == 4
    assert browser.run(TABLES)["figures.csv"] == files["figures.csv"]


def test_unsaved_changes_are_warned_of(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    leaving = (
        "const event = new Event('beforeunload', { cancelable: true });"
        "dispatchEvent(event); return event.defaultPrevented"
    )
    assert browser.run(leaving) is False
    fill_first(browser)
    assert browser.run(leaving) is True
    assert browser.text("#do-save") == "Save changes"
    browser.run("doichieu.undo()")
    assert browser.run(leaving) is False
    fill_first(browser)
    saved(browser, drafted)
    assert browser.run(leaving) is False


# ----- changes of the draft ----------------------------------------------------------------------


def test_an_unsure_row_is_confirmed_and_the_next_is_shown(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    assert browser.run("return doichieu.selected().printed") == "35"
    assert browser.texts(".doubts li") == ["no name of an indicator is near it"]
    browser.click("#card .main")
    assert browser.run("return doichieu.selected().printed") == "4"
    assert cell(browser, "note").startswith("? no name of an indicator")
    browser.click("#card .main")
    assert cell(browser, "note") == "of the market"
    assert browser.text("#said") == "No number is unsure or has an error any more."
    figures = rows_in(saved(browser, drafted)["figures.csv"])
    assert not [row for row in figures if row["note"].startswith("?")]


def test_figures_unsure_for_the_same_reasons_are_confirmed_together(
    browser: Window, drafted: Path
) -> None:
    open_draft(browser, drafted)
    assert browser.texts(".sure-all") == []
    browser.click("#card summary")
    for printed in ("2.450", "70,0", "12,4"):
        select(browser, "2", printed)
        fill(browser, "note", "? the period is open")
    assert browser.texts(".sure-all") == ["Right for all 3 with these reasons"]
    browser.click(".sure-all")
    counts = [int(text.split()[0]) for text in browser.texts("#counts button")]
    assert counts[1] == 2
    assert cell(browser, "note") == "the period is open"
    browser.run("doichieu.undo()")
    counts = [int(text.split()[0]) for text in browser.texts("#counts button")]
    assert counts[1] == 5


def test_every_change_is_undone_and_done_again(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    rng = random.Random(5)
    figures = (
        "const files = doichieu.tableFiles();"
        "return files.get('figures.csv') + files.get('left_out.csv')"
    )
    states = [browser.run(figures)]
    for _ in range(60):
        browser.run(CHANGE, rng.random(), rng.random())
        states.append(browser.run(figures))
    assert len(set(states)) > 50
    for step in ("undo", "redo"):
        seen = [browser.run(figures)]
        while browser.run(f"return doichieu.can{step.capitalize()}()"):
            browser.run(f"doichieu.{step}()")
            seen.append(browser.run(figures))
        # A change that changed nothing is no step.
        expected = [
            one for one, before in zip(states, ["", *states], strict=False) if one != before
        ]
        assert seen == (expected[::-1] if step == "undo" else expected)
    assert browser.texts("#paper .num.left_out") == [
        number for number in browser.run(LEFT) if number in browser.texts("#paper .num")
    ]


# Some change of the draft: of a cell, of a figure that goes, of a number that becomes one.
CHANGE = """
const [which, what] = arguments;
const { draft } = doichieu;
const of = (list) => list[Math.floor(which * list.length)];
const left = draft.numbers.filter((number) => !number.rows.length);
if (what < 0.2 && left.length) doichieu.addFigure(of(left));
else if (what < 0.4) doichieu.removeFigure(of(draft.rows));
else if (what < 0.5) doichieu.toggleUnsure(of(draft.rows));
else doichieu.edit([{ row: of(draft.rows), column: "printed", after: String(what).slice(2, 6) }]);
"""
LEFT = (
    "return doichieu.draft.numbers.filter((one) => !one.rows.length && one.part === 0)"
    ".map((one) => one.printed)"
)


def test_a_change_is_offered_for_the_figures_of_the_same_label(
    browser: Window, drafted: Path
) -> None:
    open_draft(browser, drafted)
    select(browser, "4", "35")
    choose(browser, "indicator_id", "honey_forest")
    assert browser.texts(".offers button") == [
        "1 more with the label “chợ phiên”",
        "3 more of “Tourist visits”",
    ]
    browser.click(".offers button")
    assert browser.text(".offers") == "1 more changed."
    by_line = "return doichieu.draft.rows.map((row) => row.cells.indicator_id)"
    assert browser.run(by_line).count("honey_forest") == 4
    browser.run("doichieu.undo()")
    assert browser.run(by_line).count("honey_forest") == 3
    browser.run("doichieu.undo()")
    assert browser.run(by_line).count("honey_forest") == 2


def test_a_change_in_a_table_is_offered_for_its_column(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, f"{SHEET}!C6", "21,9")
    pick(browser, "measure", "plan_level")
    assert browser.texts(".offers button") == ["3 more in column C"]
    browser.click(".offers button")
    rows = rows_in(saved(browser, drafted)["figures.csv"])
    column = [row["measure"] for row in rows if row["place"].startswith(f"{SHEET}!C")]
    assert column == ["plan_level"] * 4


def test_a_percentage_is_in_percent_at_once(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "4", "35")
    pick(browser, "measure", "increase_pct")
    assert cell(browser, "unit_id") == "percent"
    pick(browser, "basis", "previous_month")
    assert "one month" in browser.text("#figure-0-basis-fault")
    pick(browser, "measure", "level")
    assert (cell(browser, "unit_id"), cell(browser, "basis")) == ("thousand_visits", "")


def test_a_number_left_out_becomes_a_figure_and_none_again(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "4", "45")
    assert browser.text("#card > p") == "This number was left out: the number of a road."
    browser.click("#add-figure")
    choose(browser, "indicator_id", "Tourist visits")
    files = saved(browser, drafted)
    places = [(row["place"], row["printed"]) for row in rows_in(files["figures.csv"])]
    at = places.index(("4", "45"))
    assert places[at - 1 : at + 2] == [("3", "1,5"), ("4", "45"), ("4", "35")]
    assert [int(row["figure_no"]) for row in rows_in(files["figures.csv"])] == list(range(1, 30))
    assert "the number of a road" not in files["left_out.csv"]
    browser.run("doichieu.removeFigure(doichieu.selected().rows[0])")
    assert saved(browser, drafted)["left_out.csv"] == texts_of(drafted)["left_out.csv"]


def test_a_removed_figure_is_left_out(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "5", "86")
    browser.run("doichieu.focusNumber()")
    browser.press("DELETE")
    assert browser.text("#card > p") == "This number was left out: Removed by the analyst."
    files = saved(browser, drafted)
    assert files["left_out.csv"].endswith("5,86,Removed by the analyst\n")
    assert len(rows_in(files["figures.csv"])) == 27


def test_a_new_indicator_gets_its_row(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "4", "35")
    field = browser.driver.find_element("id", "figure-0-indicator_id")
    field.click()
    field.send_keys("Khách chợ phiên")
    browser.run(
        "document.querySelector('#card .make').dispatchEvent("
        "new MouseEvent('mousedown', { bubbles: true, cancelable: true }))"
    )
    name = browser.run("return document.getElementById('new-name_vi').value")
    assert name == "Khách chợ phiên"
    english = browser.driver.find_element("id", "new-name_en")
    english.send_keys("Visitors of the fair, weekly")
    browser.run("document.querySelector('#dialog [type=submit]').click()")
    assert cell(browser, "indicator_id") == "visitors_of_the_fair_weekly"
    assert "1 more with the label" in browser.texts(".offers button")[0]
    files = saved(browser, drafted)
    before = texts_of(drafted)["indicators.csv"]
    row = (
        'visitors_of_the_fair_weekly,Khách chợ phiên,"Visitors of the fair, weekly",'
        "thousand_visits,flow,tourism,higher,,\n"
    )
    assert files["indicators.csv"] == before + row
    browser.run("doichieu.undo()")
    assert cell(browser, "indicator_id") == "tourists"


def test_an_indicator_that_no_figure_has_any_more_goes(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, f"{SHEET}!B6", "21,4")
    choose(browser, "indicator_id", "buffalo_herd")
    files = saved(browser, drafted)
    # Two of its figures are left.
    assert "\nbuffaloes," in files["indicators.csv"]
    browser.run("[...document.querySelectorAll('.offers button')].at(-1).click()")
    files = saved(browser, drafted)
    assert "\nbuffaloes," not in files["indicators.csv"]
    parts = [row["part_indicator_id"] for row in rows_in(files["identities.csv"])]
    assert "buffalo_herd" in parts and "buffaloes" not in parts


def test_the_row_of_the_report_is_edited(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    browser.run("document.getElementById('report').open = true")
    retype(browser, "report-period_id", "2023-H1")
    assert "first half of 2023" in browser.text("#facts")
    [row] = rows_in(saved(browser, drafted)["reports.csv"])
    assert row["period_id"] == "2023-H1"


# ----- keys ------------------------------------------------------------------------------------


def test_the_keyboard_goes_from_number_to_row_and_back(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    select(browser, "2", "2.450")
    focused = "return document.activeElement.textContent || document.activeElement.id"
    browser.press("ARROW_RIGHT")
    assert browser.run(focused) == "70,0"
    browser.press("ENTER")
    assert browser.run(focused) == "figure-0-indicator_id"
    browser.press("ESCAPE")
    assert browser.run(focused) == "70,0"
    browser.press("F8")
    assert browser.run(focused) == "35"
    browser.press("F8")
    assert browser.run(focused) == "4"
    browser.press("F8")
    assert browser.run(focused) == "35"
    select(browser, f"{SHEET}!B6", "21,4")
    browser.press("ARROW_DOWN")
    assert browser.run(focused) == "30,2"
    # One stop of the tabulator in the document, however many numbers there are.
    assert (
        browser.run("return document.querySelectorAll('#paper .num[tabindex=\"0\"]').length") == 1
    )


def test_keys_undo_confirm_and_save(browser: Window, drafted: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def chord(*keys: str) -> None:
        actions = ActionChains(browser.driver).key_down(Keys.CONTROL)
        for key in keys:
            actions = actions.send_keys(key)
        actions.key_up(Keys.CONTROL).perform()

    open_draft(browser, drafted)
    browser.run("doichieu.focusNumber()")
    chord(Keys.ENTER)
    assert browser.run("return doichieu.selected().printed") == "4"
    chord("z")
    assert browser.run("return doichieu.selected().printed") == "35"
    assert cell(browser, "note").startswith("?")
    chord("y")
    assert cell(browser, "note") == ""
    browser.run(FOLDER, texts_of(drafted), REPORT)
    # What is typed and not left yet is saved too.
    browser.driver.find_element("id", "figure-0-printed").send_keys("0")
    chord("s")
    browser.until("return document.getElementById('said').textContent.startsWith('Saved')")
    rows = rows_in(browser.run("return window.disk['figures.csv']"))
    assert rows[12]["printed"] == "350"


def test_the_list_searches_and_leads_to_the_number(browser: Window, drafted: Path) -> None:
    open_draft(browser, drafted)
    search = browser.driver.find_element("id", "list-search")
    search.send_keys("mat ong")
    assert browser.texts("#list tbody .num") == ["86", "21"]
    browser.click("#list tbody tr:last-child .num")
    assert browser.run("return doichieu.selected().printed") == "21"
    browser.click("#counts .left_out")
    shown = browser.texts("#list tbody tr td:last-child")
    assert len(shown) == 5 and shown[0] == "left out: a year"


# ----- large documents ---------------------------------------------------------------------------


def test_of_a_large_workbook_one_piece_is_drawn(
    browser: Window, tmp_path: Path, known: Known
) -> None:
    folder = write_invented_draft(tmp_path, known, large_draft(known, sheets=6, rows=900))
    open_draft(browser, folder)
    assert browser.texts("#sheet-list option")[:4] == [
        *("Sheet 1 1–300", "Sheet 1 301–600", "Sheet 1 601–900", "Sheet 2 1–300"),
    ]
    drawn = "return document.querySelectorAll('#paper td').length"
    assert browser.run(drawn) < 300 * 7
    select(browser, "Sheet 6!C880", "880,2")
    assert browser.run(drawn) < 300 * 7
    assert browser.run("return document.activeElement.textContent") == "880,2"
    assert "27,000" in browser.texts("#counts button")[0]
    fill(browser, "printed", "881,2")
    files = browser.run("return doichieu.tableFiles().get('figures.csv')")
    assert len(files.split("\n")) == 27_002


def large_draft(known: Known, sheets: int, rows: int) -> Draft:
    """A workbook of several sheets with five columns of numbers."""
    base = invented_draft(known)
    columns = "BCDEF"
    found = []
    figures = []
    for sheet in range(1, sheets + 1):
        name = f"Sheet {sheet}"
        cells = {}
        for row in range(1, rows + 1):
            cells[row, 1] = Cell(row, 1, f"Row {row}")
            for column, letter in enumerate(columns, start=2):
                printed = f"{row},{column - 1}"
                cells[row, column] = Cell(row, column, printed, float(printed.replace(",", ".")))
                figures.append(
                    DraftedFigure(
                        f"{name}!{letter}{row}",
                        printed,
                        "tourists",
                        "level",
                        "thousand_visits",
                        period_id=str(1000 + row),
                        territory_id="lang-son",
                        label=f"Row {row}",
                    )
                )
        found.append(Sheet(name, cells))
    document = Document(Path("large.xlsx"), "xlsx", (), tuple(found))
    return Draft(document, base.report, Drafted(figures=tuple(figures)))


# ----- words -------------------------------------------------------------------------------------


def test_every_phrase_of_the_page_is_used_and_in_both_languages() -> None:
    words = phrases(LOOK / "words.yml")
    sources = [path for path in LOOK.iterdir() if path.suffix in (".js", ".j2")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    exact = set(re.findall(r"""["'`]([a-z_]+\.[a-z_]+)["'`]""", text))
    begun = set(re.findall(r"`([a-z_]+)\.\$\{", text)) | {"fault"}
    for name, phrase in words.items():
        assert set(phrase) == set(LANGUAGES), name
        braces = [set(re.findall(r"\{\w+\}", phrase[language])) for language in LANGUAGES]
        assert braces[0] == braces[1], name
        assert name in exact or name.split(".")[0] in begun, name
