"""Tables as figures: units, periods of rows, measures of rows, what is left out."""

from dataclasses import replace

import pytest
from support.seeds_folder import SHIPPED

from doichieu.documents.document import Sheet
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.tables import reading
from doichieu.documents.tables.column import OF_WHAT
from doichieu.documents.tables.headers import COMPARES_NOTHING
from doichieu.documents.tables.measures import ROW_COMPARES
from doichieu.documents.tables.reading import Read, read_tables
from doichieu.documents.tables.units import UnitIds, choose_unit, counted_unit
from doichieu.documents.tables.words import is_unit_words
from tests.support.small_sheets import sheet_of

KNOWN = Known.read(SHIPPED)
REPORT = {"period_id": "2031-08"}


def read(*sheets: Sheet) -> Read:
    return read_tables(sheets, KNOWN, REPORT)


def figures(*lines: str) -> dict[str, DraftedFigure]:
    """The figures of a sheet by the names of their cells."""
    found = read(sheet_of(*lines, name="S")).figures
    return {one.figure.place.removeprefix("S!"): one.figure for one in found}


def test_a_figure_is_tied_to_its_cell_and_words() -> None:
    found = figures("Cá khô năm 2031 (Tấn)", "| Năm 2030 | Năm 2031", "Tổng số | 1.205,0 | 990")
    assert set(found) == {"B3", "C3"}
    figure = found["B3"]
    assert (figure.printed, figure.measure, figure.unit_id) == ("1.205,0", "level", "tonne")
    assert (figure.period_id, figure.label) == ("2030", "Tổng số")
    assert figure.wording == "Tổng số | Năm 2030"


def test_units_come_from_the_row_before_the_header_and_the_corner() -> None:
    found = figures(
        "Cây trồng năm 2031",
        "| | | Đơn vị tính: Tỷ đồng",
        "| Năm 2030 | Năm 2031 | Năm 2031 so với năm 2030 (%)",
        "Diện tích (Nghìn ha) | 31 | 32 | 103,2",
        "Giá trị | 310 | 322 | 103,9",
    )
    assert found["B4"].unit_id == "thousand_hectares"
    assert found["B5"].unit_id == "billion_vnd"
    assert found["D4"].unit_id == "percent"


def test_two_units_of_a_corner_go_to_quantities_and_values() -> None:
    found = figures(
        "Xuất khẩu năm 2031",
        "| | | | Nghìn tấn; Triệu USD",
        "| Năm 2030 | ↔ | Năm 2031 | ↔",
        "| Lượng | Trị giá | Lượng | Trị giá",
        "Chè | 12 | 20 | 13 | 23",
        "Ô tô(*) | 7 | 90 | 8 | 99",
        "(*) Chiếc, triệu USD",
    )
    assert [found[cell].unit_id for cell in ("B5", "C5")] == ["thousand_tonnes", "million_usd"]
    assert [found[cell].unit_id for cell in ("B6", "C6")] == ["piece", "million_usd"]


def test_ditto_marks_and_units_over_columns() -> None:
    found = figures(
        "Sản phẩm năm 2031",
        "| Đơn vị tính | Năm 2030 | Năm 2031",
        "Muối | Nghìn tấn | 12 | 13",
        'Nước mắm | " | 7 | 8',
        "Bia | Triệu lít | 3 | 4",
    )
    assert [found[cell].unit_id for cell in ("C4", "C5")] == ["thousand_tonnes", "million_litres"]
    found = figures(
        "Vận tải năm 2031",
        "| Vận chuyển | Luân chuyển",
        "A. HÀNG HÓA | Nghìn tấn | Triệu tấn.km",
        "Tổng số | 7,1 | 9,2",
    )
    assert [found[cell].unit_id for cell in ("B4", "C4")] == ["thousand_tonnes", "million_tonne_km"]


