"""The way of a document: drafted, corrected in the browser, accepted, seen on the site."""

from pathlib import Path

from support.draft_window import choose, open_draft, rows_in, saved, select
from support.running import call
from support.seeds_folder import copy_seeds
from support.site_folders import make_site
from support.window import Window

from doichieu.base.exit_status import PUBLISHED
from doichieu.derive.compiled_models import CompiledModels

REPORT = "an-giang-2023-q3"
TEXT = """\
An Giang: kinh tế quý III năm 2023

Sản lượng mật ong rừng quý III năm 2023 của tỉnh đạt 86,5 tấn, tăng 4,1% so với cùng kỳ năm trước.
"""


def test_a_correction_in_the_browser_is_seen_on_the_site(
    browser: Window, compiled_models: CompiledModels, tmp_path: Path
) -> None:
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
    site = make_site(compiled_models, seeds, tmp_path / "built")
    browser.open(site, report=REPORT)
    browser.visit(figure=f"{REPORT}/1")
    browser.trace()
    assert browser.texts("#trace .printed q") == ["86,5"]
    [name] = site.rows(
        f"select name_en from reference.indicators where indicator_id = '{indicator}'"
    )
    assert name["name_en"] in browser.text("#trace")
