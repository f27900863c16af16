"""The oracle compared with results calculated by hand.

The expected values follow from the design and are written out; no code of the oracle is used to
calculate them.
"""

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from support.random_collections import as_read
from support.small_collections import SmallCollection, one_report, relation_of

from oracle import (
    ENTIRE,
    HALF,
    INFINITY,
    READINGS,
    WIDE,
    WORDINGS,
    Check,
    Completion,
    Growth,
    Interval,
    Key,
    Oracle,
    Period,
    PrintedNumber,
    Revision,
    Sides,
    interval_of,
    parse,
    period_of,
    roundest,
    smallest_interval,
    total_of,
)
from oracle.periods import earlier_period

F = Fraction


def between(lower: int | str | Fraction, upper: int | str | Fraction) -> Interval:
    """An interval, its ends written as numbers or as texts such as `689.5`."""
    return Interval(F(lower), F(upper))


def at_least(lower: int | str | Fraction) -> Interval:
    return Interval(F(lower), INFINITY)


def at_most(upper: int | str | Fraction) -> Interval:
    return Interval(-INFINITY, F(upper))


def interval(text: str) -> Interval | None:
    """An interval from its written calculation: `92.5/0.465 to 93.5/0.455`, `at most 41.5`."""

    def number(calculation: str) -> Fraction:
        result: Fraction = eval(re.sub(r"[\d.]+", r"F('\g<0>')", calculation), {"F": Fraction})
        return result

    match text.partition(" to ") if " to " in text else text.split(" ", 2):
        case (lower, " to ", upper):
            return Interval(number(lower), number(upper))
        case ("at", "most", upper):
            return at_most(number(upper))
        case ("at", "least", lower):
            return at_least(number(lower))
    return {"anything": ENTIRE, "none": None}[text]


def oracle_of(*says: str, identity: tuple[str, ...] = (), period: str = "2021-H1") -> Oracle:
    """The oracle of one report."""
    return Oracle(as_read(one_report(identity, says, period)))


def key(indicator: str, basis: str = "") -> Key:
    """An observation of that report."""
    return Key("report", "north", "2021-H1", indicator, basis)


SUM = ("sum", "total", "a", "b")
PLAN, PRIOR = "implied_plan", "implied_prior"
EXPORTS = "a level 690; a plan_pct 51.49; a increase_pct 13.1"


# ----- printed numbers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number_format", "value", "unit", "step"),
    [
        ("690", "vi", F(690), F(1), F(10)),
        ("2.010", "vi", F(2010), F(1), F(10)),
        ("1.091,9", "vi", F(10919, 10), F(1, 10), F(1, 10)),
        ("65,26", "vi", F(3263, 50), F(1, 100), F(1, 100)),
        ("1.000.000", "vi", F(1000000), F(1), F(1000000)),
        ("10857", "vi", F(10857), F(1), F(1)),
        # Trailing zeros after the decimal mark are significant, those before it may not be.
        ("10,0", "vi", F(10), F(1, 10), F(1, 10)),
        ("0", "vi", F(0), F(1), F(1)),
        ("0,00", "vi", F(0), F(1, 100), F(1, 100)),
        ("-3,5", "vi", F(-7, 2), F(1, 10), F(1, 10)),
        ("−1.200", "vi", F(-1200), F(1), F(100)),
        ("1,091.9", "en", F(10919, 10), F(1, 10), F(1, 10)),
        ("1,320", "en", F(1320), F(1), F(10)),
        ("51.49", "en", F(5149, 100), F(1, 100), F(1, 100)),
        # The same signs in the other format.
        ("1.091", "vi", F(1091), F(1), F(1)),
        ("1.091", "en", F(1091, 1000), F(1, 1000), F(1, 1000)),
        ("1,000", "vi", F(1), F(1, 1000), F(1, 1000)),
        ("1,000", "en", F(1000), F(1), F(1000)),
    ],
)
def test_numbers(
    printed: str, number_format: str, value: Fraction, unit: Fraction, step: Fraction
) -> None:
    assert parse(printed, number_format) == PrintedNumber(value, unit, step)


@pytest.mark.parametrize(
    ("printed", "number_format"),
    [
        ("12.34", "vi"),
        ("1.0919", "vi"),
        ("0.123", "vi"),
        ("1.091.9", "vi"),
        ("1,091.9", "vi"),
        ("1.091,9", "en"),
        ("1,09", "en"),
        ("5,", "vi"),
        (",5", "vi"),
        ("+-5", "vi"),
        ("5-6-7", "vi"),
        ("7.5-8", "vi"),
        ("5-", "vi"),
        ("5 %", "vi"),
        ("1 000", "vi"),
        ("", "vi"),
    ],
)
def test_what_is_not_a_number(printed: str, number_format: str) -> None:
    with pytest.raises(AssertionError):
        parse(printed, number_format)


@pytest.mark.parametrize(
    ("printed", "measure", "half", "wide"),
    [
        # Half the step of ten is 5, less than 1 % of the number.
        ("690", "level", between("689.5", "690.5"), between(685, 695)),
        ("2010", "level", between("2009.5", "2010.5"), between(2005, 2015)),
        # Half the step of a hundred is 50, and 1 % is 1; of a thousand 500, and 10.
        ("100", "level", between("99.5", "100.5"), between(99, 101)),
        ("1000", "level", between("999.5", "1000.5"), between(990, 1010)),
        ("700", "plan_level", between("699.5", "700.5"), between(693, 707)),
        ("12000", "prior_level", between("11999.5", "12000.5"), between(11880, 12120)),
        # 1 % of 20 is less than a unit.
        ("20", "level", between("19.5", "20.5"), between(19, 21)),
        ("61", "level", between("60.5", "61.5"), between(60, 62)),
        ("1091.9", "level", between("1091.85", "1091.95"), between("1091.8", 1092)),
        ("690.0", "level", between("689.95", "690.05"), between("689.9", "690.1")),
        ("0", "level", between("-0.5", "0.5"), between(-1, 1)),
        ("-50", "level", between("-50.5", "-49.5"), between(-51, -49)),
        ("-12000", "level", between("-12000.5", "-11999.5"), between(-12120, -11880)),
        # A percentage is not rounded to tens.
        ("700", "plan_pct", between("699.5", "700.5"), between(699, 701)),
        ("51.49", "plan_pct", between("51.485", "51.495"), between("51.48", "51.5")),
        ("-5.7", "contribution_pts", between("-5.75", "-5.65"), between("-5.8", "-5.6")),
    ],
)
def test_half_and_wide_intervals(
    printed: str, measure: str, half: Interval, wide: Interval
) -> None:
    for qualifier in ("", "estimated"):
        assert interval_of(parse(printed, "en"), measure, qualifier, HALF) == half
        assert interval_of(parse(printed, "en"), measure, qualifier, WIDE) == wide


@pytest.mark.parametrize(
    ("printed", "measure", "over", "nearly"),
    [
        # The step of the trailing zeros: ten.
        ("690", "level", between(690, 700), between(680, 690)),
        ("690", "plan_pct", between(690, 700), between(680, 690)),
        # A hundred and a thousand are more than a tenth.
        ("500", "level", between(500, 550), between(450, 500)),
        ("1000", "level", between(1000, 1100), between(900, 1000)),
        # A tenth of 5 is less than a unit.
        ("5", "level", between(5, 6), between(4, 5)),
        ("10", "increase_pct", between(10, 11), between(9, 10)),
        ("51.4", "plan_pct", between("51.4", "51.5"), between("51.3", "51.4")),
        ("0", "level", between(0, 1), between(-1, 0)),
        ("-200", "level", between(-200, -180), between(-220, -200)),
    ],
)
def test_qualifiers(printed: str, measure: str, over: Interval, nearly: Interval) -> None:
    number = parse(printed, "en")
    about = Interval(nearly.lower, over.upper)
    for reading in READINGS:
        for estimated in ("", "estimated "):
            assert interval_of(number, measure, f"{estimated}over", reading) == over
            assert interval_of(number, measure, f"{estimated}nearly", reading) == nearly
            assert interval_of(number, measure, f"{estimated}about", reading) == about


@pytest.mark.parametrize(
    ("printed", "measure", "qualifier", "half", "wide"),
    [
        # Each end as precise as it is printed: 7.5 ± 0.05 and 8 ± 0.5, then twice that.
        ("7,5-8", "increase_pct", "", between("7.45", "8.5"), between("7.4", 9)),
        ("7,5–8", "increase_pct", "estimated", between("7.45", "8.5"), between("7.4", 9)),
        # Both levels are rounded to hundreds: 50, and at most 1 %.
        ("1.200−1.300", "level", "", between("1199.5", "1300.5"), between(1188, 1313)),
        ("-2,5--1", "contribution_pts", "", between("-2.55", "-0.5"), between("-2.6", 0)),
        ("−5-+3", "increase_pct", "", between("-5.5", "3.5"), between(-6, 4)),
        # Over 690 and nearly 700: a tenth of either at most.
        ("690-700", "level", "over", between(690, 770), between(690, 770)),
        ("690-700", "level", "nearly", between(680, 700), between(680, 700)),
        ("690-700", "level", "estimated about", between(680, 770), between(680, 770)),
    ],
)
def test_ranges(printed: str, measure: str, qualifier: str, half: Interval, wide: Interval) -> None:
    number = parse(printed, "vi")
    assert interval_of(number, measure, qualifier, HALF) == half
    assert interval_of(number, measure, qualifier, WIDE) == wide


def test_a_range_states_no_single_quantity() -> None:
    (figure,) = oracle_of("a increase_pct 7.5-8").figures.values()
    assert figure.quantity is None
    assert figure.quantities(HALF) == between("1.0745", "1.085")
    # The coarser of the roundings of its two numbers: half of one percent.
    assert figure.rounding(HALF) == F(1, 200)


