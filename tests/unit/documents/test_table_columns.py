"""What headers say: measure, period, basis, unit and dimension of each column."""

import pytest

from doichieu.documents.tables.blocks import find_blocks
from doichieu.documents.tables.column import NO_MEASURE, PLAN_OF_RATE, PLAN_OF_YEAR, Column
from doichieu.documents.tables.columns import read_columns
from doichieu.documents.tables.context import BELOW_ZERO, ON_DAY_OR_SINCE
from doichieu.documents.tables.headers import COMPARES_NOTHING, OVER_YEARS, PLAN_OR_DONE
from doichieu.documents.tables.periods import period_id
from doichieu.documents.tables.settings import Setting, setting_of
from tests.support.small_sheets import sheet_of

ROWS = ("Tổng số | 120 | 118 | 96,1 | 101,7", "Tôm | 70 | 66 | 97,2 | 94,3")


def columns_of(*lines: str, report: str = "2031-08") -> list[Column]:
    (block,) = find_blocks(sheet_of(*lines))
    return list(read_columns(block, setting_of(block, report)).values())


def read_of(column: Column) -> tuple[str, str, str | None]:
    basis = column.base.basis(column.days) if column.base else ""
    return column.measure, period_id(column.days), basis


def test_levels_plans_rates_and_shares() -> None:
    columns = columns_of(
        "Nuôi tôm tháng 8 và 8 tháng năm 2031",
        "| Ước tính tháng 8 năm 2031 | Cộng dồn 8 tháng | Kế hoạch năm 2031 | 8 tháng năm 2031 so"
        " với kế hoạch năm (%) | Cơ cấu (%)",
        "Tổng số | 12 | 90 | 130 | 69,2 | 100,0",
        "Tôm sú | 7 | 50 | 70 | 71,4 | 55,6",
    )
    assert [read_of(column) for column in columns] == [
        ("level", "2031-08", ""),
        ("level", "2031-8M", ""),
        ("plan_level", "2031", ""),
        ("plan_pct", "2031-8M", ""),
        ("share_pct", "2031-8M", ""),
    ]
    assert [column.qualifier for column in columns] == ["estimated", "", "", "", ""]


def test_a_wide_header_compares_the_columns_below_it() -> None:
    columns = columns_of(
        "Giá tháng 8 năm 2031",
        "| Tháng 8 năm 2031 so với (%): | ↔ | ↔ | Bình quân 8 tháng",
        "| Kỳ gốc | Tháng 12 | Tháng 7 | năm 2031 so với",
        "| (2024) | năm 2030 | năm 2031 | cùng kỳ năm 2030",
        "CHỈ SỐ CHUNG | 131,2 | 102,5 | 100,3 | 103,4",
    )
    assert [read_of(column) for column in columns] == [
        ("index_pct", "2031-08", "base_2024"),
        ("index_pct", "2031-08", "previous_december"),
        ("index_pct", "2031-08", "previous_month"),
        ("index_pct", "2031-8M", ""),
    ]
    assert {column.unit for column in columns} == {"%"}


def test_indices_whose_headers_name_only_what_they_compare_with() -> None:
    columns = columns_of(
        "Chỉ số giá tiêu dùng tháng 8 năm 2031 (%)",
        "| Kỳ gốc 2024 | Cùng kỳ năm trước | Tháng 12 năm trước | Tháng trước | Tháng 8 năm 2030",
        "CHỈ SỐ CHUNG | 131,2 | 102,5 | 100,3 | 100,4 | 101,9",
    )
    assert [read_of(column) for column in columns[:4]] == [
        ("index_pct", "2031-08", "base_2024"),
        ("index_pct", "2031-08", ""),
        ("index_pct", "2031-08", "previous_december"),
        ("index_pct", "2031-08", "previous_month"),
    ]
    assert {column.dimension for column in columns} == {()}
    assert read_of(columns[4])[1] == "2030-08"


def test_what_stood_a_year_before_is_a_level_where_no_index_is_announced() -> None:
    columns = columns_of(
        "Sản lượng tháng 8 năm 2031 (Tấn)",
        "| Cùng kỳ năm trước | Tháng 8 năm 2031",
        "Tôm | 120 | 118",
    )
    assert [read_of(column)[:2] for column in columns] == [
        ("prior_level", "2031-08"),
        ("level", "2031-08"),
    ]


def test_the_period_of_a_rate_may_stand_below_what_it_compares_with() -> None:
    columns = columns_of(
        "Bán lẻ",
        "| So với cùng kỳ năm trước (%) | ↔",
        "| Quý I | 6 tháng",
        "| năm 2031 | năm 2031",
        "Tổng số | 107,1 | 108,2",
    )
    assert [read_of(column) for column in columns] == [
        ("index_pct", "2031-Q1", ""),
        ("index_pct", "2031-H1", ""),
    ]


def test_a_year_below_the_months_is_theirs() -> None:
    columns = columns_of(
        "Cá tra",
        "| Thực hiện 9 tháng (Nghìn tấn) | ↔",
        "| Năm 2030 | Ước tính 2031",
        "Tổng số | 8,4 | 9,1",
    )
    assert [read_of(column)[1] for column in columns] == ["2030-9M", "2031-9M"]
    assert [column.unit for column in columns] == ["Nghìn tấn", "Nghìn tấn"]


def test_this_period_and_the_last_are_the_titles() -> None:
    columns = columns_of(
        "Gieo trồng đến ngày 15 tháng 8 năm 2031",
        "| Thực hiện cùng kỳ năm trước (Ha) | Thực hiện kỳ này (Ha) | Kỳ này so với cùng kỳ năm"
        " trước (%)",
        "Ngô | 310 | 306 | 98,7",
    )
    assert [read_of(column) for column in columns] == [
        ("prior_level", "2031-YTD-08-15", ""),
        ("level", "2031-YTD-08-15", ""),
        ("index_pct", "2031-YTD-08-15", ""),
    ]


def test_the_day_of_a_title_holds_in_the_years_of_its_columns() -> None:
    columns = columns_of(
        "Đàn trâu tại thời điểm 1/10", "| Năm 2030 | Ước tính năm 2031", "Tổng số | 77 | 75"
    )
    assert [read_of(column)[1] for column in columns] == ["2030-10-01", "2031-10-01"]


def test_changes_are_rates_or_amounts_by_their_unit() -> None:
    columns = columns_of(
        "Diện tích năm 2031",
        "| Năm 2031 (Ha) | Tăng giảm so với năm 2030 | ↔",
        "| | Lượng tuyệt đối | (%)",
        "Ngô | 310 | 4 | 1,3",
    )
    assert [column.measure for column in columns] == ["level", "increase_by", "increase_pct"]


def test_rates_that_lie_around_zero_are_growth() -> None:
    header = ("Bán lẻ năm 2031", "| Tháng 8 năm 2031 so với cùng kỳ năm trước (%)")
    growth = columns_of(*header, "Tổng số | 7,1", "Hàng hóa | -1,9", "Dịch vụ | 8,5")
    assert growth[0].measure == "increase_pct"
    assert growth[0].doubts
    index = columns_of(*header, "Tổng số | 74,0", "Hàng hóa | 84,7", "Du lịch | 2,5")
    assert index[0].measure == "index_pct"
    assert not index[0].doubts


