"""Ordinary sentences in other orders of words: each row with its indicator, or with a doubt.

The sentences are invented. What a number became is written short, as in test_prose.py; where a
test is about names its indicator comes first, and a row that is unsure ends with a question mark.
"""

import pytest

from doichieu.documents.draft import DraftedFigure
from tests.unit.documents.test_prose import became, short
from tests.unit.documents.test_prose_more import drafted


def figures(text: str, period: str = "2023-H1", form: str = "vi") -> tuple[DraftedFigure, ...]:
    """The rows of a text, with their indicators."""
    return drafted(text, period, form).figures


def named(text: str, period: str = "2023-H1", form: str = "vi") -> str:
    """What the numbers of a text became, each with its indicator; unsure ones with a mark."""
    return "; ".join(
        f"{one.indicator_id} {short(one)}{' ?' if one.doubts else ''}"
        for one in figures(text, period, form)
    )


def marked(text: str, period: str = "2023-H1", form: str = "vi") -> str:
    """What the numbers of a text became, unsure ones with a mark."""
    return "; ".join(
        f"{short(one)}{' ?' if one.doubts else ''}" for one in figures(text, period, form)
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu đạt 90 triệu USD, tăng so với cùng kỳ 8,2%.", "90 L usd; 8,2 I %"),
        ("Thu nội địa đạt 75% kế hoạch, giảm so cùng kỳ năm trước 8,2%.", "75 P %; 8,2 D %"),
        ("Thu nội địa vượt dự toán 16,7%, cao hơn cùng kỳ 8,2%.", "16,7 O %; 8,2 I %"),
        ("Thu nội địa cao hơn cùng kỳ 8,2%.", "8,2 I %"),
        ("Xuất khẩu đạt 90 triệu USD, bằng cùng kỳ 98,2%.", "90 L usd; 98,2 X %"),
        ("Xuất khẩu đạt 90 triệu USD, so với cùng kỳ đạt 108,2%.", "90 L usd; 108,2 X %"),
        ("Thu nội địa đạt 75% kế hoạch, so với cùng kỳ đạt 108,2%.", "75 P %; 108,2 X %"),
        ("Thu nội địa đạt 75% kế hoạch, so với cùng kỳ 108,2%.", "75 P %; 108,2 X % ?"),
        ("Thu nội địa đạt 75% kế hoạch, tăng so với tháng trước 3,1% và so với cùng kỳ 8,2%.",
         "75 P %; 3,1 I % b=previous_month per=2023-06; 8,2 I %"),
        ("Thu nội địa tăng so với dự toán 3,1% và so với cùng kỳ 8,2%.", "3,1 O %; 8,2 X % ?"),
        ("Xuất khẩu tăng 5,1% (cùng kỳ 4,2%).", "5,1 I %; 4,2 I % per=2022-H1"),
        ("Xuất khẩu tăng 5,1%, cùng kỳ năm trước 4,2%.", "5,1 I %; 4,2 I % per=2022-H1"),
    ],
)  # fmt: skip
def test_an_earlier_period_before_a_rate_is_compared_with_after_words_that_compare(
    text: str, rows: str
) -> None:
    assert marked(text) == rows


