"""Every fault of the inputs is reported once, with its place and a remedy."""

from pathlib import Path

import pytest
from support.bad_input import CASES, Case
from support.seeds_folder import (
    FIGURES,
    REPORT,
    append,
    change,
    copy_seeds,
    figure,
    read_lines,
    rewrite_columns,
)

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs import read_inputs


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_fault_is_reported_once_in_its_place(
    bad: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One fault is reported, with its place, its cause and its remedy."""
    monkeypatch.chdir(tmp_path)
    line = bad.break_(copy_seeds(tmp_path))

    with pytest.raises(InputRefused) as refused:
        read_inputs(Path("seeds"))

    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.column) == (f"seeds/{bad.file}", line, bad.column)
    for word in bad.words:
        assert word in str(fault)
    assert fault.problem.endswith(".")
    assert fault.remedy
    assert str(fault).isprintable()
    assert len(str(fault)) < 600


def test_the_cases_have_names_of_their_own() -> None:
    """A case is found by its name."""
    assert len({bad.name for bad in CASES}) == len(CASES)


INDICATORS = "reference/indicators.csv"


def faults_of(seeds: Path) -> list[Fault]:
    """The faults of a folder that is refused."""
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    return refused.value.faults


def new_figures(*rows: tuple[str, str, str]) -> list[str]:
    """Further figures of the shipped report: indicator, measure, unit; numbered from 900."""
    return [
        f"{REPORT},{number},{indicator},,,{measure},{number},{unit},,,{number},"
        for number, (indicator, measure, unit) in enumerate(rows, start=900)
    ]


def test_an_unknown_indicator_is_one_fault_with_the_row_to_paste(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine unknown indicators in 24 figures and two identities are nine faults."""
    monkeypatch.chdir(tmp_path)
    seeds = copy_seeds(tmp_path)
    line = len(read_lines(seeds / FIGURES)) + 1
    nine = [f"crop_{letter}" for letter in "abcdefghi"]
    rows = [(name, "level", "tonne") for name in nine]
    rows += [(name, "increase_pct", "percent") for name in nine[:8]]
    rows += [(name, "plan_pct", "percent") for name in nine[:7]]
    append(FIGURES, *new_figures(*rows))(seeds)
    append("reference/identities.csv", "crops,sum,crop_a,crop_b,1,", "crops,sum,crop_a,crop_c,1,")(
        seeds
    )
    identities = len(read_lines(seeds / "reference/identities.csv"))

    faults = faults_of(Path("seeds"))

    assert [(fault.file, fault.line) for fault in faults] == [
        (f"seeds/{FIGURES}", line + number) for number in range(9)
    ]
    header = read_lines(seeds / INDICATORS)[0].split(",")
    for name, fault in zip(nine, faults, strict=True):
        row = dict(zip(header, fault.row.split(","), strict=True))
        filled = {column: value for column, value in row.items() if value}
        assert filled == {"indicator_id": name, "unit_id": "tonne"}
        assert "name_vi, name_en, kind (flow, stock, index, rate or count) and" in fault.remedy
        assert f"add it to seeds/{INDICATORS}" in fault.remedy
        assert str(fault).isprintable() and len(str(fault)) < 600
    assert (
        f"used on lines {line}, {line + 9}, {line + 17} of seeds/{FIGURES}, on" in faults[0].problem
    )
    assert f"lines {identities - 1}, {identities} of seeds/reference/id" in faults[0].problem
    assert f"lines {line}, {line + 9}" not in faults[8].problem

    # Pasted and filled in, the rows mend every fault.
    at = {column: header.index(column) for column in header}
    for fault in faults:
        row_cells = fault.row.split(",")
        for column, value in {
            "name_vi": "Cây",
            "name_en": "Crop",
            "kind": "flow",
            "better": "higher",
        }.items():
            assert row_cells[at[column]] == ""
            row_cells[at[column]] = value
        append(INDICATORS, ",".join(row_cells))(seeds)
    assert len(read_inputs(seeds).tables["figures"]) == line - 2 + 24


def test_a_row_as_it_stands_is_refused_for_its_blanks(tmp_path: Path) -> None:
    """A row pasted without its blanks filled in does not pass."""
    seeds = copy_seeds(tmp_path)
    append(FIGURES, *new_figures(("fish", "level", "tonne")))(seeds)
    [fault] = faults_of(seeds)
    append(INDICATORS, fault.row)(seeds)
    blank = [(fault.column, fault.problem) for fault in faults_of(seeds)]
    assert blank == [(name, "It is blank.") for name in ("better", "kind", "name_en", "name_vi")]


@pytest.mark.parametrize(
    ("row", "what", "known"),
    [
        (("exports", "level", "trillion_usd"), "unit", {"dimension": "usd"}),
        (("exports", "increase_pct", "per_cent_each"), "unit", {}),
    ],
)
def test_an_unknown_unit_has_the_dimension_of_its_indicator(
    row: tuple[str, str, str], what: str, known: dict[str, str], tmp_path: Path
) -> None:
    seeds = copy_seeds(tmp_path)
    append(FIGURES, *new_figures(row, row))(seeds)
    [fault] = faults_of(seeds)
    assert fault.unknown == (what, row[2])
    header = read_lines(seeds / "reference/units.csv")[0].split(",")
    filled = {
        name: value for name, value in zip(header, fault.row.split(","), strict=True) if value
    }
    assert filled.pop("unit_id") == row[2]
    assert filled == known
    if known:
        assert "fill in factor" in fault.remedy


def test_the_row_of_a_territory_and_of_a_report(tmp_path: Path) -> None:
    """Both are given in the order of the author's columns."""
    seeds = copy_seeds(tmp_path)
    rewrite_columns(seeds / "reference/territories.csv", lambda columns: columns[::-1])
    change(FIGURES, {"figure_no": "9"}, territory_id="moon")(seeds)
    change(FIGURES, {"figure_no": "10"}, territory_id="moon")(seeds)
    append("reference/identities.csv", "x,subset,trade,exports,1,atlantis-2020")(seeds)
    of_report, of_territory = sorted(faults_of(seeds), key=lambda fault: fault.unknown or ("",))
    assert of_territory.row.endswith(",moon") and "lines 10, 11 of" in of_territory.problem
    assert of_report.row.startswith("atlantis-2020,,")
    assert "title, territory_id, period_id and number_format (vi or en)" in of_report.remedy


def test_other_faults_are_reported_for_each_row(tmp_path: Path) -> None:
    """A number has to be typed again in each place."""
    seeds = copy_seeds(tmp_path)
    for figure_no in (9, 10):
        figure(figure_no, printed="65.26%")(seeds)
    assert [fault.line for fault in faults_of(seeds)] == [10, 11]


def test_a_percentage_with_a_wrong_unit_has_no_thousands_either(tmp_path: Path) -> None:
    """The measure is in percent, whatever stands in unit_id."""
    seeds = copy_seeds(tmp_path)
    figure(9, unit_id="%", printed="83.7")(seeds)
    printed, unit = faults_of(seeds)
    assert (printed.column, unit.column) == ("printed", "unit_id")
    assert "which writes 83,7." in printed.problem and "83.700" not in str(printed)


def test_how_to_open_a_file_is_said_once(tmp_path: Path) -> None:
    """A spreadsheet spoils many numbers at once: each fault keeps its own remedy."""
    seeds = copy_seeds(tmp_path)
    for figure_no, printed in ((8, "2.01"), (10, "8-Jul"), (11, "1E+05"), (12, "Jan-21")):
        figure(figure_no, printed=printed)(seeds)
    first, *others = faults_of(seeds)
    assert len(others) == 3
    assert "From Text/CSV" in first.remedy
    assert not any("From Text/CSV" in fault.remedy for fault in others)
    assert [fault.remedy[:5] for fault in others] == ["Type ", "Type ", "Type "]
    assert all(fault.remedy.endswith("report prints.") for fault in others)


def test_an_id_that_cannot_be_one_gets_a_row_with_an_id(tmp_path: Path) -> None:
    """A name in place of an id is refused, with an id of its words."""
    seeds = copy_seeds(tmp_path)
    append(FIGURES, *new_figures(("Sản lượng hoa hồi khô", "level", "tonne")))(seeds)
    [fault] = faults_of(seeds)
    assert fault.row.startswith("san_luong_hoa_hoi_kho,,,tonne,")
    assert "write 'san_luong_hoa_hoi_kho' for it; fill in" in fault.remedy


def test_an_id_in_another_form_gets_no_second_row(tmp_path: Path) -> None:
    """lang-son exists: a row for it would be its second."""
    seeds = copy_seeds(tmp_path)
    figure(9, territory_id="Lạng Sơn")(seeds)
    [fault] = faults_of(seeds)
    assert fault.row == "" and "Did you mean 'lang-son'" in fault.remedy


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("indicator_id", "Tổng sản phẩm trên địa bàn (GRDP)", "grdp"),
        ("indicator_id", "gross regional domestic product", "grdp"),
        ("unit_id", "%", "percent"),
    ],
)
def test_a_name_in_place_of_its_id_gets_no_second_row(
    column: str, typed: str, meant: str, tmp_path: Path
) -> None:
    """The row with this name exists; only its id has to be written."""
    seeds = copy_seeds(tmp_path)
    figure(9, **{column: typed})(seeds)
    [fault] = faults_of(seeds)
    assert fault.row == ""
    assert fault.remedy == f"Did you mean '{meant}'? Write the {column}, not the name."


