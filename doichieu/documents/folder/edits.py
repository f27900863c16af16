"""What the analyst has changed in a draft since it was drafted."""

import csv
from pathlib import Path

from doichieu.documents.folder.write import AS_DRAFTED

Rows = list[list[str]]


def edited_files(folder: Path) -> list[str]:
    """The files of a draft whose rows are no longer those that were drafted, by name."""
    drafted = sorted((folder / AS_DRAFTED).glob("*.csv"))
    if not drafted:
        return [f"the folder {folder.name}"]
    return [path.name for path in drafted if _rows(folder / path.name) != _rows(path)]


def _rows(path: Path) -> Rows | None:
    """The fields of a CSV file, whatever its line ends and quotes; None where it is missing."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return [row for row in csv.reader(text.splitlines()) if row]