def test_rates_without_so_voi() -> None:
    columns = columns_of(
        "GRDP năm 2031",
        "| Năm 2031/2030 (%) | % KH năm | Tốc độ tăng (%) | Mức đóng góp (Điểm phần trăm)",
        "Tổng số | 107,1 | 99,2 | 7,1 | 7,1",
    )
    assert [read_of(column) for column in columns] == [
        ("index_pct", "2031", ""),
        ("plan_pct", "2031", ""),
        ("increase_pct", "2031", ""),
        ("contribution_pts", "2031", ""),
    ]
    assert {column.dimension for column in columns} == {()}
    assert columns[3].unit == "điểm phần trăm"


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Tốc độ tăng GRDP", "increase_pct"),
        ("Cơ cấu GRDP", "share_pct"),
        ("Chỉ số phát triển (Năm trước = 100)", "index_pct"),
        ("Tỷ lệ hộ có điện", "level"),
        ("Tăng trưởng nghề diều theo khu vực", "increase_pct"),
        ("Kite output growth by region", "increase_pct"),
    ],
)
def test_a_title_in_percent_may_say_the_measure(title: str, measure: str) -> None:
    columns = columns_of(
        title, "| | Đơn vị tính: %", "| Năm 2030 | Năm 2031", "Tổng số | 9,7 | 9,9"
    )
    assert [column.measure for column in columns] == [measure, measure]


def test_rates_around_100_are_indices_whatever_the_header_calls_them() -> None:
    columns = columns_of(
        "Ngô năm 2031",
        "| Tăng/giảm so với năm 2030 (%) | Tăng/giảm so với năm 2030",
        "Cả tỉnh | 100,7 | -3,1",
        "Phía Nam | 98,9 | 1,2",
    )
    assert [column.measure for column in columns] == ["index_pct", "increase_by"]
    assert columns[0].doubts


def test_a_season_that_the_title_names_is_no_dimension() -> None:
    level, rate = columns_of(
        "Sản xuất vụ hè thu năm 2031",
        "| Vụ hè thu năm 2031 | ↔ | So với vụ hè thu 2030 (%)",
        "| Cả nước | Miền Nam | Cả nước",
        "Lúa | 9,1 | 4,2 | 101,3",
    )[:3:2]
    assert (level.dimension, rate.dimension) == ((), ())


def test_dimensions_are_what_tells_columns_apart() -> None:
    columns = columns_of(
        "Gạo năm 2031",
        "| Ước tính tháng 8 năm 2031 | ↔ | Dân số năm 2031 | ↔",
        "| Lượng | Trị giá | Tổng số | TĐ: Nữ",
        "Tổng số | 12 | 90 | 130 | 69",
    )
    assert [column.dimension for column in columns] == [
        ("Lượng",),
        ("Trị giá",),
        ("Dân số",),
        ("Dân số", "Nữ"),
    ]


def test_a_bare_number_keeps_the_words_that_it_is_of() -> None:
    """Class 10 is not the age of 10 in a row of the same table."""
    columns = columns_of(
        "Người đi học năm 2031",
        "| Chia theo lớp đang học | ↔ | Chia theo khu vực | ↔",
        "| 9 | 10 | Nông thôn | Thành thị",
        "10 | 12 | 90 | 130 | 69",
    )
    assert [column.dimension for column in columns] == [
        ("Chia theo lớp đang học", "9"),
        ("Chia theo lớp đang học", "10"),
        ("Nông thôn",),
        ("Thành thị",),
    ]


def test_prices_are_a_dimension_and_no_period() -> None:
    columns = columns_of(
        "GRDP 9 tháng năm 2031",
        "| Theo giá hiện hành | ↔ | Theo giá so sánh 2020 | ↔",
        "| Tổng số (Tỷ đồng) | Cơ cấu (%) | Tổng số (Tỷ đồng) | Tốc độ phát triển so với 9 tháng"
        " năm 2030 (%)",
        "TỔNG SỐ | 900 | 100,0 | 610 | 106,2",
    )
    assert [read_of(column) for column in columns] == [
        ("level", "2031-9M", ""),
        ("share_pct", "2031-9M", ""),
        ("level", "2031-9M", ""),
        ("index_pct", "2031-9M", ""),
    ]
    assert columns[2].dimension == ("Theo giá so sánh 2020",)


def test_where_no_words_name_a_period_it_is_the_reports_and_unsure() -> None:
    (column,) = columns_of("Số hộ", "| Tổng số", "Cả tỉnh | 90", "Thành thị | 31")
    assert (period_id(column.days), len(column.doubts)) == ("2031-08", 1)
    (column,) = columns_of("Số hộ", "| Tổng số", "Cả tỉnh | 90", "Thành thị | 31", report="")
    assert (column.days, len(column.doubts)) == (None, 1)


def test_rates_without_a_period_have_that_of_the_amounts_before_them() -> None:
    columns = columns_of(
        "Chỉ tiêu | Kế hoạch năm 2031 | Thực hiện tháng 8 | Lũy kế 8 tháng | So với KH (%) | So với"
        " cùng kỳ (%)",
        "Trồng rừng (Ha) | 900 | 12 | 850 | 94,4 | 101,2",
    )
    assert [read_of(column)[:2] for column in columns] == [
        ("plan_level", "2031"),
        ("level", "2031-08"),
        ("level", "2031-8M"),
        ("plan_pct", "2031-8M"),
        ("index_pct", "2031-8M"),
    ]
    assert [bool(column.doubts) for column in columns] == [False, False, False, False, True]


def test_rates_beside_the_months_so_far_are_not_of_the_month_in_the_title() -> None:
    columns = columns_of(
        "Thu phí gió tháng 8 năm 2031 (Tỷ đồng)",
        "| DT năm | Ước tháng 8 | Lũy kế 8 tháng | % DT năm | % so cùng kỳ",
        *ROWS,
        "Cua | 50 | 9 | 31 | 62,0 | 103,0",
    )
    assert [read_of(column)[:2] for column in columns[3:]] == [
        ("plan_pct", "2031-8M"),
        ("index_pct", "2031-8M"),
    ]
    assert [bool(column.doubts) for column in columns[3:]] == [False, True]


@pytest.mark.parametrize(
    ("base", "read"),
    [
        ("Tháng trước", ("index_pct", "2031-02", "previous_month")),
        ("Cùng kỳ năm trước", ("index_pct", "2031-02", "")),
        ("Năm 2029", ("index_pct", "2031-02", "base_2029")),
    ],
)
def test_a_title_says_what_100_is(base: str, read: tuple[str, str, str]) -> None:
    columns = columns_of(
        f"Chỉ số giá diều các tháng năm 2031 ({base} = 100)",
        "| Tháng 1 | Tháng 2",
        "Diều giấy | 100,2 | 101,1",
        "Diều tre | 99,1 | 100,3",
    )
    assert (read_of(columns[1]), columns[1].unit, columns[1].doubts) == (read, "%", ())


def test_the_months_so_far_of_a_base_are_those_of_the_rate() -> None:
    columns = columns_of(
        "Điện thả diều tháng 8/2031",
        "| T8/2031 (triệu kWh) | So T7/2031 | LK 8T/2031 (triệu kWh) | So LK 8T/2030",
        "Diều | 110,2 | 101,2% | 820,1 | 107,0%",
    )
    assert [read_of(column) for column in columns] == [
        ("level", "2031-08", ""),
        ("index_pct", "2031-08", "previous_month"),
        ("level", "2031-8M", ""),
        ("index_pct", "2031-8M", ""),
    ]
    assert not any(column.doubts for column in columns)


def test_rates_of_the_month_stay_where_others_are_of_the_months_so_far() -> None:
    columns = columns_of(
        "Diều tháng 8 năm 2031 (Cái)",
        "| Ước tháng 8 | Lũy kế 8 tháng | % so tháng trước | % so cùng kỳ | % lũy kế so cùng kỳ",
        "Diều giấy | 12 | 70 | 101,1 | 98,9 | 102,2",
    )
    assert [read_of(column) for column in columns[2:]] == [
        ("index_pct", "2031-08", "previous_month"),
        ("index_pct", "2031-08", ""),
        ("index_pct", "2031-8M", ""),
    ]
    assert not any(column.doubts for column in columns)