def test_an_english_rate_against_that_of_last_year() -> None:
    text = "Exports reached 75% of the plan, up on the same period last year 8.2%."
    assert became(text, form="en") == "75 P %; 8.2 I %"
    text = "Exports rose 8.2%, against last year's 5.1%."
    assert marked(text, form="en") == "8.2 I %; 5.1 I % per=2022-H1 ?"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tổng thu đạt 10 250 tỷ đồng.", "10.250 L bn ?"),
        ("Sản lượng lúa đạt 1 250 000 tấn.", "1.250.000 L t"),
        ("Xuất khẩu đạt 1 250,5 triệu USD; vượt mốc 1.250 triệu USD.",
         "1.250,5 L usd ?; 1.250 L usd ?"),
        ("Sản lượng lúa và ngô lần lượt đạt 10 250 và 12 300 tấn.", "10.250 L t ?; 12.300 L t ?"),
        ("Sản lượng đạt 10 250-12 300 tấn.", "10.250-12.300 L t ?"),
        ("Vốn đầu tư khu vực 1 250,5 tỷ đồng, khu vực 2 310 tỷ đồng.", "250,5 L bn ?; 310 L bn ?"),
        ("Hỗ trợ tại vùng 2 350 doanh nghiệp, vùng 3 120 doanh nghiệp.", "350 L dn ?; 120 L dn ?"),
        ("Hỗ trợ tổng số 2 350 doanh nghiệp.", "2.350 L dn ?"),
        ("Sản lượng (nghìn tấn) 120 125 104,2%", "120 L kt; 125 L kt ?; 104,2 L % ?"),
        ("Xuất khẩu đạt 1 250 triệu USD; nhập khẩu đạt 1.300 triệu USD.",
         "250 L usd ?; 1.300 L usd"),
        ("Tháng 9 200 doanh nghiệp thành lập.", "200 L dn per=2023-09"),
        ("Năm 2022 300 doanh nghiệp thành lập.", "300 L dn per=2022"),
    ],
)  # fmt: skip
def test_groups_that_plain_spaces_part_are_one_number(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Exports surged from $180 million to $212 million.", "180 Q usd ?; 212 L usd", "en"),
        ("Exports doubled from $180 million to $360 million.", "180 Q usd ?; 360 L usd", "en"),
        ("Imports narrowed from $180 million to $120 million.", "180 Q usd ?; 120 L usd", "en"),
        ("Diện tích lúa mở rộng từ 120 ha đến 150 ha.", "120 Q ha ?; 150 L ha", "vi"),
        ("Diện tích lúa tăng nhẹ từ 120 ha đến 150 ha.", "120 Q ha ?; 150 L ha", "vi"),
        ("Diện tích lúa tăng mạnh, từ 120 ha lên 150 ha.", "120 Q ha ?; 150 L ha", "vi"),
        ("Thu nội địa cải thiện từ 45 tỷ đồng lên 52 tỷ đồng.", "45 Q bn ?; 52 L bn", "vi"),
        ("Mỗi hộ được hỗ trợ từ 120 ha đến 150 ha lúa.", "120-150 L ha", "vi"),
        ("GRDP tăng từ 5 đến 7%.", "5-7 I %", "vi"),
        ("Giá lợn hơi tăng thêm từ 1.000 đến 2.000 đồng/kg.",
         "1.000-2.000 IB vnd_per_kilogram", "vi"),
    ],
)  # fmt: skip
def test_what_moves_from_one_level_to_another_is_no_range(text: str, rows: str, form: str) -> None:
    assert marked(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("Lũy kế từ đầu năm đến nay, xuất khẩu đạt 900 triệu USD.",
         "900 L usd per=2023-9M", "2023-09"),
        ("Từ đầu năm 2023 đến nay, xuất khẩu đạt 900 triệu USD.",
         "900 L usd per=2023-9M", "2023-09"),
        ("Đến nay, toàn tỉnh có 900 doanh nghiệp.", "900 L dn", "2023-09"),
        ("Xuất khẩu trong tháng đạt 90 triệu USD, 9 tháng đạt 900 triệu USD.",
         "90 L usd per=2023-09; 900 L usd", "2023-9M"),
        ("Trong tháng thu hút 5 dự án; lũy kế 25 dự án.", "5 L da per=2023-09; 25 L da", "2023-9M"),
        ("Sản lượng thủy sản trong quý ước đạt 120 tấn, lũy kế 900 tấn.",
         "120 L t q=estimated per=2023-Q3; 900 L t", "2023-9M"),
        ("Quý III, xuất khẩu đạt 90 triệu USD; trong tháng ước đạt 30 triệu USD.",
         "90 L usd per=2023-Q3; 30 L usd q=estimated per=2023-09", "2023-9M"),
        ("Xuất khẩu trong tháng 8 đạt 90 triệu USD.", "90 L usd per=2023-08", "2023-9M"),
        ("Xuất khẩu quý IV đạt 90 triệu USD; cả năm 900 triệu USD, tăng 8,1%.",
         "90 L usd per=2023-Q4; 900 L usd; 8,1 I %", "2023"),
    ],
)  # fmt: skip
def test_months_and_years_so_far(text: str, rows: str, period: str) -> None:
    assert became(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Thu ngân sách giai đoạn 2021-2023 tăng bình quân 9,1%/năm.",
         "9,1 I % per=2021..2023", "vi"),
        ("Tốc độ tăng trưởng kinh tế bình quân giai đoạn 2021-2025 đạt 7,5%/năm.",
         "7,5 I % per=2021..2025", "vi"),
        ("Xuất khẩu tăng bình quân 12,5%/năm giai đoạn 2021-2023.",
         "12,5 I % per=2021..2023", "vi"),
        ("Phấn đấu GRDP tăng bình quân 8,5%/năm giai đoạn 2021-2025.",
         "8,5 L % per=2021..2025", "vi"),
        ("Xuất khẩu tăng bình quân 12,5%/năm.", "12,5 I % ?", "vi"),
        ("Thu nhập bình quân đầu người tăng 5,1%.", "5,1 I %", "vi"),
        ("Exports grew by an average 12.5% a year in the 2021-2023 period.",
         "12.5 I % per=2021..2023", "en"),
        ("Exports grew 12% on average each year between 2019 and 2023.",
         "12 I % per=2019..2023", "en"),
        ("Exports were up 12.5% from a year ago.", "12.5 I %", "en"),
    ],
)  # fmt: skip
def test_average_growth_is_of_the_years_that_the_words_name(
    text: str, rows: str, form: str
) -> None:
    assert marked(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("CPI tăng 1,2% và 9,5% so với tháng trước và cùng kỳ năm trước.",
         "1,2 I % b=previous_month; 9,5 I %"),
        ("IIP tăng lần lượt 1,2% và 9,5% so với cùng kỳ và tháng trước.",
         "1,2 I %; 9,5 I % b=previous_month"),
        ("So với tháng trước và cùng kỳ, CPI tăng lần lượt 0,3% và 2,9%.",
         "0,3 I % b=previous_month; 2,9 I %"),
        ("CPI tăng 0,3%, 2,1% và 2,9% so với tháng trước, tháng 12 năm trước và cùng kỳ.",
         "0,3 I % b=previous_month; 2,1 I % b=previous_december; 2,9 I %"),
        ("IIP tăng 1,2% so với tháng trước và cùng kỳ.", "1,2 I % ?"),
        ("IIP tăng 8,2% so với cùng kỳ, quý II: tăng 5,1%.", "8,2 I %; 5,1 I % per=2023-Q2"),
        ("Dư nợ tăng 6,9% tính đến ngày 29/9 so với cuối năm 2022.", "6,9 I % b=previous_december"),
        ("Dư nợ tăng 3,1% so với cuối quý II.", "3,1 I % ?"),
        ("Thu nội địa đạt 82% (so với dự toán) và tăng 3,5% (so với cùng kỳ).", "82 P %; 3,5 I %"),
        ("CPI tăng 0,4% (so với tháng trước; tăng 3,2% so với cùng kỳ).",
         "0,4 I % b=previous_month; 3,2 I %"),
        ("Xuất khẩu bằng 99,5% CK.", "99,5 X %"),
        ("Xuất khẩu bằng 108,2% CK năm 2022.", "108,2 X %"),
        ("Xuất khẩu đạt 90 triệu USD (CK 83 triệu USD).", "90 L usd; 83 Q usd"),
        ("Xuất khẩu qua CK Hữu Nghị đạt 90 triệu USD.", "90 L usd"),
    ],
)  # fmt: skip
def test_what_a_rate_is_compared_with(text: str, rows: str) -> None:
    assert marked(text, "2023-09") == rows


