"""The units that a text prints: magnitude word × base unit, or a currency before the number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from doichieu.wording.nouns import Nouns
from doichieu.wording.text import composed

# A unit by what it measures (dimension of units.csv) and how much of it (factor).
Size = tuple[str, Fraction]

MAGNITUDES: dict[str, int] = {
    **{"chục": 10, "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6},
    **{"tr": 10**6, "tỷ": 10**9, "tỉ": 10**9, "tỳ": 10**9},
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6},
    **{"billion": 10**9, "bln": 10**9, "bn": 10**9},
    **{"trillion": 10**12, "trn": 10**12, "tn": 10**12},
}
# "nghìn tỷ", "tr.", "ten thousand"; a letter or digit must not go on.
_MAGNITUDE = re.compile(
    r"(?i)\s*(?:ten\s+(?=thousand))?("
    + "|".join(sorted(MAGNITUDES, key=len, reverse=True))
    + r")(?:s(?=\s+of\b))?(?![^\W_])(?:\.(?=\s?[^\W\d_]))?"
)
_TEN = re.compile(r"(?i)\s*ten\s+thousand")

# Ways to print the base unit of a row of units.csv, wherever one of them is its name or alias. A
# plain word stands for itself in upper and lower case, "=DN" for exactly these letters.
SPELLINGS: tuple[tuple[str, ...], ...] = (
    ("%", "％", "phần trăm", "percent", "per cent", "pct", "-percent", "-per-cent"),
    (
        *("điểm phần trăm", "điểm %", "percentage points", "percentage point", "percent points"),
        *("percentage-point", "=pp", "ppt", "ppts"),
    ),
    ("lần", "times", "-fold", "fold"),
    (
        *("USD", "đô la Mỹ", "đô-la Mỹ", "đôla Mỹ", "đô la", "đô-la", "đôla", "US dollars"),
        *("U.S. dollars", "dollars", "US$", "$"),
    ),
    ("đồng", "VND", "VNĐ", "=đ", "dong", "dongs", "Vietnamese dong", "đồng Việt Nam"),
    (
        *("lượt khách", "lượt du khách", "lượt khách du lịch", "lượt người", "lượt", "khách"),
        *("du khách", "khách du lịch", "visits", "visitors", "visitor arrivals", "arrivals"),
        *("tourists", "tourist arrivals", "guests", "travellers", "travelers", "holidaymakers"),
        *("holiday-makers",),
    ),
    ("lượt hành khách", "hành khách", "lượt khách", "lượt", "khách", "passengers", "passenger"),
    ("ha", "héc-ta", "héc ta", "hecta", "hécta", "hectares", "hectare"),
    ("tấn", "tonnes", "tonne", "tons", "ton", "metric tons", "metric tonnes"),
    ("kg", "ki-lô-gam", "kilograms", "kilogrammes", "kilogram"),
    ("km", "ki-lô-mét", "kilometres", "kilometers", "kilometre", "kilometer"),
    ("m3", "m³", "mét khối", "cubic metres", "cubic meters"),
    ("m2", "m²", "mét vuông", "square metres", "square meters"),
    (
        *("doanh nghiệp", "=DN", "enterprises", "enterprise", "firms", "firm", "companies"),
        *("businesses", "company"),
    ),
    ("hợp tác xã", "=HTX", "cooperatives", "co-operatives"),
    ("dự án", "=DA", "projects", "project"),
    ("người", "nhân khẩu", "persons", "person", "people", "deaths", "fatalities", "injuries"),
    (
        *(
            "lao động",
            "lượt lao động",
            "=LĐ",
            "người lao động",
            "workers",
            "worker",
            "labourers",
            "laborers",
        ),
        *("employees", "jobs"),
    ),
    ("hộ", "hộ gia đình", "hộ dân", "households", "household"),
    ("vụ", "cases", "case", "accidents", "fires"),
    ("con", "head", "heads"),
    ("xã", "communes", "commune"),
    ("cơ sở", "establishments", "establishment"),
    ("phòng", "buồng", "rooms", "room"),
    ("tạ/ha", "tạ/héc-ta", "quintals per hectare", "quintals/ha", "quintals a hectare"),
    ("triệu đồng/người", "triệu đồng mỗi người"),
    ("tiêu chí", "criteria", "criterion"),
    ("chỉ tiêu", "targets", "target", "indicators"),
    ("ngành", "industries", "sectors", "industry", "sector"),
    ("kWh", "ki-lô-oát giờ", "kilowatt-hours"),
)
# Nouns that are counted, whether units.csv knows them or not: one of these after a number is its
# unit, and no unit further on is ("7 hộ nghèo người Mông" are no 7 persons).
COUNTED = (
    *("hộ", "dự án", "xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh"),
    *("thôn", "bản", "ấp", "làng", "tổ dân phố", "khu dân cư", "người", "em", "học sinh"),
    *("sinh viên", "cán bộ", "đại biểu", "đảng viên", "hội viên", "bệnh nhân", "bác sĩ", "ca"),
    *("trường hợp", "vụ", "doanh nghiệp", "hợp tác xã", "cơ sở", "nhà máy", "trường", "lớp"),
    *("trạm", "trạm y tế", "bệnh viện", "phòng", "giường", "chợ", "siêu thị", "cửa hàng"),
    *("công trình", "hạng mục", "nhiệm vụ", "nội dung", "chỉ tiêu", "tiêu chí", "mục tiêu"),
    *("nhóm", "ngành", "nghề", "sản phẩm", "mô hình", "chuỗi", "vùng"),
    *("tàu", "xe", "chuyến", "lượt", "con", "cây", "quả", "căn", "ngôi", "nhà", "bộ", "chiếc"),
    *("cái", "đơn vị", "cơ quan", "tổ chức", "địa phương", "tổ", "đội", "đoàn", "chốt", "lán"),
    *("hồ sơ", "văn bản", "thủ tục", "cuộc", "lần", "kỳ", "bao", "thùng", "tấn", "tạ", "yến"),
    *("kg", "km", "mét", "m2", "m3", "ha", "sào", "lít", "đồng", "USD", "lao động", "khách"),
    *("suất", "phần", "giải", "huy chương", "tuyến", "cầu", "trang trại", "gia trại", "mặt hàng"),
    *("liều", "mũi", "giáo viên", "nhân viên", "công nhân", "thí sinh", "vận động viên", "đề tài"),
    *("sáng kiến", "gian hàng", "mẫu", "phiếu", "thẻ", "tài khoản", "nhà hàng", "khách sạn"),
    *("di tích", "lễ hội", "câu lạc bộ", "giấy chứng nhận", "giấy phép", "nạn nhân", "đối tượng"),
    *("khu công nghiệp", "cụm công nghiệp", "khu kinh tế", "khu", "cụm", "nhà văn hóa"),
    *("tổ hợp tác", "chủ đầu tư", "nhà đầu tư", "hộ kinh doanh", "trạm biến áp", "tàu cá"),
    *("phương tiện", "container", "viên", "quầy", "lồng", "vườn", "chi nhánh", "đám cháy"),
    *("loại", "trận", "giờ", "ngày", "tuần", "tháng", "quý", "năm", "phút", "tuổi"),
    *("households", "projects", "communes", "districts", "provinces", "people", "persons"),
    *("enterprises", "firms", "companies", "establishments", "schools", "hospitals", "workers"),
    *("cases", "tonnes", "tons", "hectares", "visitors", "tourists", "passengers", "students"),
    *("days", "months", "years", "hours", "weeks", "percent", "localities", "cities", "countries"),
)
CURRENCIES: dict[str, str] = {
    **{"VND": "đồng", "VNĐ": "đồng", "US$": "USD", "USD": "USD", "$": "USD"},
    **{"U.S.$": "USD", "€": "EUR", "EUR": "EUR", "¥": "JPY", "£": "GBP"},
}
_CURRENCY = re.compile(r"(?<![^\W_])(U\.S\.\$|US\$|USD|VND|VNĐ|EUR|\$|€|£|¥)\s?$")
# An amount after a currency may have its magnitude in one letter.
_SHORT_MAGNITUDE = re.compile(r"(?:(bn|b)|(tn|trn)|(mn|m)|(k))(?![^\W_])")
_SHORT_VALUES = (10**9, 10**12, 10**6, 10**3)

# A mark of a footnote directly after a number or a unit: 690¹, 690(1), 6,72%[1], USD1.
FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\d{1,2}\)(?=\s)|\[\d{1,2}\]|\(\*+\)|\*+")
_SPELT_OUT = re.compile(r"\s*\([^()0-9]{1,60}\)")
_WORD = re.compile(r"\s+([^\W\d_]+(?:-[^\W\d_]+)*)")
_MOST_WORDS_BETWEEN = 3
# English puts its adjectives before the noun: "119 newly established and re-opened enterprises".
_MOST_WORDS_EN = 5
_ADJECTIVE = re.compile(r"(?!(?:of|in|to|from|for|with|by|at|on|the|a)\b)[a-z-]{2,}")


@dataclass(frozen=True)
class UnitMention:
    """A unit that the text prints, by `text`, from `start` to `end` of its paragraph.

    `sizes` are the units it may stand for, none where units.csv does not have it. `bare` is true
    for a magnitude without a noun ("5.420 tỷ"), which leaves open what is counted.
    """

    text: str
    start: int
    end: int
    sizes: frozenset[Size]
    bare: bool = False

    @property
    def factor(self) -> Fraction | None:
        """The magnitude of a bare unit."""
        return next((factor for _, factor in self.sizes), None)


@dataclass(frozen=True)
class UnitNames:
    """The units that a text may print; the longest counts: "nghìn tỷ đồng" is not "đồng"."""

    sizes: Mapping[str, Size]
    _bases: Mapping[str, frozenset[Size]] = field(repr=False)
    _nouns: Nouns = field(repr=False)
    _counted: Nouns = field(repr=False)

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, str]]) -> "UnitNames":
        """Read the rows of units.csv; `aliases` may be missing."""
        return _read(
            tuple((*_names(row), row["unit_id"], row["dimension"], row["factor"]) for row in rows)
        )

    @classmethod
    def _of(cls, rows: Iterable[tuple[str, ...]]) -> "UnitNames":
        by_name: dict[str, set[Size]] = {}
        sizes: dict[str, Size] = {}
        listed: dict[str, set[Size]] = {}
        for *names, unit_id, dimension, factor in rows:
            size = (dimension, Fraction(factor))
            sizes[unit_id] = size
            for name in names:
                magnitude, noun = _split(name)
                if not noun:
                    continue
                base = (size[0], size[1] / magnitude)
                for spelling in _spellings(noun):
                    by_name.setdefault(spelling, set()).add(base)
                # "huyện, thành, thị xã" is also printed by one of its words.
                for part in re.split(r",\s*", noun) if "," in noun else ():
                    listed.setdefault(part, set()).add(base)
        for part, bases in listed.items():
            by_name.setdefault(part, bases)
        bases = {name: frozenset(each) for name, each in by_name.items()}
        counted = {*COUNTED, *(name for name in by_name if name[:1].isalpha())}
        return cls(sizes, bases, Nouns(by_name), Nouns(counted, then=r"(?![^\W\d_])"))

    def right_after(self, line: str, position: int) -> UnitMention | None:
        """The unit that begins at the position or after spaces; None where none does."""
        magnitude, end = _magnitude(line, position)
        noun = self._noun(line, end)
        if noun is None:
            if end == position:
                return None
            sizes = frozenset({("", magnitude)})
            return UnitMention(line[position:end].strip(" ."), position, end, sizes, bare=True)
        stop, bases = noun
        sizes = frozenset((dimension, magnitude * factor) for dimension, factor in bases)
        return UnitMention(line[position:stop].strip(), position, stop, sizes)

    def counted_after(self, line: str, position: int) -> UnitMention | None:
        """A counted noun after the position that units.csv does not have."""
        noun = self._counted_noun(line, position)
        if noun is None:
            return None
        return UnitMention(line[position : noun[0]].strip(), position, noun[0], frozenset())

    def before(self, line: str, position: int) -> tuple[str, str] | None:
        """The currency directly before a number, as printed, and the base unit it names."""
        match = _CURRENCY.search(line[:position])
        return (match.group(1), CURRENCIES[match.group(1)]) if match else None

    def of_currency(self, line: str, start: int, end: int, currency: str) -> UnitMention:
        """The unit of an amount that follows its currency: VND98.4 trillion, US$5m."""
        magnitude, stop = _magnitude(line, end)
        if stop == end and (short := _SHORT_MAGNITUDE.match(line, end)):
            magnitude, stop = Fraction(_SHORT_VALUES[short.lastindex - 1]), short.end()
        named = self._noun(currency, 0)
        base = named[1] if named else frozenset[Size]()
        sizes = frozenset((dimension, magnitude * factor) for dimension, factor in base)
        printed = line[start:end].rstrip("0123456789.,+-−– \u00a0")
        text = printed if stop == end else f"{printed} … {line[end:stop].strip()}"
        return UnitMention(text, start, stop, sizes)

    def later(self, line: str, position: int) -> UnitMention | None:
        """The unit a few words further on, with no counted noun between."""
        ends = [position]
        if spelt := _SPELT_OUT.match(line, position):
            ends.append(spelt.end())
        for end in ends:
            opening = re.compile(r"\s*\(").match(line, end)
            for start in (end, opening.end()) if opening else (end,):
                found = self.right_after(line, start)
                if found and not found.bare:
                    return found
        magnitude, end = _magnitude(line, position)
        adjectives = True
        for i in range(_MOST_WORDS_EN):
            word = _WORD.match(line, end)
            english = word is not None and _ADJECTIVE.fullmatch(word.group(1)) is not None
            adjectives = adjectives and english
            if i >= _MOST_WORDS_BETWEEN and not adjectives:
                return None
            if word is None or word.group(1).lower() in MAGNITUDES or self._counted_noun(line, end):
                return None
            end = word.end()
            if noun := self._noun(line, end):
                stop, bases = noun
                sizes = frozenset((dimension, magnitude * factor) for dimension, factor in bases)
                return UnitMention(line[end:stop].strip(), position, stop, sizes)
        return None

    def declared(self, line: str) -> list[UnitMention]:
        """The units that a line declares in brackets or after "đơn vị tính:"."""
        opening = (
            r"\(\s*(?:(?:ĐVT|đơn vị(?:\s+tính)?|units?)\s*:?\s*)?|(?:ĐVT|đơn vị tính|units?)\s*:"
        )
        found = []
        for match in re.finditer(rf"(?i){opening}", line):
            unit = self.right_after(line, match.end())
            closed = unit and (
                not match.group().startswith("(") or line[unit.end :].lstrip()[:1] == ")"
            )
            if unit and closed:
                found.append(unit)
        return found

    def _counted_noun(self, line: str, position: int) -> tuple[int, str] | None:
        """A counted noun after a space."""
        if not line[position : position + 1].isspace():
            return None
        return self._counted.match(line, position)

    def _noun(self, line: str, position: int) -> tuple[int, frozenset[Size]] | None:
        found = self._nouns.match(line, position)
        return None if found is None else (found[0], self._bases[found[1]])


@lru_cache(maxsize=4)
def _read(rows: tuple[tuple[str, ...], ...]) -> UnitNames:
    """Read once what is asked often: the pattern of all units is long."""
    return UnitNames._of(rows)


def _names(row: Mapping[str, str]) -> list[str]:
    names = [row["name_vi"], row.get("name_en") or "", *(row.get("aliases") or "").split("|")]
    return [name for name in (" ".join(composed(name).split()) for name in names) if name]


def _magnitude(line: str, position: int) -> tuple[Fraction, int]:
    """The magnitude words from the position on, multiplied, and where they end."""
    value, end = Fraction(1), position
    while match := _MAGNITUDE.match(line, end):
        value *= MAGNITUDES[match.group(1).lower()] * (10 if _TEN.match(line, end) else 1)
        end = match.end()
    return value, end


def _split(name: str) -> tuple[Fraction, str]:
    """A unit's name as its magnitude and its base unit."""
    magnitude, end = _magnitude(name, 0)
    return magnitude, name[end:].strip()


def _spellings(noun: str) -> set[str]:
    plain = noun.lower()
    groups = _spelling_groups().get(plain, ())
    return {plain, *(w if w[0] == "=" else w.lower() for group in groups for w in group)}


@lru_cache(maxsize=1)
def _spelling_groups() -> dict[str, list[tuple[str, ...]]]:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for group in SPELLINGS:
        for plain in {_letters(spelling) for spelling in group}:
            groups.setdefault(plain, []).append(group)
    return groups


def _letters(spelling: str) -> str:
    return spelling.removeprefix("=").lower()
