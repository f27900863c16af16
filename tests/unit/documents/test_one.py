"""One document becomes one draft, or none."""

from pathlib import Path

import pytest
from support.drafts import rows_in
from support.seeds_folder import small_seeds

from doichieu.base.faults import InputRefused
from doichieu.documents.known import Known
from doichieu.documents.one import LONGEST_PARAGRAPH, MOST_NUMBERS, draft_one

TEXT = "Năm 2023, sản lượng lúa của An Giang đạt 1.204,5 tấn.\n"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


def document(folder: Path, content: str) -> Path:
    (folder / "lua.txt").write_text(content, encoding="utf-8")
    return folder / "lua.txt"


def test_what_was_written_is_counted(tmp_path: Path, drafts: Path) -> None:
    known = Known.read(small_seeds(tmp_path))
    written = draft_one(document(tmp_path, TEXT), known, drafts)
    assert written.report_id == "an-giang-2023"
    assert written.folder.parent == drafts and written.folder.name.startswith(".")
    figures = rows_in(written.folder / "figures.csv")
    assert len(figures) == written.figures == 1
    assert written.unsure == sum(row["note"].startswith("?") for row in figures)
    assert written.left_out == len(rows_in(written.folder / "left_out.csv"))
    assert written.lacks == ()


def test_what_the_words_leave_open_is_named(tmp_path: Path, drafts: Path) -> None:
    known = Known.read(small_seeds(tmp_path))
    written = draft_one(document(tmp_path, "Sản lượng lúa đạt 1.204,5 tấn.\n"), known, drafts)
    assert (written.report_id, written.lacks) == ("lua", ("territory_id", "period_id"))


@pytest.mark.parametrize(
    ("content", "report_id", "problem"),
    [
        ("Kế hoạch của năm 2024.\n", "", "No figure was found in it"),
        (TEXT, "An Giang", "'An Giang' cannot be an id"),
        ("", "", "empty"),
    ],
)
def test_what_is_refused_leaves_nothing(
    content: str, report_id: str, problem: str, tmp_path: Path, drafts: Path
) -> None:
    known = Known.read(small_seeds(tmp_path))
    with pytest.raises(InputRefused, match=problem):
        draft_one(document(tmp_path, content), known, drafts, report_id)
    assert not list(drafts.iterdir())


@pytest.mark.parametrize("over", [0, 1])
def test_a_paragraph_has_a_longest_length(over: int, tmp_path: Path, drafts: Path) -> None:
    known = Known.read(small_seeds(tmp_path))
    length = LONGEST_PARAGRAPH + over - len(TEXT)
    path = document(tmp_path, TEXT.replace("\n", " ") + "x" * length)
    if over:
        with pytest.raises(InputRefused, match="Paragraph 1 has 20,001 characters"):
            draft_one(path, known, drafts)
    else:
        assert draft_one(path, known, drafts).figures == 1


def test_a_text_has_a_bound_of_numbers(tmp_path: Path, drafts: Path) -> None:
    known = Known.read(small_seeds(tmp_path))
    # Each text has four numbers: the year, and three groups of digits.
    path = document(tmp_path, TEXT * (MOST_NUMBERS // 4 + 1))
    with pytest.raises(InputRefused, match="Its text has 10,004 numbers"):
        draft_one(path, known, drafts)
