"""The lines above a table of a text are its title and its unit."""

import pytest

from doichieu.documents.document import Cell, Sheet
from doichieu.documents.tables.captions import with_caption
from doichieu.documents.tables.words import numbered


def captioned(*above: str) -> dict[tuple[int, int], str]:
    """The texts of a table of three columns, by their places, with these lines above it."""
    cells = {(1, 1): Cell(1, 1, "Thu"), (1, 2): Cell(1, 2, "5", stored=5.0, columns=2)}
    titled = with_caption(Sheet("Table 1", cells, above=above))
    return {place: cell.text for place, cell in titled.cells.items()}


def test_short_lines_are_rows_above_the_first() -> None:
    assert captioned("Bảng 1. Thu ngân sách", "Đơn vị: tỷ đồng") == {
        (-1, 1): "Bảng 1. Thu ngân sách",
        (0, 3): "Đơn vị: tỷ đồng",
        (1, 1): "Thu",
        (1, 2): "5",
    }


def test_a_sentence_ends_the_caption() -> None:
    assert captioned("Bảng 1", "Thu đạt 690 tỷ.", "Bảng 2").keys() == {(0, 1), (1, 1), (1, 2)}
    assert captioned("Bảng 1", "Thu đạt 690 tỷ.").keys() == {(1, 1), (1, 2)}


def test_a_line_that_numbers_the_table_begins_the_caption() -> None:
    assert captioned("Bảng 1. Thu", "Bảng 2. Chi", "(Tỷ đồng)") == {
        (-1, 1): "Bảng 2. Chi",
        (0, 3): "(Tỷ đồng)",
        (1, 1): "Thu",
        (1, 2): "5",
    }


def test_a_table_without_lines_above_stays() -> None:
    assert captioned().keys() == {(1, 1), (1, 2)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Biểu số 1: Giá trị", True),
        ("Bảng 1.2. Thu", True),
        ("5. Vốn", True),
        ("Phụ lục 3. Chi", True),
        ("2010", False),
        ("1.234 người", False),
    ],
)
def test_the_number_of_a_table_leads_its_title(line: str, expected: bool) -> None:
    assert numbered(line) is expected
