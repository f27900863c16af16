"""The measure of an amount, of points of a percentage, and of a number of times."""

import re

from doichieu.documents.prose.compared import (
    BY_AMOUNT,
    COMPARED_DIRECTLY,
    COMPARED_IN_BRACKETS,
    MOVED,
    more_than_another,
    same_change,
    started_at,
)
from doichieu.documents.prose.context import CHANGED, OF_GROWTH, TURNS, Context, Measured
from doichieu.documents.prose.counting import COEFFICIENT
from doichieu.documents.prose.earlier import turned_back
from doichieu.documents.prose.targets import PLANNED_IN_BRACKETS, aims
from doichieu.wording.comparisons import comparisons, names_plan
from doichieu.wording.measures import (
    CHANGES,
    CONTRIBUTED,
    DOWN,
    INTO,
    NEGATIVE,
    OUT_OF,
    OVER,
    PRIOR_BEFORE,
    REACHED,
    TIMES,
    UP,
    list_head,
)
from doichieu.wording.numbers import lowering
from doichieu.wording.surroundings import Surroundings


def amount(context: Context) -> Measured:
    """The measure of an amount: a level, a planned or earlier one, or a change."""
    lead, cue = context.lead, context.lead.cue
    around, last = context.around, context.last
    signed = context.signed
    if _is_prior(context):
        return Measured("prior_level", "amount", earlier=True)
    stroke = context.own.strip() in ("/", "of", "out of") and context.before
    if stroke or (around.in_fraction and around.number.fraction_with is None):
        return _whole_of_a_fraction(context)
    bracket = COMPARED_IN_BRACKETS.search(context.own)
    planned = PLANNED_IN_BRACKETS.search(context.own)
    if cue is None and (lead.plan_before or planned or (bracket and names_plan(bracket["what"]))):
        return Measured("plan_level", "amount", target=True)
    of_plan = lead.of_plan or lead.led_by_plan or names_plan(lead.words)
    if cue in (UP, DOWN, OVER) and (of_plan or _shares_a_plan(context)):
        return Measured("level", "amount", doubt="no measure says how far from a plan it is")
    if cue in (UP, DOWN) and _changes(context):
        return Measured("increase_by" if cue == UP else "decrease_by", "amount")
    if signed:
        return Measured("increase_by", "amount")
    if more := more_than_another(context):
        return more
    if (same := same_change(context, BY_AMOUNT)) and _measures_the_same(context):
        return Measured(same, "amount")
    moved = MOVED.search(context.own) or (last is not None and last.cue == INTO)
    if cue == OUT_OF and moved and around.number.range_with is None:
        return started_at(context, "amount")
    if aims(context):
        return Measured("plan_level", "amount", target=True)
    if cue is None and last is not None and last.measure in CHANGED and _goes_on(context):
        return Measured(last.measure, "amount")
    return Measured("level", "amount")


def _measures_the_same(context: Context) -> bool:
    """Whether an amount is in a unit of a level before it, if there is any: in "320 hộ, giảm 45%,
    tương ứng 1.410 nhân khẩu" the last is no change of the first."""
    levels = [one.around.number.unit for one in context.before if one.measured.form == "amount"]
    unit = context.around.number.unit
    own = {size[0] for size in unit.sizes} if unit else set()
    known = [{size[0] for size in one.sizes} for one in levels if one is not None]
    return not known or any(own & each for each in known)


_OF_EARLIER = re.compile(
    r"(?i)\s*(?:(?:recorded|seen|posted|reported|registered|earned)\s+)?"
    r"(?:của|in|a year|one year|last|the same)"
)


