"""Sentences beside those of a rule: the same words in another place, or with another meaning."""

import pytest

from tests.unit.documents.test_prose_sentences import figures, marked, named


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("Số vụ cháy năm 2023 là 42 vụ, tăng 5 vụ.",
         "42 L case per=2023; 5 IB case per=2023", "2023-12"),
        ("Vụ lúa hè thu năm 2023 gieo cấy 420 ha.", "420 L ha", "2023-12"),
        ("Số vụ cháy giai đoạn 2020-2021 là 42 vụ.", "42 L case per=2020..2021", "2023-H1"),
        ("Vụ mía 2020-2021 trồng được 42 ha.", "42 L ha per=2020..2021 ?", "2023-H1"),
    ],
)  # fmt: skip
def test_the_year_of_cases_is_a_calendar_year(text: str, rows: str, period: str) -> None:
    assert marked(text, period) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Cả nước đang phục hồi, xuất khẩu đạt 90 triệu USD.", "90 L usd"),
        ("Cả nước nói chung và Cao Bằng nói riêng xuất khẩu được 90 triệu USD.", "90 L usd"),
        ("Cả nước xuất khẩu 16 tỷ USD, Cao Bằng xuất khẩu 90 triệu USD.",
         "16 L busd ter=vn; 90 L usd"),
        ("Cả nước xuất khẩu 16 tỷ USD, tăng 5%.", "16 L busd ter=vn; 5 I % ter=vn"),
    ],
)  # fmt: skip
def test_a_clause_about_the_country_ends_where_another_place_is_named(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu sang 5 thị trường năm 2022 đạt 90 triệu USD.",
         "5 L thi_truong ?; 90 L usd per=2022"),
        ("Thu nội địa tăng từ 5 tỷ đồng năm 2022 lên 90 tỷ đồng.", "5 L bn per=2022; 90 L bn"),
        ("Có 3 vụ nổ và 5 vụ cháy trong tháng 5 và tháng 6.", "3 L case; 5 L case per=2023-05 ?"),
        ("Có 3 vụ cháy và 5 vụ cháy trong tháng 5 và tháng 6.",
         "3 L case per=2023-05; 5 L case per=2023-06"),
        ("Năm 2021 và 2022, tỷ lệ hộ nghèo lần lượt là 12% và 9%; đến nay còn 8%.",
         "12 L % per=2021; 9 L % per=2022; 8 L %"),
        ("Năm 2021 và 2022, tỷ lệ hộ nghèo lần lượt là 12% và 9%; thất nghiệp còn 8%.",
         "12 L % per=2021; 9 L % per=2022; 8 L % per=2021 ?"),
        ("Cuối năm 2021 và 2022, dư nợ lần lượt đạt 34 tỷ đồng và 37 tỷ đồng.",
         "34 L bn per=2021-12-31; 37 L bn per=2022-12-31"),
        ("So với năm 2021 và 2022, xuất khẩu tăng 5% và 8%.", "5 I % b=base_2021 ?; 8 I % ?"),
        ("Năm 2021 và 2022, thu nội địa lần lượt đạt 34 tỷ đồng và 37 tỷ đồng.",
         "34 L bn per=2021; 37 L bn per=2022"),
    ],
)  # fmt: skip
def test_periods_beside_other_numbers(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mỗi tháng kiểm tra 12 doanh nghiệp, 6 tháng có 260 doanh nghiệp thành lập mới.",
         "12 L dn ?; 260 L dn"),
        ("Mỗi ngày có 12 doanh nghiệp thành lập mới, 5 doanh nghiệp giải thể.",
         "12 L dn ?; 5 L dn ?"),
        ("Mỗi ngày trong tháng 6 có 12 doanh nghiệp thành lập mới.", "12 L dn per=2023-06 ?"),
        ("Huy động tăng 5% so với cuối năm 2022, CPI tăng 3%.",
         "5 I % b=previous_december ?; 3 I %"),
        ("Dư nợ tăng 5% so với cuối năm 2022, huy động tăng 1%, CPI tăng 3%.",
         "5 I % b=previous_december; 1 I % ?; 3 I %"),
        ("Dư nợ tăng 5% so với cuối năm 2022, nợ xấu đạt 9 tỷ đồng, tăng 3%.",
         "5 I % b=previous_december; 9 L bn; 3 I % ?"),
        ("Dư nợ tăng 5% so với cuối năm 2022, thu nợ đạt 9 tỷ đồng, tăng 3%.",
         "5 I % b=previous_december; 9 L bn; 3 I %"),
        ("Thu nội địa đạt 51 tỷ đồng; dư nợ vượt mốc 38 tỷ đồng.", "51 L bn; 38 L bn"),
        ("Dư nợ đạt 38,5 tỷ đồng, chính thức vượt mốc 38 tỷ đồng.", "38,5 L bn; 38 L bn ?"),
        ("Dư nợ tăng 5%, vượt mốc 38 tỷ đồng.", "5 I %; 38 L bn"),
    ],
)  # fmt: skip
def test_doubts_are_of_the_figures_they_are_about(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Hệ số sử dụng đất đạt 2,1 lần, tăng 0,1 lần so với cùng kỳ.", "2,1 L x; 0,1 IB x"),
        ("Hệ số sử dụng đất đạt 2,1 lần, thấp hơn 0,1 lần so với cùng kỳ.", "2,1 L x; 0,1 DB x"),
        ("Hệ số sử dụng đất đạt 2,1 lần, xuất khẩu tăng 1,2 lần so với cùng kỳ.",
         "2,1 L x; 1,2 T x"),
    ],
)  # fmt: skip
def test_a_coefficient_changes_by_so_much(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Có 45 nghìn lượt khách quốc tế, trong đó 60% đến từ Lào.",
         "international_tourists 45 L thousand_visits; ty_le_lao 60 L %"),
        ("Có 45 nghìn lượt khách quốc tế, trong đó 60% là khách Lào.",
         "international_tourists 45 L thousand_visits;"
         " khach_lao 60 S % b=international_tourists"),
        ("Dịch vụ chiếm 49%, công nghiệp chiếm 25% (theo giá hiện hành).",
         "grdp_current_services 49 S % b=grdp_current_prices;"
         " grdp_industry 25 S % b=grdp_current_prices"),
        ("Dịch vụ chiếm 49%, công nghiệp chiếm 25%.",
         "grdp_services 49 S % b=grdp; grdp_industry 25 S % b=grdp"),
    ],
)  # fmt: skip
def test_shares_are_of_the_whole_of_their_list(text: str, rows: str) -> None:
    assert named(text) == rows


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ngưỡng nghèo đô thị là 2 triệu đồng.", ["gia_tri_nguong_ngheo_do_thi"]),
        ("Xuất khẩu tăng 5%, vượt mốc 90 triệu USD.", ["exports", "exports"]),
    ],
)
def test_a_mark_belongs_to_a_name_that_goes_on(text: str, names: list[str]) -> None:
    assert [one.indicator_id for one in figures(text)] == names


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The area of industrial crops was 500 hectares.", "area_of_industrial_crops 500 L ha"),
        ("The winter-spring rice crop covered 500 hectares.", "winter_spring_rice_area 500 L ha"),
        ("In the 2020-2021 school year, 312 schools were built, compared with 330 schools in 2023.",
         "schools 312 L school ?; schools 330 Q school per=2023"),
        ("Hotel room occupancy was 62%.", "room_occupancy 62 L %"),
        ("The province welcomed 1.2 million visitors, surpassing the mark of 1 million.",
         "tourists 1.2 L mv; tourists 1 L mv ?"),
    ],
)  # fmt: skip
def test_english_crops_rooms_and_marks(text: str, rows: str) -> None:
    assert named(text, form="en") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Thành lập mới 260 doanh nghiệp và 45 doanh nghiệp bị thu hồi giấy phép.",
         "260 L dn; 45 L dn"),
        ("Mưa lũ làm 260 doanh nghiệp và 45 doanh nghiệp bị ngập.", "260 L dn ?; 45 L dn"),
        ("Mưa lũ làm 320 ha lúa và 145 ha ngô bị ngập.", "320 L ha ?; 145 L ha"),
    ],
)  # fmt: skip
def test_what_befell_the_next_is_not_of_what_is_named_before(text: str, rows: str) -> None:
    assert marked(text) == rows


@pytest.mark.parametrize(
    ("text", "rows", "form"),
    [
        ("Không kể dầu thô, thu ngân sách đạt 90 tỷ đồng.", "thu_ngan_sach 90 L bn ?", "vi"),
        ("Kế hoạch vốn đầu tư công năm 2022 được giao 250 tỷ đồng.",
         "gia_tri_ke_hoach_von_dau_tu_cong_duoc_giao 250 PL bn per=2022", "vi"),
        ("Kế hoạch vốn năm 2022 là 250 tỷ đồng.", "gia_tri_ke_hoach_von 250 PL bn per=2022", "vi"),
        ("Thu nội địa (không kể tiền sử dụng đất) đạt 90 tỷ đồng.",
         "domestic_revenue_excl_land_use 90 L bn", "vi"),
        ("Weaving and pottery grew 3% and 2%, respectively.", "weaving 3 I %; pottery 2 I %", "en"),
        ("Rice and coffee exports were $12 million and $9 million, respectively.",
         "rice_exports 12 L usd; coffee_exports 9 L usd", "en"),
    ],
)  # fmt: skip
def test_new_things_are_called_by_their_own_words(text: str, rows: str, form: str) -> None:
    assert named(text, form=form) == rows
