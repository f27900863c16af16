"""What a table or a row is about, in the words that stay from one year's print to the next."""

import re
from functools import lru_cache
from itertools import takewhile

from doichieu.documents.naming import spelling
from doichieu.documents.tables.labels import split_numbering
from doichieu.documents.tables.periods import IS_100
from doichieu.documents.tables.units import without_units
from doichieu.documents.tables.words import TABLE, without_translation
from doichieu.wording.text import composed

_TABLE_NUMBER = re.compile(
    rf"(?i)^\s*{TABLE}\s*(?:\d{{1,3}}[a-z]?(?:\.\d{{1,2}})?"
    r"|[ivx]{1,5})(?![^\W_])\s*[.:]?\s*"
    r"|^\s*\d{1,3}[a-z]?(?:\.\d{1,2})?\s*[.:]\s*"
    r"|^\s*\d{1,3}\s+(?!tháng|quý|năm|tỉnh|months?)(?=[^\W\d_]{2})"
)
# A title that announces the indicators of everything, and names none.
_OVERVIEW = re.compile(
    r"^\W*(?:(?:một\s+số|các|hệ\s+thống|tổng\s+hợp|tổng\s+quan|tình\s+hình|kết\s+quả|đánh\s+giá|ước"
    r"|thực\s+hiện|chỉ\s+tiêu|nhiệm\s+vụ|mục\s+tiêu|kế\s+hoạch|chủ\s+yếu|cơ\s+bản|chính|phát\s+triển|về)"
    r"(?![^\W_])\W*)*(?<![^\W_])(?:kinh\s+tế\W+(?:và\s+)?xã\s+hội|kt\W+xh)"
    r"(?:\W+(?:và|văn\s+hóa|môi\s+trường|quốc\s+phòng|an\s+ninh|(?:bảo|đảm)\s+đảm|chủ\s+yếu|cơ\s+bản|chính)"
    r"(?![^\W_]))*(?:\W+(?:của|trên\s+địa\s+bàn|toàn|tỉnh|thành\s+phố)(?![^\W_]).*)?"
    r"|^\W*(?:(?:some|main|key|major|selected|basic|(?:socio\W?)?economic|development)\s+)+indicators?(?![^\W_])"
)
_CONTINUED = re.compile(r"(?i)\(\s*tiếp[^()]*\)")
_NOTE_MARK = re.compile(r"\(\s*(?:\*+|\d)\s*\)|\*+")
_NUMERAL = r"(?:\d{1,2}|[ivx]+|một|hai|ba|bốn|tư|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_YEAR = r"(?:19|20)\d\d"
_NUMBER_EN = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven)"
_MONTH_EN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    rf"|(?<=in )may|may(?=\s+{_YEAR}))"
)
_PERIOD_EN = re.compile(
    rf"(?i)(?<![^\W_])(?:(?:first|last)\s+(?:{_NUMBER_EN}\s+months|half|quarter)|(?:second|third|fourth)\s+(?:quarter|half)"
    rf"|{_NUMBER_EN}\s+months|[qh][1-4](?=\W*(?:of\s+)?{_YEAR})"
    rf"|(?:\d{{1,2}}\s+)?{_MONTH_EN}(?:\s+\d{{1,2}}(?=\W*(?:$|{_YEAR})))?)(?![^\W_])"
)
_PERIOD = re.compile(
    r"(?i)(?<![^\W_])(?:"
    rf"năm\s+học\s+{_YEAR}\s*[-–]\s*{_YEAR}"
    rf"|(?:ngày\s+)?\d{{1,2}}\s*/\s*\d{{1,2}}(?:\s*/\s*{_YEAR})?"
    rf"|(?:ngày|tháng|quý)\s+(?:{_NUMERAL}|năm(?=\s+năm))"
    rf"|{_NUMERAL}\s+(?:tháng|quý)(?:\s+(?:đầu|cuối))?"
    rf"|các\s+(?:tháng|quý)|(?<!mặt )hàng\s+(?:tháng|quý)(?!\s+{_NUMERAL}(?![^\W_]))"
    r"|(?:cùng\s+kỳ(?:\s+năm)?|(?<!hàng )(?:tháng|quý|năm)(?:\s+liền)?)\s+trước"
    rf"|(?:đầu|cả|hết|cùng\s+kỳ)\s+năm|(?<!so sánh )(?<!so sánh năm )(?:năm\s+)?{_YEAR}"
    r")(?![^\W_])"
)
_AROUND_PERIODS = re.compile(
    r"(?i)(?:(?<![^\W_])(?:tại(?:\s+thời\s+điểm)?|thời\s+điểm|trong|từ|đến|so\s+với|và|kế\s+hoạch|dự\s+toán)\s+|[-–,]\s*)*"
    r"\x00(?:\s*(?:[-–,]|và|đến|từ)?\s*\x00)*"
)
_AROUND_PERIODS_EN = re.compile(
    r"(?i)(?:(?<![^\W_])(?:in|of|for|during|and|the|as\s+(?:of|at))\s+|[-–,]\s*)*"
    r"\x00(?:\s*(?:[-–,]|(?:and|of|the|to)(?:\s+the)?)?\s*\x00)*"
)
_PLACE = re.compile(
    r"(?i)(?P<kind>địa\s+bàn\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|tp|huyện))"
    r"(?P<name>(?:\s+(?!(?:năm|tháng|quý|ngày|đến|từ|trong|theo|giai)(?!\w))[^\W\d_]+){1,3})"
)
_BREAKDOWN = re.compile(
    r"(?<![^\W_])(?:(?:phân|chia)\s+(?:theo|ra)|theo\s+(?:lĩnh\s+vực|ngành|địa\s+phương|vùng|tháng"
    r"|quý|năm|thị\s+trường|quốc\s+gia|mặt\s+hàng|huyện|đơn\s+vị|giới\s+tính)"
    r"|by\s+(?:types?|kinds?|economic|sectors?|provinces?|districts?|regions?|sex|residence"
    r"|industr(?:y|ies)|ownership|countr(?:y|ies)|commodit(?:y|ies)|age|months?|quarters?)).*$"
)
_DIVIDED = re.compile(r"(?i)^(?:chia\s+ra|phân\s+ra|gồm|bao\s+gồm)\s*:\s*(?=\w)")
_LAST_BRACKETS = re.compile(r"\([^()]*\)\s*$")
_JOINED = re.compile(r"\s*[,;]\s*|\s+và\s+")
_COUNTED = re.compile(r"^\s*số\s+(?!liệu|lượng)")
_CURRENT = r"giá\s+(?:thực\s+tế|hiện\s+hành)"
_CONSTANT = r"(?:giá\s+)?(?:so\s+sánh|cố\s+định)(?:\s+(?:năm\s+)?\d{4})?"
_AND_PRICES = r"(?:\s+prices)?\s+and\s+(?:at\s+)?"
# Other words for the same thing; those that name nothing, or go without saying (current prices),
# come out as "".
_SAME = tuple(
    (re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])"), same)
    for words, same in (
        (rf"(?:theo\s+)?{_CURRENT}\s+và\s+(?:theo\s+)?{_CONSTANT}", ""),
        (rf"(?:theo\s+)?{_CONSTANT}\s+và\s+(?:theo\s+)?{_CURRENT}", ""),
        (r"(?:theo\s+)?giá\s+(?:thực\s+tế|hiện\s+hành)", ""),
        (rf"(?:at\s+)?(?:current{_AND_PRICES}constant|constant{_AND_PRICES}current)\s+prices", ""),
        (r"(?:at\s+)?current\s+prices", ""),
        (r"đô\s*la\s+mỹ|đôla\s+mỹ", "usd"),
        (r"(?<=đầu tư )nn", "nước ngoài"),
        (r"cấp\s+giấy\s+phép|cấp\s+phép", ""),
        (
            r"(?:đầu\s+tư\s+(?:trực\s+tiếp\s+)?(?:của\s+)?nước\s+ngoài|fdi)(?:\s+vào\s+việt\s+nam)?",
            "đầu tư nước ngoài",
        ),
        (r"(?:có\s+)?vốn\s+đầu\s+tư\s+nước\s+ngoài", "đầu tư nước ngoài"),
        (r"dự\s+án\s+đầu\s+tư\s+nước\s+ngoài", "đầu tư nước ngoài"),
        (r"(?:hàng\s+hóa\s+)?xuất\s+khẩu(?:\s+hàng\s+hóa)?", "xuất khẩu"),
        (r"(?:hàng\s+hóa\s+)?nhập\s+khẩu(?:\s+hàng\s+hóa)?", "nhập khẩu"),
        (r"(?:tổng\s+)?(?:trị\s+giá|kim\s+ngạch)(?=\s+(?:xuất|nhập)\s)", ""),
        (r"(?<=so\ssánh\s)năm(?=\s+\d{4})", ""),
        (r"hàng\s+hóa\s+bán\s+lẻ", "bán lẻ hàng hóa"),
        (r"chỉ\s+số\s+phát\s+triển", "chỉ số"),
        (r"doanh\s+thu\s+dịch\s+vụ\s+tiêu\s+dùng", "doanh thu dịch vụ"),
        (r"xây\s+dựng\s+cơ\s+bản", "xây dựng"),
        (r"tập\s+trung\s+thuộc\s+ngân\s+sách\s+nhà\s+nước", "ngân sách nhà nước"),
        (r"(?:vốn\s+)?ngân\s+sách\s+nhà\s+nước(?:\s+tập\s+trung)?", "ngân sách nhà nước"),
        (r"gtsx", "giá trị sản xuất"),
        (r"nsnn", "ngân sách nhà nước"),
        (r"nsđp", "ngân sách địa phương"),
        (r"số\s+(?:đầu\s+)?con(?:\s+hiện\s+có)?|tổng\s+đàn", "đàn"),
        (r"^total(?=\s+[^\W\d_])", ""),
        (r"gd(?=(?:\s+và)?\W+đào\s+tạo)", "giáo dục"),
        (r"thpt", "trung học phổ thông"),
        (r"nguyên\s+nhiên\s+vật\s+liệu", "nguyên liệu nhiên liệu vật liệu"),
        (r"(?<=\S\s)(?:một\s+số\s+mặt\s+hàng|mặt\s+hàng\s+(?:chủ\s+yếu|chủ\s+lực|chính))", ""),
        (r"một\s+số|chủ\s+yếu|tình\s+hình|kết\s+quả|thực\s+hiện|ước\s+tính|sơ\s+bộ", ""),
        (
            r"^\s*(?:bảng\s+)?(?:báo\s+cáo|tổng\s+hợp|thống\s+kê|số\s+liệu"
            r"|cân\s+đối(?=\s+(?:thu|chi|ngân\s+sách)))",
            "",
        ),
        (r"(?:phân|chia)\s+(?:theo|ra)", ""),
        (r"chỉ\s+tiêu|khối\s+lượng|số\s+lượng", ""),
        (r"^\s*dự\s+toán(?=\s+(?:thu|chi|ngân\s+sách))", ""),
        (
            r"(?<!sản phẩm )(?<!sản phẩm trên )(?:trên\s+)?địa\s+bàn\s+(?:toàn\s+)?"
            r"(?:tỉnh|thành\s+phố|tp|huyện)\s*$",
            "",
        ),
        (r"địa\s+bàn\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|tp|huyện)\s*$", "địa bàn"),
    )
)
_MEASURE = re.compile(
    r"^(?:(?:mức|tốc\s+độ|tỷ\s+lệ)(?=\s+(?:tăng|giảm|phát))|tăng(?:\s+trưởng)?|giảm|phát\s+triển"
    r"|cơ\s+cấu|tỷ\s+trọng|chỉ\s+số(?!\s+giá)|index(?:\s+of)?|structure(?:\s+of)?|growth(?:\s+of)?|quarterly|monthly|annual)"
    r"(?![^\W_])\s*"
)
_MEASURE_LAST = re.compile(r"\s+(?:growth(?:\s+rates?)?|index|structure)$")
_AT_CURRENT = re.compile(rf"(?<![^\W_])(?:{_CURRENT}|current\s+prices)(?![^\W_])")
_AT_CONSTANT = re.compile(
    r"(?<![^\W_])(?:theo\s+|at\s+)?(?:giá\s+(?:so\s+sánh|cố\s+định)(?:\s+(?:năm\s+)?\d{4})?"
    r"|(?:constant|fixed)(?:\s+\d{4})?\s+prices)(?![^\W_])"
)
_NOT_NAMING = frozenset(
    (
        *("của", "các", "từ", "nguồn", "thuộc", "và", "theo", "được", "về", "tại", "trên", "cho"),
        *("đến", "với", "do", "ngành", "là", "bởi", "để", "có"),
    )
)


