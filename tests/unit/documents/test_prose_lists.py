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
        ("Có 11 khoản thu (đạt trên 75% dự toán).", "11 L khoan_thu ?; 75 P % q=over ?"),
        ("Tạo việc làm cho 12 nghìn lao động (đạt trên 102% kế hoạch).",
         "12 L thousand_workers; 102 P % q=over"),
        ("Hệ số ICOR năm 2023 ước đạt 5,2.", "5,2 L x q=estimated per=2023"),
        ("Hệ số ICOR là 5,2 lần.", "5,2 L x"),
        ("Hệ số lương tăng 1,2 lần so với năm 2020.", "1,2 T x b=base_2020"),
    ],
)  # fmt: skip
def test_changes_against_plans_brackets_and_coefficients(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu đạt 90 triệu USD, nhập khẩu đạt 80 triệu USD, tăng 8% và 5% so với cùng kỳ.",
         "exports 90 L usd; imports 80 L usd; exports 8 I %; imports 5 I %"),
        ("Xuất khẩu đạt 90 triệu USD, nhập khẩu đạt 80 triệu USD, tăng 8% và 5% so với tháng trước"
         " và cùng kỳ.",
         "exports 90 L usd; imports 80 L usd; imports 8 I % b=previous_month per=2023-06;"
         " imports 5 I %"),
        ("Dư nợ ngắn hạn chiếm 61%, dư nợ trung, dài hạn chiếm 39% tổng dư nợ.",
         "short_term_credit 61 S % b=credit; long_term_credit 39 S % b=credit"),
        ("Doanh thu dịch vụ lưu trú đạt 6 tỷ đồng; dịch vụ ăn uống đạt 9 tỷ đồng.",
         "accommodation_revenue 6 L bn; food_service_revenue 9 L bn"),
        ("Toàn tỉnh có 245 sản phẩm OCOP được công nhận.", "ocop_products 245 L product"),
    ],
)  # fmt: skip
def test_what_the_sentence_named_goes_with_its_rates(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Vụ đông xuân năm 2023 gieo cấy 420 ha lúa.", "winter_spring_rice_area 420 L ha"),
        ("Vụ đông xuân năm 2022 gieo cấy 420 ha lúa.",
         "winter_spring_rice_area 420 L ha per=2022"),
        ("Nhiệm vụ thu năm 2023: thu nội địa đạt 90 tỷ đồng.",
         "domestic_revenue 90 L bn per=2023"),
        ("Huy động vốn đạt 84 tỷ đồng, tăng 7,9% so với cuối năm 2022; tín dụng tăng 9,4%.",
         "deposits 84 L bn; deposits 7,9 I % b=previous_december; credit 9,4 I % ?"),
        ("Huy động vốn tăng 7,9% so với cuối năm 2022; xuất khẩu tăng 9,4%.",
         "deposits 7,9 I % b=previous_december; exports 9,4 I %"),
        ("CPI tăng 0,8% so với tháng 12 năm trước; bình quân 6 tháng tăng 3,1%.",
         "cpi 0,8 I % b=previous_december; cpi 3,1 I %"),
        ("Cả nước xuất siêu 16,8 tỷ USD; tỉnh xuất siêu 210 triệu USD.",
         "trade_balance 16,8 L busd ter=vn; trade_balance 210 L usd"),
        ("Cùng với cả nước, tỉnh xuất siêu 210 triệu USD.", "trade_balance 210 L usd"),
        ("Cơn bão số 10 làm 3 người chết.", "disaster_killed 3 L p"),
        ("Số bác sĩ trên một vạn dân đạt 10,8 bác sĩ.",
         "doctor_rate 10,8 L doctors_per_10000_persons"),
        ("Toàn tỉnh có 33,5 giường bệnh và 10,8 bác sĩ trên 1 vạn dân.",
         "hospital_beds 33,5 L hospital_bed ?; doctor_rate 10,8 L doctors_per_10000_persons"),
        ("Bình quân mỗi xã có 33,5 dự án.", "binh_quan_moi_xa 33,5 L da"),
        ("Toàn tỉnh có 33,5 giường bệnh trên 1 vạn dân.",
         "hospital_bed_rate 33,5 L beds_per_10000_persons"),
    ],
)  # fmt: skip
def test_seasons_countries_storms_and_rates_for_so_many(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("There were 43 traffic accidents, which killed 71 people and injured 96 others.",
         "traffic_accidents 43 L case; traffic_deaths 71 L p; traffic_injured 96 L p"),
        ("There were 43 traffic accidents, killing 71 people.",
         "traffic_accidents 43 L case; traffic_deaths 71 L p"),
        ("The winter-spring rice crop covered 120 hectares, with an average yield of 6.8 tonnes per"
         " hectare and output of 900 tonnes.",
         "winter_spring_rice_area 120 L ha; winter_spring_rice_yield 6.8 L tonnes_per_hectare;"
         " winter_spring_rice_output 900 L t"),
        ("Average CPI rose 3.2%, while core inflation rose 3%.",
         "cpi 3.2 I %; core_inflation 3 I %"),
        ("In August there were 43 traffic accidents, 6 more than in July.",
         "traffic_accidents 43 L case per=2023-08;"
         " traffic_accidents 6 IB case b=previous_month per=2023-08"),
    ],
)  # fmt: skip
def test_english_words_around_a_name(text: str, rows: str) -> None:
    assert named(text, form="en") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Nếu không kể tiền sử dụng đất, thu nội địa đạt 90 tỷ đồng, tăng 9,7%.",
         "domestic_revenue_excl_land_use 90 L bn; domestic_revenue_excl_land_use 9,7 I %"),
        ("Nếu loại trừ yếu tố giá, tổng mức bán lẻ tăng 7,1%.", "retail_sales_real 7,1 I %"),
        ("Thu ngân sách từ khu vực FDI đạt 90 tỷ đồng.", "fdi_enterprise_revenue 90 L bn"),
        ("Công nghiệp đóng góp 4,1 điểm phần trăm, dịch vụ đóng góp 3,3 điểm phần trăm.",
         "grdp_industry 4,1 C pt; grdp_services 3,3 C pt"),
        ("Nhóm giao thông đóng góp 0,3 điểm phần trăm.", "cpi_transport 0,3 C pt"),
        ("Mưa lũ làm 320 ha lúa và 145 ha ngô bị ngập úng.",
         "dien_tich_mua_lu_lua 320 L ha ?; dien_tich_ngo_bi_ngap_ung 145 L ha"),
        ("Gieo cấy 320 ha lúa và 145 ha ngô.", "rice_area 320 L ha; maize_area 145 L ha"),
        ("Tai nạn giao thông giảm 3 người chết và 2 người bị thương.",
         "traffic_deaths 3 DB p; traffic_injured 2 DB p"),
        ("Bậc tiểu học có 155 trường, 118 nghìn học sinh.",
         "bac_tieu_hoc_truong 155 L school; pupils 118 L thousand_pupils ?"),
        ("Toàn tỉnh có 155 trường, 118 nghìn học sinh.",
         "schools 155 L school; pupils 118 L thousand_pupils"),
        ("Số hộ nghèo là 320 hộ, giảm 45%, tương ứng 1.410 nhân khẩu.",
         "poor_households 320 L household; poor_households 45 D %; nhan_khau 1.410 L p"),
        ("Thu nội địa đạt 320 tỷ đồng, tăng 45%, tương ứng 100 tỷ đồng.",
         "domestic_revenue 320 L bn; domestic_revenue 45 I %; domestic_revenue 100 IB bn"),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_clause_or_stands_behind_its_next_number(
    text: str, rows: str
) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Quý I và II, IIP lần lượt tăng 8,1% và 9,7%.",
         "industrial_production_index 8,1 I % per=2023-Q1;"
         " industrial_production_index 9,7 I % per=2023-Q2", "vi"),
        ("Xuất khẩu các tháng 4, 5 và 6 lần lượt đạt 8 triệu USD, 9 triệu USD và 7 triệu USD.",
         "exports 8 L usd per=2023-04; exports 9 L usd per=2023-05; exports 7 L usd per=2023-06",
         "vi"),
        ("Tốc độ tăng GRDP 6 tháng các năm 2022 và 2023 lần lượt là 5,2% và 6,4%.",
         "grdp 5,2 I % per=2022-H1; grdp 6,4 I %", "vi"),
        ("In the first and second quarters, exports reached $12 million and $13 million,"
         " respectively.",
         "exports 12 L usd per=2023-Q1; exports 13 L usd per=2023-Q2", "en"),
        ("Tháng 5 và tháng 6, xuất khẩu đạt 30 triệu USD.", "exports 30 L usd per=2023-06 ?", "vi"),
        ("Tháng 6, xuất khẩu đạt 30 triệu USD.", "exports 30 L usd per=2023-06", "vi"),
    ],
)  # fmt: skip
def test_one_word_names_several_periods(text: str, rows: str, form: str) -> None:
    assert named(text, form=form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tổng đàn trâu, bò đạt 192 con, giảm 1,6%.",
         "tong_dan_trau_bo 192 L head; tong_dan_trau_bo 1,6 D %"),
        ("Xuất khẩu khó khăn, đàn bò giảm 1,6%.", "cattle_herd 1,6 D %"),
        ("Tỷ lệ tăng dân số tự nhiên 0,92%.", "natural_growth_rate 0,92 L %"),
        ("Tốc độ tăng GRDP 7,2%.", "grdp 7,2 I %"),
        ("Thu hút khách du lịch đạt 3 triệu lượt.", "tourists 3 L mv"),
        ("Kế hoạch vốn năm 2023 là 90 tỷ đồng, đã giải ngân 30 tỷ đồng.",
         "gia_tri_ke_hoach_von 90 PL bn per=2023; giai_ngan 30 L bn"),
        ("Xuất khẩu đạt 1,02 tỷ USD, vượt mốc 1 tỷ USD.", 
         "exports 1,02 L busd; exports 1 L busd ?"),
        ("Xuất khẩu vượt mốc 1 tỷ USD.", "exports 1 L busd"),
        ("Có 7/11 chỉ tiêu đạt trên 75% kế hoạch.",
         "targets_total 7 L target ?; targets_total 11 L target ?; targets_total 75 P % q=over ?"),
    ],
)  # fmt: skip
def test_joint_names_marks_and_rates_that_are_called_growth(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("Tháng 10 và 10 tháng, xuất khẩu lần lượt đạt 52 triệu USD và 468 triệu USD.",
         "52 L usd; 468 L usd per=2023-10M", "2023-10"),
        ("IIP tăng 8% và 9,5% trong quý I và quý II.",
         "8 I % per=2023-Q1; 9,5 I % per=2023-Q2", "2023-H1"),
        ("Xuất khẩu đạt 30 triệu USD và 40 triệu USD trong tháng 5 và 6, tăng 5%.",
         "30 L usd per=2023-05; 40 L usd per=2023-06; 5 I % per=2023-05 ?", "2023-H1"),
        ("IIP tăng 8% trong quý I và 9,5% trong quý II.",
         "8 I % per=2023-Q1; 9,5 I % per=2023-Q2", "2023-H1"),
        ("Xuất khẩu tăng 5% trong tháng 5 và 6 tháng đầu năm.", "5 I % per=2023-05 ?", "2023-H1"),
        ("Bình quân mỗi ngày có 4 doanh nghiệp thành lập mới.", "4 L dn ?", "2023-H1"),
        ("Thu nhập bình quân mỗi tháng đạt 8 triệu đồng.", "8 L million_vnd", "2023-H1"),
        ("Có 120 hộ trồng rừng, trong đó 62% là hộ nghèo.",
         "120 L household; 62 S % b=ho_trong_rung", "2023-H1"),
        ("Xuất khẩu tăng 8%, trong đó gạo tăng 9%, cà phê 12%.", "8 I %; 9 I %; 12 I %", "2023-H1"),
    ],
)  # fmt: skip
def test_periods_behind_a_list_of_numbers_and_counts_of_a_day(
    text: str, rows: str, period: str
) -> None:
    assert marked(text, period) == rows
