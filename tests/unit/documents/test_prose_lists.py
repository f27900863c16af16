"""Lists of periods, of names and of shares: where they end, and what goes with what."""

import pytest

from tests.unit.documents.test_prose_sentences import figures, marked, named


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Quý I và quý II, GRDP lần lượt tăng 6,2% và 7,1%; công nghiệp tăng 9,5%.",
         "6,2 I % per=2023-Q1; 7,1 I % per=2023-Q2; 9,5 I % per=2023-Q2 ?"),
        ("Quý I và quý II, GRDP lần lượt tăng 6,2% và 7,1%, trong đó nông nghiệp tăng 3,5%,"
         " công nghiệp tăng 9,5%.",
         "6,2 I % per=2023-Q1; 7,1 I % per=2023-Q2; 3,5 I % per=2023-Q2 ?; 9,5 I % per=2023-Q2 ?"),
        ("Quý I và quý II, GRDP lần lượt tăng 6,2% và 7,1%, công nghiệp tăng 9,5% và 8,2%.",
         "6,2 I % per=2023-Q1; 7,1 I % per=2023-Q2; 9,5 I % per=2023-Q1; 8,2 I % per=2023-Q2"),
        ("Quý I và quý II, GRDP lần lượt tăng 6,2% và 7,1%, 6 tháng tăng 6,7%.",
         "6,2 I % per=2023-Q1; 7,1 I % per=2023-Q2; 6,7 I %"),
        ("Quý I và quý II, GRDP lần lượt tăng 6,2% và 7,1%. Công nghiệp tăng 9,5%.",
         "6,2 I % per=2023-Q1; 7,1 I % per=2023-Q2; 9,5 I %"),
        ("Quý I và quý II, xuất khẩu lần lượt đạt 30 triệu USD; 40 triệu USD.",
         "30 L usd per=2023-Q1; 40 L usd per=2023-Q2"),
    ],
)  # fmt: skip
def test_a_list_of_periods_ends_at_its_clause(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Năm học 2020-2021, toàn tỉnh có 512 trường học.", "512 L school ?", "vi"),
        ("Năm học 2022-2023, toàn tỉnh có 512 trường học.", "512 L school", "vi"),
        ("Vụ đông xuân 2020-2021 gieo cấy được 1.250 ha lúa.", "1.250 L ha ?", "vi"),
        ("Vụ đông xuân 2022-2023 gieo cấy được 1.250 ha lúa.", "1.250 L ha", "vi"),
        ("Diện tích lúa đạt 1.250 ha, tăng 2% so với vụ đông xuân 2020-2021, sản lượng đạt 90 tấn.",
         "1.250 L ha; 2 I %; 90 L t", "vi"),
        ("In the 2020-2021 school year, the province had 512 schools.", "512 L school ?", "en"),
        ("In the 2022-2023 school year, the province had 512 schools.", "512 L school", "en"),
    ],
)  # fmt: skip
def test_a_season_of_earlier_years_is_no_period_of_the_report(
    text: str, rows: str, form: str
) -> None:
    assert marked(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tỷ lệ nợ xấu giảm từ 2,1% cuối năm 2022 xuống 1,8%.", "2,1 L % per=2022-12-31; 1,8 L %"),
        ("Tỷ lệ nợ xấu giảm từ 2,1% (cuối năm 2022) xuống 1,8%.",
         "2,1 L % per=2022-12-31; 1,8 L %"),
        ("Tỷ lệ hộ nghèo năm 2022 là 8,2%, giảm 1,1 điểm phần trăm.",
         "8,2 L % per=2022; 1,1 DB pt per=2022"),
    ],
)  # fmt: skip
def test_the_period_where_something_started_is_not_where_it_ended(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Nông nghiệp, công nghiệp và dịch vụ theo giá so sánh lần lượt tăng 3%, 8% và 6%.",
         "grdp_constant_agriculture 3 I %; grdp_industry 8 I %; grdp_constant_services 6 I %"),
        ("Khu vực nông nghiệp, khu vực công nghiệp và xây dựng và khu vực dịch vụ lần lượt tăng"
         " 3%, 8% và 6%.",
         "grdp_agriculture 3 I %; grdp_industry_construction 8 I %; grdp_services 6 I %"),
        ("Xuất khẩu gạo và cà phê tăng 9,1% và 3,2%.",
         "rice_exports 9,1 I %; coffee_exports 3,2 I %"),
        ("Doanh thu lưu trú và ăn uống tăng 9,1% so với tháng trước.",
         "accommodation_food_revenue 9,1 I % b=previous_month per=2023-06"),
        ("Doanh thu lưu trú và ăn uống tăng 9,1% và 3,2% so với tháng trước và cùng kỳ.",
         "accommodation_food_revenue 9,1 I % b=previous_month per=2023-06;"
         " accommodation_food_revenue 3,2 I %"),
        ("Giá điện và giá nước tăng 2,1% và 0,8% so với tháng trước.",
         "gia_dien 2,1 I % b=previous_month per=2023-06;"
         " gia_nuoc 0,8 I % b=previous_month per=2023-06"),
        ("Giá trị sản xuất nông nghiệp đạt 20 tỷ đồng, lâm nghiệp đạt 3 tỷ đồng và thủy sản đạt"
         " 5 tỷ đồng.",
         "gia_tri_san_xuat_nong_nghiep 20 L bn; gia_tri_san_xuat_lam_nghiep 3 L bn;"
         " gia_tri_san_xuat_thuy_san 5 L bn"),
    ],
)  # fmt: skip
def test_names_go_with_numbers_one_by_one(text: str, rows: str) -> None:
    assert named(text) == rows


