"""The folder of a draft: its files, what was edited in it, and what may take its place."""

import errno
import tempfile
from pathlib import Path

import openpyxl
import pytest
from support.drafts import PEPPER, REPORT, a_draft, edit, rows_in, write_a_draft
from support.running import tree
from support.seeds_folder import read_lines, small_seeds, without_column

from doichieu.base.faults import InputRefused
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.folder.accept import accept
from doichieu.documents.folder.place import Drafts
from doichieu.documents.folder.read import DraftFolder, edited_files
from doichieu.documents.folder.write import write_draft
from doichieu.documents.known import Known
from doichieu.documents.many import Outcome, Written


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return small_seeds(tmp_path)


@pytest.fixture
def draft(seeds: Path, tmp_path: Path) -> Path:
    return write_a_draft(seeds, tmp_path / "drafts")


def edit_workbook(draft: Path, cell: str, value: str) -> None:
    """Change one cell of draft.xlsx, as Excel would."""
    workbook = openpyxl.load_workbook(draft / "draft.xlsx")
    workbook.worksheets[0][cell] = value
    workbook.save(draft / "draft.xlsx")


def test_the_files_have_the_rows_of_the_draft(draft: Path) -> None:
    assert read_lines(draft / "figures.csv")[0] == (
        "report_id,figure_no,indicator_id,territory_id,period_id,measure,printed,unit_id,qualifier,"
        "basis,place,note,number_format,label,parent_label,relation,wording"
    )
    figures = rows_in(draft / "figures.csv")
    assert [row["figure_no"] for row in figures] == ["1", "2", "3"]
    assert [row["note"] for row in figures] == [
        *("", "", "? no plan or period is named; see the table"),
    ]
    assert rows_in(draft / "left_out.csv") == [
        {"place": "3", "printed": "2023", "reason": "a year"}
    ]
    assert rows_in(draft / "indicators.csv") == [PEPPER]
    assert [row["report_id"] for row in rows_in(draft / "reports.csv")] == [REPORT]
    assert rows_in(draft / "units.csv") == rows_in(draft / "identities.csv") == []


def test_rows_of_the_catalogue_that_the_seeds_lack_are_new(seeds: Path, tmp_path: Path) -> None:
    """Indicators with their units, an identity, a territory with those that it refers to."""
    figures = (
        DraftedFigure("1", "690", "exports", "level", "million_usd"),
        DraftedFigure("1", "1.320", "imports", "level", "million_usd"),
        DraftedFigure("1", "2.010", "trade", "level", "million_usd"),
        DraftedFigure("2", "5", "rice", "level", "thousand_tonnes", territory_id="lang-son"),
    )
    draft = write_a_draft(seeds, tmp_path / "drafts", a_draft(figures=figures, indicators=()))
    assert {row["indicator_id"] for row in rows_in(draft / "indicators.csv")} == {
        *("exports", "imports", "trade"),
    }
    units = {row["unit_id"] for row in rows_in(draft / "units.csv")}
    assert units == {"million_usd", "thousand_tonnes"}
    territories = [row["territory_id"] for row in rows_in(draft / "territories.csv")]
    assert territories == ["vn", "lang-son-2025", "lang-son"]
    identities = rows_in(draft / "identities.csv")
    assert {row["identity_id"] for row in identities} == {"trade_by_direction"}
    assert accept(draft, seeds).figures == 4


def test_a_row_for_the_report_in_the_seeds_is_used(seeds: Path, tmp_path: Path) -> None:
    with (seeds / "reference" / "reports.csv").open("a", encoding="utf-8") as file:
        file.write(f"{REPORT},Own title,,,,north,2023,vi,,\n")
    draft = write_a_draft(seeds, tmp_path / "drafts")
    assert rows_in(draft / "reports.csv") == []
    assert accept(draft, seeds).added.rows["reports"] == []


def test_values_are_on_one_line(seeds: Path, tmp_path: Path) -> None:
    figure = DraftedFigure(
        *("1", "5", "rice", "level", "tonne"), label="Lúa\nmùa\x07", wording="Lu\u0301a 5 tấn"
    )
    draft = write_a_draft(seeds, tmp_path / "drafts", a_draft(figures=(figure,)))
    [row] = rows_in(draft / "figures.csv")
    assert (row["label"], row["wording"]) == ("Lúa mùa", "Lúa 5 tấn")


