"""The header of a column taken apart, and the measure that it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.column import NO_MEASURE, OF_WHAT, PLAN_OF_RATE
from doichieu.documents.tables.directions import (
    begins_with_change,
    ends_in_change,
    is_far_from_plan,
    says_change,
    says_fall,
)
from doichieu.documents.tables.parts import has_rates
from doichieu.documents.tables.periods import IS_100, Base, says_year_on_year, split_comparison
from doichieu.documents.tables.plans import is_planned, says_plan
from doichieu.documents.tables.units import (
    units_of_header,
    without_units,
)
from doichieu.documents.tables.words import EDGES, PERCENT, TABLE, is_unit_words, joined
from doichieu.wording.comparisons import PLAN

OVER_YEARS = "it is a mean of the growth of several years, and no measure says that"
PLAN_OR_DONE = "it is a plan in percent, or how much of a plan is done"
COMPARES_NOTHING = "the header does not say what it compares with"
_COMPARES = re.compile(r"(?i)(?:tỷ\s+lệ\s+)?so\s+sánh\W*%?\W*")
# "Ước TH 2031/KH 2031"; "6T/2031" is a period.
_OWN_OVER_BASE = re.compile(r"([^/]*)/\s*([^\W\d].*)")
_SHARE = re.compile(r"(?i)(?<!\w)(?:cơ cấu|tỷ trọng|tỉ trọng|share|structure)(?!\w)")
_RATE = re.compile(
    r"(?i)(?<!\w)(?:(?:tỷ|tỉ) (?:lệ|suất|trọng)|lãi suất|cơ cấu|mức độ|(?<!exchange )rates?|ratios?"
    r"|percentages?|shares?|proportions?|structure)(?!\w)"
)
_UP_DOWN = re.compile(r"(?i)(?<!\w)tăng\s*(?:\(\+\))?\s*[,/-]?\s*giảm(?:\s*\(-\)|(?=\W*$))")
_UP_DOWN_ALONE = re.compile(rf"\W*{_UP_DOWN.pattern.removeprefix('(?i)')}\W*", re.IGNORECASE)
_DEVELOPS = re.compile(
    r"(?i)(?<!\w)(?:tốc độ phát triển|chỉ số phát triển|(?:năm|kỳ) trước\s*=\s*100)(?!\w)"
)
_GROWS = re.compile(r"(?i)(?<!\w)(?:tốc độ (?:tăng|giảm)|growth rate)(?!\w)")
_CONTRIBUTES = re.compile(r"(?i)(?<!\w)(?:đóng góp|contribution)")
_PRICE_INDEX = re.compile(r"(?i)(?<!\w)(?:chỉ số giá|price ind(?:ex|ices))(?!\w)")
# What a header of indices compares with, where it has no more words than these.
_BASE_ALONE = re.compile(
    r"(?i)(?:(?:kỳ|kì|năm)\s+gốc\s+(?:năm\s+)?\(?\d{4}\)?|cùng\s+(?:kỳ|kì|tháng)(?:\s+năm\s+trước)?"
    r"|(?:tháng|quý)\s+trước|tháng\s+12\s+năm\s+(?:trước|\d{4})"
    r"|(?:the\s+)?(?:same\s+period(?:\s+of)?(?:\s+last\s+year)?|previous\s+(?:month|quarter)))"
)
_BEGINS_WITH_RATE = re.compile(
    rf"(?i)\W*(?:{TABLE}\s*[\w.]*\s*[.:]?\s*|[\d.]+\s*)?"
    r"(?:tốc\s+độ\s+(?:tăng|phát\s+triển)|cơ\s+cấu|tỷ\s+trọng|growth(?:\s+rates?)?\s+of|structure\s+of)"
)
_GROWTH_RATE = re.compile(
    r"(?i)(?<!\w)(?:(?:(?:tốc\s+độ|tỷ\s+lệ)\s+)?(?:tăng(?:\s+trưởng)?|giảm)|growth(?:\s+rates?)?)(?!\w)"
)
_GROWTH = re.compile(r"(?i)(?<!\w)(?:tăng\s+trưởng|growth)(?!\w)")
# A header that says no more than whose plan of what period it is.
_PLAN_ALONE = re.compile(
    rf"[^\w%]*{PLAN}\W*(?:(?i:giao|năm|quý|tháng|cả|đầu|cuối|of|for|\d+|[IVX]+)(?!\w)\W*)*"
)
# "KH 2032/ƯTH 2031" is how much more is planned than was done; "KH/2031" is the plan of that year.
_PLAN_OVER = re.compile(
    rf"{PLAN}(?:\s+(?i:năm\s+)?\d{{4}}\s*/\s*(?i:năm\s+)?\d{{4}}"
    rf"|(?:\s+(?i:năm\s+)?\d{{4}})?\s*/\s*(?:(?i:ước|thực\s+hiện)(?!\w)|ƯTH|TH))"
)
_IN_PERIOD = re.compile(r"(?i)(?<!\w)trong\s+(?:kỳ|năm|quý|tháng)(?!\w)")
_CHANGES = frozenset({"increase_pct", "decrease_pct"})
_OF_YEARS = re.compile(
    r"(?i)(?<!\w)(?:bình\s+quân(?=.*(?:\d{4}\D+\d{4}|giai\s+đoạn|(?:hằng|hàng|mỗi|một|/)\s*năm))"
    r"|(?:annual\s+)?average(?=.*(?:\d{4}\D+\d{4}|period|annual)))|average\s+annual"
)
_AMOUNTS = re.compile(
    r"(?i)(?<!\w)(?:giá\s+trị|trị\s+giá|kim\s+ngạch|doanh\s+thu|sản\s+lượng|diện\s+tích"
    r"|value|output|revenue)(?!\w)"
)
# "TH/KH" is a rate without its unit.
_OVER_PLAN = re.compile(r"[^\W\d_]\s*/\s*(?:(?i:kế\s+hoạch|dự\s+toán)|KH|DT)(?![-\w])")
_ABSOLUTE = re.compile(r"(?i)tuyệt\s+đối")
_TIMES = re.compile(r"(?i)\(?\s*(?:lần|times)\s*\)?$")


@dataclass(frozen=True)
class Header:
    """A header taken apart: words, units, what it compares with."""

    words: str
    period_words: tuple[str, ...]
    units: tuple[str, ...]
    base_words: str | None


def take_apart(phrases: Sequence[str]) -> Header:
    """The phrases of a header, the widest first, as period words, units and comparison.

    What a rate compares with follows "so với" in its own phrase, or else in the narrower ones; so
    it does below "So sánh".
    """
    named = [place for place, phrase in enumerate(phrases) if not is_unit_words(phrase)]
    bare = [without_units(phrases[place]) for place in named]
    words = joined(bare)
    for i, phrase in enumerate(bare):
        before, after = split_comparison(phrase)
        if after is None:
            continue
        narrower = bare[i + 1 :]
        units = _units_of_comparison(phrases, named[i], words)
        if after.strip(EDGES):
            return Header(words, (*narrower[::-1], before, *bare[:i][::-1]), units, after)
        return Header(words, (before, *bare[:i][::-1]), units, joined(narrower))
    for i, phrase in enumerate(bare[:-1]):
        if _COMPARES.fullmatch(phrase):
            match = _OWN_OVER_BASE.fullmatch(joined(bare[i + 1 :]))
            own, base = match.groups() if match else ("", joined(bare[i + 1 :]))
            units = _units_of_comparison(phrases, named[i], words)
            return Header(words, (own, *bare[:i][::-1]), units, base)
    return Header(words, tuple(bare[::-1]), units_of_header(phrases), None)


def _units_of_comparison(phrases: Sequence[str], place: int, words: str) -> tuple[str, ...]:
    """The units of a header whose phrase at `place` compares.

    A wider header gives its unit to the amounts below it, and to a change of them; an index beside
    them is in percent.
    """
    if says_change(words) or _ABSOLUTE.search(words):
        return units_of_header(phrases)
    wider = units_of_header(phrases[:place])
    of_rates = (unit for unit in wider if unit == PERCENT or _TIMES.match(unit))
    return (*units_of_header(phrases[place:]), *of_rates)


def is_price_index(block: Block) -> bool:
    """Whether a title announces price indices, and not what all of them compare with."""
    title = block.title_text
    return bool(_PRICE_INDEX.search(title)) and split_comparison(title)[1] is None


def with_comparison(phrases: Sequence[str]) -> list[str]:
    """The phrases of a header of indices: "tháng trước" alone means "so với tháng trước"."""
    if any(split_comparison(phrase)[1] is not None for phrase in phrases):
        return list(phrases)
    found = list(phrases)
    named = [place for place, phrase in enumerate(phrases) if not is_unit_words(phrase)]
    for place in named[-1:]:
        if _BASE_ALONE.fullmatch(without_units(phrases[place]).strip(EDGES)):
            found[place] = f"so với {phrases[place]}"
    return found


def base_of_title(block: Block) -> str | None:
    """What the title says all its rates compare with: "so với …", or "(Tháng trước = 100)"."""
    if match := IS_100.search(block.title_text):
        return match["base"]
    return split_comparison(without_units(block.title_text))[1]


def is_plain_level(block: Block, phrases: Sequence[str]) -> bool:
    """Whether a header says an amount, a plan or a share, whatever the title compares."""
    words = joined(phrases)
    return bool(
        _SHARE.search(words)
        or any(unit != PERCENT for unit in units_of_header(phrases))
        or re.search(r"(?i)(?<!\w)(?:thực hiện|ước tính|cộng dồn)(?!\w)", words)
        or says_plan(without_units(words))
        or (_AMOUNTS.search(words) and not _prints_rates(block))
    )


def _prints_rates(block: Block) -> bool:
    """Whether the title or the only unit of a table says that all its numbers are rates."""
    title = IS_100.sub(" ", block.title_text)
    return declares_percent_alone(block) or has_rates(title) or bool(rate_in(title))


def measure_of(
    block: Block, words: str, header: Header, base: Base | None, doubts: list[str]
) -> str:
    """The measure of a column by its header; `NO_MEASURE` for an amount's distance from a plan."""
    if _CONTRIBUTES.search(words):
        return "contribution_pts"
    if _PLAN_OVER.search(words) and (header.units or _ABSOLUTE.search(words)):
        doubts.append(PLAN_OF_RATE)
    if base is not None:
        if base.kind == "plan":
            return _measure_of_plan(block, header, words)
        if is_planned(joined(header.period_words)) and PLAN_OF_RATE not in doubts:
            doubts.append(PLAN_OF_RATE)
        if base.kind == "whole":
            return "share_pct"
        if _in_times(header):
            return "multiple"
        is_amount = PERCENT not in header.units and (header.units or _ABSOLUTE.search(words))
        changes = is_amount or says_change(words) or says_year_on_year(words)
        if changes and not _DEVELOPS.search(words):
            return _change(words, _has_percent(block, header, words))
        if not base.kind:
            doubts.append(f'the header does not say what it compares with: "{base.text}"')
        return "index_pct"
    wide = any(_UP_DOWN_ALONE.fullmatch(phrase) for phrase in header.period_words)
    if wide or _UP_DOWN.search(without_units(words)):
        doubts.append(COMPARES_NOTHING)
        return _change(words, PERCENT in header.units)
    said = rate_in(words)
    of_title = declares_percent_alone(block) or _is_of_rates(block)
    if not said and not header.units and of_title and not has_own_rate(words):
        said = rate_of_title(block.title_text)
        if not said and names_several_rates(block.title_text):
            doubts.append(OF_WHAT)
    if says_plan(without_units(words)):
        if is_far_from_plan(without_units(words)):
            return _distance_from_plan(block, header, words)
        changes = _GROWTH.search(words) or says_change(without_units(words))
        is_rate = said or (PERCENT in header.units and changes)
        if is_rate:
            doubts.append(PLAN_OF_RATE)
        if PERCENT in header.units and _PLAN_ALONE.fullmatch(words):
            doubts.append(PLAN_OR_DONE)
            return "plan_level" if _all_in_percent(block) else "plan_pct"
        of_plan = PERCENT in header.units or (not header.units and _OVER_PLAN.search(words))
        amount = "plan_level" if is_rate or is_planned(words) else "level"
        return "plan_pct" if of_plan and not is_rate else amount
    if said in _CHANGES and _OF_YEARS.search(words):
        doubts.append(OVER_YEARS)
    if not said and PERCENT in header.units and ends_in_change(without_units(words)):
        doubts.append(COMPARES_NOTHING)
        return _change(words, in_percent=True)
    if not said and begins_with_change(words) and (header.units or _IN_PERIOD.search(words)):
        doubts.append(COMPARES_NOTHING)
    return said or "level"


