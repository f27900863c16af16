"""Numbers and checks as a person reads them."""

import pytest

from doichieu.formats import interval, number, signed
from doichieu.wording import repair_line


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


REPAIR = {
    "report_id": "r",
    "figure_no": 12,
    "indicator_id": "exports",
    "name_en": "Exports",
    "measure": "increase_pct",
    "printed": "51,94",
    "candidate": "51,49",
    "candidate_measure": "increase_pct",
    "edit": "digits swapped",
    "other_figure_no": None,
    "other_printed": None,
}


def test_a_repair_names_the_figure_and_both_prints() -> None:
    assert repair_line(REPAIR) == (
        "r figure 12, Exports (exports): 51,49 for 51,94 (digits swapped)"
    )
    turned = REPAIR | {"candidate": "51,94", "candidate_measure": "decrease_pct"}
    assert "51,94 for 51,94, decrease_pct for increase_pct" in repair_line(turned)
    swapped = REPAIR | {"other_figure_no": 15, "other_printed": "75,86"}
    assert repair_line(swapped).endswith("printed 75,86, in each other's place")
