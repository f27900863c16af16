"""Words that turn to the period compared with: (cùng kỳ tăng 3,1%), trong khi năm trước giảm 2%."""

import re

from doichieu.wording.comparisons import Comparison, comparisons
from doichieu.wording.measures import COMPARES
from doichieu.wording.surroundings import Surroundings

_TURNS = re.compile(r"(?i)(?:\(|trong khi|còn|nhưng|while|whereas|[–—])\s*(?:ở|in)?\s*(?:the)?\s*$")

# "IIP tăng 6,3%, cùng kỳ năm trước giảm 4,6%"
_BEHIND = re.compile(r"\s*[,;]\s*")


# Words for a rate against the year before, and for no period.
_IS_RATE = re.compile(r"(?i)year(?:ly|[- ]o)|y/y|yoy|y-o-y|on\s+year|annually|svck")
_OPENS = re.compile(
    r"(?i)\W*(?:(?:in|during|for)\s+)?(?=the (?:same|corresponding) |last year|năm (?:ngoái|trước))"
)


def turned_back(around: Surroundings) -> Comparison | None:
    """The earlier period that a number is of, by words before what leads to it."""
    if around.previous is None and (opened := _OPENS.match(around.own)):
        found = comparisons("so với " + around.own[opened.end() :])
        if found and found[0].start == 0:
            return found[0]
    for one in comparisons(around.own):
        if one.after_so_voi or one.kind not in ("same", "same_year"):
            continue
        if _IS_RATE.match(one.text):
            continue  # "Year-on-year, exports were up 8.2%"
        before, after = around.own[: one.start], around.own[one.end :]
        if COMPARES.search(before):
            continue  # cao hơn cùng kỳ 8,2%
        opening = around.previous is None and re.fullmatch(r"\W*(?:\w+\s+){0,2}", before)
        if opening and ";" not in after:
            return one
        rates = around.is_ratio and around.previous is not None and around.previous.is_ratio
        turns = _TURNS.search(before) or (rates and _BEHIND.fullmatch(before))
        if turns and not re.search(r"[,;)]", after):
            return one
    return None
