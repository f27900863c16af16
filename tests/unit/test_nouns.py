"""Nouns after a number: the longest counts, wherever a line goes on."""

import pytest

from doichieu.wording.nouns import Nouns

NOUNS = Nouns(["m", "m2", "m/giờ", "đồng", "đồng/kg", "=DN", "doanh nghiệp", "%", "tonne", "đ"])


@pytest.mark.parametrize(
    ("line", "noun", "printed"),
    [
        ("7 đồng", "đồng", " đồng"),
        ("7 Đồng / kg lúa", "đồng/kg", " Đồng / kg"),
        ("7 m", "m", " m"),
        ("7m2", "m2", "m2"),
        ("7 m / giờ", "m/giờ", " m / giờ"),
        ("7%", "%", "%"),
        ("7 DN", "=DN", " DN"),
        ("7 Doanh  nghiệp", "doanh nghiệp", " Doanh  nghiệp"),
        ("7 tonnes", "tonne", " tonnes"),
        ("7đ¹", "đ", "đ"),
        ("7 đồng1", "đồng", " đồng"),
    ],
)
def test_the_longest_noun_counts(line: str, noun: str, printed: str) -> None:
    assert NOUNS.match(line, 1) == (1 + len(printed), noun)


@pytest.mark.parametrize("line", ["7", "7 ", "7 dn", "7 đồng thời", "7 mét", "7 kg", "7 tonnesx"])
def test_no_noun_where_the_line_goes_on_otherwise(line: str) -> None:
    assert NOUNS.match(line, 1) is None


def test_what_must_follow_is_asked_of_every_noun() -> None:
    nouns = Nouns(["điểm", "điểm %"], then=r"(?!\w)")
    assert nouns.match(" điểm %", 0) == (7, "điểm %")
    assert nouns.match(" điểm %x", 0) == (5, "điểm")
