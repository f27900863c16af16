"""What the text named before, and now calls by the same words or by fewer."""

import re
from collections.abc import Sequence

from doichieu.documents.name_index import words_of
from doichieu.documents.naming import spelling
from doichieu.documents.prose.discourse import ACTORS, Discourse
from doichieu.documents.prose.heads import PLAIN, head_of, thing_of, without_unit_words
from doichieu.documents.prose.things import Thing, begins

# Units that are names too: "a decrease of 9 deaths".
NAMES_HARM = re.compile(r"(?i)(?:deaths|fatalities|injuries|accidents|fires)$")
COUNT_OF = re.compile(r"(?i)^(?:số(?:\s+lượng)?\s+)?")


def called_again(text: Discourse, i: int, call: str) -> Thing | None:
    """What was called so before, the latest first."""
    dimension = text.dimension(i)
    words = frozenset(words_of(call))
    for subject in text.before():
        thing = subject.thing
        if dimension and thing.dimension and thing.dimension != dimension:
            continue
        unit = thing.dimension or dimension
        bare = without_unit_words(words, unit)
        for name in (thing.said, thing.name):
            if without_unit_words(frozenset(words_of(name)), unit) == bare and bare:
                return thing
    return None


def called_since(text: Discourse, i: int, total: Thing, call: str) -> Thing | None:
    """What was called so, or by more words that begin so, after the total was last named."""
    if total.indicator_id not in text.dimensions:
        return None
    dimension = text.dimension(i)
    words = spelling(call).split()
    for subject in text.before():
        thing = subject.thing
        fits = not dimension or thing.dimension in ("", dimension)
        names = (thing.said, thing_of(thing.said))
        if fits and thing is not text.total and any(begins(each, words) for each in names):
            return thing
        if thing == total:
            return None
    return None


def called_shorter(text: Discourse, i: int, call: str) -> Thing | None:
    """What was named in full before, and is now named by some of its words."""
    dimension = text.dimension(i)
    words = frozenset(words_of(call))
    for thing in text.recent(i):
        if dimension and thing.dimension and thing.dimension != dimension:
            continue
        names = [thing.name, *text.index.names.get(thing.indicator_id, ())]
        if any(
            words <= frozenset(words_of(name))
            and (head_of(name).lower() == head_of(call).lower() or _is_noun_of(call, name))
            for name in names
        ):
            return thing
    return None


def _is_noun_of(call: str, name: str) -> bool:
    """Whether an English word is the noun of a name: "index" of "industrial production index"."""
    words = name.lower().split()
    return call.isascii() and call.lower() in (words[0], words[-1])


def sibling(text: Discourse, total: Thing, call: str) -> Thing | None:
    """A part of the total that was named in full before: "thuế" after "thuế sản phẩm"."""
    words = spelling(call).split()
    for subject in text.before():
        thing = subject.thing
        part = total.indicator_id in (thing.of, subject.part_of)
        part = part or text.index.is_part(thing.indicator_id, total.indicator_id)
        if part and thing.said and begins(thing.said, words):
            return thing
    return None


def counted_again(text: Discourse, i: int) -> Thing | None:
    """What was counted before, where the words have only the unit: "đã đón 4,3 triệu lượt"."""
    phrase, dimension = text.phrases[i], text.dimension(i)
    if not text.counts(i) or not text.is_unit(i, phrase.noun) or NAMES_HARM.match(phrase.noun):
        return None
    if phrase.forms and not any(ACTORS.fullmatch(form) for form in phrase.forms):
        return None
    things = (thing for thing in text.recent(i) if thing is not text.total or text.inside)
    found = next((thing for thing in things if thing.dimension == dimension), None)
    if found is not None and dimension == "person" and found not in text.here(i):
        text.unsure = "the paragraph does not say which people are counted"
    return found


_SO_FAR = re.compile(
    r"(?i)(?<!\w)(?:l(?:ũy|uỹ)\s+kế|cộng\s+dồn|tính chung|từ đầu năm|[0-9]{1,2}\s+tháng"
    r"|since the (?:beginning|start) of)(?!\w)"
)


def counted_until_now(text: Discourse, i: int) -> Thing | None:
    """What the paragraph counted of a month, and now counts of all months by its unit: "lũy kế có
    250 doanh nghiệp"."""
    phrase = text.phrases[i]
    again = text.counts(i) and text.is_unit(i, phrase.noun)
    if not again or phrase.forms or not _SO_FAR.search(phrase.gap):
        return None
    things = (one.thing for one in text.before() if one.thing in text.here(i))
    return next((thing for thing in things if thing.dimension == text.dimension(i)), None)


def counted_before(text: Discourse, i: int, calls: Sequence[str]) -> Thing | None:
    """What was counted before, and a rate now calls by its unit: "số doanh nghiệp"."""
    if text.dimension(i):
        return None
    for call in calls:
        number_of = COUNT_OF.match(re.sub(r"(?i)^tổng\s+", "", call))
        if not number_of or not number_of.group():
            continue
        noun = number_of.string[number_of.end() :]
        unit = text.known.unit_names.right_after(noun, 0)
        if unit is None or unit.bare or unit.end < len(noun):
            continue
        counted = {size[0] for size in unit.sizes} - PLAIN
        for thing in text.recent(i):
            if thing.dimension in counted:
                return thing
    return None
