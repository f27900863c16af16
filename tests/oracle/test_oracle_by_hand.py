"""The oracle against facts worked by hand.

What is expected is written out, from the design and with pencil and paper; nothing here is computed
by what it is held against.
"""

from datetime import date
from fractions import Fraction

import pytest
from support.random_collections import as_read
from support.small_collections import SmallCollection, one_report

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
from oracle.periods import has_period_before, period_before

F = Fraction


def between(lower: int | str | Fraction, upper: int | str | Fraction) -> Interval:
    """An interval, its ends written as numbers or as texts such as `689.5`."""
    return Interval(F(lower), F(upper))


def at_least(lower: int | str | Fraction) -> Interval:
    return Interval(F(lower), INFINITY)


def at_most(upper: int | str | Fraction) -> Interval:
    return Interval(-INFINITY, F(upper))


def told(*says: str, identity: tuple[str, ...] = (), period: str = "2021-H1") -> Oracle:
    """What follows from one report."""
    return Oracle(as_read(one_report(identity, says, period)))


def key(indicator: str, basis: str = "") -> Key:
    """An observation of that report."""
    return Key("report", "north", "2021-H1", indicator, basis)


SUM = ("sum", "total", "a", "b")


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
        # Zeros after the mark were measured, those before it may be rounding.
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
        ("+5", "vi"),
        ("5 %", "vi"),
        ("1 000", "vi"),
        ("", "vi"),
    ],
)
def test_what_is_no_number(printed: str, number_format: str) -> None:
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
def test_readings(printed: str, measure: str, half: Interval, wide: Interval) -> None:
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
def test_words_before_a_number(
    printed: str, measure: str, over: Interval, nearly: Interval
) -> None:
    number = parse(printed, "en")
    about = Interval(nearly.lower, over.upper)
    for reading in READINGS:
        assert interval_of(number, measure, "over", reading) == over
        assert interval_of(number, measure, "nearly", reading) == nearly
        assert interval_of(number, measure, "about", reading) == about


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
    ],
)
def test_wordings(measure: str, quantity: str, printed: Interval, says: Interval) -> None:
    wording = WORDINGS[measure]
    assert wording.quantity == quantity
    assert wording.quantities_of(printed) == says
    assert wording.printed_for(says) == printed


def test_increased_so_many_times() -> None:
    """Between x and x + 1 times as much, with the rounding of x at both ends."""
    wording = WORDINGS["increase_times"]
    assert wording.quantities_of(between("1.5", "2.5")) == between("1.5", "3.5")
    # What says a factor of 3 to 4 is any number from 2 to 4.
    assert wording.printed_for(between(3, 4)) == between(2, 4)
    (figure,) = told("a increase_times 2").figures.values()
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
        # 690 at 51.49 %, as levels and as percentages are read.
        (
            between("689.5", "690.5"),
            between("0.51485", "0.51495"),
            between(F(13790000, 10299), F(13810000, 10297)),
        ),
        # The divisor reaches zero: the least quotient is over the greatest divisor.
        (between(6, 12), between(0, 3), at_least(2)),
        (between(0, 12), between(0, 3), at_least(0)),
        (between(-12, -6), between(0, 3), at_most(-2)),
        # It may be below zero too, but no plan of what is not below zero is.
        (between(6, 12), between(-1, 3), at_least(2)),
        (between(-12, -6), between(0, "0.5"), at_most(-12)),
        (between(-12, 0), between(0, 3), ENTIRE),
        (between(-12, "0.5"), between(0, 3), ENTIRE),
        (between(-12, -6), between(-1, 3), ENTIRE),
        (between(-6, 12), between(0, 3), ENTIRE),
        (between(-6, 12), between(-1, 3), ENTIRE),
        # Over what is at most zero nothing is known.
        (between(6, 12), between(-3, 0), ENTIRE),
        (between(6, 12), between(0, 0), ENTIRE),
        (between(-12, -6), between(0, 0), ENTIRE),
        # What has no end itself.
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
        # One run of days has one name.
        ("2021-1M", date(2021, 1, 1), date(2021, 1, 31), F(25, 3), "2021-01"),
        ("2021-3M", date(2021, 1, 1), date(2021, 3, 31), F(25), "2021-Q1"),
        ("2021-6M", date(2021, 1, 1), date(2021, 6, 30), F(50), "2021-H1"),
        ("2021-12M", date(2021, 1, 1), date(2021, 12, 31), F(100), "2021"),
        ("2024-YTD-02-29", date(2024, 1, 1), date(2024, 2, 29), F(50, 3), "2024-2M"),
    ],
)
def test_periods(period: str, first: date, last: date, elapsed: Fraction, name: str) -> None:
    days = period_of(period)
    assert days == Period(first, last)
    assert days.elapsed_pct == elapsed
    assert days.name == name
    assert days.plan_year == Period(date(first.year, 1, 1), date(first.year, 12, 31))


def test_months_without_a_name_of_their_own() -> None:
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
        # What ends with a month is compared with what ends with it.
        ("2024-02", "", Period(date(2023, 2, 1), date(2023, 2, 28))),
        ("2025-02", "", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-YTD-02-29", "", Period(date(2023, 1, 1), date(2023, 2, 28))),
        ("2021-07", "previous_month", Period(date(2021, 6, 1), date(2021, 6, 30))),
        ("2021-01", "previous_month", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-1M", "previous_month", Period(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-Q1", "previous_quarter", Period(date(2020, 10, 1), date(2020, 12, 31))),
        ("2021-Q3", "previous_quarter", Period(date(2021, 4, 1), date(2021, 6, 30))),
        # No month is before a half-year, and no quarter before a month.
        ("2021-H1", "previous_month", None),
        ("2021-07", "previous_quarter", None),
        ("2022-YTD-01-15", "previous_month", None),
        ("2022-YTD-03-15", "previous_quarter", None),
    ],
)
def test_periods_compared_with(period: str, basis: str, before: Period | None) -> None:
    days = period_of(period)
    assert has_period_before(days, basis) == (before is not None)
    if before is not None:
        assert period_before(days, basis) == before


