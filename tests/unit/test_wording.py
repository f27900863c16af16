"""Numbers, checks and repairs in words."""

import pytest

from doichieu.base.formats import factor, interval, number, signed
from doichieu.report.wording import correction_line, distance, joint_finding, repair_line


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        (2009.5, 2010.5, "2,009.5 – 2,010.5"),
        (3078.98567, 3080.98996, "3,078.98 – 3,080.99"),  # rounded outward
        (0.53221481, 0.53244962, "0.532214 – 0.532450"),
        (-2.5, 0.0, "-2.5 – 0.0"),
        (5.0, 5.0, "5"),
        (None, 690.5, "at most 690.5"),
        (60.5, None, "at least 60.5"),
        (None, None, "anything"),
    ],
)
def test_an_interval_shown_contains_the_true_one(
    lower: float | None, upper: float | None, text: str
) -> None:
    assert interval(lower, upper) == text


def test_numbers_are_shown_in_full() -> None:
    assert number(1091.9) == "1,091.9"
    assert number(10857.0) == "10,857"
    assert number(None) == "–"
    assert signed(1.49) == "+1.49"
    assert signed(-16.7) == "-16.7"
    assert signed(0.0) == "0"


def test_a_factor_is_rounded_up() -> None:
    assert [factor(one) for one in (0.1595859, 14.671, 1.0, 1.0000001)] == [
        *("0.16", "14.68", "1", "1.01")
    ]
    assert joint_finding({"severity": 14.671}).endswith(
        "inconsistent unless rounding errors were 14.68 times as large"
    )


def test_exact_counts_that_conflict_have_no_factor() -> None:
    assert joint_finding({"severity": None}).endswith(
        "; no rounding errors, however large, would make them consistent"
    )


def test_a_distance_of_percentages_is_in_points() -> None:
    assert distance({"kind": "sum", "gap": 4.5, "gap_unit": "percentage points"}) == (
        "They are 4.5 percentage points apart."
    )


def test_two_figures_that_only_touch_are_not_apart() -> None:
    def repeat(left: tuple[float, float], right: tuple[float, float], gap: float) -> str:
        ends = dict(zip(("left_lower", "left_upper"), left, strict=True))
        ends |= dict(zip(("right_lower", "right_upper"), right, strict=True))
        return distance({"kind": "repeat", "gap": gap, "gap_unit": "tonne", **ends})

    assert repeat((690, 700), (700, 770), 1) == "They only touch."
    assert repeat((700, 770), (690, 700), 1) == "They only touch."
    assert repeat((690, 699), (700, 770), 1) == "They are 1 tonne apart."
    assert repeat((748, 748), (749, 749), 1) == "They are 1 tonne apart."


def test_an_acknowledgement_without_a_contradiction_is_marked() -> None:
    row = {"correction": "acknowledge", "report_id": "r", "figure_no": 8}
    plain = "acknowledge: r figure 8"
    assert correction_line(row | {"check_status": "contradicted"}) == plain
    assert correction_line(row | {"check_status": "confirmed"}) == (
        f"{plain}, which no check contradicts"
    )
    override = row | {"correction": "override", "check_status": "confirmed"}
    assert correction_line(override) == "override: r figure 8"


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
    "place": "",
    "other_figure_no": None,
}


def test_a_repair_names_the_figure_and_both_numbers() -> None:
    assert repair_line(REPAIR) == ("figure 12, Exports (exports): 51,49 for 51,94 (digits swapped)")
    other_measure = REPAIR | {"candidate": "51,94", "candidate_measure": "decrease_pct"}
    assert "51,94 for 51,94, decrease_pct for increase_pct" in repair_line(other_measure)
    other = {"other_figure_no": 15, "other_printed": "75,86", "other_indicator_id": "imports"}
    other |= {"other_name_en": "Imports", "other_place": "lao-cai 2020"}
    assert repair_line(REPAIR | other | {"place": "2020-H1"}) == (
        "figure 12, Exports (exports), 2020-H1: printed 51,94, and figure 15, Imports (imports), "
        "lao-cai 2020: printed 75,86, exchanged"
    )
