"""What the columns beside a column, and its figures, say of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.column import NO_PERIOD, OF_WHAT, Column
from doichieu.documents.tables.directions import says_fall, says_rise
from doichieu.documents.tables.headers import (
    declares_percent_alone,
    names_rate,
    names_several_rates,
    rate_in,
)
from doichieu.documents.tables.periods import (
    IS_100,
    PRIOR,
    Base,
    Days,
    in_years,
    is_since_january,
    is_whole_year,
    says_so_far,
    says_until,
)
from doichieu.documents.tables.plans import PLANS, with_givers
from doichieu.documents.tables.ratios import by_figures
from doichieu.documents.tables.settings import Setting
from doichieu.documents.tables.spellings import plain
from doichieu.documents.tables.words import PERCENT, number_of

_INDEX = re.compile(r"(?i)(?<!\w)(?:chỉ số|index)(?!\w)")
_AVERAGE = re.compile(r"(?i)(?<!\w)(?:bình quân|bq|average)(?!\w)")
# Percent and points of percent are no amounts.
_IN_PERCENT = re.compile(r"(?i)%|phần\s+trăm|percent(?:age)?\s+points?")
# Of the rates of a table, indices around 100 are at least this; what the header calls indices is
# growth if few of them are, and what it calls growth is indices if most are.
_LEAST_INDEX = 60.0
_SOME, _MOST = 0.2, 0.8
ON_DAY_OR_SINCE = "it is what there is on that day, or what came in from January until then"
# What there is on a day.
_BALANCE = re.compile(r"(?i)(?<!\w)(?:số\s+dư|dư\s+nợ|hiện\s+có|balance|outstanding)(?!\w)")
_SAYS_DONE = re.compile(r"(?i)(?<!\w)(?:thực\s+hiện|đã|ước|giải\s+ngân|actual|done|paid)(?!\w)")
_PARTS = re.compile(r"(?i)(?:trong\s+đó|chia\s+ra|(?:bao\s+)?gồm|of\s+which|of\s+them)\W")
_CHANGES = frozenset({"increase_pct", "decrease_pct"})
_DISTANCES = frozenset({"over_plan_pct", "under_plan_pct"})
# What a fall is called where its numbers have their signs.
_WITH_SIGN = {
    "decrease_pct": "increase_pct",
    "decrease_by": "increase_by",
    "under_plan_pct": "over_plan_pct",
}
BELOW_ZERO = "the header says a fall, and numbers are below zero: read as a change with its sign"


def in_context(block: Block, read: Mapping[int, Column], setting: Setting) -> dict[int, Column]:
    """The columns of a table, read one by one, as they are beside each other.

    Rates may share a period, and their figures show whether they are indices or growth.
    """
    columns = _on_days(_with_parts(read))
    of_parts = _adds_up_periods(columns.values(), setting)
    follow = of_parts or _is_of_part_of_year(columns.values(), setting)
    if setting.from_report or setting.several or follow:
        columns |= _with_periods_beside(list(columns.values()), setting)
    columns |= _same_of_other_years(list(columns.values()), setting)
    columns |= _percent_beside_amounts(block, list(columns.values()))
    columns |= by_figures(block, columns)
    columns |= _averages_of_indices(block, list(columns.values()), setting)
    columns |= _falls_below_zero(block, list(columns.values()))
    of_index = [column for column in columns.values() if _may_be_growth(column)]
    of_growth = [column for column in columns.values() if column.measure in _CHANGES]
    from_plan = [column for column in columns.values() if column.measure in _DISTANCES]
    if not IS_100.search(block.title_text):
        columns |= _judged(block, of_index, _GROWTH)
    columns |= _judged(block, of_growth, _INDICES)
    columns |= _judged(block, from_plan, _DONE)
    return columns | with_givers(columns)


def _with_parts(columns: Mapping[int, Column]) -> dict[int, Column]:
    """The columns of a table; those below "Trong đó" are parts of the amount left of them.

    They are of its period, and of a plan where it is one and they do not say what is done of it.
    """
    found: dict[int, Column] = {}
    whole: Column | None = None
    for number, one in columns.items():
        is_part = _PARTS.match(one.words) is not None and one.measure == "level" and not one.base
        own = one.names_period or _SAYS_DONE.search(one.words) is not None
        if is_part and whole is not None and whole.is_level and not own:
            found[number] = replace(
                whole,
                column=one.column,
                words=one.words,
                unit=one.unit or whole.unit,
                dimension=tuple(dict.fromkeys((*whole.dimension, *one.dimension))),
            )
        else:
            found[number] = one
            whole = None if is_part else one
    return found


def _on_days(columns: Mapping[int, Column]) -> dict[int, Column]:
    """The columns of a table, those of what there is on a day with that day.

    "Dư nợ đến 31/7/2031" says it; so does "Đến 31/7/2031" beside "31/12/2030". What counts until a
    day beside balances may be either. A rate that names no period is of the day of the amount to
    its left.
    """
    amounts = [one for one in columns.values() if one.is_level and one.names_period and one.days]
    days = {one.days for one in amounts}
    until = {one for one in days if _since_january(one)}
    beside_days = days != until and len(until) <= 1 and all(map(_is_day, days - until))
    balances = [one for one in amounts if _BALANCE.search(one.words)]
    found = dict(columns)
    last: Days | None = None
    for number, one in columns.items():
        if one in amounts:
            named = [other for other in amounts if other.dimension or other in balances]
            of_all = bool(balances) and named == balances and not one.dimension
            is_sure = beside_days or of_all
            found[number] = own = _on_its_day(one, is_sure, bool(balances))
            last = max(filter(None, (last, own.days))) if _is_day(own.days) else None
        elif last and _is_rate(one) and not one.names_period and _ends_with(one, last):
            found[number] = replace(one, days=last)
    return found


def _is_rate(column: Column) -> bool:
    return not column.is_level or column.unit == PERCENT


def _ends_with(column: Column, days: Days) -> bool:
    return column.days is not None and column.days[1] == days[1]


def _on_its_day(column: Column, beside_days: bool, of_balances: bool) -> Column:
    """An amount that counts since January, on the day it ends where it is what there is then."""
    is_until = says_until(column.words)
    until_december = is_until and column.days is not None and is_whole_year(column.days)
    if column.days is None or not (_since_january(column.days) or until_december):
        return column
    if _BALANCE.search(column.words) or (beside_days and is_until):
        return replace(column, days=(column.days[1], column.days[1]))
    if of_balances and is_until and not says_so_far(column.words):
        return replace(column, doubts=(*column.doubts, ON_DAY_OR_SINCE))
    return column


def _is_day(days: Days | None) -> bool:
    return days is not None and days[0] == days[1]


def _since_january(days: Days | None) -> bool:
    return days is not None and is_since_january(days)


def _is_of_part_of_year(columns: Iterable[Column], setting: Setting) -> bool:
    """Whether a title names a year, and all that was done is of periods before its end."""
    if setting.days is None or not is_whole_year(setting.days):
        return False
    done = [one for one in columns if one.measure == "level" and one.unit != PERCENT]
    ended = [
        one
        for one in done
        if one.names_period and one.days and not is_whole_year(one.days)
        if one.days[1] < setting.days[1]
    ]
    return bool(done) and ended == done


_JUST_BEFORE = frozenset({"previous_month", "previous_quarter"})


def _adds_up_periods(columns: Iterable[Column], setting: Setting) -> bool:
    """Whether amounts, and no rates, are of more than the title's period, up to the same day.

    A rate on the month or the quarter before is of the title's period, and so are those beside it.
    """
    days, columns = setting.days, list(columns)
    bases = [one.base.basis(one.days) for one in columns if one.base and not one.is_level]
    if not _JUST_BEFORE.isdisjoint(bases):
        return False
    longer = [
        one
        for one in columns
        if one.names_period and one.days and days
        if one.days[0] < days[0] and one.days[1] == days[1]
    ]
    return bool(longer) and all(one.is_level for one in longer)


def _with_periods_beside(columns: Sequence[Column], setting: Setting) -> dict[int, Column]:
    """The rates whose headers name no period, with that of the latest amounts to their left.

    It is sure for what is done of a plan since January: plans are of the year.
    """
    found: dict[int, Column] = {}
    beside: Column | None = None
    follows_amount = False
    for column in columns:
        if column.measure == "level" and column.names_period:
            beside = beside if beside and follows_amount and _is_later(beside, column) else column
        elif beside is not None and not column.is_level and not column.names_period:
            if beside.days == setting.days and not (setting.from_report or setting.several):
                continue
            doubts = [doubt for doubt in column.doubts if not doubt.startswith(NO_PERIOD)]
            since_january = beside.days is not None and beside.days[0].month == 1
            if not (since_january and column.measure in PLANS):
                doubts.append("the header names no period; it is that of the column before")
            found[column.column] = replace(column, days=beside.days, doubts=tuple(doubts))
        follows_amount = column.is_level
    return found


def _is_later(one: Column, other: Column) -> bool:
    """Whether a column is of a later year than another: last year's amount stands to its right."""
    return bool(one.days and other.days) and one.days[1].year > other.days[1].year


