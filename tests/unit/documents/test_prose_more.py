"""More sentences of reports: fractions in words, grades, terms, plans and periods in brackets."""

import pytest

from doichieu.base.paths import SEEDS
from doichieu.documents.draft import Drafted
from doichieu.documents.known import Known
from doichieu.documents.prose.drafting import draft_prose

KNOWN = Known.read(SEEDS)


def drafted(text: str, period: str = "2023-H1", form: str = "vi") -> Drafted:
    """The draft of a text in a report of Lạng Sơn on the period."""
    report = {"territory_id": "lang-son", "period_id": period, "number_format": form}
    return draft_prose(text.split("\n"), KNOWN, report)


def rows(text: str, period: str = "2023-H1", form: str = "vi") -> list[str]:
    """Printed number, measure, unit, and where not blank basis, period and qualifier."""
    return [
        " ".join(
            each
            for each in (
                *(figure.printed, figure.measure, figure.unit_id),
                *(figure.basis, figure.period_id, figure.qualifier),
            )
            if each
        )
        for figure in drafted(text, period, form).figures
    ]


def named(text: str, period: str = "2023-H1", form: str = "vi") -> list[str]:
    """Printed number and indicator."""
    return [f"{one.printed} {one.indicator_id}" for one in drafted(text, period, form).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 9 trên 12 chỉ tiêu đạt kế hoạch.", ["9 level target", "12 level target"]),
        ("Có 9 trên tổng số 12 xã cán đích.", ["9 level commune", "12 level commune"]),
        ("Đã có 7/18 khoản thu vượt tiến độ.", ["7 level khoan_thu", "18 level khoan_thu"]),
    ],
)
def test_both_sides_of_a_fraction(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Tính đến 17 giờ ngày 12/5, có 340 người cách ly.", ["17"]),
        ("Giá vàng nhẫn 9999 giảm 2,1% so với tháng trước.", ["9999"]),
        ("Giá gạo 5% tấm tăng 1,2% so với tháng trước.", ["5"]),
    ],
)
def test_hours_and_grades_are_no_figures(text: str, left_out: list[str]) -> None:
    out = [one.printed for one in drafted(text).left_out]
    assert [printed for printed in left_out if printed in out] == left_out
    assert len(drafted(text).figures) == 1


