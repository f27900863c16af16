"""What contributes to the growth of an index, by the words before the one for it."""

import re

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.economy import economy
from doichieu.documents.prose.phrases import trimmed
from doichieu.documents.prose.reference_rows import known_thing
from doichieu.documents.prose.resolution import resolved
from doichieu.documents.prose.things import Thing

# "Nhóm giao thông giảm 2,3% làm CPI chung giảm 0,22 điểm phần trăm"
_MOVES_THE_WHOLE = re.compile(
    r"(?i)(?:[,;]|(?<!\w)(?:và|đã|qua đó|từ đó))*\s*(?<!\w)(?:đóng\s+góp|góp(?:\s+phần)?|làm|khiến"
    r"|kéo|đẩy|tác\s+động)(?:\s+(?:làm|vào|cho|tăng|giảm|mức|tốc độ|tăng trưởng|chung|của))*\s+"
    r"(?P<whole>CPI|GRDP|GDP|IIP|chỉ\s+số|tổng\s+sản\s+phẩm)(?!\w)"
)
_CAUSE = r"(?<!\w)(?:(?<!tự )do|nhờ|vì|bởi|due\s+to|because\s+of)(?!\w)"
# "Do giá xăng giảm, nhóm giao thông", "nhóm giao thông do giá xăng giảm": the words of a cause.
_OPENING_CAUSE = re.compile(rf"(?i)^\W*(?:chủ yếu\s+)?{_CAUSE}[^,;]*,(?=.*\w)")
_FOLLOWING_CAUSE = re.compile(rf"(?i),?\s*(?:chủ yếu\s+)?{_CAUSE}.*$")
# Behind these words stands what moves a group, or a part of it, with a number of its own.
_CAUSE_OR_PART = re.compile(rf"(?i){_CAUSE}|(?<!\w)trong đó(?!\w)")


def contributor(text: Discourse, i: int) -> Thing | None:
    """The thing that moves a whole by so many points, where the words name the whole after it."""
    if text.figures[i].measure != "contribution_pts":
        return None
    phrase = text.phrases[i]
    moves = _MOVES_THE_WHOLE.search(phrase.gap)
    if moves is None:
        return _of_the_economy(text, i)
    said = _OPENING_CAUSE.sub("", phrase.gap[: moves.start()].rpartition(";")[2])
    name = trimmed(_FOLLOWING_CAUSE.sub("", said))
    if name:
        return resolved(text, i, [name])
    return None if phrase.fresh or not text.found else _mover(text, i, moves["whole"])


def _of_the_economy(text: Discourse, i: int) -> Thing | None:
    """A sector that contributes to growth, that of the economy where nothing was named before."""
    named = text.total or text.main
    if (named is not None and named.known) or not text.phrases[i].forms:
        return None
    before, text.main = text.main, economy(text)
    found = known_thing(text, i, text.phrases[i].forms[0])
    if found is None or not text.index.is_part(found.indicator_id, text.main.indicator_id):
        text.main, found = before, None
    return found


def _mover(text: Discourse, i: int, whole: str) -> Thing:
    """What the clause was about before a cause or a part with a number of its own; the last thing
    where there is none, or where the clause is about the whole that is moved."""
    first = last = i - 1
    for k in range(i - 1, 0, -1):
        phrase = text.phrases[k]
        if phrase.fresh or ";" in phrase.gap:
            break
        if _CAUSE_OR_PART.search(phrase.gap):
            first = k - 1
    if first == last or whole.lower() in text.phrases[first].gap.lower():
        return text.found[last].thing
    text.unsure = "it may be the points of the group, or of what moves the group"
    return text.found[first].thing
