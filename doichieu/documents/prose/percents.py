"""The measure of a number in percent."""

import re

from doichieu.documents.prose.compared import IN_PERCENT, compared_value, same_change, started_at
from doichieu.documents.prose.context import (
    FALL_NOUN,
    GROWTH,
    GROWTH_NOUN,
    INDEX_NOUN,
    OF_GROWTH,
    RATE_NOUN,
    SHARE_NOUN,
    TURNS,
    Context,
    Measured,
)
from doichieu.documents.prose.targets import (
    AIMS,
    PLANNED_IN_BRACKETS,
    aims,
    carries_target,
    planned,
)
from doichieu.wording.bases import compared_with, equalled
from doichieu.wording.comparisons import comparisons
from doichieu.wording.measures import (
    COMPARES,
    CONTRIBUTED,
    DOWN,
    INTO,
    NEGATIVE,
    OUT_OF,
    OVER,
    PRIOR_BEFORE,
    REACHED,
    SHARE,
    UP,
    leads_to_earlier_rate,
    list_head,
)
from doichieu.wording.numbers import Number


def percent(context: Context) -> Measured:
    """The measure of a number in percent."""
    lead, cue = context.lead, context.lead.cue
    signed = context.signed
    if not signed and context.names_those:
        return Measured("level", "percent")
    if against := _against_plan_behind_bracket(context):
        return against
    if not signed and (same := same_change(context, IN_PERCENT)):
        return Measured(same, "percent")
    if compared := compared_value(context):
        return compared
    if _is_of_earlier(context):
        return _of_earlier(context)
    if _IS_TARGET.match(context.follows):
        return planned(context)
    of_earlier = lead.compared_after is not None
    if lead.plan_before and cue is None and not (lead.plan_after or of_earlier or signed):
        return planned(context)
    if signed and cue in (None, REACHED, INTO) and not lead.plan_after:
        return Measured("increase_pct", "percent")
    if cue == NEGATIVE:
        return Measured("increase_pct", "percent", negative=not signed)
    if cue in (UP, DOWN):
        return _rise_or_fall(context, cue)
    if cue == OVER:
        rises = lead.compared is not None and not lead.plan
        return Measured("increase_pct" if rises else "over_plan_pct", "percent")
    if cue == SHARE and lead.plan_after:
        return Measured("plan_pct", "percent")
    if cue == SHARE:
        about_rate = context.is_about(RATE_NOUN) and not context.before
        return Measured("level" if about_rate else "share_pct", "percent")
    if cue == CONTRIBUTED:
        return _contributed(context)
    moved = context.last is not None and context.last.cue == OUT_OF
    if cue in (INTO, OUT_OF) or (_TO_LATER if moved else _TO).fullmatch(context.own):
        return _into(context, cue or INTO)
    points = context.last is not None and context.last.form == "point"
    if points and _STANDS_AT.fullmatch(context.own):
        return Measured("level", "percent")
    if cue in (None, REACHED) and _OF_A_YEAR.match(context.follows) and not lead.plan_after:
        return Measured("index_pct", "percent")
    if cue == REACHED:
        return _reached(context)
    return _without_cue(context)


# "Short of the 8% target", "its 5 percent growth goal": the rate is the target itself.
_IS_TARGET = re.compile(
    r"(?i)\s+(?:(?:full-year|annual|yearly|growth|national|government(?:['’]s)?)\s+){0,2}"
    r"(?:target|goal|scenario)\b"
)


# "Up 0.4 percentage points at 51.4%"
_STANDS_AT = re.compile(r"\s*,?\s*(?:standing\s+)?at\s+(?:about\s+|nearly\s+)?")
_OF_A_YEAR = re.compile(
    r"\s+of\s+(?:(?:19|20)\d{2}|(?:last|the\s+previous)\s+year)\b(?!['’]|\s+(?:plan|target)\b)"
)


def _rise_or_fall(context: Context, cue: str) -> Measured:
    lead = context.lead
    up = cue == UP
    if lead.of_plan or (lead.compared is None and lead.follows_plan):
        return Measured("over_plan_pct" if up else "under_plan_pct", "percent")
    if _changes_a_rate(context):
        return _change_of_rate(context, up)
    if aims(context):
        return Measured("level", "percent", target=True)
    return Measured("increase_pct" if up else "decrease_pct", "percent")


