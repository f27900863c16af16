"""The row of reports.csv of a document: what its name and its words say, and no more."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from doichieu.documents.document import Document, Sheet
from doichieu.documents.known import Known
from doichieu.inputs.periods import (
    calendar_day,
    first_and_last_day,
    period_between,
    periods_meant,
)
from doichieu.inputs.spelling import folded, words_of
from doichieu.wording.periods import PeriodMention, period_mentions
from doichieu.wording.text import composed, is_vietnamese, sentences

# The kinds of container whose reports are named after their files.
WORKBOOKS = ("xlsx", "xls")
# How many lines of a text, and rows of a sheet, introduce it.
_OPENING = 12
_SHORTEST_TITLE, _LONGEST_TITLE = 20, 160
_LONGEST_HEADING = 300
# A workbook that names so many provinces lists the parts of a country.
_MANY_PROVINCES = 5
# A period in the name of a file takes no more words than this: tháng 10 năm 2024.
_MOST_WORDS = 4

_PUBLISHER = re.compile(
    r"(?i)tổng cục thống kê|general statistics office"
    r"|(?:chi )?cục thống kê(?: (?:tỉnh|thành phố|tp\.?) (?:[^\W\d_]+ ?){1,3})?"
)
_NUMBERS = {
    name: re.compile(
        rf"(?<![\d.,])(?:\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?"
        rf"|\d+{decimal}(?:\d{{1,2}}|\d{{4,}}))(?![.,]?\d)"
    )
    for name, group, decimal in (("vi", r"\.", ","), ("en", ",", r"\."))
}
_DAY_OF_FILE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_DAY_IN_WORDS = re.compile(
    r"(?i)(?<!đến )ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>(?:19|20)\d{2})\W*$"
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![.,]?\d)")


def slug(name: str) -> str:
    """A name as the id of a report: small letters without marks, digits and hyphens."""
    return "-".join(words_of(name))


def own_id(document: Document, known: Known) -> str:
    """The id of a document's report where none was given.

    That of its file name, where the seeds have such a report and for a workbook; else of its
    territory and period, where its words name both.
    """
    of_file = slug(document.path.stem)
    if of_file in known.reports or document.kind in WORKBOOKS:
        return of_file
    row = report_row(document, known, of_file)
    if row["territory_id"] and row["period_id"]:
        return f"{row['territory_id']}-{row['period_id'].lower().replace('..', '-to-')}"
    return of_file


def report_row(document: Document, known: Known, report_id: str) -> dict[str, str]:
    """The row of the seeds where there is one, else one that the document's words fill.

    What the words leave open is blank.
    """
    if report_id in known.reports:
        return dict(known.reports[report_id])
    return _row_of_words(document, known, report_id)


def other_report(document: Document, known: Known, report_id: str) -> tuple[str, ...]:
    """What a document says of itself and the seeds' row of its report denies: remarks.

    Its words may name a part of the report's period, and no territory.
    """
    if report_id not in known.reports:
        return ()
    row, said = known.reports[report_id], _row_of_words(document, known, report_id)
    remarks = []
    if said["territory_id"] and said["territory_id"] != row["territory_id"]:
        remarks.append(f"it names {said['territory_id']}, its report is of {row['territory_id']}")
    own, named = (first_and_last_day(one["period_id"]) for one in (row, said))
    if own and named and (named[1] < own[0] or own[1] < named[0]):
        remarks.append(f"it names {said['period_id']}, its report is of {row['period_id']}")
    return tuple(f"Is it this report? {remark}." for remark in remarks)


def _row_of_words(document: Document, known: Known, report_id: str) -> dict[str, str]:
    name = document.path.stem
    opening = list(_opening(document))
    published = _published(name, opening)
    period_id = _period(document, name, opening, published)
    return {
        "report_id": report_id,
        "title": _title(document),
        "publisher": next((found[0] for line in opening if (found := _publisher(line))), ""),
        "author": "",
        "published": published,
        "territory_id": _territory(document, name, opening, known, period_id),
        "period_id": period_id,
        "number_format": number_format(_texts(document)),
        "url": "",
        "text_sha256": hashlib.sha256(document.path.read_bytes()).hexdigest(),
    }


def number_format(texts: Iterable[str]) -> str:
    """The format in which most numbers are printed; that of the language, where none shows it."""
    votes: Counter[str] = Counter()
    for text in texts:
        for name, pattern in _NUMBERS.items():
            votes[name] += len(pattern.findall(text))
        votes["Vietnamese"] += is_vietnamese(text)
    if votes["vi"] != votes["en"]:
        return "vi" if votes["vi"] > votes["en"] else "en"
    return "vi" if votes["Vietnamese"] else "en"


def _texts(document: Document) -> Iterator[str]:
    yield from document.lines
    for sheet in document.sheets:
        yield from (cell.text for cell in sheet.cells.values())


def _opening(document: Document) -> Iterator[str]:
    """The words that introduce a document: its first lines, and the headings of its sheets."""
    yield from document.lines[:_OPENING]
    for sheet in document.sheets:
        if not sheet.hidden:
            yield from _headings(sheet)


def _headings(sheet: Sheet) -> Iterator[str]:
    first = min((row for row, _ in sheet.cells), default=0)
    for (row, _), cell in sorted(sheet.cells.items()):
        if row < first + _OPENING and not cell.is_number and len(cell.text) <= _LONGEST_HEADING:
            yield " ".join(cell.text.split())


def _title(document: Document) -> str:
    """The first line of a text, or its first sentence; a workbook's is the name of its file."""
    if not document.lines:
        return document.path.stem
    line = document.lines[0]
    start, end = sentences(line)[0]
    title = line[start:end].strip()
    if len(title) < _SHORTEST_TITLE:  # a number of a chapter is no title
        title = line
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2]} …"