def test_a_price_has_the_unit_of_both_its_parts_and_its_grade_is_no_name() -> None:
    text = (
        "Giá cá tra loại 3 con/kg ở mức 28.500 đồng/kg, tăng 700 đồng/kg; "
        "giá mủ cao su 16.200 đồng/bao."
    )
    assert rows(text) == [
        "28.500 level vnd_per_kilogram",
        "700 increase_by vnd_per_kilogram",
        "16.200 level dong_bao",
    ]
    assert named(text) == ["28.500 gia_ca_tra", "700 gia_ca_tra", "16.200 gia_mu_cao_su"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Số bác sĩ/vạn dân: 9,1 (KH: 8,8).",
            ["9,1 level doctors_per_10000_persons", "8,8 plan_level doctors_per_10000_persons"],
        ),
        (
            "Tỷ lệ lấp đầy 61,5% (mục tiêu đến năm 2026 là 75%).",
            ["61,5 level percent", "75 plan_level percent 2026"],
        ),
        (
            "Thu ngân sách 4.100 tỷ đồng, bằng 52% dự toán Trung ương giao (7.885 tỷ đồng) và 48% "
            "dự toán HĐND tỉnh giao (8.540 tỷ đồng).",
            [
                "4.100 level billion_vnd",
                "52 plan_pct percent central",
                "7.885 plan_level billion_vnd central",
                "48 plan_pct percent council",
                "8.540 plan_level billion_vnd council",
            ],
        ),
        (
            "Xảy ra 14 vụ cháy, làm 3 người chết (cùng kỳ xảy ra 17 vụ, 5 người chết).",
            [
                "14 level case",
                "3 level person",
                "17 prior_level case",
                "5 prior_level person",
            ],
        ),
    ],
)
def test_a_bracket_gives_the_plan_or_the_year_before(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_rates_after_a_change_in_points_are_levels() -> None:
    text = (
        "Tỷ lệ thiếu việc làm là 2,4%, giảm 0,3 điểm phần trăm so với cùng kỳ; khu vực thành thị "
        "1,6%, khu vực nông thôn 2,9%."
    )
    assert rows(text) == [
        "2,4 level percent",
        "0,3 decrease_by point",
        "1,6 level percent",
        "2,9 level percent",
    ]


def test_the_change_of_a_rate_is_of_that_rate() -> None:
    text = (
        "Lực lượng lao động là 512 nghìn người, trong đó nam chiếm 51,2%. "
        "Tỷ lệ thất nghiệp là 2,2%, giảm 0,2 điểm phần trăm."
    )
    assert named(text)[2:] == ["2,2 unemployment_rate", "0,2 unemployment_rate"]


@pytest.mark.parametrize(
    ("text", "period", "form", "expected"),
    [
        (
            "Lãi suất tiền gửi kỳ hạn từ 3 tháng đến dưới 9 tháng là 4,2%/năm.",
            "2021-10",
            "vi",
            ["4,2 level percent"],
        ),
        (
            "Cộng dồn 5 tháng, xuất khẩu 90 triệu USD. Trong tháng, có 12 dự án cấp mới.",
            "2023-05",
            "vi",
            ["90 level million_usd 2023-5M", "12 level project"],
        ),
        (
            "Remittances hit US$2 billion in the first three quarters.",
            "2023-10M",
            "en",
            ["2 level billion_usd 2023-9M"],
        ),
        (
            "GRDP grew 6.1 percent in the first quarter of 2023, compared with 4.4 percent in the "
            "same period last year.",
            "2023-Q1",
            "en",
            ["6.1 increase_pct percent", "4.4 increase_pct percent 2022-Q1"],
        ),
        (
            "In May alone, exports rose 3%. Imports were worth US$12 million.",
            "2023-5M",
            "en",
            ["3 increase_pct percent 2023-05", "12 level million_usd"],
        ),
        (
            "Visitors came to 2.1 million, a 31 percent rise year on year and 88 percent of the "
            "yearly target.",
            "2023-9M",
            "en",
            ["2.1 level million_visits", "31 increase_pct percent", "88 plan_pct percent"],
        ),
        (
            "Tourism revenue topped VND4,000 billion.",
            "2023-9M",
            "en",
            ["4,000 level billion_vnd over"],
        ),
    ],
)
def test_periods_and_measures(text: str, period: str, form: str, expected: list[str]) -> None:
    assert rows(text, period, form) == expected


def test_the_total_of_shares_that_are_listed_is_named_after_the_last() -> None:
    text = (
        "Khách quốc tế đạt 900 nghìn lượt. Khách Nhật Bản 90.000 lượt, khách Đức 45.000 lượt, lần "
        "lượt chiếm 10% và 5% tổng lượng khách quốc tế."
    )
    shares = [one for one in drafted(text).figures if one.measure == "share_pct"]
    assert [one.basis for one in shares] == ["international_tourists", "international_tourists"]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        (
            "XK hàng hóa (không tính hàng tạm nhập tái xuất) ước đạt 88 triệu USD.",
            "vi",
            ["88 exports"],
        ),
        ("Tổng kim ngạch XNK làm thủ tục qua địa bàn là 912 triệu USD.", "vi", ["912 trade"]),
        (
            "Tốc độ tăng GRDP: 6,1% (KH: 6,0-6,5%).",
            "vi",
            ["6,1 grdp", "6,0-6,5 grdp_growth_target"],
        ),
        (
            "The northern border province of Lang Son posted GRDP growth of 5%.",
            "en",
            ["5 grdp"],
        ),
        (
            "Tổng sản lượng thủy sản 900 tấn, riêng cá 500 tấn; trong đó nuôi trồng 610 tấn.",
            "vi",
            ["900 seafood_output", "500 fish_output", "610 farmed_seafood_output"],
        ),
    ],
)
def test_names(text: str, form: str, expected: list[str]) -> None:
    assert named(text, form=form) == expected


