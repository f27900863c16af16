"""The prices that things are measured at, by the words around their numbers."""

import re
from collections.abc import Collection, Sequence

from doichieu.documents.prose.antecedents import called_again
from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.new_things import create
from doichieu.documents.prose.reference_rows import fitting, own_row, row_of
from doichieu.documents.prose.things import Thing
from doichieu.wording.comparisons import comparisons

_PRICES = r"(?:(?:tính|và)\s+)*(?:theo\s+)?giá\s+(?P<which>so sánh|cố định|hiện hành)"
_ONLY_PRICES = re.compile(rf"(?i){_PRICES}")
# "Đạt 150 tỷ đồng theo giá hiện hành", "tăng 6,5% so với cùng kỳ (giá so sánh)"
_AT_PRICES = re.compile(rf"(?i)[\s,(]*{_PRICES}(?:\s+(?:năm\s+)?[0-9]{{4}})?\)?")


_ENDS = re.compile(rf"(?i){_PRICES}(?:\s+(?:năm\s+)?[0-9]{{4}})?\s*$")
_NEXT_ITEM = re.compile(r"[^;:()]*")


def at_named_prices(text: Discourse, i: int, thing: Thing) -> Thing:
    """The row of a thing at the prices that words name: at the end of its name, behind its number,
    behind the list that its number is in, or for the total of its list."""
    return _at_prices(text, i, thing, _named(text, i, thing))


def each_at_prices(
    text: Discourse, group: Sequence[int], things: Sequence[Thing], names: str
) -> list[Thing]:
    """The things of figures side by side at the prices that the list of their names ends with."""
    own = _ENDS.search(names)
    which = own["which"].lower() if own else ""
    return [_at_prices(text, i, thing, which) for i, thing in zip(group, things, strict=True)]


def without_prices(names: str) -> str:
    """A list of names without the prices that it ends with."""
    return _ENDS.sub("", names).rstrip()


def is_at_prices(text: Discourse, key: str, others: Collection[str]) -> bool:
    """Whether a row is one of others at prices that its name says."""
    return any(
        key in text.index.named(f"{name} theo giá {which}")
        for other in others
        for name in text.index.names.get(other, ())
        for which in ("so sánh", "hiện hành")
    )


def _at_prices(text: Discourse, i: int, thing: Thing, which: str) -> Thing:
    if not which or re.search(rf"(?i){_PRICES}", thing.name):
        return thing
    names = (thing.name, thing.said, *text.index.names.get(thing.indicator_id, ()))
    for name in dict.fromkeys(names):
        for key in fitting(text, i, text.index.named(f"{name} theo giá {which}")):
            return row_of(text, own_row(text, i, key), thing.said)
    return thing


def _named(text: Discourse, i: int, thing: Thing) -> str:
    """The prices that the words name for a figure; blank where they name none."""
    phrase = text.phrases[i]
    own = _ENDS.search(phrase.forms[0]) if phrase.forms else None
    for j in range(i, len(text.figures)):
        own = own or _AT_PRICES.match(_without_comparison(text.around[j].follows))
        if own or j + 1 == len(text.figures) or not _is_next_item(text, j + 1):
            break
    total = text.total
    if (
        own is None
        and total is not None
        and text.index.is_part(thing.indicator_id, total.indicator_id)
    ):
        own = _ENDS.search(total.name)
    return own["which"].lower() if own else ""


def _without_comparison(text: str) -> str:
    first = next(iter(comparisons(text)), None)
    return text[first.end :] if first is not None and first.start <= 1 else text


def _is_next_item(text: Discourse, j: int) -> bool:
    """Whether a figure is the next of a list of the same measure, one after another."""
    phrase, last = text.phrases[j], text.figures[j - 1]
    same = text.figures[j].measure == last.measure and text.figures[j].unit_id == last.unit_id
    return same and not phrase.fresh and _NEXT_ITEM.fullmatch(phrase.gap) is not None


def at_other_prices(text: Discourse, i: int) -> Thing | None:
    """What the words before were about, at the prices that are all a figure's own words name."""
    phrase = text.phrases[i]
    only = _ONLY_PRICES.fullmatch(phrase.forms[0]) if phrase.forms else None
    thing = text.main if phrase.fresh else text.found[-1].thing if text.found else None
    if only is None or thing is None:
        return None
    name = f"{_AT_PRICES.sub('', thing.name)} theo giá {only['which'].lower()}"
    for key in fitting(text, i, text.index.named(name)):
        return row_of(text, key, name)
    return called_again(text, i, name) or create(text, i, name, name)
