"""Things that no reference row has: their names and ids."""

import re
from collections.abc import Sequence

from doichieu.documents.name_index import words_of
from doichieu.documents.naming import new_id
from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.heads import OF_UNIT, has_head, is_bare
from doichieu.documents.prose.things import Thing, is_english, lower

_LONGEST_LEAD = 3
# "Kim ngạch xuất khẩu hạt điều" and "xuất khẩu hạt điều" are one.
_TRADE = re.compile(r"(?i)^(?:tổng\s+)?(?:kim ngạch|trị giá|giá trị)\s+((?:xuất|nhập)\s+khẩu)")
# Names with commas: "may mặc, mũ nón, giày dép".
_MOST_IN_PIECE = 5
_MOST_IN_FIRST = 9


def create(text: Discourse, i: int, name: str, said: str, of: str = "") -> Thing:
    """Something new; a level in another kind of unit is another thing."""
    dimension = text.dimension(i)
    name = _TRADE.sub(r"\1", name)
    indicator_id = new_id(name, text.names)
    others = text.dimensions.get(indicator_id, set()) - {"", dimension}
    if dimension and others:
        unit = OF_UNIT.get(dimension, dimension)
        name = f"{unit} {lower(name)}"
        indicator_id = new_id(name, text.names)
    text.names[indicator_id] = name
    context = text.context()
    topic = context.topic if context else ""
    return Thing(indicator_id, name, said, dimension, False, topic, of)


def proper_name(text: Discourse, i: int, calls: Sequence[str]) -> str:
    """What something new is called: all words up to the number, or the last of a list."""
    phrase = text.phrases[i]
    if not phrase.forms or named_alone(text, i):
        return text.part_counted(i) or phrase.noun or calls[0]
    form = _whole_name(phrase.forms)
    if not phrase.noun:
        return form
    named = has_head(form, "") or bool(set(words_of(form)) & set(words_of(phrase.noun)))
    if text.counts(i) and text.is_unit(i, phrase.noun):
        return form if named else f"{form} {phrase.noun}"
    if text.is_new_unit(i, phrase.noun) and named and not is_bare(form):
        return form
    if text.counts(i):
        leads = len(form.split()) <= _LONGEST_LEAD
        return f"{form} {phrase.noun}" if leads else phrase.noun
    return f"{form} {phrase.noun}" if not has_head(form, "") or is_bare(form) else form


def named_alone(text: Discourse, i: int) -> bool:
    """Whether what is counted says more than its unit, and the words before it stand apart."""
    phrase = text.phrases[i]
    return phrase.far and text.counts(i) and not text.is_unit(i, phrase.noun)


def full_name(text: Discourse, thing: Thing) -> str:
    """The name of a thing in the language that the text names it in."""
    english = is_english(thing.said)
    row = text.known.indicators.get(thing.indicator_id, {}) if thing.known else {}
    return row.get("name_en") or thing.name if english else thing.name


def _whole_name(forms: Sequence[str]) -> str:
    """The longest form that is one name: of "ngành dệt may, da giày" all, of a clause the last."""
    for form in forms:
        first, *others = re.split(r",\s+", form)
        most = _MOST_IN_FIRST if has_head(first, "") else _MOST_IN_PIECE
        if len(first.split()) <= most and all(
            len(each.split()) <= _MOST_IN_PIECE for each in others
        ):
            return form
    return forms[-1]
