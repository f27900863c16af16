"""The quantity and the thing in a name: "diện tích" and "lúa đông xuân".

Everything here is data, and two readings of it. A list leaves out one of the two: after "diện tích
lúa 500 ha", "ngô 300 ha" is about an area, and "sản lượng 3.000 tấn" about rice.
"""

import re

# A quantity: alone it needs the thing that it is of.
_QUANTITIES = (
    r"diện tích(?:\s+(?:gieo trồng|gieo cấy|gieo sạ|trồng mới|trồng|thu hoạch|nuôi trồng|nuôi thả"
    r"|nuôi))?|năng suất|sản lượng|khối lượng|số lượng|lượng|doanh thu(?:\s+thuần)?|doanh số"
    r"|trị giá|giá trị(?:\s+(?:sản xuất|tăng thêm|sản lượng))?|kim ngạch|tổng vốn|nguồn vốn|vốn"
    r"(?:\s+(?:đầu tư\s+đăng ký|đăng ký|đầu tư|điều lệ|thực hiện|giải ngân))?|luân chuyển"
    r"|vận chuyển|số lao động|số vốn|lợi nhuận|số tiền|tiền thuế|tổng số tiền|dư nợ|công suất|số hộ"
    r"|số thuê bao|lao động đăng ký|lao động|nộp ngân sách|tỷ lệ|lãi suất|tỷ giá|số người|số thu"
    r"|số chi|giá bán|giá"
    r"|gieo trồng|gieo cấy|gieo sạ|xuống giống|thu hoạch|trồng mới|khai thác|nuôi trồng"
    r"|volume|value|output|area|yield|turnover|revenue|index|(?:total\s+)?(?:registered\s+)?capital"
)
_TRADE = r"(?:kim ngạch|trị giá|giá trị|khối lượng|lượng)\s+(?:xuất|nhập)\s+khẩu"
# A quantity, or a thing that is counted or measured by itself.
_HEADS = (
    r"bội chi|bội thu|xuất(?:\s+nhập)?\s+khẩu|nhập\s+khẩu|xk|nk|xnk|tmbl(?:hh)?|xuất siêu"
    r"|nhập siêu|thặng dư|thâm hụt|cán cân"
    r"|thu(?!\s+(?:hút|gom|đông|hoạch|mua|nhập|giữ|hồi|dung|hẹp))|chi(?!\s+(?:tiết|nhánh|phí|cục|bộ))"
    r"|chỉ số(?:\s+(?:sản xuất|giá|tồn kho|tiêu thụ))?|đàn|huy động|tiền|nợ|dân số|khách"
    r"|lượt khách|tổng sản phẩm|grdp|iip|cpi|gdp|thu nhập|tiền lương|lương|mật độ|thời gian"
    r"|bình quân|tổng mức(?:\s+bán lẻ)?|bán lẻ|giải ngân|đầu tư|lạm phát|độ che phủ|năng lực"
    r"|giải quyết việc làm|tốc độ|tín dụng|hàng tồn kho|số dự án|số doanh nghiệp|số vụ"
    r"|số xã|số ca|số học sinh|số bác sĩ|số giường|người|hộ|doanh nghiệp|dự án|hợp tác xã|xã|ca"
    r"|học sinh|thí sinh|tổng thu|tổng chi|tăng trưởng|mục tiêu|chỉ tiêu|hệ số|tuổi thọ|lượt"
    r"|thuê bao|phương tiện|trứng|sữa|gỗ khai thác"
)
_COUNTED = r"người|hộ|doanh nghiệp|dự án|hợp tác xã|xã|ca|lao động|khách|công ty"
_LEAD = r"^(?:(?:tổng|số|các|tổng số|the|total)\s+)*"
_DONE = re.compile(
    rf"(?i){_LEAD}(?P<head>gieo trồng|gieo cấy|trồng mới|thu hoạch|khai thác|nuôi trồng)(?!\w)"
)
_ALL = r"(?:\s+(?:bình quân|toàn ngành|chung|toàn tỉnh|ước tính|cả năm))*$"
_BARE = re.compile(rf"(?i){_LEAD}(?:{_QUANTITIES}){_ALL}")
_STARTS_WITH_HEAD = re.compile(rf"(?i){_LEAD}(?P<head>{_TRADE}|{_QUANTITIES}|{_HEADS})(?!\w)")
_HAS_HEAD = re.compile(
    r"(?i)(?<!\w)(?:(?:xuất|nhập)\s+khẩu|xuất siêu|nhập siêu|export(?:s|ed)?|import(?:s|ed)?"
    r"|output|area|revenue"
    r"|index|volume|price|sales|production|turnover|expenditure|investment|capital|rate|income"
    r"|population"
    r"|visitors?|tourists?|arrivals|deposits|loans|credit|yield|cases|accidents|deaths|enterprises"
    r"|projects|surplus|deficit|spending|growth|herd|flock|jobs|workers|cpi|grdp|gdp|iip|coverage"
    r"|ratio|inflation)(?!\w)"
)
_MONEY = frozenset(("vnd", "usd", "eur"))
_NUMBER_OF = re.compile(r"(?i)^(?:tổng\s+)?số\s+[^\W\d_]")
_COUNTED_START = re.compile(rf"(?i){_LEAD}(?:{_COUNTED})(?!\w)")
# The quantity that a unit means where the words name only a thing.
OF_UNIT: dict[str, str] = {
    **{"area": "diện tích", "mass": "sản lượng", "yield": "năng suất", "head": "đàn"},
    **{"usd": "trị giá", "vnd": "giá trị", "eur": "trị giá", "energy": "sản lượng"},
    **{"tonne_km": "luân chuyển", "person_km": "luân chuyển", "volume": "sản lượng"},
    **{"ratio": "tỷ lệ", "length": "chiều dài", "egg": "sản lượng", "power": "công suất"},
}
# Units that say how much, and not of what.
PLAIN = frozenset((*OF_UNIT, "points", "stay", "stere", "piece", "brick", "tree"))
# These say what a unit means anyway: a name may have them or not.
_SAID_BY_UNIT: dict[str, frozenset[str]] = {
    "area": frozenset(["diện", "tích", "gieo", "trồng", "cấy"]),
    "mass": frozenset(["sản", "lượng", "khối"]),
    "volume": frozenset(["sản", "lượng", "khối"]),
    "yield": frozenset(["năng", "suất", "bình", "quân"]),
    "head": frozenset(["đàn", "con"]),
    "visit": frozenset(["khách", "lượt"]),
    "person": frozenset(["người", "khách", "lượt"]),
}