# ----- observations ------------------------------------------------------------------------


def test_prints_of_one_quantity_leave_what_they_share() -> None:
    observations = told("a level 41", "a level 41.3").observations
    assert observations.observed(key("a"), "level", HALF) == between("41.25", "41.35")
    assert observations.observed(key("a"), "level", WIDE) == between("41.2", "41.4")
    assert observations.value(key("a"), "level") == F("41.3")
    # 8.4 tonnes end where 85 quintals begin.
    observations = told("a level 8.4 tonne", "a level 85 quintal").observations
    assert observations.observed(key("a"), "level", HALF) == between("8.45", "8.45")


def test_of_prints_that_exclude_each_other_the_most_precise_stands() -> None:
    observations = told("a level 41", "a level 45.2").observations
    assert observations.observed(key("a"), "level", HALF) == between("45.15", "45.25")
    # Of two as precise it is the first.
    observations = told("a plan_pct 58", "a plan_pct 12").observations
    assert observations.observed(key("a"), "completion", HALF) == between("0.575", "0.585")
    assert observations.value(key("a"), "completion") == F("0.58")


def test_corrections() -> None:
    collection = SmallCollection()
    collection.limit("b", "level", "", "7", "critical")
    collection.report(
        "report", ["a level 10", "b level 20", "c level 30", "a level 13", "b level 9"]
    )
    collection.correction("report", 5, "exclude")
    collection.correction("report", 1, "override", "12")
    collection.correction("report", 2, "exclude")
    collection.correction("report", 3, "acknowledge")
    oracle = Oracle(as_read(collection.tables))
    assert oracle.observations.value(key("a"), "level") == 12
    assert oracle.observations.observed(key("b"), "level", HALF) is None
    assert oracle.observations.value(key("c"), "level") == 30
    # What is excluded is in no check.
    (found,) = oracle.checks.values()
    assert found.figures == {("report", 1), ("report", 4)}
    assert not oracle.is_acknowledged(found)


def test_a_check_is_acknowledged_by_one_of_its_figures() -> None:
    collection = SmallCollection()
    collection.report("report", ["a level 10", "a level 20", "b level 10", "b level 20"])
    collection.correction("report", 2, "acknowledge")
    oracle = Oracle(as_read(collection.tables))
    acknowledged = {
        one.key.indicator: oracle.is_acknowledged(one) for one in oracle.checks.values()
    }
    assert acknowledged == {"a": True, "b": False}


def test_implied_plan_and_base() -> None:
    observations = told("a level 690", "a plan_pct 51.49", "a increase_pct 13.1").observations
    plan = observations.implied(key("a"), "implied_plan", HALF)
    # 689.5 / 0.51495 to 690.5 / 0.51485; the office may round it to a whole number.
    assert plan == (between(F(13790000, 10299), F(13810000, 10297)), F(1, 2), False)
    assert plan is not None
    assert plan.rounded == between(F(27569701, 20598), F(27630297, 20594))
    # 685 / 0.515 to 695 / 0.5148; to the nearest ten.
    wide = observations.implied(key("a"), "implied_plan", WIDE)
    assert wide == (between(F(137000, 103), F(1737500, 1287)), F(5), False)
    # 689.5 / 1.1315 to 690.5 / 1.1305
    prior = observations.implied(key("a"), "implied_prior", HALF)
    assert prior == (between(F(1379000, 2263), F(1381000, 2261)), F(1, 2), False)


def test_the_coarsest_print_tells_how_a_plan_is_rounded() -> None:
    observations = told("a level 8.4", "a plan_level 20", "a plan_pct 42").observations
    # 8.35 / 0.425 to 8.45 / 0.415
    plan = observations.implied(key("a"), "implied_plan", HALF)
    assert plan == (between(F(334, 17), F(1690, 83)), F(1, 2), False)


def test_a_word_before_a_level_tells_how_it_is_rounded() -> None:
    observations = told("a level 690 over", "a plan_pct 50").observations
    # 690 / 0.505 to 700 / 0.495
    plan = observations.implied(key("a"), "implied_plan", HALF)
    assert plan == (between(F(138000, 101), F(140000, 99)), F(10), False)


def test_a_printed_plan_stands_where_no_percentage_implies_one() -> None:
    observations = told("a level 8.4", "a plan_level 20").observations
    plan = observations.implied(key("a"), "implied_plan", HALF)
    assert plan == (between("19.5", "20.5"), F(0), True)
    assert observations.implied(key("a"), "implied_prior", HALF) is None


def test_a_level_belongs_to_every_basis() -> None:
    observations = told(
        "a level 10", "a plan_pct 50 basis=central", "a plan_pct 40 basis=council"
    ).observations
    # 9.5 / 0.505 to 10.5 / 0.495, and 9.5 / 0.405 to 10.5 / 0.395
    plans = {
        "central": between(F(1900, 101), F(700, 33)),
        "council": between(F(1900, 81), F(2100, 79)),
    }
    for basis, plan in plans.items():
        implied = observations.implied(key("a", basis), "implied_plan", HALF)
        assert implied == (plan, F(1, 2), False)
    assert observations.implied(key("a"), "implied_plan", HALF) is None


def test_the_rate_that_a_percentage_stands_for() -> None:
    """It may be of a printed level or plan, and these are off by their roundings."""
    # 410.5 over 411.5 / 0.3995 + 0.5, and 411.5 over 410.5 / 0.4005 - 0.5
    rate = told("a level 411", "a plan_pct 40.0").observations.true_rate(
        key("a"), "completion", HALF
    )
    assert rate == between(F(655979, 1646799), F(659223, 1641199))
    # Of a plan of 99.5 to 100.5 that was taken as 100: 0.3995 * 100 / 100.5, 0.4005 * 100 / 99.5
    rate = told("a plan_level 100", "a plan_pct 40.0").observations.true_rate(
        key("a"), "completion", HALF
    )
    assert rate == between(F(799, 2010), F(801, 1990))
    # Nothing else is printed.
    rate = told("a plan_pct 40.0").observations.true_rate(key("a"), "completion", HALF)
    assert rate == between("0.3995", "0.4005")


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


