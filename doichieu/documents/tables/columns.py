"""What the columns of a table say: measure, period, comparison, unit and dimension of each."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from doichieu.documents.tables.blocks import Block
from doichieu.documents.tables.periods import (
    Base,
    Days,
    Named,
    base_of,
    is_whole_year,
    named_periods,
    plain,
    split_comparison,
    without_prices,
    years_of,
)
from doichieu.documents.tables.units import (
    in_brackets,
    unit_words,
    units_listed,
    without_units,
)
from doichieu.documents.tables.words import is_unit_words, joined, number_of
from doichieu.inputs.periods import first_and_last_day
from doichieu.wording.comparisons import names_plan

PERCENT = "%"
NO_PERIOD = "no header or title names the period"
_SHARE = re.compile(r"(?i)(?<!\w)(?:cơ cấu|tỷ trọng|tỉ trọng|share|structure)(?!\w)")
_CHANGES = re.compile(
    r"(?i)(?<!\w)(?:tăng\s*[,/(+-]*\s*giảm|tốc độ tăng|tăng trưởng|mức tăng|tăng|giảm|growth"
    r"|change|increase)(?!\w)"
)
_DEVELOPS = re.compile(
    r"(?i)(?<!\w)(?:tốc độ phát triển|chỉ số phát triển|(?:năm|kỳ) trước\s*=\s*100)(?!\w)"
)
_GROWS = re.compile(r"(?i)(?<!\w)(?:tốc độ tăng|growth rate)(?!\w)")
_INDEX = re.compile(r"(?i)(?<!\w)(?:chỉ số|index)(?!\w)")
_AVERAGE = re.compile(r"(?i)(?<!\w)(?:bình quân|average)(?!\w)")
_CONTRIBUTES = re.compile(r"(?i)(?<!\w)(?:đóng góp|contribution)")
_TIMES = re.compile(r"(?i)\(?\s*(?:lần|times)\s*\)?$")
_PRIOR = re.compile(
    r"(?i)(?<!\w)(?:cùng\s+(?:kỳ|kì|thời\s+điểm)(?:\s+(?:năm\s+)?(?:trước|ngoái))?|same period)"
)
_THIS = re.compile(r"(?i)(?<!\w)(?:kỳ này|kì này|kỳ báo cáo)(?!\w)")
_ESTIMATED = re.compile(r"(?i)(?<!\w)(?:ước(?:\s+tính)?|ưth|estimate[sd]?)(?!\w)")
# Words of a header that say how a number came about, and not what it counts.
_FILLERS = re.compile(
    r"(?i)(?<![^\W\d_])(?:ước\s+(?:tính\s+)?thực\s+hiện|thực\s+hiện|ước(?:\s+tính)?|sơ\s+bộ"
    r"|chính\s+thức|cộng\s+dồn|l[uũ][yỹ]\s+kế|k[ỳì]\s+này|tháng\s+báo\s+cáo"
    r"|(?:tỷ\s+lệ\s+)?so\s+sánh|tỷ\s+lệ(?=\s*%?\s*$)|bình\s+quân(?=\s*$)"
    r"|tốc\s+độ\s+phát\s+triển|chỉ\s+số\s+phát\s+triển|tăng\s*[,/-]?\s*giảm|chia\s+ra"
    r"|cả\s+năm|cơ\s+cấu|tỷ\s+trọng|tổng\s+mức|tổng\s+số|tổng\s+cộng|chung|cả\s+nước"
    r"|toàn\s+quốc|kế\s+hoạch(?=\s*(?:năm|quý|tháng)?\s*$)|chỉ\s+số(?:\s+giá)?(?=\s*$)"
    r"|lượng\s+tuyệt\s+đối|thời\s+điểm|trong\s+đó|tđ|(?-i:ƯTH|TH|KH)"
    r"|tốc\s+độ\s+tăng(?:\s+trưởng)?|(?:mức\s+)?đóng\s+góp(?:\s+vào)?(?:\s+tăng\s+trưởng)?"
    r"|estimates?(?:\s+for)?|estimated|preliminary|actual|structure|total)(?![^\W\d_])\s*:?"
)
_SEASON = re.compile(r"(?i)(?:vụ|niên vụ)\s")
_BREAKDOWN = re.compile(r"(?i)^(?:phân|chia)\s+(?:theo|ra)(?!\w)")
_EDGES = " ,.;:+%–/\"'-"
# Of the rates of a table, indices around 100 are at least this; what the header calls indices is
# growth if few of them are, and what it calls growth is indices if most are.
_LEAST_INDEX = 60.0
_SOME, _MOST = 0.2, 0.8
_UNITS_OF_RATES = {"multiple": "lần", "plan_multiple": "lần", "contribution_pts": "điểm phần trăm"}
_LEVELS = ("level", "plan_level", "prior_level", "increase_by", "decrease_by")


@dataclass(frozen=True)
class Setting:
    """What a table says of its time before its header does: the days and the year of its title.

    `from_report` says that no title names the days: they are those of the report. `several` says
    that the title names others too. `year` and `month` are meant where a header leaves them out.
    """

    days: Days | None
    year: int | None
    month: int | None
    from_report: bool = False
    several: bool = False


@dataclass(frozen=True)
class Column:
    """What a column says of its figures.

    `days` are those of its period, None where neither header nor title nor report name one.
    `unit` is printed in its header, "" where it is not; for a rate it is "%". `dimension` are the
    words that tell its figures from those of other columns: Lượng, Thành thị, Theo giá thực tế.
    `words` is the whole header; `names_period` says whether it names the period itself.
    `territory_id` is the territory that the header names, "" where it names none.
    """

    column: int
    words: str
    measure: str
    days: Days | None
    base: Base | None
    unit: str
    dimension: tuple[str, ...]
    qualifier: str
    doubts: tuple[str, ...] = ()
    names_period: bool = True
    territory_id: str = ""

    @property
    def is_level(self) -> bool:
        """Whether its figures are amounts, in the unit of their row."""
        return self.measure in _LEVELS


def setting_of(block: Block, report_period: str) -> Setting:
    """The time that the title of a table names, or else its report."""
    report = first_and_last_day(report_period) if report_period else None
    report_year = report[1].year if report else None
    title = split_comparison(block.title_text)[0]
    year = _year_of(block, title, report_year)
    named = named_periods(title, year)
    month = _month_of(block, year, report)
    if len(named) == 1:
        return Setting(named[0].days, year, month)
    if named:
        last = max(named, key=lambda one: (one.days[1], one.days[1] - one.days[0]))
        return Setting(last.days, year, month, several=True)
    return Setting(report, year, month, from_report=True)


def _year_of(block: Block, title: str, report_year: int | None) -> int | None:
    """The year of a table: the last of its title, else of its header, else the report's."""
    for texts in ([title], [split_comparison(words)[0] for words in _headers(block)]):
        if years := [year for text in texts for year in years_of(text)]:
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


