"""What the words of a table's cell are: a figure, a year, a unit, a note, a placeholder."""

import re
from collections.abc import Iterable
from functools import lru_cache

from doichieu.documents.document import Cell
from doichieu.wording.units import MAGNITUDES, SPELLINGS

_FIGURE = re.compile(
    r"\(?\s?[-+−–]?\s?(?:[0-9]{1,3}(?:[.,\s][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?\s?%?\s?\)?"
)
# "7,5-8,0": one figure, its lower and its upper end.
_RANGE = re.compile(
    r"(?P<lower>[0-9]+(?:[.,][0-9]+)?)\s?[-–]\s?[0-9]+(?:[.,][0-9]+)?\s?(?P<percent>%?)"
)
_YEAR = re.compile(r"\(?(?:19[5-9]|20[0-4])[0-9]\)?")
# Marks that may be left at the ends of a header of which words were taken.
EDGES = " ,.;:+%–/\"'-"
_PLACEHOLDER = re.compile(r"[-–—.…_*xX:/ ]*")
_NOTE = re.compile(r"(?i)\s*(?:\(\*+\)|\*+|\(\d\)\s|ghi chú|nguồn|note|source|[¹²³])\s*")
# What a title calls its table, before its number.
TABLE = r"(?:(?:phụ\s+)?biểu(?:\s+mẫu)?|bảng|phụ\s+(?:lục|bảng)|table|annex|appendix)(?:\s+số)?"
_NUMBERED = re.compile(rf"(?i)\s*(?:{TABLE})?\s*[0-9]{{1,3}}[a-z]?(?:\.[0-9]{{1,2}})?\s*[.:]\s*\D")
_ENCLOSED = re.compile(r"(?i)\s*\(\s*(?:(?:ban\s+hành|đính)\s+)?kèm\s+theo(?!\w)")
_CONTINUES = re.compile(r"(?i)\(\s*(?:tiếp(?:\s+\w+)?|continued|cont\.)\s*\)|^\W*tiếp theo")
_DATE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}(?:[/-][0-9]{2,4})?|[^\W\d_]{3,}.*")
_DITTO = frozenset({'"', "''", "”", "“", "″", "〃", "-nt-", "nt", '" "', "- - ", "´´"})
PERCENT = "%"
POINTS = "điểm phần trăm"
_POINTS = re.compile(
    r"(?i)(?:điểm\s*(?:%|phần\s+trăm)|%\s*điểm|percentage\s+points?|đ\.p\.t|ppts?)"
)
# Percent of a year, of interest, is percent: "%/năm".
_PERCENT = re.compile(
    r"(?i)(?:%|phần\s+trăm|per\s?cent|pct)"
    r"(?:\s*(?:/|per|một|a)?\s*(?:năm|year|annum)|\s*p\.?\s?a\.?)?"
)
# English behind Vietnamese begins with a capital; "Tấn - Km" is one unit.
_TRANSLATED = re.compile(
    r"(?P<own>[^()]*?(?:\([^()]*\))?)\s+[-–/]\s+(?P<unit>Units?:\s*)?(?!Km)(?:[A-Z%][ -~]+)",
    re.DOTALL,
)
_SHORT_MAGNITUDES = (
    (re.compile(r"(?i)(?<!\w)tr\.?\s?(?=(?:usd|đồng|đ|kwh|tấn|m3|hk)(?![^\W\d_]))"), "triệu "),
    (re.compile(r"(?i)(?<!\w)thous?\.\s*"), "thousand "),
    (re.compile(r"(?i)(?<!\w)mill?\.\s*"), "million "),
    (re.compile(r"(?i)(?<!\w)bill?\.\s*"), "billion "),
)
_MONEY_FIRST = re.compile(r"(?i)(?:us\$|usd|vnd)\s+(?:thousand|million|billion|trillion|mn|bn)$")
_LEADS_UNIT = re.compile(
    r"(?i)\s*\(?\s*(?:đơn vị(?:\s+tính)?(?:\s*[-–/]\s*units?)?\s*:|đvt|đơn vị tính|units?\s*:)\s*:?"
)
_UNIT_HEADER = re.compile(
    r"(?i)(?:đơn\s+vị\s+(?:tính|đo)|đvt|đv\s+tính|đơn\s+vị\s+tính\W+units?|units?(?:\s+of\s+measure)?)\W*"
)
_CODE_HEADER = re.compile(
    r"(?i)mã(?:\s+(?:số|ngành|hàng|hs|vsic|chỉ\s+tiêu|đơn\s+vị))*|(?:vsic\s+|hs\s+)?codes?"
)
_BRACKETS = re.compile(r"\s*\((.*)\)\s*", re.DOTALL)
_AND = re.compile(r"(?i)\s*[;,]\s*|\s+(?:và|and)\s+")
_MAGNITUDE = re.compile(
    rf"(?i)(?:{'|'.join(sorted(MAGNITUDES, key=len, reverse=True))}|1[.,]?000)(?![^\W\d_])"
)
# "Tỷ lệ" is no unit of "tỷ".
_NO_MAGNITUDE = re.compile(r"(?i)t[ỷỉ]\s+(?:lệ|suất|trọng|số|giá)(?![^\W\d_])")
_MOST_WORDS_OF_UNIT = 5
# Nouns that name a unit and no column, when they are all that a cell says.
_NOT_UNITS = frozenset(
    {"chỉ tiêu", "tiêu chí", "targets", "target", "indicators"}
    | {"ngành", "industry", "industries", "sector", "sectors"}
)
# What an amount may be for, and no unit by itself: "Nghìn đồng/người/tháng".
_PER = frozenset({"tháng", "ngày", "giờ", "vụ", "month", "day", "hour", "capita"})
_NOUNS = (
    frozenset(
        {_plain.removeprefix("=").lower() for group in SPELLINGS for _plain in group}
        | {"‰", "%o", "lượt người", "hành khách", "hk", "hk.km", "tấn.km", "cái", "chiếc", "bộ"}
        | {
            "quả",
            "cây",
            "doanh nghiệp",
            "dn",
            "học sinh",
            "trường",
            "lớp",
            "giường",
            "viên",
            "bao",
            "ca",
        }
        | {"tạ", "ste", "ster", "điểm", "lít", "mét", "km", "kg", "đ", "năm", "người", "hộ"}
        | {"m2", "m²", "km2", "km²", "m3", "m³"}
    )
    - _NOT_UNITS
)


