"""Rows held against the words near their numbers: what must be said, and what must not.

The sentences are invented, in the register of provincial reports. A row is written short:
indicator, measure, printed number, unit, and where they are not blank basis (b=), period (per=)
and qualifier (q=).
"""

from datetime import date

import pytest

from doichieu.base.paths import SEEDS
from doichieu.inputs import read_inputs
from doichieu.verify.outcome import Verification
from doichieu.verify.verification import verify
from doichieu.wording.comparisons import comparisons
from doichieu.wording.indicators import subject_words
from doichieu.wording.periods import named_periods, period_mentions

SHIPPED = read_inputs(SEEDS).tables
UNITS = {row["unit_id"] for row in SHIPPED["units"]}
INDICATORS = {row["indicator_id"] for row in SHIPPED["indicators"]}
SHORT = {
    **{"L": "level", "PL": "plan_level", "Q": "prior_level", "P": "plan_pct", "S": "share_pct"},
    **{"O": "over_plan_pct", "U": "under_plan_pct", "PM": "plan_multiple", "X": "index_pct"},
    **{"I": "increase_pct", "D": "decrease_pct", "IB": "increase_by", "DB": "decrease_by"},
    **{"M": "multiple", "T": "increase_times", "C": "contribution_pts"},
}
UNIT = {
    **{"%": "percent", "pt": "point", "x": "times", "bn": "billion_vnd", "mn": "million_vnd"},
    **{"tn": "trillion_vnd", "usd": "million_usd", "busd": "billion_usd", "ha": "hectare"},
    **{"t": "tonne", "kt": "thousand_tonnes", "wt": "ten_thousand_tonnes", "p": "person"},
    **{"visits": "million_visits", "dn": "enterprise", "da": "project"},
}


def row(figure_no: int, short: str) -> dict[str, str]:
    """A row of a figures file; its paragraph is the first."""
    indicator, measure, printed, unit, *rest = short.split()
    more = dict(each.split("=") for each in rest)
    assert indicator in INDICATORS and UNIT.get(unit, unit) in UNITS, short
    return {
        "report_id": "invented",
        "figure_no": str(figure_no),
        "indicator_id": indicator,
        "territory_id": "",
        "period_id": more.get("per", ""),
        "measure": SHORT[measure],
        "printed": printed,
        "unit_id": UNIT.get(unit, unit),
        "qualifier": more.get("q", "").replace("+", " "),
        "basis": more.get("b", ""),
        "place": "1",
        "note": "",
    }


def compared(text: str, rows: str, period: str = "2023-H1", form: str = "vi") -> Verification:
    """The rows, apart by semicolons, compared with the text."""
    figures = [row(i, each) for i, each in enumerate(rows.split(";"), start=1) if each.strip()]
    report = {"number_format": form, "period_id": period}
    units, indicators = SHIPPED["units"], SHIPPED["indicators"]
    return verify(figures, text, report=report, units=units, indicators=indicators)


def columns(outcome: Verification) -> set[str]:
    """The columns in doubt."""
    return {doubt.about for doubt in outcome.misworded}


# --- Wrong rows that must be found --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows", "says"),
    [
        ("GRDP tăng trưởng âm 2,3% so với cùng kỳ.", "grdp I 2,3 %", "âm"),
        ("Thu nội địa vượt 12 % kế hoạch.", "domestic_revenue P 12 %", "is it over_plan_pct?"),
        ("Thu nội địa thấp hơn kế hoạch 12 %.", "domestic_revenue O 12 %", "is it under_plan_pct?"),
        ("Thu nội địa hụt 6% so với dự toán.", "domestic_revenue D 6 %", "under_plan_pct"),
        ("GRDP khu vực dịch vụ chiếm 34 %.", "grdp_services I 34 %", "chiếm"),
        ("Thu nội địa bằng 95,2 % cùng kỳ.", "domestic_revenue P 95,2 %", "is it index_pct?"),
        ("Doanh thu du lịch gấp 2,1 lần.", "tourism_revenue T 2,1 x", "gấp"),
        ("Doanh thu du lịch tăng 2,1 lần.", "tourism_revenue M 2,1 x", "is it increase_times?"),
        ("Doanh thu du lịch giảm 2,1 lần.", "tourism_revenue M 2,1 x", "no measure says that"),
        ("Thu nội địa bằng 1,2 lần kế hoạch.", "domestic_revenue M 1,2 x", "plan_multiple"),
        ("Thu nội địa tăng 1.475 tỷ đồng.", "domestic_revenue L 1.475 bn", "is it increase_by?"),
        ("Thu nội địa đạt 1.475 tỷ đồng.", "domestic_revenue IB 1.475 bn", "đạt"),
        ("Thu nội địa đạt 1.475 tỷ đồng.", "domestic_revenue Q 1.475 bn", "an earlier period"),
        ("Thu nội địa đạt 75 tỷ đồng, bằng 4% kế hoạch.", "domestic_revenue PL 75 bn;"
         "domestic_revenue P 4 %", "a plan"),
        ("Thu nội địa 75 tỷ đồng (cùng kỳ 62 tỷ đồng).", "domestic_revenue L 75 bn;"
         "domestic_revenue L 62 bn", "is it prior_level?"),
        ("Tỷ lệ thất nghiệp giảm 0,1 điểm phần trăm.", "unemployment_rate C 0,1 pt", "decrease_by"),
        ("Tỷ lệ thất nghiệp giảm 0,1%.", "unemployment_rate L 0,1 %", "giảm"),
        ("Khu vực dịch vụ đóng góp 2,1 điểm phần trăm.", "grdp_services IB 2,1 pt", "contribution"),
        ("Trong tháng xảy ra 148 vụ tai nạn giao thông.", "traffic_accidents PL 148 case",
         "a plan"),
        ("Năm 2023, thu nội địa đạt 75 tỷ đồng.", "domestic_revenue Q 75 bn", "an earlier period"),
        ("Năm trước được mùa, thu nội địa ước đạt 75 tỷ đồng.", "domestic_revenue Q 75 bn",
         "an earlier period"),
        ("Cơ cấu: dịch vụ chiếm 42%, nông nghiệp 18%.", "grdp_services S 42 %;"
         "grdp_agriculture I 18 %", "chiếm"),
        ("Các mặt hàng giảm: dệt may 12%.", "textile_exports I 12 %", "giảm"),
        ("Xuất khẩu giảm 0,5%.", "exports DB 0,5 %", "is it decrease_pct?"),
        ("Tỷ lệ thất nghiệp giảm 0,5%.", "unemployment_rate IB 0,5 %", "decrease_by or decrease"),
        ("IIP giảm 0,5%.", "industrial_production_index DB 0,5 %", "is it decrease_pct?"),
        ("Xuất khẩu (-2,1%).", "exports D -2,1 %", "is it increase_pct?"),
        ("Xuất khẩu giảm -2,1%.", "exports D -2,1 %", "is it increase_pct?"),
        ("Thu nội địa (-120 tỷ đồng).", "domestic_revenue DB -120 bn", "is it increase_by?"),
    ],
)  # fmt: skip
def test_a_wrong_measure(text: str, rows: str, says: str) -> None:
    outcome = compared(text, rows)
    assert columns(outcome) == {"measure"}
    assert says in outcome.misworded[-1].why


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tỷ lệ thất nghiệp giảm 0,5%.", "unemployment_rate DB 0,5 %"),
        ("Tỷ lệ thất nghiệp giảm 0,5%.", "unemployment_rate D 0,5 %"),
        ("Tỷ lệ hộ nghèo giảm 1,5% so với năm trước.", "poverty_rate DB 1,5 %"),
        ("Tỷ lệ che phủ rừng tăng 0,5%.", "forest_cover_rate IB 0,5 %"),
        ("Xuất khẩu (-2,1%).", "exports I -2,1 %"),
        ("Xuất khẩu giảm -2,1%.", "exports I -2,1 %"),
        ("Xuất khẩu tăng -2,1%.", "exports I -2,1 %"),
        ("Xuất khẩu giảm 2,1%.", "exports D 2,1 %"),
        ("Thu nội địa tăng -120 tỷ đồng.", "domestic_revenue IB -120 bn"),
        ("Thu nội địa hụt 120 tỷ đồng.", "domestic_revenue DB 120 bn"),
        ("Thu nội địa giảm 120 tỷ đồng so với cùng kỳ.", "domestic_revenue DB 120 bn"),
        ("Thu nội địa vượt dự toán, tăng 120 tỷ đồng so với cùng kỳ.",
         "domestic_revenue IB 120 bn"),
        ("Thu nội địa vượt dự toán 120 tỷ đồng.", "domestic_revenue PL 120 bn"),
        ("Thu nội địa đạt 98% dự toán và tăng 120 tỷ đồng.",
         "domestic_revenue P 98 %; domestic_revenue IB 120 bn"),
        ("Thu nội địa vượt 2,5% dự toán.", "domestic_revenue O 2,5 %"),
        ("Năm 2022, thu nội địa đạt 75 tỷ đồng.", "domestic_revenue Q 75 bn"),
        ("Thu nội địa được giao 75 tỷ đồng.", "domestic_revenue PL 75 bn"),
    ],
)  # fmt: skip
def test_a_right_measure(text: str, rows: str) -> None:
    assert compared(text, rows).clean


