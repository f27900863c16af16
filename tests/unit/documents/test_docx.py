"""Word documents: the text as it reads with all changes accepted."""

import pytest
from support.document_files import cell, paragraph, run, table, word_file

from doichieu.documents.containers.docx import read_docx
from doichieu.documents.containers.refusal import CannotOpen

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


def lines(*body: str, **parts: str) -> tuple[str, ...]:
    """The lines of a document with this body."""
    return read_docx(word_file("".join(body), **parts)).lines


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("Thu 690 tỷ", "Thu 690 tỷ"),
        (run("Thu ") + run("69") + run("0 tỷ"), "Thu 690 tỷ"),
        (run("Thu ") + f"<w:ins>{run('690')}</w:ins>" + run(" tỷ"), "Thu 690 tỷ"),
        (run("Thu ") + f"<w:moveTo>{run('690')}</w:moveTo>", "Thu 690"),
        (run("Thu 690") + "<w:del><w:r><w:delText>960</w:delText></w:r></w:del>", "Thu 690"),
        (run("Thu 690") + f"<w:moveFrom>{run('960')}</w:moveFrom>", "Thu 690"),
        (f"<w:hyperlink>{run('690')}</w:hyperlink>", "690"),
        (f"<w:fldSimple>{run('690')}</w:fldSimple>", "690"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('690')}</w:sdtContent></w:sdt>", "690"),
        (f"<w:smartTag>{run('690')}</w:smartTag>", "690"),
        (run("690") + run("1", SUPERSCRIPT) + run(" tỷ"), "690¹ tỷ"),
        (run("690") + run("(1)", SUPERSCRIPT) + run(" tỷ"), "690(1) tỷ"),
        (run("12 nghìn m") + run("3", SUPERSCRIPT), "12 nghìn m³"),
        (run("690") + run("1", '<w:position w:val="6"/>'), "690¹"),
        (run("690") + run("960", "<w:vanish/>"), "690"),
        (run("690") + run(" tỷ", '<w:vanish w:val="0"/>'), "690 tỷ"),
        ("<w:r><w:noBreakHyphen/><w:t>2,1%</w:t></w:r>", "\u20112,1%"),
        ("<w:r><w:t>1</w:t><w:softHyphen/><w:t>690</w:t></w:r>", "1690"),
        ("<w:r><w:t>2021</w:t><w:tab/><w:t>690</w:t></w:r>", "2021\t690"),
        (run("1\u00a0690 tỷ"), "1\u00a0690 tỷ"),
        (
            run("Tæng s¶n phÈm 5", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'),
            "Tổng sản phẩm 5",
        ),
        (run("5 tr") + run("\u00adíc", '<w:rFonts w:hAnsi=".VnTime"/>'), "5 trước"),
        (run("Toång saûn löôïng 5", '<w:rFonts w:hAnsi="VNI-Times"/>'), "Tổng sản lượng 5"),
        (run("đ\u1ea1t 5 ty\u0309 ðồng"), "đạt 5 tỷ đồng"),
    ],
)
def test_the_text_of_a_paragraph(inside: str, text: str) -> None:
    assert lines(paragraph(inside)) == (text,)


def test_a_field_shows_its_result_and_not_its_code() -> None:
    parts = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        run("code 1"),
        "<w:r><w:instrText>PAGE 2</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("690"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run(" tỷ"),
    ]
    assert lines(paragraph("".join(parts))) == ("690 tỷ",)


def test_a_line_break_parts_lines_but_not_a_sentence() -> None:
    broken = "<w:r><w:t>I. KINH TẾ</w:t><w:br/><w:t>Thu đạt 690</w:t><w:br/><w:t>tỷ.</w:t></w:r>"
    assert lines(paragraph(broken)) == ("I. KINH TẾ", "Thu đạt 690 tỷ.")


def test_a_table_of_contents_is_left_out() -> None:
    contents = paragraph("1. Nông nghiệp\t12", properties='<w:pStyle w:val="TOC1"/>')
    assert lines(contents, paragraph("Lúa tăng 5%.")) == ("Lúa tăng 5%.",)


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert lines(
        paragraph("Thu 69", properties=deleted), paragraph("0 tỷ"), paragraph("Chi 5")
    ) == (
        "Thu 690 tỷ",
        "Chi 5",
    )


