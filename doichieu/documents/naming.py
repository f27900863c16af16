"""Ids and rows for what is new: the same words give the same id in every document."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from doichieu.documents.draft import Row
from doichieu.wording.text import composed

_LONGEST = 64
_HASH = 8
# A tone over the other vowel of "hoá" and "thuỷ", and i for y in these syllables, is the same word.
_TONES = ("óòỏõọ", "úùủũụ")
_SECOND = {"a": "áàảãạ", "e": "éèẻẽẹ", "y": "ýỳỷỹỵ"}
_MOVED = {
    f"{first}{marked}": f"{_TONES[first == 'u'][i]}{plain}"
    for first, plains in (("o", "ae"), ("u", "y"))
    for plain in plains
    for i, marked in enumerate(_SECOND[plain])
}
_MOVED_AT_END = re.compile(r"(?<![qQ])(?:" + "|".join(_MOVED) + r")(?![^\W\d_])")
_WITH_Y = {"tỉ": "tỷ", "kì": "kỳ", "kỉ": "kỷ", "kĩ": "kỹ", "lí": "lý", "mĩ": "mỹ", "quí": "quý"}
_I_FOR_Y = re.compile(r"(?<![^\W_])(?:" + "|".join(_WITH_Y) + r")(?![^\W_])")


def spelling(text: str) -> str:
    """The text in lower case, composed, with one spelling for each Vietnamese syllable."""
    lower = composed(text).lower()
    lower = _MOVED_AT_END.sub(lambda match: _MOVED[match.group()], lower)
    return _I_FOR_Y.sub(lambda match: _WITH_Y[match.group()], lower)


def slug(name: str) -> str:
    """The name as an id: ASCII letters and digits in lower case, underscores between words.

    A long one is cut between words, and keeps apart from others by a hash of the whole name.
    """
    text = unicodedata.normalize("NFD", spelling(name).replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in text if not unicodedata.combining(c)))
    whole = "_".join(words)
    if len(whole) <= _LONGEST:
        return whole or f"n_{_hash(name)}"
    return f"{whole[: _LONGEST - _HASH].rsplit('_', 1)[0]}_{_hash(name)}"


def new_id(name: str, taken: Mapping[str, str]) -> str:
    """The id of a new thing of this name.

    `taken` are the names by id. Where the id belongs to other words ("bò" and "bỏ"), a hash of
    the name follows it.
    """
    plain = slug(name)
    if plain not in taken or _same(taken[plain], name):
        return plain
    return f"{plain}_{_hash(name)}"


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", spelling(name))


def _hash(name: str) -> str:
    return hashlib.sha256(" ".join(_words(name)).encode()).hexdigest()[:_HASH]


_RATE = re.compile(
    r"(?i)(?<!\w)(?:tỷ lệ|tỷ suất|tỷ trọng|bình quân|trung bình|năng suất|công suất|mật độ"
    r"|tốc độ|mức độ|hệ số|mục tiêu|cơ cấu|rate|ratio|share|average|per|yield|target)(?!\w)"
)
_INDEX = re.compile(r"(?i)(?<!\w)(?:chỉ số|giá|index|prices?)(?!\w)")
_STOCK = re.compile(
    r"(?i)(?<!\w)(?:dư nợ|nợ xấu|tiền gửi|huy động vốn|vốn huy động|đàn|dân số|hiện có|còn hiệu lực"
    r"|đang hoạt động|tham gia (?:bảo hiểm|bhxh|bhyt|bhtn)|thuê bao|lực lượng lao động|tồn kho"
    r"|số dư|herd|flock|outstanding|deposits"
    r"|population|loans)(?!\w)"
)
# Those that came in are counted over a period: "Thuê bao phát triển mới", "Đàn lợn bị tiêu hủy".
_CAME_IN = re.compile(
    r"(?i)(?<!\w)(?:(?:tăng|phát triển|cấp|mở|đăng ký|ký)\s+(?:mới|thêm)|phát sinh|tiêm|tiêu hủy"
    r"|giết mổ|xuất chuồng|xuất bán|bị|mắc|chết|chuyển đi|new(?:ly)?|slaughtered|lost)(?!\w)"
)
# What reports print to the last one; people, households, animals and enterprises they round.
_EXACT = frozenset(
    ("project", "commune", "district", "case", "target", "commodity_group", "border_gate")
)
_LOWER_IS_BETTER = re.compile(
    r"(?i)(?<!\w)(?:tai nạn|người chết|bị thương|hộ nghèo|cận nghèo|thất nghiệp|nợ xấu|nợ thuế"
    r"|suy dinh dưỡng|thiệt hại|ngộ độc|phạm pháp|vi phạm|mắc bệnh|ca mắc|giải thể|phá sản"
    r"|accidents?|deaths?|injured|poverty|unemployment|bad debts?|damage|crimes?)(?!\w)"
)


def new_indicator(
    indicator_id: str, name: str, unit: Row, topic: str = "", name_en: str = ""
) -> Row:
    """The row of indicators.csv of something new.

    `unit` is its row of units.csv. What the name does not say is left for the analyst: the
    direction that is better, and the name in the other language, which repeats the first.
    """
    return {
        "indicator_id": indicator_id,
        "name_vi": _capital(name),
        "name_en": _capital(name_en or name),
        "unit_id": unit.get("unit_id", ""),
        "kind": _kind(name, unit),
        "topic": topic,
        "better": "lower" if _LOWER_IS_BETTER.search(spelling(name)) else "neither",
        "aliases_vi": "",
        "aliases_en": "",
    }


def _kind(name: str, unit: Row) -> str:
    words = spelling(name)
    dimension = unit.get("dimension", "")
    if dimension in ("ratio", "points"):
        return "index" if _INDEX.search(words) and not _RATE.search(words) else "rate"
    if _RATE.search(words) or "_per_" in dimension:
        return "rate"
    if _STOCK.search(words) and not _CAME_IN.search(words):
        return "stock"
    return "count" if dimension in _EXACT else "flow"


def _capital(name: str) -> str:
    text = " ".join(composed(name).split())
    return text[:1].upper() + text[1:]