def test_the_change_of_prices_below_a_wide_header() -> None:
    columns = columns_of(
        "Giá diều tháng 8 năm 2031",
        "| Kỳ này (đồng) | Tăng, giảm | ↔",
        "| | Mức (đồng) | %",
        "Diều giấy | 15.500 | 500 | 3,3",
    )
    assert [column.measure for column in columns] == ["level", "increase_by", "increase_pct"]


@pytest.mark.parametrize(("plan", "unsure"), [("Dự toán", False), ("DT", False), ("KH", True)])
def test_a_budget_is_of_the_year(plan: str, unsure: bool) -> None:
    column = columns_of("Thu tháng 8 năm 2031 (Tỷ đồng)", f"| {plan} | Tháng 8", "Phí | 90 | 7")[0]
    assert (read_of(column)[:2], bool(column.doubts)) == (("plan_level", "2031"), unsure)


@pytest.mark.parametrize("base", ["Previous month", "Preceding month", "the previous month"])
def test_english_bases_need_no_article(base: str) -> None:
    (column,) = columns_of("Kites", f"| Aug. 2031 compared with {base} (%)", "Paper | 101.2")
    assert read_of(column) == ("index_pct", "2031-08", "previous_month")


@pytest.mark.parametrize(
    ("base", "basis"),
    [("tháng 7", "previous_month"), ("tháng 12", "previous_december"), ("tháng 8", "")],
)
def test_a_month_without_its_year_is_the_last_before(base: str, basis: str) -> None:
    (column,) = columns_of("Sản xuất diều năm 2031", f"| Tháng 8 so với {base} (%)", "Diều | 101,2")
    assert read_of(column) == ("index_pct", "2031-08", basis)


@pytest.mark.parametrize(
    ("base", "own", "rates", "read"),
    [
        ("Kế hoạch năm 2031", "Thực hiện năm 2031", ("95,0", "102,9"), ("plan_pct", "2031", "")),
        ("Năm 2030", "Năm 2031", ("95,0", "102,9"), ("index_pct", "2031", "")),
        ("Tháng 7", "Tháng 8", ("95,0", "102,9"), ("index_pct", "2031-08", "previous_month")),
        ("1/1/2030", "1/1/2031", ("-5,0", "2,9"), ("increase_pct", "2031-01-01", "")),
    ],
)
def test_figures_show_what_percent_compares(
    base: str, own: str, rates: tuple[str, str], read: tuple[str, str, str]
) -> None:
    header = f"| {base} (Nghìn cái) | {own} (Nghìn cái) | Tỷ lệ (%)"
    rows = (f"Diều giấy | 120 | 114 | {rates[0]}", f"Diều tre | 70 | 72 | {rates[1]}")
    column = columns_of("Diều năm 2031", header, *rows)[2]
    assert (read_of(column), column.doubts) == (read, ())


@pytest.mark.parametrize("rates", [("95,0", "88,1"), ("", "102,9")])
def test_percent_that_no_two_columns_give_stays_unsure(rates: tuple[str, str]) -> None:
    header = "| Năm 2030 (Nghìn cái) | Năm 2031 (Nghìn cái) | Tỷ lệ (%)"
    rows = (f"Diều giấy | 120 | 114 | {rates[0]}", f"Diều tre | 70 | 72 | {rates[1]}")
    column = columns_of("Diều năm 2031", header, *rows)[2]
    assert (column.measure, bool(column.doubts)) == ("level", True)


def test_a_comparison_may_name_only_what_it_is_of() -> None:
    columns = columns_of(
        "Bán diều 8 tháng năm 2031",
        "| 8 tháng 2030 | ↔ | 8 tháng 2031 | ↔ | So sánh (%) | ↔",
        "| Lượng (Tấn) | Trị giá (Tỷ đồng) | Lượng (Tấn) | Trị giá (Tỷ đồng) | Lượng | Trị giá",
        "Diều giấy | 100 | 80 | 110 | 84 | 110,0 | 105,0",
        "Diều tre | 50 | 20 | 45 | 19 | 90,0 | 95,0",
    )
    assert [read_of(column) for column in columns[4:]] == [("index_pct", "2031-8M", "")] * 2
    assert [column.dimension for column in columns[4:]] == [("Lượng",), ("Trị giá",)]
    assert not any(column.doubts for column in columns)


def test_three_rows_show_a_plan_that_other_words_name() -> None:
    rows = ("Trung ương | 200 | 110 | 55,0", "Tỉnh | 110 | 66 | 60,0", "Huyện | 90 | 44 | 48,9")
    header = "| Kế hoạch vốn năm 2031 | Giải ngân 8 tháng | Tỷ lệ giải ngân (%)"
    rate = columns_of("Vốn thả diều năm 2031 (Tỷ đồng)", header, *rows)[2]
    assert (read_of(rate)[:2], rate.doubts) == (("plan_pct", "2031-8M"), ())
    rate = columns_of("Vốn thả diều năm 2031 (Tỷ đồng)", header, *rows[:2])[2]
    assert rate.measure == "level"


def test_percent_below_a_wide_header_is_of_the_plan_beside_it() -> None:
    columns = columns_of(
        "Bảo hiểm diều năm 2031 (Người)",
        "| Bắt buộc | ↔ | ↔ | Tự nguyện | ↔ | ↔",
        "| KH giao | TH | Tỷ lệ % | KH giao | TH | Tỷ lệ %",
        "Sáo | 120 | 114 | 95,0 | 31 | 30 | 96,8",
        "Diều | 70 | 72 | 102,9 | 9 | 12 | 133,3",
    )
    assert [column.measure for column in columns] == ["plan_level", "level", "plan_pct"] * 2
    assert columns[5].dimension == columns[4].dimension == ("Tự nguyện",)


def test_the_same_period_of_a_named_year_has_the_days_beside_it() -> None:
    columns = columns_of(
        "Vốn thả diều quý I năm 2031 (Tỷ đồng)",
        "| Kế hoạch năm 2031 | Ước quý I năm 2031 | Cùng kỳ năm 2030 | Tháng 3/2031 | Cùng kỳ 2030",
        "Vốn trung ương | 120 | 31 | 29 | 11 | 10",
    )
    assert [read_of(column)[:2] for column in columns] == [
        ("plan_level", "2031"),
        ("level", "2031-Q1"),
        ("level", "2030-Q1"),
        ("level", "2031-03"),
        ("level", "2030-03"),
    ]


def test_the_reported_period_of_a_report_of_one_month_is_that_month() -> None:
    columns = columns_of(
        "Tai nạn khi thả diều",
        "| Sơ bộ kỳ báo cáo | Cộng dồn đến kỳ báo cáo | Kỳ báo cáo so với cùng kỳ năm trước (%)",
        "Số vụ | 3 | 21 | 75,0",
    )
    assert [read_of(column)[:2] for column in columns] == [
        ("level", "2031-08"),
        ("level", "2031-8M"),
        ("index_pct", "2031-08"),
    ]


def test_a_plan_without_a_period_is_of_the_year_and_unsure() -> None:
    plan, done = columns_of("Diều 8 tháng năm 2031 (Cái)", "| KH giao | Thực hiện", "Tre | 9 | 7")
    assert (read_of(plan)[:2], bool(plan.doubts)) == (("plan_level", "2031"), True)
    assert (read_of(done)[:2], done.doubts) == (("level", "2031-8M"), ())


def test_days_without_their_year() -> None:
    column = columns_of(
        "Vốn vay năm 2031", "| 30/9/2031 (Tỷ đồng) | 30/9 so với 31/8 (%)", "Vay | 12 | 101,2"
    )[1]
    assert read_of(column) == ("index_pct", "2031-09-30", "previous_month")


def test_an_average_among_indices_is_one() -> None:
    columns = columns_of(
        "Chỉ số giá tiêu dùng tháng 8 năm 2031",
        "| So với tháng trước (%) | Bình quân cùng kỳ",
        "Chỉ số chung | 100,4 | 102,7",
    )
    assert [read_of(column) for column in columns] == [
        ("index_pct", "2031-08", "previous_month"),
        ("index_pct", "2031-8M", ""),
    ]


