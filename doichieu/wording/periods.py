"""The periods that a text names: months, quarters, half years, years, months so far, dates."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from doichieu.wording.comparisons import PLAN, comparisons
from doichieu.wording.surroundings import Surroundings

Days = tuple[date, date]

_NUMBER_WORDS = {
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7},
    **{"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "giêng": 1, "chạp": 12},
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
}
_MONTHS_EN = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august"),
            *("september", "october", "november", "december"),
        ),
        start=1,
    )
}
# In capitals, for "march" and "may" are words; "May" needs more words, below.
_MONTH_NAME = rf"(?-i:{'|'.join(name.title() for name in _MONTHS_EN if name != 'may')})"
_MONTH_SHORT = rf"(?-i:{'|'.join(name.title()[:3] for name in _MONTHS_EN)})"
_MONTHS_EN |= {name[:3]: number for name, number in _MONTHS_EN.items()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = (
    r"(?:(?:\s+(?:đầu|cuối))?(?:\s+của)?(?:\s*[/.-]\s*|\s+năm\s+|\s+)"
    r"(?P<year>(?:19|20)\d{2})(?!\d))"
)
_HALF_OF = r"năm(?:\s+(?P<year>(?:19|20)\d{2})(?!\d))?"
_OF_YEAR_EN = r"(?:,?\s+(?:of\s+|in\s+)?(?P<year>(?:19|20)\d{2})(?!\d))"
_COUNT = r"(?P<count>1[0-2]|0?[1-9]|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mười một|mười hai)"
_COUNT_EN = r"(?P<count>1[0-2]|[1-9]|two|three|four|five|six|seven|eight|nine|ten|eleven)"
# "Hàng tháng" is monthly, but not the last words of "mặt hàng".
_GOODS = "".join(f"(?<!{word} )" for word in ("mặt", "bán", "đơn", "khách", "ngân"))
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"

# The longest of the patterns that match at a place counts; of equally long ones the first.
PERIODS: tuple[tuple[str, str], ...] = (
    (
        "months",
        rf"(?<!quý )(?<!\d){_COUNT}\s+tháng(?:\s+đầu\s+năm|\s+đầu)?{_YEAR}?(?!\s+(?:cuối|trước"
        rf"|qua|tới|sau|năm trước))",
    ),
    ("first half", rf"(?:nửa|6\s+tháng|sáu\s+tháng)\s+đầu\s+{_HALF_OF}"),
    ("second half", rf"(?:nửa|6\s+tháng|sáu\s+tháng)\s+cuối\s+{_HALF_OF}"),
    (
        "month",
        rf"(?<!\d )(?:(?<!mỗi )(?<!{_GOODS}hàng )(?<!hằng ))tháng\s+"
        rf"(?:{_MONTH}|(?P<name>giêng|một|hai"
        rf"|ba|bốn|tư|năm(?=\s+năm)|(?-i:Năm)|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp))"
        rf"(?![\d.,]*\d?\s*(?:%|triệu|tỷ|nghìn)){_YEAR}?(?![\d])",
    ),
    ("quarter", rf"quý\s+(?P<quarter>[1-4]|iv|i{{1,3}}){_YEAR}?(?![\w])"),
    (
        "date",
        rf"(?:ngày\s+|đến\s+(?:hết\s+)?|hết\s+|từ\s+|thời\s+điểm\s+"
        rf"|trước\s+){_DAY}[/.-]{_MONTH}(?:[/.-](?P<year>(?:19|20)\d{{2}}))?(?![\d/])",
    ),
    ("date", rf"ngày\s+{_DAY}\s+tháng\s+{_MONTH}{_YEAR}?(?![\d/])"),
    ("date", rf"(?<![\d/]){_DAY}[/.-]{_MONTH}[/.-](?P<year>(?:19|20)\d{{2}})(?!\d)"),
    ("year", r"(?:cả\s+)?năm\s+(?P<year>(?:19|20)\d{2})(?![\d-])(?!\s*[-–—]\s*\d)"),
    (
        "year",
        r"cả\s+năm(?!\s*(?:19|20)\d\d(?!\d))"
        r"|(?:the\s+)?(?:whole|full|entire)[\s-]year(?!\s*(?:19|20)\d\d(?!\d))(?![-\s]+(?:plan|target|goal))",
    ),
    (
        "months",
        rf"(?:từ\s+)?tháng\s+(?:0?1|một|giêng)\s*(?:đến|-|–)\s*(?:hết\s+)?(?:tháng\s+)?"
        rf"(?P<count>1[0-2]|0?[2-9]){_YEAR}?(?!\d)",
    ),
    (
        "months",
        rf"(?-i:January|Jan)\s*(?:to|through|-|–|(?<=between\sJanuary\s)and)\s*(?P<last_month>{_MONTH_NAME}|{_MONTH_SHORT}){_OF_YEAR_EN}?",
    ),
    (
        "months",
        rf"(?:first\s+)?{_COUNT_EN}(?:\s+|-)months?(?!\s+(?:ago|earlier|before|later"
        rf"|to)\b){_OF_YEAR_EN}?",
    ),
    (
        "quarters",
        rf"(?:first\s+(?P<count>two|three)\s+quarters{_OF_YEAR_EN}?"
        r"|(?P<few>2|3|hai|ba)\s+quý\s+đầu(?:\s+năm)?(?:\s+(?P<in_year>(?:19|20)\d{2}))?)",
    ),
    ("first half", rf"(?:first\s+half(?:\s+of)?(?:\s+the\s+year)?|h1){_OF_YEAR_EN}?"),
    ("second half", rf"(?:second\s+half(?:\s+of)?(?:\s+the\s+year)?|h2){_OF_YEAR_EN}?"),
    (
        "quarter",
        rf"(?:(?P<name>first|second|third|fourth)\s+quarter|q(?P<quarter>[1-4])){_OF_YEAR_EN}?",
    ),
    ("quarter", rf"quarter\s+(?P<quarter>[1-4]|iv|i{{1,3}})(?![\w]){_OF_YEAR_EN}?"),
    (
        "month",
        rf"(?P<name>{_MONTH_NAME}|(?:(?<=in )|(?<=by ))(?-i:May)|(?<=of )(?-i:May(?!\s+[A-Z]))"
        rf"|(?-i:May)(?=\s+20))"
        rf"{_OF_YEAR_EN}?(?!\s+\d{{1,2}}\b(?!\s*%))(?<!\d )",
    ),
    (
        "date",
        rf"(?P<name>{_MONTH_NAME}|(?-i:May))\s+{_DAY}(?!\d|[.,]\d)"
        r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?",
    ),
    (
        "date",
        rf"{_DAY}\s+(?P<name>{_MONTH_NAME}|(?-i:May))(?:,?\s+(?P<year>(?:19|20)\d{{2}}))?",
    ),
    ("year", r"(?:in|of|for|during|throughout|year)\s+(?P<year>(?:19|20)\d{2})(?![\d-])"),
    (
        "years",
        r"(?:giai đoạn|nhiệm kỳ|từ(?:\s+năm)?|kế hoạch 5 năm|period|from)?\s*"
        r"(?<!năm học )(?<!niên khóa )(?<!niên vụ )(?P<first>(?:19"
        r"|20)\d{2})\s*"
        r"(?:[-–—]|đến(?:\s+năm)?|to)\s*(?P<last>(?:19|20)\d{2})(?!\d)"
        r"(?!\s+(?:[a-z-]+\s+)?(?:school|academic|season|crop)(?!\w))",
    ),
    ("years", r"between\s+(?P<first>(?:19|20)\d{2})\s+and\s+(?P<last>(?:19|20)\d{2})(?!\d)"),
    (
        "so far",
        r"(?:từ\s+đầu\s+năm|lũy\s+kế|luỹ\s+kế|cộng\s+dồn|tính\s+chung(?!\s+(?:quý|cả\s+năm))"
        r"|year[- ]to[- ]date|so\s+far\s+this\s+year)",
    ),
)
# "Quý I, II và III", "các tháng 4, 5 và 6", "6 tháng các năm 2023 và 2024", "the first and second
# quarters": one word for several periods.
_ITEM = r"(?:[1-9][0-9]?(?![0-9])|(?:19|20)[0-9]{2}(?![0-9])|I{1,3}(?!\w)|IV(?!\w))"
_ORDINAL = r"(?:first|second|third|fourth)"
_NAME = rf"(?:{_MONTH_NAME}|May)(?!\w)"
SEVERAL_PERIODS = re.compile(
    r"(?<!\w)(?i:(?:(?P<months>[0-9]{1,2}\s+tháng)(?:\s+đầu(?:\s+năm)?)?\s+)?(?:của\s+)?(?:các\s+)?"
    rf"(?P<unit>tháng|quý|năm))\s+(?P<items>{_ITEM}(?:\s*,\s*{_ITEM})*,?\s*(?:và|and)\s+{_ITEM})"
    rf"(?:\s*(?:/|năm)\s*(?P<of>(?:19|20)[0-9]{{2}})(?![0-9]))?(?!\s*(?:%|[.,][0-9]|tháng|quý|năm))"
    rf"|(?<!etween )(?P<names>{_NAME}(?:\s*,\s*{_NAME})*,?\s*and\s+{_NAME})"
    rf"(?:\s+(?P<of_en>(?:19|20)[0-9]{{2}}))?(?!\w)"
    rf"|(?i:(?P<ordinals>{_ORDINAL}(?:\s*,\s*{_ORDINAL})*,?\s*and\s+{_ORDINAL})\s+quarters?)(?!\w)"
)
_PATTERNS = [(kind, re.compile(rf"(?i)(?<![^\W_])(?:{pattern})")) for kind, pattern in PERIODS]
# A report may name its own day, so long after its period.
_DAYS_AFTER = 62
# Figures are of a day only where these words lead to it.
_STATE = re.compile(
    r"(?i)(?:đến|tới|hết|thời điểm|as of|as at|by|until|till"
    r"|(?:since|from) (?:the )?(?:start|beginning) of (?:the |this )?year to"
    r"|from January 1 to)(?:\s+(?:hết|ngày|thời điểm|the))*\s*"
    r"(?:ngà|ngày)?\s?\w{0,3}$"
)
# After these, a period says when a plan or a target is for, and not when the figure is for.
_OF_A_PLAN = re.compile(
    rf"(?:{PLAN}(?:\s+(?i:vốn|đầu tư|công|thu|chi))*"
    r"|(?i:giá (?:so sánh|cố định)|ngày ban hành))\s+(?:(?i:của"
    r"|cho|for|of)\s+)?$"
    r"|(?i:(?<!\w)(?:luật|quy hoạch|chương trình|đề án|nghị định|nghị quyết|quyết định|chỉ thị"
    r"|thông tư|lễ hội|festival|hội chợ|law|decree|resolution|programme|program)"
    r"(?!\w)[^,;.]{0,40})$"
)

# A term of deposits or loans is no period: "kỳ hạn từ 6 tháng đến dưới 12 tháng".
_TERM = re.compile(r"(?i)(?<!\w)(?:kỳ hạn|thời hạn|kì hạn|terms? of)(?!\w)[^,;.%]{0,40}$")
_OF_PRICES = re.compile(r"(?i)(?<!\w)giá\s+$")


@dataclass(frozen=True)
class PeriodMention:
    """A period that a text names: its days, which may be several, and the words.

    `first` and `last` are None for words such as "lũy kế", which name no days of their own.
    """

    kind: str
    days: Days | None
    text: str
    start: int
    end: int

    def agrees(self, period: Days, state: bool = True) -> bool:
        """Whether the words may stand for the period of a figure.

        `state` is false for what happens in a time: a quarter is then none of its days.
        """
        if self.days is None:
            return (period[0].month == 1 and period[0].day == 1) or period[0] == period[1]
        first, last = self.days
        if self.kind == "date":
            # A state of the day, or all that happened until the day; or the day of the report.
            return period[0] <= last <= period[1] or 0 <= (last - period[1]).days <= _DAYS_AFTER
        if period[0] == period[1]:
            return state and first <= period[0] <= last
        if self.kind == "years":
            return first <= period[0] and period[1] <= last
        if self.kind == "year":
            return (first.year <= period[0].year and period[1].year <= last.year) or (
                period[0].year <= first.year <= period[1].year
            )
        if self.kind == "months" and period[0] == first:
            # Eight months and a half are reported as to date.
            return abs((period[1] - last).days) <= 16
        return (first, last) == period


def period_mentions(text: str, year: int | None) -> list[PeriodMention]:
    """The periods that a text names, in order, none inside another.

    Not those that a rate compares with, nor those of a plan. `year` is meant where the words name
    none. Without it such words are left out.
    """
    compared = [(one.start, one.end) for one in comparisons(text)]
    matches = [(match, kind) for kind, pattern in _PATTERNS for match in pattern.finditer(text)]
    found: list[PeriodMention] = []
    taken: list[tuple[int, int]] = []
    for match, kind in sorted(matches, key=lambda pair: -len(pair[0].group())):
        start, end = match.span()
        if any(start < stop and opens < end for opens, stop in taken):
            continue
        taken.append((start, end))
        if any(start < stop and opens < end for opens, stop in compared):
            continue
        if _OF_A_PLAN.search(text[:start]):
            continue
        if kind == "year" and _OF_PRICES.search(text[:start]):
            continue
        if kind == "months" and _TERM.search(text[:start]):
            continue
        if kind == "date" and not _is_state(text, match):
            continue  # the day of a decision or of a meeting
        days = _days(kind, match, year)
        if (
            days is not None
            and kind in ("month", "quarter", "year")
            and _UNTIL.search(text[:start])
        ):
            # "đến cuối tháng 6" is a day.
            kind, days = "date", (days[1], days[1])
        if days is not None or kind == "so far":
            found.append(PeriodMention(kind, days, match.group().strip(), start, end))
    return sorted(found, key=lambda one: one.start)


def several_periods(text: str, year: int) -> list[PeriodMention]:
    """The periods that a text names by one word for all of them; none where there are no such."""
    found = []
    for match in SEVERAL_PERIODS.finditer(text):
        of = f" năm {match['of']}" if match["of"] else ""
        until = "cuối " if _UNTIL.search(text[: match.start()]) else ""
        items = match["items"] or match["ordinals"] or match["names"]
        for item in re.findall(rf"{_ITEM}|{_ORDINAL}|{_NAME}", items):
            name = f"{match['unit']} {item}{of}" if match["items"] else f"{item} quarter"
            if match["names"]:
                name = f"in {item} {match['of_en'] or ''}".rstrip()
            named = f"{match['months']} {name}" if match["months"] else name
            for one in period_mentions(until + named, year)[:1]:
                found.append(PeriodMention(one.kind, one.days, item, match.start(), match.end()))
    return found


def _is_state(text: str, match: re.Match[str]) -> bool:
    lead = text[: match.start()]
    # "As of June 20", "đến ngày 20/6"
    named = match.start("name") if "name" in match.re.groupindex else match.start("day")
    return bool(
        _STATE.search(lead + match.group()[:4])
        or _STATE.search(text[: match.start("day")])
        or _STATE.search(text[:named])
    )


def _days(kind: str, match: re.Match[str], year: int | None) -> Days | None:
    named = {key: value for key, value in match.groupdict().items() if value}
    if kind == "years":
        return date(int(named["first"]), 1, 1), date(int(named["last"]), 12, 31)
    given = int(named["year"]) if "year" in named else year
    if given is None:
        return None
    if kind == "year":
        return date(given, 1, 1), date(given, 12, 31)
    if kind == "first half":
        return _months(given, 1, 6)
    if kind == "second half":
        return _months(given, 7, 12)
    if kind == "quarters":
        count = _count(named.get("count") or named["few"])
        return _months(int(named.get("in_year") or given), 1, 3 * count)
    if kind == "months":
        return _months(given, 1, _count(named.get("count") or named["last_month"]))
    if kind == "quarter":
        text = named.get("quarter") or named["name"]
        quarter = _ROMAN.get(text.lower()) or _count(text)
        return _months(given, 3 * quarter - 2, 3 * quarter)
    month = _count(named.get("month") or named.get("name") or "0")
    if not 1 <= month <= 12:
        return None
    if kind == "month":
        return _months(given, month, month)
    if kind == "date":
        day = int(named["day"])
        if day > monthrange(given, month)[1]:
            return None
        return date(given, month, day), date(given, month, day)
    return None


def _count(text: str) -> int:
    plain = " ".join(text.lower().split())
    if plain.isdecimal():
        return int(plain)
    return _MONTHS_EN.get(plain) or _NUMBER_WORDS.get(plain, 0)


def _months(year: int, first: int, last: int) -> Days | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


# "Năm học 2022-2023", "vụ đông xuân 2023-2024", "the 2022-2023 school year": no period of a figure.
_TO_YEAR = r"(?:19|20)[0-9]{2}\s?[-–/]\s?"
_LAST_YEAR = r"(?:19|20)?[0-9]{2}(?![0-9])"
_SEASON = re.compile(
    r"(?i)(?<!\w)(?:(?:năm học|niên khóa|niên vụ|(?<!nhiệm )vụ(?:\s+(?!giai )[^\W\d_]+){0,3}"
    rf"|(?:school|academic|crop)\s+year|season|crop)\s+{_TO_YEAR}(?P<last>{_LAST_YEAR})"
    rf"|{_TO_YEAR}(?P<last_en>{_LAST_YEAR})\s+(?:[a-z-]+\s+)?(?:school|academic|season|crop)(?!\w))"
)
# "Số vụ cháy năm" is of cases.
_CROP = re.compile(
    r"(?i)(?<!\w)(?:(?<!nhiệm )vụ|lúa)(?:\s+[^\W\d_]+){0,2}"
    r"\s+(?:xuân|hè|thu|đông|mùa|chiêm)\s*$"
)


def is_of_a_crop(before: str) -> bool:
    """Whether these words lead to the year of a crop, which is no calendar year: "vụ xuân năm"."""
    return _CROP.search(before) is not None


# "So với vụ đông xuân 2023-2024": what a figure is compared with.
_AGAINST = re.compile(
    r"(?i)(?<!\w)(?:với|hơn|bằng|gấp|than|with|to|against|from)\s+(?:(?:the|in)\s+)*$"
)


def is_of_earlier_season(sentence: str, year: int) -> bool:
    """Whether the last period that a sentence names is a school year or a crop year that was over
    before a year."""
    found = list(_SEASON.finditer(sentence))
    if not found or _AGAINST.search(sentence[: found[-1].start()]):
        return False
    last = found[-1]["last"] or found[-1]["last_en"]
    ended = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    return ended < year and not period_mentions(sentence[found[-1].end() :], year)


# How many months the words for the report's last month and quarter name.
LAST_MONTHS = {"tháng": 1, "month": 1, "quý": 3, "quarter": 3}
_OWN = r"\s+(?:này|báo cáo)(?!\w|\s+năm)"
# "Trong tháng thu hút 5 dự án" in a report of nine months: its last month. `this` and `own` are
# words that say so. Other words after it name another month; "Tháng Thanh niên" is a campaign.
THIS = re.compile(
    r"(?i)(?<!\w)(?:(?:trong|riêng|(?:in|during)\s+the|(?P<this>this))\s+"
    rf"|(?=(?:tháng|quý){_OWN}))(?P<which>(?-i:tháng|quý|month|quarter|THÁNG|QUÝ))"
    r"(?!\w)"
    r"(?!\s+(?:of|to|before|ended|earlier|ahead|under)(?!\w))"
    r"(?!\s*(?:[0-9]|trước|tới|sau|tiếp|đầu|cuối|cùng|năm"
    r"|hành động|cao điểm|thanh niên|công nhân|an toàn|khuyến mại|khuyến mãi|vận động|ra quân"
    r"|(?:i{1,3}|iv|giêng|chạp|một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín|mười)(?!\w)))"
    rf"(?P<own>{_OWN})?"
)
# The same where it opens a clause: "Trong tháng, …", "Trong tháng xảy ra …".
THIS_OPENS = re.compile(
    r"(?i)(?:^|[.;]\s*)\W*(?P<this>riêng\s+)?(?:trong\s+)?(?P<which>tháng|quý)"
    rf"(?:(?P<own>{_OWN})|,|\s+(?:có|xảy ra|ghi nhận|toàn (?:tỉnh|thành phố|huyện))(?!\w))"
)


def last_months(day: date, months: int) -> Days:
    """The months up to a day."""
    return date(day.year, max(1, day.month - months + 1), 1), day


def nearest_periods(around: Surroundings, year: int | None) -> list[PeriodMention]:
    """The periods that the words give a number: the last before it, and one after it ("trong …").

    Before it counts a period of its own clause, or one that opens the sentence. Empty where there
    is none, or where the words leave it open.
    """
    if _OPEN.search(around.own) or THIS.search(around.own):
        return []
    if around.is_listed:
        return period_mentions(around.whole_sentence, year)
    before = _before(around, year)
    if not before and _CONTINUES.match(around.whole_sentence):
        before = period_mentions(around.above, year)
    after = [
        mention
        for mention in period_mentions(around.beside, year)[:1]
        if (mention.start <= 1 or _IN.match(around.beside))
        and not (around.is_ratio and mention.kind == "year" and _EQUALS.search(around.own))
    ]
    return [*before[-1:], *after]


def _before(around: Surroundings, year: int | None) -> list[PeriodMention]:
    found = []
    clause = len(around.sentence) - len(around.clause)
    own = len(around.sentence) - len(around.own)
    for mention in period_mentions(around.sentence, year):
        before = around.sentence[: mention.start]
        if mention.start < clause and not _OPENING.fullmatch(before):
            continue
        if _THAN.search(before) and mention.start < own:
            continue
        found.append(mention)
    if found and _OPEN.search(around.sentence[found[-1].end :]):
        return []
    return found


# "Từ 15/8 đến 14/9", "từ ngày 15/12/2023 đến ngày 14/3/2024": what stands before the last day.
_FROM_DAY = re.compile(
    r"(?i)(?<!\w)từ\s+(?:ngày\s+)?(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})"
    r"(?:[/.-](?P<year>(?:19|20)[0-9]{2}))?\s*(?:đến|tới|[-–])?\s*$"
)
# A month of reports may be counted from the middle of the one before, between these days.
_MID_MONTH = range(10, 21)


def counted_months(last: PeriodMention, sentence: str) -> PeriodMention | None:
    """The month, quarter or months so far up to a day where the words name their first day: "từ
    15/8 đến 14/9" is September."""
    first = _FROM_DAY.search(sentence[: last.start]) if last.kind == "date" else None
    if first is None or last.days is None:
        return None
    ends, month = last.days[1], int(first["month"])
    year = int(first["year"] or ends.year - (month > ends.month))
    try:
        opens = date(year, month, int(first["day"]))
    except ValueError:
        return None
    # The months of reports join up: to the 14th, and from the 15th on.
    if opens.day not in _MID_MONTH or ends.day not in (opens.day - 1, opens.day):
        return None
    begin = (opens.replace(day=1) + timedelta(days=31)).replace(day=1)
    end = ends.replace(day=monthrange(ends.year, ends.month)[1])
    months = end.month - begin.month + 1
    quarter = months == 3 and end.month % 3 == 0
    named = begin.year == end.year and (begin.month == 1 or months == 1 or quarter)
    if not named:
        return None
    return PeriodMention("months", (begin, end), last.text, first.start(), last.end)


