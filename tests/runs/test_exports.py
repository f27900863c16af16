"""The exports contain what the warehouse contains: no format loses a value."""

import csv
import json
import math
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from support.numbers import INTERVALS, NUMBERS, Ends
from support.random_collections import Collection, write_seeds
from support.running import PROJECT
from support.seeds_folder import small_seeds
from support.warehouses import warehouse_of
from support.workbooks import book_of, cells_of, columns_of, sheet_of

from doichieu.base.formats import (
    factor,
    in_full,
    places,
    rounded,
    rounded_distance,
    rounded_ends,
    rounded_factor,
)
from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports import write_exports
from doichieu.exports.catalogue import PRIMARY_KEYS, Column, Table, read_catalogue
from doichieu.exports.sheet_rows import OF_FIGURES, create_functions
from doichieu.exports.workbook import write_workbook
from doichieu.site.words import LANGUAGES

NOTES = (
    "=1+1",
    '=HYPERLINK("x")',
    "+84, @here, -5 %",
    'he said "quoted", twice',
    "65,26",
    "0012",
    "TRUE",
    "2021-01-02",
    "NULL",
    r"\N",
    "Lượt khách ước đạt 1.091,9 nghìn",
    "_x0041_",
)

ODD = """
create table marts.odd (number_no integer not null, blank varchar not null, text varchar,
    number double, is_so boolean, day date, rate_pct double);
comment on table marts.odd is 'Odd values.';
"""
TEXTS = [
    *NOTES,
    "two\nlines",
    "  blanks around  ",
    "x" * 32_767,
    "tab\tand\rreturn",
    "bell\x07, and \ufffe, which is no letter",
    "\xa0a hard blank\xa0",
    "<a & b>",
    "<r><t>no rich text</t></r>",
    "𝄞 outside the basic plane",
    None,
]
DOUBLES = [
    0.1 + 0.2,
    1 / 3,
    100 * 51.49 / 7,
    -0.0,
    1e-300,
    5e-324,
    1.7976931348623157e308,
    math.inf,
    -math.inf,
    math.nan,
    9007199254740993.0,
    65.255,
    None,
]


def many_reports(folder: Path) -> Path:
    """Seeds of many reports, with notes that a spreadsheet would read as another type."""
    tables = Collection(random.Random(7)).make(reports=12)
    for number, row in enumerate(tables["figures"]):
        row["note"] = NOTES[number % len(NOTES)] if number % 5 else ""
    return write_seeds(folder, tables)


