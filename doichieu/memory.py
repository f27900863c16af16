"""How much memory DuckDB may take in the processes of a run, so that all together stay within 8 GB.

What does not fit goes to the disk, beside the database. dbt's share is in profiles.yml: while it
works no other process holds much.
"""

from typing import Any

AUDITING = "3GB"
# The main process, beside the audit.
TELLING = "2GB"


def keep_within(connection: Any, most: str) -> None:
    """Let the database of a connection take so much memory in this process, and no more."""
    connection.execute(f"set memory_limit = '{most}'")