def test_a_heading_may_be_a_unit() -> None:
    found = figures("Cảng", "| Năm 2030 | Năm 2031", "A. NGHÌN TẤN", "Tổng số | 7,1 | 9,2")
    assert found["B4"].unit_id == "thousand_tonnes"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (
            (
                "Hộ nghèo năm 2031 (Hộ)",
                "| Tổng số hộ | Số hộ nghèo | Tỷ lệ hộ nghèo (%)",
                "Phía Nam | 120 | 12 | 10",
            ),
            "D3",
        ),
        (
            (
                "Tiêm phòng năm 2031",
                "| ĐVT | Số lượng | Tỷ lệ tiêm phòng (%)",
                "Trâu | Con | 120 | 75",
            ),
            "D3",
        ),
    ],
)
def test_percent_with_words_of_its_own_is_sure(lines: tuple[str, ...], place: str) -> None:
    figure = figures(*lines)[place]
    assert (figure.measure, figure.unit_id, figure.doubts) == ("level", "percent", ())


def test_percent_without_words_of_its_own_is_unsure() -> None:
    lines = ("Tiêm phòng năm 2031", "| ĐVT | Số lượng | Tỷ lệ (%)", "Trâu | Con | 120 | 75")
    assert figures(*lines)["D3"].doubts == (OF_WHAT,)


@pytest.mark.parametrize(
    ("heading", "measure"), [("Cơ cấu", "share_pct"), ("Tốc độ phát triển", "index_pct")]
)
def test_a_heading_says_of_what_the_percent_below_it_is(heading: str, measure: str) -> None:
    found = figures(
        "Vốn năm 2031",
        "| ĐVT | Giá trị | (%)",
        heading,
        "·Nhà nước | Tỷ đồng | 120 | 75",
        "·Tư nhân | Tỷ đồng | 40 | 25",
    )
    assert (found["D4"].measure, found["D4"].doubts) == (measure, ())
    assert found["C4"].measure == "level"


def test_the_amount_by_which_a_plan_is_exceeded_is_left_out() -> None:
    lines = ("Thu năm 2031 (Tỷ đồng)", "| TH | +/- so dự toán (Tỷ đồng)", "Thuế | 79 | 3,1")
    (left,) = (one for one in read(sheet_of(*lines, name="S")).left_out if one.place == "S!C3")
    assert (left.printed, left.reason) == ("3,1", reading.AMOUNT_FROM_PLAN)


def test_rows_may_be_periods() -> None:
    found = figures(
        "Tỷ lệ thất nghiệp (%)",
        "| Thành thị | Nông thôn",
        "Năm 2030",
        "Quý IV | 3,1 | 1,7",
        "Năm 2031",
        "Quý I | 3,0 | 1,6",
        "Ước tính quý II năm 2031 | 2,9 | 1,5",
    )
    assert [found[cell].period_id for cell in ("B4", "B6", "B7")] == [
        "2030-Q4",
        "2031-Q1",
        "2031-Q2",
    ]
    assert not found["B4"].doubts


def test_the_basis_follows_the_period_of_the_row() -> None:
    found = figures(
        "Giá vàng các tháng năm 2031 so với tháng 12 năm 2030",
        "| Chỉ số giá vàng | Chỉ số giá bạc",
        "Tháng 2 | 101,2 | 99,0",
        "Tháng 3 | 102,4 | 98,5",
    )
    figure = found["B4"]
    assert (figure.measure, figure.period_id, figure.basis) == (
        "index_pct",
        "2031-03",
        "previous_december",
    )


def test_a_heading_may_announce_indices_or_shares() -> None:
    found = figures(
        "Năng suất",
        "| 2030 | 2031",
        "GIÁ TRỊ (Triệu đồng)",
        "Tổng số | 70,1 | 73,2",
        "CHỈ SỐ PHÁT TRIỂN (Năm trước = 100 - %)",
        "Tổng số | 104,0 | 104,4",
        "CƠ CẤU (%)",
        "Tổng số | 100,0 | 100,0",
    )
    assert [found[cell].measure for cell in ("B4", "B6", "B8")] == [
        "level",
        "index_pct",
        "share_pct",
    ]


