"""What half of a name, or none, is about: a quantity, a part of a list, nothing said again."""

import re
from itertools import islice

from doichieu.documents.prose.antecedents import called_again, called_shorter, sibling
from doichieu.documents.prose.discourse import (
    CHANGES,
    GIVEN_AGAIN,
    GROWTH,
    LEVELS,
    RATIOS,
    Discourse,
)
from doichieu.documents.prose.economy import economy, says_economic_growth, says_growth_alone
from doichieu.documents.prose.heads import (
    OF_UNIT,
    bare_quantity,
    has_head,
    part_name,
    vietnamese_quantity,
)
from doichieu.documents.prose.new_things import create, full_name
from doichieu.documents.prose.phrases import trimmed
from doichieu.documents.prose.reference_rows import fitting, own_row, row_of
from doichieu.documents.prose.things import (
    Thing,
    beginnings,
    closes,
    lower,
    measures_so,
    names_of_thing,
    of_thing,
)

_LONGEST_TOPIC = 3
# A quantity without its thing is one of so many things that were named last.
_MOST_OWNERS = 20
# "Vốn thực hiện", of what the paragraph is about: FDI.
_CAPITAL_OF = re.compile(r"(?i)(?<!\w)vốn\s+(?:thực hiện|đăng ký|giải ngân)$")
_HAS_CAPITAL = re.compile(
    r"(?i)(?<!\w)(?:dự án|doanh nghiệp|hợp tác xã|project|enterprise)s?(?!\w)"
)


def quantity_of_known(text: Discourse, i: int, call: str) -> Thing:
    """A quantity of what was named before: "sản lượng" after "lúa đông xuân 500 ha"."""
    plain = bare_quantity(call)
    phrase = text.phrases[i]
    for topic in (*phrase.forms[:-1], *phrase.topics):
        about = topic.removesuffix(call).strip(" ,")
        for composed in (*(f"{plain} {each}" for each in beginnings(about)), about):
            keys = (*text.index.named(composed), *text.index.nearly_named(composed))
            for key in fitting(text, i, keys):
                return row_of(text, own_row(text, i, key), call)
    if phrase.fresh and (topic := _before_colon(text, i)):
        name = f"{plain} {lower(topic)}"
        return called_again(text, i, name) or create(text, i, name, name)
    for thing in islice(text.owners(i), _MOST_OWNERS):
        vietnamese = vietnamese_quantity(plain) if thing.known else ""
        for composed in (*of_thing(plain, thing), *of_thing(vietnamese or plain, thing)):
            for keys in (text.index.named(composed), text.index.nearly_named(composed)):
                for key in fitting(text, i, keys):
                    return row_of(text, key, call)
            if (again := called_again(text, i, composed)) is not None:
                return again
    if text.opens_clause(i) and (before := called_shorter(text, i, call)) is not None:
        return before
    keys = fitting(text, i, text.index.named(call))
    if keys:
        return row_of(text, keys[0], call)
    if text.opens_clause(i) and _CAPITAL_OF.search(plain):
        for key in fitting(text, i, text.index.completed(call, text.said_before(i))):
            return row_of(text, own_row(text, i, key), call)
    here = text.here(i)
    things = list(islice(text.recent(i), _MOST_OWNERS))
    if not phrase.fresh:
        things.insert(0, text.found[-1].thing)
    latest = next((thing for thing in things if thing in here), next(iter(things), None))
    if latest not in here:
        text.unsure = text.unsure or f"the words say only “{call}”"
    if latest is None:
        return create(text, i, call, call)
    return create(text, i, f"{plain} {names_of_thing(latest)[0]}", call)


def _before_colon(text: Discourse, i: int) -> str:
    """The thing that a paragraph opens with before a colon: "Thanh long: diện tích 9.120 ha"."""
    phrase = text.phrases[i]
    topic = phrase.topics[0] if phrase.topics and phrase.gap.count(":") == 1 else ""
    short = 0 < len(topic.split()) <= _LONGEST_TOPIC and "," not in topic
    return topic if short and not has_head(topic, text.dimension(i)) else ""


def part_without_quantity(text: Discourse, i: int, call: str) -> Thing:
    """Something that is named without its quantity."""
    total, dimension = text.context(), text.dimension(i)
    if total is not None and (part := sibling(text, total, call)) is not None:
        return part
    name = ""
    if total is not None and (not dimension or total.dimension in ("", dimension)):
        name = part_name(lower(call), full_name(text, total), total.said)
    if name and (total is text.total or not called_again(text, i, call)):
        of = total.indicator_id if total else ""
        return called_again(text, i, name) or create(text, i, name, call, of=of)
    if (again := called_again(text, i, call)) is not None:
        return again
    unit = text.unit_dimension(i) if text.figures[i].measure in LEVELS else ""
    name = f"{OF_UNIT[unit]} {lower(call)}" if unit in OF_UNIT else call
    for key in fitting(text, i, text.index.named(name)):
        return row_of(text, key, call)
    return called_again(text, i, name) or create(text, i, name, call)


def inherited(text: Discourse, i: int) -> Thing:
    """What the words before were about."""
    phrase, dimension = text.phrases[i], text.dimension(i)
    if text.figures[i].measure in GROWTH:
        if says_economic_growth(text, i):
            return economy(text)
        if not text.found and says_growth_alone(text, i):
            text.unsure = "no words name it"
            return economy(text)
    if not text.found:
        text.unsure = "no words name it"
        return create(text, i, trimmed(phrase.gap) or "chỉ tiêu chưa rõ", "")
    last = text.found[-1].thing
    if phrase.fresh:
        last = text.main or last
        if dimension and last.dimension not in ("", dimension):
            last = next((thing for thing in text.recent(i) if thing.dimension == dimension), last)
    elif text.before_bracket is not None and closes(phrase.gap):
        last = text.before_bracket
    in_percent = not dimension and last.dimension in ("", *RATIOS)
    if text.figures[i].measure in CHANGES and (in_percent or not dimension):
        return last
    if text.figures[i].measure in GIVEN_AGAIN and dimension not in ("", last.dimension):
        return next((thing for thing in text.recent(i) if thing.dimension == dimension), last)
    if text.figures[i].measure in CHANGES and dimension != last.dimension:
        last = next((thing for thing in text.recent(i) if thing.dimension == dimension), last)
        if last not in text.here(i):
            text.unsure = "the paragraph names nothing in its unit"
        return last
    if text.figures[i].measure in GIVEN_AGAIN | CHANGES:
        return last
    if text.figures[i].measure == "share_pct" and text.follows_fraction(i):
        return text.found[-2].thing
    if dimension and not measures_so(last, dimension):
        text.unsure = "no words name it, and its unit is another one than before"
        unit = "vốn" if _HAS_CAPITAL.search(last.name) else OF_UNIT.get(dimension, "")
        for composed in of_thing(unit, last) if unit else ():
            for key in fitting(text, i, text.index.named(composed)):
                return row_of(text, key, composed)
        name = f"{unit} {lower(last.name)}" if unit else f"{last.name} ({_unit_name(text, i)})"
        return called_again(text, i, name) or create(text, i, name, "")
    return last


def _unit_name(text: Discourse, i: int) -> str:
    unit_id = text.figures[i].unit_id
    return text.known.units.get(unit_id, {}).get("name_vi") or unit_id
