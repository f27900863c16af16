"""Figures in memory are read as those of a file are, and refused with the row of the frame."""

import csv
import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest
from support.seeds_folder import FIGURES, small_seeds

from doichieu.base.faults import InputRefused
from doichieu.base.paths import SEEDS
from doichieu.inputs import Inputs, read_inputs
from doichieu.inputs.frames import Frame, read_frames, text_of

Rows = list[dict[str, Any]]
SHIPPED = SEEDS / FIGURES


def shipped() -> Rows:
    """The rows of the shipped file of figures."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nothing_blank() -> Rows:
    """The same, null in place of blank and numbers where there are numbers."""
    return [
        {name: value or None for name, value in row.items()} | {"figure_no": int(row["figure_no"])}
        for row in shipped()
    ]


def as_polars(rows: Rows) -> Any:
    return polars.DataFrame(rows)


def as_arrow(rows: Rows) -> Any:
    return pyarrow.Table.from_pylist(rows)


def as_batch(rows: Rows) -> Any:
    return pyarrow.RecordBatch.from_pylist(rows)


def without_blank_columns(rows: Rows) -> Rows:
    """Only the columns that no row may leave blank; two figures differ in their places alone."""
    needed = ("report_id", "figure_no", "indicator_id", "measure", "printed", "unit_id")
    return [{name: row[name] for name in needed} for row in rows if row["figure_no"] != "5"]


FRAMES: dict[str, Callable[[Rows], Frame]] = {
    "dictionaries": list,
    "a generator": iter,
    "pandas": pandas.DataFrame,
    "pandas, objects": lambda rows: pandas.DataFrame(rows, dtype=object),
    "pandas, another index": lambda rows: pandas.DataFrame(rows, index=range(9, 9 + len(rows))),
    "polars": as_polars,
    "arrow": as_arrow,
    "a batch of arrow": as_batch,
}


def tables(inputs: Inputs) -> dict[str, Rows]:
    """The rows of all tables."""
    return {name: list(rows) for name, rows in inputs.tables.items()}


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("rows", [shipped(), nothing_blank()], ids=["text", "null and numbers"])
def test_a_frame_is_read_as_its_file_is(kind: str, rows: Rows) -> None:
    read = read_frames(FRAMES[kind](rows), {}, SEEDS)
    assert tables(read) == tables(read_inputs(SEEDS, [SHIPPED]))
    (figures,) = [file for file in read.files if file.relation == "figures"]
    assert (figures.file, figures.row_count) == (FIGURES, 26)


def test_a_relation_of_duckdb_is_read() -> None:
    relation = duckdb.read_csv(str(SHIPPED), all_varchar=True)
    read = read_frames(relation, {}, SEEDS)
    assert tables(read) == tables(read_inputs(SEEDS, [SHIPPED]))


def test_columns_that_may_be_blank_may_be_missing() -> None:
    rows = without_blank_columns(shipped())
    read = read_frames(rows, {}, SEEDS).tables["figures"]
    assert {row["place"] for row in read} == {""}
    assert [row["printed"] for row in read] == [row["printed"] for row in rows]
    assert len(rows) == 25


def test_figures_of_several_reports_are_a_file_each() -> None:
    rows = shipped()
    others = [row | {"report_id": "another"} for row in rows]
    mixed = [one for pair in zip(rows, others, strict=True) for one in pair]
    report = {
        "report_id": "another",
        "title": "Another",
        "territory_id": "lang-son",
        "period_id": "2021-H1",
        "number_format": "vi",
    }
    read = read_frames(mixed, {"reports": [report]}, SEEDS)
    files = [file.file for file in read.files if file.relation == "figures"]
    assert files == [FIGURES, "figures/another.csv"]
    assert list(read.tables["figures"]) == rows_in_order(rows + others)
    assert [row["title"] for row in read.tables["reports"]][-1] == "Another"


def rows_in_order(rows: Rows) -> Rows:
    """Rows with the column that the shipped file lacks."""
    return [row | {"number_format": ""} for row in rows]


def test_rows_of_a_reference_table_replace_and_add(tmp_path: Path) -> None:
    seeds = small_seeds(tmp_path)
    figures = [
        {
            "report_id": "north-2022",
            "figure_no": 1,
            "indicator_id": "tea",
            "measure": "level",
            "printed": "1,5",
            "unit_id": "stone",
        }
    ]
    tea = {
        "indicator_id": "tea",
        "name_vi": "Chè",
        "name_en": "Tea",
        "unit_id": "tonne",
        "kind": "flow",
        "better": "higher",
    }
    units = pandas.DataFrame(
        {
            "unit_id": ["stone", "tonne"],
            "dimension": ["mass", "mass"],
            "factor": [0.00635029318, 1.0],
            "name_en": ["stones", "metric tonnes"],
        }
    )
    read = read_frames(figures, {"indicators": [tea], "units": units}, seeds)
    assert [row["indicator_id"] for row in read.tables["indicators"]] == ["rice", "tea"]
    assert [(row["unit_id"], row["factor"], row["name_en"]) for row in read.tables["units"]] == [
        ("tonne", "1", "metric tonnes"),
        ("percent", "0.01", "percent"),
        ("stone", "0.00635029318", "stones"),
    ]


# ----- what is refused ----------------------------------------------------------------------


def refused(figures: Any, seeds: Path = SEEDS, **reference: Any) -> list[str]:
    """The faults of a refusal."""
    with pytest.raises(InputRefused) as refusal:
        read_frames(figures, reference, seeds)
    return [str(fault) for fault in refusal.value.faults]


def changed(row: int, **values: Any) -> Rows:
    """The shipped figures with other values in one row."""
    rows = shipped()
    rows[row] |= values
    return rows


@pytest.mark.parametrize("number", [51.49, 51, Decimal("51.49"), True])
def test_a_number_in_place_of_the_print_is_refused(number: Any) -> None:
    (fault,) = refused(changed(11, printed=number))
    assert fault.startswith(
        f"the figures, row 11, column printed: '{number}' is of type {type(number).__name__}, "
        "not text: a number does not keep how it was printed."
    )
    assert "dtype=str" in fault


def test_a_column_of_numbers_is_refused_in_a_frame() -> None:
    frame = pandas.DataFrame(shipped()).assign(printed=65.26)
    (fault,) = refused(frame)
    assert fault.startswith("the figures, row 0, column printed: '65.26' is of type float")


def test_a_corrected_number_is_text_too() -> None:
    correction = {
        "report_id": "lang-son-2021-h1",
        "figure_no": 12,
        "action": "override",
        "expected_printed": "51,49",
        "corrected_printed": 51.5,
        "reason": "A misprint",
        "evidence": "The next bulletin",
    }
    (fault,) = refused(shipped(), corrections=[correction])
    assert fault.startswith("the corrections, row 0, column corrected_printed: '51.5' is of type")


@pytest.mark.parametrize("null", [None, math.nan, ""])
def test_a_missing_print_is_blank(null: Any) -> None:
    (fault,) = refused(changed(11, printed=null))
    assert fault == (
        "the figures, row 11, column printed: It is blank. "
        "Type the number that the report prints, or leave the row out."
    )


def test_every_fault_is_named_with_its_row() -> None:
    rows = changed(0, printed="1.0919")
    rows[3] |= {"measure": "increase"}
    rows[25] |= {"report_id": None}
    faults = refused(rows)
    assert [fault.partition(":")[0] for fault in faults] == [
        "the figures, row 0, column printed",
        "the figures, row 3, column measure",
        "the figures, row 25, column report_id",
    ]


def test_a_figure_twice_names_the_other_row() -> None:
    faults = refused([*shipped(), shipped()[0]])
    assert faults == [
        "the figures, row 26, column figure_no: report_id 'lang-son-2021-h1' with figure_no '1' "
        "is on row 0 of the figures already. Delete one of the two, or correct it."
    ]


def test_an_unknown_indicator_is_one_fault_with_the_argument_to_pass() -> None:
    rows = changed(0, indicator_id="gold")
    rows[1] |= {"indicator_id": "gold"}
    (fault,) = refused(rows)
    assert fault.startswith(
        "the figures, row 0, column indicator_id: indicator 'gold' is not known; it is used on "
        "rows 0, 1 of the figures."
    )
    assert "add it to the indicators (seeds, or indicators=)" in fault
    assert fault.endswith(
        ": indicators=[{'indicator_id': 'gold', 'name_vi': '', 'name_en': '', "
        "'unit_id': 'checkpoint', 'kind': '', 'better': ''}]"
    )


def test_an_unknown_report_says_what_to_pass() -> None:
    (fault,) = refused([row | {"report_id": "../hanoi"} for row in shipped()])
    assert "Report '../hanoi' is not in the reports (seeds, or reports=)." in fault
    assert "Correct the report_id, or add a row there" in fault
    assert "reports=[{'report_id': 'hanoi', 'title': ''," in fault


def test_a_mistyped_column_names_the_one_that_is_meant() -> None:
    rows = [{"prnted": row.pop("printed"), **row} for row in shipped()]
    (fault,) = refused(rows)
    assert fault.startswith("the figures, column prnted: Column 'prnted' is not known. Did you")
    assert "Did you mean 'printed'?" in fault


def test_a_fault_below_a_frame_names_the_file(tmp_path: Path) -> None:
    seeds = small_seeds(tmp_path)
    with (seeds / "reference/units.csv").open("a", encoding="utf-8") as file:
        file.write("stone,,,mass,heavy\n")
    kilo = {"unit_id": "kilo", "dimension": "mass", "factor": "light"}
    faults = refused(shipped()[:1], seeds, units=[kilo])
    wrong = [fault for fault in faults if "is not a plain number" in fault]
    assert [fault.partition(":")[0] for fault in wrong] == [
        f"{(seeds / 'reference/units.csv').as_posix()}, line 4, column factor",
        "the units, row 0, column factor",
    ]


NO_FRAMES: list[Any] = [3, None, "figures.csv", {"printed": ["51,49"]}, [("51,49",)]]


@pytest.mark.parametrize("frame", NO_FRAMES, ids=repr)
def test_what_is_no_frame_is_refused(frame: Any) -> None:
    (fault,) = refused(frame)
    assert "which is not read. Pass a DataFrame of pandas or polars" in fault


@pytest.mark.parametrize("frame", [[], [{"amount": "1"}], pandas.DataFrame()], ids=repr)
def test_a_frame_without_any_column_is_refused(frame: Any) -> None:
    (fault,) = refused(frame)
    assert fault.startswith(
        "the figures: It has none of the columns. They are: report_id,figure_no"
    )


def test_a_frame_without_rows_is_refused() -> None:
    (fault,) = refused(pandas.DataFrame(shipped()[:0], columns=list(shipped()[0])))
    assert fault.startswith("the figures: It has a header and no rows.")


def test_seeds_that_are_not_there_are_one_fault(tmp_path: Path) -> None:
    (fault,) = refused(shipped(), tmp_path / "none")
    assert "There is no such folder." in fault


VALUES: list[tuple[Any, str]] = [
    (None, ""),
    (math.nan, ""),
    (7, "7"),
    (7.0, "7"),
    (0.01, "0.01"),
    (1e-7, "0.0000001"),
    (1e22, "10000000000000000000000"),
    (math.inf, "inf"),
    (Decimal("1E+3"), "1000"),
    (date(2021, 7, 15), "2021-07-15"),
    (datetime(2021, 7, 15), "2021-07-15"),
    (datetime(2021, 7, 15, 9), "2021-07-15 09:00:00"),
    ("To\u0302ng", "Tông"),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_a_value_as_text(value: Any, text: str) -> None:
    assert text_of(value) == text