def test_an_english_month_of_a_longer_report() -> None:
    text = "Exports in the month were $30 million, bringing the nine-month total to $250 million."
    assert marked(text, "2023-9M", "en") == "30 L usd per=2023-09; 250 L usd"


def test_a_rate_year_on_year_is_of_the_reports_own_period() -> None:
    text = "Year-on-year, exports were up 8.2%."
    assert marked(text, "2023-09", "en") == "8.2 I %"
    text = "Loans rose 6.9% as of September 29 against the end of 2022."
    assert marked(text, "2023-9M", "en") == "6.9 I % b=previous_december"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Cơ cấu kinh tế: nông nghiệp 20,1%; công nghiệp 35,2%; dịch vụ 40,1%; thuế 4,6%.",
         "grdp_agriculture 20,1 S % b=grdp; grdp_industry 35,2 S % b=grdp; "
         "grdp_services 40,1 S % b=grdp; grdp_thue 4,6 S % b=grdp"),
        ("Công nghiệp - xây dựng chiếm 35,2% GRDP, trong đó công nghiệp chiếm 30%; dịch vụ chiếm"
         " 40%.",
         "grdp_industry_construction 35,2 S % b=grdp; "
         "grdp_industry 30 S % b=grdp_industry_construction; grdp_services 40 S % b=grdp"),
        ("Thu ngân sách đạt 102/95 tỷ đồng, bằng 107,9% dự toán.",
         "budget_revenue 102 L bn; budget_revenue 95 PL bn; budget_revenue 107,9 P %"),
        ("Nhóm giao thông giảm 2,3% làm CPI chung giảm 0,2 điểm phần trăm; nhóm giáo dục tăng 5,2%"
         " làm CPI chung tăng 0,3 điểm phần trăm.",
         "cpi_transport 2,3 D %; cpi_transport -0,2 C pt; cpi_education 5,2 I %; "
         "cpi_education 0,3 C pt"),
        ("Nhóm giáo dục làm CPI chung tăng 0,3 điểm phần trăm.", "cpi_education 0,3 C pt"),
        ("Xuất khẩu gạo tăng 3,1% về lượng và 20,5% về trị giá.",
         "rice_export_volume 3,1 I %; rice_exports 20,5 I %"),
        ("Xuất khẩu cà phê giảm 3,1% về lượng nhưng tăng 20,5% về giá trị.",
         "coffee_export_volume 3,1 D %; coffee_exports 20,5 I %"),
        ("Toàn tỉnh có 101 xã nông thôn mới, trong đó 25 xã nông thôn mới nâng cao.",
         "xa_nong_thon_moi 101 L commune; advanced_new_rural_communes 25 L commune"),
        ("Cấp mới 12 dự án mới (2 dự án FDI, 10 dự án trong nước).",
         "cap_moi_du_an 12 L da; fdi_new_projects 2 L da; ddi_new_projects 10 L da"),
        ("Có 45 dự án FDI, trong đó 12 dự án trong khu công nghiệp.",
         "du_an_fdi 45 L da; du_an_trong_khu_cong_nghiep 12 L da"),
        ("Có 250 doanh nghiệp thành lập mới, trong đó 45 doanh nghiệp trong lĩnh vực công nghiệp.",
         "new_enterprises 250 L dn; doanh_nghiep_trong_linh_vuc_cong_nghiep 45 L dn"),
        ("Nợ công 37% GDP; bội chi ngân sách bằng 4% GDP.",
         "no_cong 37 S % b=grdp; boi_chi_ngan_sach 4 S % b=grdp"),
    ],
)  # fmt: skip
def test_what_a_figure_is_about(text: str, rows: str) -> None:
    assert named(text) == rows


