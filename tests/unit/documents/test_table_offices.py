"""Sheets as offices print them: two languages, codes, stocks of a day, names below their titles."""

import pytest
from support.seeds_folder import SHIPPED

from doichieu.documents.document import Cell, Sheet
from doichieu.documents.draft import Drafted, DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.tables.column import OF_WHAT, PLAN_OF_RATE, PLAN_OF_YEAR
from doichieu.documents.tables.drafting import draft_tables
from doichieu.documents.tables.headers import COMPARES_NOTHING
from doichieu.documents.tables.subjects import shown_title, subject_of
from doichieu.documents.tables.translations import without_translations
from tests.support.small_sheets import sheet_of

KNOWN = Known.read(SHIPPED)


def draft(*lines: str, period: str = "2031-08") -> Drafted:
    return draft_tables([sheet_of(*lines, name="S")], KNOWN, {"period_id": period})


def figures(*lines: str, period: str = "2031-08") -> dict[str, DraftedFigure]:
    """The figures of a sheet by the names of their cells."""
    found = draft(*lines, period=period).figures
    return {one.place.removeprefix("S!"): one for one in found}


def ids(*lines: str) -> dict[str, str]:
    """The indicator of each figure, by the name of its cell."""
    return {place: one.indicator_id for place, one in figures(*lines).items()}


def own_words(*texts: str) -> list[str]:
    cells = {(1, i): Cell(1, i, text) for i, text in enumerate(texts, start=1)}
    return [cell.text for cell in without_translations(Sheet("S", cells)).cells.values()]


BILINGUAL = ("Thuyền gỗ/ Wooden boats", "Thuyền nứa - Rattan boats", "Lưới\nFishing nets")


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("Nam/ Male", "Nam"),
        ("Con/ Head", "Con"),
        ("Trong đó/ Of which: Gà/ Chicken", "Trong đó: Gà"),
        ("Cơ cấu/ Structure - %", "Cơ cấu - %"),
        ("Tốc độ tăng - Growth rate (%)", "Tốc độ tăng (%)"),
        ("Sơ bộ - Prel. 2030", "Sơ bộ 2030"),
        ("Diện tích (Nghìn ha) - Area (Thous. ha)", "Diện tích (Nghìn ha)"),
        ("Đơn vị tính: Nghìn người - Unit: Thous. pers.", "Đơn vị tính: Nghìn người"),
        ("Diện tích/ Area (Nghìn ha - Thous. ha)", "Diện tích (Nghìn ha)"),
        ("Tấn/ Ton", "Tấn"),
        ("Tre nứa/ Mat cat", "Tre nứa/ Mat cat"),
        ("Vốn tỉnh/ ODA", "Vốn tỉnh/ ODA"),
        ("CẢ TỈNH/ WHOLE PROVINCE", "CẢ TỈNH"),
        ("Tấn/Ha", "Tấn/Ha"),
        ("Ước TH 2031/TH 2030", "Ước TH 2031/TH 2030"),
        ("Kế hoạch\nTW giao", "Kế hoạch\nTW giao"),
    ],
)
def test_a_sheet_in_two_languages_has_its_vietnamese_words(printed: str, own: str) -> None:
    assert own_words(*BILINGUAL, printed)[-1] == own


def test_a_sheet_in_one_language_stays_as_it_is() -> None:
    assert own_words("Gia Lai - Kon Tum", "Nam/ Male") == ["Gia Lai - Kon Tum", "Nam/ Male"]


@pytest.mark.parametrize(
    "names",
    [
        ("Bến Gió - Foxconn", "Bến Mây - Pouchen", "Châu Âu - Ukraine"),
        ("Chợ Gió/ Vincom", "Chợ Mây/ Aeon", "Bến Gió/ Big Cat"),
        ("Dự án đò\nWorld Bank", "Dự án phà\nGlobal Fund", "Dự án bến\nProject Trust"),
        ("Thuyền gỗ/ Wooden boats", "Đò/ Small ferry", "Lưới/ Fishing net", "Bến Gió - Foxconn"),
    ],
)
def test_names_behind_a_mark_that_sets_no_english_off_stay(names: tuple[str, ...]) -> None:
    assert own_words(*names)[-1] == names[-1]