def without_number_of(name: str) -> str:
    """A plain name without "số" in front: "số hộ nghèo" and "hộ nghèo" are one."""
    return name.removeprefix("số ")


@lru_cache(maxsize=4096)
def subject_of(title: str) -> str:
    """What a table is about: its title without number, period, breakdown and filling words."""
    text = _named_in(title)
    return _plain(_COUNTED.sub("", _BREAKDOWN.sub("", text)))


@lru_cache(maxsize=4096)
def scope_of(title: str) -> str:
    """The subject with its breakdown, which sets two tables of one subject apart."""
    return _plain(_named_in(title))


def shown_title(title: str) -> str:
    """The title as it is printed, without number and period: a name for people."""
    shown = " ".join(_without_periods(_bare(composed(title))).split()).strip(" ,-–:")
    return shown.capitalize() if shown.isupper() else shown


@lru_cache(maxsize=4096)
def parts_of(title: str) -> tuple[str, ...]:
    """The subjects of a title that joins several: "giá tiêu dùng, giá vàng và giá đô la"."""
    text = _named_in(title)
    return tuple(filter(None, map(_plain, _JOINED.split(_BREAKDOWN.sub("", text)))))


@lru_cache(maxsize=4096)
def name_of(label: str) -> str:
    """What a row is called: its label without numbering, marks of notes and filling words."""
    text = IS_100.sub(" ", _NOTE_MARK.sub(" ", label))
    text = split_numbering(" ".join(text.split()))[1]
    text = without_translation(text)
    text = _DIVIDED.sub("", text)
    return _plain(_without_periods(spelling(_LAST_BRACKETS.sub("", text))))


