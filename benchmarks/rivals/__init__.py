"""What a user might take instead, asked one question on one panel, each in a process of its own.

The question is the least that a warehouse of printed figures answers: the plan and the base that
each indicator implies at the half reading, and whether each total can be the sum of its parts, for
levels, implied plans and implied bases. Each contender leaves its answers in a DuckDB file.
"""

# What a contender lets DuckDB take of the 8 GiB that it may have; it would take what there is.
DUCKDB_MEMORY = "6GB"
