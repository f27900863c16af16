"""The accepted inputs, the rows read from them, and the refusal of all others."""

import csv
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.seeds_folder import (
    FIGURES,
    REPORT,
    SMALL,
    Break,
    append,
    change,
    copy_seeds,
    figure,
    on_path,
    read_lines,
    recode,
    small_seeds,
    swap,
    without_column,
    write_lines,
    write_parquet,
    write_workbook,
)

from doichieu.base.faults import InputRefused
from doichieu.base.paths import PROJECT, SEEDS
from doichieu.base.qualifiers import qualifier_names
from doichieu.base.vocabulary import vocabulary
from doichieu.inputs import InputFile, Inputs, read_inputs
from doichieu.inputs.delimited import joined
from doichieu.inputs.schema import FIGURES as FIGURE_TABLE
from doichieu.inputs.schema import REFERENCE
from doichieu.inputs.words import Lexicon

CORRECTIONS = "reference/corrections.csv"
LIMIT = {"indicator_id": "grdp", "measure": "increase_pct"}
CORRECTION = f'{REPORT},12,{{}},"51,49",{{}},A misprint,The next bulletin'


def rewrite(file: str, change_text: Callable[[str], str]) -> Break:
    """Put a file's text through a function."""
    return on_path(
        file,
        lambda path: path.write_text(
            change_text(path.read_text(encoding="utf-8")), encoding="utf-8", newline=""
        ),
    )


def backwards(text: str) -> str:
    """Reverse the order of columns, in lines without quotes."""
    return "".join(",".join(line.split(",")[::-1]) + "\n" for line in text.splitlines())


def quoted(text: str) -> str:
    """Quote every value, in lines without quotes."""
    return "".join(
        ",".join(f'"{value}"' for value in line.split(",")) + "\n" for line in text.splitlines()
    )


def own_formats(seeds: Path) -> None:
    """Add the column number_format, and print one figure in the other format."""
    path = seeds / FIGURES
    header, *lines = read_lines(path)
    lines = [f"{line},en" if ",exports,,,level,690," in line else f"{line}," for line in lines]
    write_lines(path, [f"{header},number_format", *lines])
    swap(FIGURES, ",exports,,,level,690,", ',exports,,,level,"1,690.0",')(seeds)