def test_a_header_may_name_a_territory() -> None:
    found = figures(
        "Muối năm 2021 (Tấn)",
        "| Cả nước | Ninh Thuận | Miền Nam",
        "Muối thô | 900 | 410 | 700",
    )
    assert [found[cell].territory_id for cell in ("B3", "C3", "D3")] == ["", "ninh-thuan", ""]


def test_inflation_among_indices_is_growth() -> None:
    found = figures(
        "Giá tháng 8 năm 2031",
        "| Tháng 8 năm 2031 so với tháng trước (%)",
        "Chỉ số giá | 100,4",
        "Lương thực | 99,9",
        "Lạm phát cơ bản | 0,21",
    )
    assert [found[cell].measure for cell in ("B3", "B5")] == ["index_pct", "increase_pct"]


def test_what_became_no_figure_has_a_reason() -> None:
    sheet = sheet_of(
        "Muối",
        "| 2030 | 2031 | Nháp |",
        "Tổng số | 700 | 770 | 1,1 | 70",
        "Muối thô | 500 | 510 | 1,02 | 10",
        name="S",
    )
    narrow = sheet.cells | {(4, 3): replace(sheet.cells[4, 3], overflows=True)}
    marked = replace(sheet, cells=narrow, hidden_columns=frozenset({4}))
    left = {one.place: one.reason for one in read(marked).left_out}
    assert left == {
        "S!B2": reading.NAMES,
        "S!C2": reading.NAMES,
        "S!D3": reading.HIDDEN,
        "S!D4": reading.HIDDEN,
        "S!E3": reading.NO_HEADER,
        "S!E4": reading.NO_HEADER,
        "S!C4": reading.TOO_NARROW,
    }


def test_every_number_of_a_hidden_sheet_is_left_out() -> None:
    sheet = replace(sheet_of("Muối", "| Năm 2031", "Tổng số | 770", name="S"), hidden=True)
    found = read(sheet)
    assert found.figures == ()
    assert [one.reason for one in found.left_out] == [reading.HIDDEN]


def test_a_table_whose_unit_nobody_says_is_unsure() -> None:
    found = figures("Muối năm 2031", "| Năm 2030 | Năm 2031", "Tổng số | 7,1 | 9,2")
    assert found["B3"].doubts == ("no words say its unit",)


def test_units_that_no_row_names_are_new() -> None:
    units = UnitIds(KNOWN)
    assert units.id_of("Nghìn Tấn") == units.id_of("1.000 tấn") == "thousand_tonnes"
    new = units.id_of("Nghìn cọc tre")
    assert units.new[new]["factor"] == "1000"
    assert units.new[new]["dimension"] == units.new[units.id_of("cọc tre")]["dimension"]


@pytest.mark.parametrize(
    ("units", "dimension", "unit"),
    [
        (("Nghìn tấn", "Triệu USD"), ("Lượng",), "Nghìn tấn"),
        (("Nghìn tấn", "Triệu USD"), ("Trị giá",), "Triệu USD"),
        (("Dự án", "Triệu USD"), ("Số dự án",), "Dự án"),
        (("Tỷ đồng", "%"), (), "Tỷ đồng"),
        (("%",), (), "%"),
        (("Lượng: Tấn", "Trị giá: Nghìn USD"), ("Lượng",), "Tấn"),
        (("Lượng: Tấn", "Trị giá: Nghìn USD"), ("Giá trị",), "Nghìn USD"),
        (("DT: Ha", "NS: Tạ/ha"), ("Năng suất",), "Tạ/ha"),
    ],
)
def test_the_unit_among_several(units: tuple[str, ...], dimension: tuple[str, ...], unit: str):
    assert choose_unit(units, dimension) == (unit, True)


def test_a_line_may_say_of_what_its_units_are() -> None:
    found = figures(
        "Diều bán ra năm 2031",
        "| | Lượng: Tấn; Trị giá: Nghìn USD",
        "| Lượng | Trị giá",
        "Diều giấy | 31 | 1.200",
        "Diều tre | 7 | 450",
    )
    assert [found[cell].unit_id for cell in ("B4", "C4")] == ["tonne", "thousand_usd"]
    assert not found["C4"].doubts


