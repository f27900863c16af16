"""Which way the words of a header say that its numbers go: up, down, or either."""

import re

from doichieu.wording.comparisons import PLAN

# What is "tăng thêm" or "gia tăng" is a part of the whole. To raise capital, to strengthen, to
# fight poverty or disasters, to deduct and to exempt is no change; nor is a deficit a fall.
_TANG = (
    r"(?<!trị gia )(?:(?<![^\W_]\s)|(?<=mức\s)|(?!tăng\s+thêm(?!\w)))tăng(?!\s+(?:cường|vốn)(?!\w))"
)
_GIAM = r"(?<!miễn )(?<!miễn, )giảm(?!\s+(?:nghèo|nhẹ|tải|trừ|phát)(?!\w))"
_HUT = r"(?<!thiếu )(?<!thâm )hụt"
_VUOT = rf"vượt(?:\s+mức)?(?=\W*(?:$|so(?!\w)|cùng|{PLAN}))"
_HIGHER = r"(?<!và )cao\s+hơn"
_LOWER = r"(?<!và )thấp\s+hơn"
_UP = rf"{_TANG}|{_VUOT}|{_HIGHER}|growth|grew|increase[sd]?|rise|higher(?=\s+than)"
_DOWN = (
    rf"{_GIAM}|{_HUT}|{_LOWER}|decrease[sd]?|declined?|fall|drop(?:ped)?|(?<![^\W_]\s)reduction"
    r"|lower(?=\s+than)"
)
_BOTH = (
    r"tăng\W*(?:(?:hoặc|hay|và)\s+)?giảm(?:\s*\(\s*[-–]\s*\)|\))?"
    r"|giảm\W*(?:(?:hoặc|hay|và)\s+)?tăng(?:\s*\(\s*\+\s*\)|\))?"
    r"|increase\W*(?:(?:or|and)\s+)?decrease"
)
_EITHER = r"chênh\s+lệch|change|\+\s*/\s*[-–]"
_SIGNED = re.compile(r"\(\s*[-–]\s*\)")
# What a plan is missed by: "Không đạt KH (%)", "% below the target".
_OF_PLAN = rf"(?=\s+(?:so\s+(?:với\s+)?|the\s+|its\s+|annual\s+)*(?:mức\s+)?{PLAN})"
_OVER_PLAN = rf"(?:over|above|exceeding){_OF_PLAN}"
_NOT_REACHED = r"(?:không|chưa)\s+(?:đạt|hoàn\s+thành)|thiếu|below|under|short\s+of"
_SHORT_OF_PLAN = rf"(?:{_NOT_REACHED}){_OF_PLAN}"
# "Tăng thu so DT"; without "so" the plan itself may be one of a rise.
_COMPARED = r"(?:tăng|giảm)(?:\s+thu|\s+chi)?(?=\W*so(?!\w))"
# "Tăng cùng kỳ (%)" leaves out "so với"; an amount may be the rise of that period.
_SINCE = re.compile(r"(?i)(?<![^\W_])(tăng|giảm|growth)\s+(?=(?:cùng\s+k[ỳì]|CK)(?!\w))")
_THAN = re.compile(
    r"(?i)(?<![^\W_])((?:cao|thấp)\s+hơn)\s+(?=(?:cùng\s+k[ỳì]|CK|năm|tháng|quý)(?!\w))"
)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")


_PAIRS = _words(_BOTH)
_RISES = _words(_UP, "vượt", _OVER_PLAN)
_FALLS = _words(_DOWN, _SHORT_OF_PLAN)
_EITHER_WAY = _words(_EITHER)
_CHANGES = _words(_BOTH, _UP, _DOWN, _EITHER)
_ENDS_IN_CHANGE = re.compile(
    rf"(?i)(?<![^\W_])(?:\(?(?:(?:(?:mức|tỷ\s+lệ|số|sụt|suy|annual)\s+)?(?:{_BOTH}|{_UP}|{_DOWN}|{_EITHER})"
    r"(?:\s+(?:trưởng|thêm|rate))?|(?:vượt|hụt)\s+thu|over|above|exceeding|higher|lower"
    rf"|{_NOT_REACHED})(?![^\W_])\W*)+$"
)
_YEAR_LAST = re.compile(r"(?i)\W+(?:năm\W+)?\d{4}\W*$")
_FAR = _words(
    *(_BOTH, _COMPARED, "vượt", _HUT, _HIGHER, _LOWER, _EITHER, _OVER_PLAN, _SHORT_OF_PLAN)
)


def says_change(words: str) -> bool:
    """Whether words name a change, up or down: "Tăng", "Tăng, giảm", "Chênh lệch", "+/-"."""
    return _CHANGES.search(words) is not None


def says_rise(words: str) -> bool:
    """Whether words say that numbers rise; "Tăng, giảm" leaves it open."""
    return _RISES.search(_PAIRS.sub(" ", words)) is not None


def says_fall(words: str) -> bool:
    """Whether words say that numbers fall, and leave no rise open: no "Giảm (-)"."""
    bare = _PAIRS.sub(" ", words)
    open_to_rise = _RISES.search(bare) or _EITHER_WAY.search(bare) or _SIGNED.search(bare)
    return _FALLS.search(bare) is not None and open_to_rise is None


def is_far_from_plan(words: str) -> bool:
    """Whether the header of a plan says how far from it something is: "Vượt KH", "Hụt so DT"."""
    return _FAR.search(words) is not None


def begins_with_change(words: str) -> bool:
    """Whether a change is what words name first: "Tăng trong kỳ", "Increase over the year"."""
    first = _CHANGES.search(words)
    return first is not None and not any(map(str.isalpha, words[: first.start()]))


def ends_in_change(words: str) -> bool:
    """Whether a change is what words name last, but for a year: "Mức tăng", "% change 2031"."""
    bare = _YEAR_LAST.sub("", words)
    return says_change(bare) and _ENDS_IN_CHANGE.search(bare) is not None


def without_change(words: str) -> str:
    """Words without the change that they name last, and without "tăng, giảm"."""
    return _PAIRS.sub(" ", _ENDS_IN_CHANGE.sub(" ", words))


def with_so_voi(phrase: str, in_percent: bool) -> str:
    """A phrase with the "so với" that it leaves out: "Thấp hơn cùng kỳ", "Tăng cùng kỳ (%)"."""
    phrase = _SINCE.sub(r"\1 so với ", phrase) if in_percent else phrase
    return _THAN.sub(r"\1 so với ", phrase)