def _publisher(line: str) -> re.Match[str] | None:
    """A line that is the name of an office, as the head of a letter is."""
    return _PUBLISHER.fullmatch(line.strip())


def _published(name: str, opening: Iterable[str]) -> str:
    """The day in the name of the file, or on a line that ends in a day; blank without one.

    A day to which figures are counted, "đến ngày 15 tháng 5 năm 2024", is none.
    """
    days = [found.groups() for found in _DAY_OF_FILE.finditer(name)]
    for line in opening:
        if len(line) < _LONGEST_TITLE and (found := _DAY_IN_WORDS.search(line)):
            days.append((found["year"], found["month"], found["day"]))
    written = [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in days]
    return next((day for day in written if calendar_day(day)), "")


def _period(document: Document, name: str, opening: Sequence[str], published: str) -> str:
    """The period that the name of the file states, or the words that introduce the document.

    A name that states the year only is believed where the words do not say more.
    """
    of_name = _period_of_name(_DAY_OF_FILE.sub(" ", name))
    if of_name and not _YEAR.fullmatch(of_name):
        return of_name
    year = int(of_name or published[:4] or _usual_year(document.lines) or 0) or None
    if document.lines:
        of_words = _period_of_lines(document.lines, year)
    else:
        of_words = _period_of_headings(opening, year, calendar_day(published))
    return of_words if not of_name or of_words.startswith(of_name) else of_name


def _period_of_lines(lines: Iterable[str], year: int | None) -> str:
    """The longest period of the first sentence that names one."""
    for line in lines:
        for start, end in sentences(line):
            mentions = period_mentions(line[start:end], year)
            spans = [one for one in mentions if one.days and one.kind not in ("date", "years")]
            if spans:
                first, last = max(map(_days, spans), key=lambda days: days[1] - days[0])
                return period_between(first, last)
    return ""


def _days(mention: PeriodMention) -> tuple[date, date]:
    assert mention.days
    return mention.days