def test_a_whole_is_counted_in_what_it_names() -> None:
    found = figures("Nhà có diều năm 2031", "Xã | Tổng số hộ | Có diều (%)", "Sáo | 120 | 31,2")
    assert (found["B3"].unit_id, found["B3"].doubts) == ("household", ())


@pytest.mark.parametrize("unit", ["km2", "km²", "người/km2"])
def test_units_of_area(unit: str) -> None:
    assert is_unit_words(unit)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("SỐ HỌC SINH NĂM HỌC 2031-2032", "pupil"),
        ("Bảng 3. Số học sinh phân theo xã", "pupil"),
        ("Số học sinh, giáo viên năm 2031", ""),
        ("Số học sinh và lớp năm 2031", ""),
    ],
)
def test_a_title_may_say_what_is_counted(title: str, unit: str) -> None:
    found = figures(title, "Xã | Tiểu học | THCS", "Sáo | 120 | 90", "Diều | 70 | 31")
    assert {one.unit_id for one in found.values()} == {unit}


def test_short_forms_of_money_in_a_header() -> None:
    found = figures("FDI năm 2031", "Nước | Vốn mới (tr.USD) | Vốn (Tr. đồng)", "Lào | 1,5 | 9")
    assert [found[cell].unit_id for cell in ("B3", "C3")] == ["million_usd", "million_vnd"]


def test_a_translated_name_is_no_unit_and_a_translated_unit_is_one() -> None:
    found = figures(
        "120 Chỉ số phát triển nghề diều (Năm trước = 100)",
        "/Index of kites (Previous year = 100)",
        "| | Đơn vị tính - Unit: %",
        "| 2030 | Sơ bộ - Prel. 2031",
        "*TỔNG SỐ - TOTAL | *107,1 | *102,9",
        "Công nghiệp - Industry | 108,9 | 103,4",
    )
    assert {(one.measure, one.unit_id) for one in found.values()} == {("index_pct", "percent")}


@pytest.mark.parametrize("label", ["Tăng trưởng GRDP", "1. Tăng trưởng nghề diều", "Tốc độ tăng"])
def test_a_row_in_percent_that_begins_with_growth(label: str) -> None:
    found = figures("Kết quả năm 2031", "| ĐVT | Năm 2031", f"{label} | % | 7,1", "Diều | Cái | 9")
    assert found["C3"].measure == "increase_pct"


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("Nghìn lượt HK", "thousand_passengers"), ("Triệu lượt HK", "million_passengers")],
)
def test_short_names_of_passengers(printed: str, unit: str) -> None:
    assert UnitIds(KNOWN).id_of(printed) == unit


def test_a_name_that_counts_is_a_unit() -> None:
    assert counted_unit(("Số dự án cấp mới",)) == "dự án"
    assert counted_unit(("Vốn đăng ký",)) == ""


def test_percent_beside_amounts_that_says_not_of_what_is_unsure() -> None:
    found = figures(
        "Trồng rừng năm 2031",
        "| ĐVT | KH | TH | Tỷ lệ (%) | % cùng kỳ",
        "Rừng keo | Ha | 75 | 70 | 90,1 | 98,1",
        "Độ che phủ | % | 61 | 62 | 101,6 | 100,2",
    )
    assert (found["E3"].measure, found["E3"].unit_id, len(found["E3"].doubts)) == (
        "level",
        "percent",
        1,
    )
    assert (found["F3"].measure, found["F3"].basis, found["F3"].doubts) == ("index_pct", "", ())


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Tỷ lệ nhà có diều năm 2031", "level"),
        ("Số nhà và tỷ lệ nhà có diều năm 2031", "level"),
        ("Cơ cấu nhà có diều năm 2031", "share_pct"),
    ],
)
def test_a_title_says_of_what_the_percent_is(title: str, measure: str) -> None:
    found = figures(title, "Xã | Số nhà (hộ) | %", "Sáo | 120 | 31,2", "Diều | 70 | 18,1")
    assert (found["C3"].measure, found["C3"].doubts) == (measure, ())
    assert figures("Diều năm 2031", "Xã | Số nhà (hộ) | %", "Sáo | 120 | 31,2")["C3"].doubts


