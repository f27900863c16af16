"""The periods that headers and titles of tables name, and what their rates compare with."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from doichieu.documents.tables.spellings import plain
from doichieu.documents.tables.words import joined
from doichieu.inputs.periods import period_between
from doichieu.wording.comparisons import PLAN, comparisons, givers
from doichieu.wording.periods import period_mentions

Days = tuple[date, date]

_YEAR = r"(?<![\d.,])(?:19[5-9]|20[0-4])\d(?!\d|[.,]\d)"
_ANY_YEAR = re.compile(_YEAR)
# The same period a year before, where no "so với" leads to it.
PRIOR = re.compile(
    r"(?i)(?<!\w)(?:cùng\s+(?:kỳ|kì|thời\s+điểm)(?:\s+(?:năm\s+)?(?:trước|ngoái))?|same period)"
)
# From the first of January to a day: "từ 01/01 - 20/8/2009", "01/01/2001 đến 20/7/2001".
_SINCE_JANUARY = re.compile(
    r"(?i)(?<!\d)0?1\s?/\s?0?1(?:/\d{4})?\s*(?:[-–—]|đến(?:\s+(?:hết\s+)?ngày)?)\s*"
    rf"(?P<day>\d{{1,2}})\s?/\s?(?P<month>\d{{1,2}})(?:\s?/\s?(?P<year>{_YEAR}))?"
)
_MONTH_OF_YEAR = re.compile(rf"(?<![\d/])(?P<month>0?[1-9]|1[0-2])\s?/\s?(?P<year>{_YEAR})")
_DAY = re.compile(
    rf"(?:ngày\s+)?(?<![\d/.])(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>{_YEAR})"
)
# "30/9": a day of which the year goes without saying. "6/9" may be another thing.
_DAY_ALONE = re.compile(
    r"(?:ngày\s+)?(?<![\d/.,-])(?P<day>1[3-9]|2\d|3[01]|0[1-9])/(?P<month>0?[1-9]|1[0-2])(?![\w/.,-])"
)
_END_OF_YEAR = re.compile(
    rf"(?i)(?<!\w)(?:(?<!tháng )(?<!nửa )(?<!đến )cuối\s+(?:năm\s+)?"
    rf"|(?:(?:the|at)\s+)*(?:year[- ]end|end)\s+(?:of\s+)?)(?P<year>{_YEAR})"
)
# What there is "đầu năm" is that of the end of the year before; "từ đầu năm" counts since then.
_AT_END = re.compile(
    r"(?i)(?<!\w)(?<!từ )(?<!với )(?<!tháng )(?<!nửa )(?<!đến )"
    r"(?:(?P<begins>đầu)|cuối)\s+năm(?!\w|\s+học)"
)
_WHOLE_YEAR = re.compile(r"(?i)(?<!\w)cả năm(?!\w)|whole year|full year")
_AND_WHOLE_YEAR = re.compile(r"(?i)(?<!\w)(?:và|and)\s+(?:ước\s+tính\s+)?(?:cả\s+)?năm(?!\w)")
_SO_FAR = re.compile(r"(?i)(?<!\w)(?:cộng dồn|l[uũ][yỹ] kế|từ đầu năm|year[- ]to[- ]date)(?!\w)")
# The months until a day, and not what there is on a day.
# The year of a plan is not that of what is done of it: "KH năm 2031", "KH/2031".
_YEAR_OF_PLAN = re.compile(rf"(?i)^\s*/?\s*(?:năm(?:\s+{_YEAR})?|{_YEAR})(?![\w/])")
_LEADS_UNTIL = re.compile(r"(?i)(?<!\w)(?:đến|tới|until)\s")
_UNTIL = re.compile(r"(?i)(?<!\w)(?:đến|tới|hết|until|till)\s+(?:hết\s+|ngày\s+)*$")
# The year of constant prices is no period.
PRICES = re.compile(
    r"(?i)(?:theo\s+)?giá\s+(?:so\s+sánh|cố\s+định|hiện\s+hành|thực\s+tế)"
    rf"(?:\s+(?:năm\s+)?(?:{_YEAR}))?"
    rf"|(?:at\s+)?(?:constant|fixed|current)\s+(?:{_YEAR}\s+)?prices(?:\s+of\s+{_YEAR})?"
)
# The months or the quarter of a plan are those of its column.
_OF_PLAN = re.compile(
    PLAN + r"(?=\s+(?i:của\s+|cho\s+)?(?i:quý|nửa|(?:\d{1,2}\s+)?tháng)\s)\s+(?i:của\s+|cho\s+)?"
)
# What "so" alone leads to: an earlier period, or a plan.
_COMPARED = (
    r"(?:(?:LK|TH|l[uũ][yỹ]\s+kế|thực\s+hiện)\s+)?(?:\d{1,2}\s+tháng|cùng\s+k[ỳì])|(?:năm|tháng|quý)\s+(?:\d|[IVX]+(?!\w)|(?:liền\s+)?trước|ngoái)|(?:đầu|cuối)\s+năm"
    rf"|{PLAN}|(?-i:TW|HĐND)(?!\w)"
)
# A period with its year: "năm 2030", "9 tháng 2030", "quý III năm 2030".
_OF_PERIOD = (
    r"(?:(?:\d{1,2}\s+tháng(?:\s+đầu)?|nửa\s+(?:đầu|cuối)|tháng\s+\d{1,2}|quý\s+\w+)\s*/?\s*)?"
    rf"(?:năm\s+)?{_YEAR}"
)
# What "over", "than" and "against" compare with; "over 15 years", "against children" do not.
_EARLIER = (
    r"\s+(?:the\s+)?(?:(?:same|corresponding|previous|last|preceding)\s+(?:period|year|month|quarter|time)"
    rf"|(?:(?-i:[A-Z][a-z]+)\s+)?{_OF_PERIOD}(?![-–\d]|\s*[^\W\d_]|\s+[-–]))"
)
# The words for constant prices compare nothing; "giá so với tháng trước" does. What is compared
# may stand inside: "so sánh ước 9 tháng với".
_SO_VOI = re.compile(
    r"(?i)(?<!\w)(?<!giá\s)so\s+sánh\s+(?!với\s)(?P<own>(?:[\w/.]+\s+){1,8}?)với\s*:?\s*"
    rf"|(?<!\w)(?!(?<=giá\s)so\s+sánh)so(?:\s*(?:sánh\s+)?(?:với|(?=\s*(?:{_COMPARED})))|\s+(?=\d)|\s*$)\s*:?\s*"
    rf"|(?<!\w)(?:compared\s+(?:with|to)|versus|vs\.?|(?:over|than)(?={_EARLIER})"
    rf"|against(?=\s*$|{_EARLIER}|\s+(?:\S+\s+){{0,3}}{PLAN}))(?:\s+|$)"
)
# Short words that say by themselves what a rate compares with, and the same in more words.
_EACH = tuple(
    (re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)"), same)
    for words, same in (
        (r"y[/-]y|yoy|y-o-y|year[- ]o(?:n|ver)[- ]year", "cùng kỳ năm trước"),
        (r"m[/-]m|mom|m-o-m|month[- ]o(?:n|ver)[- ]month", "tháng trước"),
        (r"q[/-]q|qoq|q-o-q|quarter[- ]o(?:n|ver)[- ]quarter", "quý trước"),
    )
)
# "2031/2030 (%)", "9 tháng 2031/9 tháng 2030 (%)", "ước TH 2031/TH 2030" compare too.
_DONE = r"(?:(?:ước\s+)?(?:thực\s+hiện|ưth|th)\s+)"
_OVER = re.compile(rf"(?i)(?P<own>{_OF_PERIOD})\s*/\s*{_DONE}?(?P<base>{_OF_PERIOD})")
_BASE_YEAR = re.compile(rf"(?i)(?:kỳ|kì|năm)\s+gốc|base(?:\s+(?:year|period))?|{_YEAR}\s*=\s*100")
_BEFORE = re.compile(r"(?i)k[ỳì]\s+(?:báo\s+cáo\s+)?trước|(?:the\s+)?previous\s+period")
# What a title says that its indices compare with: "(Tháng 12 năm trước = 100)".
IS_100 = re.compile(r"\((?P<base>[^()=]*[^\W\d_][^()=]*|\s*\d{4}\s*)=\s*100\s*%?\s*\)")
_PREVIOUS = re.compile(r"(?i)^(?:previous|preceding|prior)(?=\s+(?:month|quarter|year)(?!\w))")
_WHOLE = re.compile(r"(?i)(?:tổng|toàn bộ|total)")


@dataclass(frozen=True)
class Named:
    """A period in words: its days, and whether the words have its year."""

    days: Days
    text: str
    has_year: bool


@dataclass(frozen=True)
class Base:
    """What a rate compares with.

    `kind` is plan, whole (the total of a share), year (a base year), days (an earlier period of
    its own), before (the period before its own), previous_month, previous_quarter,
    previous_december, same, or "" where the words do not say. `days` are those of an earlier
    period. `has_year` says whether the words have its year: without one the last such period
    before the figure's own is meant.
    """

    kind: str
    text: str
    days: Days | None = None
    has_year: bool = True

    def basis(self, days: Days | None) -> str | None:
        """The `basis` of a rate of these days; None where the two do not fit together."""
        if self.kind in ("plan", "whole", "same", ""):
            return ""
        if self.kind in ("previous_month", "previous_quarter", "previous_december"):
            return self.kind
        if self.kind == "before":
            return _before(days) if days else None
        if self.days is None:
            return None
        if self.kind == "year":
            return f"base_{self.days[0].year}"
        if days is None:
            return None
        return (None if self.has_year else self._in_year_of(days)) or _shift(self.days, days)

    def _in_year_of(self, own: Days) -> str | None:
        """The basis where `days` are of the figure's own year and before it; else None."""
        base = in_years(self.days, own[1].year) if self.days else own
        return _shift(base, own) if base[1] < own[0] else None


