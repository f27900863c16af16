"""How exact a number is meant to be, by the words directly before it."""

import re

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "over",
        r"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )(?<!nhỏ )(?<!nhanh )(?<!kém )(?<!tốt )"
        r"(?<!nhỉnh )(?<!chậm )hơn|trên|quá|(?:well\s+)?over|more\s+than|above|at\s+least"
        r"|upwards\s+of|ít\s+nhất|topp(?:ed|ing)|surpass(?:ed|ing)|exceed(?:ed|ing)",
    ),
    ("nearly", r"gần|ngót|suýt soát|nearly|almost|close\s+to|just\s+under|less\s+than"),
    (
        "about",
        r"khoảng|chừng|xấp\s+xỉ|vào khoảng|about|around|approximately|roughly|some|circa|~|≈",
    ),
)
_QUALIFIED = re.compile(
    r"(?i)(?<![^\W_])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS)
    + r")(?:\s+(?:tới|đến|là|mức|được|a|an|the|of|at|US|from|từ))*\s*(?:US|VND|USD|[$€])?\s*$"
)
# "Ước" anywhere since the number before: "Dự ước trong 6 tháng thu hút …". Estimates of a plan and
# wishes are none.
_ESTIMATED = re.compile(
    r"(?i)(?<!mong )(?<!quy )(?<!công )(?<!\bhiệp )(?<!mơ )(?<!giao )(?<!khế )(?<!\w)ước(?!\w)"
    r"(?!\s+(?:mơ|muốn|lệ|vọng|nguyện|thúc))"
    r"|(?<!\w)(?:is|are|was|were|an|be|been|to be)\s+estimated|(?<!\w)estimated\s+(?:at|to|for)"
    r"|(?<!\w)estimated(?=\s*(?:[$€]|US|VND|$))"
)
_COMPARED = re.compile(r"(?i)so với (?:số )?ước")


# "Từ 8% trở lên"
_OR_MORE = re.compile(r"(?i)\s*trở\s+lên(?!\w)")


def or_more(follows: str) -> bool:
    """Whether the words directly behind a number say that it is a least one."""
    return _OR_MORE.match(follows) is not None


def qualifier(own: str, follows: str = "") -> str:
    """The qualifier of a number, by its own words before it and those directly behind."""
    found = _QUALIFIED.search(own)
    rounding = found.lastgroup if found and found.lastgroup else ""
    rounding = rounding or ("over" if or_more(follows) else "")
    estimated = _ESTIMATED.search(own) is not None and not _COMPARED.search(own)
    return " ".join(each for each in ("estimated" if estimated else "", rounding) if each)