GOOD = {
    "as shipped": on_path(FIGURES, Path.stat),
    "with quotes in a value": swap(FIGURES, "in the heading", '"in the ""heading"""'),
    "with a byte-order mark": recode(FIGURES, "utf-8-sig"),
    "with the line that names its commas": rewrite(FIGURES, lambda text: f"sep=,\n{text}"),
    "with the line ends of Windows": rewrite(FIGURES, lambda text: text.replace("\n", "\r\n")),
    "without a last line end": rewrite(FIGURES, str.rstrip),
    "with blank lines at the end": rewrite(FIGURES, lambda text: f"{text}\n  \n,,,,,,,,,,,\n"),
    "with blanks around values": swap(
        FIGURES, ",exports,,,level,690,", ", exports ,,,level , 690,"
    ),
    "with blanks before a quote": swap(FIGURES, ',"65,26"', ',  "65,26"'),
    "with a unit of another size": figure(11, unit_id="thousand_usd", printed="690.000"),
    "with a minus sign": figure(13, printed="-13,1"),
    "with the long minus sign": figure(13, printed="−13,1"),
    "with a period of its own": figure(13, period_id="2021-YTD-06-15"),
    "with a leap day": figure(13, period_id="2024-YTD-02-29"),
    "with the largest number": figure(11, printed="123456789012345"),
    "with leading zeros": figure(13, printed="0,000000001"),
    "with a territory that ends in the period": figure(
        13, territory_id="lang-son", period_id="2025"
    ),
    "with one that begins in it": figure(13, territory_id="lang-son-2025", period_id="2025"),
    "with one that has no dates": figure(13, territory_id="vn"),
    "with another plan": figure(12, basis="council"),
    "with the month before": figure(13, basis="previous_month", period_id="2021-07"),
    "with the month before the first": figure(13, basis="previous_month", period_id="2021-1M"),
    "with the month before a date": figure(13, basis="previous_month", period_id="2021-06-30"),
    "with the quarter before": figure(13, basis="previous_quarter"),
    "since the end of last year": figure(13, basis="previous_december"),
    "since a year": figure(13, basis="base_2019"),
    "with the plan of the prime minister": figure(12, basis="prime_minister"),
    "with two qualifiers": figure(13, qualifier="estimated over"),
    "with a plus sign": figure(13, printed="+13,1"),
    "with a range": figure(13, printed="7,5-8"),
    "with a range of all digits": figure(13, printed="0,123456-123456789"),
    "with a range and the longer marks": figure(13, printed="−2,5–−1"),
    "with a change": figure(13, measure="increase_by", unit_id="thousand_usd", printed="600.000"),
    "with a multiple of the plan": figure(
        12, measure="plan_multiple", unit_id="times", printed="1,2"
    ),
    "at a date": figure(13, period_id="2021-06-30"),
    "of several years": figure(13, period_id="2021..2025"),
    "with number formats of its figures": own_formats,
    "with a cell for its place": figure(13, place="11.VDT!F23"),
    "with the same in two paragraphs": append(
        FIGURES, f'{REPORT},900,trade,,,plan_pct,"65,26",percent,,,16,'
    ),
    "with a share": append(FIGURES, f"{REPORT},900,exports,,,share_pct,34,percent,,trade,15,"),
    "with an override": append(CORRECTIONS, CORRECTION.format("override", '"51,94"')),
    "with an exclusion": append(CORRECTIONS, CORRECTION.format("exclude", "")),
    "with a report that has no figures": append(
        "reference/reports.csv", "next,Next,,,2022,lang-son,2022,vi,,"
    ),
    "published on a day": change(
        "reference/reports.csv", {"report_id": REPORT}, published="2021-07-01"
    ),
    **{
        f"without the optional column {column} of {name}": on_path(
            f"reference/{name}.csv", partial(without_column, column=column)
        )
        for name, column in (
            *(("indicators", "aliases_en"), ("units", "aliases"), ("territories", "source")),
            *(("territories", "official_code"), ("territories", "predecessor_id")),
        )
    },
    "of a year before the divisions": figure(13, territory_id="lang-son", period_id="1995"),
    "of a province that ended before 2008-08": figure(
        13, territory_id="ha-tay", period_id="2008-07"
    ),
    "of a city that was a province until this year": figure(
        13, territory_id="bac-ninh-2025", period_id="2026"
    ),
    "with a part of two totals": append(
        "reference/identities.csv",
        "another,sum,grdp,retail_sales,0.5,",
        "third,sum,grdp,retail_sales,-1,",
    ),
    "with a hidden file": on_path("figures/.~draft.csv", Path.touch),
    "with another file": on_path("figures/notes.txt", Path.touch),
}


@pytest.mark.parametrize("variant", GOOD.values(), ids=GOOD)
def test_good_inputs_pass(variant: Break, tmp_path: Path) -> None:
    """Unusual but harmless inputs are read."""
    seeds = copy_seeds(tmp_path)
    variant(seeds)
    assert read_inputs(seeds).tables["figures"][10]["indicator_id"] == "exports"


def test_the_shipped_seeds_pass(tmp_path: Path) -> None:
    """The real report is accepted."""
    seeds = copy_seeds(tmp_path)
    inputs = read_inputs(seeds)
    assert len(inputs.tables["figures"]) == 26
    assert inputs.files[0] == InputFile(
        "figures", FIGURES, hashlib.sha256((seeds / FIGURES).read_bytes()).hexdigest(), 26
    )
    assert [file.relation for file in inputs.files[1:]] == list(inputs.tables)[1:]