def without_prices(text: str) -> str:
    """The text without the words for constant and current prices."""
    return PRICES.sub(" ", text)


def says_prior(text: str) -> bool:
    """Whether words say the same period of the year before, and nothing else."""
    return PRIOR.fullmatch(plain(text).strip(" .:-")) is not None


def says_until(text: str) -> bool:
    """Whether words lead to the day or month until which they count: "Đến 31/7/2031"."""
    return _LEADS_UNTIL.search(text) is not None


def says_so_far(text: str) -> bool:
    """Whether words say what came in since January: "Lũy kế"."""
    return _SO_FAR.search(text) is not None


def years_of(text: str, near: int | None = None) -> list[int]:
    """The years that a text has, without those of constant prices.

    A short year, as in "Sep-30", counts where it is near another.
    """
    found = _ANY_YEAR.finditer(without_prices(plain(text, near)))
    return [int(match.group()) for match in found]


@lru_cache(maxsize=4096)
def named_periods(text: str, year: int | None, month: int | None = None) -> tuple[Named, ...]:
    """The periods that words of a table name, in order.

    `year` is meant where the words have none; so is the last `month` by "cộng dồn".
    """
    text = _OF_PLAN.sub("; ", without_prices(plain(text, year)))
    if since := _SINCE_JANUARY.search(text):
        given = int(since["year"]) if since["year"] else year
        days = _to_date(given, int(since["month"]), int(since["day"]))
        return (Named(days, since.group(), bool(since["year"])),) if days else ()
    if (ends := list(_END_OF_YEAR.finditer(text))) and len(years_of(text)) == len(ends):
        lasts = ((match.group(), date(int(match["year"]), 12, 31)) for match in ends)
        return tuple(Named((day, day), shown, True) for shown, day in lasts)
    found = []
    years = years_of(text)
    only = years[0] if len(set(years)) == 1 else None
    for one in period_mentions(text, only or year):
        if one.days is None:
            continue
        has_year = bool(_ANY_YEAR.search(one.text)) or only is not None
        days = one.days
        if one.kind == "date" and (
            _UNTIL.search(text[: one.start]) or _UNTIL.match(one.text.split()[0] + " ")
        ):
            days = (date(days[1].year, 1, 1), days[1])
        found.append(Named(days, one.text, has_year))
    parts = [one for one in found if not is_whole_year(one.days)]
    if parts and len(years) <= 1 and not _AND_WHOLE_YEAR.search(text):
        found = parts  # "quý I" and, on the line below, "năm 2018" are one period
    return tuple(found) or _bare(text, years, year, month)