def test_a_row_of_mere_names_is_no_translation() -> None:
    found = draft(
        "Thuyền đóng mới theo xưởng (Chiếc)",
        "| Điện tử | Dệt may | Giày dép",
        "| Samsung | Foxconn | Taekwang",
        "2030 | 31 | 15 | 16",
        "2031 | 32 | 15 | 17",
    )
    names = {row["name_vi"] for row in found.indicators}
    assert any("Samsung" in name for name in names)


def test_rows_that_translate_the_row_above_name_nothing() -> None:
    found = ids(
        "Dân số trung bình",
        "| Tổng số | Nam | Nữ",
        "| Total | Male | Female",
        "2030 | 31,5 | 15,2 | 16,3",
        "2031 | 32,1 | 15,5 | 16,6",
    )
    assert [found[place] for place in ("B4", "C4", "D4")] == [
        "population",
        "male_population",
        "female_population",
    ]


def test_columns_of_codes_have_no_figures() -> None:
    found = draft(
        "Sản lượng muối năm 2031 (Tấn)",
        "| Mã số | Năm 2030 | Năm 2031",
        "Muối thô | 08 | 310 | 320",
        "Muối tinh | 10 | 105 | 110",
    )
    assert [one.place for one in found.figures] == ["S!C3", "S!D3", "S!C4", "S!D4"]
    assert {one.label for one in found.figures} == {"Muối thô", "Muối tinh"}
    assert {one.place for one in found.left_out} == {"S!B3", "S!B4"}


def test_what_so_sanh_voi_has_inside_is_compared() -> None:
    found = figures(
        "Thu phí chợ năm 2031 (Triệu đồng)",
        "| Ước thực hiện | ↔ | So sánh ước TH 8 tháng với (%) | ↔",
        "| Tháng 8 | 8 tháng | DT HĐND tỉnh giao | Cùng kỳ năm 2030",
        "Chợ Gió | 31 | 205 | 71,2 | 104,4",
        "Chợ Mây | 12 | 98 | 66,1 | 101,3",
    )
    assert (found["D4"].measure, found["D4"].period_id) == ("plan_pct", "2031-8M")
    assert (found["E4"].measure, found["E4"].period_id) == ("index_pct", "2031-8M")
    assert found["D4"].indicator_id == found["C4"].indicator_id


def test_the_beginning_and_the_end_of_a_year_are_days() -> None:
    found = figures(
        "Rà soát hộ nghèo năm 2031",
        "| Hộ nghèo đầu năm | ↔ | Giảm trong năm (hộ) | Hộ nghèo cuối năm",
        "| Số hộ | Tỷ lệ (%) | | Số hộ",
        "Xã Gió | 31 | 5,1 | 6 | 25",
        "Xã Mây | 12 | 2,2 | 2 | 10",
    )
    assert [found[f"{column}4"].period_id for column in "BCE"] == [
        "2030-12-31",
        "2030-12-31",
        "2031-12-31",
    ]
    assert COMPARES_NOTHING in found["D4"].doubts
    assert not found["B4"].doubts


def test_what_comes_in_from_the_beginning_of_a_year_is_no_day() -> None:
    found = figures("Thu phà 2031 (Tỷ đồng)", "| Từ đầu năm 2031 | Ước năm 2031", "Phà Gió | 3 | 5")
    assert found["B3"].period_id != "2030-12-31"


