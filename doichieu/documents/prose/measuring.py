"""Which measure a number of a text is, by a fixed precedence.

The word that leads to the number comes first, then the noun after it, then the list it stands in,
then what the clause is about. Where none of them says it, the likeliest measure has a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from doichieu.documents.prose.earlier import turned_back
from doichieu.wording.comparisons import PLAN, comparisons, names_plan
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
    SHARE,
    TIMES,
    UP,
    Leading,
    list_head,
)
from doichieu.wording.numbers import lowering
from doichieu.wording.surroundings import Surroundings

GROWTH = frozenset({"increase_pct", "decrease_pct"})
CHANGED = frozenset({"increase_by", "decrease_by"})


@dataclass(frozen=True)
class Measured:
    """A measure, and what the words say beside it.

    `form` is percent, point, times or amount. `negative`: the words give the number a minus.
    `earlier`: it is of the period compared with, by words that follow the comparison or precede
    the number. `target`: it is a planned value; `aims`: the first of a list of
    them. `elsewhere`: it is of another territory. `doubt` says why the measure is unsure.
    """

    measure: str
    form: str
    cue: str | None = None
    negative: bool = False
    earlier: bool = False
    target: bool = False
    aims: bool = False
    elsewhere: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class Earlier:
    """A number before another in its paragraph, and its measure."""

    around: Surroundings
    measured: Measured


def sign_of(around: Surroundings) -> str:
    """The sign of a number, directly before it or with a space between; blank where none is."""
    number = around.number
    if number.printed[:1] in "+-":
        return "-" if number.printed[0] == "-" else "+"
    spaced = f"-{number.printed}" in number.readings
    return "-" if spaced and re.search(r"[-‑−–]\s*$", around.line[: number.start]) else ""


def measure(
    around: Surroundings, form: str, before: Sequence[Earlier], heads: str = ""
) -> Measured:
    """The measure of a number whose unit has this form.

    `before` are the numbers of its sentence that come before it; `heads` the words that head the
    row of a table in which it stands, blank in prose.
    """
    own = around.own
    if around.number.range_with is not None:
        own = _OPENS_RANGE.sub("", own)
    context = _Context(around, own, Leading.read(around, own), tuple(before), heads)
    read = {"percent": _percent, "point": _point, "times": _times, "amount": _amount}[form]
    found = read(context)
    aims = found.target and "(" not in own
    return replace(found, form=form, cue=context.lead.cue, aims=aims)


_OPENS_RANGE = re.compile(r"(?i)(?<!\w)(?:từ|from|between)\s+$")


@dataclass(frozen=True)
class _Context:
    """Everything that a measure is read from."""

    around: Surroundings
    own: str
    lead: Leading
    before: tuple[Earlier, ...]
    heads: str

    @property
    def signed(self) -> bool:
        """Whether the number is printed with a sign, also with a space after it."""
        return sign_of(self.around) != ""

    @property
    def follows(self) -> str:
        return self.around.follows

    def last_of(self, form: str) -> Measured | None:
        """The measure of the last number of the sentence with such a unit."""
        found = (one.measured for one in reversed(self.before) if one.measured.form == form)
        return next((one for one in found if not one.earlier), None)

    @property
    def last_rate(self) -> Measured | None:
        """The measure of the last number in percent of the sentence."""
        return self.last_of("percent")

    @property
    def last(self) -> Measured | None:
        """The measure of the number before it in the sentence."""
        return self.before[-1].measured if self.before else None

    def is_about(self, words: re.Pattern[str]) -> bool:
        """Whether the words since the number before it have such a noun before its cue."""
        return words.search(self.own) is not None

    def names(self, words: re.Pattern[str]) -> bool:
        """Whether the clause has such a noun, where its own words name nothing."""
        if words.search(self.own):
            return True
        return not re.search(r"[^\W\d_]{2}", self._bare) and bool(words.search(self.around.clause))

    @property
    def _bare(self) -> str:
        """Its own words without the cue and what stands between it and the number."""
        return self.lead.rest if self.lead.cue else self.own


# What a rate is, by the noun that it is of.
_GROWTH_NOUN = re.compile(
    r"(?i)(?:tốc độ|mức|tỷ lệ|tỉ lệ|nhịp độ|nhịp)\s+(?:độ\s+)?(?:tăng|phát triển)"
    r"|tăng trưởng|lạm phát|growth|inflation|increase rate|rate of increase"
)
_FALL_NOUN = re.compile(r"(?i)(?:tốc độ|mức|tỷ lệ|tỉ lệ)\s+giảm|rate of decline")
_RATE_NOUN = re.compile(
    r"(?i)(?<!chiếm )(?<!đạt )(?:tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|công suất|độ che phủ|lãi suất"
    r"|hệ số|mức độ|xác suất|độ phủ|tỷ số|hiệu suất|lấp đầy)(?!\s+(?:tăng|giảm|phát triển))"
    r"|\b(?:(?<!growth )(?<!inflation )rates?|occupancy|coverage|ratio)\b"
)
_INDEX_NOUN = re.compile(r"(?i)chỉ số|\bindex\b|\bIIP\b|\bCPI\b")
_SHARE_NOUN = re.compile(
    r"(?i)tỷ trọng|tỉ trọng|cơ cấu|\bshares?\b|structure|proportion|(?:đạt|chiếm) tỷ lệ"
)
# What a share is of, directly after it.
_OF_A_WHOLE = re.compile(
    r"(?i)\s+(?:(?:trong|của|of)\s+)?(?:the\s+)?(?:tổng|diện tích|số\b|quy mô|giá trị|kim ngạch"
    r"|GRDP|GDP|dân số|dư nợ|sản lượng|toàn|total|city['’]s|province['’]s|all\b|of\b)"
)
_OF_A_NOUN = re.compile(
    r"(?i)\s+(?!(?:so|và|trong|tại|vào|ở|năm|tháng|quý|nhưng|and|in|on|at|while|but)\b)[^\W\d_]"
)
_OF_GROWTH = re.compile(r"(?i)tăng trưởng|mức tăng|growth")
# A list ends here: what follows is no further item of it.
_TURNS = re.compile(
    r"(?i)(?<!\w)(?:nhưng|song|tuy nhiên|ngược lại|trong khi|but|however|whereas|while)(?!\w)"
)
# Words for a target before what is to be reached.
_AIMS = re.compile(
    r"(?i)(?<!\w)(?:phấn đấu|đặt mục tiêu|đề ra mục tiêu|đặt ra|giao chỉ tiêu|mục tiêu là"
    r"|aims?|aimed|aiming|strives?|targeted|targeting|targets(?=\s+(?:an?|\w+\s+growth|growth)))"
    r"(?!\w)"
)
_TARGET = re.compile(rf"(?i)(?<!\w)(?:mục tiêu|target)(?!\w)|(?<!\w){PLAN}")
# No target where it was met, where something is compared with it, or where it is a name.
_NO_TARGET = re.compile(
    r"(?i)(?:đạt|vượt|hoàn thành|theo|thực hiện|so với|bằng|của|với|than|sở|bộ|phòng|the|to|of"
    r"|met|exceed\w*|meeting|nhiều|các|một số|những)\s+(?:và vượt\s+)?(?:\w+\s+){0,2}?$"
)
# The value compared with, in a bracket after it or directly.
_COMPARED_IN_BRACKETS = re.compile(
    r"(?i)(?:(?:hơn|bằng|so với|so|than|vượt|above|below|exceed\w*|of)\s+(?P<what>[^,;()]{2,80}?))"
    r"\s*\((?:là|đạt|chỉ|:|was|were|of|at|\s)*$"
)
_COMPARED_DIRECTLY = re.compile(
    r"(?i)(?:so (?:với|cùng)|than|compared\s+(?:with|to)|against|versus|vs\.?)"
    r"(?:\s+(?:con số|mức|số|mức tăng|mức giảm|tốc độ tăng|the|an?|figure|some|about|of|rise|growth"
    r"|increase|gần|hơn|khoảng|trên))*\s*$"
)
_HIGHER_THAN = re.compile(
    r"(?i)(?:hơn|kém)\s+(?:so với\s+)?(?:mức|con số)(?:\s+(?:tăng|giảm|chung|khoảng|bình quân))*"
    r"\s*$"
)
_PLACE = re.compile(r"(?i)cả nước|toàn quốc|toàn vùng|bình quân|trung bình|average|nation")


def _compared_value(context: _Context) -> Measured | None:
    """The measure of a number that another is compared with: the other's own, of earlier."""
    own = context.own
    bracket = _COMPARED_IN_BRACKETS.search(own)
    what = bracket.group("what") if bracket else ""
    higher = _HIGHER_THAN.search(own)
    direct = _COMPARED_DIRECTLY.search(own) or higher
    if bracket is None and direct is None:
        return None
    if names_plan(what) or (direct and context.lead.plan_after):
        return _planned(context)
    last = context.last
    if last is None or last.form == "amount":
        return None
    same = last.measure
    if direct and re.search(r"(?i)tăng|growth|rise|increase", direct.group()):
        same = "increase_pct"
    elif direct and re.search(r"(?i)giảm|decline|fall", direct.group()):
        same = "decrease_pct"
    elif same in ("over_plan_pct", "under_plan_pct"):
        same = "level"
    if _PLACE.search(what) or _PLACE.search(context.around.beside):
        return Measured(same, "percent", elsewhere=True)
    return Measured(same, "percent", earlier=True)


