"""Web pages: the article without what is around it, its tables as sheets."""

import pytest

from doichieu.documents.containers.html import read_html
from doichieu.documents.containers.refusal import CannotOpen

FIRST = "Sáu tháng đầu năm, tổng thu ngân sách của tỉnh đạt 1.690 tỷ đồng, bằng 51,5% dự toán năm."
SECOND = (
    "Chi ngân sách của toàn tỉnh trong cùng thời gian đạt 5.312 tỷ đồng, tăng 8,2% so với cùng kỳ."
)
ARTICLE = f"<h1>Thu tăng 5%</h1><div class='body'><p>{FIRST}</p><p>{SECOND}</p></div>"
LINKS = "".join(f"<li><a href='#'>Xuất khẩu của tỉnh bạn tăng {n}%</a></li>" for n in range(9))


def lines(body: str, head: str = "") -> tuple[str, ...]:
    """The lines of a page with this body."""
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode()).lines


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>Thời tiết 25 độ</p></nav>",
        "<header>Thứ hai, 5</header>",
        "<footer><p>Giấy phép số 12/GP do cơ quan có thẩm quyền cấp ngày 3 tháng 7.</p></footer>",
        "<script>var a = '<p>5</p>'</script>",
        "<style>p {margin: 5px}</style>",
        "<div style='display: none'>5</div>",
        "<div hidden>5</div>",
        "<div class='box-tin-lien-quan'><p>Đọc thêm 5</p></div>",
        "<div class='jp-relatedposts'><p>Đọc thêm 5</p></div>",
        "<div id='comments'><p>Tôi cho rằng con số 100% trong bài này là không đúng đâu.</p></div>",
        "<ul class='breadcrumb'><li>Trang 5</li></ul>",
        f"<ul>{LINKS}</ul>",
        "<p><a href='#'>Xem thêm: 5 dự án mới</a></p>",
        "<!-- 5 -->",
        "<p>Lượt xem: 1.234</p>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_what_is_around_an_article_is_left_out(around: str, inside: bool) -> None:
    article = ARTICLE.replace("</p><p>", f"</p>{around}<p>") if inside else ARTICLE
    page = f"<div>{article}</div>" if inside else f"{around}<div>{ARTICLE}</div>{around}"
    assert lines(page) == ("Thu tăng 5%", FIRST, SECOND)


def test_a_name_does_not_hide_the_article() -> None:
    assert lines(f"<div class='sidebar related'>{ARTICLE}</div>{LINKS}") == (
        "Thu tăng 5%",
        FIRST,
        SECOND,
    )


def test_the_header_of_an_article_belongs_to_it() -> None:
    header = "<header><h2>Thu tăng</h2><p class='lead'>Thu tăng 5%.</p></header>"
    page = f"<article>{header}<p>{FIRST}</p><p>{SECOND}</p></article>"
    assert lines(page) == ("Thu tăng", "Thu tăng 5%.", FIRST, SECOND)


def test_the_heading_and_the_lead_stand_before_the_article() -> None:
    page = (
        "<div class='top'><p>Báo 5</p></div><h1>Thu tăng</h1><div>3/7/2023</div><p>Tin vắn.</p>"
        f"<div><div class='a'><p>{FIRST}</p><p>{SECOND}</p></div></div><div>Liên hệ 0205</div>"
    )
    assert lines(page) == ("Thu tăng", "3/7/2023", "Tin vắn.", FIRST, SECOND)


def test_the_title_of_the_page_marks_a_heading() -> None:
    page = f"<div>Cổng 5</div><div>Thu ngân sách tăng</div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert lines(page, "<title>Báo - Thu ngân sách tăng</title>") == (
        "Thu ngân sách tăng",
        FIRST,
        SECOND,
    )