@pytest.mark.parametrize("reading", READINGS)
def test_counts_are_exact(reading: str) -> None:
    """A whole number without a qualifier that counts things stands for itself alone."""

    def read(printed: str, measure: str = "level", qualifier: str = "") -> Interval:
        return interval_of(parse(printed, "vi"), measure, qualifier, reading, is_count=True)

    assert read("6") == between(6, 6)
    assert read("1.000") == between(1000, 1000)
    assert read("2", "increase_by") == between(2, 2)
    assert read("5-7") == between(5, 7)
    for printed, qualifier in (("6,0", ""), ("6", "estimated"), ("6", "over"), ("5-7,5", "")):
        rounded = interval_of(parse(printed, "vi"), "level", qualifier, reading)
        assert rounded.width > 0
        assert read(printed, qualifier=qualifier) == rounded


def test_only_a_unit_of_one_counts() -> None:
    """2 are 2; 2 thousand are rounded; so is what is no count, and a percentage of one."""
    collection = SmallCollection()
    collection.indicator("herds", kind="count")
    collection.report(
        "report",
        [
            "herds level 2",
            "herds level 2 thousand_tonnes",
            "rice level 2",
            "herds decrease_by 1",
            "herds increase_pct 100",
        ],
    )
    widths = [
        figure.quantities(WIDE).width
        for figure in Oracle(as_read(collection.tables)).figures.values()
    ]
    assert widths == [0, 2000, 2, 0, F(1, 50)]


def test_a_figure_may_have_its_own_number_format() -> None:
    collection = SmallCollection()
    collection.report("report", ["a level 1,091.9", "a level 1.091 number_format=vi"])
    values = [figure.quantity for figure in Oracle(as_read(collection.tables)).figures.values()]
    assert values == [F("1091.9"), 1091]


@pytest.mark.parametrize(
    ("measure", "quantity", "printed", "says"),
    [
        ("level", "level", between(690, 691), between(690, 691)),
        ("plan_level", "plan_level", between(690, 691), between(690, 691)),
        ("prior_level", "prior_level", between(690, 691), between(690, 691)),
        ("plan_pct", "completion", between(51, 52), between("0.51", "0.52")),
        ("over_plan_pct", "completion", between(8, 9), between("1.08", "1.09")),
        ("under_plan_pct", "completion", between(8, 9), between("0.91", "0.92")),
        ("increase_pct", "growth", between(44, 45), between("1.44", "1.45")),
        ("decrease_pct", "growth", between(8, 9), between("0.91", "0.92")),
        ("decrease_pct", "growth", between(99, 101), between("-0.01", "0.01")),
        ("index_pct", "growth", between(91, 92), between("0.91", "0.92")),
        ("multiple", "growth", between("2.4", "2.5"), between("2.4", "2.5")),
        ("share_pct", "share", between(24, 25), between("0.24", "0.25")),
        ("contribution_pts", "contribution", between(-6, -5), between("-0.06", "-0.05")),
        ("plan_multiple", "completion", between("1.1", "1.3"), between("1.1", "1.3")),
        ("increase_by", "change", between(1474, 1476), between(1474, 1476)),
        ("decrease_by", "change", between("0.115", "0.125"), between("-0.125", "-0.115")),
    ],
)
def test_wordings(measure: str, quantity: str, printed: Interval, says: Interval) -> None:
    wording = WORDINGS[measure]
    assert wording.quantity == quantity
    assert wording.quantities_of(printed) == says
    assert wording.printed_for(says) == printed


def test_increase_times() -> None:
    """Between x and x + 1 times as much, with the rounding of x at both ends."""
    wording = WORDINGS["increase_times"]
    assert wording.quantities_of(between("1.5", "2.5")) == between("1.5", "3.5")
    # Any number from 2 to 4 states a factor of 3 to 4.
    assert wording.printed_for(between(3, 4)) == between(2, 4)
    (figure,) = oracle_of("a increase_times 2").figures.values()
    assert figure.quantity is None


def test_units() -> None:
    """A level is taken into the indicator's unit, a percentage has none."""
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.report("report", ["a level 8.4 quintal", "a plan_pct 50"])
    level, percent = Oracle(as_read(collection.tables)).figures.values()
    assert level.quantity == 840
    assert level.quantities(HALF) == between(835, 845)
    assert level.quantities(WIDE) == between(830, 850)
    assert level.rounding(HALF) == 5
    assert level.printed_for(between(800, 900)) == between(8, 9)
    assert percent.quantities(HALF) == between("0.495", "0.505")
    assert percent.rounding(WIDE) == F(1, 100)


# ----- intervals ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "quotients"),
    [
        (between(6, 12), between(2, 3), between(2, 6)),
        (between(-12, -6), between(2, 3), between(-6, -2)),
        (between(-6, 12), between(2, 3), between(-3, 6)),
        (between(6, 12), between(-3, -2), between(-6, -2)),
        (between(-12, -6), between(-3, -2), between(2, 6)),
        (between(0, 12), between(2, 3), between(0, 6)),
        # 690 at 51.49 %: half intervals.
        (
            between("689.5", "690.5"),
            between("0.51485", "0.51495"),
            between(F(13790000, 10299), F(13810000, 10297)),
        ),
        # The divisor reaches zero: the least quotient is over the greatest divisor.
        (between(6, 12), between(0, 3), at_least(2)),
        (between(0, 12), between(0, 3), at_least(0)),
        (between(-12, -6), between(0, 3), at_most(-2)),
        # The divisor may be negative too, but a level of at least zero has no negative plan.
        (between(6, 12), between(-1, 3), at_least(2)),
        (between(-12, -6), between(0, "0.5"), at_most(-12)),
        (between(-12, 0), between(0, 3), ENTIRE),
        (between(-12, "0.5"), between(0, 3), ENTIRE),
        (between(-12, -6), between(-1, 3), ENTIRE),
        (between(-6, 12), between(0, 3), ENTIRE),
        (between(-6, 12), between(-1, 3), ENTIRE),
        # Over a divisor of at most zero the quotient may be anything.
        (between(6, 12), between(-3, 0), ENTIRE),
        (between(6, 12), between(0, 0), ENTIRE),
        (between(-12, -6), between(0, 0), ENTIRE),
        # Unbounded intervals.
        (at_least(6), between(2, 3), at_least(2)),
        (between(6, 12), at_least(2), between(0, 6)),
        (at_least(6), at_least(2), at_least(0)),
        (at_most(-6), between(2, 3), at_most(-2)),
    ],
)
def test_quotients(a: Interval, b: Interval, quotients: Interval) -> None:
    assert a.divided(b) == quotients


@pytest.mark.parametrize(
    ("a", "b", "products"),
    [
        (between(2, 3), between(5, 7), between(10, 21)),
        (between(-2, 3), between(5, 7), between(-14, 21)),
        (between(-2, 3), between(-5, 7), between(-15, 21)),
        (between(-3, -2), between(-7, -5), between(10, 21)),
        (between(0, 3), at_least(2), at_least(0)),
        (between(0, 0), ENTIRE, between(0, 0)),
    ],
)
def test_products(a: Interval, b: Interval, products: Interval) -> None:
    assert a.multiplied(b) == products
    assert b.multiplied(a) == products


def test_other_arithmetic_of_intervals() -> None:
    a, b = between(2, 5), between(-1, 3)
    assert a.plus(b) == between(1, 8)
    assert a.minus(b) == between(-1, 6)
    assert b.minus(a) == between(-6, 1)
    assert a.scaled(F(-2)) == between(-10, -4)
    assert a.shifted(F(-2)) == between(0, 3)
    assert a.widened(F(1, 2)) == between("1.5", "5.5")
    assert a.intersected(b) == between(2, 3)
    assert a.intersected(between(6, 7)).is_empty
    assert not a.intersected(between(5, 7)).is_empty
    assert a.width == 3
    assert between(-7, 5).magnitude == 7
    assert at_most(-7).magnitude == 7
    assert ENTIRE.magnitude == 0
    assert total_of([a, b, at_least(1)]) == at_least(2)
    assert smallest_interval(F(3), F(-1), F(2)) == between(-1, 3)


@pytest.mark.parametrize(
    ("a", "b", "distance", "gap"),
    [
        (between(9, 11), between(14, 16), 3, 3),
        (between(14, 16), between(9, 11), 3, 3),
        (between(9, 11), between(11, 16), 0, 0),
        (between(9, 11), between(10, 16), -1, 0),
        (at_most(9), between(11, 16), 2, 2),
        (ENTIRE, between(11, 16), -INFINITY, 0),
    ],
)
def test_distances(a: Interval, b: Interval, distance: int, gap: int) -> None:
    assert (a.distance(b), a.gap(b)) == (distance, gap)


@pytest.mark.parametrize(
    ("left", "right", "severity"),
    [
        # The middles 10 and 15 are 5 apart, the half-widths are 1 and 1.
        (between(9, 11), between(14, 16), F(5, 2)),
        (between(9, 11), between(11, 15), F(1)),
        (between(9, 11), between(9, 15), F(1, 2)),
        (between(9, 11), between(8, 12), F(0)),
        (between(9, 9), between(11, 11), None),
        (between(9, 11), at_least(14), None),
    ],
)
def test_severity(left: Interval, right: Interval, severity: Fraction | None) -> None:
    assert Sides(left, right, F(0)).severity == severity
    assert Sides(right, left, F(0)).severity == severity


