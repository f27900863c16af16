"""Sentences of monthly and quarterly reports: days, seasons, topics, plans, and English wires.

What a number became is written short, as in test_prose_sentences.py; an unsure row ends with a
question mark. Beside each sentence of a rule stands one that it leaves as it was.
"""

import pytest

from tests.unit.documents.test_prose_sentences import marked, named


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("IIP tăng 6,3%, cùng kỳ năm 2022 giảm 4,6%.", "6,3 I %; 4,6 D % per=2022-9M", "2023-9M"),
        ("IIP tăng 6,3%, so với cùng kỳ năm 2022 giảm 4,6%.", "6,3 I %; 4,6 D %", "2023-9M"),
        ("GRDP tăng 8%, trong đó quý I tăng 5%; quý II tăng 7%. Nhìn chung, dịch vụ tăng 9%.",
         "8 I %; 5 I % per=2023-Q1; 7 I % per=2023-Q2; 9 I %", "2023"),
        ("Quý I GRDP tăng 5%. Dịch vụ tăng 9%.", "5 I % per=2023-Q1; 9 I % per=2023-Q1", "2023"),
        ("Sản lượng thịt lợn đạt 45 tấn, trong đó quý III đạt 11 tấn; đàn bò có 18 con.",
         "45 L t; 11 L t per=2023-Q3; 18 L head per=2023-Q3 ?", "2023-9M"),
        ("9 tháng qua, xuất khẩu đạt 90 triệu USD.", "90 L usd per=2023-9M", "2023-Q3"),
        ("6 tháng qua, xuất khẩu đạt 90 triệu USD.", "90 L usd", "2023-Q3"),
        ("Vốn đầu tư quý IV đạt 90 tỷ đồng; tính chung cả năm đạt 300 tỷ đồng, gồm: vốn trong nước"
         " 100 tỷ đồng; vốn ngoài nước 150 tỷ đồng.",
         "90 L bn per=2023-Q4; 300 L bn; 100 L bn; 150 L bn", "2023"),
        ("CPI bình quân 5 tháng tăng 2,8%. Giá vàng tăng 1,2%.", "2,8 I % per=2023-5M; 1,2 I %",
         "2023-05"),
        ("CPI 5 tháng tăng 2,8%. Giá vàng tăng 1,2%.",
         "2,8 I % per=2023-5M; 1,2 I % per=2023-5M", "2023-05"),
        ("Cây vụ đông 2023-2024 cho thu hoạch 90 ha.", "90 L ha", "2024-Q1"),
        ("Vụ cháy 2023-2024 làm mất 90 ha.", "90 L ha per=2023..2024", "2024-Q1"),
    ],
)  # fmt: skip
def test_a_period_holds_for_what_it_is_of(text: str, rows: str, period: str) -> None:
    assert marked(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows", "period", "form"),
    [
        ("Tính đến ngày 20/9, thu nội địa đạt 51 tỷ đồng; dư nợ đạt 38 tỷ đồng; doanh thu bưu chính"
         " đạt 7 tỷ đồng.",
         "domestic_revenue 51 L bn per=2023-YTD-09-20; credit 38 L bn;"
         " doanh_thu_buu_chinh 7 L bn ?",
         "2023-09", "vi"),
        ("Tính đến ngày 20/9, thu nội địa đạt 51 tỷ đồng.", "domestic_revenue 51 L bn",
         "2023-9M", "vi"),
        ("Lũy kế đến hết tháng 9, dư nợ đạt 90 tỷ đồng; xuất khẩu đạt 9 triệu USD.",
         "credit 90 L bn; exports 9 L usd per=2023-9M", "2023-09", "vi"),
        ("Mưa lũ từ ngày 6 đến 20/10 làm 25 người chết.", "disaster_killed 25 L p",
         "2023-10", "vi"),
        ("Đến ngày 15/10, gieo trồng được 90 ha ngô.", "maize_area 90 L ha", "2023-10", "vi"),
        ("Budget revenue stood at VND39 billion as of the end of April.",
         "budget_revenue 39 L bn per=2023-4M", "2023-04", "en"),
        ("By the end of May, exports earned $9 million.", "exports 9 L usd per=2023-5M",
         "2023-06", "en"),
        ("Exports of May Ten Garment earned $9 million.", "exports_of_may_ten_garment 9 L usd",
         "2023-06", "en"),
        ("By April 20, exports earned $9 million.", "exports 9 L usd per=2023-YTD-04-20",
         "2023-04", "en"),
        ("At a meeting on April 20, exports were put at $9 million.", "exports 9 L usd",
         "2023-04", "en"),
    ],
)  # fmt: skip
def test_what_adds_up_until_a_day_is_of_the_months_so_far(
    text: str, rows: str, period: str, form: str
) -> None:
    assert named(text, period, form) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("B. MỤC TIÊU NĂM 2024\n- Tăng trưởng GRDP 8,5%; thu nội địa 51 tỷ đồng.\n"
         "- Duy trì 100% xã đạt chuẩn nông thôn mới.",
         "grdp_growth_target 8,5 L % per=2024; domestic_revenue 51 PL bn per=2024;"
         " new_rural_commune_rate 100 PL % per=2024"),
        ("Chương trình mục tiêu quốc gia\n- Thu nội địa 51 tỷ đồng.", "domestic_revenue 51 L bn"),
        ("Các chỉ tiêu kế hoạch chưa đạt\n- Thu nội địa 51 tỷ đồng.", "domestic_revenue 51 L bn"),
        ("Mục tiêu cụ thể\n- Thu nội địa 51 tỷ đồng.", "domestic_revenue 51 PL bn"),
        ("Mục tiêu cụ thể\n- Đến nay, tỷ lệ che phủ rừng đạt 62%.", "forest_cover_rate 62 L %"),
        ("Mục tiêu cụ thể\n- Tỷ lệ che phủ rừng đạt 62%.", "forest_cover_rate 62 PL %"),
        ("II. KẾT QUẢ NĂM 2023\n- Thu nội địa 51 tỷ đồng.", "domestic_revenue 51 L bn"),
        ("Phấn đấu tăng trưởng GRDP từ 8% trở lên; thu nội địa 51 tỷ đồng.",
         "grdp_growth_target 8 L % q=over ?; domestic_revenue 51 PL bn"),
        ("Kế hoạch vốn năm 2024 là 50 tỷ đồng (gồm: vốn trung ương 20 tỷ đồng, vốn địa phương"
         " 30 tỷ đồng).",
         "gia_tri_ke_hoach_von 50 PL bn per=2024; von_trung_uong 20 PL bn per=2024;"
         " von_dia_phuong 30 PL bn per=2024"),
        ("Giải ngân kế hoạch vốn đầu tư công năm 2023 được 83 tỷ đồng.",
         "public_investment_disbursement 83 L bn"),
    ],
)  # fmt: skip
def test_goals_and_plans(text: str, rows: str) -> None:
    assert named(text, "2023") == rows


