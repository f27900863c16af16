"""Numbers and checks as a person reads them."""

import pytest

from doichieu.formats import interval, number, signed
from doichieu.likely import likely_prints
from doichieu.wording import reader


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        (2009.5, 2010.5, "2,009.5 – 2,010.5"),
        (3078.98567, 3080.98996, "3,078.98 – 3,080.99"),  # outward, whatever is nearer
        (0.53221481, 0.53244962, "0.532214 – 0.532450"),
        (-2.5, 0.0, "-2.5 – 0.0"),
        (5.0, 5.0, "5 – 5"),
        (None, 690.5, "at most 690.5"),
        (60.5, None, "at least 60.5"),
        (None, None, "anything"),
    ],
)
def test_an_interval_shown_holds_the_true_one(
    lower: float | None, upper: float | None, told: str
) -> None:
    assert interval(lower, upper) == told


def test_numbers_are_shown_in_full() -> None:
    assert number(1091.9) == "1,091.9"
    assert number(10857.0) == "10,857"
    assert number(None) == "–"
    assert signed(1.49) == "+1.49"
    assert signed(-16.7) == "-16.7"
    assert signed(0.0) == "0"


def test_a_print_is_read_in_its_own_format() -> None:
    assert reader("vi")("1.091,9") == 1091.9
    assert reader("vi")("1.09,9") is None
    assert reader("en")("1,091.9") == 1091.9


@pytest.mark.parametrize(
    ("printed", "lower", "upper", "first"),
    [
        ("960", 689, 691, ("690", "two digits swapped")),
        ("51,94", 51.4, 51.5, ("51,49", "two digits swapped")),
        ("6900", 689, 691, ("690", "one digit too many")),
        ("69", 689, 691, ("690", "one digit left out")),
        ("610", 689, 691, ("690", "one digit mistyped")),
    ],
)
def test_the_likely_print_is_one_slip_away(
    printed: str, lower: float, upper: float, first: tuple[str, str]
) -> None:
    assert likely_prints(printed, reader("vi"), lower, upper)[0] == first


def test_no_slip_explains_what_is_far_away() -> None:
    assert likely_prints("960", reader("vi"), 17, 18) == []
