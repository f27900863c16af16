"""A sheet a report: its figures in the order of the document, where there are few reports."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from doichieu.base.sql import literal
from doichieu.base.statuses import COUNTS_BY_STATUS, STATUSES
from doichieu.exports.catalogue import Column, Table
from doichieu.exports.names import Text, both, counted, day, list_of, name_of_period, say
from doichieu.exports.sheet_rows import FIGURES, SheetRows, Shown, Styles, gather, in_batches
from doichieu.exports.sheets import Sheet, headings_of, left_out
from doichieu.report.findings import Row, rows

# Of more reports there are the sheets by period, and the sheet of all figures has a filter.
MOST_REPORTS = 20
# The row of the headings, below the title, the source and the counts; counted from 1.
HEADING = 4
LONGEST_NAME = 31

REPORTS = f"""
select
    reports.report_id,
    reports.title,
    reports.publisher,
    reports.published,
    reports.period_id,
    report_orders.report_order,
    coalesce(territories.name_vi, reports.territory_id) as territory_vi,
    coalesce(territories.name_en, reports.territory_id) as territory_en,
    count(*) as figures,
    {COUNTS_BY_STATUS}
from marts.figures
inner join reference.reports using (report_id)
inner join report_orders using (report_id)
left join reference.territories on reports.territory_id = territories.territory_id
group by all
order by report_order
"""

# What the other figures leave a figure of a conflict: that of the smallest.
IMPLIED = f"""
select figures.*, implied.implied_lower, implied.implied_upper
from ({FIGURES}) as figures
left join (
    select report_id, figure_no, implied_lower, implied_upper
    from marts.conflicts
    qualify row_number() over (partition by report_id, figure_no order by rank, conflict_id) = 1
) as implied using (report_id, figure_no)
"""

# The columns that not every collection needs: places and periods that are the reports' own are
# said above the figures, and the others may be blank.
NEEDED = f"""
select
    coalesce(bool_or(figures.territory_id != reports.territory_id), false) as territory_id,
    coalesce(bool_or(figures.period_id != reports.period_id), false) as period_id,
    coalesce(bool_or(basis != ''), false) as basis,
    coalesce(bool_or(qualifier != ''), false) as qualifier,
    count(implied_lower) > 0 as implied_lower,
    count(implied_upper) > 0 as implied_upper,
    count(correction) > 0 as correction,
    count(note) > 0 as note
from ({IMPLIED}) as figures
inner join reference.reports using (report_id)
"""

COLUMNS = {
    "figure_no": "INTEGER",
    "place": "VARCHAR",
    "indicator_id": "VARCHAR",
    "territory_id": "VARCHAR",
    "period_id": "VARCHAR",
    "measure": "VARCHAR",
    "basis": "VARCHAR",
    "qualifier": "VARCHAR",
    "printed": "VARCHAR",
    "value": "DOUBLE",
    "unit_id": "VARCHAR",
    "check_status": "VARCHAR",
    "implied_lower": "DOUBLE",
    "implied_upper": "DOUBLE",
    "correction": "VARCHAR",
    "note": "VARCHAR",
}


@dataclass(frozen=True)
class RowsOfReport(SheetRows):
    """The rows of the sheet of one report; `report` is its number, from 1 on.

    The rows of all reports are gathered, and their XML is written, in one query each: to plan one
    for each report would take longer than to run it.
    """

    report: int = 0

    @property
    def number(self) -> str:
        """The row of the sheet that a row is on, in SQL."""
        return f"_row + {self.first - 1}"

    def xml(self, connection: Any, styles: Styles, texts_before: int) -> Iterator[bytes]:
        """The rows, some at a time; the sheets of reports are written in their order."""
        if self.report == 1:
            row = self.row(self.cells(styles, texts_before))
            connection.execute(
                "create or replace temp table report_rows as "
                f"select _report, _row, {row} as xml from ({self.ready(styles)})"
            )
        query = f"select xml from report_rows where _report = {self.report} order by _row"
        yield from in_batches(connection, query)


def report_sheets(connection: Any, figures: Table, most: int) -> Iterator[Sheet]:
    """The sheets of the reports, each with at most so many figures; none of many reports."""
    reports = rows(connection, f"{REPORTS} limit {MOST_REPORTS + 1}")
    if not 0 < len(reports) <= MOST_REPORTS:
        return
    (needed,) = rows(connection, NEEDED)
    columns = tuple(
        Column(name, kind, True, "") for name, kind in COLUMNS.items() if needed.get(name, True)
    )
    table = replace(figures, name="figures of reports", columns=columns)
    shown = tuple(Shown(column, list_of(table, column)) for column in columns)
    numbered = literal([report["report_id"] for report in reports])
    gathered = gather(
        connection,
        table,
        shown,
        f"select *, list_position({numbered}, report_id) as _report, "
        "row_number() over (partition by report_id order by figure_no) as _row "
        f"from ({IMPLIED}) qualify _row <= {most}",
        most * len(reports),
        order=["_report", "figure_no"],
        first=HEADING + 1,
        flagged="check_status = 'contradicted'",
    )
    for number, report in enumerate(reports, start=1):
        all_ = report["figures"]
        # The sheet of all figures says how many texts are cut.
        counts = {"all": all_, "used": all_, "count": min(all_, most), "cut": 0}
        yield sheet_of_report(report, RowsOfReport(**vars(gathered) | counts, report=number))


def sheet_of_report(report: Row, gathered: RowsOfReport) -> Sheet:
    """The sheet of one report."""
    title = both(report["title"] or report["report_id"])
    return Sheet(
        both(name_of_sheet(gathered.report, report["report_id"])),
        say("about.report", title=title),
        gathered,
        headings_of(gathered),
        [one.is_of_numbers for one in gathered.shown],
        above=[title, source_of(report), counts_of(report)],
        frozen=3,
        left_out=left_out(gathered, gathered.table),
    )


def source_of(report: Row) -> Text:
    """Who published a report and when, and its period and territory."""
    return say(
        "report.about",
        publisher=f"{report['publisher']}; " if report["publisher"] else "",
        published=published_in_words(report["published"]),
        period=name_of_period(report["period_id"]),
        territory={"vi": report["territory_vi"], "en": report["territory_en"]},
        id=report["report_id"],
    )


def published_in_words(published: str | None) -> Text:
    """When a report was published, as far as known."""
    if published is None:
        return say("report.unknown")
    is_known = len(published) == len("2021-07-15")
    return day(date.fromisoformat(published)) if is_known else both(published)


def counts_of(report: Row) -> Text:
    """How many figures a report has, and what the checks say of them."""
    return say("report.counts", **{name: counted(report[name]) for name in ("figures", *STATUSES)})


def name_of_sheet(number: int, report_id: str) -> str:
    """The name of a report's sheet: its number makes it unlike every other."""
    plain = re.sub(r"[^\w.+-]", " ", report_id)
    return f"{number} {plain}"[:LONGEST_NAME].strip()