def _against_plan_behind_bracket(context: Context) -> Measured | None:
    """The measure of a rate whose bracket ends before the plan it is held against: "tăng 120 tỷ
    đồng (9,1%) so với dự toán"."""
    closed = re.match(r"\s*\)\s*", context.follows)
    compared = comparisons(context.follows[closed.end() :])[:1] if closed else ()
    if not compared or compared[0].kind != "plan" or compared[0].start:
        return None
    cue = context.lead.cue or (context.last.cue if context.last is not None else None)
    measures = {UP: "over_plan_pct", OVER: "over_plan_pct", DOWN: "under_plan_pct"}
    return Measured(measures[cue], "percent") if cue in measures else None


# "Giảm tỷ lệ hộ nghèo 2 %": the rate itself is what changes.
_CHANGES_RATE = re.compile(r"(?i)(?<!\w)(giảm|tăng|nâng)\s+(?:tỷ|tỉ)\s+lệ(?!.*(?:còn|xuống|lên))")


def _change_of_rate(context: Context, up: bool) -> Measured:
    return Measured(
        "increase_by" if up else "decrease_by",
        "percent",
        target=aims(context),
        doubt="the change of a rate in percent may be meant in points or in percent of it",
    )


def _changes_a_rate(context: Context) -> bool:
    """Whether what rises or falls is itself a rate in percent."""
    named = RATE_NOUN.search(context.lead.rest.rpartition(",")[2]) is not None
    if named or not context.before:
        return named and not context.is_about(INDEX_NOUN)
    last = context.before[-1]
    same = not re.search(r"[^\W\d_]{2}", context.lead.rest)
    rate = last.measured.form == "percent" and last.measured.measure == "level"
    return same and rate and not last.measured.target and bool(RATE_NOUN.search(last.around.own))


# What a share is of, directly after it.
OF_A_WHOLE = re.compile(
    r"(?i)\s+(?:(?:trong|của|of)\s+)?(?:the\s+)?(?:tổng|diện tích|số\b|quy mô|giá trị|kim ngạch"
    r"|GRDP|GDP|dân số|dư nợ|sản lượng|toàn|total|city['’]s|province['’]s|all\b|of\b)"
)
# "Bội chi ngân sách bằng 4% GDP"
_OF_THE_ECONOMY = re.compile(r"(?i)\s+(?:(?:of|của|so với)\s+)?(?:the\s+)?(?:GDP|GRDP)(?!\w)")
_OF_A_NOUN = re.compile(
    r"(?i)\s+(?!(?:so|và|trong|tại|vào|ở|năm|tháng|quý|nhưng|and|in|on|at|while|but)\b)[^\W\d_]"
)


def _contributed(context: Context) -> Measured:
    """A contribution in percent: a share of the whole, of its growth, or points of that."""
    if OF_A_WHOLE.match(context.follows):
        return Measured("share_pct", "percent")
    grown = [one for one in context.before if one.measured.measure in GROWTH]
    if grown or OF_GROWTH.search(context.around.beside):
        return Measured(
            "level", "percent", doubt="it may be a share of the growth, or points of it"
        )
    return Measured("share_pct", "percent")


def _is_of_earlier(context: Context) -> bool:
    """Whether an earlier period before a rate says whose it is: (cùng kỳ 36,5%). After "tăng so
    với cùng kỳ" it says what the rate compares with."""
    earlier = PRIOR_BEFORE.search(context.own)
    if earlier is None or context.last is None:
        return False
    if context.last.form == "percent" and leads_to_earlier_rate(context.own):
        return True
    if context.lead.cue in (UP, DOWN, OVER):
        return False
    return not COMPARES.search(context.own[: earlier.start()])


def _of_earlier(context: Context) -> Measured:
    """The rate of the period before, in words directly before it: (cùng kỳ 36,5%)."""
    last = context.last_rate or context.last
    assert last is not None
    lead = leads_to_earlier_rate(context.own)
    if "mức giảm" in lead or "tốc độ giảm" in lead:
        return Measured("decrease_pct", "percent", earlier=True)
    doubt = "it may be how far the rates are apart" if _may_be_apart(context, lead) else ""
    if last.measure == "level":
        return Measured("prior_level", "percent", earlier=True, doubt=doubt)
    return Measured(last.measure, "percent", earlier=True, doubt=doubt)


