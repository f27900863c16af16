"""What a row of a table belongs to, how, in which unit and where."""

import pytest

from doichieu.documents.tables.blocks import find_blocks
from doichieu.documents.tables.rows import Row, read_rows
from tests.support.small_sheets import sheet_of

HEADER = ("Biểu 7. Nuôi trồng tháng 5", "", "| | Tháng 4 | Tháng 5", "")
PLACES = {"Hà Nội": "ha-noi", "Huế": "hue", "Lai Châu": "lai-chau"}


def rows_of(*lines: str) -> list[Row]:
    """The rows of a sheet with a title, a header over columns C and D, and these lines."""
    blocks = find_blocks(sheet_of(*HEADER, *lines))
    return [row for rows in read_rows(blocks, lambda label: PLACES.get(label, "")) for row in rows]


def paths(rows: list[Row]) -> list[str]:
    return [" > ".join(row.path) for row in rows]


def relations(rows: list[Row], column: int = 3) -> list[str]:
    return [row.relation_in(column).value for row in rows]


def test_deeper_columns_and_indents_are_below() -> None:
    rows = rows_of(
        "*Cả nước | | 100 | 110",
        "| Biển | 60 | 70",
        "| >Gần bờ | 20 | 30",
        "| >Xa bờ | 40 | 40",
        "| Sông | 40 | 40",
    )
    assert paths(rows) == [
        "Cả nước",
        "Cả nước > Biển",
        "Cả nước > Biển > Gần bờ",
        "Cả nước > Biển > Xa bờ",
        "Cả nước > Sông",
    ]
    assert relations(rows) == ["total", *["part_of_sum"] * 4]


def test_leading_blanks_are_indents_but_one_blank_is_none() -> None:
    rows = rows_of(
        "Trại | | 30 | 30",
        "····Nhà nước | | 10 | 10",
        "·····Tư nhân | | 20 | 20",
        "·Ao | | 5 | 5",
    )
    assert paths(rows) == ["Trại", "Trại > Nhà nước", "Trại > Tư nhân", "Ao"]


def test_bold_and_capitals_are_above() -> None:
    rows = rows_of(
        "*NUÔI | | 30 | 30",
        "*Cá | | 20 | 20",
        "Cá tra | | 15 | 15",
        "Cá khác | | 5 | 5",
        "*Tôm | | 10 | 10",
        "*BẮT | | 9 | 9",
    )
    assert paths(rows) == [
        "NUÔI",
        "NUÔI > Cá",
        "NUÔI > Cá > Cá tra",
        "NUÔI > Cá > Cá khác",
        "NUÔI > Tôm",
        "BẮT",
    ]


def test_rows_belong_to_the_one_that_joins_their_names() -> None:
    rows = rows_of(
        "Tổng | | 100 | 110",
        "Nông, lâm nghiệp và thủy sản | | 60 | 64",
        "Nông nghiệp | | 30 | 32",
        "Lâm nghiệp | | 20 | 21",
        "Thủy sản | | 10 | 11",
        "Công nghiệp và xây dựng | | 40 | 46",
    )
    assert paths(rows)[2:5] == [
        f"Tổng > Nông, lâm nghiệp và thủy sản > {name}"
        for name in ("Nông nghiệp", "Lâm nghiệp", "Thủy sản")
    ]
    assert relations(rows) == ["total", *["part_of_sum"] * 5]


def test_rows_that_do_not_add_up_to_joined_names_stand_beside_them() -> None:
    rows = rows_of("Diều và sáo | | 40 | 46", "Diều | | 20 | 21", "Sáo | | 9 | 9")
    assert paths(rows) == ["Diều và sáo", "Diều", "Sáo"]


@pytest.mark.parametrize("last", ["Tổng", "Tổng:"])
def test_the_sum_alone_is_a_total(last: str) -> None:
    rows = rows_of("Lào | | 20 | 20", "Nga | | 10 | 10", f"{last} | | 30 | 30")
    assert [row.parent_in(3) for row in rows] == [last, last, ""]


