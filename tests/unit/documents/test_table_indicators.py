"""The indicators of tables: one row, one id, in every year's workbook."""

import pytest
from support.sheets import sheet

from doichieu.base.paths import SEEDS
from doichieu.documents.known import Known
from doichieu.documents.tables.drafting import draft_tables

HEADER = ("", "Đơn vị tính: Nghìn tấn")


@pytest.fixture(scope="module")
def known():
    return Known.read(SEEDS)


@pytest.fixture
def drafted(known):
    def draft(*sheets, period="2019-06"):
        return draft_tables(sheets, known, {"report_id": "r", "period_id": period})

    return draft


def ids(drafted):
    """The indicator of each row of the drafted tables, by the words of the row."""
    return {row.label: row.indicator_id for row in drafted.figures}


def goods(title, *labels, unit="Triệu USD"):
    rows = [(label, 100 + i, 200 + i) for i, label in enumerate(labels)]
    header = ("", "Tháng 5 năm 2019", "Tháng 6 năm 2019")
    return sheet((title,), ("", "", f"Đơn vị tính: {unit}"), header, *rows)


def test_the_same_row_under_another_print_of_its_title(drafted):
    one = ids(drafted(goods("7. Thu gom phế liệu tháng 6 năm 2019", "1. Đồng vụn", "Chì (*)")))
    other = ids(
        drafted(goods("12. (Tiếp theo) THU GOM PHẾ LIỆU CÁC QUÝ NĂM 2019", "Đồng vụn", "- Chì"))
    )
    assert list(one.values()) == list(other.values())
    assert one["Chì (*)"] == "thu_gom_phe_lieu_chi"


def test_an_indicator_of_the_catalogue_where_words_and_dimension_agree(drafted):
    title = "14. Hàng hóa xuất khẩu tháng 6 năm 2019"
    assert ids(drafted(goods(title, "TỔNG TRỊ GIÁ", "Cà phê"))) == {
        "TỔNG TRỊ GIÁ": "exports",
        "Cà phê": "coffee_exports",
    }
    assert ids(drafted(goods(title, "Cà phê", unit="Nghìn tấn")))["Cà phê"] != "coffee_exports"


def test_new_rows_are_proposed_with_unit_and_name(drafted):
    found = drafted(goods("7. Thu gom phế liệu tháng 6 năm 2019", "Đồng vụn", unit="Nghìn tấn"))
    (row,) = found.indicators
    assert row["name_vi"] == "Thu gom phế liệu: Đồng vụn"
    assert (row["unit_id"], row["kind"]) == ("thousand_tonnes", "flow")


def test_words_below_several_rows_take_those_rows_with_them(drafted):
    table = sheet(
        ("5. Kết quả nuôi trồng năm 2019",),
        ("", "Đơn vị tính", "Năm 2018", "Năm 2019"),
        ("Cá tra", "", None, None),
        ("  Diện tích", "Nghìn ha", 3.5, 4.5),
        ("  Sản lượng", "Nghìn tấn", 70.5, 80.5),
        ("Tôm sú", "", None, None),
        ("  Diện tích", "Nghìn ha", 5.5, 6.5),
        ("  Sản lượng", "Nghìn tấn", 30.5, 40.5),
    )
    found = [row.indicator_id for row in drafted(table).figures]
    assert len(set(found)) == 4
    assert all("ca_tra" in one or "tom_su" in one for one in found)


