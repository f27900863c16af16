"""The benchmark of drafted workbooks, on a workbook and a scorer made up here."""

from pathlib import Path

from openpyxl import Workbook

from benchmarks import report, results, tables

# Counts each drafted row of the gold's workbook as a cell that is right.
SCORER = """
import csv, json, pathlib, sys
gold, drafts, _, out = sys.argv[1:]
rows = [r for p in pathlib.Path(drafts).glob("*.csv") for r in csv.DictReader(p.open())]
total = {name: len(rows) for name in ("gold", "drafted", "matched", "all_five", *%r)}
pathlib.Path(out).write_text(json.dumps({"total": total, "files": {"muoi.xlsx": total}}))
"""


def material(folder: Path) -> Path:
    for name in ("workbooks", "gold"):
        (folder / name).mkdir(parents=True)
    for name in ("muoi.xlsx", "ca.xlsx"):
        book = Workbook()
        book.active.append(["Muối tháng 8 năm 2031 (Tấn)"])
        book.active.append(["", "Tháng 7 năm 2031", "Tháng 8 năm 2031"])
        book.active.append(["Tổng số", 700, 770])
        book.active["E5"] = 31
        book.save(folder / "workbooks" / name)
    (folder / "gold" / "muoi.csv").write_text("file,cell\nmuoi.xlsx,B3\n", encoding="utf-8")
    (folder / "score_tables.py").write_text(SCORER % (tables.LINES,), encoding="utf-8")
    return folder


def test_all_workbooks_are_drafted_and_those_with_gold_scored(tmp_path: Path) -> None:
    assert tables.run(material(tmp_path / "material"), tmp_path) == 0
    result = results.read(tmp_path, "tables")
    assert result is not None
    counted = {name: result[name] for name in ("workbooks", "figures", "left_out", "sheets")}
    assert counted == {"workbooks": 2, "figures": 4, "left_out": 2, "sheets": 1}
    assert result["cells"] == {"gold": 2, "drafted": 2, "matched": 2}
    assert result["whole_sheets"] == 1
    page = "\n".join(report.drafted_tables_section(result))
    assert "| measure, period, number, unit and label right | 2 | 100.0 % |" in page


def test_without_material_the_command_says_so(tmp_path: Path, capsys) -> None:
    assert tables.run(tmp_path, tmp_path) == 1
    assert "no workbooks to draft" in capsys.readouterr().out