@pytest.mark.parametrize("numbering", ["- ", ""])
def test_short_forms_are_not_set_off_in_capitals(numbering: str) -> None:
    rows = rows_of(
        "*1. Số trường | | 30 | 30",
        f"{numbering}Mầm non | | 12 | 12",
        f"{numbering}THCS | | 10 | 10",
        f"{numbering}THPT | | 8 | 8",
    )
    assert [row.above[0].label.text for row in rows[1:]] == ["1. Số trường"] * 3


def test_numbered_rows_stand_side_by_side() -> None:
    rows = rows_of(
        "*I. Nuôi | | 30 | 30",
        "1. Cá | | 20 | 20",
        "- Tra | | 15 | 15",
        "- Khác | | 5 | 5",
        "2. Tôm | | 10 | 10",
        "*II. Bắt | | 9 | 9",
    )
    assert paths(rows) == [
        "I. Nuôi",
        "I. Nuôi > 1. Cá",
        "I. Nuôi > 1. Cá > - Tra",
        "I. Nuôi > 1. Cá > - Khác",
        "I. Nuôi > 2. Tôm",
        "II. Bắt",
    ]


def test_a_running_number_of_its_own_column_is_no_part_of_the_label() -> None:
    rows = rows_of("1 | Cá | 20 | 20", "2 | Tôm | 10 | 10")
    assert [row.label.text for row in rows] == ["Cá", "Tôm"]


def test_a_name_that_begins_as_a_number_does_is_not_numbered() -> None:
    rows = rows_of("*TỔNG SỐ | | 9 | 9", "| I-ta-li-a | 4 | 4", "| In-đô | 5 | 5")
    assert paths(rows) == ["TỔNG SỐ", "TỔNG SỐ > I-ta-li-a", "TỔNG SỐ > In-đô"]


def test_a_total_is_above_rows_that_look_the_same() -> None:
    rows = rows_of(
        "*Toàn ngành thủy sản | | 30 | 30", "*Nuôi trồng | | 20 | 20", "*Khai thác | | 10 | 10"
    )
    assert paths(rows)[1:] == [
        "Toàn ngành thủy sản > Nuôi trồng",
        "Toàn ngành thủy sản > Khai thác",
    ]


def test_headings_without_figures_break_down_the_total() -> None:
    rows = rows_of(
        "*TỔNG SỐ | | 30 | 33",
        "*Phân theo loài",
        "| Cá | 20 | 22",
        "| Tôm | 10 | 11",
        "*Một số tỉnh",
        "| Hà Nội | 4 | 5",
        "| Huế | 3 | 4",
    )
    assert paths(rows)[1] == "TỔNG SỐ > Phân theo loài > Cá"
    assert [row.parent_in(3) for row in rows] == ["", *["TỔNG SỐ"] * 4]
    assert relations(rows) == ["total", "part_of_sum", "part_of_sum", "of_which", "of_which"]
    assert [row.dimension for row in rows][-1] == "Một số tỉnh"


def test_a_list_that_adds_up_is_complete_though_it_is_called_some() -> None:
    rows = rows_of("*TỔNG SỐ | | 30 | 33", "*Một số loài", "| Cá | 20 | 22", "| Tôm | 10 | 11")
    assert relations(rows)[1:] == ["part_of_sum", "part_of_sum"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Cá | | 20 | 22", "/Trong đó: Cá tra | | 15 | 16", "Tôm | | 10 | 11"),
        ("Cá | | 20 | 22", "····Trong đó: | Cá tra | 15 | 16", "Tôm | | 10 | 11"),
        ("*Cá | | 20 | 22", "/Trong đó:", ">Cá tra | | 15 | 16", "*Tôm | | 10 | 11"),
    ],
)
def test_of_which_belongs_to_the_row_before(lines: tuple[str, ...]) -> None:
    first, inner, last = rows_of(*lines)
    assert inner.label.text == "Cá tra"
    assert (inner.parent_in(3), inner.relation_in(3).value) == ("Cá", "of_which")
    assert (first.above, last.above) == ((), ())


