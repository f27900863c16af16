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
         "9,6 I % b=previous_december; 8.410 IB bn b=previous_december; 5,1 I % ?", "vi"),
        ("Loans were up VND8.4 trillion (9.6%) from the end of 2023.",
         "8.4 IB tn b=previous_december; 9.6 I % b=previous_december", "en"),
        ("Loans rose VND8.4 trillion, equivalent to 9.6%, compared with the end of 2023.",
         "8.4 IB tn b=previous_december; 9.6 I % b=previous_december", "en"),
        ("Exports rose 9.6%, compared with the end of 2023; imports fell 2.1%.",
         "9.6 I % b=previous_december; 2.1 D %", "en"),
        ("Thu nội địa tăng 9,6%, so với dự toán đạt 81%.", "9,6 I %; 81 P %", "vi"),
        ("Nguồn vốn tăng 612 tỷ đồng so với tháng trước, tăng 5.820 tỷ đồng (8,7%) so với đầu năm.",
         "612 IB bn b=previous_month per=2024-09 ?; 5.820 IB bn b=previous_december; "
         "8,7 I % b=previous_december", "vi"),
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
        ("Trong mức tăng 7,8% của toàn nền kinh tế, khu vực dịch vụ đóng góp 3,2 điểm phần trăm.",
         "grdp 7,8 I %; grdp_services 3,2 C pt"),
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


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Trong tổng số lao động, nông nghiệp chiếm 32,5%.", "lao_dong_nong_nghiep 32,5 S % ?",
         "vi"),
        ("Cơ cấu lao động: nông nghiệp 32,5%, dịch vụ 67,5%.",
         "lao_dong_nong_nghiep 32,5 S % ?; lao_dong_dich_vu 67,5 S % ?", "vi"),
        ("Trong tổng diện tích gieo trồng, lúa chiếm 61%, ngô chiếm 12%.",
         "rice_area 61 S % b=sown_area; maize_area 12 S % b=sown_area", "vi"),
        ("Xét theo ngành, trong tổng số lao động có việc làm, khu vực dịch vụ chiếm 38%.",
         "lao_dong_khu_vuc_dich_vu 38 S % b=employed_population", "vi"),
        ("Trong tổng số 812 doanh nghiệp, doanh nghiệp dịch vụ chiếm 61,2%.",
         "registered_enterprises 812 L dn; "
         "doanh_nghiep_dich_vu 61,2 S % b=registered_enterprises", "vi"),
        ("Trong tổng thu, thu nội địa chiếm 74,3%, thu hải quan chiếm 25,7%.",
         "domestic_revenue 74,3 S % b=budget_revenue; customs_revenue 25,7 S % b=budget_revenue",
         "vi"),
        ("Of the total workforce, agriculture accounted for 32.5%.",
         "agriculture_workforce 32.5 S % ?", "en"),
    ],
)  # fmt: skip
def test_the_whole_that_opens_a_list_of_shares(text: str, rows: str, form: str) -> None:
    assert named(text, "2024-9M", form) == rows


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Thanh tra 215 cơ sở thực phẩm, 192 cơ sở đạt yêu cầu, chiếm 89,3%.",
         "co_so_dat_yeu_cau 89,3 S % b=thanh_tra_co_so_thuc_pham"),
        ("Thanh tra 215 cơ sở thực phẩm, 192 cơ sở đạt yêu cầu, chiếm 69,3%.",
         "co_so_dat_yeu_cau 69,3 S % b=thanh_tra_co_so_thuc_pham ?"),
        # Two wholes would do.
        ("Có 200 dự án mới; có 200 dự án cũ; 50 dự án FDI, chiếm 25%.",
         "fdi_new_projects 25 S % b=du_an_moi ?"),
        ("Doanh thu dịch vụ đạt 120 tỷ đồng, doanh thu ăn uống 30 tỷ đồng, chiếm 25%.",
         "food_service_revenue 25 S % b=doanh_thu_dich_vu"),
        ("Bán lẻ hàng hóa chiếm 73,8% tổng mức bán lẻ; doanh thu ăn uống 310 tỷ đồng, chiếm 10,9%.",
         "food_service_revenue 10,9 S % b=retail_sales"),
        ("Nợ xấu nội bảng là 1.412 tỷ đồng, chiếm 1,47% tổng dư nợ.",
         "no_xau_noi_bang 1,47 S % b=credit"),
        ("Có 385 trường đạt chuẩn quốc gia, chiếm 62,9%.", "standard_schools 62,9 S % ?"),
    ],
)  # fmt: skip
def test_a_share_is_of_what_the_printed_levels_or_the_words_say(text: str, share: str) -> None:
    assert named(text, "2024-9M").split("; ")[-1] == share


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Thu nội địa trong tháng và 9 tháng lần lượt đạt 610 tỷ đồng và 5.655 tỷ đồng.",
         "610 L bn per=2024-09; 5.655 L bn", "vi"),
        ("Thu nội địa trong tháng và lũy kế 9 tháng tương ứng là 610 tỷ đồng và 5.655 tỷ đồng.",
         "610 L bn per=2024-09; 5.655 L bn", "vi"),
        ("Thu nội địa trong quý và 9 tháng lần lượt đạt 610 tỷ đồng và 5.655 tỷ đồng, tăng 9,1% và"
         " 7,4% so với cùng kỳ.",
         "610 L bn per=2024-Q3; 5.655 L bn; 9,1 I % per=2024-Q3; 7,4 I %", "vi"),
        ("Thu nội địa trong tháng và 9 tháng lần lượt đạt 610 tỷ đồng (tăng 9,1%) và 5.655 tỷ đồng"
         " (tăng 7,4%).",
         "610 L bn per=2024-09; 9,1 I % per=2024-09; 5.655 L bn; 7,4 I %", "vi"),
        ("Exports in the month and nine months reached $30 million and $250 million, respectively.",
         "30 L usd per=2024-09; 250 L usd", "en"),
        ("Từ 15/8 đến 14/9, xảy ra 21 vụ tai nạn giao thông.", "21 L case per=2024-09", "vi"),
        ("Từ ngày 15/12/2023 đến ngày 14/3/2024, xảy ra 58 vụ tai nạn giao thông.",
         "58 L case per=2024-Q1", "vi"),
        ("Từ ngày 15/12/2023 đến ngày 14/9/2024, xảy ra 214 vụ tai nạn giao thông.",
         "214 L case", "vi"),
        ("IIP tăng 1,2% so với tháng 8 và tăng 9,1% so với cùng kỳ.",
         "1,2 I % b=previous_month per=2024-09; 9,1 I %", "vi"),
        ("Tỷ lệ hộ nghèo giảm từ 8,2% cuối năm 2021 xuống còn 6,1% cuối năm 2022.",
         "8,2 L % per=2021-12-31; 6,1 L % per=2022-12-31", "vi"),
        ("The poverty rate dropped from 8.2% at the end of 2021 to 6.1% at the end of 2022.",
         "8.2 L % per=2021; 6.1 L % per=2022", "en"),
        ("Năm học 2024-2025, toàn tỉnh có 612 trường.", "612 L school", "vi"),
        ("Tỷ trọng nông nghiệp giảm còn 21,9% năm 2024; tỷ trọng công nghiệp tăng từ 36,8% lên"
         " 37,9%.", "21,9 S % b=grdp per=2024; 36,8 S % b=grdp per=2023; 37,9 S % b=grdp"
         " per=2024", "vi"),
    ],
)  # fmt: skip
def test_the_period_of_each_figure(text: str, rows: str, form: str) -> None:
    assert marked(text, "2024-9M", form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("GRDP theo giá so sánh đạt 31.240 tỷ đồng, tăng 8,12%; theo giá hiện hành 54.870 tỷ đồng.",
         "grdp_constant_prices 31.240 L bn; grdp_constant_prices 8,12 I %; "
         "grdp_current_prices 54.870 L bn"),
        ("Giá trị sản xuất công nghiệp theo giá so sánh 2010 đạt 284 tỷ đồng; theo giá hiện hành"
         " đạt 469 tỷ đồng, tăng 12,5%.",
         "industrial_production_value_constant 284 L bn; "
         "gia_tri_san_xuat_cong_nghiep_theo_gia_hien_hanh 469 L bn; "
         "gia_tri_san_xuat_cong_nghiep_theo_gia_hien_hanh 12,5 I %"),
        ("Năng suất lao động theo giá hiện hành đạt 112,6 triệu đồng/người, theo giá so sánh tăng"
         " 6,1%.", "labour_productivity 112,6 L mn/p; labour_productivity_constant 6,1 I %"),
        ("Giá trị sản xuất (giá so sánh 2010) ngành thủy sản ước 3.120 tỷ đồng.",
         "gia_tri_san_xuat_theo_gia_so_sanh_nganh_thuy_san 3.120 L bn q=estimated"),
    ],
)  # fmt: skip
def test_levels_at_other_prices_are_other_indicators(text: str, rows: str) -> None:
    assert named(text, "2024") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Chỉ số PCI đạt 66,1 điểm, tăng 2,1 điểm so với năm 2022.",
         "chi_so_pci 66,1 L diem ?; chi_so_pci 2,1 IB diem b=base_2022 ?"),
        ("Chỉ số cải cách hành chính đạt 88,2 điểm.", "chi_so_cai_cach_hanh_chinh 88,2 L diem ?"),
        ("Chỉ số hài lòng đạt 84,6%, tăng 1,2 điểm phần trăm.",
         "chi_so_hai_long 84,6 L %; chi_so_hai_long 1,2 IB pt"),
        ("Tỷ lệ tốt nghiệp tăng 0,35 điểm phần trăm; điểm trung bình các môn đạt 6,42 điểm.",
         "ty_le_tot_nghiep 0,35 IB pt; diem_trung_binh_cac_mon 6,42 L diem ?"),
    ],
)  # fmt: skip
def test_points_of_a_score_are_no_percentage_points(text: str, rows: str) -> None:
    assert named(text, "2024") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Kết quả điều tra: 34,2% doanh nghiệp đánh giá tốt hơn, 41,5% giữ ổn định và 24,3% khó"
         " khăn hơn.",
         "ty_le_doanh_nghiep_danh_gia_tot_hon 34,2 L %; ty_le_giu_on_dinh 41,5 L %; "
         "ty_le_kho_khan 24,3 L %"),
        ("Về đơn đặt hàng, có 28,4% doanh nghiệp có đơn hàng tăng, 26,1% doanh nghiệp có đơn hàng"
         " giảm.",
         "ty_le_doanh_nghiep_co_don_hang_tang 28,4 L %; "
         "ty_le_doanh_nghiep_co_don_hang_giam 26,1 L %"),
    ],
)  # fmt: skip
def test_the_answers_of_a_survey_are_named_by_those_who_gave_them(text: str, rows: str) -> None:
    assert named(text, "2024-9M") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Có 5 xã đạt trên 90% kế hoạch.", "5 L commune; 90 P % q=over ?"),
        ("Có 12 doanh nghiệp có doanh thu trên 100 tỷ đồng.", "12 L dn; 100 L bn q=over ?"),
        ("Tạo việc làm cho 18.400 lao động, đạt trên 102% kế hoạch.",
         "18.400 L worker; 102 P % q=over"),
        ("Thu hút 24 dự án với vốn đăng ký trên 318 triệu USD.", "24 L da; 318 L usd q=over"),
    ],
)  # fmt: skip
def test_the_mark_that_those_counted_reached_is_doubted(text: str, rows: str) -> None:
    assert marked(text, "2024-9M") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Đàn lợn có 382,4 nghìn con, tăng 4,4%, sản lượng thịt hơi xuất chuồng 52,1 nghìn tấn.",
         "pig_herd 382,4 L thousand_head; pig_herd 4,4 I %; pork_output 52,1 L kt"),
        ("Đàn dê 12 nghìn con; sản lượng thịt hơi xuất chuồng 60 nghìn tấn.",
         "goat_herd 12 L thousand_head; meat_output 60 L kt"),
        ("Chỉ số tiêu thụ toàn ngành chế biến, chế tạo tăng 7,4%; chỉ số tồn kho ngành chế biến,"
         " chế tạo giảm 2,1%.",
         "industrial_consumption_index 7,4 I %; industrial_inventory_index 2,1 D %"),
    ],
)  # fmt: skip
def test_names_that_say_less_than_they_mean(text: str, rows: str) -> None:
    assert named(text, "2024-9M") == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Năng suất lúa xuân đạt 64,2 tạ/ha, cao hơn vụ trước 1,1 tạ/ha.",
         "winter_spring_rice_yield 64,2 L quintals_per_hectare; "
         "winter_spring_rice_yield 1,1 IB quintals_per_hectare ?", "vi"),
        ("Xuất khẩu đạt 90 triệu USD, ít hơn nhập khẩu 12 triệu USD.",
         "exports 90 L usd; exports 12 DB usd ?", "vi"),
        ("Diện tích lúa 500 ha, ít hơn cùng kỳ 12 ha.", "rice_area 500 L ha; rice_area 12 DB ha",
         "vi"),
        ("Bad debts made up 1.47% of total loans, 0.2 percentage points higher than at the end of"
         " 2023.", "bad_debt 1.47 S % b=credit; bad_debt 0.2 IB pt b=previous_december", "en"),
        ("Xuất khẩu và nhập khẩu bằng 108,4% và 101,6% so với cùng kỳ.",
         "exports 108,4 X %; imports 101,6 X %", "vi"),
        ("Có 38 dự án trong nước với vốn 64 tỷ đồng và 11 dự án FDI, tăng lần lượt 5 dự án và 3"
         " dự án.",
         "du_an_trong_nuoc 38 L da; von_trong_nuoc 64 L bn; du_an_fdi 11 L da; "
         "du_an_trong_nuoc 5 IB da; du_an_fdi 3 IB da", "vi"),
        ("Điện thương phẩm đạt 12 triệu kWh, trong đó điện cho công nghiệp - xây dựng chiếm 58,4%.",
         "electricity_consumed 12 L million_kwh; "
         "dien_thuong_pham_xay_dung 58,4 S % b=electricity_consumed", "vi"),
    ],
)  # fmt: skip
def test_comparisons_and_lists(text: str, rows: str, form: str) -> None:
    assert named(text, "2024-9M", form) == rows


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Tai nạn giao thông giảm 5,2% số người chết và 3,1% số người bị thương.", ["D", "D"]),
        ("Đàn bò đạt 100 nghìn con; ít hơn là đàn trâu 60 nghìn con.", ["L", "L"]),
    ],
)  # fmt: skip
def test_items_of_a_list_and_new_clauses_keep_their_measure(text: str, measures: list[str]) -> None:
    assert [row.split()[2] for row in named(text, "2024-9M").split("; ")] == measures


def test_days_that_join_no_months_are_no_month() -> None:
    text = "Đợt cao điểm từ ngày 20/8 đến 10/9 kiểm tra 215 cơ sở."
    assert "2024-09" not in named(text, "2024-9M")


def test_printed_levels_say_of_what_a_share_is_before_the_whole_that_opens_a_list() -> None:
    text = (
        "Trong tổng thu ngân sách, thu nội địa đạt 5.655 tỷ đồng, "
        "trong đó thu tiền sử dụng đất 610 tỷ đồng, chiếm 10,8%."
    )
    assert named(text, "2024-9M").endswith("10,8 S % b=domestic_revenue")