def _same_of_other_years(columns: Sequence[Column], setting: Setting) -> dict[int, Column]:
    """Amounts of "cùng kỳ năm 2030": of the days of the amounts beside them, in that year."""
    amounts = [one for one in columns if one.measure == "level" and one.days is not None]
    same = [one for one in amounts if _names_same_period(one)]
    others = [one for one in amounts if one not in same]
    found = {}
    for one in same:
        left = [other for other in others if other.column < one.column]
        beside = (left[-1:] or others[:1])[0].days if others else setting.days
        if one.days and beside:
            found[one.column] = replace(one, days=in_years(beside, one.days[0].year))
    return found


def _names_same_period(column: Column) -> bool:
    """Whether a header says of which year an amount is, and of its days only "cùng kỳ"."""
    whole_year = column.days is not None and is_whole_year(column.days)
    return column.base is None and whole_year and PRIOR.search(plain(column.words)) is not None


def _percent_beside_amounts(block: Block, columns: Sequence[Column]) -> dict[int, Column]:
    """Columns in percent whose headers have no words of their own, beside amounts of the same rows.

    "% cùng kỳ" is an index; other percent does not say of what it is, where the title does not.
    """
    amounts = [one for one in columns if one.is_level and not _IN_PERCENT.search(one.unit)]
    if not amounts or declares_percent_alone(block):
        return {}
    several = names_several_rates(block.title_text)
    found = {}
    for one in columns:
        if not one.is_level or one.unit != PERCENT or one.dimension:
            continue
        if one.measure == "prior_level":
            base = Base("same", one.words)
            found[one.column] = replace(one, measure="index_pct", base=base)
        elif not several and (said := rate_in(block.title_text)):
            found[one.column] = replace(one, measure=said)
        elif several or not names_rate(block.title_text):
            found[one.column] = replace(one, doubts=(*one.doubts, OF_WHAT))
    return found