@pytest.mark.parametrize("header", ["Kế hoạch giao đầu năm", "Dự toán đầu năm"])
def test_a_plan_made_at_the_beginning_of_a_year_is_of_the_year(header: str) -> None:
    found = figures(
        "Giao vốn năm 2031 (Triệu đồng)",
        f"| {header} | Giải ngân đến 31/8/2031",
        "Xã Gió | 31 | 12",
        "Xã Mây | 12 | 5",
    )
    assert (found["B3"].measure, found["B3"].period_id) == ("plan_level", "2031")
    assert found["C3"].period_id == "2031-8M"


def test_a_school_year_begins_on_no_day_of_a_table() -> None:
    found = figures(
        "Học sinh năm 2031 (Học sinh)", "| Đầu năm học | Cuối năm học", "Xã Gió | 31 | 32"
    )
    assert not {found["B3"].period_id, found["C3"].period_id} & {"2030-12-31", "2031-12-31"}


def test_a_row_of_the_year_before_is_that_of_the_later_of_two_months() -> None:
    lines = ("Phí đò ngang (Triệu đồng)", "| Chợ | Phà")
    found = figures(
        *lines, "Tháng 8/2031 | 31 | 4", "Tháng 7/2031 | 29 | 4", "Cùng kỳ năm trước | 25 | 3"
    )
    assert found["B5"].period_id == "2030-08"
    found = figures(
        *lines,
        "Tháng 8/2031 | 31 | 4",
        "Cùng kỳ năm trước | 25 | 3",
        "Tháng 7/2031 | 29 | 4",
        "Cùng kỳ năm trước | 24 | 3",
    )
    assert (found["B4"].period_id, found["B6"].period_id) == ("2030-08", "2030-07")


def test_a_row_of_the_same_period_a_year_before() -> None:
    found = figures(
        "Doanh thu bến phà năm 2031 (Triệu đồng)",
        "| Khách | Hàng",
        "Tháng 7 | 31 | 12",
        "Cộng dồn 7 tháng | 205 | 98",
        "Cùng kỳ năm trước | 190 | 91",
    )
    assert [found[f"B{row}"].period_id for row in (3, 4, 5)] == ["2031-07", "2031-7M", "2030-7M"]
    assert found["B5"].indicator_id == found["B4"].indicator_id


def test_a_change_of_percent_is_in_points() -> None:
    found = figures(
        "Nước sạch năm 2031",
        "| Đơn vị tính | Năm 2030 | Năm 2031 | Tăng, giảm so với năm 2030",
        "Tỷ lệ hộ dùng nước giếng | % | 31,0 | 30,2 | -0,8",
        "Số hộ dùng nước giếng | Hộ | 310 | 302 | -8",
    )
    assert [found[f"E{row}"].unit_id for row in (3, 4)] == ["point", "household"]
    assert found["C3"].unit_id == "percent"


def test_percent_of_something_is_percent() -> None:
    found = figures(
        "Nước sạch năm 2031",
        "| ĐVT | Năm 2031",
        "Tỷ lệ hộ dùng nước giếng | % số hộ | 31,0",
        "Số hộ dùng nước giếng | Hộ | 310",
    )
    assert [found[f"C{row}"].unit_id for row in (3, 4)] == ["percent", "household"]


def test_figures_confirm_growth_and_changes() -> None:
    found = figures(
        "Đò ngang 8 tháng năm 2031 (Lượt)",
        "| 8 tháng năm 2030 | 8 tháng năm 2031 | Tăng, giảm | ↔",
        "| | | Tuyệt đối | Tỷ lệ (%)",
        "Bến Gió | 310 | 341 | 31 | 10,0",
        "Bến Mây | 120 | 90 | -30 | -25,0",
    )
    assert (found["D4"].measure, found["D4"].basis, found["D4"].doubts) == ("increase_by", "", ())
    assert (found["E4"].measure, found["E4"].basis, found["E4"].doubts) == ("increase_pct", "", ())


