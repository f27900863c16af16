"""The whole walk: a document is drafted, corrected on its page, accepted, run, seen on the site."""

from pathlib import Path

from support.draft_window import choose, open_draft, saved, select
from support.running import call, orchestrate
from support.seeds_folder import copy_seeds
from support.window import Window

REPORT = "cao-bang-2021-9m"
TEXT = """\
Tình hình kinh tế - xã hội tỉnh Cao Bằng 9 tháng năm 2021

Tổng kim ngạch xuất nhập khẩu qua địa bàn đạt 2.000 triệu USD, tăng 25% so với cùng kỳ; trong đó \
xuất khẩu đạt 1.250 triệu USD, nhập khẩu đạt 750 triệu USD.

Sản lượng thạch đen đạt 1.430 tấn, tăng 6,5% so với cùng kỳ.
"""


def test_a_document_becomes_figures_on_the_site(browser: Window, tmp_path: Path) -> None:
    seeds, drafts, releases = copy_seeds(tmp_path), tmp_path / "drafts", tmp_path / "releases"
    document = tmp_path / f"{REPORT}.txt"
    document.write_text(TEXT, encoding="utf-8")
    where = ("--seeds", seeds, "--drafts", drafts)
    drafted = call("draft", document, "--report", REPORT, *where)
    assert drafted.returncode == 0, drafted.stderr

    folder = drafts / REPORT
    open_draft(browser, folder)
    select(browser, "3", "1.430")
    choose(browser, "indicator_id", "coffee export volume")
    browser.click(".offers button")
    assert browser.text(".offers") == "1 more changed."
    for name, text in saved(browser, folder).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")

    accepted = call("draft", "--accept", REPORT, *where)
    assert accepted.returncode == 0, accepted.stderr
    run = orchestrate("--seeds", seeds, "--releases", releases)
    assert run.returncode == 0, run.stderr
    browser.open_site(releases / "current" / "site", "en", report=REPORT)
    rows = browser.texts("#figure-table tbody tr")
    [level] = [row for row in rows if "1.430" in row]
    assert "Exports of coffee, volume" in level
    assert any("1.250" in row and "Exports" in row for row in rows)
