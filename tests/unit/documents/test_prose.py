"""Sentences become figures: measure, unit, qualifier, basis, period, territory of every number.

The sentences are invented, in the register of provincial reports. What a number became is written
short: printed number, measure, unit, and where they are not blank qualifier (q=), basis (b=),
period (per=) and territory (ter=).
"""

import pytest

from doichieu.base.paths import SEEDS
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.known import Known
from doichieu.documents.prose.reading import Read, read_figures

KNOWN = Known.read(SEEDS)
SHORT = {
    **{"level": "L", "plan_level": "PL", "prior_level": "Q", "plan_pct": "P", "share_pct": "S"},
    **{"over_plan_pct": "O", "under_plan_pct": "U", "plan_multiple": "PM", "index_pct": "X"},
    **{"increase_pct": "I", "decrease_pct": "D", "increase_by": "IB", "decrease_by": "DB"},
    **{"multiple": "M", "increase_times": "T", "contribution_pts": "C"},
}
UNIT = {
    **{"percent": "%", "point": "pt", "times": "x", "billion_vnd": "bn", "trillion_vnd": "tn"},
    **{"million_usd": "usd", "billion_usd": "busd", "hectare": "ha", "tonne": "t"},
    **{"thousand_tonnes": "kt", "person": "p", "visit": "v", "million_visits": "mv"},
    **{"enterprise": "dn", "project": "da", "million_vnd_per_person": "mn/p"},
}


def read(text: str, period: str = "2023-H1", form: str = "vi") -> Read:
    """The figures of a text in a report of Lạng Sơn on the period."""
    report = {"territory_id": "lang-son", "period_id": period, "number_format": form}
    return read_figures(text.split("\n"), KNOWN, report)


def short(figure: DraftedFigure) -> str:
    """What a number became."""
    more = {
        "q": figure.qualifier.replace(" ", "+"),
        "b": figure.basis,
        "per": figure.period_id,
        "ter": figure.territory_id,
    }
    unit = UNIT.get(figure.unit_id, figure.unit_id)
    words = [figure.printed, SHORT[figure.measure], unit]
    return " ".join([*words, *(f"{key}={value}" for key, value in more.items() if value)])


def became(text: str, period: str = "2023-H1", form: str = "vi") -> str:
    """What the numbers of a text became, apart by semicolons."""
    return "; ".join(short(figure) for figure in read(text, period, form).figures)