def test_a_sum_of_levels() -> None:
    found = check(told("total level 94", "a level 41", "b level 52", identity=SUM), "sum", "level")
    assert found.check_id == "sum/relation/report/north/2021-H1//total/level"
    assert found.identity == "relation"
    assert found.figures == {("report", 1), ("report", 2), ("report", 3)}
    assert sides(found) == (between("93.5", "94.5"), between(92, 94))
    assert sides(found, WIDE) == (between(93, 95), between(91, 95))
    assert found.verdict == "consistent"


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


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("94", "consistent"), ("95", "suspect"), ("97", "contradiction"), ("89", "contradiction")],
)
def test_verdicts(total: str, verdict: str) -> None:
    """The parts leave 92 to 94 at the half reading, and 91 to 95 at the wide one."""
    oracle = told(f"total level {total}", "a level 41", "b level 52", identity=SUM)
    assert check(oracle, "sum", "level").verdict == verdict


def test_a_sum_that_lacks_a_part_is_not_checkable() -> None:
    for says in (("total level 94", "a level 41"), ("a level 41", "b level 52"), ("b level 52",)):
        found = check(told(*says, identity=SUM), "sum", "level")
        assert (sides(found), found.verdict) == (None, "not_checkable")
    # Nothing is printed of the levels, so no check is missed.
    checks = told("total plan_pct 50", identity=SUM).checks.values()
    assert {(one.kind, one.quantity) for one in checks} == {("range", "completion")}


PLANS = (
    "total level 93",
    "total plan_pct 46",
    "a level 41",
    "a plan_pct 50",
    "b level 52",
    "b plan_pct 40",
)


def test_a_sum_of_implied_plans_has_the_slack_of_three_roundings() -> None:
    found = check(told(*PLANS, identity=SUM), "sum", "implied_plan")
    assert found.figures == {("report", number) for number in range(1, 7)}
    assert sides(found) == (
        # 92.5 / 0.465 to 93.5 / 0.455
        between(F(18500, 93), F(18700, 91)),
        # 40.5 / 0.505 + 51.5 / 0.405 - 1.5 to 41.5 / 0.495 + 52.5 / 0.395 + 1.5
        between(
            F(8100, 101) + F(10300, 81) - F(3, 2),
            F(8300, 99) + F(10500, 79) + F(3, 2),
        ),
    )
    # At the wide reading levels are known to one unit: 92 / 0.47, 94 / 0.45; and 40 / 0.51,
    # 51 / 0.41; 42 / 0.49, 53 / 0.39
    assert sides(found, WIDE) == (
        between(F(9200, 47), F(1880, 9)),
        between(F(4000, 51) + F(5100, 41) - 3, F(600, 7) + F(5300, 39) + 3),
    )


def test_slack_counts_with_the_coefficient_in_the_unit_of_the_total() -> None:
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.identity("twice", "sum", "total", "2 a")
    says = ("total level 4", "total plan_pct 50", "a level 2000 kg", "a plan_pct 50")
    collection.report("report", says)
    found = check(Oracle(as_read(collection.tables)), "sum", "implied_plan")
    # 3.5 / 0.505 to 4.5 / 0.495; and twice 1.9995 / 0.505 to twice 2.0005 / 0.495, with half a
    # tonne of the total and twice half a kilogram of the part.
    assert sides(found) == (
        between(F(700, 101), F(100, 11)),
        between(F(3999, 505) - F(501, 1000), F(4001, 495) + F(501, 1000)),
    )


def test_printed_plans_add_up_without_slack() -> None:
    oracle = told("total plan_level 15.4", "a plan_level 8.1", "b plan_level 7.2", identity=SUM)
    found = check(oracle, "sum", "plan_level")
    assert sides(found) == (between("15.35", "15.45"), between("15.2", "15.4"))
    # What is printed is no implied plan, and gives rise to no check of these.
    assert [one.quantity for one in oracle.checks.values()] == ["plan_level"]


def test_a_printed_plan_stands_beside_implied_ones() -> None:
    oracle = told(
        "total level 93",
        "total plan_pct 46",
        "a plan_level 200",
        "a plan_pct 7",
        identity=("sum", "total", "a"),
    )
    found = check(oracle, "sum", "implied_plan")
    assert found.figures == {("report", 1), ("report", 2), ("report", 3)}
    # 199.5 to 200.5, with the rounding of the total's.
    assert sides(found) == (between(F(18500, 93), F(18700, 91)), between(199, 201))


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
    checks = told(*says, identity=("sum", "total", "a")).checks.values()
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
    seeds = Oracle(as_read(collection.tables)).seeds
    assert seeds.parents("report", "part") == ["near", "far", "rest", "wide"]
    assert seeds.additive_totals("report", "part") == ["near", "far", "wide"]


def test_a_part_is_at_most_its_total() -> None:
    oracle = told(
        "total level 41", "a level 42", "b level 7", identity=("subset", "total", "a", "b")
    )
    found = check(oracle, "subset", "level", "a")
    assert found.check_id == "subset/relation/report/north/2021-H1//a/level"
    assert sides(found) == (between("41.5", "42.5"), at_most("41.5"))
    assert found.verdict == "consistent"
    assert sides(check(oracle, "subset", "level", "b")) == (between("6.5", "7.5"), at_most("41.5"))