_BY = re.compile(r"(?:cao|thấp|nhanh|chậm)\s+hơn.*\slà\s*$")


def _may_be_apart(context: Context, lead: str) -> bool:
    """Whether "thấp hơn cùng kỳ là 1,2%" may say how much lower the rate before it is: not where
    the number is larger than that rate."""
    if _BY.match(lead) is None:
        return False
    own, other = _value(context.around.number), _value(context.around.previous)
    lower = lead.startswith(("thấp", "chậm"))
    return own is None or other is None or not (lower and own > other)


def _value(number: Number | None) -> float | None:
    """A printed rate as a number; None where its marks may part groups."""
    plain = re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", number.printed) if number else None
    return float(plain.group().replace(",", ".")) if plain else None


# "Grew 5%, up from 4.1%"
_UP_FROM = re.compile(r"(?i)\s*,?\s*(?:up|down|higher|lower)?\s*(?:from|từ(?:\s+mức)?)\s+")
# "Fell by 0.4 points to 2.9%", "from 0.29% to 0.19%"
_TO_LATER = re.compile(
    r"\s*(?:(?:in|at|năm|hồi)\s+[^,;]{2,40}?\s+)?(?:to|đến|tới)\s+(?:[a-z]+\s+){0,2}"
)
_TO = re.compile(r"\s*(?:to|đến|tới)\s+(?:[a-z]+\s+){0,2}")


# "Bringing the ten-month increase to 6%"
_BRINGS_A_RATE = re.compile(
    r"(?i)\b(?:bring|tak|rais|lift|push)ing\b[^,;]*\b(?:increase|rise|growth|expansion|gain"
    r"|(?P<falls>decrease|decline|drop|fall|contraction))\s+(?:to|up to)\s+(?:[a-z]+\s+)?$"
)


def _into(context: Context, cue: str) -> Measured:
    """What a rate rises or falls to, or from."""
    last = context.last
    if cue != OUT_OF and last is not None and last.cue == OUT_OF and last.form == "percent":
        same = "level" if last.measure == "prior_level" else last.measure
        return Measured(same, "percent")
    if brought := _BRINGS_A_RATE.search(context.own):
        return Measured("decrease_pct" if brought["falls"] else "increase_pct", "percent")
    earlier = cue == OUT_OF
    if earlier and last is not None and last.measure in GROWTH and _UP_FROM.fullmatch(context.own):
        return Measured("increase_pct", "percent", earlier=True)
    if context.names(GROWTH_NOUN):
        return Measured("increase_pct", "percent", earlier=earlier)
    if context.names(SHARE_NOUN):
        return Measured("share_pct", "percent", earlier=earlier)
    if last is not None and last.measure == "share_pct" and not context.is_about(RATE_NOUN):
        return Measured("share_pct", "percent", earlier=earlier)
    if earlier and last is not None and last.measure in GROWTH and not context.is_about(RATE_NOUN):
        return Measured("increase_pct", "percent", earlier=True)
    if earlier:
        return started_at(context, "percent")
    return Measured("level", "percent")


