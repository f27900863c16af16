"""What a rate compares with: an earlier period, a plan, and who gave the plan, by the words."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# The plan, in words. An abbreviation counts only in capitals, whatever the flags of a pattern.
PLAN = (
    r"(?:(?i:(?:tổng\s+)?(?:số\s+)?(?:kế hoạch\s+)?vốn\s+(?:được\s+|đã\s+)?(?:giao|phân bổ|bố trí)"
    r"|kế hoạch|dự toán|chỉ tiêu(?:\s+kế hoạch)?|mục tiêu|nghị quyết|kịch bản|dự kiến cả năm"
    r"|plan|target|estimate|projection|projected figure|goal|quota|budgeted"
    r"|(?<!state )budget(?!\s+(?:revenue|income|collection|expenditure|spending|deficit|balance)))"
    r"|(?-i:KH|DT))(?![^\W_])"
)
# "Giao" alone gives a plan; traffic, dealings and delivery do not.
GIVEN = r"(?<!\w)giao(?!\w)(?!\s+(?:thông|dịch|hàng|lưu|nhận|thương|thừa|đất))"
# Who gives a plan: the values of `basis`, and the words; the first that matches counts. Vague
# words name who gave it only where "giao" follows.
GIVERS: tuple[tuple[frozenset[str], str, bool], ...] = (
    (
        frozenset({"prime_minister"}),
        r"(?i:thủ tướng(?:\s+chính phủ)?|prime minister)|TTCP|TTg",
        False,
    ),
    (
        frozenset({"council"}),
        r"(?i:hội đồng nhân dân|people['’]s council)|HĐND(?:\s+(?:tỉnh|thành phố|TP))?",
        False,
    ),
    (
        frozenset({"central"}),
        r"(?i:trung ương|bộ tài chính|bộ kế hoạch và đầu tư|central government|central|ministry)"
        r"|(?<!\w)TW(?!\w)|T\.Ư|(?<!\w)TƯ(?!\w)|BTC",
        False,
    ),
    (frozenset({"central", "prime_minister"}), r"(?i:chính phủ|government)", False),
    (
        frozenset({"council"}),
        r"(?i:(?<!\w)(?:tỉnh|thành phố|ủy ban nhân dân|địa phương|province|city)(?!\w))|UBND",
        True,
    ),
)
_GIVES = (
    r"(?:['’]s\s+(?:\w+\s+)?(?:plan|target|estimate)\b"
    r"|[^,;.()%0-9]{0,20}?(?i:giao|quyết nghị|đề ra|thông qua|phân bổ|set|assigned|given)\b)"
)
_YEAR = r"(?:19|20)\d{2}"
# "CK" is short for "cùng kỳ", and for border gates ("khu vực CK", "CK Hữu Nghị"). Of all words only
# these lead to the period.
_LEADS_TO_CK = "".join(
    rf"|(?<={word} )" for word in ("so", "với", "hơn", "bằng", "lần", "hiện", "mức", "còn", "khi")
)
# What follows "CK" in the name of a border gate; "CK NĂM TRƯỚC" is the period.
NO_BORDER_GATE = r"(?!\s+(?!(?i:năm|tháng|quý)(?!\w))(?:[A-ZĐÀ-Ý]|quốc tế|phụ|chính|song phương))"
CK = (
    rf"(?:(?<![^\W\d_]\s)(?<!khẩu \(){_LEADS_TO_CK})"
    rf"(?-i:CK(?!\w){NO_BORDER_GATE})"
    r"(?:\s+(?:năm\s+)?(?:trước|ngoái|(?:19|20)\d{2}))?"
)
_LAST_YEAR = r"(?:năm\s+(?:trước|ngoái)|last\s+year)"

# A phrase that names the period compared with, without its "so với"; the first that matches counts.
# `kind` is the value of `basis` (blank: the same period last year), or year, month, quarter, other.
_OBJECTS: tuple[tuple[str, str], ...] = (
    (
        "other",
        r"(?:(?:bình quân|trung bình|(?<=so với )mức)(?!\s+(?:chung\s+)?cùng\s+(?:kỳ|kì))"
        r"|cả nước|toàn quốc|nhiệm kỳ|giai đoạn|niên vụ|vụ"
        r"|(?:the\s+)?(?:previous|last|preceding)\s+(?:crop|season)(?:\s+year)?)\b",
    ),
    (
        "other",
        r"(?:the\s+)?(?:national\s+|regional\s+|(?:\w+\s+)?country['’]s\s+)average"
        r"|(?:the\s+|(?<!on ))average",
    ),
    ("plan", rf"(?:mức\s+)?{PLAN}"),
    (
        "previous_december",
        rf"(?:(?:cuối\s+)?tháng\s+12(?:\s*[/.-]|\s+)?(?:\s*{_LAST_YEAR}|\s*(?:năm\s+)?{_YEAR})"
        rf"|(?:thời điểm\s+)?(?:ngày\s+)?31[/.-]12(?:[/.-]{_YEAR}|\s+{_LAST_YEAR})?"
        rf"|(?:thời điểm\s+)?(?:đầu|cuối)\s+năm(?:\s+(?:trước|ngoái|20\d\d))?(?!\s+\d)"
        rf"|december(?:\s+(?:last\s+year|of\s+last\s+year|20\d\d))"
        rf"|(?:the\s+)?(?:end\s+of\s+(?:last\s+year|20\d\d)|start\s+of\s+(?:the|this)\s+year"
        rf"|beginning\s+of\s+(?:the|this)\s+year|year[- ]end))",
    ),
    ("previous_month", r"cùng\s+(?:kỳ|kì|thời điểm|ngày)\s+(?:của\s+)?tháng\s+(?:liền\s+)?trước"),
    (
        "same",
        rf"(?:(?:(?:thực hiện|bình quân|trung bình|mức|thời điểm)\s+)?(?:cùng|chung)\s+(?:kỳ|kì"
        rf"|thời điểm|tháng|quý)(?:\s+(?:của\s+)?(?:năm\s+)?"
        rf"(?:trước|ngoái|{_YEAR}))?"
        rf"|(?:tháng|quý)\s+(?:cùng kỳ|này)\s+{_LAST_YEAR}|svck|{CK}"
        rf"|(?:the\s+)?(?:same|corresponding)\s+(?:period|month|quarter|time)"
        rf"(?:\s+(?:of|in|from)?\s*(?:{_YEAR}|last\s+year"
        rf"|the\s+previous\s+year|a\s+year\s+\w+))?"
        rf"|(?:a\s+|one\s+|the\s+)?year\s+(?:earlier|ago|before)"
        rf"|last\s+year(?:['’]s\s+\w+(?:\s+\w+)?)?"
        rf"|the\s+previous\s+year)",
    ),
    (
        "previous_month",
        r"(?:tháng\s+(?:liền\s+)?trước(?!\s+đây)(?:\s+đó)?|the\s+previous\s+month"
        r"|last\s+month|the\s+month\s+before|a\s+month\s+(?:earlier|ago))",
    ),
    (
        "previous_quarter",
        r"(?:quý\s+(?:liền\s+)?trước(?:\s+đó)?|the\s+previous\s+quarter"
        r"|last\s+quarter|the\s+quarter\s+before)",
    ),
    ("same_year", rf"(?:thực hiện\s+)?{_LAST_YEAR}"),
    (
        "month",
        rf"(?:cuối\s+)?tháng\s+(?P<month>\d{{1,2}})(?:\s*[/.-]\s*{_YEAR}"
        rf"|\s+năm\s+{_YEAR})?",
    ),
    (
        "month",
        r"(?-i:(?P<name>January|February|March|April|May|June|July|August|September|October"
        rf"|November|December))(?:\s+{_YEAR})?(?!\s+(?:\d|to\b|and\b(?=.*\bto\b)|through\b))",
    ),
    (
        "quarter",
        rf"(?:cuối\s+)?quý\s+(?P<quarter>[1-4]|I{{1,3}}|IV)(?:\s*[/.-]\s*{_YEAR}"
        rf"|\s+năm\s+{_YEAR})?",
    ),
    (
        "year",
        rf"(?:thực hiện\s+)?(?:năm\s+(?:gốc\s+)?)?{_YEAR}|(?:kỳ\s+gốc"
        rf"|năm\s+gốc)(?:\s+(?:năm\s+)?{_YEAR})?",
    ),
)
_MONTHS_EN = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_WITH = (
    r"(?:(?<!giá\s)so(?:\s+sánh)?(?:\s+(?:với|cùng))?|với|compared\s+(?:with|to)|versus|vs\.?|against"
    r"|from|over|since"
    r"|than(?:\s+(?:in|at|that\s+of|those\s+of))?|on)\s+(?:thực hiện\s+|that\s+of\s+"
    r"|the\s+figure\s+(?:of|in)\s+)?"
)
# Phrases that need no "so với".
_ALONE: tuple[tuple[str, str], ...] = (
    (
        "same",
        rf"(?:cùng\s+(?:kỳ|kì|thời điểm)(?:\s+(?:năm\s+)?(?:trước|ngoái|{_YEAR}))?|svck|{CK}"
        r"|year[- ]on[- ]year|year[- ]over[- ]year|y/y|yoy|y-o-y|on\s+year|annually)",
    ),
    (
        "same",
        rf"of\s+(?:that\s+of\s+)?the\s+(?:same|corresponding)\s+period"
        rf"(?:\s+(?:(?:of|in)\s+)?(?:{_YEAR}|last\s+year|the\s+previous\s+year))?",
    ),
    # "108% of that in the first quarter of 2022"
    (
        "same",
        rf"of\s+(?:that|those|the\s+(?:figure|level|number|amount|total|value|result)s?)"
        rf"(?:\s+(?:recorded|posted|seen|reported|achieved))?\s+(?:a\s+year\s+(?:ago|earlier|before)"
        rf"|last\s+year|(?:in|of|for|during)\s+(?:the\s+)?(?:(?:same|corresponding)\s+(?:period|month|quarter|time)"
        rf"|(?:first|second|third|fourth)\s+(?:quarter|half)|(?:first\s+)?\w+\s+months|q[1-4])"
        rf"(?:\s+(?:of\s+|in\s+)?(?:{_YEAR}|last\s+year|the\s+previous\s+year))?)",
    ),
    (
        "same",
        r"(?:the\s+)?year[- ](?:earlier|ago)\s+(?:level|figure|number|period|total|amount)s?",
    ),
    (
        "previous_month",
        r"(?:bằng|gấp)\s+[0-9][0-9.,]*\s*(?:%|phần trăm|lần)\s+(?:thực hiện\s+)?tháng\s+trước",
    ),
    (
        "previous_quarter",
        r"(?:bằng|gấp)\s+[0-9][0-9.,]*\s*(?:%|phần trăm|lần)\s+(?:thực hiện\s+)?quý\s+trước",
    ),
    (
        "same_year",
        r"(?:of\s+)?last\s+year['’]s\s+(?:figure|level|total|result|amount|volume|output|value)s?",
    ),
    ("same", r"yearly(?=\s+(?:rise|fall|increase|decrease|drop|gain|decline|growth))"),
    ("previous_month", r"monthly(?=\s+(?:rise|fall|increase|decrease|drop|gain|decline|growth))"),
    ("previous_month", r"(?:month[- ]on[- ]month|month[- ]over[- ]month|m/m|mom)"),
    ("previous_quarter", r"(?:quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter|q/q|qoq)"),
    # "Bằng 106,8% năm 2022", "double the figure of 2022", "5% above 2019": a year to compare with.
    (
        "year",
        rf"[0-9][0-9.,]*\s?(?:%|percent|per\s+cent)\s+of\s+{_YEAR}(?!['’]|\s+(?:[a-z-]+\s+)?{PLAN})"
        rf"|of\s+(?:the\s+)?{_YEAR}(?:['’]s)?\s+(?:figure|level|total|result|amount|number)s?"
        rf"|(?:bằng|gấp)\s+[0-9][0-9.,]*\s*(?:%|phần trăm|lần)\s+(?:thực hiện\s+)?năm\s+{_YEAR}"
        rf"|(?:the\s+)?(?:figure|level)s?\s+(?:of|in|for)\s+{_YEAR}|(?:above|below)\s+{_YEAR}",
    ),
)

# Words between a number and what it compares with: tăng 5% về lượng so với …
MOST_WORDS_BETWEEN = 3
# A day that they may name beside: "tăng 6,9% tính đến ngày 29/9 so với cuối năm".
_AS_OF = re.compile(
    r"(?i)(?<!\w)(?:(?:tính\s+)?(?:đến|tới)|as\s+(?:of|at)|by)\s+"
    r"(?:(?:hết|cuối|thời\s+điểm|the\s+end\s+of)\s+)*(?:ngày\s+)?"
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?|(?:tháng|quý)\s+\w+(?:(?:/|\s+năm\s+){_YEAR})?"
    rf"|(?-i:[A-Z][a-z]+)(?:\s+\d{{1,2}})?(?:,?\s+{_YEAR})?"
    rf"|\d{{1,2}}\s+(?-i:[A-Z][a-z]+)(?:\s+{_YEAR})?)"
)


def words_between(text: str) -> int:
    """How many words stand between a number and what it compares with, without a day."""
    return len(_AS_OF.sub(" ", text).split())


def in_brackets_after(follows: str, closed: bool = True) -> str:
    """What a bracket directly after a number compares with: 82% (so với dự toán).

    Where it need not be `closed`, another number may stand in it: (so với dự toán; tăng 5%).
    """
    bracket = re.match(r"\s*\(([^()]{3,60})" + (r"\)" if closed else ""), follows)
    first = next(iter(comparisons(bracket[1])), None) if bracket else None
    return bracket[1] if bracket and first is not None and first.start <= 1 else ""


# What follows is compared anew: "tăng so với tháng trước 3,1% và so với cùng kỳ 8,2%".
AND_COMPARED = re.compile(
    r"(?i)\s*(?:và|and)\s+(?:(?:tăng|giảm|bằng)\s+)?(?:so|compared|against)(?!\w)"
)


@dataclass(frozen=True)
class Comparison:
    """Words that name what a rate compares with, from `start` to `end` of the given text.

    `kind` is plan, same, same_year, previous_month, previous_quarter, previous_december, month,
    quarter, year or other; `year`, `month` and `quarter` are given where the words name them.
    `after_so_voi` is true where the words begin with "so với".
    """

    kind: str
    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    after_so_voi: bool = False

    def bases(self, period: tuple[date, date] | None) -> frozenset[str] | None:
        """The values of `basis` that agree with the words for a figure of this period.

        None where the words leave it open.
        """
        before = period[0].year - 1 if period else None
        if self.kind in ("same", "same_year"):
            # The words may name the period of the rate: "mức tăng 6,1% của cùng kỳ năm 2022".
            if self.year is None or before is None or self.year in (before, before + 1):
                return frozenset({"", *([f"base_{before}"] if self.kind == "same_year" else [])})
            return frozenset({f"base_{self.year}"})
        if self.kind == "year":
            if self.year is None:
                return None
            base = f"base_{self.year}"
            return frozenset({base, ""}) if self.year == before else frozenset({base})
        if self.kind == "month":
            return self._of_month(period)
        if self.kind == "quarter":
            return self._of_quarter(period)
        if self.kind == "previous_december":
            if self.year is not None and before is not None and self.year != before:
                return None
            december = {"previous_december"}
            if period and period[0].month == period[1].month == 12:
                december.add("")
            if period and period[0].month == period[1].month == 1:
                december.add("previous_month")
            return frozenset(december)
        if self.kind in ("previous_month", "previous_quarter"):
            return frozenset({self.kind})
        return None

    def _of_month(self, period: tuple[date, date] | None) -> frozenset[str] | None:
        if period is None or (period[0].year, period[0].month) != (period[1].year, period[1].month):
            return None
        own = 12 * period[0].year + period[0].month
        year = self.year or period[0].year - int((self.month or 0) >= period[0].month)
        ago = own - (12 * year + (self.month or 0))
        return {1: frozenset({"previous_month"}), 12: frozenset({""})}.get(ago)

    def _of_quarter(self, period: tuple[date, date] | None) -> frozenset[str] | None:
        if period is None or (period[1].month - period[0].month) != 2:
            return None
        own = 4 * period[0].year + (period[0].month + 2) // 3
        if self.year is None:
            previous = (period[0].month + 2) // 3 - 1 or 4
            return frozenset({"previous_quarter"}) if self.quarter == previous else None
        ago = own - (4 * self.year + (self.quarter or 0))
        return {1: frozenset({"previous_quarter"}), 4: frozenset({""})}.get(ago)


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


def _compiled(pattern: str, with_words: bool) -> re.Pattern[str]:
    lead = _WITH if with_words else ""
    return re.compile(rf"(?i)(?<![^\W_]){lead}(?:{pattern})(?![^\W_])")


_PHRASES = [
    *((kind, _compiled(pattern, True), True) for kind, pattern in _OBJECTS),
    *((kind, _compiled(pattern, False), False) for kind, pattern in _ALONE),
]


@lru_cache(maxsize=4096)
def comparisons(text: str) -> tuple[Comparison, ...]:
    """Every comparison that a text names, in order; none inside another."""
    found: list[Comparison] = []
    for kind, pattern, with_words in _PHRASES:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            named = match.groupdict()
            month, quarter = named.get("month"), named.get("quarter")
            if name := named.get("name"):
                month = str(_MONTHS_EN.index(name.lower()) + 1)
            year = _ANY_YEAR.search(match.group())
            found.append(
                Comparison(
                    kind=kind,
                    text=match.group().strip(),
                    start=match.start(),
                    end=match.end(),
                    year=int(year.group()) if year else None,
                    month=int(month) if month else None,
                    quarter=_ROMAN.get(quarter.upper()) or int(quarter) if quarter else None,
                    after_so_voi=with_words,
                )
            )
    return tuple(sorted(found, key=lambda one: one.start))


_PLAN_PHRASE = re.compile(PLAN)
_PLAN_BEFORE = re.compile(PLAN + r"[^,;.()%]{0,30}$")
_GIVER = [(bases, re.compile(words), vague) for bases, words, vague in GIVERS]
_GIVEN = re.compile(_GIVES)
# "được Trung ương giao", "assigned by the Government"
_GIVEN_BEFORE = re.compile(r"(?i)(?:set|assigned|given|approved)\s+by\s+(?:the\s+)?(?:[\w]+\s+)?$")


def names_plan(text: str) -> str:
    """The first word of a text that names a plan; blank where none does."""
    match = _PLAN_PHRASE.search(text)
    return match.group() if match else ""


@dataclass(frozen=True)
class Giver:
    """Who gave a plan: the values of `basis` that agree with the words, and the words.

    `gives` says whether a verb such as "giao" says it, and not only a plan in front.
    """

    bases: frozenset[str]
    text: str
    start: int
    gives: bool


def givers(text: str) -> list[Giver]:
    """Who gave the plans that a text names, in order."""
    taken: list[tuple[int, int]] = []
    found = []
    for bases, pattern, vague in _GIVER:
        for match in pattern.finditer(text):
            if any(match.start() < stop and start < match.end() for start, stop in taken):
                continue
            taken.append(match.span())
            gives = _GIVEN.match(text, match.end()) or _GIVEN_BEFORE.search(text[: match.start()])
            if gives or (not vague and _PLAN_BEFORE.search(text[: match.start()])):
                found.append(Giver(bases, match.group(), match.start(), bool(gives)))
    return sorted(found, key=lambda giver: giver.start)