def test_an_article_of_short_paragraphs_outweighs_one_long_line() -> None:
    short = [f"Đàn lợn của huyện thứ {n} có {n}12 con." for n in range(30)]
    article = "".join(f"<p>{text}</p>" for text in short)
    owner = "<div><p>Cơ quan chủ quản: Sở Thông tin, trụ sở tại số 5 đường Hùng Vương.</p></div>"
    assert list(lines(f"<div>{article}</div>{owner}")[:30]) == short


def test_captions_of_pictures_stay() -> None:
    figure = "<figure><img><figcaption>Cửa khẩu, ảnh chụp năm 2023</figcaption></figure>"
    table = "<table><tr><td><img></td></tr><tr><td>Cảng biển. Ảnh: An</td></tr></table>"
    page = f"<div><p>{FIRST}</p>{figure}{table}<p>{SECOND}</p></div>"
    assert lines(page) == (
        FIRST,
        "Cửa khẩu, ảnh chụp năm 2023",
        "Cảng biển. Ảnh: An",
        SECOND,
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Thu  690\n tỷ", "Thu 690 tỷ"),
        ("Thu&nbsp;1&nbsp;690 tỷ", "Thu\u00a01\u00a0690 tỷ"),
        ("Thu <b>69</b>0 tỷ", "Thu 690 tỷ"),
        ("Thu 690<sup>1</sup> tỷ", "Thu 690¹ tỷ"),
        ("Thu 690<sup><a href='#'>[1]</a></sup> tỷ", "Thu 690[1] tỷ"),
        ("12 m<sup>2</sup>", "12 m²"),
        ("Thu 690<span style='vertical-align: super'>1</span>", "Thu 690¹"),
        ("<font face='.VnTime'>Tæng s¶n phÈm <b>5</b></font> tỷ", "Tổng sản phẩm 5 tỷ"),
        (
            "<span style='font-family: VNI-Times, serif'>Toång saûn löôïng 5</span>",
            "Tổng sản lượng 5",
        ),
        ("Thu 690<br>tỷ", "Thu 690 tỷ"),
        ("Thu <del>960</del><ins>690</ins> tỷ", "Thu 690 tỷ"),
        ("Thu 690&shy; tỷ ðồng", "Thu 690 tỷ đồng"),
        ("5&#x2009;%", "5\u2009%"),
    ],
)
def test_the_text_of_a_paragraph(source: str, text: str) -> None:
    assert lines(f"<p>{source}</p>") == (text,)


def test_breaks_part_paragraphs() -> None:
    assert lines(f"<div>{FIRST}<br><br>{SECOND}</div>") == (FIRST, SECOND)


def test_a_page_without_paragraphs_is_kept_whole() -> None:
    assert lines(f"Lúa tăng 5%.<div>Ngô 6%</div><ul>{LINKS}</ul>") == ("Lúa tăng 5%.", "Ngô 6%")


def test_a_table_of_figures_is_a_sheet() -> None:
    table = (
        "<table><caption>Bảng 1</caption>"
        "<tr><th rowspan='2'>Chỉ tiêu</th><th colspan='2'>Năm</th></tr>"
        "<tr><td>2022</td><td>2023</td></tr>"
        "<tr><td style='padding-left: 32px'><i>Thu</i></td><td align='right'>1.520,4</td>"
        "<td><b>1.690</b></td></tr></table>"
    )
    content = read_html(f"<div><p>{FIRST}</p>{table}<p>{SECOND}</p></div>".encode())
    assert content.lines == (FIRST, "Bảng 1", SECOND)
    (sheet,) = content.sheets
    assert sheet.above == (FIRST, "Bảng 1")
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "Chỉ tiêu",
        (1, 2): "Năm",
        (2, 2): "2022",
        (2, 3): "2023",
        (3, 1): "Thu",
        (3, 2): "1.520,4",
        (3, 3): "1.690",
    }
    assert (sheet.cells[1, 1].rows, sheet.cells[1, 2].columns) == (2, 2)
    assert sheet.cells[1, 1].bold and sheet.cells[3, 3].bold and not sheet.cells[3, 2].bold
    assert (sheet.cells[3, 1].indent, sheet.cells[3, 1].italic) == (2, True)
    assert (sheet.cells[3, 2].align, sheet.cells[3, 2].stored) == ("right", 1520.4)


