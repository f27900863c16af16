"""Where the project keeps what a run reads, and where a run publishes."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
RELEASES = PROJECT / "releases"
EXPECTATIONS = PROJECT / "expectations"

# The name of every warehouse: dbt names the database after its file.
WAREHOUSE = "warehouse.duckdb"
