"""Rates that words tie to a thing in other ways than by its name: targets, kinds, fractions."""

import re

from doichieu.documents.name_index import words_of
from doichieu.documents.prose.antecedents import COUNT_OF, called_again
from doichieu.documents.prose.discourse import MONEY, RATIOS, TOTAL_WORDS, Discourse
from doichieu.documents.prose.economy import economy, says_growth_alone
from doichieu.documents.prose.heads import PLAIN, has_head
from doichieu.documents.prose.new_things import create
from doichieu.documents.prose.phrases import TARGET, trimmed
from doichieu.documents.prose.reference_rows import fitting, row_of
from doichieu.documents.prose.things import Thing, lower

_IN_KIND = re.compile(
    r"(?i)^\s*(?:(?:về|in)\s+(?:mặt\s+)?|(?=số\s))(?P<kind>lượng|khối lượng"
    r"|số lượng|sản lượng|giá trị|trị giá"
    r"|kim ngạch|volume|value|quantity|terms of (?:volume|value)|[^,;.()]+(?:\.[^\W\d_]+)?)"
)
# These say what is measured, and not of what.
_ANY_KIND = frozenset(words_of("lượng khối lượng giá trị trị giá kim ngạch volume value quantity"))
_GROWS = re.compile(r"(?i)(?<!\w)(?:tốc độ tăng|tăng trưởng|growth)(?!\w)")
# "A target of 5.2 percent in GRDP growth"
_GROWTH_OF = re.compile(r"(?i)\s*(?:in|for|of)\s+(?P<name>[^,;.()]{2,40}?)\s+growth(?!\w)")
_VALUE = re.compile(r"(?i)giá trị|trị giá|kim ngạch|value")
_NUMBER = re.compile(r"(?i)số(?: lượng)?|number")
_VOLUME = re.compile(r"(?i)lượng|volume|quantity")
_TRADED = re.compile(r"(?i)(?:kim ngạch\s+)?(?P<trade>(?:xuất|nhập)\s+khẩu)\s+(?P<what>.+)")
_CARRIES_OUT = re.compile(r"(?i)(?<!\w)(?:thực hiện|tiến hành|đã|được)\s+")


def growth_target(text: Discourse, i: int) -> Thing | None:
    """The target of a growth rate, which is a level of its own."""
    figure, phrase = text.figures[i], text.phrases[i]
    if figure.measure != "level" or text.unit_dimension(i) not in RATIOS:
        return None
    # A rate of growth that is a level is planned: so it is in a list of goals.
    if not (TARGET.search(phrase.gap) or _GROWS.search(phrase.gap)):
        return None
    after = _GROWTH_OF.match(phrase.after)
    names = (after.group("name"),) if after else phrase.forms
    keys = [key for name in names for key in text.index.nearly_named(name)]
    of = row_of(text, keys[0], names[0]) if keys else None
    if of is None and phrase.fresh and says_growth_alone(text, i):
        of = economy(text)
    elif of is None and not has_head(" ".join(phrase.forms[-1:]), ""):
        of = text.found[-1].thing if text.found else None
    if of is None or (of.dimension in RATIOS and _kind(text, of) == "rate"):
        return None
    for name in (f"mục tiêu tăng trưởng {of.said}", f"mục tiêu tăng trưởng {of.name}"):
        for key in text.index.named(name):
            return row_of(text, key, name)
    for names in text.index.names.get(of.indicator_id, ()):
        for key in text.index.named(f"mục tiêu tăng trưởng {names}"):
            return row_of(text, key, names)
    name = f"mục tiêu tăng trưởng {lower(of.name)}"
    return called_again(text, i, name) or create(text, i, name, name)


def _kind(text: Discourse, thing: Thing) -> str:
    return text.known.indicators.get(thing.indicator_id, {}).get("kind", "")


def of_kind(text: Discourse, i: int) -> Thing | None:
    """Of two levels side by side the one that a rate names by its kind: "về lượng"."""
    phrase = text.phrases[i]
    match = _IN_KIND.match(phrase.after)
    if text.dimension(i) or match is None:
        return None
    latest = [subject.thing for subject in text.before()]
    kind = re.split(r"[,;.]\s|(?<!\w)(?:và|so|and|over|but|nhưng)(?!\w)", match.group("kind"))[
        0
    ].strip()
    wanted = _dimensions_of(text, kind, i)
    if (named := _amount_of_trade(text, i, wanted)) is not None:
        return named
    called = frozenset(words_of(kind)) - _ANY_KIND
    named = [one for one in latest if called and called <= _words_for(one)]
    alike = [one for one in latest if one.dimension in wanted]
    return next(iter([one for one in named if one in alike] or alike or named), None)


def _words_for(thing: Thing) -> frozenset[str]:
    return frozenset((*words_of(thing.said), *words_of(thing.name)))


def _amount_of_trade(text: Discourse, i: int, wanted: frozenset[str]) -> Thing | None:
    """The quantity or the value of what is traded, by the name before the two rates: "xuất khẩu
    gạo tăng 3,1% về lượng và 20,5% về trị giá"."""
    first = i
    while first and not text.phrases[first].fresh:
        first -= 1
    forms = [form for phrase in reversed(text.phrases[first : i + 1]) for form in phrase.forms]
    for form in forms:
        trade = _TRADED.fullmatch(form)
        names = [f"lượng {trade['what']} {trade['trade']}", form] if trade else []
        for key in (key for name in names for key in text.index.named(name)):
            if text.index.dimensions.get(key, "") in wanted:
                return row_of(text, key, form)
    return None


def _dimensions_of(text: Discourse, kind: str, i: int) -> frozenset[str]:
    if _VALUE.search(kind):
        return MONEY
    if _NUMBER.fullmatch(kind):
        return frozenset(text.index.dimensions.values()) - PLAIN
    if _VOLUME.search(kind):
        return frozenset(("mass", "volume", "piece", "energy", "person"))
    line, number = text.around[i].line, text.around[i].number
    at = line.find(kind, number.after) + len(COUNT_OF.match(kind).group())
    unit = text.known.unit_names.right_after(line, at)
    return frozenset(size[0] for size in unit.sizes) if unit else frozenset()


def whole_of_fraction(text: Discourse, i: int) -> Thing:
    """All of what a fraction counts a part of: the 15 of "14/15 chỉ tiêu". The plan after a stroke
    is of what was done."""
    if text.figures[i].measure == "plan_level" and text.found:
        return text.found[-1].thing
    above = text.index.totals.get(text.found[-1].thing.indicator_id, ()) if text.found else ()
    for key in fitting(text, i, sorted(above)):
        return row_of(text, key, text.phrases[i].noun)
    unit = text.around[i].number.unit
    counted = unit.text if unit else text.phrases[i].noun
    name = f"tổng số {counted}"
    for key in fitting(text, i, text.index.named(name)):
        return row_of(text, key, name)
    return create(text, i, name, name)


def share_of_what(text: Discourse, i: int) -> str:
    """The name of a rate by the words after its number."""
    phrase = text.phrases[i]
    of = trimmed(re.split(r"[,;.:()¦]", phrase.after)[0])
    of = _CARRIES_OUT.sub(" ", of)
    if not text.is_rate(i) or not words_of(of) or not phrase.after[:1].isspace():
        return ""
    return f"tỷ lệ {TOTAL_WORDS.sub('', of)}"