def _planned(context: _Context) -> Measured:
    """A planned value: of growth it is the level of a target, of anything else its plan."""
    last = context.last_rate
    grows = last is not None and last.measure in GROWTH and not context.is_about(_RATE_NOUN)
    if grows or context.is_about(_GROWTH_NOUN):
        return Measured("level", "percent", target=True)
    return Measured("plan_level", "percent", target=True)


def _aims(context: _Context) -> bool:
    """Whether a target is named before what is to be reached, and not as one that was reached."""
    text = context.lead.rest if context.lead.cue else context.own
    if _carries_target(context):
        return True
    aims = list(_AIMS.finditer(text))
    if aims:
        return not _TURNS.search(text, aims[-1].end())
    matches = list(_TARGET.finditer(text))
    if not matches:
        return False
    last, since = matches[-1], text[matches[-1].end() :]
    if any(one.kind == "plan" and one.start <= last.start() < one.end for one in comparisons(text)):
        return False
    if context.before and not text[: last.start()].strip():
        return False  # the plan of the number before it
    if re.match(r"(?i)\s+và\s+đầu tư|[^(]*(?:[;.,]|(?<!\w)(?:đã|ước|và|and)(?!\w))", since):
        return False
    return not _NO_TARGET.search(text[: last.start()])


def _carries_target(context: _Context) -> bool:
    """Whether a list of targets goes on: phấn đấu GRDP tăng 8%; xuất khẩu 1,2 tỷ USD."""
    if not context.before or not context.before[-1].measured.aims:
        return False
    own = context.own
    return not (_TURNS.search(own) or comparisons(own) or "(" in own or _IS_DONE.search(own))