# ----- periods -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first", "last", "elapsed", "name"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), F(100), "2021"),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30), F(50), "2021-H1"),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31), F(100), "2021-H2"),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31), F(25), "2021-Q1"),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31), F(100), "2021-Q4"),
        ("2021-9M", date(2021, 1, 1), date(2021, 9, 30), F(75), "2021-9M"),
        ("2021-7M", date(2021, 1, 1), date(2021, 7, 31), F(175, 3), "2021-7M"),
        ("2021-07", date(2021, 7, 1), date(2021, 7, 31), F(175, 3), "2021-07"),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), F(50, 3), "2021-02"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), F(50, 3), "2024-02"),
        # Half of June, 15 of 28 and of 29 days of February.
        ("2022-YTD-06-15", date(2022, 1, 1), date(2022, 6, 15), F(275, 6), "2022-YTD-06-15"),
        ("2023-YTD-02-15", date(2023, 1, 1), date(2023, 2, 15), F(1075, 84), "2023-YTD-02-15"),
        ("2024-YTD-02-15", date(2024, 1, 1), date(2024, 2, 15), F(1100, 87), "2024-YTD-02-15"),
        # The same days have one name.
        ("2021-1M", date(2021, 1, 1), date(2021, 1, 31), F(25, 3), "2021-01"),
        ("2021-3M", date(2021, 1, 1), date(2021, 3, 31), F(25), "2021-Q1"),
        ("2021-6M", date(2021, 1, 1), date(2021, 6, 30), F(50), "2021-H1"),
        ("2021-12M", date(2021, 1, 1), date(2021, 12, 31), F(100), "2021"),
        ("2024-YTD-02-29", date(2024, 1, 1), date(2024, 2, 29), F(50, 3), "2024-2M"),
        # A stock is of a date.
        ("2022-09-30", date(2022, 9, 30), date(2022, 9, 30), F(75), "2022-09-30"),
        ("2022-06-15", date(2022, 6, 15), date(2022, 6, 15), F(275, 6), "2022-06-15"),
    ],
)
def test_periods(period: str, first: date, last: date, elapsed: Fraction, name: str) -> None:
    days = period_of(period)
    assert days == Period(first, last)
    assert days.elapsed_pct == elapsed
    assert days.name == name
    assert days.plan_year == Period(date(first.year, 1, 1), date(first.year, 12, 31))


def test_several_years() -> None:
    """Their plan is of all of them, divided in a way that is not known."""
    years = period_of("2021..2025")
    assert years == Period(date(2021, 1, 1), date(2025, 12, 31)) == years.plan_year
    assert (years.elapsed_pct, years.begins_with_year) == (None, False)
    assert years.name == "2021..2025"
    assert not period_of("2021-01-31").begins_with_year


def test_periods_without_a_period_id() -> None:
    assert Period(date(2020, 11, 1), date(2021, 1, 31)).months == 3
    assert Period(date(2020, 11, 1), date(2021, 1, 31)).name == "2020-11/2021-01"
    assert Period(date(2021, 2, 1), date(2021, 4, 30)).name == "2021-02/2021-04"
    assert Period(date(2021, 2, 1), date(2021, 7, 31)).name == "2021-02/2021-07"


@pytest.mark.parametrize(
    ("period", "basis", "before"),
    [
        ("2021-H1", "", Period(date(2020, 1, 1), date(2020, 6, 30))),
        ("2021-07", "", Period(date(2020, 7, 1), date(2020, 7, 31))),
        ("2022-YTD-06-15", "", Period(date(2021, 1, 1), date(2021, 6, 15))),
        # The end of a month is compared with the end of the same month.
        ("2024-02", "", Period(date(2023, 2, 1), date(2023, 2, 28))),
        ("2025-02", "", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-YTD-02-29", "", Period(date(2023, 1, 1), date(2023, 2, 28))),
        ("2021-07", "previous_month", Period(date(2021, 6, 1), date(2021, 6, 30))),
        ("2021-01", "previous_month", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-1M", "previous_month", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-Q1", "previous_quarter", Period(date(2020, 10, 1), date(2020, 12, 31))),
        ("2021-Q3", "previous_quarter", Period(date(2021, 4, 1), date(2021, 6, 30))),
        # A half-year has no month before it to compare with, nor a month a quarter.
        ("2021-H1", "previous_month", None),
        ("2021-07", "previous_quarter", None),
        ("2022-YTD-01-15", "previous_month", None),
        ("2022-YTD-03-15", "previous_quarter", None),
        ("2021-07", "previous_december", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021", "previous_december", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-H1", "base_2019", Period(date(2019, 1, 1), date(2019, 6, 30))),
        ("2024-02", "base_2019", Period(date(2019, 2, 1), date(2019, 2, 28))),
        ("2024-YTD-02-29", "base_2020", Period(date(2020, 1, 1), date(2020, 2, 29))),
        # A base year lies before the period.
        ("2021", "base_2021", None),
        ("2021", "base_2022", None),
        # A stock is compared with a stock: of the same day, or of the end of a month or quarter.
        ("2022-09-30", "", Period(date(2021, 9, 30), date(2021, 9, 30))),
        ("2024-02-29", "", Period(date(2023, 2, 28), date(2023, 2, 28))),
        ("2022-09-30", "previous_month", Period(date(2022, 8, 31), date(2022, 8, 31))),
        ("2022-09-30", "previous_quarter", Period(date(2022, 6, 30), date(2022, 6, 30))),
        ("2022-01-31", "previous_month", Period(date(2021, 12, 31), date(2021, 12, 31))),
        ("2022-09-15", "previous_month", None),
        ("2022-08-31", "previous_quarter", None),
        ("2022-09-30", "previous_december", Period(date(2021, 12, 1), date(2021, 12, 31))),
        # Growth of several years may be an average a year.
        ("2021..2025", "", None),
    ],
)
def test_periods_compared_with(period: str, basis: str, before: Period | None) -> None:
    assert earlier_period(period, basis) == before


# ----- observations ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "quantity", "half", "value"),
    [
        (("a level 41", "a level 41.3"), "level", between("41.25", "41.35"), F("41.3")),
        # 8.4 tonnes end where 85 quintals begin: they exclude each other.
        (("a level 8.4 tonne", "a level 85 quintal"), "level", between("8.35", "8.45"), F("8.4")),
        # At the wide interval 41 and 42 would share 41 to 42, but they are two numbers.
        (("a level 42", "a level 41"), "level", between("41.5", "42.5"), F(42)),
        (("a level 41", "a level 41"), "level", between("40.5", "41.5"), F(41)),
        # Figures that exclude each other: the most precise counts, and of two such the first.
        (("a level 41", "a level 45.2"), "level", between("45.15", "45.25"), F("45.2")),
        (("a plan_pct 58", "a plan_pct 12"), "completion", between("0.575", "0.585"), F("0.58")),
    ],
)
def test_several_figures_of_one_quantity(
    says: tuple[str, ...], quantity: str, half: Interval, value: Fraction
) -> None:
    observations = oracle_of(*says).observations
    assert observations.observed(key("a"), quantity, HALF) == half
    assert observations.value(key("a"), quantity) == value


def test_corrections() -> None:
    collection = SmallCollection()
    collection.limit("b", "level", "", "7", "critical")
    says = ["a level 10", "b level 20", "c level 30", "a level 13", "b level 9", "c level 40"]
    collection.report("report", says)
    collection.correction("report", 5, "exclude")
    collection.correction("report", 1, "override", "12")
    collection.correction("report", 2, "exclude")
    collection.correction("report", 3, "acknowledge")
    oracle = Oracle(as_read(collection.tables))
    assert oracle.observations.value(key("a"), "level") == 12
    assert oracle.observations.observed(key("b"), "level", HALF) is None
    assert oracle.observations.value(key("c"), "level") == 30
    # An excluded figure is in no check; one acknowledged figure acknowledges a check.
    checks = {one.key.indicator: one for one in oracle.checks.values()}
    assert checks["a"].figures == {("report", 1), ("report", 4)}
    assert {name: oracle.is_acknowledged(one) for name, one in checks.items()} == {
        "a": False,
        "c": True,
    }


@pytest.mark.parametrize(
    ("figures", "base", "reading", "implied", "slack"),
    [
        # The office may round the plan to a whole number; as a wide interval to the nearest ten.
        (EXPORTS, PLAN, HALF, "689.5/.51495 to 690.5/.51485", ".5"),
        (EXPORTS, PLAN, WIDE, "685/.515 to 695/.5148", "5"),
        (EXPORTS, PRIOR, HALF, "689.5/1.1315 to 690.5/1.1305", ".5"),
        # The coarsest figure determines the rounding of a plan.
        ("a level 8.4; a plan_level 20; a plan_pct 42", PLAN, HALF, "8.35/.425 to 8.45/.415", ".5"),
        # The qualifier determines the rounding of the level.
        ("a level 690 over; a plan_pct 50", PLAN, HALF, "690/.505 to 700/.495", "10"),
        # The printed plan, where no percentage implies one.
        ("a level 8.4; a plan_level 20", PLAN, HALF, "19.5 to 20.5", "0"),
        ("a level 8.4; a plan_level 20", PRIOR, HALF, "none", ""),
        # A change implies a base where no growth does.
        ("a level 51; a increase_by 2", PRIOR, HALF, "48 to 50", ".5"),
        ("a level 51; a decrease_by 2", PRIOR, HALF, "52 to 54", ".5"),
        (
            "a level 51; a increase_by 2; a increase_pct 4",
            PRIOR,
            HALF,
            "50.5/1.045 to 51.5/1.035",
            ".5",
        ),
        # Growth on a base that may be negative has two readings, a change has one.
        ("a level -51; a increase_by 2; a decrease_pct 4", PRIOR, HALF, "-54 to -52", ".5"),
        # The level that the report prints for the same period last year.
        ("a level 49 period_id=2020-H1; a increase_pct 4", PRIOR, HALF, "48.5 to 49.5", "0"),
    ],
)
def test_implied_plans_and_bases(
    figures: str, base: str, reading: str, implied: str, slack: str
) -> None:
    found = oracle_of(*figures.split("; ")).observations.implied(key("a"), base, reading)
    exact = interval(implied)
    assert (found and found.interval) == exact
    assert found is None or (found.slack, found.is_printed) == (F(slack), slack == "0")
    assert found is None or found.rounded == found.interval.widened(F(slack))