def test_names_that_part_in_several_ways_are_unsure() -> None:
    text = "Diều giấy và sáo, trống và chiêng lần lượt tăng 9,1% và 3,2%."
    assert marked(text) == "9,1 I % ?; 3,2 I % ?"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("GRDP đạt 900 tỷ đồng (giá hiện hành), trong đó dịch vụ đạt 300 tỷ đồng.",
         "grdp_current_prices 900 L bn; grdp_current_services 300 L bn"),
        ("Nông nghiệp tăng 3%, dịch vụ tăng 6% theo giá so sánh; công nghiệp tăng 8%.",
         "grdp_constant_agriculture 3 I %; grdp_constant_services 6 I %; grdp_industry 8 I %"),
        ("Nông nghiệp tăng 3%; dịch vụ tăng 6% theo giá so sánh.",
         "grdp_agriculture 3 I %; grdp_constant_services 6 I %"),
    ],
)  # fmt: skip
def test_prices_are_those_of_a_whole_list(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Trong tổng số lao động, nông nghiệp chiếm 32%; GRDP tăng 7%, dịch vụ chiếm 41%.",
         "lao_dong_nong_nghiep 32 S % ?; grdp 7 I %; grdp_services 41 S % b=grdp"),
        ("Trong tổng thu ngân sách, thu nội địa chiếm 70%; thu hải quan đạt 9 tỷ đồng, chiếm 20%.",
         "domestic_revenue 70 S % b=budget_revenue; customs_revenue 9 L bn;"
         " customs_revenue 20 S % b=budget_revenue"),
    ],
)  # fmt: skip
def test_a_whole_holds_for_its_parts_only(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("Cơ cấu cây trồng chuyển dịch, diện tích lúa đạt 120 ha, tăng 2%.", ["", ""]),
        ("Trong cơ cấu thu nội địa, thu tiền sử dụng đất đạt 5 tỷ đồng.", ["thu nội địa"]),
        ("Cơ cấu lao động: nông nghiệp 32%, công nghiệp 30%.", ["lao động", "lao động"]),
    ],
)
def test_a_structure_without_shares_is_no_whole(text: str, parents: list[str]) -> None:
    assert [one.parent_label for one in figures(text)] == parents


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thu nội địa tăng 120 tỷ đồng, tăng 9,1% so với dự toán.", "120 L bn ?; 9,1 O %"),
        ("Thu nội địa tăng 120 tỷ đồng (9,1%) so với dự toán.", "120 L bn ?; 9,1 O %"),
        ("Thu nội địa giảm 120 tỷ đồng (giảm 9,1%) so với dự toán.", "120 L bn ?; 9,1 U %"),
        ("Thu nội địa tăng 120 tỷ đồng, tăng 9,1% so với cùng kỳ.", "120 IB bn; 9,1 I %"),
        ("Thu nội địa tăng 120 tỷ đồng so với cùng kỳ, đạt 75% dự toán.", "120 IB bn; 75 P %"),
        ("Tạo việc làm cho 12.500 lao động (đạt trên 102% kế hoạch).",
         "12.500 L worker; 102 P % q=over"),
        ("Có 11 xã (đạt trên 75% kế hoạch).", "11 L commune; 75 P % q=over ?"),
        ("Hệ số ICOR năm 2023 ước đạt 5,2.", "5,2 L x q=estimated per=2023"),
        ("Hệ số ICOR là 5,2 lần.", "5,2 L x"),
        ("Hệ số lương tăng 1,2 lần so với năm 2020.", "1,2 T x b=base_2020"),
    ],
)  # fmt: skip
def test_changes_against_plans_brackets_and_coefficients(text: str, rows: str) -> None:
    assert marked(text) == rows