_IS_DONE = re.compile(r"(?i)(?<!\w)(?:đã|ước|hiện|cùng kỳ|năm trước|was|were|had|last)(?!\w)")


def _rise_or_fall(context: _Context, cue: str) -> Measured:
    lead = context.lead
    up = cue == UP
    if lead.of_plan or (lead.compared is None and lead.follows_plan):
        return Measured("over_plan_pct" if up else "under_plan_pct", "percent")
    if _aims(context):
        return Measured("level", "percent", target=True)
    if _changes_a_rate(context):
        return Measured(
            "increase_by" if up else "decrease_by",
            "percent",
            doubt="the change of a rate in percent may be meant in points or in percent of it",
        )
    return Measured("increase_pct" if up else "decrease_pct", "percent")


def _changes_a_rate(context: _Context) -> bool:
    """Whether what rises or falls is itself a rate in percent."""
    if context.is_about(_RATE_NOUN) or not context.before:
        return context.is_about(_RATE_NOUN) and not context.is_about(_INDEX_NOUN)
    last = context.before[-1]
    same = not re.search(r"[^\W\d_]{2}", context.lead.rest)
    rate = last.measured.form == "percent" and last.measured.measure == "level"
    return same and rate and not last.measured.target and bool(_RATE_NOUN.search(last.around.own))