def test_rows_after_of_which_go_on_where_they_begin_further_right() -> None:
    rows = rows_of(
        "Cá | | 20 | 22",
        "Trong đó: Tra | | 9 | 9",
        "·········Ba sa | | 8 | 8",
        "Tôm | | 10 | 11",
    )
    assert paths(rows) == ["Cá", "Cá > Tra", "Cá > Ba sa", "Tôm"]


def test_a_heading_of_rows_in_other_units_is_their_parent() -> None:
    rows = rows_of(
        "*Mía", "Diện tích (Nghìn ha) | | 2 | 2", "Sản lượng (Nghìn tấn) | | 90 | 95", "*Lạc",
        "Diện tích (Nghìn ha) | | 1 | 1",
    )  # fmt: skip
    assert [row.parent_in(3) for row in rows] == ["Mía", "Mía", "Lạc"]
    assert [row.unit for row in rows] == ["Nghìn ha", "Nghìn tấn", "Nghìn ha"]
    assert relations(rows) == ["none"] * 3


def test_a_quantity_has_no_whole_where_the_total_has_none() -> None:
    rows = rows_of("*TỔNG TRỊ GIÁ | | | 300", "*MẶT HÀNG CHỦ YẾU", "| Chè | 7 | 20", "| Vải | | 30")
    tea = rows[1]
    assert (tea.parent_in(3), tea.relation_in(3).value) == ("MẶT HÀNG CHỦ YẾU", "none")
    assert (tea.parent_in(4), tea.relation_in(4).value) == ("TỔNG TRỊ GIÁ", "of_which")


def test_indices_do_not_add_up() -> None:
    rows = [
        row
        for rows in read_rows(
            find_blocks(
                sheet_of(
                    "Biểu 9. Chỉ số giá cước tháng 5",
                    "| Tháng 4 | Tháng 5",
                    "*CHỈ SỐ CHUNG | 101,2 | 100,4",
                    "Đường sắt | 103,1 | 100,2",
                    "Đường bộ | 100,7 | 100,5",
                )
            )
        )
        for row in rows
    ]
    assert [row.parent_in(2) for row in rows] == ["", "CHỈ SỐ CHUNG", "CHỈ SỐ CHUNG"]
    assert relations(rows, 2)[1:] == ["none", "none"]


def test_parts_that_miss_most_of_their_whole_are_some_of_it() -> None:
    rows = rows_of("*Cá | | 100 | 90", ">Tra | | 20 | 21", ">Ba sa | | 10 | 11")
    assert relations(rows)[1:] == ["of_which", "of_which"]


def test_a_misprint_in_one_column_leaves_the_parts_complete() -> None:
    rows = rows_of("*Cá | | 100 | 90", ">Tra | | 60 | 20", ">Ba sa | | 40 | 30")
    assert relations(rows)[1:] == ["part_of_sum", "part_of_sum"]


def test_a_total_may_be_broken_down_twice_without_headings() -> None:
    rows = rows_of(
        "*CẢ NƯỚC | | 30 | 31", "Nam | | 14 | 15", "Nữ | | 16 | 16", "Thành thị | | 9 | 9",
        "Nông thôn | | 21 | 22",
    )  # fmt: skip
    assert relations(rows)[1:] == ["part_of_sum"] * 4