def test_a_header_whose_year_is_not_the_titles_is_unsure() -> None:
    right, wrong = columns_of(
        "Nhập khẩu tháng 8 năm 2030", "| Tháng 8 | Tháng 8 năm 2031", "Tổng số | 9 | 8"
    )
    assert not right.doubts
    assert "2031" in wrong.doubts[0]


@pytest.mark.parametrize(
    ("title", "period"),
    [("Lúa 8 tháng năm 2031", "2031-8M"), ("Lúa tháng 8 và 8 tháng năm 2031", "2031-8M")],
)
def test_the_setting_of_a_title(title: str, period: str) -> None:
    (block,) = find_blocks(sheet_of(title, "| Số lượng", "Cả tỉnh | 90", "Phía Nam | 40"))
    setting = setting_of(block, "2030-01")
    assert isinstance(setting, Setting)
    assert (period_id(setting.days), setting.year, setting.month) == (period, 2031, 8)


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("% so 2030", ("index_pct", "2031-9M", "")),
        ("% so 9T 2030", ("index_pct", "2031-9M", "")),
        ("% tăng, giảm so với cùng kỳ", ("increase_pct", "2031-9M", "")),
        ("Tăng, giảm so với CK %", ("increase_pct", "2031-9M", "")),
        ("So với CK (+/-)", ("increase_by", "2031-9M", "")),
        ("+/- so với cùng kỳ", ("increase_by", "2031-9M", "")),
        ("T9/2031 so T8/2031 (%)", ("index_pct", "2031-09", "previous_month")),
        ("9M/2031 vs 9M/2030 (%)", ("index_pct", "2031-9M", "")),
        ("So năm trước (%)", ("index_pct", "2031-9M", "")),
        ("% TH/KH", ("plan_pct", "2031-9M", "")),
        ("Đạt % KH", ("plan_pct", "2031-9M", "")),
        ("Tăng % so cùng kỳ", ("increase_pct", "2031-9M", "")),
        ("% cùng kỳ", ("index_pct", "2031-9M", "")),
        ("CK (%)", ("index_pct", "2031-9M", "")),
        ("LK so KH (%)", ("plan_pct", "2031-9M", "")),
        ("% tăng, giảm so KH", ("over_plan_pct", "2031-9M", "")),
        ("Vượt so với kế hoạch (%)", ("over_plan_pct", "2031-9M", "")),
        ("TH/DT (%)", ("plan_pct", "2031-9M", "")),
        ("TH/DT", ("plan_pct", "2031-9M", "")),
        ("% of target", ("plan_pct", "2031-9M", "")),
        ("Chênh lệch so với cùng kỳ", ("increase_by", "2031-9M", "")),
        ("Tăng (+), giảm (-) so CK (%)", ("increase_pct", "2031-9M", "")),
        ("So với TW giao (%)", ("plan_pct", "2031-9M", "")),
    ],
)
def test_short_headers_of_rates(header: str, read: tuple[str, str, str]) -> None:
    rate = "3,2" if read[0].startswith(("increase", "over")) else "103,2"
    column = columns_of(
        "Gieo trồng 9 tháng năm 2031", f"| TH 9 tháng 2031 | {header}", f"Lúa | 31 | {rate}"
    )[1]
    assert (read_of(column), column.dimension, column.doubts) == (read, (), ())


@pytest.mark.parametrize("header", ["% yoy", "y/y, %", "Year-on-year (%)"])
def test_year_on_year_is_growth(header: str) -> None:
    lines = ("Output 9M 2031", f"| 9M 2031 | {header}")
    growth = columns_of(*lines, "Rice | 31 | 3,2", "Maize | 7 | -1,1")[1]
    assert (read_of(growth), growth.dimension) == (("increase_pct", "2031-9M", ""), ())
    assert not growth.doubts
    index = columns_of(*lines, "Rice | 31 | 103,2", "Maize | 7 | 98,9")[1]
    assert index.measure == "index_pct"
    assert index.doubts


def test_percent_of_a_year_before_may_be_growth() -> None:
    column = columns_of(
        "Lúa năm 2031 (Tấn)", "| Năm 2031 | % cùng kỳ", "Lúa | 31 | 3,2", "Ngô | 7 | -1,1"
    )[1]
    assert column.measure == "increase_pct"
    assert column.doubts


def test_percent_without_words_beside_amounts_is_unsure() -> None:
    columns = columns_of(
        "Trồng rừng năm 2031", "| Diện tích (Ha) | Tỷ lệ (%) | Độ che phủ (%)", "Keo | 31 | 12 | 40"
    )
    assert [(column.measure, bool(column.doubts)) for column in columns][1] == ("level", True)
    columns = columns_of(
        "Việc làm năm 2031", "| Thất nghiệp (%) | ↔", "| Kỳ này | Cùng kỳ", "Nữ | 2,1 | 2,2"
    )
    assert [column.measure for column in columns] == ["level", "prior_level"]


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Tăng trưởng (%)", "increase_pct"),
        ("% growth", "increase_pct"),
        ("(+/-) %", "increase_pct"),
        ("% tăng", "increase_pct"),
        ("Chênh lệch (%)", "increase_pct"),
        ("Giảm (%)", "decrease_pct"),
        ("Mức giảm năm 2031 (%)", "decrease_pct"),
        ("% decrease", "decrease_pct"),
    ],
)
def test_growth_that_says_not_since_when_is_unsure(header: str, measure: str) -> None:
    column = columns_of("Lúa năm 2031 (Tấn)", f"| Năm 2031 | {header}", "Lúa | 31 | 3,2")[1]
    assert (read_of(column), column.dimension) == ((measure, "2031", ""), ())
    assert column.doubts == (COMPARES_NOTHING,)


def test_constant_prices_compare_nothing() -> None:
    columns = columns_of(
        "Giá trị sản xuất theo giá so sánh năm 2010",
        "| Năm 2030 | Năm 2031",
        "Trồng trọt | 1.200 | 1.300",
    )
    assert [read_of(column)[:2] for column in columns] == [("level", "2030"), ("level", "2031")]
    columns = columns_of(
        "Giá trị sản xuất năm 2031",
        "| Giá HH | Giá SS 2010 | At constant 2010 prices",
        "Trồng trọt | 1.900 | 1.300 | 1.300",
    )
    assert [read_of(column)[:2] for column in columns] == [("level", "2031")] * 3
    assert [column.dimension for column in columns] == [
        ("Giá hiện hành",),
        ("Giá so sánh 2010",),
        ("At constant 2010 prices",),
    ]


def test_a_rate_at_constant_prices_is_of_the_amounts_at_those_prices() -> None:
    header = "| Giá hiện hành | Giá so sánh 2010 | So với năm 2030 theo giá so sánh 2010 (%)"
    row = "Trồng trọt | 1.900 | 1.300 | 103,2"
    current, constant, rate = columns_of("Giá trị sản xuất năm 2031", header, row)
    assert current.dimension != constant.dimension
    assert [word.casefold() for word in rate.dimension] == ["theo giá so sánh 2010"]


def plans_of(*header: str) -> list[tuple[str, str, tuple[str, ...], bool]]:
    columns = columns_of(
        "Thu ngân sách năm 2031", *header, "Thu nội địa | 74 | 76 | 79 | 107 | 104"
    )
    return [(one.measure, one.giver, one.dimension, bool(one.doubts)) for one in columns]