@pytest.mark.parametrize(
    ("printed", "unit", "written", "number_format"),
    [
        ("1.204,5", "tonne", "1.204,5", ""),
        ("101.9", "percent", "101.9", "en"),
        ("1,577.2", "tonne", "1,577.2", "en"),
        ("1.204", "percent", "1.204", ""),
        ("7 346,9", "tonne", "7346,9", ""),
        ("- 6,4", "percent", "-6,4", ""),
        ("12\u00a0500", "tonne", "12500", ""),
        ("7,5-8", "percent", "7,5-8", ""),
        ("x", "tonne", "x", ""),
    ],
)
def test_a_number_is_written_as_a_file_of_figures_has_it(
    printed: str, unit: str, written: str, number_format: str, seeds: Path, tmp_path: Path
) -> None:
    """Without spaces; one that is not in the report's format says in which it is."""
    figure = DraftedFigure("1", printed, "rice", "level", unit)
    draft = write_a_draft(seeds, tmp_path / "drafts", a_draft(figures=(figure,)))
    [row] = rows_in(draft / "figures.csv")
    assert (row["printed"], row["number_format"]) == (written, number_format)


def test_an_untouched_draft_is_not_edited(draft: Path) -> None:
    """Not by line ends, quotes and marks that a spreadsheet writes anew."""
    assert edited_files(draft) == []
    file = draft / "figures.csv"
    text = file.read_text(encoding="utf-8").replace("ho_tieu", '"ho_tieu"').replace("\n", "\r\n")
    file.write_text("\ufeff" + text, encoding="utf-8", newline="")
    openpyxl.load_workbook(draft / "draft.xlsx").save(draft / "draft.xlsx")
    assert edited_files(draft) == []
    edit(draft / "indicators.csv", {}, name_en="Pepper")
    edit_workbook(draft, "C2", "ho_tieu")
    assert edited_files(draft) == ["indicators.csv", "draft.xlsx"]


def test_the_workbook_has_text_cells_and_lists(draft: Path) -> None:
    sheet, lists = openpyxl.load_workbook(draft / "draft.xlsx").worksheets
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == read_lines(draft / "figures.csv")[0].split(",")
    assert rows[1:] == [list(row.values()) for row in rows_in(draft / "figures.csv")]
    assert {cell.data_type for row in sheet["A2:M4"] for cell in row if cell.value} == {"s"}
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        column = sheet.cell(1, next(iter(validation.sqref.ranges)).min_col).value
        first, last = validation.formula1.rpartition("!")[2].replace("$", "").split(":")
        offered[column] = [cell.value for (cell,) in lists[first:last]]
    assert {"rice", "ho_tieu"} < set(offered["indicator_id"])
    assert "increase_pct" in offered["measure"] and "percent" in offered["unit_id"]
    assert offered["period_id"] == ["2023"]


def test_an_edited_workbook_is_accepted_in_place_of_the_csv(draft: Path, seeds: Path) -> None:
    edit_workbook(draft, "G2", "1.204,6")
    assert DraftFolder.read(draft).figures_file.name == "draft.xlsx"
    accepted = accept(draft, seeds)
    assert accepted.read_from.name == "draft.xlsx"
    assert rows_in(accepted.figures_file)[0]["printed"] == "1.204,6"


def test_a_number_cell_of_the_workbook_is_refused(draft: Path, seeds: Path) -> None:
    workbook = openpyxl.load_workbook(draft / "draft.xlsx")
    workbook.worksheets[0]["G2"] = 1204.6
    workbook.save(draft / "draft.xlsx")
    with pytest.raises(InputRefused, match=r"draft\.xlsx, line 2.*holds the number 1204\.6"):
        accept(draft, seeds)


