"""The numbers that are no figures: dates, ranks, names, documents, exchange rates.

Everything here is data. For a new kind of date or name, add a line to RULES.
"""

import re
from dataclasses import dataclass

# A year of our time, one item of a list of document numbers, a day and a month.
_YEAR = r"(?:19|20)[0-9]{2}"
_CODE = r"(?:[-/][\w/-]+)?"
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
# No range of rates: "tăng từ 8-8,5%".
_DAY_MONTH = rf"{_DAY}[/.-]{_MONTH}(?!,[0-9]|\s?%)"
_END = r"(?![0-9])"
_WHOLE = r"(?![0-9]|[.,][0-9])"
_AND = r"\s*(?:,|;|-|–|—|và|đến|hoặc|and|to|or)\s*"
# A later item of a list counts only where the list continues or ends: in "số 16, 5 huyện" the 5 is
# a separate count.
_ITEM_ENDS = r"(?=\s*(?:$|[,.;:)”\"]|(?:của|về|và|ngày|năm|hoặc|lần lượt|and|of)\b))"
# "Mỗi tháng 5 vụ" is five cases a month, not the month of May.
_NO_RATE = "".join(rf"(?<!{word} )" for word in ("mỗi", "Mỗi", "hàng", "Hàng", "hằng", "Hằng"))
_MONTHS_EN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_ORDINAL_EN = r"(?:st|nd|rd|th)\b"
# Words before a day and month, and words after it, that no count of a total has.
_ON_A_DAY = (
    r"(?:ngày|đến|tới|từ|trước|sau|hết|sáng|chiều|tối|trưa|hôm|dịp|lễ|mùng|mồng|vào|tính|nghỉ"
    r"|đợt|và|-|–)"
)
_AFTER_A_DAY = (
    r"(?:và|hoặc|đến|tới|năm|nay|của|là|đã|vừa|thì|có|tỉnh|UBND|HĐND|hằng|hàng|vừa|qua|âm|dương"
    r"|lịch|trên|tại|theo|do|khi|với|cả|đạt|ước|được|tăng|giảm)"
)
_COUNTS_A_SHARE = "".join(
    rf"(?<!{word} )"
    for word in ("đạt", "có", "tại", "ở", "được", "với", "chiếm", "bằng", "khoảng", "gần", "hơn")
)
_CURRENCY = r"(?:USD|US\$|EUR|euro|đô la Mỹ|đô la|CNY|NDT|nhân dân tệ|JPY|yên|SGD|won|bảng Anh)"

# "Thuê bao/100 dân", "cases per 100,000 people"; "950 hộ/1.000 hộ" is so many of so many.
_FOR_SO_MANY = (
    r"(?:(?<![^\W\d_])(?P<rated>[^\W\d_]+)(?P<stroke>\s?/\s?)|(?P<per>(?:\s+|\b)per\s+"
    r"|(?<!có)(?<!đạt)(?<!là)(?<!với)(?<!hơn)\s+trên\s+(?=(?:1|một)\s+vạn\s+dân)))"
    r"(?P<count>10{2,6}|10{0,2}(?:[.,]000)+|(?:(?:1|một)\s+)?vạn)(?!\s+(?P=rated)(?!\w))"
    r"(?=\s+(?P<noun>dân|người|hộ|trẻ|phụ nữ|học sinh|lao động|inhabitants"
    r"|people|persons|population|households|children|women|students|workers|live births)\b)"
)


