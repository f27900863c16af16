"""Nouns that a text may print after a number, found at a place of a line."""

import re
from collections.abc import Iterable

# Followed by one of these, a unit's last word is part of another word: "đồng thời" is no money.
NOT_A_UNIT: dict[str, tuple[str, ...]] = {
    "đồng": ("thời", "bộ", "loạt", "lòng", "bào", "hành", "chí", "thuận", "đều", "tình", "minh"),
    "tấn": ("công",),
    "lần": ("thứ", "đầu", "lượt"),
    "khách": ("hàng", "sạn", "mời", "quan"),
    "lượt": ("xe", "chuyến", "tàu", "tin", "tăng vốn", "góp", "điều chỉnh", "hộ", "dự án"),
    "trường": ("hợp",),
    "con": ("số", "đường", "em"),
    "người": ("lao động",),
    "hộ": ("tịch", "chiếu", "khẩu"),
    "đ": ("-",),
    "xã": ("hội", "viên"),
    "vụ": ("việc", "đông", "hè", "mùa", "chiêm", "xuân", "thu"),
    "phòng": ("chống", "khám", "học", "giao dịch", "cháy", "ban"),
    "cơ sở": ("hạ tầng",),
    "sản phẩm": ("OCOP 3",),
}
_METRE = frozenset(["m", "km", "cm", "dm"])
# What a noun begins with: two letters, or one, or a sign.
_BEGINNING = re.compile(r"\s*([^\W\d_¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|\S)")


class Nouns:
    """Nouns of which the longest counts; "=DN" is exactly these letters.

    A line prints few of them: those that begin alike are compiled when a line begins so. `then`
    is a pattern for what follows each.
    """

    def __init__(self, nouns: Iterable[str], then: str = "") -> None:
        self._then = then
        self._alike: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for noun in sorted(nouns, key=len, reverse=True):
            self._alike.setdefault(_beginning(noun.removeprefix("="), 0), []).append(noun)

    def match(self, line: str, position: int) -> tuple[int, str] | None:
        """Where the noun at the position or after spaces ends, and the noun; None without one."""
        beginning = _beginning(line, position)
        nouns = self._alike.get(beginning)
        if nouns is None:
            return None
        if beginning not in self._patterns:
            words = "|".join(f"({_pattern(noun)})" for noun in nouns)
            self._patterns[beginning] = re.compile(f"(?:{words}){self._then}")
        match = self._patterns[beginning].match(line, position)
        if match is None or match.lastindex is None:
            return None
        return match.end(), nouns[match.lastindex - 1]


def _beginning(line: str, position: int) -> str:
    match = _BEGINNING.match(line, position)
    return match.group(1).lower() if match else ""


def _pattern(noun: str) -> str:
    exact = noun.startswith("=")
    noun = noun.removeprefix("=")
    body = r"\s+".join(re.escape(word) for word in noun.split())
    body = re.sub(r"/", r"\\s?/\\s?", body)
    if noun.isascii() and noun[-1:].isalpha() and len(noun) > 3 and not noun.endswith("s"):
        body += "s?"
    last = noun.split()[-1].lower()
    others = [
        word
        for key, words in NOT_A_UNIT.items()
        if last == key or noun.lower() == key
        for word in words
        if f"{noun.lower()} {word}" != noun.lower()
    ]
    goes_on = rf"(?!\s*(?:{'|'.join(map(re.escape, others))})(?![^\W\d_]))" if others else ""
    # A letter must not go on; the digit of a footnote may (USD1), but not that of m2.
    ends = ""
    if noun[-1:].isalnum():
        ends = r"(?![^\W_])" if noun.lower() in _METRE else r"(?![^\W\d_¹²³⁴⁵⁶⁷⁸⁹⁰])(?!\d{3})"
    return rf"(?{'-i' if exact else 'i'}:\s*{body}{ends}{goes_on})"
