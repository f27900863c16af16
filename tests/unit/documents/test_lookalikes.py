"""Letters that look like others are reported with their place, and stay."""

import pytest

from doichieu.documents.containers.lookalikes import remarks_on_letters
from doichieu.documents.document import Cell, Sheet


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (
            "\u0445uất khẩu 5",
            "'\u0445uất' has letters of another alphabet: cyrillic small letter ha",
        ),
        ("tăng 1O,5%", "'1O,5' has a letter where a digit may be meant"),
        ("đạt l.234 tỷ", "'l.234' has a letter where a digit may be meant"),
        ("đạt 2,l5 tỷ", "'2,l5' has a letter where a digit may be meant"),
        ("đạt \uff11\uff12 tỷ", "'\uff11\uff12' has digits that are none of 0 to 9"),
        ("đạt \ufffd2 tỷ", "letters were lost (shown as \ufffd)"),
    ],
)
def test_what_is_reported(text: str, remark: str) -> None:
    assert remarks_on_letters(["Lúa tăng 5%.", text], []) == [f"paragraph 2: {remark}"]


@pytest.mark.parametrize(
    "text",
    [
        "Quốc lộ 1A dài 10l",
        "I.1 Nông nghiệp",
        "khí CO2, H2O",
        "hạt α và β",
        "Россия 5",
        "10 ha, 5O",
    ],
)
def test_what_is_ordinary(text: str) -> None:
    assert remarks_on_letters([text], []) == []


def test_cells_are_looked_at_too() -> None:
    sheet = Sheet("Biểu 1", {(2, 28): Cell(2, 28, "1O,5")})
    (remark,) = remarks_on_letters([], [sheet])
    assert remark.startswith("Biểu 1!AB2: ")


def test_many_remarks_are_counted() -> None:
    remarks = remarks_on_letters(["1O,5"] * 25, [])
    assert len(remarks) == 21
    assert remarks[-1] == "and 5 more places like these"


@pytest.mark.parametrize(
    "text",
    [
        "Gi¸ trÞ s¶n xuÊt c«ng nghiÖp ®¹t 5 tû ®ång",
        "Toång saûn löôïng löông thöïc ñaït 5 nghìn taán, taêng nhieàu so vôùi naêm tröôùc",
    ],
)
def test_letters_of_a_legacy_font_that_is_not_named(text: str) -> None:
    (remark,) = remarks_on_letters(["Năm 2003", text, text], [])
    assert remark.startswith("paragraph 2 and 1 more: ")
