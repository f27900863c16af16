"""The rows of a table on its sheet, as XML that DuckDB writes.

The sheets of a large collection have millions of cells, and each takes a dozen steps: rounding,
style, text, tags. In Python they took most of the time of all exports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from doichieu.exports.catalogue import Column, Table
from doichieu.exports.names import list_of
from doichieu.exports.numbers import DECIMALS, SIGNED, number_of

FUNCTIONS = Path(__file__).parent / "sheet_rows.sql"
MEASURED_ROWS = 1_000  # the first rows, which set the width of a column
BATCH = 500  # rows that Python has in memory at once

# The rows of a reference table that the figures of the release use.
OF_FIGURES = {
    "indicators": "indicator_id in (select indicator_id from marts.figures)",
    "identities": "total_indicator_id in (select indicator_id from marts.figures) "
    "and part_indicator_id in (select indicator_id from marts.figures)",
    "limits": "indicator_id = '*' or indicator_id in (select indicator_id from marts.figures)",
    "territories": "territory_id in (select territory_id from marts.figures) "
    "or territory_id in (select territory_id from reference.reports) "
    "or territory_id in (select territory_id from marts.revisions)",
    "units": "unit_id in (select unit_id from marts.figures) or unit_id in "
    "(select unit_id from reference.indicators where indicator_id in "
    "(select indicator_id from marts.figures))",
}

# Which rows a sheet keeps first where it cannot keep all; ties have the order of the key.
NEWEST = "(select end_date from staging.stg_periods as periods where periods.period_id = {}) desc"
KEPT_FIRST = {
    "figures": "case check_status when 'contradicted' then 0 when 'suspect' then 1 else 2 end, "
    + NEWEST.format("rows.period_id"),
    "plan_completion": NEWEST.format("rows.period_id"),
    "growth": NEWEST.format("rows.period_id"),
    "reconciliation": "case verdict when 'contradiction' then 0 when 'suspect' then 1 else 2 end",
    "revisions": "is_within_rounding, abs(difference_pct) desc nulls last",
}

# A figure has the decimals that it was printed with: its number is whole in parts of a hundred
# times the last printed place.
FIGURES = f"""
select figures.*, staged.{DECIMALS}
from marts.figures
left join (
    select report_id, figure_no, cast(round(log10(parts)) as integer) - 2 as {DECIMALS}
    from staging.stg_figures
) as staged using (report_id, figure_no)
"""

# Texts that are dates where the whole date is known.
PARTLY_KNOWN = {("reports", "published")}


class Attributes(NamedTuple):
    """The styles of cells as attributes of XML, in SQL; of numbers a list by their decimals."""

    text: str
    day: str
    whole: str
    plain: str
    signed: str


# The attributes where each row has its own.
OF_ROW = Attributes(*(f"_style_{name}" for name in Attributes._fields))


@dataclass(frozen=True)
class Styles:
    """The numbers that cell formats have in the file, of numbers by their decimals.

    Attributes:
        marked: of numbers that contradict others, with a mark.
        of_flagged: of the cells of a row that stands out.
    """

    text: int
    day: int
    whole: int
    plain: Sequence[int]
    signed: Sequence[int]
    marked: Sequence[int]
    marked_text: int
    of_flagged: "Styles | None" = None

    @property
    def attributes(self) -> Attributes:
        """The attributes that are the same in every row."""
        one = (attribute(style) for style in (self.text, self.day, self.whole))
        return Attributes(*one, of_decimals(self.plain), of_decimals(self.signed))

    def of_rows(self, flagged: str) -> str:
        """The columns of `OF_ROW`: what a row has depends on a condition in SQL."""
        assert self.of_flagged
        each = zip(OF_ROW, self.attributes, self.of_flagged.attributes, strict=True)
        return ", ".join(
            f"case when {flagged} then {other} else {own} end as {name}"
            for name, own, other in each
        )


def attribute(style: int) -> str:
    """A style as an attribute of XML, in SQL."""
    return f"""' s="{style}"'"""


def of_decimals(styles: Sequence[int]) -> str:
    """The styles of numbers as a list of attributes, in SQL."""
    return f"[{', '.join(map(attribute, styles))}]"


@dataclass(frozen=True)
class Shown:
    """A column of a sheet: the values of a column, or from a list the names of its ids."""

    column: Column
    names: str | None = None

    @property
    def is_of_numbers(self) -> bool:
        """Whether the column has numbers."""
        return self.names is None and self.column.kind in ("DOUBLE", "INTEGER", "BIGINT")

    @property
    def place(self) -> str:
        """The column of the gathered rows that has the place of the name."""
        return f'"_place_{self.column.name}"'

    @property
    def width(self) -> str:
        """The column of the gathered rows that has the width of the name."""
        return f'"_width_{self.column.name}"'


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, in a temporary table.

    Attributes:
        table: the table that they are of.
        shown: the columns of the sheet.
        gathered: the temporary table, in which the numbers shown are the list `_numbers`.
        all: how many rows the table has.
        used: how many of them the figures use.
        count: how many are on the sheet.
        cut: how many texts are cut to the limit of a cell.
        widths: the characters that each column needs.
        first: the row of the sheet that the first is on, counted from 1.
        flagged: the condition in SQL on which a row stands out.
    """

    table: Table
    shown: tuple[Shown, ...]
    gathered: str
    all: int
    used: int
    count: int
    cut: int
    widths: list[int]
    first: int = 2
    flagged: str | None = None

    @property
    def last(self) -> int:
        """The last row of the sheet, counted from 1."""
        return self.first + self.count - 1

    @property
    def number(self) -> str:
        """The row of the sheet that a row is on, in SQL."""
        return f"rowid + {self.first}"

    def xml(self, connection: Any, styles: Styles, texts_before: int) -> Iterator[bytes]:
        """The rows, some at a time; so many texts precede the names in the workbook's list."""
        if self.count:
            row = f"select {self.row(self.cells(styles, texts_before))}"
            yield from in_batches(connection, f"{row} from ({self.ready(styles)})")

    def ready(self, styles: Styles) -> str:
        """The query for the gathered rows with what their cells need."""
        own = "" if self.flagged is None else f", {styles.of_rows(self.flagged)}"
        return (
            f"select *, {self.number} as sheet_row, text_elements({texts(self.shown)}) as _texts"
            f"{own} from {self.gathered}"
        )

    def cells(self, styles: Styles, texts_before: int) -> list[str]:
        """The cells of a row that is ready, in SQL."""
        from xlsxwriter.utility import xl_col_to_name

        attributes = styles.attributes if self.flagged is None else OF_ROW
        return [
            self.cell(shown, xl_col_to_name(self.place(place)), attributes, texts_before)
            for place, shown in enumerate(self.shown)
        ]

    def place(self, place: int) -> int:
        """The column of the sheet that one of `shown` is in, counted from 0."""
        return place

    def row(self, cells: Sequence[str]) -> str:
        """The XML of a row with these cells, in SQL."""
        return f"""concat('<row r="', sheet_row, '">', {", ".join(cells)}, '</row>')"""

    def cell(self, one: Shown, letter: str, attributes: Attributes, texts_before: int) -> str:
        """The cell of a column, in SQL."""
        table, column = self.table, one.column
        tag = f"""'<c r="{letter}' || sheet_row || '"'"""
        of_text, of_day = f"{tag} || {attributes.text}", f"{tag} || {attributes.day}"
        if one.names:
            return f"name_cell({of_text}, {texts_before} + {one.place})"
        match column.kind:
            case "VARCHAR" if (table.name, column.name) in PARTLY_KNOWN:
                day = f'day_cell({of_day}, try_cast("{column.name}" as date))'
                return f"coalesce({day}, text_cell({of_text}, {listed(column, table, self.shown)}))"
            case "VARCHAR":
                return f"text_cell({of_text}, {listed(column, table, self.shown)})"
            case "DOUBLE":
                is_signed = table.unit(column) == SIGNED
                of_decimals = attributes.signed if is_signed else attributes.plain
                number = listed(column, table, self.shown)
                value = f"{number}.{number_of(table, column).end}"
                return f"number_cell({tag}, {of_decimals}, {value}, {number}.decimals)"
            case "INTEGER" | "BIGINT":
                return f'value_cell({tag} || {attributes.whole}, "{column.name}")'
            case "BOOLEAN":
                return f"""value_cell({of_text} || ' t="b"', "{column.name}"::integer)"""
            case _:
                day = f'day_cell({of_day}, "{column.name}")'
                text = f"""text_cell({of_text}, '<t>' || "{column.name}" || '</t>')"""
                return f"coalesce({day}, {text})"