def test_a_limit_of_what_is_counted_stays_out() -> None:
    text = "Có 5 đơn vị giải ngân từ 80% trở lên."
    assert marked(text, "2023") == "5 L don_vi ?"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Vụ đông xuân gieo trồng được 90 ha cây hàng năm. Trong đó, diện tích lúa đạt 50 ha,"
         " năng suất 6 tấn/ha, sản lượng 300 tấn.",
         "sown_area 90 L ha; winter_spring_rice_area 50 L ha;"
         " winter_spring_rice_yield 6 L tonnes_per_hectare; winter_spring_rice_output 300 L t"),
        ("Diện tích lúa cả năm đạt 90 ha. Vụ đông xuân có diện tích 50 ha; vụ hè thu diện tích"
         " 40 ha.",
         "rice_area 90 L ha; winter_spring_rice_area 50 L ha; summer_autumn_rice_area 40 L ha"),
        ("Diện tích lúa đạt 90 ha, giảm so với vụ đông xuân. Sản lượng lúa đạt 60 tấn.",
         "rice_area 90 L ha; rice_output 60 L t"),
        ("Vụ xuân hè, diện tích lúa đạt 90 ha.", "rice_area 90 L ha ?"),
        ("Thanh long: diện tích 90 ha; sản lượng 300 tấn. Cây ngô: diện tích 50 ha.",
         "dien_tich_thanh_long 90 L ha; san_luong_thanh_long 300 L t; maize_area 50 L ha"),
        ("Diện tích ngô đạt 90 ha, bằng 104% so với vụ đông xuân năm trước.",
         "maize_area 90 L ha; maize_area 104 X %"),
        ("Lúa hè thu phát triển tốt. Đến nay, toàn tỉnh xuống giống 90 ha. Vụ đông xuân đã kết thúc"
         " thu hoạch với 50 ha, năng suất 7 tấn/ha.",
         "summer_autumn_rice_area 90 L ha; winter_spring_rice_harvested 50 L ha;"
         " winter_spring_rice_yield 7 L tonnes_per_hectare"),
        ("Mía niên vụ 2022-2023 thu hoạch được 90 ha.", "dien_tich_mia_thu_hoach 90 L ha"),
    ],
)  # fmt: skip
def test_crops_and_their_seasons(text: str, rows: str) -> None:
    assert named(text, "2023") == rows


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("Giải ngân vốn đầu tư công tính đến 30/9 đạt 28 tỷ đồng.",
         "public_investment_disbursement 28 L bn", "2023"),
        ("Khách quốc tế đến TP.HCM đạt 43.000 lượt.", "international_tourists 43.000 L v", "2023"),
        ("Có 12 dự án FDI được cấp phép với số vốn đăng ký 45 triệu USD, giảm 5% về số dự án và"
         " tăng 7% về vốn.",
         "fdi_new_projects 12 L da; fdi_new_capital 45 L usd; fdi_new_projects 5 D %;"
         " fdi_new_capital 7 I %", "2023"),
        ("Vốn FDI đăng ký đạt 30 triệu USD. Vốn thực hiện đạt 22 triệu USD.",
         "fdi_registered_capital 30 L usd; fdi_disbursed 22 L usd", "2023"),
        ("Xảy ra 48 vụ tai nạn giao thông, làm 22 người chết, 31 người bị thương; so với cùng kỳ"
         " giảm 3,4% số vụ, giảm 9,6% số người chết và tăng 8,5% số người bị thương.",
         "traffic_accidents 48 L case; traffic_deaths 22 L p; traffic_injured 31 L p;"
         " traffic_accidents 3,4 D %; traffic_deaths 9,6 D %; traffic_injured 8,5 I %", "2023"),
        ("Có 42 doanh nghiệp thành lập mới; lũy kế từ đầu năm có 390 doanh nghiệp.",
         "new_enterprises 42 L dn; new_enterprises 390 L dn per=2023-9M", "2023-09"),
        ("CPI tăng 0,9%. Có 9/11 nhóm hàng tăng giá.",
         "cpi 0,9 I %; cpi_groups_up 9 L commodity_group; cpi_groups 11 L commodity_group", "2023"),
        ("Tai nạn giao thông làm 22 người chết.\nĐã có 41 lao động.",
         "traffic_deaths 22 L p; traffic_deaths 41 L worker ?", "2023"),
        ("Tai nạn giao thông làm 22 người chết.\nMưa lũ làm 4 người chết.",
         "traffic_deaths 22 L p; disaster_killed 4 L p", "2023"),
        ("GRDP (giá so sánh 2010) đạt 42 tỷ đồng. Cơ cấu kinh tế: dịch vụ chiếm 26,1%.",
         "grdp_constant_prices 42 L bn;"
         " grdp_constant_services 26,1 S % b=grdp_constant_prices ?", "2023"),
        ("GRDP (giá so sánh 2010) đạt 42 tỷ đồng, dịch vụ tăng 6,1%.",
         "grdp_constant_prices 42 L bn; grdp_constant_services 6,1 I %", "2023"),
        ("Giáo dục, y tế: Toàn tỉnh có 41 trường.", "schools 41 L school ?", "2023"),
    ],
)  # fmt: skip
def test_names_among_other_words(text: str, rows: str, period: str) -> None:
    assert named(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Hệ số ICOR đạt 5,2 (năm 2022 là 6,1).", "5,2 L x; 6,1 L x per=2022"),
        ("Hệ số ICOR đạt 5,2, thấp hơn năm 2022 (6,1).", "5,2 L x; 6,1 L x per=2022"),
        ("Giao thông tăng 3,8%, giáo dục tăng 5,6% so với tháng trước.",
         "3,8 I % ?; 5,6 I % b=previous_month"),
        ("Thu nội địa tăng 3,8%, xuất khẩu tăng 5,6% so với cùng kỳ.", "3,8 I %; 5,6 I %"),
        ("Thu nội địa tăng 3,8%; xuất khẩu tăng 5,6% so với tháng trước.",
         "3,8 I %; 5,6 I % b=previous_month"),
    ],
)  # fmt: skip
def test_coefficients_and_comparisons(text: str, rows: str) -> None:
    assert marked(text, "2023-09") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The GRDP of the northern province of Hai Duong expanded by 10 per cent.", "grdp 10 I %"),
        ("The city reported a 1.8 per cent month-on-month rise in its index of industrial"
         " production, and a 13.6 per cent expansion.",
         "industrial_production_index 1.8 I % b=previous_month per=2023-06;"
         " industrial_production_index 13.6 I %"),
        ("An official said the industry and construction sector was the main driver with growth of"
         " 13.5 per cent.",
         "grdp_industry_construction 13.5 I %"),
        ("Some 48 traffic accidents killed 22 people and injured 31, a decrease of 9 deaths.",
         "traffic_accidents 48 L case q=about; traffic_deaths 22 L p; traffic_injured 31 L p;"
         " traffic_deaths 9 DB p"),
        ("A total of 86 enterprises were newly established, and 68 others resumed operations.",
         "new_enterprises 86 L dn; returned_enterprises 68 L dn"),
        ("Exports reached $12 million, $15 million and $17 million in April, May and June"
         " respectively.",
         "exports 12 L usd per=2023-04; exports 15 L usd per=2023-05;"
         " exports 17 L usd per=2023-06"),
        ("Exports reached $12 million between January and June.", "exports 12 L usd"),
        ("Hanoi targets GRDP growth of over 8 per cent.", "grdp_growth_target 8 L % q=over"),
        ("IIP rose 1.8 per cent. In May, the index grew 2.9 per cent.",
         "industrial_production_index 1.8 I %; industrial_production_index 2.9 I % per=2023-05"),
        ("Exports of rice, tea and coffee were $5 million, $6 million and $7 million.",
         "rice_exports 5 L usd; tea_exports 6 L usd; coffee_exports 7 L usd"),
        ("Of the workers, 29 of whom went to work abroad.", "workers_whom_went 29 L worker ?"),
    ],
)  # fmt: skip
def test_english_wires(text: str, rows: str) -> None:
    assert named(text, "2023-H1", "en") == rows


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("TÌNH HÌNH THÁNG 9 VÀ 9 THÁNG NĂM 2023\n- Xuất khẩu đạt 90 triệu USD.", "exports 90 L usd",
         "2023-09"),
        ("KẾT QUẢ 8 THÁNG NĂM 2023\n- Xuất khẩu đạt 90 triệu USD.", "exports 90 L usd per=2023-8M",
         "2023-09"),
        ("KẾT QUẢ NĂM 2023, KẾ HOẠCH NĂM 2024\n- Thu nội địa đạt 51 tỷ đồng.",
         "domestic_revenue 51 L bn", "2023"),
        ("KẾ HOẠCH NĂM 2024\n- Thu nội địa đạt 51 tỷ đồng.",
         "domestic_revenue 51 PL bn per=2024", "2023"),
        ("A. KẾ HOẠCH NĂM 2024\n1. Năm 2022 và năm 2023\n- Thu nội địa đạt 51 tỷ đồng.",
         "domestic_revenue 51 L bn", "2023"),
        ("Lạng Sơn, tháng 7 năm 2023\n1. Thu nội địa đạt 51 tỷ đồng.", "domestic_revenue 51 L bn",
         "2023-H1"),
        ("Phiên họp tháng 6\n- Thu nội địa đạt 51 tỷ đồng.", "domestic_revenue 51 L bn", "2023-H1"),
        ("Kết quả tháng 6\n- Thu nội địa đạt 51 tỷ đồng.", "domestic_revenue 51 L bn per=2023-06",
         "2023-H1"),
        ("Tính đến 25/8, thu nội địa đạt 51 tỷ đồng; dư nợ đạt 38 tỷ đồng; doanh thu bưu chính đạt"
         " 7 tỷ đồng.",
         "domestic_revenue 51 L bn per=2023-YTD-08-25; credit 38 L bn per=2023-08-25;"
         " doanh_thu_buu_chinh 7 L bn per=2023-08-25 ?", "2023-09"),
        ("Từ ngày 20/8 đến 25/8, mưa lũ làm 5 người chết.",
         "disaster_killed 5 L p per=2023-08-25", "2023-09"),
        ("Lúa đông xuân năm 2023 gieo cấy 90 ha.", "winter_spring_rice_area 90 L ha", "2023-H1"),
        ("Xuất khẩu năm 2023 đạt 90 triệu USD.", "exports 90 L usd per=2023", "2023-H1"),
    ],
)  # fmt: skip
def test_titles_of_two_periods_and_days_before_the_month(text: str, rows: str, period: str) -> None:
    assert named(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Vụ đông xuân được mùa, sản lượng lúa cả tỉnh năm 2023 đạt 90 tấn.",
         "rice_output 90 L t ?"),
        ("Vụ đông xuân năm 2023 được mùa, sản lượng lúa đạt 90 tấn.",
         "winter_spring_rice_output 90 L t"),
        ("Vụ đông xuân được mùa so với cùng kỳ năm 2022, sản lượng lúa đạt 90 tấn.",
         "winter_spring_rice_output 90 L t"),
        ("Năng suất lúa cả năm đạt 6 tấn/ha; riêng vụ đông xuân đạt 7 tấn/ha.",
         "rice_yield 6 L tonnes_per_hectare; winter_spring_rice_yield 7 L tonnes_per_hectare"),
        ("Diện tích gieo trồng lúa vụ mùa đạt 90 ha.", "winter_rice_area 90 L ha"),
        ("Diện tích gieo trồng ngô vụ mùa đạt 90 ha.", "dien_tich_gieo_trong_ngo_vu_mua 90 L ha"),
        ("Vụ hè thu gieo cấy 90 ha.", "summer_autumn_rice_area 90 L ha"),
        ("Vụ hè thu gieo trồng 90 ha.", "dien_tich_vu_he_thu_gieo_trong 90 L ha"),
        ("Vụ đông xuân, hạn hán làm thiệt hại hơn 90 ha lúa.",
         "winter_spring_rice_area 90 L ha q=over ?"),
        ("Do ảnh hưởng của mưa lũ, diện tích lúa mùa đạt 90 ha.", "winter_rice_area 90 L ha"),
    ],
)  # fmt: skip
def test_seasons_beside_a_year_and_harmed_fields(text: str, rows: str) -> None:
    assert named(text, "2023") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thu hút đầu tư trong nước: có 15 dự án được cấp phép mới với tổng vốn 42 tỷ đồng.",
         "fdi_new_projects 15 L da ?; von_fdi_cap_moi 42 L bn ?"),
        ("Vốn trong nước đạt 12 tỷ đồng, vốn FDI thực hiện đạt 21 triệu USD.",
         "von_trong_nuoc 12 L bn; fdi_disbursed 21 L usd"),
        ("Thị trường trong nước ổn định; xuất khẩu lao động đạt 21 người.",
         "labour_exports 21 L p"),
        ("Khu công nghiệp có 30 dự án được cấp giấy chứng nhận đăng ký đầu tư mới.",
         "khu_cong_nghiep_du_an 30 L da"),
        ("Chỉ số sản xuất công nghiệp tăng 7%; sản phẩm dệt may tăng 8%, giày da tăng 5%.",
         "industrial_production_index 7 I %; textile_exports 8 I % ?; footwear_exports 5 I % ?"),
        ("Xuất khẩu tăng 7%. Dệt may tăng 8%.", "exports 7 I %; textile_exports 8 I %"),
        ("Tai nạn giao thông giảm cả 3 tiêu chí.", ""),
        ("Có 3 tiêu chí.", "tieu_chi 3 L criterion"),
    ],
)  # fmt: skip
def test_names_of_rows_that_the_words_do_not_say(text: str, rows: str) -> None:
    assert named(text, "2023") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Fires killed 12 people, down 8%, and injured 17, up 3%.",
         "fire_deaths 12 L p; fire_deaths 8 D %; fire_injured 17 L p; fire_injured 3 I %"),
        ("Traffic accidents killed 45 people and left 62 injured.",
         "traffic_deaths 45 L p; traffic_injured 62 L p"),
    ],
)  # fmt: skip
def test_people_hurt_behind_a_rate_or_without_a_verb(text: str, rows: str) -> None:
    assert named(text, "2023-H1", "en") == rows