def test_figures_that_do_not_fit_leave_the_doubt() -> None:
    found = figures(
        "Đò ngang 8 tháng năm 2031 (Lượt)",
        "| 8 tháng năm 2030 | 8 tháng năm 2031 | Tăng, giảm | ↔",
        "| | | Tuyệt đối | Tỷ lệ (%)",
        "Bến Gió | 310 | 341 | 12 | 4,1",
        "Bến Mây | 120 | 90 | -7 | 3,3",
    )
    assert found["D4"].doubts and found["E4"].doubts


def test_a_part_counts_what_its_whole_counts() -> None:
    found = figures(
        "Giáo dục 2031",
        "| Năm 2030 | Năm 2031",
        "*Số trường học | 31 | 32",
        ">Tiểu học | 12 | 12",
        ">Trung học | 19 | 20",
        "Diện tích sân chơi | 5 | 6",
    )
    assert (found["B4"].unit_id, found["B4"].doubts) == ("school", ())
    assert found["B6"].unit_id != "school"


def test_a_part_that_adds_up_to_nothing_leaves_its_unit_open() -> None:
    found = figures(
        "Giáo dục 2031",
        "| Năm 2030 | Năm 2031",
        "*Số trường học | 31 | 32",
        ">Tiểu học | 12 | 12",
        ">Phòng học | 50 | 60",
    )
    assert found["B5"].doubts


def test_the_title_may_name_the_year_of_the_plan() -> None:
    lines = ("| Kế hoạch được giao | Giải ngân đến 31/8/2031", "Bến Gió | 31 | 12")
    sure = figures("Giải ngân kế hoạch vốn năm 2031 (đến ngày 31/8/2031) (Tỷ đồng)", *lines)
    assert (sure["B3"].measure, sure["B3"].period_id) == ("plan_level", "2031")
    assert PLAN_OF_YEAR not in sure["B3"].doubts
    unsure = figures("Giải ngân vốn đến ngày 31/8/2031 (Tỷ đồng)", *lines)
    assert PLAN_OF_YEAR in unsure["B3"].doubts


def test_a_stock_counted_until_a_day_is_of_that_day() -> None:
    found = figures(
        "Bảo hiểm 6 tháng năm 2031",
        "| ĐVT | KH năm 2031 | Thực hiện đến 30/6/2031 | % thực hiện so với KH",
        "Số người tham gia bảo hiểm y tế | Người | 31 | 30 | 96,8",
        "Số tiền thu phí chợ | Tỷ đồng | 12 | 5 | 41,7",
    )
    assert [found[f"{column}3"].period_id for column in "CDE"] == [
        "2031",
        "2031-06-30",
        "2031-06-30",
    ]
    assert [found[f"{column}4"].period_id for column in "DE"] == ["2031-H1", "2031-H1"]


def test_those_that_came_in_until_a_day_are_of_all_days() -> None:
    found = figures(
        "Bảo hiểm 6 tháng năm 2031",
        "| ĐVT | Thực hiện đến 30/6/2031",
        "Số người tham gia bảo hiểm xã hội tăng mới | Người | 31",
        "Đàn lợn bị tiêu hủy | Con | 12",
        "Đàn lợn nái | Con | 5",
    )
    assert [found[f"C{row}"].period_id for row in (3, 4, 5)] == ["2031-H1", "2031-H1", "2031-06-30"]


@pytest.mark.parametrize("title", ["Dự án đầu tư còn hiệu lực", "Lũy kế các dự án còn hiệu lực"])
def test_projects_in_force_until_a_day_are_of_that_day(title: str) -> None:
    found = figures(
        f"{title} đến 30/6/2031",
        "| Số dự án | Vốn phạt (Tỷ đồng)",
        "Bến Gió | 31 | 12",
        "Bến Mây | 12 | 5",
    )
    assert found["B3"].period_id == "2031-06-30"


def test_balances_until_the_end_of_a_year_are_of_its_last_day() -> None:
    found = figures(
        "Quỹ chợ (Tỷ đồng)",
        "| Số dư đến 31/12/2030 | Số dư đến 31/7/2031 | Ước đến 31/8/2031",
        "Quỹ Gió | 31 | 32 | 33",
    )
    periods = [found[f"{column}3"].period_id for column in "BCD"]
    assert periods == ["2030-12-31", "2031-07-31", "2031-08-31"]
    assert not found["D3"].doubts