@pytest.mark.parametrize("form", [backwards, quoted], ids=["reversed", "quoted"])
def test_the_form_of_a_file_leaves_no_trace(form: Callable[[str], str], tmp_path: Path) -> None:
    """Order of columns and quotes change only the hash."""
    seeds = small_seeds(tmp_path)
    rewrite("figures/north-2022.csv", lambda text: text.replace('"1.091,9"', "1091"))(seeds)
    before = list(read_inputs(seeds).tables["figures"])
    rewrite("figures/north-2022.csv", form)(seeds)
    assert list(read_inputs(seeds).tables["figures"]) == before


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    """A Parquet file gives the same rows as the CSV file; null is blank, a number is text."""
    seeds = copy_seeds(tmp_path)
    before = list(read_inputs(seeds).tables["figures"])
    (seeds / FIGURES).unlink()
    write_parquet(
        seeds / f"figures/{REPORT}.parquet",
        "* replace (figure_no::int as figure_no, nullif(basis, '') as basis) from figures",
    )

    inputs = read_inputs(seeds)

    assert list(inputs.tables["figures"]) == before
    assert inputs.files[0].file == f"figures/{REPORT}.parquet"
    inputs.write_snapshot(tmp_path / "snapshot")
    assert (tmp_path / f"snapshot/figures/{REPORT}.parquet.csv").is_file()


def test_python_reads_the_columns_that_dbt_loads(shipped_warehouse: Path) -> None:
    """Both take them from the same YAML; the figures, which dbt does not load, are all text."""
    with duckdb.connect(str(shipped_warehouse), read_only=True) as warehouse:
        loaded = warehouse.sql(
            "select table_name, column_name, lower(data_type) as data_type "
            "from duckdb_columns() where schema_name = 'reference' order by column_index"
        ).fetchall()
    types: dict[str, dict[str, str]] = {}
    for table, column, kind in loaded:
        types.setdefault(table, {})[column] = kind
    assert list(types.pop("input_files")) == [field.name for field in fields(InputFile)]
    assert types == {relation.name: relation.types for relation in REFERENCE}
    assert set(FIGURE_TABLE.types.values()) == {"varchar"}
    for relation in (FIGURE_TABLE, *REFERENCE):
        named = {*relation.filled, *relation.key, *relation.optional}
        assert named <= set(relation.columns), relation.name


def test_names_are_composed(tmp_path: Path) -> None:
    """The same name, typed as letters and marks or as letters with marks, is one name."""
    seeds = small_seeds(tmp_path)
    swap("reference/territories.csv", "Bắc", "Ba\u0306\u0301c")(seeds)
    assert read_inputs(seeds).tables["territories"][0]["name_vi"] == "Bắc"


def test_the_snapshot_byte_for_byte(tmp_path: Path) -> None:
    """dbt reads one format, whichever format the author used."""
    seeds = small_seeds(tmp_path)
    north = seeds / "figures/north-2022.csv"
    north.write_bytes(
        b"\xef\xbb\xbf" + north.read_bytes().replace(b"\n", b"\r\n").replace(b",48,", b',"48 ",')
    )

    read_inputs(seeds).write_snapshot(tmp_path / "snapshot")

    expected = dict(SMALL)
    for relation in (FIGURE_TABLE, *REFERENCE):
        name = "figures/north-2022.csv" if relation is FIGURE_TABLE else ""
        name = name or f"reference/{relation.name}.csv"
        header, *rows = expected[name].splitlines()
        # Optional columns that the author's file lacks are blank, and stand in their places.
        absent = [column for column in relation.columns if column not in header.split(",")]
        assert set(absent) <= set(relation.optional)
        columns = {column: place for place, column in enumerate(header.split(","))}
        table = [next(csv.reader([row])) for row in rows]
        expected[name] = "".join(
            f"{joined(row[columns[one]] if one in columns else '' for one in relation.columns)}\n"
            for row in table
        )
        expected[name] = f"{relation.header}\n{expected[name]}"
    hashes = {name: hashlib.sha256((seeds / name).read_bytes()).hexdigest() for name in SMALL}
    relations = ("figures", *(Path(name).stem for name in list(SMALL)[1:]))
    counts = (2, 1, 1, 0, 2, 1, 0, 0)
    expected["reference/input_files.csv"] = "relation,file,sha256,row_count\n" + "".join(
        f"{relation},{name},{hashes[name]},{count}\n"
        for relation, name, count in zip(relations, SMALL, counts, strict=True)
    )
    written = {
        path.relative_to(tmp_path / "snapshot").as_posix(): path.read_bytes().decode()
        for path in (tmp_path / "snapshot").rglob("*.csv")
    }
    assert written == expected