def test_a_trade_deficit_keeps_its_name() -> None:
    (figure,) = figures("Cán cân thương mại hàng hóa thâm hụt 1,2 tỷ USD.")
    assert figure.label == "Cán cân thương mại hàng hóa thâm hụt"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mật độ đạt 18,5 thuê bao/100 dân.", "18,5 L thue_bao_100_dan ?"),
        ("Tỷ lệ mắc 52 ca/100.000 dân.", "52 L ca_100_000_dan ?"),
        ("Đạt 9,5 bác sĩ/10.000 dân.", "9,5 L doctors_per_10000_persons"),
    ],
)  # fmt: skip
def test_a_rate_for_so_many_people_is_one_figure(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Có thêm 5 xã đạt chuẩn nông thôn mới, nâng tổng số xã đạt chuẩn nông thôn mới lên 95 xã.",
        "Tỷ lệ thất nghiệp thành thị 2,75%; nông thôn 1,98%; chung toàn tỉnh 2,15%.",
    ],
)
def test_another_number_for_the_same_in_a_paragraph_is_doubted(text: str) -> None:
    assert figures(text)[-1].doubts == ("the paragraph has another number for it before",)


def test_a_part_of_a_count_that_has_no_name_is_doubted() -> None:
    text = "Có 250 doanh nghiệp thành lập mới, trong đó 45 doanh nghiệp với số vốn 120 tỷ đồng."
    assert [bool(figure.doubts) for figure in figures(text)][:2] == [False, True]


