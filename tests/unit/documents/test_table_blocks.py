"""Which cells of a sheet are a table's title, header, rows, labels and values."""

from dataclasses import replace

from doichieu.documents.document import Sheet
from doichieu.documents.tables.blocks import Block, find_blocks
from tests.support.small_sheets import sheet_of


def only(sheet: Sheet) -> Block:
    (block,) = find_blocks(sheet)
    return block


def phrases(block: Block) -> list[tuple[str, ...]]:
    return [block.phrases_of(column) for column in block.value_columns]


PLAIN = (
    "4. Tàu cá tháng 3 năm 2031",
    "| | | Đơn vị tính: Chiếc",
    "| | Tháng 2 | Tháng 3",
    "",
    "Cả tỉnh | | 410 | 415",
    "| Vỏ gỗ | 300 | 302",
    "| Vỏ thép | 110 | 113",
    "(*) Chưa tính thuyền nan",
)


def test_the_parts_of_a_table() -> None:
    block = only(sheet_of(*PLAIN))
    assert block.title_text == "4. Tàu cá tháng 3 năm 2031"
    assert [cell.text for cell in block.remarks] == ["Đơn vị tính: Chiếc"]
    assert (block.header_rows, block.body_rows) == ((3,), (5, 6, 7))
    assert (block.label_columns, block.value_columns) == ((1, 2), (3, 4))
    assert [cell.text for cell in block.labels(6)] == ["Vỏ gỗ"]
    assert [cell.text for cell in block.figures(7)] == ["110", "113"]
    assert [cell.text for cell in block.notes] == ["(*) Chưa tính thuyền nan"]


def test_a_header_wrapped_over_rows_is_one_phrase() -> None:
    block = only(
        sheet_of(
            "Sò huyết",
            "| Thực hiện | So với cùng kỳ",
            "| quý II | năm trước",
            "| năm 2031 | (%)",
            "Tổng số | 812,5 | 104,2",
        )
    )
    assert phrases(block) == [
        ("Thực hiện quý II năm 2031",),
        ("So với cùng kỳ năm trước (%)",),
    ]


def test_a_merged_header_is_a_phrase_of_each_column_below_it() -> None:
    block = only(
        sheet_of(
            "Muối",
            "| Thực hiện (Tấn) | ↔ | So với (%)",
            "| Năm 2030 | Năm 2031 | Năm 2030",
            "Tổng số | 700 | 770 | 110,0",
        )
    )
    assert phrases(block) == [
        ("Thực hiện (Tấn)", "Năm 2030"),
        ("Thực hiện (Tấn)", "Năm 2031"),
        ("So với (%) Năm 2030",),
    ]


def test_a_header_that_is_not_merged_covers_the_empty_places_beside_it() -> None:
    block = only(
        sheet_of(
            "Muối",
            "| Thực hiện | | Tỷ lệ",
            "| trong kỳ | | so sánh (%)",
            "| Lượng | Trị giá |",
            "Tổng số | 700 | 770 | 110,0",
        )
    )
    assert phrases(block) == [
        ("Thực hiện trong kỳ", "Lượng"),
        ("Thực hiện trong kỳ", "Trị giá"),
        ("Tỷ lệ so sánh (%)",),
    ]


def test_a_wrapped_header_beside_a_lower_one_covers_only_its_column() -> None:
    block = only(sheet_of("Muối", "| Số lượng |", "| diêm dân | Diện tích", "Tổng số | 700 | 31"))
    assert phrases(block) == [("Số lượng diêm dân",), ("Diện tích",)]


def test_years_and_numbers_that_count_columns_are_no_figures() -> None:
    block = only(
        sheet_of(
            "Muối",
            "| Sơ bộ | Ước tính",
            "| 2030 | 2031",
            "A | 1 | 2",
            "Tổng số | 700 | 2031",
            "Muối thô | 500 | 1800",
        )
    )
    assert phrases(block) == [("Sơ bộ 2030",), ("Ước tính 2031",)]
    assert block.body_rows == (5, 6)