@pytest.mark.parametrize(
    "text",
    [
        "Thu nội địa hụt 120 tỷ đồng so với dự toán.",
        "Thu nội địa vượt dự toán 120 tỷ đồng.",
        "Thu nội địa tăng 120 tỷ đồng so với dự toán.",
        "Thu nội địa thấp hơn kế hoạch 120 tỷ đồng.",
        "Thu nội địa so với dự toán tăng 120 tỷ đồng, còn lại không đổi.",
        "Domestic revenue exceeded the plan by VND120 billion.",
        "Domestic revenue was VND120 billion short of the plan.",
    ],
)
def test_no_measure_is_the_distance_from_a_plan(text: str) -> None:
    for measure in ("IB", "DB", "L"):
        (doubt,) = compared(text, f"domestic_revenue {measure} 120 bn").misworded
        assert doubt.about == "measure"
        assert "no measure says how far from a plan" in doubt.why


def test_the_distance_of_a_rate_from_a_plan_in_points() -> None:
    text = "Tỷ lệ che phủ rừng cao hơn 0,5 điểm phần trăm so với {}."
    rows = "forest_cover_rate IB 0,5 pt"
    assert compared(text.format("cùng kỳ"), rows).clean
    assert columns(compared(text.format("kế hoạch"), rows)) == {"measure"}


@pytest.mark.parametrize(
    "words",
    [
        "làm giảm 0,3 điểm phần trăm",
        "làm giảm tốc độ tăng trưởng chung 0,3 điểm phần trăm",
        "kéo giảm khoảng 0,3 điểm %",
        "khiến mức tăng chung giảm 0,3 điểm phần trăm",
        "góp phần làm giảm 0,3 điểm phần trăm",
        "đóng góp âm 0,3 điểm phần trăm",
        "subtracting 0,3 percentage points",
        "lowering overall growth by 0,3 percentage points",
    ],
)
def test_points_that_lower_the_total_have_a_minus(words: str) -> None:
    text = f"Công nghiệp và xây dựng giảm 1,2%, {words}."
    fall = "grdp_industry_construction D 1,2 %"
    assert compared(text, f"{fall}; grdp_industry_construction C -0,3 pt").clean
    wrong = compared(text, f"{fall}; grdp_industry_construction C 0,3 pt")
    assert columns(wrong) == {"measure"}
    assert "write its number with a minus sign" in wrong.misworded[0].why


@pytest.mark.parametrize(
    "words", ["làm tăng 0,3 điểm phần trăm", "đóng góp 0,3 điểm phần trăm", "góp 0,3 điểm %"]
)
def test_points_that_add_to_the_total_have_none(words: str) -> None:
    text = f"Công nghiệp và xây dựng tăng 1,2%, {words}."
    rise = "grdp_industry_construction I 1,2 %"
    assert compared(text, f"{rise}; grdp_industry_construction C 0,3 pt").clean
    assert compared(text, f"{rise}; grdp_industry_construction C -0,3 pt").missing


def test_a_rate_that_is_lowered_by_points() -> None:
    text = "Chương trình làm giảm tỷ lệ hộ nghèo 0,3 điểm phần trăm."
    assert compared(text, "poverty_rate DB 0,3 pt").clean
    assert columns(compared(text, "poverty_rate IB 0,3 pt")) == {"measure"}


@pytest.mark.parametrize(
    "text",
    [
        "Có 2/3 số hộ dùng nước máy.",
        "Đến nay 1/3 số xã về đích.",
        "Đàn bò chiếm 2/3 tổng đàn.",
        "Nâng cấp 10/11 trạm y tế.",
        "Đã xong 5/7 nội dung.",
        "Toàn tỉnh có 3/8 địa phương khá.",
    ],
)
def test_a_fraction_is_no_date(text: str) -> None:
    assert len(compared(text, "").unclaimed) == 2


@pytest.mark.parametrize(
    ("text", "rows", "unit"),
    [
        ("Hỗ trợ 7 hộ nghèo người Mông.", "population L 7 p", "hộ"),
        ("Cấp 45 hộ tấn gạo.", "rice_output L 45 t", "hộ"),
        ("Có 3 dự án (tỷ đồng).", "total_investment L 3 bn", "dự án"),
        ("Thu 690 triệu USD.", "exports L 690 busd", "triệu USD"),
        ("Exports reached US$6.3 billion.", "exports L 6.3 usd", "US$ … billion"),
        ("Revenue was VND98 trillion.", "budget_revenue L 98 bn", "VND … trillion"),
    ],
)
def test_a_wrong_unit(text: str, rows: str, unit: str) -> None:
    (missing,) = compared(text, rows, form="en" if text.isascii() else "vi").missing
    assert f"with the unit {unit!r}" in missing.why or f"with the unit '{unit}" in missing.why