def _is_prior(context: Context) -> bool:
    """Whether the number is the level of the period compared with."""
    lead, around = context.lead, context.around
    if lead.cue in (UP, DOWN, OVER):
        return False
    if PRIOR_BEFORE.search(context.own) and not _is_of_the_rate_before(context):
        return True
    if context.before and turned_back(around) is not None:
        return True
    last = context.last
    inside = around.sentence.count("(") > around.sentence.count(")")
    if lead.cue is None and inside and last is not None and last.measure == "prior_level":
        return "(" not in context.own  # (cùng kỳ xảy ra 8 vụ, 9 người chết)
    kinds = ("same", "same_year", "year", "previous_month", "previous_quarter")
    before = lead.compared_before
    if around.in_brackets and before is not None and before.kind in kinds:
        return True
    after = lead.compared_after or next(iter(comparisons(around.beside)), None)
    direct = COMPARED_DIRECTLY.search(context.own)
    of_earlier = _OF_EARLIER.match(around.beside)
    return bool(direct and (of_earlier or (after is not None and after.kind in kinds)))


def _is_of_the_rate_before(context: Context) -> bool:
    """Whether an earlier period before a colon is what the number before it is a rate of."""
    found = comparisons(context.own) if context.before else ()
    return bool(found) and found[0].start <= 1 and context.own.rstrip().endswith(":")


def _whole_of_a_fraction(context: Context) -> Measured:
    """The number after the stroke: a plan where an amount is measured, a total where counted."""
    if not _is_measured(context.around):
        return Measured("level", "amount")
    planned = names_plan(context.around.whole_sentence)
    doubt = "" if planned else "no word says what the amount after the stroke is"
    return Measured("plan_level", "amount", doubt=doubt)


def _is_measured(around: Surroundings) -> bool:
    """Whether an amount of money, mass or area is printed, and no count of things."""
    unit = around.number.unit
    return unit is not None and any(
        size[0] in ("vnd", "usd", "mass", "area") or size[1] != 1 for size in unit.sizes
    )


def _changes(context: Context) -> bool:
    """Whether a rise or fall of an amount is meant, and not what rises: vốn điều chỉnh tăng."""
    if context.lead.compared is not None and context.lead.compared.kind == "other":
        return True
    rest = context.lead.rest
    if re.search(r"(?i)điều chỉnh(?:\s+[^\W\d_]+){0,2}\s*$", rest):
        return False
    if re.search(r"(?i)vốn(?:\s+[^\W\d_]+){0,2}\s*$", rest) and "thêm" in context.own:
        return False
    if _SO_MANY_MORE.match(context.follows):
        return False
    between = context.own[len(rest) + len(context.lead.words) :]
    if re.search(r"(?<!\w)(?:and|và)(?!\w)", between):
        return False  # 5.2% in growth and 1.2 billion dollars
    return CHANGES.match(context.lead.words) is not None


# "Tăng 120 tỷ đồng, tăng 9,1% so với dự toán": the rate says what both are compared with.
_AND_ITS_RATE = re.compile(
    r"(?i)\s*[,(]?\s*(?:và|and|hay|or|tức|tương ứng|tương đương|bằng)?\s*"
    r"(?:(?:tăng|giảm|vượt|up|down)(?:\s+(?:hơn|gần|khoảng))?)?\s*"
    r"[0-9][0-9.,]*\s?(?:%|phần trăm|percent)\s*\)?\s*"
)


def _shares_a_plan(context: Context) -> bool:
    """Whether a change and the rate beside it are both compared with a plan."""
    around = context.around
    behind = around.whole_sentence[len(around.sentence) :]
    behind = behind[around.number.after - around.number.before :]
    rate = _AND_ITS_RATE.match(behind)
    compared = comparisons(behind[rate.end() :])[:1] if rate else ()
    return bool(compared) and compared[0].kind == "plan" and compared[0].start <= 1


# "16 more communes were recognised"
_SO_MANY_MORE = re.compile(
    r"(?i)\s+more\s+(?!than\b|year\b|compared\b|against\b)[a-z-]+(?!.*\bthan\b)"
)


def _goes_on(context: Context) -> bool:
    """Whether a list of changes goes on: giảm 5 vụ, 2 người chết và 3 người bị thương."""
    joined = r"\s*(?:[^,;\d()]{0,25}[,]|[^,;\d()]{0,25}(?:và|and))\s*"
    return re.fullmatch(joined, context.own) is not None


