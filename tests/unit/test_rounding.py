"""How many digits are shown: intervals outward, and the same in Python and in the shell.

`tests/site/test_site_in_browser.py` compares the browser with Python.
"""

import random
from fractions import Fraction

import duckdb
import pytest
from support.numbers import INTERVALS, NUMBERS
from support.rounding import rounding_functions

from doichieu.base.formats import (
    distance,
    distinguished,
    ends,
    factor,
    interval,
    number,
    printed,
    readable,
    rounded,
    rounded_distance,
    rounded_ends,
    rounded_factor,
    signed,
)


def read(text: str) -> Fraction:
    """The number in a text."""
    return Fraction(text.replace(",", "").lstrip("≈ +"))


def test_an_interval_shown_contains_the_true_one() -> None:
    for lower, upper in INTERVALS:
        below, above = ends(lower, upper)
        # A double that stands for a short decimal may lie beyond it by its last digit.
        for true, text, sign in ((lower, below, 1), (upper, above, -1)):
            assert (true is None) == (text is None)
            if true is not None and text is not None:
                slack = Fraction(2, 10**14) * abs(Fraction(true)) + Fraction(1, 10**24)
                assert sign * (Fraction(true) - read(text)) >= -slack, (lower, upper)


def test_an_interval_shown_is_little_wider_than_the_true_one() -> None:
    rng = random.Random(3)
    for _ in range(3000):
        lower = rng.uniform(-1, 1) * 10 ** rng.uniform(-4, 10)
        width = 10 ** rng.uniform(-3, 6)
        below, above = ends(lower, lower + width)
        assert below is not None and above is not None
        shown = read(above) - read(below)
        if width < 100:  # whole numbers are not rounded further
            assert shown <= Fraction(width) * Fraction(103, 100)
        assert len(str(shown.denominator)) <= 8 or width < 1e-3


def test_the_shell_rounds_as_python_does() -> None:
    query = """
        select
            marts.shown_lower(lower, upper), marts.shown_upper(lower, upper), marts.shown(number),
            marts.shown_distance(abs(number)), marts.shown_factor(abs(number))
        from given order by place
    """
    with duckdb.connect() as connection:
        connection.execute(rounding_functions())
        connection.execute(
            "create table given (place integer, lower double, upper double, number double)"
        )
        rows = [
            [place, *one, value]
            for place, (one, value) in enumerate(zip(INTERVALS, NUMBERS, strict=True))
        ]
        connection.executemany("insert into given values (?, ?, ?, ?)", rows)
        found = connection.execute(query).fetchall()
    for (lower, upper), value, row in zip(INTERVALS, NUMBERS, found, strict=True):
        assert row[:2] == rounded_ends(lower, upper)[:2], (lower, upper)
        assert row[2] == rounded(value)[0] == float(read(number(value))), value
        assert row[3] == (rounded_distance(abs(value))[0] if value else 0)
        assert row[4] == rounded_factor(abs(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (222.666666667, "≈ 222.67"),
        (1895.7330238666727, "≈ 1,895.73"),
        (12.299999999999997, "12.3"),
        (1 / 300, "≈ 0.00333"),
        (0.00333, "0.00333"),
        (61.75, "61.75"),
        (3.370, "3.37"),
        (3370.0, "3,370"),
        (123456789.1, "123,456,789.1"),
        (150_000_000_000_001.0, "150,000,000,000,001"),
        (1.5e23, "150,000,000,000,000,000,000,000"),
        (1e-9, "0.000000001"),
        (1e-20, "≈ 0"),
        (-0.0, "0"),
        (-16.7, "-16.7"),
    ],
)
def test_a_number_is_rounded_only_where_it_is_no_short_decimal(value: float, text: str) -> None:
    assert number(value) == text
    if value > 0:
        assert signed(value) == (f"≈ +{text[2:]}" if text.startswith("≈") else f"+{text}")


def test_a_printed_number_has_all_its_digits() -> None:
    for text in ("0.123456789", "61.7", "999,999,999,999,999", "123,456.789012345", "0.1", "100"):
        assert printed(float(text.replace(",", ""))) == text
    assert printed(None) == number(None) == signed(None) == "–"


def test_fifteen_digits_keep_the_half_of_their_last_place() -> None:
    assert interval(150_000_000_000_000.5, 150_000_000_000_001.5) == (
        "150,000,000,000,000.5 – 150,000,000,000,001.5"
    )
    # A double has no room for more: the interval is shown wider, never narrower.
    assert interval(950_000_000_000_000.5, 950_000_000_000_001.5) == (
        "950,000,000,000,000 – 950,000,000,000,002"
    )


def test_an_exact_number_is_one_number() -> None:
    assert interval(7.0, 7.0) == "7" and interval(0.0, 0.0) == "0"
    assert interval(1 / 3, 1 / 3) == "0.333 – 0.334"


def test_a_distance_is_rounded_down_and_a_factor_up() -> None:
    assert distance(1895.7330238666727) == "1,895.7"
    assert distance(0.000123456789) == "0.00012345"
    assert (factor(14.671), factor(1.0000001), factor(1.0)) == ("14.68", "1.01", "1")


def test_of_a_factor_beyond_a_thousand_one_digit_is_shown() -> None:
    assert (factor(999.001), factor(999.999), factor(1000.0)) == ("999.01", "1,000", "1,000")
    assert (factor(1000.01), factor(4321.0), factor(8000.0)) == ("2,000", "5,000", "8,000")
    assert (factor(95_123.4), factor(1.21e23)) == ("100,000", "200,000,000,000,000,000,000,000")


def test_a_change_has_the_digits_that_tell_it_apart() -> None:
    assert distinguished(690, 960, None) == ("690", "960")
    assert distinguished(3078.98567, 3078.98568, up=False) == ("3,078.98567", "3,078.98568")
    assert distinguished(0.1591234567, 3.0, up=True) == ("0.15913", "3")
    assert distinguished(1 / 3, 2 / 3, up=None) == ("0.333333", "0.666667")
    assert distinguished(51.485, 51.48500000000001, None) == ("51.485", "51.48500000000001")


def test_a_row_of_any_table_is_readable() -> None:
    row = {
        "id": "a",
        "left_lower": 1 / 3,
        "left_upper": None,
        "gap": 1895.733023,
        "severity": 2.341,
    }
    row |= {"right_lower": None, "right_upper": None, "pct": 222.666666667, "note": None, "no": 3}
    assert readable(row) == {
        **{"id": "a", "left": "at least 0.333", "gap": "1,895.7", "severity": "2.35"},
        **{"right": "–", "pct": "≈ 222.67", "note": "–", "no": "3"},
    }
