"""The territories that a label names."""

import pytest

from doichieu.wording.territories import TerritoryNames, is_region

FIELDS = ("territory_id", "name_vi", "name_en", "level", "valid_from", "valid_to", "aliases")
NAMES = TerritoryNames.read(
    dict(zip(FIELDS, row, strict=True))
    for row in (
        ("vn", "Việt Nam", "Vietnam", "country", "", "", ""),
        ("ha-noi-old", "Hà Nội", "Hanoi", "municipality", "", "2008-07-31", ""),
        ("ha-noi", "Hà Nội", "Hanoi", "municipality", "2008-08-01", "", ""),
        ("hoa-binh", "Hòa Bình", "Hoa Binh", "province", "", "", ""),
        ("vung-tau", "Bà Rịa - Vũng Tàu", "", "province", "", "", "BR-VT"),
        ("ho-chi-minh", "Hồ Chí Minh", "Ho Chi Minh City", "municipality", "", "", "TP.HCM"),
        ("quang-tri", "Quảng Trị", "Quang Tri", "province", "1989-07-01", "", ""),
        ("khanh-hoa", "Khánh Hòa", "", "province", "", "", ""),
        ("thua-thien-hue", "Thừa Thiên Huế", "", "province", "", "", "TT-Huế"),
        ("hue-city", "Huế", "Hue", "provincial_city", "", "", ""),
    )
)


@pytest.mark.parametrize(
    ("label", "territory_id"),
    [
        ("Hoà Bình", "hoa-binh"),
        ("- Tỉnh Hòa Bình", "hoa-binh"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("Thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("Bà Rịa-VũngTàu(*)", "vung-tau"),
        ("Bà Rịa - Vũng Tầu", "vung-tau"),
        ("Hòòa Bình", "hoa-binh"),
        ("Hoa Binh province", "hoa-binh"),
        ("Hà Nội mới (*)", "ha-noi"),
        ("Hà Nội và các tỉnh", ""),
        ("Việt Nam", ""),
        ("Huế", ""),
        ("TT-Huế", "thua-thien-hue"),
        ("Thuế", ""),
        ("Khánh Hòòa", "khanh-hoa"),
    ],
)
def test_a_label_that_is_a_name_gives_its_id(label: str, territory_id: str) -> None:
    assert NAMES.find(label) == territory_id


def test_the_day_chooses_between_territories_of_one_name() -> None:
    assert NAMES.find("Hà Nội", "2006-09-30") == "ha-noi-old"
    assert NAMES.find("Hà Nội", "2009-01-31") == "ha-noi"
    assert NAMES.find("Quảng Trị", "1985-12-31") == ""


@pytest.mark.parametrize(
    ("label", "region"),
    [
        ("Miền Bắc", True),
        ("Đ.B sông Cửu Long", True),
        ("Bắc Trung Bộ và duyên hải miền Trung", True),
        ("Tây Nguyên", True),
        ("Miền núi xa xôi", False),
        ("Hòa Bình", False),
    ],
)
def test_a_region_is_known_by_its_words(label: str, region: bool) -> None:
    assert is_region(label) is region
