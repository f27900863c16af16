"""Tables as other offices print them: yearbooks, budgets, customs, plans, in two languages."""

from dataclasses import replace

from support.seeds_folder import SHIPPED

from doichieu.documents.document import Sheet
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.tables.drafting import draft_tables
from tests.support.small_sheets import sheet_of

KNOWN = Known.read(SHIPPED)


def drafted(*lines: str, period: str = "2031") -> Drafted:
    report = {"period_id": period, "report_id": "r-1"}
    return draft_tables([sheet_of(*lines, name="S")], KNOWN, report)


def by_cell(found: Drafted, *names: str) -> dict[str, tuple[str, ...]]:
    """The named fields of each figure by its cell."""
    return {
        one.place.removeprefix("S!"): tuple(getattr(one, name) for name in names)
        for one in found.figures
    }


BUDGET = (
    "*THU NGÂN SÁCH 6 THÁNG NĂM 2031",
    "| | | | Đơn vị: Tỷ đồng",
    "STT | NỘI DUNG | DỰ TOÁN NĂM 2031 | ƯỚC THỰC HIỆN 6 THÁNG NĂM 2031"
    " | SO SÁNH ƯỚC THỰC HIỆN VỚI (%) | ↔",
    "| | | | DỰ TOÁN NĂM | CÙNG KỲ NĂM TRƯỚC",
    "A | B | 1 | 2 | 3=2/1 | 4",
    "*A | *TỔNG THU | *900 | *480 | *53,3 | *102,5",
    "1 | Thuế diều | 700 | 400 | 57,1 | 104,0",
    "2 | Phí gió | 200 | 80 | 40,0 | 95,0",
)


def test_a_row_that_counts_columns_may_say_how_one_is_computed() -> None:
    assert "C5" not in by_cell(drafted(*BUDGET), "printed")


def test_an_estimate_compared_with_the_budget_and_with_last_year() -> None:
    found = by_cell(drafted(*BUDGET), "measure", "period_id")
    assert found["C6"] == ("plan_level", "2031")
    assert found["D6"] == ("level", "2031-H1")
    assert found["E6"][0] == "plan_pct"
    assert found["F6"] == ("index_pct", "2031-H1")


def test_a_budget_and_what_was_done_are_of_one_indicator() -> None:
    found = by_cell(drafted(*BUDGET), "indicator_id")
    assert found["C7"] == found["D7"] == found["E7"] == found["F7"]


PLAN = (
    "*CHỈ TIÊU CHỦ YẾU NĂM 2031",
    "TT | Chỉ tiêu | ĐVT | Thực hiện năm 2030 | Kế hoạch năm 2031 | Ước TH năm 2031"
    " | So sánh (%) | ↔",
    "| | | | | | Ước TH 2031/TH 2030 | Ước TH 2031/KH 2031",
    "1 | Tốc độ tăng trưởng của làng | % | 6,5 | 7,5 - 8,0 | 7,2",
    "2 | Sản lượng diều | Tấn | 310 | 305 | 312 | 100,6 | 102,3",
    "3 | Tỷ lệ nhà có diều | % | 80,5 | trên 85 | 86,4",
)


def test_one_year_over_another_is_a_comparison() -> None:
    found = by_cell(drafted(*PLAN), "measure", "period_id", "basis")
    assert found["G5"] == ("index_pct", "2031", "")
    assert found["H5"] == ("plan_pct", "2031", "")


def test_a_row_that_is_a_rate_of_growth() -> None:
    found = by_cell(drafted(*PLAN), "measure")
    assert found["D4"] == found["F4"] == ("increase_pct",)
    assert found["D6"] == ("level",)


def test_a_range_is_one_figure() -> None:
    assert by_cell(drafted(*PLAN), "printed", "measure")["E4"] == ("7,5-8,0", "plan_level")


def test_a_number_among_words_is_left_out_with_the_reason() -> None:
    left = {one.place: (one.printed, one.reason) for one in drafted(*PLAN).left_out}
    assert left["S!E6"] == ("trên 85", "its cell says more than a number")