def test_an_implied_plan_of_a_part_is_at_most_its_totals_and_two_roundings() -> None:
    oracle = told(
        "total level 83",
        "total plan_pct 50.0",
        "a level 68",
        "a plan_pct 40.0",
        identity=("subset", "total", "a"),
    )
    # 67.5 / 0.4005 to 68.5 / 0.3995, and 83.5 / 0.4995 + 1
    assert sides(check(oracle, "subset", "implied_plan")) == (
        between(F(15000, 89), F(137000, 799)),
        at_most(F(167000, 999) + 1),
    )


def test_a_rate_lies_between_those_of_its_parts() -> None:
    oracle = told("total plan_pct 50.1", "a plan_pct 40.0", "b plan_pct 50.0", identity=SUM)
    found = check(oracle, "range", "completion")
    assert sides(found) == (between("50.05", "50.15"), between("39.95", "50.05"))
    assert found.verdict == "consistent"
    oracle = told("total decrease_pct 3.2", "a increase_pct 4", "b decrease_pct 3.1", identity=SUM)
    found = check(oracle, "range", "growth")
    # As changes: a fall is below zero.
    assert sides(found) == (between("-3.25", "-3.15"), between("-3.15", "4.5"))


def test_a_hull_of_rates_whose_levels_are_printed() -> None:
    oracle = told(
        "total plan_pct 50.1", "a level 411", "a plan_pct 40.0", "b plan_pct 50.0", identity=SUM
    )
    # 100 times 410.5 over 411.5 / 0.3995 + 0.5
    assert sides(check(oracle, "range", "completion")) == (
        between("50.05", "50.15"),
        between(F(65597900, 1646799), "50.05"),
    )


def test_no_hull_where_a_weight_is_below_zero() -> None:
    says = ("total plan_pct 50", "a plan_pct 40", "b plan_pct 60")
    # The part is taken off.
    kinds = {
        one.kind for one in told(*says, identity=("sum", "total", "a", "-1 b")).checks.values()
    }
    assert kinds == set()
    # A deficit, and what may be nothing.
    found = check(told(*says, "b level -3", identity=SUM), "range", "completion")
    assert found.verdict == "not_checkable"
    found = check(told(*says, "b level 0 over", identity=SUM), "range", "completion")
    assert found.verdict == "consistent"


POINTS = ("total increase_pct 9.0", "a contribution_pts 5.7", "b contribution_pts 3.2")


def test_contributions_add_up_to_the_growth() -> None:
    found = check(told(*POINTS, identity=SUM), "points", "contribution")
    assert sides(found) == (between("8.95", "9.05"), between("8.8", "9"))
    # A growth alone asks for no contributions.
    checks = told("total increase_pct 9.0", identity=SUM).checks.values()
    assert {one.kind for one in checks} == {"range"}


def test_contributions_have_the_slack_of_the_levels_over_the_base() -> None:
    levels = ("total level 1000", "a level 411", "b level 589")
    found = check(told(*POINTS, *levels, identity=SUM), "points", "contribution")
    # Five halves (one of the total's base, two of each part's level and base) over the least base,
    # 999.5 / 1.0905 - 0.5, in points.
    slack = F(1090500, 3995819)
    assert sides(found) == (
        # The growth of 999.5 over 1000.5 / 1.0895 + 0.5, and of 1000.5 over that least base
        between(F(35164200, 4004179), F(36836200, 3995819)),
        between(F("8.8") - slack, 9 + slack),
    )
    # Where the total tells no base, none of it can be told.
    found = check(told(*POINTS, *levels[1:], identity=SUM), "points", "contribution")
    assert sides(found) == (between("8.95", "9.05"), between("8.8", "9"))


def test_the_slack_of_contributions_to_a_small_base() -> None:
    says = ("total level 2", "total increase_pct 100", "a contribution_pts 5")
    found = check(told(*says, identity=("sum", "total", "a")), "points", "contribution")
    assert found.half is not None
    # Half a unit of the total's base over 1.5 / 2.005 - 0.5, in points.
    slack = F(40100, 199)
    assert found.half.right == between(F("4.5") - slack, F("5.5") + slack)


def test_contributions_to_a_printed_base() -> None:
    found = check(told(*POINTS, "total prior_level 1000", identity=SUM), "points", "contribution")
    # Half a unit over 999.5; of the parts no level is printed.
    slack = F(100, 1999)
    assert sides(found) == (
        # 1.0895 * 1000 / 1000.5 and 1.0905 * 1000 / 999.5, as changes
        between(F(17800, 2001), F(18200, 1999)),
        between(F("8.8") - slack, 9 + slack),
    )


def test_contributions_to_a_base_that_may_be_nothing_are_not_checkable() -> None:
    # 0.5 / 10.005 is less than the half that the base may be off.
    says = ("total level 1", "total increase_pct 900", "a level 1", "a contribution_pts 5.7")
    found = check(told(*says, identity=("sum", "total", "a")), "points", "contribution")
    assert found.verdict == "not_checkable"


def test_a_percentage_is_the_ratio_of_two_levels() -> None:
    found = check(told("a level 51", "a plan_level 99", "a plan_pct 52.4"), "ratio", "completion")
    assert found.check_id == "ratio//report/north/2021-H1//a/completion"
    # 50.5 / 99.5 to 51.5 / 98.5
    assert sides(found) == (between("52.35", "52.45"), between(F(10100, 199), F(10300, 197)))
    assert found.verdict == "suspect"
    found = check(told("a level 51", "a prior_level 49", "a increase_pct 6.2"), "ratio", "growth")
    # 50.5 / 49.5 to 51.5 / 48.5, as changes
    assert sides(found) == (between("6.15", "6.25"), between(F(200, 99), F(600, 97)))
    found = check(
        told("a level -51", "a prior_level -91", "a decrease_pct 44.8"), "ratio", "growth"
    )
    # 50.5 / 91.5 to 51.5 / 90.5 of a deficit
    assert sides(found) == (between("-44.85", "-44.75"), between(F(-8200, 183), F(-7800, 181)))


