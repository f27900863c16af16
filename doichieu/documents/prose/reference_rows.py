"""Reference rows by the words of a text: the unit must fit, and the seeds come first."""

import re
from collections.abc import Sequence

from doichieu.documents.name_index import words_of
from doichieu.documents.prose.antecedents import NAMES_HARM, called_again, called_since
from doichieu.documents.prose.discourse import LEVELS, RATIOS, TOTAL_WORDS, Discourse
from doichieu.documents.prose.heads import OF_UNIT, has_head, is_bare, thing_of
from doichieu.documents.prose.things import Thing, is_english

_AMOUNTS = ("lượng", "sản lượng", "khối lượng")


def known_thing(text: Discourse, i: int, call: str) -> Thing | None:
    """The reference row of this name; a part of the list's total before any other."""
    if not call:
        return None
    headed = has_head(call, text.dimension(i)) or text.counts(i)
    total = text.context()
    if is_bare(call):
        return None
    if total is not None and not headed:
        if (since := called_since(text, i, total, call)) is not None:
            return since
        for composed in _names_under(text, total, call):
            for key in fitting(text, i, text.index.named(composed)):
                if key not in (total.indicator_id, *text.index.totals.get(total.indicator_id, ())):
                    return row_of(text, key, call)
    exact, nearly = text.index.named(call), text.index.nearly_named(call)
    own = [key for key in nearly if key in text.index.own]
    if own and not text.index.own.intersection(exact):
        exact = tuple(own)
    under = _names_under(text, total, call) if total is not None else []
    if headed and is_english(call):
        under = []  # "services revenue" after "retail sales" is another quantity
    above = text.index.totals.get(total.indicator_id, frozenset()) if total else frozenset()
    later = [text.index.named(name) for name in under if headed]
    later += [nearly, *(text.index.nearly_named(name) for name in under)]
    for names in (exact, *later):
        keys = [key for key in fitting(text, i, names) if names is exact or key not in above]
        if not headed and total is not None:
            free = bool(text.dimension(i)) and not total.topic
            keys = [key for key in keys if key != total.indicator_id]
            keys = [key for key in keys if free or _related(text, key, total)]
        if keys:
            return row_of(text, own_row(text, i, _best(text, keys, total)), call)
    if not headed and (again := called_again(text, i, call)) is not None:
        return again
    if total is not None and not headed:
        keys = fitting(text, i, text.index.named(call))
        if keys and text.dimension(i) and total.dimension not in ("", text.dimension(i)):
            return row_of(text, keys[0], call)
    if text.counts(i) and text.is_unit(i, call) and not NAMES_HARM.match(call):
        return None
    for around in (text.said_last(i), text.said_here(i), text.said_before(i)):
        for key in fitting(text, i, text.index.completed(call, around)):
            if _is_item(call, text.index.names.get(key, ())):
                continue
            free = headed or text.total is None or bool(text.dimension(i))
            if free or _related(text, key, text.total):
                return row_of(text, own_row(text, i, key), call)
    return None


def _is_item(call: str, names: Sequence[str]) -> bool:
    """Whether the words are one item of the list that a row is named by: "thủy sản" of "nông, lâm
    nghiệp và thủy sản"."""
    item = re.escape(thing_of(call).lower())
    listed = re.compile(
        rf"(?:,|(?<!\w)(?:và|and))\s+{item}(?!\w)|(?<!\w){item}\s*(?:,|(?:và|and)(?!\w))"
    )
    return any(listed.search(name.lower()) for name in names)


def _names_under(text: Discourse, total: Thing, call: str) -> list[str]:
    """The names that the call may be short for, under a total."""
    names = [*text.index.names.get(total.indicator_id, ()), total.name]
    found: dict[str, None] = {}
    for name in names:
        words = name.split()
        for count in range(len(words), 0, -1):
            start = " ".join(words[:count])
            if not set(words_of(call)) <= set(words_of(start)):
                found.setdefault(f"{start} {call}", None)
    return sorted(found, key=lambda each: -len(each.split()))


def amount_of(text: Discourse, i: int, call: str) -> list[str]:
    """The rows that are how much of it there is: "lượng gạo xuất khẩu"."""
    dimension = text.dimension(i)
    words = _AMOUNTS if dimension in ("mass", "volume") else (OF_UNIT.get(dimension, ""),)
    plain = TOTAL_WORDS.sub("", call)
    names = [f"{word} {plain}" for word in words if word]
    return fitting(text, i, [key for name in names for key in text.index.named(name)])


def fitting(text: Discourse, i: int, keys: Sequence[str]) -> list[str]:
    """Those whose unit is of the kind of the figure's."""
    dimension = text.dimension(i)
    unit = text.unit_dimension(i)
    if text.figures[i].measure in LEVELS and unit in RATIOS:
        wanted = {"ratio"}
    elif dimension:
        wanted = {dimension}
    else:
        return list(keys)
    return [key for key in keys if text.index.dimensions.get(key, "") in wanted]


def row_of(text: Discourse, key: str, said: str) -> Thing:
    """The thing of a reference row, with the words that named it."""
    row = text.known.indicators[key]
    return Thing(
        indicator_id=key,
        name=row["name_vi"],
        said=said,
        dimension=text.index.dimensions.get(key, ""),
        known=True,
        topic=text.index.topics.get(key, ""),
    )


def own_row(text: Discourse, i: int, key: str) -> str:
    """The row of the seeds of which a row of the catalogue is the same at other prices."""
    if key in text.index.own:
        return key
    name = text.known.indicators[key]["name_vi"]
    nearly = fitting(text, i, text.index.nearly_named(name))
    return next((each for each in nearly if each in text.index.own), key)


def _best(text: Discourse, keys: Sequence[str], total: Thing | None) -> str:
    if total is not None:
        for key in keys:
            if key == total.indicator_id or text.index.is_part(key, total.indicator_id):
                return key
    return next((key for key in keys if key in text.dimensions), keys[0])


def _related(text: Discourse, key: str, total: Thing) -> bool:
    if text.index.is_part(key, total.indicator_id):
        return True
    return bool(total.topic) and text.index.topics.get(key) == total.topic