def _period_of_name(name: str) -> str:
    """The longest words of a name that mean one period: T10.2024, 9M-2022, Quý II năm 2023."""
    words = re.findall("[a-z0-9]+", folded(name))
    for length in range(_MOST_WORDS, 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            period_id = "-".join(part).upper()
            if _YEAR.match(period_id) and first_and_last_day(period_id):
                return period_id
            meant = [
                period for period in periods_meant(" ".join(part)) if first_and_last_day(period)
            ]
            if len(meant) == 1:
                return meant[0]
    return ""


def _period_of_headings(headings: Sequence[str], year: int | None, published: date | None) -> str:
    """The month, or else the longer period, that most headings of a workbook's sheets name.

    No period after the day of publication is its own.
    """
    found: Counter[tuple[date, date]] = Counter()
    for heading in headings:
        for one in period_mentions(heading, year):
            if one.days and one.kind not in ("date", "years"):
                found[one.days] += 1
    ends: Counter[date] = Counter()
    for (first, last), times in found.items():
        if not published or first <= published:
            ends[last] += times
    if not ends:
        return ""
    end = max(ends, key=lambda last: (ends[last], last))
    return period_between(*max(days for days in found if days[1] == end))


def _usual_year(lines: Iterable[str]) -> str:
    """The year that a text names most often; of two, the later."""
    years = Counter(year for line in lines for year in _YEAR.findall(line))
    return max(years, key=lambda year: (years[year], year), default="")


def _territory(
    document: Document, name: str, opening: Sequence[str], known: Known, period_id: str
) -> str:
    """The province that the file's name, the opening or else most of the text names.

    Tables that list many provinces, and words that name none, are about the country.
    """
    names = _TerritoryNames.of(known.territories, period_id)
    texts = list(_texts(document))
    if found := names.most_named([name]):
        return found
    if document.lines:
        found = names.most_named(opening) or names.most_named(document.lines)
        return found or names.country_in(texts)
    times = names.times_named(texts)
    parents = {known.territories[province]["parent_id"] for province in times}
    if len(times) >= _MANY_PROVINCES and len(parents) == 1:
        return parents.pop()
    if len(times) == 1:
        return next(iter(times))
    return names.country_in(texts)


class _TerritoryNames:
    """The names of the territories that existed in a period."""

    def __init__(self, provinces: Mapping[str, str], countries: Mapping[str, str]) -> None:
        """Take the ids by name, with the marks of its letters and without."""
        self._provinces = provinces
        self._countries = countries
        self._pattern = _any_of(provinces)
        self._country_pattern = _any_of(countries)

    @classmethod
    def of(cls, territories: Mapping[str, Mapping[str, str]], period_id: str) -> "_TerritoryNames":
        """The names of the rows that are valid in the period; all of them without a period."""
        days = first_and_last_day(period_id)
        found: dict[bool, dict[str, str]] = {True: {}, False: {}}
        for territory_id, row in territories.items():
            begins, ends = calendar_day(row["valid_from"]), calendar_day(row["valid_to"])
            if days and ((begins and begins > days[1]) or (ends and ends < days[0])):
                continue
            for name in (row["name_vi"], row["name_en"], *row.get("aliases", "").split("|")):
                for written in filter(None, (_words(name), _words(folded(name)))):
                    found[row["level"] == "country"].setdefault(written, territory_id)
        return cls(found[False], found[True])

    def most_named(self, texts: Iterable[str]) -> str:
        """The province that the texts name most often; of two, the one named first."""
        times = self.times_named(texts)
        return max(times, key=lambda name: times[name], default="")

    def times_named(self, texts: Iterable[str]) -> Counter[str]:
        """How often the texts name each province."""
        times: Counter[str] = Counter()
        for text in texts:
            found = self._pattern.findall(_words(text))
            times.update(self._provinces[name] for name in found)
        return times

    def country_in(self, texts: Iterable[str]) -> str:
        """The country that a text names; blank where none does."""
        for text in texts:
            if found := self._country_pattern.search(_words(text)):
                return self._countries[found[0]]
        return ""


def _words(text: str) -> str:
    """The words of a text in small letters, with their marks: hai phòng is not Hải Phòng."""
    return " ".join(re.findall("[^\\W_]+", composed(text).casefold()))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole names, the longest first."""
    listed = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, listed)) or '(?!)'})(?!\S)")
