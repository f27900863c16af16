"""The way of a document: drafted, corrected in the browser, accepted, seen on the site."""

from pathlib import Path

from support.draft_window import choose, fill, open_draft, rows_in, saved, select
from support.invented_draft import REPORT as INVENTED
from support.invented_draft import SHEET, write_invented_draft
from support.running import call, orchestrate
from support.seeds_folder import copy_seeds
from support.site_folders import BuiltSite
from support.window import Window

from doichieu.base.exit_status import PUBLISHED
from doichieu.documents.known import Known

REPORT = "an-giang-2023-q3"
TEXT = """\
An Giang: kinh tế quý III năm 2023

Sản lượng mật ong rừng quý III năm 2023 của tỉnh đạt 86,5 tấn, tăng 4,1% so với cùng kỳ năm trước.
"""


def test_a_correction_in_the_browser_is_seen_on_the_site(browser: Window, tmp_path: Path) -> None:
    """The indicator is corrected to one of the catalogue; the level is then a figure of it."""
    seeds = copy_seeds(tmp_path)
    (tmp_path / "mat-ong.txt").write_text(TEXT, encoding="utf-8")
    where = ("--seeds", seeds, "--drafts", tmp_path / "drafts")
    assert call("draft", tmp_path / "mat-ong.txt", *where).returncode == PUBLISHED
    folder = tmp_path / "drafts" / REPORT
    open_draft(browser, folder)
    for printed in ("86,5", "4,1"):
        select(browser, "2", printed)
        choose(browser, "indicator_id", "xuat khau ca phe luong")
    for name, text in saved(browser, folder).items():
        (folder / name).write_bytes(text.encode())
    [indicator] = {
        row["indicator_id"] for row in rows_in((folder / "figures.csv").read_bytes().decode())
    }
    assert indicator == "coffee_export_volume"
    accepted = call("draft", "--accept", REPORT, *where)
    assert accepted.returncode == PUBLISHED, accepted.stderr
    assert "is from now on a name of coffee_export_volume" in accepted.stdout
    run = orchestrate("--seeds", seeds, "--releases", tmp_path / "releases")
    assert run.returncode == PUBLISHED, run.stderr
    site = BuiltSite.of(tmp_path / "releases" / "current")
    browser.open(site, report=REPORT)
    browser.visit(figure=f"{REPORT}/1")
    browser.trace()
    assert browser.texts("#trace .printed q") == ["86,5"]
    [name] = site.rows(
        f"select name_en from reference.indicators where indicator_id = '{indicator}'"
    )
    assert name["name_en"] in browser.text("#trace")


def test_indicators_renamed_on_the_page_are_accepted(browser: Window, tmp_path: Path) -> None:
    seeds = copy_seeds(tmp_path)
    folder = write_invented_draft(tmp_path / "drafts", Known.read(seeds))
    open_draft(browser, folder)
    for printed, name in (("21,4", "buffalo_herd"), ("30,2", "cattle_herd")):
        select(browser, f"{SHEET}!{'B6' if name == 'buffalo_herd' else 'B7'}", printed)
        choose(browser, "indicator_id", name)
        browser.click(".offers button")
        assert browser.text(".offers") == "2 more changed."
    select(browser, "4", "35")
    browser.run("doichieu.removeFigure(doichieu.selected().rows[0])")
    select(browser, "3", "78,9")
    fill(browser, "printed", "73,9")
    for name, text in saved(browser, folder).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    checked = call("check", folder, "--seeds", seeds)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    accepted = call(
        "draft", "--accept", INVENTED, "--seeds", seeds, "--drafts", tmp_path / "drafts"
    )
    assert accepted.returncode == 0, accepted.stderr
    identities = (seeds / "reference" / "identities.csv").read_text(encoding="utf-8")
    parts = [line.split(",")[3] for line in identities.splitlines() if line.startswith("livestock")]
    assert parts == ["buffalo_herd", "cattle_herd", "goats"]
    figures = (seeds / "figures" / f"{INVENTED}.csv").read_text(encoding="utf-8")
    assert '"73,9"' in figures and ",35," not in figures
