"""Ordinary sentences in other orders of words: each row with its indicator, or with a doubt.

The sentences are invented. What a number became is written short, as in test_prose.py; where a
test is about names its indicator comes first, and a row that is unsure ends with a question mark.
"""

import pytest

from doichieu.documents.draft import DraftedFigure
from doichieu.documents.prose.drafting import draft_prose
from tests.unit.documents.test_prose import KNOWN, became, short


def drafted(text: str, period: str = "2023-H1", form: str = "vi") -> tuple[DraftedFigure, ...]:
    """The rows of a text in a report of Lạng Sơn on the period, with their indicators."""
    report = {
        **{"report_id": "ls", "territory_id": "lang-son"},
        **{"period_id": period, "number_format": form},
    }
    return draft_prose(text.split("\n"), KNOWN, report).figures


def named(text: str, period: str = "2023-H1", form: str = "vi") -> str:
    """What the numbers of a text became, each with its indicator; unsure ones with a mark."""
    return "; ".join(
        f"{one.indicator_id} {short(one)}{' ?' if one.doubts else ''}"
        for one in drafted(text, period, form)
    )


def marked(text: str, period: str = "2023-H1", form: str = "vi") -> str:
    """What the numbers of a text became, unsure ones with a mark."""
    return "; ".join(
        f"{short(one)}{' ?' if one.doubts else ''}" for one in drafted(text, period, form)
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Xuất khẩu đạt 90 triệu USD, tăng so với cùng kỳ 8,2%.", "90 L usd; 8,2 I %"),
        ("Thu nội địa đạt 75% kế hoạch, giảm so cùng kỳ năm trước 8,2%.", "75 P %; 8,2 D %"),
        ("Thu nội địa vượt dự toán 16,7%, cao hơn cùng kỳ 8,2%.", "16,7 O %; 8,2 I %"),
        ("Thu nội địa cao hơn cùng kỳ 8,2%.", "8,2 I %"),
        ("Xuất khẩu đạt 90 triệu USD, bằng cùng kỳ 98,2%.", "90 L usd; 98,2 X %"),
        ("Xuất khẩu đạt 90 triệu USD, so với cùng kỳ đạt 108,2%.", "90 L usd; 108,2 X %"),
        ("Thu nội địa đạt 75% kế hoạch, so với cùng kỳ đạt 108,2%.", "75 P %; 108,2 X %"),
        ("Thu nội địa đạt 75% kế hoạch, so với cùng kỳ 108,2%.", "75 P %; 108,2 X % ?"),
        ("Thu nội địa đạt 75% kế hoạch, tăng so với tháng trước 3,1% và so với cùng kỳ 8,2%.",
         "75 P %; 3,1 I % b=previous_month per=2023-06; 8,2 I %"),
        ("Thu nội địa tăng so với dự toán 3,1% và so với cùng kỳ 8,2%.", "3,1 O %; 8,2 X % ?"),
        ("Xuất khẩu tăng 5,1% (cùng kỳ 4,2%).", "5,1 I %; 4,2 I % per=2022-H1"),
        ("Xuất khẩu tăng 5,1%, cùng kỳ năm trước 4,2%.", "5,1 I %; 4,2 I % per=2022-H1"),
    ],
)  # fmt: skip
def test_an_earlier_period_before_a_rate_is_compared_with_after_words_that_compare(
    text: str, rows: str
) -> None:
    assert marked(text) == rows


def test_an_english_rate_against_that_of_last_year() -> None:
    text = "Exports reached 75% of the plan, up on the same period last year 8.2%."
    assert became(text, form="en") == "75 P %; 8.2 I %"
    text = "Exports rose 8.2%, against last year's 5.1%."
    assert marked(text, form="en") == "8.2 I %; 5.1 I % per=2022-H1 ?"
