"""Words of headers in one spelling: short forms written out, common misspellings set right."""

import re
from functools import lru_cache

from doichieu.documents.tables.words import joined
from doichieu.wording.comparisons import NO_BORDER_GATE

_YEAR = r"(?:19[5-9]|20[0-4])\d(?!\d)"
_BEFORE_YEAR = rf"(?=\s?[/.-]?\s?{_YEAR})"
_TO_YEAR = rf"\s?[/.-]?\s?(?P<year>{_YEAR})"
# A short form without a year counts where it begins a phrase or follows one of these words.
_LEADS = r"so|sánh|với|vs\.?|th|ưth|kh|hiện|ước|tính|kế|dồn|quân|và|đến|hết|ytd|for|of|in|and"
_LEAD = rf"(?P<lead>^\W*|(?<!\w)(?i:{_LEADS}|từ)\s+)"
# "Xe tải từ 5T", "3,5T đến 10T", "5T trở lên" are of tonnes, "6M đến dưới 12M" of metres.
_LEAD_OF_MONTHS = (
    rf"(?P<lead>^\W*|(?<!\w)(?<!(?i:từ) \dT )(?<!(?i:từ) \d\dT )(?<!\d[.,]\dT )"
    rf"(?!(?<=\d[TM] )(?i:đến)\s)(?i:{_LEADS})\s+)"
)
_NO_RANGE = rf"(?!\s*(?:trở\s|(?:đến|tới|[-–])\s*(?:dưới\s+)?(?!{_YEAR})\d))"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_MONTHS_EN = {
    name[:3]: name
    for name in (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
}


def _month_of_year(match: re.Match[str]) -> str:
    """A month and its year in full: "Sep-23" is "September 2023"."""
    year = match["year"] or f"20{match['short']}"
    return f"{_MONTHS_EN[match['name']]} {year}"


def _near(match: re.Match[str], year: int) -> str:
    """A month and its year in full where the year is near another; else the words as they are."""
    found = 2000 + int(match["short"])
    near = abs(found - year) <= _MOST_YEARS_AWAY
    return f"{_MONTHS_EN[match['name']]} {found}" if near else match.group()


_SPELLINGS = (
    (re.compile(r"(?i)(?<!\w)q(?:uí|úy|úi)(?!\w)"), "quý"),
    (re.compile(r"(?i)(?<!\w)(tháng|năm|quý)(?=\d)"), r"\1 "),
    (re.compile(r"(?i)(?<!\w)(?<!(?<!\d )tháng )năm(?:\s+năm)+(?!\w)"), "năm"),
    (re.compile(r"(?i)(?<!\w)(?:6|sáu)\s+tháng\s+cuối(?=\s+năm(?!\w))"), "nửa cuối"),
    # "9M23", "9T23", "3Q23", "1H23": two digits of the year.
    (re.compile(r"(?<!\w)(?<!\d[.,])(\d{1,2}[TMQH])['’]?([0-4]\d)(?!\w)"), r"\1 20\2"),
    (re.compile(r"(?<!\w)(\d{1,2}[TMQH]|[TQH]\d{1,2})['’/]([0-4]\d)(?![\w/])"), r"\1/20\2"),
    (re.compile(rf"(?<!\w)(\d{{1,2}})[TM]{_BEFORE_YEAR}"), r"\1 tháng "),
    (re.compile(rf"{_LEAD_OF_MONTHS}{_MONTH}[TM](?!\w){_NO_RANGE}"), r"\g<lead>\g<month> tháng"),
    (re.compile(rf"(?<!\w)T\.?\s?{_MONTH}{_BEFORE_YEAR}"), r"tháng \g<month>"),
    (re.compile(rf"{_LEAD}T\.?{_MONTH}(?!\w)"), r"\g<lead>tháng \g<month>"),
    (re.compile(rf"(?<!\w)(?:H1|1H){_TO_YEAR}"), r"nửa đầu năm \g<year>"),
    (re.compile(rf"(?<!\w)(?:H2|2H){_TO_YEAR}"), r"nửa cuối năm \g<year>"),
    (re.compile(rf"{_LEAD}1H(?!\w)"), r"\g<lead>H1"),
    (re.compile(rf"{_LEAD}2H(?!\w)"), r"\g<lead>H2"),
    (re.compile(rf"(?<!\w)(?:Q([1-4])|([1-4])Q){_TO_YEAR}"), r"quý \1\2 năm \g<year>"),
    (re.compile(rf"{_LEAD}([1-4])Q(?!\w)"), r"\g<lead>quý \2"),
    (re.compile(rf"(?<!\w)Q\.?\s?(IV|I{{1,3}}){_TO_YEAR}"), r"quý \1 năm \g<year>"),
    (re.compile(rf"{_LEAD}Q\.?\s?(IV|I{{1,3}})(?!\w)"), r"\g<lead>quý \2"),
    (
        re.compile(
            rf"(?<!\w)(?P<name>{'|'.join(_MONTHS_EN)})(?:(?<=Sep)t)?\.?"
            rf"(?:\s?[/’'-]?\s?(?P<year>{_YEAR})|[’'](?P<short>[0-4]\d)(?!\w))"
        ),
        _month_of_year,
    ),
    (re.compile(rf"((?<![\d.,]){_YEAR})\s?[efp](?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)Nam(?=\s+(?:19|20)\d{2}(?!\d))"), "Năm"),
    (re.compile(r"(?<=\d)\s*/\s*(?=\d)"), "/"),
    (re.compile(r"(?<!\w)SVCK(?!\w)"), "so với cùng kỳ"),
    (re.compile(rf"(?<!\w)CK(?!\w){NO_BORDER_GATE}"), "cùng kỳ"),
    (re.compile(r"(?<!\w)BQ(?!\w)"), "bình quân"),
    (re.compile(r"(?<!\w)ĐP(?!\w)"), "địa phương"),
    (re.compile(r"(?i)(?<=giá )ss(?!\w)"), "so sánh"),
    (re.compile(r"(?i)(?<=giá )hh(?!\w)"), "hiện hành"),
)
# "Sep-30" is a month of a year, or a day of a month.
_YEAR_OR_DAY = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(_MONTHS_EN)})(?:(?<=Sep)t)?-(?P<short>[0-4]\d)(?![\w-])"
)
_MOST_YEARS_AWAY = 10


@lru_cache(maxsize=8192)
def plain(text: str, year: int | None = None) -> str:
    """The text with single blanks, and with its short forms written out.

    "Sep-30" is September 2030 only where that is near `year`, the year of its table.
    """
    text = joined([text])
    if year is not None:
        text = _YEAR_OR_DAY.sub(lambda match: _near(match, year), text)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return joined([text])