CUSTOMS = (
    "*XUẤT KHẨU DIỀU THÁNG 6 NĂM 2031",
    "Mặt hàng | ĐVT | Số trong tháng báo cáo | ↔ | Cộng dồn đến hết tháng báo cáo | ↔",
    "| | Lượng | Trị giá (USD) | Lượng | Trị giá (USD)",
    "Diều tre | Tấn | 550 | 320.000 | 2.760 | 1.600.000",
    "Diều giấy | Tấn | 61 | 34.000 | 424 | 226.000",
)


def test_a_value_is_in_the_money_of_its_header_and_not_in_the_unit_of_its_row() -> None:
    found = by_cell(drafted(*CUSTOMS, period="2031-06"), "unit_id", "period_id")
    assert found["C4"] == ("tonne", "2031-06")
    assert found["D4"] == ("usd", "2031-06")
    assert found["F4"] == ("usd", "2031-H1")


def test_a_month_and_the_months_so_far_are_of_one_indicator() -> None:
    found = by_cell(drafted(*CUSTOMS, period="2031-06"), "indicator_id")
    assert found["D4"] == found["F4"]
    assert found["C4"] == found["E4"] != found["D4"]


YEARBOOK = (
    "*12 Sản lượng diều phân theo loại hình kinh tế",
    "/Output of kites by types of ownership",
    "| 2030 | Sơ bộ - Prel. 2031",
    "| Tỷ đồng - Bill. dongs | ↔",
    "*TỔNG SỐ - TOTAL | *100 | *125",
    "Nhà nước - State | 30 | 25",
    "Ngoài Nhà nước - Non-State | 70 | 100",
    "| Cơ cấu (%) - Structure (%) | ↔",
    "*TỔNG SỐ - TOTAL | *100,0 | *100,0",
    "Nhà nước - State | 30,0 | 20,0",
    "Ngoài Nhà nước - Non-State | 70,0 | 80,0",
)


def test_a_translation_names_nothing_twice() -> None:
    found = by_cell(drafted(*YEARBOOK), "indicator_id", "unit_id")
    assert found["B5"] == found["C5"] == ("san_luong_dieu", "billion_vnd")
    assert found["B6"] == found["C6"] == ("san_luong_dieu_nha_nuoc", "billion_vnd")


def test_the_shares_below_a_heading_are_of_the_same_indicators() -> None:
    found = by_cell(drafted(*YEARBOOK), "indicator_id", "measure", "basis")
    assert found["B10"] == ("san_luong_dieu_nha_nuoc", "share_pct", "san_luong_dieu")


def test_an_english_table() -> None:
    found = by_cell(
        drafted(
            "*Kites and kite makers",
            "| Quarter I 2031 | Quarter II 2031 | Number of projects | Capital (Mill. USD)",
            "*TOTAL | *15 | *17 | *3 | *20",
            "Paper kites | 5 | 7 | 1 | 4",
        ),
        "period_id",
        "unit_id",
    )
    assert found["B3"][0] == "2031-Q1"
    assert found["C3"][0] == "2031-Q2"
    assert found["D3"][1] == "project"
    assert found["E3"][1] == "million_usd"


def test_rows_of_months_below_columns_of_years() -> None:
    found = by_cell(
        drafted(
            "*Gió trung bình các tháng (Giờ)",
            "| 2030 | 2031",
            "*CẢ NĂM | *221 | *223",
            "Tháng 1 | 15 | 14",
            "Tháng 2 | 16 | 18",
        ),
        "period_id",
    )
    assert found["B3"] == ("2030",)
    assert found["B4"] == ("2030-01",)
    assert found["C5"] == ("2031-02",)


