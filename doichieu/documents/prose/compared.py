"""Values that another number is compared with, and changes given twice."""

import re
from collections.abc import Mapping

from doichieu.documents.prose.context import Context, Measured
from doichieu.documents.prose.targets import planned
from doichieu.wording.comparisons import comparisons, names_plan
from doichieu.wording.measures import DOWN, MOVED_WORDS, UP

# The value compared with, in a bracket after it or directly.
COMPARED_IN_BRACKETS = re.compile(
    r"(?i)(?:(?:hơn|bằng|so với|so|than|vượt|above|below|exceed\w*|of)\s+(?P<what>[^,;()]{2,80}?))"
    r"\s*\((?:là|đạt|chỉ|:|was|were|of|at|\s)*$"
)
COMPARED_DIRECTLY = re.compile(
    r"(?i)(?:so (?:với|cùng)|than|compared\s+(?:with|to)|against|versus|vs\.?"
    r"|(?:above|below)(?=\s+the\b))"
    r"(?:\s+(?:con số|mức|số|mức tăng|mức giảm|tốc độ tăng|last year['’]s|the|an?|figure|some"
    r"|about|of|rise|growth|increase|just|only|nearly|over|more than|gần|hơn|khoảng|trên))*\s*$"
)
_THAN_ELSEWHERE = re.compile(
    r"(?i)(?:than|hơn|so với|above|below|outdoing|outpacing|exceeding|beating|surpassing)"
    r"\s+[^,;()\d]{0,40}?(?:average|national|nationwide|bình quân|trung bình|cả nước"
    r"|toàn quốc)[^,;()\d]{0,25}$"
)
_HIGHER_THAN = re.compile(
    r"(?i)(?:hơn|kém)\s+(?:so với\s+)?(?:mức|con số)(?:\s+(?:tăng|giảm|chung|khoảng|bình quân))*"
    r"\s*$"
)
_COMPARES = re.compile(r"(?i)cao|thấp|nhiều|ít|higher|lower|above|below|more|less")
_PLACE = re.compile(r"(?i)cả nước|toàn quốc|toàn vùng|bình quân|trung bình|average|nation")


# "Cao hơn vụ trước 1,1 tạ/ha": how much more than another thing it is.
HIGHER_BY = re.compile(
    r"(?i)(?<!\w)(?P<more>cao|nhiều|lớn|thấp|ít|nhỏ|kém)\s+hơn(?:\s+so\s+với)?"
    r"(?!\s+(?:mức|con số|so|kế hoạch|dự toán|chỉ tiêu)(?!\w))\s+"
    r"(?:(?!(?:là|nên|do|với|cho|có|cả|đạt|còn)(?!\w))[^\W\d_]+\s+){1,6}$"
)
_LESS = ("thấp", "ít", "nhỏ", "kém")


def more_than_another(context: Context) -> Measured | None:
    """The measure of an amount by which something exceeds another thing than a period."""
    found = HIGHER_BY.search(context.own)
    if found is None or context.lead.cue is not None or not context.before:
        return None
    named = comparisons(context.own)
    doubt = "" if named else "it is compared with something else than an earlier period"
    falls = found["more"].lower() in _LESS
    return Measured("decrease_by" if falls else "increase_by", "amount", doubt=doubt)


def compared_value(context: Context) -> Measured | None:
    """The measure of a number that another is compared with: the other's own, of earlier."""
    own = context.own
    bracket = COMPARED_IN_BRACKETS.search(own)
    what = bracket.group("what") if bracket else ""
    higher = _HIGHER_THAN.search(own)
    rises = context.lead.cue in (UP, DOWN) and not _COMPARES.match(context.lead.words)
    elsewhere = None if rises else _THAN_ELSEWHERE.search(own)
    direct = COMPARED_DIRECTLY.search(own) or higher or elsewhere
    if bracket is None and direct is None:
        return None
    if names_plan(what) or (direct and context.lead.plan_after):
        return planned(context)
    last = context.last
    if last is not None and last.form == "point":
        last = context.last_rate
    if last is None or last.form == "amount":
        return None
    same = last.measure
    if direct and re.search(r"(?i)tăng|growth|rise|increase", direct.group()):
        same = "increase_pct"
    elif direct and re.search(r"(?i)giảm|decline|fall", direct.group()):
        same = "decrease_pct"
    elif same in ("over_plan_pct", "under_plan_pct"):
        same = "level"
    doubt = "it is what another number is compared with"
    if elsewhere or _PLACE.search(what) or _PLACE.search(context.around.beside):
        return Measured(same, "percent", elsewhere=True, doubt=doubt)
    return Measured(same, "percent", earlier=True, doubt=doubt)


# The same change in its other unit: giảm 1.686 ha (bằng 2,24%), tăng 2,63% (1,32 tạ/ha).
_SAME_CHANGE = re.compile(
    r"(?i)\s*(?:\(|,\s*(?=tương|hay|or\b|equi))"
    r"(?:bằng|tương đương|tương ứng|khoảng|hay|or|equivalent to|\s)*\s*"
)
IN_PERCENT = {"increase_by": "increase_pct", "decrease_by": "decrease_pct"}
BY_AMOUNT = {"increase_pct": "increase_by", "decrease_pct": "decrease_by"}


def same_change(context: Context, of_other: Mapping[str, str]) -> str | None:
    """The measure of a bracket that gives the change before it in its other unit."""
    last, own = context.last, context.own
    opening = next(iter(comparisons(own)), None)
    if opening is not None and opening.start <= 1 and opening.kind != "plan":
        own = own[opening.end :]  # up VND160 billion year on year, or 28.6%
    if last is None or not _SAME_CHANGE.fullmatch(own) or context.lead.plan_after:
        return None
    return of_other.get(last.measure)


# What starts at a value has moved from it: "from 625,000 hectares" alone says where from.
MOVED = re.compile(rf"(?i)(?<!\w)(?:{MOVED_WORDS})(?!\w)[^,;]{{0,30}}?,?\s+(?:từ|from)(?!\w)")


_IN_A_MONTH = re.compile(
    r"\s+in\s+(?:the\s+(?:first|second|third|fourth)\s+quarter"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)


def started_at(context: Context, form: str) -> Measured:
    """What something rose or fell from: of a year that the words name, else of the year before."""
    near = f"{context.own} {context.around.beside} {context.follows[:20]}"
    named = [one.year for one in comparisons(context.around.sentence) if one.year is not None]
    if named or re.search(r"(?:19|20)\d\d", near) or _IN_A_MONTH.match(context.around.beside):
        return Measured("level", form, earlier=True)
    doubt = "the words do not say of which period it is"
    return Measured("prior_level", form, earlier=True, doubt=doubt)