def test_parts_of_a_part_without_figures_complete_the_total() -> None:
    rows = rows_of(
        "*TỔNG SỐ | | 30 | 33", "*/Trung ương | | 10 | 11", "*/Địa phương",
        ">Tỉnh | | 15 | 16", ">Huyện | | 5 | 6",
    )  # fmt: skip
    assert relations(rows) == ["total", *["part_of_sum"] * 3]


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("| Máy móc, thiết bị,", "| dụng cụ | 5 | 6", "Máy móc, thiết bị, dụng cụ"),
        ("| Tổng sản lượng lương", "| thực có hạt | 5 | 6", "Tổng sản lượng lương thực có hạt"),
        ("| Dệt từ sợi (cả", "| Sợi nhân tạo) | 5 | 6", "Dệt từ sợi (cả Sợi nhân tạo)"),
        ("| Vốn tự có | 5 | 6", "| (của dân cư)", "Vốn tự có (của dân cư)"),
    ],
)
def test_a_label_over_two_rows_is_one(first: str, second: str, label: str) -> None:
    rows = rows_of("| Gạo | 1 | 1", first, second, "| Chè | 2 | 2")
    assert [row.label.text for row in rows] == ["Gạo", label, "Chè"]


def test_a_row_without_figures_among_its_like_heads_nothing() -> None:
    rows = rows_of("*TỔNG SỐ | | 9 | 9", "| Áo | 4 | 4", "| Bỉ", "| Pháp | 5 | 5")
    assert paths(rows) == ["TỔNG SỐ", "TỔNG SỐ > Áo", "TỔNG SỐ > Pháp"]


def test_units_of_a_heading_hold_for_the_rows_below() -> None:
    rows = rows_of(
        "*A. KHÁCH | | Nghìn người | Triệu km", "| Tổng số | 5 | 6", "*B. HÀNG | | Tấn | Tấn.km",
        "| Tổng số | 7 | 8",
    )  # fmt: skip
    assert [(row.unit_over(3), row.unit_over(4)) for row in rows] == [
        ("Nghìn người", "Triệu km"),
        ("Tấn", "Tấn.km"),
    ]
    assert [row.relation_in(3).value for row in rows] == ["total", "total"]
    assert [row.parent_in(3) for row in rows] == ["", ""]


def test_a_banner_over_the_columns_heads_all_below_it() -> None:
    rows = rows_of(
        "| | *Nghìn người | ↔", "*Lao động | | 50 | 52", "Nam | | 30 | 31", "Nữ | | 20 | 21",
        "| | *Cơ cấu - % | ↔", "*Lao động | | 100 | 100", "Nam | | 60 | 60", "Nữ | | 40 | 40",
    )  # fmt: skip
    assert paths(rows)[0] == "Lao động"
    assert paths(rows)[3:] == [
        "Cơ cấu - % > Lao động",
        "Cơ cấu - % > Lao động > Nam",
        "Cơ cấu - % > Lao động > Nữ",
    ]
    assert [row.unit_over(4) for row in rows] == ["Nghìn người"] * 3 + ["%"] * 3


def test_a_ditto_mark_repeats_the_unit_above() -> None:
    blocks = find_blocks(
        sheet_of(
            "Biểu 3. Sản phẩm",
            "| Đơn vị tính | Tháng 4 | Tháng 5",
            "*Than | Nghìn tấn | 8 | 9",
            "- Trung ương | “ | 5 | 5",
            '- Địa phương | " | 3 | 4',
            "*Bia | Triệu lít | 7 | 7",
        )
    )
    assert [row.unit for row in read_rows(blocks)[0]] == ["Nghìn tấn"] * 3 + ["Triệu lít"]


def test_rows_in_another_unit_of_their_own_stand_beside() -> None:
    rows = rows_of("*Dân số (Nghìn người) | | 90 | 91", "Tỷ suất sinh (‰) | | 17 | 16")
    assert paths(rows) == ["Dân số (Nghìn người)", "Tỷ suất sinh (‰)"]


def test_a_note_gives_its_units_to_marked_rows_and_those_below() -> None:
    rows = rows_of(
        "| Gỗ | 3 | 4", "| Ô tô (*) | 5 | 6", "| Trong đó: Nguyên chiếc | 2 | 3",
        "| (*) Nghìn chiếc, triệu USD",
    )  # fmt: skip
    assert [row.note_units for row in rows] == [
        (),
        ("Nghìn chiếc", "triệu USD"),
        ("Nghìn chiếc", "triệu USD"),
    ]


