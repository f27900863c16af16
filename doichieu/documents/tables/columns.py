"""What the columns of a table say: measure, period, comparison, unit and dimension of each."""

import re
from collections.abc import Sequence

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.column import LEVELS, NO_PERIOD, PLAN_OF_YEAR, Column
from doichieu.documents.tables.context import in_context
from doichieu.documents.tables.crops import headers_of
from doichieu.documents.tables.dimensions import dimension_of
from doichieu.documents.tables.directions import with_so_voi
from doichieu.documents.tables.headers import (
    base_of_title,
    is_plain_level,
    is_price_index,
    measure_of,
    take_apart,
    with_comparison,
)
from doichieu.documents.tables.periods import PRIOR, base_of, is_whole_year, whole_year
from doichieu.documents.tables.plans import PLANS, giver_of, is_planned
from doichieu.documents.tables.settings import (
    Setting,
    on_day,
    own_period,
    period_of_table,
    year_after,
)
from doichieu.documents.tables.spellings import plain
from doichieu.documents.tables.units import in_brackets, without_units
from doichieu.documents.tables.words import PERCENT, POINTS, joined

_ESTIMATED = re.compile(r"(?i)(?<!\w)(?:ước(?:\s+tính)?|ưth|estimate[sd]?)(?!\w)")
# A budget is of a year.
_BUDGET = re.compile(r"(?<!\w)(?:(?i:dự\s+toán|budget)|DT)(?!\w)")
_UNITS_OF_RATES = {"multiple": "lần", "plan_multiple": "lần", "contribution_pts": POINTS}


def read_columns(block: Block, setting: Setting) -> dict[int, Column]:
    """What each value column of a table says, by its number."""
    headers = headers_of(block)
    read = {column: _read(block, column, headers[column], setting) for column in headers}
    return in_context(block, read, setting)


def _read(block: Block, column: int, phrases: Sequence[str], setting: Setting) -> Column:
    words = joined(phrases)
    if is_price_index(block):
        phrases = with_comparison(phrases)
    in_percent = any(PERCENT in in_brackets(phrase) for phrase in phrases)
    phrases = [with_so_voi(phrase, in_percent) for phrase in phrases]
    header = take_apart(phrases)
    doubts: list[str] = []
    base_words = header.base_words
    if base_words is None and not is_plain_level(block, phrases):
        base_words = base_of_title(block)
    base, rest = base_of(base_words, setting.year) if base_words is not None else (None, "")
    named = own_period(header.period_words, rest, setting) or year_after(base, setting)
    days = on_day(named.days, setting) if named else period_of_table(base, setting)
    if days is None:
        doubts.append(NO_PERIOD)
    elif named is None and setting.from_report and days == setting.days:
        doubts.append(f"{NO_PERIOD}; it is that of the report")
    if named and named.has_year and setting.year and named.days[1].year > setting.year:
        doubts.append(f"the header says {named.days[1].year}, the title {setting.year}")
    measure = measure_of(block, words, header, base, doubts)
    is_in_one_year = days is not None and days[0].year == days[1].year
    of_year = measure == "plan_level" and named is None and not is_planned(block.title_text)
    if of_year and is_in_one_year and not is_whole_year(days):
        days = whole_year(days[1].year)
        doubts = [doubt for doubt in doubts if not doubt.startswith(NO_PERIOD)]
        doubts += [] if setting.names_plan or _BUDGET.search(words) else [PLAN_OF_YEAR]
    prior = measure == "level" and base is None and PRIOR.search(plain(without_units(words)))
    if prior and named is None:
        measure = "prior_level"
    giver, doubt = giver_of(without_units(words)) if measure in PLANS else ("", "")
    doubts += filter(None, [doubt])
    unit = _UNITS_OF_RATES.get(measure) or next(iter(header.units), "")
    if measure.endswith("_pct"):
        unit = PERCENT
    return Column(
        column=column,
        words=joined(block.phrases_of(column)),
        measure=measure,
        days=days,
        base=base,
        unit=unit,
        dimension=dimension_of(phrases, setting, block.title_text, measure),
        qualifier="estimated" if _ESTIMATED.search(words) and measure in LEVELS else "",
        doubts=tuple(doubts),
        names_period=named is not None,
        giver=giver,
    )
