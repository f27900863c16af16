"""Deriving the warehouse: dbt, the models it compiles, and shards of many reports."""