def joined(texts: Iterable[str]) -> str:
    """Texts with single blanks inside and between them."""
    return " ".join(" ".join(texts).split())


def without_translation(text: str) -> str:
    """Vietnamese words without the English behind them: "Nhà nước - State", "Ha - Unit: Ha"."""
    match = _TRANSLATED.fullmatch(text.strip())
    if match is None or (match["own"].isascii() and not match["unit"]):
        return text
    return match["own"]


def is_figure(cell: Cell) -> bool:
    """Whether the cell displays a number."""
    text = cell.text.strip()
    if cell.is_number:
        shown = any(mark.isdigit() for mark in text) and not _DATE.match(text)
        return cell.overflows or shown
    return _FIGURE.fullmatch(text) is not None or _range(text) is not None


def _range(text: str) -> re.Match[str] | None:
    """The parts of a range; None where whole numbers may as well be a day and a month, or ages."""
    found = _RANGE.fullmatch(text)
    return found if found and ("," in text or found["percent"]) else None


def number_of(cell: Cell) -> float | None:
    """The number that a cell displays, of a range its lower end; None where it has none.

    Of words, marks are read as Vietnamese.
    """
    if cell.stored is not None:
        return cell.stored * 100 if cell.text.rstrip().endswith("%") else cell.stored
    if not is_figure(cell):
        return None
    found = _range(cell.text.strip())
    shown = found["lower"] if found else cell.text
    digits = re.sub(r"[^0-9,.-]", "", shown.replace("−", "-").replace("–", "-"))
    whole, mark, decimals = digits.rpartition("," if "," in digits else "\0")
    text = f"{whole}.{decimals}" if mark else digits.replace(".", "")
    return float(text.replace(".", "", max(text.count(".") - 1, 0)))