def test_a_share_is_of_the_parent() -> None:
    collection = SmallCollection()
    collection.indicator("a", "kg")
    collection.identity("within", "subset", "total", "a")
    collection.report("report", ["total level 211", "a level 51000 kg", "a share_pct 24.5"])
    found = check(Oracle(as_read(collection.tables)), "ratio", "share")
    # 50.9995 / 211.5 to 51.0005 / 210.5
    assert sides(found) == (
        between("24.45", "24.55"),
        between(F(101999, 4230), F(102001, 4210)),
    )
    # Of two parents none is meant unless it is named.
    collection.identity("also", "sum", "balance", "a")
    says = ["total level 211", "balance level 100", "a level 51000 kg", "a share_pct 24.5"]
    collection.report("both", says)
    collection.report("named", [*says[:3], "a share_pct 24.5 basis=balance"])
    shares = [
        one for one in Oracle(as_read(collection.tables)).checks.values() if one.kind == "ratio"
    ]
    verdicts = {one.key.report: one.verdict for one in shares}
    assert verdicts == {
        "report": "not_checkable",
        "both": "not_checkable",
        "named": "contradiction",
    }


def test_a_share_without_levels_is_not_checkable() -> None:
    part = ("subset", "total", "a")
    for says in (
        ("a share_pct 24.5",),
        ("a share_pct 24.5", "a level 51"),
        ("a share_pct 24.5", "total level 211"),
    ):
        found = check(told(*says, identity=part), "ratio", "share")
        assert (found.verdict, len(found.figures)) == ("not_checkable", len(says))


def test_a_figure_printed_again() -> None:
    oracle = told("a plan_pct 108.3", "a over_plan_pct 8.4", "a plan_pct 109")
    found = {name.rpartition("/")[2]: sides(one) for name, one in oracle.checks.items()}
    first, second, third = (
        between("108.25", "108.35"),
        between("108.35", "108.45"),
        between("108.5", "109.5"),
    )
    assert found == {"1-2": (first, second), "1-3": (first, third), "2-3": (second, third)}
    assert [one.verdict for one in oracle.checks.values()] == ["consistent", "suspect", "suspect"]


