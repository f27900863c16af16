"""The total that a share is of."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from doichieu.documents.name_index import words_of
from doichieu.documents.prose.discourse import TOTAL_WORDS, Discourse
from doichieu.documents.prose.heads import is_bare
from doichieu.documents.prose.levels import Level, agrees_with_share
from doichieu.documents.prose.phrases import trimmed
from doichieu.documents.prose.prices import is_at_prices
from doichieu.documents.prose.reference_rows import row_of
from doichieu.documents.prose.things import Thing, of_thing

# What follows is the next item of a list, and no total: "xuất khẩu chiếm 53,2% và nhập khẩu 46,8%".
_NEXT = re.compile(r"(?i)\s*(?:và|còn|and|while)(?!\w)")
_OF_WHAT = "the words do not say what it is a share of"
_LISTED = re.compile(r"(?i)\s*(?:,|;|và|and|,\s*(?:và|and))\s*")


def total_of_share(text: Discourse, i: int, thing: Thing) -> str:
    """The total of a share: what the words after it name, or what it is a part of."""
    last = i
    while last + 1 in text.respectively and _LISTED.fullmatch(text.phrases[last + 1].gap):
        last += 1
    behind = text.phrases[last].after
    after = "" if _NEXT.match(behind) else trimmed(re.split(r"[,;.:()¦]", behind)[0])
    if after and words_of(after):
        for keys in (text.index.named(after), text.index.nearly_named(after)):
            for key in keys:
                if key != thing.indicator_id and not is_bare(after):
                    return key
        plain = TOTAL_WORDS.sub("", after)
        siblings = _shares_before(text, i)
        for total in text.recent(i):
            if total.indicator_id in (thing.indicator_id, *siblings):
                continue
            if frozenset(words_of(plain)) <= frozenset(words_of(total.name)):
                return total.indicator_id
        others = (one for one in text.recent(i) if one.indicator_id not in siblings)
        for total in islice(others, 2):
            for composed in of_thing(plain, total):
                for key in text.index.named(composed):
                    if key != thing.indicator_id:
                        return key
    if text.follows_fraction(i):
        return text.found[-1].thing.indicator_id
    if text.within is not None and not text.inside:
        return _by_levels(text, i, thing) or _of_within(text, thing)
    if of_list := _of_the_list(text, i, thing):
        return of_list
    above = text.index.totals.get(thing.indicator_id, frozenset())
    for total in text.recent(i):
        if total.indicator_id in above:
            return total.indicator_id
    if (same := _of_the_paragraph(text, i)) in _all_totals(text, thing.indicator_id):
        return same
    if agreed := _by_levels(text, i, thing):
        return agreed
    if above:
        return min(above)
    if text.total is not None and text.total.indicator_id != thing.indicator_id:
        return text.total.indicator_id
    if text.main is not None and text.main.indicator_id != thing.indicator_id:
        text.unsure = text.unsure or _OF_WHAT
        return text.main.indicator_id
    for key in text.index.named(after):
        if key != thing.indicator_id:
            return key
    text.unsure = text.unsure or _OF_WHAT
    return ""


def _shares_before(text: Discourse, i: int) -> set[str]:
    """What the sentence gave shares of a whole before: none of them is the whole of another."""
    sentence = text.phrases[i].sentence
    before = takewhile(lambda k: text.phrases[k].sentence == sentence, range(i - 1, -1, -1))
    return {text.found[k].thing.indicator_id for k in before if text.found[k].share_of}


def named_whole(text: Discourse, i: int, call: str) -> Thing:
    """The whole that words call so: what was named before, a reference row, or a name alone."""
    words = frozenset(words_of(call))
    for thing in text.recent(i):
        if words and words <= frozenset((*words_of(thing.name), *words_of(thing.said))):
            return thing
    for key in (*text.index.named(call), *text.index.nearly_named(call)):
        return row_of(text, key, call)
    return Thing("", call, call)


def _of_within(text: Discourse, thing: Thing) -> str:
    """The whole that the words name for the shares of a list: its row, or a total of the part that
    has the same words in its name."""
    assert text.within is not None
    if text.within.indicator_id not in ("", thing.indicator_id):
        return text.within.indicator_id
    words = frozenset(words_of(text.within.said))
    for key in sorted(text.index.totals.get(thing.indicator_id, ())):
        if words <= frozenset(word for name in text.index.names[key] for word in words_of(name)):
            return key
    text.unsure = text.unsure or _OF_WHAT
    return ""


def _of_the_list(text: Discourse, i: int, thing: Thing) -> str:
    """The total of the share before it in a list of shares, which is no surer than that; blank
    where another list opens."""
    phrase = text.phrases[i]
    if phrase.fresh or phrase.opens_list or phrase.bracketed or not i or not text.found:
        return ""
    last = text.found[-1]
    listed = text.figures[i - 1].measure == "share_pct" and not last.inside
    above = _all_totals(text, thing.indicator_id)
    if listed and last.unsure == _OF_WHAT:
        text.unsure = text.unsure or _OF_WHAT
    same = listed and last.share_of != thing.indicator_id and not text.inside
    of_it = not above or last.share_of in above or is_at_prices(text, last.share_of, above)
    return last.share_of if same and of_it else ""


def _by_levels(text: Discourse, i: int, thing: Thing) -> str:
    """The one indicator whose level in the paragraph gives the share, with that of the part; blank
    where none does, or several."""
    levels: dict[str, Level] = {}
    for k in _before_in_paragraph(text, i):
        level = text.level(k) if text.figures[k].measure == "level" else None
        if level is not None:
            levels.setdefault(text.found[k].thing.indicator_id, level)
    share = text.level(i)
    part = levels.pop(thing.indicator_id, None)
    if part is None or share is None:
        return ""
    agree = [key for key, whole in levels.items() if agrees_with_share(part, whole, share)]
    return agree[0] if len(agree) == 1 else ""


def _of_the_paragraph(text: Discourse, i: int) -> str:
    """The total of the last share of the paragraph."""
    before = (text.found[k].share_of for k in _before_in_paragraph(text, i))
    return next((total for total in before if total), "")


def _before_in_paragraph(text: Discourse, i: int) -> Iterator[int]:
    """The figures of the paragraph before one, the nearest first."""
    place = text.figures[i].place
    return takewhile(lambda k: text.figures[k].place == place, range(i - 1, -1, -1))


def _all_totals(text: Discourse, indicator_id: str) -> set[str]:
    """What an indicator is a part of, and what those are parts of."""
    found: set[str] = set()
    left = [indicator_id]
    while left:
        more = text.index.totals.get(left.pop(), frozenset()) - found
        found |= more
        left.extend(more)
    return found
