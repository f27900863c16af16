"""Deriving the warehouse: dbt, and the models that it compiled."""