def test_money_of_each_person_is_printed_without_saying_so() -> None:
    found = figures(
        "Chỉ tiêu năm 2031",
        "| ĐVT | Năm 2030 | Năm 2031",
        "GRDP bình quân đầu người | Triệu đồng | 68,1 | 75,2",
        "Tiền phạt bình quân đầu người | Triệu đồng | 3,1 | 3,2",
    )
    assert (found["C3"].indicator_id, found["C3"].unit_id) == (
        "grdp_per_capita",
        "million_vnd_per_person",
    )
    assert found["C4"].unit_id == "million_vnd"


def test_a_rate_of_growth_is_of_what_it_names() -> None:
    found = figures(
        "Chỉ tiêu kinh tế - xã hội năm 2031",
        "| ĐVT | Năm 2030 | Kế hoạch năm 2031",
        "Tốc độ tăng trưởng GRDP | % | 7,1 | 8,0",
        "Tổng vốn đầu tư | Tỷ đồng | 310 | 320",
    )
    assert (found["C3"].indicator_id, found["C3"].measure) == ("grdp", "increase_pct")
    assert PLAN_OF_RATE in found["D3"].doubts


def test_columns_of_parts_go_on_with_the_amount_left_of_them() -> None:
    found = figures(
        "Vốn làng nghề đến 15/8/2031 (Triệu đồng)",
        "| Kế hoạch vốn năm 2031 | Trong đó | ↔ | Giải ngân đến 15/8/2031",
        "| | Vốn tỉnh | Vốn dân góp |",
        "Làng Gió | 31 | 20 | 11 | 12",
        "Làng Mây | 12 | 10 | 2 | 5",
    )
    assert [(found[f"{c}4"].measure, found[f"{c}4"].period_id) for c in "BCDE"] == [
        ("plan_level", "2031"),
        ("plan_level", "2031"),
        ("plan_level", "2031"),
        ("level", "2031-YTD-08-15"),
    ]


def test_rates_below_the_title_of_a_year_are_of_the_months_that_were_done() -> None:
    lead = ("Thu phí chợ năm 2031 (Triệu đồng)",)
    rows = ("| | | Dự toán | Cùng kỳ", "Chợ Gió | 31 | 20 | 64,5 | 104,4")
    found = figures(*lead, "| Dự toán năm 2031 | 8 tháng | So sánh (%) | ↔", *rows)
    assert (found["D4"].measure, found["D4"].period_id) == ("plan_pct", "2031-8M")
    assert not found["D4"].doubts
    assert found["E4"].period_id == "2031-8M"
    found = figures(*lead, "| Dự toán năm 2031 | Năm 2031 | So sánh (%) | ↔", *rows)
    assert (found["D4"].period_id, found["E4"].period_id) == ("2031", "2031")


def test_what_is_done_of_a_plan_is_no_part_of_it() -> None:
    found = figures(
        "Vốn làng nghề năm 2031 (Triệu đồng)",
        "| Kế hoạch vốn năm 2031 | Trong đó: vốn tỉnh | Trong đó: đã giải ngân",
        "Làng Gió | 31 | 20 | 12",
        "Làng Mây | 12 | 10 | 5",
    )
    assert [found[f"{c}3"].measure for c in "BCD"] == ["plan_level", "plan_level", "level"]


def test_a_part_leaves_out_what_its_whole_says() -> None:
    found = ids(
        "Doanh thu vận tải, kho bãi và dịch vụ hỗ trợ vận tải năm 2031 (Tỷ đồng)",
        "| Tổng số | Vận tải hành khách | Kho bãi, dịch vụ hỗ trợ vận tải",
        "Tháng 7 | 31 | 20 | 11",
        "Tháng 8 | 32 | 21 | 11",
    )
    assert list(found.values())[:3] == [
        "transport_warehousing_revenue",
        "passenger_transport_revenue",
        "transport_support_revenue",
    ]