def _percent(context: _Context) -> Measured:
    lead, cue = context.lead, context.lead.cue
    signed = context.signed
    if compared := _compared_value(context):
        return compared
    if PRIOR_BEFORE.search(context.own) and context.last is not None:
        return _of_earlier(context)
    if lead.plan_before and cue is None and not lead.plan_after and not signed:
        return _planned(context)
    if signed and cue in (None, REACHED, INTO) and not lead.plan_after:
        return Measured("increase_pct", "percent")
    if cue == NEGATIVE:
        return Measured("increase_pct", "percent", negative=not signed)
    if cue in (UP, DOWN):
        return _rise_or_fall(context, cue)
    if cue == OVER:
        rises = lead.compared is not None and not lead.plan
        return Measured("increase_pct" if rises else "over_plan_pct", "percent")
    if cue == SHARE:
        about_rate = context.is_about(_RATE_NOUN) and not context.before
        return Measured("level" if about_rate else "share_pct", "percent")
    if cue == CONTRIBUTED:
        to_growth = _OF_GROWTH.search(context.around.beside)
        return Measured("contribution_pts" if to_growth else "share_pct", "percent")
    if cue in (INTO, OUT_OF) or _TO.fullmatch(context.own):
        return _into(context, cue or INTO)
    if cue == REACHED:
        return _reached(context)
    return _without_cue(context)


def _of_earlier(context: _Context) -> Measured:
    """The rate of the period before, in words directly before it: (cùng kỳ 36,5%)."""
    last = context.last_rate or context.last
    assert last is not None
    if last.measure == "level":
        return Measured("prior_level", "percent", earlier=True)
    return Measured(last.measure, "percent", earlier=True)


# "Fell by 0.4 points to 2.9%", "from 0.29% to 0.19%"
_TO = re.compile(r"\s*(?:to|đến|tới)\s+(?:[a-z]+\s+){0,2}")


def _into(context: _Context, cue: str) -> Measured:
    """What a rate rises or falls to, or from."""
    last = context.last
    if cue != OUT_OF and last is not None and last.cue == OUT_OF and last.form == "percent":
        same = "level" if last.measure == "prior_level" else last.measure
        return Measured(same, "percent")
    earlier = cue == OUT_OF
    if context.names(_GROWTH_NOUN):
        return Measured("increase_pct", "percent", earlier=earlier)
    if context.names(_SHARE_NOUN):
        return Measured("share_pct", "percent", earlier=earlier)
    if last is not None and last.measure == "share_pct" and not context.is_about(_RATE_NOUN):
        return Measured("share_pct", "percent", earlier=earlier)
    if earlier:
        return _started_at(context, "percent")
    return Measured("level", "percent")


def _started_at(context: _Context, form: str) -> Measured:
    """What something rose or fell from: of a year that the words name, else of the year before."""
    near = context.around.beside + " " + context.own
    named = [one.year for one in comparisons(context.around.sentence) if one.year is not None]
    if named or re.search(r"(?:19|20)\d\d", near):
        return Measured("level", form, earlier=True)
    return Measured("prior_level", form, earlier=True)


def _reached(context: _Context) -> Measured:
    """What "đạt", "bằng", "hoàn thành" lead to."""
    lead, last = context.lead, context.last_rate
    if lead.compared_after is None and lead.plan:
        return Measured("plan_pct", "percent")
    if context.is_about(_GROWTH_NOUN):
        target = _aims(context)
        return Measured("level" if target else "increase_pct", "percent", target=target)
    if lead.compared is not None and lead.compared.kind != "other":
        return Measured("index_pct", "percent")
    if context.is_about(_SHARE_NOUN):
        return Measured("share_pct", "percent")
    if context.is_about(_RATE_NOUN):
        planned = _aims(context)
        return Measured("plan_level" if planned else "level", "percent", target=planned)
    if context.is_about(_INDEX_NOUN):
        return Measured("index_pct", "percent")
    of_part = any(one.measured.form == "amount" for one in context.before)
    if _OF_A_WHOLE.match(context.follows) or (of_part and _OF_A_NOUN.match(context.follows)):
        return Measured("share_pct" if of_part else "level", "percent")
    if last is not None and last.cue == REACHED and not _TURNS.search(context.own):
        return Measured(last.measure, "percent")
    return _by_heads(context) or _unsaid(context)