REPORTED = (
    "*Trật tự của làng tháng 6 và 6 tháng năm 2031",
    "| Sơ bộ kỳ báo cáo | Cộng dồn từ đầu năm đến cuối kỳ báo cáo"
    " | Kỳ báo cáo so với kỳ trước (%) | Kỳ báo cáo so với cùng kỳ năm trước (%)",
    "Số vụ diều rơi (Vụ) | 12 | 70 | 120,0 | 85,7",
    "Số người bị thương (Người) | 5 | 30 | 83,3 | 71,4",
)


def test_the_reported_period_is_the_shortest_of_the_title() -> None:
    found = by_cell(drafted(*REPORTED, period="2031-06"), "period_id", "measure", "basis")
    assert found["B3"] == ("2031-06", "level", "")
    assert found["C3"] == ("2031-H1", "level", "")
    assert found["D3"] == ("2031-06", "index_pct", "previous_month")
    assert found["E3"] == ("2031-06", "index_pct", "")


def test_the_reported_period_and_the_months_so_far_are_of_one_indicator() -> None:
    found = by_cell(drafted(*REPORTED, period="2031-06"), "indicator_id")
    assert found["B3"] == found["C3"] == found["D3"]


def test_prices_and_by_how_much_they_rose() -> None:
    found = by_cell(
        drafted(
            "*Giá bán lẻ một số mặt hàng tháng 6 năm 2031",
            "Mặt hàng | Đơn vị tính | Giá kỳ này (đồng) | Tăng (+), giảm (-) | ↔",
            "| | | Mức (đồng) | Tỷ lệ (%)",
            "Dây diều | đ/kg | 15.000 | 500 | 3,3",
            "Giấy diều | đ/kg | 120.000 | -2.000 | -1,7",
            period="2031-06",
        ),
        "measure",
        "period_id",
        "unit_id",
    )
    assert found["C4"] == ("level", "2031-06", "vnd_per_kilogram")
    assert found["D4"] == ("increase_by", "2031-06", "vnd_per_kilogram")
    assert found["E5"] == ("increase_pct", "2031-06", "percent")


def test_money_before_its_magnitude_and_an_estimated_year() -> None:
    found = by_cell(
        drafted(
            "*Selected indicators",
            "Indicator | Unit | 2030 | 2031e",
            "Real growth | % | 2,9 | 8,0",
            "Exports of kites | US$ billion | 282,6 | 371,3",
        ),
        "unit_id",
        "period_id",
        "measure",
    )
    assert found["D3"] == ("percent", "2031", "increase_pct")
    assert found["D4"] == ("billion_usd", "2031", "level")


def test_short_forms_of_comparisons() -> None:
    found = by_cell(
        drafted(
            "*Chỉ tiêu của làng",
            "Chỉ tiêu | Đơn vị | Kế hoạch 2031 | TH 6T/2030 | TH 6T/2031 | % so KH | % so CK",
            "Diện tích bãi diều | Ha | 51 | 50 | 52 | 102,0 | 104,0",
            "Sản lượng diều | Tấn | 306 | 295 | 300 | 98,0 | 101,7",
            period="2031-H1",
        ),
        "measure",
        "period_id",
        "unit_id",
    )
    assert found["F3"] == ("plan_pct", "2031-H1", "percent")
    assert found["G3"] == ("index_pct", "2031-H1", "percent")


def test_what_stands_below_a_comparison_is_compared_with() -> None:
    found = by_cell(
        drafted(
            "*Thu của làng 6 tháng năm 2031",
            "(Kèm theo Báo cáo số 15/BC ngày 10/7/2031)",
            "Nội dung | Dự toán năm 2031 | Thực hiện 6 tháng năm 2031 | So sánh (%) | ↔",
            "| | | TH/DT | Cùng kỳ",
            "Phí gió | 120 | 60 | 50,0 | 110,0",
            "Phí nắng | 70 | 35 | 50,0 | 111,0",
        ),
        "measure",
        "period_id",
        "indicator_id",
    )
    assert found["D5"][:2] == ("plan_pct", "2031-H1")
    assert found["E5"] == ("index_pct", "2031-H1", "thu_lang_phi_gio")