@pytest.mark.parametrize(
    "header",
    [
        (
            "| Dự toán TW giao | Dự toán HĐND tỉnh giao | Thực hiện | So với dự toán (%) | ↔",
            "| | | | TW giao | HĐND tỉnh giao",
        ),
        (
            "| Dự toán năm 2031 | ↔ | Thực hiện năm 2031 | TH/DT (%) | ↔",
            "| Trung ương giao | Tỉnh giao | | TW | HĐND",
        ),
        ("| DT TW | DT tỉnh | TH | So DT TW (%) | So DT tỉnh (%)",),
        ("| DT TW | DT ĐP | TH | LK/DT TW (%) | LK/DT ĐP (%)",),
        ("| TW giao | HĐND tỉnh giao | TH | % so TW giao | % so HĐND tỉnh giao",),
    ],
)
def test_who_gave_a_plan_is_its_basis(header: tuple[str, ...]) -> None:
    assert plans_of(*header) == [
        ("plan_level", "central", (), False),
        ("plan_level", "council", (), False),
        ("level", "", (), False),
        ("plan_pct", "central", (), False),
        ("plan_pct", "council", (), False),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "| KH giao | Kế hoạch được giao | Thực hiện | TH/KH giao (%)",
        "| KH năm 2031 giao | Dự toán đã giao | Thực hiện | So với KH giao (%)",
        "| Chỉ tiêu giao | Chỉ tiêu năm 2031 | Thực hiện | Đạt % chỉ tiêu giao",
        "| Vốn giao | Vốn được bố trí | Thực hiện | % so vốn giao",
        "| Tổng số vốn được giao | KH vốn giao | Thực hiện | TH so với tổng vốn giao (%)",
    ],
)
def test_a_plan_given_by_nobody_who_is_named_has_no_dimension(header: str) -> None:
    assert plans_of(header)[:4] == [
        ("plan_level", "", (), False),
        ("plan_level", "", (), False),
        ("level", "", (), False),
        ("plan_pct", "", (), False),
    ]


def test_what_is_handed_over_is_no_plan_given() -> None:
    assert plans_of("| KH căn hộ bàn giao")[0][2] == ("căn hộ bàn giao",)


def test_a_rate_of_a_plan_is_of_the_only_one_printed() -> None:
    rates = plans_of("| KH tỉnh giao | KH 2032 | TH | TH/KH (%) | % so KH Thủ tướng giao")[3:]
    assert [giver for _, giver, _, _ in rates] == ["council", "prime_minister"]
    (_, giver, _, unsure) = plans_of("| DT TW giao | DT HĐND giao | TH | TH/DT (%) | % CK")[3]
    assert (giver, unsure) == ("", True)
    assert plans_of("| DT TW, HĐND giao | x | TH | y | z")[0][3]


def test_the_distance_from_a_plan_may_be_the_part_done() -> None:
    (column,) = columns_of("Thu năm 2031 (Tỷ đồng)", "| Tăng, giảm so KH (%)", "Thuế | 104,1")
    assert (column.measure, len(column.doubts)) == ("plan_pct", 1)


@pytest.mark.parametrize(
    "header",
    [
        "+/- so dự toán (Tỷ đồng)",
        "Tăng thu so DT",
        "Chênh lệch so với dự toán",
        "So với kế hoạch (Tỷ đồng)",
        "Vượt KH (Tỷ đồng)",
        "Chênh lệch TH/KH",
    ],
)
def test_no_measure_says_by_what_amount_a_plan_is_exceeded(header: str) -> None:
    (column,) = columns_of("Thu năm 2031 (Tỷ đồng)", f"| {header}", "Thuế | 3,1")
    assert column.measure == NO_MEASURE


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Giảm so với cùng kỳ (%)", "decrease_pct"),
        ("Giảm so với năm 2030", "decrease_by"),
        ("Thấp hơn cùng kỳ (%)", "decrease_pct"),
        ("Thấp hơn so với năm 2030 (%)", "decrease_pct"),
        ("Decrease compared with 2030 (%)", "decrease_pct"),
        ("Giảm cùng kỳ (%)", "decrease_pct"),
        ("% tăng, giảm CK", "increase_pct"),
        ("Sụt giảm so với cùng kỳ (%)", "decrease_pct"),
        ("Tỷ lệ tăng, giảm so với cùng kỳ (%)", "increase_pct"),
        ("Lower than 2030 (%)", "decrease_pct"),
        ("Decline vs 2030 (%)", "decrease_pct"),
        ("Cao hơn so với cùng kỳ (%)", "increase_pct"),
        ("Vượt so với cùng kỳ (%)", "increase_pct"),
        ("Tăng thêm so với cùng kỳ (%)", "increase_pct"),
        ("Mức tăng thêm so với cùng kỳ (%)", "increase_pct"),
        ("Reduction vs 2030 (%)", "decrease_pct"),
        ("So với năm 2030 (Tấn)", "increase_by"),
        ("So với năm 2030: số tuyệt đối", "increase_by"),
        ("Tăng so với cùng kỳ (%)", "increase_pct"),
        ("Tăng (giảm) so với cùng kỳ (%)", "increase_pct"),
        ("Giảm, tăng so với cùng kỳ (%)", "increase_pct"),
        ("Giảm (-) so với cùng kỳ (%)", "increase_pct"),
        ("Chênh lệch giảm so với cùng kỳ", "increase_by"),
        ("Hụt so với dự toán (%)", "under_plan_pct"),
        ("Giảm so với KH (%)", "under_plan_pct"),
        ("Thấp hơn KH (%)", "under_plan_pct"),
        ("Không đạt KH (%)", "under_plan_pct"),
        ("Thấp hơn kế hoạch năm 2031 (%)", "under_plan_pct"),
        ("Chưa hoàn thành KH (%)", "under_plan_pct"),
        ("Thiếu so với KH (%)", "under_plan_pct"),
        ("% below the plan", "under_plan_pct"),
        ("Vượt KH (%)", "over_plan_pct"),
        ("Vượt thu so với dự toán (%)", "over_plan_pct"),
        ("Đạt và vượt KH (%)", "over_plan_pct"),
        ("Vượt dự toán TW giao (%)", "over_plan_pct"),
        ("Cao hơn kế hoạch (%)", "over_plan_pct"),
        ("% over plan", "over_plan_pct"),
    ],
)
def test_a_header_says_which_way_its_numbers_go(header: str, measure: str) -> None:
    _, column = columns_of("Tôm năm 2031 (Tấn)", f"| Năm 2031 | {header}", "Tôm | 120 | 3,2")
    assert (column.measure, column.dimension, column.doubts) == (measure, (), ())


def test_a_title_in_percent_alone_says_the_unit_of_a_change() -> None:
    headers = "| Vượt KH | Hụt so với dự toán | Giảm so với năm 2030"
    columns = columns_of("Thu năm 2031 (%)", headers, "Thuế | 3,1 | 4 | 7")
    assert [column.measure for column in columns] == [
        "over_plan_pct",
        "under_plan_pct",
        "decrease_pct",
    ]


def test_columns_of_rises_and_of_falls_below_one_header() -> None:
    lines = ("Tôm năm 2031 (Tấn)", "| Tăng, giảm so với năm 2030 | ↔", "| Tăng | Giảm")
    columns = columns_of(*lines, "Tôm | 4 | 3")
    assert [column.measure for column in columns] == ["increase_by", "decrease_by"]


