"""Sentences beside those of a rule: the same words in another place, or with another meaning."""

import pytest

from tests.unit.documents.test_prose_sentences import marked, named


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
