"""Workbooks of Excel since 2007: what their cells display."""

import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from doichieu.base.faults import InputRefused
from doichieu.documents.containers.xlsx import open_xlsx


@pytest.fixture
def book():
    return Workbook()


@pytest.fixture
def opened(book, tmp_path):
    def save_and_open():
        path = tmp_path / "tables.xlsx"
        book.save(path)
        return open_xlsx(path)

    return save_and_open


def test_numbers_words_and_empty_cells(book, opened):
    sheet = book.active
    sheet.append(["  Lúa", 1234.25, None, True])
    sheet["B1"].number_format = "#,##0.0"
    sheet["C1"].font = Font(bold=True)
    (read,) = opened()
    cells = read.cells
    assert {place: cell.text for place, cell in cells.items()} == {
        (1, 1): "  Lúa",
        (1, 2): "1.234,3",
        (1, 4): "TRUE",
    }
    assert (cells[1, 1].stored, cells[1, 2].stored, cells[1, 4].stored) == (None, 1234.25, None)


def test_words_are_read_in_the_font_of_each_run(book, opened):
    sheet = book.active
    sheet["A1"] = "n\u00adíc ngoµi"
    sheet["A1"].font = Font(name=".VnArial")
    sheet["A2"] = CellRichText(TextBlock(InlineFont(rFont=".VnTimeH"), "thñy "), "sản")
    (read,) = opened()
    assert (read.cells[1, 1].text, read.cells[2, 1].text) == ("nước ngoài", "THỦY sản")


def test_the_look_of_a_cell(book, opened):
    sheet = book.active
    sheet["B2"] = "Lúa"
    sheet["B2"].font = Font(bold=True, italic=True)
    sheet["B2"].alignment = Alignment(horizontal="right", indent=2)
    (read,) = opened()
    cell = read.cells[2, 2]
    assert (cell.bold, cell.italic, cell.align, cell.indent) == (True, True, "right", 2)


def test_hidden_rows_columns_and_sheets_are_marked(book, opened):
    sheet = book.active
    for _ in range(2):
        sheet.append([1, 2, 3])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    other = book.create_sheet("B")
    other["A1"] = 5
    other.sheet_state = "veryHidden"
    shown, hidden = opened()
    assert (shown.hidden_columns, shown.hidden_rows) == ({2}, {2})
    assert [place for place, cell in shown.cells.items() if not cell.hidden] == [(1, 1), (1, 3)]
    assert (hidden.name, hidden.hidden, hidden.cells[1, 1].hidden) == ("B", True, True)


def test_hiding_to_the_end_of_the_sheet_ends_at_the_last_cell(book, opened):
    sheet = book.active
    sheet.append([1, 2])
    sheet.column_dimensions.group("B", "XFD", hidden=True)
    assert opened()[0].hidden_columns == {2}


def test_merged_and_centred_cells_span_others(book, opened):
    sheet = book.active
    sheet["A1"] = "Tháng 7"
    sheet.merge_cells("A1:C2")
    for place in ("A3", "B3"):
        sheet[place].alignment = Alignment(horizontal="centerContinuous")
    sheet["A3"] = "Chia ra"
    (read,) = opened()
    assert (read.cells[1, 1].rows, read.cells[1, 1].columns) == (2, 3)
    assert read.cells[3, 1].columns == 2


def test_a_number_that_its_column_cannot_show_overflows(book, opened):
    sheet = book.active
    sheet.append([11512345, 115])
    sheet["A1"].number_format = sheet["B1"].number_format = "0"
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 4
    (read,) = opened()
    assert [read.cells[1, column].overflows for column in (1, 2)] == [True, False]


def test_a_day_is_words(book, opened):
    book.active["A1"] = date(2014, 3, 1)
    book.active["A1"].number_format = "dd/mm/yyyy"
    cell = opened()[0].cells[1, 1]
    assert (cell.text, cell.stored) == ("01/03/2014", None)


def test_a_sheet_that_shows_no_zeros(book, opened):
    sheet = book.active
    sheet.append([0, 1])
    sheet.sheet_view.showZeros = False
    assert set(opened()[0].cells) == {(1, 2)}


def test_a_program_that_prefixes_every_tag(book, opened, tmp_path):
    book.active["A1"] = 2.5
    opened()
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    parts[name] = parts[name].replace(b"<x:?xml", b"<?xml").replace(b" xmlns=", b" xmlns:x=")
    path = tmp_path / "prefixed.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    assert open_xlsx(path)[0].cells[1, 1].text == "2,5"


def test_a_damaged_workbook_is_refused(tmp_path):
    path = tmp_path / "tables.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(InputRefused, match="cannot be read"):
        open_xlsx(path)
