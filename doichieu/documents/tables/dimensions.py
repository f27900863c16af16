"""What sets the figures of a column apart from those of the columns beside it."""

import re
from collections.abc import Sequence

from doichieu.documents.tables.directions import without_change
from doichieu.documents.tables.periods import (
    PRICES,
    PRIOR,
    named_periods,
    split_comparison,
    without_prices,
)
from doichieu.documents.tables.plans import PLANS, without_plan_words
from doichieu.documents.tables.settings import Setting
from doichieu.documents.tables.spellings import plain
from doichieu.documents.tables.units import without_units
from doichieu.documents.tables.words import EDGES, is_unit_words, joined

_THIS = re.compile(r"(?i)(?<!\w)(?:kỳ này|kì này|kỳ báo cáo)(?!\w)")
# Words of a header that say how a number came about, and not what it counts.
_FILLERS = re.compile(
    r"(?i)(?<![^\W\d_])(?:ước\s+(?:tính\s+)?thực\s+hiện|thực\s+hiện|ước(?:\s+tính)?|sơ\s+bộ"
    r"|chính\s+thức|số\s+trong(?=\s+(?:tháng|kỳ))|(?:cộng\s+dồn\s+)?đến\s+(?:hết|cuối)|từ\s+đầu(?:\s+năm)?|cộng\s+dồn|l[uũ][yỹ]\s+kế|k[ỳì]\s+này|tháng\s+báo\s+cáo"
    r"|(?:tỷ\s+lệ\s+)?so\s+sánh|tỷ\s+lệ(?=\s*%?\s*(?:thực\s+hiện\s*)?$)|bình\s+quân(?=\s*$)"
    r"|tốc\s+độ\s+phát\s+triển|chỉ\s+số\s+phát\s+triển|chia\s+ra"
    r"|cả\s+năm|cơ\s+cấu|tỷ\s+trọng|tổng\s+mức|tổng\s+số|tổng\s+cộng|chung|cả\s+nước"
    r"|toàn\s+(?:quốc|tỉnh|thành\s+phố|huyện)|(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu)(?=\s*(?:năm|quý|tháng)?\s*$)|chỉ\s+số(?:\s+giá)?(?=\s*(?:bình\s+quân\s*)?$)"
    r"|(?:(?:lượng|số)\s+)?(?:tuyệt|tương)\s+đối|thời\s+điểm|trong\s+đó|tđ|(?-i:ƯTH|TH|KH|DT|LK)"
    r"|tốc\s+độ\s+(?:tăng(?:\s+trưởng)?|giảm)|(?:mức\s+)?đóng\s+góp(?:\s+vào)?(?:\s+tăng\s+trưởng)?"
    r"|est\.|(?:of\s+)?(?:the\s+)?(?:annual\s+)?(?:plan|target)(?=\W*$)|estimates?(?:\s+for)?|estimated|preliminary|prel|actual|structure|total|ytd"
    r"|growth\s+rate(?=\W*$))(?![^\W\d_])\s*:?"
)
# Of these figures "tăng" and "chênh lệch" are what is counted, and not how it changed.
_NO_CHANGE = frozenset({"level", "plan_level", "prior_level", "share_pct"})
_SEASON = re.compile(r"(?i)(?:vụ|niên vụ)\s")
_BREAKDOWN = re.compile(r"(?i)^(?:phân|chia)\s+(?:theo|ra)(?!\w)")


def dimension_of(
    phrases: Sequence[str], setting: Setting, title: str, measure: str
) -> tuple[str, ...]:
    """What is left of each phrase without periods, comparisons, units and words for "done".

    Nor does who gave a plan set its figures apart: that is their `basis`. The words for a change
    are left out where the measure says them.

    The season of a harvest is left out where the title says it for all columns. "Chia theo lớp"
    goes without saying above words, but not above a bare number.
    """
    header = without_units(joined(phrases))
    found = []
    for i, phrase in enumerate(phrases):
        if is_unit_words(phrase):
            continue
        text, after = split_comparison(without_units(phrase))
        text = without_plan_words(text, header) if measure in PLANS else text
        prices = PRICES.search(after or "") if not PRICES.search(title) else None
        text = joined([text, prices.group()]) if prices else text
        if after is not None and i + 1 < len(phrases) and not after.strip(EDGES):
            found.append(_left(text, setting, measure))
            break
        found.append(_left(text, setting, measure))
    seasons = [
        text
        for text in found
        if _SEASON.match(text) and _SEASON.sub("", text).lower() in title.lower()
    ]
    kept = [text for text in found if text and text not in seasons]
    narrower = [text for text in kept if not _BREAKDOWN.match(text)]
    says_enough = any(any(map(str.isalpha, text)) for text in narrower)
    return tuple(dict.fromkeys(narrower if says_enough else kept))


def _left(text: str, setting: Setting, measure: str) -> str:
    text = plain(text, setting.year)
    prices = re.search(r"(?i)theo\s+giá\s+[^(),;]+", text) or PRICES.search(text)
    for one in named_periods(text, setting.year, setting.month):
        text = text.replace(one.text, " ") if one.text in text else text
    text = PRIOR.sub(" ", without_prices(text))
    text = _FILLERS.sub(" ", _THIS.sub(" ", text))
    text = re.sub(r"(?i)(?<!\w)(?:năm|quý|tháng|trong|(?<!dịch )vụ)\s*$", " ", text)
    text = text if measure in _NO_CHANGE else without_change(text)
    return joined([prices.group() if prices else "", text.strip(EDGES)])