TWO_PLANS = "Thu nội địa đạt 118% dự toán Trung ương giao và 112% dự toán HĐND tỉnh giao."


def test_plans_exchanged() -> None:
    right = "domestic_revenue P 118 % b=central; domestic_revenue P 112 % b=council"
    assert compared(TWO_PLANS, right).clean
    wrong = "domestic_revenue P 118 % b=council; domestic_revenue P 112 % b=central"
    first, second = compared(TWO_PLANS, wrong).misworded
    assert first.about == second.about == "basis"
    assert first.why == (
        "the text says 'Trung ương' of its plan, and the basis is council: write central"
    )


@pytest.mark.parametrize(
    ("text", "basis", "sound"),
    [
        ("đạt 48% kế hoạch Thủ tướng Chính phủ giao", "prime_minister", True),
        ("đạt 48% kế hoạch Thủ tướng Chính phủ giao", "council", False),
        ("đạt 48% kế hoạch Chính phủ giao", "central", True),
        ("đạt 48% kế hoạch TW giao", "council", False),
        ("đạt 48% dự toán tỉnh giao", "council", True),
        ("đạt 48% dự toán tỉnh giao", "central", False),
        ("đạt 48% kế hoạch", "council", True),
        ("đạt 48% dự toán Trung ương giao", "", True),
        ("so với dự toán Trung ương giao, đạt 48%", "council", False),
    ],
)
def test_who_gave_the_plan(text: str, basis: str, sound: bool) -> None:
    outcome = compared(f"Thu nội địa {text}.", f"domestic_revenue P 48 % b={basis}")
    assert columns(outcome) == (set() if sound else {"basis"})


def test_a_blank_basis_is_too_little_where_two_plans_are_named() -> None:
    rows = "domestic_revenue P 118 %; domestic_revenue P 112 % b=council"
    (doubt,) = compared(TWO_PLANS, rows).misworded
    assert "names several plans" in doubt.why and doubt.why.endswith("write central")


TWO_MONTHS = "CPI tháng 5 tăng 0,31%, tháng 6 giảm 0,12% so với tháng trước."


def test_two_months_of_a_price_index_exchanged() -> None:
    may = "cpi I 0,31 % b=previous_month per=2023-05"
    june = "cpi D 0,12 % b=previous_month per=2023-06"
    assert compared(TWO_MONTHS, f"{may};{june}").clean
    wrong = f"{may[:-1]}6;{june[:-1]}5"
    assert [doubt.about for doubt in compared(TWO_MONTHS, wrong).misworded] == ["period_id"] * 2


@pytest.mark.parametrize(
    ("words", "bases"),
    [
        ("so với tháng trước", {"previous_month"}),
        ("so với tháng 5", {"previous_month"}),
        ("so với tháng 5/2023", {"previous_month"}),
        ("so với tháng 6/2022", {""}),
        ("so với cùng kỳ", {""}),
        ("so với cùng kỳ năm 2022", {""}),
        ("so với cùng tháng năm trước", {""}),
        ("so với cùng kỳ năm 2019", {"base_2019"}),
        ("so với tháng 12 năm trước", {"previous_december"}),
        ("so với tháng 12/2022", {"previous_december"}),
        ("so với đầu năm", {"previous_december"}),
        ("so với cuối năm 2022", {"previous_december"}),
        ("so với 31/12/2022", {"previous_december"}),
        ("so với năm 2019", {"base_2019"}),
        ("so với kỳ gốc 2019", {"base_2019"}),
        ("so với niên vụ trước", {"", "previous_month", "previous_december", "base_2019"}),
    ],
)
def test_what_a_rate_compares_with(words: str, bases: set[str]) -> None:
    for basis in ("", "previous_month", "previous_december", "base_2019"):
        text = f"CPI tăng 0,31% {words}. Tháng trước, tháng 12 năm trước, năm 2019 không đổi."
        outcome = compared(text, f"cpi I 0,31 % b={basis}", period="2023-06")
        assert columns(outcome) == (set() if basis in bases else {"basis"}), basis


@pytest.mark.parametrize("note", ["", "base unclear", "base previous crop year"])
@pytest.mark.parametrize(
    ("words", "sound"),
    [("tháng trước", False), ("cùng kỳ", True), ("vụ trước", True), ("bình quân 5 năm", True)],
)
def test_a_note_does_not_change_the_basis(words: str, note: str, sound: bool) -> None:
    figure = row(1, "exports I 5 %") | {"note": note}
    outcome = verify(
        [figure],
        f"Xuất khẩu tăng 5% so với {words}.",
        report={"number_format": "vi", "period_id": "2023-06"},
        units=SHIPPED["units"],
        indicators=SHIPPED["indicators"],
    )
    assert columns(outcome) == (set() if sound else {"basis"})


@pytest.mark.parametrize(
    ("text", "kind", "year", "month", "quarter"),
    [
        ("so với tháng 5/2022", "month", 2022, 5, None),
        ("so với tháng 5 năm 2022", "month", 2022, 5, None),
        ("so với tháng 5", "month", None, 5, None),
        ("so với quý ii/2022", "quarter", 2022, None, 2),
        ("so với quý IV năm 2022", "quarter", 2022, None, 4),
        ("so với 31/12/2022", "previous_december", 2022, None, None),
        ("so với cuối năm 2022", "previous_december", 2022, None, None),
        ("the same period of 2022", "same", 2022, None, None),
        ("so với năm gốc 2010", "year", 2010, None, None),
        ("so với KH", "plan", None, None, None),
    ],
)
def test_what_a_comparison_names(
    text: str, kind: str, year: int | None, month: int | None, quarter: int | None
) -> None:
    text = text if text.startswith("so") else f"against {text}"
    (one,) = comparisons(text)
    assert (one.kind, one.year, one.month, one.quarter) == (kind, year, month, quarter)


def test_abbreviations_of_a_plan_and_english_months_have_capitals() -> None:
    assert comparisons("so với dt") == comparisons("so với kh") == ()
    assert comparisons("SO VỚI DT")[0].kind == "plan"
    days = [one.days for one in period_mentions("In May and by March, not a march or may", 2023)]
    assert days == [
        (date(2023, 5, 1), date(2023, 5, 31)),
        (date(2023, 3, 1), date(2023, 3, 31)),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("nửa đầu năm 2022", (date(2022, 1, 1), date(2022, 6, 30))),
        ("6 tháng cuối năm", (date(2023, 7, 1), date(2023, 12, 31))),
        ("in the second half of 2022", (date(2022, 7, 1), date(2022, 12, 31))),
        ("H1 2022", (date(2022, 1, 1), date(2022, 6, 30))),
        ("đến ngày 15/6", (date(2023, 6, 15), date(2023, 6, 15))),
    ],
)
def test_the_days_that_words_name(text: str, days: tuple[date, date]) -> None:
    assert [one.days for one in period_mentions(text, 2023)] == [days]