def read_columns(block: Block, setting: Setting) -> dict[int, Column]:
    """What each value column of a table says, by its number."""
    columns = {column: _read(block, column, setting) for column in block.value_columns}
    if setting.from_report or setting.several:
        columns |= _with_periods_beside(list(columns.values()))
    columns |= _averages_of_indices(block, list(columns.values()), setting)
    of_index = [column for column in columns.values() if _may_be_growth(column)]
    of_growth = [column for column in columns.values() if column.measure == "increase_pct"]
    high = _share_of_indices(block, of_index)
    if high is not None and high < _SOME:
        columns |= _as(of_index, "increase_pct", "the rates are not around 100: read as growth")
    high = _share_of_indices(block, of_growth)
    if high is not None and high > _MOST:
        columns |= _as(of_growth, "index_pct", "the rates are around 100: read as indices")
    return columns


def _with_periods_beside(columns: Sequence[Column]) -> dict[int, Column]:
    """The rates whose headers name no period, with that of the amounts to their left."""
    found: dict[int, Column] = {}
    beside: Column | None = None
    for column in columns:
        if column.measure == "level" and column.names_period:
            beside = column
        elif beside is not None and not column.is_level and not column.names_period:
            doubts = [doubt for doubt in column.doubts if not doubt.startswith(NO_PERIOD)]
            doubts.append("the header names no period; it is that of the column before")
            found[column.column] = replace(column, days=beside.days, doubts=tuple(doubts))
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


def _is_average(column: Column) -> bool:
    return _AVERAGE.search(column.words) is not None


def _may_be_growth(column: Column) -> bool:
    base = column.base
    return column.measure == "index_pct" and base is not None and base.kind != "year"


def _share_of_indices(block: Block, columns: Sequence[Column]) -> float | None:
    """How many of the rates of a table lie around 100 and not around zero."""
    cells = (block.cell(row, each.column) for each in columns for row in block.body_rows)
    values = [value for cell in cells if cell and (value := number_of(cell)) is not None]
    return sum(value >= _LEAST_INDEX for value in values) / len(values) if values else None