def _change(words: str, in_percent: bool) -> str:
    """The measure of a change by the words that name it."""
    way = "decrease" if says_fall(words) else "increase"
    return f"{way}_pct" if in_percent else f"{way}_by"


def _measure_of_plan(block: Block, header: Header, words: str) -> str:
    """The measure of a column that compares with a plan."""
    if _in_times(header):
        return "plan_multiple"
    if is_far_from_plan(without_units(words)):
        return _distance_from_plan(block, header, words)
    return "plan_pct" if PERCENT in header.units or not header.units else NO_MEASURE


def _distance_from_plan(block: Block, header: Header, words: str) -> str:
    """The measure of how far something is from a plan; of an amount there is none."""
    if not _has_percent(block, header, words):
        return NO_MEASURE
    return "under_plan_pct" if says_fall(words) else "over_plan_pct"


def _in_times(header: Header) -> bool:
    return any(_TIMES.match(unit) for unit in header.units)


def rate_in(words: str) -> str:
    """The rate that words announce without saying what it compares with; "" where none."""
    if _SHARE.search(words):
        return "share_pct"
    if _DEVELOPS.search(words):
        return "index_pct"
    return _change(words, in_percent=True) if _GROWS.search(words) else ""


def _is_of_rates(block: Block) -> bool:
    """Whether a title that declares no unit begins with the rate that the table prints."""
    units = block.declared_units or block.counted_unit
    return not units and _BEGINS_WITH_RATE.match(block.title_text) is not None