@pytest.mark.parametrize("text", ["15/5/2022", "May 15, 2022", "15 May 2022"])
def test_a_date_names_its_day(text: str) -> None:
    day = date(2022, 5, 15)
    assert (day, day) in named_periods(text, (date(2022, 1, 1), date(2022, 6, 30)))
    assert (day, day) not in named_periods(text[:-4], (date(2024, 1, 1), date(2024, 6, 30)))


def test_two_rates_side_by_side_compare_as_the_pair_before_them() -> None:
    text = (
        "IIP tăng 3,2% so với tháng trước và tăng 8,9% so với cùng kỳ; "
        "khai khoáng giảm 1,6% và giảm 2,3%."
    )
    head = (
        "industrial_production_index I 3,2 % b=previous_month; industrial_production_index I 8,9 %"
    )
    right = f"{head}; iip_mining D 1,6 % b=previous_month; iip_mining D 2,3 %"
    assert compared(text, right, period="2023-06").clean
    wrong = f"{head}; iip_mining D 1,6 %; iip_mining D 2,3 % b=previous_month"
    assert len(compared(text, wrong, period="2023-06").misworded) == 2


@pytest.mark.parametrize(
    ("basis", "sound"), [("previous_month", True), ("", True), ("base_2015", False)]
)
def test_the_basis_of_a_rate_that_two_periods_follow(basis: str, sound: bool) -> None:
    text = "Tháng 6, IIP tăng 1,2% so với tháng trước và cùng kỳ, năm gốc 2015."
    outcome = compared(text, f"industrial_production_index I 1,2 % per=2023-06 b={basis}")
    assert columns(outcome) == (set() if sound else {"basis"})


def test_a_basis_that_the_text_never_names() -> None:
    outcome = compared("Xuất khẩu tăng 5%.", "exports I 5 % b=previous_quarter")
    assert "no words up to its paragraph name that period" in outcome.misworded[0].why


@pytest.mark.parametrize(
    ("text", "period", "sound"),
    [
        ("Tính chung 7 tháng, xuất khẩu tăng 5%.", "2023-07", False),
        ("Tính chung 7 tháng, xuất khẩu tăng 5%.", "2023-7M", True),
        ("Bảy tháng đầu năm, xuất khẩu tăng 5%.", "2023-7M", True),
        ("Quý II, xuất khẩu tăng 5%.", "2023-Q2", True),
        ("Quý II, xuất khẩu tăng 5%.", "2023-H1", False),
        ("6 tháng đầu năm, xuất khẩu tăng 5%.", "2023-H1", True),
        ("Cả năm 2023, xuất khẩu tăng 5%.", "2023", True),
        ("Cả năm 2022, xuất khẩu tăng 5%.", "2023", False),
        ("Đến hết ngày 30/6, xuất khẩu tăng 5%.", "2023-H1", True),
        ("Đến cuối tháng 6, xuất khẩu tăng 5%.", "2023-H1", True),
        ("Xuất khẩu tăng 5% trong quý II.", "2023-Q2", True),
        ("Xuất khẩu tăng 5% so với tháng 4.", "2023-05", True),
        ("Cùng kỳ năm 2022, xuất khẩu tăng 5%.", "2023-H1", True),
        ("Kế hoạch năm 2022 đề ra, xuất khẩu tăng 5%.", "2023-H1", True),
        ("In the first seven months, exports rose 5%.", "2023-7M", True),
        ("In the first seven months, exports rose 5%.", "2023-07", False),
        ("Exports rose 5% in June.", "2023-06", True),
        ("Exports rose 5% in June.", "2023-05", False),
        ("Giai đoạn 2021-2025, xuất khẩu tăng 5%.", "2021..2025", True),
        ("GRDP tăng 6%, xuất khẩu tăng 5% năm 2022.", "2023", False),
        ("Lợi ích từ xuất khẩu 7 tháng tăng 5%.", "2023-07", False),
        ("Lợi ích từ xuất khẩu 7 tháng tăng 5%.", "2023-7M", True),
        ("Tính chung 7 tháng, xuất khẩu tăng từ 5%.", "2023-07", True),
    ],
)
def test_the_period(text: str, period: str, sound: bool) -> None:
    form = "en" if text.isascii() else "vi"
    outcome = compared(text, "exports I 5 %", period=period, form=form)
    assert ("period_id" not in columns(outcome)) is sound


@pytest.mark.parametrize(
    ("text", "rows", "sound"),
    [
        ("Quý I năm 2023, giá vàng tăng 4,2% so với tháng trước.",
         "gold_price I 4,2 % b=previous_month per=2023-Q1", False),
        ("Tháng 3 năm 2023, giá vàng tăng 4,2% so với tháng trước.",
         "gold_price I 4,2 % b=previous_month per=2023-03", True),
        ("Sáu tháng đầu năm 2023, xuất khẩu tăng 4,2% so với quý trước.",
         "exports I 4,2 % b=previous_quarter", False),
        ("Trong quý III/2023, xuất khẩu đạt 98 triệu USD.", "exports L 98 usd per=2023-09-30",
         False),
        ("Trong quý III/2023, dư nợ tín dụng 98 tỷ đồng.", "credit L 98 bn per=2023-09-30", True),
        ("Đến 30/9/2023, xuất khẩu đạt 98 triệu USD.", "exports L 98 usd per=2023-09-30", True),
    ],
)  # fmt: skip
def test_periods_that_basis_or_kind_exclude(text: str, rows: str, sound: bool) -> None:
    assert ("period_id" not in columns(compared(text, rows))) is sound


def test_a_year_of_prices_is_no_basis() -> None:
    assert compared("GRDP (giá so sánh 2010) tăng 5%.", "grdp I 5 %").clean


def test_a_year_that_a_figure_equals_is_no_period() -> None:
    assert compared("Xuất khẩu bằng 106,8% năm 2022.", "exports X 106,8 %", period="2023").clean
    text = "Exports were double the level of 2022, including a rise of 5% in rice exports."
    assert compared(text, "rice_exports I 5 %", period="2023", form="en").clean
    text = "Exports rose 16.3%, 21.1% above 2019."
    rows = "exports I 16.3 %; exports I 21.1 % b=base_2019"
    assert compared(text, rows, period="2023", form="en").clean


