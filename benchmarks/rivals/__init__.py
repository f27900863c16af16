"""Alternatives that a user might choose; each answers one question on one panel in its own process.

The question covers the checks of single identities in the models: the plan and the base that each
indicator implies; whether each total can be the sum of its parts, in levels, implied plans and
implied bases; and whether its completion and its growth can be means of its parts'. All of it is
answered at the half and at the wide interval. Each contender writes its answers to a DuckDB file,
with columns for both intervals.
"""

READINGS = ("half", "wide")

# DuckDB's memory limit in a contender that may use 8 GiB; by default DuckDB takes nearly all
# memory.
DUCKDB_MEMORY = "6GB"
