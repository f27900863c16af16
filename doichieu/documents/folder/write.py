"""Write a draft into a folder of its own: complete, or not at all."""

import contextlib
import csv
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from doichieu.documents.draft import Draft
from doichieu.documents.folder.rows import Tables, columns_of, rows_of
from doichieu.documents.folder.workbook import write_workbook
from doichieu.documents.known import Known

# The copy of the tables as they were drafted, beside those that the analyst edits.
AS_DRAFTED = "as_drafted"
WORKBOOK = "draft.xlsx"
WRITING = ".writing-"


def write_draft(draft: Draft, known: Known, drafts: Path) -> Path:
    """Write a draft into a hidden folder of `drafts`; `put_in_place` gives it its name."""
    folder = Path(tempfile.mkdtemp(prefix=WRITING, dir=drafts))
    folder.chmod(0o755)
    tables = rows_of(draft, known)
    write_tables(folder, tables)
    write_workbook(folder / WORKBOOK, tables, known)
    (folder / AS_DRAFTED).mkdir()
    write_tables(folder / AS_DRAFTED, tables)
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


def put_in_place(written: Path, place: Path) -> None:
    """Give a written draft its name, in place of an earlier draft of that name."""
    if place.exists():
        earlier = Path(tempfile.mkdtemp(prefix=WRITING, dir=place.parent)) / place.name
        place.rename(earlier)
        written.rename(place)
        shutil.rmtree(earlier.parent, ignore_errors=True)
    else:
        written.rename(place)


def clear_unfinished(drafts: Path) -> None:
    """Delete what a killed command has left; no other command may be writing there."""
    for leftover in drafts.glob(f"{WRITING}*"):
        with contextlib.suppress(OSError):
            shutil.rmtree(leftover)
