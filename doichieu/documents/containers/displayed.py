"""What a cell shows of the number that is stored in it."""

from functools import lru_cache

from openpyxl.styles.numbers import is_date_format
from xlfmt import format_value

# A workbook shows decimals by the reader's locale. Vietnamese reports are read with a comma
# before the decimals and a dot between groups.
_VIETNAMESE = str.maketrans(",.", ".,")

# What a workbook shows for a day whose format depends on the reader's country.
LOCAL_DATE = "dd/mm/yyyy"

# Numbers from here on are no dates of a workbook: 31 December 9999.
_LAST_DATE = 2_958_465


@lru_cache(maxsize=65536)
def displayed(value: float, number_format: str, date1904: bool = False) -> str:
    """The text of a number under a format, as Excel shows it, in Vietnamese separators.

    A workbook keeps at most 15 digits, so the number is rounded to them first. Text is empty where
    the format shows nothing. Blanks that only align the number are left out.
    """
    if is_date(number_format):
        return format_value(value, number_format, date1904) if 0 <= value <= _LAST_DATE else ""
    shown = str(format_value(float(f"{value:.15g}"), number_format, date1904))
    return shown.translate(_VIETNAMESE).strip()


@lru_cache(maxsize=1024)
def is_date(number_format: str) -> bool:
    """Whether the format shows a day or a time instead of a number."""
    return is_date_format(number_format)


def overflows(text: str, number_format: str, width: float, size_ratio: float) -> bool:
    """Whether a column of `width` digits is surely too narrow for a number, so that ### is shown.

    `size_ratio` is the size of the cell's font over that of the workbook's. General is left out:
    it shows fewer decimals instead, and only overflows where the whole part does not fit.
    """
    if number_format == "General":
        text = text.partition(",")[0]
    needed = sum(_NARROW.get(letter, 1.0) for letter in text) * size_ratio
    return needed > width + _DOUBT


# Widths in digits. Separators and blanks take about half a digit in the usual fonts.
_NARROW = {",": 0.5, ".": 0.5, " ": 0.5, "-": 0.6, "(": 0.6, ")": 0.6}

# A number that misses its column by less may still be shown: fonts differ.
_DOUBT = 0.5