def test_two_tables_of_one_subject_are_kept_apart_by_their_breakdown(drafted):
    one = goods("3. Lao động làm gốm phân theo nghề tháng 6 năm 2019", "Khác", unit="Người")
    other = sheet(
        ("4. Lao động làm gốm phân theo tuổi tháng 6 năm 2019",),
        ("", "", "Đơn vị tính: Người"),
        ("", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
        ("Khác", 7, 8),
        name="B",
    )
    found = {row.place: row.indicator_id for row in drafted(one, other).figures}
    assert found["A!B4"] != found["B!B4"]


def test_a_table_printed_twice_is_one_indicator(drafted):
    title = "3. Lao động làm gốm tháng 6 năm 2019"
    one = goods(title, "Thợ xoay", unit="Người")
    other = sheet(
        (title,),
        ("", "", "Đơn vị tính: Người"),
        ("", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
        ("Thợ xoay", 7, 8),
        name="B",
    )
    assert len({row.indicator_id for row in drafted(one, other).figures}) == 1


def test_goods_counted_and_weighed_are_two_indicators(drafted):
    table = sheet(
        ("3. Sản phẩm làng nghề tháng 6 năm 2019",),
        ("", "Đơn vị tính", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
        ("Chiếu", "Nghìn chiếc", 3.5, 4.5),
        ("Cói", "Nghìn tấn", 5.5, 6.5),
    )
    found = ids(drafted(table))
    assert found["Chiếu"].endswith("_piece")
    assert found["Cói"].endswith("_mass")


def test_a_part_of_a_title_of_several(drafted):
    title = "7. Chỉ số giá tiêu dùng, chỉ số giá vàng và đô la Mỹ tháng 6 năm 2019"
    table = sheet(
        (title,),
        ("", "Tháng 6 năm 2019 so với (%)", ""),
        ("", "Tháng 5 năm 2019", "Tháng 6 năm 2018"),
        ("CHỈ SỐ GIÁ TIÊU DÙNG", 100.5, 101.5),
        ("Giao thông", 99.5, 98.5),
        ("CHỈ SỐ GIÁ VÀNG", 102.5, 103.5),
    )
    assert ids(drafted(table)) == {
        "CHỈ SỐ GIÁ TIÊU DÙNG": "cpi",
        "Giao thông": "cpi_transport",
        "CHỈ SỐ GIÁ VÀNG": "gold_price",
    }


@pytest.mark.parametrize(
    "title", ["Các chỉ tiêu kinh tế - xã hội năm 2019", "Phụ lục I", "Main indicators"]
)
def test_rows_under_a_title_of_every_indicator(drafted, title):
    rows = ("Kim ngạch xuất khẩu", "Tổng trị giá nhập khẩu", "Tổng số")
    found = ids(drafted(goods(title, *rows)))
    assert list(found.values())[:2] == ["exports", "imports"]
    assert not found["Tổng số"].startswith("n_")


def test_the_total_of_trade_in_its_own_table(drafted):
    found = ids(
        drafted(goods("14. Hàng hóa xuất khẩu tháng 6 năm 2019", "Tổng kim ngạch xuất khẩu", "Chè"))
    )
    assert found["Tổng kim ngạch xuất khẩu"] == "exports"


def test_constant_and_current_prices_are_two_quantities(drafted):
    rows = [("Trồng trọt", 1200, 1300)]
    header = ("", "Giá hiện hành", "Giá so sánh năm 2010")
    found = drafted(sheet(("Giá trị sản xuất năm 2019 (Tỷ đồng)",), header, *rows))
    assert len({row.indicator_id for row in found.figures}) == 2


def test_the_average_of_months_is_of_the_same_indicator(drafted):
    header = ("", "Tháng 6 so với cùng kỳ (%)", "BQ 6 tháng so với cùng kỳ (%)")
    title = "Chỉ số giá tiêu dùng tháng 6 năm 2019"
    found = drafted(sheet((title,), header, ("Chỉ số giá tiêu dùng", "103,1", "102,7")))
    assert [(row.indicator_id, row.period_id) for row in found.figures] == [
        ("cpi", "2019-06"),
        ("cpi", "2019-H1"),
    ]


def test_a_part_below_figures_is_no_other_indicator_where_the_title_names_nothing(drafted):
    title = "Một số chỉ tiêu kinh tế - xã hội chủ yếu tháng 6 năm 2019"
    rows = ("Giá trị sản xuất", "- Công nghiệp và xây dựng")
    found = ids(drafted(goods(title, *rows, unit="Tỷ đồng")))
    assert found["- Công nghiệp và xây dựng"] == "gia_tri_san_xuat_cong_nghiep_xay_dung"


def test_english_words_that_name_nothing_do_not_hide_a_known_indicator(drafted):
    table = sheet(
        ("Gross domestic product by industry",),
        ("", "2018", "2019"),
        ("", "Bill. dongs"),
        ("TOTAL", 300, 330),
        ("Industry and construction", 200, 220),
        ("Industry", 150, 160),
    )
    found = ids(drafted(table))
    assert found["TOTAL"] == "grdp"
    assert found["Industry"] == "grdp_industry"
    assert found["Industry and construction"] == "grdp_industry_construction"


def test_prices_in_a_title_a_column_or_a_row_choose_the_indicator(drafted):
    title = "Tổng sản phẩm trên địa bàn (GRDP){} năm 2019"
    plain, current, constant = (
        ids(drafted(goods(title.format(prices), "Tổng số", "Dịch vụ", unit="Tỷ đồng")))
        for prices in ("", " theo giá hiện hành", " theo giá so sánh 2010")
    )
    assert plain == {"Tổng số": "grdp", "Dịch vụ": "grdp_services"}
    assert current == {"Tổng số": "grdp_current_prices", "Dịch vụ": "grdp_current_services"}
    assert constant == {"Tổng số": "grdp_constant_prices", "Dịch vụ": "grdp_constant_services"}
    rows = ("GRDP (giá hiện hành)", "GRDP (giá so sánh 2010)", "GRDP")
    found = ids(drafted(goods("Một số chỉ tiêu kinh tế - xã hội năm 2019", *rows, unit="Tỷ đồng")))
    assert list(found.values()) == ["grdp_current_prices", "grdp_constant_prices", "grdp"]


def test_what_is_at_constant_prices_is_not_the_indicator_without_them(drafted):
    title = "Doanh thu dịch vụ lưu trú (giá so sánh 2010) năm 2019"
    (constant,) = set(ids(drafted(goods(title, "Tổng số", unit="Tỷ đồng"))).values())
    (plain,) = set(
        ids(
            drafted(goods("Doanh thu dịch vụ lưu trú năm 2019", "Tổng số", unit="Tỷ đồng"))
        ).values()
    )
    assert constant != plain


def test_a_row_that_repeats_the_title_in_a_short_form_is_its_whole(drafted):
    title = "Tổng sản phẩm trên địa bàn năm 2019"
    assert ids(drafted(goods(title, "GRDP", unit="Tỷ đồng"))) == {"GRDP": "grdp"}


def test_in_is_a_word_of_vietnamese_names(drafted):
    title = "Giá trị dịch vụ năm 2019"
    found = ids(drafted(goods(title, "In, sao chép bản ghi", "Sao chép bản ghi", unit="Tỷ đồng")))
    assert len(set(found.values())) == 2
    assert ids(drafted(goods(title, "In", unit="Tỷ đồng")))["In"] == "gia_tri_dich_vu_in"


def test_rows_that_are_months_name_no_indicator(drafted):
    table = sheet(
        ("Rafts 2019",),
        ("", "Rafts built (Tonnes)", "Rafts sold (Tonnes)"),
        ("July", 31, 12),
        ("August", 35, 17),
    )
    found = drafted(table).figures
    assert len({row.indicator_id for row in found}) == 2
    assert {row.period_id for row in found} == {"2019-07", "2019-08"}


def test_a_column_that_repeats_the_title_is_the_title(drafted):
    table = sheet(
        ("Số vụ tai nạn giao thông năm 2019",),
        ("", "Số vụ", "Số người chết"),
        ("Tổng số", 31, 12),
    )
    found = {row.wording: row.indicator_id for row in drafted(table).figures}
    assert found == {
        "Tổng số | Số vụ": "traffic_accidents",
        "Tổng số | Số người chết": "traffic_deaths",
    }


def test_columns_that_repeat_parts_of_a_title_are_apart(drafted):
    table = sheet(
        ("Lao động và thu nhập năm 2019",),
        ("", "Lao động (Nghìn người)", "Thu nhập (Nghìn đồng)"),
        ("Đúc chuông", 31, 12),
    )
    assert len({row.indicator_id for row in drafted(table).figures}) == 2


def test_two_prices_under_one_title_are_two_indicators(drafted):
    table = sheet(
        ("Giá trị thả diều theo giá hiện hành và giá so sánh năm 2019 (Tỷ đồng)",),
        ("", "Giá hiện hành", "Giá so sánh 2010"),
        ("Diều giấy", 300, 330),
        ("Diều tre", 200, 220),
    )
    found = {row.place[-2:]: row.indicator_id for row in drafted(table).figures}
    assert found["B3"] == "gia_tri_tha_dieu_dieu_giay"
    assert found["C3"] == "gia_tri_tha_dieu_gia_so_sanh_2010_dieu_giay"


MIXED = ("", "Đơn vị tính", "Tháng 5 năm 2019", "Tháng 6 năm 2019")


def mixed(drafted, title, *rows):
    """The indicators of a table whose rows have units of their own."""
    return ids(drafted(sheet((title,), MIXED, *rows)))


def test_rows_in_several_units_name_indicators_by_themselves(drafted):
    found = mixed(
        drafted,
        "Tình hình trật tự, an toàn xã hội tháng 6 năm 2019",
        ("Tai nạn giao thông",),
        ("Số vụ tai nạn giao thông", "Vụ", 3, 4),
        ("Số người chết", "Người", 1, 2),
        ("Cháy, nổ",),
        ("Số người chết", "Người", 5, 6),
    )
    assert found["Số vụ tai nạn giao thông"] == "traffic_accidents"
    rows = (("Số con hiện có",), ("- Trâu", "Con", 3, 4), ("Thịt trâu", "Tấn", 1, 2))
    found = mixed(drafted, "Chăn nuôi tháng 6 năm 2019", *rows)
    assert found["- Trâu"] == "buffalo_herd"


@pytest.mark.parametrize(
    "title", ["Doanh nghiệp FDI", "Khu công nghiệp Gió", "Hoạt động của nữ", "Nghề đúc chuông"]
)
def test_a_title_that_narrows_its_rows_keeps_them_apart(drafted, title):
    rows = (("Xuất khẩu", "Triệu USD", 3, 4), ("Số lao động", "Người", 1, 2))
    assert mixed(drafted, f"{title} tháng 6 năm 2019", *rows)["Xuất khẩu"] != "exports"
    assert mixed(drafted, "Kết quả hoạt động thương mại", *rows)["Xuất khẩu"] == "exports"


@pytest.mark.parametrize(
    ("title", "is_all"),
    [
        ("Cho vay ngắn hạn", False),
        ("Tổ chức tín dụng chính sách", False),
        ("Tín dụng ngân hàng", True),
    ],
)
def test_a_kind_of_loans_in_a_title_narrows_its_rows(drafted, title, is_all):
    rows = (("Nợ xấu", "Tỷ đồng", 3, 4), ("Số khách hàng", "Khách hàng", 1, 2))
    found = mixed(drafted, f"{title} tháng 6 năm 2019", *rows)["Nợ xấu"]
    assert (found == "bad_debt") == is_all


def test_rows_in_one_unit_are_of_their_title(drafted):
    title = "Giá trị thả diều tháng 6 năm 2019"
    assert ids(drafted(goods(title, "Dịch vụ", unit="Tỷ đồng")))["Dịch vụ"].startswith("gia_tri")


def test_what_is_carried_and_how_far_is_known_under_transport(drafted):
    table = sheet(
        ("Vận tải hành khách và hàng hóa tháng 6 năm 2019",),
        ("", "Tháng 5 năm 2019", "Tháng 6 năm 2019"),
        ("A. HÀNH KHÁCH",),
        ("I. Vận chuyển (Nghìn HK)", 3, 4),
        ("B. HÀNG HÓA",),
        ("I. Vận chuyển (Nghìn tấn)", 5, 6),
        ("II. Luân chuyển (Nghìn tấn.km)", 7, 8),
    )
    found = [row.indicator_id for row in drafted(table).figures[::2]]
    assert found == ["passengers_carried", "freight_carried", "freight_turnover"]


def test_the_rate_that_a_title_prints_is_no_part_of_the_indicator(drafted):
    title = "Chỉ số phát triển tổng sản phẩm trên địa bàn theo giá so sánh (Năm trước = 100)"
    table = sheet((title,), ("", "2018", "2019"), ("TỔNG SỐ", 106.1, 107.2))
    assert set(ids(drafted(table)).values()) == {"grdp_constant_prices"}
    table = sheet(("Chỉ số sản xuất công nghiệp (%)",), ("", "2018"), ("Toàn ngành", 106.1))
    assert set(ids(drafted(table)).values()) == {"industrial_production_index"}


def test_a_heading_that_is_a_unit_names_nothing_and_a_row_in_dollars_does(drafted):
    table = sheet(
        ("Thả diều năm 2019",),
        ("", "Diều giấy", "Diều tre"),
        ("Tỷ đồng",),
        ("2018", 3, 4),
        ("2019", 5, 6),
    )
    assert {row.indicator_id for row in drafted(table).figures} == {
        "tha_dieu_dieu_giay",
        "tha_dieu_dieu_tre",
    }
    table = sheet(
        ("Chỉ số giá vàng và giá đô la Mỹ (%)",),
        ("", "So với tháng trước"),
        ("Vàng", 101),
        ("Đô la Mỹ", 102),
    )
    assert list(ids(drafted(table)).values()) == ["gold_price", "usd_price"]


def test_an_english_total_of_something_names_it(drafted):
    table = sheet(
        ("Key socio-economic indicators 2019",),
        ("", "Unit", "2018", "2019"),
        ("Total retail sales of goods and services", "VND billion", 3, 4),
        ("New jobs", "Persons", 1, 2),
    )
    found = ids(drafted(table))
    assert found["Total retail sales of goods and services"] == "retail_sales"


def test_a_row_that_names_one_subject_of_its_title_is_not_all_of_it(drafted):
    table = sheet(
        ("Số thuê bao điện thoại và internet",),
        ("", "2018", "2019"),
        ("Số thuê bao điện thoại (Thuê bao)", 3, 4),
    )
    assert set(ids(drafted(table)).values()) == {"phone_subscribers"}


def test_parts_below_a_row_that_says_the_title_anew(drafted):
    rows = ("Tổng thu NSNN trên địa bàn", "  Thu nội địa", "    Trong đó: Thu tiền sử dụng đất")
    found = ids(drafted(goods("Thu, chi ngân sách nhà nước năm 2019", *rows, unit="Tỷ đồng")))
    assert list(found.values()) == ["budget_revenue", "domestic_revenue", "land_use_revenue"]


def test_columns_in_several_units_name_indicators_by_themselves(drafted):
    table = sheet(
        ("Diện tích và dân số năm 2019",),
        ("", "Diện tích (Km2)", "Dân số trung bình (Người)"),
        ("TỔNG SỐ", 8310, 810500),
        ("Bến Gió", 310, 10500),
    )
    found = [row.indicator_id for row in drafted(table).figures]
    assert found[1] == "population"
    assert len(set(found)) == 4


def test_an_annex_of_any_name_is_no_part_of_the_subject(drafted):
    table = sheet(
        ("Phụ biểu 5: Doanh nghiệp thành lập mới năm 2019",),
        ("", "Số doanh nghiệp (DN)", "Vốn đăng ký (Tỷ đồng)"),
        ("TỔNG SỐ", 910, 8310),
    )
    found = [row.indicator_id for row in drafted(table).figures]
    assert found == ["new_enterprises", "new_enterprise_capital"]


def test_a_part_that_shares_the_words_of_its_whole_is_not_the_whole(drafted):
    title = "Chỉ số giá tiêu dùng (%)"
    rows = (("Chỉ số giá tiêu dùng", 101, 102), ("Thuốc và dịch vụ y tế", 103, 104))
    part = ("  Trong đó: Dịch vụ y tế", 105, 106)
    found = ids(drafted(sheet((title,), ("", "2018", "2019"), *rows, part)))
    assert found["Thuốc và dịch vụ y tế"] == "cpi_health"
    assert not found["Dịch vụ y tế"].startswith("cpi_health")


def test_a_row_that_names_one_part_of_a_sum_in_the_title_is_not_the_sum(drafted):
    title = "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng năm 2019"
    found = ids(drafted(goods(title, "Tổng số", "Dịch vụ", "Du lịch lữ hành", unit="Tỷ đồng")))
    assert found["Tổng số"] == "retail_sales"
    assert found["Dịch vụ"] != "retail_sales"
    assert found["Du lịch lữ hành"] == "travel_revenue"


def test_a_plan_in_the_title_is_no_part_of_the_indicator(drafted):
    title = "Thu ngân sách nhà nước năm 2018 và dự toán năm 2019"
    assert ids(drafted(goods(title, "Thu nội địa", unit="Tỷ đồng"))) == {
        "Thu nội địa": "domestic_revenue"
    }


def test_a_total_is_not_the_first_subject_where_a_row_is_that(drafted):
    title = "Doanh thu dịch vụ lưu trú, du lịch lữ hành và dịch vụ khác năm 2019"
    found = ids(drafted(goods(title, "TỔNG SỐ", "Dịch vụ lưu trú", unit="Tỷ đồng")))
    assert found["Dịch vụ lưu trú"] == "accommodation_revenue"
    assert found["TỔNG SỐ"] != "accommodation_revenue"


def test_growth_that_an_english_title_names_last_is_its_measure(drafted):
    table = sheet(
        ("Quarterly GRDP growth 2019",),
        ("", "", "Unit: %"),
        ("", "Q1 2019", "Q2 2019"),
        ("GRDP", 7.1, 7.4),
        ("Services", 7.7, 8.0),
    )
    assert ids(drafted(table)) == {"GRDP": "grdp", "Services": "grdp_services"}
