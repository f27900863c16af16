"""Meat behind a herd: "đàn lợn có 382 nghìn con, sản lượng thịt hơi xuất chuồng 52 nghìn tấn"."""

import re

from doichieu.documents.prose.antecedents import called_again
from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.new_things import create
from doichieu.documents.prose.reference_rows import fitting, row_of
from doichieu.documents.prose.things import Thing

_MEAT = re.compile(
    r"(?i)(?P<head>(?:sản lượng\s+)?thịt)"
    r"(?P<rest>(?:\s+hơi)?(?:\s+(?:xuất chuồng|giết bán|xuất bán))?)"
)
_HERD = re.compile(r"(?i)(?:tổng\s+)?đàn\s+(?P<animal>[^,;()]+)")


def meat_of_the_herd(text: Discourse, i: int) -> Thing | None:
    """The meat of the animals that the clause is about, where its own words name none."""
    phrase = text.phrases[i]
    meat = _MEAT.fullmatch(phrase.forms[0]) if phrase.forms else None
    if meat is None or phrase.fresh or ";" in phrase.gap or not text.found:
        return None
    herd = _HERD.fullmatch(text.found[-1].thing.name)
    if herd is None:
        return None
    name = f"{meat['head']} {herd['animal']}{meat['rest']}"
    for key in fitting(text, i, (*text.index.named(name), *text.index.nearly_named(name))):
        return row_of(text, key, name)
    return called_again(text, i, name) or create(text, i, name, name)
