"""Write a draft into a folder of its own: complete, or not at all."""

import csv
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from doichieu.documents.draft import Draft
from doichieu.documents.folder.layout import AS_DRAFTED, PAGE, WORKBOOK, WRITING, columns_of
from doichieu.documents.folder.page import write_page
from doichieu.documents.folder.rows import Tables, rows_of
from doichieu.documents.folder.workbook import write_workbook
from doichieu.documents.known import Known


def write_draft(draft: Draft, known: Known, drafts: Path) -> Path:
    """Write a draft into a hidden folder of `drafts`; `put_in_place` gives it its name."""
    folder = Path(tempfile.mkdtemp(prefix=WRITING, dir=drafts))
    folder.chmod(0o755)
    tables = rows_of(draft, known)
    write_tables(folder, tables)
    write_workbook(folder / WORKBOOK, tables, known)
    write_page(draft, tables, known, folder / PAGE)
    (folder / AS_DRAFTED).mkdir()
    for file in folder.glob("*.csv"):
        shutil.copyfile(file, folder / AS_DRAFTED / file.name)
    return folder


def write_tables(folder: Path, tables: Tables) -> None:
    """Write one CSV file for each table."""
    for table, rows in tables.items():
        write_csv(folder / f"{table}.csv", columns_of(table), rows)


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as CSV, as the inputs have it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
