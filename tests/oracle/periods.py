"""Periods: their days, their share of the plan year, and the periods they are compared with."""

import calendar
import datetime
import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

DAY = datetime.timedelta(1)
# The length of the periods that a basis compares, in months.
MONTHS_OF_BASIS = {"previous_month": 1, "previous_quarter": 3}


class Period(NamedTuple):
    """A period: its first and its last day."""

    first: datetime.date
    last: datetime.date

    @property
    def begins_with_year(self) -> bool:
        """Whether it counts from the first day of its one year; a date counts nothing."""
        return self.first.month == 1 and self.first < self.last and not self.is_of_years

    @property
    def is_of_years(self) -> bool:
        """Whether it is several years."""
        return self.first.year < self.last.year

    @property
    def ends_with_month(self) -> bool:
        """Whether its last day is the last of a month."""
        return self.last == end_of_month(self.last.year, self.last.month)

    @property
    def months(self) -> int:
        """The number of its months; an incomplete one counts."""
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    @property
    def elapsed_pct(self) -> Fraction | None:
        """The elapsed share of the year: twelve equal months, an incomplete one by its days.

        None for several years, whose plan is divided in a way that is not known.
        """
        if self.is_of_years:
            return None
        days = end_of_month(self.last.year, self.last.month).day
        return (self.last.month - 1 + Fraction(self.last.day, days)) / 12 * 100

    @property
    def plan_year(self) -> "Period":
        """The year of a plan in this period, or its several years."""
        return Period(datetime.date(self.first.year, 1, 1), end_of_month(self.last.year, 12))

    @property
    def name(self) -> str:
        """Its period_id, or its first and last month where it has none."""
        year, month, months = self.last.year, self.last.month, self.months
        if self.first == self.last:
            return f"{self.last:%Y-%m-%d}"
        if self.is_of_years and self.first.month == 1:
            return f"{self.first.year}..{year}"
        if not self.ends_with_month:
            return f"{year}-YTD-{self.last:%m-%d}"
        if self.first.year == year:
            if months == 12:
                return f"{year}"
            if months == 1:
                return f"{year}-{month:02}"
            if months == 6 and month % 6 == 0:
                return f"{year}-H{month // 6}"
            if months == 3 and month % 3 == 0:
                return f"{year}-Q{month // 3}"
            if months == month:
                return f"{year}-{months}M"
        return f"{self.first:%Y-%m}/{self.last:%Y-%m}"


def end_of_month(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def months_of(year: int, first: int, last: int) -> Period:
    """The months of a year from one to another."""
    return Period(datetime.date(year, first, 1), end_of_month(year, last))


@cache
def period_of(period_id: str) -> Period:
    """The days of 2021, 2021-H1, 2021-Q3, 2021-9M, 2021-07, 2022-YTD-06-15, 2022-09-30 or
    2021..2025."""
    year, rest = int(period_id[:4]), period_id[5:]
    if period_id.count("-") == 2 and "YTD" not in period_id:
        day = datetime.date.fromisoformat(period_id)
        return Period(day, day)
    if ".." in period_id:
        return Period(datetime.date(year, 1, 1), end_of_month(int(period_id[-4:]), 12))
    if rest.startswith("YTD-"):
        return Period(datetime.date(year, 1, 1), datetime.date.fromisoformat(f"{year}-{rest[4:]}"))
    if not rest:
        return months_of(year, 1, 12)
    if rest.startswith("H"):
        last = 6 * int(rest[1:])
        return months_of(year, last - 5, last)
    if rest.startswith("Q"):
        last = 3 * int(rest[1:])
        return months_of(year, last - 2, last)
    if rest.endswith("M"):
        return months_of(year, 1, int(rest[:-1]))
    return months_of(year, int(rest), int(rest))


def is_date(period_id: str) -> bool:
    """Whether a period is one day: a stock is of a date."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", period_id) is not None


def earlier_period(period_id: str, basis: str) -> Period | None:
    """The period that a growth is compared with; None where there is none.

    Blank: the same period last year; base_2019: the same of that year. A month or a quarter before
    one; for a date at the end of either, the end of the one before. December of the year before.
    Several years have none: their growth may be an average a year.
    """
    if ".." in period_id:
        return None
    period = period_of(period_id)
    if basis == "previous_december":
        return months_of(period.last.year - 1, 12, 12)
    if basis in MONTHS_OF_BASIS:
        months = MONTHS_OF_BASIS[basis]
        if not period.ends_with_month:
            return None
        if is_date(period_id):
            if period.last.month % months:
                return None
            end = months_before(period.first, months - 1) - DAY
            return Period(end, end)
        if period.months != months:
            return None
        return Period(months_before(period.first, months), period.first - DAY)
    base = re.fullmatch(r"base_(\d{4})", basis)
    years = period.first.year - int(base[1]) if base else int(not basis)
    # A basis of a plan is compared with no period.
    if years < 1:
        return None
    first, last = (day_years_before(day, years) for day in period)
    if period.ends_with_month:
        last = end_of_month(last.year, last.month)
    return Period(last if is_date(period_id) else first, last)


def day_years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day of an earlier year; of 29 February, the 28th where there is none."""
    year = day.year - years
    return day.replace(year=year, day=min(day.day, end_of_month(year, day.month).day))


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month that lies `months` months earlier."""
    month = 12 * day.year + day.month - 1 - months
    return datetime.date(month // 12, month % 12 + 1, 1)
