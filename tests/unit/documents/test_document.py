"""A document as its reader sees it."""

import pytest
from openpyxl.utils import get_column_letter

from doichieu.documents.document import column_letters


@pytest.mark.parametrize("column", [1, 2, 26, 27, 28, 52, 53, 702, 703, 16384])
def test_a_column_has_the_letters_of_a_workbook(column: int) -> None:
    assert column_letters(column) == get_column_letter(column)