def test_a_number_that_is_rounded_otherwise_is_no_other_number() -> None:
    text = "Xuất khẩu đạt 90,2 triệu USD. Xuất khẩu đạt gần 90 triệu USD."
    assert not any(figure.doubts for figure in figures(text))


def test_the_english_names_of_the_sectors() -> None:
    text = "Agriculture expanded 3.5% and services 7.1%."
    assert named(text, form="en") == "grdp_agriculture 3.5 I %; grdp_services 7.1 I %"
    text = "Services contributed 2.6 percentage points to GRDP growth, industry 2.9 points."
    assert named(text, form="en") == "grdp_services 2.6 C pt; grdp_services 2.9 C pt ?"
    text = "The province aims to achieve GRDP growth of 7.5-8% in 2024."
    assert named(text, "2023", "en") == "grdp_growth_target 7.5-8 L % per=2024"
    text = "Exports reached $90 million, 1.5% below the target and 2.1% lower than last year."
    assert named(text, form="en") == "exports 90 L usd; exports 1.5 U %; exports 2.1 D %"


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("Số vụ cháy trong tháng giảm 5 vụ. Thu ngân sách đạt 5.100 tỷ đồng.",
         "5 DB case per=2023-09; 5.100 L bn", "2023-9M"),
        ("Xuất khẩu 9 tháng đạt 250 triệu USD (trong tháng đạt 30 triệu USD), nhập khẩu đạt 120 "
         "triệu USD.", "250 L usd; 30 L usd per=2023-09; 120 L usd", "2023-9M"),
        ("Tháng 7 thu hút 12 dự án, trong tháng có 3 doanh nghiệp giải thể.",
         "12 L da per=2023-07; 3 L dn per=2023-07", "2023-9M"),
        ("Tháng 7, thu hút 12 dự án. Tháng này có 3 doanh nghiệp giải thể.",
         "12 L da per=2023-07; 3 L dn per=2023-09", "2023-9M"),
        ("Dự kiến tháng 10, xuất khẩu đạt 31 triệu USD. Trong tháng thu hút 12 dự án.",
         "31 L usd per=2023-10; 12 L da per=2023-09", "2023-9M"),
        ("IIP tháng 8 tăng 1,2%, số lao động trong tháng tăng 2,1%.",
         "1,2 I % per=2023-08; 2,1 I % per=2023-08", "2023-9M"),
        ("Thủy sản trong quý đạt 120 tấn, trong tháng đạt 40 tấn.",
         "120 L t per=2023-Q3; 40 L t per=2023-09", "2023-9M"),
        ("Thu hút 12 dự án trong quý với vốn 120 tỷ đồng; toàn tỉnh có 250 doanh nghiệp.",
         "12 L da per=2023-Q2; 120 L bn per=2023-Q2; 250 L dn", "2023-H1"),
        ("Thu hút 12 dự án trong tháng, tăng 5% so với tháng trước, nâng tổng số lên 250 dự án.",
         "12 L da per=2023-09; 5 I % b=previous_month per=2023-09; 250 L da", "2023-9M"),
        ("Trong Tháng hành động vì trẻ em, đã thành lập 12 doanh nghiệp.", "12 L dn", "2023-H1"),
        ("Trong tháng cao điểm, đã thành lập 12 doanh nghiệp.", "12 L dn", "2023-H1"),
        ("Trong tháng xảy ra 5 vụ cháy. Xuất khẩu tháng này đạt 90 triệu USD.",
         "5 L case per=2023-09; 90 L usd per=2023-09", "2023-9M"),
        ("Xuất khẩu ước cả năm 190 triệu USD, tăng 5%; nhập khẩu đạt 50 triệu USD.",
         "190 L usd q=estimated per=2023; 5 I % per=2023; 50 L usd", "2023-H1"),
        ("Cả năm, xuất khẩu ước đạt 190 triệu USD; nhập khẩu ước đạt 50 triệu USD.",
         "190 L usd q=estimated per=2023; 50 L usd q=estimated per=2023", "2023-H1"),
    ],
)  # fmt: skip
def test_this_month_amid_a_sentence_holds_for_its_own_clause(
    text: str, rows: str, period: str
) -> None:
    assert became(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("GRDP tăng 5,1%, thấp hơn so với cùng kỳ năm trước là 6,2%.",
         "5,1 I %; 6,2 I % per=2022-H1", "vi"),
        ("GRDP tăng 5,1%, thấp hơn cùng kỳ năm 2022 là 6,2%.",
         "5,1 I %; 6,2 I % per=2022-H1", "vi"),
        ("Tỷ lệ giải ngân đạt 45,2% kế hoạch, cao hơn so với cùng kỳ năm trước đạt 36,5%.",
         "45,2 P %; 36,5 P % per=2022-H1", "vi"),
        ("GRDP tăng 5,1%, thấp hơn mức tăng 6,2% của cùng kỳ năm 2022.",
         "5,1 I %; 6,2 I % per=2022-H1 ?", "vi"),
        ("GRDP tăng 5,1%, cao hơn mức tăng cùng kỳ năm trước là 4,2%.",
         "5,1 I %; 4,2 I % per=2022-H1", "vi"),
        ("Xuất khẩu tăng 5,1% (mức tăng cùng kỳ năm trước 4,2%).",
         "5,1 I %; 4,2 I % per=2022-H1", "vi"),
        ("Xuất khẩu tăng 3,2%, tốc độ tăng cùng kỳ là 2,1%.",
         "3,2 I %; 2,1 I % per=2022-H1", "vi"),
        ("Xuất khẩu tăng 5,1%, thấp hơn cùng kỳ là 1,2%.", "5,1 I %; 1,2 I % per=2022-H1 ?", "vi"),
        ("Xuất khẩu tăng 5,1%, cao hơn cùng kỳ là 1,2%.", "5,1 I %; 1,2 I % per=2022-H1 ?", "vi"),
        ("Xuất khẩu tăng 5,1%, trong khi mức giảm cùng kỳ là 6,2%.",
         "5,1 I %; 6,2 D % per=2022-H1", "vi"),
        ("Exports rose 5.1%, lower than the same period last year at 6.2%.",
         "5.1 I %; 6.2 I % per=2022-H1", "en"),
        ("Xuất khẩu đạt 90 triệu USD, tăng so với cùng kỳ là 8,2%.", "90 L usd; 8,2 I %", "vi"),
        ("Xuất khẩu đạt 90 triệu USD, cao hơn so với cùng kỳ là 8,2%.", "90 L usd; 8,2 I %", "vi"),
    ],
)  # fmt: skip
def test_the_rate_of_the_earlier_period_after_higher_than(text: str, rows: str, form: str) -> None:
    assert marked(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thu thuế qua khu vực CK đạt 926 tỷ đồng, tăng 8,2%.", "926 L bn; 8,2 I %"),
        ("Thu phí hạ tầng CK đạt 90 tỷ đồng.", "90 L bn"),
        ("Thu phí tại cửa khẩu (CK) đạt 90 tỷ đồng.", "90 L bn"),
        ("Xuất khẩu đạt 90 triệu USD (CK 40 triệu USD).", "90 L usd; 40 Q usd"),
        ("Xuất khẩu đạt 90 triệu USD, CK đạt 40 triệu USD.", "90 L usd; 40 Q usd"),
        ("Xuất khẩu đạt 90 triệu USD, bằng 108% CK, cao hơn CK 8%.", "90 L usd; 108 X %; 8 I %"),
        ("Xuất khẩu tăng 8,2% so CK, gấp 1,5 lần CK 2022.", "8,2 I %; 1,5 M x"),
    ],
)
def test_ck_is_a_border_gate_after_a_word_that_leads_to_no_period(text: str, rows: str) -> None:
    assert became(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Có 5.200 người/10.000 người được đào tạo, đạt 52% kế hoạch.",
            "5.200 L p; 10.000 L p; 52 P %",
        ),
        ("Đã hỗ trợ 950 hộ/1.000 hộ.", "950 L household; 1.000 L household"),
        ("Có 62 xã/100 xã đạt chuẩn.", "62 L commune; 100 L commune"),
        ("Đã xây 850 nhà/1.000 nhà.", "850 L house; 1.000 L house"),
        ("Đạt 35 giường/10.000 dân.", "35 L giuong_10_000_dan"),
    ],
)
def test_so_many_of_so_many_is_no_rate(text: str, rows: str) -> None:
    assert became(text) == rows