def _bare(text: str, years: list[int], year: int | None, month: int | None) -> tuple[Named, ...]:
    """Periods without their nouns: "31/12/2010", "1/2001", "2010", "cả năm", "cộng dồn"."""
    if on_days := [found for match in _DAY.finditer(text) if (found := _one_day(match))]:
        return tuple(Named((day, day), shown, True) for day, shown in on_days)
    if year is not None and not years and (match := _DAY_ALONE.search(text)):
        day, month_of = int(match["day"]), int(match["month"])
        days = _to_date(year, month_of, day)
        return (Named((days[1], days[1]), match.group(), False),) if days else ()
    if match := _MONTH_OF_YEAR.search(text):
        days = _months(int(match["year"]), int(match["month"]), int(match["month"]))
        return (Named(days, match.group(), True),)
    if years:
        return tuple(Named(_months(each, 1, 12), str(each), True) for each in dict.fromkeys(years))
    if year is None:
        return ()
    if match := _WHOLE_YEAR.search(text):
        return (Named(_months(year, 1, 12), match.group(), False),)
    if month is not None and not re.search(PLAN, text) and (match := _AT_END.search(text)):
        day = date(year - 1 if match["begins"] else year, 12, 31)
        return (Named((day, day), match.group(), False),)
    if month is not None and (match := _SO_FAR.search(text)):
        return (Named(_months(year, 1, month), match.group(), False),)
    return ()


