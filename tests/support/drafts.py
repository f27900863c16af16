"""Drafts for tests: written by hand, as the readers of documents would give them."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from doichieu.documents.document import Document
from doichieu.documents.draft import Draft, Drafted, DraftedFigure, LeftOut
from doichieu.documents.folder.place import put_in_place
from doichieu.documents.folder.write import write_draft
from doichieu.documents.known import Known
from support.seeds_folder import line_of, read_lines, write_lines

REPORT = "north-2023"
REPORT_ROW = {
    **{"report_id": REPORT, "title": "Kinh tế năm 2023", "publisher": "", "author": ""},
    **{"published": "", "territory_id": "north", "period_id": "2023", "number_format": "vi"},
    **{"url": "", "text_sha256": ""},
}
PEPPER = {
    **{"indicator_id": "ho_tieu", "name_vi": "Hồ tiêu", "name_en": "Hồ tiêu", "unit_id": "tonne"},
    **{"kind": "flow", "topic": "", "better": "neither", "aliases_vi": "", "aliases_en": ""},
}
FIGURES = (
    DraftedFigure(
        *("1", "1.204,5", "rice", "level", "tonne"), label="Lúa", wording="Lúa đạt 1.204,5 tấn"
    ),
    DraftedFigure(
        *("2", "310", "ho_tieu", "level", "tonne"), label="Hồ tiêu", wording="Hồ tiêu 310 tấn"
    ),
    DraftedFigure(
        *("2", "4,1", "ho_tieu", "increase_pct", "percent"),
        label="Hồ tiêu",
        wording=", tăng 4,1%",
        doubts=("no plan or period is named",),
        note="see the table",
    ),
)


def a_draft(**changes: Any) -> Draft:
    """A draft of three figures, with an indicator that the small seeds lack."""
    drafted = Drafted(
        figures=FIGURES,
        left_out=(LeftOut("3", "2023", "a year"),),
        indicators=(PEPPER,),
    )
    document = Document(Path("kinh-te.txt"), "txt", ("Lúa đạt 1.204,5 tấn.",))
    return Draft(document, REPORT_ROW, replace(drafted, **changes))


def write_a_draft(seeds: Path, drafts: Path, draft: Draft | None = None) -> Path:
    """Write a draft against some seeds; returns its folder."""
    drafts.mkdir(exist_ok=True)
    draft = draft or a_draft()
    place = drafts / draft.report["report_id"]
    put_in_place(write_draft(draft, Known.read(seeds), drafts), place)
    return place


def edit(file: Path, where: Mapping[str, str], **values: str) -> None:
    """Change values of the rows of a file whose columns have the values of `where`."""
    lines = read_lines(file)
    for index, row in enumerate(csv.DictReader(lines), start=1):
        if where.items() <= row.items():
            lines[index] = line_of((row | values).values())
    write_lines(file, lines)


def rows_in(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [dict(row) for row in csv.DictReader(opened)]