def with_odd_values(warehouse: Path) -> None:
    """Add a mart with values that are hard to export."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(ODD)
        for number in range(max(len(TEXTS), len(DOUBLES))):
            value = DOUBLES[number % len(DOUBLES)]
            row = [number, "" if number % 2 else "full", TEXTS[number % len(TEXTS)], value]
            row += [(None, True, False)[number % 3], ("0987-01-31", None)[number % 2], value]
            connection.execute("insert into marts.odd values (?, ?, ?, ?, ?, ?, ?)", row)


Exported = Callable[[Callable[[Path], Path]], tuple[Path, Path]]


@pytest.fixture(scope="module")
def export(
    compiled_models: CompiledModels,
    shipped_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Exported:
    """Exports the warehouse of seeds that are written to a folder."""

    def exported(write_to: Callable[[Path], Path]) -> tuple[Path, Path]:
        folder = tmp_path_factory.mktemp("exported")
        seeds = write_to(folder)
        warehouse_of(seeds, compiled_models, shipped_warehouse, folder / WAREHOUSE)
        write_exports(folder / WAREHOUSE, folder / "exports")
        return folder / WAREHOUSE, folder / "exports"

    return exported


@pytest.fixture(scope="module")
def small(export: Exported) -> tuple[Path, Path]:
    """The smallest warehouse and the folder that it was exported to."""
    return export(small_seeds)


@pytest.fixture(scope="module", params=["shipped", "many", "small"])
def exported(
    request: pytest.FixtureRequest,
    export: Exported,
    small: tuple[Path, Path],
    shipped_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Path]:
    """A warehouse and the folder that it was exported to."""
    if request.param == "small":
        return small
    if request.param == "many":
        return export(lambda folder: many_reports(folder / "seeds"))
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copyfile(shipped_warehouse, folder / WAREHOUSE)
    with_odd_values(folder / WAREHOUSE)
    write_exports(folder / WAREHOUSE, folder / "exports")
    return folder / WAREHOUSE, folder / "exports"


def exact(value: Any) -> Any:
    """A value that is equal only to the last bit; a day as ISO text."""
    if isinstance(value, Decimal | float):
        return ("double", "nan") if math.isnan(value) else struct.pack(">d", float(value))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return (type(value).__name__, value)


def held(
    warehouse: Path, chosen: Mapping[str, str] | None = None
) -> Iterator[tuple[Table, list[list[Any]]]]:
    """Each table of a warehouse with its rows in the order of the exports, all or those chosen."""
    with opened(warehouse) as connection:
        for table in read_catalogue(connection):
            where = (chosen or {}).get(table.name, "true")
            rows = f"select * from ({table.sorted_rows}) where {where} order by all"
            found = connection.execute(rows).fetchall()
            yield table, [[exact(value) for value in row] for row in found]


def test_the_collections_have_the_hard_cases(exported: tuple[Path, Path]) -> None:
    rows = {table.name: found for table, found in held(exported[0])}
    if "odd" in rows:
        assert len(rows["odd"]) == len(TEXTS) and not rows["repair_candidates"]
    if len(rows["reports"]) > 1:
        assert len(rows["reports"]) == 12 and len(rows["figures"]) > 100
        assert rows["revisions"] and rows["corrections"]
        notes = {row[-1][1] for row in rows["figures"]}
        assert set(NOTES) <= notes
    assert set(PRIMARY_KEYS) | {"repair_candidates", "input_files", "odd"} >= set(rows)


def test_parquet_loses_nothing(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    for table, expected in held(warehouse):
        with duckdb.connect() as connection:
            path = folder / "parquet" / f"{table.name}.parquet"
            relation = connection.read_parquet(str(path))
            assert relation.columns == [column.name for column in table.columns]
            assert [str(kind) for kind in relation.types] == [
                column.kind for column in table.columns
            ]
            assert [[exact(value) for value in row] for row in relation.fetchall()] == expected


def test_csv_loses_nothing_to_duckdb(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    for table, expected in held(warehouse):
        types = {column.name: column.kind for column in table.columns}
        path = folder / "csv" / f"{table.name}.csv"
        with duckdb.connect() as connection:
            found = connection.execute(
                "select * from read_csv(?, header = true, columns = $types, "
                "delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, "
                "max_line_size = 1000000)".replace("$types", json.dumps(types).replace('"', "'")),
                [str(path)],
            ).fetchall()
        assert [[exact(value) for value in row] for row in found] == expected, table.name


def test_csv_loses_nothing_to_a_reader_of_the_data_package(exported: tuple[Path, Path]) -> None:
    from frictionless import Package

    warehouse, folder = exported
    package = Package(str(folder / "datapackage.json"))
    for table, expected in held(warehouse):
        found = [
            [exact(value) for value in row.to_dict().values()]
            for row in package.get_resource(table.name).read_rows()
        ]
        assert found == expected, table.name


def is_rounded(table: Table, column: Column) -> bool:
    """Whether the workbook rounds a column in its cells."""
    if table.schema != "marts" or column.kind != "DOUBLE":
        return False
    return column.name.endswith(("_lower", "_upper")) or column.name in ("gap", "severity")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_loses_nothing_but_the_noise_of_interval_ends(
    exported: tuple[Path, Path], language: str
) -> None:
    warehouse, folder = exported
    book = book_of(folder, language, read_only=True)
    for table, expected in held(warehouse, OF_FIGURES):
        columns = columns_of(table, language)
        header, *found = sheet_of(book, table.name, language).iter_rows(values_only=True)
        assert list(header) == [name for name, _ in columns]
        assert len(found) == len(expected), table.name
        own = [place for place, (_, one) in enumerate(columns) if not one.names]
        for row, expected_row in zip(found, expected, strict=True):
            read = [
                exact(as_read(row[place], column))
                for place, column in zip(own, table.columns, strict=True)
            ]
            pairs = list(zip(read, expected_row, table.columns, strict=True))
            kept = [pair[:2] for pair in pairs if not is_rounded(table, pair[2])]
            assert all(one == other for one, other in kept), table.name
            assert all((one is None) == (other is None) for one, other, _ in pairs)


def shown_decimals(cell: Any) -> int:
    """The decimals of a cell's number format, which has a fixed number of them."""
    number = cell.number_format.split(";")[0].removeprefix('"* "')
    assert re.fullmatch(r"\+?#,##0(\.0+)?", number), cell.number_format
    return len(number.partition(".")[2])