def _one_day(match: re.Match[str]) -> tuple[date, str] | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])), match.group()
    except ValueError:
        return None


def split_comparison(text: str) -> tuple[str, str | None]:
    """A text before "so với", and what follows it; None where it compares nothing.

    One year over another compares as well: "2031/2030"; so does "y/y", which is "so với cùng kỳ".
    """
    text = plain(text)
    match = _SO_VOI.search(text)
    if match is None and (over := _OVER.search(text)):
        before = joined([text[: over.start()], over["own"]])
        return before, joined([over["base"], text[over.end() :]])
    if match is not None:
        before = joined([text[: match.start()], match["own"] or ""])
        return before, text[match.end() :].strip()
    for words, same in _EACH:
        if found := words.search(text):
            return _around(text, *found.span()), same
    return text, None


def says_year_on_year(text: str) -> bool:
    """Whether words such as "y/y" and "m/m" say that a rate is a change."""
    return any(words.search(text) for words, _ in _EACH)


@lru_cache(maxsize=4096)
def base_of(text: str, year: int | None) -> tuple[Base, str]:
    """What the words after "so với" compare with, and the words that are left.

    `year` is that of the figure's own period: an earlier one is meant where the words have none.
    """
    text = _PREVIOUS.sub("the previous", plain(text, year).strip(" :."))
    if match := _BASE_YEAR.search(text):
        given = _ANY_YEAR.search(text)
        if given is None:
            return Base("", text), ""
        days = _months(int(given.group()), 1, 12)
        return Base("year", text, days), _around(text, min(match.start(), given.start()), len(text))
    found = [one for one in comparisons(f"so với {text}") if one.start == 0]
    if not found and givers(text):
        return Base("plan", text), ""
    if found and found[0].kind in ("plan", "previous_month", "previous_quarter"):
        end = max(found[0].end - len("so với "), 0)
        kind = found[0].kind
        rest = _YEAR_OF_PLAN.sub(" ", text[end:]) if kind == "plan" else text[end:]
        return Base(kind, text[:end]), rest.strip()
    if found and found[0].kind in ("same", "same_year"):
        end = found[0].end - len("so với ")
        if found[0].year is not None and year is not None and found[0].year != year - 1:
            return Base("year", text[:end], _months(found[0].year, 1, 12)), text[end:].strip()
        return Base("same", text[:end]), text[end:].strip()
    named = named_periods(text, None) or named_periods(text, year - 1 if year else None)
    if named:
        at = text.find(named[0].text)
        rest = _around(text, max(at, 0), max(at, 0) + len(named[0].text)) if at >= 0 else ""
        return Base("days", named[0].text, named[0].days, named[0].has_year), rest
    if found and found[0].kind == "previous_december":
        return Base("previous_december", text), ""
    if _WHOLE.match(text):
        return Base("whole", text), ""
    if _BEFORE.fullmatch(text):
        return Base("before", text), ""
    return Base("", text), ""


