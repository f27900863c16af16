"""The figures of a draft as a workbook, for those who edit in Excel: text cells, drop-down lists.

Its first sheet has the rows and columns of figures.csv, so it can be accepted in its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from doichieu.base.vocabulary import vocabulary
from doichieu.documents.draft import Row
from doichieu.documents.folder.layout import UNSURE, columns_of
from doichieu.documents.folder.rows import Tables
from doichieu.documents.known import Known

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = {
    **{"report_id": 18, "figure_no": 9, "indicator_id": 34, "territory_id": 14, "period_id": 14},
    **{"measure": 15, "printed": 12, "unit_id": 18, "qualifier": 12, "basis": 16, "place": 14},
    **{"note": 44, "number_format": 9, "label": 40, "parent_label": 30, "relation": 12},
    **{"wording": 70},
}
# Other values than those of the list may be right here: of a new indicator, or base_2019.
_OPEN = ("indicator_id", "territory_id", "unit_id", "period_id", "basis")
_LAST_ROW = 1_048_576
_RELATIONS = ("total", "part_of_sum", "of_which", "none")


def write_workbook(path: Path, tables: Tables, known: Known) -> None:
    """Write the figures with a list of allowed values for each column that has some."""
    import xlsxwriter

    columns = columns_of("figures")
    with xlsxwriter.Workbook(path) as workbook:
        text = workbook.add_format({"num_format": "@", "valign": "top"})
        head = workbook.add_format({"num_format": "@", "bold": True, "bottom": 1})
        unsure = workbook.add_format({"bg_color": "#FFF2CC"})
        sheet = workbook.add_worksheet("figures")
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_LAST_ROW}"})
        for position, name in enumerate(columns):
            sheet.set_column(position, position, _WIDTHS[name], text)
        for line, values in enumerate([columns, *_values(tables["figures"], columns)]):
            for position, value in enumerate(values):
                if value:
                    sheet.write_string(line, position, value, text if line else head)
        last = len(tables["figures"])
        sheet.autofilter(0, 0, last, len(columns) - 1)
        note = _letter(columns.index("note"))
        rule = {"type": "formula", "criteria": f'=LEFT(${note}2)="{UNSURE}"', "format": unsure}
        sheet.conditional_format(1, 0, last, len(columns) - 1, rule)
        lists = _lists(tables, known)
        for position, (name, values) in enumerate(lists.items()):
            if values:
                _offer(sheet, columns.index(name), name, _letter(2 * position), len(values))
        _write_lists(workbook.add_worksheet("lists"), lists, head, text)


def _values(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[list[str]]:
    return ([row[name] for name in columns] for row in rows)


def _offer(sheet: "Worksheet", column: int, name: str, letter: str, count: int) -> None:
    """Offer the values of a list in every row of a column."""
    sheet.data_validation(
        *(1, column, _LAST_ROW - 1, column),
        {
            "validate": "list",
            "source": f"=lists!${letter}$2:${letter}${count + 1}",
            "error_type": "warning" if name in _OPEN else "stop",
            "error_title": name,
            "error_message": "This value is not in the list of the sheet 'lists'.",
        },
    )


def _write_lists(
    sheet: "Worksheet", lists: Mapping[str, Mapping[str, str]], head: "Format", text: "Format"
) -> None:
    """Write each list with the names of its values beside it."""
    sheet.set_column(0, 2 * len(lists), 28, text)
    columns = [
        column
        for name, values in lists.items()
        for column in ([name, *values], [f"{name}: name", *values.values()])
    ]
    for line in range(max(map(len, columns))):
        for position, column in enumerate(columns):
            if line < len(column) and column[line]:
                sheet.write_string(line, position, column[line], text if line else head)


def _lists(tables: Tables, known: Known) -> dict[str, dict[str, str]]:
    """The values of each column with their names."""
    words = vocabulary()
    indicators = known.indicators | {row["indicator_id"]: row for row in tables["indicators"]}
    units = known.units | {row["unit_id"]: row for row in tables["units"]}
    periods = {row["period_id"] for row in (*tables["figures"], *tables["reports"])} - {""}
    return {
        "indicator_id": _names(indicators),
        "territory_id": _names(known.territories),
        "period_id": dict.fromkeys(sorted(periods), ""),
        "measure": dict.fromkeys(words.measures, ""),
        "unit_id": _names(units),
        "qualifier": dict.fromkeys(words.qualifiers, ""),
        "basis": dict.fromkeys((*words.plan_bases, *words.growth_bases), ""),
        "number_format": dict.fromkeys(words.number_formats, ""),
        "relation": dict.fromkeys(_RELATIONS, ""),
    }


def _names(rows: Mapping[str, Row]) -> dict[str, str]:
    """The Vietnamese name of each id, the ids in alphabetical order."""
    return {row_id: rows[row_id]["name_vi"] for row_id in sorted(rows)}


def _letter(position: int) -> str:
    """The letter of a column, of the first 26."""
    return chr(ord("A") + position)