def test_a_province_holds_for_the_rows_below_and_none_is_in_another() -> None:
    rows = rows_of(
        "*CẢ NƯỚC | | 9 | 9", "*Hà Nội | | 5 | 5", "+ Nhà nước | | 3 | 3", "+ Tư nhân | | 2 | 2",
        "··Lai Châu | | 4 | 4", "*Miền Bắc | | 1 | 1",
    )  # fmt: skip
    assert [row.territory_id for row in rows] == ["", *["ha-noi"] * 3, "lai-chau", ""]
    assert [row.names_place for row in rows] == [False, True, False, False, True, True]
    assert rows[4].path == ("CẢ NƯỚC", "Lai Châu")
    assert rows[5].region == "Miền Bắc"


def test_a_continuation_goes_on_below_the_last_heading() -> None:
    first = find_blocks(
        sheet_of(*HEADER, "*TỔNG SỐ | | 90 | 99", "*Phân theo địa phương", "| Huế | 4 | 5")
    )
    second = find_blocks(
        sheet_of(
            "Biểu 7. (Tiếp theo) Nuôi trồng tháng 5",
            "",
            "| | Tháng 4 | Tháng 5",
            "",
            "| Hà Nội | 8 | 9",
        )
    )
    rows = read_rows([*first, *second])
    assert rows[1][0].path == ("TỔNG SỐ", "Phân theo địa phương", "Hà Nội")


def test_a_continuation_in_more_columns_begins_again() -> None:
    lines = ("*CẢ NƯỚC | | 90 | 99", "| Nam | 40 | 45", "| Nữ | 50 | 54")
    first = find_blocks(sheet_of(*HEADER, *lines))
    again = find_blocks(
        sheet_of("Biểu 7. (Tiếp theo) Nuôi trồng", "", "| | Tháng 6 | Tháng 7", "", *lines)
    )
    rows = read_rows([*first, *again])
    assert rows[1][0].above == ()
    assert rows[1][0].relation == "total"


def test_a_column_of_translations_is_no_part_of_the_label() -> None:
    blocks = find_blocks(
        sheet_of(
            "Biểu 4. Nuôi trồng",
            "| | Tháng 4 | Tháng 5",
            "Cá | Fish | 5 | 6",
            "Tôm càng | Prawn | 5 | 6",
            "Thủy sản khác | Others | 5 | 6",
        )
    )
    assert [row.label.text for row in read_rows(blocks)[0]] == ["Cá", "Tôm càng", "Thủy sản khác"]


def test_numbers_in_a_column_of_their_own_order_the_rows() -> None:
    rows = rows_of(
        "I | KINH TẾ", "1 | Trồng trọt | 30 | 31", "- | Lúa | 20 | 20", "- | Ngô | 10 | 11",
        "2 | Chăn nuôi | 8 | 9", "II | XÃ HỘI", "1 | Học sinh | 7 | 7",
    )  # fmt: skip
    assert paths(rows) == [
        "KINH TẾ > Trồng trọt",
        "KINH TẾ > Trồng trọt > Lúa",
        "KINH TẾ > Trồng trọt > Ngô",
        "KINH TẾ > Chăn nuôi",
        "XÃ HỘI > Học sinh",
    ]


def test_a_label_left_of_another_heads_the_rows_beside_it() -> None:
    rows = rows_of(
        "Lúa | Diện tích | 2 | 2", "| Sản lượng | 9 | 9", "Ngô | Diện tích | 1 | 1",
        "| Sản lượng | 4 | 4",
    )  # fmt: skip
    assert paths(rows) == [
        "Lúa > Diện tích",
        "Lúa > Sản lượng",
        "Ngô > Diện tích",
        "Ngô > Sản lượng",
    ]


