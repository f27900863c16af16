"""Deriving a large collection in parts: some reports each, on one machine or on many.

    planning    which reports make a part; its key
    archive     the inputs of a part, as one file
    task        what a worker is asked, and what it answers
    derivation  a worker's work: fetch, derive in DuckDB, store a Parquet file a table
    audit       what rules of the audit find in a part
    store       the folder or bucket that the workers share
    engines/    who does the work: Dask, Spark
    rounds      the order of the tasks: reports, then revisions and repairs
    warehouse   the release's database: views over the parts

A part's key is a hash of everything that its rows depend on. What is in the store under a key is
complete, and is not derived again.
"""