def doubted(text: str, form: str = "vi") -> list[str]:
    """The printed numbers of a text whose rows are unsure."""
    return [figure.printed for figure in read(text, form=form).figures if figure.doubts]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu 705 triệu USD, đạt 41,5% kế hoạch, giảm 36,1% so với cùng kỳ.",
         "705 L usd; 41,5 P %; 36,1 D %"),
        ("Thu nội địa 1.985 tỷ đồng, vượt 4,2% dự toán.", "1.985 L bn; 4,2 O %"),
        ("Tôm, cá lần lượt bằng 104% và 101,2% so với cùng kỳ.", "104 X %; 101,2 X %"),
        ("Thu nội địa hụt 6,1% so với dự toán.", "6,1 U %"),
        ("Thu nội địa bằng 81,4% cùng kỳ.", "81,4 X %"),
        ("Thu nội địa bằng 48% năm 2019.", "48 X % b=base_2019"),
        ("Dịch vụ chiếm 68,2%, công nghiệp 19,5%, còn lại 12,3% là thuế.",
         "68,2 S %; 19,5 S %; 12,3 S %"),
        ("Có 4 nhóm giảm giá: giao thông 1,6%; may mặc 0,2%.",
         "4 L commodity_group; 1,6 D %; 0,2 D %"),
        ("Giáo dục tăng 2,9%; y tế 0,4%; ngược lại, giao thông giảm 1,2%, may mặc 0,3%.",
         "2,9 I %; 0,4 I %; 1,2 D %; 0,3 D %"),
        ("Tốc độ tăng trưởng GRDP đạt 7,1% so với cùng kỳ.", "7,1 I %"),
        ("Tốc độ tăng GRDP: 10,2% (kế hoạch: 10,5%).", "10,2 I %; 10,5 L %"),
        ("Tỷ lệ hộ nghèo còn 1,4% (kế hoạch: 1,6%).", "1,4 L %; 1,6 PL %"),
        ("Tỷ lệ hộ dùng nước sạch đạt 91%.", "91 L %"),
        ("Chỉ số sản xuất công nghiệp ước đạt 98,1%.", "98,1 X % q=estimated"),
        ("Công nhận 36/82 xã, đạt 43,9%.", "36 L commune; 82 L commune; 43,9 S %"),
        ("Dư nợ 3.900 tỷ đồng, đạt 38% vốn đăng ký.", "3.900 L bn; 38 S %"),
        ("Chiếm 85,4% diện tích và bằng 101,2% cùng kỳ; phía Bắc chiếm 95,1% và bằng 98,3%.",
         "85,4 S %; 101,2 X %; 95,1 S %; 98,3 X %"),
        ("Tỷ lệ giải ngân đạt 57,2%.", "57,2 P %"),
        ("So với kế hoạch Thủ tướng Chính phủ giao (8.400 tỷ đồng), tỷ lệ giải ngân đạt 24,5%.",
         "8.400 PL bn b=prime_minister; 24,5 P % b=prime_minister"),
        ("GRDP tăng trưởng âm 2,3%.", "-2,3 I %"),
        ("GRDP quý II: - 4,4% so với cùng kỳ.", "-4,4 I % per=2023-Q2"),
        ("Đàn lợn 570 con (+2,4%), đàn dê 165 con (-1,1%).",
         "570 L head; +2,4 I %; 165 L head; -1,1 I %"),
    ],
)  # fmt: skip
def test_a_rate(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thu nội địa tăng 1.475 tỷ đồng; xảy ra 5 vụ, giảm 3 vụ.",
         "1.475 IB bn; 5 L case; 3 DB case"),
        ("Điều chỉnh 8 dự án, vốn tăng thêm 44,2 triệu USD.", "8 L da; 44,2 L usd"),
        ("Gieo trồng 73.400 ha, giảm 1.680 ha (bằng 2,2%).", "73.400 L ha; 1.680 DB ha; 2,2 D %"),
        ("Xảy ra 402 vụ (tăng 31 vụ, tương đương 8,4%).", "402 L case; 31 IB case; 8,4 I %"),
        ("Năng suất tăng 2,6% (1,3 tạ/ha).", "2,6 I %; 1,3 IB quintals_per_hectare"),
        ("Vốn 1.990 tỷ đồng, tăng 115% (cùng kỳ là 926 tỷ đồng).",
         "1.990 L bn; 115 I %; 926 Q bn"),
        ("Đạt 41.300 tỷ đồng, tăng 15,2% so với cùng kỳ năm trước (35.850 tỷ đồng).",
         "41.300 L bn; 15,2 I %; 35.850 Q bn"),
        ("Đón 168 nghìn lượt, trong khi cùng kỳ năm trước chỉ đón 2,3 nghìn lượt.",
         "168 L thousand_visits; 2,3 Q thousand_visits"),
        ("Trồng 2.940/6.500 ha, đạt 45,2% kế hoạch.", "2.940 L ha; 6.500 PL ha; 45,2 P %"),
        ("Có 14/15 chỉ tiêu đạt kế hoạch.", "14 L target; 15 L target"),
        ("Thu được 1.594 tỷ đồng (dự toán giao 1.700 tỷ đồng).", "1.594 L bn; 1.700 PL bn"),
        ("Khách tăng 12 lần; doanh thu gấp 2,1 lần cùng kỳ và bằng 1,2 lần kế hoạch.",
         "12 T x; 2,1 M x; 1,2 PM x"),
        ("Dịch vụ đóng góp 6,4 điểm phần trăm; công nghiệp 0,5 điểm; thuế làm giảm 0,1 điểm.",
         "6,4 C pt; 0,5 C pt; -0,1 C pt"),
        ("Tỷ lệ hộ nghèo giảm 0,8 điểm phần trăm.", "0,8 DB pt"),
        ("Giảm 8 vụ, 4 người chết và 2 người bị thương.", "8 DB case; 4 DB p; 2 DB p"),
        ("Thu ngân sách đạt 4.215 tỷ 300 triệu đồng.", "4.215,3 L bn"),
    ],
)  # fmt: skip
def test_an_amount(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Năm 2024, tỉnh phấn đấu GRDP tăng 8-8,5%; xuất khẩu 1,3 tỷ USD; thu 5.500 tỷ đồng.",
         "8-8,5 L % per=2024; 1,3 PL busd per=2024; 5.500 PL bn per=2024"),
        ("Dự kiến GRDP tăng 10%, vượt mục tiêu đề ra (từ 7,5 đến 8%).", "10 I %; 7,5-8 L %"),
        ("Đón 8,9 triệu lượt, đạt 52% kế hoạch năm (17 triệu lượt).",
         "8,9 L mv; 52 P %; 17 PL mv per=2023"),
        ("Đạt 118% dự toán Trung ương giao và 112% dự toán HĐND tỉnh giao và tăng 8,6%.",
         "118 P % b=central; 112 P % b=council; 8,6 I %"),
        ("Sở Kế hoạch và Đầu tư cấp phép cho 5 dự án.", "5 L da"),
        ("Theo kế hoạch, tỉnh đã trồng 500 ha.", "500 L ha"),
    ],
)  # fmt: skip
def test_a_plan_or_a_target(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Giải ngân bằng 38,9% kế hoạch, cao hơn bình quân chung cả nước (33,9%).",
         "38,9 P %; 33,9 P % ter=vn"),
        ("GRDP tăng 10%, cao hơn năm 2021 (5,04%).", "10 I %; 5,04 I % per=2021"),
        ("Lao động giảm 4,6% (cùng kỳ tăng 3,1%).", "4,6 D %; 3,1 I % per=2022-H1"),
        ("Bằng 27,4% kế hoạch (cùng kỳ năm 2022 đạt 31,5%).", "27,4 P %; 31,5 P % per=2022-H1"),
        ("Cùng kỳ năm 2022, GRDP chỉ tăng 4,9%.", "4,9 I % per=2022-H1"),
        ("Dịch vụ chiếm 42%, công nghiệp 58% (cùng kỳ tương ứng là 41%; 59%).",
         "42 S %; 58 S %; 41 S % per=2022-H1; 59 S % per=2022-H1"),
        ("GRDP tăng 7,1%, cao hơn quý I (6,4%) và mức tăng 5,2% của tháng 5.",
         "7,1 I %; 6,4 I % per=2023-Q1; 5,2 I % per=2023-05"),
        ("Hộ nghèo giảm từ 12,1% năm 2020 xuống còn 8,5% năm 2022.",
         "12,1 L % per=2020; 8,5 L % per=2022"),
        ("Tỷ lệ hộ nghèo giảm từ 4,2% xuống còn 2,8%.", "4,2 Q %; 2,8 L %"),
        ("Tỷ lệ lao động qua đào tạo tăng từ 53% (năm 2015) lên 70% (năm 2020).",
         "53 L % per=2015; 70 L % per=2020"),
        ("So với cùng kỳ 2022, lưu trú nhích từ 1,4 lên 1,5 ngày/khách.",
         "1,4 L days_per_guest per=2022-H1; 1,5 L days_per_guest"),
    ],
)  # fmt: skip
def test_a_value_compared_with(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu: thủy sản 168, gạo 143, giày da 189 triệu USD.",
         "168 L usd; 143 L usd; 189 L usd"),
        ("Năng suất 58,7 tạ/ha, tăng 1,2 tạ.",
         "58,7 L quintals_per_hectare; 1,2 IB quintals_per_hectare"),
        ("Số dự án còn hiệu lực là 156, với tổng vốn đăng ký 8,2 tỷ USD.", "156 L da; 8,2 L busd"),
        ("Tổng thu ước đạt 1.496 tỷ, tăng 9,8%.", "1.496 L bn q=estimated; 9,8 I %"),
        ("GRDP bình quân đầu người đạt 46 triệu đồng, tăng 4,1 triệu đồng.",
         "46 L mn/p; 4,1 IB mn/p"),
        ("Đón 560.000 lượt người, 289 ngàn lượt khách.", "560.000 L v; 289 L thousand_visits"),
        ("Đã tiêm 412.000 liều vắc xin phòng dịch.", "412.000 L lieu"),
        ("Giá lợn hơi từ 45.000 - 48.000 đồng/kg.", "45.000-48.000 L vnd_per_kilogram"),
        ("Năng suất 40-45 tấn/ha/năm.", "40-45 L tonnes_per_hectare"),
        ("Có 151 sản phẩm OCOP.", "151 L product"),
        ("Có 16 khu công nghiệp.", "16 L khu_cong_nghiep"),
        ("Có 9/16 khoản thu đạt khá.", "9 L khoan_thu; 16 L khoan_thu"),
        ("Số doanh nghiệp thành lập mới là 812, vốn đăng ký 7.520 tỷ đồng.",
         "812 L dn; 7.520 L bn"),
        ("Bình quân 9,3 tỷ đồng/doanh nghiệp.", "9,3 L ty_dong_doanh_nghiep"),
        ("Có 17 lượt tăng vốn.", "17 L luot"),
        ("Đã tiêm 2,15 triệu liều.", "2,15 L trieu_lieu"),
        ("Giải quyết việc làm cho 27.450 lượt lao động.", "27.450 L worker"),
    ],
)  # fmt: skip
def test_a_unit(text: str, rows: str) -> None:
    assert became(text) == rows


