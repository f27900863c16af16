"""The unit of a number of a text: one of units.csv, or a new one from the noun it counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

from doichieu.documents.draft import Row
from doichieu.documents.known import Known
from doichieu.documents.naming import slug
from doichieu.wording.comparisons import CK, PLAN
from doichieu.wording.numbers import Number
from doichieu.wording.set_apart import for_so_many
from doichieu.wording.surroundings import Surroundings
from doichieu.wording.text import composed
from doichieu.wording.units import MAGNITUDES, SPELLINGS, Size, UnitMention

FORMS: Mapping[Size, str] = {
    ("ratio", Fraction(1, 100)): "percent",
    ("points", Fraction(1, 100)): "point",
    ("ratio", Fraction(1)): "times",
}
# A noun after a number that no table knows ends here.
_NO_NOUN = frozenset(
    re.findall(
        r"\w+",
        """
        và của các những trên với cho trong tại ở về là có được đã đang sẽ cũng vẫn này đó đến tới
        do bởi theo vào ra lên xuống hơn mà thì như để khi nếu cả so đạt tăng giảm bằng gồm từ trở
        năm tháng quý ngày kế dự còn nhưng song mới qua nữa khác cùng the a an of in on at to for
        by with from and or that which were was is are over than while as per others this has times
        """,
    )
)
_WORD = re.compile(r"\s+([^\W\d_]+(?:-[^\W\d_]+)*)")


@dataclass(frozen=True)
class Counted:
    """The unit of a number: its id, its size, how it is printed, and why it is unsure.

    `new` is the row of a unit that units.csv does not have.
    """

    unit_id: str
    size: Size
    text: str
    doubt: str = ""
    new: Row | None = None

    @property
    def form(self) -> str:
        """What the unit allows: percent, point, times or amount."""
        return FORMS.get(self.size, "amount")


def unit_of(around: Surroundings, before: Sequence[Counted], known: Known) -> Counted | None:
    """The unit of a number; `before` are those of the numbers before it in its sentence."""
    number, line = around.number, around.line
    if short := _left_short(around, before, known):
        return short
    if number.unit is not None and not number.unit.bare:
        found = _of_mention(_meant(number.unit, around, before), known)
        if found and (so_many := _RATE_BEFORE.search(around.own)):
            return _rate_for(found, so_many, known)
        return _over_another(found, number, line, known) or _new(number.unit.text)
    in_vietnamese = number.unit is None and not line.isascii()
    if in_vietnamese and (found := _by_noun(number.end, line, known)):
        return found
    if number.unit is None and (whole := _OUT_OF.match(line, number.end)):
        return _after(line, whole.end(), known) or _by_noun(whole.end(), line, known)
    if number.unit is None and not number.farther and _GIVES_AGAIN.fullmatch(around.own):
        return before[-1] if before else None
    coefficient = bool(before) and before[-1].size == ("ratio", Fraction(1)) and not before[-1].text
    if number.unit is None and coefficient and _OF_A_YEAR.fullmatch(around.own):
        return before[-1]
    if number.unit is None and _AND_HURT.fullmatch(around.own):
        people = [one for one in before if known.dimension(one.unit_id) == "person"]
        if people:
            return people[-1]
    for mention in number.farther:
        if number.unit is None and _is_cut_off(around, mention):
            continue
        if number.unit is None and (found := _of_mention(mention, known)):
            return found
        if number.unit is not None and (found := _of_bare(number.unit, mention, known)):
            return found
    if number.unit is not None:
        if noun := known.unit_names.counted_after(line, number.unit.end):
            return _new(noun.text, number.unit)
        return _by_subject(around, known) or _of_magnitude(number.unit, before, known)
    if number.unit is None and COEFFICIENT.search(around.own):
        return _of_size(("ratio", Fraction(1)), known)
    counts = [
        one
        for one in before
        if one.form == "amount" and one.size[1] == 1 and one.size[0] not in ("vnd", "usd")
    ]
    if counts and _OTHERS.match(line, number.end):
        return counts[-1]
    if counts and _AND_SO_MANY.fullmatch(around.own):
        return replace(counts[-1], doubt="its unit is that of the number before it")
    amounts = [one for one in before if one.form == "amount"]
    if amounts and number.unit is None and _MORE_THAN.match(line, number.end):
        return amounts[-1]
    if amounts and _FROM.search(around.own):
        far_larger = amounts[-1].size[1] >= 10**6 and len(number.printed) > len("9.999")
        return _base_of(amounts[-1], known) if far_larger else amounts[-1]
    if included := _of_the_whole(around, before, known):
        return included
    found = _by_noun(number.end, line, known) or _by_subject(around, known)
    if found is None and number.unit is None and amounts and _CHANGED.search(around.own):
        # 1.187 hợp tác xã, tăng 26 so với cuối năm; 3 vụ, 5 người chết, tăng 1
        several = len({one.size for one in amounts}) > 1
        doubt = "its unit is that of one of several numbers before it" if several else ""
        return replace(amounts[-1], doubt=doubt or amounts[-1].doubt)
    return found


# "Số bác sĩ trên một vạn dân đạt 10,8 bác sĩ": the name says what the unit is divided by.
_RATE_BEFORE = re.compile(
    r"(?i)(?:\s?/\s?|\s+trên\s+)(?P<count>(?:(?:1|một)\s+)?vạn|10[.,]?000)\s+(?P<noun>dân)"
    r"[^,;:()0-9]{0,30}$"
)


# "Hệ số ICOR đạt 5,2": what leads to a coefficient, a number of times also where no unit says so.
COEFFICIENT = re.compile(
    r"(?i)(?<!\w)(?:hệ số|(?-i:ICOR|GINI|Gini))(?!\w)"
    r"(?:(?!(?<!\w)(?:tăng|giảm)(?!\w))[^,;:()]){0,60}$"
)


def _of_size(size: Size, known: Known) -> Counted | None:
    """The first unit of a size; None where units.csv has none."""
    names = known.unit_names.sizes
    return next((Counted(one, size, "") for one, found in names.items() if found == size), None)


# The level compared with leaves out its unit: "up from 24,500", "(cùng kỳ là 926)".
_OTHERS = re.compile(
    r"\s+(?:(?:[a-z]+\s+)?(?:others|ones)\b|khác\b|of (?:them|which|whom|these)\b"
    r"|(?:(?:were|had|have|that|which|who)\s+)?(?:[a-z]+ed|went|left)\b)"
)
# "Killed 11 people and injured 17"
_AND_SO_MANY = re.compile(r"\s*,?\s*(?:and|và)\s+(?:[^\W\d_]+\s+){1,3}")
# "Killed 11 people and injured 17": those are people too.
_AND_HURT = re.compile(r"(?i)\s*,?\s*(?:and\s+)?(?:killed|injured|wounded|hurt)\s+(?:another\s+)?")
_FROM = re.compile(
    r"(?i)(?:(?:up\s+|down\s+)?from(?:\s+(?:just|only|some|about))?|compared with"
    rf"|(?:cùng kỳ|{CK})(?:\s+(?:là|chỉ|đạt))*)\s*$"
)


# "14 out of 15 key indicators", "14/15 khoản thu"
_OUT_OF = re.compile(
    r"(?:\s+(?:out\s+)?of\s+(?:the\s+)?|\s?/\s?|\s+trên(?:\s+tổng(?:\s+số)?)?\s+|\s+trong(?:\s+tổng)?\s+số\s+)[0-9][0-9.,]*"
)
# A bracket that gives the same of a plan or of an earlier period: "10,5 (KH: 10,3)".
_GIVES_AGAIN = re.compile(
    rf"\s*\(\s*(?:{PLAN}|(?-i:CK)|(?i:cùng kỳ|năm (?:trước|ngoái)|last year))"
    r"(?i:\s+(?:năm|là|đạt|năm \d{4}|was|of))*\s*:?\s*"
)
# "Hệ số ICOR đạt 5,2 (năm 2022 là 6,1)", "thấp hơn năm 2022 (6,1)"
_OF_A_YEAR = re.compile(r"(?i)[,;]?[^;()]{0,40}(?:\(|(?<!\w)(?:năm|cùng kỳ|mức)(?!\w))[^;()]{0,30}")
# A list that shares the unit of its last number has no such words between.
_NO_LIST = re.compile(
    r"(?i)(?<!\w)(?:với|đạt|tổng|là|ước|có|được|trong đó|tăng|giảm|bằng|chiếm|vượt|gấp|with|worth"
    r"|up|down|rose|fell|or|accounting|making up|representing|numbered|numbering)(?!\w)"
)
_INCLUDES = re.compile(
    r"(?i)(?:including|comprising|with|of (?:which|whom|them)|among (?:them|these|which|whom)"
    r"|gồm|trong đó(?: có)?)"
    r"(?:,?\s+(?:the\s+)?[a-z]+(?:\s+[a-z]+)?\s+(?:numbered|totall?ed|reached|were)"
    r"(?:\s+(?:about|around|nearly|over|more than))?)?\W*$"
)
# "612 enterprises, 74 more than in 2022"
_MORE_THAN = re.compile(
    r"(?i)\s+(?:more|fewer|less|higher|lower)\s+(?:than\b|year[- ]on[- ]year\b|compared\b)"
)


def _after(line: str, end: int, known: Known) -> Counted | None:
    """The unit after a position, with words between."""
    names = known.unit_names
    mention = names.right_after(line, end) or names.later(line, end)
    return _of_mention(mention, known) if mention and not mention.bare else None


_CURRENCY = re.compile(r"\s?(?:U\.?S\.?)?(?:\$|VND|USD|EUR|€|£)\s?[0-9]")
_IS = re.compile(r"(?i)(?<!\w)(?:là|đạt|có|was|were|reached|totall?ed)\s+$")


def _is_cut_off(around: Surroundings, mention: UnitMention) -> bool:
    """Whether words around a number say that it does not share the unit of a later one."""
    if _CURRENCY.match(around.line, mention.start) or mention.text in ("$", "US$", "€", "£"):
        return True  # it is before the later number: 198 others added $1.64 billion
    between = around.line[around.number.end : mention.start]
    if not re.search(r"[0-9]", between):
        return False
    alone = _IS.search(around.own) and not around.is_listed
    return bool(alone or _NO_LIST.search(between))


def _of_the_whole(around: Surroundings, before: Sequence[Counted], known: Known) -> Counted | None:
    """The unit of the whole for a part of it: 3.9 million visitors, including 20,000 foreigners."""
    whole = next((one for one in reversed(before) if one.form == "amount"), None)
    if whole is None or not _INCLUDES.search(around.own):
        return None
    return _base_of(whole, known)


def _base_of(whole: Counted, known: Known) -> Counted | None:
    """The unit without its magnitude: visits for millions of visits."""
    name = known.units.get(whole.unit_id, {}).get("name_en", "")
    sizes = known.unit_names.sizes
    parts = [unit for unit, size in sizes.items() if size == (whole.size[0], Fraction(1))]
    part = next((unit for unit in parts if name.endswith(known.units[unit]["name_en"])), None)
    return Counted(part, sizes[part], whole.text) if part else None


# A change, with no words of its own between it and the number before.
_CHANGES = re.compile(
    r"(?i)\s*(?:(?:per|an?)\s+[a-z]+)?[,(]?\s*(?:(?:và|lại)\s+)?"
    r"(?:tăng|giảm|up|down|cao hơn|thấp hơn)[^,;]*"
)


_CHANGED = re.compile(r"(?i)(?:^|[,(])\s*(?:tăng|giảm|up|down)(?:\s+thêm)?\s*$")


def _left_short(around: Surroundings, before: Sequence[Counted], known: Known) -> Counted | None:
    """The unit of a change that leaves out what its level is divided by: 58 tạ/ha, tăng 1,2 tạ."""
    unit = around.number.unit
    last = next((one for one in reversed(before) if one.form == "amount"), None)
    if unit is None or last is None or "/" in unit.text or not _CHANGES.fullmatch(around.own):
        return None
    whole, *each = re.split(r"\s*/\s*|\s+(?:per|an?)\s+", last.text)
    if each and whole == unit.text:
        return last
    for dimension, factor in unit.sizes:
        size = (last.size[0], factor)
        if last.size[0].startswith(f"{dimension}_per_"):
            found = next((u for u, own in known.unit_names.sizes.items() if own == size), None)
            return Counted(found, size, unit.text) if found else None
    return None


_A_PERSON = re.compile(r"(?i)(?:đầu\s+)?người|per (?:capita|head|person)")


def _meant(mention: UnitMention, around: Surroundings, before: Sequence[Counted]) -> UnitMention:
    """The unit with what it leaves out, or without what the words do not give this number."""
    a_person = {size for size in mention.sizes if size[0].endswith("_per_person")}
    if not a_person or a_person == mention.sizes:
        return mention
    named = re.search(r"[^\W\d_]{2}", around.own.partition(",")[2] or around.own)
    goes_on = bool(before) and before[-1].size[0].endswith("_per_person") and ";" not in around.own
    named = named or re.match(r"\s+(?:higher|more|lower|less)\b", around.follows)
    meant = _A_PERSON.search(around.own) or (goes_on and named)
    return replace(mention, sizes=frozenset(a_person) if meant else mention.sizes - a_person)


# "đồng/kg", "m3/ngày"; not the year of "tấn/ha/năm".
_PER = re.compile(r"\s?/\s?([^\W\d_]+)")
# "VND7,800 per kilo", "VND9.4 million a month"
_PER_EN = re.compile(
    r"\s+(?:per|a|each|every)\s+(kilo(?:gram(?:me)?)?|kg|tonne|ton|lit(?:re|er)|hectare|month)\b"
)
_PER_NOUNS = {
    **dict.fromkeys(("kilo", "kilogramme", "kg"), "kilogram"),
    **{"ton": "tonne", "liter": "litre"},
}


def _over_another(found: Counted | None, number: Number, line: str, known: Known) -> Counted | None:
    """The unit with what it is divided by, also where units.csv does not have both."""
    if found is None or found.form != "amount":
        return found
    if so_many := for_so_many(line, number.after):
        return _rate_for(found, so_many, known)
    if each := _PER_EN.match(line, number.after):
        return _per_each(found, _PER_NOUNS.get(each[1], each[1]), known) or found
    per = _PER.match(line, number.after)
    if per is None or "/" in found.text:
        return found
    noun = known.unit_names.right_after(line, per.start(1))
    divisor = per.group(1) if noun is None or noun.bare else noun.text
    return _new(f"{known.units[found.unit_id]['name_vi']}/{divisor}")


def _rate_for(found: Counted, so_many: re.Match[str], known: Known) -> Counted:
    """The unit of so many things for so many people."""
    count = re.sub(r"(?i)(?:1|một)\s+(?=vạn)", "", so_many["count"])
    text = f"{found.text}/{count} {so_many['noun']}"
    mention = known.unit_names.right_after(text, 0)
    exact = mention is not None and mention.end == len(text)
    return (_of_mention(mention, known) if exact else None) or _new(text)


_MOVES_TO = re.compile(
    r"(?i)(?:[^,]{0,30},)?\s*to\s+(?:(?:about|around|nearly|over|just|only|more than)\s+)?"
)


def _per_each(found: Counted, noun: str, known: Known) -> Counted | None:
    """The unit of units.csv for so much a kilogram, a month; None where it has none."""
    name = known.units[found.unit_id].get("name_en") or found.text
    names = {f"{name} a {noun}", f"{name} a person a {noun}"}
    for unit, size in known.unit_names.sizes.items():
        if known.units[unit].get("name_en") in names:
            return Counted(unit, size, found.text)
    return None


def _by_subject(around: Surroundings, known: Known) -> Counted | None:
    """The noun that the words before the number count: "số doanh nghiệp thành lập là 1.640"."""
    # "Enterprises that closed fell by 7%, to 140"
    said = around.clause if _MOVES_TO.fullmatch(around.own) else around.own
    opening = re.search(r"(?i)(?<!\w)(?:số(?:\s+lượng)?|tổng số|number of|lượng)(?=\s)", said)
    starts = [opening.end()] if opening else []
    if around.line.isascii():
        starts += [0, *(match.start() for match in re.finditer(r"\s", said))]
    for start in starts:
        mention = known.unit_names.right_after(said, start)
        if mention is None or mention.bare or any(size[1] != 1 for size in mention.sizes):
            continue
        magnitude = around.number.unit
        found = _of_bare(magnitude, mention, known) if magnitude else _of_mention(mention, known)
        if found is not None and found.form == "amount":
            return replace(found, doubt="its unit is the noun before it")
    return None


def _of_mention(mention: UnitMention, known: Known) -> Counted | None:
    """The unit that a text prints: of those of its size the one whose name fits best."""
    names = known.unit_names.sizes
    fitting = [unit for unit, size in names.items() if size in mention.sizes]
    if not fitting:
        return None
    text = _plain(mention.text)
    best = max(fitting, key=lambda unit: _fit(text, known.units[unit]))
    return Counted(best, names[best], mention.text)


def _fit(text: str, row: Row) -> tuple[int, int]:
    """How well the name of a unit fits the printed one: in full, as its beginning, as a part."""
    aliases = [*row.get("aliases", "").split("|"), row.get("name_en", "")]
    best = (0, 0)
    for rank, names in ((1, aliases), (2, [row["name_vi"]])):
        for name in map(_plain, names):
            if not name:
                continue
            if name == text:
                best = max(best, (4 + rank, 0))
            elif _is_spelt(text, name):
                best = max(best, (3, 0))
            elif text.startswith(name + " "):
                best = max(best, (2, len(name)))
            else:
                best = max(best, (1, 10 * _shared_words(text, name) - len(name.split())))
    return best


def _is_spelt(text: str, name: str) -> bool:
    """Whether a noun is another word for the noun that a unit's name ends with."""
    groups = ({word.lower() for word in group} for group in SPELLINGS)
    return any(text in group and name.split()[-1] in group for group in groups)


