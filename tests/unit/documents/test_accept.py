"""A draft that is accepted becomes seeds: all of its rows or none, and corrections are names."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.drafts import PEPPER, REPORT, a_draft, edit, rows_in, write_a_draft
from support.running import tree
from support.seeds_folder import read_lines, small_seeds, write_lines

from doichieu.base.faults import InputRefused
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.folder.accept import accept
from doichieu.documents.folder.checking import read_with_drafts
from doichieu.documents.folder.read import DraftFolder
from doichieu.inputs import read_inputs


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return small_seeds(tmp_path)


@pytest.fixture
def draft(seeds: Path, tmp_path: Path) -> Path:
    return write_a_draft(seeds, tmp_path / "drafts")


def content(seeds: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(seeds).items() if not name.startswith(".")}


def test_an_accepted_draft_is_read_with_the_seeds(draft: Path, seeds: Path) -> None:
    before = content(seeds)
    accepted = accept(draft, seeds)
    assert (accepted.figures, accepted.unsure, accepted.is_new) == (3, 1, True)
    figures = [row for row in read_inputs(seeds).tables["figures"] if row["report_id"] == REPORT]
    assert [(row["indicator_id"], row["printed"]) for row in figures] == [
        ("rice", "1.204,5"),
        ("ho_tieu", "310"),
        ("ho_tieu", "4,1"),
    ]
    assert figures[2]["note"] == "? no plan or period is named; see the table"
    after = content(seeds)
    assert {name for name in after if after[name] != before.get(name)} == {
        f"figures/{REPORT}.csv",
        "reference/indicators.csv",
        "reference/reports.csv",
    }
    for name in before:
        assert after[name].startswith(before[name]), "what was there stays as it was"
    header = after[f"figures/{REPORT}.csv"].decode().splitlines()[0]
    assert header == before["figures/north-2022.csv"].decode().splitlines()[0]


def test_the_first_report_of_a_collection(draft: Path, seeds: Path) -> None:
    """Its seeds have no figures yet, and tables without rows."""
    shutil.rmtree(seeds / "figures")
    for name in ("reports", "indicators"):
        file = seeds / "reference" / f"{name}.csv"
        write_lines(file, read_lines(file)[:1])
    edit(draft / "figures.csv", {"figure_no": "1"}, indicator_id="ho_tieu")
    assert accept(draft, seeds).figures == 3
    assert {row["report_id"] for row in read_inputs(seeds).tables["reports"]} == {REPORT}


def test_a_second_acceptance_changes_nothing(draft: Path, seeds: Path) -> None:
    accept(draft, seeds)
    before = content(seeds)
    assert not accept(draft, seeds).is_new
    edit(draft / "figures.csv", {"figure_no": "1"}, printed="1.204,6")
    with pytest.raises(InputRefused, match="other figures of report 'north-2023'"):
        accept(draft, seeds)
    assert content(seeds) == before


def test_the_form_of_each_file_is_kept(draft: Path, seeds: Path) -> None:
    """The mark and line ends of Windows, quotes, columns in another order, no last line end."""
    reports = seeds / "reference" / "reports.csv"
    text = reports.read_text(encoding="utf-8").replace("The year", '"The year"')
    written = "\ufeff" + text.rstrip("\n").replace("\n", "\r\n")
    reports.write_text(written, encoding="utf-8", newline="")
    indicators = seeds / "reference" / "indicators.csv"
    header, row = read_lines(indicators)
    names, values = header.split(","), row.split(",")
    turned = [",".join([*one[1:], one[0]]) for one in (names, values)]
    write_lines(indicators, [*turned, ",,,,,,,"])
    accept(draft, seeds)
    assert reports.read_bytes() == (
        f"{written}\r\n{REPORT},Kinh tế năm 2023,,,,north,2023,vi,,\r\n".encode()
    )
    assert read_lines(indicators) == [*turned, "Hồ tiêu,Hồ tiêu,tonne,flow,,neither,,ho_tieu"]
    assert len(read_inputs(seeds).tables["indicators"]) == 2


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("printed", "4.1", "4.1"),
        ("indicator_id", "pepper", "indicator 'pepper' is not known"),
        ("measure", "growth", "measure 'growth' is not known"),
        ("unit_id", "tonne", "is printed in percent"),
        ("period_id", "2023-13", "is not a period"),
    ],
)
def test_a_draft_that_breaks_a_rule_changes_nothing(
    draft: Path, seeds: Path, column: str, value: str, problem: str
) -> None:
    edit(draft / "figures.csv", {"figure_no": "3"}, **{column: value})
    before = content(seeds)
    with pytest.raises(InputRefused) as refused:
        accept(draft, seeds)
    [fault] = refused.value.faults
    assert problem in fault.problem
    assert (Path(fault.file).name, fault.line, fault.column) == ("figures.csv", 4, column)
    assert str(draft) in str(Path(fault.file).absolute())
    assert content(seeds) == before


def test_what_the_figures_lack_is_added_to_the_draft(draft: Path, seeds: Path) -> None:
    edit(draft / "figures.csv", {"figure_no": "3"}, indicator_id="pepper")
    with pytest.raises(InputRefused) as refused:
        accept(draft, seeds)
    [fault] = refused.value.faults
    assert f"add it to {draft / 'indicators.csv'}" in fault.remedy


def test_a_fault_in_a_new_row_is_named_in_the_draft(draft: Path, seeds: Path) -> None:
    edit(draft / "indicators.csv", {}, kind="flows", unit_id="ton")
    with pytest.raises(InputRefused) as refused:
        read_with_drafts(seeds, [DraftFolder.read(draft)])
    places = [(Path(fault.file), fault.line, fault.column) for fault in refused.value.faults]
    own = Path(refused.value.faults[0].file)
    assert own.absolute() == (draft / "indicators.csv").absolute()
    assert places == [(own, 2, "kind"), (own, 2, "unit_id")]
    assert f"add it to {seeds}/reference/units.csv" in refused.value.faults[1].remedy


def test_an_edited_row_with_the_id_of_another_is_refused(draft: Path, seeds: Path) -> None:
    """One that is as drafted gives way; what an analyst wrote does not vanish in silence."""
    indicators = seeds / "reference" / "indicators.csv"
    row = "ho_tieu,Hạt tiêu,Pepper,tonne,flow,,neither,"
    write_lines(indicators, [*read_lines(indicators), row])
    edit(draft / "indicators.csv", {}, name_en="Black pepper")
    before = content(seeds)
    with pytest.raises(InputRefused) as refused:
        accept(draft, seeds)
    [fault] = refused.value.faults
    assert (Path(fault.file).name, fault.line) == ("indicators.csv", 2)
    assert "'ho_tieu' has another row" in fault.problem and "line 3" in fault.problem
    assert content(seeds) == before
    edit(draft / "indicators.csv", {}, name_en=PEPPER["name_en"])
    assert accept(draft, seeds).added.present == ["indicator ho_tieu"]
    assert row in read_lines(indicators)


def test_a_unit_of_another_size_is_refused(seeds: Path, tmp_path: Path) -> None:
    unit = {"unit_id": "sack", "name_vi": "bao", "name_en": "sacks", "aliases": ""}
    pepper = PEPPER | {"unit_id": "sack"}
    figure = DraftedFigure("1", "12", "ho_tieu", "level", "sack")
    draft = write_a_draft(
        seeds,
        tmp_path / "drafts",
        a_draft(
            units=(unit | {"dimension": "mass", "factor": "0.05"},),
            indicators=(pepper,),
            figures=(figure,),
        ),
    )
    units = seeds / "reference" / "units.csv"
    write_lines(units, [*read_lines(units), "sack,bao,sacks,mass,0.06"])
    with pytest.raises(InputRefused, match="unit 'sack' has another row"):
        accept(draft, seeds)


def test_the_same_words_in_another_unit_are_another_indicator(
    draft: Path, seeds: Path, tmp_path: Path
) -> None:
    """Figures, identities and shares follow; a later draft of the series gets the same id."""
    units = seeds / "reference" / "units.csv"
    write_lines(units, [*read_lines(units), "piece,chiếc,pieces,piece,1"])
    figures = (
        DraftedFigure("1", "25", "ho_tieu", "level", "piece"),
        DraftedFigure("1", "5", "rice", "share_pct", "percent", basis="ho_tieu"),
    )
    later = a_draft(figures=figures, indicators=(PEPPER | {"unit_id": "piece"},))
    others = [
        write_a_draft(
            seeds,
            tmp_path / "drafts",
            replace(later, report=later.report | {"report_id": f"north-{year}", "period_id": year}),
        )
        for year in ("2024", "2025")
    ]
    accept(draft, seeds)
    for path, new in zip(others, (["ho_tieu_piece"], []), strict=True):
        accepted = accept(path, seeds)
        assert accepted.added.rows["indicators"] == new
        assert accepted.added.other_ids == {"ho_tieu": "ho_tieu_piece"}
        first, second = rows_in(accepted.figures_file)
        assert (first["indicator_id"], second["basis"]) == ("ho_tieu_piece", "ho_tieu_piece")
        assert not accept(path, seeds).is_new
    assert len(read_inputs(seeds).tables["indicators"]) == 3


def test_a_row_that_an_earlier_draft_added_stands(draft: Path, seeds: Path, tmp_path: Path) -> None:
    """Two reports of a series name the same new thing; its row was corrected with the first."""
    report = a_draft().report | {"report_id": "north-2024", "period_id": "2024"}
    other = write_a_draft(
        seeds, tmp_path / "drafts", type(a_draft())(a_draft().document, report, a_draft().drafted)
    )
    edit(draft / "indicators.csv", {}, name_vi="Hạt tiêu", name_en="Pepper")
    assert [alias.name for alias in accept(draft, seeds).added.aliases] == ["Hồ tiêu"]
    accepted = accept(other, seeds)
    assert accepted.added.rows["indicators"] == []
    assert accepted.added.present == ["indicator ho_tieu"]
    rows = {row["indicator_id"]: row for row in rows_in(seeds / "reference" / "indicators.csv")}
    assert (rows["ho_tieu"]["name_en"], rows["ho_tieu"]["aliases_vi"]) == ("Pepper", "Hồ tiêu")
    assert len(read_inputs(seeds).tables["reports"]) == 3


def test_a_corrected_indicator_remembers_the_label(draft: Path, seeds: Path) -> None:
    """Also where figures are numbered anew. The proposed indicator, which no figure has any more,
    is left out."""
    edit(draft / "figures.csv", {"indicator_id": "ho_tieu"}, indicator_id="rice")
    for number, other in (("3", "12"), ("2", "11"), ("1", "10")):
        edit(draft / "figures.csv", {"figure_no": number}, figure_no=other)
    added = accept(draft, seeds).added
    assert [(alias.indicator_id, alias.name) for alias in added.aliases] == [("rice", "Hồ tiêu")]
    assert added.unused == ["indicator ho_tieu"] and added.rows["indicators"] == []
    [rice] = rows_in(seeds / "reference" / "indicators.csv")
    assert rice["aliases_vi"] == "Hồ tiêu"
    assert "rice,Lúa,Rice,tonne,flow,,higher,Hồ tiêu" in read_lines(
        seeds / "reference" / "indicators.csv"
    )


def test_a_label_that_may_mean_two_things_is_no_name(seeds: Path, tmp_path: Path) -> None:
    """Of two figures with one label one was corrected; or the label is the name of another."""
    draft = write_a_draft(seeds, tmp_path / "drafts")
    edit(draft / "figures.csv", {"figure_no": "3"}, indicator_id="rice")
    assert accept(draft, seeds).added.aliases == []
    shutil.rmtree(tmp_path / "drafts")
    shutil.rmtree(seeds)
    seeds = small_seeds(tmp_path)
    draft = write_a_draft(seeds, tmp_path / "drafts")
    edit(draft / "figures.csv", {"figure_no": "1"}, indicator_id="ho_tieu")
    assert accept(draft, seeds).added.aliases == [], "'Lúa' is the name of rice"


def test_the_name_of_a_row_of_a_table_is_remembered(seeds: Path, tmp_path: Path) -> None:
    """Not its label alone, which means something else in another table."""
    row = PEPPER | {"name_vi": "Sản lượng cây lâu năm: Hồ tiêu"}
    cells = tuple(
        replace(figure, place=f"4.NN!C{number}", parent_label="Cây lâu năm")
        for number, figure in enumerate(a_draft().drafted.figures, start=7)
    )
    draft = write_a_draft(seeds, tmp_path / "drafts", a_draft(figures=cells, indicators=(row,)))
    edit(draft / "figures.csv", {"indicator_id": "ho_tieu"}, indicator_id="rice")
    [alias] = accept(draft, seeds).added.aliases
    assert (alias.indicator_id, alias.name) == ("rice", "Sản lượng cây lâu năm: Hồ tiêu")


def test_identities_follow_their_indicators(seeds: Path, tmp_path: Path) -> None:
    """One of a corrected indicator has the corrected id; one of an unused indicator is left out."""
    crops = PEPPER | {"indicator_id": "crops", "name_vi": "Cây trồng"}
    fruit = PEPPER | {"indicator_id": "fruit", "name_vi": "Quả"}
    identities = tuple(
        {
            **{"identity_id": name, "relation": "subset", "total_indicator_id": "crops"},
            **{"part_indicator_id": part, "coefficient": "1", "report_id": ""},
        }
        for name, part in (("crops_pepper", "ho_tieu"), ("crops_fruit", "fruit"))
    )
    figures = (*a_draft().drafted.figures, DraftedFigure("4", "9.000", "crops", "level", "tonne"))
    draft = write_a_draft(
        seeds,
        tmp_path / "drafts",
        a_draft(indicators=(PEPPER, crops, fruit), identities=identities, figures=figures),
    )
    edit(draft / "figures.csv", {"indicator_id": "ho_tieu"}, indicator_id="rice")
    assert {row["indicator_id"] for row in rows_in(draft / "indicators.csv")} == {
        *("ho_tieu", "crops", "fruit"),
    }
    added = accept(draft, seeds).added
    assert sorted(added.unused) == [
        "identity crops_fruit",
        "indicator fruit",
        "indicator ho_tieu",
    ]
    [row] = rows_in(seeds / "reference" / "identities.csv")
    assert (row["total_indicator_id"], row["part_indicator_id"]) == ("crops", "rice")


def test_the_whole_of_a_share_is_needed(seeds: Path, tmp_path: Path) -> None:
    first = a_draft().drafted.figures[0]
    share = DraftedFigure("4", "12", "rice", "share_pct", "percent", basis="ho_tieu")
    draft = write_a_draft(seeds, tmp_path / "drafts", a_draft(figures=(first, share)))
    assert accept(draft, seeds).added.rows["indicators"] == ["ho_tieu"]


def test_a_folder_that_is_no_draft_is_refused(seeds: Path, tmp_path: Path) -> None:
    for path, problem in ((tmp_path, "no draft"), (tmp_path / "none", "no such draft")):
        with pytest.raises(InputRefused, match=problem):
            accept(path, seeds)