def test_limits() -> None:
    collection = SmallCollection()
    collection.limit("*", "level", "0", "100", "critical")
    collection.limit("b", "level", "", "7", "critical")
    collection.limit("*", "level", "", "50", "warning")
    collection.limit("*", "increase_times", "", "2", "critical")
    says = ["a level 1020 quintal", "b level 8", "a increase_times 1"]
    collection.report("report", says)
    found = Oracle(as_read(collection.tables)).checks
    told_of = {name: (sides(one), one.verdict) for name, one in found.items()}
    place = "report/north/2021-H1/"
    assert told_of == {
        # In the indicator's unit: 101.95 to 102.05 tonnes; to the nearest ten quintals 101.5.
        f"limit/critical/{place}/a/level/1": (
            (between("101.95", "102.05"), between(0, 100)),
            "contradiction",
        ),
        # However far out, a warning does not condemn.
        f"limit/warning/{place}/a/level/1": (
            (between("101.95", "102.05"), at_most(50)),
            "suspect",
        ),
        # A limit of its own stands before the general one.
        f"limit/critical/{place}/b/level/2": ((between("7.5", "8.5"), at_most(7)), "suspect"),
        f"limit/warning/{place}/b/level/2": ((between("7.5", "8.5"), at_most(50)), "consistent"),
        # Half a time to two and a half.
        f"limit/critical/{place}/a/increase_times/3": (
            (between("0.5", "2.5"), at_most(2)),
            "consistent",
        ),
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
def test_how_large_the_numbers_of_a_check_are(
    says: tuple[str, ...], kind: str, magnitude: Fraction
) -> None:
    checks = told(*says, identity=SUM).checks.values()
    (found,) = (one for one in checks if one.kind == kind and one.half is not None)
    assert found.half is not None
    assert found.half.magnitude == magnitude


@pytest.mark.parametrize(
    ("apart", "is_near"),
    [
        # A hundred-million-millionth of a thousand.
        (F(1, 10**11), True),
        (F(-1, 10**11), True),
        (F(11, 10**12), False),
        (F(0), False),
        (INFINITY, False),
    ],
)
def test_what_all_but_touches(apart: Fraction, is_near: bool) -> None:
    both = Sides(between(1, 2), Interval(2 + apart, INFINITY), F(1000))
    assert both.is_near_touch == is_near


def test_a_side_without_ends_is_no_check() -> None:
    # Half a unit below and above nothing over a percentage that may be nothing.
    says = ("total level 0", "total plan_pct 0", "a level 5", "a plan_pct 50")
    found = check(told(*says, identity=("sum", "total", "a")), "sum", "implied_plan")
    assert found.verdict == "not_checkable"


# ----- status and feasibility ---------------------------------------------------------------


def test_a_status_is_the_worst_verdict() -> None:
    collection = SmallCollection()
    collection.limit("*", "level", "", "1000", "critical")
    collection.identity("relation", *SUM)
    collection.report("report", ["total level 95", "a level 41", "b level 52", "c level 5"])
    oracle = Oracle(as_read(collection.tables))
    names = [("report", number) for number in (1, 2, 3, 4)]
    # Suspect is the sum; that a limit is kept confirms nothing.
    verdicts = {name: one.verdict for name, one in oracle.checks.items()}
    statuses = oracle.check_status(verdicts)
    assert [statuses[name] for name in names] == ["suspect", "suspect", "suspect", "unverifiable"]
    the_sum = "sum/relation/report/north/2021-H1//total/level"
    limit = "limit/critical/report/north/2021-H1//a/level/2"
    statuses = oracle.check_status({**verdicts, the_sum: "consistent", limit: "contradiction"})
    assert [statuses[name] for name in names] == [
        "confirmed",
        "contradicted",
        "confirmed",
        "unverifiable",
    ]
    statuses = oracle.check_status({the_sum: "not_checkable"})
    assert [statuses[name] for name in names] == ["unverifiable"] * 4


def feasibilities(oracle: Oracle) -> list[Interval | None]:
    """What is left to the figures of a report, in their order."""
    return list(oracle.feasibility().values())


def test_what_a_sum_leaves() -> None:
    oracle = told("total level 94", "a level 41", "b level 52", identity=SUM)
    assert feasibilities(oracle) == [
        between(92, 94),
        # 93.5 - 52.5 to 94.5 - 51.5, and 93.5 - 41.5 to 94.5 - 40.5
        between(41, 43),
        between(52, 54),
    ]


def test_what_is_left_is_told_in_the_print_s_own_unit_and_sign() -> None:
    oracle = told(
        "total level 94",
        "a level 41",
        "b level 520 quintal",
        identity=("sum", "total", "a", "-2 b"),
    )
    # 40.5 - 2 * 52.05 to 41.5 - 2 * 51.95; 93.5 + 103.9 to 94.5 + 104.1; half of 40.5 - 94.5 to
    # 41.5 - 93.5, in quintals
    assert feasibilities(oracle) == [
        between("-63.6", "-62.4"),
        between("197.4", "198.6"),
        between(-270, -260),
    ]


def test_what_implied_plans_leave_to_level_and_percentage() -> None:
    oracle = told(
        "total level 93", "total plan_pct 46", "a plan_level 200", identity=("sum", "total", "a")
    )
    assert feasibilities(oracle) == [
        # A plan of 199 to 201, with the rounding of the total's: at 45.5 % to 46.5 %
        between("90.545", "93.465"),
        # 92.5 / 201 to 93.5 / 199
        between(F(9250, 201), F(9350, 199)),
        # 92.5 / 0.465 - 0.5 to 93.5 / 0.455 + 0.5
        between(F(36907, 186), F(37491, 182)),
    ]


def test_what_is_left_to_a_percentage_in_other_words() -> None:
    oracle = told(
        "total level 93",
        "total under_plan_pct 54",
        "a plan_level 200",
        identity=("sum", "total", "a"),
    )
    # 100 less what is left to a percentage of the plan
    assert feasibilities(oracle)[1] == between(F(10550, 199), F(10850, 201))


def test_what_a_ratio_leaves() -> None:
    assert feasibilities(told("a level 51", "a plan_level 99", "a plan_pct 52.4")) == [
        # 98.5 * 0.5235 to 99.5 * 0.5245
        between("51.56475", "52.18775"),
        # 50.5 / 0.5245 to 51.5 / 0.5235
        between(F(101000, 1049), F(103000, 1047)),
        between(F(10100, 199), F(10300, 197)),
    ]


def test_what_a_print_leaves_to_another() -> None:
    assert feasibilities(told("a level 41", "a level 413 quintal")) == [
        between("41.25", "41.35"),
        between(405, 415),
    ]


def test_what_a_subset_and_a_hull_leave() -> None:
    oracle = told("total level 41", "a level 42", identity=("subset", "total", "a"))
    assert feasibilities(oracle) == [at_least("41.5"), at_most("41.5")]
    oracle = told(
        "total level 83",
        "total plan_pct 50.0",
        "a plan_level 160",
        identity=("subset", "total", "a"),
    )
    assert feasibilities(oracle) == [
        # A plan of at least 159.5, less the rounding of the total's, at 49.95 %
        at_least("79.4205"),
        between(0, F(8350, 159)),
        # 83.5 / 0.4995 + 0.5
        at_most(F(334999, 1998)),
    ]
    oracle = told("total plan_pct 50.1", "a plan_pct 40.0", "b plan_pct 50.0", identity=SUM)
    # The parts may lie anywhere.
    assert feasibilities(oracle) == [between("39.95", "50.05"), ENTIRE, ENTIRE]


def test_what_points_leave() -> None:
    assert feasibilities(told(*POINTS, identity=SUM)) == [
        between("8.8", "9"),
        # 8.95 - 3.25 to 9.05 - 3.15, and 8.95 - 5.75 to 9.05 - 5.65
        between("5.7", "5.9"),
        between("3.2", "3.4"),
    ]


def test_what_several_checks_leave() -> None:
    oracle = told("total level 94", "a level 41", "b level 52", "a level 42.4", identity=SUM)
    # The prints of a exclude each other: the more precise stands.
    assert feasibilities(oracle) == [
        # 42.35 + 51.5 to 42.45 + 52.5
        between("93.85", "94.95"),
        # 42.35 to 42.45, and from the sum 41 to 43
        between("42.35", "42.45"),
        # 93.5 - 42.45 to 94.5 - 42.35
        between("51.05", "52.15"),
        # 40.5 to 41.5, and from the sum 41 to 43
        between(41, "41.5"),
    ]
    # Nothing is left where the others exclude each other.
    oracle = told("a level 41", "a level 45", "a level 49")
    assert feasibilities(oracle) == [None, None, None]
    assert feasibilities(told("a level 41")) == [ENTIRE]


def test_noise_opens_and_closes_what_is_left() -> None:
    oracle = told("total level 94", "a level 41", "b level 52", identity=SUM)
    # A thousandth of 94.5 + 41.5 + 52.5
    outer, inner = (list(oracle.feasibility(F(noise, 1000)).values()) for noise in (1, -1))
    assert outer[:2] == [between("91.8115", "94.1885"), between("40.8115", "43.1885")]
    assert inner[:2] == [between("92.1885", "93.8115"), between("41.1885", "42.8115")]
    oracle = told(
        "total level 94", "a level 41", "b level 52", identity=("sum", "total", "a", "-2 b")
    )
    # A thousandth of 94.5 + 41.5 + 105, for half of what is left
    assert list(oracle.feasibility(F(1, 1000)).values())[2] == between("-27.1205", "-25.8795")


# ----- plan completion ---------------------------------------------------------------------


def completion(*says: str, period: str = "2021-H1") -> Completion:
    """The one row of `plan_completion`."""
    (row,) = told(*says, period=period).completions.values()
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
        status="ahead",
    )


