"""The first sheet of a workbook: what is in it, contradictions, plans and growth, with charts.

Plans and growth are of one period, so that like is compared with like: of one place all its
indicators, of several places the indicator that most of them have. The sheet says what it chose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.formats import rounded
from doichieu.base.sql import with_values
from doichieu.base.statuses import COUNTS_BY_STATUS
from doichieu.exports.catalogue import Table
from doichieu.exports.names import (
    LANGUAGES,
    Text,
    both,
    counted,
    name_of_period,
    say,
    title_of_sheet,
)
from doichieu.exports.numbers import WHOLE_FORMAT, number_format
from doichieu.report.findings import Conflict, Row, conflicts_of, rows
from doichieu.site import questions
from doichieu.site.words import catalogue, interval_in

if TYPE_CHECKING:
    from doichieu.exports.workbook import Workbook

# More bars cannot be distinguished; places have one bar each. The sheets of the marts have all.
MOST_BARS, MOST_PLACES, MOST_PERIODS = 20, 70, 24
MOST_CONFLICTS = 20
ROW_PIXELS = 20
CHART_WIDTH, CHART_FRAME, BAR_PIXELS = 760, 140, 34
CHART_COLUMN = 6
HEADER_HEIGHT = 34
WIDTHS = (46, 26, 20, 22, 18, 18, 24, 14, 12, 12, 12)
LESS, MORE, YEAR, GRID = "#C0504D", "#2E75B6", "#BFBFBF", "#E2E2E2"

COUNTS = """
select
    count(*) as figures,
    count(distinct report_id) as reports,
    count(distinct territory_id) as places,
    count(distinct period_id) as periods
from marts.figures
"""

CHOSEN = """
select
    any_value(period_id) as period_id,
    any_value(named('period', period_id)) as period,
    count(distinct territory_id) as places,
    any_value(named('territory', territory_id)) as place
from marts.figures
inner join chosen_period using (period_id)
"""

# Of each mart the rows of the chosen period, of the newest report that has them. A rate that is
# printed as a range has an interval alone, from `least` to `greatest`.
NEWEST = """
select
    found.*,
    report_orders.report_order,
    rate_intervals.{rate}_lower as least,
    rate_intervals.{rate}_upper as greatest
from marts.{mart} as found
inner join chosen_period using (period_id)
inner join report_orders using (report_id)
left join rate_intervals using (report_id, territory_id, period_id, indicator_id, basis)
where isfinite(coalesce({value}, rate_intervals.{rate}_lower))
qualify
    row_number() over (
        partition by territory_id, indicator_id, basis order by report_order desc
    ) = 1
"""

# The indicator that most places have; of several the first in the reports.
INDICATOR = """
select indicator_id, basis, named('indicator', indicator_id) as name
from ({newest})
left join (select indicator_id, min(figure_no) as first_no from marts.figures group by all)
    using (indicator_id)
group by indicator_id, basis, first_no
order by count(distinct territory_id) desc, first_no, indicator_id, basis
limit 1
"""

# With more rows than are shown, those farthest from zero, sorted in the order of the ranking; the
# intervals last.
RANKED = """
select
    named('{label}', {label}_id) as label,
    report_id,
    named('basis', basis) as basis,
    {columns},
    least,
    greatest
from (
    select * from ({newest})
    where {where}
    order by abs({by}) desc nulls last, {value} is null, report_id, {key}
    limit {most}
)
order by {by} desc nulls last, {value} is null, report_id, {key}
"""
# Two indicators may have one name.
KEY = "basis, territory_id, period_id, indicator_id"

# The figures that the sheets by period show, and the report that gives most of them.
PLACES = """
with

plans as (

    select
        territory_id,
        count(*) filter (where status in ('ahead', 'met')) as ahead,
        count(*) filter (where status = 'on_pace') as on_pace,
        count(*) filter (where status = 'behind') as behind
    from ({newest})
    group by territory_id

),

counted as (

    select
        territory_id,
        mode(report_id order by report_order desc) as report_id,
        count(*) as figures,
        {counts_by_status}
    from by_period
    inner join chosen_period using (period_id)
    group by territory_id

)

select
    named('territory', counted.territory_id) as place,
    counted.report_id as report,
    reports.published,
    counted.* exclude (territory_id, report_id),
    plans.* exclude (territory_id)
from counted
inner join reference.reports using (report_id)
left join plans on counted.territory_id = plans.territory_id
order by counted.contradicted desc, counted.territory_id
"""

PERIODS = f"""
select
    named('period', period_id) as period,
    count(distinct report_id) as reports,
    count(distinct territory_id) as places,
    count(*) as figures,
    {COUNTS_BY_STATUS}