def test_what_an_english_rate_is_for_is_no_figure() -> None:
    text = "The rate (per 10,000 people) was 9.5 per 10,000 people."
    assert "10,000" not in became(text, form="en")
    text = "There were 52 cases per 100,000 people."
    assert became(text, form="en") == "52 L cases_100_000_people"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Nhóm giao thông giảm 2,3% do giá xăng dầu giảm làm CPI chung giảm 0,22",
         "cpi_transport 2,3 D %; cpi_transport -0,22 C pt"),
        ("Nhóm giao thông tăng 0,3% do nhu cầu đi lại tăng, làm CPI chung tăng 0,02",
         "cpi_transport 0,3 I %; cpi_transport 0,02 C pt"),
        ("Nhóm giao thông tăng 1,2%, do giá xăng tăng 5,1%, góp phần làm CPI chung tăng 0,22",
         "cpi_transport 1,2 I %; gia_xang 5,1 I %; cpi_transport 0,22 C pt ?"),
        ("Nhóm giao thông tăng 1,2%, trong đó giá xăng tăng 5,1%, làm CPI chung tăng 0,22",
         "cpi_transport 1,2 I %; gia_xang 5,1 I %; cpi_transport 0,22 C pt ?"),
        ("CPI tăng 0,4%, trong đó nhóm giao thông tăng 2,3% làm CPI chung tăng 0,22",
         "cpi 0,4 I %; cpi_transport 2,3 I %; cpi_transport 0,22 C pt"),
        ("CPI tăng 0,4%; nhóm giao thông tăng 2,3% làm CPI chung tăng 0,22",
         "cpi 0,4 I %; cpi_transport 2,3 I %; cpi_transport 0,22 C pt"),
        ("Do giá xăng giảm, nhóm giao thông làm CPI chung giảm 0,22",
         "cpi_transport -0,22 C pt"),
    ],
)  # fmt: skip
def test_points_of_a_group_and_not_of_what_moves_it(text: str, rows: str) -> None:
    assert named(f"{text} điểm phần trăm.") == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Tốc độ tăng CPI bình quân năm 2023 đạt 3,25%.", "3,25 I % per=2023", "vi"),
        ("Chỉ số giá tiêu dùng tăng bình quân 3,2% so với bình quân cùng kỳ năm trước.",
         "3,2 I %", "vi"),
        ("Giá vàng tăng trung bình 3,5% so với tháng trước.",
         "3,5 I % b=previous_month per=2023-06", "vi"),
        ("Chỉ số giá tiêu dùng tăng bình quân 3,2% trong 6 tháng đầu năm.", "3,2 I %", "vi"),
        ("The CPI rose 3.2% on average in the first half.", "3.2 I %", "en"),
        ("GRDP tăng bình quân 9,1%.", "9,1 I % ?", "vi"),
        ("GRDP tăng bình quân 9,1%/năm.", "9,1 I % ?", "vi"),
        ("Giai đoạn 2016-2020, GRDP tăng bình quân 9,1%.", "9,1 I % per=2016..2020", "vi"),
        ("GRDP grew 9.1% on average in 2016-2020.", "9.1 I % per=2016..2020", "en"),
    ],
)  # fmt: skip
def test_an_average_of_months_is_no_average_of_years(text: str, rows: str, form: str) -> None:
    assert marked(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Xuất khẩu chiếm 53,2% và nhập khẩu 46,8%.",
            "exports 53,2 S % b=trade; imports 46,8 S % b=trade",
        ),
        (
            "Thu nội địa chiếm 48,2% và thu xuất nhập khẩu chiếm 51,8% tổng thu ngân sách.",
            "domestic_revenue 48,2 S % b=budget_revenue; customs_revenue 51,8 S % b=budget_revenue",
        ),
        (
            "Nông nghiệp chiếm 20,1% và công nghiệp - xây dựng chiếm 25,3% GRDP.",
            "grdp_agriculture 20,1 S % b=grdp; grdp_industry_construction 25,3 S % b=grdp",
        ),
    ],
)
def test_the_next_item_of_a_list_is_no_total_of_a_share(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Có 112 vụ tai nạn, trong đó đường bộ 108 vụ, giảm 9 vụ so với cùng kỳ.", "9 DB"),
        ("Thu hút 35 dự án, trong đó có 5 dự án FDI, tăng 2 dự án so với cùng kỳ.", "2 IB"),
    ],
)
def test_a_change_of_a_named_part_needs_no_other_name(text: str, change: str) -> None:
    assert not figures(text)[-1].doubts
    assert short(figures(text)[-1]).startswith(change)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thu nội địa 1.985/3.200 tỷ đồng, đạt 62%.", "1.985 L bn; 3.200 PL bn ?; 62 P % ?"),
        ("Thu ngân sách đạt 52,3% dự toán và so với cùng kỳ tăng 8,4%.", "52,3 P %; 8,4 I %"),
        ("Xuất khẩu đạt 46,3% kế hoạch và so với cùng kỳ tăng 15,3%.", "46,3 P %; 15,3 I %"),
        ("CPI 6 tháng tăng bình quân 3,29%.", "3,29 I %"),
        ("Tốc độ tăng bình quân của vùng là 5,2%.", "5,2 I %"),
    ],
)
def test_what_a_percentage_is_of(text: str, rows: str) -> None:
    assert marked(text) == rows