def is_bare(text: str) -> bool:
    """Whether the words name a quantity and not of what."""
    return _BARE.match(text) is not None


def bare_quantity(text: str) -> str:
    """A quantity without words for all of it: "doanh thu" of "tổng doanh thu toàn ngành"."""
    return re.sub(rf"(?i)^{_LEAD[1:]}|{_ALL}", "", text)


# The names of reference rows are Vietnamese: so the quantity of one is called in them.
_IN_VIETNAMESE = {
    **{"output": "sản lượng", "yield": "năng suất", "area": "diện tích", "revenue": "doanh thu"},
    **{"registered capital": "vốn đăng ký", "capital": "vốn", "value": "giá trị"},
}


def vietnamese_quantity(text: str) -> str:
    """An English quantity in Vietnamese; blank for other words."""
    return _IN_VIETNAMESE.get(re.sub(r"(?i)^total\s+", "", text).lower(), "")


def has_head(text: str, dimension: str) -> bool:
    """Whether the words name a quantity or something that is counted.

    In money an enterprise is one of those whose money it is, and no quantity.
    """
    if dimension in _MONEY and _COUNTED_START.match(text):
        return False
    if dimension != "head" and _NUMBER_OF.match(text):
        return True
    return bool(_STARTS_WITH_HEAD.match(text) or _HAS_HEAD.search(text))


def head_of(text: str) -> str:
    """The quantity that a name begins with; blank where it begins with none."""
    match = _STARTS_WITH_HEAD.match(text)
    return match.group("head") if match else ""


_SAYS_SOMETHING = re.compile(
    r"(?i)(?<!\w)(?:tăng|giảm|đạt|khá|tốt|ổn định|phát triển|phục hồi|khó khăn|thấp|cao)(?!\w)"
)


def names_several(text: str) -> bool:
    """Whether a name with commas is one quantity of several things: "đàn trâu, bò"."""
    first, *others = re.split(r",\s+", text)
    rest = thing_of(first).split()
    short = all(len(each.split()) <= 2 and not has_head(each, "") for each in others)
    said = _SAYS_SOMETHING.search(text) is not None
    return bool(others and head_of(first)) and 1 <= len(rest) <= 2 and short and not said


def part_name(call: str, total: str, said: str) -> str:
    """The full name of a part of a total, for which a list has only the thing.

    `total` is the name of the total, `said` what the text calls it: it may say what is done with
    the thing ("trồng mới").
    """
    if said.isascii() and not said.isupper():
        return f"{call} {total.lower()}" if " " not in total else f"{total}: {call}"
    done = _DONE.match(said)
    head = done.group("head") if done else head_of(total)
    abbreviated = re.search(r"\(([A-ZĐ]{2,})\)", total)
    short = head or (abbreviated.group(1) if abbreviated else total)
    for count in (2, 1):
        if short.lower().split()[-count:] == call.lower().split()[:count]:
            return " ".join([short, *call.split()[count:]])
    return f"{short} {call}"


def thing_of(name: str) -> str:
    """The thing that a name is about, without its quantity."""
    match = _STARTS_WITH_HEAD.match(name)
    rest = name[match.end() :].strip() if match else name
    return (
        re.sub(r"(?i)(?<!\w)(?:vận chuyển|luân chuyển|vận tải|khối lượng)(?!\w)", " ", rest).strip()
        or name
    )


def without_unit_words(words: frozenset[str], dimension: str) -> frozenset[str]:
    """The words without those that the unit says anyway."""
    return words - _SAID_BY_UNIT.get(dimension, frozenset())
