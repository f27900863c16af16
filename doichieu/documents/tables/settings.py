"""The time of a table beside what its headers say, and the periods of headers in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.periods import (
    IS_100,
    Base,
    Days,
    Named,
    in_year,
    in_years,
    is_whole_year,
    named_periods,
    says_until,
    split_comparison,
    years_of,
)
from doichieu.documents.tables.plans import says_plan
from doichieu.documents.tables.words import joined
from doichieu.inputs.periods import first_and_last_day
from doichieu.wording.comparisons import PLAN

# "Giải ngân kế hoạch vốn năm 2031 đến ngày 30/9/2031" names the year of the plan.
_YEAR_OF_PLAN = re.compile(rf"{PLAN}(?:[^\W\d_]|\s)*?(?i:năm|year)\s+(?P<year>\d{{4}})(?!\d)")
_REPORTED = re.compile(r"(?i)(?<!\w)(?:kỳ|tháng|quý)\s+báo\s+cáo(?!\w)")


@dataclass(frozen=True)
class Setting:
    """What a table says of its time before its header does: the days and the year of its title.

    `from_report` says that no title names the days: they are those of the report. `several` says
    that the title names others too, of which `shortest` is the shortest. `year` and `month` are
    meant where a header leaves them out. `names_plan` says that the title names the year of the
    plan of which the days are what was done.
    """

    days: Days | None
    year: int | None
    month: int | None
    from_report: bool = False
    several: bool = False
    shortest: Days | None = None
    names_plan: bool = False


def setting_of(block: Block, report_period: str) -> Setting:
    """The time that the title of a table names, or else its report."""
    report = first_and_last_day(report_period) if report_period else None
    report_year = report[1].year if report else None
    title = split_comparison(IS_100.sub(" ", block.title_text))[0]
    year = _year_of(block, title, report_year)
    named = named_periods(title, year)
    month = _month_of(block, year, report)
    if len(named) == 1:
        of_plan = _YEAR_OF_PLAN.search(title)
        names_plan = of_plan is not None and int(of_plan["year"]) == named[0].days[1].year
        return Setting(named[0].days, year, month, names_plan=names_plan)
    done = _until_a_day(named, title)
    named = done or named
    if named:
        last = max(named, key=lambda one: (one.days[1], one.days[1] - one.days[0]))
        shortest = min((one.days for one in named), key=lambda days: days[1] - days[0])
        return Setting(
            last.days, year, month, several=True, shortest=shortest, names_plan=bool(done)
        )
    return Setting(report, year, month, from_report=True)


def _until_a_day(named: Sequence[Named], title: str) -> list[Named]:
    """Of a title with a plan of a year the months until a day in it: they are what was done."""
    plans = {one.days[1].year for one in named if is_whole_year(one.days)}
    if not (says_plan(title) and says_until(title)):
        return []
    done = (one for one in named if not is_whole_year(one.days) and one.days[0].month == 1)
    return [one for one in done if one.days[1].year in plans][:1]


def _year_of(block: Block, title: str, report_year: int | None) -> int | None:
    """The year of a table: the last of its title, else of its header, else the report's."""
    for texts in ([title], [split_comparison(words)[0] for words in _headers(block)]):
        if years := [year for text in texts for year in years_of(text, report_year)]:
            return max(years)
    return report_year


def _month_of(block: Block, year: int | None, report: Days | None) -> int | None:
    months = [
        one.days[1].month
        for text in (block.title_text, *_headers(block))
        for one in named_periods(split_comparison(text)[0], year)
        if one.days[1].year == year and one.days[0].year == one.days[1].year
    ]
    return max(months, default=report[1].month if report else None)


def _headers(block: Block) -> list[str]:
    return [joined(block.phrases_of(column)) for column in block.value_columns]


def own_period(words: Sequence[str], rest: str, setting: Setting) -> Named | None:
    """The period of a header: that of its narrowest phrase that names one.

    The year may be named by another phrase: "9 tháng" over "Năm 2005", "Năm 2018" over "Quý I".
    """
    found = []
    for text in (rest, *words):
        named = named_periods(text, setting.year, setting.month) if text else ()
        if named:
            found.append(min(named, key=lambda one: one.days[1] - one.days[0]))
    if not found:
        return _reported(words, setting)
    years = [one for one in found if one.has_year]
    part = next((one for one in found if not is_whole_year(one.days)), found[0])
    if years and not part.has_year:
        year = years[0].days[1].year
        return replace(part, days=in_years(part.days, year), has_year=True)
    return _earlier(found[0], setting)


def _reported(words: Sequence[str], setting: Setting) -> Named | None:
    """For "kỳ báo cáo" the period of the title, the shortest of several, or a report's month."""
    match = next(filter(None, map(_REPORTED.search, words)), None)
    own = None if setting.from_report and not _is_month(setting.days) else setting.days
    days = setting.shortest or own
    return Named(days, match.group(), True) if match and days else None


def _is_month(days: Days | None) -> bool:
    return days is not None and days[0].replace(day=1) == days[1].replace(day=1)


def _earlier(named: Named, setting: Setting) -> Named:
    """A period without a year that would lie after the table's own is one of the year before."""
    first, last = named.days
    own = setting.days
    if named.has_year or own is None or last.year != own[1].year or first <= own[1]:
        return named
    return replace(named, days=in_years(named.days, last.year - 1))


def year_after(base: Base | None, setting: Setting) -> Named | None:
    """The period of a rate by its base: "so 8 tháng 2030" is of the same months, a year later.

    It must end with the table's own.
    """
    if base is None or base.days is None or setting.days is None or not base.has_year:
        return None
    days = in_years(base.days, base.days[0].year + 1)
    ends = days[1] == setting.days[1] and base.kind == "days" and not is_whole_year(base.days)
    return Named(days, base.text, True) if ends else None


def period_of_table(base: Base | None, setting: Setting) -> Days | None:
    """The period of a header that names none: the title's, or a year after its base."""
    own = setting.days
    if not setting.from_report or base is None or base.kind != "days" or base.days is None:
        return own
    following = in_years(base.days, base.days[1].year + 1)
    return following if own is None or following[1].year == own[1].year else own


def on_day(days: Days, setting: Setting) -> Days:
    """The day that the title names without a year ("tại thời điểm 1/10"), in a column's year."""
    own = setting.days
    if own is None or own[0] != own[1] or not is_whole_year(days):
        return days
    day = in_year(own[0], days[0].year)
    return day, day