def test_a_level_belongs_to_every_basis() -> None:
    observations = oracle_of(
        "a level 10", "a plan_pct 50 basis=central", "a plan_pct 40 basis=council"
    ).observations
    # 9.5 / 0.505 to 10.5 / 0.495, and 9.5 / 0.405 to 10.5 / 0.395
    plans = {
        "central": between(F(1900, 101), F(700, 33)),
        "council": between(F(1900, 81), F(2100, 79)),
    }
    for basis, plan in plans.items():
        implied = observations.implied(key("a", basis), PLAN, HALF)
        assert implied == (plan, F(1, 2), "completion", False)
    assert observations.implied(key("a"), PLAN, HALF) is None


@pytest.mark.parametrize(
    ("printed", "rate"),
    [
        # 410.5 over 411.5 / 0.3995 + 0.5, and 411.5 over 410.5 / 0.4005 - 0.5
        (("a level 411",), between(F(655979, 1646799), F(659223, 1641199))),
        # Of a plan of 99.5 to 100.5 taken as 100: 0.3995 * 100 / 100.5, 0.4005 * 100 / 99.5
        (("a plan_level 100",), between(F(799, 2010), F(801, 1990))),
        ((), between("0.3995", "0.4005")),
    ],
)
def test_the_rates_that_a_percentage_may_stand_for(
    printed: tuple[str, ...], rate: Interval
) -> None:
    """It may be computed from a printed level or plan, which have rounding errors."""
    observations = oracle_of(*printed, "a plan_pct 40.0").observations
    assert observations.true_rate(key("a"), "completion", HALF) == rate


# ----- checks ------------------------------------------------------------------------------


def check(oracle: Oracle, kind: str, quantity: str, indicator: str = "") -> Check:
    """The one check of a kind and a quantity, of an indicator where there are several."""
    (found,) = (
        one
        for one in oracle.checks.values()
        if (one.kind, one.quantity) == (kind, quantity) and indicator in ("", one.key.indicator)
    )
    return found


def sides(one: Check, reading: str = HALF) -> tuple[Interval, Interval] | None:
    """The two intervals of a check."""
    both = one.sides[reading]
    return None if both is None else (both.left, both.right)


PLANS = [
    *("total level 93", "total plan_pct 46", "a level 41", "a plan_pct 50"),
    *("b level 52", "b plan_pct 40"),
]
POINTS = ("total increase_pct 9.0", "a contribution_pts 5.7", "b contribution_pts 3.2")

# Kind, quantity and identity of a check, what it shows; the figures; its left and right side.
SIDES = """
sum level, total = a + b
  total level 94; a level 41; b level 52
  93.5 to 94.5; 92 to 94
sum implied_plan, total = a + b, the slack of three roundings
  total level 93; total plan_pct 46; a level 41; a plan_pct 50; b level 52; b plan_pct 40
  92.5/.465 to 93.5/.455; 40.5/.505 + 51.5/.405 - 1.5 to 41.5/.495 + 52.5/.395 + 1.5
sum plan_level, total = a + b, no slack of printed plans
  total plan_level 15.4; a plan_level 8.1; b plan_level 7.2
  15.35 to 15.45; 15.2 to 15.4
sum implied_plan, total = a, a printed plan beside an implied one
  total level 93; total plan_pct 46; a plan_level 200; a plan_pct 7
  92.5/.465 to 93.5/.455; 199.5 - .5 to 200.5 + .5
subset level, total > a
  total level 41; a level 42
  41.5 to 42.5; at most 41.5
subset implied_plan, total > a, the slack of two roundings
  total level 83; total plan_pct 50.0; a level 68; a plan_pct 40.0
  67.5/.4005 to 68.5/.3995; at most 83.5/.4995 + 1
range completion, total = a + b
  total plan_pct 50.1; a plan_pct 40.0; b plan_pct 50.0
  50.05 to 50.15; 39.95 to 50.05
range growth, total = a + b, a fall is negative
  total decrease_pct 3.2; a increase_pct 4; b decrease_pct 3.1
  -3.25 to -3.15; -3.15 to 4.5
range completion, total = a + b, a printed level
  total plan_pct 50.1; a level 411; a plan_pct 40.0; b plan_pct 50.0
  50.05 to 50.15;
  100*410.5/(411.5/.3995 + .5) - 200/(410.5/.4005 - .5) to 50.05 + 200/(410.5/.4005 - .5)
range completion, total = a + b, two levels that are not printed
  total level 930; total plan_pct 50.2; a plan_pct 40.0; b plan_pct 50.0
  100*929.5/(930.5/.5015 + .5) to 100*930.5/(929.5/.5025 - .5);
  39.95 - 200/(929.5/.5025 - .5) to 50.05 + 200/(929.5/.5025 - .5)
range growth, total = a + b, one such level of growth 1.5 times
  total level 930; total multiple 1.2; a multiple 1.5; b level 500; b multiple 1.1
  100*929.5/(930.5/1.15 + .5) - 100 to 100*930.5/(929.5/1.25 - .5) - 100;
  100*499.5/(500.5/1.05 + .5) - 100 - 127.5/(929.5/1.25 - .5) to 55 + 127.5/(929.5/1.25 - .5)
range completion, total = a + b + c, two levels rounded as coarsely as that of a
  total level 39.0; total plan_pct 65; a level 20; a plan_pct 50; b plan_pct 10; c plan_pct 90
  100*38.95/(39.05/.645 + .05) to 100*39.05/(38.95/.655 - .05)
  9.5 - 200/(38.95/.655 - .05) to 90.5 + 200/(38.95/.655 - .05)
range completion, total = a + b, a printed plan is as coarse as a level
  total plan_level 100; total plan_pct 19.0; a plan_level 10; a plan_pct 10.0; b plan_pct 10.0
  18.95*100/100.5 to 19.05*100/99.5;
  9.95*10/10.5 - 300/99.5 to 10.05*10/9.5 + 300/99.5
range completion, total = a + b, rates far below zero
  total plan_level 7; total plan_pct -436.9; a plan_pct -700.0; b plan_pct -700.0
  -436.95*7/6.5 to -436.85*7/7.5
  -700.05 - 150*(1 + 7.0005)/6.5 to -699.95 + 150*(1 + 7.0005)/6.5
range completion, total = a, a level that may be zero
  total plan_pct 50; a plan_pct 40; a level 0 over
  49.5 to 50.5; at least 0
points contribution, total = a + b
  total increase_pct 9.0; a contribution_pts 5.7; b contribution_pts 3.2
  8.95 to 9.05; 8.8 to 9
points contribution, total = a + b, the slack of five half units over the lowest base
  total increase_pct 9.0; a contribution_pts 5.7; b contribution_pts 3.2; total level 1000;
  a level 411; b level 589
  100*999.5/(1000.5/1.0895 + .5) - 100 to 100*1000.5/(999.5/1.0905 - .5) - 100;
  8.8 - 250/(999.5/1.0905 - .5) to 9 + 250/(999.5/1.0905 - .5)
points contribution, total = a + b, no slack where the base is unknown
  total increase_pct 9.0; a contribution_pts 5.7; b contribution_pts 3.2; a level 411; b level 589
  8.95 to 9.05; 8.8 to 9
points contribution, total = a + b, half a unit of a printed base, and three levels rounded so
  total increase_pct 9.0; a contribution_pts 5.7; b contribution_pts 3.2; total prior_level 1000
  108.95*1000/1000.5 - 100 to 109.05*1000/999.5 - 100
  8.8 - 50/999.5*(4 + 3*1090.5/999.5) to 9 + 50/999.5*(4 + 3*1090.5/999.5)
points contribution, total = a, three half units of a small base, two for the level not printed
  total level 2; total increase_pct 100; a contribution_pts 5
  100*1.5/(2.5/1.995 + .5) - 100 to 100*2.5/(1.5/2.005 - .5) - 100;
  4.5 - 150/(1.5/2.005 - .5) to 5.5 + 150/(1.5/2.005 - .5)
ratio completion
  a level 51; a plan_level 99; a plan_pct 52.4
  52.35 to 52.45; 100*50.5/99.5 to 100*51.5/98.5
ratio growth
  a level 51; a prior_level 49; a increase_pct 6.2
  6.15 to 6.25; 100*50.5/49.5 - 100 to 100*51.5/48.5 - 100
ratio growth, , a deficit
  a level -51; a prior_level -91; a decrease_pct 44.8
  -44.85 to -44.75; 100*50.5/91.5 - 100 to 100*51.5/90.5 - 100
"""


@pytest.mark.parametrize("case", re.split(r"\n(?=\S)", SIDES.strip()))
def test_sides_of_checks(case: str) -> None:
    head, *lines = case.splitlines()
    first, relation, *_ = (*head.split(", "), "")
    *says, left, right = re.split(r"; ?", "; ".join(line.strip(" ;") for line in lines))
    found = check(oracle_of(*says, identity=relation_of(relation)), *first.split())
    assert sides(found) == (interval(left), interval(right))


def test_names_and_figures_of_checks() -> None:
    found = check(oracle_of(*PLANS, identity=SUM), "sum", "level")
    assert found.check_id == "sum/relation/report/north/2021-H1//total/level"
    assert found.identity == "relation"
    assert found.figures == {("report", 1), ("report", 3), ("report", 5)}
    found = check(oracle_of(*PLANS, identity=SUM), "sum", PLAN)
    assert found.figures == {("report", number) for number in range(1, 7)}
    part = ("subset", "total", "a", "b")
    found = check(oracle_of(*PLANS, identity=part), "subset", "level", "b")
    assert found.check_id == "subset/relation/report/north/2021-H1//b/level"
    found = check(oracle_of("a level 1", "a plan_level 2", "a plan_pct 50"), "ratio", "completion")
    assert found.check_id == "ratio//report/north/2021-H1//a/completion"


