"""The territory of a number of a text; blank where it is the report's own."""

import re
from itertools import pairwise

from doichieu.documents.prose.context import Measured
from doichieu.wording.surroundings import Surroundings

COUNTRY = "vn"
_COUNTRY = (
    r"(?:cả nước|toàn quốc|the (?:whole )?country|nationwide|(?:the\s+)?country['’]s"
    r"|national(?:\s+average)?)"
)
_BEFORE = re.compile(
    rf"(?i)(?<!\w)(?<!so với )(?<!trên )(?<!nhất ){_COUNTRY}"
    r"(?:\s+(?:tăng|giảm|đạt|là|chỉ|khoảng|ước|có|bằng|of|was|is|at|rose|fell))*\s*[:(]?\s*$"
)
# "Cả nước xuất siêu 16,8 tỷ USD": what the clause is about, up to where it names another place.
_OPENS = re.compile(
    r"(?i)\W*(?:(?:trong khi|còn|tính chung)\s+)?(?:cả nước|toàn quốc)"
    r"(?!\s+(?:và|chung|thi đua|bước|đứng))(?=[^\w,][^,0-9]*(?:[0-9]|$))"
    r"(?!.*(?<!\w)(?:tỉnh|thành phố|địa phương|địa bàn|huyện|xã|vùng)(?!\w))"
)
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(rf"(?i)\s*(?:của|of|for)\s+(?:bình quân\s+|trung bình\s+|mức\s+)?{_COUNTRY}")


def territory(around: Surroundings, measured: Measured, own: str) -> str:
    """The territory that the words name for a number; `own` is that of the report."""
    if own == COUNTRY:
        return ""
    of_country = re.search(rf"(?i){_COUNTRY}", around.own if measured.elsewhere else "")
    if of_country or _BEFORE.search(around.own) or _is_of_country(around.clause):
        return COUNTRY
    direct = measured.elsewhere or re.search(r"(?i)(?:so với|hơn|than|mức)\s*$", around.own)
    return COUNTRY if direct and _AFTER.match(around.follows) else ""


def _is_of_country(clause: str) -> bool:
    """Whether a clause is about the whole country; two words with capitals may name a place."""
    words = _WORD.findall(clause)
    place = any(one.istitle() and other.istitle() for one, other in pairwise(words))
    return not place and _OPENS.match(clause) is not None
