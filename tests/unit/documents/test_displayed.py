"""What a cell shows of its number, and what a figures file takes of it."""

import pytest

from doichieu.documents.containers.displayed import displayed, overflows
from doichieu.documents.document import Cell

ACCOUNTING = '_(* #,##0.0_);_(* \\(#,##0.0\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7.0, "General", "7"),
        (64.50000000000037, "General", "64,5"),
        (1399683.9166666665, "General", "1399683,917"),
        (1 / 3, "General", "0,333333333"),
        (0.25, "0.0", "0,3"),
        (-0.25, "0.0", "-0,3"),
        (95.74999999999999, "0.0", "95,8"),
        (95.74999, "0.0", "95,7"),
        (7.0, "0.0\\ \\ ", "7,0"),
        (1234.5, ACCOUNTING, "1.234,5"),
        (-1234.5, ACCOUNTING, "(1.234,5)"),
        (0.0, ACCOUNTING, "-"),
        (0.0, "0.0;-0.0;", ""),
        (36236.8, "#\\ ###\\ ##0.0", "36 236,8"),
        (0.125, "0.0%", "12,5%"),
        (41642.0, "d/m/yyyy", "3/1/2014"),
        (-5.0, "d/m/yyyy", ""),
    ],
)
def test_displayed(value, number_format, text):
    assert displayed(value, number_format) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1.234,5", "1.234,5"),
        ("(1.234,5)", "-1.234,5"),
        ("- 6,4", "-6,4"),
        ("36 236,8", "36.236,8"),
        ("7 346 913", "7.346.913"),
        ("12,5%", "12,5"),
    ],
)
def test_a_figures_file_takes_it(text, printed):
    assert Cell(1, 1, text, 1.0).printed == printed


def test_general_drops_decimals_before_it_overflows():
    assert not overflows("12,345678", "General", 4, 1.0)
    assert overflows("12,345678", "0.000000", 4, 1.0)
    assert overflows("12345678", "General", 4, 1.0)


def test_a_larger_font_needs_a_wider_column():
    assert not overflows("12345", "0", 6, 1.0)
    assert overflows("12345", "0", 6, 1.5)
