"""Periods, such as 2021-H1: their first and last day."""

import re
from calendar import monthrange
from datetime import date

from doichieu.base.vocabulary import vocabulary
from doichieu.inputs.spelling import folded
from doichieu.inputs.spreadsheets import days_in, rewritten
from doichieu.inputs.words import Problem, did_you_mean, shown

EXAMPLES = (
    "2021, 2021-H1, 2021-Q3, 2021-9M, 2021-07, 2021-YTD-06-15, a date 2021-09-30 or 2021..2025"
)

_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_MONTH = "0?([1-9]|1[0-2])"
# What follows the year in the name of some spans of months: first and last month.
_PARTS = {
    **{(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"},
    **{(3 * quarter - 2, 3 * quarter): f"-Q{quarter}" for quarter in (1, 2, 3, 4)},
}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# What remains of a period in another form beside its year, and the periods that it may mean.
OTHER_FORMS = tuple(
    (re.compile(pattern), names)
    for pattern, names in (
        ("(0[1-9]|1[0-2])", ("{year}-{number:02}",)),
        ("([1-9])", ("{year}-{number:02}", "{year}-{number}M")),
        (f"(?:t|m|thang|month) ?{_MONTH}", ("{year}-{number:02}",)),
        (f"{_MONTH} ?(?:t|m|thang|months?)", ("{year}-{number}M",)),
        ("(?:q|quy|quarter) ?0?([1-4])", ("{year}-Q{number}",)),
        ("0?([1-4]) ?q", ("{year}-Q{number}",)),
        ("h ?0?([12])", ("{year}-H{number}",)),
        ("0?([12]) ?h", ("{year}-H{number}",)),
        ("to ([12][0-9]{3})", ("{year}..{number}",)),
    )
)


def first_and_last_day(period_id: str) -> tuple[date, date] | None:
    """The first and last day of a period; None if it is no period.

    A period to date begins on 1 January, as does a period of several months (2021-9M). A date is
    both its own first and last day.
    """
    kind = _kind(period_id)
    if kind is None:
        return None
    year, rest = period_id[:4], period_id[5:]
    if kind == "to_date":
        last = calendar_day(f"{year}-{rest.removeprefix('YTD-')}")
        return (date(last.year, 1, 1), last) if last else None
    if kind == "date":
        day = calendar_day(period_id)
        return (day, day) if day else None
    if kind == "years":
        first, last = date(int(year), 1, 1), date(int(period_id[-4:]), 12, 31)
        return (first, last) if first.year < last.year else None
    first_month, last_month = _months(kind, rest)
    last_day = monthrange(int(year), last_month)[1]
    return date(int(year), first_month, 1), date(int(year), last_month, last_day)


def ends_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def period_between(first: date, last: date) -> str:
    """The id of the period from one day to another; blank where periods have no such days."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or not ends_month(last):
        return f"{last.year}-YTD-{last:%m-%d}" if first == date(last.year, 1, 1) else ""
    if first.year != last.year:
        whole_years = (first.month, last.month) == (1, 12)
        return f"{first.year}..{last.year}" if whole_years and first < last else ""
    months = first.month, last.month
    if months in _PARTS:
        return f"{first.year}{_PARTS[months]}"
    if first.month == last.month:
        return f"{first:%Y-%m}"
    return f"{first.year}-{last.month}M" if first.month == 1 else ""


def judge_period(period_id: str) -> Problem | None:
    """Report the fault of a period; None if it is valid."""
    if _kind(period_id) is None:
        names = dict.fromkeys(name for day in days_in(period_id) for name in _periods_of(day))
        if written := [name for name in names if first_and_last_day(name)]:
            return rewritten(f"{shown(period_id)} is not a period", written)
        problem = f"{shown(period_id)} is not a period."
        meant = [name for name in periods_meant(period_id) if first_and_last_day(name)]
        return Problem(problem, did_you_mean(meant) if meant else f"Write it as {EXAMPLES}.")
    if first_and_last_day(period_id) is None and _kind(period_id) == "years":
        return Problem(
            f"{shown(period_id)} does not run from one year to a later one.",
            "Write the first and the last year, as 2021..2025.",
        )
    if first_and_last_day(period_id) is None:
        return Problem(f"There is no such day as in {shown(period_id)}.", "Correct the date.")
    return None


def _periods_of(day: date) -> list[str]:
    """The periods of which a spreadsheet makes a day: a month becomes its first day."""
    return [f"{day:%Y-%m}", day.isoformat()] if day.day == 1 else [day.isoformat()]


def periods_meant(text: str) -> list[str]:
    """The periods that a text of another form may mean: 9T2023 is nine months, T9/2023 a month."""
    plain = folded(text)
    year = _YEAR.search(plain)
    if year is None:
        return []
    after = re.sub("^ ?[-–] ?(?=[12][0-9]{3}$)", "to ", plain[year.end() :])
    words = re.findall("[a-z0-9]+", f"{plain[: year.start()]} {after}")
    rest = " ".join(_ROMAN.get(word, word) for word in words if word not in ("nam", "dau"))
    for pattern, names in OTHER_FORMS:
        if found := pattern.fullmatch(rest):
            return [name.format(year=year[0], number=int(found[1])) for name in names]
    return []


def calendar_day(text: str) -> date | None:
    """Read a date written as YYYY-MM-DD; None if there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_date(period_id: str) -> bool:
    """Whether the period is a single date, as of a stock."""
    return _kind(period_id) == "date"


def _kind(period_id: str) -> str | None:
    formats = vocabulary().period_formats.items()
    return next((kind for kind, pattern in formats if pattern.fullmatch(period_id)), None)


def _months(kind: str, rest: str) -> tuple[int, int]:
    match kind:
        case "year":
            return 1, 12
        case "half":
            return (1, 6) if rest == "H1" else (7, 12)
        case "quarter":
            return 3 * int(rest[1]) - 2, 3 * int(rest[1])
        case "months":
            return 1, int(rest[:-1])
        case "month":
            return int(rest), int(rest)
    raise LookupError(f"period format {kind} has no months")
