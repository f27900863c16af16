"""Recognise what a spreadsheet makes of numbers, dates and letters when it saves a CSV file.

Opened directly, a CSV file is read by guesses: 2.010 becomes 2.01, 2021-07 becomes Jul-21, 7-8
becomes 8-Jul, and the letters of UTF-8 become those of the code page of the machine.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from doichieu.base.vocabulary import NumberFormat
from doichieu.inputs.words import Problem, either, shown

OPEN_AS_TEXT = "In Excel, open a CSV file with Data, From Text/CSV, every column as text"
AVOID = f"{OPEN_AS_TEXT}; or keep the figures in a workbook (.xlsx) whose cells are text."
START_AGAIN = (
    "Its letters were read or saved in another encoding. Start again from the file as it was, and "
    f"save it as CSV UTF-8. {OPEN_AS_TEXT}."
)
LEAVE_OUT = "Leave the row out: a row is a number that the report prints."

# What tables print, and programs write, where there is no number.
MARKS_OF_MISSING = ("-", "–", "—", "−", "--", "---", ".", "..", "...", "…", ":", "*", "?", "/")
WORDS_OF_MISSING = ("x", "na", "n/a", "n.a.", "nan", "nil", "null", "none")
VIETNAMESE_OF_MISSING = ("không", "không có", "chưa có", "kxđ")
MISSING = frozenset((*MARKS_OF_MISSING, *WORDS_OF_MISSING, *VIETNAMESE_OF_MISSING))

SCIENTIFIC = re.compile(r"[-−+]?[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+")
QUOTES = re.compile("[\"'`´“”„‟‘’‚‛«»]")

LOST_LETTER = re.compile(r"[^\W\d_]\?+[^\W\d_]")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|thg ?[0-9]{{1,2}})[a-z]*"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_NUMBERS = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?P<mark>[/.-])(?P<second>[0-9]{{1,2}})(?P=mark){_YEAR}"
)
_MONTH_OF_YEAR = re.compile(rf"{_MONTH}[- /]{_YEAR}", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}})[- /]{_MONTH}([- /]{_YEAR})?", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(?P<month>[0-9]{1,2})[/-](?P<year>[0-9]{4})")
_SERIAL = re.compile("[345][0-9][.,]?[0-9]{3}")
_FIRST_SERIAL = date(1899, 12, 30)


def is_missing(value: str) -> bool:
    """Whether a value only says that there is none."""
    return value.casefold().strip("()[]") in MISSING


def judge_spoilt_number(value: str, form: NumberFormat) -> Problem | None:
    """Report what a spreadsheet put in place of a printed number, or a sign that there is none."""
    if is_missing(value):
        return Problem(f"{shown(value)} stands for a number that is missing.", LEAVE_OUT)
    if value.startswith("#"):
        problem = f"{shown(value)} is what a spreadsheet shows in place of a number."
        remedy = "Type the number that the report prints, or leave the row out if it prints none."
        return Problem(problem, remedy)
    if value.startswith("="):
        return Problem(f"{shown(value)} is a formula.", "Type the number that the report prints.")
    if SCIENTIFIC.fullmatch(value):
        return Problem(
            f"{shown(value)} is in scientific notation: a spreadsheet has left out digits.",
            f"Type all digits that the report prints. {AVOID}",
        )
    if _is_date(value):
        return Problem(
            f"{shown(value)} is a date: a spreadsheet makes one of numbers such as 7-8.",
            f"Type what the report prints. {AVOID}",
        )
    bare = QUOTES.sub("", value)
    if bare != value:
        instead = f": {bare}" if form.pattern.fullmatch(bare) else ""
        return Problem(f"{shown(value)} holds quotation marks.", f"Leave them out{instead}.")
    return None


def with_zeros(value: str, form: NumberFormat) -> str | None:
    """The number that a spreadsheet turned into `value`, where its last group has lost zeros.

    2.01 was 2.010, in a format that writes groups with a point; None where no group is too short.
    """
    whole, mark, rest = value.rpartition(form.group)
    full = f"{whole}{mark}{rest:0<3}"
    return full if mark and len(rest) < 3 and form.pattern.fullmatch(full) else None


def _is_date(value: str) -> bool:
    forms = (_MONTH_OF_YEAR, _DAY_OF_MONTH)
    if any(form.fullmatch(value) for form in forms):
        return True
    found = _NUMBERS.fullmatch(value)
    return found is not None and found["mark"] != "." and any(True for _ in days_in(value))


def days_in(value: str) -> Iterator[date]:
    """The days that a date may mean which a spreadsheet has rewritten, the likeliest first.

    A month is given by its first day. Without a year there is no day.
    """
    if found := _NUMBERS.fullmatch(value):
        first, second, year = int(found["first"]), int(found["second"]), _year(found["year"])
        yield from _existing(dict.fromkeys([(year, second, first), (year, first, second)]))
    elif found := _MONTH_OF_YEAR.fullmatch(value):
        yield from _existing([(_year(found["year"]), _month(found["month"]), 1)])
    elif found := _DAY_OF_MONTH.fullmatch(value):
        if found["year"]:
            parts = (_year(found["year"]), _month(found["month"]), int(found["day"]))
            yield from _existing([parts])
    elif found := _YEAR_AND_MONTH.fullmatch(value):
        yield from _existing([(int(found["year"]), int(found["month"]), 1)])
    elif _SERIAL.fullmatch(value):
        yield _FIRST_SERIAL + timedelta(days=int(re.sub("[.,]", "", value)))


def rewritten(problem: str, meant: Sequence[str]) -> Problem:
    """The problem of a value that a spreadsheet has put in place of one of `meant`."""
    return Problem(
        f"{problem}: a spreadsheet has rewritten it.",
        f"Write {either(meant)}, whichever the report says. {AVOID}"
        if len(meant) > 1
        else f"Write {meant[0]}. {AVOID}",
    )


def _existing(parts: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in parts:
        with suppress(ValueError):
            yield date(year, month, day)


def _year(text: str) -> int:
    """Two digits mean what Excel means by them: 30 to 99 are of the last century."""
    number = int(text)
    if len(text) == 4:
        return number
    return number + (1900 if number >= 30 else 2000)


def _month(text: str) -> int:
    """The number of an English month, or of a Vietnamese one (Thg7)."""
    lower = text.lower()
    return MONTHS.index(lower) + 1 if lower in MONTHS else int(re.sub("[^0-9]", "", lower))


def ungarbled(value: str) -> str | None:
    """The text of a value that was UTF-8 and was read in a code page of Windows.

    `Tá»•ng` says Tổng. None for other values: no Vietnamese word decodes so.
    """
    if value.isascii():
        return None
    for code_page in ("cp1252", "cp1258"):
        with suppress(UnicodeError):
            return value.encode(code_page).decode("utf-8")
    return None


def has_lost_letters(value: str) -> bool:
    """Whether a name was saved in a code page that lacks some of its letters: T?ng."""
    return LOST_LETTER.search(value) is not None and "://" not in value