def test_indices_are_named_below_the_title_of_another_of_their_kind() -> None:
    lines = ("| Tháng 8 năm 2031 so với cùng kỳ", "Sản xuất chế biến thực phẩm | 104,2")
    assert ids("Chỉ số sản xuất công nghiệp tháng 8 năm 2031 (%)", *lines) == {"B3": "iip_food"}
    other = ids("Chỉ số sử dụng lao động doanh nghiệp tháng 8 năm 2031 (%)", *lines)
    assert other["B3"] not in KNOWN.indicators


def test_a_unit_says_what_is_measured() -> None:
    found = ids(
        "Chăn nuôi tháng 8 năm 2031",
        "| ĐVT | Tháng 7 năm 2031 | Tháng 8 năm 2031",
        "*Số lượng gia súc, gia cầm",
        "Trâu | Con | 31 | 32",
        "Lươn | Con | 12 | 13",
        "*Sản lượng thịt hơi xuất chuồng",
        "Trâu | Tấn | 5 | 6",
    )
    assert (found["C4"], found["C7"]) == ("buffalo_herd", "buffalo_meat_output")
    assert found["C5"] not in KNOWN.indicators


@pytest.mark.parametrize(
    "title",
    [
        "Thiệt hại do thiên tai năm 2031",
        "Tình hình sâu bệnh năm 2031",
        "Trồng mới cây lâu năm năm 2031",
        "Nhập khẩu, dự trữ năm 2031",
        "Tiến độ thu hoạch năm 2031",
    ],
)
def test_a_unit_says_what_is_measured_only_below_titles_of_all_there_is(title: str) -> None:
    lines = ("| ĐVT | Năm 2030 | Năm 2031", "Ngô | Ha | 31 | 32", "Chè | Ha | 5 | 6")
    other = ("Ngô hạt | Tấn | 12 | 13", "Lồng bè | Lồng | 3 | 4")
    assert not set(ids(title, *lines, *other).values()) & KNOWN.indicators.keys()
    assert ids("Sản xuất nông nghiệp năm 2031", *lines, *other)["C3"] == "maize_area"


def test_a_heading_of_what_was_harvested_is_no_heading_of_all() -> None:
    found = ids(
        "Sản xuất nông nghiệp năm 2031",
        "| ĐVT | Năm 2030 | Năm 2031",
        "*Diện tích thu hoạch",
        "Lúa mùa | Ha | 31 | 32",
        "*Giống cấp phát",
        "Ngô | Tấn | 12 | 13",
    )
    assert not set(found.values()) & KNOWN.indicators.keys()


def test_sown_crops_are_areas() -> None:
    found = ids(
        "Sản xuất nông nghiệp đến ngày 15 tháng 8 năm 2031",
        "| | Đơn vị tính: Nghìn ha",
        "| Thực hiện cùng kỳ năm trước | Thực hiện kỳ này",
        "Gieo cấy lúa mùa | 31 | 32",
        "*Gieo trồng các loại cây khác",
        ">Ngô | 12 | 13",
        ">Cây rau má | 5 | 6",
    )
    assert (found["B4"], found["B6"]) == ("winter_rice_area", "maize_area")
    assert found["B7"] not in KNOWN.indicators


def test_one_thing_whose_area_yield_and_output_a_title_names() -> None:
    found = ids(
        "Diện tích, năng suất và sản lượng lúa cả năm",
        "| Diện tích (Ha) | Năng suất (Tạ/ha) | Sản lượng (Tấn)",
        "2030 | 31 | 51,2 | 159",
        "2031 | 32 | 52,3 | 167",
    )
    assert list(found.values())[:3] == ["rice_area", "rice_yield", "rice_output"]


