"""Findings of a warehouse, and their words on the console."""
