"""What a user might take instead, asked one question on one panel, each in a process of its own.

The question is what the models check of each identity of a panel by itself: the plan and the base
that each indicator implies, whether each total can be the sum of its parts, for levels, implied
plans and implied bases, and whether its share of the plan and its growth can be means of theirs;
all of it at the half and at the wide reading. Each contender leaves its answers in a DuckDB file,
what one reading says beside what the other does.
"""

READINGS = ("half", "wide")

# What a contender lets DuckDB take of the 8 GiB that it may have; it would take what there is.
DUCKDB_MEMORY = "6GB"
