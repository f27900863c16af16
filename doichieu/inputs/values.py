"""The rules for single values that have the same meaning in every table."""

import re
from decimal import Decimal

from doichieu.base.vocabulary import vocabulary
from doichieu.inputs.periods import calendar_day
from doichieu.inputs.spreadsheets import days_in, rewritten
from doichieu.inputs.words import Problem, shown, unseen

ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
# Nine digits are more than any report has figures, and fit the columns of the warehouse.
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
# A cell of a workbook: the name of its sheet, an exclamation mark, its column and row.
CELL = re.compile(r".+![A-Z]{1,3}[1-9][0-9]{0,6}")
PLAIN_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The text that completes 2021, or 2021-07, to a day that exists if year and month do.
MISSING_END = {len("2021"): "-01-01", len("2021-07"): "-01"}
SHA256 = re.compile(r"[0-9a-f]{64}")


def judge_id(value: str) -> Problem | None:
    """An id is written in lower-case letters, digits, hyphens and underscores."""
    return _judge_name(value, ID, "lower-case letters a-z, digits, hyphens and underscores")


def judge_slug(value: str) -> Problem | None:
    """A report's id is also a file name and part of web addresses: no underscores either."""
    return _judge_name(value, SLUG, "lower-case letters a-z, digits and hyphens")


def judge_whole_number(value: str) -> Problem | None:
    """Figures are numbered from 1, in plain digits."""
    if WHOLE_NUMBER.fullmatch(value):
        return None
    return Problem(
        f"{shown(value)} is not a whole number of 1 or more.", "Write plain digits, as 12."
    )


def judge_place(value: str) -> Problem | None:
    """A place is a paragraph of the text, counted from 1, or a cell of a workbook."""
    if WHOLE_NUMBER.fullmatch(value) or CELL.fullmatch(value):
        return None
    return Problem(
        f"{shown(value)} is neither the number of a paragraph nor a cell of a workbook.",
        "Write a whole number of 1 or more, as 12, or a sheet and a cell, as 11.VDT!F23.",
    )


def judge_decimal(value: str) -> Problem | None:
    """A number that the analyst sets, not a printed one: a decimal point and no groups."""
    if not PLAIN_DECIMAL.fullmatch(value):
        return Problem(
            f"{shown(value)} is not a plain number.",
            "Write it with a point for the decimals and no groups, as 1000.5.",
        )
    return judge_digits(value)


def judge_digits(value: str) -> Problem | None:
    """A number has no more significant digits than the warehouse keeps exactly."""
    most = vocabulary().most_digits
    digits = len(re.sub("[^0-9]", "", value).lstrip("0"))
    if digits <= most:
        return None
    return Problem(
        f"{shown(value)} has {digits} significant digits.", f"No more than {most} are kept exactly."
    )


def decimal_of(value: str) -> Decimal | None:
    """The value of a plain number; None if it is blank or a fault already."""
    return Decimal(value) if value and judge_decimal(value) is None else None


def judge_day(value: str) -> Problem | None:
    """A day is written as YYYY-MM-DD and exists."""
    if DAY.fullmatch(value) and calendar_day(value):
        return None
    if days := [day.isoformat() for day in days_in(value)]:
        return rewritten(f"{shown(value)} is not a date as 2025-06-30", days)
    return Problem(f"{shown(value)} is not a date.", "Write a real date as 2025-06-30.")


def judge_partial_day(value: str) -> Problem | None:
    """Of a date of publication, sometimes only the year or the month is known."""
    if judge_day(value + MISSING_END.get(len(value), "")) is None:
        return None
    if days := [day.isoformat() for day in days_in(value)]:
        return rewritten(f"{shown(value)} is not a date as 2021-07-15", days)
    return Problem(
        f"{shown(value)} is not a date.", "Write a real one as 2021, 2021-07 or 2021-07-15."
    )


def judge_sha256(value: str) -> Problem | None:
    """A fingerprint is 64 hexadecimal digits."""
    if SHA256.fullmatch(value):
        return None
    return Problem(
        f"{shown(value)} is not a SHA-256.", "Write its 64 hexadecimal digits in lower case."
    )


def _judge_name(value: str, pattern: re.Pattern[str], letters: str) -> Problem | None:
    if pattern.fullmatch(value):
        return None
    hidden = unseen(value)
    return Problem(
        f"{shown(value)} holds {hidden}." if hidden else f"{shown(value)} cannot be an id.",
        f"Use {letters} only, and begin with a letter or digit.",
    )
