"""The benchmark of the speed of drafting: what it drafts, and what it writes down."""

from pathlib import Path

from benchmarks import drafting, report, results
from doichieu.documents.containers import open_document


def test_the_documents_are_those_that_the_names_say(tmp_path: Path) -> None:
    documents = drafting.write_documents(tmp_path / "documents", workbooks=2)
    assert len(open_document(documents["workbook"]).sheets) == drafting.SHEETS
    assert len(list(documents["folder"].iterdir())) == 2
    text = drafting.ARTICLE.read_text(encoding="utf-8")
    assert "\n".join(open_document(documents["article"]).lines).split() == text.split()


def test_every_number_of_a_table_is_drafted(tmp_path: Path) -> None:
    drafting.write_workbook(tmp_path / "bieu.xlsx", 1)
    sheets = open_document(tmp_path / "bieu.xlsx").sheets
    numbers = [cell for sheet in sheets for cell in sheet.cells.values() if cell.is_number]
    assert drafting.figures_in(tmp_path / "bieu.xlsx") == len(numbers)


def test_equal_seeds_give_equal_tables(tmp_path: Path) -> None:
    for name, seed in {"one": 1, "again": 1, "other": 2}.items():
        drafting.write_workbook(tmp_path / f"{name}.xlsx", seed)
    one, again, other = (
        open_document(tmp_path / f"{name}.xlsx").sheets for name in ("one", "again", "other")
    )
    assert one == again != other


def test_each_document_is_drafted_in_every_round(tmp_path: Path, monkeypatch) -> None:
    drafted: list[str] = []

    def drafting_of(path: Path, _: Path) -> dict[str, float]:
        drafted.append(path.name)
        return {"seconds": 2.0 * len(drafted), "cpu_seconds": 1.0}

    monkeypatch.setattr(drafting, "drafted", drafting_of)
    assert drafting.run(2, 3, tmp_path) == 0
    assert drafted == 2 * ["article.html", "bieu-1.xlsx", "workbooks"]
    result = results.read(tmp_path, "drafting")
    assert result is not None
    assert result["ways"]["workbook"]["seconds"] == {"min": 4.0, "median": 7.0, "max": 10.0}
    page = "\n".join(report.drafting_section(result))
    assert "| a folder of 3 such workbooks | 9.00 | 6.00 | 12.00 | 1.00 | 1.00 |" in page
