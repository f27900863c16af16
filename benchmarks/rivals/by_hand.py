"""Only the SQL script on DuckDB: the floor.

Run as `python -m benchmarks.rivals.by_hand SEEDS DATABASE`.
"""

import sys
from pathlib import Path

import duckdb

from benchmarks.rivals import DUCKDB_MEMORY

SCRIPT = Path(__file__).with_name("by_hand.sql")


def main(seeds: Path, database: Path) -> None:
    """Run the script."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set threads = 2")
        connection.execute(f"set memory_limit = '{DUCKDB_MEMORY}'")
        connection.execute("set variable seeds = $seeds", {"seeds": str(seeds)})
        connection.execute(SCRIPT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