def test_two_edited_files_are_refused_unless_they_agree(draft: Path, seeds: Path) -> None:
    edit_workbook(draft, "G2", "1.204,6")
    edit(draft / "figures.csv", {"figure_no": "1"}, printed="1.204,7")
    with pytest.raises(InputRefused, match=r"figures\.csv and draft\.xlsx were both edited"):
        accept(draft, seeds)
    edit(draft / "figures.csv", {"figure_no": "1"}, printed="1.204,6")
    assert rows_in(accept(draft, seeds).figures_file)[0]["printed"] == "1.204,6"


def test_the_added_columns_may_be_deleted(draft: Path, seeds: Path) -> None:
    for column in ("label", "parent_label", "relation", "wording", "number_format"):
        without_column(draft / "figures.csv", column)
    assert accept(draft, seeds).figures == 3


def outcome(seeds: Path, drafts: Path, document: str) -> Outcome:
    """A draft that has been written but has no name yet."""
    drafts.mkdir(exist_ok=True)
    folder = write_draft(a_draft(), Known.read(seeds), drafts)
    return Outcome(Path(document), Written(folder, REPORT, 3, 1, 1, 1, (), ()))


def test_an_edited_draft_is_not_overwritten(seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    for force, edits, kept in (
        (False, False, True),
        (False, False, True),
        (False, True, False),
        (True, True, True),
    ):
        drafts = Drafts(folder, force=force)
        if edits:
            edit(folder / REPORT / "figures.csv", {"figure_no": "1"}, printed="9")
        before = tree(folder) if edits else {}
        became = drafts.keep(outcome(seeds, folder, "kinh-te.txt"))
        assert (became.written is not None) == kept
        if not kept:
            assert "figures.csv" in became.faults[0].problem
            assert "--force" in became.faults[0].remedy
            assert tree(folder) == before
    assert edited_files(folder / REPORT) == []
    assert [path.name for path in folder.iterdir()] == [REPORT]


def test_a_folder_that_is_no_draft_is_not_replaced(seeds: Path, tmp_path: Path) -> None:
    """Not even with --force; and a file that someone put into a draft is not deleted."""
    folder = tmp_path / "drafts"
    (folder / REPORT).mkdir(parents=True)
    (folder / REPORT / "letter.txt").write_text("x", encoding="utf-8")
    for force in (False, True):
        refused = Drafts(folder, force=force).keep(outcome(seeds, folder, "a.txt"))
        assert "is no draft" in refused.faults[0].problem
    assert [path.name for path in (folder / REPORT).iterdir()] == ["letter.txt"]
    (folder / REPORT).rename(folder / "elsewhere")
    assert Drafts(folder).keep(outcome(seeds, folder, "a.txt")).written
    (folder / "elsewhere" / "letter.txt").rename(folder / REPORT / "letter.txt")
    refused = Drafts(folder).keep(outcome(seeds, folder, "a.txt"))
    assert "letter.txt" in refused.faults[0].problem


def test_two_documents_of_one_report_are_not_mixed(seeds: Path, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.keep(outcome(seeds, drafts.folder, "a.txt")).written
    refused = drafts.keep(outcome(seeds, drafts.folder, "b.txt"))
    assert "a.txt" in refused.faults[0].problem and "--report" in refused.faults[0].remedy


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(tmp_path / "drafts")

    def refuse(**_: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(InputRefused) as refused, drafts.lock(lambda: None):
        pytest.fail("nothing is drafted there")
    [fault] = refused.value.faults
    assert "Permission denied" in fault.problem and "--drafts" in fault.remedy
    monkeypatch.undo()
    with drafts.lock(lambda: pytest.fail("the lock was given back")):
        pass


def test_a_lock_that_cannot_be_taken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drafts" / ".lock").mkdir(parents=True)
    drafts = Drafts(tmp_path / "drafts")
    with pytest.raises(InputRefused, match="no draft can be written"), drafts.lock(lambda: None):
        pytest.fail("nothing is drafted there")


def test_what_a_killed_command_left_is_deleted(seeds: Path, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    outcome(seeds, drafts.folder, "a.txt")
    with drafts.lock(lambda: pytest.fail("nobody else is drafting")):
        assert [path.name for path in drafts.folder.iterdir()] == [".lock"]