def test_a_new_unit_has_a_row_and_a_doubt() -> None:
    found = read("Làm thủ tục cho 8.741 tờ khai.")
    assert [dict(row) for row in found.units] == [
        {
            "unit_id": "to_khai",
            "name_vi": "tờ khai",
            "name_en": "",
            "aliases": "",
            "dimension": "to_khai",
            "factor": "1",
        }
    ]
    assert found.figures[0].doubts == ("the unit 'tờ khai' is new",)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("ước đạt", "estimated"),
        ("đạt hơn", "over"),
        ("đạt trên", "over"),
        ("đạt gần", "nearly"),
        ("đạt khoảng", "about"),
        ("ước đạt trên", "estimated over"),
        ("đạt", ""),
    ],
)
def test_a_qualifier(words: str, qualifier: str) -> None:
    (figure,) = read(f"Tổng thu {words} 512 tỷ đồng.").figures
    assert figure.qualifier == qualifier


def test_higher_than_is_no_qualifier() -> None:
    assert became("Giá cao hơn 5% so với cùng kỳ.") == "5 I %"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("CPI tăng 0,3% so với tháng trước, tăng 1,5% so với tháng 12 năm trước, tăng 4,6% so với"
         " cùng kỳ.", "0,3 I % b=previous_month; 1,5 I % b=previous_december; 4,6 I %"),
        ("IIP tăng 3,2% so với tháng trước và tăng 8,9% so với cùng kỳ; khai khoáng giảm 1,6% và"
         " giảm 2,3%.",
         "3,2 I % b=previous_month; 8,9 I %; 1,6 D % b=previous_month; 2,3 D %"),
        ("So với tháng trước, giao thông tăng 2,9%. Có 1 nhóm giảm là đồ uống 0,1%.",
         "2,9 I % b=previous_month; 1 L commodity_group; 0,1 D % b=previous_month"),
        ("Dư nợ tăng 7,8% so với 31/12/2022, tăng 9% so với năm 2019.",
         "7,8 I % b=previous_december; 9 I % b=base_2019"),
        ("Lượng khách gấp 2,5 lần năm 2019.", "2,5 M x b=base_2019"),
    ],
)  # fmt: skip
def test_a_basis(text: str, rows: str) -> None:
    assert became(text, period="2023-06") == rows