def test_a_snapshot_is_never_mixed_with_another(tmp_path: Path) -> None:
    """Other files in the folder would be read as well."""
    inputs = read_inputs(small_seeds(tmp_path))
    inputs.write_snapshot(tmp_path / "snapshot")
    with pytest.raises(FileExistsError):
        inputs.write_snapshot(tmp_path / "snapshot")


def test_given_files_are_read_instead_of_the_folder(tmp_path: Path) -> None:
    """A file may be in any folder; corrections of reports that are not read are not judged."""
    seeds = copy_seeds(tmp_path)
    append("reference/reports.csv", "next,Next,,,2022,lang-son,2022,vi,,")(seeds)
    append(CORRECTIONS, CORRECTION.format("exclude", ""))(seeds)
    header = read_lines(seeds / FIGURES)[0]
    given_file = tmp_path / "drafts" / "next.csv"
    given_file.parent.mkdir()
    write_lines(given_file, [header, "next,1,trade,,,level,2.500,million_usd,,,,"])

    inputs = read_inputs(seeds, [given_file])

    assert [file.file for file in inputs.files if file.relation == "figures"] == [
        "figures/next.csv"
    ]
    assert [row["printed"] for row in inputs.tables["figures"]] == ["2.500"]


def test_given_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file outside the current folder is named as it was given."""
    seeds = copy_seeds(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (tmp_path / "next.txt").touch()
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds, [tmp_path / "next.txt", Path("missing.csv")])
    assert [(fault.file, fault.problem) for fault in refused.value.faults] == [
        (str(tmp_path / "next.txt"), "Its name does not end in .csv, .parquet or .xlsx."),
        ("missing.csv", "There is no such file."),
    ]


@pytest.mark.parametrize("figures", [None, []], ids=["folder", "none given"])
def test_a_seeds_folder_that_is_no_folder(figures: list[Path] | None, tmp_path: Path) -> None:
    """A folder that is missing, or a file, is one fault and not eight."""
    (tmp_path / "file").touch()
    for name, words in (("missing", "no such folder"), ("file", "a file, not a folder")):
        with pytest.raises(InputRefused, match=words) as refused:
            read_inputs(tmp_path / name, figures)
        assert len(refused.value.faults) == 1


def test_no_file_given(tmp_path: Path) -> None:
    """An empty list of files is a fault, not an empty release."""
    with pytest.raises(InputRefused, match="There are no figures"):
        read_inputs(copy_seeds(tmp_path), [])


def test_what_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened is a fault of the input."""
    seeds = copy_seeds(tmp_path)
    read_bytes = Path.read_bytes

    def refuse_units(path: Path) -> bytes:
        if path.name == "units.csv":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse_units)
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    (fault,) = refused.value.faults
    assert fault.file.endswith("units.csv")
    assert "Permission denied" in fault.problem


