"""PDFs: columns in order, lines joined to paragraphs, tables as sheets."""

from collections.abc import Iterable, Sequence

import pytest
from support.document_files import Placed, pdf_file

from doichieu.documents.containers import pdf
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.pdf import read_pdf
from doichieu.documents.containers.refusal import CannotOpen

# A line of 90 letters of size 10 is 450 points wide: a full line between margins of 72.
FULL = 90


def set_in_lines(words: str, letters: int) -> list[str]:
    """A text cut into lines of so many letters at most, as a typesetter does."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > letters:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def column(
    paragraphs: Iterable[str],
    *,
    left: float = 72,
    top: float = 740,
    letters: int = FULL,
    gap: float = 0,
) -> list[Placed]:
    """Paragraphs below each other, with a gap in points between them."""
    placed = []
    for text in paragraphs:
        for line in set_in_lines(text, letters):
            placed.append(Placed(line, left, top))
            top -= 12
        top -= gap
    return placed


def lines(*pages: Sequence[Placed]) -> tuple[str, ...]:
    """The lines of a PDF with these pages."""
    return read_pdf(pdf_file(pages)).lines


BUDGET = (
    "Tổng thu ngân sách trên địa bàn đạt 1.690,5 tỷ đồng, bằng 51,49% dự toán đầu năm, trong đó "
    "thu nội địa 1.290 tỷ đồng, tăng 8,2% so với cùng kỳ; thu hải quan 400,5 tỷ đồng, giảm 3,1%."
)
TRADE = (
    "Kim ngạch xuất khẩu qua địa bàn ước 2.010 triệu USD, đạt 65,26% kế hoạch, tăng 44,6% so với "
    "cùng kỳ năm trước, trong đó hàng của địa phương 61 triệu USD."
)
SHORT = "Chăn nuôi ổn định, đàn lợn có 312.450 con."


@pytest.mark.parametrize("gap", [0, 3, 12])
def test_lines_are_joined_to_paragraphs(gap: float) -> None:
    paragraphs = (BUDGET, TRADE, SHORT)
    assert lines(column(paragraphs, gap=gap)) == paragraphs


def test_an_indented_line_begins_a_paragraph() -> None:
    full = "x" * (FULL - 5) + " tấn."
    page = [Placed(full, 72, 740), Placed(f"Lúa {full}", 92, 728), Placed(full, 72, 716)]
    assert lines(page) == (full, f"Lúa {full} {full}")


@pytest.mark.parametrize("word", ["giảm", "so với", "trong năm,", "rose by"])
def test_a_line_that_ends_in_the_middle_goes_on(word: str) -> None:
    page = [Placed(f"Đàn lợn {word}", 72, 740), Placed("3,1% Năm 2022", 72, 728)]
    assert lines(page) == (f"Đàn lợn {word} 3,1% Năm 2022",)


def test_columns_are_read_one_after_the_other() -> None:
    left = column((BUDGET, TRADE), letters=40)
    right = column((SHORT, TRADE), left=320, letters=40)
    assert lines([*left, *right]) == (BUDGET, TRADE, SHORT, TRADE)


def test_columns_that_are_stored_line_by_line_are_parted() -> None:
    left = column((BUDGET, SHORT), letters=40)
    right = column((TRADE, SHORT), left=320, letters=40)
    rows = sorted([*left, *right], key=lambda one: (-one.base, one.left))
    assert lines(rows) == (BUDGET, SHORT, TRADE, SHORT)


def test_a_paragraph_goes_on_over_pages_and_notes() -> None:
    top = set_in_lines(BUDGET, FULL)
    note = Placed("1 Theo giá hiện hành là 98 tỷ đồng.", 72, 60, size=7)
    first = [Placed(top[0], 72, 100), note]
    second = [Placed(line, 72, 740 - 12 * i) for i, line in enumerate([*top[1:], SHORT])]
    assert lines(first, second) == (BUDGET, SHORT, "¹ Theo giá hiện hành là 98 tỷ đồng.")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Placed("Báo cáo kinh tế năm 2023", 72, 800),
            Placed(f"Tin số {n}: đàn lợn có {n}12 con.", 72, 700),
            Placed("Lúa tăng 5%.", 72, 400),
            Placed(f"Trang {n}/3", 280, 40),
        ]
        for n in (1, 2, 3)
    ]
    texts = [f"Tin số {n}: đàn lợn có {n}12 con." for n in (1, 2, 3)]
    assert lines(*pages) == tuple(line for text in texts for line in (text, "Lúa tăng 5%."))


def test_a_sentence_with_other_figures_on_each_page_is_no_header() -> None:
    pages = [
        [
            Placed(f"Thu ngân sách đạt {n}.112 tỷ đồng, tăng {n},5% so với cùng kỳ.", 72, 800),
            Placed(f"Trang {n}/3", 280, 40),
        ]
        for n in (1, 2, 3)
    ]
    assert lines(*pages) == tuple(
        f"Thu ngân sách đạt {n}.112 tỷ đồng, tăng {n},5% so với cùng kỳ." for n in (1, 2, 3)
    )


def test_a_heading_that_a_table_repeats_on_each_page_is_no_header() -> None:
    heading = [Placed("Tên vùng", 72, 800), Placed("2022", 250, 800), Placed("2023", 350, 800)]
    pages = [
        [*heading, Placed(f"Vùng {n}", 72, 786), Placed("12,5", 250, 786), Placed("13,5", 350, 786)]
        for n in (1, 2, 3)
    ]
    shown = [
        cell.text for sheet in read_pdf(pdf_file(pages)).sheets for cell in sheet.cells.values()
    ]
    assert [shown.count(word) for word in ("Tên vùng", "2022", "2023")] == [3, 3, 3]


def test_what_stands_at_the_edge_of_the_paper_is_left_out() -> None:
    page = [Placed("11/29/26, 7:30 PM", 30, 825), Placed(SHORT, 72, 700), Placed("1/1", 500, 15)]
    assert lines(page) == (SHORT,)


def test_a_raised_mark_does_not_run_into_its_number() -> None:
    page = [
        Placed("Thu đạt 690", 72, 700),
        Placed("1", 127, 704, size=6),
        Placed(" tỷ đồng.", 130, 700),
    ]
    assert lines(page) == ("Thu đạt 690¹ tỷ đồng.",)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("do dịch Covid-", "19 trong năm", "do dịch Covid-19 trong năm"),
        ("giai đoạn 2021-", "2025 của tỉnh", "giai đoạn 2021-2025 của tỉnh"),
        ("exports of manu-", "factured goods", "exports of manufactured goods"),
        ("in the first six-", "month period of six", "in the first six-month period of six"),
        ("rose year-on-", "year by 5", "rose year-on-year by 5"),
        ("giảm 5 - ", "6% so với", "giảm 5 - 6% so với"),
    ],
)
def test_hyphens_at_the_end_of_a_line(above: str, below: str, joined: str) -> None:
    start = "x" * (FULL - len(above) - 1) + " " + above
    assert lines([Placed(start, 72, 700), Placed(below + " 7.", 72, 688)]) == (
        f"{start[: -len(above)]}{joined} 7.",
    )


@pytest.mark.parametrize(
    ("text", "read", "remark"),
    [
        ("Thu 1 690,5 tỷ đồng trong năm", "Thu 1\u00a0690,5 tỷ đồng trong năm", "is read as one"),
        ("Thu 1 690 tỷ đồng trong năm", "Thu 1\u00a0690 tỷ đồng trong năm", "is read as one"),
        ("Chi 1.200 tỷ, thu 1 690 tỷ", "Chi 1.200 tỷ, thu 1 690 tỷ", "It is read as two"),
        ("Chi 1.200 tỷ, thu 1 234 567", "Chi 1.200 tỷ, thu 1\u00a0234\u00a0567", "is read as one"),
    ],
)
def test_blanks_inside_of_numbers(text: str, read: str, remark: str) -> None:
    content = read_pdf(pdf_file([[Placed(text, 72, 700)]]))
    assert content.lines == (read,)
    assert [remark in one for one in content.remarks] == [True]


def test_letters_of_legacy_fonts() -> None:
    page = [
        Placed("Tæng s¶n phÈm ®¹t 5,4 triÖu", 72, 700, font=".VnTime"),
        Placed("Toång saûn löôïng 7 taán", 72, 660, font="VNI-Times"),
    ]
    assert lines(page) == ("Tổng sản phẩm đạt 5,4 triệu", "Tổng sản lượng 7 tấn")


def test_letters_of_the_private_area() -> None:
    page = [
        Placed("\uf0b7 Lúa tăng 5% so với vụ trước", 72, 700, font="Symbol"),
        Placed("T\uf0e6ng 7", 72, 660, font=".VnTime"),
    ]
    assert lines(page) == ("• Lúa tăng 5% so với vụ trước", "Tổng 7")


TABLE = [
    ("Chỉ tiêu", "Năm 2022", "Năm 2023", "So sánh (%)"),
    ("Tổng thu", "1.520,4", "1.690,0", "111,2"),
    ("Thu nội địa", "1.120,0", "1.290,5", "115,2"),
    ("Tổng chi", "5.100", "-", "98,5"),
]


def table(top: float) -> list[Placed]:
    """A table without drawn rules."""
    return [
        Placed(text, left, top - 14 * i)
        for i, row in enumerate(TABLE)
        for text, left in zip(row, (72, 200, 300, 400), strict=True)
    ]


def sheet_texts(content: Content) -> list[list[str]]:
    """The texts of the only table, row by row."""
    (sheet,) = content.sheets
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(cell.text)
    return list(rows.values())


def test_a_table_is_a_sheet_between_its_paragraphs() -> None:
    page = [*column((BUDGET, "Đơn vị: tỷ đồng"), gap=6), *table(650), *column((TRADE,), top=560)]
    content = read_pdf(pdf_file([page]))
    assert content.lines == (BUDGET, "Đơn vị: tỷ đồng", TRADE)
    assert sheet_texts(content) == [list(row) for row in TABLE]
    assert content.sheets[0].above == (BUDGET, "Đơn vị: tỷ đồng")
    assert content.sheets[0].cells[2, 2].stored == 1520.4


def test_a_label_that_is_wrapped_is_put_together() -> None:
    page = [
        one
        for one in table(700)
        if one.text != "Thu nội địa" and one.text not in ("Tổng chi", "5.100", "-", "98,5")
    ]
    page += [Placed("Thu nội địa, không", 72, 672), Placed("kể xổ số", 72, 658)]
    content = read_pdf(pdf_file([page]))
    assert sheet_texts(content)[-1] == [
        "Thu nội địa, không\nkể xổ số",
        "1.120,0",
        "1.290,5",
        "115,2",
    ]


def test_rules_part_the_rows_of_a_table() -> None:
    rows = [
        [
            ("Thu nội địa, không", 72, 700),
            ("kể Thuế", 72, 686),
            ("1.120,0", 200, 693),
            ("9", 300, 693),
        ],
        [("Thu hải quan", 72, 664), ("400,5", 200, 664), ("8", 300, 664)],
    ]
    page = [Placed(text, left, base) for row in rows for text, left, base in row]
    content = read_pdf(pdf_file([page], rules=[(70, 330, height) for height in (715, 678, 655)]))
    assert sheet_texts(content) == [
        ["Thu nội địa, không\nkể Thuế", "1.120,0", "9"],
        ["Thu hải quan", "400,5", "8"],
    ]


def test_a_table_goes_on_on_the_next_page() -> None:
    last = [Placed(text, left, 740) for text, left in (("Nợ công", 72), ("7", 200), ("8", 300))]
    content = read_pdf(pdf_file([table(700), last]))
    assert [len(sheet.cells) for sheet in content.sheets] == [16, 3]
    assert content.lines == ()


def test_a_mark_that_the_page_has_elsewhere_stands_at_its_letter() -> None:
    page = [
        Placed("Nước máy 12 nghìn m", 72, 700),
        Placed(SHORT, 72, 660),
        Placed("3", 167.5, 704, size=6),
    ]
    assert lines(page) == ("Nước máy 12 nghìn m³", SHORT)


def test_a_page_on_its_side_is_read_upright() -> None:
    turned = read_pdf(pdf_file([column((BUDGET, SHORT))], rotate=90))
    assert turned.lines == (BUDGET, SHORT)


def test_a_scan_is_refused() -> None:
    with pytest.raises(CannotOpen, match="no text layer"):
        read_pdf(pdf_file([[], []]))


def test_pages_without_text_are_remarked() -> None:
    content = read_pdf(pdf_file([[Placed(SHORT, 72, 700)], [], []]))
    assert content.remarks == ("no text on page 2, 3: pictures are not read",)


def test_fonts_that_do_not_say_their_letters_are_refused() -> None:
    with pytest.raises(CannotOpen, match="which letters they draw"):
        read_pdf(pdf_file([column((BUDGET,))], mapped=False))


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(CannotOpen, match="3 pages, more than 2"):
        read_pdf(pdf_file([[Placed(SHORT, 72, 700)]] * 3))


@pytest.mark.parametrize("rotate", [0, 90])
def test_pages_that_have_their_size_in_common(rotate: int) -> None:
    lines = [Placed(f"Dòng {i} có vài chữ để đọc.", 72, 800 - 14 * i) for i in range(6)]
    own = read_pdf(pdf_file([lines], rotate=rotate))
    assert read_pdf(pdf_file([lines], rotate=rotate, common_box=True)) == own
    assert all(f"Dòng {i}" in str(own) for i in range(6))
