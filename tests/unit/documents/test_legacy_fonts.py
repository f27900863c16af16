"""Letters of the fonts before Unicode."""

import unicodedata

import pytest

from doichieu.documents.containers.legacy_fonts import runs_to_unicode, to_unicode


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        (
            "§Çu t\u00ad trùc tiÕp cña n\u00adíc ngoµi",
            ".VnArial",
            "Đầu tư trực tiếp của nước ngoài",
        ),
        ("Thuû s¶n, thñy lîi, quý", ".VnTime", "Thuỷ sản, thủy lợi, quý"),
        ("D\u00ad\u00ad¬ng", ".VnArial", "Dương"),
        ("gi¸ trÞ s¶n xuÊt", ".VnTimeH", "GIÁ TRỊ SẢN XUẤT"),
        ("gi¸ trÞ", ".VNARIALH", "GIÁ TRỊ"),
        ("Tổng møc b¸n lÎ", ".VnArial", "Tổng mức bán lẻ"),
        ("Toång möùc baùn leû haøng hoùa", "VNI-Times", "Tổng mức bán lẻ hàng hóa"),
        ("ÑAÀU TÖ NÖÔÙC NGOAØI", "VNI-Helve", "ĐẦU TƯ NƯỚC NGOÀI"),
        ("tyû leä, dieän tích, kyõ thuaät", "VNI-Times", "tỷ lệ, diện tích, kỹ thuật"),
        ("Giá trị sản xuất", "Arial", "Giá trị sản xuất"),
        ("ðầu tư, Ðà Nẵng", "Times New Roman", "đầu tư, Đà Nẵng"),
        (unicodedata.normalize("NFD", "nước ngoài"), "Arial", "nước ngoài"),
    ],
)
def test_to_unicode(text, font, read):
    assert to_unicode(text, font) == read


def test_each_run_is_read_in_its_own_font():
    assert runs_to_unicode([("æ", ".VnArialH"), ("n ®Þnh, ", ".VnArial"), ("nước", "Arial")]) == (
        "Ổn định, nước"
    )


def test_every_lower_case_letter_of_tcvn3():
    letters = "".join(chr(code) for code in (0xA9, 0xAA, 0xAB, 0xA8, 0xAC, 0xAD, 0xAE))
    assert to_unicode(letters, ".VnTime") == "âêôăơưđ"
    tones = [
        (0xB5, 0xB9, "àảãáạ"),
        (0xEF, 0xF4, "ùủũúụ"),
        (0xFA, 0xFE, "ỳỷỹýỵ"),
        (0xDF, 0xE4, "òỏõóọ"),
    ]
    for first, last, read in tones:
        codes = [code for code in range(first, last + 1) if code not in (0xF0, 0xE0)]
        assert to_unicode("".join(map(chr, codes)), ".VnTime") == read