def _around(text: str, start: int, end: int) -> str:
    return joined([text[:start], text[end:]])


def period_id(days: Days | None) -> str:
    """The id of a period; blank without one."""
    return period_between(*days) if days else ""


def _shift(base: Days, own: Days) -> str | None:
    """The basis of a rate of `own` days that compares with `base` days."""
    one_day, month_own, month_base = own[0] == own[1], _month(own), _month(base)
    if is_whole_year(base) and base[0].year == own[1].year - 1:
        return ""
    if base[1].year == own[1].year - 1 and _same_days(base, own):
        return ""
    if base[0] == base[1] == date(own[1].year - 1, 12, 31):
        return "previous_december"
    if month_base is not None and base[0].month == 12 and base[0].year == own[1].year - 1:
        return "previous_month" if month_own == (own[1].year, 1) else "previous_december"
    if month_base is not None and (month_own is not None or one_day):
        at = own[1].year * 12 + own[1].month
        return {1: "previous_month", 12: ""}.get(at - (base[0].year * 12 + base[0].month))
    if one_day and base == _end_of_month_before(own[0]):
        return "previous_month"
    if _is_quarter(base) and _is_quarter(own) and (base[1] + timedelta(1)) == own[0]:
        return "previous_quarter"
    if is_whole_year(base):
        return f"base_{base[0].year}"
    return None


def _end_of_month_before(day: date) -> Days:
    end = day.replace(day=1) - timedelta(1)
    return end, end


def _before(own: Days) -> str | None:
    """The basis of a rate that compares with the month or the quarter before its own."""
    if _month(own) is not None:
        return "previous_month"
    return "previous_quarter" if _is_quarter(own) else None


def _same_days(one: Days, other: Days) -> bool:
    return [(day.month, min(day.day, 28)) for day in one] == [
        (day.month, min(day.day, 28)) for day in other
    ]


def _month(days: Days) -> tuple[int, int] | None:
    first, last = days
    whole = first.day == 1 and (last + timedelta(1)).day == 1
    same = (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if whole and same else None


def is_whole_year(days: Days) -> bool:
    """Whether the days are those of one calendar year."""
    first, last = days
    return first.year == last.year and (first.month, last.month) == (1, 12) and last.day == 31


def is_since_january(days: Days) -> bool:
    """Whether days are the months of a year until a day before its end."""
    first, last = days
    january = (first.month, first.day) == (1, 1) and first.year == last.year
    return january and first != last and not is_whole_year(days)


def whole_year(year: int) -> Days:
    """The days of a calendar year."""
    return _months(year, 1, 12)


def _is_quarter(days: Days) -> bool:
    first, last = days
    return first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2


def _months(year: int, first: int, last: int) -> Days:
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(1)


def _to_date(year: int | None, month: int, day: int) -> Days | None:
    if year is None:
        return None
    try:
        return date(year, 1, 1), date(year, month, day)
    except ValueError:
        return None


_ONLY = re.compile(
    r"(?i)(?:ước\s+tính|ước|sơ\s+bộ|thực\s+hiện|cộng\s+dồn|bình\s+quân|estimated?|prel(?:iminary)?)"
)


def only_period(text: str, year: int | None, month: int | None = None) -> Days | None:
    """The days of a period that the text is and says nothing else: "Ước tính quý I"."""
    named = named_periods(text, year, month)
    if len(named) != 1:
        return None
    left = _ONLY.sub(" ", without_prices(plain(text, year)).replace(named[0].text, " "))
    return None if re.search(r"[^\W\d_]", left) else named[0].days


def in_years(days: Days, year: int) -> Days:
    """The same days of another year; the last day of February stays the last."""
    return in_year(days[0], year), in_year(days[1], year)


def in_year(day: date, year: int) -> date:
    """The same day of another year, or the last of its month."""
    last = monthrange(year, day.month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if ends else day.day)