def test_a_month_compared_with_the_one_before_is_the_last_of_a_longer_report() -> None:
    text = "CPI tăng 0,3% so với tháng trước."
    assert became(text, "2023-9M") == "0,3 I % b=previous_month per=2023-09"


def test_prices_go_on_with_the_comparison_of_the_paragraph_before() -> None:
    text = "So với tháng trước, CPI tăng 0,4%.\nGiá vàng tăng 1,8%.\nXuất khẩu tăng 5%."
    assert became(text, "2023-06") == ("0,4 I % b=previous_month; 1,8 I % b=previous_month; 5 I %")


def test_a_comparison_without_a_basis_is_noted() -> None:
    (figure,) = read("Diện tích mía giảm 3% so với niên vụ trước.").figures
    assert (figure.basis, figure.note) == ("", "base so với niên vụ")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Trong tháng 6, đón 512 lượt khách; doanh thu 236 tỷ đồng. Cộng dồn sáu tháng, đón 5.400"
         " lượt khách.", "512 L v per=2023-06; 236 L bn per=2023-06; 5.400 L v"),
        ("GRDP tăng 5,6% (quý I tăng 5,9%, quý II tăng 5,3%). Trong đó, dịch vụ tăng 3,2%.",
         "5,6 I %; 5,9 I % per=2023-Q1; 5,3 I % per=2023-Q2; 3,2 I %"),
        ("GRDP quý I và quý II lần lượt tăng 8,9% và 11,2%.",
         "8,9 I % per=2023-Q1; 11,2 I % per=2023-Q2"),
        ("Dự kiến cả năm 2023, GRDP tăng 10%.", "10 I % per=2023"),
        ("Đến hết ngày 30/6 thu 5.312 tỷ đồng.", "5.312 L bn"),
        ("Đến 31/12/2022, dư nợ là 340 tỷ đồng.", "340 L bn per=2022-12-31"),
        ("Sản lượng tháng 5 đạt 3,9 tấn. Hiện toàn tỉnh có 682 phòng.",
         "3,9 L t per=2023-05; 682 L room"),
        ("Doanh thu tháng Năm ước 331 tỷ đồng.", "331 L bn q=estimated per=2023-05"),
        ("Sản lượng lúa cả năm đạt 2,1 tấn.", "2,1 L t per=2023"),
    ],
)  # fmt: skip
def test_a_period(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tính chung 7 tháng, IIP tăng 14%. Dệt may giảm 7%.",
         "14 I % per=2023-7M; 7 D % per=2023-7M"),
        ("Lũy kế thu 5.312 tỷ đồng.", "5.312 L bn per=2023-7M"),
        ("Tính chung quý I thu 500 tỷ đồng.", "500 L bn per=2023-Q1"),
        ("Từ đầu năm đến ngày 15/7 thu 500 tỷ đồng.", "500 L bn per=2023-YTD-07-15"),
        ("Đến ngày 14.7 có 398 doanh nghiệp.", "398 L dn"),
    ],
)  # fmt: skip
def test_a_period_in_the_report_of_a_month(text: str, rows: str) -> None:
    assert became(text, period="2023-07") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("GRDP rose by 9.9% in the first quarter, ranking third among the 63 localities.",
         "9.9 I % per=2023-Q1"),
        ("Retail sales were estimated at VND98.4 trillion (USD4.1 billion), up 13.9%.",
         "98.4 L tn q=estimated; 13.9 I %"),
        ("Exports reached US$11.9 billion, down 4.1% year on year and equal to 42.5% of the plan.",
         "11.9 L busd; 4.1 D %; 42.5 P %"),
        ("It earned US$498 million, or 7.9% of its full-year target of US$6.3 billion.",
         "498 L usd; 7.9 P %; 6.3 PL busd per=2023"),
        ("Revenue was 103% of the estimate assigned by the central Government and 49% of the"
         " provincial People's Council's estimate.", "103 P % b=central; 49 P % b=council"),
        ("The unemployment rate fell by 0.4 percentage points to 2.9%.", "0.4 DB pt; 2.9 L %"),
        ("It disbursed 58% of its public investment plan, 6.4 percentage points higher than the"
         " national average of 51.6%.", "58 P %; 6.4 IB pt; 51.6 P % ter=vn"),
        ("A 24-percent increase, 5% above 2019 and equal to 88% of last year's figure.",
         "24 I %; 5 I % b=base_2019; 88 X %"),
        ("Some 1,640 firms were set up, a 2.3-fold increase.", "1,640 L dn q=about; 2.3 M x"),
        ("GRDP is projected at VND172 - 173 trillion ($6.77 - $6.8 billion), up 7.5 - 7.8%.",
         "172-173 L tn; 7.5-7.8 I %"),
        ("The city aims for growth of 7.5-8% this year, and exports of US$2.3 billion.",
         "7.5-8 L % per=2023; 2.3 PL busd per=2023"),
        ("Revenue was 53% of the year's estimate but down 12.7%.", "53 P %; 12.7 D %"),
        ("Visitors numbered 119,000, up from 24,500.", "119,000 L v; 24,500 Q v"),
        ("The number of visitors jumped to 3.1 million from just 78,000.", "3.1 L mv; 78,000 Q v"),
        ("It licensed 820 projects and 198 existing ones added $1.64 billion.",
         "820 L da; 198 L da; 1.64 L busd"),
        ("Growth was 13.1%, of which the third-quarter rate was 18.5%.", "13.1 I %; 18.5 I %"),
        ("Output topped 4 tonnes from 625 ha, at 6.5 tonnes per ha.",
         "4 L t q=over; 625 L ha; 6.5 L tonnes_per_hectare"),
        ("The city has set targets of 5.2% in growth and 1.2 billion USD in exports.",
         "5.2 L %; 1.2 PL busd"),
        ("Accidents killed 11 people and injured 17.", "11 L p; 17 L p"),
        ("The economy grew 5%, up from 4.1%, and lending 3.9% since the beginning of the year.",
         "5 I %; 4.1 I % per=2022-H1; 3.9 I % b=previous_december"),
        ("The proportion of trained workers was 77.5%.", "77.5 L %"),
        ("Revenue was 18.4% above the estimate and 19.8% higher than in 2022.",
         "18.4 O %; 19.8 I %"),
        ("Revenue was 14% over target.", "14 O %"),
        ("It plans to cut the poverty rate by 0.5-0.7 percentage points.", "0.5-0.7 DB pt"),
        ("In the same period last year, exports rose 5%.", "5 I % per=2022-H1"),
        ("Footwear exports rose from $180 million to $212 million.", "180 Q usd; 212 L usd"),
        ("Food was 4.8% more expensive and transport 1.1% cheaper.", "4.8 I %; 1.1 D %"),
        ("The rate was 0.9%, 0.4 points lower than a year ago.", "0.9 L %; 0.4 DB pt"),
        ("14 out of 15 targets were met.", "14 L target; 15 L target"),
        ("It drew 3.9 million visitors, including 200,000 foreigners; arrivals reached 152,000.",
         "3.9 L mv; 200,000 L v; 152,000 L v"),
    ],
)  # fmt: skip
def test_english(text: str, rows: str) -> None:
    assert became(text, form="en") == rows