@dataclass(frozen=True)
class Rule:
    """A kind of number that is no figure.

    A number is set apart when it lies completely inside a match of `pattern`; where the pattern
    has a group, inside that. A number with a unit is set apart only if `with_unit` states that
    its digits are no figure even then. A figure may still claim a number with its unit.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    with_unit: bool = False


def _rule(name: str, reason: str, pattern: str, with_unit: bool = False) -> Rule:
    return Rule(name, reason, re.compile(pattern), with_unit)


# The first rule that covers a number gives it its name. Patterns are case-sensitive where
# (?i:…) does not say otherwise.
RULES: tuple[Rule, ...] = (
    _rule(
        "disease name",
        "the digits belong to the name of a disease or virus",
        r"(?i:\bcovid\s?[-‑–—]?\s?19|\bsars[-‑–—]cov[-‑–—]?2)" + _END,
        with_unit=True,
    ),
    _rule(
        "rate for so many",
        "the rate before it is for so many",
        _FOR_SO_MANY,
        with_unit=True,
    ),
    _rule(
        "document code",
        "the number of a document, shown by the code after it",
        rf"\b[0-9]+(?:/{_YEAR})?[-/](?=[A-ZĐ]{{2}})[A-ZĐ0-9]+(?:[-/&][A-ZĐ0-9]+)*",
    ),
    _rule(
        "document number",
        "the number of a directive, resolution, decree or the like",
        r"(?i:\b(?:(?:chỉ thị|nghị quyết|nghị định|thông tư|công điện|công văn)(?:\s+số)?"
        r"|(?:quyết định|kế hoạch|chương trình|đề án|báo cáo|thông báo|hướng dẫn|tờ trình"
        r"|văn bản|kết luận|luật|pháp lệnh|lệnh|khóa họp)\s+số"
        r"|(?:decree|resolution|directive|decision|circular)(?:\s+no\.?)?|\bno\.)"
        rf"\s*[0-9]+{_CODE}(?:\s*(?:,|;|và|hoặc)\s*(?:số\s+)?[0-9]+{_CODE}{_ITEM_ENDS})*)",
    ),
    _rule(
        "part of a document",
        "numbers an article, table, figure, annex or page",
        r"\b(?:Điều|Khoản|Bảng|Biểu|Hình|Phụ lục|Trang|Table|Figure|Annex|Article|Page|Chart)"
        r"\s+(?:số\s+)?[0-9]{1,3}" + _END,
    ),
    _rule(
        "table of contents",
        "the page of a heading, behind a row of dots",
        r"(?:\.{5}|…{2}|(?:\. ){4})[.…\s]*[0-9]{1,4}\s*$",
    ),
    _rule(
        "date stamp",
        "a date written year first",
        rf"\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?{_END}",
    ),
    _rule(
        "year span",
        "from one year to another",
        rf"\b{_YEAR}\s*(?:-|–|—|/|đến(?:\s+năm)?|to)\s*(?:{_YEAR}|[0-9]{{2}}(?=[,.)\s]|$)){_END}",
    ),
    _rule(
        "date",
        "a day of a month",
        rf"(?i:\bngày)\s+{_DAY}(?:\s*,\s*{_DAY})*\s*(?:và|đến|[-–])\s*{_DAY}[/.-]{_MONTH}{_END}"
        rf"|{_NO_RATE}(?i:\bngày|\bsáng|\bchiều|\btối|\bhôm)\s+{_DAY}"
        rf"(?:\s*[/.-]\s*{_MONTH}(?:\s*[/.-]\s*{_YEAR})?)?"
        rf"(?:{_AND}(?:ngày\s+)?{_DAY}[/.-]{_MONTH}(?:[/.-]{_YEAR})?)?{_END}"
        rf"|(?i:\bngày)\s+{_DAY}\s+(?:tháng|and|và)\s+{_MONTH}{_END}"
        rf"|\b{_DAY}[/.-]{_MONTH}[/.-]{_YEAR}{_END}"
        rf"|\b{_MONTHS_EN}\s+{_DAY}\s*[-–]\s*{_DAY}{_END}"
        rf"|\b{_MONTHS_EN}\s+{_DAY}(?:{_ORDINAL_EN})?(?:,?\s+{_YEAR})?{_WHOLE}"
        rf"|\b{_DAY}(?:{_ORDINAL_EN})?\s+(?:of\s+)?{_MONTHS_EN}(?:,?\s+{_YEAR})?{_END}"
        rf"|\b{_MONTHS_EN},?\s+{_YEAR}{_END}",
    ),
    _rule(
        "clock time",
        "an hour of the day, or round the clock",
        r"\b(?:[01]?[0-9]|2[0-4])h(?:[0-5][0-9])?\b|\b24/(?:24|7)(?:h|\b)"
        r"|\b(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?\b|\bGMT\s?[+-][0-9]{1,2}\b"
        r"|(?i:\b(?:lúc|vào))\s+[0-9]{1,2}\s+giờ(?:\s+[0-5]?[0-9](?:\s+phút)?)?\b"
        r"|\b[0-9]{1,2}\s+giờ(?:\s+[0-5]?[0-9](?:\s+phút)?)?(?=,?\s+(?i:ngày|sáng|chiều|tối|hôm)\b)"
        r"|\b[0-9]{1,2}(?:[:.][0-5][0-9])?\s?(?:a\.?m|p\.?m)\b",
    ),
    _rule(
        "rank",
        "a place in an order, and of how many",
        r"(?i:(?<!lần )\b(?:thứ|hạng|vị trí|vị thứ|top|nhóm)(?:\s+(?:thứ|số))?)\s*[0-9]{1,3}"
        r"(?:/[0-9]{1,3})?(?![0-9]|[.,/][0-9])(?:\s+(?:trong|trên|của|/)\s+(?:tổng\s+)?(?:số\s+)?"
        r"[0-9]{1,3}(?![0-9]|[.,][0-9]))?"
        r"|(?i:\brank(?:ed|ing|s)?|\bplaced)\s+(?:\w+\s+){0,3}?[0-9]{1,3}(?:st|nd|rd|th)?"
        r"(?:/[0-9]{1,3})?(?![0-9]|[.,][0-9])"
        r"(?:\s+(?:out\s+)?(?:of|among)\s+(?:the\s+)?[0-9]{1,3}\b)?"
        r"|\b[0-9]{1,3}(?:st|nd|rd|th)\b(?:\s+(?:out\s+)?(?:of|among)\s+(?:the\s+)?[0-9]{1,3}\b)?"
        r"|\b[0-9]{1,2}\s+(?:bậc|places?|spots?|notches)\b|\b[0-9]\s+con số\b"
        r"|(?i:\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\s+(?:place\s+)?(?:out\s+of|among|of"
        r"|in)\s+(?:the\s+)?)"
        r"[0-9]{1,3}\b"
        r"|(?i:\brank(?:ed|ing|s)?)\b[^.;,0-9]{0,40}\b(?:out\s+of|among"
        r"|of)\s+(?:the\s+)?[0-9]{1,3}\b",
        with_unit=True,
    ),
    _rule(
        "exchange rate",
        "what one unit of a foreign currency costs",
        rf"(?i)\b1\s*{_CURRENCY}\s*(?:=|~|≈|bằng|tương đương|đổi|equals?)\s*[0-9.,]*[0-9]"
        r"|\btỷ giá[^.;0-9]{0,60}[0-9][0-9.,]*[0-9]\s*(?:đồng|VND|VNĐ)(?=\s*/)",
        with_unit=True,
    ),
    _rule(
        "day/month",
        "a day and a month with a slash between, unless the words around it count a share",
        # After a word of time; or a day no total could have; or before a stop.
        rf"(?i:(?<!\w){_ON_A_DAY}\s*)?(?<![/0-9.,-]){_DAY_MONTH}\s*[-–]\s*{_DAY_MONTH}(?![/0-9])"
        rf"(?!\s*(?:%|phần trăm|percent|per cent|điểm|lần|times|triệu|tỷ|tỉ|nghìn|million|billion))"
        rf"|(?i:(?<!\w){_ON_A_DAY})\s*(?<![/0-9.,])(?<![0-9]-){_DAY_MONTH}(?:\s*[-–]\s*{_DAY_MONTH})?(?![/0-9])"
        rf"(?!\s+(?:số|tổng)\b)(?=\s*(?:$|[^\w\s]|{_AFTER_A_DAY}\b|[A-ZĐ]))"
        rf"|(?i:(?<!\w)(?:ngày|lễ|dịp|hôm))\s+{_DAY_MONTH}(?![/0-9])(?!\s+(?:số|tổng)\b)"
        rf"|{_COUNTS_A_SHARE}(?<![/0-9.,-])(?:1[3-9]|2[0-9]|3[01])/{_MONTH}(?![/0-9])"
        rf"|{_COUNTS_A_SHARE}(?<![/0-9.,-]){_DAY}/{_MONTH}(?![/0-9])"
        rf"(?=\s*(?:$|[,.;:)”\"]|{_AFTER_A_DAY}\b))",
    ),
    _rule(
        "month",
        "names a month",
        rf"{_NO_RATE}(?i:\btháng)\s+{_MONTH}(?:{_AND}{_MONTH}{_ITEM_ENDS})*"
        rf"(?:\s*[/.-]\s*{_YEAR})?{_WHOLE}",
    ),
    _rule(
        "quarter",
        "names a quarter",
        rf"{_NO_RATE}(?i:\bquý)\s+(?:[1-4]|[IV]+)(?:{_AND}(?:quý\s+)?[1-4]{_ITEM_ENDS})*"
        rf"(?:\s*[/.-]\s*{_YEAR})?{_WHOLE}|\bQ[1-4](?:[\s/-]*{_YEAR})?{_END}",
    ),
    _rule(
        "crop year",
        "names the years of a crop, a school year or a term",
        rf"(?i:\b(?:niên vụ|(?<!nhiệm )(?<!dịch )vụ|năm học|mùa|nhiệm kỳ|season|crop)"
        rf"(?:\s+[^\W\d_]+){{0,2}})\s+"
        rf"{_YEAR}(?:\s*[-/–]\s*(?:{_YEAR}|[0-9]{{2}}))?{_WHOLE}",
    ),
    _rule(
        "base year",
        "the year whose prices are used",
        rf"(?i:\b(?:giá(?:\s+(?:so sánh|cố định|gốc))?|gốc(?:\s+so sánh)?))\s+(?:năm\s+)?{_YEAR}"
        rf"{_WHOLE}|\b{_YEAR}\s+(?:constant\s+)?prices",
    ),
    _rule(
        "round",
        "numbers a round, a term, a stage, a dose, a grade (also misspelt đơt)",
        r"(?<!trong )(?i:\b(?:đợt|đơt|vòng|khóa|khoá|mũi|giai đoạn|kỳ họp|lần thứ|lần|cấp độ|"
        r"mức độ|lớp|loại|phase|stage|round|grade|level))\s+(?:thứ\s+)?[0-9]{1,2}(?!/)" + _WHOLE,
    ),
    _rule(
        "doses of a person",
        "how many doses a person has had, which limits who is counted",
        r"(?i)\b(?:đủ|ít nhất)\s+0?[1-4]\s+(?:mũi|liều)\b",
        with_unit=True,
    ),
    _rule(
        "grade of a product",
        "how many stars a product or a hotel has",
        r"\b[1-5](?:\s*[-–]\s*[1-5])?[\s-]?(?:sao|stars?)\b",
        with_unit=True,
    ),
    _rule(
        "age",
        "an age, which limits who is counted",
        r"\b[0-9]{1,2}(?:\s*[-–]\s*[0-9]{1,2})?\s+tuổi\b|\baged?\s+[0-9]{1,2}\b"
        r"|\b[0-9]{1,2}[\s-]years?[\s-]old\b",
        with_unit=True,
    ),
    _rule(
        "grade of a size",
        "how many of a kind weigh a kilogram: the name of a grade",
        r"(?i)\b(?:loại|cỡ|size)\s+[0-9]{1,3}(?:\s*[-–]\s*[0-9]{1,3})?\s*con/kg",
        with_unit=True,
    ),
    _rule(
        "grade of purity",
        "how pure gold is, or how much of rice is broken: the name of a grade",
        r"(?i)\b(?:vàng|gold)(?:\s+[^\W\d_]+){0,2}\s+(?:9{2,4}(?:[.,]9{1,2})?|(?:10|14|18|24)K)\b"
        r"|\b[0-9]{1,3}\s?%\s+(?:tấm|broken)\b",
        with_unit=True,
    ),
    _rule(
        "threshold",
        "a limit from which on something is counted",
        # A goal is none: "GRDP tăng từ 8% trở lên".
        r"(?<!tăng )(?<!trưởng )(?<!tăng từ )(?<!trưởng từ )(?<!GRDP từ )(?<!GDP từ )"
        r"\b[0-9][0-9.,]*(?:\s?%|(?:\s+[^\W\d_]+){1,3})\s+trở\s+(?:lên|xuống)\b",
        with_unit=True,
    ),
    _rule(
        "all of some",
        "so many are all of them: what they are is said beside it",
        r"(?i)(?<!\w)(?:trên\s+)?cả\s+[2-5]\s+(?:tiêu chí|tiêu chuẩn|mặt)(?!\w)",
        with_unit=True,
    ),
    _rule(
        "class of communes",
        "how many criteria the communes meet that are counted before it",
        r"(?i:(?<=xã đạt )(?<!mỗi xã đạt )(?<!một xã đạt )(?<!quân xã đạt )|(?<=xã đạt từ )"
        r"|(?<=xã đạt đủ )|(?<=xã hoàn thành )|(?<=xã dưới ))[0-9]{1,2}(?![.,][0-9])"
        r"(?:\s*(?:[-–]|đến)\s*[0-9]{1,2}(?![.,][0-9]))?\s+tiêu chí(?!\s*/)",
        with_unit=True,
    ),
    _rule(
        "duration",
        "how long something takes",
        r"(?i)\b(?:cách đây|kỷ niệm|kéo dài|trong vòng|trong|sau|suốt|qua|hơn|gần|khoảng|nhất"
        r"|thời hạn|thời gian"
        r"|dài)"
        r"\s+(?:hơn\s+|gần\s+|khoảng\s+)?[0-9]{1,2}(?:\s*[-–]\s*[0-9]{1,2})?\s+"
        r"(?:ngày|tuần|năm|giờ|phút|thập kỷ|thập niên)\b(?!\s*/)"
        r"|\b[0-9]{1,2}\s+(?:ngày|năm)\s+(?:trở lại đây|nghỉ|liên tiếp|liên tục|qua|tới|gần|lễ"
        r"|Tết)\b"
        r"|\b(?:in|for|over|after|within|past|last|next|the)\s+(?:\w+\s+)?[0-9]{1,2}[\s-]"
        r"(?:days?|weeks?|years?|hours?|months?)\b|\b[0-9]{1,2}-(?:day|week|month|year|hour)\b",
        with_unit=True,
    ),
    _rule(
        "period",
        "how many months or years a period has",
        rf"\b[0-9]{{1,2}}\s+(?i:tháng)\b"
        rf"|\b[0-9]{{1,2}}\s+năm\s+(?:(?:qua|tới|gần)\b|(?={_YEAR}\s*[-–—]))"
        rf"|(?i:\bkế hoạch)\s+[0-9]{{1,2}}\s+năm\b|\b[0-9]{{1,2}}M(?:[/\s-]?{_YEAR})?\b"
        rf"|\b[0-9]{{1,2}}\s+months\b",
        with_unit=True,
    ),
    _rule(
        "year",
        "names a year, or a list of years",
        rf"{_NO_RATE}(?i:\bnăm|\bnhiệm kỳ|\bcùng kỳ(?:\s+năm)?|\bcùng thời điểm|\bso (?:với|cùng)"
        rf"|\bđầu|\bcuối|\bgiai đoạn|\btừ|\bđến|\btới|\bCPI|\bPCI|\bPAR INDEX|\bSIPAS|\bPAPI"
        rf"|\bthời điểm|\bmốc|\bkỳ)\s+{_YEAR}{_WHOLE}(?:{_AND}{_YEAR}{_WHOLE})*",
    ),
    _rule(
        "year in English",
        "names a year, or a list of years",
        rf"(?i:\b(?:in|of|by|since|from|to|than|with|over|for|until|till|through|throughout|during"
        rf"|versus|vs\.?|against|above|below|year|fiscal|FY|late|early|mid|end|compared|the|half|quarter|months"
        rf"|between|at|on|entire|whole|full))[\s-]+{_YEAR}{_WHOLE}(?!\s+[a-z]+(?:s|es)\b(?<!plans)"
        rf"(?<!targets)(?<!levels)(?<!prices)(?<!figures)(?<!results)(?<!goals))"
        rf"(?:{_AND}{_YEAR}{_WHOLE})*"
        rf"|\b{_YEAR}(?:'s|’s)|\b{_YEAR}[\s-]+(?:plan|target|figure|level|estimate|budget|goal"
        rf"|period"
        rf"|total|result)s?\b|\b(?:19|20)[0-9]0s\b",
    ),
    _rule(
        "year in brackets",
        "names a year",
        rf"\((?:năm\s+)?{_YEAR}\)",
    ),
    _rule(
        "year at the end",
        "a year closes the name of an event, a law, a book",
        rf"(?<=[^\W\d_])(?<!đạt)(?<!có)(?<!là)(?<!thu)(?<!chi)(?<!hơn)(?<!gần)(?<!trên)(?<!còn)(?<!lên)(?<!về)"
        rf"(?<!khoảng)(?<!xuống)(?<!bằng)(?<!tới)(?<!được)(?<!ước),?\s{_YEAR}(?=\s*(?:$|[.,;:)”\"]))"
        rf"(?![.,][0-9])|\bH[12]\s{_YEAR}{_WHOLE}",
    ),
    _rule(
        "event",
        "numbers a feast, a festival, games",
        r"\b(?:Tết|Xuân|Festival|SEA Games|ASIAD|Olympic|World Cup|Euro|EURO|New Year)\b"
        r"(?:\s+[^\W\d_]+){0,4}?\s+[0-9]{1,4}(?![0-9]|[.,][0-9])",
    ),
    _rule(
        "named by a number",
        "the number is the name of a programme, a standard, a storm, a power line",
        r"\b(?:[Cc]hương trình|[Bb]ệnh viện|[Bb]inh đoàn|[Ss]ư đoàn|[Tt]rung đoàn|[Đđ]ồn|[Mm]ốc"
        r"|[Đđ]ề án|thành phần)\s+[0-9]{1,4}(?![0-9]|[.,/][0-9])"
        r"|(?i:(?<!\w)(?:bão|áp thấp nhiệt đới|typhoon|storm)(?:\s+(?:số|no\.?))?)\s+[0-9]{1,2}"
        r"(?![0-9]|[.,/][0-9])"
        r"|\b(?:ISO|TCVN|QCVN|RON|Euro|EURO)\s?[0-9]+(?:[:-][0-9]+)*|\b[0-9]+(?:/[0-9]+)?\s?kV\b"
        r"|(?i:\bvàng(?:\s+SJC|\s+nhẫn|\s+miếng)*)\s+(?:99|9)[.,]9{1,2}(?![0-9])"
        r"|(?<!tổng )(?<!con )(?<!một )\bsố\s+[0-9]{1,4}"
        r"(?=\s*(?:$|[,;:)]|\.(?![0-9])|(?:và|đã|của|gây|tại|ở|đi|đạt|có)\b))"
        r"|(?<=[a-zà-ỹ]\s)[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s[1-9](?=\s*(?:$|[;)]|[.,](?![0-9])))",
    ),
    _rule(
        "frequency",
        "how often something happens",
        r"(?i)\b(?:mỗi|hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)\s+[0-9]{1,2}\s+lần\b"
        r"|\b[0-9]{1,2}\s+(?:lần|times)\s*(?:/|mỗi|một|a|per)\s*(?:ngày|tuần|tháng|quý|năm|day|week|month|year)\b",
        with_unit=True,
    ),
    _rule(
        "place",
        "numbers a road, a kilometre post, a border mark, a ward",
        r"\bKm\s?[0-9]+(?:\+[0-9]+)?"
        r"|(?i:\b(?:quốc lộ|tỉnh lộ|ql|đt|cột mốc|lô|tiểu khu|đường tỉnh|highway|road))\s?[0-9]+"
        r"[A-Z]?\b"
        rf"|(?i:\b(?:quận|phường|khu vực|tổ|khu phố|district"
        rf"|ward))\s[0-9]{{1,2}}{_END}{_ITEM_ENDS}",
    ),
    _rule(
        "slogan",
        "one digit and one capital: the name of a slogan or a network",
        r"\b[1-9][KGSRD]\b|\b[34]\.0\b",
    ),
    _rule(
        "name",
        "the digits touch the letters of a name",
        r"\b[^\W\d_]\w*(?:[-‑][^\W\d_]\w*)*[-‑]?[0-9]+\w*",
    ),
    _rule(
        "base of an average",
        "the one thing that an average is counted for",
        r"(?i:\bbình quân(?:\s+(?:mỗi|trên))?|\btrên|\bmỗi)\s+0?1(?=\s+(?:xã|huyện"
        r"|thôn|hộ|người|đơn vị|cơ sở|dự án|doanh nghiệp|lao động|ha|con|ngày|tháng|năm|trường"
        r"|lớp|vụ)\b)",
        with_unit=True,
    ),
    _rule(
        "footnote mark",
        "refers to a footnote",
        r"\[[0-9]{1,2}\]",
    ),
    _rule(
        "list mark",
        "numbers a heading or an item",
        r"^[0-9]{1,2}(?:\.[0-9]{1,2})*[.)/](?=\s)|^[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=\s+[A-ZĐÀ-Ỹ])"
        r"|\([0-9]{1,2}\)",
    ),
)

CONVERSION = Rule(
    "conversion",
    "the amount before it in another currency",
    re.compile(
        r"(?i)\s*\((?:(?:tương đương|khoảng|hơn|gần|about|around|nearly|over|approx\.?|or"
        r"|equivalent to)\s*)*$"
    ),
    with_unit=True,
)
GLUED_FOOTNOTE = Rule(
    "footnote mark",
    "refers to a footnote",
    re.compile(r"[0-9]{1,2}(?![0-9.,]*[0-9])(?!\w)"),
    with_unit=True,
)
REPEATED = Rule(
    "repeated sentence",
    "its sentence is printed twice, and a figure claims this number in the other one",
    re.compile(""),
    with_unit=True,
)


_RATED = re.compile(_FOR_SO_MANY)
_MOST_LETTERS = 60


def for_so_many(line: str, position: int) -> re.Match[str] | None:
    """What a rate is for, directly behind its unit: so many people, its `count` and `noun`."""
    near = max(0, position - _MOST_LETTERS), position + _MOST_LETTERS
    for match in _RATED.finditer(line, *near):
        if position in (match.start("stroke"), match.start("per")):
            return match
    return None