def _reached(context: Context) -> Measured:
    """What "đạt", "bằng", "hoàn thành" lead to."""
    lead, last = context.lead, context.last_rate
    if lead.compared_after is None and (lead.plan or _leads_with_plan(context)):
        return Measured("plan_pct", "percent")
    if context.is_about(GROWTH_NOUN):
        target = aims(context)
        return Measured("level" if target else "increase_pct", "percent", target=target)
    if lead.compared is not None and (
        lead.compared.kind != "other" or _EARLIER_CROP.search(lead.compared.text)
    ):
        return Measured("index_pct", "percent")
    opening = compared_with(context.around)
    if opening is not None and opening.kind == "same" and "bằng" in lead.words.lower():
        return Measured("index_pct", "percent")
    if _follows_comparison(context):
        return Measured("index_pct", "percent")
    if context.is_about(SHARE_NOUN):
        return Measured("share_pct", "percent")
    if last is not None and last.measure in GROWTH and _THIS_RATE.search(context.own):
        return Measured(last.measure, "percent")
    if context.is_about(RATE_NOUN):
        planned = aims(context)
        return Measured("plan_level" if planned else "level", "percent", target=planned)
    if context.is_about(INDEX_NOUN):
        return Measured("index_pct", "percent")
    if _OF_THE_ECONOMY.match(context.follows):
        return Measured("share_pct", "percent")
    of_part = any(one.measured.form == "amount" for one in context.before)
    if OF_A_WHOLE.match(context.follows) or (of_part and _OF_A_NOUN.match(context.follows)):
        return Measured("share_pct" if of_part else "level", "percent")
    if AIMS.search(lead.rest) or carries_target(context):
        return Measured("level", "percent", target=True, doubt="it may be a target")
    if equalled(context.around) is not None:
        return Measured("index_pct", "percent")
    alike = [one.measured for one in context.before if one.measured.form == "percent"]
    for one in reversed(alike):
        if one.words == lead.words.lower() and not one.doubt:
            return Measured(one.measure, "percent")
    if re.search(r"(?i)(?:tỷ|tỉ) lệ (?:giải ngân|hoàn thành|thực hiện)", context.own):
        return Measured("plan_pct", "percent")
    goes_on = last is not None and (last.cue == REACHED or last.measure == "share_pct")
    if last is not None and goes_on and not TURNS.search(context.own):
        return Measured(last.measure, "percent", doubt=last.doubt)
    return _by_heads(context) or _unsaid(context)


_EARLIER_CROP = re.compile(r"(?i)(?<!\w)(?:vụ|niên vụ|crop|season)$")
# "Of which the third-quarter rate was 18.5%": the rate that the sentence is about.
_THIS_RATE = re.compile(
    r"(?i)(?:quarter(?:ly)?|month(?:ly)?|annual|yearly|period|this|the)[- ]\s*rate"
    r"|(?:mức|con số) này"
)


def _leads_with_plan(context: Context) -> bool:
    """Whether its clause opens with a comparison with a plan: so với kế hoạch …, đạt 24,5%."""
    found = comparisons(context.around.clause)
    return bool(found) and found[-1].kind == "plan" and found[-1].after_so_voi


def _follows_comparison(context: Context) -> bool:
    """Whether the leading word stands directly after an earlier period: so với cùng kỳ đạt 108%."""
    rest = context.lead.rest.rstrip(" ,")
    found = comparisons(rest)
    compares = bool(found) and found[-1].after_so_voi and found[-1].end == len(rest)
    return compares and found[-1].kind not in ("plan", "other")


def _by_heads(context: Context) -> Measured | None:
    """The measure that the heading of a table's column names."""
    last = list(comparisons(context.heads))
    if not last:
        return None
    plan = last[-1].kind == "plan"
    return Measured("plan_pct" if plan else "index_pct", "percent")


def _unsaid(context: Context) -> Measured:
    amounts = [one for one in context.before if one.measured.form == "amount"]
    if amounts and amounts[-1].around.in_fraction:
        if amounts[-1].measured.measure == "plan_level":  # 1.985/3.200 tỷ đồng, đạt 62%
            return Measured("plan_pct", "percent", doubt=amounts[-1].measured.doubt)
        return Measured("share_pct", "percent")  # 193/195 xã, đạt 98,9%
    if amounts and context.own.strip() == "(" and "đạt" in context.around.sentence:
        return Measured("plan_pct", "percent", doubt="no word says what it is a percentage of")
    own_subject = re.search(r"[^\W\d_]{2}", context.lead.rest)
    if amounts and context.lead.cue == REACHED and not own_subject:
        return Measured("plan_pct", "percent", doubt="no word says what it is a percentage of")
    return Measured("level", "percent", doubt="no word says what it is a percentage of")


_DISBURSED = re.compile(r"(?i)(?:giải ngân|hoàn thành)(?:\s+(?:đạt|trên|hơn|gần|khoảng))*\s*$")
_OF_HEADS = {"up": "increase_pct", "down": "decrease_pct", "share": "share_pct"}


# "9,870 enterprises, of which 64% provide services"
_OF_A_PART = re.compile(r"\s+of\s+(?:the|this|its|their|those|these)\s+(?:\w+\s+)?\w+")
# "215 hợp tác xã, trong đó 62% là hợp tác xã nông nghiệp"
_AMONG_THEM = re.compile(r"(?i)(?<!\w)trong đó(?:\s+có)?(?:\s+(?:hơn|gần|khoảng|trên))?\s*$")
_IS_A_NOUN = re.compile(r"(?i)\s+(?:là|thuộc)\s+[^\W\d_]")
_OF_THEM = re.compile(r"(?i)\bof\s+(?:which|whom|them|these|those)\W*$")


