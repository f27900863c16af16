"""Official workbooks, drafted, against tables of them that were read by hand.

The workbooks are not shipped. The folder of the material has `workbooks/`, `gold/` (a CSV a sheet)
and `score_tables.py`, which compares the drafts with the gold cell by cell.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from benchmarks import PROJECT, results
from doichieu.base.paths import SEEDS
from doichieu.documents.containers import open_document
from doichieu.documents.draft import DraftedFigure
from doichieu.documents.drafting import draft
from doichieu.documents.known import Known
from doichieu.documents.report_row import own_id

# What is compared of a cell that is drafted and in the gold.
LINES = ("measure", "period", "basis", "printed", "unit", "label", "parent", "relation")
WORKBOOKS = (".xls", ".xlsx")


def run(material: Path, folder: Path) -> int:
    """Draft every workbook of the material, score the drafts and write the result.

    Returns 1 where there is no material.
    """
    scorer = material / "score_tables.py"
    if not scorer.exists():
        print(f"no workbooks to draft: {material} has no score_tables.py")
        return 1
    paths = sorted(path for path in (material / "workbooks").iterdir() if path.suffix in WORKBOOKS)
    known = Known.read(SEEDS)
    judged = read_by_hand(material / "gold")
    with tempfile.TemporaryDirectory() as scratch:
        drafts = []
        for path in paths:
            figures, measured = drafted(path, known)
            drafts.append(measured)
            if path.name in judged:
                write_draft(Path(scratch) / f"{path.stem}.csv", path.name, figures)
        scores = Path(scratch) / "scores.json"
        command = [sys.executable, str(scorer), str(material / "gold"), scratch]
        subprocess.run([*command, "--json", str(scores)], cwd=PROJECT, check=True)
        scored = json.loads(scores.read_text(encoding="utf-8"))
    results.write(folder, "tables", {**summary(drafts), **compared(scored)})
    return 0


def read_by_hand(gold: Path) -> set[str]:
    """The names of the workbooks of which a sheet was read by hand."""
    names = set()
    for path in gold.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            names.update(row["file"] for row in csv.DictReader(file))
    return names


def drafted(path: Path, known: Known) -> tuple[tuple[DraftedFigure, ...], dict[str, float]]:
    """The figures of one workbook; how many there are, and the seconds of one core."""
    start = time.process_time()
    document = open_document(path)
    made = draft(document, known, own_id(document, known)).drafted
    return made.figures, {
        "figures": len(made.figures),
        "unsure": sum(bool(figure.doubts) for figure in made.figures),
        "left_out": len(made.left_out),
        "seconds": time.process_time() - start,
    }


def write_draft(path: Path, workbook: str, figures: Iterable[DraftedFigure]) -> None:
    """Write figures as CSV, with the workbook of each."""
    columns = ["file", *(field.name for field in fields(DraftedFigure))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({"file": workbook, **asdict(figure)} for figure in figures)


def summary(drafts: list[dict[str, float]]) -> dict[str, Any]:
    """The drafts in all, and the slowest."""
    total = {name: sum(one[name] for one in drafts) for name in ("figures", "unsure", "left_out")}
    seconds = [one["seconds"] for one in drafts]
    return {
        "workbooks": len(drafts),
        **total,
        "seconds": round(sum(seconds), 1),
        "slowest": round(max(seconds), 1),
    }


def compared(scored: dict[str, Any]) -> dict[str, Any]:
    """The scores of the cells in all: how many of them are right, line by line."""
    total, sheets = scored["total"], scored["files"].values()
    whole = sum(one["all_five"] == one["gold"] == one["drafted"] for one in sheets)
    return {
        "sheets": len(sheets),
        "whole_sheets": whole,
        "cells": {name: total[name] for name in ("gold", "drafted", "matched")},
        "right": {name: total[name] for name in (*LINES, "all_five")},
    }