def _as(columns: Sequence[Column], measure: str, doubt: str) -> dict[int, Column]:
    return {
        column.column: replace(column, measure=measure, doubts=(*column.doubts, doubt))
        for column in columns
    }


@dataclass(frozen=True)
class _Header:
    """A header taken apart: words, units, what it compares with."""

    words: str
    period_words: tuple[str, ...]
    units: tuple[str, ...]
    base_words: str | None


def _read(block: Block, column: int, setting: Setting) -> Column:
    phrases = block.phrases_of(column)
    header = _taken_apart(phrases)
    doubts: list[str] = []
    base_words = header.base_words
    if base_words is None and not any(map(_is_plain_level, phrases)):
        base_words = _of_title(block)
    base, rest = base_of(base_words, setting.year) if base_words is not None else (None, "")
    named = _own_period(header.period_words, rest, setting)
    days = _on_day(named.days, setting) if named else _of_table(base, setting)
    if days is None:
        doubts.append(NO_PERIOD)
    elif named is None and setting.from_report and days == setting.days:
        doubts.append(f"{NO_PERIOD}; it is that of the report")
    if named and named.has_year and setting.year and named.days[1].year > setting.year:
        doubts.append(f"the header says {named.days[1].year}, the title {setting.year}")
    words = joined(phrases)
    measure = _measure(block, words, header, base, doubts)
    prior = measure == "level" and base is None and _PRIOR.search(without_units(words))
    if prior and named is None:
        measure = "prior_level"
    if measure == "level" and base is None and names_plan(without_units(words)):
        measure = "plan_level"
    unit = _UNITS_OF_RATES.get(measure) or next(iter(header.units), "")
    if measure.endswith("_pct"):
        unit = PERCENT
    return Column(
        column=column,
        words=words,
        measure=measure,
        days=days,
        base=base,
        unit=unit,
        dimension=_dimension(phrases, setting, block.title_text),
        qualifier="estimated" if _ESTIMATED.search(words) and measure in _LEVELS else "",
        doubts=tuple(doubts),
        names_period=named is not None,
    )


def _taken_apart(phrases: Sequence[str]) -> _Header:
    """The phrases of a header, the widest first, as period words, units and comparison.

    What a rate compares with follows "so với" in its own phrase, or else in the narrower ones.
    """
    units = [unit for phrase in phrases for unit in in_brackets(phrase)]
    units += [unit_words(phrase) for phrase in phrases if is_unit_words(phrase)]
    bare = [without_units(phrase) for phrase in phrases if not is_unit_words(phrase)]
    for i, phrase in enumerate(bare):
        before, after = split_comparison(phrase)
        if after is None:
            continue
        narrower = bare[i + 1 :]
        if after.strip(_EDGES):
            return _Header(
                joined(bare), (*narrower[::-1], before, *bare[:i][::-1]), tuple(units), after
            )
        periods = (before, *bare[:i][::-1])
        return _Header(joined(bare), periods, tuple(units), joined(narrower))
    return _Header(joined(bare), tuple(bare[::-1]), tuple(units), None)


def _of_title(block: Block) -> str | None:
    """What the title says all its rates compare with."""
    return split_comparison(without_units(block.title_text))[1]


def _is_plain_level(phrase: str) -> bool:
    """Whether a header says an amount or a share, whatever the title compares."""
    return bool(
        _SHARE.search(phrase)
        or any(unit != PERCENT for unit in in_brackets(phrase))
        or re.search(r"(?i)(?<!\w)(?:thực hiện|ước tính|cộng dồn)(?!\w)", phrase)
    )


def _own_period(words: Sequence[str], rest: str, setting: Setting) -> Named | None:
    """The period of a header: that of its narrowest phrase that names one.

    The year may be named by another phrase: "9 tháng" over "Năm 2005", "Năm 2018" over "Quý I".
    """
    found = []
    for text in (rest, *words):
        named = named_periods(text, setting.year, setting.month) if text else ()
        if named:
            found.append(min(named, key=lambda one: one.days[1] - one.days[0]))
    if not found:
        return None
    years = [one for one in found if one.has_year]
    part = next((one for one in found if not is_whole_year(one.days)), found[0])
    if years and not part.has_year:
        year = years[0].days[1].year
        return replace(part, days=_in_years(part.days, year), has_year=True)
    return _earlier(found[0], setting)