def test_a_total_is_named_with_its_title() -> None:
    lines = ("| Năm 2030 | Năm 2031", "*TỔNG THU | 310 | 320", "Thu nội địa | 210 | 215")
    found = ids("Báo cáo thu, chi ngân sách năm 2031 (Tỷ đồng)", *lines)
    assert (found["B3"], found["B4"]) == ("budget_revenue", "domestic_revenue")
    for title in ("Quỹ khuyến học năm 2031 (Tỷ đồng)", "Thu, chi ngân sách xã năm 2031 (Tỷ đồng)"):
        assert ids(title, *lines)["B3"] not in KNOWN.indicators


def test_a_total_may_narrow_what_is_below_it() -> None:
    lines = (">Số hộ nghèo | Hộ | 31 | 32", ">Tỷ lệ hộ nghèo | % | 10,1 | 10,2")
    lead = ("Rà soát hộ nghèo năm 2031", "| ĐVT | Năm 2030 | Năm 2031")
    found = ids(*lead, "*Tổng số hộ dân tộc thiểu số | Hộ | 310 | 320", *lines)
    assert found["C5"] not in KNOWN.indicators


def test_imports_are_no_exports() -> None:
    found = ids(
        "Thống kê hàng hóa nhập khẩu năm 2031",
        "| Đơn vị tính | Lượng | Trị giá (USD)",
        "Hàng thủy sản | USD | | 310",
        "Hạt điều | Tấn | 12 | 5",
    )
    assert not {"seafood_exports", "cashew_exports"} & set(found.values())


def test_a_full_name_needs_no_title_of_its_topic() -> None:
    lines = ("| ĐVT | Năm 2031", "Số ca mắc tay chân miệng | Ca | 31", "Số buổi | Buổi | 5")
    assert ids("Giám sát dịch bệnh năm 2031", *lines)["C3"] == "hand_foot_mouth_cases"
    for whose in ("khu công nghiệp", "Trường Gió", "Bệnh viện Gió", "Đoàn thanh niên", "trẻ em"):
        assert ids(f"Giám sát dịch bệnh {whose} năm 2031", *lines)["C3"] not in KNOWN.indicators
    market = ids("Giám sát môi trường năm 2031", *lines)
    assert market["C3"] == "hand_foot_mouth_cases"


def test_names_of_the_same_words_are_told_apart_by_their_order() -> None:
    found = ids(
        "Tỷ lệ hộ nghèo, hộ cận nghèo",
        "| 2030 | 2031",
        "Tỷ lệ hộ nghèo (%) | 5,1 | 4,2",
        "Tỷ lệ hộ cận nghèo (%) | 3,1 | 2,9",
    )
    assert (found["B3"], found["B4"]) == ("poverty_rate", "near_poverty_rate")