_CONTRIBUTES = re.compile(
    r"(?i)(?<!\w)(?:đóng góp|góp(?!\s+vốn)|(?<!việc )làm(?!\s+(?:việc|thủ tục|rõ|chủ))|khiến"
    r"|tác động|kéo(?!\s+dài)|contribut\w+|add(?:ed|ing|s)|subtract\w*|shav\w+)(?!\w)"
)


# "Of the growth, 0.4 percentage points came from farming"
_HIGHER = re.compile(r"(?i)\s+(?:higher|lower|faster|slower|above|below|more|less)\b")
_CAME_FROM = re.compile(
    r"(?i)\s+(?:(?:were|was|is|are|being)\s+)?(?:came|comes?|coming|contributed|added|generated)"
    r"\s+(?:from|by)\b"
)


def point(context: Context) -> Measured:
    """Points of a percentage: contributed to growth, or the change of a rate."""
    lead, cue = context.lead, context.lead.cue
    lowers = lowering(context.around.sentence) != ""
    signed = context.signed
    last = next(
        (one.measured for one in reversed(context.before) if one.measured.form == "point"), None
    )
    contributes = (
        _CONTRIBUTES.search(context.own)
        or (OF_GROWTH.search(context.around.beside) and not _HIGHER.match(context.follows))
        or _CAME_FROM.match(context.around.beside)
    )
    if cue in (UP, DOWN, OVER) and lead.of_plan:
        return Measured("level", "point", doubt="no measure says how far from a plan a rate is")
    if cue == CONTRIBUTED or contributes:
        falls = not signed and (lowers or cue in (DOWN, NEGATIVE))
        return Measured("contribution_pts", "point", negative=falls)
    if cue in (DOWN, NEGATIVE):
        return Measured("decrease_by", "point")
    if cue in (UP, OVER):
        return Measured("increase_by", "point")
    if last is not None and not TURNS.search(context.own):
        return Measured(last.measure, "point")
    if signed:
        return Measured("increase_by", "point")
    if _CONTRIBUTES.search(context.around.whole_sentence):
        return Measured("contribution_pts", "point")
    return Measured("increase_by", "point", doubt="no word says what the points are of")


def times(context: Context) -> Measured:
    """The measure of a number of times: a multiple of what it compares with, or a rise by it."""
    lead, cue = context.lead, context.lead.cue
    if cue in (None, REACHED, INTO) and COEFFICIENT.search(context.own):
        return Measured("level", "times")
    last = next(
        (one.measured for one in reversed(context.before) if one.measured.form == "times"), None
    )
    compared = COMPARED_IN_BRACKETS.search(context.own) or COMPARED_DIRECTLY.search(context.own)
    if last is not None and last.measure == "level" and compared:
        return Measured("level", "times", earlier=True)
    if last is not None and last.measure == "level" and cue in (UP, DOWN) and context.adds_nothing:
        return Measured("increase_by" if cue == UP else "decrease_by", "times")
    multiple = "plan_multiple" if lead.plan and lead.compared_after is None else "multiple"
    if cue == UP and context.follows.strip().startswith(lead.words):
        return Measured(multiple, "times")  # 1.8 times higher, a 2.3-fold increase
    if cue == UP and not lead.words.isascii() and "hơn" not in lead.words:
        return Measured("increase_times", "times")
    if cue == DOWN:
        return Measured("multiple", "times", doubt="no measure says how many times less it is")
    if cue is None and last is not None:
        return Measured(last.measure, "times")
    if cue in (TIMES, REACHED, UP, INTO) or lead.compared is not None or lead.plan:
        return Measured(multiple, "times")
    if list_head(context.own) == "up":
        return Measured("increase_times", "times")
    return Measured(multiple, "times", doubt="no word says what it is a multiple of")