def named_periods(text: str, period: Days) -> set[Days]:
    """Every period that a text names, for whatever reason; `period` is that of the report.

    Words without a year may mean its year, or the one before or after. The months to a date are
    one too.
    """
    year = period[1].year
    found: set[Days] = set()
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for given in (year, year - 1, year + 1):
                if days := _days(kind, match, given):
                    found |= {days, (date(days[1].year, 1, 1), days[1])}
            if kind == "so far":
                found.add((date(year, 1, 1), period[1]))
    counted = (counted_months(one, text) for one in period_mentions(text, year))
    found |= {one.days for one in counted if one is not None and one.days is not None}
    for pattern in (THIS, THIS_OPENS):
        for match in pattern.finditer(text):
            found.add(last_months(period[1], LAST_MONTHS[match["which"].lower()]))
    found |= {(date(int(y), 1, 1), date(int(y), 12, 31)) for y in _ANY_YEAR.findall(text)}
    if _WHOLE_YEAR.search(text):
        found.add((date(year, 1, 1), date(year, 12, 31)))
    return found


_UNTIL = re.compile(
    r"(?i)(?:(?:đến|tới|hết|cuối|thời điểm)(?:\s+(?:hết|cuối|giữa|đầu|thời điểm))*|(?:end|until|by"
    r"|as) of|until|till)"
    r"(?:\s+the)?\s+$"
    r"|(?<!\w)by\s+(?:mid|late|early)-$"
)
_ANY_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])")
_WHOLE_YEAR = re.compile(r"(?i)năm|year|annual")
# Words for an earlier period that say not which, or for the present.
_OPEN = re.compile(
    r"(?i)cùng kỳ|cùng kì|năm trước|năm ngoái"
    # "Từ" opens a span of time or of amounts; "thu từ du lịch" says where money is from.
    r"|(?<!\w)từ(?:\s+(?:mức|khoảng|hơn|gần|trên|dưới|chỉ))*\s*(?=$|\d|(?:năm|tháng|quý|ngày|đầu|khi)\b)"
    r"|(?<!thực )hiện(?!\s+nay)(?:\s+(?:có|còn))|hiện nay|đến nay"
    r"|last year|earlier|previous|currently|so far"
)
# A sentence that goes on with what the one before it is about.
_CONTINUES = re.compile(
    r"(?i)\W*(?:trong đó|cụ thể|theo đó|trong mức|of which|of this|of that|among them)"
)
# "Bằng 106,8% năm 2022": that year is what the figure is compared with.
_EQUALS = re.compile(r"(?i)(?<!\w)(?:bằng|gấp)(?:\s+(?:khoảng|gần|hơn|trên|tới))?\s*$")
_IN = re.compile(r"[^,;.]{0,40}\b(?:trong|in|for|during)\b")
_THAN = re.compile(r"(?i)(?:hơn|bằng|than)\s+(?:\w+\s+)?$")
# Words that may open a sentence before its period.
_OPENING = re.compile(r"(?i)[^\w]*(?:[^\W\d_]+\s+){0,4}")
