"""What contributes to the growth of an index, by the words before the one for it."""

import re

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.phrases import trimmed
from doichieu.documents.prose.resolution import resolved
from doichieu.documents.prose.things import Thing

# "Nhóm giao thông giảm 2,3% làm CPI chung giảm 0,22 điểm phần trăm"
_MOVES_THE_WHOLE = re.compile(
    r"(?i)(?:[,;]|(?<!\w)(?:và|đã|qua đó|từ đó))*\s*(?<!\w)(?:đóng\s+góp|góp(?:\s+phần)?|làm|khiến"
    r"|kéo|đẩy|tác\s+động)(?:\s+(?:làm|vào|cho|tăng|giảm|mức|tốc độ|tăng trưởng|chung|của))*\s+"
    r"(?:CPI|GRDP|GDP|IIP|chỉ\s+số|tổng\s+sản\s+phẩm)(?!\w)"
)


def contributor(text: Discourse, i: int) -> Thing | None:
    """The thing that moves a whole by so many points, where the words name the whole after it."""
    if text.figures[i].measure != "contribution_pts":
        return None
    phrase = text.phrases[i]
    moves = _MOVES_THE_WHOLE.search(phrase.gap)
    if moves is None:
        return None
    name = trimmed(phrase.gap[: moves.start()].rpartition(";")[2])
    if name:
        return resolved(text, i, [name])
    return None if phrase.fresh or not text.found else text.found[-1].thing