@pytest.mark.parametrize(
    "header",
    [
        "Vốn giảm nghèo so với năm 2030 (%)",
        "Thuế được miễn, giảm so với năm 2030 (%)",
        "Tỷ lệ thiếu hụt so với năm 2030 (%)",
        "Thâm hụt so với năm 2030 (%)",
        "Số lượt tăng vốn so với năm 2030 (%)",
        "Vốn đăng ký tăng thêm so với năm 2030 (%)",
        "Số người vượt biên so với năm 2030 (%)",
        "Emission reduction vs 2030 (%)",
        "Giá trị tăng thêm so với năm 2030 (%)",
        "Poverty reduction vs 2030 (%)",
    ],
)
def test_what_counts_falls_and_rises_is_no_change(header: str) -> None:
    _, column = columns_of("Vốn năm 2031", f"| Năm 2031 (Tỷ đồng) | {header}", "A | 7 | 103,2")
    assert (column.measure, column.doubts) == ("index_pct", ())


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Giảm so với cùng kỳ (%)", "increase_pct"),
        ("Giảm so với cùng kỳ (Tấn)", "increase_by"),
        ("Hụt so với KH (%)", "over_plan_pct"),
    ],
)
def test_a_fall_below_zero_is_a_change_with_its_sign(header: str, measure: str) -> None:
    (column,) = columns_of("Tôm năm 2031 (Tấn)", f"| {header}", "Tôm | -3,2", "Cá | 1,1")
    assert (column.measure, column.doubts) == (measure, (BELOW_ZERO,))


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("Population over 15 years of age, 2031", "Number of people | Employed"),
        ("Population 2031", "Under 15 | 15-64 | Over 65"),
        ("Crimes against children 2031", "Reported | Solved"),
        ("Farms over 2030 square metres, 2031", "Number | Area"),
    ],
)
def test_over_and_against_compare_only_with_periods_and_plans(title: str, header: str) -> None:
    columns = columns_of(title, f"| {header}", "Total | 31 | 32 | 33")
    assert {(column.measure, column.base) for column in columns} == {("level", None)}
    rates = columns_of("Output 2031", "| Growth over 2030 (%) | % against plan", "A | 3 | 99")
    assert [column.measure for column in rates] == ["increase_pct", "plan_pct"]


@pytest.mark.parametrize(
    ("headers", "dimensions"),
    [
        ("Lao động tăng | Lao động giảm", [("Lao động tăng",), ("Lao động giảm",)]),
        ("Đầu kỳ | Tăng | Giảm | Cuối kỳ", [("Đầu kỳ",), ("Tăng",), ("Giảm",), ("Cuối kỳ",)]),
        ("Thu | Chi | Chênh lệch", [("Thu",), ("Chi",), ("Chênh lệch",)]),
        ("KH tăng | KH giảm", [("tăng",), ("giảm",)]),
    ],
)
def test_changes_that_are_counted_are_dimensions(
    headers: str, dimensions: list[tuple[str, ...]]
) -> None:
    columns = columns_of("Lao động năm 2031 (Người)", f"| {headers}", "Tỉnh | 9 | 4 | 2 | 11")
    assert [column.dimension for column in columns] == dimensions
    shares = columns_of(
        "Lao động năm 2031", f"| Cơ cấu (%) {'| ↔' * headers.count('|')}", f"| {headers}", "A | 9"
    )
    assert [column.dimension for column in shares][:1] == dimensions[:1]


@pytest.mark.parametrize(
    ("header", "measure", "unsure"),
    [
        ("Tăng, giảm (Người)", "increase_by", True),
        ("Tăng trong kỳ (%)", "level", True),
        ("Increase over the year (%)", "level", True),
        ("Lao động tăng (%)", "increase_pct", True),
        ("Tỷ lệ tăng tự nhiên (%)", "level", False),
    ],
)
def test_a_change_since_nothing_is_unsure(header: str, measure: str, unsure: bool) -> None:
    _, column = columns_of("Dân số năm 2031", f"| Số người (Người) | {header}", "Nữ | 120 | 3,2")
    assert (column.measure, bool(column.doubts)) == (measure, unsure)


@pytest.mark.parametrize("header", ["Tăng", "Cao hơn", "Giảm"])
def test_large_rates_of_a_header_that_says_which_way_keep_their_measure(header: str) -> None:
    year, month = columns_of(
        "Khách du lịch tháng 8 năm 2031",
        f"| {header} so với cùng kỳ năm trước (%) | {header} so với tháng trước (%)",
        "Quốc tế | 69,2 | 3,1",
        "Trong nước | 75,6 | 5,7",
    )
    assert (year.measure, bool(year.doubts)) == (month.measure, True)
    assert (month.measure.split("_")[1], month.doubts) == ("pct", ())


@pytest.mark.parametrize(
    ("header", "measure"),
    [("Vượt kế hoạch (%)", "over_plan_pct"), ("Hụt so với KH (%)", "under_plan_pct")],
)
def test_large_distances_from_a_plan_keep_their_measure(header: str, measure: str) -> None:
    (column,) = columns_of("Tôm năm 2031 (Tấn)", f"| {header}", "Tôm | 104,1", "Cá | 72")
    assert (column.measure, len(column.doubts)) == (measure, 1)


def test_what_rates_are_by_their_figures_where_columns_differ() -> None:
    columns = columns_of(
        "Dư nợ năm 2031",
        "| So với năm 2030 (%) | % so đầu năm | y/y (%) | Tăng so với cùng kỳ (%)",
        "Nông nghiệp | 110 | 10 | 104 | 4",
        "Công nghiệp | 89 | -11 | 103 | 3",
    )
    assert [column.measure for column in columns] == [
        "index_pct",
        "increase_pct",
        "index_pct",
        "increase_pct",
    ]
    assert [bool(column.doubts) for column in columns] == [False, True, True, False]
    level, growth = columns_of("Dư nợ", "| 30/9/2031 | y/y (%)", "A | 7 | 104", "B | 9 | 103")
    assert (growth.days, growth.measure, len(growth.doubts)) == (level.days, "index_pct", 2)
    after_a_collapse = columns_of(
        "Khách quốc tế năm 2031",
        "| So với tháng trước (%) | So với cùng kỳ (%)",
        "Đường biển | 110 | 1,1",
        "Đường bộ | 89 | 0,3",
    )
    assert [(one.measure, one.doubts) for one in after_a_collapse] == [("index_pct", ())] * 2


def test_so_may_stand_over_what_it_compares_with() -> None:
    columns = columns_of(
        "Thu năm 2031",
        "| ƯTH 9T so (%) | ↔ | ↔",
        "| DT năm | CK 2030 | 9T/2029",
        "Thu | 73 | 105 | 103",
    )
    assert [read_of(column) for column in columns[:2]] == [
        ("plan_pct", "2031-9M", ""),
        ("index_pct", "2031-9M", ""),
    ]
    assert columns[2].measure == "index_pct"
    assert [column.dimension for column in columns] == [(), (), ()]


@pytest.mark.parametrize("header", ["Plan 2031", "Annual plan", "KH năm 2031"])
def test_the_word_for_a_plan_is_no_dimension(header: str) -> None:
    plan, _ = columns_of("Cement 2031", f"| {header} | Est. 9M 2031", "Output | 9 | 7")
    assert (read_of(plan), plan.dimension) == (("plan_level", "2031", ""), ())


def test_the_budget_of_a_level_is_no_giver() -> None:
    found = plans_of("| DT TW giao | Dự toán NS tỉnh | NS Trung ương | NS tỉnh | TH")
    assert [giver for _, giver, _, _ in found] == ["central", "", "", "", ""]


def test_the_plan_of_a_rate_is_unsure() -> None:
    done, plan = columns_of(
        "Tốc độ tăng trưởng GRDP năm 2031 (%)", "| TH 2031 | KH 2031", "Toàn tỉnh | 6,9 | 7,5-8,0"
    )
    (growth,) = columns_of("GRDP năm 2031", "| Tăng trưởng KH 2031 (%)", "Toàn tỉnh | 7,5")
    assert (growth.measure, bool(growth.doubts)) == ("plan_level", True)
    assert (done.measure, bool(done.doubts)) == ("increase_pct", False)
    assert (plan.measure, bool(plan.doubts)) == ("plan_level", True)


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("So sánh 2031/2030", "index_pct"),
        ("So với 8 tháng năm 2030", "index_pct"),
        ("Thực hiện so với kế hoạch", "plan_pct"),
        ("So với năm 2030 (Tấn)", "increase_by"),
        ("Chênh lệch so với năm 2030", "increase_by"),
        ("Số tuyệt đối so với năm 2030", "increase_by"),
    ],
)
def test_a_wide_unit_is_that_of_amounts_and_not_of_an_index(header: str, measure: str) -> None:
    columns = columns_of(
        "Thu hoạch 8 tháng năm 2031",
        "| Sản lượng (Tấn) | ↔ | ↔",
        f"| 8 tháng năm 2030 | 8 tháng năm 2031 | {header}",
        "Ngô | 1.200 | 1.260 | 105,0",
    )
    assert [column.measure for column in columns] == ["level", "level", measure]
    assert columns[2].unit == ("%" if measure.endswith("_pct") else "Tấn")