@pytest.mark.parametrize(
    ("typed", "problem", "remedy"),
    [
        (REPORT, "There is no such file.", f"Did you mean 'seeds/{FIGURES}'?"),
        (f"{REPORT}.csv", "There is no such file.", f"Did you mean 'seeds/{FIGURES}'?"),
        (f"seeds/figures/{REPORT}", "There is no such file.", f"Did you mean 'seeds/{FIGURES}'?"),
        ("other.csv", "There is no such file.", "Create it, or correct its name."),
        ("other", "There is no such file.", "Create it, or correct its name."),
        ("seeds/figures", "This is a folder, not a file.", "Name a file in it, as seeds/figures/"),
        ("empty", "This is a folder, not a file.", "Name a file."),
    ],
)
def test_a_path_that_names_no_file_of_figures(
    typed: str, problem: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report's id, a file of the seeds by its name alone, and a folder."""
    monkeypatch.chdir(tmp_path)
    copy_seeds(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputRefused) as refused:
        read_inputs(Path("seeds"), [Path(typed)])
    [fault] = refused.value.faults
    assert (fault.file, fault.problem) == (typed, problem)
    assert fault.remedy.startswith(remedy)


def test_numbers_of_a_report_without_a_format_are_judged_too(tmp_path: Path) -> None:
    """What no format accepts is refused at once, not after the report has got its row."""
    seeds = copy_seeds(tmp_path)
    for figure_no, printed in ((9, "-"), (10, "2.01"), (11, "1E+05")):
        figure(figure_no, printed=printed)(seeds)
    (seeds / FIGURES).rename(seeds / "figures/new.csv")
    path = seeds / "figures/new.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{REPORT},", "new,"))
    found = [(fault.column, fault.line) for fault in faults_of(seeds)]
    assert found == [("report_id", 2), ("printed", 10), ("printed", 12)]