def test_a_table_number_in_a_cell_of_its_own_is_no_row() -> None:
    found = drafted(
        "34 | Số trang trại diều phân theo làng",
        "| | 2030 | 2031",
        "| TỔNG SỐ | 120 | 130",
        "| Làng Đông | 20 | 21",
        "| Làng Đoài | 100 | 109",
    )
    assert by_cell(found, "label", "period_id")["C3"] == ("TỔNG SỐ", "2030")
    assert found.figures[0].indicator_id == "trang_trai_dieu"


def test_years_below_a_heading_of_indices() -> None:
    found = by_cell(
        drafted(
            "Sản lượng diều theo giá so sánh (Tỷ đồng)",
            "| Tổng số | Dịch vụ",
            "2030 | 10,5 | 3,2",
            "2031 | 11,5 | 3,3",
            "Chỉ số phát triển (Năm trước = 100) - %",
            "2030 | 106,0 | 102,0",
            "2031 | 109,5 | 103,1",
        ),
        "measure",
        "period_id",
        "unit_id",
    )
    assert found["B4"] == ("level", "2031", "billion_vnd")
    assert found["C7"] == ("index_pct", "2031", "percent")


def test_a_cell_formatted_as_percent_counts_as_it_is_displayed() -> None:
    sheet = sheet_of(
        "Làng diều năm 2031",
        "| Số nhà (Nhà) | So với cùng kỳ năm 2030 (%)",
        "Làng Đông | 50 | 105,0",
        "Làng Đoài | 70 | 95,0",
    )
    cells = {
        place: replace(cell, text=f"{cell.text}%", stored=(cell.stored or 0) / 100)
        if place[1] == 3 and cell.is_number
        else cell
        for place, cell in sheet.cells.items()
    }
    found = draft_tables([Sheet("S", cells)], KNOWN, {"period_id": "2031", "report_id": "r-1"})
    assert by_cell(found, "measure", "printed")["C4"] == ("index_pct", "95,0")


def test_days_name_columns_of_stocks() -> None:
    found = by_cell(
        drafted(
            "*Quỹ của làng đến 30/6/2031",
            "Chỉ tiêu | 31/12/2030 | Ước 30/6/2031 | 30/6/2031 so với 31/12/2030 (%)",
            "Tiền gửi (tỷ đồng) | 300 | 315 | 105,0",
            "Dư nợ (tỷ đồng) | 250 | 265 | 106,0",
            period="2031-06",
        ),
        "measure",
        "period_id",
        "basis",
    )
    assert found["B3"] == ("level", "2030-12-31", "")
    assert found["C3"] == ("level", "2031-06-30", "")
    assert found["D4"] == ("index_pct", "2031-06-30", "previous_december")


def test_english_indices_compared_with_what_stands_below() -> None:
    found = by_cell(
        drafted(
            "*Index of kites in June and six months of 2031",
            "| | | | %",
            "| June 2031 compared with | ↔ | 6 months of 2031",
            "| May 2031 | June 2030 | compared with same period of 2030",
            "*Whole village | *102,0 | *102,8 | *101,2",
            "Paper kites | 98,0 | 96,4 | 98,3",
            period="2031-06",
        ),
        "measure",
        "period_id",
        "basis",
    )
    assert found["B5"] == ("index_pct", "2031-06", "previous_month")
    assert found["C5"] == ("index_pct", "2031-06", "")
    assert found["D5"] == ("index_pct", "2031-H1", "")


def test_a_unit_below_an_english_title() -> None:
    found = by_cell(
        drafted(
            "*Output of kites by economic sector",
            "Bill. dongs",
            "| 2030 | Prel. 2031",
            "*TOTAL | *200 | *220",
            "Paper | 150 | 160",
            "Silk | 50 | 60",
        ),
        "measure",
        "unit_id",
        "period_id",
        "indicator_id",
    )
    assert found["C4"] == ("level", "billion_vnd", "2031", "output_of_kites")
    assert found["B5"][3] == "output_of_kites_paper"