def test_a_heading_may_announce_growth() -> None:
    found = figures(
        "Số diều bay (Nghìn cái)",
        "| Tổng số | Diều giấy",
        "2030 | 310 | 120",
        "2031 | 320 | 121",
        "| Tốc độ tăng (%) | ↔",
        "2030 | 2,1 | 0,3",
        "2031 | 3,2 | 0,8",
    )
    assert [(found[c].measure, found[c].unit_id) for c in ("B3", "B7")] == [
        ("level", found["B3"].unit_id),
        ("increase_pct", "percent"),
    ]


def test_the_basis_of_a_plan_is_who_gave_it() -> None:
    found = figures(
        "Thu ngân sách năm 2031 (Tỷ đồng)",
        "| Dự toán TW giao | HĐND tỉnh giao | TH | So DT TW (%) | So DT tỉnh (%)",
        "Thu nội địa | 74 | 76 | 79 | 106,8 | 103,9",
    )
    assert [found[f"{column}3"].basis for column in "BCDEF"] == [
        "central",
        "council",
        "",
        "central",
        "council",
    ]


def test_the_plan_of_a_row_of_growth_is_unsure() -> None:
    found = figures(
        "Chỉ tiêu | ĐVT | TH 2031 | KH 2032", "Tốc độ tăng trưởng GRDP | % | 6,9 | 7,5-8,0"
    )
    assert (found["C2"].measure, found["C2"].doubts) == ("increase_pct", ())
    assert found["D2"].measure == "plan_level"
    assert any("plan of a rate" in doubt for doubt in found["D2"].doubts)


def units_of(*lines: str) -> dict[str, tuple[str, bool]]:
    """The unit of each figure, and whether it is sure."""
    return {name: (figure.unit_id, not figure.doubts) for name, figure in figures(*lines).items()}


def test_a_counted_column_keeps_the_thousand_that_the_table_declares() -> None:
    found = units_of(
        "Người đi chợ năm 2031",
        "| | | Đơn vị tính: Nghìn người",
        "| Tổng số người | Số lao động | Số hộ",
        "Chợ Gió | 31,5 | 12,1 | 4",
    )
    assert found["B4"] == found["C4"] == ("thousand_persons", True)
    assert found["D4"] == ("household", True)


def test_a_count_beside_amounts_of_another_kind_has_its_own_unit() -> None:
    found = units_of(
        "Đóng thuyền năm 2031",
        "| | Đơn vị tính: Tỷ đồng",
        "| Số dự án | Vốn",
        "Bến Gió | 31 | 12,1",
    )
    assert found == {"B4": ("project", True), "C4": ("billion_vnd", True)}


def test_what_a_title_counts_is_not_the_unit_of_other_rows() -> None:
    found = units_of(
        "Số vụ lở đê tháng 8 năm 2031",
        "| Tháng 7 | Tháng 8",
        "Đê sông | 31 | 12",
        "Số người bị thương | 3 | 2",
        "Thiệt hại về tài sản | 310 | 120",
        "Tỷ lệ đê được gia cố | 31 | 32",
    )
    assert found["B3"] == ("case", True)
    assert found["B4"] == ("person", True)
    assert found["B5"] == found["B6"] == ("", False)


def test_a_number_with_decimals_counts_no_single_things() -> None:
    found = units_of("Số vụ lở đê năm 2031", "| Năm 2030 | Năm 2031", "Đê sông | 31,5 | 12")
    assert found == {"B3": ("case", False), "C3": ("case", True)}


def test_percent_of_a_year_is_percent_however_it_is_spelled() -> None:
    found = units_of(
        "Gửi tiền năm 2031",
        "| Đơn vị tính | Năm 2030 | Năm 2031",
        "Lãi suất tiền gửi | %/năm | 5,1 | 5,2",
        "Lãi suất tiền vay | Phần trăm | 7,1 | 7,2",
        "Tiền gửi | Tỷ đồng/năm | 71 | 72",
    )
    assert found["C3"] == found["C4"] == ("percent", True)
    assert found["C5"][0] != "percent"


