"""Sentences on banks, budgets, transport, health, schools, work and prices: rows and indicators.

The sentences are invented. What a number became is written short, as in test_prose_sentences.py.
"""

import pytest

from tests.unit.documents.test_prose_sentences import marked, named


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Dư nợ tăng 8.410 tỷ đồng, tương ứng tăng 9,6% so với đầu năm.",
         "8.410 IB bn b=previous_december; 9,6 I % b=previous_december", "vi"),
        ("Nợ thuế giảm 41 tỷ đồng (giảm 6,3%) so với thời điểm 31/12/2023.",
         "41 DB bn b=previous_december; 6,3 D % b=previous_december", "vi"),
        ("Dư nợ tăng 9,6% (tăng 8.410 tỷ đồng) so với đầu năm; huy động tăng 5,1%.",
         "9,6 I % b=previous_december; 8.410 IB bn b=previous_december; 5,1 I %", "vi"),
        ("Loans were up VND8.4 trillion (9.6%) from the end of 2023.",
         "8.4 IB tn b=previous_december; 9.6 I % b=previous_december", "en"),
        ("Số vụ giảm 12 vụ so với cùng kỳ, giảm 8,1% so với tháng trước.",
         "12 DB case; 8,1 D % b=previous_month per=2024-09", "vi"),
    ],
)  # fmt: skip
def test_a_change_that_is_given_twice_compares_with_one_period(
    text: str, rows: str, form: str
) -> None:
    assert marked(text, "2024-9M", form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Sản lượng chè tăng 4,2%, tăng 120 bao.", "tea_output 4,2 I %; tea_output 120 IB bao ?"),
        ("Đã trồng 1.120 gốc sưa, tăng 12%, tăng 130 gốc.",
         "trong_goc_sua 1.120 L goc_sua ?; trong_goc_sua 12 I %; trong_goc_sua 130 IB goc ?"),
        ("Năng suất lao động đạt 112,6 triệu đồng/lao động, tăng 8,8%.",
         "nang_suat_lao_dong 112,6 L trieu_dong_lao_dong ?; nang_suat_lao_dong 8,8 I %"),
        ("Khách lưu trú đạt 512 nghìn lượt, khách trong ngày 190 nghìn lượt.",
         "overnight_tourists 512 L thousand_visits; day_visitors 190 L thousand_visits"),
        ("Hàng dệt may chiếm tỷ trọng lớn nhất với 41,3% tổng kim ngạch xuất khẩu.",
         "textile_exports 41,3 S % b=exports"),
        ("Có 98,5% trạm y tế có bác sĩ làm việc, tăng 1,5 điểm phần trăm.",
         "ty_le_tram_y_te_co_bac_si_lam_viec 98,5 L %; "
         "ty_le_tram_y_te_co_bac_si_lam_viec 1,5 IB pt"),
        ("Giải ngân vốn đầu tư công bằng 56,8% kế hoạch vốn Thủ tướng Chính phủ giao (5.185 tỷ"
         " đồng).",
         "public_investment_disbursement 56,8 P % b=prime_minister; "
         "public_investment_disbursement 5.185 PL bn b=prime_minister"),
    ],
)  # fmt: skip
def test_what_a_figure_is_about(text: str, rows: str) -> None:
    assert named(text, "2024-9M") == rows


@pytest.mark.parametrize(
    "text",
    [
        "Tốc độ tăng thu nhập bình quân một lao động đạt 5,1%.",
        "Chi tiêu tăng bình quân mỗi khách 5,1%.",
    ],
)
def test_an_average_over_people_is_no_average_of_years(text: str) -> None:
    assert marked(text) == "5,1 I %"
