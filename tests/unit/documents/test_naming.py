"""The same words give the same id in every document, and other words another one."""

import pytest

from doichieu.documents.naming import new_id, new_indicator, slug, spelling


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sản lượng sầu riêng", "san_luong_sau_rieng"),
        ("Diện tích lúa, ngô", "dien_tich_lua_ngo"),
        ("Đàn đà điểu", "dan_da_dieu"),
        ("Dragon fruit exports", "dragon_fruit_exports"),
    ],
)
def test_the_id_of_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hàng hoá", "hàng hóa"),
        ("tỉ lệ thuỷ sản", "Tỷ lệ thủy sản"),
        ("kì hạn", "kỳ hạn"),
        ("sức khoẻ", "sức khỏe"),
    ],
)
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert spelling(one) == spelling(other.lower())
    assert slug(one) == slug(other)


def test_quy_keeps_its_tone() -> None:
    assert spelling("quý") == "quý"


def test_an_id_that_other_words_have_is_not_used_again() -> None:
    taken = {"dan_bo": "Đàn bò"}
    assert new_id("đàn bò", taken) == "dan_bo"
    other = new_id("Dân bỏ", taken)
    assert other.startswith("dan_bo_")
    assert new_id("dân bỏ", taken) == other


def test_long_names_that_begin_alike_keep_apart() -> None:
    start = "Giá trị sản xuất của các doanh nghiệp nhỏ và vừa trong khu công nghiệp "
    one, other = slug(start + "phía bắc"), slug(start + "phía nam")
    assert one != other
    assert max(len(one), len(other)) <= 64


PERCENT = {"unit_id": "percent", "dimension": "ratio"}
TONNE = {"unit_id": "tonne", "dimension": "mass"}
PROJECT = {"unit_id": "project", "dimension": "project"}
VND = {"unit_id": "billion_vnd", "dimension": "vnd"}


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("tỷ lệ hộ dùng nước sạch", PERCENT, "rate"),
        ("chỉ số giá nhóm giáo dục", PERCENT, "index"),
        ("sản lượng sầu riêng", TONNE, "flow"),
        ("dự án cấp mới", PROJECT, "count"),
        ("dư nợ cho vay tiêu dùng", VND, "stock"),
    ],
)
def test_the_kind_of_a_new_indicator(name: str, unit: dict[str, str], kind: str) -> None:
    row = new_indicator(slug(name), name, unit, "economy")
    assert row["kind"] == kind
    assert row["name_vi"][0].isupper()
    assert row["unit_id"] == unit["unit_id"]


def test_less_poverty_is_better() -> None:
    assert new_indicator("x", "Tỷ lệ hộ nghèo đô thị", PERCENT)["better"] == "lower"
    assert new_indicator("x", "Sản lượng sầu riêng", TONNE)["better"] == "neither"