def test_percent_in_a_row_of_units_beside_amounts_is_unsure() -> None:
    found = figures(
        "Trồng chè năm 2031",
        "| Kế hoạch năm 2031 | ↔ | Thực hiện năm 2031 | ↔",
        "| Tấn | % | Tấn | %",
        "Chè | 310 | 12 | 200 | 14,1",
    )
    assert [OF_WHAT in found[cell].doubts for cell in ("B4", "C4", "D4", "E4")] == [
        False,
        True,
        False,
        True,
    ]


def test_an_index_in_percent_without_its_base_is_unsure() -> None:
    found = figures(
        "Giá chợ năm 2031",
        "| Đơn vị tính | Năm 2030 | Năm 2031",
        "Chỉ số giá chợ | % | 103,1 | 104,2",
        "Tỷ lệ người bán | % | 12 | 13",
    )
    assert found["C3"].doubts == (COMPARES_NOTHING,)
    assert found["C4"].doubts == ()


def test_a_rate_in_a_table_of_growth_is_no_growth() -> None:
    found = figures(
        "Tăng trưởng thả diều năm 2031",
        "| | Đơn vị tính: %",
        "| Năm 2030 | Năm 2031",
        "Diều giấy | 7,1 | 7,2",
        "Tỷ lệ diều rách | 3,1 | 3,2",
    )
    assert found["B4"].measure == "increase_pct"
    assert found["B5"].measure == "level"


@pytest.mark.parametrize("heading", ["Chỉ số phát triển (Năm trước = 100) - %", "Cơ cấu (%)"])
def test_rates_below_a_heading_of_the_whole_table_are_rates(heading: str) -> None:
    measure = "index_pct" if heading.startswith("Chỉ") else "share_pct"
    found = figures(
        "Rừng diều",
        "| | Đơn vị tính: Ha",
        "| 2030 | 2031",
        "TỔNG SỐ | 1.205 | 1.310",
        "Diều giấy | 1.000 | 1.100",
        heading,
        "TỔNG SỐ | 103,1 | 108,7",
        "Diều giấy | 104,0 | 110,0",
    )
    assert found["B5"].measure == "level"
    assert {(found[f"{column}{row}"].measure) for column in "BC" for row in (7, 8)} == {measure}
    assert found["B8"].unit_id == "percent"


def test_a_heading_of_rates_over_the_columns_need_not_be_merged() -> None:
    found = figures(
        "Thả diều",
        "| Tổng số | Diều giấy",
        "| Tỷ đồng |",
        "2030 | 31 | 12",
        "| Chỉ số phát triển (Năm trước = 100) - % |",
        "2030 | 108,1 | 107,2",
    )
    assert [found[cell].measure for cell in ("B4", "C4", "B6", "C6")] == [
        "level",
        "level",
        "index_pct",
        "index_pct",
    ]


def test_units_that_nobody_knows_are_units_below_their_header() -> None:
    found = figures(
        "Việc bến năm 2031",
        "Việc | ĐVT | Năm 2030 | Năm 2031",
        "Lá đơn | lá đơn | 31 | 33",
        "Thu phí | triệu đồng | 12 | 11",
    )
    assert found["C3"].label == "Lá đơn"
    assert found["C4"].unit_id == "million_vnd"


def test_a_row_that_compares_is_a_rate_of_rows_above_it() -> None:
    found = figures(
        "Lở đê tháng 8 năm 2031",
        "| Số vụ | Số người chết",
        "Đê sông | 12 | 7",
        "So với tháng trước (%) | 92,3 | 87,5",
        "Tăng so với cùng kỳ (%) | 2,3 | 7,5",
        "Tỷ lệ đê yếu so với toàn tuyến (%) | 2,3 | 7,5",
    )
    assert (found["B4"].measure, found["B4"].basis) == ("index_pct", "previous_month")
    assert (found["B5"].measure, found["B5"].basis) == ("increase_pct", "")
    assert ROW_COMPARES in found["B4"].doubts
    assert found["B6"].measure == "level"