def _averages_of_indices(
    block: Block, columns: Sequence[Column], setting: Setting
) -> dict[int, Column]:
    """Columns of a table of indices whose header says nothing but "bình quân cùng kỳ"."""
    others = [column for column in columns if not _is_average(column)]
    if not _INDEX.search(block.title_text) or any(column.is_level for column in others):
        return {}
    found = {}
    for column in columns:
        if _is_average(column) and others and column.is_level and column.base is None:
            last = setting.days[1] if setting.days else None
            since_january = (last.replace(month=1, day=1), last) if last else None
            found[column.column] = replace(
                column,
                measure="index_pct",
                days=column.days if column.names_period else since_january,
                base=Base("same", column.words),
                unit=PERCENT,
                doubts=(*column.doubts, "read as an index, as the columns beside it"),
            )
    return found


def _falls_below_zero(block: Block, columns: Sequence[Column]) -> dict[int, Column]:
    """The columns whose headers say a fall, and whose numbers have a sign."""
    return {
        one.column: replace(one, measure=_WITH_SIGN[one.measure], doubts=(*one.doubts, BELOW_ZERO))
        for one in columns
        if one.measure in _WITH_SIGN and min(_values(block, [one]), default=0) < 0
    }


def _is_average(column: Column) -> bool:
    return _AVERAGE.search(column.words) is not None


def _may_be_growth(column: Column) -> bool:
    base = column.base
    return column.measure == "index_pct" and base is not None and base.kind != "year"


@dataclass(frozen=True)
class _Other:
    """What rates are by their figures: the measure, and why.

    `around_100` says whether they then lie there. A header that says which way they go holds: it
    leaves no more than the doubt `against_header`.
    """

    measure: str
    doubt: str
    around_100: bool
    against_header: str = ""


_GROWTH = _Other("increase_pct", "the rates are not around 100: read as growth", False)
_INDICES = _Other(
    "index_pct",
    "the rates are around 100: read as indices",
    True,
    "the header says a change, and the rates may be indices",
)
_DONE = _Other(
    "plan_pct",
    "the rates are around 100: read as the part done",
    True,
    "the header says how far from the plan, and the rates may be the part done",
)


def _judged(block: Block, columns: Sequence[Column], other: _Other) -> dict[int, Column]:
    """The columns that are something else by their figures: all together, or else one by one.

    A small index is no growth: after a collapse a whole column has them. So a column alone is
    growth only where one of its figures is below zero.
    """
    share = _share_of_indices(block, columns)
    if share is None:
        return {}
    if share < _SOME or share > _MOST:
        return _as(columns, other) if (share > _MOST) == other.around_100 else {}

    def is_other(column: Column) -> bool:
        values = _values(block, [column])
        if other.around_100:
            return min(values, default=0) >= _LEAST_INDEX
        return min(values, default=0) < 0 and max(values) < _LEAST_INDEX

    return _as([one for one in columns if is_other(one)], other)


def _share_of_indices(block: Block, columns: Sequence[Column]) -> float | None:
    """How many of the rates of a table lie around 100 and not around zero."""
    values = _values(block, columns)
    return sum(value >= _LEAST_INDEX for value in values) / len(values) if values else None


def _values(block: Block, columns: Sequence[Column]) -> list[float]:
    cells = (block.cell(row, each.column) for each in columns for row in block.body_rows)
    return [value for cell in cells if cell and (value := number_of(cell)) is not None]


def _as(columns: Sequence[Column], other: _Other) -> dict[int, Column]:
    return {column.column: _other_one(column, other) for column in columns}


def _other_one(column: Column, other: _Other) -> Column:
    if other.against_header and (says_rise(column.words) or says_fall(column.words)):
        return replace(column, doubts=(*column.doubts, other.against_header))
    return replace(column, measure=other.measure, doubts=(*column.doubts, other.doubt))
