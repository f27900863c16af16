"""Lists of a text: the parts of a total, and numbers that go with names one by one."""

import re
from collections.abc import Sequence

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.heads import has_head, head_of
from doichieu.documents.prose.reference_rows import fitting
from doichieu.documents.prose.resolution import resolved
from doichieu.documents.prose.shares import named_whole
from doichieu.documents.prose.things import Thing, closes

_RESPECTIVELY = re.compile(r"(?i)(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_RESPECTIVELY_AFTER = re.compile(
    r"(?i)[^.;:()]{0,40}?(?<!\w)(?:respectively|tương ứng|lần lượt)(?!\w)(?!\s*\w*\s*[0-9])"
)
# A semicolon alone parts no list of numbers.
_APART = re.compile(r"[:()]|;\s*\w|\w\s*;")
_AND = re.compile(r"(?i)\s*(?:,|;|(?<!\w)(?:và|and|cùng)(?!\w))\s*")


def follow_lists(text: Discourse, i: int) -> None:
    """Open and close the list of parts and the bracket that a figure stands in."""
    phrase = text.phrases[i]
    if phrase.fresh:
        text.total, text.complete, text.before_bracket, text.within = None, False, None, None
    if phrase.fresh or closes(phrase.gap):
        text.inside = False
    if phrase.bracketed and text.found and not phrase.fresh:
        text.before_bracket, text.inside = text.found[-1].thing, True
    if whole := _whole_of_shares(text, i):
        text.total, text.within, text.complete, text.over_semicolons = whole, whole, False, True
    elif phrase.opens_list and phrase.opens_list != ":" and text.found:
        text.total = text.main if phrase.fresh else _total_of_list(text, phrase.gap)
        text.complete = phrase.complete
        text.over_semicolons = phrase.fresh or ":" in phrase.gap
    elif ";" in phrase.gap and not text.over_semicolons and _ends_list(text, i):
        text.total, text.complete = None, False


_OUT_OF = re.compile(
    r"(?i)(?:^|[,;:.])\s*(?:trong\s+(?:tổng\s+)?số|of\s+(?:the\s+)?(?:total\s+)?)\s*$"
)


def _whole_of_shares(text: Discourse, i: int) -> Thing | None:
    """What the words name as the whole of what follows: "trong tổng số lao động, …", "trong tổng
    số 812 doanh nghiệp, …"."""
    phrase = text.phrases[i]
    if phrase.within:
        return named_whole(text, i, phrase.within)
    counted = not phrase.fresh and _OUT_OF.search(text.phrases[i - 1].gap)
    return text.found[-1].thing if counted else None


def _total_of_list(text: Discourse, gap: str) -> Thing | None:
    """What "trong đó" opens a list of: what was just named, or behind a semicolon what the
    sentence is about ("thủy sản 500 tấn, riêng tôm 180 tấn; trong đó nuôi trồng …")."""
    last = text.found[-1]
    return text.main if last.part_of and ";" in gap else last.thing


def _ends_list(text: Discourse, i: int) -> bool:
    """Whether what follows a semicolon is no part of the list before it: "trong đó hàng dệt
    may 20 triệu USD; nhập khẩu 50 triệu USD"."""
    forms = text.phrases[i].forms
    if text.total is None or not forms:
        return False
    keys = fitting(text, i, text.index.named(forms[0]))
    if any(text.index.is_part(key, text.total.indicator_id) for key in keys):
        return False
    if has_head(forms[0], text.dimension(i)):
        return True
    # "Công nghiệp - xây dựng 35%, trong đó công nghiệp 30%; dịch vụ 40%"
    beside = text.index.totals.get(text.total.indicator_id, frozenset())
    return any(beside & text.index.totals.get(key, frozenset()) for key in keys)


def listed(text: Discourse, i: int) -> Thing | None:
    """The thing of a number in a list that goes with a list of names: lần lượt."""
    phrase = text.phrases[i]
    group = _side_by_side(text, i)
    named = _RESPECTIVELY.search(phrase.gap) is not None or (
        len(group) > 1 and _RESPECTIVELY_AFTER.match(text.around[group[-1]].follows) is not None
    )
    first = i
    while first and text.phrases[first - 1].sentence == phrase.sentence:
        first -= 1
    distinct = list(dict.fromkeys(subject.thing for subject in text.found[first:]))
    alike = [thing for thing in distinct if thing.dimension == text.dimension(i) != ""]
    distinct = alike if len(alike) >= len(group) else distinct
    if not phrase.forms and len({text.figures[j].basis for j in group}) == len(group) > 1:
        return None  # tăng lần lượt 1,9% và 17,2%: one thing, compared with two periods
    again = named or text.bound == phrase.sentence
    if again and not phrase.forms and len(distinct) >= len(group) > 1:
        _bind(text, group, distinct[-len(group) :], phrase.sentence)
        return text.respectively[i]
    names = [name for name in _AND.split(phrase.forms[0]) if name] if phrase.forms else []
    if not len(names) == len(group) > 1:
        return None
    if not named and not all(fitting(text, i, text.index.named(name)) for name in names):
        return None  # "exports and imports were 2.1 and 1.7 billion" needs no "respectively"
    head = head_of(names[0])
    full = [name if has_head(name, "") or not head else f"{head} {name}" for name in names]
    things = [resolved(text, j, [name]) for j, name in zip(group, full, strict=True)]
    _bind(text, group, things, phrase.sentence)
    return text.respectively[i]


def _side_by_side(text: Discourse, i: int) -> list[int]:
    """The figures side by side from one on: "giảm 1,2%, 0,4% và 3,3%"."""
    group = [i]
    for j in range(i + 1, len(text.figures)):
        phrase = text.phrases[j]
        noun = phrase.noun if not text.is_unit(j, phrase.noun) else ""
        apart = phrase.fresh or phrase.forms or noun or _APART.search(phrase.gap)
        if apart or text.unit_dimension(j) != text.unit_dimension(i):
            break
        group.append(j)
    return group


def _bind(
    text: Discourse, group: Sequence[int], things: Sequence[Thing], sentence: tuple[int, int]
) -> None:
    text.respectively.update(zip(group, things, strict=True))
    text.bound = sentence