def test_a_period_that_the_text_never_names() -> None:
    outcome = compared("Xuất khẩu tăng 5%.", "exports I 5 % per=2023-02")
    assert "no words in the text name it" in outcome.misworded[0].why
    assert compared("Xuất khẩu tăng 5%.", "exports I 5 % per=2022-H1").clean


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tổng thu ngân sách trên địa bàn đạt 640 tỷ đồng.", "new_enterprise_capital L 640 bn"),
        (
            "Xuất khẩu 690 triệu USD; nhập khẩu 320 triệu USD.",
            "imports L 690 usd;exports L 320 usd",
        ),
        ("Nhãn 812 ha, ngô 655 ha.", "sugarcane_area L 655 ha"),
        ("Gieo trồng 812 ha ngô.", "sugarcane_area L 812 ha"),
        ("Giáo dục tăng 0,15%; giao thông tăng 2,96%.", "cpi_transport I 0,15 %"),
        ("Exports rose 5% and imports fell 3%.", "imports I 5 %; exports D 3 %"),
        ("CPI tăng 0,31%.", "cpi_education I 0,31 %"),
        ("Lao động có việc làm tăng 5%.", "exports I 5 %"),
        ("Kim ngạch xuất khẩu hàng hóa đạt 690 triệu USD.", "imports L 690 usd"),
        ("Kim ngạch nhập khẩu hàng hóa tăng 5%.", "exports I 5 %"),
        ("Tổng kim ngạch xuất nhập khẩu đạt 690 triệu USD.", "imports L 690 usd"),
        ("Tổng kim ngạch xuất nhập khẩu đạt 690 triệu USD.", "exports L 690 usd"),
        ("Tổng thu ngân sách nhà nước trên địa bàn đạt 75 tỷ đồng.", "budget_expenditure L 75 bn"),
        ("Vốn khu vực ngoài nhà nước đạt 75 tỷ đồng.", "state_investment L 75 bn"),
        ("Khách quốc tế 21 nghìn lượt; khách nội địa 83 nghìn lượt.",
         "domestic_tourists L 21 thousand_visits;international_tourists L 83 thousand_visits"),
        ("Số người chết 97 người.", "traffic_injured L 97 p"),
        ("Xuất khẩu đạt 690 triệu USD, tương ứng 47% kế hoạch.", "imports L 690 usd"),
        ("Dân số trung bình sơ bộ 670 người.", "traffic_deaths L 670 p"),
        ("Tai nạn giao thông làm chết 97 người, bị thương 31 người.",
         "traffic_injured L 97 p;traffic_deaths L 31 p"),
        ("Có 5 nhóm tăng giá, 4 nhóm giảm giá.",
         "cpi_groups_down L 5 commodity_group;cpi_groups_up L 4 commodity_group"),
        ("GRDP theo giá hiện hành đạt 75 tỷ đồng.", "grdp_constant_prices L 75 bn"),
        ("GRDP theo giá so sánh đạt 75 tỷ đồng.", "grdp_current_prices L 75 bn"),
        ("Vốn khu vực nhà nước đạt 75 tỷ đồng.", "non_state_investment L 75 bn"),
    ],
)  # fmt: skip
def test_a_wrong_indicator(text: str, rows: str) -> None:
    outcome = compared(text, rows, form="en" if text.isascii() else "vi")
    assert len(outcome.misworded) == len(rows.split(";"))
    assert columns(outcome) == {"indicator_id"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Kim ngạch xuất khẩu hàng hóa đạt 690 triệu USD.", "exports L 690 usd"),
        ("Tổng kim ngạch xuất nhập khẩu đạt 690 triệu USD.", "trade L 690 usd"),
        ("Vốn khu vực ngoài nhà nước đạt 75 tỷ đồng.", "non_state_investment L 75 bn"),
        ("Khách quốc tế 21 nghìn lượt; khách nội địa 83 nghìn lượt.",
         "international_tourists L 21 thousand_visits;domestic_tourists L 83 thousand_visits"),
        ("Dân số trung bình sơ bộ 670 người.", "population L 670 p"),
        ("Tai nạn giao thông làm chết 97 người và bị thương 31 người.",
         "traffic_deaths L 97 p;traffic_injured L 31 p"),
        ("Tai nạn giao thông làm 97 người chết và 31 người bị thương.",
         "traffic_deaths L 97 p;traffic_injured L 31 p"),
        ("Có 5 nhóm tăng giá, 4 nhóm giảm giá.",
         "cpi_groups_up L 5 commodity_group;cpi_groups_down L 4 commodity_group"),
        ("GRDP theo giá hiện hành đạt 75 tỷ đồng.", "grdp_current_prices L 75 bn"),
        ("Xuất khẩu và nhập khẩu đạt 3 triệu USD và 5 triệu USD, tương ứng tăng 4% và 6%.",
         "exports L 3 usd;imports L 5 usd;exports I 4 %;imports I 6 %"),
    ],
)  # fmt: skip
def test_a_right_indicator(text: str, rows: str) -> None:
    assert compared(text, rows).clean


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Revenue hit 60% of the annual estimate, an increase of 15.7%.",
         "budget_revenue P 60 %; budget_revenue I 15.7 %"),
        ("The city had 119 newly established and registered enterprises.",
         "new_enterprises L 119 dn"),
        ("Inflation rose 2.4%.", "cpi I 2.4 %"),
        ("The city's economy expanded 2.58%.", "grdp I 2.58 %"),
    ],
)  # fmt: skip
def test_a_right_indicator_in_english(text: str, rows: str) -> None:
    assert compared(text, rows, form="en").clean


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Inflation rose 0.4% and 2.1% from a year earlier.", "cpi I 0.4 %;cpi S 2.1 %"),
        ("Exports reached $3 million, exceeding the plan by 12.4%.",
         "exports L 3 usd;exports I 12.4 %"),
        ("State budget revenue reached VND19.3 trillion, equal to 60% of the plan.",
         "budget_revenue PL 19.3 tn;budget_revenue P 60 %"),
    ],
)  # fmt: skip
def test_a_wrong_measure_in_english(text: str, rows: str) -> None:
    assert columns(compared(text, rows, form="en")) == {"measure"}


def test_the_reason_names_the_plain_indicator_and_a_word_of_the_text() -> None:
    (doubt,) = compared("Exports fell 10.6%.", "cpi D 10.6 %", form="en").misworded
    assert "'Exports' (exports)" in doubt.why
    text = "Exports reached 3 million dollars, 12.5% below plan."
    rows = "exports L 3 usd; exports O 12.5 %"
    (doubt,) = compared(text, rows, form="en").misworded
    assert "'below … plan'" in doubt.why


@pytest.mark.parametrize("verb", ["làm", "khiến", "kéo"])
def test_a_verb_names_no_indicator(verb: str) -> None:
    rows = "exports D 1,2 %; exports C -0,3 pt"
    assert compared(f"Xuất khẩu giảm 1,2%, {verb} giảm 0,3 điểm phần trăm.", rows).clean
    assert not subject_words(f"{verb} giảm")
    assert subject_words("việc làm mới") == ["việc", "làm"]


def test_the_reason_names_the_words_and_the_indicator() -> None:
    (doubt,) = compared("Xuất khẩu đạt 690 triệu USD.", "imports L 690 usd").misworded
    assert doubt.why == (
        "the words near it are 'Xuất khẩu đạt', which name 'xuất khẩu' (exports), "
        "not 'Kim ngạch nhập khẩu'"
    )
    (doubt,) = compared("Lúa được mùa, thu 640 tỷ đồng.", "credit L 640 bn").misworded
    assert "hardly a word of its name" in doubt.why


# --- Right rows that must not be doubted --------------------------------------------------------