def test_how_many_criteria_a_class_of_communes_meets_is_no_figure() -> None:
    text = (
        "Có 21/96 xã đạt 19 tiêu chí, chiếm 21,9%; 14 xã đạt từ 15-18 tiêu chí; "
        "bình quân mỗi xã đạt 13 tiêu chí."
    )
    assert rows(text) == [
        "21 level commune",
        "96 level commune",
        f"21,9 share_pct percent {drafted(text).figures[1].indicator_id}",
        "14 level commune",
        "13 level criterion",
    ]
    assert drafted(text).figures[2].indicator_id == drafted(text).figures[0].indicator_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giải ngân vốn đầu tư công đạt 900 tỷ đồng, bằng 45% tổng vốn được giao "
            "(2.000 tỷ đồng).",
            ["900 level billion_vnd", "45 plan_pct percent", "2.000 plan_level billion_vnd"],
        ),
        (
            "Diện tích gieo cấy 7.100 ha, nhanh hơn cùng kỳ 410 ha.",
            ["7.100 level hectare", "410 increase_by hectare"],
        ),
        (
            "Phấn đấu cả năm 2023, GRDP tăng từ 7-7,5%, thu ngân sách đạt 9.000 tỷ đồng.",
            ["7-7,5 level percent 2023", "9.000 plan_level billion_vnd 2023"],
        ),
        (
            "Sản lượng điện 40 triệu kWh. Điện thương phẩm trong tháng 35 triệu kWh.",
            ["40 level million_kwh", "35 level million_kwh 2023-06"],
        ),
    ],
)
def test_plans_and_changes(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_an_index_after_shares_of_plans() -> None:
    text = (
        "Budget revenue: 900 billion VND, equivalent to 53% of the estimate assigned by the "
        "central Government and 97% of the same period last year."
    )
    assert rows(text, form="en")[1:] == ["53 plan_pct percent central", "97 index_pct percent"]
    assert set(named(text, form="en")) == {
        "900 budget_revenue",
        "53 budget_revenue",
        "97 budget_revenue",
    }


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        (
            "Bán lẻ hàng hóa đạt 800 tỷ đồng, tăng 0,8% so với tháng trước và tăng 9% so với cùng "
            "kỳ; doanh thu lưu trú, ăn uống 90 tỷ đồng, tăng lần lượt 1,1% và 7%.",
            "vi",
            [
                "800 retail_goods",
                "0,8 retail_goods",
                "9 retail_goods",
                "90 accommodation_food_revenue",
                "1,1 accommodation_food_revenue",
                "7 accommodation_food_revenue",
            ],
        ),
        (
            "Thủy sản tháng 6 đạt 500 tấn (nuôi trồng 320 tấn, khai thác 180 tấn). "
            "Lũy kế được 2.900 tấn.",
            "vi",
            [
                "500 seafood_output",
                "320 farmed_seafood_output",
                "180 caught_seafood_output",
                "2.900 seafood_output",
            ],
        ),
        (
            "Thu ngân sách đạt 100 tỷ đồng, giảm 50 hộ nghèo.",
            "vi",
            ["100 budget_revenue", "50 poor_households"],
        ),
        (
            "The province ran a trade surplus of US$3 billion as exports grew 9% to US$13 billion.",
            "en",
            ["3 trade_balance", "9 exports", "13 exports"],
        ),
        ("LANG SON — With growth of 8%, it ranked second.", "en", ["8 grdp"]),
        (
            "Industrial production inched up 0.4% in June.",
            "en",
            ["0.4 industrial_production_index"],
        ),
    ],
)
def test_more_names(text: str, form: str, expected: list[str]) -> None:
    assert named(text, "2023-06", form) == expected


@pytest.mark.parametrize(
    ("text", "period", "form", "expected"),
    [
        (
            "Có 18 trong số 40 xã đạt chuẩn, đạt 45%.",
            "2023",
            "vi",
            ["18 level commune", "40 level commune", "45 share_pct percent tong_so_xa"],
        ),
        (
            "Xuất khẩu 6 triệu USD, bằng 82% tháng trước.",
            "2023-05",
            "vi",
            ["6 level million_usd", "82 index_pct percent previous_month"],
        ),
        (
            "CPI tháng 5 tăng 0,1% so với tháng 4. Có 2 nhóm giảm: giao thông 0,7%, giáo dục 0,2%.",
            "2023-05",
            "vi",
            [
                "0,1 increase_pct percent previous_month",
                "2 level commodity_group",
                "0,7 decrease_pct percent previous_month",
                "0,2 decrease_pct percent previous_month",
            ],
        ),
        (
            "Local leaders expect full-year growth of 6 to 6.5 percent, up from 5.2 percent in "
            "2022.",
            "2023-Q1",
            "en",
            ["6-6.5 increase_pct percent 2023", "5.2 increase_pct percent 2022"],
        ),
        (
            "Revenue was 78% of the yearly plan and 1.3 times the year-earlier level.",
            "2023-8M",
            "en",
            ["78 plan_pct percent", "1.3 multiple times"],
        ),
        (
            "The province served 2.2 million overnight guests.",
            "2023-8M",
            "en",
            ["2.2 level million_visits"],
        ),
    ],
)
def test_lists_and_comparisons(text: str, period: str, form: str, expected: list[str]) -> None:
    assert rows(text, period, form) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cục Thống kê công bố GRDP tăng 6,1%.", ["6,1 grdp"]),
        (
            "Hàng hóa qua cửa khẩu: xuất 4 triệu USD, bằng 70% cùng kỳ.",
            ["4 exports", "70 exports"],
        ),
    ],
)
def test_short_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_growth_that_rose_from_that_of_last_year() -> None:
    text = (
        "GRDP growth reached 5.2% in the first half, up from 4.4% in the first half of last year."
    )
    assert rows(text, "2024-H1", "en") == [
        "5.2 increase_pct percent",
        "4.4 increase_pct percent 2023-H1",
    ]


def test_a_change_without_a_unit_and_a_share_of_the_total() -> None:
    text = "Toàn tỉnh có 310 hợp tác xã, tăng 12 so với cuối năm 2022."
    assert rows(text) == ["310 level cooperative", "12 increase_by cooperative previous_december"]
    text = "Rice exports earned 40 million USD, 20% of the province's total exports."
    assert rows(text, form="en") == ["40 level million_usd", "20 share_pct percent exports"]