def test_an_amount_for_each_person_and_month_is_a_unit() -> None:
    found = units_of(
        "Chèo đò năm 2031",
        "| Thu nhập (Nghìn đồng/người/tháng) | Tháng",
        "Bến Gió | 8.910 | 12",
    )
    assert found["B3"] == ("thousand_vnd_per_month", True)


def test_a_heading_with_a_unit_over_the_columns_need_not_be_merged() -> None:
    found = figures(
        "Người đi đò",
        "| Tổng số | Nam",
        "| Người |",
        "2030 | 805 | 398",
        "| Tỷ lệ tăng (%) |",
        "2030 | 0,71 | 0,70",
        "| Mật độ (Người/km2) |",
        "2030 | 97 | 48",
    )
    measures = [found[f"{column}{row}"].measure for row in (4, 6, 8) for column in "BC"]
    assert measures == ["level", "level", "increase_pct", "increase_pct", "level", "level"]
    units = {found[f"{column}{row}"].unit_id for row in (4, 6) for column in "BC"}
    assert units == {"person", "percent"}


def test_a_natural_rate_is_no_growth() -> None:
    found = figures(
        "Dân số bến",
        "| ĐVT | Năm 2030 | Năm 2031",
        "Tỷ lệ tăng dân số tự nhiên | % | 0,9 | 0,8",
        "Tỷ lệ tăng | % | 0,9 | 0,8",
    )
    assert found["C3"].measure == "level"
    assert found["C4"].measure == "increase_pct"


@pytest.mark.parametrize(
    ("title", "measure"),
    [("Cơ cấu nghề đúc", "share_pct"), ("Tốc độ tăng nghề đúc", "increase_pct")],
)
def test_rows_in_another_unit_are_no_rates_of_the_title(title: str, measure: str) -> None:
    found = figures(
        title,
        "| ĐVT | Năm 2030 | Năm 2031",
        "Lò đúc | Tấn | 310 | 320",
        "Chuông gang | % | 31,5 | 32,1",
    )
    assert (found["C3"].measure, found["C3"].unit_id) == ("level", "tonne")
    assert (found["D4"].measure, found["D4"].unit_id) == (measure, "percent")


def test_a_unit_over_a_column_is_no_rate_of_the_title() -> None:
    found = figures(
        "Cơ cấu nghề đúc",
        "| Năm 2030 | ↔ | Năm 2031 | ↔",
        "| Tấn | % | Tấn | %",
        "Chuông đồng | 310 | 60,5 | 320 | 61,5",
        "Chuông gang | 200 | 39,5 | 200 | 38,5",
    )
    assert [found[cell].measure for cell in ("B4", "C4")] == ["level", "share_pct"]
    assert [found[cell].unit_id for cell in ("B4", "C4")] == ["tonne", "percent"]


def test_rows_that_name_their_rate_are_sure_below_a_title_of_several() -> None:
    found = figures(
        "Tốc độ tăng trưởng cho vay và tỷ lệ nợ xấu (%)",
        "| Năm 2030 | Năm 2031",
        "Tăng trưởng cho vay | 12,5 | 14,1",
        "Tỷ lệ nợ xấu | 1,5 | 1,6",
        "Quỹ Gió | 1,7 | 1,8",
    )
    assert [found[cell].measure for cell in ("B3", "B4")] == ["increase_pct", "level"]
    assert [OF_WHAT in found[cell].doubts for cell in ("B3", "B4", "B5")] == [False, False, True]


@pytest.mark.parametrize(
    ("label", "unit", "sure"),
    [
        ("Số trường hợp ngã đò", "", False),
        ("Số trường trên đảo", "school", True),
        ("Số đồng bào đi đò", "", False),
    ],
)
def test_words_that_begin_as_another_thing_count_none(label: str, unit: str, sure: bool) -> None:
    found = figures(
        "Nghề đò năm 2031", "| Năm 2030 | Năm 2031", "Số vụ ngã đò | 2 | 4", f"{label} | 31 | 32"
    )
    assert (found["B4"].unit_id, not found["B4"].doubts) == (unit, sure)