def _shared_words(text: str, name: str) -> int:
    """How many words two units have in common from their first on."""
    pairs = zip(text.split(), name.split(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _of_bare(magnitude: UnitMention, mention: UnitMention, known: Known) -> Counted | None:
    """A magnitude whose noun comes later: 5,2 triệu … lượt khách."""
    sizes = frozenset(
        (dimension, magnitude.factor or Fraction(1)) for dimension, _ in mention.sizes
    )
    text = f"{magnitude.text} {mention.text}"
    return _of_mention(UnitMention(text, mention.start, mention.end, sizes), known)


def _of_magnitude(
    magnitude: UnitMention, before: Sequence[Counted], known: Known
) -> Counted | None:
    """A magnitude without a noun: money in the short form of reports, or as the number before."""
    sizes = known.unit_names.sizes
    factor = magnitude.factor or Fraction(1)
    last = next((one for one in reversed(before) if one.form == "amount"), None)
    if last is not None and last.size[1] == factor:
        return Counted(last.unit_id, last.size, magnitude.text)
    if last is not None and last.size[1] > 1:
        if last.size[1] == factor:
            return replace(last, text=magnitude.text, doubt="")
        for unit, size in sizes.items():
            if size == (last.size[0], factor):
                return Counted(unit, size, magnitude.text)
    money = next((unit for unit, size in sizes.items() if size == ("vnd", factor)), None)
    if money is None:
        return None
    doubt = "" if factor >= 10**9 else f"what is counted in {magnitude.text!r} is not said"
    return Counted(money, sizes[money], magnitude.text, doubt)


def _by_noun(end: int, line: str, known: Known) -> Counted | None:
    """A unit of the noun directly after a number, which units.csv does not have."""
    if counted := known.unit_names.counted_after(line, end):
        return _new(counted.text)
    if line.isascii():
        match = re.match(r"(?:\s+[a-z-]+){0,2}?\s+([a-z][a-z-]+s)\b", line[end:])
        return _new(match.group(1)) if match and match.group(1) not in _NO_NOUN else None
    words: list[str] = []
    while len(words) < 2 and (match := _WORD.match(line, end)):
        word = match.group(1)
        if word.lower() in _NO_NOUN or word.lower() in MAGNITUDES or word[0].isupper():
            break
        words.append(word.lower())
        end = match.end()
    return _new(" ".join(words)) if words else None


def _new(text: str, magnitude: UnitMention | None = None) -> Counted:
    """A new unit for a counted noun, which may have a magnitude before it."""
    noun = " ".join(text.lower().split())
    name = f"{magnitude.text} {noun}" if magnitude else noun
    factor = magnitude.factor if magnitude and magnitude.factor else Fraction(1)
    unit_id = slug(name)
    row = {
        "unit_id": unit_id,
        "name_vi": "" if name.isascii() else name,
        "name_en": name if name.isascii() else "",
        "aliases": "",
        "dimension": slug(noun),
        "factor": str(factor),
    }
    return Counted(unit_id, (slug(noun), factor), text, f"the unit {name!r} is new", row)


_SPELT = {"ngàn": "nghìn", "tỉ": "tỷ"}


def _plain(text: str) -> str:
    words = composed(text).lower().replace("…", " ").split()
    return " ".join(_SPELT.get(word, word) for word in words)
