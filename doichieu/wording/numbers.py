"""The numbers of a text: the place of each, its sign, its unit, and the rule that sets it apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from doichieu.wording.set_apart import CONVERSION, GLUED_FOOTNOTE, RULES, Rule
from doichieu.wording.text import composed, sentences
from doichieu.wording.units import FOOTNOTE, Size, UnitMention, UnitNames

# The longest run of digits with single marks between them: in "1.690,5", "690" is no number.
# A no-break space may also separate groups of three digits.
_RUN = r"(?:[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)*"
_NUMBER = re.compile(rf"(?<![0-9]){_RUN}")
GROUP_SPACES = re.compile("[ \u00a0\u202f\u2009]")
# Groups of three digits that plain spaces part, and the digits after the decimal mark.
_PARTED = re.compile(
    r"(?<![0-9.,/])(?<![0-9] )(?P<first>[0-9]{1,3})(?: [0-9]{3})+(?P<rest>[.,][0-9]+)?"
    r"(?![0-9.,]*[0-9])"
)
# What may stand between numbers of a list or a range that share their unit.
_LISTED = re.compile(r"\s*(?:[,;]|[-–—]|(?:và|hoặc|đến|tới|lên|xuống|and|or|to)(?!\w))\s*")
# A number that names one of several, before a count of its own: "khu vực 2 350 hộ".
_NUMBERED = re.compile(
    r"(?i)(?<!\w)(?:khu vực|vùng|khu|khối|tổ|nhóm|hạng|loại|bậc|lớp|đợt|lô|đội|cụm|quận|phường"
    r"|giai đoạn|(?<!tổng )số|zone|area|region|group|district|phase|class|grade|block"
    r"|stage|type|no\.)\s$"
)
_MARKED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])")
_HYPHENS = "-‑"
_MINUS = _HYPHENS + "−–"
_NEGATIVE_WORD = re.compile(r"(?i)(?<!\w)âm\s+$")
# What lowers something by a number of points: "làm giảm tăng trưởng chung 0,3 điểm".
_LOWERS = re.compile(
    r"(?i)(?<!\w)(?:(?:làm|kéo|khiến|tác động|góp)(?:\s+[^\W\d_]+)*?\s+giảm"
    r"(?:\s+(?!(?:và|nhưng)\s)[^\W\d_]+)*|âm|(?:subtract|shav)\w*(?:\s+[a-z]+){0,4}"
    r"|(?:dragg|pull|lower|reduc)(?:ed|ing|es|s)(?:\s+[a-z]+){0,8}\s+by)\s+$"
)
_LOWERS_REACH = 200
# What may stand between two numbers that share the unit of the second.
_SHARES_UNIT = re.compile(
    r"\s*(?:[,;]\s|[-–—/]|(?:và|đến|tới|hoặc|lên|xuống|còn|sang|to|and|or)\s)[^.!?…0-9]*$"
    # "17 domestic and 11 foreign projects"
    r"|\s+(?!(?:of|in|to|from|for|with|by|at|on|the|a)\s)[a-z-]+\s+and\s+(?:[a-z]+\s+){0,2}$"
)
_MOST_WORDS_SHARED = 8
_RANGE = re.compile(r"\s*(?:[-–—]|đến|tới|to|and|và)\s*")
# "14/15", "14 trên tổng số 15"
_SLASH = re.compile(r"(?i)\s?/\s?|\s+trên(?:\s+tổng(?:\s+số)?)?\s+|\s+trong(?:\s+tổng)?\s+số\s+")


@dataclass(frozen=True)
class Number:
    """A number of the text.

    `printed` is its digits and marks with its sign; `readings` all the ways in which a row may
    print it. `index` counts in reading order. `whole` is false where it is a piece of something
    else (A690). `unit` is the unit directly at it, or None; `farther` are units that it may have
    from words further on, from the list or the bracket that it belongs to. `range_with` is the
    index of the other end of a range that it opens, `sum_with` that of the next part of the same
    amount ("5.312 tỷ 600 triệu đồng"), `fraction_with` that of the denominator.
    """

    index: int
    printed: str
    readings: frozenset[str]
    paragraph: int
    start: int
    end: int
    whole: bool
    unit: UnitMention | None
    farther: tuple[UnitMention, ...]
    rule: Rule | None
    range_with: int | None = None
    sum_with: int | None = None
    fraction_with: int | None = None

    @property
    def after(self) -> int:
        """Where the words after the number and its unit begin."""
        return max(self.end, self.unit.end if self.unit else self.end)

    @property
    def before(self) -> int:
        """Where the words before the number, and before its currency, end."""
        return min(self.start, self.unit.start if self.unit else self.start)

    @property
    def is_ratio(self) -> bool:
        """Whether the number is in percent, points or times."""
        return self.unit is not None and any(
            size[0] in ("ratio", "points") for size in self.unit.sizes
        )

    def has(self, size: Size) -> bool:
        """Whether the text prints the number in this unit."""
        if self.unit is not None and not self.unit.bare:
            return size in self.unit.sizes
        # A year or a document's number does not become a figure by a word further on.
        if self.rule is not None and not self.rule.with_unit and self.unit is None:
            return False
        if self.unit is not None:
            sizes = {size for unit in self.farther for size in unit.sizes}
            return (self.unit.factor == size[1] and size[0] not in ("ratio", "points")) or (
                size in {(dimension, self.unit.factor) for dimension, _ in sizes}
            )
        return any(size in unit.sizes for unit in self.farther)


def lowering(text: str) -> str:
    """The words at the end of a text that say that the points after them lower something; blank
    where there are none."""
    match = _LOWERS.search(text[-_LOWERS_REACH:])
    return match.group().strip() if match else ""


def plain(printed: str) -> str:
    """A printed number in composed form, with a plain minus instead of any other."""
    text = composed(printed).strip()
    return "-" + text[1:] if text[:1] and text[0] in _MINUS else text


def numbers(lines: Sequence[str], units: UnitNames) -> list[Number]:
    """Every number of the paragraphs, in reading order."""
    found: list[Number] = []
    declared: dict[tuple[str, frozenset[Size]], UnitMention] = {}
    marked = any(_MARKED.search(line) for line in lines)
    for paragraph, line in enumerate(lines, start=1):
        here = _declared_units(line, units)
        if not _NUMBER.search(line) and here:
            for _, unit in here:
                declared.setdefault((unit.text, unit.sizes), unit)
        first = len(found)
        covers = _covers(line)
        for span in _spans(line, units, covers, marked):
            before = tuple(unit for end, unit in here if end <= span[0])[-1:]
            number = _number(len(found), line, paragraph, span, units, covers)
            if number.unit is None:
                number = replace(number, farther=(*number.farther, *(before or declared.values())))
            found.append(_with_short_unit(number, line, units))
        _relate(found, first, line)
    return found


def _spans(
    line: str,
    units: UnitNames,
    covers: Sequence[tuple[Rule, tuple[int, int]]],
    marked: bool,
) -> list[tuple[int, int]]:
    """Where the numbers of a line stand. Groups that plain spaces part are one number where a unit
    follows them or the last of their list, and the first is no day, month or name: "1 250 000 tấn".
    Two groups without decimals ("1 250 tấn") are two numbers in a text that marks its groups in
    another way."""
    spans = [match.span() for match in _NUMBER.finditer(line)]
    joined: list[int] = []
    for match in reversed(list(_PARTED.finditer(line))):
        start, end = match.span()
        sure = match["rest"] is not None or match.group().count(" ") > 1 or not marked
        named = any(opens <= start and match.end("first") <= stop for _, (opens, stop) in covers)
        if not sure or named or _is_glued(line, start) or _NUMBERED.search(line, 0, start):
            continue
        listed = _LISTED.match(line, end)
        if _has_amount(line, start, end, units) or (listed and listed.end() in joined):
            joined.append(start)
            spans = [one for one in spans if one[1] <= start or end <= one[0]]
            spans.append((start, end))
    return sorted(spans)


def _has_amount(line: str, start: int, end: int, units: UnitNames) -> bool:
    """Whether an amount stands at these digits; a rate of four digits is none."""
    unit = units.right_after(line, end)
    if unit is None:
        return units.before(line, start) is not None
    return not any(dimension in ("ratio", "points") for dimension, _ in unit.sizes)


# After these words an amount is one a person, even where "/người" is left out.
_A_PERSON = re.compile(
    r"(?i)bình quân\s+(?:mỗi\s+|một\s+|1\s+|trên\s+)?(?:đầu\s+)?người|/\s?người"
    r"|per (?:capita|head|person)"
)
_POINTS = re.compile(r"(?i)điểm\s+(?:phần trăm|%)|percentage[\s-]points?")
_PERCENT_EN = re.compile(r"(?i)[0-9](?:\s?%|[\s-]per\s?cent)")
# "2,98 điểm;" are points of a percentage, "3 điểm trường" and "điểm số" are none.
_POINT = re.compile(
    r"(?i)\s+points?\b|\s*điểm(?=\s*(?:$|[,.;:()]|(?:so|vào|trong|của|và|cho)(?!\w)))"
)

# Marks and scores have points of their own: "điểm trung bình đạt 6,42 điểm".
_SCORED = re.compile(
    r"(?i)(?<!\w)(?:điểm\s+(?:trung bình|bình quân|số|thi|chuẩn)|PCI|PAPI|SIPAS|DDCI|PAR"
    r"|cải cách hành chính|năng lực cạnh tranh|hài lòng)(?!\w)[^;.]*$"
)


def _with_short_unit(number: Number, line: str, units: UnitNames) -> Number:
    """The number with what its unit leaves out, for the words before it have it in full."""
    unit = number.unit
    before = line[: number.start]
    if unit is None or not unit.sizes:
        short = _POINT.match(line, number.end)
        english = short is not None and short.group().isascii() and _PERCENT_EN.search(before)
        of_rate = _POINTS.search(before) and not _SCORED.search(before)
        if short is None or not (of_rate or english):
            return number
        sizes = frozenset(size for size in units.sizes.values() if size[0] == "points")
        points = UnitMention(short.group().strip(), number.end, short.end(), sizes)
        readings = number.readings | _lowered(before, number.readings, (points,))
        return replace(number, unit=points, readings=readings)
    opens = max((start for start, _ in sentences(line) if start <= number.start), default=0)
    if unit.bare or not _A_PERSON.search(line[opens : number.start]):
        return number
    known = {size[0] for size in units.sizes.values()}
    more = {
        (f"{dimension}_per_person", factor)
        for dimension, factor in unit.sizes
        if f"{dimension}_per_person" in known
    }
    return replace(number, unit=replace(unit, sizes=unit.sizes | more)) if more else number


@lru_cache(maxsize=64)
def _covers(line: str) -> tuple[tuple[Rule, tuple[int, int]], ...]:
    """Where the rules match; cached, for one text is often compared several times."""
    return tuple((rule, match.span()) for rule in RULES for match in rule.pattern.finditer(line))


def _declared_units(line: str, units: UnitNames) -> list[tuple[int, UnitMention]]:
    return [(unit.end, unit) for unit in units.declared(line)]


def _number(
    index: int,
    line: str,
    paragraph: int,
    span: tuple[int, int],
    units: UnitNames,
    covers: Iterable[tuple[Rule, tuple[int, int]]],
) -> Number:
    digits, end = span
    after = mark.end() if (mark := FOOTNOTE.match(line, end)) else end
    start, readings = _signed(line, digits, end)
    currency = units.before(line, start)
    unit: UnitMention | None = None
    farther: tuple[UnitMention, ...] = ()
    if currency is not None:
        opens = start - len(currency[0]) - (line[start - 1 : start].isspace())
        unit = units.of_currency(line, opens, after, currency[1])
    else:
        unit = units.right_after(line, after)
    if unit is None:
        later = units.later(line, after)
        farther = (later,) if later else ()
        if later is None:
            unit = units.counted_after(line, after)
    elif unit.bare and (later := units.later(line, after)):
        farther = (later,)
    named = unit is not None and bool(unit.sizes)
    rule = next(
        (
            rule
            for rule, (opens, stop) in covers
            if opens <= digits and end <= stop and (not named or rule.with_unit)
        ),
        None,
    )
    return Number(
        index=index,
        printed=plain(line[start:end]),
        readings=readings | _lowered(line[:start], readings, (unit, *farther)),
        paragraph=paragraph,
        start=start,
        end=end,
        whole=currency is not None or start != digits or not _is_glued(line, digits),
        unit=unit,
        farther=farther,
        rule=None if currency is not None else rule,
    )


def _signed(line: str, digits: int, end: int) -> tuple[int, frozenset[str]]:
    """Where the number begins with its sign, and the ways in which a row may print it."""
    run = line[digits:end]
    spaced = GROUP_SPACES.search(run)
    plains = [run, *(GROUP_SPACES.sub(mark, run) for mark in (".", ",", "") if spaced)]
    start = digits
    signs = {""}
    sign = line[digits - 1 : digits]
    before = line[: digits - 1]
    free = not before or before[-1].isspace() or before[-1] in "([:;"
    if sign == "+" and free:
        start, signs = digits - 1, {"+", ""}
    elif sign and sign in _MINUS and free and not before.rstrip()[-1:].isdigit():
        start, signs = digits - 1, {"-"}
        if not before:
            signs.add("")  # The dash may be a list mark, not a minus.
    elif sign.isspace() and (
        spaced_sign := re.search(r"(?:^|[\s(\[:;])([-‑−–])\s$", line[:digits])
    ):
        if not line[: spaced_sign.start(1)].rstrip()[-1:].isdigit():
            signs = {"-", ""}
    elif _NEGATIVE_WORD.search(line[:digits]):
        signs = {"-", ""}
    return start, frozenset(sign + each for sign in signs for each in plains)


def _lowered(
    before: str, readings: frozenset[str], units: Sequence[UnitMention | None]
) -> frozenset[str]:
    """The readings with a minus, where points lower something: làm giảm 0,3 điểm."""
    in_points = any(size[0] == "points" for unit in units if unit for size in unit.sizes)
    if not in_points or not lowering(before):
        return frozenset()
    return frozenset(f"-{reading}" for reading in readings if reading[:1] not in "+-")


def _is_glued(line: str, digits: int) -> bool:
    """Whether letters touch the digits: A690, or Covid-19 with its hyphen."""
    before = line[:digits]
    if before[-1:] and before[-1] in _HYPHENS:
        before = before[:-1]
    return before[-1:].isalpha() or before[-1:] == "_"


def _relate(found: list[Number], first: int, line: str) -> None:
    """Pair the numbers of a paragraph: ranges, fractions, parts of a sum, shared units."""
    for i in reversed(range(first, len(found) - 1)):
        number, following = found[i], found[i + 1]
        gap = line[number.end : following.start]
        if _SLASH.fullmatch(gap) and number.rule is None:
            found[i] = replace(number, fraction_with=i + 1, unit=following.unit)
            found[i] = replace(found[i], farther=following.farther)
            continue
        if (
            number.unit is not None
            and following.start <= number.unit.end
            and (
                following.start == number.unit.end
                and GLUED_FOOTNOTE.pattern.match(line, following.start)
            )
        ):
            found[i + 1] = replace(following, rule=GLUED_FOOTNOTE, whole=False)
            continue
        if number.unit is not None and following.whole:
            between = line[number.after : following.before]
            if _is_conversion(number, following, between):
                found[i + 1] = replace(following, rule=CONVERSION)
            elif _is_sum(number, following, between):
                found[i] = replace(
                    number, sum_with=i + 1, farther=(*number.farther, following.unit)
                )
        between = line[number.after : following.before]
        if _shares(number, following, gap):
            shared = (following.unit, *following.farther) if following.unit else following.farther
            found[i] = replace(found[i], farther=(*number.farther, *shared))
        if _opens_range(found[i], following, between):
            found[i] = replace(found[i], range_with=i + 1)


def _shares(number: Number, following: Number, gap: str) -> bool:
    if number.unit is not None or number.rule is not None:
        return False
    if following.unit is None and not following.farther:
        return False
    return bool(_SHARES_UNIT.match(gap)) and len(gap.split()) <= _MOST_WORDS_SHARED


def _opens_range(number: Number, following: Number, between: str) -> bool:
    """Whether the two numbers are the ends of one range, the lower one first."""
    if not _RANGE.fullmatch(between) or following.unit is None:
        return False
    if number.rule is not None or following.rule is not None:
        return False
    return number.unit is None or number.unit.sizes == following.unit.sizes or number.unit.bare


def _is_conversion(number: Number, following: Number, between: str) -> bool:
    mine, other = number.unit, following.unit
    if mine is None or other is None or not CONVERSION.pattern.fullmatch(between):
        return False
    money = {"vnd", "usd", "eur"}
    dimensions = [{dimension for dimension, _ in unit.sizes} & money for unit in (mine, other)]
    return all(dimensions) and dimensions[0] != dimensions[1]


def _is_sum(number: Number, following: Number, between: str) -> bool:
    """5.312 tỷ 600 triệu đồng: a bare magnitude, then a smaller one."""
    mine, other = number.unit, following.unit
    if mine is None or other is None or not mine.bare or between.strip():
        return False
    mine_factor, other_factor = mine.factor, max(factor for _, factor in other.sizes or [("", 0)])
    return mine_factor is not None and mine_factor > other_factor > 1