def test_a_completion_of_two_levels() -> None:
    assert completion("a level 10", "a plan_level 20") == Completion(
        level=F(10),
        plan_pct=F(50),
        implied_plan=between("19.5", "20.5"),
        # What is printed is not guessed.
        roundest_plan=None,
        elapsed_pct=F(50),
        pace_gap_pts=F(0),
        remaining=between(9, 11),
        # 19.5 / 10.5 - 1 to 20.5 / 9.5 - 1
        required_ratio=between(F(6, 7), F(22, 19)),
        # 9.5 / 20.5 is below a half, and 10.5 / 19.5 above.
        status="on_pace",
    )


def test_a_completion_is_of_a_plan_above_nothing() -> None:
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


def test_a_plan_of_which_perhaps_nothing_is_done() -> None:
    row = completion("a level 3", "a plan_pct 0")
    # 2.5 / 0.005, and no end above
    assert row.implied_plan == at_least(500)
    assert row.required_ratio == at_least(199)
    assert row.remaining == at_least("497.5")
    assert row.roundest_plan is None


@pytest.mark.parametrize(
    ("percent", "status"),
    [
        # Half a unit about the half of the year.
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


def test_pace_is_asked_of_flows_from_january_on() -> None:
    for kind, period, is_asked in (
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
        assert (row.status is not None, row.pace_gap_pts is not None) == (is_asked, is_asked)


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
        # No plan is as fine as that.
        (between("0.0000011", "0.0000012"), None),
        # An end is inside.
        (between(900, 1000), F(1000)),
        # A multiple of five comes before the nearer one of one.
        (between(12, 16), F(15)),
        # Of several multiples the nearest to the middle, the greater of two.
        (between(9, 22), F(20)),
        (between(9, 21), F(20)),
        (between(9, 20), F(10)),
        # What may be nothing, or anything, is no plan to guess.
        (between(0, 10), None),
        (between(-5, 10), None),
        (at_least(10), None),
    ],
)
def test_roundest_plans(plan: Interval, roundest_plan: Fraction | None) -> None:
    assert roundest(plan) == roundest_plan


# ----- growth ------------------------------------------------------------------------------

TRADE = (
    "trade level 2010",
    "trade increase_pct 44.6",
    "exports level 690",
    "exports increase_pct 13.1",
    "imports level 1320",
    "imports increase_pct 69.2",
)


def growths(*says: str, identity: tuple[str, ...] = ()) -> dict[str, Growth]:
    """The rows of `growth` by their indicators."""
    return {row.indicator: growth for row, growth in told(*says, identity=identity).growths.items()}


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


def test_a_fall_to_perhaps_nothing() -> None:
    row = growths("a level 3", "a decrease_pct 100")["a"]
    # The factor is -0.005 to 0.005: the base is at least 2.5 / 0.005.
    assert row.implied_prior == at_least(500)
    # 3.5 * (1 - 200), for one level stands behind both.
    assert row.change == at_most("-497.5")


def test_a_growth_alone() -> None:
    row = growths("a increase_pct 5")["a"]
    assert (row.level, row.growth_pct, row.implied_prior, row.change) == (None, 5, None, None)


def test_a_printed_share_stands_before_a_computed_one() -> None:
    rows = growths(*TRADE, "exports share_pct 34", identity=("sum", "trade", "exports", "imports"))
    assert rows["exports"].share_pct == 34
    assert rows["imports"].share_pct == F(4400, 67)


def test_no_contribution_to_what_is_no_whole() -> None:
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


def test_no_contribution_to_a_base_that_may_be_nothing() -> None:
    says = ("a level 500", "a prior_level 400", "total level 700")
    whole = ("subset", "total", "a")
    assert growths(*says, "total prior_level 0 over", identity=whole)["a"].contribution_pts is None
    rows = growths(*says, "total prior_level 0.4", identity=whole)
    # 99 to 101 of 0.35 to 0.45
    assert rows["a"].contribution_pts == between(22000, F(202000, 7))


def test_the_nearest_whole_that_tells_a_base() -> None:
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
    # The nearer tells no level there: 99.5 / 1.255 to 100.5 / 1.245.
    assert rows["other"].contribution_pts == between(
        100 * change.lower * F(83, 6700), 100 * change.upper * F(251, 19900)
    )
    assert (rows["other"].share_pct, rows["other"].prior_share_pct) == (10, 10)


# ----- revisions ---------------------------------------------------------------------------


def test_a_level_against_what_a_later_growth_implies() -> None:
    collection = SmallCollection()
    collection.report("first", ["a level 690"])
    collection.report("second", ["a level 759", "a increase_pct 15"], period="2022-H1")
    (found,) = Oracle(as_read(collection.tables)).revisions
    assert found[:7] == (
        "north",
        Period(date(2021, 1, 1), date(2021, 6, 30)),
        "a",
        "",
        "level",
        "first",
        "second",
    )
    assert found.earlier == between("689.5", "690.5")
    # 758.5 / 1.155 - 0.5 to 759.5 / 1.145 + 0.5
    assert found.later == between(F(303169, 462), F(304029, 458))
    # The middle of these over 690
    assert found.difference_pct == 100 * ((F(303169, 462) + F(304029, 458)) / 1380 - 1)
    assert not found.is_within_rounding


def test_two_plans_of_one_year() -> None:
    collection = SmallCollection()
    collection.report("half", ["a level 10", "a plan_pct 50"])
    collection.report(
        "year", ["a level 24", "a plan_level 20", "a plan_pct 40 basis=council"], period="2021"
    )
    collection.report("next", ["a plan_level 20"], period="2022-Q1")
    (found,) = Oracle(as_read(collection.tables)).revisions
    assert (found.quantity, found.basis, found.period) == ("plan", "", period_of("2021"))
    assert (found.earlier_report, found.later_report) == ("half", "year")
    # 9.5 / 0.505 - 0.5 to 10.5 / 0.495 + 0.5; a printed plan is as it stands.
    assert found.earlier == between(F(3699, 202), F(1433, 66))
    assert found.later == between("19.5", "20.5")
    assert found.is_within_rounding


def test_a_report_speaks_by_its_print() -> None:
    collection = SmallCollection()
    collection.report("first", ["a level 11"], period="2021-06")
    says = ["a level 12 period_id=2022-06", "a increase_pct 20 period_id=2022-06"]
    collection.report("second", [*says, "a level 10 period_id=2021-06"], period="2022-06")
    (found,) = Oracle(as_read(collection.tables)).revisions
    assert (found.earlier, found.later) == (between("10.5", "11.5"), between("9.5", "10.5"))


def test_of_what_a_report_implies_the_narrower_stands() -> None:
    collection = SmallCollection()
    collection.report("first", ["a level 11"], period="2021-06")
    says = [
        "a level 12 period_id=2022-06",
        "a increase_pct 20 period_id=2022-06",
        "a level 15 period_id=2021-07",
        "a increase_pct 50 period_id=2021-07 basis=previous_month",
    ]
    collection.report("second", says, period="2022-06")
    (found,) = Oracle(as_read(collection.tables)).revisions
    # 14.5 / 1.505 - 0.5 to 15.5 / 1.495 + 0.5; what 12 and 20 % imply is a fifth wider.
    assert found.later == between(F(5499, 602), F(6499, 598))


def test_reports_follow_by_period_then_by_publication() -> None:
    collection = SmallCollection()
    collection.report("undated", ["a level 4"])
    collection.report("late", ["a level 3"], published="2021-08")
    collection.report("early", ["a level 2"], published="2021-07")
    collection.report("year", ["a level 1 period_id=2021-H1"], period="2021", published="2020")
    pairs = {
        (one.earlier_report, one.later_report)
        for one in Oracle(as_read(collection.tables)).revisions
    }
    assert pairs == {
        ("early", "late"),
        ("early", "undated"),
        ("early", "year"),
        ("late", "undated"),
        ("late", "year"),
        ("undated", "year"),
    }


def test_what_is_implied_first_is_not_revised() -> None:
    collection = SmallCollection()
    collection.report("first", ["a level 12", "a increase_pct 20"], period="2021-H1")
    collection.report("second", ["a level 10 period_id=2020-H1"], period="2021-9M")
    assert Oracle(as_read(collection.tables)).revisions == []


def test_parts_of_a_period_against_the_whole() -> None:
    collection = SmallCollection()
    collection.report("b", ["a level 10"], period="2021-Q1")
    collection.report("a", ["a level 12"], period="2021-Q2")
    collection.report("d", ["a level 23"], period="2021-H1")
    collection.report("c", ["a level 4"], period="2021-07")
    collection.report("e", ["a level 30"], period="2021-7M")
    collection.report("before", ["a level 7"], period="2020-Q1")
    found = {
        (one.period.name, one.earlier_report, one.later_report): (one.earlier, one.later)
        for one in Oracle(as_read(collection.tables)).revisions
    }
    assert found == {
        ("2021-H1", "a + b", "d"): (between(21, 23), between("22.5", "23.5")),
        # So far, and the rest.
        ("2021-7M", "d + c", "e"): (between(26, 28), between("29.5", "30.5")),
    }


def test_whether_an_open_base_agrees_cannot_be_told() -> None:
    collection = SmallCollection()
    collection.report("early", ["a level 100", "b level 100"], period="2020-H1")
    # Down by 99.95 % at least: the bases begin at 0.005 / 0.0005 and 499.5 / 0.0005, and never end.
    says = ["a level 0.01", "a decrease_pct 100.0", "b level 500", "b decrease_pct 100.0"]
    collection.report("late", says)
    found = {one.indicator: one for one in Oracle(as_read(collection.tables)).revisions}
    assert not any(one.later.is_bounded for one in found.values())
    assert found["a"].is_within_rounding is None
    assert found["b"].is_within_rounding is False


def test_months_make_up_a_quarter() -> None:
    collection = SmallCollection()
    says = [f"a level 1{month} period_id=2021-0{month}" for month in (1, 2, 3)]
    collection.report("months", says, period="2021-03")
    collection.report("quarter", ["a level 36"], period="2021-Q1")
    (found,) = Oracle(as_read(collection.tables)).revisions
    assert (found.quantity, found.earlier_report) == ("parts_of_period", "months")
    # 11 + 12 + 13, three half units more or less
    assert found.earlier == between("34.5", "37.5")
    assert found.is_within_rounding


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


def test_only_flows_add_up_through_the_year() -> None:
    collection = SmallCollection()
    collection.indicator("a", kind="stock")
    collection.report("q1", ["a level 10"], period="2021-Q1")
    collection.report("q2", ["a level 12"], period="2021-Q2")
    collection.report("h1", ["a level 23"], period="2021-H1")
    assert Oracle(as_read(collection.tables)).revisions == []


def test_ground_that_came_through_alone_is_the_same() -> None:
    collection = SmallCollection()
    # Of the territories, one went into another by itself, and two into a third.
    collection.report("before", ["a level 10"], territory="old-east", published="2021-07")
    collection.report("after", ["a level 12"], territory="east", published="2021-08")
    collection.report("hill", ["a level 10"], territory="hill")
    collection.report("west", ["a level 12"], territory="west")
    (found,) = Oracle(as_read(collection.tables)).revisions
    assert (found.territory, found.earlier_report, found.later_report) == (
        "old-east",
        "before",
        "after",
    )