@pytest.mark.parametrize(
    ("header", "dimensions"),
    [
        (
            "Vốn trung ương | Vốn địa phương",
            [("Vốn trung ương",), ("Vốn địa phương",)],
        ),
        (
            "Trung ương quản lý | Địa phương quản lý",
            [("Trung ương quản lý",), ("Địa phương quản lý",)],
        ),
    ],
)
def test_whose_money_it_is_does_not_say_who_gave_the_plan(
    header: str, dimensions: list[tuple[str, ...]]
) -> None:
    plans = plans_of("| Kế hoạch năm 2031 | ↔ | TH | x | y", f"| {header}")[:2]
    assert [(giver, dimension) for _, giver, dimension, _ in plans] == [
        ("", dimension) for dimension in dimensions
    ]


@pytest.mark.parametrize("header", ["Dự toán năm 2031 của Chính phủ", "KH 2031 TW", "DT TW"])
def test_the_words_of_a_plan_lead_to_who_gave_it(header: str) -> None:
    assert plans_of(f"| {header} | TH | x | y | z")[0][1:3] == ("central", ())


def test_points_are_no_amounts_beside_rates() -> None:
    columns = columns_of(
        "Thất nghiệp năm 2031",
        "| Năm 2030 (%) | Năm 2031 (%) | Chênh lệch (điểm %)",
        "Thành thị | 2,7 | 2,4 | -0,3",
    )
    assert [column.doubts for column in columns[:2]] == [(), ()]


def test_small_whole_numbers_settle_no_percent() -> None:
    columns = columns_of(
        "Diều bị mất năm 2031",
        "Xã | 8 tháng 2030 (Vụ) | 8 tháng 2031 (Vụ) | Tỷ lệ tìm thấy (%)",
        "Gió | 1 | 2 | 100",
        "Mây | 2 | 2 | 50",
        "Nắng | 3 | 3 | 66,7",
        "Mưa | 4 | 5 | 100",
    )
    assert columns[-1].measure == "level"


def test_the_plan_of_several_years_or_of_a_title_keeps_its_period() -> None:
    plan, done = columns_of(
        "Vốn thả diều giai đoạn 2026-2030 (Tỷ đồng)",
        "| Kế hoạch | Thực hiện",
        "Gió | 500 | 480",
        "Mây | 300 | 310",
    )
    assert plan.days == done.days
    assert plan.days and (plan.days[0].year, plan.days[1].year) == (2026, 2030)


def test_rates_on_the_month_before_are_of_the_month() -> None:
    columns = columns_of(
        "Sản xuất diều tháng 8 năm 2031",
        "| Ước tháng 8 (Cái) | Lũy kế 8 tháng (Cái) | % so tháng trước | % so cùng kỳ",
        "Diều giấy | 310 | 2480 | 102,1 | 104,4",
        "Diều tre | 120 | 960 | 98,7 | 101,3",
    )
    assert [read_of(column)[1:] for column in columns[2:]] == [
        ("2031-08", "previous_month"),
        ("2031-08", ""),
    ]


def test_the_number_of_a_form_is_no_day() -> None:
    columns = columns_of(
        "Biểu số 02/6T Trồng diều năm 2031 (Cái)",
        "| Năm 2030 | Ước năm 2031",
        "Diều giấy | 310 | 2480",
        "Diều tre | 120 | 960",
    )
    assert [read_of(column)[1] for column in columns] == ["2030", "2031"]


def test_columns_that_say_amounts_or_plans_are_no_indices_of_the_title() -> None:
    columns = columns_of(
        "Đúc chuông năm 2031 (Năm trước = 100)",
        "| Giá trị | Năm 2031 | Kế hoạch năm 2031 | Năm 2030",
        "| Tỷ đồng | | |",
        "Chuông đồng | 3100 | 107,8 | 3500 | 103,1",
        "Chuông gang | 3200 | 108,8 | 3600 | 104,1",
    )
    assert [column.measure for column in columns] == [
        "level",
        "index_pct",
        "plan_level",
        "index_pct",
    ]


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Chỉ số đúc chuông năm 2031 so với năm trước", "index_pct"),
        ("Cơ cấu đúc chuông năm 2031 so với năm trước", "index_pct"),
        ("Đúc chuông năm 2031 so với năm trước", "level"),
    ],
)
def test_columns_below_a_title_of_rates_are_rates_of_amounts(title: str, measure: str) -> None:
    columns = columns_of(title, "| Giá trị | Sản lượng", "Chuông đồng | 107,8 | 103,1")
    assert {column.measure for column in columns} == {measure}


def test_a_rate_beside_growth_of_the_title_is_no_growth() -> None:
    columns = columns_of(
        "Tăng trưởng cho vay năm 2031",
        "| | | Đơn vị tính: %",
        "| Năm 2030 | Năm 2031 | Tỷ lệ nợ xấu",
        "Quỹ Gió | 12 | 14 | 1,5",
    )
    assert [column.measure for column in columns] == ["increase_pct", "increase_pct", "level"]


def test_a_title_of_several_rates_leaves_open_which_its_columns_are() -> None:
    columns = columns_of(
        "Tăng trưởng và cơ cấu nghề đúc năm 2031",
        "| | | Đơn vị tính: %",
        "| Năm 2030 | Cơ cấu năm 2031",
        "Đúc chuông | 12 | 14",
    )
    assert [(column.measure, bool(column.doubts)) for column in columns] == [
        ("level", True),
        ("share_pct", False),
    ]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kế hoạch đóng thuyền quý III năm 2031", "2031-Q3"),
        ("Dự toán thu phí bến quý III năm 2031", "2031-Q3"),
        ("Tình hình thực hiện kế hoạch quý III năm 2031", "2031"),
    ],
)
def test_a_plan_is_of_the_period_of_a_title_that_is_a_plan(title: str, period: str) -> None:
    columns = columns_of(title, "| Kế hoạch | Thực hiện", "Bến Gió | 31 | 12")
    assert [read_of(column)[1] for column in columns] == [period, "2031-Q3"]


def test_a_plan_in_percent_alone_is_unsure_and_percent_of_a_plan_is_not() -> None:
    columns = columns_of(
        "Hộ có đò năm 2031",
        "| TH năm 2030 (%) | KH năm 2031 (%) | TH năm 2031 (%)",
        "Bến Gió | 31 | 32 | 33",
    )
    assert columns[1].measure == "plan_level"
    assert PLAN_OR_DONE in columns[1].doubts
    columns = columns_of(
        "Cấy lúa năm 2031",
        "| TH năm 2031 (ha) | % KH năm 2031 | Đạt KH năm 2031 (%)",
        "Bến Gió | 31 | 92 | 93",
    )
    assert [column.measure for column in columns[1:]] == ["plan_pct", "plan_pct"]
    assert not any(PLAN_OR_DONE in column.doubts for column in columns)