from marts.figures
inner join staging.stg_periods using (period_id)
group by period_id, end_date
order by end_date desc, period_id
"""

CONFLICT_COLUMNS = (
    *("conflict", "report", "place", "period", "measure", "printed", "implied", "mended"),
)


@dataclass(frozen=True)
class Ranking:
    """A table with a chart beside it.

    Attributes:
        words: the name of its title.
        mart: what it ranks, by the column `value`; `by` is the column of its order.
        rate: the name of its intervals in `rate_intervals`.
        columns: those beside the label, the report and the basis.
        drawn: the colours of the columns that are drawn.
    """

    words: str
    mart: str
    value: str
    rate: str
    by: str
    columns: dict[str, str]
    drawn: dict[str, str]

    @property
    def newest(self) -> str:
        """The query for the rows of the chosen period, of the newest report that has them."""
        return NEWEST.format(mart=self.mart, value=self.value, rate=self.rate)


RANKINGS = (
    Ranking(
        "plans",
        "plan_completion",
        value="plan_pct",
        rate="completion",
        by="pace_gap_pts",
        columns={
            "plan_pct": "plan_pct",
            "elapsed_pct": "case when pace_gap_pts is not null or status != 'met' "
            "then elapsed_pct end",
            "status": "named('status', status)",
        },
        drawn={"plan_pct": MORE, "elapsed_pct": YEAR},
    ),
    Ranking(
        "growth",
        "growth",
        value="growth_pct",
        rate="growth",
        by="growth_pct",
        columns={"growth_pct": "growth_pct"},
        drawn={"growth_pct": MORE},
    ),
)


def write_summary(
    workbook: "Workbook", connection: Any, tables: Sequence[Table], most_rows: int
) -> None:
    """Write the summary; `most_rows` is the limit of the other sheets."""
    connection.execute(questions.query("rate_intervals"))
    summary = Summary(workbook, connection, tables, most_rows)
    (counts,) = rows(connection, COUNTS)
    summary.write(0, title_of_sheet("summary"), workbook.title)
    in_words = {name: counted(number) for name, number in counts.items()}
    summary.write(0, say("summary.counts", **in_words), workbook.line)
    (chosen,) = rows(connection, CHOSEN)
    has_places = chosen["places"] > 1
    if not chosen["places"]:
        summary.write(0, say("summary.no_figures"), workbook.line)
        return
    about = [say("summary.period", period=chosen["period"]), say("summary.report")]
    if has_places:
        about.append(say("summary.indicator"))
    else:
        about.append(say("summary.one_place", place=chosen["place"]))
    for line in about:
        summary.write(0, line, workbook.line)
    summary.write_contradictions()
    for ranking in RANKINGS:
        summary.write_ranking(ranking, chosen["period"], has_places)
    places = say("summary.places", period=chosen["period"])
    newest = RANKINGS[0].newest
    by_place = PLACES.format(newest=newest, counts_by_status=COUNTS_BY_STATUS)
    summary.write_table(places, by_place, MOST_PLACES, "summary.more_places")
    summary.write_table(say("summary.periods"), PERIODS, MOST_PERIODS, "summary.more_periods")


class Summary:
    """The sheet, written from the top down: `row` is the next, counted from 0."""

    def __init__(
        self, workbook: "Workbook", connection: Any, tables: Sequence[Table], most_rows: int
    ) -> None:
        self.workbook, self.connection = workbook, connection
        self.exported = {table.name: table.exported for table in tables}
        self.most_rows = most_rows
        self.sheet = workbook.add(title_of_sheet("summary"))
        self.row = 0
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.fit_to_pages(1, 0)

    def write(self, column: int, text: Text | str, style: Any) -> None:
        """Write a text that has a row of its own."""
        self.workbook.put(self.sheet, self.row, column, text, style)
        self.row += 1

    def write_headings(self, names: Sequence[str], first: Sequence[object] = ()) -> None:
        """Write the headings of a table; `first` is its first row."""
        self.sheet.set_row(self.row, HEADER_HEIGHT)
        for column, name in enumerate(names):
            is_of_numbers = bool(first) and isinstance(first[column], int | float)
            style = self.workbook.heading(is_of_numbers)
            self.workbook.put(self.sheet, self.row, column, say(f"column.{name}"), style)
        self.row += 1

    def write_values(self, values: Sequence[Text | str | float | date | None]) -> None:
        """Write a row of a table; a calculated number shows the decimals that are usual."""
        for column, value in enumerate(values):
            if isinstance(value, int):
                style = self.workbook.format(num_format=WHOLE_FORMAT)
                self.sheet.write_number(self.row, column, value, style)
            elif isinstance(value, float):
                style = self.workbook.format(num_format=number_format(rounded(value)[1]))
                self.sheet.write_number(self.row, column, value, style)
            elif isinstance(value, date):
                self.sheet.write_datetime(self.row, column, value, self.workbook.day)
            elif value is not None:
                self.workbook.put(self.sheet, self.row, column, value, self.workbook.text)
        self.row += 1

    def write_contradictions(self) -> None:
        """Write how many contradictions there are, and the conflicts."""
        self.row += 1
        (counts,) = rows(self.connection, CONTRADICTIONS)
        title = say("summary.contradictions", counts=in_kinds(counts))
        self.write(0, title, self.workbook.title)
        conflicts = [
            conflict
            for is_open in (True, False)
            for conflict in conflicts_of(self.connection, is_open=is_open)
        ]
        if not conflicts:
            return
        about = say("summary.conflicts", sheet=title_of_sheet("conflicts"))
        self.write(0, about, self.workbook.line)
        self.write_headings(CONFLICT_COLUMNS)
        for conflict in conflicts[:MOST_CONFLICTS]:
            self.write_conflict(conflict)
        (all_,) = self.connection.execute(
            "select count(distinct conflict_id) from marts.conflicts"
        ).fetchone()
        if all_ > MOST_CONFLICTS:
            more = say("summary.more_conflicts", count=counted(all_ - MOST_CONFLICTS))
            self.write(0, more, self.workbook.text)

    def write_conflict(self, conflict: Conflict) -> None:
        """Write the figures of a conflict."""
        for figure in conflict.figures:
            indicator = self.named("indicator", figure["indicator_id"])
            name = {key: f"{figure['rank']}. {text}" for key, text in indicator.items()}
            self.write_values(
                [
                    name,
                    figure["report_id"],
                    self.named("territory", figure["territory_id"]),
                    name_of_period(figure["period_id"]),
                    self.named("measure", figure["measure"]),
                    as_printed(figure),
                    implied_by_others(figure),
                    say("summary.yes" if conflict.is_mended else "summary.no"),
                ]
            )
        if conflict.omitted:
            more = say("summary.more_figures", count=counted(conflict.omitted))
            rank = conflict.figures[0]["rank"]
            self.write_values([{key: f"{rank}. {text}" for key, text in more.items()}])

    def named(self, names: str, id_: str) -> Text:
        """The name of an id."""
        (found,) = rows(self.connection, "select named($list, $id) as name", list=names, id=id_)
        name: Text = found["name"]
        return name

    def write_ranking(self, ranking: Ranking, period: Text, has_places: bool) -> None:
        """Write a ranking of indicators, or of places, with its chart."""
        newest = ranking.newest
        where, words, filling = "true", ranking.words, {"period": period}
        if has_places:
            found = rows(self.connection, INDICATOR.format(newest=newest))
            if not found:
                return
            (indicator,) = found
            where = with_values(
                "indicator_id = $indicator and basis = $basis",
                {"indicator": indicator["indicator_id"], "basis": indicator["basis"]},
            )
            words, filling = f"{words}_of", filling | {"indicator": indicator["name"]}
        query = RANKED.format(
            label="territory" if has_places else "indicator",
            columns=", ".join(f"{sql} as {name}" for name, sql in ranking.columns.items()),
            newest=newest,
            where=where,
            value=ranking.value,
            by=ranking.by,
            key=KEY,
            most=MOST_PLACES if has_places else MOST_BARS,
        )
        ranked = [row_shown(row, ranking.value) for row in rows(self.connection, query)]
        self.row += 1
        title = say(f"summary.{words}", **filling)
        self.write(0, title, self.workbook.title)
        names = ["place" if has_places else "indicator", "report", "basis", *ranking.columns]
        header = self.row
        self.write_headings(names, list(ranked[0].values()) if ranked else ())
        for row in ranked:
            self.write_values(list(row.values()))
        self.write_rest(ranking.mart, len(ranked))
        # The intervals, which come last, are no bars.
        if bars := sum(isinstance(row[ranking.value], float) for row in ranked):
            # Of places in one period the elapsed share of the year is the same.
            drawn = dict(list(ranking.drawn.items())[:1]) if has_places else ranking.drawn
            self.draw(title, names, drawn, header, bars)

    def write_rest(self, mart: str, shown: int) -> None:
        """Say how many rows of a mart the ranking has not, and where they are."""
        (all_,) = self.connection.execute(f"select count(*) from marts.{mart}").fetchone()
        if all_ == shown:
            return
        count = counted(all_ - shown)
        if all_ <= self.most_rows:
            more = say("summary.more_on", count=count, sheet=title_of_sheet(mart))
        else:
            more = say("summary.more_in", count=count, file=self.exported[mart])
        self.write(0, more, self.workbook.text)

    def draw(
        self, title: Text, names: Sequence[str], drawn: dict[str, str], header: int, count: int
    ) -> None:
        """Draw a ranking beside its table: bars in the order of its rows."""
        bar_pixels = BAR_PIXELS if len(drawn) > 1 else BAR_PIXELS * 2 // 3
        height = CHART_FRAME + bar_pixels * count
        chart = self.bars(title, names, drawn, header, count)
        chart.set_size({"width": CHART_WIDTH, "height": height})
        described = {"object_position": 3, "description": self.workbook.marks.of(title)}
        self.sheet.insert_chart(header, CHART_COLUMN, chart, described)
        self.row = max(self.row, header + height // ROW_PIXELS + 1)

    def bars(
        self, title: Text, names: Sequence[str], drawn: dict[str, str], header: int, count: int
    ) -> Any:
        """Horizontal bars, one group a row."""
        chart = self.workbook.writer.add_chart({"type": "bar"})
        sheet, first, last = self.sheet.get_name(), header + 1, header + count
        for name, colour in drawn.items():
            column = names.index(name)
            chart.add_series(
                {
                    "name": [sheet, header, column],
                    "categories": [sheet, first, 0, last, 0],
                    "values": [sheet, first, column, last, column],
                    "fill": {"color": colour},
                    "invert_if_negative": True,
                    "invert_if_negative_color": LESS,
                    "gap": 60,
                    # Without a format of their own the labels have those of the cells.
                    "data_labels": {"value": name != "elapsed_pct"},
                }
            )
        chart.set_title({"name": self.workbook.marks.of(title), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "label_position": "low"})
        lines = {"visible": True, "line": {"color": GRID}}
        chart.set_x_axis({"num_format": WHOLE_FORMAT, "major_gridlines": lines})
        chart.set_legend({"position": "bottom"} if len(drawn) > 1 else {"none": True})
        return chart

    def write_table(self, title: Text, query: str, most: int, more: str) -> None:
        """Write a table of counts, with at most so many rows."""
        found = rows(self.connection, query)
        if not found:
            return
        self.row += 1
        self.write(0, title, self.workbook.title)
        self.write_headings(list(found[0]), list(found[0].values()))
        for row in found[:most]:
            self.write_values(list((row | known_day(row)).values()))
        if len(found) > most:
            self.write(0, say(more, count=counted(len(found) - most)), self.workbook.text)


def row_shown(row: Row, value: str) -> Row:
    """A row of a ranking, with the interval in place of a value that is not known."""
    lower, upper = row.pop("least"), row.pop("greatest")
    if row[value] is not None:
        return row
    return row | {value: {language: interval_in(language, lower, upper) for language in LANGUAGES}}


def as_printed(figure: Row) -> Text | str:
    """The number of a figure and what is printed, with what a correction puts in its place."""
    name = f"{figure['figure_no']}: {figure['printed']}"
    if figure["read_as"] == figure["printed"]:
        return name
    return say("summary.corrected", printed=name, corrected=figure["read_as"])


def implied_by_others(figure: Row) -> Text | None:
    """What the other figures of a conflict imply for one; nothing where there are no others."""
    lower, upper = figure["implied_lower"], figure["implied_upper"]
    if figure["size"] == 1:
        return None
    if lower is None and upper is None:
        nothing = catalogue()["conflict.nothing"]
        return {language: phrase.removeprefix("; ") for language, phrase in nothing.items()}
    return {language: interval_in(language, lower, upper) for language in LANGUAGES}


def known_day(row: Row) -> dict[str, date]:
    """The date of publication of a row, where its day is known."""
    published = row.get("published") or ""
    return {"published": date.fromisoformat(published)} if len(published) == 10 else {}


def in_kinds(counts: dict[str, int]) -> Text:
    """The counts of contradictions in words: 5 (3 open, 1 acknowledged, 1 in quarantine)."""
    kinds = [
        say(f"summary.{name}", count=counted(counts[name]))
        for name in ("open", "acknowledged", "quarantined")
        if counts[name]
    ]
    if not kinds:
        return both("0")
    joined = {language: ", ".join(kind[language] for kind in kinds) for language in LANGUAGES}
    return say("summary.kinds", found=counted(counts["found"]), kinds=joined)
