"""The page of a draft: the document, and the drafted row of each of its numbers, to be corrected.

The page is one file that opens from disk and loads nothing: its data, styles and scripts are in it.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from doichieu.base.templating import template
from doichieu.base.vocabulary import vocabulary
from doichieu.documents.document import Cell, Sheet
from doichieu.documents.draft import Draft
from doichieu.documents.folder.layout import columns_of
from doichieu.documents.folder.rows import Tables
from doichieu.documents.known import Known
from doichieu.site.words import LANGUAGES, catalogue, phrases, say

Row = Mapping[str, str]

LOOK = Path(__file__).with_name("look")
SITE = Path(__file__).parents[2] / "site" / "app"
# In the order in which they run.
SCRIPTS = (
    LOOK / "source.js",
    *(SITE / f"{name}.js" for name in ("start", "elements")),
    LOOK / "data.js",
    *(SITE / f"{name}.js" for name in ("words", "numbers", "names")),
    *(
        LOOK / f"{name}.js"
        for name in (
            *("draft", "printed", "faults", "findings", "choice", "indicator", "options", "alike"),
            *("fields", "card", "list", "paper", "files", "saving", "desk"),
        )
    ),
)
STYLES = (SITE / "style.css", LOOK / "style.css")
# The groups of the site's phrases that the page uses.
SHARED = (
    *("site", "measure", "qualifier", "basis", "period", "verdict", "kind", "finding", "side"),
    *("interval", "column", "table", "choose", "growth"),
)
# The tables of a draft, each a file of its folder.
TABLES = (*("figures", "left_out", "reports", "indicators", "units", "territories", "identities"),)
# The reference tables that figures name rows of.
NAMED = ("indicators", "units", "territories")
# The marks of a cell, as bits.
BOLD, ITALIC, RIGHT, CENTRE = 1, 2, 4, 8


def write_page(draft: Draft, tables: Tables, known: Known, path: Path) -> None:
    """Write the page of a draft; `tables` are those of its folder, as `rows_of` gives them."""
    path.write_text(page(draft, tables, known), encoding="utf-8")


def page(draft: Draft, tables: Tables, known: Known) -> str:
    """The page as text."""
    style = "\n".join(file.read_text(encoding="utf-8") for file in STYLES)
    script = "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS)
    rendered: str = template(LOOK, "index.html.j2", say=words, languages=LANGUAGES).render(
        policy=policy(script, style),
        style=style,
        script=script,
        data=in_script(data_of(draft, tables, known)),
        title=draft.report.get("title") or draft.report["report_id"],
    )
    return rendered


def words(language: str, name: str) -> str:
    """A phrase of the page, or of the site."""
    own = phrases(LOOK / "words.yml")
    return own[name][language] if name in own else say(language, name)


def policy(script: str, style: str) -> str:
    """The page runs its own script, has its own style, and loads nothing."""
    return (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """The hash by which a content security policy names a script or a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def in_script(value: Any) -> str:
    """A value as JSON that cannot end the element that contains it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def data_of(draft: Draft, tables: Tables, known: Known) -> dict[str, Any]:
    """What the page shows and edits.

    `evidence` has for each figure where its paragraph prints it, its doubts, and its note without
    them; `spans` where a paragraph prints each number that is left out.
    """
    drafted = draft.drafted
    return {
        "report": draft.report,
        "kind": draft.document.kind,
        "remarks": draft.document.remarks,
        "lines": draft.document.lines,
        "sheets": [sheet_of(sheet) for sheet in draft.document.sheets if not sheet.hidden],
        "columns": {name: columns_of(name) for name in TABLES},
        "tables": {name: listed(name, tables[name]) for name in TABLES},
        "evidence": [[figure.span, figure.doubts, figure.note] for figure in drafted.figures],
        "spans": [one.span for one in drafted.left_out],
        "known": {name: listed(name, getattr(known, name).values()) for name in NAMED},
        "proposed": drafted.indicators,
        "identities": listed("identities", known.identities),
        "own": {name: sorted(getattr(known, f"own_{name}")) for name in NAMED},
        "vocabulary": spoken(),
        "catalogue": shared_phrases() | phrases(LOOK / "words.yml"),
    }


def listed(table: str, rows: Iterable[Row]) -> list[list[str]]:
    """The rows of a table, each a list in the order of its columns."""
    columns = columns_of(table)
    return [[row.get(name, "") for name in columns] for row in rows]


def sheet_of(sheet: Sheet) -> dict[str, Any]:
    """A sheet without its hidden rows and columns, in the order of reading."""
    shown = [
        cell
        for cell in sheet.cells.values()
        if not cell.hidden
        and cell.row not in sheet.hidden_rows
        and cell.column not in sheet.hidden_columns
    ]
    shown.sort(key=lambda cell: (cell.row, cell.column))
    return {
        "name": sheet.name,
        "above": sheet.above,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "cells": [cell_of(cell) for cell in shown],
    }


def cell_of(cell: Cell) -> list[Any]:
    """Row, column, text; then marks, rows, columns and indent as far as they are not the usual."""
    marks = (
        BOLD * cell.bold
        + ITALIC * cell.italic
        + RIGHT * (cell.align == "right" or (not cell.align and cell.is_number))
        + CENTRE * (cell.align == "center")
    )
    values = [cell.row, cell.column, cell.text, marks, cell.rows, cell.columns, cell.indent]
    usual = [None, None, None, 0, 1, 1, 0]
    while values[-1] == usual[len(values) - 1]:
        values.pop()
    return values


def spoken() -> dict[str, Any]:
    """The vocabulary of the inputs, patterns as texts."""
    known = vocabulary()
    return {
        "measures": {
            name: {
                "quantity": one.quantity,
                "unit": one.unit,
                "sign": one.sign,
                "base": one.base,
                "divisor": one.divisor,
                "spread": one.spread,
                "basis": one.basis,
            }
            for name, one in known.measures.items()
        },
        "formats": {
            name: {
                "pattern": one.pattern.pattern,
                "range": one.range_pattern.pattern.replace("(?P<", "(?<"),
                "group": one.group,
                "decimal": one.decimal,
            }
            for name, one in known.number_formats.items()
        },
        "most_digits": known.most_digits,
        "most_decimals": known.most_decimals,
        "plan_bases": known.plan_bases,
        "growth_bases": known.growth_bases,
        "base_year": known.base_year_format.pattern,
        "qualifiers": known.qualifiers,
        "kinds": known.kinds,
        "periods": {name: one.pattern for name, one in known.period_formats.items()},
    }


def shared_phrases() -> dict[str, dict[str, str]]:
    """The phrases of the site that the page uses."""
    return {
        name: phrase for name, phrase in catalogue().items() if name.partition(".")[0] in SHARED
    }