RIGHT = (
    "Thu ngân sách nhà nước 6 tháng đạt 4.215 tỷ đồng, bằng 52,3% dự toán, giảm 4,8% so với"
    " cùng kỳ; trong đó"
    " thu nội địa 3.102 tỷ đồng, đạt 49,7% dự toán. | budget_revenue L 4.215 bn; budget_revenue"
    " P 52,3 %;"
    " budget_revenue D 4,8 %; domestic_revenue L 3.102 bn; domestic_revenue P 49,7 %",
    "Chi ngân sách địa phương ước 7.800 tỷ đồng, trong đó chi thường xuyên 4.210 tỷ đồng (chiếm"
    " 54%). |"
    " budget_expenditure L 7.800 bn q=estimated; recurrent_expenditure L 4.210 bn;"
    " recurrent_expenditure S 54 %",
    "Chỉ số giá tiêu dùng tháng 6 tăng 0,27% so với tháng trước, tăng 2,1% so với tháng 12 năm"
    " trước và tăng 3,4%"
    " so với cùng kỳ; bình quân 6 tháng tăng 3,29% so với bình quân cùng kỳ năm trước. |"
    " cpi I 0,27 % b=previous_month per=2023-06; cpi I 2,1 % b=previous_december per=2023-06;"
    " cpi I 3,4 % per=2023-06; cpi I 3,29 %",
    "Gieo trồng được 12.450 ha lúa vụ mùa, tăng 320 ha so với cùng kỳ; diện tích ngô 3.120 ha,"
    " giảm 45 ha. |"
    " winter_rice_area L 12.450 ha; winter_rice_area IB 320 ha; maize_area L 3.120 ha;"
    " maize_area DB 45 ha",
    "Sản lượng thủy sản đạt 18,6 nghìn tấn (+3,2%), trong đó khai thác 4,1 nghìn tấn (-1,5%). |"
    " seafood_output L 18,6 kt; seafood_output I +3,2 %; caught_seafood_output L 4,1 kt;"
    " caught_seafood_output I -1,5 %",
    "Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 4,1%. | poverty_rate Q 5,2 %; poverty_rate L 4,1 %",
    "Giải ngân vốn đầu tư công đến hết ngày 30/6 đạt 1.120 tỷ đồng, bằng 31,5% kế hoạch Thủ"
    " tướng Chính phủ giao và"
    " 27,9% kế hoạch HĐND tỉnh giao. | public_investment_disbursement L 1.120 bn;"
    " public_investment_disbursement P 31,5 % b=prime_minister; public_investment_disbursement"
    " P 27,9 % b=council",
    "Có 215 doanh nghiệp thành lập mới với số vốn đăng ký 1.870 tỷ đồng; 46 doanh nghiệp giải"
    " thể. |"
    " new_enterprises L 215 dn; new_enterprise_capital L 1.870 bn; dissolved_enterprises L 46 dn",
    "Tổng dư nợ tín dụng đến cuối tháng 6 ước đạt 45.300 tỷ đồng, tăng 6,1% so với đầu năm. |"
    " credit L 45.300 bn q=estimated; credit I 6,1 % b=previous_december",
    "Tốc độ tăng trưởng GRDP 6 tháng đầu năm đạt 7,35%, trong đó khu vực dịch vụ tăng 8,2%,"
    " đóng góp 3,4 điểm phần"
    " trăm. | grdp I 7,35 %; grdp_services I 8,2 %; grdp_services C 3,4 pt",
    "Xảy ra 12 vụ tai nạn giao thông, làm chết 7 người; so với cùng kỳ giảm 3 vụ, tăng 1 người"
    " chết. |"
    " traffic_accidents L 12 case; traffic_deaths L 7 p; traffic_accidents DB 3 case;"
    " traffic_deaths IB 1 p",
    "Xuất khẩu trong quý đạt 90 triệu USD, 6 tháng 190 triệu USD. "
    "| exports L 90 usd per=2023-Q2; exports L 190 usd",
    "Trong tháng xuất khẩu 90 triệu USD; lũy kế 190 triệu USD. "
    "| exports L 90 usd per=2023-06; exports L 190 usd",
    "IIP tháng 6 tăng 1,2% so với tháng trước và cùng kỳ. "
    "| industrial_production_index I 1,2 % b=previous_month per=2023-06",
    "GRDP tăng 5,1%, thấp hơn so với cùng kỳ năm trước là 6,2%. "
    "| grdp I 5,1 %; grdp I 6,2 % per=2022-H1",
    "Giá vàng tăng trung bình 3,5% so với tháng trước. "
    "| gold_price I 3,5 % b=previous_month per=2023-06",
    "Xuất khẩu 6 tháng đạt 190 triệu USD (trong tháng đạt 30 triệu USD). "
    "| exports L 190 usd; exports L 30 usd per=2023-06",
    "Thu ngân sách qua khu vực CK đạt 926 tỷ đồng. | budget_revenue L 926 bn",
    "Sản lượng thủy sản, so với cùng kỳ (nghìn tấn): 120 125 104,2%. "
    "| seafood_output L 120 kt; seafood_output L 125 kt; seafood_output X 104,2 %",
    "Tháng 6, CPI tăng 1,2% và 9,5% so với tháng trước và cùng kỳ. "
    "| cpi I 1,2 % b=previous_month per=2023-06; cpi I 9,5 % per=2023-06",
    "Thu ngân sách đạt 102/95 tỷ đồng, bằng 107,4% dự toán. "
    "| budget_revenue L 102 bn; budget_revenue PL 95 bn; budget_revenue P 107,4 %",
    "Quý I và quý II, GRDP lần lượt tăng 6,1% và 7,9%. | grdp I 6,1 % per=2023-Q1; grdp I 7,9 %"
    " per=2023-Q2",
    "Hàng hóa vận chuyển đạt 1.240 nghìn tấn và luân chuyển 96,3 triệu tấn.km, tăng 7,2% và"
    " 8,4% so với cùng kỳ. |"
    " freight_carried L 1.240 kt; freight_turnover L 96,3 million_tonne_km; freight_carried I"
    " 7,2 %;"
    " freight_turnover I 8,4 %",
    "Tổng lượt khách du lịch đạt 1,2 triệu lượt, gấp 1,8 lần cùng kỳ; doanh thu du lịch bằng"
    " 1,1 lần kế hoạch. |"
    " tourists L 1,2 visits; tourists M 1,8 x; tourism_revenue PM 1,1 x",
    "Vốn đầu tư toàn xã hội ước đạt trên 12.000 tỷ đồng, đạt 47% kế hoạch năm (kế hoạch: 25.400"
    " tỷ đồng). |"
    " total_investment L 12.000 bn q=estimated+over; total_investment P 47 %; total_investment"
    " PL 25.400 bn",
    "Mục tiêu tăng trưởng GRDP cả năm 2023 là 7,5-8%. | grdp_growth_target L 7,5-8 % per=2023",
    "GRDP cả năm 2023 dự kiến tăng từ 5 đến 7 %. | grdp I 5-7 % per=2023",
    "GRDP cả năm 2023 dự kiến tăng 7,5–8 %. | grdp I 7,5-8 % per=2023",
    "Thu ngân sách đạt 4.215 tỷ 300 triệu đồng. | budget_revenue L 4.215,3 bn",
    "Thu ngân sách đạt 4.215 tỷ 300 triệu đồng. | budget_revenue L 4.215 bn; budget_revenue L"
    " 300 mn",
    "Xuất khẩu: thủy sản 168, gạo 143, giày da 189 triệu USD. | seafood_exports L 168 usd;"
    " rice_exports L 143 usd; footwear_exports L 189 usd",
    "Dư nợ tín dụng đến 30/9/2023 đạt 340 tỷ đồng. | credit L 340 bn per=2023-09-30",
    "GRDP quý II − 4,46% so với cùng kỳ. | grdp I -4,46 % per=2023-Q2",
    "GRDP quý II: - 4,46% so với cùng kỳ. | grdp I -4,46 % per=2023-Q2",
    "GRDP tăng trưởng âm 2,3%. | grdp D 2,3 %",
    "Tại họp báo ngày 20/7, lãnh đạo tỉnh cho biết xuất khẩu tăng 5%. | exports I 5 %",
    "Theo Luật Đầu tư năm 2020, tỉnh cấp mới 5 dự án FDI. | fdi_new_projects L 5 da",
    "Toàn ngành còn thiếu 45 trường. | schools L 45 school",
    "Xuất khẩu gạo đạt 42 nghìn tấn, trị giá 21 triệu USD, tăng 8% về lượng và 15% về giá trị. |"
    " rice_export_volume L 42 kt; rice_exports L 21 usd; rice_export_volume I 8 %;"
    " rice_exports I 15 %",
    "Nhập siêu 120 triệu USD, trong khi cùng kỳ năm trước xuất siêu 45 triệu USD. |"
    " trade_deficit L 120 usd; trade_balance Q 45 usd",
    "Tính đến hết quý II, giải ngân vốn đầu tư công đạt 33,2% kế hoạch vốn, thấp hơn cùng kỳ"
    " (36,5%). |"
    " public_investment_disbursement P 33,2 %; public_investment_disbursement P 36,5 % per=2022-H1",
    "GRDP 6 tháng tăng 7,1% (quý I tăng 6,4%, quý II tăng 7,7%). | grdp I 7,1 %; grdp I 6,4"
    " % per=2023-Q1;"
    " grdp I 7,7 % per=2023-Q2",
    "Thu ngân sách tháng 6 ước 700 tỷ đồng, lũy kế 6 tháng 4.215 tỷ đồng. |"
    " budget_revenue L 700 bn q=estimated per=2023-06; budget_revenue L 4.215 bn",
    "Thu ngân sách đạt 4.200 tỷ đồng/8.100 tỷ đồng, bằng 51,9% kế hoạch. | budget_revenue L"
    " 4.200 bn;"
    " budget_revenue PL 8.100 bn; budget_revenue P 51,9 %",
    "Khu vực nông nghiệp đóng góp âm 0,2 điểm phần trăm. | grdp_agriculture C -0,2 pt",
)  # fmt: skip

