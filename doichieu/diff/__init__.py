"""Comparing two releases: figures, verdicts, derived numbers and reference rows."""
