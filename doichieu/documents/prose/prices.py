"""The same thing at other prices: "…; theo giá hiện hành đạt 54.870 tỷ đồng"."""

import re

from doichieu.documents.prose.antecedents import called_again
from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.new_things import create
from doichieu.documents.prose.reference_rows import fitting, row_of
from doichieu.documents.prose.things import Thing

_PRICES = r"(?:(?:tính|và)\s+)*(?:theo\s+)?giá\s+(?P<which>so sánh|cố định|hiện hành)"
_ONLY_PRICES = re.compile(rf"(?i){_PRICES}")
_AT_PRICES = re.compile(rf"(?i)[\s,(]*{_PRICES}(?:\s+(?:năm\s+)?[0-9]{{4}})?\)?")


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