def test_a_list_is_of_the_period_that_opens_it() -> None:
    text = "Kết quả năm 2022:\n- Xuất khẩu 5 triệu USD.\n- GRDP tăng 7%.\nTổng thu 9 tỷ đồng."
    assert became(text) == "5 L usd per=2022; 7 I % per=2022; 9 L bn"


def test_the_items_of_a_list_of_targets_are_plans() -> None:
    text = "Mục tiêu năm 2024:\n1. GRDP tăng 8%.\n2. Tổng thu 900 tỷ đồng.\n3. Hộ nghèo còn 1%."
    assert became(text) == "8 L % per=2024; 900 PL bn per=2024; 1 PL % per=2024"


def test_the_columns_of_a_table_in_a_text_say_what_a_rate_is() -> None:
    text = "Chỉ tiêu; thực hiện; so với cùng kỳ\nXuất khẩu: 118,6 triệu USD; bằng 86,3%"
    assert became(text) == "118,6 L usd; 86,3 X %"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nghị quyết số 84/NQ-CP được ban hành.", "the number of a document, shown by the code"),
        ("Tỷ giá tạm tính 1 USD = 23.600 đồng.", "what one unit of a foreign currency costs"),
        ("Dịp lễ 2/9 đông khách.", "a day and a month with a slash between"),
        ("Giá trị trên 1 ha tăng.", "the one thing that an average is counted for"),
        ("Mã vùng là 20.", "no unit is near it"),
    ],
)  # fmt: skip
def test_a_number_that_is_no_figure_is_left_out_with_its_reason(text: str, reason: str) -> None:
    found = read(text)
    assert not found.figures
    assert found.left_out and all(one.reason.startswith(reason) for one in found.left_out)


