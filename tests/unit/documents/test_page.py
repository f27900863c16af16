"""The page of a draft as a file: whole in itself, with the document and the rows as they are."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from support.invented_draft import LINES, REPORT, SHEET, invented_draft
from support.site_folders import HOSTILE

from doichieu.base.paths import SEEDS
from doichieu.documents.document import Cell, Sheet
from doichieu.documents.draft import Draft
from doichieu.documents.folder.page import cell_of, page, sheet_of
from doichieu.documents.folder.rows import columns_of, rows_of
from doichieu.documents.known import Known


@pytest.fixture(scope="module")
def known() -> Known:
    return Known.read(SEEDS)


def page_of(draft: Draft, known: Known) -> str:
    return page(draft, rows_of(draft, known), known)


def data_in(text: str) -> Any:
    """The data of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


def test_the_page_is_one_file_that_loads_nothing(known: Known) -> None:
    text = page_of(invented_draft(known), known)
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    assert re.findall(r'(?:src|href)="([^"]*)"', markup) == ["data:,", "#paper"]
    assert "url(" not in text and "@import" not in text and "fetch(" not in text
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    for tag, name in (("script", "script-src"), ("style", "style-src")):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} &#39;sha256-{digest}&#39;" in policy
    assert policy.startswith("default-src &#39;none&#39;")


def test_no_text_of_a_document_ends_the_data(known: Known) -> None:
    draft = invented_draft(known)
    document = replace(draft.document, lines=(HOSTILE,), remarks=(HOSTILE,))
    figures = (replace(draft.drafted.figures[0], wording=HOSTILE, span=None),)
    report = draft.report | {"title": HOSTILE}
    hostile = Draft(document, report, replace(draft.drafted, figures=figures, left_out=()))
    text = page_of(hostile, known)
    assert data_in(text)["lines"] == [HOSTILE]
    assert '<b id="broken">' not in text


def test_the_data_are_the_tables_of_the_folder(known: Known) -> None:
    draft = invented_draft(known)
    data = data_in(page_of(draft, known))
    for table, rows in rows_of(draft, known).items():
        assert data["columns"][table] == list(columns_of(table))
        assert data["tables"][table] == [list(row.values()) for row in rows]
    assert data["lines"] == list(LINES)
    assert data["report"]["report_id"] == REPORT
    span, doubts, note = data["evidence"][13]
    assert LINES[3][span[0] : span[1]] == "4"
    assert (len(doubts), note) == (2, "of the market")
    assert [LINES[0][one[0] : one[1]] for one in data["spans"][:1]] == ["2023"]
    assert data["evidence"][16][0] is None  # a cell of the table


def test_a_sheet_is_shown_without_what_is_hidden() -> None:
    cells = {
        (row, column): Cell(row, column, f"{row}{column}") for row in (1, 2) for column in (1, 2)
    }
    cells[3, 1] = Cell(3, 1, "31", hidden=True)
    sheet = Sheet(SHEET, cells, hidden_rows=frozenset({2}), hidden_columns=frozenset({1}))
    assert sheet_of(sheet)["cells"] == [[1, 2, "12"]]


def test_a_cell_says_only_what_is_not_usual() -> None:
    assert cell_of(Cell(1, 2, "a")) == [1, 2, "a"]
    assert cell_of(Cell(1, 2, "a", bold=True)) == [1, 2, "a", 1]
    assert cell_of(Cell(1, 2, "a", italic=True, align="center")) == [1, 2, "a", 10]
    assert cell_of(Cell(1, 2, "3,5", 3.5)) == [1, 2, "3,5", 4]
    assert cell_of(Cell(1, 2, "3,5", 3.5, align="left")) == [1, 2, "3,5"]
    assert cell_of(Cell(1, 2, "a", indent=2)) == [1, 2, "a", 0, 1, 1, 2]
    assert cell_of(Cell(1, 2, "a", rows=2, columns=3)) == [1, 2, "a", 0, 2, 3]


def test_hidden_sheets_are_not_in_the_page(known: Known) -> None:
    draft = invented_draft(known)
    document = replace(draft.document, sheets=(replace(draft.document.sheets[0], hidden=True),))
    assert data_in(page_of(replace(draft, document=document), known))["sheets"] == []