def test_wide_sides() -> None:
    found = check(oracle_of(*PLANS, identity=SUM), "sum", "level")
    assert sides(found, WIDE) == (between(92, 94), between(91, 95))
    # Levels are known to one unit: 92 / 0.47, 94 / 0.45; and 40 / 0.51, 51 / 0.41; 42 / 0.49,
    # 53 / 0.39
    found = check(oracle_of(*PLANS, identity=SUM), "sum", PLAN)
    assert sides(found, WIDE) == (
        between(F(9200, 47), F(1880, 9)),
        between(F(4000, 51) + F(5100, 41) - 3, F(600, 7) + F(5300, 39) + 3),
    )


def test_a_sum_with_coefficients_and_units() -> None:
    collection = SmallCollection()
    collection.indicator("total", "quintal")
    collection.indicator("a", "kg")
    collection.identity("balance", "sum", "total", "a", "-1 b", "0.5 c")
    says = ("total level 1.5", "a level 2003 kg", "b level 5 quintal", "c level 0.2")
    collection.report("report", says)
    found = check(Oracle(as_read(collection.tables)), "sum", "level")
    # In quintals 20.025 to 20.035, less 4.5 to 5.5, and half of 1.5 to 2.5
    assert sides(found) == (between("14.5", "15.5"), between("15.275", "16.785"))


def test_slack_has_the_coefficient_and_the_unit_of_the_total() -> None:
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.identity("twice", "sum", "total", "2 a")
    says = ("total level 4", "total plan_pct 50", "a level 2000 kg", "a plan_pct 50")
    collection.report("report", says)
    found = check(Oracle(as_read(collection.tables)), "sum", PLAN)
    # 3.5 / 0.505 to 4.5 / 0.495; and twice 1.9995 / 0.505 to twice 2.0005 / 0.495, with half a
    # tonne of the total and twice half a kilogram of the part.
    assert sides(found) == (
        between(F(700, 101), F(100, 11)),
        between(F(3999, 505) - F(501, 1000), F(4001, 495) + F(501, 1000)),
    )


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("94", "consistent"), ("95", "suspect"), ("97", "contradiction"), ("89", "contradiction")],
)
def test_verdicts(total: str, verdict: str) -> None:
    """The parts add up to 92 to 94 as half intervals, and to 91 to 95 as wide ones."""
    oracle = oracle_of(f"total level {total}", "a level 41", "b level 52", identity=SUM)
    assert check(oracle, "sum", "level").verdict == verdict


@pytest.mark.parametrize(
    ("check_of", "relation", "figures"),
    [
        # A part is missing, or the level of the total.
        ("sum level", "total = a + b", "total level 94; a level 41"),
        ("sum level", "total = a + b", "a level 41; b level 52; total plan_pct 50"),
        ("sum level", "total = a + b", "b level 52; total plan_pct 50"),
        # A negative level.
        ("range completion", "total = a", "total plan_pct 50; a plan_pct 40; a level -3"),
        # The base may be zero: 0.5 / 10.005 is less than the half unit of its rounding.
        (
            "points contribution",
            "total = a",
            "total level 1; total increase_pct 900; a level 1; a contribution_pts 5.7",
        ),
        # A side without ends: zero, a half unit more or less, over a percentage that may be zero.
        (
            "sum implied_plan",
            "total = a",
            "total level 0; total plan_pct 0; a level 5; a plan_pct 50",
        ),
        # A share without both levels.
        ("ratio share", "total > a", "a share_pct 24.5"),
        ("ratio share", "total > a", "a share_pct 24.5; a level 51"),
        ("ratio share", "total > a", "a share_pct 24.5; total level 211"),
    ],
)
def test_what_is_not_checkable(check_of: str, relation: str, figures: str) -> None:
    says = figures.split("; ")
    found = check(oracle_of(*says, identity=relation_of(relation)), *check_of.split())
    assert (sides(found), found.verdict) == (None, "not_checkable")
    assert found.kind != "ratio" or len(found.figures) == len(says)


@pytest.mark.parametrize(
    ("identity", "says", "kinds"),
    [
        # No level is printed, so no check of levels is missing.
        (
            SUM,
            ("total plan_pct 50", "b increase_pct 9.0"),
            {("range", "completion"), ("range", "growth")},
        ),
        # The report says nothing about a part, or about the total.
        (SUM, ("total plan_pct 50",), set()),
        (SUM, ("a level 41", "b level 52"), set()),
        # A printed plan gives rise to no check of implied plans, growth to none of contributions.
        (SUM, ("total plan_level 15.4", "a plan_level 8.1"), {("sum", "plan_level")}),
        (
            SUM,
            ("total increase_pct 9.0", "a prior_level 5"),
            {("range", "growth"), ("sum", "prior_level")},
        ),
        # A part with a negative coefficient: the total's rate is no mean.
        (("sum", "total", "a", "-1 b"), ("total plan_pct 50", "a plan_pct 40"), set()),
    ],
)
def test_which_checks_there_are(
    identity: tuple[str, ...], says: tuple[str, ...], kinds: set[tuple[str, str]]
) -> None:
    checks = oracle_of(*says, identity=identity).checks.values()
    assert {(one.kind, one.quantity) for one in checks} == kinds


def test_an_identity_of_one_report_holds_in_it_alone() -> None:
    collection = SmallCollection()
    collection.identity("own", *SUM, only_in="second")
    for report in ("first", "second"):
        collection.report(report, ["total level 94", "a level 41", "b level 52"])
    checks = Oracle(as_read(collection.tables)).checks.values()
    assert [(one.kind, one.key.report) for one in checks] == [("sum", "second")]


def test_plans_have_a_basis_and_levels_none() -> None:
    says = (
        "total level 94",
        "total plan_level 100 basis=central",
        "a plan_level 100 basis=central",
    )
    checks = oracle_of(*says, identity=("sum", "total", "a")).checks.values()
    assert [(one.quantity, one.key.basis, one.verdict) for one in checks] == [
        ("level", "", "not_checkable"),
        ("plan_level", "central", "consistent"),
    ]


def test_the_nearest_parent_is_of_a_sum() -> None:
    collection = SmallCollection()
    collection.identity("a", "subset", "wide", "part")
    collection.identity("b", "sum", "near", "part", "other")
    collection.identity("c", "sum", "far", "part")
    collection.identity("d", "subset", "near", "part")
    collection.identity("e", "sum", "balance", "-1 part")
    collection.identity("f", "sum", "rest", "part", "-1 other")
    collection.identity("g", "sum", "left", "income", "-1 costs")
    names = ("part", "near", "far", "wide", "balance", "rest", "income", "left")
    collection.report("report", [f"{name} level 1" for name in names])
    seeds = Oracle(as_read(collection.tables)).seeds
    # A balance is the parent only of a part without another total.
    assert seeds.parents("report", "part") == ["near", "far", "wide"]
    assert seeds.additive_totals("report", "part") == ["near", "far", "wide"]
    assert seeds.parents("report", "income") == ["left"]
    assert seeds.additive_totals("report", "income") == []


def test_a_report_uses_identities_of_what_it_mentions() -> None:
    collection = SmallCollection()
    collection.identity("grand", "sum", "all", "goods", "services")
    collection.identity("inner", "sum", "goods", "food", "fuel")
    collection.identity("net", "sum", "balance", "food", "-1 fuel")
    collection.identity("within", "subset", "food", "rice", "maize")
    says = {
        "alone": ["all level 1"],
        "parts": ["food level 1", "fuel level 1"],
        "far": ["all level 1", "food increase_pct 1"],
        "share": ["rice share_pct 1"],
        "points": ["fuel contribution_pts 1", "services level 1"],
        "balance": ["balance level 1", "fuel level 1"],
    }
    for name, figures in says.items():
        collection.report(name, figures)
    seeds = Oracle(as_read(collection.tables)).seeds
    used = {
        name: [(one.name, *sorted(one.part_names())) for one in seeds.identities_of(name)]
        for name in says
    }
    grand, inner = ("grand", "goods", "services"), ("inner", "food", "fuel")
    assert used == {
        "alone": [],
        # Two parts of a total that nothing is said about.
        "parts": [],
        # The total between them links both identities.
        "far": [grand, inner],
        "share": [("within", "rice")],
        "points": [inner],
        "balance": [("net", "food", "fuel")],
    }


def test_a_share_is_of_the_parent() -> None:
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.identity("within", "subset", "total", "a")
    collection.report("report", ["total level 211", "a level 51000 kg", "a share_pct 24.5"])
    found = check(Oracle(as_read(collection.tables)), "ratio", "share")
    # 50.9995 / 211.5 to 51.0005 / 210.5
    assert sides(found) == (between("24.45", "24.55"), between(F(101999, 4230), F(102001, 4210)))
    # With two parents, a share needs the name of one.
    collection.identity("also", "sum", "balance", "a")
    says = ["total level 211", "balance level 100", "a level 51000 kg", "a share_pct 24.5"]
    collection.report("both", says)
    collection.report("named", [*says[:3], "a share_pct 24.5 basis=balance"])
    checks = Oracle(as_read(collection.tables)).checks.values()
    assert {one.key.report: one.verdict for one in checks if one.kind == "ratio"} == {
        "report": "not_checkable",
        "both": "not_checkable",
        "named": "contradiction",
    }


def test_a_figure_printed_again() -> None:
    oracle = oracle_of("a plan_pct 108.3", "a over_plan_pct 8.4", "a plan_pct 109")
    found = {name.rpartition("/")[2]: sides(one) for name, one in oracle.checks.items()}
    first, second, third = (
        between("108.25", "108.35"),
        between("108.35", "108.45"),
        between("108.5", "109.5"),
    )
    assert found == {"1-2": (first, second), "1-3": (first, third), "2-3": (second, third)}
    # The first two touch.
    assert [one.verdict for one in oracle.checks.values()] == ["suspect", "suspect", "suspect"]


