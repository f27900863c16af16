"""Units of which a text prints only the magnitude."""

from doichieu.documents.prose.discourse import Discourse
from doichieu.documents.prose.things import Thing


def leaves_unit_short(text: Discourse, i: int, thing: Thing) -> bool:
    """Whether the text leaves out a part of the unit: what is counted, or "a person"."""
    return text.lacks_unit(i) or thing.dimension.startswith(f"{text.dimension(i)}_per_")


def whole_unit(text: Discourse, i: int, thing: Thing) -> str:
    """The unit of a number that has only a magnitude, by what it is about: of several of the
    same size the one that counts the same ("million_visits" as "thousand_visits")."""
    unit = text.around[i].number.unit
    given = text.known.unit_names.sizes.get(text.figures[i].unit_id)
    bare = unit is not None and unit.bare
    size = (thing.dimension, unit.factor if unit and bare else given[1] if given else None)
    same = [key for key, each in text.known.unit_names.sizes.items() if each == size]
    noun = text.known.indicators.get(thing.indicator_id, {}).get("unit_id", "").split("_")[-1]
    return next(
        (key for key in same if noun and key.removesuffix("s").endswith(noun.removesuffix("s"))),
        "".join(same[:1]),
    )