def test_columns_without_a_header_and_hidden_ones_have_no_values() -> None:
    sheet = sheet_of(
        "Muối",
        "| Năm 2030 | Năm 2031 | Nháp |",
        "Tổng số | 700 | 770 | 1,1 | 70",
        "Muối thô | 500 | 510 | 1,02 | 10",
    )
    block = only(replace(sheet, hidden_columns=frozenset({4})))
    assert (block.value_columns, block.helper_columns) == ((2, 3), (5,))


def test_a_spacer_below_a_wide_header_has_no_values() -> None:
    block = only(
        sheet_of(
            "Muối",
            "| Thực hiện | ↔ | ↔",
            "| Năm 2030 | | Năm 2031",
            "Tổng số | 700 | 0 | 770",
            "Muối thô | 500 | 0 | 510",
        )
    )
    assert (block.value_columns, block.helper_columns) == ((2, 4), (3,))


def test_a_sheet_has_several_tables_and_continuations() -> None:
    first, second, third = find_blocks(
        sheet_of(
            "1. Lúa",
            "| Năm 2030 | Năm 2031",
            "Đông xuân | 10 | 11",
            "(*) Không tính lúa nương",
            "",
            "2. Ngô",
            "| Quý I | Quý II",
            "Cả tỉnh | 7 | 9",
            "2. (Tiếp theo) Ngô",
            "| Quý I | Quý II",
            "Phía Bắc | 3 | 4",
        )
    )
    assert [b.title_text for b in (first, second, third)] == [
        "1. Lúa",
        "2. Ngô",
        "2. (Tiếp theo) Ngô",
    ]
    assert [b.continues for b in (first, second, third)] == [False, False, True]
    assert [cell.text for cell in first.notes] == ["(*) Không tính lúa nương"]


def test_two_tables_beside_each_other() -> None:
    left, right = find_blocks(
        sheet_of(
            "Nông nghiệp",
            "| Năm 2030 | Năm 2031 | | Năm 2030 | Năm 2031",
            "Trâu | 10 | 11 | Ngô | 70 | 71",
            "Bò | 20 | 22 | Khoai | 30 | 33",
            "Lợn | 40 | 44",
        )
    )
    assert (left.label_columns, left.value_columns) == ((1,), (2, 3))
    assert (right.label_columns, right.value_columns) == ((4,), (5, 6))
    assert left.title_text == right.title_text == "Nông nghiệp"
    assert [cell.text for cell in right.labels(4)] == ["Khoai"]


def test_words_after_the_last_figures_are_no_second_table() -> None:
    block = only(
        sheet_of(
            "Nông nghiệp",
            "| Đơn vị | Năm 2030 | Năm 2031 |",
            "Trâu | Con | 10 | 11 | Buffaloes",
            "Bò | Con | 20 | 22 | Cattle",
        )
    )
    assert (block.label_columns, block.unit_column, block.value_columns) == ((1,), 2, (3, 4))


def test_units_between_rows_belong_to_the_rows_and_in_brackets_to_the_header() -> None:
    rows = only(
        sheet_of(
            "Cảng",
            "| Vận chuyển | Luân chuyển",
            "A. HÀNG HÓA | Nghìn tấn | Triệu tấn.km",
            "Tổng số | 7,1 | 9,2",
        )
    )
    assert (rows.header_rows, rows.body_rows) == ((2,), (3, 4))
    header = only(
        sheet_of("Cảng", "| Vận chuyển | Giá trị", "| (Tấn) | (Tỷ đồng)", "Tổng số | 7,1 | 9,2")
    )
    assert header.header_rows == (2, 3)


def test_ages_in_the_column_of_labels_are_names() -> None:
    block = only(
        sheet_of("Trẻ em", "| | Nam | Nữ", "Cả xã | | 40 | 41", "| 0 | 4 | 5", "| 1-4 | 21 | 22")
    )
    assert (block.label_columns, block.value_columns) == ((1, 2), (3, 4))


def test_a_number_without_words_is_no_table() -> None:
    assert find_blocks(sheet_of("", "| 1")) == []
