"""Which headers are of plans, and who gave those plans."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from doichieu.documents.tables.column import Column
from doichieu.documents.tables.spellings import plain
from doichieu.documents.tables.units import without_units
from doichieu.documents.tables.words import EDGES, joined
from doichieu.wording.comparisons import GIVEN, GIVERS, PLAN, Giver, givers, names_plan

PLANS = frozenset({"plan_level", "plan_pct", "plan_multiple", "over_plan_pct", "under_plan_pct"})
SEVERAL = "the header names several who gave a plan"
WHOSE = "the header does not say whose plan it is of"
_CARRIED_OUT = re.compile(
    r"(?<!\w)(?i:thực\s+hiện|giải\s+ngân|kết\s+quả|tình\s+hình|ước|actual|implementation(?:\s+of(?:\s+the)?)?)"
    rf"\s+{PLAN}"
)
_ESTIMATE = re.compile(r"(?i)(?<!\w)estimate(?!\w)")
_GIVES = rf"[^,;.()%0-9]{{0,20}}?(?i:{GIVEN})"
_LEVEL = r"(?:\s+(?i:tỉnh|thành phố|TP|huyện))?"
# Words that say who gave a plan, with "giao"; vague ones, such as "tỉnh", only with it.
_WORDS = re.compile(
    r"(?:(?<!\w)(?i:do|được|của|theo)\s+)?(?:"
    + "|".join(
        rf"(?:{words}){_GIVES}" if vague else rf"(?:{words})(?:{_GIVES}|{_LEVEL})"
        for _, words, vague in GIVERS
    )
    + ")"
)
# Without "giao" a plan is given by whom its words lead to: "DT TW", "Kế hoạch năm 2031 của Chính
# phủ". "Vốn trung ương" and "trung ương quản lý" below a plan say whose money or workers they are.
_LEADS_TO_GIVER = re.compile(
    rf"{PLAN}(?:(?i:năm|đầu|cả|do|của|theo|được|cấp|số|by|of|the|NQ|\d+)(?!\w)|\W)*$"
)
_MANAGES = re.compile(r"(?i)\s+quản\s+lý(?!\w)")
# "Vốn được bố trí", "KH giao", "kế hoạch được giao": given by nobody who is named.
_BY_NOBODY = re.compile(
    rf"{PLAN}(?i:(?<=giao)|(?<=phân bổ)|(?<=bố trí))"
    rf"|(?:(?i:(?:tổng\s+)?(?:số\s+)?){PLAN}(?:\s+(?i:năm)\s+\d{{4}})?\s+)?"
    rf"(?i:(?:được\s+|đã\s+)?(?<!bàn\s)(?<!chuyển\s){GIVEN})"
)
_REACHED = re.compile(r"(?i)^\W*(?:tỷ\s+lệ\s+)?(?:đạt|hoàn\s+thành)(?!\w)(?:\s+và(?!\w))?")
# A vague word that is all that sets a plan apart: "DT tỉnh" beside "DT TW".
_VAGUE = tuple(
    (bases, re.compile(rf"(?:^|{PLAN}\s+)(?:năm\s+\d{{4}}\s+)?(?:{words})$"))
    for bases, words, vague in GIVERS
    if vague
)


def says_plan(text: str) -> bool:
    """Whether a header names a plan, or who gave it: "Kế hoạch", "Trung ương giao".

    The "estimate" of a table is what was estimated to be done.
    """
    return bool(names_plan(_ESTIMATE.sub(" ", text)) or givers(plain(text)))


def is_planned(text: str) -> bool:
    """Whether words say what is planned; "Thực hiện kế hoạch" is what is done of a plan."""
    return says_plan(_CARRIED_OUT.sub(" ", without_units(text)))


def giver_of(text: str) -> tuple[str, str]:
    """The `basis` of the plan that a header names, and a doubt; both "" where nobody is named."""
    text = plain(text)
    bases = {_basis(giver.bases) for giver in givers(text) if _gave_plan(giver, text)}
    if len(bases) > 1:
        return "", SEVERAL
    return next(iter(bases), ""), ""


def _gave_plan(giver: Giver, text: str) -> bool:
    """Whether the words of a header lead from the plan to the giver, or a verb says it."""
    if giver.gives:
        return True
    manages = _MANAGES.match(text, giver.start + len(giver.text))
    return manages is None and _LEADS_TO_GIVER.search(text[: giver.start]) is not None


def without_plan_words(text: str, header: str) -> str:
    """A phrase of a plan's header without who gave the plan, and without "đạt" that leads to it.

    Who is named stays where the whole header does not say that they gave it.
    """
    names_giver = any(giver_of(header))
    for words in ((_WORDS,) if names_giver else ()) + (_BY_NOBODY, _REACHED):
        text = words.sub(" ", text)
    return joined([text])


def _basis(bases: frozenset[str]) -> str:
    """One value of `basis`; the government as a whole is the central level."""
    return next(iter(bases)) if len(bases) == 1 else "central"


def with_givers(columns: Mapping[int, Column]) -> dict[int, Column]:
    """The plans of a table as they are beside each other.

    Beside a plan whose giver is named, "DT tỉnh" is the province's. A rate that names no giver is
    of the only plan that the table prints; of several it is unsure.
    """
    plans = {number: one for number, one in columns.items() if one.measure in PLANS}
    if not any(one.giver for one in plans.values()):
        return {}
    plans = {number: one if one.giver else _by_vague_word(one) for number, one in plans.items()}
    for number, one in plans.items():
        printed = _givers_of_year(plans.values(), one)
        if one.measure == "plan_level" or one.giver or "" in printed or SEVERAL in one.doubts:
            continue
        if len(printed) == 1:
            plans[number] = replace(one, giver=next(iter(printed)))
        else:
            plans[number] = replace(one, doubts=(*one.doubts, WHOSE))
    return plans


def _givers_of_year(plans: Iterable[Column], rate: Column) -> set[str]:
    """Who gave the printed plans of the year of a rate; "" for those that do not say it."""
    return {
        one.giver
        for one in plans
        if one.measure == "plan_level"
        and (one.days is None or rate.days is None or one.days[1].year == rate.days[1].year)
    }


def _by_vague_word(column: Column) -> Column:
    """The plan of a column that a vague word alone sets apart, as that giver's."""
    words = plain(without_units(column.words)).strip(EDGES)
    for bases, pattern in _VAGUE:
        if pattern.search(words):
            rest = tuple(other for other in column.dimension if not pattern.fullmatch(other))
            return replace(column, giver=_basis(bases), dimension=rest)
    return column