def _compares_anew(context: Context) -> bool:
    """Whether a rate is compared with an earlier period, and the rate before it with none: đạt 75%
    kế hoạch, so với cùng kỳ 108%."""
    compared, last = context.lead.compared_before, context.last_rate
    if compared is None or last is None or compared.kind in ("other", "plan"):
        return False
    return compared.after_so_voi and last.measure not in (*GROWTH, "index_pct", "level")


def _without_cue(context: Context) -> Measured:
    """A rate that no known word leads to: by the noun after it, its list, or its subject."""
    lead, last = context.lead, context.last_rate
    if lead.plan_after and lead.compared_after is None:
        return Measured("plan_pct", "percent")
    after = lead.compared_after
    if after is not None and after.kind != "plan" and after.text.lower().startswith("of "):
        return Measured("index_pct", "percent")  # 97% of the same period last year
    if PLANNED_IN_BRACKETS.search(context.own):
        return planned(context)
    for noun, same in (
        (FALL_NOUN, "decrease_pct"),
        (GROWTH_NOUN, "increase_pct"),
        (SHARE_NOUN, "share_pct"),
        (RATE_NOUN, "level"),
    ):
        if context.is_about(noun):
            target = aims(context)
            if same in GROWTH:
                return Measured("level" if target else same, "percent", target=target)
            if same == "level" and (changed := _CHANGES_RATE.search(context.own)):
                return _change_of_rate(context, changed[1].lower() != "giảm")
            of_target = target and same == "level"
            return Measured("plan_level" if of_target else same, "percent", target=of_target)
    if AIMS.search(context.own):
        return Measured("level", "percent", target=True)
    of_part = any(one.measured.form == "amount" for one in context.before)
    if of_part and _AMONG_THEM.search(context.own) and _IS_A_NOUN.match(context.follows):
        return Measured("share_pct", "percent")
    if _OF_THEM.search(context.own) or (of_part and _OF_A_PART.match(context.follows)):
        return Measured("share_pct", "percent")
    if _DISBURSED.search(context.own):
        return Measured("plan_pct", "percent", doubt="no word says what it is a percentage of")
    head = list_head(context.own)
    if head in _OF_HEADS:
        return Measured(_OF_HEADS[head], "percent")
    if _compares_anew(context):
        return Measured("index_pct", "percent", doubt="it may be a rate of growth")
    if last is not None and not TURNS.search(context.own) and last.measure != "level":
        return Measured(last.measure, "percent", doubt=last.doubt)
    changed = context.last is not None and context.last.form == "point" and ";" in context.own
    goes_on = changed or context.last is last
    if goes_on and last is not None and last.measure == "level" and not last.doubt:
        return Measured("level", "percent")  # 1,7%, giảm 0,1 điểm phần trăm; thành thị 2,1%
    head = list_head(re.sub(r"(?i)(?<!\w)(?:là|was|were)(?!\w)", " ", context.around.sentence))
    if head in _OF_HEADS:
        return Measured(_OF_HEADS[head], "percent")
    if lead.compared is not None and lead.compared.kind not in ("other", "plan"):
        return Measured("index_pct", "percent", doubt="it may be a rate of growth")
    if context.is_about(INDEX_NOUN):
        return Measured("index_pct", "percent", doubt="it may be a rate of growth")
    if headed := _by_heads(context):
        return headed
    if last is not None and last.measure == "level":
        return Measured("level", "percent", doubt=last.doubt)
    if SHARE_NOUN.search(context.around.sentence):
        return Measured("share_pct", "percent")
    if _OF_THE_ECONOMY.match(context.follows):
        return Measured("share_pct", "percent")
    of_whole = OF_A_WHOLE.match(context.follows) is not None
    of_amount = context.last is not None and context.last.form == "amount"
    if of_whole and of_amount and re.fullmatch(r"[^,]*,\s*", context.own):
        return Measured("share_pct", "percent")  # 93 million USD, 26% of the total
    if of_whole or re.match(r"\s+[^\W\d_]", context.follows):
        return Measured("level", "percent")
    return _unsaid(context)