def test_limits() -> None:
    collection = SmallCollection()
    collection.limit("*", "level", "0", "100", "critical")
    collection.limit("b", "level", "", "7", "critical")
    collection.limit("*", "level", "", "50", "warning")
    collection.limit("*", "increase_times", "", "2", "critical")
    collection.report("report", ["a level 1020 quintal", "b level 8", "a increase_times 1"])
    place = "/report/north/2021-H1//"
    found = {
        name.removeprefix("limit/").replace(place, " "): (*(sides(one) or ()), one.verdict)
        for name, one in Oracle(as_read(collection.tables)).checks.items()
    }
    assert found == {
        # In the indicator's unit: 101.95 to 102.05 tonnes; to the nearest ten quintals 101.5.
        "critical a/level/1": (between("101.95", "102.05"), between(0, 100), "contradiction"),
        # A warning is never a contradiction.
        "warning a/level/1": (between("101.95", "102.05"), at_most(50), "suspect"),
        # A limit of the indicator replaces the general one.
        "critical b/level/2": (between("7.5", "8.5"), at_most(7), "suspect"),
        "warning b/level/2": (between("7.5", "8.5"), at_most(50), "consistent"),
        # Half a time to two and a half.
        "critical a/increase_times/3": (between("0.5", "2.5"), at_most(2), "consistent"),
    }


@pytest.mark.parametrize(
    ("says", "kind", "magnitude"),
    [
        (("total level 94", "a level 41", "b level -52"), "sum", F("188.5")),
        # A hundred more where percentages are ratios and growth is a change.
        (("total plan_pct 50.1", "a plan_pct 40.0", "b plan_pct 50.0"), "range", F("240.25")),
        (POINTS, "points", 100 + F("9.05") + F("5.75") + F("3.25")),
        (("a level 51", "a plan_level 99", "a plan_pct 52.4"), "ratio", F("152.45")),
        (("a level 41", "a level 45"), "repeat", F("45.5")),
        (("a level -45", "a level 41"), "repeat", F("45.5")),
        (("a plan_pct 41", "a plan_pct 45"), "repeat", F("145.5")),
    ],
)
def test_the_size_of_the_numbers_of_a_check(
    says: tuple[str, ...], kind: str, magnitude: Fraction
) -> None:
    checks = oracle_of(*says, identity=SUM).checks.values()
    (found,) = (one for one in checks if one.kind == kind and one.half is not None)
    assert found.half is not None
    assert found.half.magnitude == magnitude


@pytest.mark.parametrize(
    ("apart", "is_near"),
    [
        # 1e-14 of a thousand.
        (F(1, 10**11), True),
        (F(-1, 10**11), True),
        (F(11, 10**12), False),
        (F(0), False),
        (INFINITY, False),
    ],
)
def test_sides_that_nearly_touch(apart: Fraction, is_near: bool) -> None:
    both = Sides(between(1, 2), Interval(2 + apart, INFINITY), F(1000))
    assert both.is_near_touch == is_near


# ----- status and feasibility intervals ------------------------------------------------------


def test_a_status_is_the_worst_verdict() -> None:
    collection = SmallCollection()
    collection.limit("*", "level", "", "1000", "critical")
    collection.identity("relation", *SUM)
    collection.report("report", ["total level 95", "a level 41", "b level 52", "c level 5"])
    oracle = Oracle(as_read(collection.tables))
    # The sum is suspect; a figure within its limit is not confirmed by that.
    verdicts = {name: one.verdict for name, one in oracle.checks.items()}
    assert [*oracle.check_status(verdicts, ()).values()] == [*["suspect"] * 3, "unverifiable"]
    the_sum = "sum/relation/report/north/2021-H1//total/level"
    limit = "limit/critical/report/north/2021-H1//a/level/2"
    # Only a figure in a conflict is contradicted, whatever its checks say.
    beyond = {**verdicts, the_sum: "consistent", limit: "contradiction"}
    statuses = oracle.check_status(beyond, {("report", 2)})
    assert [*statuses.values()] == ["confirmed", "contradicted", "confirmed", "unverifiable"]
    statuses = oracle.check_status({the_sum: "contradiction"}, {("report", 1)})
    assert [*statuses.values()] == ["contradicted", *["unverifiable"] * 3]
    assert {*oracle.check_status({the_sum: "not_checkable"}, ()).values()} == {"unverifiable"}


# An identity and what it shows; then each figure with its feasibility interval.
FEASIBLE = """
total = a + b, a sum
  total level 94: 92 to 94
  a level 41: 93.5 - 52.5 to 94.5 - 51.5
  b level 52: 93.5 - 41.5 to 94.5 - 40.5
total = a + -2 b, in the figure's own unit and sign
  total level 94: 40.5 - 2*52.05 to 41.5 - 2*51.95
  a level 41: 93.5 + 103.9 to 94.5 + 104.1
  b level 520 quintal: 10*(40.5 - 94.5)/2 to 10*(41.5 - 93.5)/2
total = a, level and percentage of an implied plan
  total level 93: 199*.455 to 201*.465
  total plan_pct 46: 9250/201 to 9350/199
  a plan_level 200: 92.5/.465 - .5 to 93.5/.455 + .5
total = a, a percentage in another wording
  total level 93: 199*.455 to 201*.465
  total under_plan_pct 54: 100 - 9350/199 to 100 - 9250/201
  a plan_level 200: 92.5/.465 - .5 to 93.5/.455 + .5
, a ratio
  a level 51: 98.5*.5235 to 99.5*.5245
  a plan_level 99: 50.5/.5245 to 51.5/.5235
  a plan_pct 52.4: 5050/99.5 to 5150/98.5
, a figure printed again
  a level 41: 41.25 to 41.35
  a level 413 quintal: 405 to 415
total > a, a part
  total level 41: at least 41.5
  a level 42: at most 41.5
total > a, the plan of a part
  total level 83: at least (159.5 - .5)*.4995
  total plan_pct 50.0: 0 to 8350/159
  a plan_level 160: at most 83.5/.4995 + .5
total = a + b, a range allows parts anything
  total plan_pct 50.1: 39.95 to 50.05
  a plan_pct 40.0: anything
  b plan_pct 50.0: anything
total = a + b, contributions
  total increase_pct 9.0: 8.8 to 9
  a contribution_pts 5.7: 8.95 - 3.25 to 9.05 - 3.15
  b contribution_pts 3.2: 8.95 - 5.75 to 9.05 - 5.65
total = a + b, several checks and figures that exclude each other
  total level 94: 42.35 + 51.5 to 42.45 + 52.5
  a level 41: 42.35 to 42.45
  b level 52: 93.5 - 42.45 to 94.5 - 42.35
  a level 42.4: 41 to 41.5
, the others exclude each other
  a level 41: none
  a level 45: none
  a level 49: none
, no check
  a level 41: anything
"""


@pytest.mark.parametrize("case", re.split(r"\n(?=\S)", FEASIBLE.strip()))
def test_feasibility_intervals(case: str) -> None:
    head, *lines = case.splitlines()
    figures = dict(line.strip().split(": ") for line in lines)
    oracle = oracle_of(*figures, identity=relation_of(head.split(", ")[0]))
    assert list(oracle.feasibility().values()) == list(map(interval, figures.values()))


def test_noise_widens_and_narrows_feasibility_intervals() -> None:
    oracle = oracle_of("total level 94", "a level 41", "b level 52", identity=SUM)
    # A thousandth of 94.5 + 41.5 + 52.5
    outer, inner = (list(oracle.feasibility(F(noise, 1000)).values()) for noise in (1, -1))
    assert outer[:2] == [between("91.8115", "94.1885"), between("40.8115", "43.1885")]
    assert inner[:2] == [between("92.1885", "93.8115"), between("41.1885", "42.8115")]
    oracle = oracle_of(
        "total level 94", "a level 41", "b level 52", identity=("sum", "total", "a", "-2 b")
    )
    # A thousandth of 94.5 + 41.5 + 105, halved by the coefficient
    assert list(oracle.feasibility(F(1, 1000)).values())[2] == between("-27.1205", "-25.8795")


PART = ("subset", "total", "a")


# ----- plan completion ---------------------------------------------------------------------


def completion(*says: str, period: str = "2021-H1") -> Completion:
    """The one row of `plan_completion`."""
    (row,) = oracle_of(*says, period=period).completions.values()
    return row


def test_a_row_of_plan_completion() -> None:
    assert completion("a level 690", "a plan_pct 51.49") == Completion(
        level=F(690),
        plan_pct=F("51.49"),
        implied_plan=between(F(13790000, 10299), F(13810000, 10297)),
        roundest_plan=F(1340),
        elapsed_pct=F(50),
        pace_gap_pts=F("1.49"),
        # 689.5 * 0.48505 / 0.51495 to 690.5 * 0.48515 / 0.51485
        remaining=between(F(13377679, 20598), F(13399843, 20594)),
        # 0.48505 / 0.51495 to 0.48515 / 0.51485
        required_ratio=between(F(9701, 10299), F(9703, 10297)),
        excess=None,
        status="ahead",
    )


def test_a_completion_of_two_levels() -> None:
    assert completion("a level 10", "a plan_level 20") == Completion(
        level=F(10),
        plan_pct=F(50),
        implied_plan=between("19.5", "20.5"),
        # A printed plan needs no guess.
        roundest_plan=None,
        elapsed_pct=F(50),
        pace_gap_pts=F(0),
        remaining=between(9, 11),
        # 19.5 / 10.5 - 1 to 20.5 / 9.5 - 1
        required_ratio=between(F(6, 7), F(22, 19)),
        excess=None,
        # 9.5 / 20.5 is below a half, and 10.5 / 19.5 above.
        status="on_pace",
    )


