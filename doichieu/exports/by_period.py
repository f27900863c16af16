"""Figures side by side: a sheet for each kind of period, a column for each period.

A row is one quantity of an indicator in a place. A cell is one printed figure: of several reports
that of the newest, of one that prints it twice the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from doichieu.base.sql import literal, quoted, with_values
from doichieu.exports.catalogue import Column, Table
from doichieu.exports.names import (
    Text,
    counted,
    list_of,
    name_of_period,
    say,
    title_of_sheet,
)
from doichieu.exports.sheet_rows import (
    SheetRows,
    Shown,
    Styles,
    attribute,
    gather,
    in_batches,
    of_decimals,
)
from doichieu.exports.sheets import Sheet, headings_of, left_out

# Thirty years of months. Excel has 16,384 columns, but no eye for so many.
MOST_PERIODS = 360
# The row of the headings, below the title, what was chosen and the ids of the periods.
HEADING = 4
# The columns on the left of the periods, and on their right.
LEFT = ("territory_id", "indicator_id", "quantity", "basis", "unit_id")
RIGHT = ("territory_id", "indicator_id")

TABLES = Path(__file__).with_suffix(".sql")

# The kinds of periods that have a sheet. One report has none for a kind of which it has one period.
FORMS = """
select
    form,
    count(*) as kept,
    any_value(periods) as periods,
    any_value(without_number) as without_number
from wide_periods
left join (
    select form, count(*) as without_number
    from by_period
    where value is null and as_read is null
    group by form
) using (form)
group by form
having count(*) > 1 or (select count(distinct report_id) > 1 from marts.figures)
order by
    list_position(
        ['year', 'half', 'quarter', 'months', 'month', 'to_date', 'date', 'years'], form
    )
"""


@dataclass(frozen=True)
class RowsByPeriod(SheetRows):
    """The rows of a sheet by period.

    Attributes:
        form: the kind of its periods.
        periods: how many it shows.
    """

    form: str = ""
    periods: int = 0

    @property
    def number(self) -> str:
        """The row of the sheet that a row is on, in SQL."""
        return f"_series + {self.first - 1}"

    def place(self, place: int) -> int:
        """The column of the sheet that one of `shown` is in: the periods stand between them."""
        return place if place < len(LEFT) else place + self.periods

    def xml(self, connection: Any, styles: Styles, texts_before: int) -> Iterator[bytes]:
        """The rows, some at a time; so many texts precede the names in the workbook's list."""
        own = self.cells(styles, texts_before)
        row = self.row([*own[: len(LEFT)], "cells", *own[len(LEFT) :]])
        cells = (
            f"select _series, string_agg({self.period_cell(styles)}, '' order by place) as cells "
            f"from ({FIGURES_OF_FORM.format(form=quoted(self.form))}) "
            f"where _series <= {self.count} group by _series"
        )
        yield from in_batches(
            connection,
            f"select {row} from ({self.ready(styles)}) left join ({cells}) using (_series) "
            "order by sheet_row",
        )

    def period_cell(self, styles: Styles) -> str:
        """The cell of a figure, in SQL."""
        from xlsxwriter.utility import xl_col_to_name

        letters = literal([xl_col_to_name(len(LEFT) + place) for place in range(self.periods)])
        tag = f"""'<c r="' || {letters}[place + 1] || {self.number} || '"'"""
        of_number, of_text = (
            f"case when is_contradicted then {marked} else {plain} end"
            for marked, plain in (
                (of_decimals(styles.marked), of_decimals(styles.plain)),
                (attribute(styles.marked_text), attribute(styles.text)),
            )
        )
        text = f"text_cell({tag} || {of_text}, text_elements([as_read])[1])"
        number = f"number_cell({tag}, {of_number}, value, decimals)"
        return f"case when value is null then {text} else {number} end"


FIGURES_OF_FORM = """
select
    series._series,
    periods.place,
    figures.value,
    figures.as_read,
    figures.is_contradicted,
    coalesce(figures.decimals, numbers_shown([{{
        'shown_as': 'printed', 'lower': figures.value, 'upper': null::double, 'known': null::integer
    }}])[1].decimals) as decimals
from by_period as figures
inner join wide_periods as periods using (form, period_id)
inner join wide_series as series using (form, territory_id, indicator_id, quantity, basis)
where form = {form} and (figures.value is not null or figures.as_read is not null)
"""

# The widths of numbers, with the mark of one that contradicts others.
WIDTHS = """
select period_id, number_width(max(abs(value)), max(decimals)) + 3 as width
from wide_periods
left join by_period using (form, period_id)
where form = {form}
group by period_id, place
order by place
"""


def sheets_by_period(connection: Any, figures: Table, most: int) -> Iterator[Sheet]:
    """The sheets by period, each with at most so many rows."""
    tables = TABLES.read_text(encoding="utf-8")
    connection.execute(with_values(tables, {"most_periods": MOST_PERIODS}))
    for form, kept, periods, without_number in connection.execute(FORMS).fetchall():
        missing = []
        if periods > kept:
            missing.append(say("contents.old_periods", count=counted(periods - kept)))
        if without_number:
            missing.append(say("contents.no_number", count=counted(without_number)))
        yield sheet_by_period(connection, figures, form, kept, missing, most)


def sheet_by_period(
    connection: Any, figures: Table, form: str, kept: int, missing: Sequence[Text], most: int
) -> Sheet:
    """The sheet of one kind of periods, of which it shows those kept."""
    columns = {name: Column(name, "VARCHAR", True, "") for name in LEFT}
    table = replace(figures, name=f"by {form}", columns=tuple(columns.values()))
    shown = [Shown(column, list_of(table, column)) for column in columns.values()]
    shown += [Shown(columns[name]) for name in RIGHT]
    rows = gather(
        connection,
        table,
        tuple(shown),
        f"select * exclude (form) from wide_series where form = {quoted(form)}",
        most,
        order=["_series"],
        first=HEADING + 1,
    )
    found = connection.execute(WIDTHS.format(form=quoted(form))).fetchall()
    periods, numbers = [period for period, _ in found], [width or 0 for _, width in found]
    headings = headings_of(rows)
    left, right = headings[: len(LEFT)], headings[len(LEFT) :]
    name = title_of_sheet(form)
    widths = rows.widths
    return Sheet(
        name,
        say("about.wide"),
        RowsByPeriod(
            **vars(replace(rows, widths=[*widths[: len(LEFT)], *numbers, *widths[len(LEFT) :]])),
            form=form,
            periods=kept,
        ),
        [*left, *map(name_of_period, periods), *right],
        [*[False] * len(left), *[True] * kept, *[False] * len(right)],
        above=[name, say("wide.chosen")],
        keys=[*[None] * len(left), *periods],
        frozen=3,
        left_out=left_out(rows, figures, missing),
    )
