"""What titles and labels are about, whatever month and wording they were printed with."""

import pytest

from doichieu.documents.tables.subjects import name_of, parts_of, scope_of, shown_title, subject_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7. Xuất khẩu tháng 10 và 10 tháng năm 2003", "14. Hàng hóa xuất khẩu"),
        ("8. XUẤT KHẨU HÀNG HOÁ THÁNG 2 NĂM 2011", "25. Hàng hóa xuất khẩu các quý năm 2018"),
        ("1. Sản xuất lúa đến ngày 15/1/2000", "3. Sản xuất lúa đến ngày 20 tháng 10 năm 2021"),
        (
            "5. Thu hút đầu tư trực tiếp của nước ngoài 01/01 - 18/7/2002",
            "Biểu 12: Thu hút đầu tư nước ngoài vào Việt Nam từ 01/01 đến 20/8/2022",
        ),
        (
            "4. (Tiếp theo) Vốn đầu tư từ ngân sách Nhà nước thực hiện tháng 8 năm 2008",
            "11. Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước",
        ),
        ("9. Một số sản phẩm chủ yếu của ngành dệt", "3. Sản phẩm dệt phân theo địa phương"),
        ("2. Giá trị sản xuất theo giá thực tế tháng Năm năm 2013", "Giá trị sản xuất"),
        ("Diện tích cây lâu năm năm 2004", "6. Diện tích cây lâu năm"),
        ("Giá trị sản xuất theo giá so sánh 2010 và giá hiện hành", "Giá trị sản xuất"),
        ("Output of kites at current and constant prices", "Output of kites by industry"),
    ],
)
def test_titles_of_one_subject(one, other):
    assert subject_of(one) == subject_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Giá trị sản xuất (giá so sánh 1994)", "Giá trị sản xuất (giá so sánh 2010)"),
        ("Hàng hóa xuất khẩu", "Hàng hóa nhập khẩu"),
        ("Diện tích cây lâu năm", "Diện tích cây hàng năm"),
        ("Vốn trong nước", "Vốn ngoài nước"),
    ],
)
def test_titles_of_two_subjects(one, other):
    assert subject_of(one) != subject_of(other)


def test_the_scope_has_the_breakdown():
    title = "12. Lao động phân theo lứa tuổi năm 2012"
    assert subject_of(title) == "lao động"
    assert scope_of(title) == "lao động lứa tuổi"


def test_a_title_for_people():
    assert shown_title("12. (Tiếp theo) DÂN SỐ TRUNG BÌNH NĂM 2003") == "Dân số trung bình"
    assert shown_title("3. Sản phẩm công nghiệp tháng 6 và 6 tháng năm 2019") == (
        "Sản phẩm công nghiệp"
    )


def test_parts_of_a_title_of_several():
    title = "7. Chỉ số giá tiêu dùng, chỉ số giá vàng và đô la Mỹ tháng 9 năm 2002"
    assert parts_of(title) == ("chỉ số giá tiêu dùng", "chỉ số giá vàng", "usd")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("II. Luân chuyển (Triệu HK.km)", "luân chuyển"),
        ("1. Gieo cấy lúa", "gieo cấy lúa"),
        ("- Dầu thô (*)", "dầu thô"),
        ("Chia ra: Thép tròn", "thép tròn"),
        ("Thuỷ sản", "thủy sản"),
    ],
)
def test_names_of_rows(label, name):
    assert name_of(label) == name


@pytest.mark.parametrize(
    "title",
    [
        "Các chỉ tiêu kinh tế - xã hội chủ yếu năm 2031",
        "Một số chỉ tiêu phát triển kinh tế - xã hội tỉnh Lạng Sơn",
        "Tình hình kinh tế - xã hội 9 tháng năm 2031",
        "Phụ lục I. Chỉ tiêu KT-XH năm 2031",
        "PHỤ LỤC II CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI, QUỐC PHÒNG - AN NINH",
        "Main indicators 2031",
        "Annex 2: Key socio-economic indicators",
    ],
)
def test_a_title_of_every_indicator_names_none(title):
    assert subject_of(title) == scope_of(title) == ""


def test_society_and_economy_are_part_of_other_names():
    assert name_of("Chi sự nghiệp kinh tế - xã hội") == "chi sự nghiệp kinh tế xã hội"
    assert subject_of("Phụ lục III. Vốn đầu tư toàn xã hội") == "vốn đầu tư toàn xã hội"


def test_the_unit_of_a_title_names_nothing():
    assert subject_of("Vốn đầu tư năm 2031 (Tỷ đồng)") == "vốn đầu tư"
    assert shown_title("Vốn đầu tư (%)") == "Vốn đầu tư"


def test_the_value_of_trade_is_trade():
    assert name_of("Tổng trị giá xuất khẩu") == name_of("Kim ngạch xuất khẩu hàng hóa")
    assert name_of("Kim ngạch nhập khẩu") == "nhập khẩu"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Gửi tiền ngân hàng tháng 6 năm 2031", "gửi tiền ngân hàng"),
        ("Gửi tiền hàng tháng năm 2031", "gửi tiền"),
    ],
)
def test_a_word_before_a_month_is_not_every_month(title: str, subject: str) -> None:
    assert subject_of(title) == subject
