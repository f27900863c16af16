"""The workbook's first sheet: contradictions, then plan completion and growth with their charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doichieu.base.contradictions import COUNTS as CONTRADICTIONS
from doichieu.base.contradictions import counted
from doichieu.base.formats import rounded, shown_interval
from doichieu.exports.catalogue import Table
from doichieu.exports.numbers import number_format
from doichieu.report.findings import Row, conflicts_of, rows
from doichieu.report.named import with_names

# More bars cannot be distinguished. The sheets of the marts contain all rows.
MOST_BARS = 20
MOST_CONFLICTS = 20
ROW_PIXELS = 20
CHART_WIDTH, CHART_FRAME, BAR_PIXELS = 760, 140, 34
CHART_COLUMN = 10
HEADER_HEIGHT = 48
WIDTHS = (46, 40, 20, 14, 12, 16, 14, 14, 10, 3)
LESS, MORE, YEAR, GRID = "#C0504D", "#2E75B6", "#BFBFBF", "#E2E2E2"

# Where there are several territories or periods, the label of a bar names its own.
PLACE = (
    "case when min((territory_id, period_id)) over () <> max((territory_id, period_id)) over () "
    "then ', ' || territory_id || ' ' || period_id else '' end"
)

# Two indicators may have one name.
KEY = "basis, territory_id, period_id, indicator_id"

# With many reports, the most remarkable rows, sorted in the order of the ranking.
PLANS = f"""
select * from (
    select
        coalesce(name_vi, indicator_id) || {PLACE} as label,
        coalesce(name_en, indicator_id) as name_en,
        report_id,
        period_id,
        basis,
        plan_pct,
        case when pace_gap_pts is not null then elapsed_pct end as elapsed_pct,
        pace_gap_pts,
        status,
        territory_id,
        indicator_id
    from ({with_names("marts.plan_completion")})
    where plan_pct is not null and isfinite(plan_pct)
    order by abs(pace_gap_pts) desc nulls last, report_id, label, {KEY}
    limit {MOST_BARS}
)
order by pace_gap_pts desc nulls last, report_id, label, {KEY}
"""

GROWTHS = f"""
select * from (
    select
        coalesce(name_vi, indicator_id) || {PLACE} as label,
        coalesce(name_en, indicator_id) as name_en,
        report_id,
        period_id,
        basis,
        growth_pct,
        territory_id,
        indicator_id
    from ({with_names("marts.growth")})
    where growth_pct is not null and isfinite(growth_pct)
    order by abs(growth_pct) desc, report_id, label, {KEY}
    limit {MOST_BARS}
)
order by growth_pct desc, report_id, label, {KEY}
"""


CONFLICT_COLUMNS = (
    "conflict · nhóm số mâu thuẫn",
    "indicator",
    "report · báo cáo",
    "territory · địa phương",
    "period · kỳ",
    "measure · cách diễn đạt",
    "figure, as printed · số đã in",
    "the others imply · suy ra từ các số còn lại",
    "one edit mends it · sửa một số là đủ",
)


@dataclass(frozen=True)
class Ranking:
    """A table with a chart beside it: headings of its columns, colours of those drawn."""

    title: str
    mart: str
    query: str
    columns: dict[str, str]
    drawn: dict[str, str]


RANKINGS = (
    Ranking(
        "Plan completion and pace · Tỷ lệ đạt kế hoạch và tiến độ",
        "plan_completion",
        PLANS,
        {
            "label": "chỉ tiêu",
            "name_en": "indicator",
            "report_id": "report · báo cáo",
            "territory_id": "territory · địa phương",
            "period_id": "period · kỳ",
            "basis": "basis · cơ sở so sánh",
            "plan_pct": "% of plan · % kế hoạch",
            "elapsed_pct": "% of year elapsed · % thời gian của năm đã qua",
            "status": "pace · tiến độ",
        },
        {"plan_pct": MORE, "elapsed_pct": YEAR},
    ),
    Ranking(
        "Growth · Tăng trưởng",
        "growth",
        GROWTHS,
        {
            "label": "chỉ tiêu",
            "name_en": "indicator",
            "report_id": "report · báo cáo",
            "territory_id": "territory · địa phương",
            "period_id": "period · kỳ",
            "basis": "basis · cơ sở so sánh",
            "growth_pct": "growth, % · tăng trưởng, %",
        },
        {"growth_pct": MORE},
    ),
)


def write_summary(writer: Any, connection: Any, tables: Sequence[Table], most_rows: int) -> None:
    """Write the sheet `summary`; `most_rows` is the limit of the other sheets."""
    exported = {table.name: table.exported for table in tables}
    sheet = writer.add_worksheet("summary")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    formats = {
        "title": writer.add_format({"bold": True, "font_size": 14}),
        "heading": writer.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "text": writer.add_format({"indent": 1}),
    }
    place = write_contradictions(sheet, formats, connection)
    for ranking in RANKINGS:
        found = rows(connection, ranking.query)
        (all_,) = connection.execute(f"select count(*) from marts.{ranking.mart}").fetchone()
        where = (
            f"on the sheet {ranking.mart}" if all_ <= most_rows else f"in {exported[ranking.mart]}"
        )
        left_out = f"… {all_ - len(found):,} more {where}." if len(found) < all_ else None
        place = write_ranking(writer, sheet, formats, place, ranking, found, left_out)


def write_contradictions(sheet: Any, formats: dict[str, Any], connection: Any) -> int:
    """Write how many contradictions there are, and the conflicts; return the row after them."""
    counts = rows(connection, CONTRADICTIONS)[0]
    title = f"Contradictions · Phép kiểm tra mâu thuẫn: {counted(counts)}"
    sheet.write_string(0, 0, title, formats["title"])
    conflicts = [
        conflict
        for is_open in (True, False)
        for conflict in conflicts_of(connection, is_open=is_open)
    ]
    if not conflicts:
        return 2
    about = (
        "Figures that cannot all hold, and what the others imply for each (more on the sheet "
        "conflicts) · Các số không thể cùng đúng, và giá trị suy ra từ các số còn lại"
    )
    sheet.write_string(1, 0, about, formats["text"])
    place = 2
    for column, heading in enumerate(CONFLICT_COLUMNS):
        sheet.write_string(place, column, heading, formats["heading"])
    for conflict in conflicts[:MOST_CONFLICTS]:
        for figure in conflict.figures:
            place += 1
            for column, text in enumerate(conflict_cells(figure, conflict.is_mended)):
                sheet.write_string(place, column, text, formats["text"])
        if conflict.omitted:
            place += 1
            rank = conflict.figures[0]["rank"]
            more = f"{rank}. … {conflict.omitted:,} more in marts.conflicts · số khác"
            sheet.write_string(place, 0, more, formats["text"])
    return place + 3


def conflict_cells(figure: Row, is_mended: bool) -> list[str]:
    """A figure of a conflict, as texts."""
    name = figure["name_vi"] or figure["indicator_id"]
    return [
        f"{figure['rank']}. {name}",
        figure["name_en"] or figure["indicator_id"],
        figure["report_id"],
        figure["territory_id"],
        figure["period_id"],
        figure["measure"],
        f"{figure['figure_no']}: {figure['printed']}",
        shown_interval(figure["implied_lower"], figure["implied_upper"]),
        "yes · có" if is_mended else "no · không",
    ]


def write_ranking(
    writer: Any,
    sheet: Any,
    formats: dict[str, Any],
    place: int,
    ranking: Ranking,
    found: list[Row],
    left_out: str | None,
) -> int:
    """Write one ranking from a row of the sheet on; return the row where the next may begin."""
    sheet.write_string(place, 0, ranking.title, formats["title"])
    header, first = place + 1, place + 2
    sheet.set_row(header, HEADER_HEIGHT)
    for column, heading in enumerate(ranking.columns.values()):
        sheet.write_string(header, column, heading, formats["heading"])
    for row, values in enumerate(found, start=first):
        for column, name in enumerate(ranking.columns):
            if values[name] is None:
                continue
            if name in ranking.drawn:
                shown = number_format(rounded(values[name])[1])
                if shown not in formats:
                    formats[shown] = writer.add_format({"num_format": shown})
                sheet.write_number(row, column, values[name], formats[shown])
            else:
                sheet.write_string(row, column, values[name], formats["text"])
    end = first + len(found)
    if left_out:
        sheet.write_string(end, 0, left_out)
        end += 1
    if not found:
        return end + 1
    height = CHART_FRAME + BAR_PIXELS * len(found)
    sheet.insert_chart(
        header,
        CHART_COLUMN,
        chart(writer, ranking, header, first, first + len(found) - 1),
        {"object_position": 3, "description": ranking.title},
    )
    return max(end, header + height // ROW_PIXELS) + 2


def chart(writer: Any, ranking: Ranking, header: int, first: int, last: int) -> Any:
    """Horizontal bars, one group an indicator, in the order of the table."""
    drawn = writer.add_chart({"type": "bar"})
    names = list(ranking.columns)
    for name, colour in ranking.drawn.items():
        column = names.index(name)
        drawn.add_series(
            {
                "name": ["summary", header, column],
                "categories": ["summary", first, 0, last, 0],
                "values": ["summary", first, column, last, column],
                "fill": {"color": colour},
                "invert_if_negative": True,
                "invert_if_negative_color": LESS,
                "gap": 60,
                # Without a format of their own the labels have those of the cells.
                "data_labels": {"value": name != "elapsed_pct"},
            }
        )
    drawn.set_title({"name": ranking.title, "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True, "label_position": "low"})
    lines = {"visible": True, "line": {"color": GRID}}
    drawn.set_x_axis({"num_format": "#,##0", "major_gridlines": lines})
    drawn.set_legend({"position": "bottom"} if len(ranking.drawn) > 1 else {"none": True})
    height = CHART_FRAME + BAR_PIXELS * (last - first + 1)
    drawn.set_size({"width": CHART_WIDTH, "height": height})
    return drawn