def _by_heads(context: _Context) -> Measured | None:
    """The measure that the heading of a table's column names."""
    last = list(comparisons(context.heads))
    if not last:
        return None
    plan = last[-1].kind == "plan"
    return Measured("plan_pct" if plan else "index_pct", "percent")


def _unsaid(context: _Context) -> Measured:
    amounts = [one for one in context.before if one.measured.form == "amount"]
    if amounts and amounts[-1].around.in_fraction:
        return Measured("share_pct", "percent")  # 193/195 xã, đạt 98,9%
    if amounts and context.lead.cue == REACHED:
        return Measured("plan_pct", "percent", doubt="no word says what it is a percentage of")
    return Measured("level", "percent", doubt="no word says what it is a percentage of")


def _without_cue(context: _Context) -> Measured:
    """A rate that no known word leads to: by the noun after it, its list, or its subject."""
    lead, last = context.lead, context.last_rate
    if lead.plan_after and lead.compared_after is None:
        return Measured("plan_pct", "percent")
    for noun, same in (
        (_FALL_NOUN, "decrease_pct"),
        (_GROWTH_NOUN, "increase_pct"),
        (_SHARE_NOUN, "share_pct"),
        (_RATE_NOUN, "level"),
    ):
        if context.is_about(noun):
            target = _aims(context)
            if same in GROWTH:
                return Measured("level" if target else same, "percent", target=target)
            return Measured("plan_level" if target and same == "level" else same, "percent")
    head = list_head(context.own)
    if head in _OF_HEADS:
        return Measured(_OF_HEADS[head], "percent")
    if last is not None and not _TURNS.search(context.own) and last.measure != "level":
        return Measured(last.measure, "percent")
    head = list_head(re.sub(r"(?i)(?<!\w)(?:là|was|were)(?!\w)", " ", context.around.sentence))
    if head in _OF_HEADS:
        return Measured(_OF_HEADS[head], "percent")
    if lead.compared is not None and lead.compared.kind not in ("other", "plan"):
        return Measured("index_pct", "percent")
    if context.is_about(_INDEX_NOUN):
        return Measured("index_pct", "percent")
    if headed := _by_heads(context):
        return headed
    if last is not None and last.measure == "level":
        return Measured("level", "percent")
    if _SHARE_NOUN.search(context.around.sentence):
        return Measured("share_pct", "percent")
    if _OF_A_WHOLE.match(context.follows) or re.match(r"\s+[^\W\d_]", context.follows):
        return Measured("level", "percent")
    if _RATE_NOUN.search(context.around.clause):
        return Measured("level", "percent")
    return _unsaid(context)


_OF_HEADS = {"up": "increase_pct", "down": "decrease_pct", "share": "share_pct"}


def _point(context: _Context) -> Measured:
    """Points of a percentage: contributed to growth, or the change of a rate."""
    lead, cue = context.lead, context.lead.cue
    lowers = lowering(context.around.sentence) != ""
    signed = context.signed
    last = next(
        (one.measured for one in reversed(context.before) if one.measured.form == "point"), None
    )
    contributes = _CONTRIBUTES.search(context.own) or _OF_GROWTH.search(context.around.beside)
    if cue in (UP, DOWN) and lead.of_plan:
        return Measured("level", "point", doubt="no measure says how far from a plan a rate is")
    if cue == CONTRIBUTED or contributes:
        falls = not signed and (lowers or cue in (DOWN, NEGATIVE))
        return Measured("contribution_pts", "point", negative=falls)
    if cue in (DOWN, NEGATIVE):
        return Measured("decrease_by", "point")
    if cue in (UP, OVER):
        return Measured("increase_by", "point")
    if last is not None and not _TURNS.search(context.own):
        return Measured(last.measure, "point")
    if signed:
        return Measured("increase_by", "point")
    if _CONTRIBUTES.search(context.around.whole_sentence):
        return Measured("contribution_pts", "point")
    return Measured("increase_by", "point", doubt="no word says what the points are of")


_CONTRIBUTES = re.compile(
    r"(?i)(?<!\w)(?:đóng góp|góp|làm|khiến|tác động|kéo|contribut\w+|add(?:ed|ing|s)"
    r"|subtract\w*|shav\w+)(?!\w)"
)