def test_a_short_form_in_capitals_heads_nothing() -> None:
    found = figures(
        "Xuất khẩu theo thị trường năm 2031 (Triệu USD)",
        "| Năm 2030 | Năm 2031",
        "Hoa Kỳ | 31 | 32",
        "ASEAN | 12 | 13",
        "Nhật Bản | 5 | 6",
        "*Tổng cộng | 48 | 51",
    )
    assert found["B5"].parent_label == "Tổng cộng"
    assert found["B6"].indicator_id == "exports"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Exports of boats, first seven months of 2031", "exports of boats"),
        ("Exports of boats in July and 7 months of 2031", "exports of boats"),
        ("Exports of boats, Q3 2031", "exports of boats"),
        ("Harvest of may flowers", "harvest of may flowers"),
        ("Dự toán thu ngân sách trên địa bàn tỉnh Lạng Sơn năm 2031", "thu ngân sách"),
        ("Tổng sản phẩm trên địa bàn tỉnh Lạng Sơn năm 2031", "tổng sản phẩm địa bàn"),
        ("Xuất khẩu một số mặt hàng chủ yếu", "xuất khẩu"),
        ("Xuất khẩu hàng dệt may 2031", "xuất khẩu hàng dệt may"),
        ("Doanh thu hoạt động in năm 2031", "doanh thu hoạt động in"),
        ("DỰ TOÁN THU NGÂN SÁCH TRÊN ĐỊA BÀN TỈNH LẠNG SƠN NĂM 2031", "thu ngân sách"),
        ("Số hộ trên địa bàn tỉnh thoát nghèo năm 2031", "hộ địa bàn tỉnh thoát nghèo"),
        ("Số hộ trên địa bàn tỉnh năm 2031", "hộ"),
        ("Số hộ theo quý", "hộ"),
        ("Sản xuất thuyền (So với cùng kỳ năm trước)", "sản xuất thuyền"),
    ],
)
def test_periods_and_places_are_no_part_of_a_subject(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_a_title_is_shown_without_its_months() -> None:
    assert (
        shown_title("Table 3. Exports of boats, first seven months of 2031") == "Exports of boats"
    )


def test_roman_quarters_are_written_short() -> None:
    found = figures(
        "Đóng thuyền",
        "| Quý II/2031 | QIII/2031 | QIII/2031 so với QII/2031 (%)",
        "Bến Gió | 31 | 22 | 71,0",
    )
    assert found["C3"].period_id == "2031-Q3"
    assert (found["D3"].period_id, found["D3"].basis) == ("2031-Q3", "previous_quarter")


def test_a_heading_names_the_months_of_a_column_of_a_day() -> None:
    found = figures(
        "Nuôi lươn",
        "| Thời điểm 30/6/2030 | Thời điểm 30/6/2031",
        "*Số bể (Bể)",
        "Lươn đồng | 31 | 32",
        "*Sản lượng 6 tháng (Tấn)",
        "Lươn đồng | 12 | 13",
    )
    assert [found[f"C{row}"].period_id for row in (4, 6)] == ["2031-06-30", "2031-H1"]


def test_a_plan_over_what_was_done_is_unsure_as_an_amount_too() -> None:
    found = figures(
        "Dự toán chi chợ năm 2032 (Triệu đồng)",
        "| Ước thực hiện năm 2031 | Dự toán năm 2032 | So sánh DT 2032/ước TH 2031 | ↔",
        "| | | Tuyệt đối | Tương đối (%)",
        "Chợ Gió | 31 | 35 | 4 | 112,9",
    )
    assert PLAN_OF_RATE in found["D4"].doubts
    assert PLAN_OF_RATE in found["E4"].doubts


def test_a_rate_below_the_end_of_a_year_is_of_its_day() -> None:
    found = figures(
        "Hộ nghèo năm 2031",
        "| Cuối năm (Hộ) | Tỷ lệ (%)",
        "Xã Gió | 31 | 5,1",
        "Xã Mây | 12 | 2,2",
    )
    assert found["C3"].period_id == "2031-12-31"
    assert OF_WHAT in found["C3"].doubts


def test_what_is_compared_may_be_a_year() -> None:
    found = figures(
        "Tai nạn giao thông năm 2031",
        "| Năm 2031 | So sánh năm 2031 với năm 2030 | ↔",
        "| | Tăng, giảm (+/-) | Tỷ lệ (%)",
        "Số vụ (Vụ) | 31 | -3 | -8,8",
    )
    assert [found[f"{c}4"].period_id for c in "BCD"] == ["2031"] * 3
    assert found["C4"].basis == ""
    assert found["B4"].indicator_id == "traffic_accidents"


def test_a_total_with_a_name_of_its_own_is_no_narrower_one() -> None:
    found = ids(
        "Cân đối ngân sách địa phương năm 2031 (Tỷ đồng)",
        "| Năm 2030 | Năm 2031",
        "TỔNG CHI NSĐP | 310 | 320",
        "Chi thường xuyên | 210 | 215",
    )
    assert found["B3"] == "budget_expenditure"