def test_all_faults_are_reported_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of several files are reported together, by file and line; none hides another."""
    monkeypatch.chdir(tmp_path)
    seeds = copy_seeds(tmp_path)
    for break_ in (
        figure(9, printed="65.26"),
        figure(10, printed="44,6%", qualifier="around"),
        swap(FIGURES, f"{REPORT},25,", f"{REPORT},25,x,"),
        change("reference/limits.csv", LIMIT, severity="bad"),
        append(CORRECTIONS, f'{REPORT},12,exclude,"51,94",,A misprint,None'),
        on_path("reference/units.csv", lambda path: path.write_bytes(b"\xff\xfe")),
    ):
        break_(seeds)

    with pytest.raises(InputRefused) as refused:
        read_inputs(Path("seeds"))

    places = [(fault.file, fault.line, fault.column) for fault in refused.value.faults]
    assert places == [
        (f"seeds/{FIGURES}", 10, "printed"),
        (f"seeds/{FIGURES}", 11, "printed"),
        (f"seeds/{FIGURES}", 11, "qualifier"),
        (f"seeds/{FIGURES}", 26, None),
        (f"seeds/{CORRECTIONS}", 2, "expected_printed"),
        ("seeds/reference/limits.csv", 20, "severity"),
        ("seeds/reference/units.csv", None, None),
    ]


@pytest.mark.parametrize(
    "name", ["reports", "indicators", "units", "territories", "identities", "limits", "corrections"]
)
def test_a_table_that_cannot_be_read_is_the_only_fault(name: str, tmp_path: Path) -> None:
    """Ids of a table that was not read, in part or whole, are not called unknown."""
    seeds = copy_seeds(tmp_path)
    path = seeds / f"reference/{name}.csv"
    header = read_lines(path)[0]
    write_lines(path, [header, "a,line,of,far,too,many,fields,for,any,of,these"])
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    assert len(refused.value.faults) == 1


def test_a_hopeless_file_is_refused_in_seconds(tmp_path: Path) -> None:
    """In a column of unknown ids, only the first few wait for a suggestion."""
    seeds = copy_seeds(tmp_path)
    rows = [f"{REPORT},{n},trads{n},,,level,1,million_usd,,,," for n in range(100, 20_100)]
    append(FIGURES, *rows)(seeds)
    with pytest.raises(InputRefused) as refused:
        read_inputs(seeds)
    assert len(refused.value.faults) == 20_000


def test_no_heavy_library_is_imported_for_csv(tmp_path: Path) -> None:
    """Most inputs are CSV, and need no database to be read."""
    program = (
        "import sys; from pathlib import Path; from doichieu.inputs import read_inputs; "
        "read_inputs(Path(sys.argv[1])); "
        "sys.exit(bool({'duckdb', 'dbt', 'great_expectations'} & set(sys.modules)))"
    )
    root = PROJECT
    subprocess.run([sys.executable, "-c", program, str(copy_seeds(tmp_path))], check=True, cwd=root)


SHIPPED_BYTES = (SEEDS / FIGURES).read_bytes()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The shipped figures with a few pieces overwritten."""
    content = bytearray(SHIPPED_BYTES)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 30))
        piece = draw(st.binary(max_size=6) | st.text('",\n\r0x \ufeff', max_size=6).map(str.encode))
        content[start : start + length] = piece
    return bytes(content)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | damaged())
