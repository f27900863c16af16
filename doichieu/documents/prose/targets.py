"""Planned values: a target named before what is to be reached, a plan beside what was."""

import re
from dataclasses import replace

from doichieu.documents.prose.context import (
    GROWTH,
    GROWTH_NOUN,
    RATE_NOUN,
    TURNS,
    Context,
    Measured,
)
from doichieu.wording.comparisons import PLAN, comparisons
from doichieu.wording.measures import PLAN_AFTER

# Words for a target before what is to be reached.
AIMS = re.compile(
    r"(?i)(?<!\w)(?:phấn đấu|đặt mục tiêu|đề ra mục tiêu|đặt ra|giao chỉ tiêu|mục tiêu là"
    r"|sets?\s+(?:itself\s+)?(?:an?\s+|the\s+)?(?:targets?|goals?)"
    r"|(?:target|goal|aim) of(?=\s+\w+ing)|striv(?:es?|ing)\s+(?:to|for)"
    r"|wants? to|hopes? to|eye[sd]|eyeing|looks? to|seeks? to|seeking to"
    r"|(?<=province )targets|(?<=city )targets|(?<=sector )targets|(?<=country )targets"
    r"|aims?|aimed|aiming|plans? (?:to|for)|strives?|targeted|targeting"
    r"|targets(?=\s+(?:an?|\w+\s+growth|growth)))"
    r"(?!\w)"
)
# A bracket that gives what was planned: "73,6% (mục tiêu đến năm 2025 là 80%)".
PLANNED_IN_BRACKETS = re.compile(rf"\(\s*(?:{PLAN})[^();]{{0,40}}$")
_TARGET = re.compile(rf"(?i)(?<!\w)(?:mục tiêu|target)(?!\w)|(?<!\w){PLAN}")
# No target where it was met, where something is compared with it, or where it is a name.
_NO_TARGET = re.compile(
    r"(?i)(?:đạt|vượt|hoàn thành|theo|thực hiện|giải ngân|so với|bằng|của|với|than"
    r"|sở|bộ|phòng|the|to|of|met|exceed\w*|meeting|nhiều|các|một số|những)"
    r"\s+(?:và vượt\s+)?(?:\w+\s+){0,2}?$"
)
_IS_DONE = re.compile(r"(?i)(?<!\w)(?:đã|ước|hiện|cùng kỳ|năm trước|was|were|had|last)(?!\w)")


def aims(context: Context) -> bool:
    """Whether a target is named before what is to be reached, and not as one that was reached."""
    text = context.lead.rest if context.lead.cue else context.own
    if context.before and (of_before := PLAN_AFTER.match(text)):
        text = text[of_before.end() :]
    if carries_target(context):
        return True
    whole = context.own if context.own.startswith(text) else text
    aims = [one for one in AIMS.finditer(whole) if one.end() <= len(text)]
    if aims:
        return not TURNS.search(text, aims[-1].end())
    matches = list(_TARGET.finditer(text))
    if not matches:
        return False
    last, since = matches[-1], text[matches[-1].end() :]
    if last.group().lower().startswith("dự kiến"):
        return False  # a forecast
    if any(one.kind == "plan" and one.start <= last.start() < one.end for one in comparisons(text)):
        return False
    if context.before and not text[: last.start()].strip():
        return False  # the plan of the number before it
    if re.match(r"(?i)\s+và\s+đầu tư|[^(]*(?:[;.,]|(?<!\w)(?:đã|ước|và|and)(?!\w))", since):
        return False
    return not _NO_TARGET.search(text[: last.start()])


# "Kế hoạch năm 2025 là 5.000 tỷ đồng (gồm vốn trung ương 2.000 tỷ đồng, …)": planned too.
PARTS_IN_BRACKETS = re.compile(
    r"(?i)^\s*\(\s*(?:bao gồm|gồm|trong đó|including|of which|comprising)(?!\w):?"
)


def carries_target(context: Context) -> bool:
    """Whether a list of targets goes on: phấn đấu GRDP tăng 8%; xuất khẩu 1,2 tỷ USD."""
    if not context.before or not context.before[-1].measured.aims:
        return False
    own = PARTS_IN_BRACKETS.sub(" ", context.own)
    ends = TURNS.search(own) or comparisons(own) or re.search(r"[()]", own)
    return not (ends or _IS_DONE.search(own))


# A programme may have targets in its name: "chương trình mục tiêu quốc gia".
_OPENS_TARGETS = re.compile(
    r"(?i)(?<!chương trình )mục tiêu(?!\s+quốc gia)|phấn đấu"
    r"|chỉ tiêu (?:kế hoạch|đề ra)|kế hoạch năm|targets?\b|goals?\b"
)
_OPENS_RESULTS = re.compile(
    r"(?i)kết quả|thực hiện|hoàn thành|đạt được|(?:chưa|không) đạt|ước|results?|achiev|progress"
    r"|towards?\s+the|missed"
)
# "Mục tiêu: … - Đến nay, tỷ lệ che phủ rừng đạt 62%": what is reached is no target.
_DONE_SO_FAR = re.compile(r"(?i)(?<!\w)(?:đã|(?:đến|tới) nay|(?<!thực )hiện|so far|already)(?!\w)")


def opens_targets(above: str, sentence: str) -> bool:
    """Whether the line that opens a list says that its items are targets, and the words before a
    number do not say that it was reached."""
    opened = _OPENS_TARGETS.search(above) and not _OPENS_RESULTS.search(above)
    return bool(opened) and not _DONE_SO_FAR.search(sentence)


def as_target(measured: Measured) -> Measured:
    """The measure of a number in a list of targets: planned, or the level of a growth target."""
    measures = {"level": "plan_level", "increase_pct": "level", "index_pct": "level"}
    if measured.target or measured.measure not in measures:
        return measured
    return replace(measured, measure=measures[measured.measure], target=True)


def planned(context: Context) -> Measured:
    """A planned value: of growth it is the level of a target, of anything else its plan."""
    last = context.last_rate
    grows = last is not None and last.measure in GROWTH and not context.is_about(RATE_NOUN)
    if grows or context.is_about(GROWTH_NOUN):
        return Measured("level", "percent", target=True)
    doubt = "" if last is not None else "a plan is named before it, but not what is planned"
    return Measured("plan_level", "percent", target=True, doubt=doubt)
