"""The draft command: documents in, drafts out; then checked, verified and accepted."""

import shutil
import subprocess
from pathlib import Path
from time import perf_counter, sleep

import pytest
from support.drafts import edit, rows_in
from support.running import PROJECT, call, command, environment, orchestrate, tree
from support.seeds_folder import copy_seeds

from doichieu.base.exit_status import PUBLISHED, UNREADABLE
from doichieu.inputs import read_inputs

TEXT = """\
Bến Tre: kinh tế quý I năm 2022

Kim ngạch xuất khẩu quý I năm 2022 của tỉnh đạt 341,2 triệu USD, tăng 12,4% so với cùng kỳ.
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return copy_seeds(tmp_path)


def text(folder: Path, name: str = "ben-tre.txt", content: str = TEXT) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_a_document_is_drafted_checked_verified_and_accepted(seeds: Path, tmp_path: Path) -> None:
    """From the text to the seeds; the analyst corrects what the draft has wrong."""
    document = text(tmp_path / "documents")
    where = ("--seeds", seeds, "--drafts", tmp_path / "drafts")
    run = call("draft", document, *where)
    assert run.returncode == PUBLISHED, run.stderr
    draft = tmp_path / "drafts" / "ben-tre-2022-q1"
    assert f"{draft}: 2 figures" in " ".join(run.stdout.split())
    assert [row["printed"] for row in rows_in(draft / "figures.csv")] == ["341,2", "12,4"]
    assert {"index.html", "draft.xlsx", "left_out.csv"} <= {path.name for path in draft.iterdir()}
    for number, measure in (("1", "level"), ("2", "increase_pct")):
        edit(
            draft / "figures.csv",
            {"figure_no": number},
            **{"indicator_id": "exports", "measure": measure, "period_id": "", "basis": ""},
        )
    before = tree(seeds)
    run = call("check", draft, "--seeds", seeds)
    assert run.returncode == PUBLISHED, run.stderr
    assert "No contradiction" in run.stdout and "Exports" in run.stdout
    run = call("verify", "--report", "ben-tre-2022-q1", "--text", document, *where)
    assert run.returncode == PUBLISHED, run.stdout + run.stderr
    assert "those of the draft" in run.stdout and "2 figures found" in run.stdout
    assert tree(seeds) == before, "to check and to verify changes nothing"
    run = call("draft", "--accept", "ben-tre-2022-q1", *where)
    assert run.returncode == PUBLISHED, run.stderr
    assert "ben-tre-2022-q1.csv: 2 figures" in run.stdout
    assert "reports.csv: new ben-tre-2022-q1" in run.stdout
    assert len(read_inputs(seeds).tables["reports"]) == 2
    run = call("draft", "--accept", "ben-tre-2022-q1", *where)
    assert run.returncode == PUBLISHED and "Nothing to do" in run.stdout


def test_a_folder_is_drafted_and_what_cannot_be_read_is_listed(seeds: Path, tmp_path: Path) -> None:
    """Each document once, at any depth; hidden files and those of other kinds are passed over."""
    folder = tmp_path / "documents"
    text(folder)
    text(folder / "more", "an-giang-2021.txt", "Năm 2021, An Giang xuất khẩu 1.012 triệu USD.\n")
    text(folder, "empty.txt", "")
    text(folder, "words.txt", "Kế hoạch của năm 2024.\n")
    text(folder, "broken.xlsx", "PK\x03\x04 not a workbook")
    text(folder, "~$lock.xlsx", "x")
    text(folder, ".hidden.txt", TEXT)
    text(folder, "logo.png", "x")
    drafts = tmp_path / "drafts"
    run = call("draft", folder, folder / "ben-tre.txt", "--seeds", seeds, "--drafts", drafts)
    assert run.returncode == UNREADABLE
    assert "Draft 5 documents: 2 drafted" in run.stdout
    assert "Some documents could not be drafted: 3 faults" in run.stderr
    for name in ("empty.txt", "words.txt", "broken.xlsx"):
        assert name in run.stderr
    assert "No figure was found in it" in run.stderr
    found = {path.name for path in drafts.iterdir() if not path.name.startswith(".")}
    assert found == {"ben-tre-2022-q1", "an-giang-2021"}
    assert [path.name for path in drafts.iterdir() if path.name.startswith(".")] == [".lock"]


def test_the_report_may_be_named(seeds: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    where = ("--seeds", seeds, "--drafts", drafts)
    assert call("draft", text(tmp_path), "--report", "trade-2022", *where).returncode == PUBLISHED
    assert rows_in(drafts / "trade-2022" / "reports.csv")[0]["territory_id"] == "ben-tre"
    run = call("draft", text(tmp_path), "--report", "Trade 2022", *where)
    assert run.returncode == UNREADABLE and "'Trade 2022'" in run.stderr
    assert {path.name for path in drafts.iterdir()} == {".lock", "trade-2022"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "draft needs a DOCUMENT"),
        ([""], "the name is empty"),
        (["a.txt", "b.txt", "--report", "r"], "one document only"),
        (["a.txt", "--accept", "r"], "neither documents"),
        (["--accept", "r", "--force"], "neither documents"),
    ],
)
def test_two_things_at_once_are_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = call("draft", *words)
    assert run.returncode == UNREADABLE and said in run.stderr


@pytest.mark.parametrize("words", [["none.txt"], ["--accept", "none"]])
def test_what_is_not_there_is_refused(words: list[str], tmp_path: Path) -> None:
    run = call("draft", *words, "--drafts", tmp_path / "drafts")
    assert run.returncode == UNREADABLE and "none" in run.stderr


def test_old_seeds_without_figures_are_enough(seeds: Path, tmp_path: Path) -> None:
    """A folder of reference tables alone, without the columns that came later."""
    (seeds / "figures" / "lang-son-2021-h1.csv").unlink()
    (seeds / "figures").rmdir()
    drafts = tmp_path / "drafts"
    run = call("draft", text(tmp_path), "--seeds", seeds, "--drafts", drafts)
    assert run.returncode == PUBLISHED, run.stderr
    assert (drafts / "ben-tre-2022-q1" / "figures.csv").exists()


@pytest.mark.long
def test_an_acceptance_that_is_killed_is_completed_or_undone(seeds: Path, tmp_path: Path) -> None:
    """Killed at many moments: the next command finds the seeds as they were, or with the draft."""
    drafts = tmp_path / "drafts"
    where = ("--seeds", seeds, "--drafts", drafts)
    assert call("draft", text(tmp_path), *where).returncode == PUBLISHED
    report_id = "ben-tre-2022-q1"
    original = tmp_path / "original"
    shutil.copytree(seeds, original)
    before = len(read_inputs(seeds).tables["reports"])
    start = perf_counter()
    assert orchestrate("draft", "--accept", report_id, *where).returncode == PUBLISHED
    usual = perf_counter() - start
    after = tree(seeds)
    for step in range(40):
        shutil.rmtree(seeds)
        shutil.copytree(original, seeds)
        accepting = subprocess.Popen(
            command("draft", "--accept", report_id, *where), env=environment(), cwd=PROJECT
        )
        sleep(usual * (0.5 + step / 60))
        accepting.kill()
        accepting.wait()
        assert len(read_inputs(seeds).tables["reports"]) in (before, before + 1)
        run = call("draft", "--accept", report_id, *where)
        assert run.returncode == PUBLISHED, run.stderr
        assert tree(seeds) == after
