"""Memory limits of DuckDB in the processes of a run, which together stay within 8 GB.

DuckDB writes the excess to temporary files. profiles.yml sets the limit of the process that
derives; the other processes hold little at that time.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from doichieu.base.parts import file_search_path
from doichieu.base.sql import quoted

AUDITING = "4GB"
# The main process, while the audit runs.
REPORTING = "2GB"


def keep_within(connection: Any, database: Path, most: str) -> None:
    """Limit the memory of a database in this process, and give it its own temporary folder.

    By default two processes that read one database share their temporary files, and each would
    read what the other wrote. The folder exists only while it is used: beside the database, or
    in the system's temporary folder when the database's folder is read-only.

    A database in parts then finds its files. Raises NotFound where it cannot.
    """
    home = database.resolve().parent
    connection.execute(file_search_path(home))
    if not os.access(home, os.W_OK):
        home = Path(tempfile.gettempdir())
    folder = str(home / f"{database.name}.{os.getpid()}.tmp")
    (present,) = connection.execute("select current_setting('temp_directory')").fetchone()
    if present != folder:  # DuckDB refuses to set a temporary folder that is in use
        connection.execute(f"set temp_directory = {quoted(folder)}")
    connection.execute(f"set memory_limit = {quoted(most)}")


def give_back() -> None:
    """Return freed memory to the system; the C library of Linux would keep it."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)