RIGHT_ENGLISH = (
    "State budget revenue hit VND4.2 trillion (US$178 million), equivalent to 52.3% of the"
    " year's estimate and down"
    " 4.8% year on year. | budget_revenue L 4.2 tn; budget_revenue P 52.3 %; budget_revenue D"
    " 4.8 %",
    "Export turnover was estimated at $1.25 billion in June, a year-on-year rise of 15%, while"
    " imports dropped 6.6% to"
    " $980 million. | exports L 1.25 busd q=estimated per=2023-06; exports I 15 % per=2023-06;"
    " imports D 6.6 % per=2023-06; imports L 980 usd per=2023-06",
    "The consumer price index in June inched up 0.27% from the previous month and 3.4% compared"
    " with the same period"
    " last year. | cpi I 0.27 % b=previous_month per=2023-06; cpi I 3.4 % per=2023-06",
    "The province attracted more than 1.2 million visitors, 1.8 times higher than a year earlier. |"
    " tourists L 1.2 visits q=over; tourists M 1.8 x",
    "The province welcomed 3.9 million visitors, a 2.3-fold increase. | tourists L 3.9 visits;"
    " tourists M 2.3 x",
    "Services made up 42.6 percent of GRDP, followed by agriculture with 18.4 per cent. |"
    " grdp_services S 42.6 %;"
    " grdp_agriculture S 18.4 %",
    "In the first half of this year, 215 new enterprises were set up with registered capital of"
    " VND1.87 trillion, up"
    " 12% and 8%, respectively. | new_enterprises L 215 dn; new_enterprise_capital L 1.87 tn;"
    " new_enterprises I 12 %; new_enterprise_capital I 8 %",
    "Seafood exports brought in US$210 million, fulfilling 47% of the yearly target of US$450"
    " million. |"
    " seafood_exports L 210 usd; seafood_exports P 47 %; seafood_exports PL 450 usd",
    "The poverty rate fell to 4.1%, down 1.1 percentage points against 2022. | poverty_rate L"
    " 4.1 %;"
    " poverty_rate DB 1.1 pt",
    "Budget revenue exceeded the plan by 12%. | budget_revenue O 12 %",
    "Budget revenue was 12% below the plan. | budget_revenue U 12 %",
    "Ranking 8th of 63 on June 30, 2023, Hai Phong planned for 2021-2025; in 2022 it was third"
    " among the 63"
    " localities. |",
)  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_right_rows_are_clean(case: str) -> None:
    text, rows = case.split("|")
    outcome = compared(text, rows)
    assert outcome.clean, outcome
    assert outcome.notes == ()


@pytest.mark.parametrize("case", RIGHT_ENGLISH)
def test_right_rows_of_english_texts_are_clean(case: str) -> None:
    text, rows = case.split("|")
    outcome = compared(text, rows, form="en")
    assert outcome.clean, outcome
    assert outcome.notes == ()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Đón 2,72 triệu lượt, tăng mạnh.", "tourists L 2,72 visits"),
        ("Thu ngân sách 5.420 tỷ, vượt kế hoạch.", "budget_revenue L 5.420 bn"),
        ("Toàn tỉnh có 1.180 DN thành lập mới.", "new_enterprises L 1.180 dn"),
        ("Sản lượng lúa 34,5 vạn tấn.", "rice_output L 34,5 wt"),
        ("Xuất khẩu 5 triệu đôla Mỹ.", "exports L 5 usd"),
        ("Xuất khẩu 5 tr.USD.", "exports L 5 usd"),
        ("Diện tích ngô 45 héc-ta.", "maize_area L 45 ha"),
        ("Thu ngân sách 12 tỷ ðồng.", "budget_revenue L 12 bn"),
        ("Sản lượng lúa 1\u00a0690 tấn.", "rice_output L 1.690 t"),
        ("Xuất khẩu 690 triệu USD1, tăng 5%.", "exports L 690 usd; exports I 5 %"),
        ("Xuất khẩu 690(1) triệu USD.", "exports L 690 usd"),
        ("Xuất khẩu 690¹ triệu USD.", "exports L 690 usd"),
        ("GRDP tăng 6,72%[1] so với cùng kỳ.", "grdp I 6,72 %"),
        ("Xuất khẩu (triệu USD): 690.", "exports L 690 usd"),
        ("Hộ nghèo từ 12,09 xuống còn 10,9%.", "poverty_rate Q 12,09 %; poverty_rate L 10,9 %"),
        ("Nhập khẩu kém. Xuất khẩu đạt 5 tỷ USD. Nhập khẩu kém. Xuất khẩu đạt 5 tỷ USD.",
         "exports L 5 busd"),
    ],
)  # fmt: skip
def test_units_and_marks_of_real_reports(text: str, rows: str) -> None:
    outcome = compared(text, rows)
    assert outcome.clean, outcome


