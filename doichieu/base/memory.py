"""How much memory DuckDB may take in the processes of a run, so that all together stay within 8 GB.

What does not fit goes to the disk. What derives has the share that profiles.yml gives to dbt: while
it works no other process holds much.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

AUDITING = "4GB"
# The main process, beside the audit.
REPORTING = "2GB"


def keep_within(connection: Any, database: Path, most: str) -> None:
    """Let a database take so much memory in this process; the rest goes to a folder of its own.

    Two processes that read one database would by default spill into the same files, and each read
    what the other wrote. The folder is there while something is spilt: beside the database, or
    with the system's temporary files where nothing may be written there.
    """
    home = database.resolve().parent
    if not os.access(home, os.W_OK):
        home = Path(tempfile.gettempdir())
    spilt = str(home / f"{database.name}.{os.getpid()}.tmp")
    (there,) = connection.execute("select current_setting('temp_directory')").fetchone()
    if there != spilt:  # once something is spilt DuckDB lets nobody set it again
        connection.execute("set temp_directory = $spilt", {"spilt": spilt})
    connection.execute("set memory_limit = $most", {"most": most})


def give_back() -> None:
    """Give the system what this process has let go of, which the C library of Linux would keep."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)