def _times(context: _Context) -> Measured:
    lead, cue = context.lead, context.lead.cue
    multiple = "plan_multiple" if lead.plan and lead.compared_after is None else "multiple"
    if cue == UP and lead.words in context.follows:
        return Measured(multiple, "times")  # 1.8 times higher, a 2.3-fold increase
    if cue == UP and not lead.words.isascii() and "hơn" not in lead.words:
        return Measured("increase_times", "times")
    if cue == DOWN:
        return Measured("multiple", "times", doubt="no measure says how many times less it is")
    last = next(
        (one.measured for one in reversed(context.before) if one.measured.form == "times"), None
    )
    if cue is None and last is not None:
        return Measured(last.measure, "times")
    if cue in (TIMES, REACHED, UP, INTO) or lead.compared is not None or lead.plan:
        return Measured(multiple, "times")
    if list_head(context.own) == "up":
        return Measured("increase_times", "times")
    return Measured(multiple, "times", doubt="no word says what it is a multiple of")


def _amount(context: _Context) -> Measured:
    lead, cue = context.lead, context.lead.cue
    around, last = context.around, context.last
    signed = context.signed
    if _is_prior(context):
        return Measured("prior_level", "amount", earlier=True)
    stroke = context.own.strip() == "/" and context.before
    if stroke or (around.in_fraction and around.number.fraction_with is None):
        return _whole_of_a_fraction(context)
    bracket = _COMPARED_IN_BRACKETS.search(context.own)
    if cue is None and (lead.plan_before or (bracket and names_plan(bracket["what"]))):
        return Measured("plan_level", "amount", target=True)
    if cue in (UP, DOWN, OVER) and (lead.of_plan or lead.led_by_plan or names_plan(lead.words)):
        return Measured("level", "amount", doubt="no measure says how far from a plan it is")
    if cue in (UP, DOWN) and _changes(context):
        return Measured("increase_by" if cue == UP else "decrease_by", "amount")
    if signed:
        return Measured("increase_by", "amount")
    if cue == OUT_OF and around.number.range_with is None:
        return _started_at(context, "amount")
    if _aims(context):
        return Measured("plan_level", "amount", target=True)
    if cue is None and last is not None and last.measure in CHANGED and _goes_on(context):
        return Measured(last.measure, "amount")
    return Measured("level", "amount")


def _is_prior(context: _Context) -> bool:
    """Whether the number is the level of the period compared with."""
    lead, around = context.lead, context.around
    if lead.cue in (UP, DOWN, OVER):
        return False
    if PRIOR_BEFORE.search(context.own):
        return True
    if context.before and turned_back(around) is not None:
        return True
    kinds = ("same", "same_year", "year", "previous_month", "previous_quarter")
    before = lead.compared_before
    if around.in_brackets and before is not None and before.kind in kinds:
        return True
    after = lead.compared_after or next(iter(comparisons(around.beside)), None)
    direct = _COMPARED_DIRECTLY.search(context.own)
    of_earlier = re.match(r"(?i)\s*(?:của|in|a year|one year|last|the same)", around.beside)
    return bool(direct and (of_earlier or (after is not None and after.kind in kinds)))


def _whole_of_a_fraction(context: _Context) -> Measured:
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


def _changes(context: _Context) -> bool:
    """Whether a rise or fall of an amount is meant, and not what rises: vốn điều chỉnh tăng."""
    if context.lead.compared is not None and context.lead.compared.kind == "other":
        return True
    rest = context.lead.rest
    if re.search(r"(?i)điều chỉnh(?:\s+[^\W\d_]+){0,2}\s*$", rest):
        return False
    if re.search(r"(?i)vốn(?:\s+[^\W\d_]+){0,2}\s*$", rest) and "thêm" in context.own:
        return False
    return CHANGES.match(context.lead.words) is not None


def _goes_on(context: _Context) -> bool:
    """Whether a list of changes goes on: giảm 5 vụ, 2 người chết và 3 người bị thương."""
    joined = r"\s*(?:[^,;\d()]{0,25}[,]|[^,;\d()]{0,25}(?:và|and))\s*"
    return re.fullmatch(joined, context.own) is not None
