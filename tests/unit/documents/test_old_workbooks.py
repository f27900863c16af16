"""Workbooks of Excel 97 to 2003: what their cells display."""

import pytest
from support.old_workbook import Look, OldSheet, old_workbook

from doichieu.base.faults import InputRefused
from doichieu.documents.containers.xls import open_xls

FONTS = ("Arial", ".VnTime", ".VnTimeH", "VNI-Times bold")


@pytest.fixture
def opened(tmp_path):
    def open_sheets(*sheets, fonts=FONTS):
        path = tmp_path / "tables.xls"
        path.write_bytes(old_workbook(sheets, fonts))
        return open_xls(path)

    return open_sheets


def one(opened, value, look, **others):
    (sheet,) = opened(OldSheet("A", {(0, 0): (value, look)}, **others))
    return sheet.cells.get((1, 1))


def test_a_number_is_what_its_format_displays_with_a_comma(opened):
    cell = one(opened, 1234.25, Look(number_format="0.0"))
    assert (cell.text, cell.stored, cell.number_format) == ("1234,3", 1234.25, "0.0")
    assert one(opened, 1234.25, Look(number_format="#,##0.00")).text == "1.234,25"


def test_words_are_read_in_the_font_of_each_run(opened):
    text = [("n", 2), ("¨m 2003, ", 1), ("n\u00admíc", 0)]
    assert one(opened, text, Look(font=2)).text == "Năm 2003, n\u00admíc"
    assert one(opened, "n\u00adíc ngoµi", Look(font=1)).text == "nước ngoài"
    assert one(opened, "Toång saûn phaåm", Look(font=3)).text == "Tổng sản phẩm"


def test_text_before_the_first_run_is_in_the_font_of_the_cell(opened):
    sheet = OldSheet("A", {(0, 0): ([("C«ng ", 1), ("NGHIÖP", 2)], Look(font=1))})
    (read,) = opened(sheet)
    assert read.cells[1, 1].text == "Công NGHIỆP"


def test_the_look_of_a_cell(opened):
    cell = one(opened, "Lua", Look(font=3, align=2, indent=3))
    assert (cell.bold, cell.italic, cell.align, cell.indent) == (True, False, "center", 3)


def test_hidden_rows_columns_and_sheets_are_marked(opened):
    numbers = {(row, column): (7.0, Look()) for row in range(3) for column in range(3)}
    shown, hidden = opened(
        OldSheet("A", numbers, hidden_columns=[1], hidden_rows=[2]),
        OldSheet("B", numbers, hidden=True),
    )
    assert (shown.hidden_columns, shown.hidden_rows, shown.hidden) == ({2}, {3}, False)
    assert [place for place, cell in shown.cells.items() if not cell.hidden] == [
        (1, 1),
        (1, 3),
        (2, 1),
        (2, 3),
    ]
    assert hidden.hidden
    assert all(cell.hidden for cell in hidden.cells.values())


def test_a_merged_cell_spans_its_range_and_hides_what_it_covers(opened):
    cells = {(0, 0): ("Thang 7", Look()), (0, 1): ("cu", Look()), (2, 0): (5.0, Look())}
    (sheet,) = opened(OldSheet("A", cells, merged=[(0, 0, 1, 2)]))
    assert (sheet.cells[1, 1].rows, sheet.cells[1, 1].columns) == (2, 3)
    assert set(sheet.cells) == {(1, 1), (3, 1)}


def test_a_text_centred_across_empty_cells_spans_them(opened):
    across = Look(align=6)
    cells = {
        (0, 0): ("Chia ra", across),
        (0, 1): (None, across),
        (0, 2): (None, across),
        (0, 3): (None, Look()),
    }
    (sheet,) = opened(OldSheet("A", cells))
    assert (sheet.cells[1, 1].columns, sheet.cells[1, 1].align) == (3, "center")


def test_a_number_that_its_column_cannot_show_overflows(opened):
    look = Look(number_format="0.0")
    cells = {(0, column): (115.0, look) for column in range(2)}
    (sheet,) = opened(OldSheet("A", cells, widths={0: 0.6, 1: 9}))
    assert [sheet.cells[1, column].overflows for column in (1, 2)] == [True, False]


def test_zeros_of_a_sheet_that_shows_none(opened):
    assert one(opened, 0.0, Look(), shows_zeros=False) is None
    assert one(opened, 0.0, Look(), shows_zeros=True).text == "0"


def test_a_day_is_words(opened):
    cell = one(opened, 41642.0, Look(number_format="dd/mm/yyyy"))
    assert (cell.text, cell.stored) == ("03/01/2014", None)


def test_a_damaged_workbook_is_refused(tmp_path):
    path = tmp_path / "tables.xls"
    path.write_bytes(old_workbook([OldSheet("A", {(0, 0): (1.0, Look())})])[:150])
    with pytest.raises(InputRefused, match="cannot be read"):
        open_xls(path)