def without_measure(subject: str) -> str:
    """A subject without the words that say which rate of it a table prints: "Chỉ số"."""
    subject = _MEASURE_LAST.sub("", subject)
    while (shorter := _MEASURE.sub("", subject)) != subject:
        subject = shorter
    return subject


def prices_of(text: str) -> str:
    """At which prices words say that something is: "constant", "current"; "" for none or both."""
    plain = spelling(text)
    said = {
        name
        for name, words in (("constant", _AT_CONSTANT), ("current", _AT_CURRENT))
        if words.search(plain)
    }
    return said.pop() if len(said) == 1 else ""


def without_constant_prices(text: str) -> str:
    """A plain name without the words for constant prices."""
    return " ".join(_AT_CONSTANT.sub(" ", text).split())


def words_of(text: str) -> tuple[str, ...]:
    """The words that name something, in their order."""
    words = re.findall(r"[^\W_]+", spelling(text))
    return tuple(word for word in words if word not in _NOT_NAMING)


def _named_in(title: str) -> str:
    """A title without number and period, and without words that announce every indicator."""
    return _OVERVIEW.sub(" ", _without_periods(_bare(spelling(_PLACE.sub(_kind_of_place, title)))))


def _kind_of_place(place: re.Match[str]) -> str:
    """A place without its name, which has capitals: "địa bàn tỉnh giải thể" has none."""
    words = place["name"].split()
    named = list(takewhile(lambda word: word[0].isupper(), words))
    return " ".join((place["kind"], *words[len(named) :]))


def _bare(title: str) -> str:
    """A title without its number, marks of notes, units in brackets and "(Tiếp theo)"."""
    title = IS_100.sub(" ", title)
    bare = _CONTINUED.sub(" ", _NOTE_MARK.sub(" ", _TABLE_NUMBER.sub("", title)))
    return without_units(bare)


def _without_periods(text: str) -> str:
    """A text without its periods; the words of English ones are others in Vietnamese: "dệt may"."""
    text = " ".join(text.split())
    if _is_english(text):
        text = _PERIOD_EN.sub("\x00", text)
        return _AROUND_PERIODS_EN.sub(" ", _PERIOD.sub("\x00", text))
    return _AROUND_PERIODS.sub(" ", _PERIOD.sub("\x00", text))


def _is_english(text: str) -> bool:
    """Whether a text has none of the letters that only Vietnamese has."""
    return all(letter.isascii() or not letter.isalpha() for letter in text)


def _plain(text: str) -> str:
    for words, same in _SAME:
        text = words.sub(same, text)
    return " ".join(words_of(text))