def test_a_completion_needs_a_positive_plan() -> None:
    assert completion("a level 0.2", "a plan_level 0.4").plan_pct == 50
    assert completion("a level 2", "a plan_level 0").plan_pct is None
    assert completion("a level 2", "a plan_level -4").plan_pct is None


def test_a_plan_alone() -> None:
    row = completion("a plan_level 20")
    assert (row.plan_pct, row.required_ratio, row.remaining, row.status) == (None,) * 4
    row = completion("a plan_pct 40")
    # 0.595 / 0.405 to 0.605 / 0.395
    assert row.required_ratio == between(F(119, 81), F(121, 79))
    assert (row.implied_plan, row.remaining, row.status) == (None, None, "behind")


def test_a_plan_that_is_reached_has_an_excess_and_no_rest() -> None:
    row = completion("a level 600", "a plan_pct 120")
    assert (row.remaining, row.required_ratio) == (None, None)
    # 599.5 * (1 - 1 / 1.195) to 600.5 * (1 - 1 / 1.205)
    assert row.excess == between(F("599.5") * F(39, 239), F("600.5") * F(41, 241))
    row = completion("a level 100", "a plan_level 100")
    assert (row.remaining, row.excess, row.plan_pct) == (None, between(-1, 1), 100)


def test_a_completion_that_may_be_zero() -> None:
    row = completion("a level 3", "a plan_pct 0")
    # 2.5 / 0.005, and no upper bound
    assert row.implied_plan == at_least(500)
    assert row.required_ratio == at_least(199)
    assert row.remaining == at_least("497.5")
    assert row.roundest_plan is None


@pytest.mark.parametrize(
    ("percent", "status"),
    [
        # Half a unit around half of the year.
        ("51", "ahead"),
        ("50", "on_pace"),
        ("49", "behind"),
        # 50 to 51, and 49 to 50.
        ("51 nearly", "on_pace"),
        ("49 over", "on_pace"),
        ("49.95", "behind"),
        ("99.9", "ahead"),
        ("100", "met"),
        ("120", "met"),
    ],
)
def test_pace(percent: str, status: str) -> None:
    opposite = {"ahead": "behind", "behind": "ahead", "met": "behind"}
    for better in ("higher", "neither", "lower"):
        collection = SmallCollection()
        collection.indicator("a", better=better)
        collection.report("report", [f"a plan_pct {percent}"])
        (row,) = Oracle(as_read(collection.tables)).completions.values()
        expected = opposite.get(status, status) if better == "lower" else status
        assert row.status == expected, better


def test_only_flows_from_january_on_have_a_pace() -> None:
    for kind, period, has_pace in (
        ("flow", "2021-Q2", False),
        ("flow", "2021-07", False),
        ("flow", "2021-01", True),
        ("stock", "2021-H1", False),
        ("index", "2021-H1", False),
    ):
        collection = SmallCollection()
        collection.indicator("a", kind=kind)
        collection.report("report", ["a plan_pct 3"], period=period)
        (row,) = Oracle(as_read(collection.tables)).completions.values()
        assert (row.status is not None, row.pace_gap_pts is not None) == (has_pace, has_pace)


@pytest.mark.parametrize(
    ("plan", "roundest_plan"),
    [
        (between(1339, 1341), F(1340)),
        (between(22270, 22317), F(22300)),
        (between("128.9", "131.2"), F(130)),
        (between(1, 1), F(1)),
        (between("0.24", "0.26"), F(1, 4)),
        (between(990, 1010), F(1000)),
        (between("0.0000009", "0.0000011"), F(1, 1000000)),
        # No finer step is tried.
        (between("0.0000011", "0.0000012"), None),
        # An end belongs to the interval.
        (between(900, 1000), F(1000)),
        # A multiple of five comes before the nearer one of one.
        (between(12, 16), F(15)),
        # Of several multiples the nearest to the midpoint, the greater of two.
        (between(9, 22), F(20)),
        (between(9, 21), F(20)),
        (between(9, 20), F(10)),
        # No guess where the plan may be zero or unbounded.
        (between(0, 10), None),
        (between(-5, 10), None),
        (at_least(10), None),
    ],
)
def test_roundest_plans(plan: Interval, roundest_plan: Fraction | None) -> None:
    assert roundest(plan) == roundest_plan


# ----- growth ------------------------------------------------------------------------------

TRADE = [
    *("trade level 2010", "trade increase_pct 44.6", "exports level 690"),
    *("exports increase_pct 13.1", "imports level 1320", "imports increase_pct 69.2"),
]


def growths(*says: str, identity: tuple[str, ...] = ()) -> dict[str, Growth]:
    """The rows of `growth` by their indicators."""
    return {
        row.indicator: growth for row, growth in oracle_of(*says, identity=identity).growths.items()
    }


def test_rows_of_growth() -> None:
    rows = growths(*TRADE, identity=("sum", "trade", "exports", "imports"))
    trade, exports = rows["trade"], rows["exports"]
    # 2009.5 / 1.4465 to 2010.5 / 1.4455
    assert trade.implied_prior == between(F(4019000, 2893), F(4021000, 2891))
    assert (trade.contribution_pts, trade.share_pct, trade.prior_share_pct) == (None,) * 3
    assert (exports.level, exports.growth_pct) == (690, F("13.1"))
    assert exports.implied_prior == between(F(1379000, 2263), F(1381000, 2261))
    # 689.5 * 0.1305 / 1.1305 to 690.5 * 0.1315 / 1.1315
    assert exports.change == between(F(359919, 4522), F(363203, 4526))
    # Over the base of trade, in points; the design has 5.724 to 5.774.
    assert exports.contribution_pts == between(
        100 * F(359919, 4522) * F(2891, 4021000),
        100 * F(363203, 4526) * F(2893, 4019000),
    )
    assert exports.points_per_unit == F(2893, 40190)
    # 690 / 2010, and 690 / 1.131 over 2010 / 1.446
    assert exports.share_pct == F(2300, 67)
    assert exports.prior_share_pct == F(1108600, 25259)


def test_a_growth_of_two_levels() -> None:
    row = growths("a level 10", "a prior_level 8")["a"]
    assert row.growth_pct == 25
    assert row.implied_prior == between("7.5", "8.5")
    assert row.change == between(1, 3)


def test_a_fall_by_all_of_the_base() -> None:
    row = growths("a level 3", "a decrease_pct 100")["a"]
    # The factor is -0.005 to 0.005: the base is at least 2.5 / 0.005.
    assert row.implied_prior == at_least(500)
    # 3.5 * (1 - 200), with one level.
    assert row.change == at_most("-497.5")


def test_a_growth_alone() -> None:
    row = growths("a increase_pct 5")["a"]
    assert (row.level, row.growth_pct, row.implied_prior, row.change) == (None, 5, None, None)


def test_a_printed_share_replaces_a_calculated_one() -> None:
    rows = growths(*TRADE, "exports share_pct 34", identity=("sum", "trade", "exports", "imports"))
    assert rows["exports"].share_pct == 34
    assert rows["imports"].share_pct == F(4400, 67)


def test_no_contribution_to_a_total_with_a_negative_coefficient() -> None:
    rows = growths(*TRADE, identity=("sum", "trade", "exports", "-1 imports"))
    assert (rows["exports"].contribution_pts, rows["exports"].share_pct) == (None, None)


def test_contributions_and_shares_are_in_the_unit_of_the_total() -> None:
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.identity("within", "subset", "total", "a")
    says = ("total level 2", "total prior_level 1", "a level 500 kg", "a prior_level 400 kg")
    collection.report("report", says)
    rows = Oracle(as_read(collection.tables)).growths
    row = rows[key("a")]
    # 99 to 101 kilograms of half a tonne to one and a half
    assert row.contribution_pts == between(F(33, 5), F(101, 5))
    assert (row.share_pct, row.prior_share_pct) == (25, 40)


def test_no_contribution_to_a_base_that_may_be_zero() -> None:
    says = ("a level 500", "a prior_level 400", "total level 700")
    rows = growths(*says, "total prior_level 0 over", identity=PART)
    assert rows["a"].contribution_pts is None
    rows = growths(*says, "total prior_level 0.4", identity=PART)
    # 99 to 101 of 0.35 to 0.45
    assert rows["a"].contribution_pts == between(22000, F(202000, 7))


def test_the_nearest_total_with_a_base() -> None:
    collection = SmallCollection()
    collection.identity("by_kind", "sum", "near", "a")
    collection.identity("within", "subset", "far", "a")
    says = ["near level 20", "near increase_times 1", "far level 100", "far increase_pct 25"]
    collection.report("report", [*says, "a level 10", "a increase_pct 25"])
    collection.report(
        "other", [*says[2:], "near increase_pct 5", "a level 10", "a increase_pct 25"]
    )
    rows = {
        row.report: growth
        for row, growth in Oracle(as_read(collection.tables)).growths.items()
        if row.indicator == "a"
    }
    # 9.5 * 0.245 / 1.245 to 10.5 * 0.255 / 1.255
    change = between(F(931, 498), F(1071, 502))
    # The nearer grew to 0.5 to 2.5 times its base: 19.5 / 2.5 to 20.5 / 0.5.
    assert rows["report"].contribution_pts == between(
        100 * change.lower / 41, 100 * change.upper / F("7.8")
    )
    assert rows["report"].share_pct == 50
    # There the nearer has no level: 99.5 / 1.255 to 100.5 / 1.245.
    assert rows["other"].contribution_pts == between(
        100 * change.lower * F(83, 6700), 100 * change.upper * F(251, 19900)
    )
    assert (rows["other"].share_pct, rows["other"].prior_share_pct) == (10, 10)


