"""The folders that the commands read from and write to."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
RELEASES = PROJECT / "releases"
DRAFTS = PROJECT / "drafts"
EXPECTATIONS = PROJECT / "expectations"

# The file name of every warehouse; dbt derives the name of the database from it.
WAREHOUSE = "warehouse.duckdb"