@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_any_bytes_are_read_or_refused(ending: str, content: bytes) -> None:
    """Any bytes in a file give inputs or faults, never an exception."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{REPORT}.{ending}")
        path.write_bytes(content)
        seeds = SEEDS
        try:
            inputs = read_inputs(seeds, [path])
        except InputRefused as refused:
            assert refused.faults
        else:
            assert isinstance(inputs, Inputs)


@pytest.mark.parametrize("strings", ["shared", "inline"])
def test_a_workbook_is_read_as_text(strings: str, tmp_path: Path) -> None:
    """A workbook gives the same rows as the CSV file, as Excel and as libraries write texts."""
    seeds = copy_seeds(tmp_path)
    before = list(read_inputs(seeds).tables["figures"])
    rows = list(csv.reader(read_lines(seeds / FIGURES)))
    (seeds / FIGURES).unlink()
    path = seeds / f"figures/{REPORT}.xlsx"
    write_workbook(path, rows, inline=strings == "inline")
    (seeds / f"figures/~${REPORT}.xlsx").write_bytes(b"locked")

    inputs = read_inputs(seeds)

    assert list(inputs.tables["figures"]) == before
    assert inputs.files[0].file == f"figures/{REPORT}.xlsx"
    inputs.write_snapshot(tmp_path / "snapshot")
    assert (tmp_path / f"snapshot/figures/{REPORT}.xlsx.csv").is_file()


def test_a_workbook_may_count_in_numbers(tmp_path: Path) -> None:
    """Excel numbers figures and paragraphs; blank rows and cells are no fault."""
    seeds = small_seeds(tmp_path)
    (seeds / "figures/north-2022.csv").unlink()
    rows: list[list[str | float]] = [
        list(FIGURE_TABLE.columns),
        ["north-2022", 1, "rice", "", "", "level", "1,091.9", "tonne", "", "", 1, "", "en"],
        [],
        ["north-2022", 2, "rice", "", "", "plan_pct", "48", "percent", "", "council", 7],
    ]
    write_workbook(seeds / "figures/north-2022.xlsx", rows)
    first, second = read_inputs(seeds).tables["figures"]
    assert (first["figure_no"], first["place"], first["number_format"]) == ("1", "1", "en")
    assert (second["figure_no"], second["place"], second["number_format"]) == ("2", "7", "")


def read_damaged(seeds: Path, path: Path, step: int) -> tuple[list[list[dict[str, str]]], int]:
    """The figures of a file as they are read with a wrong byte, at one place after another, and how
    often it is refused."""
    content = path.read_bytes()
    accepted, refusals = [], 0
    for position in range(0, len(content), step):
        damaged_file = bytearray(content)
        damaged_file[position] ^= 0x55
        path.write_bytes(bytes(damaged_file))
        try:
            accepted.append(list(read_inputs(seeds, [path]).tables["figures"]))
        except InputRefused as refused:
            assert refused.faults
            refusals += 1
    return accepted, refusals


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    """A wrong byte in a workbook is refused with a fault, or does no harm: its parts have
    checksums."""
    seeds = copy_seeds(tmp_path)
    path = tmp_path / f"{REPORT}.xlsx"
    write_workbook(path, list(csv.reader(read_lines(seeds / FIGURES))))
    whole = list(read_inputs(seeds, [path]).tables["figures"])
    accepted, refusals = read_damaged(seeds, path, 97)
    assert refusals > len(accepted) > 0
    assert all(figures == whole for figures in accepted)


def test_a_parquet_file_with_a_damaged_structure_is_refused(tmp_path: Path) -> None:
    """It has no checksums: a wrong byte in a text is read as another text. None is an exception."""
    seeds = copy_seeds(tmp_path)
    path = tmp_path / f"{REPORT}.parquet"
    write_parquet(path, "* from figures")
    whole = list(read_inputs(seeds, [path]).tables["figures"])
    accepted, refusals = read_damaged(seeds, path, 41)
    assert refusals > 0
    assert all(len(figures) == len(whole) for figures in accepted)
    assert any(figures != whole for figures in accepted)


def test_one_table_of_qualifier_words() -> None:
    words = vocabulary().qualifiers
    names = qualifier_names(words)
    assert set(names) == set(words) - {""} and all(names.values())
    assert "ngót" in names["nearly"] and "xấp xỉ" in names["about"]
    assert "ước đạt trên" in names["estimated over"]
    assert "trên" not in names["estimated over"] and "ước" not in names["over"]
    lexicon = Lexicon("qualifier", words, names=names)
    for printed, qualifier in (
        ("ngót", "nearly"),
        ("xấp xỉ", "about"),
        ("dự kiến", "estimated"),
        ("Ước đạt gần", "estimated nearly"),
    ):
        assert lexicon.judge(qualifier) is None
        refused = lexicon.judge(printed)
        assert refused is not None and refused.remedy == f"Did you mean '{qualifier}'?"