def test_intervals_of_the_workbook_contain_the_true_ones(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    book = book_of(folder)
    compared = 0
    with opened(warehouse) as connection:
        for table in read_catalogue(connection):
            if table.schema != "marts" or table.name == "odd":
                continue
            names = [column.name for column in table.columns if is_rounded(table, column)]
            stored = connection.execute(table.sorted_rows).fetchall()
            rows = cells_of(sheet_of(book, table.name), table)
            for row, cells in zip(stored, rows, strict=True):
                true = dict(zip((column.name for column in table.columns), row, strict=True))
                for name in names:
                    if true[name] is None:
                        continue
                    shown, decimals = cells[name].value, shown_decimals(cells[name])
                    # What is in the cell is what it shows.
                    assert shown == pytest.approx(round(shown, decimals), rel=1e-15)
                    slack = 1e-12 * abs(true[name])
                    if name.endswith("_lower") or name == "gap":
                        assert shown <= true[name] + slack
                    else:
                        assert shown >= true[name] - slack
                    compared += 1
    assert compared > 4


def test_printed_numbers_have_their_own_decimals(shipped_warehouse: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / WAREHOUSE
    shutil.copyfile(shipped_warehouse, warehouse)
    values = {3370.0: "#,##0", 61.75: "#,##0.00", 1e-9: "#,##0.000000000", -0.5: "#,##0.0"}
    values |= {150000000000001.0: "#,##0", 123456789.1: "#,##0.0", 0.0: "#,##0"}
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create or replace temp table one as from marts.figures limit 1")
        connection.execute("delete from marts.figures")
        # Of these no print is known, so that all their digits are shown.
        for number, value in enumerate(values, start=1000):
            half = [value - 0.5, value + 0.5]
            connection.execute(
                "insert into marts.figures select * replace (? as figure_no, ? as value, "
                "? as half_lower, ? as half_upper) from one",
                [number, value, *half],
            )
        tables = read_catalogue(connection)
        write_workbook(connection, tables, tmp_path / "x.xlsx")
    (figures,) = (table for table in tables if table.name == "figures")
    cells = cells_of(load_workbook(tmp_path / "x-en.xlsx")["Figures"], figures)
    assert {row["value"].value: row["value"].number_format for row in cells} == values
    halves = {row["value"].value: row["half_lower"] for row in cells}
    assert halves[150000000000001.0].value == 150000000000000.5
    assert halves[150000000000001.0].number_format == "#,##0.0"


def as_read(value: Any, column: Column) -> Any:
    """The value of a cell, read as the dictionary states."""
    if value is None or value == "":
        return None if column.is_nullable else ""
    if isinstance(value, datetime):
        # A date whose day is known is one, also in a column of texts such as 2021-07.
        return value.date() if column.kind == "DATE" else value.date().isoformat()
    if column.kind == "DOUBLE":
        return float(value)
    if column.kind == "VARCHAR":
        assert isinstance(value, str)
        return unescape(value)
    if column.kind == "DATE":
        assert value < "1900-03-01"
        return date.fromisoformat(value)
    return value


def test_a_printed_figure_is_text_in_the_workbook(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    with opened(warehouse) as connection:
        (figures,) = (one for one in read_catalogue(connection) if one.name == "figures")
    cells = [row["printed"] for row in cells_of(sheet_of(book_of(folder), "figures"), figures)]
    assert cells and {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_no_column_mixes_null_and_the_empty_text(exported: tuple[Path, Path]) -> None:
    with opened(exported[0]) as connection:
        for table in read_catalogue(connection):
            for column in table.columns:
                if column.kind == "VARCHAR" and column.is_nullable:
                    query = f"select count(*) from {table.schema}.{table.name} where "
                    assert connection.execute(query + f"{column.name} = ''").fetchone() == (0,)


def test_the_data_package_is_valid(exported: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "--json"]
    run = subprocess.run(
        [*command, str(exported[1] / "datapackage.json")], capture_output=True, encoding="utf-8"
    )
    report = json.loads(run.stdout)
    assert run.returncode == 0 and report["valid"], report["tasks"]
    assert {task["name"] for task in report["tasks"]} >= set(PRIMARY_KEYS)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("figures", "north-2022,1,north", "north-2022,1,nowhere"),  # a place that no list has
        ("figures", "north-2022,2,", "north-2022,1,"),  # a key twice
        ("figures", ",1091.9,", ",x,"),  # no number
        ("figures", "council", '"'),  # a quote that nothing ends
        ("growth", "report_id", "report"),  # another column
    ],
)
def test_a_spoiled_csv_is_invalid(
    small: tuple[Path, Path], tmp_path: Path, table: str, old: str, new: str
) -> None:
    from frictionless import validate

    exports = shutil.copytree(small[1], tmp_path / "exports")
    path = exports / "csv" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not validate(str(exports / "datapackage.json")).valid


def test_keys_are_those_that_dbt_guards() -> None:
    guarded = {}
    for path in [
        *(PROJECT / "models").glob("marts/*.yml"),
        *(PROJECT / "models").glob("ref*/*.yml"),
    ]:
        described = yaml.safe_load(path.read_text(encoding="utf-8"))
        for table in described.get("models", []) + described.get("seeds", []):
            for test in table.get("data_tests", []):
                guarded[table["name"]] = tuple(test["unique_together"]["arguments"]["columns"])
            for column in table["columns"]:
                if any("unique" in test for test in column.get("data_tests", [])):
                    guarded[table["name"]] = (column["name"],)
    assert guarded == PRIMARY_KEYS


def test_every_table_and_column_is_described(exported: tuple[Path, Path]) -> None:
    package = json.loads((exported[1] / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] == "odd":
            continue
        assert resource["description"]
        for field in resource["schema"]["fields"]:
            assert field["description"], (resource["name"], field["name"])
            # The unit of a check or a limit follows from its quantity or measure, that of what is
            # implied for a figure is the figure's.
            without = ("units", "identities", "reconciliation", "conflicts", "limits")
            if field["type"] == "number" and resource["name"] not in without:
                assert "unit" in field or "unitField" in field, (resource["name"], field["name"])


def test_fixed_units_are_stated(exported: tuple[Path, Path]) -> None:
    package = json.loads((exported[1] / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        (resource["name"], field["name"]): field
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    for place, unit in {
        ("plan_completion", "plan_pct"): "percent",
        ("plan_completion", "pace_gap_pts"): "percentage points",
        ("plan_completion", "required_ratio_upper"): "ratio",
        ("growth", "tight_contribution_pts_lower"): "percentage points",
        ("reconciliation", "severity"): "ratio",
    }.items():
        assert fields[place]["unit"] == unit
    assert fields["figures", "half_lower"]["unitField"] == "unit_id"
    # The unit of a check follows from its quantity and its indicator.
    assert "unitField" not in fields["reconciliation", "gap"]
    assert "unit" not in fields["plan_completion", "level"]


# ----- the workbook ------------------------------------------------------------------------


def contents_of(path: Path) -> dict[str, tuple[Any, ...]]:
    """Each sheet on the sheet of contents: rows, rows on the sheet, what is left out."""
    rows = load_workbook(path, read_only=True)["Contents"].iter_rows(values_only=True)
    return {row[0]: (*row[1:3], row[4]) for row in rows}


def test_a_text_beyond_a_cell_is_cut_and_counted(shipped_warehouse: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copyfile(shipped_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table marts.long (text varchar)")
        # The second is of letters that count twice.
        connection.executemany(
            "insert into marts.long values (?)", [["a" * 32_768], ["𝄞" * 16_384], ["z" * 32_767]]
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_exports(warehouse, tmp_path / "exports")
    book = tmp_path / "exports" / "doichieu-en.xlsx"
    assert contents_of(book)["long"][2].startswith("texts that end at the limit of a cell: 2;")
    texts = [row[0] for row in load_workbook(book)["long"].iter_rows(min_row=2, values_only=True)]
    assert texts[0] == "a" * 32_766 + "…" and texts[1] == "z" * 32_767
    assert set(texts[2]) == {"𝄞", "…"}
    assert all(len(text.encode("utf-16-le")) <= 2 * 32_767 for text in texts)
    with (tmp_path / "exports/csv/long.csv").open(encoding="utf-8", newline="") as lines:
        assert "a" * 32_768 in {row[0] for row in csv.reader(lines)}


def test_a_text_like_a_formula_is_exact_in_csv_and_text_in_the_workbook(
    shipped_warehouse: Path, tmp_path: Path
) -> None:
    texts = sorted(["=1+1", '=HYPERLINK("x")', "+84", "-5", "@here"])
    warehouse = tmp_path / WAREHOUSE
    shutil.copyfile(shipped_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table marts.texts (text varchar not null)")
        connection.executemany("insert into marts.texts values (?)", [[text] for text in texts])
    exports = tmp_path / "exports"
    write_exports(warehouse, exports)
    with (exports / "csv/texts.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["text"] for row in csv.DictReader(lines)] == texts
    sheet = book_of(exports)["texts"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_nothing_is_taken_for_a_formula(exported: tuple[Path, Path]) -> None:
    import zipfile

    for language in LANGUAGES:
        with zipfile.ZipFile(exported[1] / f"doichieu-{language}.xlsx") as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            assert sheets
            for name in sheets:
                text = book.read(name)
                assert not re.search(rb"<f>|<f ", text), name
                # The contents lead to the other sheets.
                links = re.findall(rb"<hyperlink [^>]*>", text)
                assert bool(links) == (name == "xl/worksheets/sheet2.xml")
                assert all(b"location=" in link and b"r:id=" not in link for link in links)


# ----- the numbers of the workbook ---------------------------------------------------------


def bits(values: Sequence[float | int | None]) -> list[Any]:
    """Values that are equal only to the last bit, with their types."""
    return [struct.pack(">d", value) if isinstance(value, float) else value for value in values]


def shown_by_duckdb(
    warehouse: Path, shown_as: str, numbers: Sequence[Ends]
) -> Iterator[tuple[float | None, float | None, int | None]]:
    """Numbers as the cells of a workbook have them: both ends, and the decimals."""
    number = f"{{'shown_as': '{shown_as}', 'lower': lower, 'upper': upper, 'known': null::integer}}"
    with opened(warehouse) as connection:
        create_functions(connection)
        connection.execute("create temp table given (place integer, lower double, upper double)")
        rows = [[place, *ends] for place, ends in enumerate(numbers)]
        connection.executemany("insert into given values (?, ?, ?)", rows)
        query = f"select unnest(numbers_shown([{number}])) from given order by place"
        for (shown,) in connection.execute(query).fetchall():
            yield shown["lower"], shown["upper"], shown["decimals"]


def test_intervals_of_cells_are_rounded_as_everywhere(shipped_warehouse: Path) -> None:
    given = [*INTERVALS, (-math.inf, 2.55), (2.55, math.inf), (-0.3, -0.0), (-1.0, -0.0)]
    found = shown_by_duckdb(shipped_warehouse, "ends", given)
    for (lower, upper), shown in zip(given, found, strict=True):
        ends = [None if end is None or math.isinf(end) else end for end in (lower, upper)]
        below, above, decimals = rounded_ends(*ends)
        expected = [lower if below is None else below, upper if above is None else above, decimals]
        assert bits(shown) == bits(expected), (lower, upper)


@pytest.mark.parametrize(
    ("shown_as", "rule"),
    [
        ("printed", lambda number: (number, places(in_full(number)))),
        ("calculated", lambda number: (number, rounded(number)[1])),
        ("distance", lambda number: rounded_distance(abs(number))),
        ("factor", lambda number: (rounded_factor(abs(number)), places(factor(abs(number))))),
    ],
)
def test_numbers_of_cells_are_shown_as_everywhere(
    shipped_warehouse: Path, shown_as: str, rule: Callable[[float], tuple[float, int]]
) -> None:
    given = NUMBERS if shown_as in ("printed", "calculated") else list(map(abs, NUMBERS))
    found = shown_by_duckdb(shipped_warehouse, shown_as, [(number, None) for number in given])
    for number, (value, _, decimals) in zip(given, found, strict=True):
        assert bits([value, decimals]) == bits(rule(number)), number
    for number in (math.inf, -math.inf):
        ((value, _, _),) = shown_by_duckdb(shipped_warehouse, shown_as, [(number, None)])
        assert value == number


# ----- another program ---------------------------------------------------------------------

# LibreOffice's options of its CSV: commas, quotes, UTF-8, from the first row, cells as shown, texts
# not always in quotes, no formulas, and a file a sheet.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def as_shown(cell: Any) -> str:
    """What a cell shows, by its value and number format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y" if cell.number_format == "dd/mm/yyyy" else "%Y-%m-%d")
    if not isinstance(value, int | float):
        return str(unescape(value))
    if cell.number_format in ("General", "0"):
        return str(value)
    # Excel and LibreOffice show fifteen digits, then zeros.
    digits = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(repr(float(value)))
    last = Decimal(1).scaleb(-shown_decimals(cell))
    text = f"{digits.quantize(last, ROUND_HALF_UP, Context(prec=400)):,f}"
    if cell.number_format.startswith("+"):
        return "0" if not value else f"+{text}" if value > 0 else text
    return f"* {text}" if cell.number_format.startswith('"* "') else text


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice. Without it, tests skip; in CI they fail."""
    found = shutil.which("soffice")
    if not found:
        assert "CI" not in os.environ, "LibreOffice is missing: apt-get install libreoffice-calc"
        pytest.skip("LibreOffice is not installed")
    return found


def convert(office: str, folder: Path, files: Sequence[Path], *options: str) -> None:
    """Convert files with LibreOffice into a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", *options, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)


def test_libreoffice_shows_what_was_written(
    exported: tuple[Path, Path], tmp_path: Path, office: str
) -> None:
    paths = [exported[1] / f"doichieu-{language}.xlsx" for language in LANGUAGES]
    convert(office, tmp_path, paths, "--convert-to", AS_SHOWN)
    compared = 0
    for path in paths:
        for sheet in load_workbook(path):
            shown = tmp_path / f"{path.stem}-{sheet.title}.csv"
            with shown.open(encoding="utf-8", newline="") as lines:
                found = list(csv.reader(lines))
            expected = [[as_shown(cell) for cell in row] for row in sheet.iter_rows()]
            assert found == expected, sheet.title
            compared += sum(map(len, found))
    assert compared > 2000


# LibreOffice's settings of a Vietnamese computer.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
</item>
</oor:items>
"""


@pytest.mark.parametrize("locale", ["vi-VN", "en-US"])
def test_a_csv_imported_as_text_is_what_was_written(
    small: tuple[Path, Path], tmp_path: Path, office: str, locale: str
) -> None:
    path = small[1] / "csv" / "figures.csv"
    assert path.read_bytes().startswith(b"report_id,")  # no byte order mark
    with path.open(encoding="utf-8", newline="") as lines:
        written = list(csv.reader(lines))
    assert [written[1][7], written[1][10]] == ["1.091,9", "1091.9"]
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS.format(locale=locale), encoding="utf-8")
    columns = "/".join(f"{number}/2" for number in range(1, len(written[0]) + 1))
    how = f"--infilter=CSV:44,34,76,1,{columns}"
    convert(office, tmp_path, [path], how, "--convert-to", "xlsx")
    sheet = load_workbook(tmp_path / "figures.xlsx").worksheets[0]
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert found == written