def rate_of_title(title: str) -> str:
    """The rate that the title of a table announces, growth too; "" where it names several."""
    return "" if names_several_rates(title) else rate_in(title) or _growth_in(title)


def names_several_rates(title: str) -> bool:
    """Whether a title names growth and shares or other rates: "Tăng trưởng và cơ cấu GRDP"."""
    return bool(_growth_in(title)) and has_own_rate(_GROWTH_RATE.sub(" ", title))


def _growth_in(title: str) -> str:
    """The measure of a table in percent whose title names growth; "" where it names none."""
    grows = _GROWTH.search(title) or _GROWS.search(title)
    return "increase_pct" if grows and not _CONTRIBUTES.search(title) else ""


def has_own_rate(words: str) -> bool:
    """Whether words name a rate that is no change: "Tỷ lệ nợ xấu", "Lãi suất"."""
    return names_rate(words) and not says_change(words)


def names_rate(title: str) -> bool:
    """Whether the title of a table says what percent beside its amounts is: "Tỷ lệ hộ nghèo"."""
    return _RATE.search(title) is not None


def declares_percent_alone(block: Block) -> bool:
    """Whether percent is the only unit that a table declares."""
    return set(block.declared_units) == {PERCENT}


def _all_in_percent(block: Block) -> bool:
    """Whether all columns of a table are in percent: they print rates, and no amounts."""
    headers = (block.phrases_of(column) for column in block.value_columns)
    return all(PERCENT in units_of_header(phrases) for phrases in headers)


def _has_percent(block: Block, header: Header, words: str) -> bool:
    if PERCENT in header.units:
        return True
    if header.units or _ABSOLUTE.search(words):
        return False
    declared = [cell.text for cell in block.remarks]
    return any(PERCENT in text for text in declared) or declares_percent_alone(block)