def test_every_number_becomes_a_figure_or_is_left_out() -> None:
    text = "Ngày 5/6, CPI tăng 0,3%; 5 dự án (tương đương 2 triệu USD); năm 2022 thu 12 tỷ đồng."
    found = read(text)
    spans = sorted(one.span for one in (*found.figures, *found.left_out) if one.span)
    printed = [text[start:end] for start, end in spans]
    assert printed == ["5", "6", "0,3", "5", "2", "2022", "12"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Thu 1.152 tỷ đồng, đạt 50,5%.", ["50,5"]),
        ("Tỷ lệ thất nghiệp giảm 0,5%.", ["0,5"]),
        ("Tỷ lệ hộ nghèo giảm từ 4,2% xuống còn 2,8%.", ["4,2"]),
        ("Công nghiệp tăng 13%, đóng góp 81% vào mức tăng chung.", ["81"]),
        ("Thu 1.152 tỷ đồng, đạt 50,5% dự toán, tăng 5%.", []),
    ],
)
def test_what_the_words_leave_open_is_doubted(text: str, printed: list[str]) -> None:
    assert doubted(text) == printed


def test_a_number_in_another_format_says_so() -> None:
    figures = read("Sản lượng 4,210 tấn, tăng 6.4%.").figures
    assert [figure.number_format for figure in figures] == ["", "en"]


def test_a_row_is_tied_to_its_place_and_words() -> None:
    text = "Mở đầu.\nThu nội địa đạt 75 tỷ đồng, tăng 5%."
    first, second = read(text).figures
    assert (first.place, first.span, first.wording) == (
        "2",
        (16, 18),
        "Thu nội địa đạt 75 tỷ đồng",
    )
    assert second.wording == "tăng 5%"
