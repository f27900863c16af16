"""A draft of an invented document: five paragraphs and a table, with figures of every kind."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from doichieu.documents.document import Cell, Document, Sheet
from doichieu.documents.draft import Draft, Drafted, DraftedFigure, LeftOut
from doichieu.documents.folder.write import write_draft
from doichieu.documents.known import Known

REPORT = "ban-mai-2023-9m"
LINES = (
    "Kinh tế tỉnh Bản Mai chín tháng năm 2023",
    "Tổng kim ngạch xuất nhập khẩu ước đạt 2.450 triệu USD, đạt 70,0% kế hoạch năm (3.500 triệu "
    "USD), tăng 12,4% so với cùng kỳ; trong đó xuất khẩu 1.150 triệu USD, nhập khẩu 1.300 triệu "
    "USD.",
    "Tổng mức bán lẻ đạt 8.125,6 tỷ đồng, tăng 9,7%; kế hoạch cả năm là 11.000 tỷ đồng, đạt 78,9%. "
    "Khách du lịch đạt hơn 640 nghìn lượt, gấp 1,5 lần.",
    "Tỉnh có 7/12 xã đạt chuẩn; quốc lộ 45 được mở rộng. Chợ phiên thu hút 35 nghìn lượt khách, "
    "tăng 4% so với tháng trước.",
    "Mật ong rừng đạt 86 tấn, chiếm 21% sản lượng mật ong cả tỉnh.",
)
HONEY = {
    "indicator_id": "honey_forest",
    "name_vi": "Sản lượng mật ong rừng",
    "name_en": "Output of forest honey",
    "unit_id": "tonne",
    "kind": "flow",
    "topic": "agriculture",
    "better": "higher",
    "aliases_vi": "mật ong rừng",
    "aliases_en": "",
}
HONEY_ALL = HONEY | {
    "indicator_id": "honey",
    "name_vi": "Sản lượng mật ong",
    "name_en": "Output of honey",
    "aliases_vi": "",
}
# Herds of a table: label, indent, and three columns of numbers.
HERDS = (
    ("Tổng đàn", 0, ("95,0", "92,1", "103,1")),
    ("Trong đó: Trâu", 1, ("21,4", "21,9", "97,7")),
    ("Bò", 1, ("30,2", "28,6", "105,6")),
    ("Dê", 1, ("43,4", "41,6", "104,3")),
)
SHEET = "Đàn gia súc"
TRADE, RETAIL, TOURISTS = "xuất nhập khẩu", "tổng mức bán lẻ", "khách du lịch"
REMARK = "Letters of paragraph 3 look like others."


def of(
    line: int, printed: str, indicator: str, measure: str, unit: str, **more: Any
) -> DraftedFigure:
    """A figure of a paragraph, where it is printed first."""
    text = LINES[line - 1]
    start = text.index(printed)
    end = start + len(printed)
    wording = text[max(0, start - 40) : end + 20].strip()
    figure = DraftedFigure(str(line), printed, indicator, measure, unit, wording=wording)
    return replace(figure, span=(start, end), **more)


def left_out(line: int, printed: str, reason: str, start: int | None = None) -> LeftOut:
    """A number of a paragraph that is no figure."""
    at = LINES[line - 1].index(printed) if start is None else start
    return LeftOut(str(line), printed, reason, (at, at + len(printed)))


def prose() -> tuple[list[DraftedFigure], list[LeftOut]]:
    """The figures of the paragraphs, and the numbers left out."""
    figures = [
        of(2, "2.450", "trade", "level", "million_usd", qualifier="estimated", label=TRADE),
        of(2, "70,0", "trade", "plan_pct", "percent", label=TRADE),
        of(2, "3.500", "trade", "plan_level", "million_usd", label=TRADE),
        of(2, "12,4", "trade", "increase_pct", "percent", label=TRADE),
        of(2, "1.150", "exports", "level", "million_usd", label="xuất khẩu"),
        of(2, "1.300", "imports", "level", "million_usd", label="nhập khẩu"),
        of(3, "8.125,6", "retail_sales", "level", "billion_vnd", label=RETAIL),
        of(3, "9,7", "retail_sales", "increase_pct", "percent", label=RETAIL),
        of(3, "11.000", "retail_sales", "plan_level", "billion_vnd", label=RETAIL),
        of(3, "78,9", "retail_sales", "plan_pct", "percent", label=RETAIL),
        of(3, "640", "tourists", "level", "thousand_visits", qualifier="over", label=TOURISTS),
        of(3, "1,5", "tourists", "multiple", "times", label=TOURISTS),
        of(
            *(4, "35", "tourists", "level", "thousand_visits"),
            label="chợ phiên",
            doubts=("no name of an indicator is near it",),
        ),
        of(
            *(4, "4", "tourists", "increase_pct", "percent"),
            label="chợ phiên",
            period_id="2023-09",
            basis="previous_month",
            note="of the market",
            doubts=("no name of an indicator is near it", "the month is not printed"),
        ),
        of(5, "86", "honey_forest", "level", "tonne", label="mật ong rừng"),
        of(5, "21", "honey_forest", "share_pct", "percent", basis="honey", label="mật ong rừng"),
    ]
    # "4" is printed in "45" before.
    at = LINES[3].index("4%")
    figures[13] = replace(figures[13], span=(at, at + 1))
    numbers = [
        left_out(1, "2023", "a year"),
        left_out(4, "7/12", "a fraction of two counts"),
        left_out(4, "45", "the number of a road"),
    ]
    return figures, numbers


def herd_sheet() -> tuple[Sheet, list[DraftedFigure], list[LeftOut]]:
    """A table of herds with a title, two header rows and a hierarchy."""
    cells = [
        Cell(1, 1, "Đàn gia súc tại thời điểm 30/9/2023", columns=4, bold=True),
        Cell(3, 2, "Nghìn con", columns=2, align="center"),
        Cell(3, 4, "So với cùng kỳ (%)", rows=2, align="center"),
        Cell(4, 2, "2023", 2023.0),
        Cell(4, 3, "2022", 2022.0),
    ]
    figures = []
    ids = ("livestock", "buffaloes", "cattle", "goats")
    columns = (("B", "level"), ("C", "prior_level"), ("D", "index_pct"))
    for row, ((label, indent, numbers), name) in enumerate(zip(HERDS, ids, strict=True), start=5):
        cells.append(Cell(row, 1, label, indent=indent, bold=not indent))
        for column, ((letter, measure), printed) in enumerate(
            zip(columns, numbers, strict=True), 2
        ):
            cells.append(Cell(row, column, printed, float(printed.replace(",", "."))))
            figures.append(
                DraftedFigure(
                    f"{SHEET}!{letter}{row}",
                    printed,
                    name,
                    measure,
                    "percent" if measure == "index_pct" else "thousand_head",
                    period_id="2023-09-30",
                    label=label,
                    parent_label="" if not indent else "Tổng đàn",
                    relation="total" if not indent else "part_of_sum",
                    wording=f"{label} / {'So với cùng kỳ (%)' if letter == 'D' else 'Nghìn con'}",
                )
            )
    sheet = Sheet(SHEET, {(cell.row, cell.column): cell for cell in cells})
    heads = (("B", "2023"), ("C", "2022"))
    numbers = [LeftOut(f"{SHEET}!{name}4", text, "a heading") for name, text in heads]
    return sheet, figures, numbers


def herd_rows(known: Known) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The indicators of the table that are new, and the identity of its sum."""
    names = {
        **{"livestock": "Tổng đàn gia súc", "buffaloes": "Đàn trâu"},
        **{"cattle": "Đàn bò", "goats": "Đàn dê"},
    }
    common = HONEY | {"unit_id": "thousand_head", "kind": "stock", "aliases_vi": ""}
    indicators = [
        common | {"indicator_id": name, "name_vi": text, "name_en": name.capitalize()}
        for name, text in names.items()
        if name not in known.indicators
    ]
    identities = [
        {
            "identity_id": "livestock_by_kind",
            "relation": "sum",
            "total_indicator_id": "livestock",
            "part_indicator_id": part,
            "coefficient": "1",
            "report_id": REPORT,
        }
        for part in ("buffaloes", "cattle", "goats")
    ]
    return indicators, identities


def invented_draft(known: Known) -> Draft:
    """The draft of the whole document."""
    figures, numbers = prose()
    sheet, of_sheet, heads = herd_sheet()
    indicators, identities = herd_rows(known)
    report = {
        "report_id": REPORT,
        "title": LINES[0],
        "publisher": "",
        "author": "",
        "published": "2023-09-28",
        "territory_id": "lang-son",
        "period_id": "2023-9M",
        "number_format": "vi",
        "url": "",
        "text_sha256": "",
    }
    return Draft(
        Document(Path("ban-mai.docx"), "docx", LINES, (sheet,), (REMARK,)),
        report,
        Drafted(
            figures=(*figures, *of_sheet),
            left_out=(*numbers, *heads),
            indicators=(HONEY, HONEY_ALL, *indicators),
            identities=tuple(identities),
        ),
    )


def write_invented_draft(folder: Path, known: Known, draft: Draft | None = None) -> Path:
    """Write a draft's folder with its page; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = draft or invented_draft(known)
    written = write_draft(draft, known, folder)
    place = folder / draft.report["report_id"]
    written.rename(place)
    return place