def test_a_label_that_is_written_twice_is_one() -> None:
    rows = rows_of("*Mía", "··Diện tích | Diện tích | 2 | 2", "| Sản lượng | 9 | 9")
    assert paths(rows) == ["Mía > Diện tích", "Mía > Sản lượng"]


def test_a_heading_that_is_a_unit_gives_it_to_the_rows_below() -> None:
    rows = rows_of("*A. NGHÌN TẤN", "*Tổng số | | 5 | 6", "| Đường sắt | 5 | 6")
    assert [row.unit for row in rows] == ["NGHÌN TẤN", "NGHÌN TẤN"]


def test_a_total_that_comes_last_is_above_the_rows_before_it() -> None:
    rows = rows_of("1 | Lúa | 20 | 20", "2 | Ngô | 10 | 11", "| Tổng cộng | 30 | 31")
    assert paths(rows) == ["Tổng cộng > Lúa", "Tổng cộng > Ngô", "Tổng cộng"]
    assert relations(rows) == ["part_of_sum", "part_of_sum", "total"]


def test_rows_in_units_of_their_own_end_a_breakdown() -> None:
    rows = rows_of(
        "*Dân số (Nghìn người) | | 90 | 91", "/Phân theo giới tính", "··Nam | | 40 | 41",
        "··Nữ | | 50 | 50", "Tuổi thọ (Tuổi) | | 73 | 73", "Tỷ suất sinh (Số con/phụ nữ) | | 2 | 2",
    )  # fmt: skip
    assert paths(rows)[3:] == ["Tuổi thọ (Tuổi)", "Tỷ suất sinh (Số con/phụ nữ)"]
    assert [row.unit for row in rows][1:] == [
        *["Nghìn người"] * 2,
        "Tuổi",
        "Số con/phụ nữ",
    ]


def test_a_total_of_something_is_no_total_of_what_follows() -> None:
    rows = rows_of("Tổng số học sinh | | 90 | 91", "Số giáo viên | | 5 | 5")
    assert paths(rows) == ["Tổng số học sinh", "Số giáo viên"]


def test_the_first_row_after_words_that_announce_parts_is_one() -> None:
    rows = rows_of("Cá | | 20 | 22", "Trong đó:", "Cá tra | | 15 | 16")
    assert rows[1].parent_in(3) == "Cá"


@pytest.mark.parametrize("whole", ["GRDP", "GTSX"])
def test_rows_that_make_up_a_short_form_belong_to_it(whole: str) -> None:
    rows = rows_of(
        f"{whole} | | 100 | 110",
        "Biển | | 60 | 70",
        "Sông | | 40 | 40",
        "Bến | | 7 | 8",
    )
    assert paths(rows) == [whole, f"{whole} > Biển", f"{whole} > Sông", "Bến"]
    assert relations(rows) == ["total", "part_of_sum", "part_of_sum", "total"]


def test_rows_beside_a_short_form_that_do_not_make_it_up_stand_beside_it() -> None:
    rows = rows_of("NSNN | | 100 | 110", "Biển | | 60 | 70", "Sông | | 50 | 50")
    assert paths(rows) == ["NSNN", "Biển", "Sông"]


def test_parts_of_an_index_are_no_sum_and_no_share_of_it() -> None:
    rows = rows_of(
        "Chỉ số giá chợ | | 102 | 103",
        "Trong đó: Cá | | 101 | 102",
        "Tỷ lệ người bán | | 30 | 31",
        "Trong đó: Nữ | | 10 | 11",
        "Người bán | | 30 | 31",
        "Trong đó: Nữ | | 10 | 11",
    )
    assert relations(rows) == ["total", "none", "total", "none", "total", "of_which"]


def test_rates_that_add_up_are_parts_of_theirs() -> None:
    rows = rows_of("Tỷ lệ dùng đò | | 30 | 31", ">Đò máy | | 20 | 21", ">Đò khác | | 10 | 10")
    assert relations(rows) == ["total", "part_of_sum", "part_of_sum"]
