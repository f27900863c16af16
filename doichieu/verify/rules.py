"""The tables of verify: which numbers are no figures, and which words mean what.

Everything here is data. For a new kind of date or name, add a line to RULES.
"""

import re
from dataclasses import dataclass

# A year of our time, one item of a list of document numbers, a day and a month.
_YEAR = r"(?:19|20)[0-9]{2}"
_CODE = r"(?:[-/][\w/-]+)?"
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_END = r"(?![0-9])"
_AND = r"\s*(?:,|;|-|–|—|và|đến|hoặc)\s*"
# A later item of a list counts only where the list continues or ends: in "số 16, 5 huyện" the 5 is
# a separate count.
_ITEM_ENDS = r"(?=\s*(?:$|[,.;:)”\"]|(?:của|về|và|ngày|năm|hoặc)\b))"
# "Mỗi tháng 5 vụ" is five cases a month, not the month of May.
_NO_RATE = "".join(rf"(?<!{word} )" for word in ("mỗi", "Mỗi", "hàng", "Hàng", "hằng", "Hằng"))
# The words after a count such as "5/11 huyện" (5 of 11 districts), which is no date.
_COUNTED = (
    "huyện|xã|phường|thị trấn|thôn|tỉnh|thành phố|địa phương|đơn vị|cơ quan|chỉ tiêu|tiêu chí"
    "|mục tiêu|nhiệm vụ|dự án|công trình|cơ sở|trường|doanh nghiệp|hợp tác xã|hộ|người|đại biểu"
)


