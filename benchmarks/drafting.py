"""Seconds of `draft` as a user starts it: an article of the web, a workbook, and many workbooks.

The article is a text of the benchmarks' own corpus in a page; the workbooks are invented here, and
shaped as offices of statistics shape theirs.
"""

import html
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter

from benchmarks import CORPUS, PROJECT, results
from benchmarks.small_run import Taken, spread, timed
from doichieu.documents.containers import open_document
from doichieu.documents.drafting import draft
from doichieu.documents.known import Known

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ARTICLE = CORPUS / "texts" / "hung-yen-2024.txt"
SHEETS = 20
HEADERS = (
    "Chính thức tháng 7 năm 2023",
    "Ước tính tháng 8 năm 2023",
    "Cộng dồn 8 tháng năm 2023",
    "Tháng 8 năm 2023 so với cùng kỳ năm trước (%)",
    "8 tháng năm 2023 so với cùng kỳ năm trước (%)",
)
SUBJECTS = {
    "Sản lượng": ("Tấn", ("lúa", "ngô", "khoai", "sắn", "lạc", "vừng", "chè", "cà phê", "hồ tiêu")),
    "Diện tích": ("Ha", ("bưởi", "cam", "chanh", "xoài", "nhãn", "vải", "chuối", "mía", "dứa")),
    "Doanh thu": ("Tỷ đồng", ("ăn uống", "lưu trú", "du lịch", "vận tải", "kho bãi", "bưu chính")),
    "Số lượng": ("Con", ("trâu", "bò", "lợn", "gà", "vịt", "ngan", "dê", "thỏ", "ong")),
}
GROUPS = ("Khu vực nhà nước", "Khu vực ngoài nhà nước", "Khu vực có vốn đầu tư nước ngoài")


def run(rounds: int, workbooks: int, folder: Path) -> int:
    """Draft the article, a workbook and a folder of workbooks in each round; write the result."""
    with TemporaryDirectory(prefix="doichieu-bench-") as scratch:
        documents = write_documents(Path(scratch) / "documents", workbooks)
        figures = {name: figures_in(documents[name]) for name in ("article", "workbook")}
        measured: dict[str, list[Taken]] = {name: [] for name in documents}
        for number in range(1, rounds + 1):
            for name, path in documents.items():
                measured[name].append(drafted(path, Path(scratch) / f"{name}-{number}"))
            words = ", ".join(
                f"{name} {each[-1]['seconds']:.2f}" for name, each in measured.items()
            )
            print(f"round {number} of {rounds}: {words}", flush=True)
    result = {"workbooks": workbooks, "sheets": SHEETS, "figures": figures}
    results.write(folder, "drafting", {**result, "ways": summary(measured)})
    return 0


def write_documents(folder: Path, workbooks: int) -> dict[str, Path]:
    """Write the article and the workbooks; returns what is drafted by its name."""
    (folder / "workbooks").mkdir(parents=True)
    article = folder / "article.html"
    article.write_text(page(ARTICLE.read_text(encoding="utf-8")), encoding="utf-8")
    for number in range(workbooks):
        write_workbook(folder / "workbooks" / f"bieu-{number + 1}.xlsx", number)
    return {
        "article": article,
        "workbook": folder / "workbooks" / "bieu-1.xlsx",
        "folder": folder / "workbooks",
    }


def page(text: str) -> str:
    """A text as the article of a web page, with the usual things around it."""
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title></head>'
        "<body><nav><a href='/'>Trang chủ</a> <a href='/tin'>Tin tức</a></nav>"
        f"<article>{paragraphs}</article><footer>Bản quyền</footer></body></html>"
    )


def write_workbook(path: Path, seed: int) -> None:
    """Write a workbook of 20 sheets with a table each; equal seeds give equal tables."""
    drawn = random.Random(seed)
    with xlsxwriter.Workbook(path) as workbook:
        bold, whole, rate = (
            workbook.add_format(form)
            for form in ({"bold": True}, {"num_format": "#,##0"}, {"num_format": "0.0"})
        )
        for number in range(SHEETS):
            subject, (unit, names) = list(SUBJECTS.items())[number % len(SUBJECTS)]
            sheet = workbook.add_worksheet(f"{number + 1}")
            sheet.write_string(0, 0, f"{number + 1}. {subject} tháng 8 năm 2023", bold)
            sheet.write_string(1, len(HEADERS), f"Đơn vị tính: {unit}")
            for column, header in enumerate(HEADERS, start=1):
                sheet.write_string(2, column, header, bold)
            for row, (label, is_total) in enumerate(labels(subject, names), start=3):
                sheet.write_string(row, 0, label, bold if is_total else None)
                write_values(sheet, row, drawn, (whole, rate))


def labels(subject: str, names: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The labels of a table's rows, and whether each is of a total."""
    yield "Tổng số", True
    yield from ((f"  {group}", False) for group in GROUPS)
    for name in names:
        yield f"{subject} {name}", True
        yield f"  {subject} {name} của tỉnh", False


def write_values(
    sheet: "Worksheet", row: int, drawn: random.Random, formats: tuple["Format", "Format"]
) -> None:
    """Write the figures of a row: three levels and two rates."""
    whole, rate = formats
    for column in range(1, 4):
        sheet.write_number(row, column, drawn.randint(1_000, 99_999), whole)
    for column in range(4, 6):
        sheet.write_number(row, column, round(drawn.uniform(80, 130), 1), rate)


def figures_in(path: Path) -> int:
    """How many figures the draft of a document has."""
    made = draft(open_document(path), Known.read(PROJECT / "seeds"), "bench")
    return len(made.drafted.figures)


def drafted(path: Path, drafts: Path) -> Taken:
    """The cost of drafting a document or a folder into an empty folder."""
    command = [sys.executable, str(PROJECT / "orchestrate.py"), "draft", str(path)]
    return timed([*command, "--drafts", str(drafts)])


def summary(measured: dict[str, list[Taken]]) -> dict[str, Any]:
    """The spreads of the seconds and of the CPU seconds."""
    return {
        name: {kind: spread([one[kind] for one in each]) for kind in each[0]}
        for name, each in measured.items()
    }
