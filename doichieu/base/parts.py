"""The files of a release in parts: `parts/<part>/<schema>.<table>.parquet` in its folder.

Its database has views over these files, which name them relative to the folder, so that it can be
moved as a whole. DuckDB looks for them in the folder that it was started in, then in the folders of
its `file_search_path`: there it reads a file twice that two of the folders have.
"""

import os
import shutil
import stat
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from doichieu.base.faults import NotFound
from doichieu.base.sql import quoted

PARTS = "parts"
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

DATABASE = "select path from duckdb_databases() where database_name = current_database()"


def file_search_path(release: Path) -> str:
    """The statement after which DuckDB finds the files of a release, wherever it was started.

    Raises NotFound where no statement can name the folder of a release in parts.
    """
    if "," in str(release) and (release / PARTS).is_dir():
        raise NotFound(
            f"{release} is a release in parts, and there is a comma in its path: "
            "DuckDB would not find its files. Move it to a folder without."
        )
    return f"set file_search_path = {quoted(release)}"


def files_by_table(connection: Any) -> dict[str, list[Path]]:
    """The files of each table of an open release in parts, by schema and table; none of another."""
    found: dict[str, list[Path]] = defaultdict(list)
    (database,) = connection.execute(DATABASE).fetchone()
    for file in sorted(Path(database).parent.glob(f"{PARTS}/*/*.parquet")):
        found[file.stem].append(file)
    return found


def link_or_copy(source: Path, target: Path) -> None:
    """Link a file under another name, which takes no space; copy it to another file system.

    Who writes to one name changes the file under all, so a linked file becomes read-only. Where
    that is not allowed it is copied; Windows would not delete a read-only file.
    """
    try:
        if sys.platform == "win32":
            raise OSError
        os.link(source, target)
        try:
            source.chmod(source.stat().st_mode & ~WRITABLE)
        except OSError:
            target.unlink()
            raise
    except OSError:
        shutil.copyfile(source, target)