def test_a_table_of_sentences_is_text() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Thu đạt {n}90 tỷ đồng.</td></tr>" for n in (1, 2, 3))
    content = read_html(f"<table>{rows}</table>".encode())
    assert content.sheets == ()
    assert content.lines[:2] == ("1", "Thu đạt 190 tỷ đồng.")


def test_a_long_note_does_not_make_a_table_text() -> None:
    rows = "".join(f"<tr><td>Thu</td><td>{n}</td><td>{n},5</td></tr>" for n in range(9))
    note = f"<tr><td colspan='3'>{'Ghi chú dài. ' * 60}</td></tr>"
    assert len(read_html(f"<table>{rows}{note}</table>".encode()).sheets) == 1


def test_a_table_beside_the_article_belongs_to_it() -> None:
    rows = "<tr><td>Thu</td><td>5</td><td>6</td></tr><tr><td>Chi</td><td>7</td><td>8</td></tr>"
    page = f"<div><div><p>{FIRST}</p><p>{SECOND}</p></div><table>{rows}</table></div>"
    assert len(read_html(page.encode()).sheets) == 1


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        ("1.690|5", 1690.0),
        ("1.690|1.091,9", 1690.0),
        ("1,690|1,091.9", 1690.0),
        ("12,5%|5", 12.5),
        ("-5,2|5", -5.2),
        ("−5,2|5", -5.2),
        ("1\u00a0690,5|5", 1690.5),
        ("690¹|5", 690.0),
    ],
)
def test_the_number_of_a_cell(cells: str, stored: float) -> None:
    first, second = cells.split("|")
    rows = "".join(f"<tr><td>Thu</td><td>{one}</td></tr>" for one in (first, second))
    (sheet,) = read_html(f"<table>{rows}</table>".encode()).sheets
    assert sheet.cells[1, 2].stored == stored


def test_a_page_laid_out_in_tables_is_text() -> None:
    page = (
        "<table><tr><td><table><tr><td><a href='#'>Năm 2023</a></td></tr></table></td>"
        f"<td><div>{FIRST}</div><div>{SECOND}</div></td></tr></table>"
    )
    content = read_html(page.encode())
    assert (content.lines, content.sheets) == ((FIRST, SECOND), ())


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("windows-1258", "cp1258"), ("UTF-8", "utf-8"), ("nonsense", "utf-8")],
)
def test_the_encoding_that_a_page_declares(declared: str, encoding: str) -> None:
    text = "Thu đat 5 ty" if encoding == "cp1258" else "Thu đạt 5 tỷ"
    page = f"<html><head><meta charset='{declared}'></head><body><p>{text}</p></body></html>"
    assert read_html(page.encode(encoding)).lines == (text,)


def test_a_page_in_another_encoding_than_it_declares_is_remarked() -> None:
    page = "<html><meta charset=utf-8><p>Thu đat 5 ty</p></html>".encode("cp1258")
    content = read_html(page)
    assert content.lines == ("Thu đat 5 ty",)
    assert content.remarks == (
        "the page says that it is utf-8, and it is not: read as windows-1258",
    )


def test_a_page_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(CannotOpen, match="nested too deeply"):
        read_html(b"<div>" * 3000 + b"5")


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_title_above_a_page_that_is_all_table_stays(wrapped: bool) -> None:
    row = "<tr><td>Thuế diều giấy và diều tre</td><td>31</td><td>32</td></tr>"
    table = f"<table><tr><td></td><td>2030</td><td>2031</td></tr>{row * 9}</table>"
    table = f"<div class='scroll'>{table}</div>" if wrapped else table
    page = read_html(
        f"<body><ul>{LINKS}</ul><div><p>Thu thuế diều</p>{table}</div></body>".encode()
    )
    assert page.lines == ("Thu thuế diều",)
    assert page.sheets[0].above == ("Thu thuế diều",)
