"""Which measures the words around a number agree with.

Everything here is data, and one reading of it. For a new word, add it to its table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from doichieu.wording.comparisons import (
    AND_COMPARED,
    CK,
    GIVEN,
    MOST_WORDS_BETWEEN,
    PLAN,
    Comparison,
    comparisons,
    in_brackets_after,
    names_plan,
    words_between,
)
from doichieu.wording.english import MOVEMENTS
from doichieu.wording.numbers import lowering
from doichieu.wording.surroundings import Surroundings

# What a word says of the number after it.
UP = "rises"
DOWN = "falls"
OVER = "exceeds"
REACHED = "reaches"
SHARE = "is a share"
CONTRIBUTED = "contributes"
TIMES = "is a multiple"
INTO = "rises to"
OUT_OF = "starts at"
NEGATIVE = "is negative"

# Vietnamese verbs of a move from one level to another, and what may stand between them and "từ".
_MOVED_VI = r"tăng|giảm|nâng|hạ|nhích|kéo|rút|sụt|tụt|mở rộng|thu hẹp|cải thiện|vươn|chuyển|rời"
_ADVERBS = r"mạnh|nhẹ|nhanh|dần|rõ rệt|đáng kể|đều|vọt|sâu|khá|tiếp|rất|liên tục|[a-z]+ly|steadily"
MOVES_FROM = rf"(?:{_MOVED_VI}|{MOVEMENTS})(?:\s+(?:{_ADVERBS}))*,?\s+(?:từ|from)"
MOVED_WORDS = rf"{_MOVED_VI}|{MOVEMENTS}"
# The words directly before a number, the longest first; they count up to the fill below.
CUES: tuple[tuple[str, str], ...] = (
    (NEGATIVE, r"tăng(?:\s+trưởng)?\s+(?:ở mức\s+|ở\s+)?âm|tăng trưởng\s*:?\s*âm|(?<!\w)âm"),
    (
        INTO,
        r"(?:tăng|giảm|nâng|hạ|lên|xuống|sụt|rút|kéo|nhích)(?:\s+[^\W\d_]+){0,2}?\s+(?:lên"
        r"|xuống|còn)"
        r"(?:\s+(?:còn|mức|tới|đến|thành))?|lên|xuống(?:\s+còn)?|chỉ còn|còn|sang",
    ),
    (TIMES, r"(?:tăng\s+|cao\s+|nhiều\s+|lớn\s+)?gấp"),
    (
        UP,
        r"tăng(?:\s+(?:trưởng|thêm|vọt|nhẹ|mạnh|khá|cao|đột biến|đều))*(?:\s+(?:với|ở)\s+(?:mức"
        r"|tốc độ))?"
        r"|(?:cao|nhiều|lớn|nhỉnh|tốt|nhanh|sớm)\s+hơn|nhích|dôi dư|mức tăng"
        r"|tốc độ tăng(?:\s+trưởng)?",
    ),
    (
        DOWN,
        r"(?:sụt\s+)?giảm(?:\s+(?:nhẹ|mạnh|sâu|sút|khá))*|(?:thấp|ít|nhỏ|kém|chậm)\s+hơn"
        r"|(?<!thâm )hụt|thiếu"
        r"|kém|sụt|tụt|mức giảm",
    ),
    (OVER, r"vượt(?:\s+(?:mức|trên))?"),
    (
        SHARE,
        r"chiếm(?:\s+(?:tỷ trọng|tỷ lệ|tỉ trọng|tỉ lệ|tới|phần))*(?:\s+(?:lớn|cao)(?:\s+nhất)?"
        r"(?:,?\s+(?:với|là))?)?|(?:tỷ|tỉ)\s+trọng",
    ),
    (CONTRIBUTED, r"(?:đóng\s+)?góp(?:\s+(?:vào|phần|cho|chung|tới))*(?:\s+[^\W\d_]+){0,4}?"),
    (REACHED, r"(?:ước\s+)?đạt|bằng|hoàn thành|thực hiện|tương đương|đáp ứng"),
    (OUT_OF, r"từ(?:\s+mức)?"),
)
CUES_EN: tuple[tuple[str, str], ...] = (
    (NEGATIVE, r"negative(?:\s+(?:growth|rate|at|of))*(?:\s+an?)?|minus"),
    (
        INTO,
        rf"(?:{MOVEMENTS})(?:\s+\w+){{0,3}}?\s+to",
    ),
    (
        OVER,
        r"(?:exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|beat(?:ing)?|overshot|topp(?:ed|ing)"
        r"|outstripp(?:ed|ing)|outperform(?:ed|ing)|outpac(?:ed|ing))"
        r"(?:\s+\w+){0,5}?\s+by|(?:above|over)\s+(?:the\s+)?(?:\w+\s+)?(?:plan|target)\s+by",
    ),
    (
        UP,
        r"(?:rose|risen|rises|rising|increase[ds]?|increasing|climb(?:ed|ing|s)?|grew|grown"
        r"|grow(?:ing|s|th)?"
        r"|gain(?:ed|ing|s)?|surg(?:ed|ing|es)|surge|expand(?:ed|ing|s)?|jump(?:ed|ing|s)?"
        r"|soar(?:ed|ing|s)?"
        r"|leap(?:t|ed|ing)?|(?:sky)?rocket(?:ed|ing)|shot up|swell(?:ed|ing)|swollen"
        r"|rebound(?:ed|ing)|bounc(?:ed|ing) back|recover(?:ed|ing)|widen(?:ed|ing)"
        r"|advanc(?:ed|ing|es)|rise|up|higher|uptick|pick(?:ed|ing) up|accelerat(?:ed|ing)"
        r"|(?:edged|inched|ticked|crept|nudged) up"
        r"|(?:lift(?:ed|ing|s)?|push(?:ed|ing|es)?|boost(?:ed|ing|s)?|drove|rais(?:ed|ing|es))"
        r"(?:\s+[a-z]+){1,6}?(?=\s+by)"
        r"|expansion)(?:\s+(?:sharply|slightly|strongly|significantly|rate|year[- ]on[- ]year"
        r"|up|year))*"
        r"(?:\s+at\s+(?:an?|the)\s+(?:[a-z]+\s+)?(?:rate|pace)\s+of|(?:\s+(?:by|of|at))?(?:\s+an?)?)",
    ),
    (
        DOWN,
        r"(?:fell|fallen|falls|fall(?:ing)?|down|declin(?:ed|ing|es|e)|dropp(?:ed|ing)|drops?"
        r"|decreas(?:ed|ing|es|e)|slipp(?:ed|ing)|slid|shrank|shrunk|shrink(?:s|ing)?|contract(?:ed|ing|s|ion)|lower"
        r"|reduc(?:ed|ing|tion)|plung(?:ed|ing)|plunge|slump(?:ed|ing)?|los(?:t|ing|s)"
        r"|(?:edged|inched|ticked|crept) down|dipp(?:ed|ing)|sank|sunk|sinking|tumbl(?:ed|ing)"
        r"|plummet(?:ed|ing)?|shed(?:ding)?|eas(?:ed|ing)|weaken(?:ed|ing)|nosediv(?:ed|ing)|narrow(?:ed|ing)"
        r"|(?:cut|cutting|reduc(?:e|ed|ing)|lower(?:ed|ing)?|trim(?:med)?)(?:\s+[a-z]+){1,6}?(?=\s+by))"
        r"(?:\s+(?:sharply|slightly|significantly|rate|year[- ]on[- ]year|down))*"
        r"(?:\s+at\s+(?:an?|the)\s+(?:[a-z]+\s+)?(?:rate|pace)\s+of|(?:\s+(?:by|of|at))?(?:\s+an?)?)",
    ),
    (
        SHARE,
        r"(?:account(?:ed|ing|s)?\s+for|(?:took|tak(?:es?|ing))\s+up|mak(?:e|es|ing)\s+up|made\s+up|represent(?:ed|ing|s)"
        r"|compris(?:ed|ing|es)|constitut(?:ed|ing|es)|share\s+of)",
    ),
    (CONTRIBUTED, r"contribut(?:ed|ing|es|ion)(?:\s+of)?"),
    (
        REACHED,
        r"(?:reach(?:ed|ing|es)?|equal(?:led|ling|s)?(?:\s+to)?|equivalent\s+to|fulfil(?:led"
        r"|ling|s)?"
        r"|complet(?:ed|ing|es)|me(?:t|eting)|achiev(?:ed|ing|es)|hit|was|were|is|or|stood\s+at"
        r"|totall?(?:ed|ing))",
    ),
    (OUT_OF, r"from"),
)
# Words that may stand between such a word and its number, and change nothing.
FILL = (
    r"ước(?:\s+tính)?|ước\s+đạt|khoảng|hơn|gần|trên|thêm|tới|đến|bình quân|trung bình|chỉ|mới"
    r"|là|vào khoảng"
    r"|xấp xỉ|được|ở mức|mức|nhẹ|mạnh|khá|cao|lần lượt|tương ứng|đều|cùng|dưới|quá|chừng|ngót"
    r"|đúng|ít nhất"
    r"|tổng cộng|tương đương|:|by|about|around|nearly|almost|over|more than|less than|some"
    r"|approximately|an estimated|estimated(?:\s+at)?|only|just|roughly|up to|as much as"
    r"|as high as|a|an|the|at|of"
    r"|respectively|modest|another|average|"
    r"to be|to have|"
    r"well over|and"
)
# The words after a number, with its unit: "a 5% increase", "5% higher".
CUES_AFTER: tuple[tuple[str, str], ...] = (
    (
        UP,
        r"(?:(?:year|month|quarter)[- ]on[- ](?:year|month|quarter)|yoy|y/y|annual|monthly"
        r"|-?\s?fold)?\s*(?:increase|rise|growth"
        r"|jump|gain|surge"
        r"|expansion|larger|bigger|higher|more expensive|dearer|more(?!\s+than\s+\d)|up|above"
        r"|over(?=\s+(?:the|its|target|plan)\b))\b",
    ),
    (
        DOWN,
        r"(?:(?:year|month|quarter)[- ]on[- ](?:year|month|quarter)|yoy|y/y|annual|monthly)?"
        r"\s*(?:decrease|decline|drop|fall|lower"
        r"|less|reduction"
        r"|contraction|down|slump|cheaper|slower|smaller|fewer|below|short|under(?=\s+(?:the|its)\b))\b",
    ),
)
# Such a word takes its meaning back: "tăng, giảm 5%", "không giảm 5%".
_TAKEN_BACK = re.compile(
    r"(?i)(?:tăng|giảm)\s*[/,(]\s*$|(?:tăng|giảm)\s+(?:hoặc|hay)\s+$|không\s+$|mức\s+tăng\s+$"
)

# "A 53 percent surge year on year and 101 percent of the target": the surge is of the first.
_OF_NUMBER_BEFORE = re.compile(
    rf"(?i)\s+(?:{'|'.join(words for _, words in CUES_AFTER)})[^,;]*\band\s+"
)

# "A threefold increase against 2021 and 120 % of the goal"
_AND_AT_END = re.compile(r"(?i)\band\s*$")

_BEFORE = [
    (cue, re.compile(rf"(?i)(?<![^\W_])(?:{words})\s*$")) for cue, words in (*CUES, *CUES_EN)
]
_AFTER = [(cue, re.compile(rf"(?i)\s*{words}")) for cue, words in CUES_AFTER]
_FILL_AT_END = re.compile(rf"(?i)(?:(?<![^\W_])(?:{FILL})|[(:~≈])\s*$")
_PLAN_AT_END = re.compile(
    rf"(?:(?i:so\s+)?(?i:với|the|so)\s+)?{PLAN}(?:\s+(?i:vốn|năm|giao|đề ra|cả năm|of|của"
    r"|(?:20)\d\d|do|tỉnh|HĐND tỉnh|HĐND|trung ương|TW|thủ tướng chính phủ|chính phủ"
    r"|địa phương|được|đầu năm|năm\s+\d{4}|năm giao|giao năm|tháng|quý))*\s*$"
)
# The plan that a rate before it is of: 51 % kế hoạch.
PLAN_AFTER = re.compile(
    rf"\s*(?:(?i:so\s+với|so|of|của|compared\s+(?:with|to)|against|above|below|over|short\s+of"
    rf"|on)\s+)?"
    rf"(?:(?i:the|its|their|mức|tổng|this year['’]s|the city['’]s|the province['’]s)\s+)?"
    rf"(?:(?i:full[- ]year|annual|yearly|whole[- ]year|year['’]s|assigned|set|revenue|central"
    rf"|provincial"
    rf"|entire[- ]year|budget)\s+)*{PLAN}"
    rf"|\s+(?i:of\s+(?:the|its|their)\s+(?:[a-z’'-]+\s+){{1,4}}?(?:plan|target|quota|goal|estimate)s?\b)"
    rf"|\s+(?i:of\s+the\s+resolution)\b"
    r"|\s+(?i:of\s+(?:that|those)\s+(?:set|assigned|given|approved)\s+by)\b"
)
_CONTRIBUTES = re.compile(r"(?i)(?<!\w)(?:đóng góp|góp|làm|khiến|tác động|kéo|contribut\w+)(?!\w)")
# The words of an earlier level directly before it: (cùng kỳ 926 tỷ đồng).
PRIOR_BEFORE = re.compile(
    rf"(?i)(?<!\w)(?:cùng\s+(?:kỳ|kì)(?:\s+(?:năm\s+)?(?:trước|ngoái|\d{{4}}))?|{CK}"
    r"|năm\s+(?:trước|ngoái)"
    r"|(?:same period|last year|a year (?:earlier|ago))(?:\s+(?:it|there|the|figure|number|of))*)"
    r"(?P<is>(?:\s+(?:là|đạt|chỉ|có|ở mức|was|were|at))*)\s*:?\s*$"
)
# Before an earlier period these words compare with it: the number after it is no earlier level.
COMPARES = re.compile(
    r"(?i)(?<!\w)(?:so(?:\s+sánh)?(?:\s+(?:với|cùng))?|với|hơn|bằng|gấp|than|from|against|versus|vs\.?"
    r"|compared\s+(?:with|to)|on|over)(?:\s+(?:mức|thực hiện|the))*\s*$"
)
# "Thấp hơn so với cùng kỳ là 6,2%", "cao hơn mức tăng cùng kỳ 4,2%": the rate of that period.
_HIGHER = re.compile(
    r"(?i)(?<!\w)(?:(?:cao|thấp|nhanh|chậm)\s+hơn\s+(?:so\s+(?:với|cùng)\s+)?"
    r"|(?:higher|lower|faster|slower)\s+than\s+(?:in\s+)?(?:the\s+)?(?:same\s+period\s+)?)$"
)
_RATE_OF = re.compile(
    r"(?i)(?<!\w)(?:mức|tốc độ|nhịp độ)\s+(?:tăng(?:\s+trưởng)?|giảm)\s+(?:của\s+)?$"
)
_GROWTH_WORDS = re.compile(r"(?i)(?<!\w)(?:tăng|tốc độ|growth|grew|grow|rose|increase)")

_RATE_OF_GROWTH = re.compile(
    r"(?i)tăng trưởng|tốc độ|mức tăng|mức giảm|(?:growth|inflation)(?:\s+rate)?"
)


@dataclass(frozen=True)
class MeasureReading:
    """The measures that the words agree with, and the words.

    "negative increase_pct" is an increase_pct printed with a minus sign.
    `level_if_named` is true where a level is meant too if the indicator itself is one of change,
    share or plan by its name ("tốc độ tăng GRDP"). `open` is true where the words allow measures
    that other words must still speak for: a plan, a comparison. `instead` says what to do with a
    number that no measure states.
    """

    measures: frozenset[str]
    words: str
    level_if_named: bool = False
    open: bool = False
    instead: str = ""


def read_measures(
    around: Surroundings, form: str, rate_in_percent: bool = False
) -> MeasureReading | None:
    """The measures that the words around a number agree with; None where they leave it open.

    `form` is what the unit allows: percent, point, times or amount. Of a rate in percent
    (`rate_in_percent`) "giảm 0,5%" may also be the change in points.
    """
    own = Leading.read(around)
    reading = {
        "percent": _read_percent,
        "point": _read_point,
        "times": _read_times,
        "amount": _read_amount,
    }[form](own, around)
    if rate_in_percent and form == "percent" and reading is not None:
        return _with_changes(reading)
    return reading


def leads_to_earlier_rate(own: str) -> str:
    """The words that say that a rate is that of an earlier period: thấp hơn so với cùng kỳ là 6,2%.

    Blank where there are none.
    """
    earlier = PRIOR_BEFORE.search(own)
    if earlier is None:
        return ""
    before = own[: earlier.start()]
    lead = _RATE_OF.search(before) or (_HIGHER.search(before) if earlier["is"] else None)
    return own[lead.start() :].lower() if lead else ""


# The change in the unit of the indicator, for each relative change.
_CHANGE_BY = {
    "increase_pct": "increase_by",
    "negative increase_pct": "negative increase_by",
    "decrease_pct": "decrease_by",
}


def _with_changes(reading: MeasureReading) -> MeasureReading:
    changes = {_CHANGE_BY[one] for one in reading.measures if one in _CHANGE_BY}
    return replace(reading, measures=reading.measures | changes)


@dataclass(frozen=True)
class Leading:
    """The word that leads to a number, and what stands between them.

    `cue` is one of the constants above, None where no known word leads to it; `words` are its
    words, `rest` those before them. A plan or a comparison may stand between the cue and the
    number, or directly after the number. `plan_words` names the plan.
    """

    cue: str | None
    words: str
    plan_before: bool
    compared_before: Comparison | None
    plan_after: bool
    compared_after: Comparison | None
    rest: str
    plan_words: str

    @classmethod
    def read(cls, around: Surroundings, own: str | None = None) -> "Leading":
        """Read the words before a number from their end; `own` in the place of its own words."""
        text = around.own if own is None else own
        plan_before, compared_before, end = False, None, len(text)
        opened = False
        phrases = comparisons(text)
        cue, words = None, ""
        while cue is None:
            before = text[:end].rstrip()
            shorter = _strip(before, phrases)
            cue, words = _cue_at_end(before)
            if cue is not None:
                end = len(before) - len(words)
                break
            if shorter is None:
                break
            opened = opened or before.endswith("(")
            end, kind, phrase = shorter
            if opened and kind != "fill":
                # "thấp hơn cùng kỳ (36,5%)": the bracket gives what is compared with.
                compared_before = compared_before or phrase
                plan_before |= kind == "plan"
                break
            plan_before |= kind == "plan"
            compared_before = compared_before or (phrase if kind != "plan" else None)
        compared_after, plan_after = _after(around)
        if (plan_before or compared_before) and AND_COMPARED.match(around.beside):
            # "tăng so với dự toán 3,1% và so với cùng kỳ 8,2%": it is of the next number.
            compared_after, plan_after = None, False
        if cue in (UP, DOWN) and around.previous is not None and _OF_NUMBER_BEFORE.fullmatch(text):
            cue = None
        if cue in (UP, DOWN) and compared_before and _AND_AT_END.search(text):
            cue = None
        if cue is None or cue == REACHED:
            for after_cue, pattern in _AFTER:
                if match := pattern.match(around.follows):
                    cue, words = after_cue, match.group().strip()
        if cue in (UP, DOWN) and _TAKEN_BACK.search(text[:end]):
            cue = None
        named = names_plan(around.follows if plan_after else text)
        return cls(
            cue,
            words.strip(),
            plan_before,
            compared_before,
            plan_after,
            compared_after,
            text[:end],
            named or "kế hoạch",
        )

    @property
    def plan(self) -> bool:
        """Whether a plan is named on either side."""
        return self.plan_before or self.plan_after

    @property
    def of_plan(self) -> bool:
        """Whether the number is held against a plan, and not against an earlier period."""
        if self.compared_after is not None:
            return False
        return self.plan_after or (self.plan_before and self.compared_before is None)

    @property
    def led_by_plan(self) -> bool:
        """Whether a comparison with a plan stands before the leading word: so với dự toán tăng."""
        if self.compared_after is not None:
            return False
        rest = self.rest.rstrip(" ,")
        return any(one.kind == "plan" and one.end == len(rest) for one in comparisons(rest))

    @property
    def follows_plan(self) -> bool:
        """Whether the last comparison before the leading word is one with a plan."""
        phrases = comparisons(self.rest)
        if not phrases or phrases[-1].kind != "plan":
            return False
        return "." not in self.rest[phrases[-1].end :]

    @property
    def compared(self) -> Comparison | None:
        """What the number compares with; the words after it count first."""
        return self.compared_after or self.compared_before


def _strip(before: str, phrases: Sequence[Comparison]) -> tuple[int, str, Comparison | None] | None:
    """The text without the fill, plan or comparison at its end; None where there is none."""
    for phrase in phrases:
        if phrase.end == len(before) or (
            before[phrase.end :].strip(" ,") == ""
            and phrase.end < len(before)
            and "," not in before[phrase.end :]
        ):
            kind = "plan" if phrase.kind == "plan" else "compared"
            return phrase.start, kind, phrase
    if match := _PLAN_AT_END.search(before):
        return match.start(), "plan", None
    if match := _FILL_AT_END.search(before):
        return match.start(), "fill", None
    return None


def _cue_at_end(before: str) -> tuple[str | None, str]:
    best: tuple[str | None, str] = (None, "")
    for cue, pattern in _BEFORE:
        match = pattern.search(before)
        if match and len(match.group()) > len(best[1]):
            best = (cue, match.group())
    return best


def _after(around: Surroundings) -> tuple[Comparison | None, bool]:
    """The comparison or plan directly after the number, with no comma between.

    Behind a plan, "và so với cùng kỳ" compares the next number.
    """
    inside = in_brackets_after(around.follows)
    plan = PLAN_AFTER.match(inside or around.follows) is not None
    beside = inside or around.beside
    first = next(iter(comparisons(beside)), None)
    if first is not None and words_between(beside[: first.start]) <= MOST_WORDS_BETWEEN:
        if plan and AND_COMPARED.search(beside[: first.end]):
            return None, True
        return (None, True) if first.kind == "plan" else (first, plan)
    return None, plan


def _read_percent(own: Leading, around: Surroundings) -> MeasureReading | None:
    words = own.words
    cue = own.cue
    if around.previous is not None and leads_to_earlier_rate(around.own):
        return None
    if around.number.printed[:1] in "+-" and cue in (None, REACHED, INTO):
        return MeasureReading(
            frozenset({"increase_pct", "negative increase_pct", "contribution_pts", "level"}),
            around.number.printed,
        )
    if cue == NEGATIVE:
        return MeasureReading(frozenset({"decrease_pct", "negative increase_pct"}), words, True)
    if cue in (UP, DOWN):
        return _read_growth(own, around)
    if cue == OVER:
        if own.compared is not None and not own.plan:
            return MeasureReading(frozenset({"increase_pct"}), _shown(words, own), True)
        of_plan = own.plan or names_plan(words)
        both = frozenset({"over_plan_pct"} if of_plan else {"over_plan_pct", "increase_pct"})
        return MeasureReading(both, _shown(words, own))
    if cue == INTO:
        if _RATE_OF_GROWTH.search(around.clause):
            return None
        return MeasureReading(frozenset({"level", "share_pct"}), words, open=True)
    if cue == SHARE:
        return MeasureReading(frozenset({"share_pct", "level"}), words)
    if cue == CONTRIBUTED:
        return MeasureReading(frozenset({"contribution_pts", "share_pct", "level"}), words)
    if cue == REACHED:
        return _read_reached(own, around)
    if cue is None and own.plan_after and not own.plan_before:
        return MeasureReading(frozenset({"plan_pct"}), "% " + _plan_words(around))
    return None


def _read_growth(own: Leading, around: Surroundings) -> MeasureReading:
    """A percentage that words of rise or fall lead to."""
    up = own.cue == UP
    rate, plan_rate = (
        ("increase_pct", "over_plan_pct") if up else ("decrease_pct", "under_plan_pct")
    )
    if own.of_plan:
        measures = {plan_rate}
    elif own.compared is None and own.follows_plan:
        measures = {rate, plan_rate}
    else:
        measures = {rate}
    if not up or around.number.printed[:1] == "-":
        measures |= {"negative increase_pct"}
    return MeasureReading(frozenset(measures), _shown(own.words, own), True)


def _read_reached(own: Leading, around: Surroundings) -> MeasureReading | None:
    """A percentage that is reached: of a plan, of another period, of a whole, or a level."""
    if (own.plan_after or own.plan_before) and own.compared_after is None:
        return MeasureReading(frozenset({"plan_pct"}), _shown(own.words, own))
    if own.compared is not None and own.compared.kind != "other":
        growth = {"increase_pct", "level"} if _GROWTH_WORDS.search(own.rest) else set()
        return MeasureReading(frozenset({"index_pct"} | growth), _shown(own.words, own))
    more = {"increase_pct", "level"} if _GROWTH_WORDS.search(around.clause) else set()
    if not more and own.words.lower() not in ("đạt", "ước đạt", "bằng", "hoàn thành"):
        return None
    return MeasureReading(
        frozenset({"plan_pct", "index_pct", "share_pct", "level"} | more),
        own.words,
        level_if_named=True,
        open=True,
    )


def _plan_words(around: Surroundings) -> str:
    match = PLAN_AFTER.match(around.follows)
    return match.group().strip() if match else ""


def _shown(words: str, own: Leading) -> str:
    """The leading words with what they compare with, for a message."""
    if own.plan:
        return f"{words} … ({own.plan_words})" if own.plan_before else f"{words} … {own.plan_words}"
    return f"{words} … {own.compared.text}" if own.compared else words


def _read_point(own: Leading, around: Surroundings) -> MeasureReading | None:
    cue = own.cue
    if cue in (UP, DOWN, OVER) and (own.of_plan or own.led_by_plan):
        return _against_plan(own)
    lowers = lowering(around.sentence)
    lowered = cue in (DOWN, NEGATIVE) or lowers != ""
    contribution = {"negative contribution_pts"} | (set() if lowered else {"contribution_pts"})
    if cue == CONTRIBUTED and not lowered:
        return MeasureReading(frozenset(contribution), own.words)
    if cue == UP or lowered:
        change = {"decrease_by"} if lowered else {"increase_by"}
        contributes = lowers or _CONTRIBUTES.search(around.sentence + around.beside)
        more = contribution if contributes else set()
        words = lowers or own.words
        return MeasureReading(frozenset({*change, *more, "negative increase_by"}), words)
    return None


def _against_plan(own: Leading) -> MeasureReading:
    """How far an amount is from its plan: "hụt 120 tỷ đồng so với dự toán".

    The amount after "vượt kế hoạch" may also be the plan itself.
    """
    return MeasureReading(
        frozenset({"plan_level"} if own.plan_before else ()),
        _shown(own.words, own),
        level_if_named=True,
        instead=(
            "no measure says how far from a plan a figure is; it may be the level of an indicator"
            " of its own"
        ),
    )


def _read_times(own: Leading, around: Surroundings) -> MeasureReading | None:
    cue, words = own.cue, own.words
    multiple = "plan_multiple" if own.plan and own.compared_after is None else "multiple"
    if cue == TIMES:
        more = (
            {"increase_times"}
            if words.lower().startswith(("tăng", "cao", "nhiều", "lớn"))
            else set()
        )
        return MeasureReading(frozenset({multiple, *more}), words)
    if cue in (UP, DOWN) and around.follows.strip().startswith(own.words):
        return MeasureReading(
            frozenset({multiple, "increase_times"} if cue == UP else set()), words
        )
    if cue == UP:
        english = words.isascii()
        return MeasureReading(
            frozenset({"increase_times", *({"multiple"} if english or "hơn" in words else ())}),
            words,
        )
    if cue == DOWN:
        return MeasureReading(frozenset(), words)
    if cue == REACHED:
        return MeasureReading(frozenset({multiple, "level"}), _shown(words, own))
    return None


def _read_amount(own: Leading, around: Surroundings) -> MeasureReading | None:
    cue, words = own.cue, own.words
    earlier = PRIOR_BEFORE.search(around.own)
    if earlier and cue not in (UP, DOWN, OVER):
        return MeasureReading(frozenset({"prior_level", "earlier level"}), earlier.group().strip())
    before = own.compared_before
    if around.in_brackets and before and before.kind in ("same", "same_year", "year"):
        return MeasureReading(frozenset({"prior_level", "earlier level"}), f"{before.text} (")
    if cue in (UP, DOWN, OVER) and (own.of_plan or own.led_by_plan or names_plan(words)):
        return _against_plan(own)
    if cue in (UP, DOWN):
        if own.plan:
            return None
        if own.compared and own.compared.kind == "other":
            return None
        if not CHANGES.match(words):
            return None  # "thiếu 1.200 giáo viên" is no change
        change = "increase_by" if cue == UP else "decrease_by"
        return MeasureReading(frozenset({change, "negative increase_by"}), words, True)
    if cue == OUT_OF:
        return None
    if cue is None and own.plan_before:
        return MeasureReading(frozenset({"plan_level"}), "kế hoạch", True)
    if cue in (OVER, INTO, TIMES, CONTRIBUTED, NEGATIVE):
        return None
    if cue in (REACHED, SHARE):
        return MeasureReading(frozenset({"level", "prior_level", "plan_level"}), words, open=True)
    return None


# The words of a change, among those that say up or down.
CHANGES = re.compile(
    r"(?i)tăng|(?:sụt\s+)?giảm|(?:cao|nhiều|thấp|ít|nhanh|sớm|chậm)\s+hơn|rose|ris|increas|up\b"
    r"|climb|grew|grow|gain|higher|more|fell|fall|down|declin|drop|decreas|lower|less|fewer|expand"
    r"|shrank|shrunk|shrink|plung|slump|jump|surg|soar|slip|slid|shed|sank"
)

# --- Words without which a measure is not meant -------------------------------------------------

_FALLS = (
    r"giảm|âm|thấp|ít|kém|sụt|tụt|hụt|thiếu|fell|fall|down|declin|drop|decreas|slip|slid"
    r"|shr[aiu]nk|contract|low|reduc|plung|slump|los[ets]|dip|less|s[aiu]nk|shed|eas|weaken|negative|minus|tumbl|plummet|nosediv|narrow|[-−–]\s?\d"
)
_RISES = (
    r"tăng|không giảm|cao|nhiều|lớn|nhích|nhỉnh|vượt|hơn|phát triển|rose|rise|rising|increas"
    r"|climb|gr[eo]w|gain|surg|expan|jump|soar|advanc|up\b|higher|more|accelerat|leap|rocket"
    r"|bounc|recover|larger|bigger|swell|swoll|rebound|widen|\+"
)
_WITHOUT: dict[str, tuple[str, re.Pattern[str]]] = {
    **dict.fromkeys(
        ("plan_pct", "plan_multiple", "over_plan_pct", "under_plan_pct", "plan_level"),
        (
            "a plan",
            re.compile(
                rf"{PLAN}|(?i:{GIVEN}|định mức|nhiệm vụ|nghị quyết|đề ra|phấn đấu|dự kiến"
                r"|plann|expect|aim|strive)"
            ),
        ),
    ),
    **dict.fromkeys(("decrease_pct", "decrease_by"), ("a fall", re.compile(rf"(?i){_FALLS}"))),
    **dict.fromkeys(
        ("increase_pct", "increase_by", "increase_times"), ("a rise", re.compile(rf"(?i){_RISES}"))
    ),
    "multiple": (
        "a multiple",
        re.compile(r"(?i)gấp|bằng|lần|times|fold"),
    ),
    "contribution_pts": (
        "a contribution",
        re.compile(r"(?i)góp|làm|khiến|tác động|kéo|điểm phần trăm|điểm %|contribut|points?"),
    ),
    "prior_level": (
        "an earlier period",
        re.compile(
            r"(?i)cùng kỳ|cùng kì|năm trước|năm ngoái|trước|từ|năm \d{4}|tháng|quý|19\d\d"
            r"|20\d\d|last|earlier|ago"
            r"|from|previous|before|same period"
        ),
    ),
    "index_pct": (
        "a comparison",
        re.compile(
            r"(?i)bằng|so với|so cùng|cùng kỳ|đạt|chỉ số|equal|equivalent|compared|of the same"
            r"|index|against"
        ),
    ),
}


def lacks_words(measure: str, text: str) -> str | None:
    """What a measure needs and the text does not say: a plan, a fall, a rise; None if it does."""
    needed = _WITHOUT.get(measure)
    return needed[0] if needed and not needed[1].search(text) else None


_LISTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "up",
        r"tăng|rose|up|increased?|grew|climbed",
        frozenset({"decrease_pct", "plan_pct", "over_plan_pct", "under_plan_pct"}),
    ),
    (
        "down",
        r"giảm|fell|down|decreased?|declined?|dropped",
        frozenset({"increase_pct", "plan_pct", "over_plan_pct", "under_plan_pct"}),
    ),
    (
        "share",
        r"chiếm(?:\s+(?:tỷ trọng|tỷ lệ))?|account(?:s|ed|ing)\s+for",
        frozenset({"increase_pct", "decrease_pct", "plan_pct", "index_pct"})
        | {"over_plan_pct", "under_plan_pct"},
    ),
    (
        "other",
        r"nhưng|song|còn|ngược lại|but|while|đạt|bằng|là|vượt|gấp|reach\w*|equal\w*|was|were",
        frozenset(),
    ),
)
_LIST_HEAD = re.compile(
    r"(?i)(?<![^\W_])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words, _ in _LISTS)
    + r")(?![^\W_])"
)


def list_head(text: str) -> str | None:
    """What the last word of a text that may head a list says: up, down, share or other."""
    matches = list(_LIST_HEAD.finditer(text))
    if not matches or _TAKEN_BACK.search(text[: matches[-1].start()]):
        return None
    return matches[-1].lastgroup


def listed(around: Surroundings) -> tuple[str, frozenset[str]] | None:
    """The word that heads the list a rate belongs to, and the measures that it excludes.

    "Dịch vụ chiếm 68,1%, nông nghiệp 2,2%": the second rate is a share too. None where no word
    heads it, or another has come between.
    """
    head = list_head(around.sentence)
    excluded = next((out for name, _, out in _LISTS if name == head), frozenset[str]())
    words = [match.group() for match in _LIST_HEAD.finditer(around.sentence)]
    return (words[-1], excluded) if excluded else None


_OWN_WORDS: dict[str, re.Pattern[str]] = {
    "plan_level": re.compile(
        rf"{PLAN}|(?i:{GIVEN}|định mức|đề ra|phấn đấu|dự kiến|plann|expect|aim|strive)"
    ),
    "prior_level": re.compile(
        r"(?i)cùng kỳ|cùng kì|trước|năm ngoái|(?<!\w)từ(?!\w)|last|earlier|ago|from|previous"
        r"|before|same period|so với"
    ),
}
_ANY_YEAR = re.compile(r"(?<!\w)((?:19|20)\d\d)(?!\d)")
_ESTIMATED = re.compile(r"(?i)(?<!\w)ước(?!\w)")
# A plan or a comparison that belongs to the rate before it.
_OF_A_RATE = re.compile(
    rf"(?:%|phần trăm|percent|lần)\s*(?:(?i:so\s+với|so|của|of|over|compared\s+\w+)\s+)?(?:\w+\s+)?"
    rf"(?:{PLAN}|(?i:cùng kỳ|cùng kì|năm trước|tháng trước|năm \d{{4}}|last year|the same period)"
    rf"(?:\s+(?:năm\s+)?(?:trước|ngoái|\d{{4}}))?)"
)


def lacks_own_words(
    measure: str, around: Surroundings, heads: str, year: int | None = None
) -> str | None:
    """What a measure needs near its number and does not have there.

    `heads` are the headings of the table that the number stands in, blank in prose. A level of a
    plan or of an earlier period needs its words before it, a change of an amount its rise or fall,
    a share what it is a share of. `year` is that of the figure: a later one is no earlier period.
    """
    if measure == "share_pct":
        near = f"{heads} {around.sentence} {around.beside}"
        of_something = re.match(r"\s+(?!so\b|và\b|and\b)[^\W\d_]", around.follows) and not any(
            one.start <= 1 for one in comparisons(around.beside)
        )
        return None if of_something or _OF_A_WHOLE.search(near) else "the whole it is a share of"
    if measure in ("increase_by", "decrease_by"):
        own = around.own if re.search(r"[^\W\d_]{2}", around.own) else around.clause
        needed, pattern = _WITHOUT[measure]
        return None if pattern.search(heads + own + around.beside) else needed
    after_stroke = around.in_fraction and around.number.fraction_with is None
    if measure not in _OWN_WORDS or after_stroke or around.own.strip() == "/":
        return None  # "4.200/8.100 tỷ đồng", "4.200 tỷ đồng/8.100 tỷ đồng": of how much
    near = _OF_A_RATE.sub(" ", around.sentence) + " " + around.beside
    if measure == "prior_level":
        for one in reversed(comparisons(near)):
            # "so với cùng kỳ (35.850 tỷ đồng)": the bracket is the level compared with.
            if one.after_so_voi and near[one.end :].strip(" (là:đạt") and not around.in_brackets:
                near = near[: one.start] + near[one.end :]
        if _ESTIMATED.search(around.own):
            # An estimate is of the period reported on, unless its own words name an earlier one.
            near = around.own.rsplit(",", 1)[-1]
        years = (int(each) for each in _ANY_YEAR.findall(heads + near))
        if any(year is None or each < year for each in years):
            return None
    return None if _OWN_WORDS[measure].search(heads + near) else _WITHOUT[measure][0]


_OF_A_WHOLE = re.compile(
    r"(?i)chiếm|tỷ trọng|tỉ trọng|cơ cấu|trong tổng|tổng số|share|account\w* for|ma[kd]e? up"
    r"|structure|of (?:the )?total"
    r"|represent|proportion|tỷ lệ"
)
