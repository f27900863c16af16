"""Numbers that say which things are counted: "11 khoản thu đạt trên 75% dự toán"."""

import re
from collections.abc import Sequence

from doichieu.documents.prose.counting import Counted
from doichieu.documents.prose.heads import PLAIN
from doichieu.wording.measures import PLAN_AFTER
from doichieu.wording.surroundings import Surroundings

_MARK = re.compile(
    r"(?i)[^,;:]*(?:(?<!\w)(?:đạt|giải ngân|tỷ lệ|có(?!\s+tổng))(?!\w)|\()"
    r"(?:(?!(?<!\w)(?:chiếm|bằng|tăng|giảm|tổng|số tiền)(?!\w))[^,;:])*(?<!\w)(?:trên|dưới|từ)\s*"
)
# "Đạt 1,02 tỷ USD, lần đầu vượt mốc 1 tỷ USD"
_PASSES = re.compile(r"(?i)(?<!\w)(?:mốc|ngưỡng|the\s+mark\s+of|milestone\s+of)\s*$")
_DOUBT = "it may be the mark that those counted before it reached, and no figure of its own"


def marks_a_group(around: Surroundings, before: Sequence[Counted]) -> str:
    """Why a number behind a count may be no figure; blank where nothing says that."""
    counts = bool(before) and before[-1].form == "amount" and before[-1].size[0] not in PLAIN
    marks = counts and around.previous is not None and _MARK.fullmatch(around.own)
    return _DOUBT if marks and not _completes_a_plan(around) else ""


def is_a_mark(around: Surroundings) -> bool:
    """Whether the words before a number call it a mark that something passes."""
    return _PASSES.search(around.own) is not None


def _completes_a_plan(around: Surroundings) -> bool:
    """Whether a bracket says of how much of a plan there are so many: "12.500 lao động (đạt trên
    102% kế hoạch)". Of a few things it may say which: "11 khoản thu (đạt trên 75% dự toán)"."""
    assert around.previous is not None
    unit = around.previous.unit
    single = unit is None or (unit.factor or 1) == 1
    few = single and re.fullmatch(r"[0-9]{1,2}", around.previous.printed) is not None
    return around.in_brackets and PLAN_AFTER.match(around.follows) is not None and not few