def _earlier(named: Named, setting: Setting) -> Named:
    """A period without a year that would lie after the table's own is one of the year before."""
    first, last = named.days
    own = setting.days
    if named.has_year or own is None or last.year != own[1].year or first <= own[1]:
        return named
    return replace(named, days=_in_years(named.days, last.year - 1))


def _of_table(base: Base | None, setting: Setting) -> Days | None:
    """The period of a header that names none: the title's, or a year after its base."""
    own = setting.days
    if not setting.from_report or base is None or base.kind != "days" or base.days is None:
        return own
    following = _in_years(base.days, base.days[1].year + 1)
    return following if own is None or following[1].year == own[1].year else own


def _on_day(days: Days, setting: Setting) -> Days:
    """The day that the title names without a year ("tại thời điểm 1/10"), in a column's year."""
    own = setting.days
    if own is None or own[0] != own[1] or not is_whole_year(days):
        return days
    day = _in_year(own[0], days[0].year)
    return day, day


def _in_years(days: Days, year: int) -> Days:
    """The same days of another year; the last day of February stays the last."""
    return _in_year(days[0], year), _in_year(days[1], year)


def _in_year(day: date, year: int) -> date:
    last = monthrange(year, day.month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if ends else day.day)


def _measure(
    block: Block, words: str, header: _Header, base: Base | None, doubts: list[str]
) -> str:
    """The measure of a column by its header."""
    if _CONTRIBUTES.search(words):
        return "contribution_pts"
    percent = PERCENT in header.units or not header.units
    if base is not None:
        if base.kind == "plan":
            return "plan_pct" if percent else "plan_multiple"
        if base.kind == "whole":
            return "share_pct"
        if any(_TIMES.match(unit) for unit in header.units):
            return "multiple"
        if _CHANGES.search(words) and not _DEVELOPS.search(words):
            return "increase_pct" if _has_percent(block, header, words) else "increase_by"
        if not base.kind:
            doubts.append(f'the header does not say what it compares with: "{base.text}"')
        return "index_pct"
    if names_plan(words) and "%" in joined([words, *header.units]):
        return "plan_pct"
    said = _rate_in(words)
    if not said and not header.units and _declares_percent_alone(block):
        said = _rate_in(block.title_text)
    return said or "level"


def _rate_in(words: str) -> str:
    """The rate that words announce without saying what it compares with; "" where none."""
    if _SHARE.search(words):
        return "share_pct"
    if _DEVELOPS.search(words):
        return "index_pct"
    return "increase_pct" if _GROWS.search(words) else ""


def _declares_percent_alone(block: Block) -> bool:
    units = [unit for cell in block.remarks for unit in units_listed(cell.text)]
    return set(units or in_brackets(block.title_text)) == {PERCENT}


def _has_percent(block: Block, header: _Header, words: str) -> bool:
    if PERCENT in header.units:
        return True
    if header.units or re.search(r"(?i)tuyệt đối", words):
        return False
    declared = [cell.text for cell in block.remarks]
    return any(PERCENT in text for text in declared)


def _dimension(phrases: Sequence[str], setting: Setting, title: str) -> tuple[str, ...]:
    """What is left of each phrase without periods, comparisons, units and words for "done".

    The season of a harvest is left out where the title says it for all columns.
    """
    found = []
    for i, phrase in enumerate(phrases):
        if is_unit_words(phrase):
            continue
        text, after = split_comparison(without_units(phrase))
        if after is not None and i + 1 < len(phrases) and not after.strip(_EDGES):
            found.append(_left(text, setting))
            break
        found.append(_left(text, setting))
    seasons = [
        text
        for text in found
        if _SEASON.match(text) and _SEASON.sub("", text).lower() in title.lower()
    ]
    kept = [text for text in found if text and text not in seasons]
    narrower = [text for text in kept if not _BREAKDOWN.match(text)]
    return tuple(dict.fromkeys(narrower if narrower else kept))


def _left(text: str, setting: Setting) -> str:
    text = plain(text)
    prices = re.search(r"(?i)theo\s+giá\s+[^(),;]+", text)
    for one in named_periods(text, setting.year, setting.month):
        text = text.replace(one.text, " ") if one.text in text else text
    text = _PRIOR.sub(" ", without_prices(text))
    text = _FILLERS.sub(" ", _THIS.sub(" ", text))
    text = re.sub(r"(?i)(?<!\w)(?:năm|quý|tháng|vụ)\s*$", " ", text)
    return joined([prices.group() if prices else "", text.strip(_EDGES)])