def in_batches(connection: Any, query: str) -> Iterator[bytes]:
    """The texts of a query with one column, some at a time."""
    result = connection.execute(query)
    while batch := result.fetchmany(BATCH):
        yield "".join(text for (text,) in batch).encode()


def create_functions(connection: Any) -> None:
    """Create the functions that the queries of this module use, for this connection."""
    connection.execute(FUNCTIONS.read_text(encoding="utf-8"))


def columns_with_names(table: Table) -> Iterator[Shown]:
    """The columns of a table, beside each of ids the names."""
    for column in table.columns:
        yield Shown(column)
        if names := list_of(table, column):
            yield Shown(column, names)


def gather_table(connection: Any, table: Table, most: int) -> SheetRows:
    """Gather the rows of a table for its sheet, those first that matter most."""
    source = FIGURES if table.name == "figures" else f'from "{table.schema}"."{table.name}"'
    shown = tuple(columns_with_names(table))
    used = OF_FIGURES.get(table.name, "true")
    return gather(connection, table, shown, source, most, used=used)


def gather(
    connection: Any,
    table: Table,
    shown: tuple[Shown, ...],
    source: str,
    most: int,
    used: str = "true",
    order: Sequence[str] = (),
    first: int = 2,
    flagged: str | None = None,
) -> SheetRows:
    """Put the rows of a sheet, at most so many, into a temporary table, and measure them.

    Args:
        source: the query for the rows of the table.
        order: the columns that the rows are in the order of, if not all.
        used: the condition in SQL on which the sheet has a row.
        first: the row of the sheet that the first is on, counted from 1.
        flagged: the condition in SQL on which a row stands out.
    """

    def integers(query: str) -> list[int]:
        return [number or 0 for number in connection.execute(query).fetchone()]

    counts = integers(f"select count(*), count(*) filter (where {used}) from ({source})")
    gathered = f'temp."{table.name}"'
    if not counts[1]:
        nothing = [0] * len(shown)
        return SheetRows(table, shown, gathered, *counts, 0, 0, nothing, first, flagged)
    rows = f"select * from ({source}) as rows where {used}"
    if counts[1] > most and table.name in KEPT_FIRST:
        key = ", ".join(table.primary_key)
        rows = f"select * from ({rows} order by {KEPT_FIRST[table.name]}, {key} limit {most})"
    ordered = ", ".join(f'rows."{name}"' for name in order or columns_of(table))
    rows = f"select * from ({rows}) as rows order by {ordered} limit {most}"
    named = [one for one in shown if one.names]
    places = ", ".join(
        f"names_{number}.place as {one.place}, names_{number}.width as {one.width}"
        for number, one in enumerate(named)
    )
    joins = " ".join(
        f"left join names as names_{number} on names_{number}.list = '{one.names}' "
        f'and names_{number}.id = rows."{one.column.name}"'
        for number, one in enumerate(named)
    )
    numbers = numbers_in(table)
    shown_numbers = f"numbers_shown([{', '.join(numbers)}]) as _numbers" if numbers else ""
    more = ", ".join(filter(None, (shown_numbers, places)))
    connection.execute(
        f"create or replace temp table {gathered} as "
        f"select rows.* {', ' + more if more else ''} "
        f"from ({rows}) as rows {joins} order by {ordered}"
    )
    of_numbers = "replace (number_widths(_numbers) as _numbers)" if numbers else ""
    measured = (
        f"select * {of_numbers}, text_widths({texts(shown)}) as _texts "
        f"from {gathered} limit {MEASURED_ROWS}"
    )
    widths = ", ".join(f"max({width(one, table, shown)})" for one in shown)
    return SheetRows(
        table,
        shown,
        gathered,
        *counts,
        *integers(f"select count(*), sum(texts_cut({texts(shown)})) from {gathered}"),
        integers(f"select {widths} from ({measured})"),
        first,
        flagged,
    )