# ----- revisions ---------------------------------------------------------------------------


def revisions(*reports: str, kind: str = "flow") -> list[Revision]:
    """The rows of `revisions` of reports such as `first 2021-H1 published=2021-07: a level 690`."""
    collection = SmallCollection()
    collection.indicator("a", kind=kind)
    for report in reports:
        head, figures = report.split(": ")
        name, period, *more = head.split()
        columns = dict(column.split("=") for column in more)
        collection.report(name, figures.split("; "), period=period, **columns)
    return Oracle(as_read(collection.tables)).revisions


def test_a_level_and_what_a_later_growth_implies() -> None:
    (found,) = revisions(
        "first 2021-H1: a level 690", "second 2022-H1: a level 759; a increase_pct 15"
    )
    period = Period(date(2021, 1, 1), date(2021, 6, 30))
    assert found[:7] == ("north", period, "a", "", "level", "first", "second")
    assert found.earlier == between("689.5", "690.5")
    # 758.5 / 1.155 - 0.5 to 759.5 / 1.145 + 0.5
    assert found.later == between(F(303169, 462), F(304029, 458))
    # The midpoint of these over 690
    assert found.difference_pct == 100 * ((F(303169, 462) + F(304029, 458)) / 1380 - 1)
    assert not found.is_within_rounding


def test_two_plans_of_one_year() -> None:
    (found,) = revisions(
        "half 2021-H1: a level 10; a plan_pct 50",
        "year 2021: a level 24; a plan_level 20; a plan_pct 40 basis=council",
        "next 2022-Q1: a plan_level 20",
    )
    assert (found.quantity, found.basis, found.period) == ("plan", "", period_of("2021"))
    assert (found.earlier_report, found.later_report) == ("half", "year")
    # 9.5 / 0.505 - 0.5 to 10.5 / 0.495 + 0.5; a printed plan has no slack.
    assert found.earlier == between(F(3699, 202), F(1433, 66))
    assert found.later == between("19.5", "20.5")
    assert found.is_within_rounding


@pytest.mark.parametrize(
    ("figures", "later"),
    [
        # A printed level counts before an implied one.
        ("a level 10 period_id=2021-06", "9.5 to 10.5"),
        # Of two implied levels the narrower: what 12 and 20 % imply is a fifth wider.
        (
            "a level 15 period_id=2021-07; "
            "a increase_pct 50 period_id=2021-07 basis=previous_month",
            "14.5/1.505 - .5 to 15.5/1.495 + .5",
        ),
    ],
)
def test_of_two_claims_of_a_report_one_counts(figures: str, later: str) -> None:
    implied = "a level 12 period_id=2022-06; a increase_pct 20 period_id=2022-06"
    (found,) = revisions("first 2021-06: a level 11", f"second 2022-06: {implied}; {figures}")
    assert (found.earlier, found.later) == (between("10.5", "11.5"), interval(later))


def test_reports_are_ordered_by_period_then_by_publication() -> None:
    found = revisions(
        "undated 2021-H1: a level 40",
        "late 2021-H1 published=2021-08: a level 30",
        "early 2021-H1 published=2021-07: a level 20",
        "year 2021 published=2020: a level 10 period_id=2021-H1",
    )
    order = ["early", "late", "undated", "year"]
    assert {(one.earlier_report, one.later_report) for one in found} == {*pairwise(order)}


@pytest.mark.parametrize(
    ("levels", "compared"),
    [
        # Revised once: the third report is compared with the second.
        (("100", "105", "105"), ["a-b no", "b-c yes"]),
        # Steps of one last place touch; what they add up to is seen, and a new run begins.
        (("100", "101", "102", "103"), ["a-b yes", "a-c no", "c-d yes"]),
        # A coarse print between two fine ones hides nothing.
        (("100.4", "100", "99.6"), ["a-b yes", "a-c no"]),
        # The third just touches the first, whose upper end is 100.5, or is just beyond it.
        (("100", "100.5", "101"), ["a-b yes", "b-c yes"]),
        (("100", "100.5", "100.51"), ["a-b yes", "a-c no"]),
        # Of the earlier ones that exclude it, the latest: the one before, if it does.
        (("100.4", "100.2", "100.3", "99.6"), ["a-b no", "b-c yes", "c-d no"]),
        (("100.0", "100.1", "100", "99.6"), ["a-b yes", "b-c yes", "b-d no"]),
    ],
)
def test_each_report_is_compared_with_one_before(
    levels: tuple[str, ...], compared: list[str]
) -> None:
    names = "abcd"[: len(levels)]
    found = revisions(
        *(
            f"{name} 2021-H1 published=2021-0{month}: a level {level}"
            for month, (name, level) in enumerate(zip(names, levels, strict=True), 1)
        )
    )
    assert [
        f"{one.earlier_report}-{one.later_report} {'yes' if one.is_within_rounding else 'no'}"
        for one in found
    ] == compared


def test_an_implied_level_is_compared_and_not_compared_with() -> None:
    # 759 and 15 % imply 656.7 to 663.3; the third report prints the first level once more.
    found = revisions(
        "first 2021-H1: a level 690",
        "second 2022-H1: a level 759; a increase_pct 15",
        "third 2023-H1: a level 690 period_id=2021-H1",
    )
    assert [(one.earlier_report, one.later_report, one.is_within_rounding) for one in found] == [
        ("first", "second", False),
        ("first", "third", True),
    ]


def test_a_wide_plan_hides_no_revision() -> None:
    # 5 and 50 % imply a plan of 8.4 to 11.6, between one of 10 and one of 11.
    found = revisions(
        "first 2021-Q1: a plan_level 10.0",
        "second 2021-H1: a level 5; a plan_pct 50",
        "third 2021-9M: a plan_level 11.0",
    )
    assert [(one.earlier_report, one.later_report, one.is_within_rounding) for one in found] == [
        ("first", "second", True),
        ("first", "third", False),
    ]
    assert (found[1].earlier, found[1].later) == (
        between("9.95", "10.05"),
        between("10.95", "11.05"),
    )


def test_a_report_that_gives_an_area_under_both_keys_counts_once() -> None:
    (found,) = revisions(
        "before 2021-H1 territory=old-east: a level 10",
        "after 2021-9M territory=east: a level 12 period_id=2021-H1;"
        " a level 12.3 period_id=2021-H1 territory_id=old-east",
    )
    assert (found.territory, found.later) == ("old-east", between("12.25", "12.35"))


@pytest.mark.parametrize(
    ("kind", "reports"),
    [
        # A level that is implied first, and printed later.
        (
            "flow",
            (
                "first 2021-H1: a level 12; a increase_pct 20",
                "second 2021-9M: a level 10 period_id=2020-H1",
            ),
        ),
        # Only flows add up through the year.
        (
            "stock",
            ("q1 2021-Q1: a level 10", "q2 2021-Q2: a level 12", "h1 2021-H1: a level 23"),
        ),
    ],
)
def test_what_is_not_compared(kind: str, reports: tuple[str, ...]) -> None:
    assert revisions(*reports, kind=kind) == []


def test_parts_of_a_period_and_the_period() -> None:
    found = revisions(
        "b 2021-Q1: a level 10",
        "a 2021-Q2: a level 12",
        "d 2021-H1: a level 23",
        "c 2021-07: a level 4",
        "e 2021-7M: a level 30",
        "before 2020-Q1: a level 7",
    )
    assert {
        (one.period.name, one.earlier_report, one.later_report): (one.earlier, one.later)
        for one in found
    } == {
        ("2021-H1", "a + b", "d"): (between(21, 23), between("22.5", "23.5")),
        # A first part and the rest.
        ("2021-7M", "d + c", "e"): (between(26, 28), between("29.5", "30.5")),
    }


def test_months_make_up_a_quarter() -> None:
    months = "; ".join(f"a level 1{month} period_id=2021-0{month}" for month in (1, 2, 3))
    (found,) = revisions(f"months 2021-03: {months}", "quarter 2021-Q1: a level 36")
    assert (found.quantity, found.earlier_report) == ("parts_of_period", "months")
    # 11 + 12 + 13, three half units more or less
    assert found.earlier == between("34.5", "37.5")
    assert found.is_within_rounding


def test_an_unbounded_base_that_meets_is_undecided() -> None:
    # Down by at least 99.95 %: the bases are at least 0.005 / 0.0005 and 499.5 / 0.0005.
    rows = revisions(
        "early 2020-H1: a level 100; b level 100",
        "late 2021-H1: a level 0.01; a decrease_pct 100.0; b level 500; b decrease_pct 100.0",
    )
    found = {one.indicator: one for one in rows}
    assert [one.later.is_bounded for one in found.values()] == [False, False]
    assert found["a"].is_within_rounding is None
    assert found["b"].is_within_rounding is False


@pytest.mark.parametrize(
    ("earlier", "later", "difference"),
    [
        (between(9, 11), between(10, 14), 20),
        (between(-11, -9), between(-14, -10), 20),
        (between(-1, 1), between(10, 14), None),
        (at_least(9), between(10, 14), None),
        (between(9, 11), at_most(14), None),
    ],
)
def test_differences(earlier: Interval, later: Interval, difference: int | None) -> None:
    year = period_of("2021")
    revision = Revision("north", year, "a", "", "level", "first", "second", earlier, later)
    assert revision.difference_pct == difference


def test_a_territory_with_a_successor_of_the_same_area() -> None:
    # One territory was renamed, and two were merged into a third.
    (found,) = revisions(
        "before 2021-H1 territory=old-east published=2021-07: a level 10",
        "after 2021-H1 territory=east published=2021-08: a level 12",
        "hill 2021-H1 territory=hill: a level 10",
        "west 2021-H1 territory=west: a level 12",
    )
    assert (found.territory, found.earlier_report, found.later_report) == (
        "old-east",
        "before",
        "after",
    )