def is_year(cell: Cell) -> bool:
    """Whether the cell displays a year, in brackets or not, and nothing else."""
    return _YEAR.fullmatch(cell.text.strip()) is not None


def is_placeholder(text: str) -> bool:
    """Whether a cell stands for a missing number: "-", "…", ":"."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def is_ditto(text: str) -> bool:
    """Whether a cell repeats what stands above it."""
    return text.strip() in _DITTO


@lru_cache(maxsize=4096)
def is_unit_words(text: str) -> bool:
    """Whether a cell says a unit and nothing else: "Đơn vị tính: Tỷ đồng", "(%)", "Nghìn HK"."""
    if _LEADS_UNIT.match(text):
        return True
    return all(_is_unit(part.lower()) for part in unit_parts(text))


def is_unit_header(text: str) -> bool:
    """Whether the header of a column says that units stand below it: "ĐVT", "Đơn vị tính"."""
    return _UNIT_HEADER.fullmatch(text.strip()) is not None


def is_code_header(text: str) -> bool:
    """Whether the header of a column says that codes stand below it: "Mã số", "Mã ngành"."""
    return _CODE_HEADER.fullmatch(text.strip()) is not None


def names_units(text: str) -> bool:
    """Whether a cell says of what each of several units is: "Lượng: Tấn; Trị giá: Nghìn USD"."""
    parts = unit_parts(text)
    named = [part.rpartition(":") for part in parts]
    return len(parts) > 1 and all(name and is_unit_words(unit.strip()) for name, _, unit in named)


def unit_parts(text: str) -> list[str]:
    """The units that a cell lists, without brackets: "Nghìn tấn và Triệu USD" are two.

    English short forms are written out, and a translation is no second unit.
    """
    text = without_translation(text)
    for short, long in _SHORT_MAGNITUDES:
        text = short.sub(long, text)
    bare = _BRACKETS.fullmatch(text)
    parts = _AND.split((bare.group(1) if bare else text).strip(" .:"))
    return [plain_unit(" ".join(part.split())) for part in parts]


def plain_unit(unit: str) -> str:
    """A unit as it is printed, but percent and points in one spelling: "Phần trăm", "điểm %"."""
    if _POINTS.fullmatch(unit.strip()):
        return POINTS
    return PERCENT if _PERCENT.fullmatch(unit.strip()) else unit


def _is_unit(text: str) -> bool:
    if text in _NOUNS or is_ditto(text):
        return True
    if "/" in text:
        of, *per = (part.strip() for part in text.split("/"))
        return _is_unit(of) and all(part in _PER or _is_unit(part) for part in per)
    if _MONEY_FIRST.match(text):
        return True
    magnitude = _MAGNITUDE.match(text)
    if magnitude is None or _NO_MAGNITUDE.match(text):
        return False
    return 1 < len(text.split()) <= _MOST_WORDS_OF_UNIT


def is_note(text: str) -> bool:
    """Whether a line is a note below a table."""
    return _NOTE.match(text) is not None


def is_enclosure(text: str) -> bool:
    """Whether a line only says what its table is enclosed with or issued by."""
    return _ENCLOSED.match(text) is not None


def numbered(text: str) -> bool:
    """Whether a line begins with the number of a table."""
    return _NUMBERED.match(text) is not None


def continues(text: str) -> bool:
    """Whether a title calls its table a continuation."""
    return _CONTINUES.search(text) is not None