def test_what_there_is_on_days_is_of_days_and_so_are_its_shares() -> None:
    columns = columns_of(
        "Gửi đò đến 31/7/2031",
        "| 31/12/2030 | Đến 31/7/2031 | Cơ cấu (%)",
        "Bến Gió | 31 | 32 | 33",
    )
    assert [read_of(column)[1] for column in columns] == ["2030-12-31", "2031-07-31", "2031-07-31"]
    columns = columns_of(
        "Thu phí đò đến 31/7/2031",
        "| Năm 2030 | Đến 31/7/2031 | Cơ cấu (%)",
        "Bến Gió | 31 | 32 | 33",
    )
    assert [read_of(column)[1] for column in columns][:2] == ["2030", "2031-7M"]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Cuối năm 2030", "2030-12-31"),
        ("End of 2030", "2030-12-31"),
        ("Trong năm 2030", "2030"),
    ],
)
def test_the_end_of_a_year_is_a_day(words: str, period: str) -> None:
    columns = columns_of("Gửi đò", f"| {words} | Năm 2031", "Bến Gió | 31 | 32")
    assert read_of(columns[0])[1] == period
    assert columns[0].dimension == ()


def test_plans_of_changes_and_compared_plans_and_means_over_years_are_unsure() -> None:
    columns = columns_of(
        "Đúc chuông năm 2031",
        "| Năm 2031 (tấn) | Kế hoạch tăng năm 2031 (%) | KH 2032/ƯTH 2031 (%)"
        " | Tốc độ tăng bình quân 2029-2031 (%) | Tốc độ tăng bình quân năm 2031 (%)",
        "Chuông đồng | 31 | 3 | 103 | 7,1 | 7,2",
    )
    assert [bool(set(column.doubts) & {PLAN_OF_RATE, OVER_YEARS}) for column in columns] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_rate_is_of_the_latest_amounts_left_of_it() -> None:
    columns = columns_of(
        "Đóng thuyền",
        "| KH năm 2031 | TH 9 tháng 2031 | TH 9 tháng 2030 | % so với KH năm | % so với cùng kỳ",
        "Bến Gió | 31 | 22 | 20 | 71,0 | 110,0",
    )
    assert [read_of(column)[1] for column in columns][-2:] == ["2031-9M", "2031-9M"]
    columns = columns_of(
        "Đóng thuyền",
        "| TH 9 tháng 2031 | % so với KH năm | TH 9 tháng 2030 | % so với KH năm",
        "Bến Gió | 22 | 71,0 | 20 | 69,0",
    )
    assert [read_of(column)[1] for column in columns][1::2] == ["2031-9M", "2030-9M"]


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("So sánh DT 2032/ƯTH 2031 (%)", False),
        ("KH 2032/TH 2031 (%)", False),
        ("So sánh ƯTH 2031/DT 2031 (%)", True),
        ("TH/KH 2031 (%)", True),
        ("So với kế hoạch năm 2031 (%) tháng 8/2031", True),
        ("So với KH/2031 (%)", True),
        ("KH 2032/2031 (%)", False),
    ],
)
def test_a_plan_over_what_was_done_is_no_part_done(words: str, sure: bool) -> None:
    columns = columns_of("Thu phí đò năm 2031", f"| TH 2031 | {words}", "Bến Gió | 31 | 107,1")
    assert (PLAN_OF_RATE not in columns[1].doubts) == sure


@pytest.mark.parametrize(
    ("plan", "period"),
    [("KH/2031", "2031-9M"), ("KH 2031", "2031-9M"), ("KH năm 2031 quý III/2031", "2031-Q3")],
)
def test_the_year_of_a_plan_is_not_that_of_what_is_done(plan: str, period: str) -> None:
    columns = columns_of(
        "Đóng thuyền 9 tháng năm 2031",
        f"| 9 tháng năm 2031 | So với {plan} (%)",
        "Bến Gió | 31 | 71,0",
    )
    assert read_of(columns[1])[1] == period


def test_what_is_done_of_a_plan_is_no_plan() -> None:
    columns = columns_of(
        "Đóng thuyền 9 tháng năm 2031",
        "| Kế hoạch năm 2031 | Thực hiện kế hoạch 9 tháng | ↔ | ↔ | Kế hoạch quý IV | ↔",
        "| | Số thuyền (chiếc) | So với kế hoạch (%) | So với cùng kỳ (%)"
        " | Số thuyền (chiếc) | So với cùng kỳ (%)",
        "Bến Gió | 31 | 22 | 71,0 | 110,0 | 9 | 103,0",
    )
    assert [column.measure for column in columns] == [
        "plan_level",
        "level",
        "plan_pct",
        "index_pct",
        "plan_level",
        "index_pct",
    ]
    assert [PLAN_OF_RATE in column.doubts for column in columns] == [*[False] * 5, True]


@pytest.mark.parametrize(
    ("title", "sure"),
    [
        ("Thực hiện kế hoạch đóng thuyền năm 2031 đến ngày 30/9/2031", True),
        ("Thực hiện kế hoạch đóng thuyền 9 tháng năm 2031", False),
    ],
)
def test_a_plan_whose_year_the_title_names_is_sure(title: str, sure: bool) -> None:
    columns = columns_of(title, "| Kế hoạch | Đã đóng", "Bến Gió | 31 | 22")
    assert [read_of(column)[1] for column in columns] == ["2031", "2031-9M"]
    assert (PLAN_OF_YEAR not in columns[0].doubts) == sure


def test_balances_until_a_day_are_of_that_day() -> None:
    columns = columns_of(
        "Gửi đò tháng 9 năm 2031",
        "| Số dư đến 31/8/2031 | Số dư đến 30/9/2031",
        "Bến Gió | 31 | 32",
    )
    assert [read_of(column)[1] for column in columns] == ["2031-08-31", "2031-09-30"]


def test_what_came_in_beside_balances_is_of_its_months() -> None:
    columns = columns_of(
        "Quỹ đò tháng 9 năm 2031",
        "| Tiền gửi vào 9 tháng năm 2031 | Số dư đến 30/9/2031 | So với cùng kỳ (%)",
        "Bến Gió | 31 | 92 | 103",
    )
    assert [read_of(column)[1] for column in columns] == ["2031-9M", "2031-09-30", "2031-09-30"]
    columns = columns_of(
        "Quỹ đò",
        "| Số dư 31/12/2030 | Gửi vào 9 tháng năm 2031 | Số dư 30/9/2031",
        "Bến Gió | 31 | 92 | 33",
    )
    assert [read_of(column)[1] for column in columns] == ["2030-12-31", "2031-9M", "2031-09-30"]


@pytest.mark.parametrize(
    ("words", "sure"),
    [("Lũy kế gửi vào đến 30/9/2031", True), ("Gửi vào đến 30/9/2031", False)],
)
def test_what_counts_until_a_day_beside_balances_may_be_either(words: str, sure: bool) -> None:
    columns = columns_of("Quỹ đò", f"| {words} | Số dư đến 30/9/2031", "Bến Gió | 31 | 92")
    assert [read_of(column)[1] for column in columns] == ["2031-9M", "2031-09-30"]
    assert [ON_DAY_OR_SINCE in column.doubts for column in columns] == [not sure, False]


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Bảng 2. Tốc độ tăng nghề đúc các năm", "increase_pct"),
        ("Cơ cấu nghề đúc", "share_pct"),
        ("Nghề đúc", "level"),
    ],
)
def test_a_title_that_begins_with_a_rate_needs_no_unit(title: str, measure: str) -> None:
    columns = columns_of(title, "| Năm 2030 | Năm 2031", "Đúc chuông | 6,8 | 7,1")
    assert {column.measure for column in columns} == {measure}


def test_what_is_done_of_a_yearly_plan_is_until_the_day_in_the_title() -> None:
    header = (
        "| Kế hoạch năm 2031 | Giải ngân | Giải ngân so với kế hoạch (%)",
        "Đò | 31 | 12 | 38",
    )
    columns = columns_of("Kế hoạch vốn đóng đò năm 2031 (đến 31/7/2031)", *header)
    assert [read_of(column)[1] for column in columns] == ["2031", "2031-7M", "2031-7M"]
    columns = columns_of("Kế hoạch vốn đóng đò năm 2031", *header)
    assert [read_of(column)[1] for column in columns] == ["2031", "2031", "2031"]