def test_the_looks_of_styles_count() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="character" w:styleId="Mark">'
        f"<w:rPr>{SUPERSCRIPT}</w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Other"><w:basedOn w:val="Mark"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="New">'
        '<w:rPr><w:rFonts w:hAnsi="Times New Roman"/></w:rPr></w:style>'
    )
    mark = run("1", '<w:rStyle w:val="Other"/>')
    assert lines(
        paragraph(run("Tæng 5") + mark),
        paragraph(run("Tæng 6"), properties='<w:pStyle w:val="New"/>'),
        styles=styles,
    ) == ("Tổng 5¹", "Tæng 6")


def test_notes_stand_behind_the_text() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    note = '<w:footnote w:id="7">' + paragraph("Giá hiện hành là 98 tỷ.") + "</w:footnote>"
    unused = '<w:footnote w:id="8">' + paragraph("5") + "</w:footnote>"
    body = paragraph(run("Đạt 54 tỷ") + reference + run("."))
    assert lines(body, footnotes=note + unused) == ("Đạt 54 tỷ¹.", "¹ Giá hiện hành là 98 tỷ.")


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('Hộp 5')}</w:txbxContent>"
    both = (
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("Trước ") + f"<w:r>{both}</w:r>" + run("sau 6"))
    assert lines(body) == ("Trước sau 6", "Hộp 5")


def test_a_table_of_figures_is_a_sheet() -> None:
    body = paragraph("Đơn vị: tỷ đồng") + table(
        [
            [
                cell("Chỉ tiêu", '<w:vMerge w:val="restart"/>'),
                cell("Năm", '<w:gridSpan w:val="2"/>'),
            ],
            [cell("", "<w:vMerge/>"), "2022", "2023"],
            ["Thu", "1.520,4", "1.690¹"],
            [
                "<w:tc>" + paragraph("Chi", properties='<w:ind w:left="720"/>') + "</w:tc>",
                "-",
                "<w:tc>"
                + paragraph(run("900", "<w:b/>"), properties='<w:jc w:val="end"/>')
                + "</w:tc>",
            ],
        ]
    )
    content = read_docx(word_file(body))
    assert content.lines == ("Đơn vị: tỷ đồng",)
    (sheet,) = content.sheets
    assert (sheet.name, sheet.above) == ("Table 1", ("Đơn vị: tỷ đồng",))
    texts = {place: one.text for place, one in sheet.cells.items()}
    assert texts == {
        (1, 1): "Chỉ tiêu",
        (1, 2): "Năm",
        (2, 2): "2022",
        (2, 3): "2023",
        (3, 1): "Thu",
        (3, 2): "1.520,4",
        (3, 3): "1.690¹",
        (4, 1): "Chi",
        (4, 2): "-",
        (4, 3): "900",
    }
    assert (sheet.cells[1, 1].rows, sheet.cells[1, 2].columns) == (2, 2)
    assert [sheet.cells[3, column].stored for column in (1, 2, 3)] == [None, 1520.4, 1690]
    assert sheet.cells[4, 1].indent == 2
    assert (sheet.cells[4, 3].bold, sheet.cells[4, 3].align) == (True, "right")
    assert not sheet.cells[4, 2].bold


def test_a_deleted_row_is_left_out() -> None:
    rows = table([["Thu", "690", "5"], ["Chi", "700", "6"], ["Nợ", "800", "7"]])
    first, second, third = rows.split("<w:tr>")[1:]
    deleted = second.replace("<w:tc>", "<w:trPr><w:del/></w:trPr><w:tc>", 1)
    (sheet,) = read_docx(word_file(f"<w:tbl><w:tr>{first}<w:tr>{deleted}<w:tr>{third}")).sheets
    assert [sheet.cells[row, 1].text for row in (1, 2)] == ["Thu", "Nợ"]


def test_a_table_that_lays_out_a_letterhead_is_text() -> None:
    head = table([["UBND TỈNH", "CỘNG HÒA"], ["Số: 12/BC", "Ngày 3 tháng 7"]])
    content = read_docx(word_file(head + paragraph("Thu đạt 690 tỷ.")))
    assert content.sheets == ()
    assert content.lines == (
        "UBND TỈNH",
        "CỘNG HÒA",
        "Số: 12/BC",
        "Ngày 3 tháng 7",
        "Thu đạt 690 tỷ.",
    )


def test_a_document_that_is_nested_too_deeply_is_refused() -> None:
    deep = "<w:sdtContent>" * 5000 + paragraph("5") + "</w:sdtContent>" * 5000
    with pytest.raises(CannotOpen, match="nested too deeply"):
        read_docx(word_file(deep))
