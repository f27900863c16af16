"""Deriving the warehouse: dbt, the models it compiles, and large collections in parts."""
