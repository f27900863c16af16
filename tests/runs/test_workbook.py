"""The workbooks: what a reader finds in them, in each language."""

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from support.provincial_reports import write_provincial_reports
from support.random_collections import UNITS, write_seeds
from support.small_collections import SmallCollection
from support.warehouses import warehouse_of
from support.workbooks import by_heading, columns_of, sheet_of

from doichieu.base.paths import WAREHOUSE
from doichieu.base.warehouse import opened
from doichieu.derive.compiled_models import CompiledModels
from doichieu.exports import by_period, report_sheets, summary
from doichieu.exports.catalogue import read_catalogue
from doichieu.exports.names import OWN_WORDS, title_of_sheet
from doichieu.exports.workbook import write_workbook
from doichieu.site.words import CATALOGUE, LANGUAGES, phrases

Books = dict[str, Any]
"""The workbook of each language, read by openpyxl."""


def books_of(warehouse: Path, folder: Path, most_rows: int = 50_000) -> Books:
    """The workbooks of a warehouse, written into a folder."""
    with opened(warehouse) as connection:
        write_workbook(connection, read_catalogue(connection), folder / "book.xlsx", most_rows)
    return {language: load_workbook(folder / f"book-{language}.xlsx") for language in LANGUAGES}


@pytest.fixture(scope="module")
def shipped_books(shipped_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of the shipped report."""
    return books_of(shipped_warehouse, tmp_path_factory.mktemp("shipped"))


Built = Callable[[Callable[[Path], Path]], Path]


@pytest.fixture(scope="module")
def built(
    compiled_models: CompiledModels,
    shipped_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    """The warehouse of seeds that are written to a folder."""

    def build(write_to: Callable[[Path], Path]) -> Path:
        folder = tmp_path_factory.mktemp("built")
        seeds = write_to(folder / "seeds")
        return warehouse_of(seeds, compiled_models, shipped_warehouse, folder / WAREHOUSE)

    return build


@pytest.fixture(scope="module")
def provinces(built: Built) -> Path:
    """The warehouse of 40 quarterly reports of provinces, one of them with a misprint."""
    return built(lambda folder: write_provincial_reports(folder, 40, every=3))


@pytest.fixture(scope="module")
def provincial_books(provinces: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of the reports of provinces."""
    return books_of(provinces, tmp_path_factory.mktemp("provinces"))


def write_named(folder: Path, collection: SmallCollection) -> Path:
    """Write the seeds of a collection whose indicators and territories have their ids as names."""
    for table, key in (("indicators", "indicator_id"), ("territories", "territory_id")):
        collection.tables[table] = [
            {"name_vi": row[key], "name_en": row[key]} | row for row in collection.tables[table]
        ]
    return write_seeds(folder, collection.tables)


RED = "FFF8CBAD"


@pytest.fixture(scope="module")
def conflicting(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of a report whose total is not the sum of its parts, and of the next one."""
    collection = SmallCollection()
    collection.identity("all", "sum", "total", "a", "b")
    says = ["other level 1.50", "total level 100.0 place=7", "a level 60.0", "b level 50.0 about"]
    collection.report("north-2021", says, published="2021-07-15")
    collection.report("north-2022", ["total level 1"], period="2022-H1")
    warehouse = built(lambda folder: write_named(folder, collection))
    return books_of(warehouse, tmp_path_factory.mktemp("conflicting"))


@pytest.fixture(scope="module")
def several(built: Built) -> Path:
    """The warehouse of reports that say the same in other words, and revise each other."""
    collection = SmallCollection()
    north, south, *others = collection.tables["territories"]
    same = {"name_vi": "Một", "name_en": "One"}
    collection.tables["territories"] = [
        north | same | {"valid_from": "0987-01-31"},
        south | same | {"valid_from": "1900-03-01"},
        *others,
    ]
    earlier = ["a level 10.0", "a level 7 period_id=2019"]
    collection.report("old", earlier, period="2020", published="2021-01-15")
    says = ["a level 12", "a level 11.60 period_id=2020", "a increase_pct 3.40"]
    says += ["a over_plan_pct 2.50", "b decrease_pct 4.0", "b level 700 quintal"]
    says += ["c index_pct 108.80", "d multiple 1.25", "d plan_multiple 0.5"]
    says += ["e level 7.5-8", "f increase_times 3", "g level 1", "g level 1.0"]
    says += ["a increase_pct 1 basis=base_2019", "a level 3 territory_id=south"]
    says += ["h level 1,091.90", "i level 0.0010", "j level 9"]
    collection.report("new", says, period="2021", published="2022-01")
    collection.correction("new", 6, "override", "800")
    collection.correction("new", 18, "exclude")
    collection.report("half", ["a level 4"], period="2021-H1")
    return built(lambda folder: write_named(folder, collection))


@pytest.fixture(scope="module")
def several_books(several: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of these reports."""
    return books_of(several, tmp_path_factory.mktemp("several"))


# ----- two languages -----------------------------------------------------------------------


def test_names_stand_beside_ids(shipped_books: Books) -> None:
    expected = {
        "vi": {
            "Mã địa phương": "lang-son",
            "Địa phương": "Lạng Sơn",
            "Kỳ": "6 tháng đầu năm 2021",
            "Chỉ tiêu": "Tổng kim ngạch xuất nhập khẩu qua địa bàn",
            "Cách diễn đạt": "mức",
            "Đơn vị": "triệu USD",
            "Từ đi kèm": "ước",
            "Kết quả kiểm tra": "được xác nhận",
            "Số đã in": "2.010",
            "Giá trị": 2010,
        },
        "en": {
            "Territory id": "lang-son",
            "Territory": "Lang Son",
            "Period": "first half of 2021",
            "Indicator": "Trade through the province",
            "Wording": "level",
            "Unit": "million USD",
            "Qualifying word": "estimated",
            "Check status": "confirmed",
            "As printed": "2.010",
            "Value": 2010,
        },
    }
    for language, values in expected.items():
        rows = by_heading(sheet_of(shipped_books[language], "figures", language))
        assert values.items() <= rows[7].items()


NAMES = """
select id, name_{language} from (
    select indicator_id as id, 'indicator' as list, name_vi, name_en from reference.indicators
    union all select territory_id, 'territory', name_vi, name_en from reference.territories
    union all select unit_id, 'unit', name_vi, name_en from reference.units
) where list = $list and name_{language} is not null
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_its_own_name(provinces: Path, provincial_books: Books, language: str) -> None:
    compared = 0
    with opened(provinces) as connection:
        names = {
            kind: dict(
                connection.execute(NAMES.format(language=language), {"list": kind}).fetchall()
            )
            for kind in ("indicator", "territory", "unit")
        }
        tables = read_catalogue(connection)
    for table in tables:
        columns = columns_of(table, language)
        sheet = sheet_of(provincial_books[language], table.name, language)
        for row in sheet.iter_rows(min_row=2, values_only=True):
            for place, (_, one) in enumerate(columns):
                if one.names in names and row[place - 1] is not None:
                    assert row[place] == names[one.names].get(row[place - 1])
                    compared += 1
                elif one.names:
                    assert (row[place] is None) == (row[place - 1] in (None, ""))
    assert compared > 5_000


def test_the_languages_differ_in_words_only(shipped_books: Books) -> None:
    vi, en = (shipped_books[language].worksheets for language in LANGUAGES)
    assert len(vi) == len(en)
    differ = 0
    for one, other in zip(vi, en, strict=True):
        assert one.dimensions == other.dimensions
        for cells in zip(one.iter_rows(), other.iter_rows(), strict=True):
            for a, b in zip(*cells, strict=True):
                assert a.data_type == b.data_type
                if a.data_type == "n":
                    assert a.value == b.value
                differ += a.value != b.value
    assert differ > 1000


def test_rows_are_written_once_for_both_languages(shipped_warehouse: Path, tmp_path: Path) -> None:
    books_of(shipped_warehouse, tmp_path)
    parts = []
    for language in LANGUAGES:
        with zipfile.ZipFile(tmp_path / f"book-{language}.xlsx") as book:
            assert book.testzip() is None and len(book.namelist()) == len(set(book.namelist()))
            parts.append({one: book.read(one) for one in book.namelist()})
    different = {name for name in parts[0] if parts[0][name] != parts[1][name]}
    assert parts[0].keys() == parts[1].keys()
    assert "xl/sharedStrings.xml" in different and "xl/workbook.xml" in different
    sheets = {name for name in different if name.startswith("xl/worksheets/sheet")}
    assert sheets == {"xl/worksheets/sheet2.xml"}  # the links of the contents
    assert not any("\ue000".encode() in part for files in parts for part in files.values())


def test_every_sheet_and_column_has_words_in_both_languages(
    shipped_warehouse: Path, shipped_books: Books
) -> None:
    words = phrases(OWN_WORDS)
    assert all(phrase.keys() == set(LANGUAGES) for phrase in words.values())
    for phrase in words.values():
        holes = [set(re.findall(r"{\w+}", phrase[language])) for language in LANGUAGES]
        assert holes[0] == holes[1], phrase
    with opened(shipped_warehouse) as connection:
        tables = read_catalogue(connection)
    for table in tables:
        assert f"sheet.{table.name}" in words and f"about.{table.name}" in words
        for language in LANGUAGES:
            headings = [name for name, _ in columns_of(table, language)]
            assert len(set(headings)) == len(headings), (table.name, language)
            for name, one in columns_of(table, language):
                if one.column.fixed_unit in ("percent", "percentage points"):
                    assert "%" in name
                assert name != one.column.name or name == "sha256"
    for name in (name for name in words if name.startswith("sheet.")):
        for language in LANGUAGES:
            assert re.fullmatch(r"[^:\\/?*\[\]']{1,31}", words[name][language])
    for language in LANGUAGES:
        names = [words[name][language].lower() for name in words if name.startswith("sheet.")]
        assert len(set(names)) == len(names)


def test_a_hostile_name_is_a_name(built: Built, tmp_path: Path) -> None:
    collection = SmallCollection()
    hostile = ["=1+1", "<b>&amp;'\"", "\ue0000\ue001", "_x0041_", "@SUM(A1)", "𝄞" * 40]
    for number, name in enumerate(hostile):
        collection.indicator(f"i{number}")
        collection.tables["indicators"][-1] |= {"name_vi": name, "name_en": name}
    measures = ("level 9", "plan_pct 60", "increase_pct 5")
    says = [f"i{number} {one}" for number in range(len(hostile)) for one in measures]
    collection.report("r", says)
    title = "=cmd|' /C calc'!A1"
    collection.tables["reports"][0]["title"] = title
    warehouse = built(lambda folder: write_named(folder, collection))
    for book in books_of(warehouse, tmp_path).values():
        report = book["1 r"]
        assert report["A1"].value == title
        found = dict.fromkeys(row[2].value for row in report.iter_rows(min_row=5))
        assert list(found) == hostile
        ranked = {row[0] for row in book.worksheets[0].iter_rows(values_only=True) if row[3]}
        assert set(hostile) <= ranked
        assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


# ----- sheets that are ready to be read and printed ----------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_have_one_order_and_links(shipped_books: Books, language: str) -> None:
    book = shipped_books[language]
    names = ["figures", "plan_completion", "growth", "reconciliation", "conflicts"]
    names += ["repair_candidates", "revisions", "reports", "indicators", "identities", "units"]
    names += ["territories", "limits", "corrections", "input_files", "dictionary"]
    titles = [title_of_sheet(name)[language] for name in names]
    first = [title_of_sheet(name)[language] for name in ("summary", "contents")]
    assert book.sheetnames == [*first, "1 lang-son-2021-h1", *titles]
    contents = sheet_of(book, "contents", language)
    links = {cell.value: cell.hyperlink.location for cell in contents["A"][1:]}
    listed = [name for name in book.sheetnames if name != first[1]]
    assert links == {name: f"'{name}'!A1" for name in listed}


def test_sheets_are_ready_to_be_printed(provincial_books: Books, shipped_books: Books) -> None:
    for book in (*provincial_books.values(), *shipped_books.values()):
        for sheet in book:
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.paperSize == 9
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToHeight == 0
            pages = sheet.page_setup.fitToWidth or 1
            widths = [
                one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values()
            ]
            assert sum(widths) / pages < 270, sheet.title
            if sheet.title in ("Summary", "Tổng hợp"):
                continue
            heading = int(re.fullmatch(r"A(\d+):.*", sheet.auto_filter.ref)[1])
            assert sheet.print_title_rows == f"${heading}:${heading}"
            assert sheet.freeze_panes in (f"A{heading + 1}", f"D{heading + 1}")
            assert all(cell.value for cell in sheet[heading])
            for one in sheet.column_dimensions.values():
                assert 8 <= one.width <= 101


def test_a_printed_number_is_text_without_a_warning(
    provinces: Path, tmp_path: Path, provincial_books: Books
) -> None:
    books_of(provinces, tmp_path)
    with zipfile.ZipFile(tmp_path / "book-en.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    warned = 0
    for number, sheet in enumerate(provincial_books["en"].worksheets, start=1):
        xml = parts[f"xl/worksheets/sheet{number}.xml"]
        cells = [cell for row in sheet for cell in row]
        numeric = [
            cell
            for cell in cells
            if cell.data_type in ("s", "inlineStr")
            and re.fullmatch(r"[+-]?[\d.,]+", str(cell.value))
        ]
        ignored = re.findall(r'<ignoredError sqref="(\w+:\w+)" numberStoredAsText="1"/>', xml)
        if sheet.title in ("Summary", "Contents", "Dictionary"):
            assert not ignored and not [cell for cell in numeric if cell.row > 1]
            continue
        (whole,) = ignored
        left, top, right, bottom = range_boundaries(whole)
        below = [cell for cell in numeric if cell.row >= top]
        assert all(left <= cell.column <= right and cell.row <= bottom for cell in below)
        warned += len(below)
    assert warned > 500


def test_dates_are_dates(several_books: Books) -> None:
    for language, shown in (("vi", "dd/mm/yyyy"), ("en", "yyyy-mm-dd")):
        sheet = sheet_of(several_books[language], "reports", language)
        heading = {"vi": "Công bố", "en": "Published"}[language]
        column = [cell.value for cell in sheet[1]].index(heading)
        cells = {row[0].value: row[column] for row in sheet.iter_rows(min_row=2)}
        known = {"old": datetime(2021, 1, 15), "new": "2022-01", "half": None}
        assert {report: cell.value for report, cell in cells.items()} == known
        assert cells["old"].number_format == shown
        heading = {"vi": "Từ ngày", "en": "From"}[language]
        rows = by_heading(sheet_of(several_books[language], "territories", language))
        # Excel has no days before 1900.
        assert {"0987-01-31", datetime(1900, 3, 1)} <= {row[heading] for row in rows}


def test_a_value_has_the_decimals_of_its_print(several_books: Books) -> None:
    headings = {"vi": ("Số đã in", "Giá trị"), "en": ("As printed", "Value")}
    for language, book in several_books.items():
        sheet = sheet_of(book, "figures", language)
        places = [[cell.value for cell in sheet[1]].index(name) for name in headings[language]]
        found = set()
        for row in sheet.iter_rows(min_row=2):
            printed, value = (row[place] for place in places)
            found.add((printed.value, value.value, value.number_format))
        assert found >= {
            ("1,091.90", 1091.9, "#,##0.00"),
            ("11.60", 11.6, "#,##0.00"),
            ("12", 12, "#,##0"),
            ("0.0010", 0.001, "#,##0.0000"),
            ("700", 800, "#,##0"),
            ("7.5-8", None, "General"),
        }


# ----- a sheet a report --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_a_sheet_in_the_order_of_its_document(
    conflicting: Books, language: str
) -> None:
    sheet = conflicting[language]["1 north-2021"]
    about, counts = sheet["A2"].value, sheet["A3"].value
    period = {"vi": "kỳ: 6 tháng đầu năm 2021", "en": "period: first half of 2021"}[language]
    day = {"vi": "công bố: 15/7/2021", "en": "published: 2021-07-15"}[language]
    assert period in about and day in about and "north-2021" in about
    numbers = {"vi": ("4", "mâu thuẫn (nền đỏ): 3"), "en": ("4", "contradicted (red): 3")}
    assert all(number in counts for number in numbers[language])
    assert sheet.freeze_panes == "D5" and sheet.print_title_rows == "$4:$4"
    rows = list(sheet.iter_rows(min_row=5))
    status = {"vi": ("không kiểm chứng được", "mâu thuẫn"), "en": ("unverifiable", "contradicted")}
    unverifiable, contradicted = status[language]
    names = [cell.value for cell in sheet[4]]
    printed, value, checked = (
        names.index(name)
        for name in {
            "vi": ("Số đã in", "Giá trị", "Kết quả kiểm tra"),
            "en": ("As printed", "Value", "Check status"),
        }[language]
    )
    found = [
        (row[0].value, row[1].value, row[2].value, row[printed].value, row[value].value)
        for row in rows
    ]
    assert found == [
        (1, "1", "other", "1.50", 1.5),
        (2, "7", "total", "100.0", 100),
        (3, "3", "a", "60.0", 60),
        (4, "4", "b", "50.0", 50),
    ]
    assert [row[checked].value for row in rows] == [unverifiable, *[contradicted] * 3]
    assert rows[0][value].number_format == "#,##0.00"
    # The total: what its parts allow. A contradicted row is red, whatever its cells.
    assert (rows[1][checked + 1].value, rows[1][checked + 2].value) == (109.85, 110.15)
    for row, is_red in zip(rows, (False, True, True, True), strict=True):
        filled = {cell.fill.fgColor.rgb for cell in row if cell.value is not None}
        assert (filled == {RED}) if is_red else (RED not in filled)


def test_many_reports_have_no_sheet_each(
    several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most, sheets in ((3, ["1 old", "2 half", "3 new"]), (2, [])):
        monkeypatch.setattr(report_sheets, "MOST_REPORTS", most)
        book = books_of(several, tmp_path)["en"]
        assert [name for name in book.sheetnames if name[0].isdigit()] == sheets


@pytest.mark.parametrize(
    ("report", "name"),
    [
        ("lang-son-2021-h1", "1 lang-son-2021-h1"),
        ("a" * 40, "1 " + "a" * 29),
        ("a/b:c*d?[e]'f", "1 a b c d  e  f"),
    ],
)
def test_a_sheet_is_named_as_excel_allows(report: str, name: str) -> None:
    assert report_sheets.name_of_sheet(1, report) == name


# ----- figures by period -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_stand_side_by_side_by_period(several_books: Books, language: str) -> None:
    book = several_books[language]
    sheet = sheet_of(book, "year", language)
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert shown[2][5:8] == ["2019", "2020", "2021"]
    years = [f"năm {year}" if language == "vi" else year for year in ("2019", "2020", "2021")]
    assert shown[3][5:8] == years
    words = {
        "vi": ("mức", "tỷ lệ đạt kế hoạch", "tăng trưởng"),
        "en": ("level", "share of the plan", "growth"),
    }
    level, plan, growth = words[language]
    base = {"vi": "so với năm 2019", "en": "on 2019"}[language]
    found = {(*row[:4], row[-1]): tuple(row[5:8]) for row in shown[4:]}
    named = {row[-2]: row[0] for row in shown[4:]}
    north, south = named["north"], named["south"]
    # Two places of one name.
    assert (north, south) == {
        "vi": ("Một (từ 31/1/987)", "Một (từ 1/3/1900)"),
        "en": ("One (since 0987-01-31)", "One (since 1900-03-01)"),
    }[language]
    assert found == {
        (north, "a", level, None, "a"): (7, 11.6, 12),
        (south, "a", level, None, "a"): (None, None, 3),
        (north, "a", plan, None, "a"): (None, None, 102.5),
        (north, "a", growth, None, "a"): (None, None, 3.4),
        (north, "a", growth, base, "a"): (None, None, 1),
        (north, "b", level, None, "b"): (None, None, 80),
        (north, "b", growth, None, "b"): (None, None, -4),
        (north, "c", growth, None, "c"): (None, None, 8.8),
        (north, "d", plan, None, "d"): (None, None, 50),
        (north, "d", growth, None, "d"): (None, None, 25),
        (north, "e", level, None, "e"): (None, None, "7.5-8"),
        (north, "g", level, None, "g"): (None, None, 1),
        (north, "h", level, None, "h"): (None, None, 1091.9),
        (north, "i", level, None, "i"): (None, None, 0.001),
    }
    formats = {
        (row[1].value, row[2].value, row[3].value): row[7].number_format
        for row in sheet.iter_rows(min_row=5)
    }
    assert formats["a", growth, None] == formats["a", plan, None] == formats["c", growth, None]
    assert formats["a", growth, None] == "#,##0.00" and formats["a", growth, base] == "#,##0"
    # One figure states no single number.
    contents = {row[0].value: row[4].value for row in sheet_of(book, "contents", language)}
    name = title_of_sheet("year")[language]
    assert contents[name].startswith(
        {
            "vi": "số liệu không nêu một số duy nhất: 1; có đầy đủ trong ",
            "en": "figures that state no single number: 1; complete in ",
        }[language]
    )
    assert title_of_sheet("half")[language] in book.sheetnames
    assert title_of_sheet("quarter")[language] not in book.sheetnames


def test_a_range_is_shown_in_the_unit_of_its_row_as_it_is_read(
    built: Built, tmp_path: Path
) -> None:
    collection = SmallCollection()
    collection.tables["units"] = [row | {"name_vi": "", "name_en": ""} for row in UNITS]
    says = ["own level 5-6", "other level 1.2-1.3 thousand_tonnes", "corrected level 5-60"]
    says += ["corrected plan_pct 95-97", "change increase_by 5-6"]
    collection.report("r", says, period="2021")
    collection.correction("r", 3, "override", "59-60")
    collection.report("s", ["own level 1"], period="2020")
    warehouse = built(lambda folder: write_named(folder, collection))
    for language, book in books_of(warehouse, tmp_path).items():
        sheet = sheet_of(book, "year", language)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        assert [(row[-1], *row[4:7]) for row in rows] == [
            ("own", "tonne", 1, "5-6"),
            ("corrected", "tonne", None, "59-60"),
            ("corrected", "percent", None, "95-97"),
            ("change", "tonne", None, "5-6"),
        ]
        contents = {row[0].value: row[4].value for row in sheet_of(book, "contents", language)}
        no_number = phrases(OWN_WORDS)["contents.no_number"][language].format(count="1")
        assert contents[title_of_sheet("year")[language]].startswith(f"{no_number};")


def test_one_report_has_a_sheet_for_the_periods_that_it_compares(
    built: Built, tmp_path: Path
) -> None:
    collection = SmallCollection()
    says = ["a level 1", "a level 2 period_id=2020", "a level 3 period_id=2021-Q1"]
    collection.report("r", says, period="2021")
    warehouse = built(lambda folder: write_named(folder, collection))
    names = books_of(warehouse, tmp_path)["en"].sheetnames
    assert "By year" in names and "By quarter" not in names


def test_a_contradicted_figure_is_marked_by_period(conflicting: Books) -> None:
    sheet = sheet_of(conflicting["en"], "half")
    found = {row[1].value: row[5] for row in sheet.iter_rows(min_row=5)}
    assert found["total"].value == 100
    assert found["total"].number_format == '"* "#,##0.0;"* "-#,##0.0'
    assert found["total"].fill.fgColor.rgb == RED
    assert found["other"].number_format == "#,##0.00"
    assert found["other"].fill.fgColor.rgb != RED


def test_the_newest_periods_are_kept(
    several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_period, "MOST_PERIODS", 2)
    book = books_of(several, tmp_path)["en"]
    shown = [row[5:8] for row in book["By year"].iter_rows(values_only=True)]
    assert shown[2] == ("2020", "2021", None)
    contents = {row[0].value: row[4].value for row in book["Contents"]}
    assert contents["By year"] == (
        "older periods: 1; figures that state no single number: 1; complete in csv/figures.csv"
    )


def test_every_figure_by_period_is_that_of_the_newest_report(
    provinces: Path, provincial_books: Books
) -> None:
    query = """
    select territory_id, period_id, indicator_id, measure, value, check_status
    from marts.figures
    inner join reference.reports using (report_id)
    inner join staging.stg_periods on reports.period_id = stg_periods.period_id
    order by end_date, published, report_id
    """
    with duckdb.connect(str(provinces), read_only=True) as connection:
        rows = connection.execute(
            query.replace("territory_id, period_id", "figures.territory_id, figures.period_id")
        ).fetchall()
    quantities = {"level": "level", "plan_pct": "share of the plan"}
    expected = {
        (place, indicator, quantities.get(measure, "growth"), period): (
            -value if measure == "decrease_pct" else value,
            status == "contradicted",
        )
        for place, period, indicator, measure, value, status in rows
    }
    found, units = {}, {}
    for form in ("year", "half", "quarter", "months"):
        name = title_of_sheet(form)["en"]
        if name not in provincial_books["en"].sheetnames:
            continue
        sheet = provincial_books["en"][name]
        periods = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=5):
            if row[-1].value == "retail_sales":
                units[row[2].value] = row[4].value
            for cell, period in zip(row, periods, strict=True):
                if period and cell.value is not None:
                    key = (row[-2].value, row[-1].value, row[2].value, period)
                    found[key] = (cell.value, cell.number_format.startswith('"* "'))
    assert found == expected and len(found) > 800
    assert units == {"level": "billion VND", "growth": "percent", "share of the plan": "percent"}
    assert sum(is_marked for _, is_marked in found.values()) > 2


# ----- the summary -------------------------------------------------------------------------


def texts_of(sheet: Any) -> list[str]:
    """The texts in the first column."""
    return [str(cell.value) for cell in sheet["A"] if cell.value]


def test_the_summary_of_one_place_comes_first_with_its_charts(shipped_books: Books) -> None:
    for language, (plans, growth) in {
        "vi": ("Tỷ lệ đạt kế hoạch và tiến độ, 6 tháng đầu năm 2021", "Khách du lịch"),
        "en": ("Plan completion and pace, first half of 2021", "Tourist visits"),
    }.items():
        sheet = shipped_books[language].worksheets[0]
        assert sheet.title == title_of_sheet("summary")[language]
        assert len(sheet._charts) == 2
        texts = texts_of(sheet)
        assert plans in texts
        rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[3], float | int)]
        shown = [(row[0], row[3], row[4]) for row in rows]
        assert (growth, 33.3, 50) in shown and (growth, 73.2, None) in shown
        assert len(shown) == 6 + 8 + 2  # and the counts of the place and of the period


def test_the_summary_says_what_it_chose(provincial_books: Books) -> None:
    sheet = provincial_books["en"]["Summary"]
    texts = texts_of(sheet)
    assert texts[1] == "Reports: 40; figures: 880; places: 34; periods: 6."
    assert texts[2].startswith("Period chosen: first 9 months of 2026, the newest")
    assert "Places are ranked by the indicator that most of them have." in texts
    title = (
        "Plan completion and pace: Retail sales of goods and consumer services, "
        "first 9 months of 2026"
    )
    start = [cell.value for cell in sheet["A"]].index(title) + 1
    names = [cell.value for cell in sheet[start + 1]]
    assert names[:6] == [
        "Place",
        "Report",
        "Basis",
        "% of plan",
        "% of the year elapsed",
        "Pace",
    ]
    ranked = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(start + 2, start + 35)]
    assert len({row[0] for row in ranked}) == 34
    shares = [row[3] for row in ranked]
    assert shares == sorted(shares, reverse=True) and {row[4] for row in ranked} == {75}
    assert all(row[1].endswith("-2026-9m") for row in ranked)
    assert len(sheet._charts) == 2


def test_the_summary_counts_by_place_and_by_period(
    provinces: Path, provincial_books: Books
) -> None:
    sheet = provincial_books["en"]["Summary"]
    column = [cell.value for cell in sheet["A"]]
    start = column.index("By place, first 9 months of 2026") + 2
    places = by_heading_from(sheet, start, 34)
    with duckdb.connect(str(provinces), read_only=True) as connection:
        (figures, contradicted) = connection.execute(
            "select count(*), count(*) filter (where check_status = 'contradicted') "
            "from marts.figures where period_id = '2026-9M'"
        ).fetchone()
        periods = connection.execute(
            "select count(*) from marts.figures group by period_id, left(period_id, 4) "
        ).fetchall()
    assert sum(row["Figures"] for row in places) == figures
    assert sum(row["Contradicted"] for row in places) == contradicted
    start = column.index("By period, newest first") + 2
    shown = by_heading_from(sheet, start, len(periods))
    assert shown[0]["Period"] == "first 9 months of 2026"
    assert sorted(row["Figures"] for row in shown) == sorted(number for (number,) in periods)


@pytest.fixture(scope="module")
def ranges(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The workbooks of reports that print rates as ranges."""
    collection = SmallCollection()
    says = ["a level 9.0", "a plan_pct 60", "a increase_pct 4"]
    collection.report("north-1", says, published="2021-07")
    says = ["a level 9.0", "a plan_pct 95-97", "a increase_pct 7.5-8"]
    collection.report("north-2", says, published="2021-08")
    collection.report("south", ["a plan_pct 30", "a increase_pct 5"], territory="south")
    collection.report("east", ["a plan_pct 20-22", "a increase_times 2"], territory="east")
    warehouse = built(lambda folder: write_named(folder, collection))
    return books_of(warehouse, tmp_path_factory.mktemp("ranges"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_that_is_printed_as_a_range_is_ranked_and_counted(
    ranges: Books, language: str
) -> None:
    rows = list(ranges[language].worksheets[0].iter_rows(values_only=True))
    mark = "," if language == "vi" else "."
    pace = {name: phrases(CATALOGUE)[f"status.{name}"][language] for name in ("ahead", "behind")}
    plans, growth = (
        next(place for place, row in enumerate(rows) if heading in row) + 1
        for heading in (
            phrases(OWN_WORDS)[f"column.{name}"][language] for name in ("elapsed_pct", "growth_pct")
        )
    )
    # The latest report of a place counts, also where it prints a range. A bar is a number.
    assert [row[:6] for row in rows[plans : plans + 3]] == [
        ("south", "south", None, 30, 50, pace["behind"]),
        ("east", "east", None, f"19{mark}5 – 22{mark}5", 50, pace["behind"]),
        ("north", "north-2", None, f"94{mark}5 – 97{mark}5", 50, pace["ahead"]),
    ]
    assert [row[:4] for row in rows[growth : growth + 3]] == [
        ("south", "south", None, 5),
        ("east", "east", None, "50 – 250"),
        ("north", "north-2", None, f"7{mark}45 – 8{mark}50"),
    ]
    ahead = phrases(OWN_WORDS)["column.ahead"][language]
    places = next(place for place, row in enumerate(rows) if ahead in row) + 1
    # Ahead, on pace, behind.
    assert {row[0]: row[8:11] for row in rows[places : places + 3]} == {
        "east": (0, 0, 1),
        "north": (1, 0, 0),
        "south": (0, 0, 1),
    }
    for chart in ranges[language].worksheets[0]._charts:
        _, first, _, last = range_boundaries(chart.series[0].val.numRef.f.rpartition("!")[2])
        assert first == last


def by_heading_from(sheet: Any, first: int, rows: int) -> list[dict[str, Any]]:
    """So many rows below the headings in a row of a sheet, by heading."""
    found = sheet.iter_rows(min_row=first, max_row=first + rows, values_only=True)
    header, *values = map(list, found)
    return [dict(zip(header, row, strict=True)) for row in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_one_figure_that_cannot_hold_the_others_imply_nothing(
    built: Built, tmp_path: Path, language: str
) -> None:
    collection = SmallCollection()
    collection.limit("*", "level", "0", "5", "critical")
    collection.report("r", ["a level 9.0", "b level 8.0"])
    collection.correction("r", 2, "override", "9.5")
    warehouse = built(lambda folder: write_named(folder, collection))
    sheet = books_of(warehouse, tmp_path)[language].worksheets[0]
    corrected = {"vi": "2: 8.0 (đính chính: 9.5)", "en": "2: 8.0 (corrected to 9.5)"}
    rows = [
        row[5:7] for row in sheet.iter_rows(values_only=True) if re.match("[12]: ", str(row[5]))
    ]
    assert sorted(rows) == [("1: 9.0", None), (corrected[language], None)]
    unbounded = {"implied_lower": None, "implied_upper": None}
    assert summary.implied_by_others(unbounded | {"size": 1}) is None
    assert summary.implied_by_others(unbounded | {"size": 3}) == {
        "vi": "không suy ra được gì từ các số còn lại",
        "en": "nothing follows for it from the others",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_contradictions_in_words(provincial_books: Books, language: str) -> None:
    texts = texts_of(provincial_books[language].worksheets[0])
    (counts,) = (text for text in texts if re.match("Contradictions|Phép kiểm tra mâu thuẫn", text))
    assert counts.endswith({"vi": "(4 đã ghi nhận)", "en": "(4 acknowledged)"}[language])


@pytest.mark.parametrize(
    ("most_rows", "where"), [(26, "on the sheet Growth"), (25, "in csv/growth.csv")]
)
def test_the_summary_leads_to_where_all_rows_are(
    shipped_warehouse: Path, tmp_path: Path, most_rows: int, where: str
) -> None:
    warehouse = tmp_path / WAREHOUSE
    shutil.copyfile(shipped_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create or replace temp table one as from marts.growth limit 1")
        connection.execute("delete from marts.growth")
        connection.execute(
            "insert into marts.growth select one.* replace ('i' || range as indicator_id) "
            "from one, range(25)"
        )
    book = books_of(warehouse, tmp_path, most_rows=most_rows)["en"]
    texts = texts_of(book["Summary"])
    assert [text for text in texts if text.startswith("…")] == [f"… more rows {where}: 5"]


# ----- limits ------------------------------------------------------------------------------


def test_rows_beyond_a_sheet_are_counted(shipped_warehouse: Path, tmp_path: Path) -> None:
    book = books_of(shipped_warehouse, tmp_path, most_rows=21)["en"]
    rows = book["Contents"].iter_rows(values_only=True)
    contents = {row[0]: (*row[1:3], row[4]) for row in rows}
    kept = "contradicted and suspect figures, then the newest periods"
    left_out = f"rows beyond the limit of a sheet: 6 (it keeps {kept} first)"
    left_out += "; complete in csv/figures.csv"
    assert contents["Figures"] == (26, 20, left_out)
    assert contents["1 lang-son-2021-h1"][:2] == (26, 20)
    assert contents["Revisions"] == (0, 0, None)
    # Of the catalogue, the sheet has what the figures are about.
    rows, listed, left_out = contents["Indicators"]
    assert listed == 13 and rows > 200
    assert left_out == f"rows that no figure uses: {rows - 13}; complete in csv/indicators.csv"
    sheet = book["Figures"]
    assert sheet.max_row == 21 and sheet.auto_filter.ref == "A1:AD21"
    # What a reader sees before it has read the rows.
    stated = load_workbook(tmp_path / "book-en.xlsx", read_only=True)
    assert stated["Figures"].calculate_dimension() == "A1:AD21"


def test_what_matters_most_is_kept(provinces: Path, tmp_path: Path) -> None:
    book = books_of(provinces, tmp_path, most_rows=12)["en"]
    figures = by_heading(book["Figures"])
    assert len(figures) == 11
    assert {row["Check status"] for row in figures} >= {"contradicted"}
    with duckdb.connect(str(provinces), read_only=True) as connection:
        query = "select count(*) from marts.figures where check_status = 'contradicted'"
        (contradicted,) = connection.execute(query).fetchone()
    kept = [row for row in figures if row["Check status"] == "contradicted"]
    assert len(kept) == min(contradicted, 11)
    assert {row["Verdict"] for row in by_heading(book["Reconciliation"])} >= {"contradiction"}
    revisions = [abs(row["Difference, %"]) for row in by_heading(book["Revisions"])]
    with duckdb.connect(str(provinces), read_only=True) as connection:
        query = (
            "select abs(difference_pct) from marts.revisions where not is_within_rounding "
            "order by 1 desc limit 11"
        )
        largest = [value for (value,) in connection.execute(query).fetchall()]
    assert sorted(revisions, reverse=True)[: len(largest)] == largest and largest
    assert {row["Period"] for row in by_heading(book["Growth"])} == {"first 9 months of 2026"}


def test_limits_are_those_that_the_summary_states() -> None:
    assert summary.MOST_BARS == 20 and report_sheets.MOST_REPORTS == 20
    assert by_period.MOST_PERIODS + len(by_period.LEFT) + len(by_period.RIGHT) < 16_384
