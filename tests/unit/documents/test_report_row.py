"""The row of reports.csv that a document's name and words fill."""

import hashlib
from pathlib import Path

import pytest

from doichieu.base.paths import SEEDS
from doichieu.documents.document import Cell, Document, Sheet
from doichieu.documents.known import Known
from doichieu.documents.report_row import number_format, other_report, own_id, report_row
from doichieu.inputs.periods import first_and_last_day, period_between

KNOWN = Known.read(SEEDS)


@pytest.fixture
def at(tmp_path: Path) -> Path:
    return tmp_path


def text(folder: Path, name: str, *lines: str) -> Document:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return Document(path, "txt", lines)


def workbook(folder: Path, name: str, *headings: str) -> Document:
    path = folder / name
    path.write_bytes(b"a workbook")
    cells = {(row, 1): Cell(row, 1, words) for row, words in enumerate(headings, start=1)}
    cells |= {(9, 2): Cell(9, 2, "1.204,5", 1204.5)}
    return Document(path, "xlsx", (), (Sheet("1", cells), Sheet("2", cells)))


def test_a_text_about_a_province(at: Path) -> None:
    document = text(
        at,
        "bai-viet.txt",
        "CỤC THỐNG KÊ TỈNH AN GIANG",
        "Tình hình kinh tế - xã hội 9 tháng năm 2023",
        "An Giang, ngày 29 tháng 9 năm 2023",
        "GRDP 9 tháng tăng 6,1% so với cùng kỳ; xuất khẩu đạt 1.012,4 triệu USD.",
    )
    row = report_row(document, KNOWN, "x")
    assert row == {
        **{"report_id": "x", "title": "CỤC THỐNG KÊ TỈNH AN GIANG"},
        **{"publisher": "CỤC THỐNG KÊ TỈNH AN GIANG", "author": "", "published": "2023-09-29"},
        **{"territory_id": "an-giang", "period_id": "2023-9M", "number_format": "vi", "url": ""},
        "text_sha256": hashlib.sha256(document.path.read_bytes()).hexdigest(),
    }
    assert own_id(document, KNOWN) == "an-giang-2023-9m"


def test_the_day_to_which_figures_are_counted_is_not_that_of_publication(at: Path) -> None:
    heading = "Sản xuất nông nghiệp đến ngày 15 tháng 4 năm 2023"
    assert report_row(workbook(at, "so-lieu.xlsx", heading), KNOWN, "x")["published"] == ""


@pytest.mark.parametrize(
    ("name", "lines", "territory", "period", "report_id"),
    [
        (
            "news.txt",
            ("Ben Tre exported goods worth US$1.2 billion in the first half of 2022.",),
            *("ben-tre", "2022-H1", "ben-tre-2022-h1"),
        ),
        (
            "a.txt",
            ("Quý III năm 2021, Bình Thuận thu 1.210 tỷ đồng.", "Riêng Lâm Đồng thu 900."),
            *("binh-thuan", "2021-Q3", "binh-thuan-2021-q3"),
        ),
        ("b.txt", ("Trường có hai phòng học mới năm 2020.",), "", "2020", "b"),
        ("Cà Mau T7.2024.txt", ("Sản lượng 12,5 nghìn tấn.",), *("ca-mau", "2024-07"), None),
        ("c.txt", ("Năm 2019 cả nước xuất khẩu 264,2 tỷ USD.",), "vn", "2019", "vn-2019"),
        ("d e.txt", ("Sản lượng đạt 12,5 nghìn tấn.",), "", "", "d-e"),
    ],
)
def test_territory_and_period(
    at: Path, name: str, lines: tuple[str, ...], territory: str, period: str, report_id: str | None
) -> None:
    document = text(at, name, *lines)
    row = report_row(document, KNOWN, "x")
    assert (row["territory_id"], row["period_id"]) == (territory, period)
    assert own_id(document, KNOWN) == (report_id or f"{territory}-{period}")


def test_a_territory_exists_in_the_period(at: Path) -> None:
    """Of two provinces of one name, the one of that time."""
    for year, territory in (("1995", "cao-bang-before-1997"), ("2010", "cao-bang")):
        row = report_row(text(at, "a.txt", f"Năm {year}, Cao Bằng thu 9 tỷ đồng."), KNOWN, "x")
        assert row["territory_id"] == territory


@pytest.mark.parametrize(
    ("name", "headings", "period", "published"),
    [
        ("2019-05-28-Bieu.xlsx", ("Tháng 5 năm 2019", "5 tháng năm 2019"), "2019-05", "2019-05-28"),
        ("so lieu T11 2022.xlsx", ("Vốn đầu tư",), "2022-11", ""),
        ("bieu-9T-2022.xlsx", ("Vốn đầu tư",), "2022-9M", ""),
        ("So lieu.xlsx", ("Quý II năm 2018", "6 tháng năm 2018"), "2018-Q2", ""),
        ("So lieu.xlsx", ("Vốn đầu tư",), "", ""),
    ],
)
def test_a_workbook_is_named_after_its_file(
    at: Path, name: str, headings: tuple[str, ...], period: str, published: str
) -> None:
    document = workbook(at, name, *headings, "Cả nước")
    row = report_row(document, KNOWN, own_id(document, KNOWN))
    assert row["report_id"] == "-".join(
        name.removesuffix(".xlsx").lower().replace("-", " ").split()
    )
    assert (row["title"], row["territory_id"]) == (name.removesuffix(".xlsx"), "vn")
    assert (row["period_id"], row["published"]) == (period, published)


def test_the_row_of_the_seeds_is_used(at: Path) -> None:
    document = text(at, "Lang_Son 2021-H1.txt", "Năm 2020, An Giang thu 9 tỷ đồng.")
    assert own_id(document, KNOWN) == "lang-son-2021-h1"
    assert report_row(document, KNOWN, "lang-son-2021-h1") == KNOWN.reports["lang-son-2021-h1"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Lạng Sơn: kinh tế tháng 6 năm 2021", []),
        ("Kinh tế 6 tháng đầu năm 2021", []),
        ("Lạng Sơn: kinh tế quý III năm 2023", ["2023-Q3"]),
        ("An Giang: kinh tế quý III năm 2023", ["an-giang", "2023-Q3"]),
    ],
)
def test_a_document_of_another_report_is_remarked(at: Path, line: str, said: list[str]) -> None:
    remarks = other_report(text(at, "a.txt", line), KNOWN, "lang-son-2021-h1")
    assert len(remarks) == len(said)
    assert all(word in remark for word, remark in zip(said, remarks, strict=True))
    assert other_report(text(at, "a.txt", line), KNOWN, "another") == ()


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["đạt 1.204,5 tỷ đồng, tăng 5,2%"], "vi"),
        (["đạt 1,204.5 tỷ đồng, tăng 5.2%"], "en"),
        (["reached 1,204 billion, up 5.2%"], "en"),
        (["có 12 xã"], "vi"),
        (["12 communes"], "en"),
    ],
)
def test_the_number_format_is_that_of_most_numbers(texts: list[str], form: str) -> None:
    assert number_format(texts) == form


@pytest.mark.parametrize(
    "period",
    [
        *("2021", "2021-H1", "2021-H2", "2021-Q3", "2021-9M", "2021-2M", "2021-07", "2024-02"),
        *("2022-YTD-06-15", "2022-09-30", "2021..2025"),
    ],
)
def test_a_period_is_named_by_its_days(period: str) -> None:
    days = first_and_last_day(period)
    assert days and period_between(*days) == period