@dataclass(frozen=True)
class Rule:
    """A kind of number that is no figure.

    A number is set apart when it lies completely inside a match of `pattern`. A number with a unit
    or a percent sign is set apart only if `part_of_a_name` states that its digits belong to a name.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    part_of_a_name: bool = False


def _rule(name: str, reason: str, pattern: str, part_of_a_name: bool = False) -> Rule:
    return Rule(name, reason, re.compile(pattern), part_of_a_name)


# The first rule that covers a number gives it its name. Patterns are case-sensitive where
# (?i:…) does not say otherwise.
RULES: tuple[Rule, ...] = (
    _rule(
        "disease name",
        "the digits belong to the name of a disease or virus",
        r"(?i:\bcovid\s?[-‑–—]?\s?19|\bsars[-‑–—]cov[-‑–—]?2)" + _END,
        part_of_a_name=True,
    ),
    _rule(
        "document code",
        "the number of a document, shown by the code after it",
        rf"\b[0-9]+(?:/{_YEAR})?[-/](?=[A-ZĐ]{{2}})[A-ZĐ0-9]+(?:[-/][A-ZĐ0-9]+)*",
    ),
    _rule(
        "document number",
        "the number of a directive, resolution, decree or the like",
        r"(?i:\b(?:(?:chỉ thị|nghị quyết|nghị định|thông tư|công điện|công văn)(?:\s+số)?"
        r"|(?:quyết định|kế hoạch|chương trình|đề án|báo cáo|thông báo|hướng dẫn|tờ trình"
        r"|văn bản|kết luận|luật|pháp lệnh|lệnh)\s+số)"
        rf"\s+[0-9]+{_CODE}(?:\s*(?:,|;|và|hoặc)\s*(?:số\s+)?[0-9]+{_CODE}{_ITEM_ENDS})*)",
    ),
    _rule(
        "part of a document",
        "numbers an article, table, figure, annex or page",
        r"\b(?:Điều|Khoản|Bảng|Biểu|Hình|Phụ lục|Trang)\s+(?:số\s+)?[0-9]{1,3}" + _END,
    ),
    _rule(
        "date stamp",
        "a date written year first",
        rf"\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?{_END}",
    ),
    _rule(
        "year span",
        "from one year to another",
        rf"\b{_YEAR}\s*(?:-|–|—|đến(?:\s+năm)?)\s*{_YEAR}{_END}",
    ),
    _rule(
        "date",
        "a day of a month",
        rf"{_NO_RATE}(?i:\bngày)\s+{_DAY}(?:\s*[/.-]\s*{_MONTH}(?:\s*[/.-]\s*{_YEAR})?)?{_END}"
        rf"|\b{_DAY}[/.-]{_MONTH}[/.-]{_YEAR}{_END}",
    ),
    _rule(
        "clock time",
        "an hour of the day, or round the clock",
        r"\b(?:[01]?[0-9]|2[0-4])h(?:[0-5][0-9])?\b|\b24/(?:24|7)\b"
        r"|(?i:\b(?:lúc|vào))\s+[0-9]{1,2}\s+giờ(?:\s+[0-5]?[0-9](?:\s+phút)?)?\b",
    ),
    _rule(
        "day/month",
        "a day and a month with a slash between, unless the words around it count a share",
        r"(?<!đạt )(?<!có )(?<!tại )(?<!ở )(?<!được )(?<!với )(?<![/0-9.,-])"
        rf"{_DAY}/{_MONTH}(?![/0-9])(?!\s+(?:{_COUNTED})\b)",
    ),
    _rule(
        "month",
        "names a month",
        rf"{_NO_RATE}(?i:\btháng)\s+{_MONTH}(?:{_AND}{_MONTH}{_ITEM_ENDS})*"
        rf"(?:\s*[/-]\s*{_YEAR})?{_END}",
    ),
    _rule(
        "quarter",
        "names a quarter",
        rf"{_NO_RATE}(?i:\bquý)\s+(?:[1-4]|[IV]+)(?:\s*[/-]\s*{_YEAR})?{_END}",
    ),
    _rule(
        "round",
        "numbers a round, a term, a stage, a dose (also misspelt đơt)",
        r"(?<!trong )(?i:\b(?:đợt|đơt|vòng|khóa|khoá|mũi|giai đoạn|thứ|lần thứ|lần))\s+[0-9]{1,2}"
        + _END,
    ),
    _rule(
        "period",
        "how many months or years a period has",
        rf"\b[0-9]{{1,2}}\s+tháng\b"
        rf"|\b[0-9]{{1,2}}\s+năm\s+(?:(?:qua|tới|gần)\b|(?={_YEAR}\s*[-–—]))",
    ),
    _rule(
        "year",
        "names a year, or a list of years",
        rf"{_NO_RATE}(?i:\bnăm|\bnhiệm kỳ)\s+{_YEAR}{_END}(?:{_AND}{_YEAR}{_END})*",
    ),
    _rule(
        "place",
        "numbers a road, a kilometre post, a border mark, a ward",
        r"\bKm\s?[0-9]+(?:\+[0-9]+)?"
        r"|(?i:\b(?:quốc lộ|tỉnh lộ|ql|cột mốc))\s?[0-9]+[A-Z]?\b"
        rf"|(?i:\b(?:quận|phường))\s[0-9]{{1,2}}{_END}{_ITEM_ENDS}",
    ),
    _rule(
        "slogan",
        "one digit and one capital: the name of a slogan or a network",
        r"\b[1-9][KGSRD]\b",
    ),
    _rule(
        "name",
        "the digits touch the letters of a name",
        r"\b[^\W\d_]\w*(?:[-‑][^\W\d_]\w*)*[-‑]?[0-9]+\w*",
    ),
    _rule(
        "base of an average",
        "the one thing that an average is counted for",
        r"(?i:\bbình quân)\s+(?:mỗi\s+)?0?1(?=\s+[^\W\d_])",
    ),
    _rule(
        "list mark",
        "numbers a heading or an item",
        r"^[0-9]{1,2}(?:\.[0-9]{1,2})*[.)](?=\s)|\([0-9]{1,2}\)",
    ),
)

# Other ways to print a word of a unit's name.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "%": ("%", "％", "phần trăm"),
    "tỷ": ("tỷ", "tỉ"),
    "nghìn": ("nghìn", "ngàn"),
    "USD": ("USD", "đô la Mỹ", "đô-la Mỹ", "đô la", "đô-la"),
    "khách": ("khách", "du khách"),
}

# Followed by one of these, a unit's name is part of another word: "đồng thời" is no money.
NOT_A_UNIT: dict[str, tuple[str, ...]] = {
    "đồng": ("thời", "bộ", "loạt", "lòng", "bào", "hành", "chí", "thuận", "đều", "tình", "minh"),
    "tấn": ("công",),
    "lần": ("thứ", "đầu", "lượt"),
}

# Words between number and unit that would change the size: they are never skipped.
MAGNITUDES = frozenset(
    ["trăm", "chục", "vạn", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "thousand", "million", "billion"]
)

# The words of a qualifier, before the number.
QUALIFIER_WORDS: dict[str, tuple[str, ...]] = {
    "over": ("hơn", "trên", "vượt", "quá"),
    "nearly": ("gần",),
    "about": ("khoảng", "xấp xỉ", "chừng"),
}
# Directly before a number these are almost always qualifiers; "trên" also means "on".
CLEAR_QUALIFIERS = {"hơn": "over", "gần": "nearly", "khoảng": "about"}


@dataclass(frozen=True)
class Wording:
    """Words next to a number that exclude some measures."""

    words: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    excludes: frozenset[str]


# Only these words may be between the direction word and the number: "tăng trưởng giảm còn 5%"
# is still growth, so "còn", "xuống", "lên" end the check.
_FILL = r"(?:\s+(?:ước|khoảng|hơn|gần|trên|thêm|tới|bình quân))*\s+$"
_SHARES = frozenset({"plan_pct", "index_pct", "share_pct"})
WORDINGS: tuple[Wording, ...] = (
    Wording(
        "tăng",
        re.compile(r"(?i)(?<!\w)(?<!giảm[ /,(])(?<!giảm, )(?<!không )tăng(?:\s+trưởng)?" + _FILL),
        re.compile(""),
        _SHARES | {"decrease_pct", "under_plan_pct"},
    ),
    Wording(
        "giảm",
        re.compile(r"(?i)(?<!\w)(?<!tăng[ /,(])(?<!tăng, )(?<!không )giảm" + _FILL),
        re.compile(""),
        _SHARES | {"increase_pct", "over_plan_pct", "increase_times"},
    ),
    Wording(
        "đạt … kế hoạch",
        re.compile(r"(?i)\b(?:đạt|bằng)" + _FILL),
        re.compile(r"(?i)\s*%\s*(?:so với\s+|của\s+)?(?:kế hoạch|dự toán)\b"),
        frozenset({"increase_pct", "decrease_pct", "over_plan_pct", "under_plan_pct"})
        | {"index_pct"},
    ),
    Wording(
        "bằng … so với cùng kỳ",
        re.compile(r"(?i)\bbằng" + _FILL),
        re.compile(r"(?i)\s*%\s*so với (?:cùng kỳ|năm trước)\b"),
        frozenset({"increase_pct", "decrease_pct", "plan_pct", "share_pct"}),
    ),
)