def columns_of(table: Table) -> list[str]:
    """The names of the columns of a table."""
    return [column.name for column in table.columns]


def texts_in(shown: Sequence[Shown]) -> list[str]:
    """The columns of texts."""
    own = (one.column for one in shown if not one.names)
    return [f'"{column.name}"' for column in own if column.kind == "VARCHAR"]


def numbers_in(table: Table) -> list[str]:
    """The numbers in the columns of doubles; the ends of an interval are one."""
    doubles = (column for column in table.columns if column.kind == "DOUBLE")
    return list(dict.fromkeys(number_of(table, column).given for column in doubles))


def texts(shown: Sequence[Shown]) -> str:
    """The texts of a row as a list in SQL."""
    return f"[{', '.join(texts_in(shown))}]::varchar[]"


def listed(column: Column, table: Table, shown: Sequence[Shown]) -> str:
    """The element of a list that has a column: of `_texts`, or of `_numbers`."""
    if column.kind == "DOUBLE":
        return f"_numbers[{numbers_in(table).index(number_of(table, column).given) + 1}]"
    return f"""_texts[{texts_in(shown).index(f'"{column.name}"') + 1}]"""


def width(one: Shown, table: Table, shown: Sequence[Shown]) -> str:
    """The characters that a value of a column needs, in SQL."""
    column = one.column
    if one.names:
        return one.width
    match column.kind:
        case "VARCHAR":
            return listed(column, table, shown)
        case "DOUBLE":
            return f"{listed(column, table, shown)}.{number_of(table, column).end}"
        case "INTEGER" | "BIGINT":
            return f'count_width("{column.name}")'
        case _:
            return f'length("{column.name}"::varchar) + 1'
