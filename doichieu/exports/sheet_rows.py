"""The rows of a table on its sheet, as XML that DuckDB writes.

The sheets of a large collection have millions of cells, and each takes a dozen steps: rounding,
style, text, tags. In Python they took most of the time of all exports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.exports.catalogue import Column, Table
from doichieu.exports.numbers import SIGNED, number_of

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


@dataclass(frozen=True)
class Styles:
    """The numbers that cell formats have in the file: of texts, and of numbers by decimals."""

    text: int
    plain: Sequence[int]
    signed: Sequence[int]


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, in a temporary table.

    Attributes:
        table: the table that they are of.
        all: how many rows the table has.
        used: how many of them the figures use.
        count: how many are on the sheet.
        cut: how many texts are cut to the limit of a cell.
        widths: the characters that each column needs.
    """

    table: Table
    all: int
    used: int
    count: int
    cut: int
    widths: list[int]

    def xml(self, connection: Any, styles: Styles) -> Iterator[bytes]:
        """The rows below the header, some at a time."""
        if not self.count:
            return
        from xlsxwriter.utility import xl_col_to_name

        table = self.table
        cells = ", ".join(
            cell(table, column, xl_col_to_name(place), styles)
            for place, column in enumerate(table.columns)
        )
        row = f"""concat('<row r="', sheet_row, '">', {cells}, '</row>')"""
        rows = (
            f"select *, rowid + 2 as sheet_row, text_elements({texts(table)}) as _texts "
            f"from {gathered(table)}"
        )
        result = connection.execute(f"select {row} from ({rows})")
        while batch := result.fetchmany(BATCH):
            yield "".join(text for (text,) in batch).encode()


def create_functions(connection: Any) -> None:
    """Create the functions that the queries of this module use, for this connection."""
    connection.execute(FUNCTIONS.read_text(encoding="utf-8"))


def gather(connection: Any, table: Table, most: int) -> SheetRows:
    """Put the rows of a sheet, at most so many, into a temporary table, and measure them."""

    def integers(query: str) -> list[int]:
        return [number or 0 for number in connection.execute(query).fetchone()]

    name, used = f'"{table.schema}"."{table.name}"', OF_FIGURES.get(table.name, "true")
    counts = integers(f"select count(*), count(*) filter (where {used}) from {name}")
    if not counts[1]:
        return SheetRows(table, *counts, 0, 0, [0] * len(table.columns))
    rows = f"select * from ({table.sorted_rows}) where {used} order by all limit {most}"
    if numbers_in(table):
        rows = (
            f"select *, numbers_shown([{', '.join(numbers_in(table))}]) as _numbers from ({rows})"
        )
    connection.execute(f"create or replace temp table {gathered(table)} as {rows}")
    of_numbers = "replace (number_widths(_numbers) as _numbers)" if numbers_in(table) else ""
    measured = (
        f"select * {of_numbers}, text_widths({texts(table)}) as _texts "
        f"from {gathered(table)} limit {MEASURED_ROWS}"
    )
    widths = ", ".join(f"max({width(table, column)})" for column in table.columns)
    return SheetRows(
        table,
        *counts,
        *integers(f"select count(*), sum(texts_cut({texts(table)})) from {gathered(table)}"),
        integers(f"select {widths} from ({measured})"),
    )


def gathered(table: Table) -> str:
    """The temporary table with the rows of a sheet; the numbers shown are its list `_numbers`."""
    return f'temp."{table.name}"'


def texts_in(table: Table) -> list[str]:
    """The columns of texts."""
    return [f'"{column.name}"' for column in table.columns if column.kind == "VARCHAR"]


def numbers_in(table: Table) -> list[str]:
    """The numbers in the columns of doubles; the ends of an interval are one."""
    doubles = (column for column in table.columns if column.kind == "DOUBLE")
    return list(dict.fromkeys(number_of(table, column).given for column in doubles))


def texts(table: Table) -> str:
    """The texts of a row as a list in SQL."""
    return f"[{', '.join(texts_in(table))}]::varchar[]"


def listed(table: Table, column: Column) -> str:
    """The element of a list that has a column: of `_texts`, or of `_numbers`."""
    if column.kind == "DOUBLE":
        return f"_numbers[{numbers_in(table).index(number_of(table, column).given) + 1}]"
    return f"""_texts[{texts_in(table).index(f'"{column.name}"') + 1}]"""


def width(table: Table, column: Column) -> str:
    """The characters that a value of a column needs, in SQL."""
    match column.kind:
        case "VARCHAR":
            return listed(table, column)
        case "DOUBLE":
            return f"{listed(table, column)}.{number_of(table, column).end}"
        case "INTEGER" | "BIGINT":
            return f'count_width("{column.name}")'
        case _:
            return f'length("{column.name}"::varchar) + 1'


def cell(table: Table, column: Column, letter: str, styles: Styles) -> str:
    """The cell of a column, in SQL."""
    tag = f"""'<c r="{letter}' || sheet_row || '"'"""
    match column.kind:
        case "VARCHAR":
            return f"""text_cell({tag} || ' s="{styles.text}"', {listed(table, column)})"""
        case "DOUBLE":
            of_decimals = styles.signed if table.unit(column) == SIGNED else styles.plain
            attributes = [f' s="{style}"' for style in of_decimals]
            number, end = listed(table, column), number_of(table, column).end
            return f"number_cell({tag}, {attributes}, {number}.{end}, {number}.decimals)"
        case "INTEGER" | "BIGINT":
            return f'value_cell({tag}, "{column.name}")'
        case "BOOLEAN":
            return f"""value_cell({tag} || ' t="b"', "{column.name}"::integer)"""
        case _:
            return f"""text_cell({tag}, '<t>' || "{column.name}" || '</t>')"""