@pytest.mark.parametrize(
    "text",
    [
        "Trong tháng 9.2021, mưa nhiều.",
        "Quý 1.2023 khởi sắc, khá hơn cùng kỳ 2020.",
        "Niên vụ 2020/2021 kết thúc.",
        "Tỉnh xếp thứ 8/63 tỉnh, thành phố.",
        "Tỉnh đứng hạng 10/63 cả nước.",
        "Tỉnh đứng thứ 2 trong 5 tỉnh của vùng.",
        "Dịp lễ 30/4-1/5 đông khách.",
        "Hội chợ kéo dài 4 ngày.",
        "Tỷ giá tạm tính 1 USD = 23.600 đồng.",
        "Tính theo giá so sánh 2010.",
        "Đó là mức cao nhất trong 10 năm trở lại đây.",
        "Sản phẩm OCOP 3 sao dành cho trẻ dưới 5 tuổi.",
        "Sáng 4/10, UBND tỉnh họp; từ ngày 1 đến 15/6 nghỉ.",
        "Since 2019, on 30 June 2023 and by December 2024.",
        "The first nine months of 2022 were better than 2021.",
        "At constant 2010 prices; the 2023 plan; fiscal 2024.",
        "Các ngày 5, 6 và 7/6; bão số 3; Chương trình 135; chuẩn ISO 9001:2015.",
        "Tết Nguyên đán 2023 vui; PCI tăng 3 bậc; tăng trưởng 2 con số; mỗi tháng 1 lần.",
        "On June 5-6, in the past 12 months and H1 2023, within 24 hours.",
    ],
)
def test_dates_and_ranks_are_set_apart(text: str) -> None:
    outcome = compared(text, "", form="en" if text.isascii() else "vi")
    assert outcome.clean, outcome.unclaimed
    assert outcome.set_apart


# --- Ranges and sums ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows", "sound"),
    [
        ("GRDP bình quân đầu người đạt 73,9 triệu đồng.",
         "grdp_per_capita L 73,9 million_vnd_per_person", True),
        ("GRDP bình quân đầu người đạt 73,9 triệu đồng/người, tăng 5,6 triệu đồng.",
         "grdp_per_capita L 73,9 million_vnd_per_person;"
         "grdp_per_capita IB 5,6 million_vnd_per_person", True),
        ("GRDP của tỉnh đạt 73,9 triệu đồng.",
         "grdp_per_capita L 73,9 million_vnd_per_person", False),
        ("Công nghiệp đóng góp 3,4 điểm phần trăm; dịch vụ đóng góp 2,9 điểm; thuế làm giảm"
         " 0,1 điểm.", "grdp_industry_construction C 3,4 pt;grdp_services C 2,9 pt;"
         "grdp_product_taxes C -0,1 pt", True),
        ("Dịch vụ đóng góp 2,9 điểm.", "grdp_services C 2,9 pt", False),
        ("Công nghiệp đóng góp 3,4 điểm phần trăm; xây 2,9 điểm trường.",
         "grdp_industry_construction C 3,4 pt;grdp_services C 2,9 pt", False),
    ],
)  # fmt: skip
def test_a_unit_left_short(text: str, rows: str, sound: bool) -> None:
    assert (not compared(text, rows, period="2023").missing) is sound


def test_another_range_is_not_found() -> None:
    assert compared("GRDP tăng từ 5 đến 7 %.", "grdp I 5-8 %").missing
    assert compared("Thu ngân sách đạt 12 tỷ 600 triệu đồng.", "budget_revenue L 12,7 bn").missing


def test_a_table_in_text_has_its_heads_and_units_above() -> None:
    text = (
        "Đơn vị tính: tỷ đồng\nChỉ tiêu; Kế hoạch; Thực hiện; So với cùng kỳ (%)\n"
        "Thu nội địa; 8.100; 4.200; 104,2"
    )
    rows = ("PL 8.100 bn", "L 4.200 bn", "X 104,2 %")
    figures = [row(i, f"domestic_revenue {each}") for i, each in enumerate(rows, start=1)]
    outcome = verify(
        [dict(each, place="3") for each in figures],
        text,
        report={"number_format": "vi", "period_id": "2023-H1"},
        units=SHIPPED["units"],
        indicators=SHIPPED["indicators"],
    )
    assert outcome.clean, outcome


def test_the_ends_of_a_range_may_be_two_rows() -> None:
    assert compared("GRDP tăng từ 5 đến 7 %.", "grdp I 5 %; grdp I 7 %").clean


def test_a_bracket_in_another_currency_is_a_conversion() -> None:
    text = "Revenue was VND98.4 trillion (USD4.1 billion)."
    outcome = compared(text, "budget_revenue L 98.4 tn", form="en")
    assert outcome.clean
    assert [(one.number.printed, one.rule) for one in outcome.set_apart] == [("4.1", "conversion")]
    assert not compared(text, "", form="en").clean


def test_eleven_hundred_equal_figures() -> None:
    text = "Xuất khẩu tăng: " + ", ".join(["5%"] * 1100) + "."
    outcome = compared(text, ";".join(["exports I 5 %"] * 1101))
    assert len(outcome.found) == 1100
    assert len(outcome.missing) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Từ 15/8 đến 14/9, xảy ra 21 vụ tai nạn giao thông.",
         "traffic_accidents L 21 case per=2024-09"),
        ("Từ 15/6 đến 14/9, xảy ra 58 vụ tai nạn giao thông.",
         "traffic_accidents L 58 case per=2024-Q3"),
        ("Dư nợ tăng 8.410 tỷ đồng, tương ứng tăng 9,6% so với đầu năm.",
         "credit IB 8.410 bn b=previous_december;credit I 9,6 % b=previous_december"),
        ("Dư nợ tăng 9,6%, so với đầu năm.", "credit I 9,6 % b=previous_december"),
    ],
)  # fmt: skip
def test_days_from_mid_month_and_changes_given_twice_agree(text: str, rows: str) -> None:
    assert columns(compared(text, rows, "2024-9M")) == set()
