"""Lists of a text: the parts of a total, and numbers that go with names one by one."""

import re
from collections.abc import Sequence
from itertools import combinations

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.heads import has_head, head_of
from doichieu.documents.prose.prices import each_at_prices, without_prices
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
_MOST_NAMES = 8
# "Sợi, vải và hàng may mặc đạt 5, 6 và 7 triệu USD": more than two names are no one name.
_TWO = 2
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
    elif text.within is not None and _leaves_whole(text, i):
        text.total, text.within, text.complete = None, None, False


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


def _leaves_whole(text: Discourse, i: int) -> bool:
    """Whether a figure is of no part of the whole that words named before: "trong tổng thu, thu nội
    địa chiếm 70%; chi ngân sách đạt 45% dự toán". A new name in its unit may be one."""
    if text.figures[i].measure == "share_pct" or not _ends_list(text, i):
        return False
    assert text.within is not None
    alike = text.dimension(i) in ("", text.within.dimension) and bool(text.dimension(i))
    return not alike or bool(fitting(text, i, text.index.named(text.phrases[i].forms[0])))


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
    # "Xuất khẩu đạt 90, nhập khẩu đạt 80 triệu USD, tăng 8,2% và 5,1% so với cùng kỳ"
    all_of_them = len(distinct) == len(group) and _are_alike(text, group)
    again = named or text.bound == phrase.sentence or all_of_them
    if again and not phrase.forms and len(distinct) >= len(group) > 1:
        _bind(text, group, distinct[-len(group) :], phrase.sentence)
        return text.respectively[i]
    call = without_prices(phrase.forms[0]) if phrase.forms else ""
    names = _names(text, call, len(group))
    if not names:
        several = named and len(group) > 1 and len(_AND.split(call)) > 1
        text.unsure = "it is open which of the names it goes with" if several else text.unsure
        return None
    if not named and not _goes_one_by_one(text, group, call, names):
        return None
    main = text.main
    things: list[Thing] = []
    for j, name in zip(group, _with_head(names), strict=True):
        things.append(resolved(text, j, [name], alone=True))
        text.main = main or next((one for one in things if one.known), None)
    text.main = main
    _bind(text, group, each_at_prices(text, group, things, phrase.forms[0]), phrase.sentence)
    return text.respectively[i]


def _names(text: Discourse, call: str, count: int) -> list[str]:
    """So many names of a list, some of which may have an "and" of their own; none where it is open
    how they part: "khu vực công nghiệp và xây dựng và khu vực dịch vụ" are two."""
    links = [link for link in _AND.finditer(call) if call[: link.start()].strip()]
    if count < 2 or not count - 1 <= len(links) <= _MOST_NAMES:
        return []
    parted = [_parts(call, chosen) for chosen in combinations(links, count - 1)]
    if len(parted) == 1:
        return parted[0]
    alike = [names for names in parted if len({name.split()[0].lower() for name in names}) == 1]
    known = [names for names in parted if all(map(text.index.named, names))]
    return alike[0] if len(alike) == 1 else known[0] if len(known) == 1 else []


def _parts(call: str, links: Sequence[re.Match[str]]) -> list[str]:
    """What stands between the links."""
    starts = [0, *(link.end() for link in links)]
    ends = [*(link.start() for link in links), len(call)]
    return [call[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _goes_one_by_one(
    text: Discourse, group: Sequence[int], call: str, names: Sequence[str]
) -> bool:
    """Whether names and numbers go together without a word that says so: "exports and imports were
    2.1 and 1.7 billion". One thing may be called by both names, or be compared with two periods."""
    i = group[0]
    if all(fitting(text, i, text.index.named(name)) for name in names):
        return True
    several = len(names) > _TWO or has_head(names[0], text.dimension(i))
    return _are_alike(text, group) and not text.index.named(call) and several


def _are_alike(text: Discourse, group: Sequence[int]) -> bool:
    """Whether figures are of one measure and one period, and compared with one."""
    figures = [text.figures[j] for j in group]
    return len({(one.measure, one.basis, one.period_id) for one in figures}) == 1


_OF = re.compile(r"(?i)(?P<head>[a-z]+(?:\s[a-z]+){0,2}\sof)\s")


def _with_head(names: Sequence[str]) -> list[str]:
    """Names of a list, each with the quantity that the first begins with."""
    of = _OF.match(names[0])
    head = of["head"] if of else head_of(names[0])
    return [name if has_head(name, "") or not head else f"{head} {name}" for name in names]


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
