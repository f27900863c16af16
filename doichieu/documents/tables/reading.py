"""Every number of the tables as a figure, before indicators have names."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from doichieu.documents.document import Cell, Sheet, column_letters
from doichieu.documents.draft import DraftedFigure, LeftOut
from doichieu.documents.draft import Row as ReferenceRow
from doichieu.documents.known import Known
from doichieu.documents.tables.blocks import Block, find_blocks
from doichieu.documents.tables.captions import with_caption
from doichieu.documents.tables.column import NO_MEASURE, Column
from doichieu.documents.tables.columns import read_columns
from doichieu.documents.tables.figure_units import amounts_of, own_unit, unit_of
from doichieu.documents.tables.measures import of_row
from doichieu.documents.tables.periods import (
    Days,
    in_years,
    is_since_january,
    is_whole_year,
    named_periods,
    only_period,
    period_id,
    says_prior,
)
from doichieu.documents.tables.rows import Row, read_rows
from doichieu.documents.tables.settings import Setting, setting_of
from doichieu.documents.tables.translations import without_translations
from doichieu.documents.tables.units import UnitIds
from doichieu.documents.tables.words import is_figure, joined
from doichieu.inputs.periods import first_and_last_day
from doichieu.wording.territories import TerritoryNames

HIDDEN = "its row, column or sheet is hidden"
NO_HEADER = "no header names its column"
AMOUNT_FROM_PLAN = "no measure says by what amount a plan is exceeded or missed"
TOO_NARROW = "its column is too narrow to show it"
NO_TABLE = "it is in no table"
NAMES = "it names a column or a row"
NO_ROW = "no words name its row"
WORDS = "its cell says more than a number"
# A number typed as words with a point before its decimals, among numbers with a comma.
_ENGLISH = re.compile(r"[-+−]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True)
class TableFigure:
    """A figure of a table with where it was read: its table, row and column, and its days."""

    block: Block
    row: Row
    column: Column
    figure: DraftedFigure
    days: Days | None = None


@dataclass(frozen=True)
class Read:
    """The figures of all tables in reading order, and what became no figure."""

    figures: tuple[TableFigure, ...]
    left_out: tuple[LeftOut, ...]
    units: tuple[ReferenceRow, ...]


def read_tables(sheets: Sequence[Sheet], known: Known, report: Mapping[str, str]) -> Read:
    """Read every visible number of the tables; `indicator_id` of the figures is blank."""
    sheets = [without_translations(with_caption(sheet)) for sheet in sheets]
    visible = [sheet for sheet in sheets if not sheet.hidden]
    blocks = [block for sheet in visible for block in find_blocks(sheet)]
    days = first_and_last_day(report.get("period_id", "") or "")
    names = TerritoryNames.read(known.territories.values())
    day = days[1].isoformat() if days else ""

    @cache  # a label stands in many rows
    def territory_of(label: str) -> str:
        return names.find(label, day)

    rows = read_rows(blocks, territory_of)
    units = UnitIds(known)
    figures: list[TableFigure] = []
    left: list[LeftOut] = []
    for block, named in zip(blocks, rows, strict=True):
        setting = setting_of(block, report.get("period_id", ""))
        columns = _with_territories(read_columns(block, setting), territory_of)
        found = list(_read_block(block, named, columns, setting, units))
        figures.extend(one for one in found if isinstance(one, TableFigure))
        left.extend(one for one in found if isinstance(one, LeftOut))
    taken = {one.figure.place for one in figures} | {one.place for one in left}
    for sheet in sheets:
        left.extend(_others(sheet, [b for b in blocks if b.sheet is sheet], taken))
    return Read(tuple(figures), tuple(left), tuple(units.new.values()))


def place_of(sheet: Sheet, cell: Cell) -> str:
    """The place of a cell: its sheet and its name, 11.VDT!F23."""
    return f"{sheet.name}!{column_letters(cell.column)}{cell.row}"


def _with_territories(
    columns: Mapping[int, Column], territory_of: Callable[[str], str]
) -> dict[int, Column]:
    """The columns; where a word of the header is a territory, its id stands for it."""
    found = {}
    for number, column in columns.items():
        places = {words: territory_of(words) for words in column.dimension}
        territory_id = next((place for place in places.values() if place), "")
        others = tuple(words for words, place in places.items() if not place)
        found[number] = replace(column, dimension=others, territory_id=territory_id)
    return found


def _read_block(
    block: Block,
    rows: Sequence[Row],
    columns: Mapping[int, Column],
    setting: Setting,
    units: UnitIds,
) -> Iterable[TableFigure | LeftOut]:
    named = {row.row: row for row in rows}
    year = setting.year
    above = ""
    before: Days | None = None
    for number in block.body_rows:
        text = joined(cell.text for cell in block.labels(number))
        period = only_period(text, year, setting.month)
        if period is None and before is not None and says_prior(text):
            period, before = in_years(before, before[1].year - 1), None
        else:
            year = period[1].year if period else year
            before = _compared_with_prior(before, period)
        if (row := named.get(number)) is None:
            continue
        for cell in block.figures(number):
            if cell.overflows:
                yield LeftOut(place_of(block.sheet, cell), cell.text.strip(), TOO_NARROW)
                continue
            column = columns[cell.column]
            if column.measure == NO_MEASURE:
                yield LeftOut(place_of(block.sheet, cell), cell.text.strip(), AMOUNT_FROM_PLAN)
                continue
            amounts = amounts_of(row, column, block)
            column = of_row(column, row, cell, amounts, block.title_text)
            own = period
            if period and column.names_period and column.days and is_whole_year(column.days):
                own = only_period(text, column.days[0].year, setting.month)
            own = own or _of_heading(row, column)
            figure = _figure(block, row, column, cell, own, above, units)
            yield TableFigure(block, row, column, figure, own or column.days)
        above = own_unit(row) or above


def _compared_with_prior(before: Days | None, own: Days | None) -> Days | None:
    """What a row "Cùng kỳ năm trước" compares with: the row above it, or one of a later period.

    Below the rows of a month and of the month before it is that of the month.
    """
    is_earlier = before is not None and own is not None and own[1] < before[1]
    return before if is_earlier else own


def _of_heading(row: Row, column: Column) -> Days | None:
    """The months that a heading names, where its column names the day on which they end."""
    if column.days is None or column.days[0] != column.days[1]:
        return None
    named = [
        one.days
        for heading in row.above
        if not heading.columns
        for one in named_periods(heading.label.text, column.days[1].year)
    ]
    ending = (days for days in named if days[1] == column.days[1] and is_since_january(days))
    return next(ending, None)


def _figure(
    block: Block,
    row: Row,
    column: Column,
    cell: Cell,
    period: Days | None,
    above: str,
    units: UnitIds,
) -> DraftedFigure:
    doubts = list(column.doubts)
    days = period or column.days
    basis = column.base.basis(days) if column.base else ""
    if basis is None:
        doubts.append(f'"{column.base.text if column.base else ""}" is no base of its period')
    if period is not None:
        doubts = [doubt for doubt in doubts if "period" not in doubt]
    unit, sure = unit_of(row, column, cell, block, above, units)
    if not unit:
        doubts.append("no words say its unit")
    elif not sure:
        doubts.append("the words leave its unit open")
    return DraftedFigure(
        place=place_of(block.sheet, cell),
        printed=cell.printed,
        number_format="en" if _ENGLISH.fullmatch(cell.printed) else "",
        indicator_id="",
        measure=column.measure,
        unit_id=units.id_of(unit),
        territory_id=column.territory_id or row.territory_id,
        period_id=period_id(days),
        qualifier=column.qualifier,
        basis=basis or column.giver,
        label=row.label.text,
        parent_label=row.parent_in(cell.column),
        relation=row.relation_in(cell.column).value,
        wording=joined([row.label.text, "|", column.words]).strip(" |"),
        doubts=tuple(doubts),
    )


def _others(sheet: Sheet, blocks: Sequence[Block], taken: set[str]) -> Iterable[LeftOut]:
    """The numbers of a sheet that are neither figures nor left out already, with the reason."""
    for cell in sheet.cells.values():
        place = place_of(sheet, cell)
        if place in taken:
            continue
        if cell.is_number and is_figure(cell):
            yield LeftOut(place, cell.text.strip(), _reason(sheet, blocks, cell))
        elif _has_number_among_words(cell, blocks):
            yield LeftOut(place, cell.text.strip(), WORDS)


def _has_number_among_words(cell: Cell, blocks: Sequence[Block]) -> bool:
    """Whether a cell of words, where a figure is expected, has a number: "trên 95"."""
    return (
        not cell.hidden
        and any(mark.isdigit() for mark in cell.text)
        and any(
            cell.row in block.body_rows and cell.column in block.value_columns for block in blocks
        )
    )


def _reason(sheet: Sheet, blocks: Sequence[Block], cell: Cell) -> str:
    if (
        sheet.hidden
        or cell.hidden
        or cell.row in sheet.hidden_rows
        or cell.column in sheet.hidden_columns
    ):
        return HIDDEN
    for block in blocks:
        if cell.row in block.header_rows or cell.column in block.label_columns:
            return NAMES
        if cell.row in block.body_rows:
            return NO_HEADER if cell.column in block.helper_columns else NO_ROW
    return NO_TABLE
